"""Generated pairs whose decisions run in two steps; which tables come first is made up too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_decisions import Pair, pairs
from generated_stories import Tried, numbers
from hypothesis import note
from hypothesis import strategies as st
from test_generated import read

from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server
from mergetui.decisions.model import TableDecision
from mergetui.merge.onward import in_steps
from mergetui.merge.standing import NOTHING, Step
from mergetui.migration.diff import diff
from mergetui.migration.ran import ran
from mergetui.migration.text import render
from mergetui.proof.prove import prove


async def in_two_steps(server: Server, pair: Pair, later: list[bool]) -> str:
    """Says "blocked" where the decisions contradict each other, be it in a step alone."""
    local = await read(server, pair.local.sql)
    whole = pair.decisions
    keys = sorted(whole.tables)
    left = {key for key, wait in zip(keys, later * len(keys), strict=False) if wait}
    waiting = {k: TableDecision() if k in left else d for k, d in whole.tables.items()}
    step: Step | None = None
    async with server.database() as database:
        connection = await database.connect()
        try:
            await connection.execute(pair.remote.sql)
            remote = now = await read_database(database)
            for decisions in (replace(whole, tables=waiting), whole):
                _, rest = in_steps(remote, local, decisions, step)
                if rest.problems:
                    note("\n".join(f"{p.table}: {p.message}" for p in rest.problems))
                    return "blocked" if step is None else "blocked later"
                migration = diff(now, rest.catalog, rest.transition)
                note(";\n".join(s.sql for s in migration.statements))
                if step is not None:
                    proof = await prove(now, rest, migration, server)
                    note(str(proof.json()))
                    assert proof.holds, proof.json()["differences"]
                texts = render(migration, rest, remote=now, local=local, decisions_text="")
                for text in texts.values():
                    async with connection.transaction():
                        await connection.execute(text)
                last, now = now, await read_database(database)
                since = step[0] if step else NOTHING
                found = ran(remote, local, decisions, since, last, now)
                assert found.differing == ()
                if found.standing == NOTHING:
                    step = None
                    continue
                assert found.remote == remote
                step = found.standing, now
                _, rest = in_steps(remote, local, decisions, step)
                assert [s.sql for s in diff(now, rest.catalog, rest.transition).statements] == []
        finally:
            await connection.close()
    return "proved"


@pytest.mark.parametrize("number", numbers(4, 200))
def test_generated_pairs_in_two_steps(number: int, server: Server, tried: Tried) -> None:
    strategy = st.tuples(pairs(), st.lists(st.booleans(), min_size=1, max_size=6))
    outcomes = tried(strategy, number, lambda found: in_two_steps(server, *found))
    assert outcomes["proved"], outcomes
