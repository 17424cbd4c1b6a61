"""``init --take local`` and ``export --allow data-loss``: the remote becomes the local, and what
goes is told and nothing else is lost."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from case_ddl import needs_case, write_case
from commanding import facts, mergetui

from mergetui.catalog import needs
from mergetui.catalog.database import Database
from mergetui.catalog.files import read_files
from mergetui.catalog.model import ForeignKey
from mergetui.catalog.running import run
from mergetui.catalog.server import Server
from mergetui.catalog.snapshot import loads
from mergetui.catalog.statements import statements_of
from mergetui.errors import Place
from mergetui.proof.dumps import differences

ROOT = Path(__file__).parents[2]
TABLE = re.compile(r"\A[^:]+: (?:CREATE TABLE|ALTER TABLE ONLY) (\S+) ")


def example(folder: Path) -> tuple[str, str]:
    shutil.copytree(ROOT / "example", folder / "example")
    return "example/remote.sql", "example/local"


def case(folder: Path) -> tuple[str, str]:
    remote, local = write_case(folder)
    return remote.name, local.name


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(example, id="example"),
        pytest.param(case, id="case", marks=[needs_case, pytest.mark.slow]),
    ],
)
def taken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, str]:
    """A folder in which ``init --take local`` was run, and its two sources."""
    folder = tmp_path_factory.mktemp("taken")
    write: Callable[[Path], tuple[str, str]] = request.param
    remote, local = write(folder)
    arguments = ("--remote", remote, "--local", local, "--take", "local")
    assert mergetui(folder, "init", *arguments).returncode == 0
    return folder, remote, local


def test_the_remote_becomes_the_local(taken: tuple[Path, str, str]) -> None:
    folder, _, _ = taken
    status = facts(folder, "status")
    assert status["undecided"] == status["stale"] == status["blocked"] == 0
    assert status["actions"] == {"drop": 325, "keep": 202, "keep-local": 24}

    refused = mergetui(folder, "export")
    assert refused.returncode == 1 and "data-loss is not allowed" in refused.stderr
    assert "may-fail-on-rows is not allowed" not in refused.stderr
    export = facts(folder, "export", "--allow", "data-loss")
    assert export["merged"]["tables"] == status["local"]["tables"]
    dropped = [s for s in export["statements"] if s["sql"].startswith("DROP TABLE ")]
    assert len(dropped) == 325
    assert all("data-loss" in [h["kind"] for h in s["hazards"]] for s in dropped)
    kinds = {h["kind"] for s in export["statements"] for h in s["hazards"]}
    assert "not-null-relaxed" not in kinds

    proof = facts(folder, "prove", "--allow", "data-loss")
    assert proof["applied"] and proof["identical"] and proof["second_export_empty"]
    assert proof["differences"] == []
    rows = proof["rows"]
    assert rows["lost"] == 0 and rows["before"] == rows["after"] > 0
    assert rows["given_up"] > 325  # of the tables that go
    assert proof["foreign_keys"]["expected"] == proof["foreign_keys"]["present"] > 300
    assert any("values made up by the proof" in said for said in proof["unproven"])


def test_an_empty_remote_equals_the_local(taken: tuple[Path, str, str], server: Server) -> None:
    """The local is loaded from its own files, statement by statement: nothing of the compiler. What
    the merge has more are the foreign keys that PostgreSQL refused there, for their types."""
    folder, remote, local = taken
    snapshot = folder / "snapshots" / "catalogs" / "local.json"
    done = mergetui(folder, "export", "--allow", "data-loss", "-o", "export")
    assert done.returncode == 0, done.stderr
    texts = [p.read_text("utf-8") for p in sorted((folder / "export").glob("*.sql"))]

    async def story() -> tuple[str, str]:
        async with server.database() as migrated, server.database() as goal:
            await load(migrated, folder / remote)
            await load(goal, folder / local)
            connection = await migrated.connect()
            try:
                for text in texts:
                    async with connection.transaction():
                        await connection.execute(text)
            finally:
                await connection.close()
            return await migrated.dump(), await goal.dump()

    has, wants = asyncio.run(story())
    declared = {
        item.table.sql
        for item in loads(snapshot.read_text("utf-8"), Place(local)).declared
        if isinstance(item.object, ForeignKey)
    }
    told = {said: TABLE.search(said) for said in differences(has, wants)}
    assert [said for said, at in told.items() if at is None or at[1] not in declared] == []
    assert {said for said in told if "only from scratch: ALTER" in said} == set()
    assert declared


async def load(database: Database, path: Path) -> None:
    """Run the files of a source, as ``init`` does."""
    every, unread = statements_of(read_files(path, path.name))
    undone = needs.rolled_back(every)
    statements = [s for s in every if s.index not in undone]
    async with run(statements, unread, database, lambda *_: None):
        pass
