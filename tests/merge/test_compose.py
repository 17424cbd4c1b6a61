"""Composition without a database: where tables go, what their columns become, what is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from schemas import catalog, decisions, name, preferring

from mergetui.catalog.model import (
    Catalog,
    Check,
    Column,
    Declared,
    Enum,
    ForeignKey,
    Function,
    NotNull,
    Policy,
    Table,
    Trigger,
    View,
)
from mergetui.catalog.names import Name
from mergetui.decisions.model import ColumnDecision, TableDecision
from mergetui.merge.columns import default_at
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged

KEEP = TableDecision(action="keep")
MERGE = TableDecision(action="merge")


def columns(merged: Merged, table: str) -> str:
    return ", ".join(f"{c.name} {c.type}" for c in merged.catalog.tables[name(table)].columns)


def left_out(merged: Merged) -> list[tuple[str, str, str]]:
    return [(o.side, o.kind, o.name) for o in merged.left_out]


ORDERS = "orders: id uuid pk; total numeric; created_at date; memo text"
LOCAL_ORDERS = "orders: id uuid pk; total bigint; createdAt date; tip numeric"


def decide(action: str, **more: object) -> TableDecision:
    return replace(TableDecision(), action=action, **more)  # type: ignore[arg-type]


def test_choices_for_columns_wait_while_the_table_is_undecided() -> None:
    world = catalog("t: id uuid pk; a text; b text")
    waits = TableDecision(action="undecided", columns={"a": ColumnDecision(take="drop")})
    merged = compose(world, world, decisions(t=waits))
    assert [c.name for c in merged.catalog.tables[name("t")].columns] == ["id", "a", "b"]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (decide("undecided"), {"orders": "id uuid, total numeric, created_at date, memo text"}),
        (decide("keep-remote"), {"orders": "id uuid, total numeric, created_at date, memo text"}),
        (decide("keep-local"), {"orders": "id uuid, total bigint, createdAt date, tip numeric"}),
        (
            decide("merge"),
            {"orders": "id uuid, total numeric, created_at date, memo text, tip numeric"},
        ),
        (
            decide("merge", name="sales"),
            {"sales": "id uuid, total numeric, created_at date, memo text, tip numeric"},
        ),
        (
            decide("keep-both", local_name="orders_new"),
            {
                "orders": "id uuid, total numeric, created_at date, memo text",
                "orders_new": "id uuid, total bigint, createdAt date, tip numeric",
            },
        ),
        (decide("drop", rows="discard"), {}),
        (
            decide("merge", columns={"total": ColumnDecision(take="local")}),
            {"orders": "id uuid, total bigint, created_at date, memo text, tip numeric"},
        ),
        (
            decide("merge", columns={"total": ColumnDecision(take="both")}),
            {
                "orders": "id uuid, total numeric, total_local bigint, created_at date, "
                "memo text, tip numeric"
            },
        ),
        (
            decide("merge", columns={"memo": ColumnDecision(take="drop")}),
            {"orders": "id uuid, total numeric, created_at date, tip numeric"},
        ),
        (
            decide("merge", columns={"memo": ColumnDecision(pair="tip", name="note")}),
            {"orders": "id uuid, total numeric, created_at date, note text"},
        ),
        (
            decide("merge", columns={"created_at": ColumnDecision(pair="")}),
            {
                "orders": "id uuid, total numeric, created_at date, memo text, createdAt date, "
                "tip numeric"
            },
        ),
        (
            decide("merge", columns={"tip": ColumnDecision(type="integer", name="gratuity")}),
            {"orders": "id uuid, total numeric, created_at date, memo text, gratuity integer"},
        ),
    ],
)
def test_each_action_on_a_common_table(decision: TableDecision, expected: dict[str, str]) -> None:
    merged = compose(catalog(ORDERS), catalog(LOCAL_ORDERS), decisions(orders=decision))
    found = {t.name: columns(merged, t.name) for t in merged.catalog.tables}
    assert found == expected


def test_prefer_local_takes_the_locals_columns_and_names() -> None:
    merged = compose(
        catalog(ORDERS), catalog(LOCAL_ORDERS), preferring(decisions(orders=MERGE), prefer="local")
    )
    assert columns(merged, "orders") == (
        "id uuid, total bigint, createdAt date, memo text, tip numeric"
    )
    assert merged.transition.columns == {name("orders"): {"created_at": "createdAt"}}


@pytest.mark.parametrize(
    ("remote", "local", "tables", "table", "says"),
    [
        ("a: id uuid pk", "", {"a": decide("drop")}, "a", "loses the rows"),
        ("a: id uuid pk", "", {"a": decide("merge-into")}, "a", "needs into"),
        ("a: id uuid pk", "", {"a": decide("keep-both", remote_name="b")}, "a", "both sides have"),
        ("a: id uuid pk", "a: id uuid pk", {"a": decide("keep-both")}, "a", "remote_name"),
        ("a: id uuid pk", "", {"a": decide("keep-local")}, "a", "only the remote"),
        (
            "a: id uuid pk\nb: id uuid pk",
            "",
            {"a": decide("keep", name="b"), "b": KEEP},
            "b",
            "two tables under one name",
        ),
        (
            "a: id uuid pk\nb: id uuid pk",
            "",
            {"a": decide("merge-into", into="b"), "b": decide("drop", rows="discard")},
            "a",
            "its own decision is drop",
        ),
        (
            "a: id uuid pk\nb: id uuid pk",
            "",
            {"a": decide("merge-into", into="b"), "b": decide("merge-into", into="a")},
            "a",
            "its own decision is merge-into",
        ),
    ],
)
def test_contradictions_are_problems(
    remote: str, local: str, tables: dict[str, TableDecision], table: str, says: str
) -> None:
    merged = compose(catalog(remote), catalog(local), decisions(**tables))
    assert any(p.table == table and says in p.message for p in merged.problems), merged.problems


def test_no_contradiction_is_no_problem() -> None:
    merged = compose(catalog(ORDERS), catalog(LOCAL_ORDERS), decisions(orders=MERGE))
    assert merged.problems == ()


def test_columns_of_guests_go_where_their_namesakes_go() -> None:
    """Also under the name that the owner's column takes, and views tell the tables apart."""
    remote = catalog("b: id uuid pk; n integer\ne: id uuid pk; n integer; m text")
    views = {
        name(f"of_{t}"): View(name=name(f"of_{t}"), definition=f"SELECT id, n FROM public.{t}")
        for t in ("b", "e")
    }
    merged = compose(
        replace(remote, views=views),
        catalog("o: id uuid pk; n integer; z text"),
        decisions(
            b=decide("keep", columns={"n": ColumnDecision(name="number")}),
            e=decide("merge-into", into="b"),
            o=decide("merge-into", into="b"),
        ),
    )
    assert columns(merged, "b") == "id uuid, number integer, z text, m text"
    for view in merged.catalog.views.values():
        assert view.definition == "SELECT id, number AS n FROM public.b"


