"""The stand-ins for extensions: what migrations write with them is taken and holds rows."""

from __future__ import annotations

import asyncio

import pytest

from mergetui.catalog.read import read_catalog
from mergetui.catalog.server import Server

CASES = {
    "uuid-ossp": "CREATE TABLE a (id uuid DEFAULT uuid_generate_v4(), b int);",
    "pgcrypto": "CREATE TABLE a (id text DEFAULT encode(gen_random_bytes(32), 'hex'), b int,"
    " c bytea DEFAULT digest('x', 'sha256'), d text DEFAULT crypt('x', gen_salt('bf')));",
    "citext": "CREATE TABLE a (id citext UNIQUE DEFAULT 'Ab' CHECK (id ~ '^[a-z]+$'), b int);"
    "CREATE INDEX ON a USING hash (id);",
    "pg_trgm": "CREATE TABLE a (id text DEFAULT 'Ab', b int);"
    "CREATE INDEX ON a USING gin (id gin_trgm_ops);"
    "CREATE VIEW v AS SELECT * FROM a WHERE similarity(id, 'x') > 0.3 OR id % 'x';",
    "moddatetime": "CREATE TABLE a (id timestamptz DEFAULT now(), b int);"
    "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION moddatetime(id);",
    "unaccent": "CREATE TABLE a (id text, b int DEFAULT length(unaccent('é')));",
    "fuzzystrmatch": "CREATE TABLE a (id text, b int);"
    "CREATE VIEW v AS SELECT levenshtein(id, 'x') FROM a;",
    "vector": "CREATE TABLE a (id vector(2) DEFAULT '[1,2]', b int);"
    "CREATE INDEX ON a USING hnsw (id vector_cosine_ops);",
}


@pytest.mark.parametrize(("name", "sql"), CASES.items(), ids=CASES.keys())
@pytest.mark.parametrize("schema", ["extensions", "public"])
def test_extension(server: Server, name: str, sql: str, schema: str) -> None:
    async def use() -> None:
        async with server.database() as database:
            await database.ensure_extension(name, schema)
            connection = await database.connect()
            try:
                await connection.execute(sql)
                await connection.execute("INSERT INTO a (b) SELECT generate_series(1, 1)")
                await connection.execute("UPDATE a SET b = b + 1")
                catalog = await read_catalog(connection)
            finally:
                await connection.close()
            assert [(e.name, e.schema) for e in catalog.extensions.values()] == [(name, schema)]
            assert list(catalog.functions) == []
            assert list(catalog.types) == []
            assert dict(catalog.not_handled) == {}
            assert [table.name for table in catalog.tables] == ["a"]

    asyncio.run(use())


def test_citext_folds_case(server: Server) -> None:
    async def ask() -> list[object]:
        async with server.database() as database:
            await database.ensure_extension("citext")
            connection = await database.connect()
            try:
                return list(
                    await connection.fetchrow(
                        "SELECT 'A'::citext = 'a', 'A'::citext < 'b', max(c)::text, 'A'::text = 'a'"
                        " FROM (VALUES ('a'::citext), ('B')) v (c)"
                    )
                )
            finally:
                await connection.close()

    assert asyncio.run(ask()) == [True, True, "B", False]
