"""Every case of ``cases/*.sql`` in both directions on a real server.

A case holds two schemas: what stands before ``--- old`` or ``--- new`` is in both. All cases live
in one database, each in a schema of its own, ``@here``, so that the whole table costs seconds;
``@also`` is a second schema that a case may make. A case holds when the migration runs on rows,
what is read back differs in nothing, and ``pg_dump`` says the same of both, names and all. "(in
place)" says that nothing is gone at any moment.
MERGETUI_CASES names the one file to run.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import asyncpg
import pytest

from mergetui.catalog.database import Database
from mergetui.catalog.model import Catalog
from mergetui.catalog.names import Name, quote_ident
from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server, scratch_server
from mergetui.migration.diff import diff
from mergetui.migration.guard import guard_sql
from mergetui.migration.model import Migration
from mergetui.proof.dumps import differences

FOLDER = Path(__file__).parent / "cases"
DIRECTIONS = ("forth", "back")
V = TypeVar("V")


@dataclass(frozen=True)
class Case:
    title: str
    schema: str
    old: str
    new: str


@dataclass
class Outcome:
    migration: Migration
    error: str | None = None
    second: list[str] = field(default_factory=list)
    dumps: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)  # of a new table, in another order
    counters: list[str] = field(default_factory=list)  # that would give a value once more
    questions: list[str] = field(default_factory=list)  # that cannot be asked, or are missing


def read_cases() -> list[Case]:
    cases = []
    for path in sorted(FOLDER.glob(os.environ.get("MERGETUI_CASES", "*") + ".sql")):
        for number, block in enumerate(path.read_text().split("=== ")[1:], 1):
            title, _, body = block.partition("\n")
            shared, _, new = body.partition("--- new\n")
            shared, _, old = shared.partition("--- old\n")
            schema = f"{path.stem}_{number}"
            texts = [
                (shared + side).replace("@here", schema).replace("@also", f"{schema}_also")
                for side in (old, new)
            ]
            cases.append(Case(f"{path.stem}: {title}", schema, *texts))
    return cases


CASES = read_cases()


def only(catalog: Catalog, schema: str) -> Catalog:
    """The part of a catalog that is one case."""

    def keep(entries: Mapping[Any, V], within: Callable[[V], str]) -> Mapping[Any, V]:
        schemas = (schema, f"{schema}_also")
        kept = {key: value for key, value in entries.items() if within(value) in schemas}
        return MappingProxyType(kept)

    def of(value: Any) -> str:
        name: Name = value.name
        return name.schema

    return replace(
        catalog,
        schemas=keep(catalog.schemas, lambda s: s.name),
        types=keep(catalog.types, of),
        sequences=keep(catalog.sequences, of),
        tables=keep(catalog.tables, of),
        views=keep(catalog.views, of),
        functions=keep(catalog.functions, of),
        others={k: o for k, o in catalog.others.items() if speaks_of_schema(o.name, schema)},
        default_privileges=keep(catalog.default_privileges, lambda d: d.schema or ""),
    )


def speaks_of_schema(text: str, schema: str) -> bool:
    return any(re.search(rf"\b{name}\b", text) is not None for name in (schema, f"{schema}_also"))


async def load(database: Database, side: str, cases: Iterable[Case] = CASES) -> Catalog:
    await database.ensure_extension("citext", "extensions")
    connection = await database.connect()
    try:
        for case in cases:
            sql = getattr(case, side)
            await connection.execute(
                f"CREATE SCHEMA {case.schema}; SET search_path = {case.schema}, extensions;{sql}"
            )
    finally:
        await connection.close()
    return await read_database(database)


async def count(server: Server, database: Database, catalog: Catalog) -> dict[Name, int]:
    """Rows of each table itself, whatever policies hide."""
    connection = await server.admin.connect(database.name)
    text = " UNION ALL ".join(
        f"SELECT {number}, count(*) FROM ONLY {name.sql}"
        for number, name in enumerate(catalog.tables)
        if catalog.tables[name].partition_key is None
    )
    try:
        names = list(catalog.tables)
        return {names[number]: rows for number, rows in await connection.fetch(text)}
    finally:
        await connection.close()


# The sequence of an identity column, which may own another one too.
BEHIND = """
SELECT d.objid::regclass FROM pg_depend d
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'i'
    AND d.refobjid = $1::text::regclass AND a.attname = $2
