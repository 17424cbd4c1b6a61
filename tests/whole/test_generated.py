"""Pairs of schemas made up by hypothesis, merged by decisions made up too, the whole way.

Each must export, apply, match a database made from scratch, lose no row and export empty the second
time. ``make test`` tries a sample, always the same; ``make test-all`` hundreds; and with
``MERGETUI_EXAMPLES=5000 pytest tests/whole/test_generated.py`` thousands, others every time.
"""

from __future__ import annotations

import pytest
from generated_contradictions import Contradicted, contradicted_pairs
from generated_decisions import Pair, pairs
from generated_parts import with_parts
from generated_stories import Tried, numbers
from hypothesis import note

from mergetui.catalog.database import Database
from mergetui.catalog.model import Catalog
from mergetui.catalog.read import read_catalog
from mergetui.catalog.server import Server
from mergetui.decisions.check import check_against
from mergetui.decisions.initial import Take, initial
from mergetui.decisions.model import Decisions, Sources
from mergetui.decisions.read import read as read_decisions
from mergetui.decisions.write import write
from mergetui.errors import Place
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged
from mergetui.migration.diff import diff
from mergetui.migration.text import render
from mergetui.proof.dumps import differences
from mergetui.proof.prove import prove


async def read(server: Server, sql: str) -> Catalog:
    async with server.database() as database:
        return await read_from(database, sql)


async def read_from(database: Database, sql: str) -> Catalog:
    connection = await database.connect()
    try:
        await connection.execute(sql)
        return await read_catalog(connection)
    finally:
        await connection.close()


async def whole_way(server: Server, pair: Pair) -> str:
    """Says "blocked" where the decisions contradict each other or the schemas, else "proved"."""
    remote, local = await read(server, pair.remote.sql), await read(server, pair.local.sql)
    chosen = with_parts(pair.decisions, remote, local, pair.parts)
    decisions = read_decisions(write(chosen), Place("decisions.toml"))
    note("\n".join(f"{k}: {d.parts}" for k, d in decisions.tables.items() if d.parts))
    mistakes = [str(m) for m in check_against(decisions, remote, local)]
    assert mistakes == [], mistakes
    merged = compose(remote, local, decisions)
    if merged.problems:
        note("\n".join(f"{p.table}: {p.message}" for p in merged.problems))
        return "blocked"
    assert merged.undecided == (), merged.undecided
    await holds(server, remote, merged, decisions)
    return "proved"


async def holds(server: Server, remote: Catalog, merged: Merged, decisions: Decisions) -> None:
    """Compile and prove; what is lost is lost by decision and said."""
    migration = diff(remote, merged.catalog, merged.transition)
    assert migration == diff(remote, merged.catalog, merged.transition)
    proof = await prove(remote, merged, migration, server)
    note(f"{proof.json()}\n\n" + ";\n".join(s.sql for s in migration.statements))
    assert proof.holds, proof.json()["differences"]
    nobodys = [s.sql for s in migration.statements if not s.decision]
    assert nobodys == [], nobodys
    if proof.rows.given_up:
        assert any(t.rows == "discard" for t in decisions.tables.values())
        assert "data-loss" in {hazard.kind for _, hazard in migration.hazards}


async def taken(server: Server, pair: Pair, take: Take) -> str:
    """What ``init --take`` decides by itself is proved, and is what it says."""
    async with server.database() as here, server.database() as there:
        remote = await read_from(here, pair.remote.sql)
        local = await read_from(there, pair.local.sql)
        decisions = initial(remote, local, Sources(remote="r.sql", local="l.sql"), take)
        merged = compose(remote, local, decisions)
        assert merged.problems == ()
        migration = diff(remote, merged.catalog, merged.transition)
        if take == "remote":
            assert migration.statements == ()
            return "equal"
        await holds(server, remote, merged, decisions)
        if take == "local":
            said = write(decisions)
            texts = render(migration, merged, remote=remote, local=local, decisions_text=said)
            connection = await here.connect()
            try:
                for text in texts.values():
                    async with connection.transaction():
                        await connection.execute(text)
            finally:
                await connection.close()
            differing = differences(await here.dump(), await there.dump())
            assert differing == [], differing
    return "equal"


@pytest.mark.parametrize("number", numbers(20, 400))
def test_generated_pairs(number: int, server: Server, tried: Tried) -> None:
    outcomes = tried(pairs(), number, lambda pair: whole_way(server, pair))
    assert outcomes["proved"] > 4 * outcomes["blocked"], outcomes


@pytest.mark.parametrize("number", numbers(8, 200))
def test_contradictions_name_both_places(number: int, server: Server, tried: Tried) -> None:
    async def story(found: Contradicted) -> str:
        remote = await read(server, found.pair.remote.sql)
        local = await read(server, found.pair.local.sql)
        decisions = found.pair.decisions
        said = [str(mistake) for mistake in check_against(decisions, remote, local)]
        problems = compose(remote, local, decisions).problems
        said += [f"{p.table} {p.other}: {p.message}" for p in problems]
        note("\n".join(said))
        assert any(all(place in text for place in found.places) for text in said)
        return found.kind

    tried(contradicted_pairs(), number, story)


@pytest.mark.parametrize("take", ["local", "remote", "union"])
@pytest.mark.parametrize("number", numbers(4, 150))
def test_everything_taken_from(take: Take, number: int, server: Server, tried: Tried) -> None:
    """``init --take``: what it decides by itself is proved; the local's makes the remote equal to
    the local, the remote's changes nothing."""

    tried(pairs(), number, lambda pair: taken(server, pair, take))
