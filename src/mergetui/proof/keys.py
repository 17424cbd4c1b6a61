"""The columns that foreign keys tie together, before the migration or after it.

Such columns form a class whose rows have the same values in the same order: row i of the one points
at row i of the other, whatever circles they form. The invariant: rows seeded by it keep every
foreign key of either schema that rows can keep.
"""

from __future__ import annotations

from dataclasses import dataclass

from mergetui.catalog.model import Catalog, Column, Table
from mergetui.catalog.names import Name
from mergetui.merge.model import Merged
from mergetui.proof.values import split

ROWS = 3  # of each table

At = tuple[Name, str]  # a column of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What the migration makes of an old column, as far as seeding must know."""

    type: str
    not_null: bool
    using: bool
    filled: str | None = None  # what rows without a value get when the column turns NOT NULL


def instead_of_null(old: Column, new: Column, using: str | None) -> str | None:
    """The expression whose value rows without one have afterwards, where a column turns NOT NULL
    and it can be asked beforehand: one that a decision gives, or a default that is a constant."""
    if old.not_null or not new.not_null or old.type != new.type or old.generated or new.generated:
        return None
    default = new.default if new.default is not None and "(" not in new.default else None
    return using or default


def made_at(table: Name, column: str) -> At:
    """Where a column that is yet to be added is found: no name of PostgreSQL's holds a NUL."""
    return table, f"\0{column}"


