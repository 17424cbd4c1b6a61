"""The values of every row of a copy, before any of them comes in.

Columns that foreign keys tie together, before or after the migration, form a class whose rows have
the same values in the same order: row i of the one points at row i of the other, whatever circles
they form. Each table gets three rows, and more where rows of others must not point at the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from mergetui.catalog.model import Catalog, Column, Domain, Enum, Table, Type
from mergetui.catalog.names import Name
from mergetui.merge.model import Merged
from mergetui.migration.columns import counts
from mergetui.proof.becoming import Becoming
from mergetui.proof.fit import Row
from mergetui.proof.keys import ROWS, At, Keys, made_at
from mergetui.proof.meet import lasting, lasting_types, lasting_value, meeting_type
from mergetui.proof.values import uuid, value

NUMBERS = frozenset({"smallint", "integer", "bigint", "numeric"})


class Planned:
    """The rows of one copy of the remote; ``agreed`` are the values of classes of which something
    is asked."""

    def __init__(self, remote: Catalog, merged: Merged, stood_in: Iterable[Name] = ()) -> None:
        """``stood_in``: types whose stand-ins take any text."""
        self.remote = remote
        self.merged = merged
        self.types: dict[str, Type] = {t.name.sql: t for t in remote.types.values()}
        self.new_types: dict[str, Type] = {t.name.sql: t for t in merged.catalog.types.values()}
        for name in stood_in:
            self.types[name.sql] = self.new_types[name.sql] = Domain(name=name, type="text")
        self._lasting = lasting_types(self.types, self.new_types)
        self.keys = Keys(remote, merged)
        self.becoming = Becoming(remote, merged, self.keys)
        self._counting = self._counting_columns()
        self._pointed_at = {*self.keys.points.values()} | {
            (ref, column) for _, _, ref, columns in self.keys.edges for column in columns
        }
        self.agreed: dict[At, list[str]] = {}

    def _counting_columns(self) -> set[At]:
        """The columns that a sequence numbers, before the migration or after it. Their values are
        no extreme ones: what is numbered has room for more."""
        found = set()
        for name, table in self.remote.tables.items():
            found |= {(name, c.name) for c in table.columns if counts(c)}
            for target, origins in self.keys.becoming(name):
                new = self.merged.catalog.tables[target]
                found |= {
                    at
                    for c, at in origins.items()
                    if (becomes := new.column(c)) and counts(becomes)
                }
        return found

    def without_keys(self) -> Catalog:
        """The remote as it must be while rows come in: without foreign keys, triggers, rules and
        what hides rows from the owner."""
        tables = {
            n: replace(t, foreign_keys=(), triggers=(), extras=(), force_rls=False)
            for n, t in self.remote.tables.items()
        }
        others = {k: o for k, o in self.remote.others.items() if o.kind != "trigger"}
        return replace(
            self.remote, tables=MappingProxyType(tables), others=MappingProxyType(others)
        )

    # Values

    def given(self) -> dict[Name, list[Row]]:
        """Rows that tables of the platform must have, since foreign keys point there."""
        rows: dict[Name, dict[int, Row]] = {}
        for at, ref in self.keys.points.items():
            if self.keys.is_given(ref[0]):
                column = self.keys.made.get(at) or self.remote.tables[at[0]].column(at[1])
                for number in self.keys.numbers(ref[0]):
                    row = rows.setdefault(ref[0], {}).setdefault(number, {})
                    if column is not None:
                        row[ref[1]] = self.shared(at, column, number - self.keys.offset(at))
        return {name: list(found.values()) for name, found in rows.items()}

    def shared(self, at: At, column: Column, number: int) -> str | None:
        """The value that all columns of a class have in that row."""
        root = self.keys.roots[at]
        number += self.keys.offset(at)
        if number < len(values := self.agreed.get(root, [])):
            return values[number]
        kinds = self.keys.kinds[root]
        if kinds & {"uuid"}:
            return uuid(number, f"{root[0].sql}.{root[1]}")
        known = self.new_types if at in self.keys.made else self.types
        plain = value(column.type, number, known, nasty=False)
        if kinds & NUMBERS:
            return str(number + 1)
        return plain

    def value_of(
        self, table: Table, column: Column, number: int, *, nasty: bool, meeting: bool = False
    ) -> str | None:
        """``meeting``: what the expression of a decision is made of is such that the new type takes
        it as it is."""
        at = (table.name, column.name)
        if at in self.keys.empty:
            return None
        if at in self.keys.roots:
            return self.shared(at, column, number)
        number += self.keys.shift(table.name)
        nasty = nasty and at not in self._counting
        fate = self.keys.fates.get(at)
        kind = column.type
        if fate is not None and fate.type != kind and not fate.using:
            nasty = False
            if lasting(kind, fate.type, self.types, self.new_types):
                return lasting_value(kind, number, self.types, self.new_types, becomes=fate.type)
            common = meeting_type(kind, fate.type, self.types, self.new_types)
            if common is None:
                return None
            known = {**self.new_types, **self.types} if common == kind else self.new_types
            return value(common, number, known, nasty=False)
        if fate is not None and fate.using:
            nasty = False
            met = meeting and meeting_type(kind, fate.type, self.types, self.new_types)
            if met:
                return value(met, number, {**self.new_types, **self.types}, nasty=False)
        if isinstance(self.types.get(kind.removesuffix("[]")), Enum):
            return lasting_value(kind, number, self.types, self.new_types, nasty=nasty)
        return value(kind, number, self._lasting, nasty=nasty)

    def made_value(self, table: Name, column: Column, number: int) -> str | None:
        """The value of a column that is yet to be added, in the row of that number."""
        at = made_at(table, column.name)
        if at in self.keys.points:
            number %= ROWS
        if at in self.keys.roots:
            return self.shared(at, column, number)
        number += self.keys.shift(table)
        if isinstance(self.types.get(column.type.removesuffix("[]")), Enum):
            # a new value of an enum cannot be used in the transaction that adds it
            return lasting_value(column.type, number, self.types, self.new_types)
        return value(column.type, number, self.new_types, nasty=False)

    def is_key(self, table: Name, column: Column) -> bool:
        """Whether a column that is yet to be added shares its values with others."""
        return made_at(table, column.name) in self.keys.roots

    def barred(self, table: Table) -> str | None:
        """Why the table can have no rows."""
        for column in table.columns:
            if (table.name, column.name) in self.keys.empty and not self.nullable(table, column):
                return f"{column.name} is NOT NULL and points at a table without rows"
        for column in table.columns:
            fate = self.keys.fates.get((table.name, column.name))
            if fate is None or column.generated or self.nullable(table, column):
                continue
            if self.value_of(table, column, 0, nasty=False) is None:
                what = "" if fate.type == column.type else f" that turns into one of {fate.type}"
                return f"{column.name} is NOT NULL, and no value of {column.type} is known{what}"
        for at, made in self.keys.made.items():
            if at[0] != table.name:
                continue
            if at in self.keys.empty:
                what = f"points at {self.keys.empty[at].key}, which is new and has no rows"
                return f"{made.name} is new and NOT NULL and {what}"
            if self._inserted_without(table, made):
                return f"{made.name} is new in the primary key, and nothing gives it a value"
            if self.made_value(table.name, made, 0) is None:
                return f"{made.name} is new and NOT NULL, and no value of {made.type} is known"
        return None

    def _inserted_without(self, table: Table, made: Column) -> bool:
        """Whether rows are inserted into a table made anew, whose key has a new column at once."""
        into = self.keys.target(table.name)
        new = self.merged.catalog.tables[into] if into else None
        return (
            new is not None
            and new.partition_key != table.partition_key
            and any(k.primary and made.name in k.columns for k in new.keys)
        )

    # Rows

    def rows(self, table: Table, *, nasty: bool, meeting: bool = False) -> list[Row]:
        """The rows of a table. A nullable column is null in its last row, unless it is a key or
        others point at it."""
        those = (table.name, *self.keys.above(table.name))
        keyed = {c for k in table.keys for c in k.columns}
        keyed |= {c.name for c in table.columns for n in those if (n, c.name) in self._pointed_at}
        rows: list[Row] = []
        for number in self.keys.numbers(table.name):
            row: Row = {}
            for column in table.columns:
                if column.generated:
                    continue
                found = self.value_of(table, column, number, nasty=nasty, meeting=meeting)
                last = number == ROWS - 1 and column.name not in keyed
                if last and self.nullable(table, column) and not self.in_full_key(table, column):
                    found = None
                row[column.name] = found
            rows.append(row)
        return rows

    def nullable(self, table: Table, column: Column) -> bool:
        """Whether the column may be null, before the migration and after it."""
        fate = self.keys.fates.get((table.name, column.name))
        kind = self.types.get(column.type)
        held = isinstance(kind, Domain) and kind.not_null
        filled = fate and fate.filled and (table.name, column.name) not in self.keys.roots
        bound = fate and fate.not_null and not filled
        return not column.not_null and not bound and not held

    def in_full_key(self, table: Table, column: Column) -> bool:
        """MATCH FULL wants all columns or none."""
        return any(k.match_full and column.name in k.columns for k in table.foreign_keys)
