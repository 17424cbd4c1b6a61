"""What a project takes from anon and authenticated is taken from them after the merge too, on a
database of the platform, where default privileges open every new object to them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pytest

from mergetui.catalog.database import Database
from mergetui.catalog.model import Catalog
from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server
from mergetui.decisions.initial import Take, initial
from mergetui.decisions.model import Sources
from mergetui.merge.compose import compose
from mergetui.migration.diff import diff
from mergetui.proof.prove import prove

CatalogOf = Callable[[str | dict[str, str]], Catalog]


@dataclass(frozen=True)
class Case:
    """``may`` and ``may_not``: "anon SELECT a", as has_table_privilege has it. ``said``: all GRANT
    and REVOKE that the migration holds."""

    remote: str = ""
    local: str | dict[str, str] = ""
    may: tuple[str, ...] = ()
    may_not: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    take: Take = "union"
    platform: bool = True
    proved: bool = False
    not_handled: Mapping[str, int] = field(default_factory=dict)  # of the local


DUMP = "SELECT pg_catalog.set_config('search_path', '', false);"
CASES = {
    "a table of its own": Case(
        local="CREATE TABLE a (id int); CREATE TABLE b (id int); REVOKE ALL ON a FROM anon;",
        may_not=("anon SELECT a",),
        may=("authenticated SELECT a", "anon INSERT b"),
        said=("REVOKE ALL ON TABLE public.a FROM anon",),
    ),
    "all but reading": Case(
        local="CREATE TABLE a (id int);"
        "REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER, MAINTAIN ON a FROM anon;",
        may=("anon SELECT a",),
        may_not=("anon INSERT a",),
        said=(
            "GRANT SELECT ON TABLE public.a TO anon",
            "REVOKE ALL ON TABLE public.a FROM anon",
        ),
    ),
    "a table of both": Case(
        remote="CREATE TABLE a (id int);",
        local="CREATE TABLE a (id int); REVOKE ALL ON a FROM anon, authenticated;",
        may_not=("anon SELECT a", "authenticated SELECT a"),
        may=("service_role SELECT a",),
        said=(
            "REVOKE ALL ON TABLE public.a FROM anon",
            "REVOKE ALL ON TABLE public.a FROM authenticated",
        ),
    ),
    "reading is left on a table of both": Case(
        remote="CREATE TABLE a (id int);",
        local="CREATE TABLE a (id int); REVOKE ALL ON a FROM anon; GRANT SELECT ON a TO anon;",
        proved=True,
        may=("anon SELECT a",),
        may_not=("anon INSERT a",),
        said=(
            "REVOKE DELETE, INSERT, MAINTAIN, REFERENCES, TRIGGER, TRUNCATE, UPDATE"
            " ON TABLE public.a FROM anon",
        ),
    ),
    "the remote took it": Case(
        remote="CREATE TABLE a (id int); REVOKE ALL ON a FROM anon; GRANT SELECT ON a TO anon;",
        local="CREATE TABLE a (id int); CREATE TABLE b (id int); REVOKE ALL ON b FROM anon;",
        may=("anon SELECT a",),
        may_not=("anon INSERT a", "anon SELECT b"),
        said=("REVOKE ALL ON TABLE public.b FROM anon",),
    ),
    "the remote took it and the local's definition stays": Case(
        remote="CREATE TABLE a (id int); REVOKE ALL ON a FROM anon; GRANT SELECT ON a TO anon;"
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
        "REVOKE EXECUTE ON FUNCTION f() FROM anon, PUBLIC;",
        local="CREATE TABLE a (id int); CREATE FUNCTION f() RETURNS int LANGUAGE sql"
        " AS 'SELECT 2'; REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;",
        take="local",
        proved=True,
        may=("anon SELECT a",),
        may_not=("anon INSERT a", "anon EXECUTE f()"),
    ),
    "a function, a sequence and a view": Case(
        local="""CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
            REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC, anon;
            CREATE SEQUENCE s; REVOKE ALL ON SEQUENCE s FROM anon;
            CREATE VIEW v AS SELECT 1 AS one; REVOKE ALL ON v FROM anon;""",
        may=("authenticated EXECUTE f()", "authenticated USAGE s", "authenticated SELECT v"),
        may_not=("anon EXECUTE f()", "anon USAGE s", "anon SELECT v"),
        said=(
            "REVOKE ALL ON FUNCTION public.f() FROM anon",
            "REVOKE ALL ON SEQUENCE public.s FROM anon",
            "REVOKE ALL ON TABLE public.v FROM anon",
            "REVOKE EXECUTE ON FUNCTION public.f() FROM PUBLIC",
        ),
    ),
    "by a loop, on all tables, by default": Case(
        local="""CREATE TABLE a (id int); CREATE TABLE b (id int);
            DO $$ DECLARE t text; BEGIN
                FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('REVOKE ALL ON %I FROM anon', t);
                END LOOP;
            END $$;
            REVOKE ALL ON ALL TABLES IN SCHEMA public FROM authenticated;
            ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM service_role;
            CREATE TABLE c (id int);""",
        not_handled={"default privileges taken from the platform's roles": 1},
        may=("service_role SELECT a", "anon SELECT c"),
        may_not=(
            "anon SELECT a",
            "anon SELECT b",
            "authenticated SELECT a",
            "service_role SELECT c",
        ),
        said=(
            "REVOKE ALL ON TABLE public.a FROM anon",
            "REVOKE ALL ON TABLE public.a FROM authenticated",
            "REVOKE ALL ON TABLE public.b FROM anon",
            "REVOKE ALL ON TABLE public.b FROM authenticated",
            "REVOKE ALL ON TABLE public.c FROM service_role",
        ),
    ),
    "a dump among the migrations grants what it says": Case(
        local={
            "1.sql": f"{DUMP} CREATE TABLE public.a (id int); CREATE TABLE public.b (id int);"
            "GRANT ALL ON public.a TO anon, authenticated, service_role;"
            "GRANT ALL ON public.b TO authenticated, service_role;",
            "2.sql": "CREATE TABLE c (id int); CREATE TABLE d (id int); REVOKE ALL ON d FROM anon;",
        },
        may=("anon SELECT a", "anon SELECT c"),
        may_not=("anon SELECT b", "anon SELECT d"),
        said=(
            "REVOKE ALL ON TABLE public.b FROM anon",
            "REVOKE ALL ON TABLE public.d FROM anon",
        ),
    ),
    "a dump without a word of it": Case(
        local={
            "1.sql": f"{DUMP} CREATE TABLE public.a (id int);",
            "2.sql": "CREATE TABLE d (id int); REVOKE ALL ON d FROM anon;",
        },
        may=("anon SELECT a",),
        may_not=("anon SELECT d",),
        said=("REVOKE ALL ON TABLE public.d FROM anon",),
    ),
    "grants that repeat what the platform gives": Case(
        remote="CREATE TABLE a (id int);",
        local="CREATE TABLE a (id int); GRANT ALL ON a TO anon;GRANT SELECT ON a TO authenticated;",
        may=("anon INSERT a", "authenticated INSERT a"),
    ),
    "no platform": Case(
        remote="CREATE TABLE a (id int);",
        local="CREATE ROLE anon; CREATE TABLE a (id int); CREATE TABLE b (id int);"
        "REVOKE ALL ON a FROM anon; GRANT SELECT ON b TO anon;",
        platform=False,
        not_handled={"roles": 1},
        may=("anon SELECT b",),
        may_not=("anon SELECT a", "anon INSERT b"),
        said=("GRANT SELECT ON TABLE public.b TO anon",),
    ),
}


async def execute(database: Database, sql: str) -> None:
    connection = await database.connect()
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def allowed(database: Database, words: str) -> bool:
    role, privilege, thing = words.split(" ")
    kind = {"EXECUTE": "function", "USAGE": "sequence"}.get(privilege, "table")
    connection = await database.connect()
    try:
        query = f"SELECT has_{kind}_privilege($1, $2, $3)"
        return bool(await connection.fetchval(query, role, f"public.{thing}", privilege))
    finally:
        await connection.close()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_taken_is_taken(case: Case, server: Server, catalog_of: CatalogOf) -> None:
    local = catalog_of(case.local)
    assert local.faults == ()
    assert dict(local.not_handled) == case.not_handled

    async def use() -> None:
        async with server.database() as database:
            if case.platform:
                await database.give_platform_grants()
            await execute(database, case.remote or "SELECT")
            remote = await read_database(database)
            decisions = initial(remote, local, Sources(remote="r", local="l"), case.take)
            merged = compose(remote, local, decisions)
            migration = diff(remote, merged.catalog, merged.transition)
            sql = [s.sql for s in migration.statements]
            assert sorted(s for s in sql if s.startswith(("GRANT", "REVOKE"))) == list(case.said)
            assert not [h for _, h in migration.hazards if h.kind == "permission-widened"]
            await execute(database, ";".join(sql) or "SELECT")
            for words in case.may:
                assert await allowed(database, words), words
            for words in case.may_not:
                assert not await allowed(database, words), words
            again = compose(await read_database(database), local, decisions).catalog
            assert diff(await read_database(database), again).statements == ()
        if case.proved:
            proof = await prove(remote, merged, migration, server)
            assert proof.holds, proof

    asyncio.run(use())
