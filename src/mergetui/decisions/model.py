"""What was decided: the frozen content of a decisions.toml.

A decision sends each source table to a target table, or to none. Tables and other objects are
keyed as the file keys them (``Name.key``, ``Function.signature``). ``None`` and empty mean "not
written": then the defaults and the pairing rules hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

Action = Literal[
    "undecided",
    "keep",
    "keep-remote",
    "keep-local",
    "merge",
    "keep-both",
    "merge-into",
    "drop",
]
Take = Literal["remote", "local", "both", "drop"]
Side = Literal["remote", "local"]
Rows = Literal["keep", "discard"]

ACTIONS: tuple[Action, ...] = get_args(Action)
TAKES: tuple[Take, ...] = get_args(Take)
SIDES: tuple[Side, ...] = get_args(Side)

FORMAT = 1


def own_name(section: str, key: str) -> str:
    """What stands in a key beside schema and arguments: ``orders`` of ``sales.orders``,
    ``slugify`` of ``slugify(text)``."""
    name = key.partition("(")[0] if section == "functions" else key
    return name.rpartition(".")[2]


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDecision:
    """A choice for one column of a table that is merged.

    Keyed by the remote's column name, or the local's where only the local has it. ``pair`` is the
    local column that is the same one; ``""`` says that it has none. ``default`` of ``""`` says
    that it has none. ``using`` is an expression over the column as it was.
    """

    take: Take | None = None
    pair: str | None = None
    name: str | None = None
    type: str | None = None
    using: str | None = None
    default: str | None = None
    null: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDecision:
    """A choice for what hangs on a table that is merged: a policy, trigger, index, constraint ...

    Keyed by its kind and name, ``policy owner reads``, as the table's own sides call it. ``name``
    is what the local's is called where both stay, and else what stays.
    """

    take: Take | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDecision:
    """What becomes of one table."""

    phase: str | None = None
    action: Action = "undecided"
    name: str | None = None  # the surviving table's new name
    into: str | None = None  # merge-into: the target's name after the merge
    remote_name: str | None = None  # keep-both
    local_name: str | None = None  # keep-both
    rows: Rows = "keep"
    view: bool = False  # a view under the old name, where the table takes another
    reason: str | None = None
    reviewed: str | None = None  # "remote:1f3c9a2e local:77ab01d4"
    columns: Mapping[str, ColumnDecision] = field(default_factory=_none)
    parts: Mapping[str, PartDecision] = field(default_factory=_none)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectDecision:
    """What becomes of a type, function, view or sequence that both sides define differently."""

    action: Action = "undecided"
    name: str | None = None
    remote_name: str | None = None
    local_name: str | None = None
    reason: str | None = None
    reviewed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the sides are read from: ``env:NAME``, a URL without password, a path; and what of
    both is looked at: some schemas (none says all), and not what a pattern names."""

    remote: str
    local: str
    schemas: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()  # "tmp_*", "audit.*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """``source_of_truth``: of two tables that one column points at, the one that is listed here is
    suggested."""

    prefer: Side = "remote"
    key_type: str | None = None
    source_of_truth: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All of decisions.toml. ``phases`` maps id to title in the order of the file."""

    sources: Sources
    format: int = FORMAT
    defaults: Defaults = Defaults()
    phases: Mapping[str, str] = field(default_factory=_none)
    tables: Mapping[str, TableDecision] = field(default_factory=_none)
    types: Mapping[str, ObjectDecision] = field(default_factory=_none)
    functions: Mapping[str, ObjectDecision] = field(default_factory=_none)
    views: Mapping[str, ObjectDecision] = field(default_factory=_none)
    sequences: Mapping[str, ObjectDecision] = field(default_factory=_none)
    others: Mapping[str, ObjectDecision] = field(default_factory=_none)  # "collation public.c"
