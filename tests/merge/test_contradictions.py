"""Decisions that contradict each other or the schemas, and what a choice drags in.

A table of cases, each with both places named: the block that has the problem, and the other one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from schemas import catalog, decisions, name

from mergetui.catalog.model import (
    Catalog,
    Check,
    Column,
    Composite,
    Domain,
    Enum,
    Function,
    Sequence,
    Trigger,
    View,
)
from mergetui.decisions.model import ColumnDecision, Decisions, ObjectDecision, TableDecision
from mergetui.merge.compose import compose

KEEP = TableDecision(action="keep")
MERGE = TableDecision(action="merge")
DROP = TableDecision(action="drop", rows="discard")
DROPPED = ObjectDecision(action="drop")


def into(target: str, **more: object) -> TableDecision:
    return replace(TableDecision(action="merge-into", into=target), **more)  # type: ignore[arg-type]


def named(new: str, **more: object) -> TableDecision:
    return replace(TableDecision(action="keep", name=new), **more)  # type: ignore[arg-type]


A, B = "a: id uuid pk", "b: id uuid pk"
BOTH = "a: id uuid pk\nb: id uuid pk"
POINTS = "a: id uuid pk\nb: id uuid pk; a_id uuid -> a.id"

# title, remote, local, decisions of tables, (block, words, other block) of each problem
TABLES: list[
    tuple[str, str, str, dict[str, TableDecision], list[tuple[str, str, str | None]]]
] = [
    (
        "a foreign key to a dropped table",
        POINTS, "", {"a": DROP, "b": KEEP},
        [("b", "(a_id) points at a, which is dropped", "a")],
    ),
    (
        "a foreign key of the local to a dropped table",
        "", POINTS, {"a": TableDecision(action="drop"), "b": KEEP},
        [("b", "(a_id) points at a, which is dropped", "a")],
    ),
    (
        "its column goes too",
        POINTS, "",
        {"a": DROP, "b": replace(KEEP, columns={"a_id": ColumnDecision(take="drop")})},
        [],
    ),
    (
        "the rows of a dropped table",
        A, "", {"a": TableDecision(action="drop")},
        [("a", "drop loses the rows of the remote", None)],
    ),
    (
        "two tables under one name",
        BOTH, "", {"a": named("c"), "b": named("c")},
        [("b", "two tables under one name, c", "a")],
    ),
    (
        "a name that a table has already",
        A, B, {"a": named("b"), "b": KEEP},
        [("b", "two tables under one name, b", "a")],
    ),
    (
        "a name that its table gives up",
        A, B, {"a": named("b"), "b": named("c")},
        [],
    ),
    (
        "keep-both under the name of a third",
        BOTH, A, {"a": TableDecision(action="keep-both", local_name="b"), "b": KEEP},
        [("b", "two tables under one name, b", "a")],
    ),
    (
        "into a table that is dropped",
        BOTH, "", {"a": into("b"), "b": DROP},
        [("a", "into b, which is no table after the merge: its own decision is drop", "b")],
    ),
    (
        "into a table that is renamed",
        BOTH, "", {"a": into("b"), "b": named("c")},
        [("a", "into b, which is no table after the merge: its own decision is keep", "b")],
    ),
    (
        "a circle of two",
        BOTH, "", {"a": into("b"), "b": into("a")},
        [
            ("b", "into a, which is no table after the merge: its own decision is merge-into", "a"),
            ("a", "into b, which is no table after the merge: its own decision is merge-into", "b"),
        ],
    ),
    (
        "a chain",
        "a: id uuid pk\nb: id uuid pk\nc: id uuid pk", "",
        {"a": into("b"), "b": into("c"), "c": KEEP},
        [("a", "into b, which is no table after the merge: its own decision is merge-into", "b")],
    ),
    (
        "two columns under one name",
        "a: id uuid pk; x text; y text", "",
        {"a": replace(KEEP, columns={"x": ColumnDecision(name="y")})},
        [("a", "two columns under one name, y: y needs another", None)],
    ),
    (
        "two columns that change their names",
        "a: id uuid pk; x text; y text", "",
        {
            "a": replace(
                KEEP, columns={"x": ColumnDecision(name="y"), "y": ColumnDecision(name="x")}
            )
        },
        [],
    ),
    (
        "both columns, under a name that is taken",
        "a: id uuid pk; x text; y text", "a: id uuid pk; x text",
        {"a": replace(MERGE, columns={"x": ColumnDecision(take="both", name="y")})},
        [("a", "two columns under one name, y", None)],
    ),
    (
        "two types that are decided for columns which a foreign key ties",
        "a: id integer pk\nb: id uuid pk; a_id integer -> a.id", "",
        {
            "a": replace(KEEP, columns={"id": ColumnDecision(type="text", using="id::text")}),
            "b": replace(KEEP, columns={"a_id": ColumnDecision(type="bigint")}),
        },
        [("b", "a_id is decided to be bigint, and is tied by foreign keys to a.id, which is", "a")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("remote", "local", "decided", "wanted"), [c[1:] for c in TABLES], ids=[c[0] for c in TABLES]
)
def test_tables(
    remote: str,
    local: str,
    decided: dict[str, TableDecision],
    wanted: list[tuple[str, str, str | None]],
) -> None:
    found = compose(catalog(remote), catalog(local), decisions(**decided)).problems
    assert [(p.table, p.other) for p in found] == [(table, other) for table, _, other in wanted]
    for problem, (_, words, _) in zip(found, wanted, strict=True):
        assert words in problem.message


def world(**more: object) -> Catalog:
    """A local side with a table ``t`` that has an object of each kind behind it."""
    mood, mail = name("mood"), name("mail")
    touch = Function(
        name=name("touch"), arguments="", types=(), returns="trigger", language="plpgsql",
        definition="CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ x $$",
    )  # fmt: skip
    valid = Function(
        name=name("valid"), arguments="text", types=("text",), returns="boolean", language="sql",
        definition="CREATE FUNCTION public.valid(text) RETURNS boolean LANGUAGE sql AS $$ x $$",
    )  # fmt: skip
    found = catalog("t: id uuid pk")
    table = replace(
        found.tables[name("t")],
        columns=(
            *found.tables[name("t")].columns,
            Column(name="m", type="public.mood", default="'ok'::public.mood"),
            Column(name="e", type="public.mail"),
            Column(name="n", type="bigint", default="nextval('public.counter'::regclass)"),
            Column(name="p", type="public.place"),
        ),
        checks=(Check(name="c", expression="public.valid((e)::text)"),),
        triggers=(
            Trigger(
                name="touched", function="function public.touch()",
                definition="CREATE TRIGGER touched BEFORE UPDATE ON public.t FOR EACH ROW "
                "EXECUTE FUNCTION public.touch()",
            ),
        ),
        needs=(
            "sequence public.counter", "type public.mail", "type public.mood", "type public.place",
        ),
    )  # fmt: skip
    return replace(
        found,
        tables={table.name: table},
        types={
            mail: Domain(name=mail, type="text", needs=("function public.valid(text)",)),
            mood: Enum(name=mood, values=("ok",)),
            name("place"): Composite(name=name("place"), fields=(("city", "text"),)),
        },
        sequences={name("counter"): Sequence(name=name("counter"))},
        functions={f.signature: f for f in (touch, valid)},
        views={name("v"): View(name=name("v"), definition="SELECT m FROM public.t")},
        **more,  # type: ignore[arg-type]
    )


def deciding(section: str, key: str, decision: ObjectDecision) -> Decisions:
    sections: dict[str, Any] = {section: {key: decision}}
    return replace(decisions(t=KEEP), **sections)


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("types", "mood"),
        ("types", "mail"),
        ("types", "place"),
        ("sequences", "counter"),
        ("functions", "valid(text)"),
        ("functions", "touch()"),
    ],
)
def test_what_is_used_though_dropped(section: str, key: str) -> None:
    problems = compose(catalog(""), world(), deciding(section, key, DROPPED)).problems
    assert ("t", f"{section}.{key}") in [(p.table, p.other) for p in problems]
    assert all(key in p.message and "a decision drops" in p.message for p in problems)


def test_what_a_choice_drags_in() -> None:
    """Types, functions and sequences that come with a table, and what these need."""
    told = [c.message for c in compose(catalog(""), world(), decisions(t=KEEP)).consequences]
    assert told == [
        "brings with it function public.touch(), function public.valid(text), "
        "sequence public.counter, type public.mail, type public.mood, type public.place"
    ]
    pointing = catalog("t: id uuid pk; u_id uuid -> u.id\nu: id uuid pk")
    merged = compose(catalog(""), pointing, decisions(t=KEEP, u=TableDecision()))
    assert [c.message for c in merged.consequences] == [
        "points at u, which is undecided and stays out"
    ]


@pytest.mark.parametrize(
    ("new", "kind", "other"),
    [
        ("v", "a view", "views.v"),
        ("counter", "a sequence", "sequences.counter"),
        ("mood", "a type", "types.mood"),
    ],
)
def test_a_name_that_something_else_has(new: str, kind: str, other: str) -> None:
    given = replace(decisions(t=KEEP, a=named(new)))
    problems = compose(catalog(A), world(), given).problems
    assert [(p.table, p.other) for p in problems] == [("a", other)]
    assert f"{new} is the name of a table and of {kind}" in problems[0].message


def test_the_name_of_an_index() -> None:
    """That of a table which is altered in place stays; another's takes a free one."""
    problems = compose(catalog(BOTH), catalog(""), decisions(a=KEEP, b=named("a_pkey"))).problems
    assert [(p.table, p.other) for p in problems] == [("b", "a")]
    merged = compose(catalog(A), world(), decisions(t=KEEP, a=named("t_pkey")))
    assert merged.problems == ()
    assert [k.name for k in merged.catalog.tables[name("t")].keys] == ["t_pkey_local"]


def test_a_view_under_the_old_name_where_a_view_is() -> None:
    view = View(name=name("a"), definition="SELECT 1 AS x")
    local = replace(catalog(""), views={view.name: view})
    problems = compose(catalog(A), local, decisions(a=named("c", view=True))).problems
    assert [(p.table, p.other) for p in problems] == [("a", "views.a")]


def test_a_table_is_set_aside_under_a_free_name() -> None:
    remote = catalog("a: id uuid pk\nb: id uuid pk\na__merged: id uuid pk; kept text")
    merged = compose(remote, catalog(""), decisions(a=into("b"), b=KEEP, a__merged=KEEP))
    assert [m.kept_as for m in merged.transition.moves] == [name("a__merged2")]
    assert [c.name for c in merged.catalog.tables[name("a__merged")].columns] == ["id", "kept"]
