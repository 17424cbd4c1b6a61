"""The columns that foreign keys tie together, before the migration or after it.

Such columns form a class whose rows have the same values in the same order: row i of the one points
at row i of the other, whatever circles they form. The invariant: rows seeded by it keep every
foreign key of either schema that rows can keep.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mergetui.catalog.model import Catalog, Column, ForeignKey, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.model import Merged, RowMove
from mergetui.proof.fit import names
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


def kept_as(remote: Catalog, merged: Merged, name: Name) -> Name | None:
    """The name that a remote table has after the migration, be it set aside; None where it goes,
    also where another one takes its name."""
    transition = merged.transition
    for move in transition.moves:
        if move.source == name:
            return move.kept_as
    if name in transition.tables:
        return transition.tables[name]
    taken = name in {new for old, new in transition.tables.items() if old in remote.tables}
    goes = taken or name in transition.discarded or name not in merged.catalog.tables
    return None if goes else name


def unique_of(table: Table) -> list[tuple[str, ...]]:
    """The columns that no two rows of a table share, whatever else is in them."""
    found = [k.columns for k in table.keys if not k.without_overlaps]
    found += [
        i.columns
        for i in table.indexes
        if i.unique and "" not in i.columns and " WHERE " not in i.body
    ]
    return found


def using_of(remote: Catalog, merged: Merged, name: Name, new: Name, column: str) -> str | None:
    """What a decision makes the column of rows of the remote's table ``name`` of, which is ``new``
    afterwards: its own, or one about a table that it inherits from and goes on to."""
    using = merged.transition.using.get((new, column))
    table, after = remote.tables[name], merged.catalog.tables[new]
    for parent in (*((table.partition_of,) if table.partition_of else ()), *table.inherits):
        above = kept_as(remote, merged, parent)
        if using is None and above and above in (after.partition_of, *after.inherits):
            using = using_of(remote, merged, parent, above, column)
    return using


def bound_first(
    remote: Catalog, merged: Merged, table: Table, new: Table, old: Column, became: Column
) -> tuple[Column, Column, str | None]:
    """The column with which one of ``table`` turns NOT NULL, before and after, and what a decision
    makes it of: that of a table it inherits from, whose rows its own are among, or itself."""
    using = using_of(remote, merged, table.name, new.name, became.name)
    for parent in (*((table.partition_of,) if table.partition_of else ()), *table.inherits):
        above = kept_as(remote, merged, parent)
        if above is None or above not in (new.partition_of, *new.inherits):
            continue
        was, becomes = remote.tables[parent], merged.catalog.tables[above]
        there, then = was.column(old.name), becomes.column(became.name)
        if there and then and then.binds_below and not there.not_null:
            return bound_first(remote, merged, was, becomes, there, then)
    return old, became, using


def made_at(table: Name, column: str) -> At:
    """Where a column that is yet to be added is found: no name of PostgreSQL's holds a NUL."""
    return table, f"\0{column}"


