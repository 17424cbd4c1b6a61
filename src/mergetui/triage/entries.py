"""What is left to do: one entry for every table name of either side, and one for every other
object that both sides define differently.

A pure function from the two sides and the decisions; nothing here is remembered between calls
but what the sides themselves keep. What was found before may be given: then only what a decision
changed is looked at, since a key must not cost more with 50,000 tables than with 500.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, is_
from typing import Any, Literal, cast

from mergetui.catalog.model import Table
from mergetui.decisions.many import Many
from mergetui.decisions.model import (
    SIDES,
    ColumnDecision,
    Decisions,
    ObjectDecision,
    TableDecision,
)
from mergetui.decisions.reviewed import Reviewable, reviewed_text
from mergetui.decisions.write import OBJECT_SECTIONS
from mergetui.triage.differences import Difference, differences, single_references
from mergetui.triage.pairs import pair_columns
from mergetui.triage.sides import Presence, Sides

State = Literal["undecided", "decided", "stale", "blocked"]

UNDECIDED = TableDecision()
_NO_DIFFERENCES: frozenset[Difference] = frozenset()


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
    folded: str = ""  # the same in lower case
    types: str = ""  # of the columns of both sides, in lower case, one a line

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


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries there are, and how many of them are decided, stale, blocked."""

    entries: int = 0
    decided: int = 0
    stale: int = 0
    blocked: int = 0

    def changed(self, entry: Entry, by: Literal[1, -1]) -> Tally:
        """With an entry more or less."""
        return Tally(
            self.entries + by,
            self.decided + by * (entry.decision.action != "undecided"),
            self.stale + by * entry.stale,
            self.blocked + by * entry.blocked,
        )

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.entries + other.entries,
            self.decided + other.decided,
            self.stale + other.stale,
            self.blocked + other.blocked,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Triage:
    """All entries, sorted by key, with the sides and decisions that they come from.

    ``entries`` are the tables, ``objects`` all else; ``everything`` is both. ``groups`` is what is
    listed together: group -> its entries, sorted by key; ``tallies`` counts each group.
    """

    sides: Sides
    decisions: Decisions
    blocked: frozenset[str]
    entries: Many[Entry]
    objects: Mapping[str, Entry]
    groups: Mapping[str, tuple[Entry, ...]]
    tallies: Mapping[str, Tally]

    @cached_property
    def everything(self) -> Mapping[str, Entry]:
        return ChainMap(cast(Any, self.entries), cast(Any, self.objects))

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

    @property
    def unknown(self) -> tuple[str, ...]:
        """Blocks of decisions.toml for tables that neither side has."""
        remote, local = (self.sides.tables[side] for side in SIDES)
        return tuple([k for k in self.decisions.tables if k not in remote and k not in local])


def triage(
    sides: Sides,
    decisions: Decisions,
    blocked: Collection[str] = frozenset(),
    before: Triage | None = None,
) -> Triage:
    """Look at every table; ``blocked`` holds the keys that composition has a problem with.

    Where ``before`` is given, only at those that became other ones since.
    """
    blocked = frozenset(blocked)
    same = before is not None and before.sides is sides
    if before is None or not same or before.decisions.phases != decisions.phases:
        entries = Many({key: _entry(sides, decisions, blocked, key) for key in sides.keys})
        objects = _objects(sides, decisions, blocked)
        groups, tallies = _grouped([*entries.values(), *objects.values()])
    else:
        found = _changed(before, decisions, blocked)
        changed = {
            key: _entry(sides, decisions, blocked, key, before.entries[key]) for key in found
        }
        entries = before.entries.put(changed)
        objects = before.objects
        decided = (getattr(decisions, section) for section in OBJECT_SECTIONS)
        known = (getattr(before.decisions, section) for section in OBJECT_SECTIONS)
        as_before = all(map(is_, decided, known))
        if not as_before or any(key not in entries for key in before.blocked ^ blocked):
            objects = _objects(sides, decisions, blocked)
        old = [before.entries[key] for key in changed]
        new = [*changed.values()]
        if objects is not before.objects:
            old += before.objects.values()
            new += objects.values()
        groups, tallies = _regrouped(before, old, new)
    return Triage(
        sides=sides,
        decisions=decisions,
        blocked=blocked,
        entries=entries,
        objects=objects,
        groups=groups,
        tallies=tallies,
    )


