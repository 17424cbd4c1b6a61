"""``init`` and ``refresh``: both sides are read, or a sentence says why they are not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from small_merge import LOCAL, REMOTE, Folder, Process, Run, catalog

from mergetui.catalog.server import scratch_server
from mergetui.catalog.snapshot import dumps, loads
from mergetui.decisions.initial import initial
from mergetui.decisions.model import Sources
from mergetui.decisions.write import write
from mergetui.errors import Place


@pytest.fixture
def sources(empty: Folder) -> Folder:
    """Both sides as snapshots, which need no server to read."""
    (empty.path / "remote.json").write_text(dumps(catalog(*REMOTE)))
    (empty.path / "local.json").write_text(dumps(catalog(*LOCAL)))
    (empty.path / "sql").mkdir()
    (empty.path / "sql" / "1.sql").write_text("create table notes (id uuid primary key);\n")
    return empty


INIT = ("init", "--remote", "remote.json", "--local", "local.json")


@pytest.mark.parametrize("take", ["nothing", "union", "local", "remote"])
def test_init_writes_a_block_for_every_table(sources: Folder, run: Run, take: str) -> None:
    result = run(*INIT, "--take", take)
    assert result.exit_code == 0, result.stderr
    wanted = initial(
        catalog(*REMOTE),
        catalog(*LOCAL),
        Sources(remote="remote.json", local="local.json"),
        take,  # type: ignore[arg-type]
    )
    assert sources.decisions == wanted
    assert sources.file.read_text() == write(wanted)
    for side, tables in (("remote", REMOTE), ("local", LOCAL)):
        path = sources.path / "snapshots" / "catalogs" / f"{side}.json"
        assert loads(path.read_text(), Place("snapshot")) == catalog(*tables)
    assert run("check").exit_code == int(take == "nothing")


def test_init_overwrites_nothing(sources: Folder, run: Run) -> None:
    run(*INIT)
    before = sources.content()
    result = run(*INIT, "--take", "union")
    assert result.exit_code == 2
    assert "decisions.toml exists already; nothing was written." in result.stderr
    assert sources.content() == before


def test_init_writes_all_or_nothing(sources: Folder, run: Run) -> None:
    (sources.path / "snapshots").write_text("in the way")
    before = sources.content()
    result = run(*INIT)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert sources.content() == before


def test_refresh_adds_new_tables_and_takes_no_decision_back(sources: Folder, run: Run) -> None:
    run(*INIT, "--take", "union")
    before = sources.decisions
    (sources.path / "remote.json").write_text(dumps(catalog(*REMOTE[1:])))
    (sources.path / "local.json").write_text(dumps(catalog(*LOCAL, REMOTE[1])))
    result = run("refresh")
    assert result.exit_code == 0, result.stderr
    assert "1 gone: api_keys" in result.stdout
    assert "1 new: orders" in result.stdout
    assert "stale: api_keys, orders" in result.stdout
    assert sources.decisions == before
    (sources.path / "local.json").write_text(dumps(catalog(*LOCAL)))
    result = run("refresh", "local")
    assert "remote:" not in result.stdout
    assert "local: 3 tables" in result.stdout


def test_refresh_of_the_same_says_what_was_compared(sources: Folder, run: Run) -> None:
    run(*INIT)
    before = sources.content()
    result = run("refresh")
    assert result.stdout.count("3 tables compared with the last snapshot: no difference") == 2
    assert sources.content() == before


def test_a_folder_of_migrations_is_read_with_its_faults(sources: Folder, run: Run) -> None:
    (sources.path / "sql" / "2.sql").write_text(
        "create table tags (id uuid primary key);\ncreate table tags (id uuid);\nselect nonsense;\n"
    )
    result = run("init", "--remote", "remote.json", "--local", "sql")
    assert result.exit_code == 0, result.stderr
    assert {"notes", "tags"} < sources.decisions.tables.keys()
    assert "sql/2.sql:2: " in result.stdout


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


BAD = {
    "a folder that is not there": (("nowhere", "local.json"), ("nowhere",)),
    "a variable that is not set": (("env:NOT_SET_ANYWHERE", "local.json"), ("NOT_SET_ANYWHERE",)),
    "a password": (
        ("postgresql://me:hushhush@localhost/db", "local.json"),
        ("env:",),
    ),
    "a database that is not there": (("env:CLOSED", "local.json"), ("env:CLOSED", "127.0.0.1")),
    "a file that is no SQL": (("picture.sql", "local.json"), ("picture.sql",)),
    "a file of another kind": (("picture.png", "local.json"), ("picture.png",)),
    "a snapshot that was edited": (("edited.json", "local.json"), ("edited.json",)),
}


@pytest.mark.parametrize(("pair", "wanted"), BAD.values(), ids=BAD)
def test_a_source_that_cannot_be_read(
    sources: Folder, process: Process, pair: tuple[str, str], wanted: tuple[str, ...]
) -> None:
    (sources.path / "picture.sql").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe")
    (sources.path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    text = (sources.path / "remote.json").read_text()
    (sources.path / "edited.json").write_text(text.replace(" with time zone", " without time zone"))
    url = f"postgresql://me:hushhush@127.0.0.1:{closed_port()}/db"
    before = sources.content()
    done = process("init", "--remote", pair[0], "--local", pair[1], CLOSED=url)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "hushhush" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "failed" not in done.stderr.split(":")[0]
    for words in wanted:
        assert words in done.stderr
    assert sources.content() == before


@asynccontextmanager
async def locked_database() -> AsyncIterator[tuple[str, str]]:
    """A real database behind a password: its URL without the password, and the password."""
    async with scratch_server() as server, server.database() as database:
        connection = await server.admin.connect(database.name)
        await connection.execute("CREATE ROLE walled LOGIN PASSWORD 'right'")
        await connection.execute("CREATE TABLE public.notes (id uuid PRIMARY KEY)")
        hba = Path(await connection.fetchval("SHOW hba_file"))
        hba.write_text(f"local all walled scram-sha-256\n{hba.read_text()}")
        await connection.execute("SELECT pg_reload_conf()")
        await connection.close()
        host = quote(server.admin.host, safe="")
        port = server.admin.port
        yield f"postgresql://walled@/{database.name}?host={host}&port={port}", "right"


def test_a_wrong_password(sources: Folder, process: Process) -> None:
    async def attempts() -> None:
        async with locked_database() as (url, password):
            for said, wanted in (("wronghush", 2), (password, 0)):
                with_password = url.replace("walled@", f"walled:{said}@")
                done = await asyncio.to_thread(
                    process, "init", "--remote", "env:DB", "--local", "local.json", DB=with_password
                )
                assert done.returncode == wanted, done.stderr
                assert "wronghush" not in done.stdout + done.stderr
                if wanted:
                    assert "password" in done.stderr
                    assert not sources.file.exists()
            assert "notes" in sources.decisions.tables

    asyncio.run(attempts())
