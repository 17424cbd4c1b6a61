"""What is said of a type that becomes another, and what PostgreSQL then does to extreme values."""

from __future__ import annotations

import asyncio
from typing import get_args

import asyncpg
import pytest

from mergetui.catalog.model import Check, Domain, Enum, Type
from mergetui.catalog.names import Name
from mergetui.catalog.server import Server
from mergetui.merge.casts import Verdict, carried
from mergetui.merge.defaults import under
from mergetui.migration import casts

MAKE = """
CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TYPE more AS ENUM ('b', 'a', 'c');
CREATE TYPE less AS ENUM ('a'); CREATE DOMAIN word AS text; CREATE DOMAIN short AS varchar(3);
CREATE DOMAIN pos AS integer CHECK (VALUE > 0);
"""
ENUMS = {"mood": ("a", "b"), "more": ("b", "a", "c"), "less": ("a",)}
POSITIVE = (Check(name="c", expression="(VALUE > 0)"),)
DOMAINS = (
    Domain(name=Name("public", "word"), type="text"),
    Domain(name=Name("public", "short"), type="character varying(3)"),
    Domain(name=Name("public", "pos"), type="integer", checks=POSITIVE),
)
KINDS: dict[str, Type] = {kind.name.sql: kind for kind in DOMAINS}
KINDS |= {f"public.{n}": Enum(name=Name("public", n), values=v) for n, v in ENUMS.items()}
STAYS, LESS, FAILS, UNSURE = get_args(Verdict)
TIME, ZONED, PLAIN = "without time zone", "with time zone", "2020-01-01 10:11:12.654321"

# old, new, verdict, values that are carried over as they are, that lose something, are refused
PAIRS: list[tuple[str, str, str, list[str], list[str], list[str]]] = [
    ("character varying(5)", "text", STAYS, ["", "abcde"], [], []),
    ("text", "character varying(5)", FAILS, ["abcde"], [], ["abcdef"]),
    ("character varying(9)", "character varying(5)", FAILS, ["abc"], [], ["abcdef"]),
    ("character(5)", "text", STAYS, ["abc"], [], []),
    ("text", "character(5)", FAILS, ["abcde"], [], ["abcdef"]),
    ("text", '"char"', LESS, ["a"], ["ab"], []),
    ("text", "name", LESS, ["a"], ["n" * 64], []),
    ("integer", "character varying(5)", FAILS, ["12345"], [], ["123456"]),
    ("bigint", "text", STAYS, ["9223372036854775807"], [], []),
    ("text", "integer", FAILS, ["12"], [], ["x", "1.5"]),
    ("text", "numeric(5,2)", FAILS, ["1.25"], ["1.255"], ["x", "1000"]),
    ("numeric(10,2)", "numeric(12,2)", STAYS, ["99999999.99", "NaN"], [], []),
    ("numeric(10,2)", "numeric(12,4)", STAYS, ["99999999.99"], [], []),
    ("numeric(12,2)", "numeric(10,2)", FAILS, ["1.25"], [], ["9999999999.99"]),
    ("numeric(10,4)", "numeric(10,2)", LESS, ["1.25"], ["1.255"], []),
    ("numeric", "numeric(10,2)", LESS, ["1.25"], ["1.255"], ["1e9", "Infinity"]),
    ("numeric(10,2)", "numeric", STAYS, ["1.25", "NaN"], [], []),
    ("numeric(10,2)", "integer", LESS, ["5"], ["1.5"], ["99999999999e-1", "NaN"]),
    ("numeric(19,0)", "bigint", FAILS, ["5"], [], ["9999999999999999999"]),
    ("integer", "bigint", STAYS, ["2147483647", "-2147483648"], [], []),
    ("bigint", "integer", FAILS, ["5"], [], ["2147483648"]),
    ("integer", "numeric(5,0)", FAILS, ["99999"], [], ["100000"]),
    ("integer", "numeric(10,0)", STAYS, ["2147483647"], [], []),
    ("integer", "double precision", STAYS, ["2147483647"], [], []),
    ("bigint", "double precision", LESS, ["5"], ["9007199254740993"], []),
    ("integer", "real", LESS, ["5"], ["16777217"], []),
    ("real", "double precision", STAYS, ["0.5", "Infinity"], [], []),
    ("double precision", "real", LESS, ["0.5"], ["0.123456789"], ["1e300"]),
    ("double precision", "numeric", LESS, ["0.5", "NaN"], ["0.12345678901234567"], []),
    ("double precision", "integer", LESS, ["5"], ["1.5"], ["1e300", "NaN"]),
    ("boolean", "integer", STAYS, ["true", "false"], [], []),
    ("integer", "boolean", LESS, ["0"], ["7"], []),
    ("date", f"timestamp {TIME}", STAYS, ["2020-01-01", "infinity", "4713-01-01 BC"], [], []),
    (f"timestamp {TIME}", "date", LESS, ["2020-01-01"], [PLAIN], []),
    (f"timestamp {TIME}", f"timestamp {ZONED}", STAYS, [PLAIN, "-infinity"], [], []),
    (f"timestamp {ZONED}", f"timestamp {TIME}", STAYS, [PLAIN, "infinity"], [], []),
    (f"timestamp {TIME}", f"timestamp(0) {TIME}", LESS, ["2020-01-01"], [PLAIN], []),
    (f"timestamp {TIME}", f"timestamp(3) {ZONED}", LESS, ["2020-01-01"], [PLAIN], []),
    (f"timestamp(0) {TIME}", f"timestamp(3) {TIME}", STAYS, ["2020-01-01"], [], []),
    (f"time {TIME}", f"time(0) {TIME}", LESS, ["24:00:00"], ["10:11:12.6"], []),
    (f"time {TIME}", "interval", UNSURE, [], [], []),
    ("text", "date", FAILS, ["2020-01-01"], ["2020-01-01 10:00"], ["x"]),
    ("json", "jsonb", LESS, ["1"], ['{"a":1,"a":2}'], [r'"\u0000"']),
    ("jsonb", "json", STAYS, ['{"a": 1}'], [], []),
    ("jsonb", "text[]", UNSURE, [], [], []),
    ("text", "jsonb", FAILS, ["1", "null"], [], ["x"]),
    ("text[]", "character varying(3)[]", FAILS, ["{abc,NULL}"], [], ["{abcd}"]),
    ("integer[]", "bigint[]", STAYS, ["{2147483647,NULL}"], [], []),
    ("bigint[]", "integer[]", FAILS, ["{5}"], [], ["{2147483648}"]),
    ("uuid", "text", STAYS, ["00000000-0000-0000-0000-000000000001"], [], []),
    ("text", "uuid", FAILS, ["00000000-0000-0000-0000-000000000001"], [], ["x"]),
    ("bytea", "text", STAYS, [r"\x00ff"], [], []),
    ("cidr", "inet", STAYS, ["10.0.0.0/8"], [], []),
    ("inet", "cidr", UNSURE, [], [], []),
    ("money", "numeric", UNSURE, [], [], []),
    ("bit(4)", "bit(8)", FAILS, [], [], ["0101"]),
    ("bit varying(4)", "bit varying(8)", STAYS, ["", "0101"], [], []),
    ("text", "bit(4)", FAILS, ["0101"], [], ["01010"]),
    ("public.mood", "public.more", STAYS, ["a", "b"], [], []),
    ("public.mood", "public.less", FAILS, ["a"], [], ["b"]),
    ("text", "public.mood", FAILS, ["a"], [], ["c"]),
    ("public.mood", "text", STAYS, ["a"], [], []),
    ("text", "public.word", STAYS, ["", "x"], [], []),
    ("text", "public.short", FAILS, ["abc"], [], ["abcd"]),
    ("public.short", "text", STAYS, ["abc"], [], []),
    ("integer", "public.pos", FAILS, ["1"], [], ["0"]),
    ("public.pos", "integer", STAYS, ["1"], [], []),
    ("public.pos", "smallint", FAILS, ["1"], [], ["32768"]),
]


