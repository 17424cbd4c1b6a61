"""What the terminal and the process beside it say to each other, and how it goes over a pipe.

Only what changed is said: a choice is one block, and of what was composed a table that is as one
of the sides has it is not sent, for the other end has that side too. Large news come in pieces, so
that neither end stands still while it takes them in.
"""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, TypeVar

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
    decisions_text: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Say what one block comes to, from what is near it alone, while all is being composed."""

    number: int
    section: str
    name: str


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
