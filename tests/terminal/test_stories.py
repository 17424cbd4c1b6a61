"""The command in a real terminal: choose, leave, be killed."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mergetui.decisions.file import DecisionsFile

pexpect = pytest.importorskip("pexpect")

COMMAND = "from mergetui.commands.main import main; main()"
ALTERNATE_OFF = "\x1b[?1049l"
MOUSE_OFF = "\x1b[?1003l"


@pytest.fixture
def start(path: Path) -> Iterator:  # type: ignore[type-arg]
    children = []

    def start(size: tuple[int, int] = (40, 120), arguments: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
        child = pexpect.spawn(
            sys.executable, ["-c", COMMAND, *arguments], cwd=str(path.parent), dimensions=size,
            encoding="utf-8", timeout=60,
        )  # fmt: skip
        children.append(child)
        return child

    yield start
    for child in children:
        if not child.terminated and child.isalive():
            child.kill(signal.SIGKILL)
            child.wait()
        child.close()


def actions(path: Path) -> dict[str, str]:
    tables = DecisionsFile.load(path).decisions.tables
    return {k: d.action for k, d in tables.items() if d.action != "undecided"}


def test_choose_and_quit_and_take_it_back_another_day(start, path: Path) -> None:  # type: ignore[no-untyped-def]
    child = start()
    child.expect("0/8 decided")
    child.send("m")
    child.expect("saved: api_keys: merge")
    child.send("q")
    child.expect_exact(ALTERNATE_OFF)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    assert actions(path) == {"api_keys": "merge"}

    child = start()
    child.expect("1/8 decided")
    child.send("u")
    child.expect("undid api_keys: merge")
    child.send("q")
    child.expect(pexpect.EOF)
    assert actions(path) == {}


def test_killed_in_the_middle_loses_nothing(start, path: Path) -> None:  # type: ignore[no-untyped-def]
    child = start()
    child.expect("0/8 decided")
    child.send("m")
    child.expect("saved: api_keys: merge")
    child.kill(signal.SIGKILL)
    child.wait()
    assert actions(path) == {"api_keys": "merge"}
    child = start()
    child.expect("1/8 decided")
    child.send("u")
    child.expect("undid api_keys: merge")
    assert actions(path) == {}


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_terminal_as_it_was(start, path: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    number = signal.Signals[name]
    child = start()
    child.expect("0/8 decided")
    child.send("m")
    child.expect("saved: api_keys: merge")
    child.kill(number)
    child.expect(pexpect.EOF)
    child.wait()
    assert ALTERNATE_OFF in child.before
    assert MOUSE_OFF in child.before
    assert child.exitstatus == 128 + number
    assert actions(path) == {"api_keys": "merge"}


def test_no_color_is_no_color(start, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NO_COLOR", "1")
    child = start()
    child.expect("0/8 decided")
    seen = child.before + child.after
    child.send("q")
    child.expect(pexpect.EOF)
    seen += child.before
    assert not re.search(r"\x1b\[[0-9;]*\b[34]8;[25];", seen)
    assert re.search(r"\x1b\[[0-9;]*\b7\b[0-9;]*m", seen), "the cursor is told by reversal"


def test_a_broken_file_is_shown_with_its_line_until_it_is_mended(start, path: Path) -> None:  # type: ignore[no-untyped-def]
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("[tables.users]", "[tables.users]\naction = 'kep'"), "utf-8")
    child = start()
    child.expect("is no action")
    path.write_text(whole, "utf-8")
    child.expect("0/8 decided")
    child.send("q")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0


def test_an_edit_from_outside_is_taken_in_and_neither_loses(start, path: Path) -> None:  # type: ignore[no-untyped-def]
    child = start()
    child.expect("0/8 decided")
    child.send("m")
    child.expect("saved: api_keys: merge")
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("[tables.venues]\n", '[tables.venues]\naction = "keep"\n'), "utf-8"
    )
    child.expect("taken in from decisions.toml: venues")
    child.send("jd")
    child.expect("saved: audit_log: drop")
    assert actions(path) == {"api_keys": "merge", "audit_log": "drop", "venues": "keep"}


def test_a_lost_connection_ends_it_and_loses_nothing(start, path: Path) -> None:  # type: ignore[no-untyped-def]
    """The terminal itself goes, as when ssh is cut: nobody reads what is written any more."""
    child = start()
    child.expect("0/8 decided")
    child.send("m")
    child.expect("saved: api_keys: merge")
    os.close(child.child_fd)
    pid, deadline = child.pid, 3000
    while deadline and os.waitpid(pid, os.WNOHANG) == (0, 0):
        time.sleep(0.01)
        deadline -= 1
    assert deadline, "it lives on without a terminal"
    child.closed = child.terminated = child.ptyproc.closed = True
    child.ptyproc.terminated, child.ptyproc.fd, child.child_fd = True, -1, -1
    assert actions(path) == {"api_keys": "merge"}


def test_without_the_mouse(start) -> None:  # type: ignore[no-untyped-def]
    child = start(arguments=("--no-mouse",))
    child.expect("0/8 decided")
    seen = child.before + child.after
    assert "\x1b[?1003h" not in seen
    assert "\x1b[?1049h" in seen


def test_triage_of_a_phase_and_the_next_day(start, path: Path) -> None:  # type: ignore[no-untyped-def]
    child = start()
    child.expect("0/8 decided")
    for key, says in (
        ("m", "saved: api_keys: merge"),
        ("n", "audit_log"),
        ("r", "saved: audit_log: keep-remote"),
        ("n", "platform_users"),
        ("a", "saved: platform_users: keep"),
        ("n", "users"),
        ("d", "saved: users: drop"),
    ):
        child.send(key)
        child.expect(says)
    child.send("/")
    child.expect("enter takes it")
    child.send("phase:2")
    child.expect("2 of 8")
    child.send("\r")
    child.expect("2 tables are shown")
    child.send("q")
    child.expect(pexpect.EOF)
    child = start((24, 80))
    child.expect("4/8 decided")
    child.expect("phase:2")
    child.send("q")
    child.expect(pexpect.EOF)
    assert actions(path) == {
        "api_keys": "merge", "audit_log": "keep-remote", "platform_users": "keep", "users": "drop",
    }  # fmt: skip
