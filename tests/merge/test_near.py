"""What one table comes to is told before all is composed, and is the same where nothing far away
has a say in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from schemas import catalog, decisions, name

from mergetui.catalog.model import Catalog, Enum
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.model import SIDES, Action, Decisions, ObjectDecision, TableDecision
from mergetui.decisions.snapshots import read_snapshot
from mergetui.merge import near as module
from mergetui.merge.became import became
from mergetui.merge.compose import compose
from mergetui.merge.near import ENOUGH, Near
from mergetui.merge.standing import NOTHING, Standing
from mergetui.triage.sides import Sides

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def example() -> tuple[Sides, Decisions]:
    path = ROOT / "decisions.toml"
    return Sides(*(read_snapshot(path, side) for side in SIDES)), DecisionsFile.load(path).decisions


@pytest.mark.parametrize("action", ["", "merge", "keep-remote"])
def test_tables_of_the_example_come_to_what_the_whole_merge_says(
    example: tuple[Sides, Decisions], action: Action
) -> None:
    sides, given = example
    if action:
        decided = {
            key: TableDecision(action=action if sides.presence(key) == "common" else "keep")
            for key in sides.keys
        }
        given = replace(given, tables=decided)
    whole, near = compose(sides.remote, sides.local, given), Near(sides)
    for key in sides.keys[len(action) :: 19]:
        found = became(near.merged(given, "tables", key), "tables", key)
        assert found == became(whole, "tables", key), key


def test_other_objects_of_the_example_come_to_what_the_whole_merge_says(
    example: tuple[Sides, Decisions],
) -> None:
    sides, given = example
    whole, near = compose(sides.remote, sides.local, given), Near(sides)
    for section, keys in sides.differing.items():
        for key in keys:
            found = became(near.merged(given, section, key), section, key)
            assert found == became(whole, section, key), key


REMOTE = catalog(
    """
    users: id uuid pk
    clients: id uuid pk
    orders: id uuid pk; user_id uuid -> users.id
    notes: id uuid pk; order_id uuid -> orders.id
    """
)
LOCAL = catalog(
    """
    users: id text pk
    orders: id text pk; user_id text -> users.id; colour text
    people: id text pk; nick text
    """
)
CASES: Mapping[str, Mapping[str, TableDecision]] = {
    "orders": {"orders": TableDecision(action="merge")},
    "people": {
        "clients": TableDecision(action="keep", name="customers"),
        "people": TableDecision(action="merge-into", into="customers"),
    },
    "clients": {  # the other end of the same
        "clients": TableDecision(action="keep", name="customers"),
        "people": TableDecision(action="merge-into", into="customers"),
    },
    "users": {"users": TableDecision(action="merge", name="accounts")},
    "notes": {"orders": TableDecision(action="merge", name="bookings")},
}


@pytest.mark.parametrize("key", CASES)
def test_what_goes_together_is_composed_together(key: str) -> None:
    sides, given = Sides(REMOTE, LOCAL), replace(decisions(), tables=CASES[key])
    whole = became(compose(REMOTE, LOCAL, given), "tables", key)
    near = Near(sides)
    near.merged(decisions(), "tables", key)  # of before the choice
    assert whole is not None
    assert whole not in (sides.table("remote", key), sides.table("local", key))
    assert became(near.merged(given, "tables", key), "tables", key) == whole


def test_what_an_earlier_step_altered_in_place_stays_in_place() -> None:
    """Its columns stand first, where they are in the database by now."""
    given = replace(
        decisions(),
        tables={"clients": TableDecision(action="merge-into", into="users")},
    )
    remote = catalog("users: id uuid pk; mail text\nclients: id uuid pk; phone text")
    sides, standing = Sides(remote, Catalog()), Standing(placed=frozenset({"remote:clients"}))
    whole, fresh = (
        became(compose(remote, Catalog(), given, step), "tables", "users")
        for step in (standing, NOTHING)
    )
    assert whole != fresh
    assert (
        became(Near(sides, standing).merged(given, "tables", "users"), "tables", "users") == whole
    )


def test_a_table_that_is_dropped_comes_to_none() -> None:
    given = replace(decisions(), tables={"notes": TableDecision(action="drop", rows="discard")})
    merged = Near(Sides(REMOTE, LOCAL)).merged(given, "tables", "notes")
    assert became(merged, "tables", "notes") is None


def test_no_more_is_composed_among_thousands(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [f"t{n}: id uuid pk; a uuid -> t{n // 2}.id; b uuid -> t0.id" for n in range(1, 3000)]
    sides = Sides(catalog("\n".join(["t0: id uuid pk", *many])), catalog("t0: id text pk"))
    composed = []

    def counted(*given: object) -> object:
        composed.append(given[0])
        return compose(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "compose", counted)
    for key in ("t0", "t2999"):
        Near(sides).merged(decisions(), "tables", key)
    assert [len(part.tables) for part in composed] == [ENOUGH, 13]  # type: ignore[attr-defined]


def test_an_enum_is_told_without_any_table() -> None:
    remote, local = (
        Catalog(types={name("mood"): Enum(name=name("mood"), values=values)})
        for values in (("happy",), ("happy", "sad"))
    )
    near, values = Near(Sides(remote, local)), []
    actions: tuple[Action, ...] = ("undecided", "keep-remote")
    for action in actions:
        given = replace(decisions(), types={"mood": ObjectDecision(action=action)})
        found = became(near.merged(given, "types", "mood"), "types", "mood")
        values.append(found.values if isinstance(found, Enum) else None)
    assert values == [("happy", "sad"), ("happy",)]
