"""The lock that a statement names is at least what PostgreSQL takes, and what writes a table anew
says so: seen on the real server, statement by statement, each in a transaction of its own.

Looked at are tables and views that were there before the migration; nobody waits for the others.
"""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import pytest
from test_migration_cases import CASES, Case, load, only

from mergetui.catalog.server import Server
from mergetui.migration.diff import diff
from mergetui.migration.model import Statement

# From weak to strong, as the chapter "Explicit Locking" lists them; a statement that names none
# takes no more than a reader or a foreign key's look at the other table.
MODES = (
    "ACCESS SHARE",
    "ROW SHARE",
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "EXCLUSIVE",
    "ACCESS EXCLUSIVE",
)
STRENGTH = {f"{mode.title().replace(' ', '')}Lock": n for n, mode in enumerate(MODES)}
SAMPLE = ("columns", "constraints", "tables")

RELATIONS = """
SELECT c.oid, c.oid::regclass::text AS name, pg_catalog.pg_relation_filenode(c.oid) AS file
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname::text IN ($1::text, $1::text || '_also')
"""
HELD = """
SELECT l.relation AS oid, array_agg(DISTINCT l.mode) AS modes FROM pg_catalog.pg_locks l
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.relation IS NOT NULL GROUP BY l.relation
"""


async def seen(
    connection: asyncpg.Connection[Any], statement: Statement, there: dict[int, str]
) -> list[str]:
    """Run a statement; what it did beyond what it says."""
    allowed = MODES.index(statement.lock) if statement.lock else MODES.index("ROW SHARE")
    said = {h.kind for h in statement.hazards}
    wrong = []
    files = {oid: await _file(connection, oid) for oid in there}
    async with connection.transaction():
        await connection.execute(statement.sql)
        for record in await connection.fetch(HELD):
            name = there.get(record["oid"])
            taken = max(STRENGTH[mode] for mode in record["modes"] if mode in STRENGTH)
            if name is not None and taken > allowed:
                wrong.append(f"{MODES[taken]} on {name}, and not {statement.lock}: {statement.sql}")
    for oid, file in files.items():
        now = await _file(connection, oid)
        if now is not None and now != file and "table-rewrite" not in said:
            wrong.append(f"{there[oid]} is written anew: {statement.sql}")
    return wrong


async def _file(connection: asyncpg.Connection[Any], oid: int) -> int | None:
    found: int | None = await connection.fetchval(
        "SELECT pg_catalog.pg_relation_filenode($1::oid)", oid
    )
    return found


async def run(server: Server, cases: list[Case]) -> tuple[list[str], int]:
    wrong: list[str] = []
    number = 0
    async with server.database() as database, server.database() as other:
        olds, news = await load(database, "old", cases), await load(other, "new", cases)
        connection = await database.connect()
        try:
            await connection.execute("SET check_function_bodies = off")
            for case in cases:
                records = await connection.fetch(RELATIONS, case.schema)
                there = {r["oid"]: r["name"] for r in records}
                migration = diff(only(olds, case.schema), only(news, case.schema))
                for statement in migration.statements:
                    number += 1
                    wrong += [
                        f"{case.title}: {w}" for w in await seen(connection, statement, there)
                    ]
        finally:
            await connection.close()
    return wrong, number


def test_a_sample_takes_the_locks_that_it_names(server: Server) -> None:
    cases = [case for case in CASES if case.schema.startswith(SAMPLE)]
    wrong, number = asyncio.run(run(server, cases))
    assert number > 100
    assert "\n".join(wrong) == ""


@pytest.mark.slow
def test_every_case_takes_the_locks_that_it_names(server: Server) -> None:
    wrong, _ = asyncio.run(run(server, CASES))
    assert "\n".join(wrong) == ""
