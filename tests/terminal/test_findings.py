"""What stands against a table, how far a phase is, evidence: seen beside the choice."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from stage import Stage
from triage_world import LOCAL, REMOTE, table

from mergetui.catalog.model import Catalog
from mergetui.catalog.server import Server
from mergetui.catalog.snapshot import dumps
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.save import save_all
from mergetui.decisions.snapshots import STEP, snapshot_path
from mergetui.errors import InputError
from mergetui.merge import standing
from mergetui.terminal.app import MergeApp
from mergetui.terminal.beside import Beside
from mergetui.terminal.evidence import ask_remote, counting_sql, last_change, live_url
from mergetui.terminal.memory import recall

Play = Callable[..., None]


def test_a_heading_shows_how_far_its_phase_is(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("d", "g")
        assert "1 of 4 decided" in stage.text
        assert "1 with columns of two types" in stage.text
        assert "to look at; enter leads there" in stage.text
        await stage.press("enter", "G", "enter")
        assert stage.desk.entry is not None
        assert stage.desk.entry.key == "users"
        assert stage.action == {"api_keys": "drop"}

    play(story)


def test_a_fault_a_consequence_and_a_hazard_stand_beside_the_choice(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.go_to("posts")
        await stage.press("exclamation_mark")
        assert "fault of the local, migrations/2.sql:4" in stage.text
        await stage.press("escape")
        stage.desk.go_to("api_keys")
        await stage.press("m", "l", "j", "t")
        await stage.type("integer")
        await stage.press("enter")
        await stage.until(lambda: stage.app.session and stage.app.session.hazards)
        hazards = [line.text for line in stage.desk.table.aligned.lines if hasattr(line, "text")]
        assert any("hazard" in text for text in hazards), hazards
        while not getattr(stage.desk.table.aligned.at, "sql", False):
            await stage.press("exclamation_mark")
        await stage.press("enter")
        await stage.until(lambda: "lock: ACCESS EXCLUSIVE" in stage.text)
        assert "SQL of api_keys" in stage.screen[0]

    play(story)


def test_a_contradiction_leads_to_its_other_end_and_back(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.go_to("venues")
        await stage.press("a", "c")
        stage.desk.prompt.input.value = "platform_users"
        await stage.press("enter")
        stage.desk.go_to("platform_users")
        await stage.press("a")
        assert "1 blocked" in stage.screen[0] or "2 blocked" in stage.screen[0]
        entry = stage.desk.entry
        assert entry is not None
        await stage.press("exclamation_mark", "enter")
        there = stage.desk.entry
        assert there is not None
        assert {entry.key, there.key} == {"platform_users", "venues"}
        await stage.press("minus")
        assert stage.desk.entry is not None
        assert stage.desk.entry.key == entry.key

    play(story)


def test_nothing_stands_against_it(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.go_to("audit_log")
        await stage.press("exclamation_mark")
        assert stage.said == "nothing to look at here; p shows all problems"
        await stage.press("minus", "minus")
        assert stage.said == "no jump to go back from"

    play(story)


def test_the_whole_sql_has_its_head(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "S")
        await stage.until(lambda: "composing" not in stage.text)
        assert "-- Merged migration: 5 remote + 5 local tables" in stage.text
        assert "SET LOCAL lock_timeout = '5s';" in stage.text
        assert "-- api_keys: merge" in stage.text
        copied: list[str] = []
        stage.app.copy_to_clipboard = copied.append  # type: ignore[method-assign,assignment]
        await stage.press("y")
        assert copied[0].startswith("-- Merged migration:")
        assert "DO $" in copied[0]
        monkeypatch.chdir(tmp_path)
        await stage.press("ctrl+s", *"all.sql", "enter")
        assert f"{len(copied[0]):,} bytes are in all.sql" in stage.screen[0]
        assert (tmp_path / "all.sql").read_text("utf-8") == copied[0]
        await stage.press("ctrl+s", *"all.sql", "enter")
        assert "all.sql: File exists" in stage.screen[0]

    play(story)


def test_progress_estimates_the_merged_tables_of_a_phase(play: Play) -> None:
    async def story(stage: Stage) -> None:
        stage.desk.go_to("categories")
        await stage.press("i")
        stage.desk.prompt.input.value = "legend_categories"
        await stage.press("enter", "P")
        [line] = [line for line in stage.screen if "Reference/Lookup" in line]
        assert "1/2" in line
        assert line.endswith("1 merged")

    play(story)


BROKEN = """
from mergetui.terminal import composer
def in_steps(remote, local, decisions, step):
    if decisions.tables["api_keys"].action == "merge":
        raise ValueError("no such thing")
    return composed(remote, local, decisions, step)
