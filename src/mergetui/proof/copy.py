"""A scratch database that is a copy of a catalog: made by the same statements as an export, with
the roles and extensions that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from mergetui.catalog.model import BaseType, Catalog, Grant
from mergetui.catalog.names import Name, quote_ident
from mergetui.catalog.standins import make_types
from mergetui.migration.diff import diff
from mergetui.migration.text import settings
from mergetui.proof.watch import locks

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database


class Refused(Exception):
    """PostgreSQL refused a statement; says which and why."""

    def __init__(self, sql: str, message: str) -> None:
        super().__init__(f"{message}: {' '.join(sql.split())[:300]}")


def roles(catalog: Catalog) -> set[str]:
    """The roles that grants and policies of a catalog name."""
    grants: list[Grant] = []
    for objects in (
        catalog.tables,
        catalog.views,
        catalog.functions,
        catalog.sequences,
        catalog.types,
        catalog.schemas,
        catalog.default_privileges,
    ):
        for held in objects.values():
            grants += held.grants
    named = {g.grantee for g in grants}
    named |= {r for t in catalog.tables.values() for p in t.policies for r in p.roles}
    return named - {"public"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a copy lacks, and what was made in its place."""

    extensions: tuple[str, ...] = ()  # that the server has not
    blind: tuple[str, ...] = ()  # that the server has stand-ins for which know no values
    types: tuple[BaseType, ...] = ()  # stood in for
    schemas: frozenset[str] = frozenset()  # that are there already, for these
    numbered: tuple[Name, ...] = ()  # types whose modifiers are sent as numbers

    def sent(self, statements: Iterable[str]) -> list[str]:
        """Statements of a migration without those that make what is there."""
        there = {f"CREATE SCHEMA {quote_ident(schema)}" for schema in self.schemas}
        return [sql for sql in statements if sql not in there]


async def prepare(database: Database, catalogs: Sequence[Catalog]) -> Prepared:
    """Make roles, extensions, and what stands in for types that the server has not; what a body
    names without a schema is looked for in all of the catalogs'."""
    import asyncpg  # noqa: PLC0415

    missing = set()
    before = await _schemas(database)
    types: dict[Name, BaseType] = {}
    given = False
    for catalog in catalogs:
        if any(catalog.platform_grants.values()) and not given:
            await database.give_platform_grants()
            given = True
        await database.ensure_roles(roles(catalog))
        for extension in catalog.extensions.values():
            try:
                await database.ensure_extension(extension.name, extension.schema)
            except asyncpg.PostgresError:
                missing.add(extension.name)
        types |= {n: base for n, base in catalog.base_types.items() if n not in types}
    made = await make_types(database, types.values())
    own = sorted({quote_ident(n) for c in catalogs for n in c.schemas if n != "public"})
    await database.look_in(own)
    schemas = await _schemas(database) - before
    blind = await _blind(database) & {name for each in catalogs for name in each.extensions}
    return Prepared(
        tuple(sorted(missing)), tuple(sorted(blind)), made.types, schemas, made.numbered
    )


async def _blind(database: Database) -> set[str]:
    """By what their control files say of them."""
    connection = await database.connect()
    try:
        rows = await connection.fetch(
            "SELECT extname FROM pg_catalog.pg_extension"
            " WHERE pg_catalog.obj_description(oid, 'pg_extension') LIKE 'blind stand-in:%'"
        )
    finally:
        await connection.close()
    return {row["extname"] for row in rows}


async def _schemas(database: Database) -> frozenset[str]:
    connection = await database.connect()
    try:
        rows = await connection.fetch("SELECT nspname FROM pg_catalog.pg_namespace")
    finally:
        await connection.close()
    return frozenset(row["nspname"] for row in rows)


async def build(
    database: Database, old: Catalog, new: Catalog, prepared: Prepared = Prepared()
) -> None:
    """Make the new catalog of the old one, without guards. Raises Refused."""
    connection = await database.connect()
    try:
        for file in diff(old, new).files:
            await run(connection, [*settings(new), *prepared.sent(s.sql for s in file.statements)])
    finally:
        await connection.close()


class Act(Protocol):
    """What is done between two statements."""

    async def run(self, connection: asyncpg.Connection[Any]) -> None: ...


async def run(
    connection: asyncpg.Connection[Any],
    statements: Iterable[str],
    before: Mapping[int, Act] = MappingProxyType({}),
) -> dict[str, int]:
    """Run statements in one transaction; returns the locks that it held in the end. Raises Refused;
    then nothing of them has happened. ``before`` is what comes before the statement of a number.

    They are sent as one text, as a file is; if that is refused, one by one, to know which it was.
    """
    import asyncpg  # noqa: PLC0415

    listed = list(statements)
    try:
        async with connection.transaction():
            start = 0
            for number in (*sorted(before), len(listed)):
                if start < number:
                    await connection.execute(";\n".join(listed[start:number]))
                if number in before:
                    await before[number].run(connection)
                start = number
            return await locks(connection)
    except asyncpg.PostgresError:
        statement = ""
    try:
        async with connection.transaction():
            for number, statement in enumerate(listed):
                if number in before:
                    await before[number].run(connection)
                await connection.execute(statement)
            return await locks(connection)
    except asyncpg.PostgresError as error:
        raise Refused(statement, str(error)) from error