def _changed(before: Triage, decisions: Decisions, blocked: frozenset[str]) -> set[str]:
    """The tables whose decision is another one now, or that are blocked, or are not any more."""
    old, new = before.decisions.tables, decisions.tables
    found = {*(before.blocked ^ blocked)}
    if old is not new:
        found |= Many.of(old).differing(Many.of(new))
    return {key for key in found if key in before.entries}


def _entry(
    sides: Sides,
    decisions: Decisions,
    blocked: frozenset[str],
    key: str,
    before: Entry | None = None,
) -> Entry:
    """``before`` is the same table under another decision: what is of the sides alone stays."""
    decision = decisions.tables.get(key, UNDECIDED)
    names = "\n".join(n for n in (key, decision.name, decision.into) if n)
    same_columns = before is not None and before.decision.columns == decision.columns
    return Entry(
        key=key,
        presence=before.presence if before else sides.presence(key),
        decision=decision,
        phase=decision.phase if decision.phase in decisions.phases else None,
        remote=before.remote if before else sides.table("remote", key),
        local=before.local if before else sides.table("local", key),
        rows=before.rows if before else sides.rows(key),
        stale=is_stale(sides, key, decision),
        blocked=key in blocked and decision.action != "undecided",
        faults=before.faults if before else len(sides.faults.get(key, ())),
        differences=before.differences
        if before and same_columns
        else table_differences(sides, key, decision.columns),
        names=names,
        folded=names.lower(),
        types=before.types if before else sides.types(key),
    )


_by_key = attrgetter("key")


def _grouped(
    entries: Iterable[Entry],
) -> tuple[Mapping[str, tuple[Entry, ...]], Mapping[str, Tally]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for entry in entries:
        found[entry.group].append(entry)
        tallies[entry.group] = tallies[entry.group].changed(entry, 1)
    groups = {group: tuple(sorted(of, key=_by_key)) for group, of in found.items()}
    return groups, dict(tallies)


def _regrouped(
    before: Triage, old: Sequence[Entry], new: Sequence[Entry]
) -> tuple[Mapping[str, tuple[Entry, ...]], Mapping[str, Tally]]:
    """The groups and their tallies without what was, and with what is."""
    groups: dict[str, list[Entry]] = {
        group: [*before.groups.get(group, ())] for group in {e.group for e in (*old, *new)}
    }
    tallies = dict(before.tallies)
    for entry in old:
        of = groups[entry.group]
        del of[bisect_left(of, entry.key, key=_by_key)]
        tallies[entry.group] = tallies[entry.group].changed(entry, -1)
    for entry in new:
        of = groups[entry.group]
        of.insert(bisect_left(of, entry.key, key=_by_key), entry)
        tallies[entry.group] = tallies.get(entry.group, Tally()).changed(entry, 1)
    held = {**before.groups, **{group: tuple(of) for group, of in groups.items()}}
    kept = {group: of for group, of in held.items() if of}
    return kept, {group: tallies[group] for group in kept}


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
                folded=key.lower(),
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


def all_decided(decisions: Decisions) -> Mapping[str, TableDecision]:
    """Every decision of the file by the key that its entry has."""
    found = {
        object_key(section, name): as_table(decision)
        for section in OBJECT_SECTIONS
        for name, decision in getattr(decisions, section).items()
    }
    return ChainMap(found, cast(Any, decisions.tables))


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
        return _NO_DIFFERENCES
    pointing = single_references(sides.foreign_keys("remote", key))
    local_pointing = single_references(sides.foreign_keys("local", key))
    return frozenset(
        found
        for pair in pair_columns(remote, local, columns)
        for found in differences(pair, pointing, local_pointing)
    )
