"""Where a side is read from, and the sentences for what is wrong with a source."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from mergetui.catalog.model import Catalog
from mergetui.catalog.names import Name
from mergetui.catalog.server import Server
from mergetui.catalog.snapshot import dumps
from mergetui.catalog.source import check_source, read_source
from mergetui.errors import InputError


def no_server() -> AbstractAsyncContextManager[Server]:
    raise AssertionError("the scratch server was started without need")


def read(source: str, base: Path) -> Catalog:
    return asyncio.run(read_source(source, base=base, server=no_server))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("env:MERGETUI_TEST_URL", "MERGETUI_TEST_URL is not set"),
        ("env:MERGETUI_TEST_PATH", "holds no database URL"),
        ("nothing/here", "nothing/here: there is no such file or folder"),
        ("notes.txt", "notes.txt: a source is a database URL"),
        ("empty", "empty: the folder holds no .sql file"),
        ("dump.sql", "dump.sql: this is a dump in pg_dump's own format"),
        ("wrong.json", "wrong.json:1: this is no snapshot"),
        ("postgresql://u:hunter2@localhost/x", "env:NAME"),
        ("postgresql://localhost/x?password=hunter2", "env:NAME"),
        ("postgresql://u@localhost:1/x", r"localhost:1/x.*cannot be reached"),
        ("env:MERGETUI_TEST_CLOSED", "cannot be reached"),
        ("env:MERGETUI_TEST_WRONG", "is no database URL"),
    ],
)
def test_mistakes(source: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MERGETUI_TEST_URL", raising=False)
    monkeypatch.setenv("MERGETUI_TEST_PATH", "supabase/migrations")
    monkeypatch.setenv("MERGETUI_TEST_CLOSED", "postgresql://u:hunter2@127.0.0.1:1/x")
    monkeypatch.setenv("MERGETUI_TEST_WRONG", "postgresql://u:hunter2@[::1/x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "dump.sql").write_bytes(b"PGDMP\x01\x0e")
    (tmp_path / "wrong.json").write_text("{")
    with pytest.raises(InputError, match=words) as caught:
        read(source, tmp_path)
    assert "hunter2" not in str(caught.value)


def test_a_source_that_may_be_written_down() -> None:
    for source in ("env:X", "supabase/migrations", "postgresql://me@host:5432/db?sslmode=require"):
        check_source(source)


def test_a_snapshot_needs_no_server(tmp_path: Path) -> None:
    catalog = Catalog(not_handled={"rules": 1})
    (tmp_path / "s.json").write_text(dumps(catalog), encoding="utf-8")
    assert read("s.json", tmp_path) == catalog


def test_a_live_database(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def live() -> Catalog:
        async with server.database() as database:
            connection = await database.connect()
            await connection.execute("CREATE TABLE a (id int)")
            await connection.close()
            monkeypatch.setenv("MERGETUI_TEST_URL", database.dsn)
            return await read_source("env:MERGETUI_TEST_URL", base=tmp_path, server=no_server)

    assert list(asyncio.run(live()).tables) == [Name("public", "a")]


def test_a_database_that_is_not_there(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MERGETUI_TEST_URL", server.admin.dsn("mergetui_absent"))
    with pytest.raises(InputError, match="no database of that name"):
        read("env:MERGETUI_TEST_URL", tmp_path)
