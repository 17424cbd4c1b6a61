"""The stand-ins for extensions: what migrations write with them is taken and holds rows."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import asyncpg
import pytest
from other_servers import Others

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
    "unaccent": "CREATE TABLE a (id text, b int DEFAULT length(unaccent('é')),"
    " c text DEFAULT unaccent('unaccent'::regdictionary, 'é'));",
    "fuzzystrmatch": "CREATE TABLE a (id text, b int);"
    "CREATE VIEW v AS SELECT levenshtein(id, 'x') FROM a;",
    "hstore": "CREATE TABLE a (id hstore UNIQUE DEFAULT 'a=>1' CHECK (id ? 'a'), b int);"
    "CREATE INDEX ON a USING gin (id); CREATE INDEX ON a USING gist (id);"
    "CREATE INDEX ON a ((id -> 'x')); CREATE VIEW v AS SELECT (each(id)).key FROM a;",
    "ltree": "CREATE TABLE a (id ltree PRIMARY KEY DEFAULT 'a.b', b int, c ltree[]);"
    "CREATE INDEX ON a USING gist (id); CREATE INDEX ON a USING gist (c);"
    "CREATE INDEX ON a (nlevel(id)); "
    "CREATE VIEW v AS SELECT * FROM a WHERE id <@ 'a' OR id ~ '*.b';",
    "cube": "CREATE TABLE a (id cube DEFAULT '(1,2)', b int);"
    "CREATE INDEX ON a USING gist (id); "
    "CREATE VIEW v AS SELECT id -> 1 FROM a ORDER BY id <-> '(0)';",
    "earthdistance": "CREATE TABLE a (id earth DEFAULT '(1,2,3)', b int);"
    "CREATE INDEX ON a USING gist (ll_to_earth(b, b));"
    "CREATE VIEW v AS SELECT earth_distance(id, id) / earth() FROM a;",
    "intarray": "CREATE TABLE a (id int[] DEFAULT '{1}' CHECK (id @@ '1'), b int);"
    "CREATE INDEX ON a USING gin (id gin__int_ops);"
    "CREATE INDEX ON a USING gist (id gist__intbig_ops(siglen = 32));",
    "tablefunc": "CREATE TABLE a (id text, b int);"
    "CREATE VIEW v AS SELECT * FROM crosstab('SELECT 1') AS c (x int, y text);",
    "btree_gin": "CREATE TABLE a (id int DEFAULT 1, b int, c text, d uuid);"
    "CREATE INDEX ON a USING gin (id, b, c, d);",
    "btree_gist": "CREATE TABLE a (id tstzrange DEFAULT '[2026-01-01,)', b int, c text,"
    " EXCLUDE USING gist (b WITH =, c WITH =, id WITH &&));",
    "pg_cron": "CREATE TABLE a (id bigint DEFAULT 1, b int);"
    "SELECT cron.schedule('x', '* * * * *', 'SELECT 1'); SELECT cron.unschedule('x');",
    "pg_net": "CREATE TABLE a (id bigint DEFAULT net.http_post('http://localhost', '{}'), b int);",
    "pgjwt": "CREATE TABLE a (id text DEFAULT sign('{}'::json, 'secret'), b int);",
    "http": "CREATE TABLE a (id text DEFAULT (http_get('http://localhost')).content, b int);",
    "pg_stat_statements": "CREATE TABLE a (id int, b int);"
    "CREATE VIEW v AS SELECT query, calls FROM pg_stat_statements;",
    "postgis": "CREATE TABLE a (id geometry DEFAULT 'POINT(1 2)' CHECK (st_srid(id) = 4326), b int,"
    " c geography UNIQUE, d geometry GENERATED ALWAYS AS (st_centroid(id)) STORED);"
    "CREATE INDEX ON a USING gist (id); CREATE INDEX ON a USING gist (c);"
    "CREATE INDEX ON a USING spgist (id); CREATE INDEX ON a USING brin (id);"
    "CREATE INDEX ON a USING gist (id gist_geometry_ops_nd);"
    "CREATE VIEW v AS SELECT st_asgeojson(st_union(id)) FROM a"
    " WHERE id && st_makeenvelope(1, 2, 3, 4, 4326) AND st_dwithin(c, st_point(1, 2)::geography, 5)"
    " AND EXISTS (SELECT FROM spatial_ref_sys) ORDER BY count(*);",
    "vector": "CREATE TABLE a (id vector(2) DEFAULT '[1,2]', b int);"
    "CREATE INDEX ON a USING hnsw (id vector_cosine_ops);",
}


@pytest.mark.parametrize(("name", "sql"), CASES.items(), ids=CASES.keys())
@pytest.mark.parametrize("schema", ["extensions", pytest.param("public", marks=pytest.mark.slow)])
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
            assert (name, schema) in [(e.name, e.schema) for e in catalog.extensions.values()]
            assert list(catalog.functions) == []
            assert list(catalog.types) == []
            assert dict(catalog.not_handled) == {}
            assert [table.name for table in catalog.tables] == ["a"]

    asyncio.run(use())


CONTRIB = (
    *("btree_gin", "btree_gist", "citext", "cube", "earthdistance", "fuzzystrmatch", "hstore"),
    *("intarray", "ltree", "moddatetime", "pg_trgm", "pgcrypto", "tablefunc", "unaccent"),
    "uuid-ossp",
)
# What schemas can name; not what an index or a type stands on by itself.
MEMBERS = """
WITH members AS (
    SELECT classid, objid FROM pg_depend
    WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
        AND refobjid = (SELECT oid FROM pg_extension WHERE extname = $1)
)
SELECT 'function ' || p.oid::regprocedure || ' ' || pg_get_function_result(p.oid)
FROM members JOIN pg_proc p ON classid = 'pg_proc'::regclass AND objid = p.oid
WHERE 'internal'::regtype <> ALL (p.proargtypes::oid[] || p.prorettype)
UNION ALL
SELECT 'operator ' || o.oid::regoperator FROM members
JOIN pg_operator o ON classid = 'pg_operator'::regclass AND objid = o.oid
UNION ALL
SELECT format('operator class %s for %s by %s %s', opcname, opcintype::regtype, amname, opcdefault)
FROM members JOIN pg_opclass c ON classid = 'pg_opclass'::regclass AND objid = c.oid
JOIN pg_am a ON a.oid = opcmethod
UNION ALL
SELECT format('cast from %s to %s %s', castsource::regtype, casttarget::regtype, castcontext)
FROM members JOIN pg_cast c ON classid = 'pg_cast'::regclass AND objid = c.oid
UNION ALL
SELECT format('type %s %s', t.typname, t.typtype)
FROM members JOIN pg_type t ON classid = 'pg_type'::regclass AND objid = t.oid
WHERE typcategory <> 'A'
UNION ALL
SELECT 'dictionary ' || dictname FROM members
JOIN pg_ts_dict d ON classid = 'pg_ts_dict'::regclass AND objid = d.oid
"""
INSIDE = re.compile(
    r"gbtreekey|ghstore|ltree_gist|intbig|gtrgm|int_union|int_same|g_int|btree_gist"
)


def test_a_stand_in_has_all_that_the_contrib_module_has(server: Server, others: Others) -> None:
    """Compared with Debian's, where it is installed."""

    async def members(connection: asyncpg.Connection[Any], name: str) -> set[str]:
        rows = await connection.fetch(MEMBERS, name)
        return {row[0] for row in rows if not INSIDE.search(row[0])}

    async def compare(url: str) -> dict[str, set[str]]:
        lacking = {}
        there = await asyncpg.connect(url)
        for name in CONTRIB:
            async with server.database() as database:
                await database.ensure_extension(name, "public")
                here = await server.admin.connect(database.name)
                await there.execute(f'CREATE EXTENSION "{name}" CASCADE')
                if lacks := await members(there, name) - await members(here, name):
                    lacking[name] = lacks
                await here.close()
        await there.close()
        return lacking

    with others.database(15) as url:
        assert asyncio.run(compare(url)) == {}


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
