"""What is left to do: one entry for every table name of either side, and one for every other
object that both sides define differently.

A pure function from the two sides and the decisions; nothing here is remembered between calls
but what the sides themselves keep, and the entries of before that still hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mergetui.catalog.model import Table
from mergetui.decisions.model import ColumnDecision, Decisions, ObjectDecision, TableDecision
from mergetui.decisions.reviewed import Reviewable, reviewed_text
from mergetui.decisions.write import OBJECT_SECTIONS
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

    What is no table has the ``section`` of decisions.toml that it stands in, a key such as
    ``types.mood``, its two ``definitions``, and a decision in the shape of a table's.
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
    section: str = "tables"
    definitions: tuple[Reviewable | None, Reviewable | None] = (None, None)
    names: str = ""  # all that the filter's words are looked for in, a name a line

    @property
    def block(self) -> str:
        """The name of its block within its section."""
        return self.key if self.section == "tables" else self.key.removeprefix(f"{self.section}.")

    @property
    def group(self) -> str:
        """What it is listed under: its phase, or the section of what is no table."""
        return (self.phase or "") if self.section == "tables" else f"[{self.section}]"

    @property
    def reviewed(self) -> str | None:
        """What ``reviewed`` says of a choice for an object that is made now."""
        return None if self.section == "tables" else reviewed_text(*self.definitions)

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


@dataclass(frozen=True, kw_only=True, eq=False)
class Triage:
    """All entries, sorted by key, with the sides and decisions that they come from.

    ``entries`` are the tables, ``objects`` all else; ``everything`` is both.
    """

    sides: Sides
    decisions: Decisions
    entries: Mapping[str, Entry]
    objects: Mapping[str, Entry]

    @cached_property
    def everything(self) -> Mapping[str, Entry]:
        return {**self.objects, **self.entries}

    def blocks(
        self, changes: Mapping[str, TableDecision]
    ) -> dict[tuple[str, str], TableDecision | ObjectDecision]:
        """Choices by key, as decisions.toml has them: (section, name) -> block."""
        found: dict[tuple[str, str], TableDecision | ObjectDecision] = {}
        for key, decision in changes.items():
            entry = self.everything.get(key)
            if entry is None or entry.section == "tables":
                found["tables", key] = decision
            else:
                found[entry.section, entry.block] = as_object(decision)
        return found

    @cached_property
    def groups(self) -> Mapping[str, tuple[Entry, ...]]:
        """What is listed together: group -> its entries, sorted by key."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.everything.values():
            found[entry.group].append(entry)
        return {group: tuple(sorted(of, key=lambda e: e.key)) for group, of in found.items()}

    @property
    def unknown(self) -> tuple[str, ...]:
        """Blocks of decisions.toml for tables that neither side has."""
        return tuple(key for key in self.decisions.tables if key not in self.entries)


def triage(
    sides: Sides,
    decisions: Decisions,
    blocked: Collection[str] = frozenset(),
    before: Triage | None = None,
) -> Triage:
    """Look at every table; ``blocked`` holds the keys that composition has a problem with.

    Entries of ``before`` are taken over where nothing about them changed.
    """
    known: Mapping[str, Entry] = {}
    if before is not None and before.sides is sides and before.decisions.phases == decisions.phases:
        known = before.entries
    entries = {}
    for key in sides.keys:
        decision = decisions.tables.get(key, UNDECIDED)
        is_blocked = key in blocked and decision.action != "undecided"
        old = known.get(key)
        if old is not None and old.decision is decision and old.blocked == is_blocked:
            entries[key] = old
            continue
        entries[key] = Entry(
            key=key,
            presence=sides.presence(key),
            decision=decision,
            phase=decision.phase if decision.phase in decisions.phases else None,
            remote=sides.table("remote", key),
            local=sides.table("local", key),
            rows=sides.rows(key),
            stale=is_stale(sides, key, decision),
            blocked=is_blocked,
            faults=len(sides.faults.get(key, ())),
            differences=table_differences(sides, key, decision.columns),
            names="\n".join(n for n in (key, decision.name, decision.into) if n),
        )
    objects = _objects(sides, decisions, blocked)
    return Triage(sides=sides, decisions=decisions, entries=entries, objects=objects)


def _objects(sides: Sides, decisions: Decisions, blocked: Collection[str]) -> Mapping[str, Entry]:
    """What both sides define differently, and what has a block for another reason."""
    entries = {}
    for section in OBJECT_SECTIONS:
        decided: Mapping[str, ObjectDecision] = getattr(decisions, section)
        found = sides.objects[section]
        for name in sorted({*sides.differing[section], *(k for k in decided if k in found)}):
            remote, local = found[name]
            presence: Presence = "common"
            if remote is None or local is None:
                presence = "remote-only" if local is None else "local-only"
            decision = as_table(decided.get(name, ObjectDecision()))
            key = object_key(section, name)
            decided_on = decision.reviewed if decision.action != "undecided" else None
            entries[key] = Entry(
                key=key,
                presence=presence,
                decision=decision,
                phase=None,
                remote=None,
                local=None,
                rows=None,
                stale=bool(decided_on) and decided_on != reviewed_text(remote, local),
                blocked=decision.action != "undecided" and key in blocked,
                section=section,
                definitions=(remote, local),
                names=key,
            )
    return entries


def object_key(section: str, name: str) -> str:
    """``types.mood``: an object as the screen, statements and ``decide`` name it."""
    return f"{section}.{name}"


def as_table(decision: ObjectDecision) -> TableDecision:
    """A decision on an object in the shape of one on a table, so that both are chosen alike."""
    return TableDecision(
        action=decision.action,
        name=decision.name,
        remote_name=decision.remote_name,
        local_name=decision.local_name,
        reason=decision.reason,
        reviewed=decision.reviewed,
    )


def as_object(decision: TableDecision) -> ObjectDecision:
    """The other way round; a phase, rows and columns are of tables alone."""
    return ObjectDecision(
        action=decision.action,
        name=decision.name,
        remote_name=decision.remote_name,
        local_name=decision.local_name,
        reason=decision.reason,
        reviewed=decision.reviewed,
    )


def all_decided(decisions: Decisions) -> dict[str, TableDecision]:
    """Every decision of the file by the key that its entry has."""
    found = {
        object_key(section, name): as_table(decision)
        for section in OBJECT_SECTIONS
        for name, decision in getattr(decisions, section).items()
    }
    return {**found, **decisions.tables}


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
