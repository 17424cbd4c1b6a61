"""What is left to do, and the counts of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from triage_world import KEYS, LOCAL, REMOTE, SIDES, column, decisions, looked_at, name

from mergetui.catalog.model import Table
from mergetui.decisions.model import TableDecision
from mergetui.triage.choices import choose
from mergetui.triage.counts import status
from mergetui.triage.entries import triage
from mergetui.triage.filter import parse_filter
from mergetui.triage.rows import PhaseRow, Row, next_undecided, visible_rows
from mergetui.triage.sides import Sides

MERGED = TableDecision(phase="core", action="merge", reviewed=SIDES.reviewed("api_keys"))


def test_every_name_of_either_side_is_an_entry() -> None:
    entries = looked_at().entries
    assert tuple(entries) == KEYS
    assert {k: e.presence for k, e in entries.items() if e.presence != "common"} == {
        "categories": "local-only",
        "legend_categories": "remote-only",
        "platform_users": "remote-only",
        "posts": "local-only",
        "users": "local-only",
        "venues": "remote-only",
    }
    assert entries["api_keys"].rows == 1240
    assert entries["venues"].rows is None
    assert entries["posts"].faults == 1


@pytest.mark.parametrize(
    ("key", "differences", "conflict"),
    [
        ("api_keys", {"type", "referents", "null", "default", "name"} - {"null"}, True),
        ("audit_log", set(), False),
        ("users", set(), False),
    ],
)
def test_differences(key: str, differences: set[str], conflict: bool) -> None:
    entry = looked_at().entries[key]
    assert entry.differences == differences
    assert entry.conflict is conflict


@pytest.mark.parametrize(
    ("decision", "changed", "blocked", "state"),
    [
        (TableDecision(), False, False, "undecided"),
        (TableDecision(), True, True, "undecided"),
        (MERGED, False, False, "decided"),
        (MERGED, True, False, "stale"),
        (MERGED, True, True, "blocked"),
        (replace(MERGED, reviewed=None), True, False, "decided"),
        (replace(MERGED, reviewed="remote:00000000"), False, False, "stale"),
    ],
)
def test_state(decision: TableDecision, changed: bool, blocked: bool, state: str) -> None:
    sides = SIDES
    if changed:
        old = LOCAL.tables[name("api_keys")]
        new: Table = replace(old, columns=(*old.columns, column("more text")))
        sides = Sides(REMOTE, replace(LOCAL, tables={**LOCAL.tables, new.name: new}))
    found = triage(sides, decisions(api_keys=decision), {"api_keys"} if blocked else ())
    assert found.entries["api_keys"].state == state


def test_referenced_by_counts_declared_keys_too() -> None:
    assert SIDES.referenced_by["remote"]["platform_users"] == ("api_keys",)
    assert SIDES.referenced_by["local"]["platform_users"] == ("posts",)


def test_status_has_the_keys_of_the_contract() -> None:
    found = status(looked_at(api_keys=MERGED, audit_log=TableDecision(action="drop")))
    assert found == {
        "remote": {"tables": 5, "columns": 16, "faults": 0},
        "local": {"tables": 5, "columns": 15, "faults": 1},
        "tables": 8,
        "common": 2,
        "remote_only": 3,
        "local_only": 3,
        "undecided": 6,
        "stale": 0,
        "blocked": 0,
        "actions": {"undecided": 6, "merge": 1, "drop": 1},
        "two_referents": {"columns": 1, "undecided": 1},
        "phases": [
            {"id": "core", "title": "Core Foundation", "tables": 3, "decided": 1},
            {"id": "reference", "title": "Reference/Lookup Tables", "tables": 2, "decided": 0},
            {"id": "", "title": "Other", "tables": 3, "decided": 1},
        ],
        "not_handled": {"remote": {}, "local": {}},
        "excluded": {"remote": {}, "local": {}},
        "platform": {"remote": [], "local": []},
    }


def test_a_block_for_no_table_is_told_and_counted_nowhere() -> None:
    found = looked_at(api_key=TableDecision(action="drop"))
    assert found.unknown == ("api_key",)
    assert status(found)["tables"] == 8


def shown(rows: Iterable[Row]) -> list[str]:
    return [
        f"{r.title} {r.decided}/{r.tables} {r.shown}{' folded' if r.folded else ''}"
        if isinstance(r, PhaseRow)
        else f"- {r.key}"
        for r in rows
    ]


def test_rows_by_phase_with_filter_and_folds() -> None:
    found = looked_at(api_keys=MERGED)
    assert shown(visible_rows(found, folds={"core"})) == [
        "Core Foundation 1/4 4 folded",
        "Reference/Lookup Tables 0/2 2",
        "- categories",
        "- legend_categories",
        "Other 0/2 2",
        "- posts",
        "- venues",
    ]
    assert shown(visible_rows(found, parse_filter("users", {}))) == [
        "Core Foundation 1/4 2",
        "- platform_users",
        "- users",
    ]


def test_next_goes_around_and_skips_what_is_decided() -> None:
    keep = choose(SIDES, looked_at().entries["users"], "keep")
    assert isinstance(keep, TableDecision)
    rows = visible_rows(looked_at(users=keep), parse_filter("users", {}))
    open_ = next(i for i, r in enumerate(rows) if r.key == "platform_users")
    for start in range(len(rows)):
        for step in (1, -1):
            assert next_undecided(rows, start, step) == open_
    assert next_undecided(rows[-1:], 0, 1) == -1


STEPS: tuple[tuple[dict[str, TableDecision], set[str]], ...] = (
    ({}, set()),
    ({"api_keys": MERGED}, set()),
    ({"api_keys": MERGED, "users": TableDecision(action="keep", phase="core")}, {"users"}),
    ({"api_keys": MERGED, "users": TableDecision(action="keep", phase="core")}, {"api_keys"}),
    ({"api_keys": TableDecision(phase="reference")}, {"api_keys"}),  # another phase
    ({"api_keys": TableDecision(), "venues": TableDecision(phase="core")}, set()),  # none, and one
    ({"nobody": TableDecision(action="drop")}, set()),  # a block for what neither side has
    ({}, set()),
)


@pytest.mark.parametrize("every", [1, 2, 3])
def test_looking_again_finds_what_looking_anew_does(every: int) -> None:
    found = None
    for decided, blocked in STEPS[::every]:
        said = decisions(**decided)
        found = triage(SIDES, said, blocked, found)
        anew = triage(SIDES, said, blocked)
        for field in ("entries", "objects", "groups", "tallies", "blocked", "everything"):
            assert getattr(found, field) == getattr(anew, field), field


def test_what_a_choice_does_not_change_is_not_looked_at_again() -> None:
    before = looked_at()
    said = replace(before.decisions, tables={**before.decisions.tables, "api_keys": MERGED})
    after = triage(SIDES, said, (), before)
    assert {k for k, e in after.entries.items() if e is not before.entries[k]} == {"api_keys"}


@pytest.mark.parametrize("folds", [set(), {"core"}, {"core", "reference", ""}])
def test_rows_are_found_by_number_and_by_key(folds: set[str]) -> None:
    rows = visible_rows(looked_at(), folds=folds)
    listed = list(rows)
    assert [rows[at] for at in range(len(rows))] == listed
    assert [rows.find(row.key) for row in listed] == [*range(len(rows))]
    assert rows[-1] == listed[-1]
    assert rows[1:3] == listed[1:3]
    assert rows.find("no table") is None
    assert [*rows.entries] == [row for row in listed if not isinstance(row, PhaseRow)]
    assert rows.shown == len(KEYS)