class Keys:
    """``roots`` names the class of a column, ``points`` what it refers to, ``kinds`` the types of
    a class, ``apart`` how far the values of columns are shifted that point at rows which only
    they point at, ``edges`` the foreign keys between columns of the remote, ``empty`` the columns
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
        into = Counter[Name]()  # of those that go to one table no two have the same values
        self._moved: dict[Name, int] = {}
        for move in merged.transition.moves:
            into[move.target] += 1
            self._moved[move.source] = into[move.target]
        self._as_those_that_stay()
        self._parent: dict[At, At] = {}
        self._classes()
        self.roots = {at: self._find(at) for at in self._parent}
        self.apart: dict[At, int] = {}
        self._more: dict[Name, set[int]] = defaultdict(set)
        self._set_apart()
        self.kinds = self._kinds_by_class()

    def shift(self, name: Name) -> int:
        """Rows that are moved into another table have keys of their own, those in the partitions of
        the table among them."""
        return max(self._moved.get(n, 0) for n in (name, *self.above(name))) * ROWS

    def _as_those_that_stay(self) -> None:
        """Rows that are given up for those of another table have the keys of these: what points at
        them must find these."""
        targets = self.merged.targets
        staying: dict[Name, int] = {}
        for name in self.remote.tables:
            if name not in self.merged.transition.discarded:
                into = targets.get(f"remote:{name.key}")
                if into is not None:
                    shift = self._moved.get(name, 0)
                    staying[into] = min(shift, staying.get(into, shift))
        for name in self.merged.transition.discarded:
            into = targets.get(f"remote:{name.key}")
            if into in staying:
                self._moved[name] = staying[into]

    def _find(self, at: At) -> At:
        while self._parent.get(at, at) != at:
            at = self._parent[at]
        return at

    def _join(self, a: At, b: At) -> None:
        first, second = sorted((self._find(a), self._find(b)))
        self._parent.setdefault(first, first)
        self._parent[second] = first

    def _classes(self) -> None:
        self._arriving = arriving = self._find_arriving()
        for table in self.remote.tables.values():
            for key in table.foreign_keys:
                self.edges.append((table.name, key.columns, key.references, key.ref_columns))
                for column_name, ref in zip(key.columns, key.ref_columns, strict=True):
                    self._join((table.name, column_name), (key.references, ref))
                    self.points.setdefault((table.name, column_name), (key.references, ref))
        for table in self.merged.catalog.tables.values():
            for key in table.foreign_keys:
                there = arriving.get(key.references, [])
                for here in arriving.get(table.name, ()):
                    self._tie(key, here, there)
        for name in sorted(self.remote.tables, key=lambda n: (len(self.above(n)), n)):
            self._as_parent(name)

    def _find_arriving(self) -> dict[Name, list[dict[str, At]]]:
        """By each table of the merged schema where the values of its columns come from: of the
        table that becomes it, then of those whose rows are inserted."""
        transition = self.merged.transition
        found: dict[Name, list[dict[str, At]]] = {}
        for name, table in self.remote.tables.items():
            new_name = self.target(name)
            new = self.merged.catalog.tables.get(new_name) if new_name else None
            if new is None:
                continue
            there: dict[str, At] = {}
            renames = transition.columns.get(new.name, {})
            for column in table.columns:
                becomes = new.column(renames.get(column.name, column.name))
                if becomes is not None:
                    there[becomes.name] = (name, column.name)
                    using = self.using(name, new.name, becomes.name)
                    self.fates[name, column.name] = Fate(
                        type=becomes.type,
                        not_null=becomes.not_null,
                        using=using is not None,
                        filled=instead_of_null(column, becomes, using),
                    )
            moved = any(m.source == name for m in transition.moves)
            for added in () if moved else new.columns:
                if added.name not in there and self._lacks(name, new, added):
                    at = there[added.name] = made_at(name, added.name)
                    self.made[at] = added
                    self.fates[at] = Fate(type=added.type, not_null=True, using=False)
            if new.partition_key is None or not self._gives_up_parts(name):
                found.setdefault(new.name, []).append(there)
        for move in transition.moves:
            found.setdefault(move.target, []).append(self._inserted(move))
        for new_name in sorted(found):
            self._become_parts(new_name, found)
        return found

    def _become_parts(self, name: Name, found: dict[Name, list[dict[str, At]]]) -> None:
        """Rows of tables that become partitions are rows of the table that these are of."""
        above = self.merged.catalog.tables[name].partition_of
        alone = [
            each
            for each in found[name]
            if all(
                at[0] in self.remote.tables and self.remote.tables[at[0]].partition_of is None
                for at in each.values()
            )
        ]
        while above is not None and alone:
            found.setdefault(above, []).extend(alone)
            above = self.merged.catalog.tables[above].partition_of

    def _gives_up_parts(self, name: Name) -> bool:
        """Whether decisions give up all partitions of a table, which then has no rows if it is
        partitioned still: one that is made anew without partitions takes them all."""
        if self.remote.tables[name].partition_key is None:
            return False
        parts = [n for n, t in self.remote.tables.items() if t.partition_of == name]
        lost = self.merged.transition.discarded
        return bool(parts) and all(n in lost or self._gives_up_parts(n) for n in parts)

    def _inserted(self, move: RowMove) -> dict[str, At]:
        """Where the values of inserted rows come from, as far as one column says it; what they are
        to be is their fate."""
        source, new = self.remote.tables[move.source], self.merged.catalog.tables[move.target]
        there: dict[str, At] = {}
        for name, sql in move.columns:
            becomes = new.column(name)
            said = [c for c in source.columns if names(sql, c.name)]
            if becomes is None or becomes.generated or len(said) != 1:
                continue
            at = there[name] = (source.name, said[0].name)
            cast = sql.removeprefix(quote_ident(said[0].name))
            self.fates[at] = Fate(
                type=becomes.type,
                not_null=becomes.not_null,
                using=cast != "" and not cast.startswith("::"),
            )
        return there

    def _tie(self, key: ForeignKey, here: dict[str, At], there: list[dict[str, At]]) -> None:
        """Rows from one table keep a foreign key of the merged schema, whose other end has rows
        from those that are ``there``."""
        for column, ref in zip(key.columns, key.ref_columns, strict=True):
            at = here.get(column)
            if at is None:
                continue
            ends = [each[ref] for each in there if ref in each]
            if self.is_given(key.references):
                ends = [(key.references, ref)]
            for end in ends:
                self._join(at, end)
                self.points.setdefault(at, end)
            if not ends:
                self.empty.setdefault(at, key.references)
        for each in there[:1]:
            if here.keys() >= {*key.columns} and each.keys() >= {*key.ref_columns}:
                pairs = [
                    (here[c], each[r]) for c, r in zip(key.columns, key.ref_columns, strict=True)
                ]
                if all(self.points[end] == ref for end, ref in pairs):
                    self._add_edge([end for end, _ in pairs], [ref for _, ref in pairs])

    def above(self, name: Name) -> tuple[Name, ...]:
        """The table that a partition is a part of, and what that one is a part of."""
        table = self.remote.tables.get(name)
        parent = table.partition_of if table else None
        return (parent, *self.above(parent)) if parent else ()

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
            if there in self.empty:
                self.empty.setdefault(here, self.empty[there])
            if there in self.fates and (above in self._moved or here not in self.fates):
                self.fates[here] = self.fates[there]
        for owner, columns, references, ref_columns in list(self.edges):
            if owner == above:
                self.edges.append((name, columns, references, ref_columns))

    def _add_edge(self, ends: list[At], refs: list[At]) -> None:
        """A foreign key of the merged schema between columns that are there before it."""
        if not self.made.keys() & {*ends, *refs}:
            columns, ref_columns = tuple(a[1] for a in ends), tuple(a[1] for a in refs)
            self.edges.append((ends[0][0], columns, refs[0][0], ref_columns))

    def using(self, name: Name, target: Name, column: str) -> str | None:
        return using_of(self.remote, self.merged, name, target, column)

    def _lacks(self, source: Name, table: Table, column: Column) -> bool:
        """Whether nothing but an UPDATE of somebody's can give the rows a value. A child's column
        is bound with its parent's."""
        given = column.default is not None or column.identity or column.generated
        above = (*((table.partition_of,) if table.partition_of else ()), *table.inherits)
        parents = [self.merged.catalog.tables.get(p) for p in above]
        return (
            column.not_null
            and not given
            and not using_of(self.remote, self.merged, source, table.name, column.name)
            and not any(p and p.column(column.name) for p in parents)
        )

    def target(self, name: Name) -> Name | None:
        """The name that a remote table has afterwards; None where it goes."""
        return kept_as(self.remote, self.merged, name)

    def becoming(self, name: Name) -> Iterator[tuple[Name, dict[str, At]]]:
        """The tables of the merged schema that rows of a remote table go to, each with where the
        values of its columns come from."""
        for target, origins in self._arriving.items():
            for each in origins:
                if any(at[0] == name for at in each.values()):
                    yield target, each

    def is_given(self, name: Name) -> bool:
        """Whether a table is the platform's, there before any migration."""
        return name not in self.merged.catalog.tables and name not in self.remote.tables

    def numbers(self, name: Name) -> list[int]:
        """The rows of a table: some, and those that rows which are moved point at."""
        return [*range(ROWS), *sorted(self._more.get(name, ()))]

    def _set_apart(self) -> None:
        """Rows that go to those of another table, with a key of theirs that points at rows which
        those point at as well, must point at others."""
        for move in self.merged.transition.moves:
            arriving = self._arriving[move.target]
            there = self._inserted(move)
            for columns in unique_of(self.merged.catalog.tables[move.target]):
                ends = [there.get(column) for column in columns]
                mine = [self.shifted(at) for at in ends if at is not None]
                others = [
                    [self.shifted(each[c]) for c in columns if c in each]
                    for each in arriving
                    if each != there
                ]
                pointing = [at for at in ends if at is not None and self._can_be_apart(at)]
                if None not in ends and mine in others and pointing:
                    self._point_elsewhere(pointing[0])

    def _point_elsewhere(self, at: At) -> None:
        """Have rows to point at that no others point at, with all columns of a foreign key."""
        first = (len(self._moved) + len(self.apart) + 1) * ROWS
        keys = [columns for name, columns, *_ in self.edges if name == at[0] and at[1] in columns]
        together = {at, *((at[0], c) for columns in keys for c in columns)}
        self.apart |= dict.fromkeys(sorted(c for c in together if c in self.points), first)
        for column in sorted(together & self.apart.keys()):
            self._have(self.points[column], [first + n for n in range(ROWS)])

    def _have(self, at: At, values: list[int]) -> None:
        """Have rows with these values of a column, and what they point at in turn."""
        new = [n for v in values if (n := v - self.offset(at)) not in self.numbers(at[0])]
        self._more[at[0]].update(new)
        for own, end in [*self.points.items()] if new else ():
            if own[0] == at[0] and own not in self.apart:
                self._have(end, [n + self.offset(own) for n in new])

    def _can_be_apart(self, at: At) -> bool:
        if at not in self.points or at in self.apart:
            return False
        table = self.remote.tables.get(self.points[at][0])
        return table is None or table.partition_key is None

    def shifted(self, at: At) -> int:
        """How far the values of a column are shifted, be it tied to others or not."""
        return self.offset(at) if at in self._parent else self.shift(at[0])

    def offset(self, at: At) -> int:
        """How far the values of a column are shifted: with the table that it points at, or in a
        circle with the one of them that is shifted most."""
        way: list[At] = []
        while at in self.points and at not in way:
            if at in self.apart:
                return self.apart[at]
            way.append(at)
            at = self.points[at]
        circle = way[way.index(at) :] if at in way else [at]
        return max(self.shift(name) for name, _ in circle)

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
