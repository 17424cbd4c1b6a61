"""Once the migration has run on the remote, nothing is left to export; in steps likewise."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from commanding import mergetui
from other_servers import Others

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


def test_the_merge_runs_in_steps(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decided in two parts; the second is decided before the first is read back."""
    (tmp_path / "local.sql").write_text(LOCAL, encoding="utf-8")
    kept = [tmp_path / "snapshots" / "catalogs" / f"{name}.json" for name in ("merged", "standing")]

    def run(*arguments: str, code: int = 0) -> str:
        done = mergetui(tmp_path, *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    async def story() -> None:
        async with server.database() as database:
            monkeypatch.setenv("REMOTE_DATABASE_URL", database.dsn)
            await _execute(database, REMOTE)

            async def told(*arguments: str, code: int = 0) -> str:
                return await asyncio.to_thread(run, *arguments, code=code)

            await told("init", "--remote", "env:REMOTE_DATABASE_URL", "--local", "local.sql")
            before = (tmp_path / "snapshots" / "catalogs" / "remote.json").read_text("utf-8")
            for choice in CHOICES[:2]:
                await told("decide", *choice)
            await told("export", "--partial", "-o", "first.sql")
            for choice in CHOICES[2:]:
                await told("decide", *choice)
            await _execute(database, (tmp_path / "first.sql").read_text("utf-8"))
            said = await told("refresh", "remote")
            assert "a part of the merge has run, 2 decisions not in it yet: halls, venues" in said
            assert all(path.exists() for path in kept)
            assert "none stale" in await told("check")
            assert "the merge has run, or a part of it" in await told("status")

            await told("export", "-o", "second.sql")
            second = (tmp_path / "second.sql").read_text("utf-8")
            assert "event_log" not in second.partition("ALTER TABLE")[2]
            assert "ok    rows: 15 before, 15 after" in await told("prove")
            await _execute(database, "ALTER TABLE event_log ADD extra integer")
            said = await told("refresh", "remote", code=2)
            assert "1 object beyond the part" in said and "table public.event_log" in said
            await _execute(database, "ALTER TABLE event_log DROP extra")
            await _execute(database, second)
            assert "the migration has run" in await told("refresh", "remote")
            assert "No difference: 5 tables" in await told("export", "-o", "again.sql")
            assert (tmp_path / "again.sql").read_text("utf-8").startswith("-- No difference")
            assert "none stale" in await told("check")
            after = (tmp_path / "snapshots" / "catalogs" / "remote.json").read_text("utf-8")
            assert after == before

            file = tmp_path / "decisions.toml"
            file.write_text(file.read_text("utf-8").replace('"places"', '"spots"'), "utf-8")
            renamed = await told("export")
            assert "ALTER TABLE public.places RENAME TO spots;" in renamed
            assert "INSERT" not in renamed

    asyncio.run(story())


@pytest.mark.slow
def test_an_older_remote_prints_the_views_of_the_merge_otherwise(
    others: Others, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before PostgreSQL 16 columns of a view over one table have the name of the table."""
    (tmp_path / "local.sql").write_text(
        """
        CREATE TABLE b (id integer PRIMARY KEY, n text);
        CREATE VIEW v AS SELECT lower(n) AS n, count(*) AS c FROM b WHERE id IN (SELECT id FROM b)
            GROUP BY b.n ORDER BY b.n;
        CREATE MATERIALIZED VIEW m AS SELECT DISTINCT ON (n) n, id FROM b ORDER BY n, id DESC;
        CREATE POLICY p ON b USING (id IN (SELECT id FROM b));
        """,
        encoding="utf-8",
    )

    def run(*arguments: str) -> str:
        done = mergetui(tmp_path, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    async def execute(url: str, sql: str) -> None:
        import asyncpg  # noqa: PLC0415

        connection = await asyncpg.connect(url)
        await connection.execute(sql)
        await connection.close()

    with others.database(15) as url:
        monkeypatch.setenv("REMOTE_DATABASE_URL", url)
        asyncio.run(execute(url, "CREATE TABLE a (id integer PRIMARY KEY, n text)"))
        run("init", "--remote", "env:REMOTE_DATABASE_URL", "--local", "local.sql")
        run("decide", "a", "keep", "--name", "of_a", "--view")
        run("decide", "b", "keep")
        run("export", "-o", "merge.sql")
        asyncio.run(execute(url, (tmp_path / "merge.sql").read_text("utf-8")))
        assert "nothing is left to export" in run("refresh", "remote")
        assert "No difference: 2 tables" in run("export")
