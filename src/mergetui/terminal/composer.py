"""The process beside the terminal: composes and migrates, so that no key waits for it.

Threads would not do: Python runs one of them at a time. It ends with the terminal, whatever ends
that: a thread stands in the pipe that the terminal holds open, and the process is gone when it
closes. It reads both sides itself; decisions come over the pipe.
"""

from __future__ import annotations

import _thread
import gc
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO

from mergetui.catalog.model import Catalog
from mergetui.decisions.model import SIDES, Decisions
from mergetui.decisions.snapshots import KEPT, read_snapshot, snapshot_path
from mergetui.errors import InputError
from mergetui.merge.became import became
from mergetui.merge.model import Merged
from mergetui.merge.near import Near
from mergetui.merge.onward import in_steps
from mergetui.merge.standing import NOTHING, Step, read_step
from mergetui.migration.diff import diff
from mergetui.migration.model import Hazard, Migration
from mergetui.migration.text import render
from mergetui.terminal.signature import signature
from mergetui.terminal.wire import (
    OBJECTS,
    TOLD,
    Begin,
    Compose,
    Decided,
    Finished,
    Look,
    Migrate,
    Piece,
    Seen,
    decided,
    in_pieces,
    in_rows,
    pipes,
    receive,
    send,
)
from mergetui.triage.sides import Sides

_TURN = 0.001  # seconds, so that a look does not wait for all to be composed
_REST = 0.1  # of the time that composing takes: so long nothing may be chosen before it begins
_RESTS = 1.0  # seconds, at most
_NICE = 5  # keys come first where there are fewer processors than work
_GARBAGE = 100_000  # objects, until Python looks for those that only hold each other


class Others(Exception):
    """The snapshots are not those that the terminal has read."""


class Outdated(Exception):
    """What is being worked out is wanted no more."""


@dataclass
class Inbox:
    """What the terminal said last. The reading thread fills it, the other two empty it."""

    begin: Begin | None = None
    decisions: Decisions | None = None
    compose: Compose | None = None
    migrate: Migrate | None = None
    look: tuple[Look, Decisions] | None = None
    looking: bool = False
    rest: float = 0.0  # seconds without a newer choice, before all is composed
    near: Near | None = None  # as soon as the sides of the last ``begin`` are read
    news: threading.Condition = field(default_factory=threading.Condition)

    def take(self, message: Any) -> None:
        with self.news:
            match message:
                case Begin():
                    self.begin, self.decisions, self.near = message, None, None
                    self.compose = self.migrate = self.look = None
                case Decided():
                    self.decisions = decided(self.decisions, message)
                case Compose():
                    self.compose = message
                case Migrate():
                    self.migrate = message
                case Look() if self.decisions is not None:
                    self.look = message, self.decisions
            self.news.notify_all()

    def next(self) -> tuple[Begin | None, Decisions | None, Compose | Migrate]:
        """The next thing to do: to compose comes first, and not before what is looked at. What
        takes long waits until the choices rest: it would slow them down, and each makes it old."""
        with self.news:
            seen: Compose | None = None
            while not (self.compose or self.migrate) or self._looks or self.compose is not seen:
                if self._looks or self.compose is seen:
                    self.news.wait()
                else:
                    seen = self.compose
                    self.news.wait_for(partial(self._hurries, seen), self.rest)
            begin, self.begin = self.begin, None
            if self.compose:
                todo: Compose | Migrate = self.compose
                self.compose = None
            else:
                assert self.migrate
                todo, self.migrate = self.migrate, None
            return begin, self.decisions, todo

    def next_look(self) -> tuple[Near, Decisions, Look]:
        """The next block to look at."""
        with self.news:
            while not (self.look and self.near):
                self.news.wait()
            (look, decisions), self.look = self.look, None
            self.looking = True
            return self.near, decisions, look

    def have_looked(self) -> None:
        with self.news:
            self.looking = False
            self.news.notify_all()

    def _hurries(self, seen: Compose | None) -> bool:
        """Is there a newer choice, or somebody who waits for SQL?"""
        asked = self.migrate is not None and self.migrate.of is not None
        return asked or self.compose is not seen

    @property
    def _looks(self) -> bool:
        return self.looking or bool(self.look and self.near)

    def have_read(self, near: Near) -> None:
        with self.news:
            if self.begin is None:  # else the sides are old already
                self.near = near
                self.news.notify_all()


