"""Bounds of partitions after their key took another type, compared with what PostgreSQL prints of
the same bound where the key is of that type from the start."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from mergetui.catalog.server import Server
from mergetui.merge.bounds import retype

_TIMESTAMP, _TIMESTAMPTZ = "timestamp without time zone", "timestamp with time zone"

SAME_ROWS = [
    ("RANGE", "FROM (0) TO (100)", "integer", "bigint"),
    ("RANGE", "FROM (-5) TO (100)", "integer", "smallint"),
    ("RANGE", "FROM ('-5') TO ('100')", "bigint", "integer"),
    ("RANGE", "FROM (-5) TO (100)", "integer", "numeric"),
    ("RANGE", "FROM (0) TO (100)", "integer", "numeric(10,2)"),
    ("RANGE", "FROM (0.50) TO (1.00)", "numeric(10,2)", "numeric(10,3)"),
    ("RANGE", "FROM (1.0) TO (7)", "numeric", "integer"),
    ("RANGE", "FROM (MINVALUE) TO (7)", "integer", "bigint"),
    ("RANGE", "FROM ('2024-01-01') TO ('2025-01-01')", "date", _TIMESTAMP),
    ("RANGE", "FROM ('2024-01-01') TO ('infinity')", "date", _TIMESTAMPTZ),
    ("RANGE", "FROM ('2024-01-01 01:02:03.5') TO ('2025-01-01')", _TIMESTAMP, _TIMESTAMPTZ),
    ("RANGE", "FROM ('2024-01-01') TO (MAXVALUE)", _TIMESTAMPTZ, _TIMESTAMP),
    ("LIST", "IN (1, -2, NULL)", "integer", "bigint"),
    ("LIST", "IN (1, -2)", "integer", "text"),
    ("LIST", "IN (true, false)", "boolean", "text"),
    ("LIST", "IN ('it''s', '(b)', 'c, d')", "text", "character varying(20)"),
    ("HASH", "WITH (modulus 1, remainder 0)", "integer", "bigint"),
]

OTHER_ROWS = [
    ("RANGE", "FOR VALUES FROM (0) TO (100)", "integer", "text"),
    ("RANGE", "FOR VALUES FROM ('a') TO ('b')", "text", "integer"),
    ("RANGE", "FOR VALUES FROM ('0') TO ('10000000000')", "bigint", "integer"),
    ("RANGE", "FOR VALUES FROM (0.5) TO ('1')", "numeric", "integer"),
    ("RANGE", "FOR VALUES FROM (0.55) TO ('1')", "numeric", "numeric(5,1)"),
    ("RANGE", f"FOR VALUES FROM (0.5) TO ({'9' * 40}.5)", "numeric", "numeric(60,5)"),
    ("RANGE", "FOR VALUES FROM ('NaN') TO (MAXVALUE)", "numeric", "bigint"),
    ("RANGE", "FOR VALUES FROM ('0044-03-15 BC') TO ('2000-01-01')", "date", _TIMESTAMPTZ),
    ("RANGE", "FOR VALUES FROM ('2024-01-01 00:00:00') TO (MAXVALUE)", _TIMESTAMP, "date"),
    ("RANGE", "FOR VALUES FROM ('new') TO ('old')", "mood", "text"),
    ("LIST", "FOR VALUES IN ('x')", "text", "boolean"),
]  # fmt: skip


async def printed(connection: asyncpg.Connection, kind: str, bound: str, type: str) -> str:
    """The bound of a partition as PostgreSQL prints it."""
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute(
        f"SET LOCAL timezone TO 'UTC'; CREATE TABLE t (k {type}) PARTITION BY {kind} (k);"
        f"CREATE TABLE p PARTITION OF t FOR VALUES {bound}"
    )
    found: str = await connection.fetchval(
        "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'p'"
    )
    await transaction.rollback()
    return found


def test_a_bound_is_as_postgresql_prints_it(server: Server) -> None:
    async def story() -> None:
        async with server.database() as database:
            connection = await database.connect()
            try:
                for kind, bound, old, new in SAME_ROWS:
                    was = await printed(connection, kind, bound, old)
                    now = await printed(connection, kind, bound, new)
                    assert retype(was, kind, [(old, new)]) == now
            finally:
                await connection.close()

    asyncio.run(story())


@pytest.mark.parametrize(("kind", "bound", "old", "new"), OTHER_ROWS)
def test_other_rows_would_be_within_it(kind: str, bound: str, old: str, new: str) -> None:
    assert retype(bound, kind, [(old, new)]) is None


def test_each_column_of_a_range_is_of_its_own_type() -> None:
    bound = "FOR VALUES FROM (1, 'a') TO (2, MAXVALUE)"
    types = [("integer", "bigint"), ("text", "text")]
    assert retype(bound, "RANGE", types) == "FOR VALUES FROM ('1', 'a') TO ('2', MAXVALUE)"