@pytest.mark.parametrize(("old", "new", "verdict"), [pair[:3] for pair in PAIRS])
def test_the_verdict(old: str, new: str, verdict: str) -> None:
    assert carried("x", old, new, KINDS).verdict == verdict


def test_what_postgres_does(server: Server) -> None:
    """By the statement of the migration, and by the one that inserts rows elsewhere; what is lost
    has the hazard for it, and so has what is refused."""
    told = asyncio.run(_all(server))
    assert told == [(pair[:2], "stays", "less", "refused") for pair in PAIRS if pair[2] != UNSURE]


async def _all(server: Server) -> list[tuple[tuple[str, str], str, str, str]]:
    async with server.database() as database:
        connection = await database.connect()
        try:
            await connection.execute(MAKE)
            return [
                (
                    (old, new),
                    " ".join(
                        ["stays", *[v for v in stay if not await _tried(connection, old, new, v)]]
                    ),
                    " ".join(
                        ["less", *[v for v in less if await _tried(connection, old, new, v)]]
                        + ["unsaid"] * (bool(less) and not _loses(old, new))
                    ),
                    " ".join(
                        [
                            "refused",
                            *[v for v in fail if await _tried(connection, old, new, v) is not None],
                        ]
                        + ["unsaid"] * (bool(fail) and not casts.fails(old, new))
                    ),
                )
                for old, new, verdict, stay, less, fail in PAIRS
                if verdict != UNSURE
            ]
        finally:
            await connection.close()


def _loses(old: str, new: str) -> bool:
    # the order of keys is told with the choice, and asks for no leave
    return old == "json" or casts.loses(under(old, KINDS), under(new, KINDS)) is not None


async def _tried(
    connection: asyncpg.Connection[asyncpg.Record], old: str, new: str, value: str
) -> bool | None:
    """Whether a value is what it was after there and back; None where it is refused."""
    using = casts.cast("x", under(old, KINDS), under(new, KINDS))
    inserted = carried("x", old, new, KINDS).sql
    ways = [
        f"ALTER TABLE t ALTER x TYPE {new}" + (f" USING {using}" if using else ""),
        f"CREATE TEMP TABLE u (x {new}); INSERT INTO u SELECT {inserted} FROM t; DROP TABLE t;"
        " ALTER TABLE u RENAME TO t",
    ]
    outcomes: list[bool | None] = []
    for way in ways:
        transaction = connection.transaction()
        await transaction.start()
        try:
            await connection.execute(f"CREATE TEMP TABLE t (x {old})")
            await connection.execute(f"INSERT INTO t VALUES ('{value}')")
            before = await connection.fetchval("SELECT x::text FROM t")
            await connection.execute(way)
            back = "x <> 0" if old == "boolean" else f"x::text::{old}"
            if new == "boolean":
                back = "x::integer"
            outcomes.append(await connection.fetchval(f"SELECT ({back})::text FROM t") == before)
        except asyncpg.PostgresError:
            outcomes.append(None)
        finally:
            await transaction.rollback()
    assert outcomes[0] == outcomes[1], (old, new, value)
    return outcomes[0]
