"""Which part of the merge has run, told by what the remote is now.

Nobody keeps a list of migrations: the database says it. The invariant: a part counts as run only
where the remote is, object by object, what the decisions about that part make of it; what somebody
else has changed meanwhile goes into what the decisions are about, where the merge has not touched
it, and is named where it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from mergetui.catalog.model import Catalog, Table
from mergetui.catalog.names import Name
from mergetui.decisions.check import objects
from mergetui.decisions.model import SIDES, Decisions, TableDecision
from mergetui.decisions.write import OBJECT_SECTIONS
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged
from mergetui.merge.onward import onward, without_asides
from mergetui.merge.standing import NOTHING, Standing, kept, standing
from mergetui.migration.diff import diff

_KINDS = (
    *("schemas", "extensions", "types", "base_types", "sequences", "tables", "views"),
    *("functions", "others", "default_privileges"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What was found of the remote.

    ``remote`` is what decisions are about: as it was before, with what others have changed since;
    ``standing`` what has become of it, NOTHING where no part of the merge has run. ``waiting`` are
    decided tables that are not in it yet. Where ``differing`` names objects, the remote is neither
    what it was nor what the decisions make of it, and the rest says nothing.
    """

    remote: Catalog
    standing: Standing = NOTHING
    waiting: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def ran(
    before: Catalog,
    local: Catalog,
    decisions: Decisions,
    since: Standing,
    last: Catalog,
    now: Catalog,
) -> Ran:
    """``before`` and ``local`` are what the decisions are about, ``since`` what had become of the
    remote when it was read last, as ``last``."""
    if not diff(before, now).statements:
        return Ran(remote=now)
    return _Look(before, local, decisions, since, last, now).ran()


@dataclass(frozen=True, slots=True)
class _Look:
    before: Catalog
    local: Catalog
    decisions: Decisions
    since: Standing
    last: Catalog
    now: Catalog

    def ran(self) -> Ran:
        names = {name.key: name for c in (self.before, self.local) for name in c.tables}
        whole = compose(self.before, self.local, self.decisions, self.since)
        after = kept(whole, self.before)
        left = {key: name for key, name in names.items() if self._waits(key, name, whole, after)}
        found = self._compared(self.decisions)
        while found.differing and left:
            part = self._compared(self._without(left))
            if not part.differing:
                return replace(part, waiting=tuple(sorted(left)))
            # what waits may have been changed by what has run
            free = {k: n for k, n in names.items() if k not in left and not self._touched(k, n)}
            more = {k: n for k, n in free.items() if f"table {n.sql}" in part.differing} or {
                key: name
                for key, name in free.items()
                if any(f"table {n.sql}" in part.differing for n in _into(key, whole))
            }
            found = min(found, part, key=lambda one: len(one.differing))
            if not more:
                break
            left |= more
        if found.differing and self.since == NOTHING:
            others = {s.object for s in diff(self.before, self.now).statements}
            if len(others) <= len(found.differing):
                return Ran(remote=self.now)  # nearer to what it was: others have changed it
        return found

    def _compared(self, decisions: Decisions) -> Ran:
        merged = compose(self.before, self.local, decisions, self.since)
        if self._problems(merged, self.before):
            return Ran(remote=self.before, differing=("everything",) * len(self.now.tables))
        nothing = self.since == NOTHING and not diff(self.before, merged.catalog).statements
        remote, differing = self.before, self._differing(merged)
        if differing and not nothing:
            changed = self._with_changes(without_asides(merged, self.now))
            again = compose(changed, self.local, decisions, self.since)
            rest = self._differing(again)
            if len(rest) < len(differing) and not self._problems(again, changed):
                remote, merged, differing = changed, again, rest
        if nothing or differing:
            return Ran(remote=self.before, differing=differing or ("everything",))
        return Ran(remote=remote, standing=standing(merged, remote, self.since, self.now))

    def _problems(self, merged: Merged, remote: Catalog) -> bool:
        if self.since == NOTHING:
            return bool(merged.problems)
        return bool(onward(merged, self.since, remote, self.last).problems)

    def _differing(self, merged: Merged) -> tuple[str, ...]:
        statements = diff(self.now, without_asides(merged, self.now)).statements
        return tuple(sorted({s.object for s in statements}))

    def _touched(self, key: str, name: Name) -> bool:
        """Whether an earlier step has made something of a table."""
        if name not in self.before.tables:
            return f"local:{key}" in self.since.into
        if self.since == NOTHING:
            return False
        table = self.last.tables.get(name)
        return table is None or _shape(table) != _shape(self.before.tables[name])

    def _waits(self, key: str, name: Name, whole: Merged, after: Mapping[str, Name]) -> bool:
        """Whether a table is as it was though a decision changes it."""
        decision = self.decisions.tables.get(key)
        if decision is None or decision.action == "undecided" or self._touched(key, name):
            return False
        for target in _into(key, whole):
            there = self.now.tables.get(target)
            if there is None:
                return True
            as_it_was = there == self.last.tables.get(target)
            if name not in self.before.tables and as_it_was:
                return whole.catalog.tables.get(target) != there
        if name not in self.before.tables:
            return False
        becomes = after.get(f"remote:{key}")
        changes = becomes != name or whole.catalog.tables.get(name) != self.before.tables[name]
        return changes and self.now.tables.get(name) == self.last.tables.get(name)

    def _without(self, left: Mapping[str, Name]) -> Decisions:
        """The decisions without those of some tables, and of objects that are as they were."""
        tables = {
            key: TableDecision(phase=decision.phase) if key in left else decision
            for key, decision in self.decisions.tables.items()
        }
        others: dict[str, Any] = {}
        for section in OBJECT_SECTIONS:
            was, is_now = objects(self.before, section), objects(self.now, section)
            others[section] = {
                key: decision
                for key, decision in getattr(self.decisions, section).items()
                if key not in was or is_now.get(key) != was[key]
            }
        return replace(self.decisions, tables=tables, **others)

    def _with_changes(self, expected: Catalog) -> Catalog:
        """What the decisions are about with what is another now than the merge makes of it, where
        the merge changes nothing itself."""
        changed: dict[str, Any] = {}
        for kind in _KINDS:
            was, wanted, found = (getattr(c, kind) for c in (self.before, expected, self.now))
            result: dict[Any, Any] = dict(was)
            for key in {*found, *wanted}:
                one = found.get(key)
                if one == wanted.get(key) or wanted.get(key) != was.get(key):
                    continue
                if one is None:
                    del result[key]
                else:
                    result[key] = one
            if result != dict(was):
                changed[kind] = MappingProxyType({key: result[key] for key in sorted(result)})
        return replace(self.before, **changed)


def _into(key: str, merged: Merged) -> list[Name]:
    """The tables that those of a block go into."""
    found = (merged.targets.get(f"{side}:{key}") for side in SIDES)
    return [name for name in found if name is not None]


def _shape(table: Table) -> tuple[object, ...]:
    """What stays of a table while only what it points at or speaks of takes another name."""
    parts = (
        *(table.keys, table.foreign_keys, table.checks, table.exclusions, table.indexes),
        *(table.triggers, table.policies, table.extras),
    )
    columns = tuple((c.name, c.type, c.not_null) for c in table.columns)
    return (columns, table.rls, *map(len, parts))
