"""A program in a terminal of our own: a pty, and the screen that is drawn on it.

It understands what Textual writes and nothing else: a sequence that it does not know fails the
test, so none is passed over in silence. (The known libraries are under licences that this project
does not take: LGPL, WTFPL.)
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.cells import cell_len

SECONDS = 20  # for a machine that does much besides

_SEQUENCE = re.compile(
    r"\x1b\[(?P<mark>[?<=>]?)(?P<numbers>[\d;:]*)(?P<between>[ $]?)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[P_X^][^\x1b]*\x1b\\"
    r"|\x1b(?P<plain>[=>78cDEHM])"
)
_UNFINISHED = re.compile(
    r"\x1b[^@-Z\\^-~]*$|\x1b\[[?<=>]?[\d;:]*[ $]?$|\x1b[\]P_X^][^\x07\x1b]*\x1b?$"
)
_WITHOUT_EFFECT = "mupqnct"  # colours, keyboard protocols, questions that nobody answers
SYNCHRONIZED = 2026  # the mode that stands around a frame


class Screen:
    """Cells, a cursor and the private modes that are on."""

    def __init__(self, rows: int, columns: int) -> None:
        self.modes = {25, 7}  # the cursor is shown, lines wrap
        self.answers = ""  # to what the program asked of its terminal
        self.copied: list[str] = []  # what was sent to the clipboard, in base64
        self._rest = ""
        self._row = self._column = 0
        self._cells: list[list[str]] = []
        self.resize(rows, columns)

    def resize(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        kept = [line[:columns] + [" "] * (columns - len(line)) for line in self._cells[:rows]]
        self._cells = kept + [[" "] * columns for _ in range(rows - len(kept))]

    @property
    def lines(self) -> list[str]:
        return ["".join(line).rstrip() for line in self._cells]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def feed(self, text: str) -> None:
        text, self._rest = self._rest + text, ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self._put(text[at])
                at += 1
            elif found := _SEQUENCE.match(text, at):
                self._do(found)
                at = found.end()
            elif _UNFINISHED.match(text, at):
                self._rest = text[at:]
                return
            else:
                raise AssertionError(f"no terminal knows {text[at : at + 20]!r}")

    def _put(self, character: str) -> None:
        match character:
            case "\r":
                self._column = 0
            case "\n":
                self._row = min(self._row + 1, self.rows - 1)
            case "\b":
                self._column = max(self._column - 1, 0)
            case _:
                assert character.isprintable(), f"{character!r} is no text"
                size = cell_len(character)
                if size == 0 and self._column:
                    self._cells[self._row][self._column - 1] += character
                elif self._row < self.rows and self._column + size <= self.columns:
                    self._cells[self._row][self._column] = character
                    for more in range(1, size):
                        self._cells[self._row][self._column + more] = ""
                self._column += size

    def _do(self, found: re.Match[str]) -> None:
        if (osc := found["osc"]) is not None:
            if osc.startswith("52;"):
                self.copied.append(osc.rpartition(";")[2])
            return
        final = found["final"]
        if final is None:
            return
        numbers = [int(n or 0) for n in re.split("[;:]", found["numbers"])]
        if found[0] == f"\x1b[?{SYNCHRONIZED}$p":
            self.answers += f"\x1b[?{SYNCHRONIZED};2$y"  # known, and off
        elif found["mark"] == "?" and final in "hl" and not found["between"]:
            (self.modes.update if final == "h" else self.modes.difference_update)(numbers)
        elif final == "H" and not found["mark"]:
            row, column = [*numbers, 1][:2]
            self._row, self._column = max(row, 1) - 1, max(column, 1) - 1
        elif final == "J" and not found["mark"]:
            self._cells = [[" "] * self.columns for _ in range(self.rows)]
        elif final == "K" and not found["mark"]:
            self._cells[self._row][self._column :] = [" "] * (self.columns - self._column)
        else:
            assert final in _WITHOUT_EFFECT or found["mark"], f"no terminal knows {found[0]!r}"


class Terminal:
    """A command that runs in a window of so many rows and columns."""

    def __init__(
        self, command: Sequence[str], cwd: Path, rows: int = 40, columns: int = 120
    ) -> None:
        self.screen = Screen(rows, columns)
        self.written = ""  # everything, as it was written
        self._pty, inside = pty.openpty()
        self._tell_size(inside)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 (no threads)
        )
        os.close(inside)

    def _tell_size(self, descriptor: int) -> None:
        size = struct.pack("HHHH", self.screen.rows, self.screen.columns, 0, 0)
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, size)

    def resize(self, rows: int, columns: int) -> None:
        self.screen.resize(rows, columns)
        self._tell_size(self._pty)

    def send(self, text: str) -> None:
        """In one write, as a fast typist or a paste comes through a slow line."""
        os.write(self._pty, text.encode())

    def until(self, wanted: str | Callable[[Screen], bool]) -> None:
        """Read until the screen shows it, and no frame is half drawn."""
        shows = wanted if callable(wanted) else lambda screen: wanted in screen.text
        end = time.monotonic() + SECONDS
        while SYNCHRONIZED in self.screen.modes or not shows(self.screen):
            assert time.monotonic() < end, f"not seen: {wanted}\n{self.screen.text}"
            assert self._read(), f"it ended before {wanted}\n{self.screen.text}"

    def ended(self) -> int:
        """Read to the end; the exit code, or minus the signal that ended it."""
        while self._read():
            pass
        return self.process.wait(SECONDS)

    def _read(self) -> bool:
        """Take in what was written; whether there may be more."""
        if not select.select([self._pty], [], [], SECONDS)[0]:
            raise AssertionError(f"nothing was written for {SECONDS} seconds\n{self.screen.text}")
        try:
            read = os.read(self._pty, 65536)
        except OSError:  # the other end is closed
            return False
        text = self._decoder.decode(read)
        self.written += text
        self.screen.feed(text)
        if self.screen.answers:
            self.send(self.screen.answers)
            self.screen.answers = ""
        return bool(read)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def stopped(self) -> bool:
        """Wait until it is stopped, as ctrl+z does; whether it is, and has not ended."""
        _, status = os.waitpid(self.process.pid, os.WUNTRACED)
        return os.WIFSTOPPED(status)

    def hang_up(self) -> int:
        """The terminal itself goes, as when ssh is cut; the exit code."""
        os.close(self._pty)
        self._pty = -1
        return self.process.wait(SECONDS)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._pty >= 0:
            os.close(self._pty)
