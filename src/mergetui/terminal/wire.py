"""What the terminal and the processes beside it say to each other, and how it goes over a pipe.

Only what changed is said: a choice is one block, and of what was composed a table that is as one
of the sides has it is not sent, for the other end has that side too. Large news come in pieces, so
that neither end stands still while it takes them in.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, BinaryIO, TypeVar

from mergetui.decisions.file import SECTIONS
from mergetui.decisions.many import Many
from mergetui.decisions.model import Decisions, ObjectDecision, TableDecision
from mergetui.terminal.signature import Signature

T = TypeVar("T")

_LENGTH = 8  # bytes before each message that tell how long it is
PIECE = 200  # tables, statements ... in a message

OBJECTS = ("types", "views", "functions", "sequences", "others")  # of a catalog, beside tables
TOLD = ("problems", "consequences", "widened", "left_out")  # of what was composed

Blocks = Mapping[tuple[str, str], TableDecision | ObjectDecision | None]  # None: it is gone


@dataclass(frozen=True, slots=True)
class Begin:
    """Work on this decisions.toml, whose snapshots looked so when they were read."""

    path: Path
    snapshots: tuple[Signature | None, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Blocks that are others now, and the decisions without any block."""

    frame: Decisions
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Compose:
    """Compose under the decisions as they are now, unless newer ones come first."""

    number: int


@dataclass(frozen=True, slots=True)
class Migrate:
    """Compare the remote with what is composed: the hazards, and the SQL of one table (``of``) or
    of all (``""``) where it is asked for."""

    number: int
    decisions_text: str  # where all is asked for
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Say what one block comes to, from what is near it alone, while all is being composed."""

    number: int
    section: str
    name: str


@dataclass(frozen=True, slots=True)
class Prove:
    """Prove what the decisions come to; the answer has the number 0."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The answer to ``Look``: what it comes to, None where it goes. Not ``known``: only composing
    all will tell."""

    number: int
    known: bool = False
    became: Any = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the answer to the question with this number."""

    number: int
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is whole; ``fault`` says why there is none, and ``trace`` where it came from.
    ``again``: it is to be read and asked anew."""

    number: int
    fault: str = ""
    trace: str = ""
    again: bool = False


class Fault(Exception):
    """What went wrong in the process beside, in words."""


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A process beside this one. Raises OSError where none can be had."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it ends with us, and not by a key
    )


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """What such a process reads from, and what it answers to."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    return sys.stdin.buffer, out


def send(stream: IO[bytes], message: Any) -> None:
    """Raises OSError where nobody listens any more."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message. Raises EOFError where none will come."""
    head = stream.read(_LENGTH)
    length = int.from_bytes(head, "big")
    data = stream.read(length)
    if len(head) < _LENGTH or len(data) < length:
        raise EOFError
    return pickle.loads(data)  # of our own process, over a pipe that nobody else has


def deciding(new: Decisions, old: Decisions | None) -> Iterator[Decided]:
    """What the other end is told, where it knows the old decisions: the blocks that are others."""
    blocks: dict[tuple[str, str], Any] = {}
    for section in SECTIONS:
        now = Many.of(getattr(new, section))
        was = Many.of(getattr(old, section)) if old else Many({})
        blocks |= {(section, key): now.get(key) for key in now.differing(was)}
    bare: dict[str, Any] = {section: {} for section in SECTIONS}
    frame = replace(new, **bare)
    for piece in in_pieces(blocks) if blocks else ({},):
        yield Decided(frame, piece)


def decided(old: Decisions | None, news: Decided) -> Decisions:
    """The decisions at the other end, after what it was told."""
    held: dict[str, Any] = {}
    for section in SECTIONS:
        before = Many.of(getattr(old, section) if old else {})
        of = {key: block for (own, key), block in news.blocks.items() if own == section}
        after = before.put({key: block for key, block in of.items() if block is not None})
        gone = {key for key, block in of.items() if block is None}
        held[section] = Many({k: v for k, v in after.items() if k not in gone}) if gone else after
    return replace(news.frame, **held)


def in_pieces(items: Mapping[Any, T]) -> Iterator[dict[Any, T]]:
    left = iter(items.items())
    while piece := dict(islice(left, PIECE)):
        yield piece


def in_rows(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """At least one, so that it is seen where there are none any more."""
    for at in range(0, max(len(items), 1), PIECE):
        yield items[at : at + PIECE]


def _proxy(held: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(held)


copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))  # what decisions hold
