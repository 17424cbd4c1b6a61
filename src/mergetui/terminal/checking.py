"""What PostgreSQL itself says of an expression or a type, while it is typed.

Asked on a scratch server that starts with the first question, holds everything that both sides
define, and ends with the terminal. Nobody waits for it: the newest question is answered when it
can be, and where no such database can be made, none is.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from textual.message_pump import MessagePump

from mergetui.proof.asking import Question, build, problem
from mergetui.terminal.background import Answered
from mergetui.triage.sides import Sides


class Checker:
    """Answers ``receiver`` with ``Answered``; the newest question only."""

    def __init__(self, receiver: MessagePump, sides: Sides) -> None:
        self._receiver = receiver
        self._sides = sides
        self._question: Question | None = None
        self._asking = False
        self._loop = asyncio.new_event_loop()
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._ended = False
        self.failed: Exception | None = None  # why nothing can be asked
        self.thread = threading.Thread(target=self._run, name="checker", daemon=True)

    def ask(self, question: Question) -> None:
        """Have this answered soon."""
        self._question = question
        if not self.thread.ident:
            self.thread.start()
        self._tell(self._news.set)

    @property
    def busy(self) -> bool:
        """Is an answer still to come?"""
        return self.thread.is_alive() and (self._question is not None or self._asking)

    def end(self) -> None:
        """Put the server away; the thread ends when that is done."""
        self._ended = True
        self._tell(lambda: self._task.cancel() if self._task else None)

    def _tell(self, what: Callable[[], Any]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._main())
        except asyncio.CancelledError:
            pass
        except Exception as error:  # noqa: BLE001 (without answers one decides all the same)
            self.failed = error
        finally:
            self._loop.close()

    async def _main(self) -> None:
        from mergetui.catalog.server import scratch_server  # noqa: PLC0415

        self._task = asyncio.current_task()
        if self._ended:
            return
        async with scratch_server() as server, server.database() as database:
            await build(database, self._sides)
            connection = await database.connect()
            try:
                await self._answer(lambda question: problem(connection, question))
            finally:
                await connection.close(timeout=5)

    async def _answer(self, check: Callable[[Question], Coroutine[Any, Any, str | None]]) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            self._asking = True
            question, self._question = self._question, None
            if question is not None:
                self._receiver.post_message(Answered(question, await check(question)))
            self._asking = False
