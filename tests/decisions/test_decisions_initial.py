"""What ``init`` begins with, and when a choice is stale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mergetui.catalog.model import Catalog, Column, Domain, Enum, Table
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import fingerprint
from mergetui.decisions.check import check_against
from mergetui.decisions.initial import TAKES, Take, initial
from mergetui.decisions.model import Decisions, Sources, TableDecision
from mergetui.decisions.reviewed import is_stale, reviewed_text


def table(name: str, *types: str) -> Table:
    columns = tuple(Column(name=f"c{n}", type=t) for n, t in enumerate(types))
    return Table(name=Name("public", name), columns=columns)


def catalog(*objects: Table | Enum | Domain) -> Catalog:
    return Catalog(
        tables={o.name: o for o in objects if isinstance(o, Table)},
        types={o.name: o for o in objects if not isinstance(o, Table)},
    )


def enum(name: str, *values: str) -> Enum:
    return Enum(name=Name("public", name), values=values)


A_REMOTE, A_LOCAL = table("a", "uuid"), table("a", "text")
REMOTE = catalog(
    A_REMOTE,
    table("r", "uuid"),
    enum("mood", "x"),
    enum("old", "x"),
    enum("same", "x"),
    Domain(name=Name("public", "d"), type="text"),
)
LOCAL = catalog(
    A_LOCAL,
    table("l", "text"),
    enum("mood", "y"),
    enum("new", "x"),
    enum("same", "x"),
    Domain(name=Name("public", "d"), type="integer"),
)

CASES: dict[Take, tuple[dict[str, str], dict[str, str], str]] = {
    "nothing": (
        {"a": "undecided", "l": "undecided", "r": "undecided"},
        {"d": "undecided", "mood": "undecided"},
        "remote",
    ),
    "union": (
        {"a": "merge", "l": "keep", "r": "keep"},
        {"d": "keep-remote", "mood": "merge"},
        "remote",
    ),
    "local": (
        {"a": "keep-local", "l": "keep", "r": "drop"},
        {"d": "keep-local", "mood": "keep-local", "old": "drop"},
        "local",
    ),
    "remote": (
        {"a": "keep-remote", "l": "drop", "r": "keep"},
        {"d": "keep-remote", "mood": "keep-remote", "new": "drop"},
        "remote",
    ),
}


def begin(take: Take) -> Decisions:
    return initial(REMOTE, LOCAL, Sources(remote="r", local="l"), take)


@pytest.mark.parametrize("take", TAKES)
def test_take(take: Take) -> None:
    tables, types, prefer = CASES[take]
    decisions = begin(take)
    assert {k: d.action for k, d in decisions.tables.items()} == tables
    assert {k: d.action for k, d in decisions.types.items()} == types
    assert decisions.defaults.prefer == prefer
    discarded = [k for k, d in decisions.tables.items() if d.rows == "discard"]
    assert discarded == (["r"] if take == "local" else [])
    assert check_against(decisions, REMOTE, LOCAL) == []
    for blocks in (decisions.tables, decisions.types):
        for decision in blocks.values():
            assert (decision.reviewed is None) == (decision.action == "undecided")
    assert not decisions.phases


def test_a_review_names_the_sides_that_there_were() -> None:
    remote, local = fingerprint(A_REMOTE), fingerprint(A_LOCAL)
    assert remote != local
    assert reviewed_text(A_REMOTE, A_LOCAL) == f"remote:{remote} local:{local}"
    assert reviewed_text(A_REMOTE, None) == f"remote:{remote}"
    assert reviewed_text(None, A_LOCAL) == f"local:{local}"


@pytest.mark.parametrize(
    ("remote", "local", "stale"),
    [
        (A_REMOTE, A_LOCAL, False),
        (table("a", "bigint"), A_LOCAL, True),
        (A_REMOTE, table("a", "text", "text"), True),
        (None, A_LOCAL, True),
        (A_REMOTE, None, True),
    ],
    ids=["as it was", "remote changed", "local changed", "remote gone", "local gone"],
)
def test_stale(remote: Table | None, local: Table | None, stale: bool) -> None:
    decision = begin("union").tables["a"]
    assert is_stale(decision, remote, local) is stale
    assert not is_stale(replace(decision, action="undecided"), remote, local)
    assert not is_stale(TableDecision(action="merge"), remote, local), "nobody reviewed it"


def test_union_has_no_place_for_partitions_of_a_table_that_the_remote_has_whole() -> None:
    whole = table("a", "uuid")
    parted = replace(whole, partition_key="HASH (c0)")
    part = replace(table("a_0", "uuid"), partition_of=whole.name, partition_key="HASH (c0)")
    below = replace(table("a_0_0", "uuid"), partition_of=part.name)
    local = catalog(parted, part, below)
    for remote, action in (
        (catalog(whole), "drop"),
        (catalog(parted), "keep"),
        (catalog(), "keep"),
    ):
        decisions = initial(remote, local, Sources(remote="r", local="l"), "union")
        assert [decisions.tables[n].action for n in ("a_0", "a_0_0")] == [action, action]
