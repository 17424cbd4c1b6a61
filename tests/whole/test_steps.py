"""A merge in steps: a part is decided, exported and run, then the next one, until nothing is left.

One story on a real database with rows, each step proved before it runs; then what happens between
two steps, told by catalogs alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import asyncpg
import pytest

from mergetui.catalog.model import Catalog, Column
from mergetui.catalog.names import Name
from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server
from mergetui.decisions.model import Decisions
from mergetui.decisions.read import read
from mergetui.errors import InputError, Place
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged
from mergetui.merge.onward import onward
from mergetui.merge.standing import NOTHING, Standing, dumps, loads
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration
from mergetui.migration.ran import Ran, ran
from mergetui.migration.text import render
from mergetui.proof.prove import Proof, prove

REMOTE = """
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE FUNCTION hello(uuid) RETURNS text LANGUAGE sql AS 'SELECT ''remote''';
CREATE TABLE orgs (id uuid PRIMARY KEY, "fullName" text NOT NULL, old integer, m mood);
CREATE INDEX orgs_name ON orgs ("fullName");
ALTER TABLE orgs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON orgs USING (id = auth.uid());
CREATE TABLE users (id uuid PRIMARY KEY, org uuid REFERENCES orgs, tags text[]);
CREATE TABLE agency (id uuid PRIMARY KEY, title text NOT NULL);
CREATE TABLE brand (id uuid PRIMARY KEY, title text NOT NULL, color text);
CREATE TABLE shop (id uuid PRIMARY KEY, title text NOT NULL,
    brand uuid REFERENCES brand DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE venue (id uuid PRIMARY KEY, name text, agency uuid NOT NULL REFERENCES agency);
CREATE TABLE cats (id serial PRIMARY KEY, label text NOT NULL);
CREATE TABLE dogs (id serial PRIMARY KEY, label text NOT NULL);
CREATE TABLE log (id uuid PRIMARY KEY, what text);
CREATE TABLE notes (id uuid PRIMARY KEY, text text, log uuid REFERENCES log);
CREATE TABLE junk (id integer);
CREATE TABLE reviews (id uuid PRIMARY KEY, by uuid REFERENCES users, stars integer, note text);
CREATE TABLE place (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE later (id uuid PRIMARY KEY, a integer);
CREATE VIEW all_agency AS SELECT id, title FROM agency;
CREATE VIEW venues_of AS SELECT v.name, a.title FROM venue v JOIN agency a ON a.id = v.agency;
"""
ROWS = """
INSERT INTO orgs VALUES ('00000000-0000-0000-0000-000000000001', 'O', 1, 'ok');
INSERT INTO users VALUES ('00000000-0000-0000-0000-000000000002',
    '00000000-0000-0000-0000-000000000001', '{a,b}');
INSERT INTO agency VALUES ('00000000-0000-0000-0000-000000000003', 'A');
INSERT INTO brand VALUES ('00000000-0000-0000-0000-000000000004', 'B', 'red');
INSERT INTO shop VALUES ('00000000-0000-0000-0000-000000000014', 'S',
    '00000000-0000-0000-0000-000000000004');
INSERT INTO venue VALUES ('00000000-0000-0000-0000-000000000005', 'V',
    '00000000-0000-0000-0000-000000000003');
INSERT INTO cats (label) VALUES ('c1'), ('c2');
INSERT INTO dogs (label) VALUES ('d1');
INSERT INTO log VALUES ('00000000-0000-0000-0000-000000000006', 'w');
INSERT INTO notes VALUES ('00000000-0000-0000-0000-000000000016', 'n',
    '00000000-0000-0000-0000-000000000006');
INSERT INTO junk VALUES (1);
INSERT INTO reviews VALUES ('00000000-0000-0000-0000-000000000007',
    '00000000-0000-0000-0000-000000000002', 3, 'n');
INSERT INTO place VALUES ('00000000-0000-0000-0000-000000000008', 'Rome');
INSERT INTO later VALUES ('00000000-0000-0000-0000-000000000009', 9);
"""
LOCAL = """
CREATE FUNCTION hello(uuid) RETURNS text LANGUAGE sql AS 'SELECT ''local''';
CREATE TYPE mood AS ENUM ('sad', 'glad', 'ok');
CREATE TABLE orgs (id text PRIMARY KEY, full_name text, site text);
CREATE TABLE users (id text PRIMARY KEY, tags jsonb, "createdAt" timestamptz);
CREATE TABLE profiles (id text PRIMARY KEY, "userId" text REFERENCES users, bio text);
ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON profiles USING ("userId" = auth.uid()::text);
CREATE TABLE posts (id text PRIMARY KEY, profile text REFERENCES profiles,
    org text REFERENCES orgs);
CREATE TABLE log (id text PRIMARY KEY, who text);
CREATE TABLE notes (id text PRIMARY KEY, body text);
CREATE TABLE reviews (id text PRIMARY KEY, by text REFERENCES users, stars integer, title text);
CREATE TABLE destination (id text PRIMARY KEY, name text, lat integer);
CREATE TABLE seen (id text PRIMARY KEY, log text REFERENCES log, note text REFERENCES notes);
CREATE TABLE never (id text PRIMARY KEY);
CREATE VIEW bios AS SELECT id, bio FROM profiles;
"""
HEAD = 'format = 1\n[sources]\nremote = "a.sql"\nlocal = "b.sql"\n'
STEPS = (
    """
[functions."hello(uuid)"]
action = "keep-both"
local_name = "hi"
[tables.orgs]
action = "merge"
name = "organizations"
columns.old = { take = "drop" }
columns.fullName = { pair = "full_name" }
[tables.users]
action = "merge"
columns.tags = { take = "local", using = "to_jsonb(tags)" }
[tables.agency]
action = "merge-into"
into = "brands"
columns.kind = { type = "text", using = "'agency'" }
[tables.cats]
action = "merge-into"
into = "pets"
columns.id = { using = "id + 1000" }
[tables.dogs]
action = "merge-into"
into = "pets"
[tables.profiles]
action = "keep"
[tables.log]
action = "keep-both"
local_name = "event_log"
[tables.notes]
action = "keep-both"
remote_name = "old_notes"
[tables.junk]
action = "drop"
rows = "discard"
[tables.destination]
action = "keep"
name = "places"
""",
    """
[tables.brand]
action = "merge-into"
into = "brands"
columns.kind = { using = "'brand'" }
[tables.posts]
action = "keep"
[tables.venue]
action = "keep"
name = "venues"
[tables.place]
action = "merge-into"
into = "places"
""",
    """
[tables.shop]
action = "merge-into"
into = "brands"
columns.kind = { using = "'shop'" }
columns.brand = { name = "of_brand" }
[tables.reviews]
action = "keep-local"
[tables.seen]
action = "keep"
[tables.later]
action = "keep"
[tables.never]
action = "drop"
""",
)


def decided(count: int, change: Callable[[str], str] = lambda text: text) -> Decisions:
    """The decisions of the first steps."""
    return read(change(HEAD + "".join(STEPS[:count])), Place("decisions.toml"))


@dataclass(frozen=True)
class State:
    """What is known after a step."""

    remote: Catalog
    local: Catalog
    since: Standing
    now: Catalog

    def rest(self, decisions: Decisions) -> Merged:
        merged = compose(self.remote, self.local, decisions, self.since)
        return onward(merged, self.since, self.remote, self.now) if self.since.into else merged

    def migration(self, decisions: Decisions) -> Migration:
        rest = self.rest(decisions)
        return diff(self.now, rest.catalog, rest.transition)

    def ran(self, decisions: Decisions, now: Catalog) -> Ran:
        return ran(self.remote, self.local, decisions, self.since, self.now, now)


@dataclass(frozen=True)
class Story:
    states: tuple[State, ...]  # before the first step, and after each
    proofs: tuple[Proof, ...]
    rows: Mapping[str, list[tuple[Any, ...]]]  # at the end
    at_once: Catalog  # what all decisions make of the remote in one go


async def _run(connection: asyncpg.Connection[Any], sql: str) -> None:
    async with connection.transaction():
        await connection.execute(sql)


async def _told(server: Server) -> Story:
    async with server.database() as database, server.database() as other:
        connection, beside = await database.connect(), await other.connect()
        await _run(connection, REMOTE + ROWS)
        await _run(beside, LOCAL)
        await beside.close()
        remote, local = await read_database(database), await read_database(other)
        states, proofs = [State(remote, local, NOTHING, remote)], []
        for count, text in enumerate(STEPS, start=1):
            state, decisions = states[-1], decided(count)
            rest, migration = state.rest(decisions), state.migration(decisions)
            assert rest.problems == ()
            proofs.append(await prove(state.now, rest, migration, server))
            files = render(
                migration, rest, remote=state.now, local=local, decisions_text=HEAD + text
            )
            for file in files.values():
                await _run(connection, file)
            now = await read_database(database)
            found = state.ran(decisions, now)
            assert found.differing == ()
            states.append(State(found.remote, local, found.standing, now))
        rows = {
            name.key: [tuple(r.values()) for r in await connection.fetch(f"TABLE {name.sql}")]
            for name in states[-1].now.tables
        }
        await connection.close()
        at_once = compose(remote, local, decided(len(STEPS))).catalog
    return Story(tuple(states), tuple(proofs), MappingProxyType(rows), at_once)


@pytest.fixture(scope="module")
def story(server: Server) -> Story:
    return asyncio.run(_told(server))


def test_each_step_is_proved(story: Story) -> None:
    for proof in story.proofs:
        assert proof.json()["differences"] == []
        assert proof.holds and proof.unproven == ()


def test_nothing_is_left_after_a_step(story: Story) -> None:
    for count, state in enumerate(story.states[1:], start=1):
        assert [s.sql for s in state.migration(decided(count)).statements] == []
        # what decisions are about is what it was, so none of them is stale
        assert state.remote == story.states[0].remote
        assert loads(dumps(state.since), Place("standing.json")) == state.since


def test_no_row_is_lost_over_all_steps(story: Story) -> None:
    rows = {name: sorted(map(str, values)) for name, values in story.rows.items() if values}
    counted = {name: len(values) for name, values in rows.items()}
    assert counted == {
        "agency" if "agency" in counted else "brands": 3,
        "brand__merged": 1,
        "cats__merged": 2,
        "dogs__merged": 1,
        "later": 1,
        "log": 1,
        "old_notes": 1,
        "organizations": 1,
        "pets": 3,
        "place__merged": 1,
        "places": 1,
        "reviews": 1,
        "shop__merged": 1,
        "users": 1,
        "venues": 1,
    }
    assert [row[2] for row in story.rows["users"]] == ['["a", "b"]']
    assert {row[0] for row in story.rows["pets"]} == {1, 1001, 1002}
    columns = [c.name for c in story.states[-1].now.tables[Name("public", "brands")].columns]
    told = {row[columns.index("title")]: row[columns.index("kind")] for row in story.rows["brands"]}
    assert told == {"A": "agency", "B": "brand", "S": "shop"}


def test_in_steps_is_as_at_once(story: Story) -> None:
    """But for a table that an earlier step made: it is not altered in place, the rows come."""
    end = story.states[-1].now
    assert end.tables.keys() - story.at_once.tables.keys() == {
        Name("public", name) for name in ("brand__merged", "place__merged", "shop__merged")
    } - {*story.at_once.tables}
    assert story.at_once.tables.keys() <= end.tables.keys() | {Name("public", "agency__merged")}
    assert story.at_once.views.keys() == end.views.keys()
    assert story.at_once.functions.keys() == end.functions.keys()


def test_who_decides_on_is_not_held_up(story: Story) -> None:
    """The next parts are decided before this one is read back."""
    for count, (state, after) in enumerate(zip(story.states, story.states[1:], strict=False), 1):
        found = state.ran(decided(len(STEPS)), after.now)
        assert found.differing == ()
        assert found.standing == after.since
        later = set(decided(len(STEPS)).tables) - set(decided(count).tables)
        assert set(found.waiting) == later - {"later", "never"}


def test_it_may_be_read_again_before_the_next_step(story: Story) -> None:
    """With all decided, and a table that somebody else has made meanwhile."""
    for state in story.states[1:]:
        table = state.now.tables[Name("public", "users")]
        new = replace(table, name=Name("public", "newer"), keys=(), foreign_keys=())
        tables = MappingProxyType({**state.now.tables, new.name: new})
        for now in (state.now, replace(state.now, tables=tables)):
            found = state.ran(decided(len(STEPS)), now)
            assert found.differing == ()
            assert found.standing.at.items() >= state.since.at.items()
            more = found.remote.tables.keys() - state.remote.tables.keys()
            assert more == now.tables.keys() - state.now.tables.keys()


# --- between two steps


def with_column(catalog: Catalog, table: str, column: str) -> Catalog:
    name = Name("public", table)
    changed = catalog.tables[name]
    changed = replace(changed, columns=(*changed.columns, Column(name=column, type="integer")))
    return replace(catalog, tables=MappingProxyType({**catalog.tables, name: changed}))


def without(catalog: Catalog, table: str) -> Catalog:
    tables = {n: t for n, t in catalog.tables.items() if n.name != table}
    sequences = {
        n: s
        for n, s in catalog.sequences.items()
        if s.owned_by is None or s.owned_by[0].name != table
    }
    return replace(catalog, tables=MappingProxyType(tables), sequences=MappingProxyType(sequences))


def test_another_change_of_what_waits_makes_its_decision_stale_and_no_other(story: Story) -> None:
    state = story.states[1]
    changed = with_column(state.now, "later", "b")
    found = state.ran(decided(1), changed)
    assert found.differing == ()
    differing = [n.name for n, t in found.remote.tables.items() if t != state.remote.tables[n]]
    assert differing == ["later"]
    after = replace(state, remote=found.remote, since=found.standing, now=changed)
    assert not after.migration(decided(1)).statements
    assert after.rest(decided(3)).catalog.tables[Name("public", "later")].column("b")


def test_a_table_that_somebody_else_made_is_one_more_of_the_remote(story: Story) -> None:
    state = story.states[1]
    new = replace(state.now.tables[Name("public", "later")], name=Name("public", "newer"), keys=())
    changed = replace(state.now, tables=MappingProxyType({**state.now.tables, new.name: new}))
    found = state.ran(decided(1), changed)
    assert found.differing == ()
    assert found.remote.tables.keys() - state.remote.tables.keys() == {new.name}


@pytest.mark.parametrize("table", ["organizations", "brands", "profiles"])
def test_another_change_of_what_has_run_is_refused(table: str, story: Story) -> None:
    """Also right after the first step, before it was read back."""
    for state, now in (
        (story.states[1], story.states[1].now),
        (story.states[0], story.states[1].now),
    ):
        found = state.ran(decided(1), with_column(now, table, "extra"))
        assert found.differing == (f"table public.{table}",)


def test_what_others_change_before_the_first_step_is_read_as_ever(story: Story) -> None:
    state = story.states[0]
    changed = with_column(state.now, "orgs", "extra")
    found = state.ran(decided(1), changed)
    assert found == Ran(remote=changed)


def test_a_table_set_aside_may_be_dropped_by_hand(story: Story) -> None:
    for state, count in ((story.states[2], 2), (story.states[1], 2)):
        changed = without(story.states[2].now, "brand__merged")
        found = state.ran(decided(2), changed)
        assert found.differing == () and found.standing.moved == story.states[2].since.moved
        after = replace(state, since=found.standing, now=changed)
        assert not after.migration(decided(count)).statements
        assert not any("brand__merged" in s.sql for s in after.migration(decided(3)).statements)


def test_a_database_that_was_put_back_is_as_before(story: Story) -> None:
    state = story.states[2]
    assert state.ran(decided(2), state.remote) == Ran(remote=state.remote)


def sql(migration: Migration) -> list[str]:
    return [s.sql for s in migration.statements]


def test_what_has_run_is_decided_otherwise(story: Story) -> None:
    """Names follow, and nothing that was done is done once more."""
    state = story.states[1]

    def change(text: str) -> str:
        text = text.replace('name = "organizations"', 'name = "companies"')
        text = text.replace('pair = "full_name" }', 'pair = "full_name", name = "called" }')
        return text.replace('name = "places"', 'name = "spots"')

    assert sql(state.migration(decided(1, change)))[:3] == [
        "ALTER TABLE public.organizations RENAME TO companies",
        "ALTER TABLE public.places RENAME TO spots",
        'ALTER TABLE public.companies RENAME COLUMN "fullName" TO called',
    ]
    assert len(sql(state.migration(decided(1, change)))) == 3


def test_what_is_set_aside_goes_where_a_decision_says_so(story: Story) -> None:
    def change(text: str) -> str:
        return text.replace(
            '[tables.brand]\naction = "merge-into"',
            '[tables.brand]\nrows = "discard"\naction = "merge-into"',
        )

    migration = story.states[2].migration(decided(2, change))
    assert sql(migration) == ["DROP TABLE public.brand__merged"]
    assert [h.kind for _, h in migration.hazards] == ["data-loss"]


REFUSED = {
    "rows that are elsewhere by now": (
        lambda t: t.replace(
            '[tables.brand]\naction = "merge-into"\ninto = "brands"\n',
            '[tables.brand]\naction = "keep"\n',
        ),
        "brand",
        "its rows are in brands since an earlier step and stay there",
    ),
    "rows of a table that was altered": (
        lambda t: t.replace(
            '[tables.orgs]\naction = "merge"\nname',
            '[tables.orgs]\naction = "merge-into"\ninto = "brands"\n#',
        ),
        "orgs",
        "an earlier step has altered it (it is organizations by now)",
    ),
    "a table that was made goes into another that was": (
        lambda t: t.replace(
            '[tables.profiles]\naction = "keep"',
            '[tables.profiles]\naction = "merge-into"\ninto = "places"',
        ),
        "profiles",
        "it is profiles since an earlier step, which may hold rows",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_taken_back_is_a_problem(what: str, story: Story) -> None:
    change, table, said = REFUSED[what]
    found = story.states[2].rest(decided(2, change)).problems
    assert any(p.table == table and said in p.message for p in found), found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not say what became of the tables"),
        ('{"format": 2, "tables": {}}', "this mergetui reads up to 1"),
        ('{"format": 1, "tables": {"remote:a": {"at": "x"}}}', "does not say what became"),
    ],
)
def test_a_damaged_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        loads(text, Place("standing.json"))