TEXT_KEY = "(extensions.uuid_generate_v4())::text"


def test_a_key_class_takes_the_type_of_the_rows_with_its_defaults() -> None:
    merged = compose(
        catalog("users: id uuid pk = gen_random_uuid()"),
        catalog(
            f"users: id text pk = {TEXT_KEY}\n"
            "posts: id text pk; author text -> users.id\n"
            "likes: post text -> posts.id; who text -> users.id"
        ),
        decisions(users=MERGE, posts=KEEP, likes=KEEP),
    )
    assert columns(merged, "posts") == "id text, author uuid"
    assert columns(merged, "likes") == "post text, who uuid"
    users = merged.catalog.tables[name("users")]
    assert users.columns[0].default == "gen_random_uuid()"
    assert {(c.table, c.column) for c in merged.consequences} == {
        ("posts", "author"),
        ("likes", "who"),
    }


def test_a_class_without_rows_takes_the_default_key_type_only_where_keys_are_made() -> None:
    local = catalog(
        f"posts: id text pk = {TEXT_KEY}\n"
        "likes: post text -> posts.id\n"
        "currencies: code text pk\n"
        "prices: currency text -> currencies.code"
    )
    given = decisions(x=KEEP, posts=KEEP, likes=KEEP, currencies=KEEP, prices=KEEP)
    merged = compose(catalog("x: id uuid pk"), local, preferring(given, key_type="uuid"))
    assert columns(merged, "likes") == "post uuid"
    assert columns(merged, "prices") == "currency text"
    assert merged.catalog.tables[name("posts")].columns[0].default == "gen_random_uuid()"


