"""The process beside the terminal: what it composes arrives whole, and it outlives nobody."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from stage import Stage
from triage_world import SIDES, decisions

from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.model import ColumnDecision, Decisions, ObjectDecision, TableDecision
from mergetui.merge.compose import compose
from mergetui.merge.near import Near
from mergetui.migration.diff import diff
from mergetui.terminal.app import MergeApp
from mergetui.terminal.background import Done
from mergetui.terminal.beside import Beside, merged_after
from mergetui.terminal.composer import Composer, Inbox
from mergetui.terminal.wire import (
    OBJECTS,
    TOLD,
    Begin,
    Compose,
    Decided,
    Finished,
    Look,
    Migrate,
    Piece,
    decided,
    receive,
)
from mergetui.triage.aligned import AlignedRow

COLUMNS = MappingProxyType({"created_at": ColumnDecision(pair="createdAt", take="local")})
MERGE = TableDecision(phase="core", action="merge", columns=COLUMNS)
BOTH = TableDecision(phase="core", action="keep-both", local_name="api_keys_local")
INTO = TableDecision(phase="reference", action="merge-into", into="legend_categories")

STEPS: tuple[Mapping[str, TableDecision], ...] = (
    {},
    {"api_keys": MERGE},
    {"api_keys": MERGE, "categories": INTO},
    {"api_keys": BOTH, "categories": INTO},  # two tables from one
    {"api_keys": TableDecision(action="drop"), "users": TableDecision(action="keep")},  # gone
    {"api_keys": MERGE, "posts": TableDecision(action="merge-into", into="nobody")},  # a problem
    {},  # and none any more
)


class Overheard(Composer):
    """A composer in this process, whose pieces are listened to."""

    def __init__(self) -> None:
        super().__init__(Inbox(), open(os.devnull, "wb"))  # noqa: SIM115, PTH123
        self._sides = SIDES.remote, SIDES.local
        self.pieces: dict[str, list[object]] = {}

    def _say(self, number: int, name: str, value: object) -> None:
        self.pieces.setdefault(name, []).append(value)


@pytest.mark.parametrize("every", [1, 2, 3])
def test_what_arrives_in_pieces_is_what_was_composed(every: int) -> None:
    composer, before = Overheard(), None
    for number, step in enumerate(STEPS[::every]):
        composer.pieces = {}
        composer._compose(number, decisions(**step))
        before = merged_after(before, composer.pieces, SIDES)
        whole = compose(SIDES.remote, SIDES.local, decisions(**step))
        assert before.catalog.tables == whole.catalog.tables
        assert before.targets == whole.targets
        for name in OBJECTS:
            assert getattr(before.catalog, name) == getattr(whole.catalog, name)
        for name in TOLD:
            assert [*getattr(before, name)] == [*getattr(whole, name)]


def test_a_table_that_a_side_has_just_so_is_not_sent() -> None:
    composer = Overheard()
    composer._compose(1, decisions())
    assert composer.pieces["tables"] == [
        dict.fromkeys(SIDES.remote.tables, "remote"),
    ]
    composer.pieces = {}
    composer._compose(2, decisions(api_keys=MERGE))
    [tables] = composer.pieces["tables"]
    assert isinstance(tables, dict)
    assert [name.key for name in tables] == ["api_keys"]


def test_blocks_that_are_gone_are_gone_at_the_other_end() -> None:
    first = decisions(api_keys=MERGE)
    mood = ObjectDecision(action="keep-local")
    blocks = {("tables", key): block for key, block in first.tables.items()}
    heard = decided(None, Decided(first, {**blocks, ("types", "mood"): mood}))
    assert (heard.tables, heard.types) == (first.tables, {"mood": mood})
    renamed = replace(first, phases={"core": "Another"})
    heard = decided(heard, Decided(renamed, {("types", "mood"): None, ("tables", "users"): INTO}))
    assert heard.types == {}
    assert heard.tables == {**first.tables, "users": INTO}
    assert heard.phases == {"core": "Another"}


class Ear:
    """Hears what the process answers, as an app does."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def post_message(self, message: object) -> None:
        self.heard.append(message)


