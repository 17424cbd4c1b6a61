"""Pairs of schemas by ``--take local``, as a stranger would try it: each side is run as it stands
on a database of its own, the file of ``export`` on the one with rows, and ``pg_dump`` must say of
it what it says of the other. Here stand what belongs to the whole database and what only the
merge's rules of names could spoil; the kinds themselves are in ``tests/migration/cases``.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from mergetui.catalog.database import Database
from mergetui.catalog.files import SqlFile
from mergetui.catalog.loader import load
from mergetui.catalog.model import Catalog
from mergetui.catalog.read import read_database
from mergetui.catalog.server import Server
from mergetui.decisions.initial import initial
from mergetui.decisions.model import Sources
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged
from mergetui.migration.diff import diff
from mergetui.migration.text import render
from mergetui.proof.dumps import differences

SOURCES = Sources(remote="old.sql", local="new.sql")


def read_cases() -> list[tuple[str, str, str]]:
    cases = []
    for block in Path(__file__).with_name("taken.sql").read_text("utf-8").split("=== ")[1:]:
        title, _, body = block.partition("\n")
        shared, _, new = body.partition("--- new\n")
        shared, _, old = shared.partition("--- old\n")
        cases.append((title, shared + old, shared + new))
    return cases


def taken(remote: Catalog, local: Catalog) -> Merged:
    return compose(remote, local, initial(remote, local, SOURCES, "local"))


async def execute(database: Database, *texts: str) -> None:
    connection = await database.connect()
    try:
        for text in texts:
            async with connection.transaction():
                await connection.execute(text)
    finally:
        await connection.close()


async def migrated(server: Server, sides: list[str], catalogs: list[Catalog]) -> list[str]:
    """What differs after the migration from the first of two schemas to the second."""
    remote, local = catalogs
    merged = taken(remote, local)
    assert merged.problems == () and merged.undecided == ()
    migration = diff(remote, merged.catalog, merged.transition)
    assert all(s.decision for s in migration.statements)
    files = render(migration, merged, remote=remote, local=local, decisions_text="")
    async with server.database() as has, server.database() as wants:
        await execute(has, sides[0])
        await execute(wants, sides[1])
        await execute(has, *files.values())
        found = differences(await has.dump(), await wants.dump())
        again = taken(await read_database(has), local)
        left = diff(await read_database(has), again.catalog, again.transition)
        return [*found, *(s.sql for s in left.statements)]


@pytest.mark.parametrize("case", [pytest.param(c, id=c[0]) for c in read_cases()])
def test_the_remote_becomes_the_local(case: tuple[str, str, str], server: Server) -> None:
    _, *sides = case

    async def both_ways() -> list[list[str]]:
        catalogs = [
            await load((SqlFile(f"{n}.sql", text),), server, lambda *_: None)
            for n, text in enumerate(sides)
        ]
        assert [c.faults for c in catalogs] == [(), ()]
        return [
            await migrated(server, sides, catalogs),
            await migrated(server, sides[::-1], catalogs[::-1]),
        ]

    assert asyncio.run(both_ways()) == [[], []]
