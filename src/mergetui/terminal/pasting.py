"""What is pasted is text, whatever it holds.

Textual 8.2.8 ends a bracketed paste at the first escape character in it and gives the rest as keys:
the colours of a log that is pasted into the wrong window would decide tables. Most terminals take
such characters out of what is pasted, and some (tmux 3.3) do not.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

START, END = BRACKETED_PASTE_START, BRACKETED_PASTE_END
_ESC = "\x1b"


class Harmless:
    """Takes the escape characters out of pastes, which may come in any pieces."""

    def __init__(self) -> None:
        self._pasting = False
        self._before = ""  # of what was let through, as much as may begin a paste
        self._held = ""  # of a paste, what may be its end

    def __call__(self, data: str) -> str:
        found = []
        while data:
            piece, data = self._pasted(data) if self._pasting else self._typed(data)
            found.append(piece)
        return "".join(found)

    def _typed(self, data: str) -> tuple[str, str]:
        known = self._before + data
        at = known.find(START)
        self._pasting = at >= 0
        if not self._pasting:
            self._before = known[-len(START) + 1 :]
            return data, ""
        after = at + len(START) - len(self._before)
        self._before = ""
        return data[:after], data[after:]

    def _pasted(self, data: str) -> tuple[str, str]:
        data, self._held = self._held + data, ""
        text, end, rest = data.partition(END)
        self._pasting = not end
        if self._pasting:
            ends = (n for n in range(len(END) - 1, 0, -1) if text.endswith(END[:n]))
            if held := next(ends, 0):
                text, self._held = text[:-held], text[-held:]
        return text.replace(_ESC, "") + end, rest


class Parser(XTermParser):
    """Textual's, to which pastes are given without escape characters."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._harmless = Harmless()

    def feed(self, data: str) -> Iterable[Message]:
        harmless = self._harmless(data)
        if data and not harmless:
            return ()  # what would be fed is the end of all input
        return super().feed(harmless)


def install() -> None:
    """Have the driver of this system read with it; the driver of Windows has no pastes."""
    try:
        from textual.drivers import linux_driver  # noqa: PLC0415
    except ImportError:
        return
    linux_driver.XTermParser = Parser  # type: ignore[attr-defined]
