"""The terminal's end of the process that composes: asks it, and posts what it answers.

The main thread never waits for it: one thread sends the questions, which may be longer than a pipe
holds, and another takes the answers in. Of questions of one kind only the newest is sure to be
answered.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Literal

from textual.message_pump import MessagePump

from mergetui.catalog.model import Catalog
from mergetui.decisions.model import SIDES, Decisions
from mergetui.decisions.reviewed import Reviewable
from mergetui.merge.model import Merged
from mergetui.migration.model import File, Hazard, Migration, Statement
from mergetui.terminal.background import Done
from mergetui.terminal.pages import Sql
from mergetui.terminal.signature import Signature
from mergetui.terminal.wire import (
    OBJECTS,
    TOLD,
    Begin,
    Compose,
    Fault,
    Finished,
    Look,
    Migrate,
    Piece,
    Seen,
    deciding,
    receive,
    send,
    start,
)
from mergetui.triage.sides import Sides

# -P: what lies in the folder that one works in is not imported
COMMAND = (sys.executable, "-P", "-m", "mergetui.terminal.composer")

Kind = Literal["compose", "migrate", "look"]


class Again(Fault):
    """The snapshots are not those that were read: read them anew."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is known of the migration under some decisions; its SQL only where it was asked for."""

    decisions: Decisions
    hazards: Mapping[str, tuple[Hazard, ...]]  # by key of a table
    of: str | None = None  # the table that the SQL is of; "" for all
    sql: Sql | None = None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one block comes to under some decisions, as far as what is near it tells."""

    decisions: Decisions
    section: str
    name: str
    known: bool
    became: Reviewable | None

    def tells(self, decisions: Decisions, section: str, name: str) -> bool:
        asked = (self.section, self.name) == (section, name)
        return self.known and self.decisions is decisions and asked


@dataclass(frozen=True, slots=True)
class _Question:
    kind: Kind
    decisions: Decisions
    text: str = ""  # of decisions.toml
    of: str | None = None  # whose SQL is wanted; "" for all
    block: tuple[str, str] = ("", "")  # section and name, of what is looked at


class Beside:
    """One process, for one decisions.toml after the other."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._outbox: SimpleQueue[Any] = SimpleQueue()  # what is to be sent; None ends it
        self._lock = threading.RLock()
        self._receiver: MessagePump | None = None
        self._begun: tuple[Begin, Sides] | None = None
        self._sent: Decisions | None = None
        self._merged: Merged | None = None
        self._number = 0
        self._since = 0  # answers to what was asked before are not for us
        self._asked: dict[int, _Question] = {}

    def start(self) -> None:
        """Start the process, if it does not run."""
        with self._lock:
            if self._process is not None:
                return
            try:
                process = start(self._command)
            except OSError:
                return  # who asks is told
            self._process, self._outbox = process, SimpleQueue()
            threading.Thread(target=self._take_in, args=(process,), daemon=True).start()
            speaking = process.stdin, self._outbox
            threading.Thread(target=_speak, args=speaking, daemon=True).start()

    def begin(
        self,
        receiver: MessagePump,
        path: Path,
        snapshots: tuple[Signature | None, ...],
        sides: Sides,
        decisions: Decisions,
    ) -> None:
        """Work on this decisions.toml from now on; ``receiver`` hears ``Done`` messages."""
        with self._lock:
            self._receiver = receiver
            self._begun = Begin(path.resolve(), snapshots), sides
            self._asked.clear()
            self._since = self._number
            self._begin(decisions)

    def compose(self, decisions: Decisions) -> None:
        """``Done`` of kind "compose" follows, with the decisions and what they were merged to."""
        self._ask(_Question("compose", decisions))

    def look(self, decisions: Decisions, section: str, name: str) -> None:
        """``Done`` of kind "look" follows, with a ``Glimpse``, long before all is composed."""
        self._ask(_Question("look", decisions, block=(section, name)))

    def migrate(self, decisions: Decisions, text: str, of: str | None = None) -> None:
        """``Done`` of kind "migrate" follows, with ``Compared``."""
        with self._lock:
            if of is None:  # what is waited for is not forgotten
                of = next((q.of for q in self._asked.values() if q.of is not None), None)
            self._ask(_Question("migrate", decisions, text, of))

    @property
    def busy(self) -> bool:
        """Is an answer still to come?"""
        return bool(self._asked)

    def leave(self) -> None:
        """Nobody hears the answers any more, until the next ``begin``."""
        with self._lock:
            self._receiver = None
            self._asked.clear()
            self._since = self._number

    def close(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process = self._process, None
            self._outbox.put(None)
            self._asked.clear()
        if process is not None:
            process.kill()
            process.wait()

    def _ask(self, question: _Question) -> None:
        with self._lock:
            if self._process is None:
                self._begin(question.decisions)
            self._number += 1
            self._asked[self._number] = question
            self._decide(question.decisions)
            match question.kind:
                case "compose":
                    self._send(Compose(self._number))
                case "look":
                    self._send(Look(self._number, *question.block))
                case "migrate":
                    text = question.text if question.of == "" else ""
                    self._send(Migrate(self._number, text, question.of))
            if self._process is None:
                fault = Fault("no process can be started that composes")
                self._post(question.kind, self._number, None, fault)

    def _begin(self, decisions: Decisions) -> None:
        assert self._begun, "nothing was begun"
        self.start()
        self._send(self._begun[0])
        self._sent = None
        self._decide(decisions)

    def _decide(self, decisions: Decisions) -> None:
        """Send the blocks that are others than were sent last."""
        if decisions is self._sent:
            return
        for news in deciding(decisions, self._sent):
            self._send(news)
        self._sent = decisions

    def _send(self, message: Any) -> None:
        if self._process is not None:
            self._outbox.put(message)

    # On the thread that takes answers in

    def _take_in(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        pieces: dict[str, list[Any]] = defaultdict(list)
        try:
            while True:
                message = receive(process.stdout)
                if isinstance(message, Seen):
                    self._seen(message)
                elif message.number <= self._since:
                    pieces.clear()
                elif isinstance(message, Piece):
                    pieces[message.name].append(message.value)
                else:
                    self._finished(message, pieces)
                    pieces.clear()
        except (EOFError, OSError):
            self._ended(process)

    def _finished(self, message: Finished, pieces: Mapping[str, list[Any]]) -> None:
        with self._lock:
            question = self._asked.get(message.number)
            begun = self._begun
        if question is None or begun is None:
            return
        error: Fault | None = None
        result: Any = None
        if message.fault:
            error = Again(message.fault) if message.again else Fault(message.fault)
            error.add_note(message.trace)
        elif question.kind == "compose":
            self._merged = merged_after(
                None if "anew" in pieces else self._merged, pieces, begun[1]
            )
            result = question.decisions, self._merged
        else:
            result = _compared(question, pieces)
        self._post(question.kind, message.number, result, error)

    def _seen(self, message: Seen) -> None:
        with self._lock:
            question = self._asked.get(message.number)
        if question is not None:
            of = Glimpse(question.decisions, *question.block, message.known, message.became)
            self._post("look", message.number, of, None)

    def _post(self, kind: Kind, number: int, result: Any, error: Fault | None) -> None:
        if receiver := self._receiver:
            with suppress(RuntimeError):  # its loop has ended just now
                receiver.post_message(Done(kind, result, error))
        told = ("compose", "look") if kind == "compose" else (kind,)
        with self._lock:
            self._asked = {n: q for n, q in self._asked.items() if n > number or q.kind not in told}

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if self._process is not process:
                return  # it was closed
            self._process = None
            self._outbox.put(None)
            asked = {question.kind: number for number, question in self._asked.items()}
        code = process.wait()
        for kind, number in asked.items():
            self._post(kind, number, None, Fault(f"the process that composes ended ({code})"))


def _speak(stream: IO[bytes], outbox: SimpleQueue[Any]) -> None:
    while (message := outbox.get()) is not None:
        try:
            send(stream, message)
        except (OSError, ValueError):  # it has ended, which the other thread tells
            return


def merged_after(
    before: Merged | None, pieces: Mapping[str, Sequence[Any]], sides: Sides
) -> Merged:
    """What was composed before with what is news of it."""
    before = before or Merged(catalog=Catalog())
    catalog: dict[str, Any] = {
        name: _with(getattr(before.catalog, name), pieces.get(name, ())) for name in OBJECTS
    }
    found: dict[Any, Any] = {}
    for piece in pieces.get("tables", ()):
        for name, table in piece.items():
            found[name] = sides.catalog(table).tables[name] if table in SIDES else table
    catalog["tables"] = _with(before.catalog.tables, (found,))
    told: dict[str, Any] = {
        name: tuple(chain.from_iterable(pieces[name])) if name in pieces else getattr(before, name)
        for name in TOLD
    }
    targets = _with(before.targets, pieces.get("targets", ()))
    return replace(before, catalog=replace(before.catalog, **catalog), targets=targets, **told)


def _with(old: Mapping[Any, Any], news: Sequence[Mapping[Any, Any]]) -> Mapping[Any, Any]:
    """``old`` with the news, of which None says that something is gone."""
    if not any(news):
        return old
    held = {**old}
    for piece in news:
        held |= piece
    return {key: value for key, value in held.items() if value is not None}


def _compared(question: _Question, pieces: Mapping[str, Sequence[Any]]) -> Compared:
    hazards: dict[str, tuple[Hazard, ...]] = {}
    for piece in pieces.get("hazards", ()):
        hazards |= piece
    if question.of is None:
        return Compared(question.decisions, hazards)
    files: list[tuple[str, str, list[Statement]]] = []
    for of in pieces.get("files", ()):
        match of:
            case (str(name), text):  # and not a row of two statements
                files.append((name, text, []))
            case _:
                files[-1][2].extend(of)
    migration = Migration(files=tuple(File(name=n, statements=tuple(s)) for n, _, s in files))
    texts = {name: text for name, text, _ in files}
    return Compared(question.decisions, hazards, question.of, Sql(migration, texts))