def test_one_column_two_referents_follows_the_preferred_side() -> None:
    remote = catalog("people: id uuid pk\nusers: id uuid pk\nlogs: who uuid -> people.id")
    local = catalog("users: id uuid pk\nlogs: who uuid -> users.id")
    tables = {"people": KEEP, "users": MERGE, "logs": MERGE}
    for more, target in (({}, "people"), ({"who": ColumnDecision(take="local")}, "users")):
        tables["logs"] = replace(MERGE, columns=more)
        merged = compose(remote, local, decisions(**tables))
        keys = merged.catalog.tables[name("logs")].foreign_keys
        assert [k.references.name for k in keys] == [target]
        assert [o.kind for o in merged.left_out] == ["foreign key"]
        assert "cannot point at both" in merged.left_out[0].reason


def test_equal_foreign_keys_stand_once_and_another_action_is_named() -> None:
    side = "users: id uuid pk\nlogs: who uuid -> users.id"
    merged = compose(
        catalog(side), catalog(f"{side} on delete set null"), decisions(users=MERGE, logs=MERGE)
    )
    keys = merged.catalog.tables[name("logs")].foreign_keys
    assert [k.on_delete for k in keys] == ["no action"]
    assert left_out(merged) == [("local", "foreign key action", "logs_who_fkey")]


def test_references_follow_keep_both_on_each_side() -> None:
    remote = catalog("log: id uuid pk\nr: log uuid -> log.id")
    local = catalog("log: id uuid pk\nl: log uuid -> log.id")
    merged = compose(
        remote,
        local,
        decisions(log=decide("keep-both", remote_name="log_old"), r=KEEP, l=KEEP),
    )
    tables = merged.catalog.tables
    assert tables[name("r")].foreign_keys[0].references == name("log_old")
    assert tables[name("l")].foreign_keys[0].references == name("log")
    assert merged.transition.tables == {name("log"): name("log_old")}
    names = [k.name for t in tables.values() for k in t.keys]
    assert len(names) == len(set(names))


def test_rows_of_a_merged_table_move_and_references_follow() -> None:
    remote = catalog(
        "venues: id uuid pk; title text\n"
        "halls: id uuid pk; title text; seats integer!\n"
        "gigs: hall uuid -> halls.id"
    )
    merged = compose(
        remote,
        catalog(""),
        decisions(venues=KEEP, gigs=KEEP, halls=decide("merge-into", into="venues")),
    )
    assert columns(merged, "venues") == "id uuid, title text, seats integer"
    assert merged.catalog.tables[name("venues")].columns[2].not_null is False
    assert merged.transition.relaxed == {(name("venues"), "seats")}
    assert merged.catalog.tables[name("gigs")].foreign_keys[0].references == name("venues")
    (move,) = merged.transition.moves
    assert (move.source, move.kept_as) == (name("halls"), name("halls__merged"))
    assert [c for c, _ in move.columns] == ["id", "title", "seats"]


def test_a_single_remote_table_merged_into_a_local_one_is_altered_in_place() -> None:
    merged = compose(
        catalog("profile_venue: id uuid pk; seats integer"),
        catalog("destinations: id text pk; city text"),
        decisions(
            destinations=decide("merge", name="venues"),
            profile_venue=decide("merge-into", into="venues"),
        ),
    )
    assert columns(merged, "venues") == "id uuid, seats integer, city text"
    assert merged.transition.tables == {name("profile_venue"): name("venues")}
    assert merged.transition.moves == ()


def test_enums_merge_to_the_union_of_their_values() -> None:
    mood = name("mood")
    remote = replace(catalog(""), types={mood: Enum(name=mood, values=("a", "c"))})
    local = replace(catalog(""), types={mood: Enum(name=mood, values=("a", "b", "c", "d"))})
    merged = compose(remote, local, decisions())
    assert merged.catalog.types[mood] == Enum(name=mood, values=("a", "b", "c", "d"))


def with_table(text: str, **more: object) -> Table:
    (table,) = catalog(text).tables.values()
    return replace(table, **more)  # type: ignore[arg-type]


