"""Progress on stderr, for whoever waits at a terminal; nothing of it in a pipe or a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 0.5  # seconds that pass before anything is shown
_EVERY = 0.1


class Progress:
    """Called as ``progress(what, done, total)``; ``total`` of 0 is unknown."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._width = 0
        self._next = time.monotonic() + _PATIENCE

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if self._shown and now >= self._next:
            self._next = now + _EVERY
            self._draw((f"{what} {done}/{total}" if total else what)[:79])

    def clear(self) -> None:
        if self._width:
            self._draw("")
            sys.stderr.write("\r")

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<{self._width}}")
        sys.stderr.flush()
        self._width = len(text)


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress line that is gone when the work is done."""
    progress = Progress(sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.clear()
