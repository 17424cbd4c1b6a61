"""The scratch server: private, harmless, and gone when the one who asked is gone."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import psutil  # type: ignore[import-untyped]
import pytest

from mergetui.catalog import embedded
from mergetui.catalog.embedded import cache_folder
from mergetui.catalog.server import Server, scratch_server
from mergetui.errors import InputError

# A job in the background of a shell ignores SIGINT, and so would all that it starts.
HOLDER = """
import asyncio, signal
from mergetui.catalog.server import scratch_server

async def hold():
    async with scratch_server() as server, server.database() as database:
        print(database.dsn, flush=True)
        await asyncio.sleep(600)

signal.signal(signal.SIGINT, signal.default_int_handler)
asyncio.run(hold())
"""
PATIENCE = 60.0


def folder_of(dsn: str) -> Path:
    return Path(parse_qs(urlsplit(dsn).query)["host"][0])


def runs_in(folder: Path) -> bool:
    """Some process has the folder in its command: the server, or the one that holds it."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(str(folder.parent) in word for word in process.cmdline()):
                return True
    return False


def wait_until_gone(folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while folder.parent.exists() or runs_in(folder):
        assert time.monotonic() < end, f"{folder} is still there"
        time.sleep(0.05)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_gone_however_the_asker_ends(how: signal.Signals) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert holder.stdout is not None
        folder = folder_of(holder.stdout.readline().strip())
        assert runs_in(folder)
        holder.send_signal(how)
        holder.wait()
        holder.stdout.close()
        wait_until_gone(folder)
    finally:
        holder.kill()


def test_gone_after_use() -> None:
    async def use() -> Path:
        async with scratch_server() as server, server.database() as database:
            return folder_of(database.dsn)

    wait_until_gone(asyncio.run(use()))


def test_given_up_while_it_starts_nothing_is_left(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go, folders = threading.Event(), threading.Event(), []

    def held(source: Path, target: Path) -> None:
        folders.append(target)
        begun.set()
        go.wait(PATIENCE)
        copy(source, target)

    async def enter() -> None:
        async with scratch_server():
            raise AssertionError("it was given up")

    async def give_up() -> None:
        starting = asyncio.create_task(enter())
        await asyncio.to_thread(begun.wait, PATIENCE)
        starting.cancel()
        await asyncio.wait([starting], timeout=0.1)  # who does not wait for the copy goes now
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await starting

    copy = embedded._copy
    monkeypatch.setattr(embedded, "_copy", held)
    asyncio.run(give_up())
    [folder] = folders
    assert not folder.exists()


@pytest.mark.slow
def test_two_at_once_on_an_empty_cache(tmp_path: Path) -> None:
    program = HOLDER.replace("await asyncio.sleep(600)", "")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program], env=environment, stdout=subprocess.DEVNULL
        )
        for _ in range(2)
    ]
    assert [process.wait() for process in both] == [0, 0]
    kept = list((tmp_path / "cache").rglob("PG_VERSION"))
    assert kept
    assert not [p for p in (tmp_path / "cache").rglob(".postgres-*")]


def test_a_damaged_cache_is_made_anew(server: Server, tmp_path: Path) -> None:
    program = HOLDER.replace("await asyncio.sleep(600)", "")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    kept = cache_folder()
    shutil.copytree(kept, tmp_path / "cache" / kept.parent.name / kept.name)
    (control,) = (tmp_path / "cache").rglob("pg_control")
    control.write_bytes(b"")
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    (control,) = (tmp_path / "cache").rglob("pg_control")
    assert control.stat().st_size > 0


def test_the_loader_has_no_rights_and_no_network(server: Server) -> None:
    async def ask() -> None:
        async with server.database() as database:
            connection = await database.connect()
            try:
                assert await connection.fetchval("SHOW is_superuser") == "off"
                assert await connection.fetchval("SHOW listen_addresses") == ""
                assert await connection.fetchval("SHOW statement_timeout") == "1min"
                assert await connection.fetchval("SHOW max_locks_per_transaction") == "64"
                for statement in (
                    "COPY (SELECT 1) TO PROGRAM 'true'",
                    "SELECT pg_read_file('postgresql.conf')",
                    "ALTER ROLE CURRENT_USER SUPERUSER",
                    "CREATE DATABASE other",
                    "LOAD 'plpgsql_check'",
                ):
                    with pytest.raises(asyncpg.PostgresError):
                        await connection.execute(statement)
            finally:
                await connection.close()

    asyncio.run(ask())


def test_databases_are_dropped_also_under_a_session(server: Server) -> None:
    async def use() -> int:
        async with server.database() as database:
            connection = await database.connect()
            name = database.name
        connection.terminate()
        admin = await server.admin.connect(server.maintenance)
        try:
            count = await admin.fetchval(
                "SELECT count(*) FROM pg_database WHERE datname = $1", name
            )
            return int(count)
        finally:
            await admin.close()

    assert asyncio.run(use()) == 0


DUMP = """\
CREATE TABLE public.a (
    id uuid DEFAULT extensions.uuid_generate_v4() NOT NULL
);

COMMENT ON TABLE public.a IS '--
-- Name: not a remark
--';
"""


def test_dump_holds_the_users_objects_and_no_remarks(server: Server) -> None:
    async def dump() -> str:
        async with server.database() as database:
            connection = await database.connect()
            await connection.execute(
                "CREATE TABLE a (id uuid NOT NULL DEFAULT uuid_generate_v4());"
                "COMMENT ON TABLE a IS '--\n-- Name: not a remark\n--';"
                "CREATE POLICY p ON storage.objects USING (true)"
            )
            await connection.close()
            assert await database.dump() == await database.dump()
            return await database.dump()

    text = asyncio.run(dump())
    assert DUMP in text
    assert "storage" not in text
    assert "restrict" not in text
    assert "Dumped" not in text


def test_a_server_of_the_users(server: Server) -> None:
    """``--server URL`` leaves no database and no role behind."""
    url = server.admin.dsn("postgres")

    async def names() -> set[str]:
        admin = await server.admin.connect("postgres")
        try:
            rows = await admin.fetch(
                "SELECT datname AS name FROM pg_database UNION ALL SELECT rolname FROM pg_roles"
            )
            return {row["name"] for row in rows}
        finally:
            await admin.close()

    async def use() -> None:
        before = await names()
        async with scratch_server(url) as other, other.database() as database:
            connection = await database.connect()
            assert await connection.fetchval("SHOW is_superuser") == "off"
            await connection.execute("CREATE TABLE a (id uuid DEFAULT uuid_generate_v4())")
            await database.ensure_roles(["mergetui_test_guest"])
            assert "mergetui_test_guest" in await names()
            await connection.close()
            assert "CREATE TABLE public.a" in await database.dump()
        assert await names() == before

    asyncio.run(use())


def test_a_server_that_is_not_there() -> None:
    async def use() -> None:
        async with scratch_server("postgresql://me:s3cret@127.0.0.1:1/x"):
            pass

    with pytest.raises(InputError, match="cannot be reached") as caught:
        asyncio.run(use())
    assert "s3cret" not in str(caught.value)
