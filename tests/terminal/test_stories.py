"""The command in a real terminal: choose, leave, be killed."""

from __future__ import annotations

import re
import signal
import sys
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

    def start(size: tuple[int, int] = (40, 120)):  # type: ignore[no-untyped-def]
        child = pexpect.spawn(
            sys.executable, ["-c", COMMAND], cwd=str(path.parent), dimensions=size,
            encoding="utf-8", timeout=60,
        )  # fmt: skip
        children.append(child)
        return child

    yield start
    for child in children:
        if child.isalive():
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
