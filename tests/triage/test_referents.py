"""One column, two referents: both ends with their rows, what is suggested, what was decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from triage_world import LOCAL, REMOTE, SIDES, decisions, looked_at, name

from mergetui.decisions.model import ColumnDecision, PartDecision, TableDecision, Take
from mergetui.merge.compose import compose
from mergetui.report.state import status_text
from mergetui.triage.counts import status
from mergetui.triage.referents import two_referents
from mergetui.triage.sides import Sides

ENDS = "created_by points at two tables, platform_users (remote, about 57 rows) and users (local)"
HELD = Sides(replace(REMOTE, rows={name("platform_users"): 57}), LOCAL)


def merged(take: Take | None = None) -> TableDecision:
    columns = {"created_by": ColumnDecision(take=take)} if take else {}
    return TableDecision(action="merge", columns=columns)


@pytest.mark.parametrize(
    ("truth", "take", "told"),
    [
        ((), None, f"{ENDS}; nobody has said which"),
        (
            ("users",),
            None,
            f'{ENDS}; suggested: created_by = {{ take = "local" }}, since users is declared the '
            "source of truth",
        ),
        (
            ("platform_users", "venues"),
            None,
            f'{ENDS}; suggested: created_by = {{ take = "remote" }}, since platform_users is '
            "declared the source of truth",
        ),
        (("users", "platform_users"), None, f"{ENDS}; nobody has said which"),
        (("users",), "remote", f'{ENDS}; decided: take = "remote"'),
    ],
)
def test_both_ends_and_what_speaks_for_one(
    truth: tuple[str, ...], take: Take | None, told: str
) -> None:
    entry = looked_at(api_keys=merged(take)).entries["api_keys"]
    assert [t.text(HELD, truth) for t in two_referents(HELD, entry)] == [told]


def test_a_choice_for_the_constraint_decides_too() -> None:
    dropped = {"constraint api_keys_created_by_fkey": PartDecision(take="local")}
    entry = looked_at(api_keys=replace(merged(), parts=dropped)).entries["api_keys"]
    told = [t.text(HELD, ()) for t in two_referents(HELD, entry)]
    assert told == [f'{ENDS}; decided: take = "local"']


def test_the_merge_tells_the_suggestion() -> None:
    given = decisions(
        api_keys=merged(),
        users=TableDecision(action="keep"),
        platform_users=TableDecision(action="keep"),
    )
    given = replace(given, defaults=replace(given.defaults, source_of_truth=("users",)))
    told = [c.message for c in compose(HELD.remote, LOCAL, given).consequences]
    ends = ENDS.removeprefix("created_by ")
    assert (
        f'{ends}: it follows the remote; suggested: created_by = {{ take = "local" }}, since users '
        'is declared the source of truth, and take = "both" keeps two columns' in told
    )


def test_they_are_counted() -> None:
    assert status(looked_at(api_keys=merged()))["two_referents"] == {"columns": 1, "undecided": 1}
    decided = status(looked_at(api_keys=merged("local")))["two_referents"]
    assert decided == {"columns": 1, "undecided": 0}
    assert two_referents(SIDES, looked_at().entries["audit_log"]) == ()
    told = status_text(status(looked_at(api_keys=merged())))
    assert "1 column points at two tables, 1 without a take: list has:referents" in told