"""


async def behind(server: Server, database: Database, catalog: Catalog) -> list[Name]:
    """Tables whose identity or serial column would get a value that it has already."""
    found = []
    connection = await server.admin.connect(database.name)
    try:
        for name, table in catalog.tables.items():
            for column in table.columns:
                if column.identity or (column.default or "").startswith("nextval("):
                    largest, last = await connection.fetchrow(
                        f"SELECT max({quote_ident(column.name)}), pg_sequence_last_value("
                        f"coalesce(({BEHIND}), pg_get_serial_sequence($1, $2)::regclass))"
                        f" FROM {name.sql}",
                        name.sql,
                        column.name,
                    )
                    if largest is not None and last is not None and largest > last > 0:
                        found.append(name)
                    start = column.identity_options.start if column.identity_options else 1
                    unused = last is None and bool(column.identity)
                    if largest is not None and unused and largest >= start:
                        found.append(name)
    finally:
        await connection.close()
    return found


async def asked(connection: asyncpg.Connection[Any], migration: Migration) -> list[str]:
    """What is wrong with the questions that are to be asked before the migration."""
    wrong = []
    for _, hazard in migration.hazards:
        if hazard.kind == "may-fail-on-rows" and hazard.question is None:
            wrong.append(f"no question: {hazard.message}")
        if hazard.question is not None:
            try:
                await connection.execute(hazard.question)
            except asyncpg.PostgresError as error:
                wrong.append(f"{error}: {hazard.question}")
    return wrong


async def migrate(connection: asyncpg.Connection[Any], migration: Migration) -> str | None:
    """Run each file in a transaction of its own; returns what PostgreSQL refused."""
    statement = None
    try:
        for file in migration.files:
            async with connection.transaction():
                await connection.execute("SET LOCAL check_function_bodies = off")
                for statement in file.statements:
                    await connection.execute(statement.sql)
    except asyncpg.PostgresError as error:
        return f"{error}\n{statement.sql if statement else ''}"
    return None


@dataclass
class Run:
    outcomes: dict[tuple[str, str], Outcome] = field(default_factory=dict)
    guards: dict[str, str | None] = field(default_factory=dict)  # what the guard of a side says


async def guarded(database: Database, catalog: Catalog) -> str | None:
    """What the guard says that was compiled for the catalog that the database reads as."""
    connection = await database.connect()
    try:
        await connection.execute(guard_sql(Migration(files=()), 0, catalog, catalog))
    except asyncpg.PostgresError as error:
        return str(error)
    finally:
        await connection.close()
    return None


async def run_all() -> Run:
    run = Run()
    outcomes = run.outcomes
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(scratch_server())
        databases = [await stack.enter_async_context(server.database()) for _ in range(3)]
        forth, back, target = databases
        olds, news = await load(forth, "old"), await load(back, "new")
        await load(target, "new")
        run.guards = {
            "old": await guarded(forth, olds),
            "new": await guarded(back, news),
            "the other": await guarded(back, olds),
        }
        old_dump, new_dump = await forth.dump(), await target.dump()
        for direction, database, have, want in (
            ("forth", forth, olds, news),
            ("back", back, news, olds),
        ):
            before = await count(server, database, have)
            connection = await database.connect()
            for case in CASES:
                migration = diff(only(have, case.schema), only(want, case.schema))
                questions = await asked(connection, migration)
                error = await migrate(connection, migration)
                outcome = Outcome(migration, error, questions=questions)
                outcomes[case.title, direction] = outcome
            await connection.close()
            after = await read_database(database)
            dump = await database.dump()
            counts = await count(server, database, after)
            late = await behind(server, database, after)
            goal = new_dump if direction == "forth" else old_dump
            differing = differences(dump, goal)
            for case in CASES:
                outcomes[case.title, direction].dumps += [
                    d for d in differing if speaks_of_schema(d, case.schema)
                ]
            for case in CASES:
                outcome = outcomes[case.title, direction]
                outcome.rows += [
                    f"{name.sql}: {number} rows before, {counts[name]} after"
                    for name, number in before.items()
                    if name.schema in (case.schema, f"{case.schema}_also")
                    and counts.get(name, number) != number
                ]
                held = (case.schema, f"{case.schema}_also")
                outcome.counters += [name.sql for name in late if name.schema in held]
                outcome.columns += [
                    name.sql
                    for name, table in want.tables.items()
                    if name.schema in held and name not in have.tables and name in after.tables
                    if [c.name for c in table.columns]
                    != [c.name for c in after.tables[name].columns]
                ]
                again = diff(only(after, case.schema), only(want, case.schema))
                outcome.second += [s.sql for s in again.statements]
    return run


@pytest.fixture(scope="module")
def run() -> Run:
    return asyncio.run(run_all())


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("case", CASES, ids=lambda c: c.title)
def test_case(case: Case, direction: str, run: Run) -> None:
    outcome = run.outcomes[case.title, direction]
    sql = ";\n".join(s.sql for s in outcome.migration.statements)
    assert outcome.error is None, f"{outcome.error}\n\n{sql}"
    assert outcome.second == [], sql
    assert outcome.dumps == [], sql
    assert outcome.rows == [], sql
    assert outcome.columns == [], sql
    assert outcome.counters == [], sql
    assert outcome.questions == [], sql
    if "(in place)" in case.title:
        gaps = [s.sql for s in outcome.migration.statements if "DROP" in s.sql]
        assert [q for q in gaps if ", ADD CONSTRAINT " not in q] == []
    assert bool(outcome.migration.statements) is not ("nothing at all" in case.title), sql


def test_the_guard_knows_its_own_database(run: Run) -> None:
    """Every kind that the cases hold: the sums of the catalog are those that the server makes."""
    assert run.guards["old"] is None
    assert run.guards["new"] is None
    assert "has changed (" in (run.guards["the other"] or "")


MODES = (
    *("ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE"),
    "ACCESS EXCLUSIVE",
)
OF_AN_INDEX = ("ALTER INDEX ", "COMMENT ON INDEX ")  # which the table's lock is not


async def told_and_taken() -> list[str]:
    """Statements on a table that stays whose lock is not the one that they name."""
    wrong = []
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(scratch_server())
        old, new = [await stack.enter_async_context(server.database()) for _ in range(2)]
        olds, news = await load(old, "old"), await load(new, "new")
        connection = await old.connect()
        await connection.execute("SET check_function_bodies = off")
        for case in CASES:
            migration = diff(only(olds, case.schema), only(news, case.schema))
            anew = {
                s.object
                for s in migration.statements
                if s.sql.startswith(("CREATE TABLE ", "CREATE UNLOGGED TABLE ", "DROP TABLE "))
            }
            for statement in migration.statements:
                table = statement.object.removeprefix("table ")
                there = await connection.fetchval("SELECT to_regclass($1)::text", table)
                async with connection.transaction():
                    await connection.execute(statement.sql)
                    rows = await connection.fetch(
                        "SELECT trim(upper(regexp_replace(replace(mode, 'Lock', ''), '([A-Z])',"
                        " ' \\1', 'g'))) AS mode FROM pg_locks WHERE pid = pg_backend_pid()"
                        " AND relation = to_regclass($1)",
                        table,
                    )
                    held = [row["mode"] for row in rows if row["mode"] in MODES]
                    known = await connection.fetchval("SELECT to_regclass($1)::text", table)
                most = max(held, key=MODES.index, default=None)
                own = statement.object == f"table {table}" and statement.object not in anew
                if (
                    own
                    and there
                    and known
                    and most != statement.lock
                    and not statement.sql.startswith(OF_AN_INDEX)
                    and not (most is None and statement.sql.startswith("DO "))  # found nothing
                ):
                    wrong.append(f"{statement.lock}, not {most}: {statement.sql}")
        await connection.close()
    return wrong


@pytest.mark.slow
def test_the_lock_that_a_statement_names_is_the_one_that_it_takes() -> None:
    assert asyncio.run(told_and_taken()) == []
