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
CREATE DOMAIN tags AS text[] CHECK (cardinality(VALUE) < 5);
CREATE TYPE place AS (street text, since date, at mood[]);
CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE more (
  id uuid PRIMARY KEY, u uuid NOT NULL, ir int4range NOT NULL, dr daterange NOT NULL,
  im int8multirange NOT NULL, sp span NOT NULL, spm span_multirange NOT NULL, ia int[] NOT NULL,
  ma mood[] NOT NULL, ta text[] NOT NULL, tg tags NOT NULL, j json NOT NULL, jb jsonb NOT NULL,
  net inet NOT NULL, cid cidr NOT NULL, raw bytea NOT NULL, spell interval NOT NULL,
  b3 bit(3) NOT NULL, bv varbit NOT NULL, m money NOT NULL, tv tsvector NOT NULL,
  tq tsquery NOT NULL, p place NOT NULL, pa place[] NOT NULL, tt timetz NOT NULL,
  mac macaddr NOT NULL, mac8 macaddr8 NOT NULL, pt point NOT NULL, cs char(3) NOT NULL,
  f bool NOT NULL, o oid NOT NULL, lsn pg_lsn NOT NULL, nm name NOT NULL, c "char" NOT NULL,
  jp jsonpath NOT NULL, ga text[] GENERATED ALWAYS AS (ta || ta) STORED
);
CREATE TABLE documents (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content jsonb NOT NULL,
  name text GENERATED ALWAYS AS (content ->> 'name') STORED NOT NULL UNIQUE,
  deep numeric GENERATED ALWAYS AS ((content #>> '{a,b c}')::numeric) STORED NOT NULL,
  at text NOT NULL GENERATED ALWAYS AS ((content -> 'properties' -> 'it''s') ->> 'at') STORED
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
    "times.id: as a sequence gives them": lambda v: v == [1, 2, 3],
    "kinds.id: as a sequence gives them": lambda v: v == [1, 2, 3],
    "more.u: none and all bits": lambda v: {"0" * 8, "f" * 8} <= {x[:8] for x in v},
    "more.ir: empty, without a beginning, without an end": lambda v: (
        "empty" in v and any(x[:2] == "(," for x in v) and any(x[-2:] == ",)" for x in v)
    ),
    "more.dr: until infinity": lambda v: any("infinity" in x for x in v),
    "more.im: none, and without a beginning": lambda v: "{}" in v and any("(," in x for x in v),
    "more.sp: empty, and not": lambda v: "empty" in v and any("," in x for x in v),
    "more.spm: none, and one": lambda v: "{}" in v and any("[" in x for x in v),
    "more.ia: NULL and the smallest in it, none, two dimensions": lambda v: (
        "{}" in v and any("NULL,2147483647" in x for x in v) and any("{{" in x for x in v)
    ),
    "more.ma: none, NULL, and values of the enum": lambda v: (
        "{}" in v and any("NULL" in x for x in v) and any("sad" in x for x in v)
    ),
    "more.ta: an empty string in it": lambda v: any('""' in x for x in v),
    "more.tg: none, and one of two dimensions": lambda v: "{}" in v and any("{{" in x for x in v),
    "more.j: none, null, and nested": lambda v: (
        "[]" in v and "null" in v and any("🙂" in x for x in v)
    ),
    "more.jb: none, null, and a key without a letter": lambda v: (
        "[]" in v and "null" in v and any('"": {' in x for x in v)
    ),
    "more.net: of both kinds, and of all": lambda v: (
        any("::" in x for x in v) and any("/0" in x for x in v)
    ),
    "more.cid: of both kinds": lambda v: "0.0.0.0/0" in v and "::/0" in v,
    "more.raw: none, and longer than a page": lambda v: "\\x" in v and max(map(len, v)) > 16384,
    "more.spell: the longest, and of unlike parts": lambda v: (
        any("178000000" in x for x in v) and any("-2 mons" in x or "10 mons" in x for x in v)
    ),
    "more.b3: none and all": lambda v: {"000", "111"} <= set(v),
    "more.bv: empty": lambda v: "" in v,
    "more.m: the smallest and the largest": lambda v: (
        any("-" in x for x in v) and sum("92,233,720" in x for x in v) == 2
    ),
    "more.tv: empty, and with weights": lambda v: "" in v and any("A," in x for x in v),
    "more.tq: empty, and of several": lambda v: "" in v and any("<->" in x for x in v),
    "more.p: nasty in a field, and all without a value": lambda v: (
        "(,,)" in v and any("infinity" in x for x in v)
    ),
    "more.pa: none, and of two dimensions": lambda v: "{}" in v and any("{{" in x for x in v),
    "more.tt: the end of the day": lambda v: any("24:00" in x for x in v),
    "more.mac: none and all": lambda v: {"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"} <= set(v),
    "more.mac8: all": lambda v: "ff:ff:ff:ff:ff:ff:ff:ff" in v,
    "more.pt: infinity": lambda v: any("Infinity" in x for x in v),
    "more.cs: no letter": lambda v: "" in {x.strip() for x in v},
    "more.f: both": lambda v: {"true", "false"} == set(v),
    "more.o: the largest": lambda v: "4294967295" in v,
    "more.lsn: the last": lambda v: "FFFFFFFF/FFFFFFFF" in v,
    "more.nm: as long as may be": lambda v: max(len(x.encode()) for x in v) == 63,
    "more.c: different": lambda v: len(set(v)) == 3,
    "more.jp: different": lambda v: len(set(v)) == 3,
    "more.ga: computed": lambda v: all(x is not None for x in v),
    "documents.name: computed, and different": lambda v: len(set(v)) == 3 and None not in v,
    "documents.deep: a number of what is deep inside": lambda v: None not in v,
    "documents.at: of what is deeper": lambda v: None not in v,
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
                        told = name.name == "times" and column.name in AS_TEXT
                        cast = "::text" * (told or name.name == "more")
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
