"""Rows for tables whose checks, domains and bounds want something: all three come in."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

import pytest

from mergetui.catalog.read import read_catalog
from mergetui.catalog.server import Server
from mergetui.merge.model import Merged
from mergetui.proof import copy
from mergetui.proof.seed import Seeder

CASES = {
    "a number of digits": r"CREATE TABLE t (a text PRIMARY KEY CHECK (a ~ '^\d{11}$'));",
    "a code": "CREATE TABLE t (a char(9) PRIMARY KEY CHECK (a ~ '^[A-Z]{2}[A-Z0-9]+[0-9]{4}$'));",
    "an address": "CREATE TABLE t (a text UNIQUE NOT NULL"
    r" CHECK (a ~* '^[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}$'));",
    "a class of letters": "CREATE TABLE t (a varchar(9) NOT NULL CHECK (a ~ '^[[:alpha:]]+$'));",
    "a pattern of LIKE": "CREATE TABLE t (a text NOT NULL CHECK (a LIKE 'https://%.org/_'));",
    "one of a few": "CREATE TABLE t (a varchar(5) NOT NULL CHECK (a IN ('x', 'y')), b text);",
    "a length": "CREATE TABLE t (a text NOT NULL CHECK (char_length(a) BETWEEN 40 AND 50));",
    "a range of numbers": "CREATE TABLE t (a smallint NOT NULL CHECK (a >= 1900 AND a < 1903),"
    " b numeric(3,2) NOT NULL CHECK (b > 0.5 AND b <= 1));",
    "another than": "CREATE TABLE t (a int NOT NULL, b int NOT NULL, CHECK (a <> b));",
    "less than": "CREATE TABLE t (a date NOT NULL, b date NOT NULL, CHECK (a < b));",
    "keys that differ": "CREATE TABLE p (id int PRIMARY KEY);"
    "CREATE TABLE t (a int NOT NULL REFERENCES p, b int NOT NULL REFERENCES p, CHECK (a <> b));",
    "a key that others point at": "CREATE DOMAIN h AS bytea CHECK (octet_length(VALUE) = 20);"
    "CREATE TABLE p (a char(2) PRIMARY KEY CHECK (a ~ '^[A-Z]{2}$'), b varchar(9) UNIQUE NOT NULL"
    " CHECK (b LIKE 'x-%'), c int UNIQUE NOT NULL CHECK (c >= 100), d h UNIQUE NOT NULL,"
    " e uuid UNIQUE NOT NULL CHECK (e <> '00000000-0000-0000-0000-000000000000'));"
    "CREATE TABLE q (a char(2) NOT NULL REFERENCES p CHECK (a <> 'QA'),"
    " b text NOT NULL REFERENCES p (b) CHECK (length(b) = 5),"
    " c bigint NOT NULL REFERENCES p (c) CHECK (c < 200 AND c <> 101), d h REFERENCES p (d),"
    " e uuid NOT NULL REFERENCES p (e));",
    "one or the other": "CREATE TABLE p (id int PRIMARY KEY);"
    "CREATE TABLE t (a int REFERENCES p, b int REFERENCES p, CHECK (num_nonnulls(a, b) = 1));",
    "one that goes with another": "CREATE TABLE t (kind text NOT NULL, at timestamptz, n int,"
    " CHECK (kind IN ('a', 'b')), CHECK ((kind = 'a') = (at IS NOT NULL)),"
    " CHECK (at IS NULL OR n > 7));",
    "an object": "CREATE TABLE t (a jsonb NOT NULL CHECK (jsonb_typeof(a) = 'object'),"
    " b jsonb NOT NULL CHECK (jsonb_typeof(b) = 'array'), c bool NOT NULL CHECK (c));",
    "an empty list": "CREATE TABLE t (a text[] NOT NULL CHECK (cardinality(a) = 0));",
    "a domain": "CREATE DOMAIN d AS text CHECK (VALUE ~ '^[a-z]{3}-[0-9]$');"
    "CREATE DOMAIN e AS d CHECK (length(VALUE) = 5);"
    "CREATE TABLE t (a d PRIMARY KEY, b e NOT NULL);",
    "bytes of a length": "CREATE DOMAIN d AS bytea CHECK (octet_length(VALUE) = 20);"
    "CREATE TABLE t (a d PRIMARY KEY, b d NOT NULL, c d UNIQUE);",
    "a key of a length": "CREATE TABLE t (a text PRIMARY KEY CHECK (length(a) = 3));",
    "capitals of a length": "CREATE TABLE t (a text NOT NULL"
    " CHECK (length(a) = 3 AND a = upper(a)));",
    "as many items": "CREATE TABLE t (a int[] NOT NULL CHECK (cardinality(a) = 2),"
    " b text[] UNIQUE NOT NULL CHECK (array_length(b, 1) BETWEEN 1 AND 3));",
    "items of a few": "CREATE TABLE t (a text[] NOT NULL"
    " CHECK (a <@ ARRAY['x', 'y'] AND cardinality(a) > 0));",
    "a time of the day": "CREATE TABLE t (a time NOT NULL CHECK (a BETWEEN '09:00' AND '09:30'),"
    " b interval NOT NULL CHECK (b > '1 hour' AND b <= '90 minutes'));",
    "what is to come": "CREATE TABLE t (a timestamptz NOT NULL CHECK (a > now()),"
    " b date UNIQUE NOT NULL CHECK (b >= CURRENT_DATE));",
    "the first of a month": "CREATE TABLE t (a date UNIQUE NOT NULL"
    " CHECK (a = date_trunc('month', a)));",
    "ranges": "CREATE TABLE t (a int4range NOT NULL CHECK (upper(a) - lower(a) = 1),"
    " b daterange UNIQUE NOT NULL CHECK (NOT isempty(b) AND NOT upper_inf(b)));",
    "addresses": "CREATE TABLE t (a inet UNIQUE NOT NULL CHECK (family(a) = 4 AND masklen(a) = 32),"
    " b cidr NOT NULL CHECK (masklen(b) = 24));",
    "an enum": "CREATE TYPE e AS ENUM ('x', 'y', 'z');"
    "CREATE TABLE t (a e NOT NULL CHECK (a <> 'x'), b int);",
    "bounds of partitions": "CREATE TABLE p (a date NOT NULL, b text) PARTITION BY RANGE (a);"
    "CREATE TABLE t PARTITION OF p FOR VALUES FROM ('2031-02-01') TO ('2031-03-01');"
    "CREATE TABLE q (a text NOT NULL) PARTITION BY LIST (a);"
    "CREATE TABLE u PARTITION OF q FOR VALUES IN ('x', 'y');"
    "CREATE TABLE r (a int NOT NULL) PARTITION BY HASH (a);"
    "CREATE TABLE v PARTITION OF r FOR VALUES WITH (MODULUS 3, REMAINDER 2);",
}


class Seeded(NamedTuple):
    """What was made of a schema's tables: rows in each, what could not be, and an answer."""

    counts: list[int]
    unproven: list[str]
    found: object