class Composer:
    """Answers to ``out``."""

    def __init__(self, inbox: Inbox, out: BinaryIO) -> None:
        self._inbox = inbox
        self._out = out
        self._speaking = threading.Lock()
        self._sides: tuple[Catalog, Catalog] | None = None
        self._sent: Merged | None = None
        self._merged: tuple[Decisions, Merged, Merged] | None = None  # all, and what is left
        self._step: Step | None = None
        self._migration: tuple[Decisions, Migration] | None = None
        self._hasty = False  # is something done that newer decisions make pointless?

    def interrupted(self, *_: object) -> None:
        """A signal's handler: newer decisions came."""
        if self._hasty:
            self._hasty = False
            raise Outdated

    def run(self) -> None:
        while True:
            begin, decisions, todo = self._inbox.next()
            assert decisions is not None
            try:
                if begin is not None:
                    self._begin(begin)
                if isinstance(todo, Compose):
                    self._compose(todo.number, decisions)
                else:
                    self._migrate(todo, decisions)
            except Outdated:
                with self._inbox.news:
                    self._inbox.migrate = self._inbox.migrate or todo  # type: ignore[assignment]
            except Exception as error:  # noqa: BLE001 (the terminal tells it)
                self._send(fault(todo.number, error))
            else:
                self._send(Finished(todo.number))

    def look(self) -> None:
        """On a thread of its own: say what one block comes to while all is being composed."""
        while True:
            near, decisions, asked = self._inbox.next_look()
            try:
                merged = near.merged(decisions, asked.section, asked.name)
                seen = Seen(asked.number, True, became(merged, asked.section, asked.name))
            except Exception:  # noqa: BLE001 (composing all of it will tell)
                seen = Seen(asked.number)
            self._inbox.have_looked()
            try:
                self._send(seen)
            except OSError:
                return  # nobody listens any more

    def _begin(self, begin: Begin) -> None:
        self._sent = self._merged = self._migration = self._sides = None
        sides, self._step = read(begin)
        self._sides = sides.remote, sides.local
        self._inbox.have_read(Near(sides, self._step[0] if self._step else NOTHING))
        gc.collect()
        gc.freeze()

    def _say(self, number: int, name: str, value: Any) -> None:
        self._send(Piece(number, name, value))

    def _send(self, message: Any) -> None:
        with self._speaking:
            send(self._out, message)

    def _composed(self, decisions: Decisions) -> Merged:
        if self._sides is None:
            raise Others
        if self._merged is None or self._merged[0] is not decisions:
            start = time.monotonic()
            self._merged = decisions, *in_steps(*self._sides, decisions, self._step)
            self._inbox.rest = min((time.monotonic() - start) * _REST, _RESTS)
        return self._merged[1]

    def _compose(self, number: int, decisions: Decisions) -> None:
        merged, before = self._composed(decisions), self._sent
        self._sent = None  # until all of it is told
        if before is None:
            self._say(number, "anew", None)
        new, old = merged.catalog, before.catalog if before else None
        tables = _changed(old.tables if old else {}, new.tables)
        for tables_piece in in_pieces({n: self._brief(n, t) for n, t in tables.items()}):
            self._say(number, "tables", tables_piece)
        for section in OBJECTS:
            objects = _changed(getattr(old, section) if old else {}, getattr(new, section))
            for piece in in_pieces(objects):
                self._say(number, section, piece)
        for piece in in_pieces(_changed(before.targets if before else {}, merged.targets)):
            self._say(number, "targets", piece)
        for name in TOLD:
            told = getattr(merged, name)
            if before is None or told != getattr(before, name):
                for rows in in_rows(told):
                    self._say(number, name, rows)
        self._sent = merged

    def _brief(self, name: Any, table: Any) -> Any:
        """The table; or which of the sides has it just so."""
        assert self._sides
        for side, catalog in zip(SIDES, self._sides, strict=True):
            if table is not None and catalog.tables.get(name) == table:
                return side
        return table

    def _migrate(self, todo: Migrate, decisions: Decisions) -> None:
        migration = self._migrated(decisions)
        for piece in in_pieces(hazards_by_key(migration)):
            self._say(todo.number, "hazards", piece)
        if todo.of is None:
            return
        texts = {} if todo.of else self._rendered(migration, todo.decisions_text)
        for file in migration.files:
            chosen = [s for s in file.statements if not todo.of or todo.of in s.keys]
            self._say(todo.number, "files", (file.name, texts.get(file.name, "")))
            for rows in in_rows(chosen):
                self._say(todo.number, "files", [*rows])

    def _migrated(self, decisions: Decisions) -> Migration:
        if self._migration is None or self._migration[0] is not decisions:
            self._migration = None
            self._composed(decisions)
            with self._hastily():
                assert self._merged
                rest = self._merged[2]
                self._migration = decisions, diff(self._now, rest.catalog, rest.transition)
        return self._migration[1]

    def _rendered(self, migration: Migration, decisions_text: str) -> Mapping[str, str]:
        """The text of the files: all of it, which only a screen that shows all of it needs."""
        assert self._sides and self._merged
        with self._hastily():
            return render(
                migration,
                self._merged[2],
                remote=self._now,
                local=self._sides[1],
                decisions_text=decisions_text,
            )

    @property
    def _now(self) -> Catalog:
        """The remote as it was read last."""
        assert self._sides
        return self._step[1] if self._step else self._sides[0]

    @contextmanager
    def _hastily(self) -> Iterator[None]:
        """Newer decisions put an end to what is done in here."""
        self._hasty = True
        try:
            yield
        finally:
            self._hasty = False


