"""What a choice for a policy, index, constraint ... makes of a decision, and why it cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from part_world import LOCAL, REMOTE, looked_at

from mergetui.decisions.model import PartDecision, TableDecision, Take
from mergetui.triage.aligned import AlignedRow, aligned_rows
from mergetui.triage.choices import Refusal, choose
from mergetui.triage.entries import Entry
from mergetui.triage.filter import parse_filter
from mergetui.triage.part_choices import choose_part, choose_row, rename_row
from mergetui.triage.sides import Sides

SIDES = Sides(REMOTE, LOCAL)
MERGE = TableDecision(action="merge")
ONE = {"policy mine": PartDecision(take="local")}


def entry(decision: TableDecision = MERGE) -> Entry:
    return looked_at(decision).entries["docs"]


def row(of: Entry, part: str) -> AlignedRow:
    return next(r for r in aligned_rows(SIDES, of) if part in r.parts)


@pytest.mark.parametrize(
    ("part", "take", "wanted"),
    [
        ("policy mine", "remote", {"policy mine": PartDecision(take="remote")}),
        ("policy mine", "both", {"policy mine": PartDecision(take="both")}),
        ("policy mine", "drop", {"policy mine": PartDecision(take="drop")}),
        ("constraint c", "drop", {"constraint c": PartDecision(take="drop")}),
        ("constraint c", "remote", {"constraint c": PartDecision(take="remote")}),
        ("index docs_idx", "local", {"index docs_idx": PartDecision(take="local")}),
        ("constraint c", "local", "The local has no constraint c in docs. One of: remote, drop."),
        (
            "index docs_old", "both",
            "Only the remote has index docs_old in docs. One of: remote, drop.",
        ),
        (
            "policy known", "both",
            "Policy known of docs is the same on both sides: there are no two to keep.",
        ),
        (
            "policy min", "drop",
            "docs has no policy min on either side. Did you mean policy mine?",
        ),
    ],
)  # fmt: skip
def test_a_part_is_chosen(part: str, take: Take, wanted: object) -> None:
    chosen = choose_part(SIDES, entry(), part, take)
    if isinstance(wanted, str):
        assert chosen == Refusal(wanted)
    else:
        assert isinstance(chosen, TableDecision)
        assert chosen.parts == wanted
        assert chosen.reviewed == SIDES.reviewed("docs")


def test_a_choice_for_a_part_is_taken_back_and_goes_with_the_table() -> None:
    decided = replace(MERGE, parts=ONE)
    back = choose_part(SIDES, entry(decided), "policy mine", None)
    assert isinstance(back, TableDecision)
    assert back.parts == {}
    other = choose(SIDES, entry(decided), "keep-remote")
    assert isinstance(other, TableDecision)
    assert other.parts == ONE
    undecided = choose(SIDES, entry(decided), "undecided")
    assert isinstance(undecided, TableDecision)
    assert undecided.parts == ONE


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("undecided", "docs is undecided: choose for the table first."),
        ("keep-remote", "docs is keep-remote: its parts come as they are."),
    ],
)
def test_parts_are_chosen_where_tables_come_together(action: str, reason: str) -> None:
    found = entry(TableDecision(action=action))  # type: ignore[arg-type]
    assert choose_part(SIDES, found, "policy mine", "drop") == Refusal(reason)


@pytest.mark.parametrize(
    ("take", "wanted"),
    [
        ("remote", {}),
        ("local", {"index docs_old": PartDecision(name="docs_by_title")}),
        (
            "drop",
            {
                "index docs_by_title": PartDecision(take="drop"),
                "index docs_old": PartDecision(take="drop"),
            },
        ),
        (None, {}),
        (
            "both",
            "index docs_old and index docs_by_title say the same: there are no two to keep.",
        ),
    ],
)
def test_the_same_part_under_two_names(take: Take | None, wanted: object) -> None:
    found = entry(replace(MERGE, parts={"index docs_old": PartDecision(name="x")}))
    chosen = choose_row(SIDES, found, row(found, "index docs_old"), take)
    if isinstance(wanted, str):
        assert chosen == Refusal(wanted)
    else:
        assert isinstance(chosen, TableDecision)
        assert chosen.parts == wanted


def test_a_part_gets_another_name_and_its_own_again() -> None:
    found = entry()
    named = rename_row(SIDES, found, row(found, "policy mine"), "theirs")
    assert isinstance(named, TableDecision)
    assert named.parts == {"policy mine": PartDecision(name="theirs")}
    taken = rename_row(SIDES, found, row(found, "policy mine"), "known")
    assert taken == Refusal('name = "known" is that of another one: policy known.')
    found = entry(replace(MERGE, parts={"policy mine": PartDecision(take="both", name="theirs")}))
    back = rename_row(SIDES, found, row(found, "policy mine"), "mine")
    assert isinstance(back, TableDecision)
    assert back.parts == {"policy mine": PartDecision(take="both")}


def test_rows_know_their_parts_and_choices() -> None:
    found = entry(replace(MERGE, parts=ONE))
    rows = aligned_rows(SIDES, found)
    assert row(found, "policy mine").choice == PartDecision(take="local")
    assert row(found, "index docs_old").parts == ("index docs_old", "index docs_by_title")
    assert [r.kind for r in rows if not r.parts] == ["column", "column", "column", "property"]


@pytest.mark.parametrize(
    ("decision", "shown"),
    [
        (MERGE, True),
        (TableDecision(), False),
        (replace(MERGE, parts={"index docs_idx": PartDecision(take="both")}), True),
        (replace(MERGE, parts={**ONE, "index docs_idx": PartDecision(take="both")}), False),
    ],
)
def test_tables_with_parts_that_nobody_decided_are_found(
    decision: TableDecision, shown: bool
) -> None:
    passes = parse_filter("has:parts", {})
    assert [e.key == "docs" for e in passes.among(looked_at(decision))] == [True] * shown
