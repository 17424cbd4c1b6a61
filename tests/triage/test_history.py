"""Undo and redo: total, across sessions, without losing what others wrote."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mergetui.decisions.model import ColumnDecision, PartDecision, TableDecision
from mergetui.triage.history import History, Past, Step

NONE = TableDecision()
DROP = TableDecision(action="drop", reason="old")
KEEP = TableDecision(action="keep", phase="core")
MERGE = TableDecision(
    action="merge",
    reviewed="remote:1 local:2",
    columns={"a": ColumnDecision(take="local", null=False), "b": ColumnDecision(pair="")},
    parts={"policy p": PartDecision(take="both", name="q"), "index i": PartDecision(take="drop")},
)


class File:
    """What decisions.toml would hold; one step at a time through a history."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.history = History(log)
        self.blocks = {"a": NONE, "b": NONE}

    def choose(self, what: str, **changes: TableDecision) -> None:
        self.history.record(what, {k: self.blocks[k] for k in changes}, changes)
        self.blocks.update(changes)

    def undo(self) -> str:
        return self._apply(self.history.undo(self.blocks))

    def redo(self) -> str:
        return self._apply(self.history.redo(self.blocks))

    def _apply(self, move) -> str:  # type: ignore[no-untyped-def]
        if move is None:
            return ""
        self.blocks.update(move.blocks)
        return str(move.says)

    def reopen(self) -> None:
        self.history = History(self.log)


@pytest.fixture
def file(tmp_path: Path) -> File:
    return File(tmp_path / "state" / "history.jsonl")


def test_undo_and_redo_outlive_the_session(file: File) -> None:
    file.choose("a: merge", a=MERGE)
    file.choose("2 tables: drop", a=DROP, b=DROP)
    file.reopen()
    assert file.undo() == "undid 2 tables: drop"
    assert file.blocks == {"a": MERGE, "b": NONE}
    file.reopen()
    assert file.undo() == "undid a: merge"
    assert file.blocks == {"a": NONE, "b": NONE}
    assert file.undo() == ""
    file.reopen()
    assert file.redo() == "redid a: merge"
    assert file.redo() == "redid 2 tables: drop"
    assert file.blocks == {"a": DROP, "b": DROP}
    assert file.redo() == ""


def test_a_new_choice_ends_what_could_be_redone(file: File) -> None:
    file.choose("a: drop", a=DROP)
    file.undo()
    file.choose("b: keep", b=KEEP)
    assert file.redo() == ""
    assert file.undo() == "undid b: keep"
    assert file.undo() == ""


def test_what_others_changed_is_left_as_it_is(file: File) -> None:
    file.choose("2 tables: drop", a=DROP, b=DROP)
    file.blocks["a"] = KEEP
    assert file.undo() == (
        "undid 2 tables: drop, but a changed since by other means: left as it is"
    )
    assert file.blocks == {"a": KEEP, "b": NONE}
    file.choose("b: merge", b=MERGE)
    file.blocks["b"] = KEEP
    assert file.undo() == "b changed since by other means: left as it is"
    assert file.blocks == {"a": KEEP, "b": KEEP}


def test_a_step_that_was_logged_and_never_written(file: File) -> None:
    file.choose("a: drop", a=DROP)
    file.history.record("b: drop", {"b": NONE}, {"b": DROP})  # killed before the file changed
    file.reopen()
    assert file.undo() == "b: drop: nothing to do, it is so already"
    assert file.undo() == "undid a: drop"


def test_a_step_that_could_not_be_written_is_cancelled(file: File) -> None:
    file.choose("a: drop", a=DROP)
    file.history.record("b: drop", {"b": NONE}, {"b": DROP})
    file.history.cancel()
    file.reopen()
    assert file.undo() == "undid a: drop"


def test_a_torn_line_loses_nothing_else(file: File) -> None:
    file.choose("a: drop", a=DROP)
    with file.log.open("ab") as log:
        log.write(b'{"step":"torn","bef')
    file.reopen()
    file.choose("b: keep", b=KEEP)
    file.reopen()
    assert [step.what for step in file.history.past.steps] == ["a: drop", "b: keep"]


def test_steps_of_another_session_are_undone_too(file: File) -> None:
    other = History(file.log)
    file.choose("a: drop", a=DROP)
    assert [s.what for s in other.past.steps] == ["a: drop"]
    move = other.undo(file.blocks)
    assert move is not None
    assert dict(move.blocks) == {"a": NONE}
    assert file.history.past.done == 0


@given(st.lists(st.sampled_from(["step", "undo", "redo"]), max_size=30))
def test_undoing_everything_and_redoing_it_comes_back(moves: list[str]) -> None:
    """Whatever was done, undoing all of it gives the beginning, and redoing all the same end."""
    past, blocks, number = Past(), {"a": NONE}, 0

    def go(to: tuple[Past, object] | None) -> bool:
        nonlocal past
        if to is None:
            return False
        past = to[0]
        blocks.update(to[1].blocks)  # type: ignore[attr-defined]
        return True

    for move in moves:
        if move == "step":
            number += 1
            new = TableDecision(action="keep", reason=str(number))
            past = past.step(Step(str(number), {"a": blocks["a"]}, {"a": new}))
            blocks["a"] = new
        else:
            go(past.undo(blocks) if move == "undo" else past.redo(blocks))
    while go(past.redo(blocks)):
        pass
    end = dict(blocks)
    while go(past.undo(blocks)):
        pass
    assert blocks == {"a": NONE}
    while go(past.redo(blocks)):
        pass
    assert blocks == end


def test_what_is_appended_is_what_is_read(tmp_path: Path) -> None:
    """A line is taken over as what it means, and read only where another session wrote too."""
    here, there = History(tmp_path / "log"), History(tmp_path / "log")
    columns = MappingProxyType({"x": ColumnDecision(take="both")})
    keep = TableDecision(action="merge", phase="core", columns=columns)
    here.record("a", {"a": TableDecision()}, {"a": keep})
    there.record("b", {"b": keep}, {"b": TableDecision(action="drop")})
    here.undo({"b": TableDecision(action="drop")})
    here.record("c", {"c": TableDecision()}, {"c": keep})
    there.cancel()
    here.redo({})
    assert here.past == there.past == History(tmp_path / "log").past
    assert [step.what for step in here.past.steps] == ["a"]
