"""Types, functions, views and sequences: what is to be decided, and how they stand side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from triage_world import LOCAL, REMOTE, decisions, name

from mergetui.catalog.model import (
    Composite,
    Domain,
    Enum,
    Function,
    Grant,
    Other,
    SequenceOptions,
    View,
)
from mergetui.catalog.model import Sequence as SequenceObject
from mergetui.decisions.model import Action, ObjectDecision, TableDecision
from mergetui.triage.choices import Refusal, choose, rename
from mergetui.triage.counts import open_objects, phase_counts, status
from mergetui.triage.entries import Entry, Triage, all_decided, triage
from mergetui.triage.filter import parse_filter
from mergetui.triage.objects import object_rows
from mergetui.triage.rows import visible_rows
from mergetui.triage.sides import Sides


def slug(body: str) -> Function:
    return Function(
        name=name("slug"), arguments="t text", types=("text",), returns="text", language="sql",
        definition=f"CREATE FUNCTION public.slug(t text)\n RETURNS text\nAS $$\n{body}\n$$",
    )  # fmt: skip


def publication(what: str) -> Other:
    definition = f"CREATE PUBLICATION p WITH (publish='{what}')"
    return Other(kind="publication", name="p", definition=definition)


def world(**decided: ObjectDecision) -> Triage:
    remote = replace(
        REMOTE,
        types={
            name("mood"): Enum(name=name("mood"), values=("ok", "sad")),
            name("same"): Enum(name=name("same"), values=("a",)),
            name("pair"): Composite(name=name("pair"), fields=(("a", "text"), ("b", "text"))),
        },
        functions={"slug(text)": slug("select lower(t)")},
        views={name("v"): View(name=name("v"), definition="SELECT 1 AS a;")},
        sequences={name("s"): SequenceObject(name=name("s"))},
    )
    local = replace(
        LOCAL,
        types={
            name("mood"): Enum(name=name("mood"), values=("ok", "glad")),
            name("same"): Enum(name=name("same"), values=("a",)),
            name("pair"): Composite(name=name("pair"), fields=(("a", "text"), ("c", "text"))),
            name("alone"): Domain(name=name("alone"), type="text", not_null=True),
        },
        functions={"slug(text)": slug("select upper(t)\n-- loud")},
        views={name("v"): View(name=name("v"), definition="SELECT 2 AS a;")},
        sequences={name("s"): SequenceObject(name=name("s"), options=SequenceOptions(start=5))},
    )
    return triage(Sides(remote, local), replace(decisions(), types=decided))


def entry(key: str, **decided: ObjectDecision) -> Entry:
    return world(**decided).everything[key]


def test_what_differs_and_what_has_a_block_is_listed() -> None:
    keep = ObjectDecision(action="drop")
    assert [*world().objects] == [
        "types.mood", "types.pair", "functions.slug(text)", "views.v", "sequences.s",
    ]  # fmt: skip
    assert "types.alone" in world(alone=keep).objects
    assert "types.gone" not in world(gone=keep).objects


def test_they_stand_in_the_list_after_the_tables() -> None:
    rows = [row.key for row in visible_rows(world())]
    assert rows[-9:] == [
        "phase:[types]", "types.mood", "types.pair", "phase:[functions]", "functions.slug(text)",
        "phase:[views]", "views.v", "phase:[sequences]", "sequences.s",
    ]  # fmt: skip
    found = visible_rows(world(), parse_filter("kind:type mood", {}))
    assert [row.key for row in found] == ["phase:[types]", "types.mood"]
    assert visible_rows(world(), parse_filter("phase:other v", {}))[-1].key == "venues"


def test_counts() -> None:
    found = world(mood=ObjectDecision(action="merge"))
    assert status(found)["tables"] == 8
    assert "[types]" not in [phase["id"] for phase in status(found)["phases"]]
    assert open_objects(found) == 4
    assert [(p.title, p.decided, p.tables) for p in phase_counts(found)][-4:] == [
        ("Types", 1, 2), ("Functions", 0, 1), ("Views", 0, 1), ("Sequences", 0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "action", "wanted"),
    [
        ("types.mood", "merge", "merge"),
        ("types.mood", "keep-local", "keep-local"),
        ("types.pair", "merge", "merge is for enums"),
        ("functions.slug(text)", "keep-remote", "keep-remote"),
        ("functions.slug(text)", "merge-into", "merge-into is for tables"),
        ("views.v", "keep", "keep is for what one side has"),
        ("views.v", "drop", "drop"),
        ("sequences.s", "keep-both", "keep-both s_local"),
        ("functions.slug(text)", "keep-both", "keep-both slug_local"),
        ("types.alone", "keep-both", "keep-both needs a type of both sides"),
    ],
)
def test_choices(key: str, action: Any, wanted: str) -> None:
    found = world(alone=ObjectDecision())
    entry = found.everything[key]
    chosen = choose(found.sides, entry, action, into="x")
    if isinstance(chosen, Refusal):
        assert wanted in chosen.reason
        return
    assert " ".join(filter(None, [chosen.action, chosen.local_name])) == wanted
    section, block = found.blocks({key: chosen}).popitem()
    assert section == (found.everything[key].section, found.everything[key].block)
    assert isinstance(block, ObjectDecision)
    assert (block.reviewed or "").startswith("remote:")


def test_a_publication_keeps_its_name() -> None:
    sides = Sides(
        *(
            replace(side, others={"publication p": publication(what)})
            for side, what in ((REMOTE, "insert"), (LOCAL, "delete"))
        )
    )
    entry = triage(sides, decisions()).everything["others.publication p"]
    for refused in (choose(sides, entry, "keep-both"), rename(sides, entry, "q")):
        assert isinstance(refused, Refusal)
        assert "publication p keeps its name" in refused.reason


def test_an_object_under_another_name() -> None:
    found = world()
    undecided = found.everything["functions.slug(text)"]
    assert isinstance(rename(found.sides, undecided, "y"), Refusal)
    ways: tuple[tuple[Action, str], ...] = (("keep-local", "name"), ("keep-both", "local_name"))
    for action, field in ways:
        decided = choose(found.sides, undecided, action)
        assert isinstance(decided, TableDecision)
        renamed = rename(found.sides, replace(undecided, decision=decided), "y")
        assert isinstance(renamed, TableDecision)
        assert getattr(renamed, field) == "y"
        assert renamed.reviewed == decided.reviewed


def test_a_choice_is_stale_when_a_side_has_changed() -> None:
    found = world()
    chosen = choose(found.sides, found.everything["types.mood"], "merge")
    assert isinstance(chosen, TableDecision)
    good = ObjectDecision(action="merge", reviewed=chosen.reviewed)
    assert entry("types.mood", mood=good).state == "decided"
    old = replace(good, reviewed="remote:00000000 local:00000000")
    assert entry("types.mood", mood=old).state == "stale"
    assert all_decided(world(mood=old).decisions)["types.mood"].reviewed == old.reviewed


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("types.mood", ["equal ok ok", "remote sad ·", "local · glad"]),
        ("types.pair", ["equal text text", "remote text ·", "local · text"]),
        (
            "functions.slug(text)",
            [
                "equal CREATE FUNCTION public.slug(t text) CREATE FUNCTION public.slug(t text)",
                "equal  RETURNS text  RETURNS text", "equal AS $$ AS $$",
                "differs select lower(t) select upper(t)", "local · -- loud", "equal $$ $$",
            ],
        ),
        ("views.v", ["differs SELECT 1 AS a; SELECT 2 AS a;"]),
    ],
)  # fmt: skip
def test_side_by_side(key: str, wanted: list[str]) -> None:
    rows = object_rows(entry(key))
    shown = [
        f"{r.mark} {r.remote.text if r.remote else '·'} {r.local.text if r.local else '·'}"
        for r in rows
    ]
    assert shown == wanted


def test_the_merged_one_stands_beside_what_it_was_made_of() -> None:
    of = entry("types.mood")
    rows = object_rows(of, Enum(name=name("mood"), values=("ok", "glad", "sad", "new")))
    assert [r.merged.text if r.merged else None for r in rows] == ["ok", "sad", "glad", "new"]
    assert [r.mark for r in rows] == ["equal", "remote", "local", "merged"]
    assert len({r.key for r in rows}) == len(rows)  # each value is told once
    rows = object_rows(entry("functions.slug(text)"), slug("select upper(x)\n-- loud"))
    assert [r.merged.text if r.merged else None for r in rows][3:] == [
        "select upper(x)", "-- loud", "$$",
    ]  # fmt: skip
    grant = Grant(grantee="anon", privileges=("execute",))
    [*_, last] = object_rows(
        entry("types.mood"), Enum(name=name("mood"), values=("ok",), grants=(grant,))
    )
    assert (last.kind, last.mark, last.key) == ("grant", "merged", "anon")
    taken = Enum(name=name("mood"), values=("ok",), grants=(Grant(grantee="anon", privileges=()),))
    [*_, last] = object_rows(entry("types.mood"), taken)
    assert last.merged and last.merged.text.endswith("nothing by default")