def test_it_is_told_only_of_what_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    asked = threading.Event()

    def sending(_: object, message: object) -> None:
        sent.append(message)
        if isinstance(message, Compose):
            asked.set()

    monkeypatch.setattr("mergetui.terminal.beside.send", sending)
    beside, file = Beside(("sleep", "1000")), DecisionsFile.load(path)
    try:
        beside.begin(Ear(), path, (), SIDES, file.decisions)  # type: ignore[arg-type]
        file.set_table("api_keys", MERGE)
        beside.compose(file.decisions)
        assert asked.wait(60)
        [*_, decided, _] = sent
        assert isinstance(decided, Decided)
        assert decided.blocks == {("tables", "api_keys"): MERGE}
        assert not decided.frame.tables
    finally:
        beside.close()


HELD = """
import sys, time
from pathlib import Path
from mergetui.terminal import composer
in_steps = composer.in_steps
def held(*given):
    while not Path(sys.argv[1]).exists():
        time.sleep(0.01)
    return in_steps(*given)
composer.in_steps = held
composer.main()
"""


def test_a_choice_shows_what_it_comes_to_before_all_is_composed(path: Path, tmp_path: Path) -> None:
    go = tmp_path / "go"

    async def run() -> None:
        beside = Beside((sys.executable, "-c", HELD, str(go)))
        app = MergeApp(path, beside=beside)
        async with app.run_test(size=(120, 40)):
            stage = Stage(app)
            await stage.until(lambda: app.session and "merged (so far)" in stage.text)
            assert not _merged_column(stage)["rate_limit"]
            await stage.send("m")
            assert app.session
            assert stage.action == {"api_keys": "merge"}
            await stage.until(lambda: _is_near(app))
            assert "integer" in _merged_column(stage)["rate_limit"]
            assert app.session.composing
            await stage.send("d")
            assert stage.action == {"api_keys": "drop"}
            await stage.until(lambda: _is_near(app))
            assert not any(_merged_column(stage).values())
            await stage.send("down")  # another table is asked for too
            await stage.until(lambda: _pane(app) != "api_keys" and _is_near(app))
            assert any(_merged_column(stage).values())
            go.touch()
            await stage.settle()
            assert "(so far)" not in stage.text
            assert not app.session.composing
        beside.close()

    asyncio.run(run())


def _pane(app: MergeApp) -> str:
    """The table that the pane shows."""
    entry = app.desk.table.aligned.entry
    return entry.key if entry else ""


def _is_near(app: MergeApp) -> bool:
    assert app.session
    return app.desk.table.aligned.told == "near"


def _merged_column(stage: Stage) -> dict[str, str]:
    """What the pane shows as merged, by column."""
    rows = stage.desk.table.aligned.lines
    return {
        row.key: row.merged.text if row.merged else ""
        for row in rows
        if isinstance(row, AlignedRow) and row.kind == "column"
    }


def test_nothing_is_composed_before_what_is_looked_at() -> None:
    inbox = Inbox(decisions=decisions(), near=Near(SIDES), compose=Compose(2), look=None)
    inbox.take(Look(1, "tables", "api_keys"))
    order: list[str] = []

    def compose() -> None:
        inbox.next()
        order.append("composed")

    composing = threading.Thread(target=compose)
    composing.start()
    assert inbox.next_look()[2].number == 1
    order.append("looked")
    inbox.have_looked()
    composing.join(60)
    assert order == ["looked", "composed"]


