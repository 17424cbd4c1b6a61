"""One scratch server for the whole run, and catalogs read from SQL that a test writes down.

A ``Server`` holds no connection, so a test uses it under ``asyncio.run`` of its own.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import settings
from other_servers import Others

from mergetui.catalog.model import Catalog
from mergetui.catalog.server import Server, scratch_server
from mergetui.catalog.source import ServerFactory, read_source

# The same cases at every run, so that a red one is of the change; MERGETUI_EXAMPLES looks further.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wander", deadline=None)
settings.load_profile("wander" if os.environ.get("MERGETUI_EXAMPLES") else "steady")

CatalogOf = Callable[[str | Mapping[str, str]], Catalog]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with asyncio.Runner() as runner:
        context = scratch_server()
        yield runner.run(context.__aenter__())
        runner.run(context.__aexit__(None, None, None))


@pytest.fixture(scope="session")
def others() -> Iterator[Others]:
    """Servers of other versions."""
    with ExitStack() as stack:
        yield Others(stack)


@pytest.fixture
def server_factory(server: Server) -> ServerFactory:
    """The running server where a function wants to start one."""

    @asynccontextmanager
    async def running() -> AsyncIterator[Server]:
        yield server

    return running


@pytest.fixture
def catalog_of(server_factory: ServerFactory, tmp_path: Path) -> CatalogOf:
    """The catalog of SQL text, or of a folder of files by name; places are ``sql/NAME:LINE``."""

    def read(files: str | Mapping[str, str]) -> Catalog:
        folder = tmp_path / "sql"
        folder.mkdir(exist_ok=True)
        for old in folder.rglob("*.sql"):
            old.unlink()
        for name, text in ({"1.sql": files} if isinstance(files, str) else files).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return asyncio.run(read_source("sql", base=tmp_path, server=server_factory))

    return read
