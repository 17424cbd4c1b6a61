"""A merge proved on a real server, and faults that a proof must notice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from types import MappingProxyType

import asyncpg
import pytest

from mergetui.catalog.model import Catalog
from mergetui.catalog.names import Name
from mergetui.catalog.read import read_catalog
from mergetui.catalog.server import Server, scratch_server
from mergetui.merge.model import Merged, RowMove, Transition
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration, Statement
from mergetui.migration.text import opening
from mergetui.proof.dumps import differences
from mergetui.proof.prove import Proof, prove

REMOTE = """
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%') NOT NULL;
CREATE TYPE addr AS (street text, zip text);
CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users, mail email, m mood);
CREATE TABLE users (
    id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
    "fullName" varchar(12) NOT NULL UNIQUE,
    plan text NOT NULL CHECK (plan IN ('free', 'paid')),
    age smallint CHECK (age BETWEEN 18 AND 20),
    home addr, tags text[], balance numeric(8,2) NOT NULL, born timestamptz, data jsonb NOT NULL,
    seen date GENERATED ALWAYS AS ((timezone('UTC', born))::date) STORED,
    boss text REFERENCES users
);
CREATE TABLE rooms (a int, b text, PRIMARY KEY (a, b));
CREATE TABLE stays (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, b text,
    who text NOT NULL REFERENCES users ON DELETE CASCADE,
    FOREIGN KEY (a, b) REFERENCES rooms MATCH FULL
);
CREATE TABLE hen (id int PRIMARY KEY, egg int NOT NULL);
CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL REFERENCES hen);
ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg;
CREATE TABLE guests (id text PRIMARY KEY, name varchar(12) NOT NULL, since date);
CREATE TABLE invites (guest text NOT NULL REFERENCES guests, at timestamptz DEFAULT now());
CREATE TABLE ev (at date NOT NULL, n int) PARTITION BY RANGE (at);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2026-03-01') TO ('2026-03-05');
CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
CREATE TRIGGER none BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION stop();
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
ALTER TABLE guests ENABLE ROW LEVEL SECURITY;
ALTER TABLE guests FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON users USING (id = auth.uid()::text);
CREATE TABLE odd (a text NOT NULL CHECK (md5(a) = 'nothing has this sum'));
"""

# users are called people from now on, have uuid keys, and guests go into them. By hand:
BY_HAND = """
ALTER TABLE stays DROP CONSTRAINT stays_who_fkey;
ALTER TABLE users DROP CONSTRAINT users_boss_fkey;
ALTER TABLE invites DROP CONSTRAINT invites_guest_fkey;
DROP POLICY mine ON users;
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME "fullName" TO full_name;
ALTER TABLE guests RENAME TO guests__merged;
ALTER TABLE people ALTER id DROP DEFAULT, ALTER id TYPE uuid USING id::uuid,
    ALTER boss TYPE uuid USING boss::uuid, ALTER full_name TYPE varchar(40);
ALTER TABLE people ALTER id SET DEFAULT gen_random_uuid();
ALTER TABLE stays ALTER who TYPE uuid USING who::uuid;
ALTER TABLE invites ALTER guest TYPE uuid USING guest::uuid;
ALTER TABLE people ADD CONSTRAINT users_boss_fkey FOREIGN KEY (boss) REFERENCES people;
ALTER TABLE stays ADD CONSTRAINT stays_who_fkey
    FOREIGN KEY (who) REFERENCES people ON DELETE CASCADE;
