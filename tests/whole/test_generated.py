"""Pairs of schemas made up by hypothesis, merged by decisions made up too, the whole way.

Each must export, apply, match a database made from scratch, lose no row and export empty the second
time. ``make test`` tries a sample, always the same; ``make test-all`` hundreds; and with
``MERGETUI_EXAMPLES=5000 pytest tests/whole/test_generated.py`` thousands, others every time.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType

import pytest
from generated_decisions import Pair, pairs
from hypothesis import HealthCheck, given, note, settings

from mergetui.catalog.model import Catalog
from mergetui.catalog.read import read_catalog
from mergetui.catalog.server import Server
from mergetui.decisions.model import Decisions, Sources
from mergetui.merge.compose import compose
from mergetui.migration.diff import diff
from mergetui.proof.prove import prove

WISHED = os.environ.get("MERGETUI_EXAMPLES")
NUMBERS = [int(WISHED)] if WISHED else [25, pytest.param(400, marks=pytest.mark.slow)]


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


async def read(server: Server, sql: str) -> Catalog:
    async with server.database() as database:
        connection = await database.connect()
        try:
            await connection.execute(sql)
            return await read_catalog(connection)
        finally:
            await connection.close()


async def whole_way(server: Server, pair: Pair) -> str:
    """Says "blocked" where the decisions contradict each other or the schemas, else "proved"."""
    remote, local = await read(server, pair.remote), await read(server, pair.local)
    decisions = Decisions(
        sources=Sources(remote="remote.sql", local="local.sql"),
        defaults=pair.defaults,
        tables=MappingProxyType(pair.tables),
        types=MappingProxyType(pair.types),
        functions=MappingProxyType(pair.functions),
        views=MappingProxyType(pair.views),
    )
    merged = compose(remote, local, decisions)
    if merged.problems:
        return "blocked"
    migration = diff(remote, merged.catalog, merged.transition)
    assert migration == diff(remote, merged.catalog, merged.transition)
    proof = await prove(remote, merged, migration, server)
    sql = ";\n".join(s.sql for s in migration.statements)
    note(f"{proof.json()}\n\n{sql}")
    assert proof.holds, proof.json()["differences"]
    return "proved"


@pytest.mark.parametrize("number", NUMBERS)
def test_generated_pairs(number: int, server: Server, runner: asyncio.Runner) -> None:
    outcomes: Counter[str] = Counter()

    @settings(
        max_examples=number,
        deadline=None,
        derandomize=not WISHED,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs())
    def run(pair: Pair) -> None:
        note(f"-- remote\n{pair.remote}\n-- local\n{pair.local}\n-- decisions\n{pair.said()}")
        outcomes[runner.run(whole_way(server, pair))] += 1

    run()
    assert outcomes["proved"] > outcomes["blocked"], outcomes
