"""What the merged schema asks of the remote's rows, and what it computes of them.

Rows are seeded so that they hold it: a migration that fails on them fails for its own sake, and not
for a number so large that nobody can double it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mergetui.catalog.model import Catalog, Column, Domain, ObjectId, Table, Type, View
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.model import Merged
from mergetui.merge.types import is_constant
from mergetui.migration.unique import of_exclusion
from mergetui.proof.fit import names
from mergetui.proof.keys import At, Keys, unique_of
from mergetui.proof.places import Places

if TYPE_CHECKING:
    import asyncpg

_VALUE = re.compile(r"\bVALUE\b")  # what the check of a domain calls it


class Broken(Exception):
    """Rows that the old table takes and the merged one would not."""


class Becoming:
    """``shown`` are the remote's tables whose rows materialized views compute with, before the
    migration or after it: whatever they hold, the view must be able to."""

    def __init__(self, remote: Catalog, merged: Merged, keys: Keys) -> None:
        self._remote, self._merged = remote, merged.catalog
        self._transition = merged.transition
        self._places = Places(merged.catalog.tables)
        self._keys = keys
        self._bounds: dict[Name, list[str]] = {}  # by the remote's tables
        self._hashed: dict[Name, list[tuple[Table, Table, dict[str, str]]]] = {}
        # (the partitioned table, the partition, how the columns are called) of the remote's tables
        self._old_types: dict[str, Type] = {t.name.sql: t for t in remote.types.values()}
        self._new_types: dict[str, Type] = {t.name.sql: t for t in self._merged.types.values()}
        before, after = _materialized(remote), _materialized(merged.catalog)
        self.shown = {
            name
            for name, table in remote.tables.items()
            if table.id in before
            or any(f"table {target.sql}" in after for target, _ in keys.becoming(name))
        }

    def checks(self, table: Table) -> list[str]:
        """What only the tables ask for which the rows go to, of columns that keep their type, over
        the columns as they are called now."""
        own = {*asked_of(table), *asked_by_domains(table.columns, self._old_types)}
        found = [
            said
            for new, renames in self._targets(table, whole=True)
            for asked in (*asked_of(new), *self._inherited(new))
            if (said := _over(asked, new, renames))
        ]
        return [c for c in dict.fromkeys([*found, *self._by_domains(table)]) if c not in own]

    def _inherited(self, new: Table) -> Iterator[str]:
        """The checks that a table of the merged schema has from those that it inherits from."""
        for parent in (self._merged.tables[p] for p in new.inherits if p in self._merged.tables):
            yield from (c.expression for c in parent.checks if not c.no_inherit)
            yield from self._inherited(parent)

    def _by_domains(self, table: Table) -> Iterator[str]:
        """What the domains ask for that the columns are of afterwards, of those that a cast alone
        leads there; also of columns that go, which are there still when the domain changes."""
        yield from asked_by_domains(table.columns, self._new_types)
        for own, target, origins in self._going(table):
            becomes = self._merged.tables[target]
            for name, at in origins.items():
                was, new = table.column(at[1]), becomes.column(name)
                fate = self._keys.fates.get(at)
                if was and new and at[0] == own and not (fate and fate.using):
                    called = replace(new, name=was.name)
                    yield from asked_by_domains([called], self._new_types, was.type)

    def _computed(self, table: Table) -> list[str]:
        """The expressions of generated columns that only these tables have, likewise."""
        own = {c.default for c in table.columns if c.generated == "stored"}
        return list(
            dict.fromkeys(
                said
                for new, renames in self._targets(table, whole=True)
                for column in new.columns
                if column.generated and column.default
                if (said := _over(column.default, new, renames)) and said not in own
            )
        )

    def _targets(
        self, table: Table, *, whole: bool = False
    ) -> Iterator[tuple[Table, dict[str, str]]]:
        """Each table that the rows go to, and what its columns are called now that keep their
        type; with the ``whole`` that these are partitions of."""
        for own, target, origins in self._going(table, whole=whole):
            new = self._merged.tables[target]
            renames = {
                column.name: was.name
                for column in new.columns
                if (at := origins.get(column.name)) is not None
                and at[0] == own
                and (was := table.column(at[1])) is not None
                and was.type == column.type
            }
            yield new, renames

    def _going(
        self, table: Table, *, whole: bool = False
    ) -> Iterator[tuple[Name, Name, dict[str, At]]]:
        """Where rows of a table go: those of a partition also with what it is a part of, where the
        rows of that are inserted elsewhere, or it goes and that one is made anew; of the ``whole``
        also where it stays a part."""
        inserted = {m.source for m in self._transition.moves}
        own: Name | None = table.name
        while own is not None:
            for target, origins in self._keys.becoming(own):
                yield own, target, origins
            becomes, above = self._keys.target(own), self._remote.tables[own].partition_of
            stays = whole and becomes and self._merged.tables[becomes].partition_of
            anew = above and becomes is None and self._made_anew(above)
            own = above if above in inserted or anew or stays else None

    def _made_anew(self, name: Name) -> bool:
        becomes = self._keys.target(name)
        was = self._remote.tables[name].partition_key
        return becomes is not None and self._merged.tables[becomes].partition_key != was

    async def places(self, connection: asyncpg.Connection[Any], table: Table) -> list[str]:
        """What the partitions ask of rows that go into them, over the columns as they are called
        now; nothing where that cannot be asked."""
        import asyncpg  # noqa: PLC0415

        found = [*await self._bound(connection, table)]
        for new, renames in self._targets(table):
            if new.partition_key is None or not self._places.bounded(new):
                continue
            with suppress(asyncpg.PostgresError):
                async with connection.transaction():
                    said = _over(await self._places.bounds(connection, new), new, renames)
                    found += [said] if said else []
        return found

    async def _bound(self, connection: asyncpg.Connection[Any], table: Table) -> list[str]:
        """What a row must hold so that its table can be attached with the bounds that it gets."""
        import asyncpg  # noqa: PLC0415

        if table.name in self._bounds:
            return self._bounds[table.name]
        found = self._bounds[table.name] = []
        for new, renames in self._targets(table):
            parent = self._merged.tables.get(new.partition_of) if new.partition_of else None
            was = table.partition_of and self._transition.tables.get(
                table.partition_of, table.partition_of
            )
            if parent is None or (new.bound, new.partition_of) == (table.bound, was):
                continue
            with suppress(asyncpg.PostgresError):
                async with connection.transaction():
                    text = await self._places.own_bounds(connection, parent, new)
                    if "satisfies_hash_partition(" in text:  # which speaks of the table
                        self._hashed.setdefault(table.name, []).append((parent, new, renames))
                        continue
                    said = _over(text, new, renames) if text else None
                    found += [said] if said else []
        return found

    async def _find_places(self, connection: asyncpg.Connection[Any], table: Table) -> None:
        """Raises asyncpg.PostgresError where a row goes into a partitioned table that has no
        partition for it."""
        moves = {(m.source, m.target): dict(m.columns) for m in self._transition.moves}
        for own, target, origins in self._going(table):
            new = self._merged.tables[target]
            if new.partition_key is not None and self._places.bounded(new):
                plain = {
                    c: self._keys.using(own, target, c) or quote_ident(at[1])
                    for c, at in origins.items()
                    if at[0] == own and at not in self._keys.made
                }
                values = moves.get((own, target), plain)
                await self._places.try_rows(connection, new, values, table.name.sql)

    def _unique(self, table: Table) -> Iterator[tuple[Name, str, list[str]]]:
        """The unique keys of the tables that the rows go to, each with the rows that it is asked of
        and the values that they are to be unique in, as expressions over the columns as they are
        called now. What is new and the
        same in all rows is no such value; a key with one that nobody knows is left out."""
        moves = {(m.source, m.target): dict(m.columns) for m in self._transition.moves}
        for own, target, origins in self._going(table):
            new, moved = self._merged.tables[target], moves.get((own, target), {})
            for columns in unique_of(new):
                values = [self._value(new, c, own, origins, moved) for c in columns]
                if None not in values:
                    yield own, ", ".join(columns), [v for v in values if v]
            for excluded in (of_exclusion(new, e) for e in new.exclusions):
                if any(operator != "=" for _, operator in excluded.elements):
                    continue
                held = {
                    c.name: self._value(new, c.name, own, origins, moved) for c in excluded.columns
                }
                values = [_made_of(said, held) for said, _ in excluded.elements]
                if None not in values:
                    yield own, excluded.shown, [v for v in values if v]

    def _value(
        self,
        new: Table,
        name: str,
        own: Name,
        origins: Mapping[str, At],
        moved: Mapping[str, str],
    ) -> str | None:
        """What a column of a row is to be: an expression, "" where it is the same in all rows, None
        where that is not known."""
        column, at = new.column(name), origins.get(name)
        if column is None or column.generated:
            return None
        if name in moved:
            return f"({moved[name]})::{column.type}"
        if at is not None and at[0] == own:
            was = self._remote.tables[own].column(at[1])
            using = self._keys.using(own, new.name, name)
            if was is None or using:
                return None
            old = quote_ident(was.name)
            return old if was.type == column.type else f"{old}::{column.type}"
        same = column.default and is_constant(column.default) and not column.identity
        return "" if same else None

    async def _repeated(self, connection: asyncpg.Connection[Any], table: Table) -> str | None:
        """Which columns, if any, are unique afterwards and have the same values in two rows."""
        import asyncpg  # noqa: PLC0415

        for own, columns, values in self._unique(table):
            known = " AND ".join(f"({v}) IS NOT NULL" for v in values) or "true"
            by = f" GROUP BY {', '.join(f'({v})' for v in values)}" if values else ""
            # rows of those that inherit have no part in its keys, those of partitions have
            only = "" if self._remote.tables[own].partition_key is not None else "ONLY "
            asked = f"SELECT FROM {only}{own.sql} WHERE {known}{by} HAVING count(*) > 1"
            with suppress(asyncpg.PostgresError):  # of types that are yet to be made
                async with connection.transaction():
                    if await connection.fetchval(f"SELECT EXISTS ({asked})"):
                        return columns
        return None

    async def _convert(self, connection: asyncpg.Connection[Any], table: Table) -> None:
        """Raises Broken where an expression that a decision gives takes the rows as no type that
        is there by now refuses them."""
        import asyncpg  # noqa: PLC0415

        for own, target, origins in self._going(table):
            new = self._merged.tables[target]
            renames = {c: at[1] for c, at in origins.items() if at[0] == own}
            for name in renames:
                using = self._keys.using(own, target, name)
                said = _over(using, new, renames) if using else None
                if said is None:
                    continue
                try:
                    async with connection.transaction():
                        await connection.execute(f"SELECT ({said}) FROM {table.name.sql}")
                except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
                    raise Broken(str(error).splitlines()[0]) from error
                except asyncpg.PostgresError:
                    continue  # of a type or a function that is yet to be made

    async def hold(self, connection: asyncpg.Connection[Any], table: Table) -> None:
        """Whether the rows also hold what only the merged schema asks of them, and what it computes
        of them can be. Raises Broken, and asyncpg.PostgresError where it cannot."""
        if repeated := await self._repeated(connection, table):
            raise Broken(f"{repeated} is unique afterwards, and the same in two rows")
        await self._find_places(connection, table)
        for expression in self._computed(table):
            await connection.execute(f"SELECT ({expression}) FROM {table.name.sql}")
        await self._convert(connection, table)
        bound = await self._bound(connection, table)
        for parent, part, renames in self._hashed.get(table.name, ()):
            values = {new: quote_ident(old) for new, old in renames.items()}
            at = table.name.sql
            await self._places.try_own_rows(connection, parent, part, values, at)
        for check in (*self.checks(table), *bound):
            if await self._refuses(connection, table, check):
                raise Broken(f"the merged schema asks for {check}")

    async def _refuses(self, connection: asyncpg.Connection[Any], table: Table, check: str) -> bool:
        import asyncpg  # noqa: PLC0415

        asked = f"SELECT EXISTS (SELECT FROM {table.name.sql} WHERE NOT ({check}))"
        with suppress(asyncpg.UndefinedFunctionError):  # which the migration makes
            async with connection.transaction():
                return bool(await connection.fetchval(asked))
        return False


def asked_by_domains(
    columns: Iterable[Column], types: Mapping[str, Type], old: str | None = None
) -> Iterator[str]:
    """What the domains ask for that columns are of, over the columns by their names, whose values
    are of the type ``old`` still."""
    for column in columns:
        kind = types.get(column.type)
        while isinstance(kind, Domain):
            value = quote_ident(column.name)
            if old not in (None, column.type, kind.type):
                value = f"({value}::{kind.type})"
            for check in kind.checks:
                yield _VALUE.sub(lambda _: value, check.expression)  # noqa: B023
            kind = types.get(kind.type)


def asked_of(table: Table) -> list[str]:
    """What rows of a table must hold: its checks, and that there are values where it computes
    some that must be."""
    computed = [c for c in table.columns if c.generated and c.not_null]
    return [
        *(c.expression for c in table.checks),
        *(f"({c.default}) IS NOT NULL" for c in computed),
    ]


def _made_of(expression: str, values: Mapping[str, str | None]) -> str | None:
    """What an expression over columns is of values of theirs, as ``Becoming._value`` has them."""
    named = {quote_ident(c): v for c, v in values.items() if names(expression, c)}
    if None in named.values():
        return None
    if not any(named.values()):
        return ""
    if not all(named.values()):
        return None
    return _replaced(expression, {column: f"({value})" for column, value in named.items()})


def _over(expression: str, table: Table, renames: Mapping[str, str]) -> str | None:
    """An expression over a table's columns in their other names; None where it speaks of one that
    has none."""
    named = [c.name for c in table.columns if names(expression, c.name)]
    if not all(column in renames for column in named):
        return None
    called = {quote_ident(column): quote_ident(renames[column]) for column in named}
    return _replaced(expression, called)


def _replaced(expression: str, called: Mapping[str, str]) -> str:
    """Columns, quoted as SQL has them, take the place of others."""
    words = "|".join(sorted(map(re.escape, called), key=len, reverse=True))
    whole = rf"(?<![\w$\"])(?:{words})(?![\w$\"])"
    return re.sub(whole, lambda found: called[found[0]], expression) if called else expression


def _materialized(catalog: Catalog) -> set[ObjectId]:
    """What materialized views read, through other views too."""
    views: Mapping[ObjectId, View] = {v.id: v for v in catalog.views.values()}
    found: set[ObjectId] = set()
    pending = [v.id for v in catalog.views.values() if v.materialized]
    while pending:
        for need in views[pending.pop()].needs:
            if need not in found:
                found.add(need)
                pending += [need] if need in views else []
    return found
