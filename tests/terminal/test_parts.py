"""Policies, indexes and constraints decided in the pane of their table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import part_world
import pytest
from stage import Stage
from triage_world import decisions

from mergetui.catalog.snapshot import dumps
from mergetui.decisions.file import write
from mergetui.decisions.model import SIDES, TableDecision
from mergetui.decisions.snapshots import snapshot_path
from mergetui.triage.aligned import AlignedRow

Play = Callable[..., None]


@pytest.fixture
def path(path: Path) -> Path:
    """The folder with parts that differ, and their table to be merged."""
    for side, of in zip(SIDES, (part_world.REMOTE, part_world.LOCAL), strict=True):
        snapshot_path(path, side).write_text(dumps(of), "utf-8")
    merged = replace(decisions(), tables={"docs": TableDecision(action="merge")})
    path.write_text(write(merged), "utf-8")
    return path


def at(stage: Stage, part: str) -> int:
    """Where the row of a part stands in the pane."""
    lines = stage.desk.table.aligned.lines
    return next(n for n, r in enumerate(lines) if isinstance(r, AlignedRow) and part in r.parts)


async def on(stage: Stage, part: str) -> None:
    if not stage.desk.in_table:
        await stage.press("l")
    stage.desk.table.aligned.move_to(at(stage, part))
    await stage.settle()


def test_the_keys_of_columns_decide_parts(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        await on(stage, "policy mine")
        found = next(n for n, line in enumerate(stage.screen) if "two meanings under" in line)
        assert "policy mine is another one" in stage.screen[found + 2]
        for key, take, merged in (
            ("r", "remote", "select to public using (owner = CURRENT_USER)"),
            ("o", "local", "select to public using (title = CURRENT_USER)"),
            ("b", "both", "select to public using (owner = CURRENT_USER)"),
            ("d", "drop", None),
        ):
            await stage.press(key)
            assert stage.said == f"saved: docs: policy mine {take}"
            assert f'"policy mine" = {{ take = "{take}" }}' in path.read_text("utf-8")
            row = stage.desk.table.aligned.at
            assert isinstance(row, AlignedRow)
            assert row.parts == ("policy mine",)  # the cursor stays
            assert (row.merged.text if row.merged else None) == merged
        assert any("≈D mine" in line for line in stage.screen), stage.text
        await stage.press("u")
        assert '"policy mine" = { take = "both" }' in path.read_text("utf-8")
        await stage.press("ctrl+r", "backspace")
        assert stage.said == "saved: docs: policy mine undecided"
        assert "parts" not in path.read_text("utf-8")
        await stage.press("backspace")
        assert stage.said == "undecide: policy mine has no choice of its own"

    play(story)


def test_a_part_is_called_otherwise_and_its_line_says_so(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        await on(stage, "index docs_idx")
        await stage.press("b", "c")
        assert stage.desk.prompt.input.value == "docs_idx"
        await stage.press("ctrl+u")
        await stage.type("by_title")
        await stage.press("enter")
        assert stage.said == "saved: docs: index docs_idx called by_title"
        assert '"index docs_idx" = { take = "both", name = "by_title" }' in path.read_text("utf-8")
        assert "choice: take" in stage.text
        assert """"both", name = "by_title\"""" in stage.text
        await stage.press("t")
        assert stage.said == "type: is for a column"

    play(story)


def test_what_makes_no_sense_is_a_sentence(play: Play, path: Path) -> None:
    async def story(stage: Stage) -> None:
        before = path.read_text("utf-8")
        await on(stage, "constraint c")
        await stage.press("o")
        assert stage.said == "The local has no constraint c in docs. One of: remote, drop."
        await stage.press("b")
        assert stage.said == "Only the remote has constraint c in docs. One of: remote, drop."
        await on(stage, "policy known")
        await stage.press("b")
        assert stage.said.endswith("is the same on both sides: there are no two to keep.")
        stage.desk.table.aligned.move_to(len(stage.desk.table.aligned.lines) - 1)
        assert path.read_text("utf-8") == before

    play(story)


def test_what_nobody_decided_is_among_the_problems(play: Play) -> None:
    async def story(stage: Stage) -> None:
        await stage.press("p")
        assert "Parts with two meanings that nobody decided; both stay: 2" in stage.text
        await stage.press("escape")
        await on(stage, "policy mine")
        await stage.press("o")
        await stage.press("p")
        assert "Parts with two meanings that nobody decided; both stay: 1" in stage.text

    play(story)