class Keys:
    """``roots`` names the class of a column, ``points`` what it refers to, ``kinds`` the types of
    a class, ``edges`` the foreign keys between columns of the remote, ``empty`` the columns
    that only null can be in, with the new table that they will point at, and ``made`` the columns
    that the merged schema adds and binds to NOT NULL, whose values the proof has to make up; as
    columns of a remote table they go by ``made_at``."""

    def __init__(self, remote: Catalog, merged: Merged) -> None:
        self.remote = remote
        self.merged = merged
        self.points: dict[At, At] = {}
        self.fates: dict[At, Fate] = {}
        self.empty: dict[At, Name] = {}
        self.made: dict[At, Column] = {}
        self.edges: list[tuple[Name, tuple[str, ...], Name, tuple[str, ...]]] = []
        self._moved = {m.source: i + 1 for i, m in enumerate(merged.transition.moves)}
        self._parent: dict[At, At] = {}
        self._classes()
        self.roots = {at: self._find(at) for at in self._parent}
        self.kinds = self._kinds_by_class()

    def shift(self, name: Name) -> int:
        """Rows that are moved into another table have keys of their own, those in the partitions of
        the table among them."""
        return max(self._moved.get(n, 0) for n in (name, *self._above(name))) * ROWS

    def _find(self, at: At) -> At:
        while self._parent.get(at, at) != at:
            at = self._parent[at]
        return at

    def _join(self, a: At, b: At) -> None:
        first, second = sorted((self._find(a), self._find(b)))
        self._parent.setdefault(first, first)
        self._parent[second] = first

    def _classes(self) -> None:
        transition = self.merged.transition
        filled = {m.target for m in transition.moves}
        back: dict[Name, dict[str, At]] = {}
        for name, table in self.remote.tables.items():
            new_name = self.target(name)
            new = self.merged.catalog.tables.get(new_name)
            for column in table.columns:
                renamed = transition.columns.get(new_name, {}).get(column.name, column.name)
                found = new.column(renamed) if new else None
                if found is not None:
                    back.setdefault(new_name, {})[renamed] = (name, column.name)
                    using = (new_name, renamed) in transition.using
                    self.fates[name, column.name] = Fate(
                        type=found.type,
                        not_null=found.not_null,
                        using=using,
                        filled=instead_of_null(
                            column, found, transition.using.get((new_name, renamed))
                        ),
                    )
            moved = any(m.source == name for m in transition.moves)
            for added in new.columns if new and not moved else ():
                there = back.setdefault(new_name, {})
                if added.name not in there and new and self._lacks(new, added):
                    at = there[added.name] = made_at(name, added.name)
                    self.made[at] = added
                    self.fates[at] = Fate(type=added.type, not_null=True, using=False)
        for table in self.remote.tables.values():
            for key in table.foreign_keys:
                self.edges.append((table.name, key.columns, key.references, key.ref_columns))
                for column_name, ref in zip(key.columns, key.ref_columns, strict=True):
                    self._join((table.name, column_name), (key.references, ref))
                    self.points.setdefault((table.name, column_name), (key.references, ref))
        for table in self.merged.catalog.tables.values():
            for key in table.foreign_keys:
                ends = [back.get(table.name, {}).get(c) for c in key.columns]
                refs = [back.get(key.references, {}).get(c) for c in key.ref_columns]
                self._add_edge([e for e in ends if e], [r for r in refs if r], len(key.columns))
                for column_name, ref in zip(key.columns, key.ref_columns, strict=True):
                    a = back.get(table.name, {}).get(column_name)
                    b = back.get(key.references, {}).get(ref, (key.references, ref))
                    if a is None:
                        continue
                    if b[0] in self.remote.tables or self.is_given(b[0]):
                        self._join(a, b)
                        self.points.setdefault(a, b)
                    elif b[0] not in filled:
                        self.empty.setdefault(a, b[0])

        for name in sorted(self.remote.tables, key=lambda n: (len(self._above(n)), n)):
            self._as_parent(name)

    def _above(self, name: Name) -> tuple[Name, ...]:
        """The table that a partition is a part of, and what that one is a part of."""
        table = self.remote.tables.get(name)
        parent = table.partition_of if table else None
        return (parent, *self._above(parent)) if parent else ()

    def _as_parent(self, name: Name) -> None:
        """The columns of a partition are those of its table: its rows keep the same keys, and the
        values that no partition but another takes are there once."""
        table = self.remote.tables[name]
        above = table.partition_of
        if above is None:
            return
        for column in table.columns:
            here, there = (name, column.name), (above, column.name)
            if there in self._parent:
                self._join(here, there)
            if there in self.points:
                self.points.setdefault(here, self.points[there])
        for owner, columns, references, ref_columns in list(self.edges):
            if owner == above:
                self.edges.append((name, columns, references, ref_columns))

    def _add_edge(self, ends: list[At], refs: list[At], number: int) -> None:
        """A foreign key of the merged schema between columns that are there before it."""
        if self.made.keys() & {*ends, *refs}:
            return
        if len(ends) == len(refs) == number and len({a[0] for a in (*ends,)}) == 1:
            columns, ref_columns = tuple(a[1] for a in ends), tuple(a[1] for a in refs)
            self.edges.append((ends[0][0], columns, refs[0][0], ref_columns))

    def _lacks(self, table: Table, column: Column) -> bool:
        """Whether nothing but an UPDATE of somebody's can give the rows a value. A child's column
        is bound with its parent's."""
        given = column.default is not None or column.identity or column.generated
        above = (*((table.partition_of,) if table.partition_of else ()), *table.inherits)
        parents = [self.merged.catalog.tables.get(p) for p in above]
        return (
            column.not_null
            and not given
            and (table.name, column.name) not in self.merged.transition.using
            and not any(p and p.column(column.name) for p in parents)
        )

    def target(self, name: Name) -> Name:
        """The name that a remote table has afterwards, where it is kept."""
        transition = self.merged.transition
        kept = {m.source: m.kept_as for m in transition.moves if m.kept_as}
        return transition.tables.get(name) or kept.get(name) or name

    def is_given(self, name: Name) -> bool:
        """Whether a table is the platform's, there before any migration."""
        return name not in self.merged.catalog.tables and name not in self.remote.tables

    def offset(self, at: At) -> int:
        """How far the values of a column are shifted: with the table that it points at."""
        seen = set()
        while at in self.points and at not in seen:
            seen.add(at)
            at = self.points[at]
        return self.shift(at[0])

    def _kinds_by_class(self) -> dict[At, set[str]]:
        """The types, without modifiers, that the columns of each class have before or after."""
        kinds: dict[At, set[str]] = {}
        for at, root in self.roots.items():
            found = kinds.setdefault(root, set())
            table = self.remote.tables.get(at[0])
            column = table.column(at[1]) if table else None
            if column is not None:
                found.add(split(column.type)[0])
            if at in self.fates:
                found.add(split(self.fates[at].type)[0])
        return kinds
