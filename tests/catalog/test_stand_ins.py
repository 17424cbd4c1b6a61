"""Merges of schemas that use what the scratch server lacks: proved as far as that goes, and the
rest is named."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import asyncpg
import pytest
from other_servers import Others

from mergetui.catalog.model import BaseType, Catalog
from mergetui.catalog.names import Name
from mergetui.catalog.read import read_catalog
from mergetui.catalog.server import Server
from mergetui.catalog.standins import make_types
from mergetui.merge.model import Merged
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration
from mergetui.proof.prove import Proof, prove

OLD = """
CREATE TABLE places (id int PRIMARY KEY, at shape(Point, 4326) NOT NULL, size box9 UNIQUE);
CREATE INDEX ON places USING gist (at);
CREATE VIEW near AS SELECT at::shape(Point, 4326) FROM places;
CREATE TABLE lab.tests (id int PRIMARY KEY, mood lab.mood);
"""
NEW = """
CREATE TABLE places (id int PRIMARY KEY, at shape(PointZ, 4326) NOT NULL, size box9 UNIQUE);
CREATE INDEX ON places USING gist (at);
CREATE VIEW near AS SELECT at::shape(Point, 4326) FROM places WHERE id > 1;
CREATE TABLE lab.tests (id int PRIMARY KEY, mood lab.mood NOT NULL DEFAULT 'ok');
CREATE TABLE kept.flags (id int PRIMARY KEY, flag kept.flag DEFAULT 'on');
"""


def proved(remote: Catalog, new: Catalog, server: Server) -> tuple[Proof, Migration]:
    migration = diff(remote, new)
    return asyncio.run(prove(remote, Merged(catalog=new), migration, server)), migration


def test_types_that_nothing_makes(
    catalog_of: Callable[[str | Mapping[str, str]], Catalog], server: Server
) -> None:
    proof, migration = proved(catalog_of(OLD), catalog_of(NEW), server)
    assert proof.holds, proof
    assert proof.rows.before == 6
    assert [sentence.partition(":")[0] for sentence in proof.unproven] == [
        *("type lab.mood", "type public.box9", "type public.shape", "type kept.flag")
    ]
    unproven = {s.sql: h.message for s, h in migration.hazards if h.kind == "unproven"}
    assert {message.partition(",")[0] for message in unproven.values()} == {
        *("uses kept.flag", "uses lab.mood", "uses public.shape")
    }
    assert [sql for sql in unproven if sql.startswith("ALTER TABLE public")] == [
        "ALTER TABLE public.places ALTER COLUMN at TYPE public.shape(pointz,4326)"
    ]
    assert [s.sql for s in migration.statements if s.sql.startswith("CREATE SCHEMA")] == [
        "CREATE SCHEMA kept"
    ]


def test_what_extensions_have_is_proved_with_their_stand_ins(
    catalog_of: Callable[[str | Mapping[str, str]], Catalog], server: Server
) -> None:
    makes = "CREATE EXTENSION postgis; CREATE EXTENSION hstore; CREATE EXTENSION btree_gist;"
    old = catalog_of(
        f"{makes} CREATE TABLE a (id int PRIMARY KEY, at geography(Point) NOT NULL,"
        " h hstore UNIQUE, n int, r int4range, EXCLUDE USING gist (n WITH =, r WITH &&));"
        "CREATE INDEX ON a USING gist (at);"
        "CREATE VIEW v AS SELECT at::geometry(Point,4326) FROM a;"
    )
    new = catalog_of(
        f"{makes} CREATE TABLE a (id int PRIMARY KEY, at geography(PointZ) NOT NULL,"
        " h hstore UNIQUE DEFAULT 'a=>1', n int, r int4range,"
        " EXCLUDE USING gist (n WITH =, r WITH &&));"
        "CREATE INDEX ON a USING gist (at); CREATE INDEX ON a USING gin (h);"
        "CREATE VIEW v AS SELECT at::geometry(Point,4326), h -> 'a' AS a FROM a;"
        "CREATE TABLE b (g geometry(MultiPolygon, 3857) CHECK (st_srid(g) = 3857));"
    )
    proof, migration = proved(old, new, server)
    assert proof.holds, proof
    assert proof.rows.before == 3
    assert [sentence.partition(":")[0] for sentence in proof.unproven] == [
        *("extension hstore", "extension postgis")
    ]
    assert "public.geometry(MultiPolygon,3857)" in str([s.sql for s in migration.statements])


def test_a_refusal_speaks_of_the_modifiers_that_were_written(
    catalog_of: Callable[[str | Mapping[str, str]], Catalog], server: Server
) -> None:
    old = catalog_of("CREATE TABLE a (id int); CREATE TABLE b (g shape(Point, 'x'));")
    new = catalog_of("CREATE TABLE a (id int); CREATE TABLE b (g shape(PointZ, 'x'));")
    wrong = Merged(catalog=new)
    proof = asyncio.run(prove(old, wrong, diff(old, old), server))
    assert not proof.identical
    said = " ".join(proof.differences)
    assert "shape(point,'x')" in said
    assert "shape(pointz,'x')" in said


def test_a_live_database_with_extensions_that_the_scratch_server_lacks(
    server: Server, others: Others
) -> None:
    async def live(url: str) -> tuple[Catalog, Catalog]:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(
                "CREATE SCHEMA kinds; CREATE EXTENSION isn SCHEMA kinds; CREATE EXTENSION seg;"
                "CREATE TABLE books (id kinds.isbn PRIMARY KEY, pages seg NOT NULL, other seg[]);"
                "CREATE INDEX ON books USING gist (pages); CREATE EXTENSION hstore;"
                "CREATE TABLE bags (id int PRIMARY KEY, h hstore NOT NULL CHECK (h ? 'a'));"
                # PostgreSQL 15 prints this query with the table's name before each column
                "CREATE VIEW full_bags AS SELECT id, h -> 'a' AS a FROM bags WHERE id > 1"
            )
            before = await read_catalog(connection)
            await connection.execute("ALTER TABLE books ADD COLUMN more kinds.issn, DROP other")
            return before, await read_catalog(connection)
        finally:
            await connection.close()

    with others.database(15) as url:
        before, after = asyncio.run(live(url))
    assert {(b.name, b.extension) for b in before.base_types.values()} == {
        *((Name("kinds", "isbn"), "isn"), (Name("public", "seg"), "seg")),
        (Name("public", "hstore"), "hstore"),
    }
    proof, migration = proved(before, after, server)
    assert proof.holds, proof
    assert proof.rows.before == 6
    assert sorted(sentence.partition(":")[0] for sentence in proof.unproven) == [
        *("extension hstore", "extension isn", "extension seg"),
        *("type kinds.isbn", "type kinds.issn", "type public.seg"),
    ]
    assert [h.kind for _, h in migration.hazards] == ["data-loss"]


@pytest.mark.parametrize("method", ["gist", "gin", "hash", "btree"])
def test_an_index_on_a_stand_in_takes_many_rows(
    method: str, server: Server, catalog_of: Callable[[str | Mapping[str, str]], Catalog]
) -> None:
    """More than fit on a page, so that the support functions are asked how to part them."""

    async def fill() -> object:
        async with server.database() as database:
            await make_types(database, [BaseType(name=Name("public", "odd"))])
            connection = await database.connect()
            try:
                await connection.execute(
                    f"CREATE TABLE a (b odd); CREATE INDEX ON a USING {method} (b)"
                )
                await connection.execute(
                    "INSERT INTO a SELECT (n || repeat('x', 200))::odd"
                    " FROM generate_series(1, 999) n"
                )
                await connection.execute("CREATE INDEX ON a USING gist (b)")
                return await connection.fetchval("SELECT count(DISTINCT b) FROM a")
            finally:
                await connection.close()

    assert asyncio.run(fill()) == 999