def test_same_name_and_another_meaning_both_stay() -> None:
    def trigger(when: str) -> Trigger:
        return Trigger(
            name="touch",
            definition=f"CREATE TRIGGER touch {when} UPDATE ON public.t "
            "FOR EACH ROW EXECUTE FUNCTION public.f()",
            function="function public.f()",
        )

    text = "t: id uuid pk; n integer"
    remote = with_table(
        text,
        checks=(Check(name="c", expression="(n > 0)"), Check(name="d", expression="(n < 9)")),
        policies=(Policy(name="p", using="true"),),
        triggers=(trigger("BEFORE"),),
    )
    local = with_table(
        text,
        checks=(Check(name="c", expression="(n > 1)"), Check(name="e", expression="n < 9")),
        policies=(Policy(name="p", using="false"),),
        triggers=(trigger("AFTER"),),
        rls=True,
    )
    merged = compose(
        replace(catalog(""), tables={name("t"): remote}),
        replace(catalog(""), tables={name("t"): local}),
        decisions(t=MERGE),
    )
    table = merged.catalog.tables[name("t")]
    assert [c.name for c in table.checks] == ["c", "c_local", "d"]
    assert [p.name for p in table.policies] == ["p", "p_local"]
    assert [t.name for t in table.triggers] == ["touch", "touch_local"]
    assert "CREATE TRIGGER touch_local AFTER" in table.triggers[1].definition
    assert table.rls


@pytest.mark.parametrize(("key", "present"), [("uuid", True), ("text", False)])
def test_a_declared_policy_comes_back_with_the_types_that_it_needs(key: str, present: bool) -> None:
    policy = Policy(name="own", using="(user_id = auth.uid())")
    local = replace(
        catalog("users: id text pk\nposts: user_id text -> users.id"),
        declared=(
            Declared(
                table=name("posts"),
                object=policy,
                place=None,
                message="operator does not exist: text = uuid",
                requires=((name("posts"), "user_id", "uuid"),),
            ),
        ),
    )
    merged = compose(catalog(f"users: id {key} pk"), local, decisions(users=MERGE, posts=KEEP))
    found = [p.using for p in merged.catalog.tables[name("posts")].policies]
    assert found == (["(user_id = auth.uid())"] if present else [])
    assert [o.kind for o in merged.left_out] == ([] if present else ["policy"])


def test_a_foreign_key_of_either_side_to_a_table_that_nobody_makes_is_left_out() -> None:
    def side(table: str) -> Catalog:
        key = ForeignKey(
            name=f"{table}_fkey",
            columns=("user_id",),
            references=name("nobody"),
            ref_columns=("id",),
        )
        missing = Declared(
            table=name(table), object=key, place=None, message='relation "nobody" does not exist'
        )
        return replace(catalog(f"{table}: user_id text"), declared=(missing,))

    merged = compose(side("logs"), side("posts"), decisions(logs=KEEP, posts=KEEP))
    assert merged.problems == ()
    assert left_out(merged) == [
        ("remote", "foreign key", "logs_fkey"),
        ("local", "foreign key", "posts_fkey"),
    ]


def test_a_table_that_both_sides_have_after_the_merge_composes_to_itself() -> None:
    local = catalog(
        "users: id text pk\nposts: id text pk; user_id text -> users.id; tag text @index"
    )
    given = decisions(users=MERGE, posts=KEEP)
    once = compose(catalog("users: id uuid pk"), local, given)
    again = compose(once.catalog, local, given)
    assert again.catalog.tables == once.catalog.tables


def test_a_body_that_names_what_is_renamed_is_told() -> None:
    function = Function(
        name=name("f"),
        arguments="",
        types=(),
        returns="integer",
        language="plpgsql",
        definition="CREATE FUNCTION public.f() LANGUAGE plpgsql\nAS $$ ... EXECUTE 'FROM log' $$",
    )
    remote = replace(catalog("log: id uuid pk"), functions={"f()": function})
    merged = compose(remote, catalog(""), decisions(log=decide("keep", name="log_old")))
    assert [c.message for c in merged.consequences] == [
        "function public.f() still says log: read its body"
    ]
    assert merged.transition.bodies == {"function public.f()": ("log",)}


def test_what_one_side_has_twice_stays_twice() -> None:
    twice = with_table("t: id uuid pk; n integer @index")
    twice = replace(twice, indexes=(*twice.indexes, replace(twice.indexes[0], name="again")))
    side = replace(catalog(""), tables={name("t"): twice})
    merged = compose(side, side, decisions(t=MERGE))
    assert merged.catalog.tables == {name("t"): replace(twice, indexes=twice.indexes[::-1])}


