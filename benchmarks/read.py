"""How long reading takes, beside what PostgreSQL's own programs need for the same, in one run.

    python benchmarks/read.py [--remote FILE.sql] [--local FOLDER] [--times N]

A folder is loaded by mergetui; then psql runs the statements that succeeded, in the order in which
they did, on the same server. A live database is read by mergetui; then pg_dump dumps its schema.
Medians of N runs, in turns, so that a busy machine is busy for both. Without arguments it is the
example that is read.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from mergetui.catalog import session
from mergetui.catalog.database import Database
from mergetui.catalog.model import Catalog
from mergetui.catalog.read import count_catalog
from mergetui.catalog.server import Server, scratch_server
from mergetui.catalog.source import read_source

ROOT = Path(__file__).parents[1]


class Recording(session.Session):
    """Notes what the server took, in order."""

    good: list[str]

    async def execute(self, sql: str) -> Any:
        error = await super().execute(sql)
        if error is None:
            Recording.good.append(sql)
        return error


async def good_statements(source: Path, server: Server) -> tuple[Catalog, str]:
    Recording.good = []
    plain = session.Session
    session.Session = Recording  # type: ignore[misc]
    try:
        catalog = await load(source, server)
    finally:
        session.Session = plain  # type: ignore[misc]
    return catalog, ";\n".join(Recording.good) + ";\n"


async def load(source: Path, server: Server, cache: Path | None = None) -> Catalog:
    @asynccontextmanager
    async def running() -> AsyncIterator[Server]:
        yield server

    return await read_source(source.name, base=source.parent, server=running, cache=cache)


async def prepared(catalog: Catalog, database: Database) -> None:
    """The extensions that the source names, which mergetui installs as the superuser."""
    for extension in catalog.extensions.values():
        await database.ensure_extension(extension.name, extension.schema)


async def by_psql(file: Path, catalog: Catalog, server: Server) -> float:
    async with server.database() as database:
        await prepared(catalog, database)
        command = [str(server.bin_path / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1"]
        command += ["-c", "SET client_min_messages = error", "-f", str(file), database.dsn]
        return await asyncio.to_thread(run, command)


def run(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr[:2000]}")
    return taken


async def timed(work: Any) -> float:
    start = time.perf_counter()
    await work
    return time.perf_counter() - start


async def folder(source: Path, server: Server, times: int) -> None:
    catalog, good = await good_statements(source, server)
    with tempfile.TemporaryDirectory() as temporary:
        file, cache = Path(temporary, "good.sql"), Path(temporary, "cache")
        file.write_text(good, encoding="utf-8")
        await load(source, server, cache)
        ours, theirs, again = [], [], []
        for _ in range(times):
            ours.append(await timed(load(source, server)))
            theirs.append(await by_psql(file, catalog, server))
            again.append(await timed(load(source, server, cache)))
    what = f"{source.name}: {len(catalog.tables)} tables, {len(catalog.faults)} faults"
    print_row(what, "psql, what succeeds", ours, theirs)
    print(f"| {what}, unchanged | {statistics.median(again):.2f} s | | | |")


async def live(source: Path, server: Server, times: int) -> None:
    catalog, good = await good_statements(source, server)
    async with server.database() as database:
        await prepared(catalog, database)
        connection = await database.connect()
        await connection.execute(good)
        await count_catalog(connection)  # a live database has that from autovacuum
        await connection.close()
        dump = [str(server.bin_path / "pg_dump"), "-s", "-f", "/dev/null", database.dsn]
        ours, theirs = [], []
        for _ in range(times):
            read = read_source(database.dsn, base=ROOT, server=scratch_server)
            ours.append(await timed(read))
            theirs.append(await asyncio.to_thread(run, dump))
    print_row(f"live: {len(catalog.tables)} tables", "pg_dump -s", ours, theirs)


def print_row(what: str, other: str, ours: list[float], theirs: list[float]) -> None:
    one, two = statistics.median(ours), statistics.median(theirs)
    print(f"| {what} | {one:.2f} s | {other} | {two:.2f} s | {one / two:.2f} |", flush=True)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--remote", type=Path, default=ROOT / "example" / "remote.sql")
    parser.add_argument("--local", type=Path, default=ROOT / "example" / "local")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    start = time.perf_counter()
    async with scratch_server() as server:
        print(f"The scratch server starts in {time.perf_counter() - start:.2f} s.\n")
        print("| what is read | mergetui | beside | takes | ratio |")
        print("| --- | --- | --- | --- | --- |")
        for source in (given.local.resolve(), given.remote.resolve()):
            await folder(source, server, given.times)
        await live(given.remote.resolve(), server, given.times)


if __name__ == "__main__":
    asyncio.run(main())
