"""A scratch database that is a copy of a catalog: made by the same statements as an export, with
the roles and extensions that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from mergetui.catalog.model import Catalog, Grant
from mergetui.migration.model import Migration
from mergetui.migration.text import SETTINGS
from mergetui.proof.watch import locks

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.server import Database


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


async def prepare(database: Database, catalogs: Iterable[Catalog]) -> list[str]:
    """Make roles and extensions; returns the extensions that the server has not."""
    import asyncpg  # noqa: PLC0415

    missing = []
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
                missing.append(extension.name)
    return sorted(set(missing))


async def build(database: Database, migration: Migration) -> None:
    """Run the statements of a migration without its guards. Raises Refused."""
    connection = await database.connect()
    try:
        for file in migration.files:
            await run(connection, [*SETTINGS, *(s.sql for s in file.statements)])
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
