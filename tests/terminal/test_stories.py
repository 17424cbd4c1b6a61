"""The command in a real terminal: choose, leave, be killed, be resized, be cut off."""

from __future__ import annotations

import base64
import re
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from emulator import Screen, Terminal
from triage_world import REMOTE, catalog, table

from mergetui.catalog.snapshot import dumps
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.snapshots import snapshot_path

COMMAND = [sys.executable, "-c", "from mergetui.commands.main import main; main()"]
AS_FOUND = {25, 7}  # the modes of a terminal that is left as it was: cursor shown, lines wrap
ALTERNATE, MOUSE = 1049, 1003

Start = Callable[..., Terminal]


@pytest.fixture
def start(path: Path) -> Iterator[Start]:
    terminals: list[Terminal] = []

    def start(rows: int = 40, columns: int = 120, *arguments: str) -> Terminal:
        terminal = Terminal([*COMMAND, *arguments], path.parent, rows, columns)
        terminals.append(terminal)
        return terminal

    yield start
    for terminal in terminals:
        terminal.close()


def actions(path: Path) -> dict[str, str]:
    tables = DecisionsFile.load(path).decisions.tables
    return {k: d.action for k, d in tables.items() if d.action != "undecided"}


def test_choose_and_quit_and_take_it_back_another_day(start: Start, path: Path) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    terminal.send("q")
    assert terminal.ended() == 0
    assert terminal.screen.modes == AS_FOUND
    assert actions(path) == {"api_keys": "merge"}

    terminal = start()
    terminal.until("1/8 decided")
    terminal.send("u")
    terminal.until("undid api_keys: merge")
    terminal.send("q")
    assert terminal.ended() == 0
    assert actions(path) == {}


def test_killed_in_the_middle_loses_nothing(start: Start, path: Path) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    beside = psutil.Process(terminal.process.pid).children(recursive=True)
    terminal.signal(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    assert beside
    assert psutil.wait_procs(beside, 60)[1] == []  # nobody is left behind
    assert actions(path) == {"api_keys": "merge"}
    terminal = start()
    terminal.until("1/8 decided")
    terminal.send("u")
    terminal.until("undid api_keys: merge")
    assert actions(path) == {}


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_as_it_was(start: Start, path: Path, name: str) -> None:
    number = signal.Signals[name]
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    assert {ALTERNATE, MOUSE} <= terminal.screen.modes
    terminal.signal(number)
    assert terminal.ended() == 128 + number
    assert terminal.screen.modes == AS_FOUND
    assert actions(path) == {"api_keys": "merge"}


def test_a_lost_connection_ends_it_and_loses_nothing(start: Start, path: Path) -> None:
    """The terminal itself goes, as when ssh is cut: nobody reads what is written any more."""
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    terminal.hang_up()
    assert actions(path) == {"api_keys": "merge"}


def test_no_color_is_no_color(start: Start, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("q")
    terminal.ended()
    assert not re.search(r"\x1b\[[0-9;]*\b[34]8;[25];", terminal.written)
    assert re.search(r"\x1b\[[0-9;]*\b7\b[0-9;]*m", terminal.written), "reversal tells the cursor"


def test_a_broken_file_is_shown_with_its_line_until_it_is_mended(start: Start, path: Path) -> None:
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("[tables.users]", "[tables.users]\naction = 'kep'"), "utf-8")
    terminal = start()
    terminal.until("is no action")
    path.write_text(whole, "utf-8")
    terminal.until("0/8 decided")
    terminal.send("q")
    assert terminal.ended() == 0


def test_an_edit_from_outside_is_taken_in_and_neither_loses(start: Start, path: Path) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("[tables.venues]\n", '[tables.venues]\naction = "keep"\n'), "utf-8"
    )
    terminal.until("taken in from decisions.toml: venues")
    terminal.send("jd")
    terminal.until("saved: audit_log: drop")
    assert actions(path) == {"api_keys": "merge", "audit_log": "drop", "venues": "keep"}


