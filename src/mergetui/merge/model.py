"""What composition yields: the merged catalog, and how the remote's tables map onto it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mergetui.catalog.model import Catalog, ObjectId
from mergetui.catalog.names import Name


def _none() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMove:
    """Rows of a remote table that are inserted into a target which other rows share.

    ``columns`` holds (target column, expression over the source's columns). The source stays as
    ``kept_as``; rows whose key the target already has are left where they are only if
    ``on_conflict_skip``.
    """

    source: Name  # the table's name before the migration
    kept_as: Name | None  # its name afterwards; None where a decision drops it
    target: Name
    columns: tuple[tuple[str, str], ...]
    on_conflict_skip: bool
    decision: str
    where: str = ""  # which of them; all where it is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """How the remote becomes the merged catalog where names alone do not tell.

    A plain comparison of two schemas is the empty transition. Names of tables and columns on the
    right are those of the merged catalog; a remote table that is in ``tables`` or keeps its name
    is altered in place.
    """

    tables: Mapping[Name, Name] = field(default_factory=_none)  # old -> new, only where renamed
    columns: Mapping[Name, Mapping[str, str]] = field(default_factory=_none)  # new table: old->new
    using: Mapping[tuple[Name, str], str] = field(default_factory=_none)  # (new table, new column)
    moves: tuple[RowMove, ...] = ()
    labels: Mapping[ObjectId, str] = field(default_factory=_none)  # object -> "api_keys: merge"
    parts: Mapping[tuple[Name, str], str] = field(default_factory=_none)  # (table of the merge,
    # "policy mine") -> "api_keys: merge, policy mine = local"; of old parts by their old names
    discarded: frozenset[Name] = frozenset()  # old tables whose rows a decision gives up
    relaxed: frozenset[tuple[Name, str]] = frozenset()  # columns that were to be NOT NULL
    bodies: Mapping[ObjectId, tuple[str, ...]] = field(default_factory=_none)  # function -> what
    # its body still says that the merge calls otherwise or drops


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something of a side that the merged catalog does not have, and why."""

    side: str  # "remote" or "local"
    kind: str  # "foreign key", "policy", "index", "function" ...
    table: Name | None
    name: str
    definition: str
    reason: str
    decision: str  # the decision that loses it, as in Transition.labels; "" where none does


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A contradiction between decisions, or between a decision and the schemas."""

    table: str  # the key in decisions.toml
    message: str
    other: str | None = None  # the key of the other place, where two contradict each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What a choice drags along, told beside it: a key class that takes another type ..."""

    table: str  # the key in decisions.toml
    column: str | None
    message: str
    part: str | None = None  # "policy mine", of which there are two and nobody decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Widened:
    """Somebody may do more with a merged table than with one of the tables that went into it."""

    table: Name  # of the merged catalog
    side: str  # of the table that went into it
    source: Name
    key: str  # the block of decisions.toml that sends it there
    roles: str  # "anon, authenticated"
    gain: str  # "select where policy mine lets them: (owner = auth.uid())"

    @property
    def message(self) -> str:
        return (
            f"{self.roles} may do more than with the {self.side}'s {self.source.key}: {self.gain}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Remote and local composed under the decisions."""

    catalog: Catalog
    transition: Transition = Transition()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    widened: tuple[Widened, ...] = ()  # by table
    undecided: tuple[str, ...] = ()  # "functions.f(uuid)": both sides define it differently
    targets: Mapping[str, Name] = field(default_factory=_none)  # "remote:key" -> target table
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=_none)  # "remote:key" -> names
    # of its columns in the target, by their own
    made: frozenset[Name] = frozenset()  # targets in place of no table of the remote
    placed: frozenset[str] = frozenset()  # "remote:key" of what is altered to be another's target
