"""The kinds of objects that few schemas have: each read, and each kept by a snapshot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import fields

import pytest
from other_servers import OTHER, Others

from mergetui.catalog.model import (
    Catalog,
    Column,
    Composite,
    DefaultPrivileges,
    Extra,
    Grant,
    Other,
    Range,
)
from mergetui.catalog.names import Name
from mergetui.catalog.read import read_catalog
from mergetui.catalog.server import Server, scratch_server
from mergetui.catalog.snapshot import catalog_fingerprint, dumps, loads
from mergetui.decisions.initial import initial
from mergetui.decisions.model import Sources
from mergetui.errors import Place
from mergetui.merge.compose import compose
from mergetui.migration.diff import diff
from mergetui.proof.prove import prove

CatalogOf = Callable[[str | Mapping[str, str]], Catalog]

SQL = """
CREATE COLLATION plain (locale = 'POSIX');
COMMENT ON COLLATION plain IS 'by bytes';
CREATE FUNCTION apart(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 - $2';
CREATE TYPE reading AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = apart,
    MULTIRANGE_TYPE_NAME = readings);
COMMENT ON TYPE reading IS 'from to';
CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = plain, SUBTYPE_OPCLASS = text_pattern_ops);
CREATE TYPE pair AS (x int, y text COLLATE "C");
COMMENT ON COLUMN pair.y IS 'why';
CREATE TABLE t (
    id int PRIMARY KEY,
    a text COMPRESSION pglz COLLATE plain,
    r readings DEFAULT readings(reading(1, 2))
) WITH (toast.autovacuum_enabled = off);
ALTER TABLE t ALTER a SET STATISTICS 500, ALTER a SET (n_distinct = 5);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;
CREATE INDEX by_a ON t (a);
ALTER TABLE t CLUSTER ON by_a;
CREATE TABLE typed OF pair (x PRIMARY KEY);
CREATE TABLE log (id int, was text);
CREATE RULE logged AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (old.id, old.a);
COMMENT ON RULE logged ON t IS 'who went';
ALTER TABLE t DISABLE RULE logged;
CREATE STATISTICS both_of (ndistinct) ON id, a FROM t;
COMMENT ON STATISTICS both_of IS 'together';
CREATE PUBLICATION changes FOR TABLE t (id, a) WHERE (id > 3) WITH (publish = 'insert');
COMMENT ON PUBLICATION changes IS 'to the warehouse';
ALTER PUBLICATION supabase_realtime ADD TABLE log;
CREATE VIEW v AS SELECT id, a FROM t;
ALTER VIEW v ALTER id SET DEFAULT 5;
COMMENT ON COLUMN v.id IS 'vee';
CREATE RULE through AS ON INSERT TO v DO INSTEAD INSERT INTO t (id, a) VALUES (new.id, new.a);
CREATE FUNCTION welcome() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER on_signup AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION welcome();
CREATE POLICY mine ON storage.objects FOR DELETE TO authenticated, anon
    USING (owner IN (SELECT NULL::uuid FROM log));
