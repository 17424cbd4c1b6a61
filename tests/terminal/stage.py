"""A running app under test: press keys, read the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key

from mergetui.terminal.app import MergeApp
from mergetui.terminal.desk import Desk
from mergetui.terminal.rest import paint, rest, settled


def pressed(key: str) -> Key:
    """The event of a key, given by Textual's name for it or as the character that it types."""
    if len(key) == 1:
        return Key(_character_to_key(key), key)
    return Key(key, " " if key == "space" else None)


class Stage:
    """A running app: press keys, read the screen."""

    def __init__(self, app: MergeApp) -> None:
        self.app = app

    @property
    def desk(self) -> Desk:
        return self.app.desk

    async def settle(self) -> None:
        """Until all is read, composed, answered and painted."""
        await rest(self.app)

    async def press(self, *keys: str) -> None:
        """Keys as a terminal sends them: all at once, in their order."""
        for key in keys:
            self.app.post_message(pressed(key))
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def send(self, *keys: str) -> None:
        """Keys, without waiting for what they ask of servers and of other threads."""
        for key in keys:
            self.app.post_message(pressed(key))
        while not (self.app.keyboard.idle and settled(self.app)):
            await asyncio.sleep(0)

    async def until(self, wanted: Callable[[], Any]) -> None:
        """Wait for what others bring about: another thread, a server, the disk."""
        for _ in range(60_000):
            if wanted():
                return
            await asyncio.sleep(0.002)
            paint(self.app)
        raise AssertionError(self.text)

    @property
    def screen(self) -> list[str]:
        """The lines of the screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.screen)

    @property
    def said(self) -> str:
        return "".join(text for line in self.desk.said.lines for text, _ in line).strip()

    @property
    def action(self) -> dict[str, str]:
        """What is decided in the file, by key."""
        from mergetui.decisions.file import DecisionsFile  # noqa: PLC0415

        tables = DecisionsFile.load(self.app.path).decisions.tables
        return {k: d.action for k, d in tables.items() if d.action != "undecided"}


Script = Callable[[Stage], Awaitable[None]]
