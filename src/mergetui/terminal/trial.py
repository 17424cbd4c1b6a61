"""Work with a server, with git or with another process that a screen waits for, on a thread and an
event loop of its own.

It can be cancelled, and is when the screen goes: connections are closed, and the other process has
ended, as the cancelled task unwinds. Only messages come back.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from textual.message_pump import MessagePump

from mergetui.terminal.background import Done, Progress

Work = Callable[[Callable[[str, int, int], None]], Coroutine[Any, Any, Any]]


class Trial:
    """Runs ``work(progress)`` once; ``receiver`` hears Progress, then Done of kind ``kind``."""

    def __init__(
        self,
        receiver: MessagePump,
        kind: str,
        work: Work,
    ) -> None:
        self._receiver = receiver
        self._kind = kind
        self._work = work
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[Any] | None = None
        self._cancelled = False
        self.thread = threading.Thread(target=self._run, name=kind, daemon=True)
        self.thread.start()

    def cancel(self) -> None:
        """Give it up; Done follows when all is put away."""
        self._cancelled = True
        if self._loop.is_running():
            self._loop.call_soon_threadsafe(self._cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _progress(self, what: str, done: int = 0, total: int = 0) -> None:
        self._receiver.post_message(Progress(f"{what} {done:,}/{total:,}" if total else what))

    async def _main(self) -> Any:
        self._task = asyncio.current_task()
        if self._cancelled:
            raise asyncio.CancelledError
        return await self._work(self._progress)

    def _run(self) -> None:
        try:
            done = Done(self._kind, self._loop.run_until_complete(self._main()))
        except asyncio.CancelledError:
            done = Done(self._kind)
        except Exception as error:  # noqa: BLE001 (the screen tells it; nobody else could)
            done = Done(self._kind, error=error)
        finally:
            self._loop.close()
        self._receiver.post_message(done)