def test_two_sessions_on_one_file(start: Start, path: Path) -> None:
    one, other = start(), start(24, 80)
    one.until("0/8 decided")
    other.until("0/8 decided")
    one.send("m")
    one.until("saved: api_keys: merge")
    other.until("taken in from decisions.toml: api_keys")
    other.send("nd")
    other.until("saved: audit_log: drop")
    one.until("taken in from decisions.toml: audit_log")
    assert actions(path) == {"api_keys": "merge", "audit_log": "drop"}


def test_the_mouse(start: Start, path: Path) -> None:
    """A click chooses a row, opens it, folds a phase, is a key of the last line; the wheel scrolls
    and takes the cursor along. Positions are counted from 1, as terminals tell them."""

    def click(x: int, y: int) -> None:
        terminal.send(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m")

    def wheel(direction: str, x: int, y: int) -> None:
        terminal.send(f"\x1b[<{'65' if direction == 'down' else '64'};{x};{y}M")

    def right_pane(screen: Screen) -> list[str]:
        return [line.split("││")[1].rstrip("│") for line in screen.lines[5:11]]

    terminal = start(16, 120)
    terminal.until("0/8 decided")
    top = right_pane(terminal.screen)
    assert any(line.endswith("┃") for line in top)
    wheel("down", 80, 9)
    terminal.until(lambda screen: "≠  id" not in screen.text)
    wheel("up", 80, 9)
    terminal.until(lambda screen: right_pane(screen) == top)
    click(2, 3)
    terminal.until("▸ 1 Core Foundation")
    click(2, 3)
    terminal.until("▾ 1 Core Foundation")
    click(10, 5)
    terminal.until("─ audit_log ─")
    click(terminal.screen.lines[-1].index("d drop") + 1, 16)
    terminal.until("saved: audit_log: drop")
    click(118, 16)
    terminal.until(" Help")
    fourth = terminal.screen.lines[5].rstrip("┃ ")
    wheel("down", 20, 8)
    terminal.until(lambda screen: screen.lines[2].rstrip("┃ ") == fourth)
    click(2, 16)
    terminal.until("1/8 decided")
    terminal.send("q")
    assert terminal.ended() == 0
    assert actions(path) == {"audit_log": "drop"}


def test_without_the_mouse(start: Start) -> None:
    terminal = start(40, 120, "--no-mouse")
    terminal.until("0/8 decided")
    assert ALTERNATE in terminal.screen.modes
    assert MOUSE not in terminal.screen.modes


def test_triage_of_a_phase_and_the_next_day(start: Start, path: Path) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    for keys, says in (
        ("m", "saved: api_keys: merge"),
        ("nr", "saved: audit_log: keep-remote"),
        ("na", "saved: platform_users: keep"),
        ("nd", "saved: users: drop"),
        ("/phase:2\r", "2 tables are shown"),
    ):
        terminal.send(keys)
        terminal.until(says)
    terminal.send("q")
    assert terminal.ended() == 0
    terminal = start(24, 80)
    terminal.until("4/8 decided")
    terminal.until("phase:2")
    terminal.send("q")
    assert terminal.ended() == 0
    assert actions(path) == {
        "api_keys": "merge", "audit_log": "keep-remote", "platform_users": "keep", "users": "drop",
    }  # fmt: skip


def whole(columns: int) -> Callable[[Screen], bool]:
    """Is the screen drawn to its last cell for a window of so many columns?"""

    def drawn(screen: Screen) -> bool:
        frame = len(screen.lines[1]) == columns and screen.lines[1].endswith("╮")
        return frame and screen.lines[0].endswith("saved") and screen.lines[-1].endswith("help")

    return drawn


def test_the_window_shrinks_and_grows(
    start: Start, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")  # some shells export what was so when they started
    monkeypatch.setenv("LINES", "24")
    terminal = start()
    terminal.until(whole(120))
    terminal.resize(24, 80)
    terminal.until(whole(80))
    terminal.resize(15, 59)
    terminal.until("too small to decide in: 59 by 15, and it takes 60 by 16")
    terminal.send("m")
    terminal.until("merge: the window is too small to decide in")
    assert actions(path) == {}
    terminal.resize(16, 60)
    terminal.until(whole(60))
    terminal.send("c")
    terminal.until("call api_keys")
    terminal.resize(15, 59)
    terminal.until("too small to decide in: 59 by 15")
    terminal.send("_n\rew")
    terminal.until("api_keys_new")
    terminal.resize(16, 60)
    terminal.until(lambda screen: "too small" not in screen.text)
    terminal.until("call api_keys")  # what was typed stays, and was not taken
    assert "api_keys_new" not in path.read_text("utf-8")
    terminal.send("\x1b")
    terminal.until(lambda screen: "call api_keys" not in screen.text)
    terminal.until(whole(60))
    terminal.until(lambda screen: "too small" not in screen.text)
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    terminal.resize(50, 200)
    terminal.until(whole(200))
    terminal.until("on both sides · Core Foundation")
    terminal.send("q")
    assert terminal.ended() == 0
    assert actions(path) == {"api_keys": "merge"}


def test_the_window_shrinks_while_it_starts(start: Start) -> None:
    terminal = start()
    terminal.until(lambda screen: ALTERNATE in screen.modes)
    terminal.resize(24, 80)
    terminal.until(whole(80))


def test_what_is_typed_ahead_in_one_write(start: Start, path: Path) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("/venues\rd")
    terminal.until("saved: venues: drop")
    assert actions(path) == {"venues": "drop"}
    terminal.send("\x10drop")  # ctrl+p
    terminal.until("Drop the table")
    assert actions(path) == {"venues": "drop"}


def test_an_editor_gets_the_terminal_and_gives_it_back(
    start: Start, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\necho "EDITING $1"; read line\n'
        'sed -i \'s/^\\[tables.venues\\]/&\\naction = "keep"/\' "$2"\n'
    )
    editor.chmod(editor.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("EDITOR", str(editor))
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("ed")  # the d was for the editor, and decides nothing
    terminal.until("EDITING +")
    assert ALTERNATE not in terminal.screen.modes
    terminal.send("\n")
    terminal.until("taken in from decisions.toml: venues")
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    assert actions(path) == {"api_keys": "merge", "venues": "keep"}
    editor.write_text('#!/bin/sh\ntouch "$2"\n')  # written, with nothing new in it
    terminal.send("e")
    terminal.until("decisions.toml was not changed")


def test_an_editor_that_cannot_be_run_leaves_the_screen(
    start: Start, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "/nowhere/vi --wait")
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("e")
    terminal.until("/nowhere/vi cannot be run: No such file or directory")
    assert ALTERNATE in terminal.screen.modes
    terminal.send("jd")
    terminal.until("saved: audit_log: drop")


def test_suspended_and_brought_back(start: Start, path: Path) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("\x1a")  # ctrl+z
    terminal.until(lambda screen: ALTERNATE not in screen.modes)
    assert terminal.stopped()
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("[tables.venues]\n", '[tables.venues]\naction = "keep"\n'), "utf-8"
    )
    terminal.signal(signal.SIGCONT)
    terminal.until("1/8 decided")
    assert {ALTERNATE, MOUSE} <= terminal.screen.modes
    terminal.send("m")
    terminal.until("saved: api_keys: merge")
    terminal.send("q")
    assert terminal.ended() == 0
    assert terminal.screen.modes == AS_FOUND


def test_what_is_copied_comes_to_the_terminal(start: Start) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("y")
    terminal.until("copied 8 bytes")
    terminal.send("mS")
    terminal.until("ALTER TABLE")
    terminal.send("y")
    terminal.until(lambda screen: len(screen.copied) == 2)
    name, sql = (base64.b64decode(text).decode() for text in terminal.screen.copied)
    assert name == "api_keys"
    assert "ALTER TABLE public.api_keys ADD COLUMN rate_limit" in sql
    terminal.until(f"copied {len(sql.encode()):,} bytes")


def test_a_paste_is_text(start: Start, path: Path) -> None:
    """A bracketed paste decides nothing in the list and is typed into a question."""
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("\x1b[200~ddd\x1b[201~")
    terminal.send("\x1b[200~a log\x1bddd\x1b[201~/")  # which holds an escape character
    terminal.until("enter takes it")
    terminal.send("\x1b[200~venues\x1b[201~")
    terminal.until("/venues  1 of 8")
    terminal.send("\rd")
    terminal.until("saved: venues: drop")
    assert actions(path) == {"venues": "drop"}
    terminal.send(";\x1b[200~of 2019;\r\n\r\n  nobody asks\r\n\x1b[201~")
    terminal.until("because  of 2019; nobody asks")
    terminal.send("\r")
    terminal.until("saved: venues: reason")
    assert 'reason = "of 2019; nobody asks"' in path.read_text("utf-8")


@pytest.mark.slow
def test_an_expression_is_checked_by_postgres_while_it_is_typed(start: Start, path: Path) -> None:
    terminal = start()
    terminal.until("0/8 decided")
    terminal.send("mlj")
    terminal.until("saved: api_keys: merge")
    terminal.send("xuper(name)")
    terminal.until("PostgreSQL: function uper(text) does not exist")
    terminal.send("\x01\x1b[Cp")  # ctrl+a, right: upper(name)
    terminal.until("PostgreSQL takes it")
    terminal.send("\r")
    terminal.until("saved: api_keys: name using upper(name)")
    terminal.send("q")
    assert terminal.ended() == 0
    assert 'name = { using = "upper(name)" }' in path.read_text("utf-8")


def test_a_terminal_that_draws_nothing_gets_text(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    terminal = start()
    assert terminal.ended() == 0
    assert "\x1b" not in terminal.written
    assert "8 tables: 2 common" in terminal.written


def test_names_that_would_steer_the_terminal(start: Start, path: Path) -> None:
    """Nothing of them comes through, wherever they are asked for; the emulator would refuse."""
    evil = "e\x1b[31m\x07\u202ex\ufe0f"
    remote = replace(REMOTE, tables=catalog(*REMOTE.tables.values(), table(evil, "id uuid")).tables)
    snapshot_path(path, "remote").write_text(dumps(remote), "utf-8")
    terminal = start()
    terminal.until("0/9 decided")
    shown = "e�[31m��x�"
    for keys, says in (
        ("/31m\r", "1 table is shown"),
        ("a", f"saved: {shown}: keep"),
        ("c", f"call {shown}"),
        ("\x1b", "? help"),
        ("ie\x1b[C", f"merge {shown} into"),
    ):
        terminal.send(keys)
        terminal.until(says)
    assert "\x1b[31m" not in terminal.written


def tables_list(text: str) -> list[str]:
    return [line[:48] for line in text.split("\n")[1:-2]]


def drawn_anew(terminal: Terminal) -> str:
    """The screen after a change of the window, for which all of it is sent again."""
    for rows in (39, 40):
        terminal.resize(rows, 120)
        terminal.until(lambda screen: screen.lines[-1].endswith(("help", "escape leaves it")))
    return terminal.screen.text


def test_what_is_drawn_bit_by_bit_is_the_whole_screen(start: Start) -> None:
    """Only what changes is sent; drawing all of it anew changes nothing."""
    terminal = start()
    terminal.until("0/8 decided")
    for keys, says in (
        ("/", "enter takes it"),
        ("side:local", "/side:local  5 of 8"),
        ("\x15venue", "/venue  1 of 8"),
        ("\x15\r", "all tables are shown"),
        ("gz", "▸ 1 Core"),
        ("z", "▾ 1 Core"),
    ):
        terminal.send(keys)
        terminal.until(says)
        drawn = terminal.screen.text
        assert tables_list(drawn_anew(terminal)) == tables_list(drawn)
    terminal.send("jmljjd")
    terminal.until("2 hazards")
    drawn = terminal.screen.text
    assert drawn_anew(terminal) == drawn