@pytest.mark.parametrize("sql", [False, True])
def test_what_takes_long_waits_until_the_choices_rest(sql: bool) -> None:
    """Or until somebody waits for SQL."""
    inbox = Inbox(decisions=decisions(), near=Near(SIDES), rest=1000.0)
    inbox.take(Compose(1))
    composed: list[int] = []
    next = threading.Thread(target=lambda: composed.append(inbox.next()[2].number), daemon=True)
    next.start()
    inbox.take(Migrate(2, ""))
    next.join(0.2)
    assert not composed
    if sql:
        inbox.take(Migrate(3, "", "users"))
    else:
        inbox.rest = 0.0
        inbox.take(Compose(4))
    next.join(60)
    assert composed == [1 if sql else 4]


def test_one_that_does_not_listen_holds_nobody_up(path: Path) -> None:
    """What is asked may be longer than a pipe holds."""
    of = DecisionsFile.load(path).decisions
    beside = Beside((sys.executable, "-c", "import time; time.sleep(600)"))

    def ask() -> None:
        beside.begin(MergeApp(path), path, (), SIDES, of)
        beside.migrate(of, "#" * 1_000_000, "")

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(60)
    assert not asking.is_alive()
    beside.close()


def test_one_that_was_killed_is_told_and_started_again(path: Path) -> None:
    async def run() -> None:
        app = MergeApp(path)
        async with app.run_test(size=(120, 40)):
            stage = Stage(app)
            await stage.settle()
            assert app.beside
            process = app.beside._process
            assert process
            process.kill()
            await stage.until(lambda: app.beside and app.beside._process is None)
            await stage.press("m")
            assert "merged   " in stage.text
            assert app.session
            assert app.session.merged
            assert not app.session.composing
            assert stage.action == {"api_keys": "merge"}
            assert app.beside._process is not process
            last = app.beside._process
        assert last
        assert last.returncode == -signal.SIGKILL

    asyncio.run(run())


def test_it_is_gone_when_nobody_speaks_to_it_any_more() -> None:
    beside = Beside()
    beside.start()
    process = beside._process
    assert process
    assert process.stdin
    process.stdin.close()  # as the system does where the terminal is killed
    assert process.wait(60) == 0


def test_where_no_process_can_be_started_it_is_told(path: Path) -> None:
    ear, file = Ear(), DecisionsFile.load(path)
    beside = Beside(("/no/such/program",))
    beside.begin(ear, path, (), SIDES, file.decisions)  # type: ignore[arg-type]
    beside.compose(file.decisions)
    [done] = ear.heard
    assert isinstance(done, Done)
    assert "no process can be started" in str(done.error)
    assert not beside.busy


class Ends(Inbox):
    """Has nothing to do in the end."""

    def next(self) -> tuple[Begin | None, Decisions | None, Compose | Migrate]:
        if not (self.compose or self.migrate):
            raise EOFError
        return super().next()


def test_newer_decisions_come_before_a_migration_that_nobody_waits_for_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from mergetui.terminal import composer as module  # noqa: PLC0415

    inbox, out, compared = Ends(), io.BytesIO(), []

    def compare(*given: Any) -> Any:
        compared.append(given)
        if len(compared) == 1:  # in the middle of it
            inbox.take(Decided(decisions(), {("tables", "api_keys"): MERGE}))
            inbox.take(Compose(8))
            composer.interrupted()
        return diff(*given)

    monkeypatch.setattr(module, "diff", compare)
    composer = Composer(inbox, out)
    composer._sides = SIDES.remote, SIDES.local
    bare = {("tables", key): block for key, block in decisions().tables.items()}
    inbox.take(Decided(decisions(), bare))
    inbox.take(Migrate(7, "", "api_keys"))
    with pytest.raises(EOFError):
        composer.run()
    composer.interrupted()  # nothing is at work that could be given up
    out.seek(0)
    answers = []
    with suppress(EOFError):
        while True:
            answers.append(receive(out))
    assert [a.number for a in answers if isinstance(a, Finished)] == [8, 7]
    assert not any(a.fault for a in answers if isinstance(a, Finished))
    files = [a.value for a in answers if isinstance(a, Piece) and a.name == "files"]
    assert "ADD COLUMN rate_limit" in str(files)  # of the newer decisions