composed, composer.in_steps = composer.in_steps, in_steps
composer.main()
"""


def test_a_fault_of_composition_is_a_sentence(path: Path) -> None:
    async def run() -> None:
        app = MergeApp(path, beside=beside)
        async with app.run_test(size=(120, 40)):
            stage = Stage(app)
            await stage.settle()
            await stage.send("m")
            await stage.until(lambda: "cannot be shown" in stage.said)
            assert "ValueError: no such thing. Choices are saved all the same" in stage.said
            assert stage.action == {"api_keys": "merge"}
            await stage.send("u")
            await stage.until(lambda: app.session and app.session.failed is None)
            assert stage.action == {}

    beside = Beside((sys.executable, "-c", BROKEN))
    asyncio.run(run())
    beside.close()


def test_evidence(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("m", "semicolon")
        await stage.type("combine")
        await stage.press("enter", "E")
        await stage.until(lambda: "asking git" not in stage.text)
        assert "combine" in stage.text
        assert "about 1,240" in stage.text
        assert "not known to git" in stage.text or "not committed yet" in stage.text
        assert "asked of a live remote only; this one is remote.sql" in stage.text
        await stage.press("escape")
        assert "Core Foundation" in stage.text

    play(story)


def test_when_a_block_changed_last(path: Path) -> None:
    def git(*words: str) -> None:
        own = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", *own, *words], cwd=path.parent, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "begin")
    file = DecisionsFile.load(path)
    path.write_text(file.text.replace("[tables.users]", '[tables.users]\naction = "keep"'))
    git("commit", "-q", "-a", "-m", "users stay")
    lines = DecisionsFile.load(path).lines
    users, venues = (lines.place("tables", key).line for key in ("users", "venues"))
    assert asyncio.run(last_change(path, users, users + 2)).endswith("Ada  users stay")
    assert asyncio.run(last_change(path, venues, venues + 1)).endswith("Ada  begin")


@pytest.mark.parametrize(
    ("source", "environ", "url"),
    [
        ("postgresql://me@db/x", {}, "postgresql://me@db/x"),
        ("env:DB", {"DB": "postgres://db/x"}, "postgres://db/x"),
        ("env:DB", {}, None),
        ("dump.sql", {}, None),
    ],
)
def test_which_remote_can_be_asked(source: str, environ: dict[str, str], url: str | None) -> None:
    assert live_url(source, environ) == url


def test_nulls_and_duplicates_are_counted_on_the_remote(server: Server, tmp_path: Path) -> None:
    """Of a table as it is called by now."""
    path = tmp_path / "decisions.toml"
    was = table("was", "id integer")

    async def run() -> list[str]:
        async with server.database() as database:
            connection = await asyncpg.connect(database.dsn)
            await connection.execute(
                'CREATE TABLE "Odd ""name" (id int, "a b" text);'
                "INSERT INTO \"Odd \"\"name\" VALUES (1, null), (2, 'x'), (2, 'x')"
            )
            await connection.close()
            odd = table('Odd "name', "id integer")
            odd = replace(odd, columns=(*odd.columns, replace(odd.columns[0], name="a b")))
            assert counting_sql(odd).startswith("SELECT count(*), count(*) - count(id)")
            now = Catalog(tables={odd.name: odd})
            step = {
                "merged": dumps(now),
                "standing": standing.dumps(standing.Standing(at={"remote:was": odd.name})),
            }
            save_all({snapshot_path(path, kind): step[kind] for kind in STEP})
            found = await ask_remote(database.dsn, "env:DB", was, path)
            gone = await ask_remote(database.dsn, "env:DB", odd, path)
            assert gone == ["the part of the merge that has run has dropped the table"]
            for kind in STEP:
                snapshot_path(path, kind).unlink()
            assert found == await ask_remote(database.dsn, "env:DB", odd, path)
            with pytest.raises(InputError, match="has changed since it was read; mergetui refresh"):
                none = table("none", "id integer")
                await ask_remote(database.dsn, "env:DB", none, path)
            for ends, told in (
                ("pg_cancel_backend", "has not counted: it took longer than 30 seconds, or was"),
                ("pg_terminate_backend", "went away while it counted"),
            ):
                holder = await asyncpg.connect(database.dsn)
                await holder.execute(f"BEGIN; LOCK TABLE {odd.name.sql}")
                asked = asyncio.create_task(ask_remote(database.dsn, "env:DB", odd, path))
                waits = "FROM pg_locks WHERE NOT granted AND database IN (SELECT oid FROM"
                waits += " pg_database WHERE datname = current_database())"
                while not await holder.fetchval(f"SELECT count({ends}(pid)) {waits}"):
                    await asyncio.sleep(0.01)
                with pytest.raises(InputError, match=told):
                    await asked
                await holder.close()
            return found

    assert asyncio.run(run()) == [
        "3 rows",
        "id: no nulls, 2 distinct, 1 duplicates",
        "a b: 1 null, 1 distinct, 1 duplicates",
    ]


def test_snapshots_that_change_are_read_again(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("j", "m")
        more = replace(
            LOCAL, tables={**LOCAL.tables, **{t.name: t for t in [table("new", "id uuid")]}}
        )
        snapshot_path(path, "local").write_text(dumps(more), "utf-8")
        await stage.until(lambda: "6 local" in stage.screen[0])
        await stage.settle()
        assert stage.said == "the snapshots were read again"
        assert stage.desk.entry is not None
        assert stage.desk.entry.key == "audit_log"
        snapshot_path(path, "remote").write_text("{", "utf-8")
        await stage.until(lambda: stage.said.startswith("what was known stays"))
        assert "5 remote" in stage.screen[0]
        snapshot_path(path, "remote").write_text(dumps(REMOTE), "utf-8")
        await stage.until(lambda: stage.said == "the snapshots were read again")

    play(story)


def test_a_change_from_outside_is_noticed_unasked(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        text = path.read_text("utf-8")
        path.write_text(text.replace("[tables.venues]\n", '[tables.venues]\naction = "keep"\n'))
        await stage.until(lambda: stage.said == "taken in from decisions.toml: venues")
        path.write_text("[tables.venues\n", "utf-8")
        await stage.until(lambda: "read-only" in stage.screen[0])
        path.write_text(text, "utf-8")
        await stage.until(lambda: "saved" in stage.screen[0])
        assert stage.action == {}

    play(story)


def test_how_the_screen_is_is_kept_now_and_then(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("j", "j")
        await stage.until(lambda: recall(path).cursor == "platform_users")

    play(story)


def test_the_example_says_that_it_is_one(path: Path) -> None:
    async def run() -> None:
        app = MergeApp(path, example=True)
        async with app.run_test(size=(120, 40)):
            stage = Stage(app)
            await stage.settle()
            assert stage.screen[0].startswith(" mergetui  the example")
            assert "Yours begins with: mergetui init" in stage.said

    asyncio.run(run())


def test_the_palette_in_ascii(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("ctrl+p")
        await stage.until(lambda: "Take the remote's" in stage.text)
        assert "🔎" not in stage.text

    play(story, ascii=True)


NAMES = (
    "[/]",
    "[bold]",
    "🦄" * 15,
    "a\x1b[31mb",
    "\u05d0\u05d1\u05d2_\u0634\u0643\u0644",
    "$(id)",
    "x" * 63,
)


@pytest.mark.parametrize("called", NAMES)
def test_a_table_of_any_name_is_shown_decided_and_exported(
    play: Play, path: Path, called: str
) -> None:
    odd = table(called, "id uuid", f"{called.split(' ', maxsplit=1)[0]} text")
    remote = replace(REMOTE, tables={**REMOTE.tables, odd.name: odd})
    snapshot_path(path, "remote").write_text(dumps(remote), "utf-8")

    async def story(stage: Stage) -> None:
        clean = stage.desk.glyphs.clean(called)
        stage.desk.go_to(odd.name.key)
        await stage.press("d")
        assert stage.action == {odd.name.key: "drop"}
        assert stage.said == f"saved: {clean}: drop"
        assert clean[:12] in stage.text
        assert all(len(strip_cells(line)) <= 120 for line in stage.screen)
        await stage.press("l", "exclamation_mark", "escape", "s")
        await stage.until(lambda: "composing" not in stage.text)
        await stage.press("escape", "E", "escape", "H", "escape", "u")
        assert stage.action == {}
        assert "\x1b" not in stage.text

    play(story)


def strip_cells(line: str) -> str:
    """As many characters as cells."""
    from rich.cells import cell_len  # noqa: PLC0415

    return "x" * cell_len(line)