def test_a_reference_to_a_table_of_the_platform_stays() -> None:
    people = with_table("people: id uuid pk; login uuid")
    key = ForeignKey(
        name="people_login_fkey",
        columns=("login",),
        references=Name("auth", "users"),
        ref_columns=("id",),
    )
    people = replace(people, foreign_keys=(key,))
    remote = replace(catalog(""), tables={name("people"): people})
    merged = compose(remote, catalog(""), decisions(people=KEEP))
    assert merged.catalog.tables[name("people")].foreign_keys == (key,)
    assert merged.left_out == ()


@pytest.mark.parametrize(
    ("default", "old", "new", "becomes"),
    [
        ("(gen_random_uuid())::text", "text", "uuid", "gen_random_uuid()"),
        ("'x'::text", "text", "uuid", None),
        ("'x'::text", "text", "character varying(9)", "'x'::text"),
        ("'0'::text", "text", "integer", "0"),
        ("'00'::text", "text", "integer", None),
        ("'{\"a\": 1}'::text", "text", "jsonb", "'{\"a\": 1}'::jsonb"),
        ("'NaN'::text", "text", "jsonb", None),
        ("0", "integer", "boolean", None),
        ("0", "integer", "numeric(9,2)", "0"),
        ("0", "integer", "text", "0"),
        ("now()", "timestamp with time zone", "date", "now()"),
        ("'x'::text", "text", "public.mood", "'x'::text"),  # nothing is known of it
    ],
)
def test_a_decided_type_keeps_the_default_that_it_can_or_it_is_told(
    default: str, old: str, new: str, becomes: str | None
) -> None:
    remote = catalog("t: id uuid pk; c text")
    (table,) = remote.tables.values()
    made = Column(name="c", type=old, default=default)
    remote = replace(remote, tables={table.name: replace(table, columns=(table.columns[0], made))})
    decided = decide("keep", columns={"c": ColumnDecision(type=new)})
    merged = compose(remote, catalog(""), decisions(t=decided))
    found = merged.catalog.tables[name("t")].column("c")
    assert found
    assert found.default == becomes
    assert (("remote", "default", "c") in left_out(merged)) == (becomes is None)


def test_the_default_of_an_enum_is_a_text_where_the_column_is() -> None:
    mood = Enum(name=name("mood"), values=("it's",))
    column = Column(name="c", type="public.mood", default="'it''s'::public.mood")
    assert default_at(column, "text", {"public.mood": mood}) == "'it''s'::text"


@pytest.mark.parametrize(
    ("version", "expected", "lost"),
    [
        (180000, {"p.a": NotNull(name="alone", no_inherit=True), "p.b": NotNull(name="told")}, []),
        (170000, {"p.b": None}, [("local", "not null", "alone")]),
    ],
)
def test_a_not_null_says_what_the_server_of_the_remote_knows(
    version: int, expected: dict[str, NotNull | None], lost: list[object]
) -> None:
    parent = catalog("p: a integer!; b integer!").tables[name("p")]
    said = (NotNull(name="alone", no_inherit=True), NotNull(name="told"))
    columns = tuple(
        replace(c, not_null_constraint=n) for c, n in zip(parent.columns, said, strict=True)
    )
    child = replace(catalog("s: a integer; b integer!").tables[name("s")], inherits=(name("p"),))
    tables = {name("p"): replace(parent, columns=columns), name("s"): child}
    merged = compose(
        Catalog(server_version=version), Catalog(tables=tables), decisions(p=KEEP, s=KEEP)
    )
    bound = {
        f"{t.name.name}.{c.name}": c.not_null_constraint
        for t in merged.catalog.tables.values()
        for c in t.columns
        if c.not_null and t.name == name("p")
    }
    assert bound == expected
    assert left_out(merged) == lost


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("undecided", "table users is undecided, so not yet in the merged schema"),
        ("drop", "table users is not in the merged schema"),
    ],
)
def test_a_foreign_key_to_what_nobody_decided_says_so(action: str, reason: str) -> None:
    local = catalog("users: id uuid pk\nnotes: id uuid pk; by uuid -> users.id")
    merged = compose(Catalog(), local, decisions(notes=KEEP, users=decide(action)))
    assert [(o.kind, o.reason) for o in merged.left_out if o.kind == "foreign key"] == [
        ("foreign key", reason)
    ]
