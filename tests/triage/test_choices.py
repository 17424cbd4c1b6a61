"""What a choice makes of a decision, and why it cannot be made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from triage_world import SIDES, looked_at

from mergetui.decisions.model import ColumnDecision, TableDecision
from mergetui.triage.choices import (
    Refusal,
    change_column,
    choose,
    choose_take,
    rename,
    toggle_rows,
    toggle_view,
)
from mergetui.triage.entries import Entry


def entry(key: str, **decided: Any) -> Entry:
    return looked_at(**{key: TableDecision(**decided)}).entries[key]


@pytest.mark.parametrize(
    ("key", "action", "options", "wanted"),
    [
        ("api_keys", "merge", {}, {"action": "merge"}),
        ("api_keys", "keep-remote", {}, {"action": "keep-remote"}),
        (
            "api_keys", "keep-local", {"rows": "discard"},
            {"action": "keep-local", "rows": "discard"},
        ),
        ("venues", "keep-remote", {}, {"action": "keep"}),
        ("users", "keep-local", {}, {"action": "keep"}),
        ("users", "keep", {"name": "people"}, {"action": "keep", "name": "people"}),
        ("users", "drop", {"reason": "old"}, {"action": "drop", "reason": "old"}),
        (
            "categories", "merge-into", {"into": "legend_categories"},
            {"action": "merge-into", "into": "legend_categories"},
        ),
        ("api_keys", "keep-both", {}, {"action": "keep-both", "local_name": "api_keys_local"}),
        (
            "api_keys", "keep-both", {"remote_name": "old_keys"},
            {"action": "keep-both", "remote_name": "old_keys"},
        ),
        ("api_keys", "merge", {"rows": "discard"}, "loses no rows"),
        ("api_keys", "keep", {}, "keep is for a table of one side"),
        ("api_keys", "keep-both", {"local_name": "api_keys"}, "another name"),
        ("venues", "merge", {"name": "places"}, {"action": "merge", "name": "places"}),
        ("venues", "keep-both", {}, "keep-both needs a table of both sides; venues is only remote"),
        ("venues", "keep-local", {}, "keep-local needs a table of both sides"),
        ("users", "keep-both", {}, "keep-both needs a table of both sides; users is only local"),
        ("users", "merge-into", {}, "needs the table that users goes into"),
        ("users", "merge-into", {"into": "users"}, "cannot be merged into itself"),
        ("users", "drop", {"rows": "discard"}, "no rows to discard"),
    ],
)  # fmt: skip
def test_choose(key: str, action: Any, options: dict[str, Any], wanted: Any) -> None:
    chosen = choose(SIDES, entry(key, phase="core"), action, **options)
    if isinstance(wanted, str):
        assert isinstance(chosen, Refusal)
        assert wanted in chosen.reason
    else:
        assert chosen == TableDecision(phase="core", reviewed=SIDES.reviewed(key), **wanted)


def test_a_view_under_the_old_name_stays() -> None:
    old = entry("venues", action="keep", name="places", view=True)
    again = choose(SIDES, old, "keep")
    into = choose(SIDES, old, "merge-into", into="users")
    gone = choose(SIDES, old, "drop", rows="discard")
    taken_back = choose(SIDES, old, "keep", view=False)
    assert [isinstance(c, TableDecision) and c.view for c in (again, into, gone, taken_back)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_change_of_mind_keeps_the_columns_and_drops_the_reason() -> None:
    columns = {"name": ColumnDecision(take="local")}
    old = entry("api_keys", action="merge", reason="combine", columns=columns, name="keys")
    again = choose(SIDES, old, "merge")
    assert isinstance(again, TableDecision)
    assert (again.reason, again.name, dict(again.columns)) == ("combine", "keys", columns)
    other = choose(SIDES, old, "drop")
    assert isinstance(other, TableDecision)
    assert (other.reason, other.name, dict(other.columns)) == (None, None, columns)
    none = choose(SIDES, old, "undecided")
    assert none == TableDecision(columns=columns)


@pytest.mark.parametrize(
    ("column", "take", "wanted"),
    [
        ("name", "local", "local"),
        ("created_by", "both", "both"),
        ("key_prefix", "drop", "drop"),
        ("rate_limit", "local", "local"),
        ("rate_limit", "remote", "The remote has no rate_limit."),
        ("key_prefix", "both", "Only one side has key_prefix"),
        ("createdAt", "local", "no column createdAt of its own"),
    ],
)
def test_take(column: str, take: Any, wanted: str) -> None:
    chosen = choose_take(SIDES, entry("api_keys", action="merge"), column, take)
    if isinstance(chosen, Refusal):
        assert wanted in chosen.reason
    else:
        assert dict(chosen.columns) == {column: ColumnDecision(take=wanted)}  # type: ignore[arg-type]
        assert chosen.reviewed == SIDES.reviewed("api_keys")


@pytest.mark.parametrize(
    ("action", "says"), [("undecided", "choose for the table first"), ("drop", "as they are")]
)
def test_columns_of_a_table_that_is_not_merged(action: Any, says: str) -> None:
    chosen = choose_take(SIDES, entry("api_keys", action=action), "name", "local")
    assert isinstance(chosen, Refusal)
    assert says in chosen.reason


def test_a_column_choice_that_says_nothing_goes_away() -> None:
    one = change_column(SIDES, entry("api_keys", action="merge"), "name", type="varchar(9)")
    assert isinstance(one, TableDecision)
    back = change_column(
        SIDES, replace(entry("api_keys"), decision=one), "name", type=None, take=None
    )
    assert isinstance(back, TableDecision)
    assert dict(back.columns) == {}


def test_rename_and_rows() -> None:
    kept = rename(SIDES, entry("venues", action="keep"), "places")
    assert isinstance(kept, TableDecision)
    assert kept.name == "places"
    back = rename(SIDES, entry("venues", action="keep", name="places"), "venues")
    assert isinstance(back, TableDecision)
    assert back.name is None
    both = rename(SIDES, entry("api_keys", action="keep-both"), "keys")
    assert isinstance(both, TableDecision)
    assert both.local_name == "keys"
    assert isinstance(rename(SIDES, entry("venues", action="drop"), "places"), Refusal)

    lost = toggle_rows(SIDES, entry("venues", action="drop"))
    assert isinstance(lost, TableDecision)
    assert lost.rows == "discard"
    assert isinstance(toggle_rows(SIDES, entry("users", action="drop")), Refusal)
    assert isinstance(toggle_rows(SIDES, entry("api_keys", action="merge")), Refusal)


def test_a_view_under_the_old_name_needs_another_name() -> None:
    named = toggle_view(SIDES, entry("venues", action="keep", name="places"))
    assert isinstance(named, TableDecision)
    assert named.view
    assert toggle_view(SIDES, entry("venues", action="merge-into", into="x", view=True)) == replace(
        entry("venues", action="merge-into", into="x").decision, reviewed=SIDES.reviewed("venues")
    )
    for same in ("keep", "drop", "undecided"):
        refused = toggle_view(SIDES, entry("venues", action=same))
        assert isinstance(refused, Refusal)
        assert "keeps its name" in refused.reason
