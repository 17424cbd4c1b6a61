"""Once the migration has run on the remote, nothing is left to export."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from commanding import mergetui

from mergetui.catalog.database import Database
from mergetui.catalog.server import Server

REMOTE = """
CREATE TABLE log (id uuid PRIMARY KEY, what text);
CREATE TABLE seen (log_id uuid REFERENCES log, at timestamptz);
CREATE TABLE halls (id uuid PRIMARY KEY, seats integer);
CREATE TABLE venues (id uuid PRIMARY KEY, title text);
INSERT INTO halls VALUES (gen_random_uuid(), 3);
"""
LOCAL = """
CREATE TABLE log (id text PRIMARY KEY, who text);
CREATE TABLE seen (log_id text REFERENCES log, "at" timestamptz, note text);
"""
CHOICES = (
    ("log", "keep-both", "--remote-name", "event_log"),
    ("seen", "merge"),
    ("venues", "keep", "--name", "places"),
    ("halls", "merge-into", "--into", "places"),
)


async def _execute(database: Database, sql: str) -> None:
    connection = await database.connect()
    try:
        async with connection.transaction():
            await connection.execute(sql)
    finally:
        await connection.close()


def test_refresh_sees_that_it_has_run(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "local.sql").write_text(LOCAL, encoding="utf-8")

    def run(*arguments: str, code: int = 0) -> str:
        done = mergetui(tmp_path, *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    async def story(inside: Callable[..., str]) -> None:
        async with server.database() as database:
            monkeypatch.setenv("REMOTE_DATABASE_URL", database.dsn)
            await _execute(database, REMOTE)
            remote = ("--remote", "env:REMOTE_DATABASE_URL")
            await asyncio.to_thread(inside, "init", *remote, "--local", "local.sql")
            for choice in CHOICES:
                await asyncio.to_thread(inside, "decide", *choice)
            await asyncio.to_thread(inside, "export", "-o", "merge.sql")
            await _execute(database, (tmp_path / "merge.sql").read_text("utf-8"))
            said = await asyncio.to_thread(inside, "refresh", "remote")
            assert "the migration has run" in said

    asyncio.run(story(run))
    assert "No difference: 5 tables" in run("export", "-o", "again.sql")
    assert (tmp_path / "again.sql").read_text("utf-8").startswith("-- No difference")
    assert "none stale" in run("check")
    run("decide", "seen", "keep-remote")
    assert "The remote has been migrated" in run("export", code=2)
