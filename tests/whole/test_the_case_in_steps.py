"""The real case in the phases of its plan, each run on one database with rows in every table."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from case_ddl import needs_case, write_case

from mergetui.catalog.model import Catalog
from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server
from mergetui.catalog.source import ServerFactory, read_source
from mergetui.decisions.initial import initial
from mergetui.decisions.model import Decisions, Sources, TableDecision
from mergetui.decisions.read import read
from mergetui.errors import Place
from mergetui.merge.onward import in_steps
from mergetui.merge.standing import NOTHING, Step
from mergetui.migration.diff import diff
from mergetui.migration.ran import ran
from mergetui.migration.text import render
from mergetui.proof import copy
from mergetui.proof.prove import prove
from mergetui.proof.seed import Seeder

ROOT = Path(__file__).parents[2]
PROVED = ("profiles", "common")  # where rows move and types change

pytestmark = [needs_case, pytest.mark.slow]


def planned(remote: Catalog, local: Catalog) -> Decisions:
    """What the plan decides, with its phases; what it says nothing about is kept."""
    kept = initial(remote, local, Sources(remote="r.sql", local="l.sql"), "union")
    plan = read((ROOT / "decisions.toml").read_text(encoding="utf-8"), Place("decisions.toml"))
    tables = {}
    for key, decision in kept.tables.items():
        said = plan.tables.get(key, TableDecision())
        decided = said.action != "undecided"
        tables[key] = (
            replace(said, columns={}, reviewed=decision.reviewed)
            if decided
            else replace(decision, phase=said.phase)
        )
    return replace(kept, tables=tables, phases=plan.phases)


async def counted(connection: asyncpg.Connection[asyncpg.Record], catalog: Catalog) -> int:
    """The rows of all tables but those set aside, which are somewhere else too."""
    return sum(
        [
            await connection.fetchval(f"SELECT count(*) FROM {name.sql}")
            for name in catalog.tables
            if not name.name.endswith("__merged")
        ]
    )


async def in_phases(server: Server, factory: ServerFactory, folder: Path) -> None:
    remote, local = [
        await read_source(str(path), base=folder, server=factory) for path in write_case(folder)
    ]
    whole = planned(remote, local)
    at_once = in_steps(remote, local, whole, None)[0]
    assert at_once.problems == ()
    async with server.database() as database:
        seeder = Seeder(remote, at_once)
        bare = seeder.without_keys()
        await copy.prepare(database, (remote, local))
        await copy.build(database, Catalog(), bare)
        connection = await database.connect()
        try:
            for table in remote.tables.values():
                await seeder.seed(connection, table)
            await seeder.mend(connection)
            await copy.build(database, bare, remote)
            before = await counted(connection, remote)
            assert before >= 349
            step: Step | None = None
            done: set[str | None] = set()
            for phase in (*whole.phases, None):
                done.add(phase)
                tables = {
                    key: decision if decision.phase in done else TableDecision(phase=decision.phase)
                    for key, decision in whole.tables.items()
                }
                part = replace(whole, tables=tables)
                now = step[1] if step else remote
                _, rest = in_steps(remote, local, part, step)
                assert rest.problems == ()
                migration = diff(now, rest.catalog, rest.transition)
                if phase in PROVED:
                    proof = await prove(now, rest, migration, server)
                    assert proof.holds, proof.json()["differences"]
                texts = render(migration, rest, remote=now, local=local, decisions_text="")
                for text in texts.values():
                    async with connection.transaction():
                        await connection.execute(text)
                since, last = step or (NOTHING, remote)
                now = await read_database(database)
                # also told where all that comes later is decided by then
                found = ran(remote, local, whole, since, last, now)
                assert found.differing == () and found.remote == remote
                assert found.standing == ran(remote, local, part, since, last, now).standing
                step = found.standing, now
                _, rest = in_steps(remote, local, part, step)
                assert diff(now, rest.catalog, rest.transition).statements == ()
                assert await counted(connection, now) == before
            assert diff(now, at_once.catalog).statements == ()
        finally:
            await connection.close()


def test_the_plans_phases_come_to_what_it_is_at_once(
    server: Server, server_factory: ServerFactory, tmp_path: Path
) -> None:
    asyncio.run(in_phases(server, server_factory, tmp_path))