COMMENT ON POLICY mine ON storage.objects IS 'nobody else';
CREATE AGGREGATE counted (*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0', PARALLEL = SAFE);
COMMENT ON AGGREGATE counted(*) IS 'how many';
CREATE FUNCTION near(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
CREATE OPERATOR <~> (FUNCTION = near, LEFTARG = int, RIGHTARG = int, COMMUTATOR = <~>,
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
COMMENT ON OPERATOR <~> (int, int) IS 'close';
CREATE FUNCTION as_pair(int) RETURNS pair LANGUAGE sql AS 'SELECT row($1, null)::pair';
CREATE CAST (int AS pair) WITH FUNCTION as_pair(int) AS ASSIGNMENT;
CREATE CAST (pair AS text) WITH INOUT;
CREATE TEXT SEARCH DICTIONARY short (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION ours (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION ours ADD MAPPING FOR word, asciiword WITH short, simple;
COMMENT ON TEXT SEARCH CONFIGURATION ours IS 'few words';
ALTER STATISTICS both_of SET STATISTICS 50;
CREATE INDEX lowered ON t (lower(a));
ALTER INDEX lowered ALTER COLUMN 1 SET STATISTICS 9;
CREATE TABLE happened (id int GENERATED ALWAYS AS IDENTITY, at date) PARTITION BY RANGE (at);
CREATE TABLE happened_before PARTITION OF happened FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
CREATE SCHEMA sales;
ALTER DEFAULT PRIVILEGES IN SCHEMA sales GRANT SELECT ON TABLES TO anon;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE TABLE sales.o (id int);
CREATE FUNCTION sales.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
"""


# What a server does not know yet: first version that does -> (text, what stands there before).
SINCE = {
    14: (
        (" COMPRESSION pglz", ""),
        (",\n    MULTIRANGE_TYPE_NAME = readings", ""),
        ("r readings DEFAULT readings(reading(1, 2))", "r reading DEFAULT reading(1, 2)"),
    ),
    15: ((" (id, a) WHERE (id > 3)", ""),),
}


def sql_for(version: int) -> str:
    text = SQL
    for since, changes in SINCE.items():
        for now, before in changes if version < since else ():
            assert now in text
            text = text.replace(now, before)
    return text


def public(name: str) -> Name:
    return Name("public", name)


@pytest.fixture
def catalog(catalog_of: CatalogOf) -> Catalog:
    found = catalog_of(SQL)
    assert found.faults == ()
    assert dict(found.not_handled) == {}
    return found


def test_a_snapshot_keeps_them(catalog: Catalog) -> None:
    text = dumps(catalog)
    assert loads(text, Place("x")) == catalog
    assert catalog_fingerprint(loads(text, Place("x"))) == catalog_fingerprint(catalog)


def test_types(catalog: Catalog) -> None:
    assert list(catalog.types.values()) == [
        Composite(
            name=public("pair"),
            fields=(("x", "integer"), ("y", 'text COLLATE pg_catalog."C"')),
            field_comments=(("y", "why"),),
        ),
        Range(
            name=public("reading"),
            subtype="double precision",
            multirange=public("readings"),
            options=(("subtype_diff", "public.apart"),),
            comment="from to",
            needs=("function public.apart(double precision, double precision)",),
        ),
        Range(
            name=public("words"),
            subtype="text",
            multirange=public("words_multirange"),
            options=(
                ("subtype_opclass", "pg_catalog.text_pattern_ops"),
                ("collation", "public.plain"),
            ),
            needs=("collation public.plain",),
        ),
    ]


def test_tables(catalog: Catalog) -> None:
    t = catalog.tables[public("t")]
    assert t.columns[1:] == (
        Column(
            name="a",
            type="text",
            collation="public.plain",
            compression="pglz",
            statistics=500,
            options=("n_distinct=5",),
        ),
        Column(
            name="r",
            type="public.readings",
            default="public.readings(public.reading((1)::double precision, (2)::double precision))",
        ),
    )
    assert t.options == ("toast.autovacuum_enabled=off",)
    assert t.replica_identity == "index t_pkey"
    assert [(i.name, i.clustered, i.statistics) for i in t.indexes] == [
        ("by_a", True, ()),
        ("lowered", False, ((1, 9),)),
    ]
    assert t.needs == ("collation public.plain", "type public.reading")
    assert t.extras == (
        Extra(
            kind="publication",
            name="changes",
            definition="ALTER PUBLICATION changes ADD TABLE ONLY public.t (id, a) WHERE ((id > 3))",
            needs=("publication changes",),
        ),
        Extra(
            kind="rule",
            name="logged",
            definition="CREATE RULE logged AS\n    ON DELETE TO public.t DO  INSERT INTO"
            " public.log (id, was)\n  VALUES (old.id, old.a)",
            enabled="disabled",
            comment="who went",
            needs=("table public.log",),
        ),
        Extra(
            kind="statistics",
            name="public.both_of",
            definition="CREATE STATISTICS public.both_of (ndistinct) ON id, a FROM public.t",
            target=50,
            comment="together",
        ),
    )
    assert catalog.tables[public("typed")].of_type == public("pair")
    (realtime,) = catalog.tables[public("log")].extras
    assert (realtime.kind, realtime.name) == ("publication", "supabase_realtime")


def test_views_and_aggregates(catalog: Catalog) -> None:
    v = catalog.views[public("v")]
    assert v.column_comments == (("id", "vee"),)
    assert v.column_defaults == (("id", "5"),)
    assert [(e.kind, e.name, e.needs) for e in v.extras] == [
        ("rule", "through", ("table public.t",))
    ]
    counted = catalog.functions["counted()"]
    assert (counted.aggregate, counted.comment) == (True, "how many")
    assert counted.definition == (
        "CREATE OR REPLACE AGGREGATE public.counted(*) (\n    SFUNC = int8inc,\n"
        "    STYPE = bigint,\n    INITCOND = '0',\n    PARALLEL = SAFE\n)"
    )


def test_others(catalog: Catalog) -> None:
    assert [o for o in catalog.others.values() if " ON " not in o.name] == [
        Other(
            kind="cast",
            name="(integer AS public.pair)",
            definition="CREATE CAST (integer AS public.pair) WITH FUNCTION public.as_pair(integer)"
            " AS ASSIGNMENT",
            needs=("function public.as_pair(integer)", "type public.pair"),
        ),
        Other(
            kind="cast",
            name="(public.pair AS text)",
            definition="CREATE CAST (public.pair AS text) WITH INOUT",
            needs=("type public.pair",),
        ),
        Other(
            kind="collation",
            name="public.plain",
            definition="CREATE COLLATION public.plain (provider = libc, locale = 'POSIX')",
            comment="by bytes",
        ),
        Other(
            kind="operator",
            name="public.<~>(integer,integer)",
            definition="CREATE OPERATOR public.<~> (FUNCTION = public.near, LEFTARG = integer,"
            " RIGHTARG = integer, COMMUTATOR = OPERATOR(public.<~>), RESTRICT = eqsel,"
            " JOIN = eqjoinsel, HASHES, MERGES)",
            comment="close",
            needs=("function public.near(integer, integer)",),
        ),
        Other(
            kind="publication",
            name="changes",
            definition="CREATE PUBLICATION changes WITH (publish = 'insert',"
            " publish_via_partition_root = false)",
            comment="to the warehouse",
        ),
        Other(
            kind="text search configuration",
            name="public.ours",
            definition="CREATE TEXT SEARCH CONFIGURATION public.ours"
            ' (PARSER = pg_catalog."default")',
            more=(
                "ALTER TEXT SEARCH CONFIGURATION public.ours ADD MAPPING FOR asciiword"
                " WITH public.short, simple",
                "ALTER TEXT SEARCH CONFIGURATION public.ours ADD MAPPING FOR word"
                " WITH public.short, simple",
            ),
            comment="few words",
            needs=("text search dictionary public.short",),
        ),
        Other(
            kind="text search dictionary",
            name="public.short",
            definition="CREATE TEXT SEARCH DICTIONARY public.short (TEMPLATE = pg_catalog.simple,"
            " stopwords = 'english', accept = 'false')",
        ),
    ]


def test_what_a_project_puts_on_the_tables_of_the_platform(catalog: Catalog) -> None:
    assert [o for o in catalog.others.values() if " ON " in o.name] == [
        Other(
            kind="policy",
            name="mine ON storage.objects",
            definition="CREATE POLICY mine ON storage.objects FOR DELETE TO anon, authenticated"
            " USING ((owner IN ( SELECT NULL::uuid AS uuid\n   FROM public.log)))",
            comment="nobody else",
            needs=("table public.log",),
        ),
        Other(
            kind="trigger",
            name="on_signup ON auth.users",
            definition="CREATE TRIGGER on_signup AFTER INSERT ON auth.users FOR EACH ROW"
            " EXECUTE FUNCTION public.welcome()",
            needs=("function public.welcome()",),
        ),
    ]


def test_default_privileges(catalog: Catalog) -> None:
    anon, nobody = (
        Grant(grantee="anon", privileges=("select",)),
        Grant(grantee="public", privileges=()),
    )
    assert list(catalog.default_privileges.values()) == [
        DefaultPrivileges(kind="functions", grants=(nobody,)),
        DefaultPrivileges(kind="tables", schema="sales", grants=(anon,)),
    ]
    assert catalog.tables[Name("sales", "o")].grants == (anon,)
    assert catalog.functions["sales.f()"].grants == (nobody,)


def test_what_the_platform_owns_is_named(catalog: Catalog) -> None:
    assert {"auth", "storage"} <= set(catalog.platform)
    assert set(catalog.schemas) == {"public", "sales"}


async def made_again(server: Server) -> tuple[Catalog, Catalog]:
    """What is read of SQL, and of a database made from what was read."""
    async with server.database() as first, server.database() as second:
        connection, other = await first.connect(), await second.connect()
        try:
            await connection.execute(sql_for(server.version // 10000))
            wanted = await read_catalog(connection)
            await other.execute("SET check_function_bodies = off")
            for statement in diff(Catalog(), wanted).statements:
                await other.execute(statement.sql)
            return wanted, await read_catalog(other)
        finally:
            await connection.close()
            await other.close()


def assert_same(wanted: Catalog, found: Catalog) -> None:
    for field in fields(Catalog):
        if field.name != "rows":
            assert getattr(found, field.name) == getattr(wanted, field.name), field.name
    assert diff(wanted, found).statements == ()


def test_every_kind_is_made_again(server: Server, catalog: Catalog) -> None:
    """From nothing to the catalog, and what is read then is the catalog."""
    wanted, found = asyncio.run(made_again(server))
    assert_same(wanted, found)
    assert wanted.tables == catalog.tables


@pytest.mark.parametrize("version", OTHER)
def test_on_other_servers(version: int, catalog: Catalog, others: Others) -> None:
    async def on(url: str) -> tuple[Catalog, Catalog]:
        async with scratch_server(url) as server:
            return await made_again(server)

    wanted, found = asyncio.run(on(others[version]))
    assert wanted.server_version // 10000 == version
    assert_same(wanted, found)
    for field in ("types", "others", "default_privileges") if version >= max(SINCE) else ():
        assert getattr(wanted, field) == getattr(catalog, field), field
    if version >= max(SINCE):
        assert wanted.tables == catalog.tables


DUMP = """
CREATE TABLE public.a (id int);
CREATE TABLE public.b (id int);
CREATE TABLE public.c (id int);
GRANT ALL ON TABLE public.a TO anon;
GRANT ALL ON TABLE public.a TO postgres;
GRANT SELECT ON TABLE public.b TO anon;
ALTER DEFAULT PRIVILEGES FOR ROLE supabase_admin IN SCHEMA public GRANT ALL ON TABLES TO anon;
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT ALL ON TABLES TO postgres;
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT ALL ON TABLES TO anon;
"""


def test_the_grants_in_a_dump_of_the_platform_do_not_drown(catalog_of: CatalogOf) -> None:
    """A dump spells out what default privileges gave, and these stand at its end."""
    found = catalog_of(DUMP)
    assert found.faults == ()
    assert dict(found.not_handled) == {}
    assert dict(found.default_privileges) == {}
    withheld = Grant(grantee="anon", privileges=())
    select = Grant(grantee="anon", privileges=("select",))
    grants = {n.name: [g for g in t.grants if g.grantee == "anon"] for n, t in found.tables.items()}
    assert grants == {"a": [], "b": [withheld, select], "c": [withheld]}


def test_default_privileges_of_another_role_are_named(catalog_of: CatalogOf) -> None:
    found = catalog_of(
        "CREATE ROLE clerk; ALTER DEFAULT PRIVILEGES FOR ROLE clerk GRANT SELECT ON TABLES TO anon;"
    )
    assert dict(found.not_handled) == {
        "default privileges of other roles: clerk": 1,
        "roles": 1,
    }


ICU = """
CREATE TABLE early (a text COLLATE "de-x-icu");
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE COLLATION ruled (provider = icu, locale = 'und', rules = '&V << w <<< W');
CREATE COLLATION german FROM "de-x-icu";
CREATE TABLE t (a text COLLATE ci UNIQUE, b text COLLATE german);
CREATE INDEX ON t (b COLLATE "de-x-icu");
"""
OF_ICU = {
    "ci": "(provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    "german": "(provider = icu, locale = 'de')",
    "ruled": "(provider = icu, locale = 'und', rules = '&V << w <<< W')",
}


def test_collations_of_icu(server: Server, catalog_of: CatalogOf) -> None:
    """The embedded server has no ICU; what sorts by it is read, and a merge of it is proved but
    for the order."""
    found = catalog_of(ICU)
    assert found.faults == ()
    assert {o.name: o.definition for o in found.others.values()} == {
        f"public.{name}": f"CREATE COLLATION public.{name} {options}"
        for name, options in OF_ICU.items()
    }
    early, t = (found.tables[public(name)] for name in ("early", "t"))
    assert [c.collation for c in (*early.columns, *t.columns)] == [
        *('pg_catalog."de-x-icu"', "public.ci", "public.german"),
    ]
    assert [index.body for index in t.indexes] == ['USING btree (b COLLATE "de-x-icu")']
    remote = catalog_of("CREATE TABLE other (id int);")
    decisions = initial(remote, found, Sources(remote="r", local="l"), "union")
    merged = compose(remote, found, decisions)
    migration = diff(remote, merged.catalog, merged.transition)
    proof = asyncio.run(prove(remote, merged, migration, server))
    assert proof.holds
    assert sum("the server has no ICU" in said for said in proof.unproven) == 4


def test_collations_of_icu_where_there_is_icu(others: Others) -> None:
    async def on(url: str) -> Catalog:
        async with scratch_server(url) as server, server.database() as database:
            connection = await database.connect()
            for statement in ICU.replace(", rules = '&V << w <<< W'", "").split(";")[:-1]:
                await connection.execute(statement)
            found = await read_catalog(connection)
            await connection.close()
            return found

    found = asyncio.run(on(others[15]))
    assert {o.name.removeprefix("public."): o.definition for o in found.others.values()} == {
        name: f"CREATE COLLATION public.{name} {options}"
        for name, options in {**OF_ICU, "ruled": "(provider = icu, locale = 'und')"}.items()
    }