ALTER TABLE invites ADD CONSTRAINT invites_guest_fkey FOREIGN KEY (guest) REFERENCES people;
CREATE POLICY mine ON people USING (id = auth.uid());
ALTER TABLE profiles ALTER m SET DEFAULT 'new';
"""

TRANSITION = Transition(
    tables=MappingProxyType(
        {
            Name("public", "users"): Name("public", "people"),
            Name("public", "guests"): Name("public", "guests__merged"),
        }
    ),
    columns=MappingProxyType({Name("public", "people"): {"fullName": "full_name"}}),
    moves=(
        RowMove(
            source=Name("public", "guests"),
            kept_as=Name("public", "guests__merged"),
            target=Name("public", "people"),
            columns=(
                ("id", "id::uuid"),
                ("full_name", "'guest ' || name"),
                ("plan", "'free'"),
                ("balance", "0"),
                ("data", "'{}'::jsonb"),
                ("born", "since::timestamptz"),
            ),
            on_conflict_skip=False,
            decision="guests: merge-into",
        ),
    ),
    labels=MappingProxyType({"table public.people": "users: keep"}),
)


@dataclass(frozen=True)
class World:
    runner: asyncio.Runner
    server: Server
    remote: Catalog
    merged: Merged
    migration: Migration

    def prove(self, migration: Migration) -> Proof:
        return self.runner.run(prove(self.remote, self.merged, migration, self.server))


async def read(server: Server, *scripts: str) -> Catalog:
    async with server.database() as database:
        connection = await database.connect()
        try:
            for script in scripts:
                await connection.execute(script)
            return await read_catalog(connection)
        finally:
            await connection.close()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        server = runner.run(stack.enter_async_context(scratch_server()))
        try:
            remote = runner.run(read(server, REMOTE))
            value = "ALTER TYPE mood ADD VALUE 'new'"
            catalog = runner.run(read(server, REMOTE, value, BY_HAND))
            merged = Merged(catalog=catalog, transition=TRANSITION)
            migration = diff(remote, merged.catalog, TRANSITION)
            yield World(runner, server, remote, merged, migration)
        finally:
            runner.run(stack.aclose())


def changed(
    migration: Migration, change: Callable[[list[Statement]], list[Statement]]
) -> Migration:
    files = [replace(f, statements=tuple(change(list(f.statements)))) for f in migration.files]
    return Migration(files=tuple(files))


def without(start: str) -> Callable[[list[Statement]], list[Statement]]:
    return lambda statements: [s for s in statements if not s.sql.startswith(start)]


def test_a_merge_is_proved(world: World) -> None:
    proof = world.prove(world.migration)
    facts = proof.json()
    assert facts["applied"], facts["differences"]
    assert facts["differences"] == []
    assert facts["identical"] and facts["second_export_empty"]
    assert facts["rows"] == {"before": 27, "after": 27, "lost": 0}
    assert proof.second_export == ()
    assert facts["foreign_keys"] == {"expected": 7, "present": 7, "missing": []}
    assert facts["policies"] == {"expected": 1, "present": 1, "missing": []}
    assert facts["rls"] == {"expected": 2, "present": 2, "missing": []}
    # what could not be tried is said, and nothing else is
    assert [u.split(":")[0] for u in facts["unproven"]] == ["rows of odd"]
    assert [f["name"] for f in facts["files"]] == [f.name for f in world.migration.files]
    assert facts["files"][1]["locks"]["AccessExclusiveLock"] > 3
    assert len(world.migration.files) == 2  # the new enum value is a default at once
    assert proof.holds


FAULTS = {
    "a foreign key forgotten": (
        without("ALTER TABLE public.invites ADD"),
        "invites",
    ),
    "a policy forgotten": (without("CREATE POLICY"), "mine"),
    "a default forgotten": (without("ALTER TABLE public.people ALTER COLUMN id SET DEFAULT"), "id"),
    "rows not moved": (without("INSERT INTO public.people"), "refused"),
    "a wrong order": (lambda statements: statements[::-1], "refused"),
    "a row deleted": (
        lambda statements: [
            *statements,
            replace(statements[0], sql="DELETE FROM public.ev1 WHERE n = (SELECT max(n) FROM ev1)"),
        ],
        "rows are not found",
    ),
    "a table written anew without a word": (
        lambda statements: [
            *statements,
            replace(statements[0], sql="CLUSTER public.rooms USING rooms_pkey"),
        ],
        "rooms was written anew, which no statement announces",
    ),
    "a value changed": (
        lambda statements: [
            *statements,
            replace(statements[0], sql="UPDATE public.ev1 SET n = 42"),
        ],
        "ev1: 3 of 3 rows are not found in ev1",
    ),
    "rows inserted twice": (
        lambda statements: [
            *statements,
            replace(
                statements[0],
                sql="INSERT INTO public.invites SELECT * FROM public.invites",
            ),
        ],
        "invites: 3 rows that were in no table before",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed(fault: str, world: World) -> None:
    change, said = FAULTS[fault]
    *first, last = world.migration.files
    broken = changed(Migration(files=(last,)), change)
    proof = world.prove(Migration(files=(*first, *broken.files)))
    assert not proof.holds
    if proof.applied and "forgotten" in fault:
        assert not proof.identical and proof.second_export
    assert any(said in d for d in proof.json()["differences"]), proof.json()["differences"]


@pytest.mark.slow
def test_each_statement_that_is_left_out_is_noticed(world: World) -> None:
    unnoticed = []
    for at, file in enumerate(world.migration.files):
        for number, statement in enumerate(file.statements):
            left = (*file.statements[:number], *file.statements[number + 1 :])
            files = list(world.migration.files)
            files[at] = replace(file, statements=left)
            if world.prove(Migration(files=tuple(files))).holds:
                unnoticed.append(statement.sql)
    assert unnoticed == []


def test_rows_that_no_decision_gives_up_are_lost(world: World) -> None:
    tables = {n: t for n, t in world.remote.tables.items() if n.name not in ("odd", "ev1")}
    smaller = replace(world.remote, tables=MappingProxyType(tables))
    merged = Merged(catalog=smaller)
    migration = diff(world.remote, smaller)

    def run(merged: Merged) -> Proof:
        return world.runner.run(prove(world.remote, merged, migration, world.server))

    assert run(merged).rows.lost == 3
    given_up = Transition(discarded=frozenset({Name("public", "ev1")}))
    proof = run(replace(merged, transition=given_up))
    assert proof.holds and proof.json()["rows"]["given_up"] == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("ALTER TABLE rooms ALTER b TYPE varchar", "table public.rooms has changed (columns)"),
        (
            "ALTER TABLE ev ALTER n SET NOT NULL",
            "table public.ev has changed (columns), table public.ev1",
        ),
        ("ALTER TABLE rooms ENABLE ROW LEVEL SECURITY", "table public.rooms has changed (columns)"),
        ("CREATE TABLE late ()", "table public.late is new"),
        ("DROP TABLE odd", "table public.odd is missing"),
        ("ALTER TYPE mood ADD VALUE 'late'", "enum public.mood has changed (values)"),
        ("ALTER TABLE odd ADD UNIQUE (a)", "table public.odd has changed (constraints)"),
        ("ALTER TABLE odd ADD CHECK (a > '5')", "table public.odd has changed (constraints)"),
        ("CREATE INDEX ON odd (a)", "table public.odd has changed (indexes)"),
        ("CREATE POLICY late ON odd USING (a > '5')", "table public.odd has changed (policies)"),
        ("ALTER POLICY mine ON users USING (true)", "table public.users has changed (policies)"),
        ("ALTER FUNCTION stop() SECURITY DEFINER", "function public.stop() has changed"),
        ("CREATE VIEW late AS SELECT 1", "view public.late is new"),
        (
            "CREATE FUNCTION late() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "function public.late() is new",
        ),
        ("SELECT 1", ""),
    ],
)
def test_the_guard_says_what_differs(change: str, said: str, world: World) -> None:
    async def run() -> str:
        async with world.server.database() as database:
            connection = await database.connect()
            try:
                await connection.execute(REMOTE)
                await connection.execute(change)
                head = opening(world.migration, 0, world.remote, world.merged.catalog)
                await connection.execute(";".join(head))
            except asyncpg.RaiseError as error:
                return str(error)
            finally:
                await connection.close()
        return ""

    found = world.runner.run(run())
    assert said in found and bool(said) is bool(found)


DUMP = """
SET x = 1;
CREATE TABLE public.t (
    a integer CONSTRAINT was_a_not_null NOT NULL,
    b text
);
ALTER TABLE ONLY public.t
    ADD CONSTRAINT k CHECK ((b = ANY ((ARRAY['x'::character varying])::text[])));
