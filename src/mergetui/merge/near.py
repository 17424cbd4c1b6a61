"""What one table comes to, before all of the merge is composed.

Composed from what is near it alone: the tables that go where it goes, those that its foreign keys,
parents and policies speak of, and those that reference it. So it costs the same among 500 tables as
among 50,000. What reaches it from further away (a key class that spans many tables, a name that is
taken elsewhere) is known only when all is composed: this is for the while until then, and never the
last word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from mergetui.catalog.model import Catalog, Declared, ObjectId, Policy
from mergetui.decisions.many import Many
from mergetui.decisions.model import SIDES, Decisions, Side, TableDecision
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged
from mergetui.merge.standing import NOTHING, Standing
from mergetui.triage.sides import Sides

ENOUGH = 40  # tables; those that the table itself speaks of are never left out


class Near:
    """Both sides, what has become of them where a part of the merge has run, and which tables the
    decisions name together."""

    def __init__(self, sides: Sides, standing: Standing = NOTHING) -> None:
        self.sides = sides
        self._standing = standing
        self._saying: dict[str, set[str]] = defaultdict(set)  # name -> the tables that say it
        self._decided: Many[TableDecision] = Many({})

    def merged(self, decisions: Decisions, section: str, name: str) -> Merged:
        """Both sides under the decisions, as far as they are near what has this block."""
        self._follow(decisions)
        keys = self._around(section, name)
        remote, local = (self._part(side, keys) for side in SIDES)
        tables = {key: decisions.tables[key] for key in sorted(keys) if key in decisions.tables}
        return compose(remote, local, replace(decisions, tables=tables), self._standing)

    def _follow(self, decisions: Decisions) -> None:
        """Know the names that the decisions give now; only what changed is looked at."""
        decided = Many.of(decisions.tables)
        for key in decided.differing(self._decided):
            for name in _names(self._decided.get(key)):
                self._saying[name].discard(key)
            for name in _names(decided.get(key)):
                self._saying[name].add(key)
        self._decided = decided

    def _around(self, section: str, name: str) -> Collection[str]:
        """The nearest first; those further away only until there are enough."""
        if section == "tables":
            own = self._going_with([name])
        else:
            own = self._going_with(self._needed_by(section, name))
        found = dict.fromkeys([*own, *self._going_with(self._spoken_of(own))])
        reached = [*found]
        while reached and len(found) < ENOUGH:
            further = self._going_with(self._spoken_of(reached))
            reached = [key for key in further if key not in found][: ENOUGH - len(found)]
            found |= dict.fromkeys(reached)
        by = self.sides.referenced_by
        referencing = (k for key in own for side in SIDES for k in by[side].get(key, ()))
        for key in referencing:
            if len(found) >= ENOUGH:
                break
            found[key] = None
        return found

    def _going_with(self, keys: Iterable[str]) -> list[str]:
        """These tables, and those that a decision sends where one of them goes."""
        found: dict[str, None] = {}
        for key in keys:
            found[key] = None
            for name in (key, *_names(self._decided.get(key))):
                found |= dict.fromkeys(sorted(self._saying.get(name, ())))
                if name in self._decided:
                    found[name] = None
        return [*found]

    def _spoken_of(self, keys: Iterable[str]) -> Iterator[str]:
        """The tables that the foreign keys, parents and policies of these speak of."""
        for key in keys:
            for side in SIDES:
                if (table := self.sides.table(side, key)) is None:
                    continue
                yield from (f.references.key for f in self.sides.foreign_keys(side, key))
                yield from (n.key for n in (*table.inherits, table.partition_of) if n)
                declared = (d.object for d in self._declared[side].get(key, ()))
                policies = (p for p in (*table.policies, *declared) if isinstance(p, Policy))
                yield from self._tables_of(side, (id for p in policies for id in p.needs))

    def _needed_by(self, section: str, name: str) -> Iterator[str]:
        """The tables that a view, a function ... of this name speaks of."""
        definitions = self.sides.objects[section].get(name, (None, None))
        for side, definition in zip(SIDES, definitions, strict=True):
            yield from self._tables_of(side, getattr(definition, "needs", ()))

    def _tables_of(self, side: Side, ids: Iterable[ObjectId]) -> Iterator[str]:
        keys = self._by_id[side]
        return (keys[id] for id in ids if id in keys)

    def _part(self, side: Side, keys: Collection[str]) -> Catalog:
        tables = self.sides.tables[side]
        found = sorted((tables[key] for key in keys if key in tables), key=lambda t: t.name)
        declared = tuple(d for key in keys for d in self._declared[side].get(key, ()))
        return replace(
            self.sides.catalog(side),
            tables={table.name: table for table in found},
            declared=declared,
            faults=(),
        )

    @cached_property
    def _by_id(self) -> Mapping[Side, Mapping[ObjectId, str]]:
        return {side: {t.id: key for key, t in self.sides.tables[side].items()} for side in SIDES}

    @cached_property
    def _declared(self) -> Mapping[Side, Mapping[str, list[Declared]]]:
        """Table -> what is only declared of it."""
        found: dict[Side, dict[str, list[Declared]]] = {side: defaultdict(list) for side in SIDES}
        for side in SIDES:
            for declared in self.sides.catalog(side).declared:
                found[side][declared.table.key].append(declared)
        return found


def _names(decision: TableDecision | None) -> list[str]:
    if decision is None:
        return []
    names = (decision.into, decision.name, decision.remote_name, decision.local_name)
    return [name for name in names if name]
