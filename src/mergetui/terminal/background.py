"""Work that takes longer than a key may: on one thread, the newest job of a kind only.

The thread is a daemon, so that quitting never waits for it, and it talks to the screen only
through messages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from mergetui.proof.asking import Question


@dataclass
class Done(Message):
    """A job of this kind came to an end: with its result, or with what went wrong."""

    kind: str
    result: Any = None
    error: Exception | None = None


@dataclass
class Progress(Message):
    """How far the work is, in words."""

    text: str


@dataclass
class Answered(Message):
    """What PostgreSQL says of what was typed: what is wrong in its words; None, it takes it."""

    question: Question
    problem: str | None


class Background:
    """Runs jobs for ``receiver``, which hears of them as ``Done`` messages."""

    def __init__(self, receiver: MessagePump) -> None:
        self._receiver = receiver
        self._jobs: dict[str, Callable[[], Any]] = {}
        self._running = False
        self._news = threading.Condition()
        threading.Thread(target=self._work, name="background", daemon=True).start()

    def submit(self, kind: str, job: Callable[[], Any]) -> None:
        """Run a job soon; a waiting one of the same kind is given up for it."""
        with self._news:
            self._jobs[kind] = job
            self._news.notify()

    @property
    def busy(self) -> bool:
        """Is there a job whose end has not been posted yet?"""
        with self._news:
            return self._running or bool(self._jobs)

    def _work(self) -> None:
        while True:
            with self._news:
                while not self._jobs:
                    self._news.wait()
                kind = next(iter(self._jobs))
                job = self._jobs.pop(kind)
                self._running = True
            try:
                done = Done(kind, job())
            except Exception as error:  # noqa: BLE001 (the screen tells it; nobody else could)
                done = Done(kind, error=error)
            self._receiver.post_message(done)
            with self._news:
                self._running = False