def hazards_by_key(migration: Migration) -> Mapping[str, tuple[Hazard, ...]]:
    """The hazards by the table whose decision they come from."""
    found: dict[str, list[Hazard]] = {}
    for statement, hazard in migration.hazards:
        for key in statement.keys:
            found.setdefault(key, []).append(hazard)
    return {key: tuple(hazards) for key, hazards in found.items()}


def read(begin: Begin) -> tuple[Sides, Step | None]:
    """Both sides, and the part of the merge that has run. Raises Others, InputError."""
    remote, local = (read_snapshot(begin.path, side) for side in SIDES)
    step = read_step(begin.path)
    if begin.snapshots != tuple(signature(snapshot_path(begin.path, s)) for s in KEPT):
        raise Others
    return Sides(remote, local), step


def fault(number: int, error: Exception) -> Finished:
    """What went wrong, in words."""
    if isinstance(error, Others):
        return Finished(number, "the snapshots were written anew", again=True)
    if isinstance(error, InputError):
        return Finished(number, str(error))
    trace = "".join(traceback.format_exception(error))
    return Finished(number, f"{type(error).__name__}: {error}", trace)


def _changed(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> dict[Any, Any]:
    """What is another in ``new``; None for what is gone."""
    found = {key: value for key, value in new.items() if old.get(key) != value}
    return found | {key: None for key in old if key not in new}


def _listen(stream: BinaryIO, inbox: Inbox) -> None:
    try:
        while True:
            message = receive(stream)
            inbox.take(message)
            if isinstance(message, Begin | Compose):
                _thread.interrupt_main()
    except (EOFError, OSError):
        os._exit(0)


def main() -> None:
    gc.set_threshold(_GARBAGE)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    stream, out = pipes()
    inbox = Inbox()
    composer = Composer(inbox, out)
    signal.signal(signal.SIGINT, composer.interrupted)
    sys.setswitchinterval(_TURN)
    threading.Thread(target=composer.look, daemon=True).start()
    threading.Thread(target=_listen, args=(stream, inbox), daemon=True).start()
    try:
        composer.run()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
