"""The questions that a migration asks of the rows find those that would stop it, and no others.

Each case has rows that stop the migration and rows that do not. Both are put into the remote, the
questions are asked of it as it is, and the migration is run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import asyncpg
import pytest
from test_whole import HEAD

from mergetui.catalog.model import Catalog
from mergetui.catalog.server import Server
from mergetui.decisions.read import read
from mergetui.errors import Place
from mergetui.merge.compose import compose
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration

CatalogOf = Callable[[str], Catalog]


@dataclass(frozen=True)
class Case:
    name: str
    remote: str
    local: str
    decisions: str
    stops: tuple[str, ...]
    runs: tuple[str, ...]


B = "CREATE TABLE b (id int PRIMARY KEY, email text, live bool, span int4range);"
A = B.replace("b (", "a (")
INTO = """
[tables.a]
action = "merge"
[tables.a.parts]
PART = { take = "remote" }
[tables.b]
action = "merge-into"
into = "a"
[tables.b.columns]
id = { using = "id + 1000" }
"""
SPAN = "INSERT INTO a VALUES (1, '', true, '[1,5)'); INSERT INTO"
AS_C = """
[tables.a]
action = "merge-into"
into = "c"
[tables.b]
action = "merge-into"
into = "c"
[tables.b.columns]
id = { using = "id + 1000" }
[tables.c]
action = "keep"
[tables.c.parts]
"index u" = { take = "local" }
"""
KEEP = '[tables.a]\naction = "merge"\n'
LOCAL = '[tables.a]\naction = "keep-local"\n'


def into(part: str) -> str:
    return INTO.replace("PART", f'"{part}"')


def columns(text: str) -> str:
    return f"{KEEP}[tables.a.columns]\n{text}\n"


CASES = [
    Case(
        "rows that come under a partial unique index",
        f"{A} {B} CREATE UNIQUE INDEX u ON a (email) WHERE live;",
        A,
        into("index u"),
        ("INSERT INTO a VALUES (1, 'x', true); INSERT INTO b VALUES (1, 'x', true)",),
        ("INSERT INTO a VALUES (1, 'x', true); INSERT INTO b VALUES (1, 'x', false)",),
    ),
    Case(
        "rows that come under a unique index of an expression",
        f"{A} {B} CREATE UNIQUE INDEX u ON a (lower(email) text_pattern_ops DESC NULLS LAST);",
        A,
        into("index u"),
        ("INSERT INTO a VALUES (1, 'x'); INSERT INTO b VALUES (1, 'X')",),
        ("INSERT INTO a VALUES (1, 'x'), (2, NULL); INSERT INTO b VALUES (1, 'y'), (2, NULL)",),
    ),
    Case(
        "rows that come under an exclusion constraint",
        f"{A} {B} ALTER TABLE a ADD CONSTRAINT u EXCLUDE USING gist (span WITH &&) WHERE (live);",
        A,
        into("constraint u"),
        (f"{SPAN} b VALUES (1, '', true, '[2,3)')",),
        (
            f"{SPAN} b VALUES (1, '', true, '[5,6)')",
            f"{SPAN} b VALUES (1, '', false, '[2,3)')",
        ),
    ),
    Case(
        "rows of two tables that come under an index of the local's",
        f"{A} {B}",
        "CREATE TABLE c (id int PRIMARY KEY, email text, live bool, span int4range);"
        "CREATE UNIQUE INDEX u ON c ((true)) WHERE live;",
        AS_C,
        ("INSERT INTO a VALUES (1, '', true); INSERT INTO b VALUES (1, '', true)",),
        ("INSERT INTO a VALUES (1, '', true); INSERT INTO b VALUES (1, '', false)",),
    ),
    Case(
        "NULLs that are the same",
        f"{A} {B} ALTER TABLE a ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (email);",
        A,
        into("constraint u"),
        ("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)",),
        ("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, '')",),
    ),
    Case(
        "a unique index of an expression, with WHERE",
        A,
        f"{A} CREATE UNIQUE INDEX u ON a (replace(email, '(,', ''), id) WHERE live;"
        "CREATE UNIQUE INDEX v ON a (lower(email)) WHERE live;",
        KEEP,
        ("INSERT INTO a VALUES (1, 'x', true), (2, 'X', true)",),
        ("INSERT INTO a VALUES (1, 'x', true), (2, 'X', false), (3, NULL, true), (4, NULL, true)",),
    ),
    Case(
        "a unique key whose NULLs are the same",
        A,
        A.replace("text", "text UNIQUE NULLS NOT DISTINCT"),
        KEEP,
        ("INSERT INTO a VALUES (1), (2)",),
        ("INSERT INTO a VALUES (1, NULL), (2, '')",),
    ),
    Case(
        "an exclusion constraint of the local's",
        A,
        f"{A} ALTER TABLE a ADD EXCLUDE USING gist (span WITH &&, lower(email) WITH =);".replace(
            "lower(email) WITH =", "int4range(id, NULL) WITH &&"
        ),
        KEEP,
        ("INSERT INTO a VALUES (1, '', true, '[1,5)'), (2, '', true, '[2,3)')",),
        ("INSERT INTO a VALUES (1, '', true, '[1,5)'), (2, '', true, '[5,7)')",),
    ),
    Case(
        "a unique key that stays while its values change",
        f"{A.replace('text', 'text UNIQUE')} CREATE UNIQUE INDEX u ON a (email) WHERE live;",
        A.replace("text", "varchar(9)"),
        columns('email = { take = "local", using = "lower(email)" }'),
        (
            "INSERT INTO a VALUES (1, 'x'), (2, 'X')",
            "INSERT INTO a VALUES (1, 'ten letters')",
        ),
        ("INSERT INTO a VALUES (1, 'x'), (2, 'Y'), (3, NULL), (4, NULL)",),
    ),
    Case(
        "a unique key that stays while its NULLs are filled",
        A.replace("text", "text UNIQUE"),
        A.replace("text", "text NOT NULL UNIQUE DEFAULT 'x'"),
        LOCAL,
        ("INSERT INTO a VALUES (1), (2)", "INSERT INTO a VALUES (1, 'x'), (2, NULL)"),
        (),
    ),
    Case(
        "a foreign key onto a key that a decision makes anew",
        "CREATE TABLE k (id text PRIMARY KEY); CREATE TABLE a (k text REFERENCES k);",
        "CREATE TABLE k (id varchar(9) PRIMARY KEY); CREATE TABLE a (k text);",
        KEEP + '[tables.k]\naction = "merge"\n[tables.k.columns]\n'
        'id = { take = "local", type = "varchar(9)", using = "lower(id)" }\n',
        ("INSERT INTO k VALUES ('X'); INSERT INTO a VALUES ('X')",),
        ("INSERT INTO k VALUES ('x'); INSERT INTO a VALUES ('x')",),
    ),
    Case(
        "a domain that does not allow every value",
        A,
        "CREATE DOMAIN word AS varchar(3) NOT NULL CHECK (VALUE <> 'no');"
        "CREATE DOMAIN pos AS int CHECK (VALUE > 0);"
        "CREATE TABLE a (id pos PRIMARY KEY, email word, live bool, span int4range);",
        columns('email = { take = "local" }\nid = { take = "local" }'),
        (
            "INSERT INTO a VALUES (1, 'no')",
            "INSERT INTO a VALUES (1, 'four')",
            "INSERT INTO a VALUES (1, NULL)",
            "INSERT INTO a VALUES (0, 'x')",
        ),
        ("INSERT INTO a VALUES (1, 'yes')",),
    ),
    Case(
        "a generated column that cannot be computed of every row",
        A,
        A.replace("span", "half int GENERATED ALWAYS AS (100 / id) STORED, span"),
        KEEP,
        ("INSERT INTO a VALUES (0)",),
        ("INSERT INTO a VALUES (1)",),
    ),
    Case(
        "a generated column that is computed otherwise, of what is short and never null",
        A.replace("span", "up text GENERATED ALWAYS AS (upper(email)) STORED, span"),
        A.replace(
            "span",
            "up text GENERATED ALWAYS AS (email::int::text) STORED, s varchar(2)"
            " NOT NULL GENERATED ALWAYS AS (lower(email)) STORED, span",
        ),
        columns('up = { take = "local" }'),
        (
            "INSERT INTO a VALUES (1, 'x')",
            "INSERT INTO a VALUES (1, '123')",
            "INSERT INTO a VALUES (1, NULL)",
        ),
        ("INSERT INTO a VALUES (1, '12')",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_questions_find_what_stops(case: Case, catalog_of: CatalogOf, server: Server) -> None:
    remote = catalog_of(case.remote)
    local = catalog_of(case.local)
    merged = compose(remote, local, read(HEAD + case.decisions, Place("decisions.toml")))
    assert merged.problems == ()
    migration = diff(remote, merged.catalog, merged.transition)

    for rows in case.stops:
        found, stopped = asyncio.run(tried(case, rows, migration, server))
        assert (bool(found), stopped) == (True, True), rows
    for rows in case.runs:
        assert asyncio.run(tried(case, rows, migration, server)) == ([], False), rows


NUMBERS = Case(
    "numbers that get less room",
    "CREATE TABLE t (a numeric(12,2), b bigint, d text, e text);",
    "CREATE TABLE t (a numeric(6,2), b integer, d integer, e numeric(4,1));",
    '[tables.t]\naction = "merge"\n[tables.t.columns]\n'
    + "\n".join(f'{column} = {{ take = "local" }}' for column in "abde"),
    (
        "INSERT INTO t (a) VALUES (9999.99), (10000)",
        "INSERT INTO t (b) VALUES (2147483648)",
        "INSERT INTO t (b) VALUES (-2147483649)",
        "INSERT INTO t (d) VALUES ('9999999999')",
        "INSERT INTO t (d) VALUES ('x')",
        "INSERT INTO t (e) VALUES ('999.96')",
        "INSERT INTO t (e) VALUES ('many')",
    ),
    (
        "INSERT INTO t VALUES (9999.99, 2147483647, ' 2147483647', '999.9')",
        "INSERT INTO t VALUES (-9999.99, -2147483648, '-2147483648', ' -1e2 ')",
        "INSERT INTO t VALUES (NULL)",
    ),
)


@pytest.mark.parametrize("version", [150000, 180000])
def test_numbers_on_any_server(version: int, catalog_of: CatalogOf, server: Server) -> None:
    """Before PostgreSQL 16 nothing tells whether a text is a value of a type: it is reckoned."""
    remote = replace(catalog_of(NUMBERS.remote), server_version=version)
    decisions = read(HEAD + NUMBERS.decisions, Place("decisions.toml"))
    merged = compose(remote, catalog_of(NUMBERS.local), decisions)
    assert merged.problems == ()
    migration = diff(remote, merged.catalog, merged.transition)
    for rows in NUMBERS.stops if version < 160000 else ():
        found, stopped = asyncio.run(tried(NUMBERS, rows, migration, server))
        assert (len(found), stopped) == (1, True), rows
    for rows in NUMBERS.runs:
        assert asyncio.run(tried(NUMBERS, rows, migration, server)) == ([], False), rows


async def tried(
    case: Case, rows: str, migration: Migration, server: Server
) -> tuple[list[str], bool]:
    """The questions that find rows, and whether the migration is refused."""
    async with server.database() as database:
        connection = await database.connect()
        try:
            await connection.execute(f"{case.remote} {rows}")
            found = []
            for _, hazard in migration.hazards:
                if hazard.kind == "may-fail-on-rows":
                    assert hazard.question is not None
                    found += [hazard.question] * await answered(connection, hazard.question)
            try:
                for file in migration.files:
                    async with connection.transaction():
                        for statement in file.statements:
                            await connection.execute(statement.sql)
            except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError):
                return found, True
            return found, False
        finally:
            await connection.close()


async def answered(connection: asyncpg.Connection[Any], question: str) -> bool:
    """Whether a question finds rows; one that makes all values stops where one cannot be made."""
    try:
        rows = await connection.fetch(question)
    except asyncpg.DataError:
        return True
    return bool(rows) and (
        not question.startswith("SELECT count(")
        or (question.startswith("SELECT count(*)") and bool(rows[0][0]))
    )
