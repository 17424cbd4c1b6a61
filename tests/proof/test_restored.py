"""A schema that was dumped and restored is the same schema, though PostgreSQL spells it anew: the
guard lets it pass, and nothing is exported for it."""

from __future__ import annotations

import asyncio

import pytest

from mergetui.catalog.model import Catalog
from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server
from mergetui.migration.diff import diff
from mergetui.migration.guard import guard_sql
from mergetui.migration.model import Migration
from mergetui.proof import copy

TABLE = "CREATE TABLE t (a int, b varchar(9), c varchar, d timestamptz, e char(3));"

CASES = {
    "a query of a union whose column has no name": "CREATE VIEW v AS SELECT a, a AS x FROM t"
    " UNION ALL SELECT a, NULL FROM t UNION SELECT a, 1 FROM t;",
    "a union within": "CREATE VIEW v AS SELECT x FROM (SELECT a, b AS x FROM t"
    " UNION ALL (SELECT 2, NULL EXCEPT SELECT 3, 'x')) q;",
    "a keyword as an argument": "CREATE VIEW v AS SELECT EXTRACT('YEAR' FROM d) AS y FROM t;",
    "checks on varchar": "ALTER TABLE t ADD CHECK (b IN ('x', 'y')), ADD CHECK (c <> ALL"
    " (ARRAY['A', 'B'])), ADD CHECK (e = 'abc' AND (b || c) <> '' AND length(c) < 4);",
    "a partial index on varchar": "CREATE INDEX ON t (lower(b)) WHERE c IN ('x', 'y');",
    "a policy on varchar": "CREATE POLICY p ON t USING (b = ANY ('{x,y}') OR c LIKE 'x%');",
    "joins, with and windows": "CREATE VIEW v AS WITH w AS (SELECT a, count(*) FROM t GROUP BY 1)"
    " SELECT t.*, rank() OVER (PARTITION BY t.b ORDER BY t.d DESC) FROM t JOIN w USING (a)"
    " LEFT JOIN LATERAL (SELECT max(d) FROM t u WHERE u.a = t.a) m ON true"
    " WHERE t.b IN ('x', 'y') AND t.d BETWEEN now() - interval '1 day' AND now();",
    "case, coalesce and casts": "CREATE VIEW v AS SELECT CASE b WHEN 'x' THEN 1 ELSE 2 END AS x,"
    " coalesce(b, c, 'none') AS y, a::text || b AS z, (a::numeric(8,2))::text AS n,"
    " nullif(b, '') IS NOT NULL AS f, ARRAY[b, c] AS l FROM t;",
    "a materialized view": "CREATE MATERIALIZED VIEW v AS SELECT b FROM t WHERE b IN ('x','y')"
    " UNION SELECT 'z';",
}


async def restored(server: Server, catalog: Catalog) -> tuple[str | None, Catalog]:
    """What the guard of a catalog says of a database made from it, and how that reads."""
    async with server.database() as database:
        await copy.prepare(database, (catalog,))
        await copy.build(database, Catalog(), catalog)
        connection = await database.connect()
        try:
            await connection.execute(guard_sql(Migration(files=()), 0, catalog, catalog))
            said = None
        except Exception as error:  # noqa: BLE001 (it is what the test looks at)
            said = str(error)
        finally:
            await connection.close()
        return said, await read_database(database)


@pytest.mark.parametrize("sql", CASES.values(), ids=CASES.keys())
def test_a_restored_schema_is_the_same(sql: str, server: Server) -> None:
    async def run() -> None:
        async with server.database() as database:
            connection = await database.connect()
            await connection.execute(TABLE + sql)
            await connection.close()
            catalog = await read_database(database)
        said, again = await restored(server, catalog)
        assert said is None
        assert [s.sql for s in diff(again, catalog).statements] == []

    asyncio.run(run())