def seeded(sql: str, server: Server, question: str = "SELECT 0") -> Seeded:
    """Rows for every table of a schema, without foreign keys, and what is asked of them then."""

    async def run() -> Seeded:
        async with server.database() as database:
            connection = await database.connect()
            try:
                await connection.execute(sql)
                catalog = await read_catalog(connection)
                await copy.prepare(database, (catalog,))
                seeder = Seeder(catalog, Merged(catalog=catalog))
                tables = [t for t in catalog.tables.values() if t.partition_key is None]
                for table in tables:
                    for key in table.foreign_keys:
                        drop = f"ALTER TABLE {table.name.sql} DROP CONSTRAINT {key.name}"
                        await connection.execute(drop)
                await seeder.agree(connection)
                counts = [await seeder.seed(connection, table) for table in tables]
                await seeder.mend(connection)
                found = await connection.fetchval(question)
            finally:
                await connection.close()
        return Seeded(counts, seeder.unproven, found)

    return asyncio.run(run())


@pytest.mark.parametrize("sql", CASES.values(), ids=CASES.keys())
def test_rows_fit(sql: str, server: Server) -> None:
    counts, unproven, _ = seeded(sql, server)
    assert unproven == [] and set(counts) == {3}


def test_a_key_that_the_server_computes(server: Server) -> None:
    _, unproven, astray = seeded(
        "CREATE TABLE p (a jsonb NOT NULL, id text UNIQUE NOT NULL"
        " GENERATED ALWAYS AS (a ->> 'a') STORED);"
        "CREATE TABLE t (id int, p text NOT NULL REFERENCES p (id), q text REFERENCES p (id))",
        server,
        "SELECT count(*) FROM t WHERE p NOT IN (SELECT id FROM p) OR q NOT IN (SELECT id FROM p)",
    )
    assert astray == 0 and any("rows of t" in said for said in unproven)


def test_a_table_with_room_for_one_row(server: Server) -> None:
    one = "CREATE TABLE t (lock char(1) UNIQUE NOT NULL DEFAULT 'X' CHECK (lock = 'X'), n bigint)"
    counts, unproven, _ = seeded(one, server)
    assert (counts, unproven) == ([1], [])


def test_what_cannot_be_is_named(server: Server) -> None:
    _, (said,), _ = seeded("CREATE TABLE t (a int NOT NULL CHECK (a <> a))", server)
    assert said.startswith("rows of t: 0 of 3 could be made") and "check" in said
