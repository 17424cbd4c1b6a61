"""Columns of text fit where they are shown, and lose nothing."""

from __future__ import annotations

import pytest

from mergetui.decisions.model import ColumnDecision, TableDecision
from mergetui.report.state import change_text
from mergetui.report.text import columns, width

ROWS = [("mark", "a name", "x" * 40 + " and more words than fit"), ("=", "名前" * 8, "short")]


@pytest.mark.parametrize("within", [None, 200, 60, 40])
def test_columns_fit_and_keep_every_word(within: int | None) -> None:
    lines = columns(ROWS, indent="  ", within=within)
    if within is not None:
        assert max(map(width, lines)) <= within
    joined = "".join("".join(lines).split())
    for row in ROWS:
        for cell in row:
            assert all(c in joined for c in set(cell) - {" "})
    assert sum(line.count("x") for line in lines) == 40
    assert sum(line.count("名") for line in lines) == 8


CHANGES = [
    (TableDecision(), TableDecision(action="keep"), "undecided -> keep"),
    (TableDecision(action="keep"), TableDecision(action="keep"), "keep already"),
    (
        TableDecision(action="merge", columns={"a": ColumnDecision(take="both")}),
        TableDecision(action="merge", columns={"b": ColumnDecision(null=True)}, reason="why"),
        "merge, another choice for a, b, its reason",
    ),
    (
        TableDecision(action="merge", reviewed="remote:1"),
        TableDecision(action="merge", reviewed="remote:2"),
        "merge, looked at again",
    ),
]


@pytest.mark.parametrize(("was", "now", "told"), CHANGES)
def test_what_a_choice_changes(was: TableDecision, now: TableDecision, told: str) -> None:
    assert change_text(was, now) == told


def test_nothing_is_folded_that_fits() -> None:
    assert columns([("a", "b"), ("cc", "d")], within=5) == ["a   b", "cc  d"]
