"""One key after the other: the next is given when all that the last one set off has been done.

So what is typed ahead goes where it was meant: ``/ven`` and enter in one burst are a filter, and
never four keys for the list. What was typed before an editor gave the terminal back was for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import count

from textual.app import App
from textual.events import Event

from mergetui.terminal.rest import laid_out, paint, painted, settled

_TURNS = 300  # of the event loop without a paint, which some of Textual's own widgets wait for

_UNSEEN = 0.1  # seconds at most that keys go on without a paint, if they come ever faster

_PAINTS = 3  # after a key: what is new is laid out, and draws itself; what moves moves on


class Keyboard:
    """Takes keys and pastes as they come, and hands them to ``give`` one by one."""

    def __init__(self, app: App[None], give: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._give = give
        self._typed: asyncio.Queue[Event] = asyncio.Queue()
        self._giving = False
        self._then: list[Callable[[], None]] = []
        self._later: list[Callable[[], None]] = []
        self._seen = 0.0  # when it was painted last
        self._since = 0.0  # what was typed before is not for us
        self._task: asyncio.Task[None] | None = None

    def take(self, event: Event) -> None:
        self._typed.put_nowait(event)

    def after_paint(self, work: Callable[[], None]) -> None:
        """Do this when all that the key has changed so far can be seen, and before the next key;
        at once where no key is being given."""
        if self._giving:
            self._then.append(work)
        else:
            work()

    def between_keys(self, work: Callable[[], None]) -> None:
        """Do this now, or when the key that is being given can be seen: what arrives from
        elsewhere does not hold it up."""
        if self._giving:
            self._later.append(work)
        else:
            work()

    def forget(self) -> None:
        """Give nothing that was typed until now."""
        self._since = Event().time

    def start(self) -> None:
        """Begin to give, in the context of the app."""
        self._task = asyncio.create_task(self._run(), name="keyboard")

    @property
    def idle(self) -> bool:
        """Has everything been given, and has it had its effect?"""
        return self._typed.empty() and not self._giving

    async def _settle(self, turns: int | None = None) -> bool:
        for _ in count() if turns is None else range(turns):
            if self._app._exit or settled(self._app):
                return True
            await asyncio.sleep(0)
        return False

    def _unpainted(self) -> bool:
        """Is there something to paint that the next key cannot wait for, or needs?"""
        if not laid_out(self._app):
            return True
        waits = self._typed.empty() or time.monotonic() > self._seen + _UNSEEN
        return waits and not painted(self._app)

    def _paint(self) -> None:
        paint(self._app)
        self._seen = time.monotonic()

    async def _run(self) -> None:
        while True:
            event = await self._typed.get()
            if event.time < self._since:
                continue
            self._giving = True
            try:
                await self._painted(self._give(event))
                while self._then and not self._app._exit:
                    await self._painted(_done(self._then.pop(0)))
            except Exception as error:  # noqa: BLE001 (ends the app, as Textual's own loop does)
                self._app._handle_exception(error)
            self._giving = False
            for work in self._later:
                self._app.call_later(work)
            self._later.clear()

    async def _painted(self, effect: Awaitable[None]) -> None:
        """Wait for an effect and all that it sets off, and paint it once; not even that where the
        next key is there already and does not need it."""
        with self._app.batch_update():
            await effect
            had_its_effect = await self._settle(_TURNS)
        if not had_its_effect:
            self._paint()
        await self._settle()
        for _ in range(_PAINTS):
            if self._app._exit or not self._unpainted():
                break
            self._paint()
            await asyncio.sleep(0)
            await self._settle()


async def _done(work: Callable[[], None]) -> None:
    work()
