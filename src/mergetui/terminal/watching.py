"""Watches decisions.toml and the snapshots for what others write to them.

On a thread of its own, which only posts messages. The files are looked at whenever the system
tells of a change in their folders, and every second besides: network disks tell nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message
from textual.message_pump import MessagePump

from mergetui.terminal.signature import signature

_EVERY = 1000  # milliseconds


@dataclass
class Changed(Message):
    """Someone wrote to decisions.toml, or to a snapshot."""

    decisions: bool
    snapshots: bool


class Watcher:
    """Tells ``receiver`` of changes, until the process ends."""

    def __init__(self, receiver: MessagePump, decisions: Path, snapshots: Sequence[Path]) -> None:
        self._receiver = receiver
        self._decisions = decisions
        self._snapshots = snapshots
        self._stop = threading.Event()
        threading.Thread(target=self._watch, name="watcher", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def _signatures(self) -> tuple[object, object]:
        return signature(self._decisions), tuple(signature(path) for path in self._snapshots)

    def _watch(self) -> None:
        before = self._signatures()
        for _ in self._ticks():
            now = self._signatures()
            if now != before:
                changed = Changed(now[0] != before[0], now[1] != before[1])
                before = now
                self._receiver.post_message(changed)

    def _ticks(self) -> Iterator[None]:
        from watchfiles import watch  # noqa: PLC0415 (the first frame does not wait for it)

        folders = {path.resolve().parent for path in (self._decisions, *self._snapshots)}
        try:
            for _ in watch(
                *(f for f in folders if f.is_dir()),
                watch_filter=None,
                recursive=False,
                debounce=50,
                step=20,
                rust_timeout=_EVERY,
                yield_on_timeout=True,
                stop_event=self._stop,
                raise_interrupt=False,
            ):
                yield
        except (OSError, RuntimeError):  # no watches left, or a folder that is gone
            while not self._stop.wait(_EVERY / 1000):
                yield