CREATE INDEX whole ON ONLY public.t USING btree (a);
CREATE INDEX part ON public.t_1 USING btree (a);
ALTER INDEX public.whole ATTACH PARTITION public.part;
"""


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("SET x = 1", "SET x = 2", 0),
        (" CONSTRAINT was_a_not_null", "", 0),
        (
            "    a integer CONSTRAINT was_a_not_null NOT NULL,\n    b text\n",
            "    b text,\n    a integer NOT NULL\n",
            0,
        ),
        ("(ARRAY['x'::character varying])::text[]", "ARRAY['x'::text]", 0),
        ("integer", "bigint", 2),
        (" CONSTRAINT was_a_not_null NOT NULL", "", 2),
        ("'x'", "'y'", 2),
        ("CONSTRAINT k", "CONSTRAINT other", 2),
        ("b text", "c text", 2),
        ("was_a_not_null", "given", 2),
        ("public.part", "public.t_1_a_idx", 2),
        ("INDEX part", "INDEX t_1_a_idx", 2),
        ("part", "t_1_a_idx", 0),
        ("whole", "t_a_idx", 4),
        ("ON public.t_1", "ON public.t_2", 2),
    ],
)
def test_two_dumps_differ_where_they_say_something_else(old: str, new: str, count: int) -> None:
    assert old in DUMP
    assert len(differences(DUMP, DUMP.replace(old, new))) == count


PARENT = """
CREATE TABLE public.o (
    n integer,
    g bigint GENERATED ALWAYS AS ((n * 2)) STORED
);
CREATE TABLE public.kid (
    extra text
)
INHERITS (public.o);
"""


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("n integer", 0),
        ("g bigint", 0),
        ("g bigint GENERATED ALWAYS AS ((n * 2)) STORED", 0),
        ("n bigint", 2),
        ("g bigint GENERATED ALWAYS AS ((n * 3)) STORED", 2),
        ("g bigint NOT NULL", 2),
    ],
)
def test_a_child_may_list_a_column_as_its_parent_has_it(line: str, count: int) -> None:
    child = PARENT.replace("    extra text", f"    {line},\n    extra text")
    assert len(differences(PARENT, child)) == count
