"""What speaks for two columns being one: a table of scores, and what is suggested of a table."""

from __future__ import annotations

import pytest
from triage_world import catalog, column, decisions, points, table

from mergetui.catalog.names import Name
from mergetui.decisions.model import ColumnDecision, TableDecision
from mergetui.triage.aligned import aligned_rows
from mergetui.triage.entries import triage
from mergetui.triage.likeness import likeness, suggestions
from mergetui.triage.sides import Sides

USERS, TEAMS = Name("public", "users"), Name("public", "teams")
TIME = "timestamp with time zone"


@pytest.mark.parametrize(
    ("remote", "local", "pointing", "told"),
    [
        (f"created_at {TIME} = now()", f"createdAt {TIME} = now()", (None, None),
         "85 of 100: the same words, the same type, the same default"),
        (f"created_at {TIME} = now()", "createdAt date", (None, None),
         "65 of 100: the same words, types of a kind"),
        ("created_at date", "createdAt boolean", (None, None), "50 of 100: the same words"),
        (f"created_at {TIME}", f"created {TIME}", (None, None),
         "60 of 100: created in both names, the same type"),
        ("is_active boolean = true", "active boolean = true", (None, None),
         "70 of 100: active in both names, the same type, the same default"),
        ("owner_id uuid", "ownerRef uuid", (USERS, USERS),
         "85 of 100: owner in both names, the same type, both point at users"),
        ("owner_id uuid", "user_id uuid", (USERS, USERS),
         "50 of 100: the same type, both point at users"),
        ("member_number text", "member_id text", (None, USERS),
         "40 of 100: member in both names, the same type, not pointing at the same table"),
        ("ownerId uuid", "owner_id uuid", (USERS, TEAMS),
         "55 of 100: the same words, the same type, not pointing at the same table"),
        ("created_at date", "updated_at date", (None, None), "25 of 100: the same type"),
        ("home_city_name text", "city_code text", (None, None),
         "33 of 100: the same type, city in both names"),
        ("a integer", "b text", (None, None), "0 of 100: nothing in common, a decision pairs them"),
    ],
)  # fmt: skip
def test_scores(
    remote: str, local: str, pointing: tuple[Name | None, Name | None], told: str
) -> None:
    one, other = column(remote), column(local)
    mine, theirs = pointing
    found = likeness(
        one, other, {one.name: mine} if mine else {}, {other.name: theirs} if theirs else {}
    )
    assert str(found) == told


SIDES = Sides(
    catalog(
        table(
            "t", "id uuid", "joinedAt date", "owner_id uuid", "paid boolean", "note text",
            foreign_keys=(points("t", "owner_id", "users"),),
        )
    ),
    catalog(
        table(
            "t", "id uuid", "joined_at date", "user_id uuid", "is_paid boolean", "remark text",
            foreign_keys=(points("t", "user_id", "users"),),
        )
    ),
)  # fmt: skip


def test_what_is_suggested_and_what_is_taken_over() -> None:
    def found(**columns: ColumnDecision) -> list[str]:
        decision = TableDecision(action="merge", columns=columns)
        entry = triage(SIDES, decisions(t=decision)).entries["t"]
        rows = aligned_rows(SIDES, entry)
        taken = [f"{r.likeness.remote}={r.likeness.local}" for r in rows if r.likeness]
        return [*taken, *(f"{s.remote}~{s.local}" for s in suggestions(SIDES, entry))]

    assert found() == ["joinedAt=joined_at", "paid~is_paid", "owner_id~user_id"]
    assert found(owner_id=ColumnDecision(pair="user_id"), paid=ColumnDecision(pair="")) == [
        "joinedAt=joined_at",
        "owner_id=user_id",
    ]
