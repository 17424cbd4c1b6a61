"""The table of small sources, on PostgreSQL 18 and 16 from the wheel and on Debian's 15.

Each source gives the expected catalog and faults; the same on every server.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from other_servers import OTHER, Others
from source_cases_broken import MORE_THAN_DEFINITIONS, ORDER, SYNTAX
from source_cases_files import FOLDERS, TEXTS
from source_cases_missing import MISSING
from source_cases_unsafe import UNSAFE
from source_outline import FOLDER, Source, fault_lines, outline

from mergetui.catalog import database
from mergetui.catalog.model import Catalog
from mergetui.catalog.server import Server, scratch_server
from mergetui.catalog.source import read_source

TABLE = {**ORDER, **SYNTAX, **MORE_THAN_DEFINITIONS, **TEXTS, **FOLDERS, **MISSING, **UNSAFE}
EMBEDDED = 18
# What differs between servers most: what runs as which role, extensions, the end of a statement.
SAMPLE = (
    *("a foreign key before its table", "a policy that compares text with uuid", "SET ROLE"),
    *("Supabase", "Rails' structure.sql", "concurrently", "dblink", "a language of the system"),
    *("roles and owners", "a type that nothing makes", "a type with modifiers"),
)
# What takes all of its time, and whose like is in every run.
LONG = (
    *("a loop that catches its timeout", "a terabyte to sort", "all of the memory"),
    "a long sleep, with the timeout taken off",
)
SHORT = 2  # seconds that a statement gets here


def cases() -> Iterator[object]:
    for name, case in TABLE.items():
        slow = (pytest.mark.slow,) if name in LONG else ()
        yield pytest.param(EMBEDDED, case, id=f"{EMBEDDED}-{name}", marks=slow)
    for version in OTHER:
        for name, case in TABLE.items():
            if case.embedded or case.since > version:
                continue
            marks = () if name in SAMPLE else (pytest.mark.slow,)
            yield pytest.param(version, case, id=f"{version}-{name}", marks=marks)


class Servers:
    """One scratch server a version, started when a case first asks for it."""

    def __init__(self, runner: asyncio.Runner, stack: AsyncExitStack, others: Others) -> None:
        self.runner = runner
        self.others = others
        self.stack = stack
        self.started: dict[int, Server] = {}

    def __getitem__(self, version: int) -> Server:
        if version not in self.started:
            self.started[version] = self.runner.run(self._start(version))
        return self.started[version]

    async def _start(self, version: int) -> Server:
        url = None if version == EMBEDDED else self.others[version]
        server = await self.stack.enter_async_context(scratch_server(url))
        assert server.version // 10000 == version
        admin = await server.admin.connect(server.maintenance)
        await admin.execute(f"ALTER ROLE {server.loader.user} SET statement_timeout = '{SHORT}s'")
        await admin.close()
        return server


@pytest.fixture(scope="module")
def servers(others: Others) -> Iterator[Servers]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        yield Servers(runner, stack, others)
        runner.run(stack.aclose())


def read(source: Source, server: Server, base: Path) -> Catalog:
    @asynccontextmanager
    async def factory() -> AsyncIterator[Server]:
        yield server

    for name, content in source.content.items():
        path = base / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.replace(b"TRACE", bytes(base / "trace")))
    return asyncio.run(read_source(FOLDER, base=base, server=factory))


@pytest.mark.parametrize(("version", "source"), cases())
def test_source(
    servers: Servers,
    version: int,
    source: Source,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "COMMAND_TIMEOUT", 2 * SHORT)
    catalog = read(source, servers[version], tmp_path)
    assert outline(catalog) == source.holds
    found = fault_lines(catalog)
    assert len(found) == len(source.faults), found
    for line, wanted in zip(found, source.faults, strict=True):
        assert line == wanted or fnmatchcase(line, wanted), (line, wanted)
    assert all(fault.message for fault in catalog.faults)
    assert dict(catalog.not_handled) == source.not_handled
    assert not (tmp_path / "trace").exists()


def test_the_table_has_a_row_for_each_point() -> None:
    assert len(TABLE) >= 40
    assert {*SAMPLE, *LONG} <= TABLE.keys()
