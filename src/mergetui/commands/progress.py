"""Progress on stderr, for whoever waits at a terminal; nothing of it in a pipe or a log.

A thread draws what was said last, so that work which says nothing for long is seen too.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 0.5  # seconds that pass before anything is shown
_EVERY = 0.1


class Progress:
    """Called as ``progress(what, done, total)``; ``total`` of 0 is unknown."""

    def __init__(self) -> None:
        self._said = ""
        self._width = 0

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        self._said = (f"{what} {done}/{total}" if total else what)[:79]

    def draw_until(self, end: threading.Event) -> None:
        wait = _PATIENCE
        while not end.wait(wait):
            self._draw(self._said)
            wait = _EVERY
        if self._width:
            self._draw("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<{self._width}}")
        sys.stderr.flush()
        self._width = len(text)


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress line that is gone when the work is done."""
    progress = Progress()
    if not sys.stderr.isatty():
        yield progress
        return
    end = threading.Event()
    drawer = threading.Thread(target=progress.draw_until, args=(end,), daemon=True)
    drawer.start()
    try:
        yield progress
    finally:
        end.set()
        drawer.join()
