"""What is left to do, and the counts of it."""

from __future__ import annotations

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


def shown(rows: tuple[Row, ...]) -> list[str]:
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
