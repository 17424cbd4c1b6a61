"""The rows that a proof makes: nasty values are really there, and what the schema asks holds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from mergetui.catalog.model import Catalog
from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server
from mergetui.merge.model import Merged
from mergetui.proof import copy
from mergetui.proof.seed import Seeder

SCHEMA = """
CREATE TYPE mood AS ENUM ('sad', 'glad', 'calm');
CREATE DOMAIN stars AS integer CHECK (VALUE BETWEEN 3 AND 5);
CREATE DOMAIN handle AS text CHECK (VALUE ~ '^[a-z]{3,8}$');
CREATE TABLE words (
  id uuid PRIMARY KEY, t text NOT NULL, v varchar(7) NOT NULL, long text NOT NULL, maybe text,
  twice text GENERATED ALWAYS AS (v || v) STORED
);
CREATE TABLE numbers (
  id bigint PRIMARY KEY, s smallint NOT NULL, i integer NOT NULL, b bigint NOT NULL,
  n numeric NOT NULL,  p numeric(6,2) NOT NULL, r real NOT NULL, d double precision NOT NULL,
  half integer GENERATED ALWAYS AS (i / 2) STORED
);
CREATE TABLE times (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, d date NOT NULL, ts timestamp NOT NULL,
  tz timestamptz NOT NULL, every interval NOT NULL, clock time NOT NULL
);
CREATE TABLE kinds (
  id serial PRIMARY KEY, m mood NOT NULL, given stars NOT NULL, name handle NOT NULL UNIQUE,
  l text[] NOT NULL, j jsonb NOT NULL,
  word uuid NOT NULL REFERENCES words, part text NOT NULL CHECK (part IN ('x', 'y'))
);
"""

WANTED: dict[str, Callable[[list[Any]], bool]] = {
    "words.t: an empty string": lambda v: "" in v,
    "words.t: quotes, a backslash and what ends a statement": lambda v: any(
        "'" in x and "\\" in x and ";" in x for x in v
    ),
    "words.t: unicode beyond the first plane": lambda v: any("🙂" in x and "漢" in x for x in v),
    "words.long: a text longer than a page": lambda v: max(map(len, v)) > 8192,
    "words.v: no longer than its length": lambda v: max(map(len, v)) <= 7,
    "words.maybe: NULL, and not only": lambda v: None in v and any(x is not None for x in v),
    "words.twice: computed": lambda v: all(x is not None for x in v),
    "numbers.s: the largest and the smallest": lambda v: {32767, -32768} <= set(v),
    "numbers.i: the largest and the smallest": lambda v: {2**31 - 1, -(2**31)} <= set(v),
    "numbers.b: the largest and the smallest": lambda v: {2**63 - 1, -(2**63)} <= set(v),
    "numbers.n: not a number, and a very small one": lambda v: (
        any(x.is_nan() for x in v) and any(0 < abs(x) < 1e-6 for x in v if not x.is_nan())
    ),
    "numbers.p: as many digits as fit": lambda v: {"9999.99", "-9999.99"} <= set(map(str, v)),
    "numbers.r: infinity": lambda v: float("inf") in v,
    "numbers.d: infinity, and not a number": lambda v: float("-inf") in v and "nan" in map(str, v),
    "numbers.half: computed": lambda v: 2**30 - 1 in v,
    "times.d: infinity, both ways": lambda v: {"infinity", "-infinity"} <= set(v),
    "times.ts: infinity, and before our time": lambda v: (
        "infinity" in v and any("BC" in x for x in v)
    ),
    "times.tz: infinity": lambda v: {"infinity", "-infinity"} <= set(v),
    "times.every: the longest": lambda v: any("-178000000 years" in x for x in v),
    "times.clock: the end of the day": lambda v: "24:00:00" in v,
    "kinds.m: every value of the enum": lambda v: set(v) == {"sad", "glad", "calm"},
    "kinds.given: within the domain's check": lambda v: bool(v) and set(v) <= {3, 4, 5},
    "kinds.name: within the domain's check, and different": lambda v: (
        len(set(v)) == len(v) and all(3 <= len(x) <= 8 and x.isalpha() for x in v)
    ),
    "kinds.part: within the check": lambda v: bool(v) and set(v) <= {"x", "y"},
    "kinds.l: an empty list": lambda v: [] in v,
    "kinds.word: of a row that is there": lambda v: len(set(v)) == len(v) == 3,
}
AS_TEXT = {"d", "ts", "tz", "every", "clock"}


@pytest.fixture(scope="module")
def seeded(server: Server) -> dict[str, list[Any]]:
    """The values of each column, read from the seeded rows."""

    async def run() -> dict[str, list[Any]]:
        async with server.database() as source, server.database() as database:
            connection = await source.connect()
            await connection.execute(SCHEMA)
            await connection.close()
            remote = await read_database(source)
            seeder = Seeder(remote, Merged(catalog=remote))
            await copy.prepare(database, (remote,))
            await copy.build(database, Catalog(), seeder.without_keys())
            connection = await database.connect()
            try:
                for table in remote.tables.values():
                    await seeder.seed(connection, table)
                await seeder.mend(connection)
                found = {}
                for name, table in remote.tables.items():
                    for column in table.columns:
                        cast = "::text" * (name.name == "times" and column.name in AS_TEXT)
                        rows = await connection.fetch(
                            f"SELECT {column.name}{cast} AS v FROM {name.sql}"
                        )
                        found[f"{name.key}.{column.name}"] = [row["v"] for row in rows]
                assert seeder.unproven == []
            finally:
                await connection.close()
            await copy.build(database, seeder.without_keys(), remote)
            return found

    return asyncio.run(run())


@pytest.mark.parametrize("what", WANTED)
def test_the_value_is_there(what: str, seeded: dict[str, list[Any]]) -> None:
    values = seeded[what.partition(":")[0]]
    assert len(values) == 3
    assert WANTED[what](values), values
