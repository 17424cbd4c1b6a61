"""What is left to do: one entry for every table name of either side.

A pure function from the two sides and the decisions; nothing here is remembered between calls
but what the sides themselves keep.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from mergetui.catalog.model import Table
from mergetui.decisions.model import ColumnDecision, Decisions, TableDecision
from mergetui.triage.differences import Difference, differences, single_references
from mergetui.triage.pairs import pair_columns
from mergetui.triage.sides import Presence, Sides

State = Literal["undecided", "decided", "stale", "blocked"]

UNDECIDED = TableDecision()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One table: where it is, what was decided, what is in the way.

    ``stale`` and ``blocked`` may both hold of a decided table; ``state`` tells the graver one.
    ``differences`` are those between its paired columns, over all pairs.
    """

    key: str
    presence: Presence
    decision: TableDecision
    phase: str | None  # None also where the file has no such phase
    remote: Table | None
    local: Table | None
    rows: int | None  # estimate; None where unknown
    stale: bool = False
    blocked: bool = False
    faults: int = 0
    differences: frozenset[Difference] = frozenset()

    @property
    def state(self) -> State:
        if self.decision.action == "undecided":
            return "undecided"
        if self.blocked:
            return "blocked"
        return "stale" if self.stale else "decided"

    @property
    def conflict(self) -> bool:
        """Do its two sides contradict each other in a type or in what a column points at?"""
        return not self.differences.isdisjoint({"type", "referents"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """All entries, sorted by key, with the sides and decisions that they come from."""

    sides: Sides
    decisions: Decisions
    entries: Mapping[str, Entry]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Blocks of decisions.toml for tables that neither side has."""
        return tuple(key for key in self.decisions.tables if key not in self.entries)


def triage(sides: Sides, decisions: Decisions, blocked: Collection[str] = frozenset()) -> Triage:
    """Look at every table; ``blocked`` holds the keys that composition has a problem with."""
    entries = {}
    for key in sides.keys:
        decision = decisions.tables.get(key, UNDECIDED)
        entries[key] = Entry(
            key=key,
            presence=sides.presence(key),
            decision=decision,
            phase=decision.phase if decision.phase in decisions.phases else None,
            remote=sides.table("remote", key),
            local=sides.table("local", key),
            rows=sides.rows(key),
            stale=is_stale(sides, key, decision),
            blocked=decision.action != "undecided" and key in blocked,
            faults=len(sides.faults.get(key, ())),
            differences=table_differences(sides, key, decision.columns),
        )
    return Triage(sides=sides, decisions=decisions, entries=entries)


def is_stale(sides: Sides, key: str, decision: TableDecision) -> bool:
    """Has a side changed since the choice was made? A choice that names no review is not stale."""
    if decision.action == "undecided" or not decision.reviewed:
        return False
    return decision.reviewed != sides.reviewed(key)


def table_differences(
    sides: Sides, key: str, columns: Mapping[str, ColumnDecision]
) -> frozenset[Difference]:
    """What differs between the paired columns of a common table, over all pairs."""
    remote, local = sides.table("remote", key), sides.table("local", key)
    if remote is None or local is None:
        return frozenset()
    pointing = single_references(sides.foreign_keys("remote", key))
    local_pointing = single_references(sides.foreign_keys("local", key))
    return frozenset(
        found
        for pair in pair_columns(remote, local, columns)
        for found in differences(pair, pointing, local_pointing)
    )
