"""What is done a while after it was last asked for: drawing at rest, hazards, remembering.

Everything that waits for a clock waits here, so that it can be said of the screen that nothing is
on its way to it. Once the app ends nothing is done any more.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App
from textual.timer import Timer


class Soon:
    """One timer for each name, of ``app``."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._waiting: dict[str, tuple[Timer, Callable[[], None]]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._waiting

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def after(self, seconds: float, name: str, then: Callable[[], None]) -> None:
        """Do something after a while; the while begins anew where it waits already."""
        self.drop(name)
        timer = self._app.set_timer(seconds, lambda: self._due(name))
        self._waiting[name] = (timer, then)

    def _due(self, name: str) -> None:
        if not self._app._exit:
            self.now(name)

    def drop(self, name: str) -> None:
        """It need not be done any more."""
        if name in self._waiting:
            timer, _ = self._waiting.pop(name)
            timer.stop()

    def now(self, name: str) -> None:
        """Do it at once, if it waits."""
        if name in self._waiting:
            _, then = self._waiting[name]
            self.drop(name)
            then()

    def all_now(self) -> None:
        """Do at once whatever waits."""
        for name in list(self._waiting):
            self.now(name)
