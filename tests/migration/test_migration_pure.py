"""What a diff says of itself, without a database: hazards, decisions, renames, moves, files."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from mergetui.catalog.model import (
    Catalog,
    Check,
    Column,
    Enum,
    ForeignKey,
    Function,
    Grant,
    Index,
    Key,
    Policy,
    Table,
    View,
)
from mergetui.catalog.names import Name
from mergetui.merge.model import Merged, RowMove, Transition
from mergetui.migration import casts, locks
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration, Statement
from mergetui.migration.order import Rank, Step, in_order
from mergetui.migration.same import same_sql
from mergetui.migration.text import remark, render


def public(name: str) -> Name:
    return Name("public", name)


def table(name: str, *cols: Column, **more: Any) -> Table:
    return Table(name=public(name), columns=cols, **more)


def catalog(*tables: Table, **more: Any) -> Catalog:
    return Catalog(tables=MappingProxyType({t.name: t for t in tables}), **more)


ID = Column(name="id", type="uuid", not_null=True)
A = Column(name="a", type="text")
B = Column(name="b", type="text")
KEY = Key(name="t_pkey", primary=True, columns=("id",))
T = table("t", ID, A, keys=(KEY,))
P = table("p", ID, keys=(replace(KEY, name="p_pkey"),))
TO_P = ForeignKey(name="k", columns=("id",), references=public("p"), ref_columns=("id",))
OPEN = Policy(name="o", command="select", using="true")
SHUT = Policy(name="s", permissive=False, using="false")
V = View(name=public("v"), definition="SELECT id FROM public.t", columns=(("id", "uuid"),))


def views(view: View) -> dict[str, Any]:
    return {"views": MappingProxyType({view.name: view})}


HAZARDS = [
    ("table dropped", catalog(T), catalog(), {"data-loss"}),
    ("column dropped", catalog(T), catalog(table("t", ID, keys=(KEY,))), {"data-loss"}),
    *(
        (
            f"{old} becomes {new}",
            catalog(replace(T, columns=(ID, replace(A, type=old)))),
            catalog(replace(T, columns=(ID, replace(A, type=new)))),
            kinds,
        )
        for old, new, kinds in [
            ("numeric(10,4)", "numeric(10,2)", {"data-loss", "may-fail-on-rows", "table-rewrite"}),
            ("timestamp with time zone", "date", {"data-loss", "table-rewrite", "time-zone"}),
            ("date", "timestamp with time zone", {"table-rewrite", "time-zone"}),
            (
                "timestamp without time zone",
                "timestamp with time zone",
                {"table-rewrite", "time-zone"},
            ),
            ("date", "timestamp without time zone", {"table-rewrite"}),
            ("integer", "bigint", {"table-rewrite"}),
        ]
    ),
    ("table added", catalog(), catalog(T), set()),
    (
        "everything added",
        catalog(),
        catalog(replace(T, policies=(OPEN,), foreign_keys=(TO_P,)), P),
        set(),
    ),
    ("column added", catalog(T), catalog(replace(T, columns=(ID, A, B))), set()),
    (
        "NOT NULL column without a default added",
        catalog(T),
        catalog(replace(T, columns=(ID, A, replace(B, not_null=True)))),
        {"may-fail-on-rows"},
    ),
    (
        "NOT NULL column with a default added",
        catalog(T),
        catalog(replace(T, columns=(ID, A, replace(B, not_null=True, default="''::text")))),
        set(),
    ),
    (
        "SET NOT NULL",
        catalog(T),
        catalog(replace(T, columns=(ID, replace(A, not_null=True)))),
        {"may-fail-on-rows"},
    ),
    (
        "narrower type",
        catalog(T),
        catalog(replace(T, columns=(ID, replace(A, type="character varying(5)")))),
        {"may-fail-on-rows", "table-rewrite"},
    ),
    (
        "wider type",
        catalog(table("t", ID, replace(A, type="character varying(5)"), keys=(KEY,))),
        catalog(T),
        set(),
    ),
    (
        "type that no row can refuse",
        catalog(table("t", ID, replace(A, type="integer"), keys=(KEY,))),
        catalog(replace(T, columns=(ID, replace(A, type="bigint")))),
        {"table-rewrite"},
    ),
    (
        "unique",
        catalog(T),
        catalog(replace(T, keys=(KEY, Key(name="u", primary=False, columns=("a",))))),
        {"may-fail-on-rows", "exclusive-lock"},
    ),
    (
        "unique on a column that is new and null",
        catalog(T),
        catalog(
            replace(T, columns=(ID, A, B), keys=(KEY, Key(name="u", primary=False, columns=("b",))))
        ),
        {"exclusive-lock"},
    ),
    (
        "unique index",
        catalog(T),
        catalog(
            replace(
                T, indexes=(Index(name="i", unique=True, body="USING btree (a)", columns=("a",)),)
            )
        ),
        {"may-fail-on-rows", "exclusive-lock"},
    ),
    (
        "foreign key",
        catalog(T, P),
        catalog(replace(T, foreign_keys=(TO_P,)), P),
        {"may-fail-on-rows"},
    ),
    (
        "check",
        catalog(T),
        catalog(replace(T, checks=(Check(name="c", expression="(a <> ''::text)"),))),
        {"may-fail-on-rows"},
    ),
    ("policy added", catalog(T), catalog(replace(T, policies=(OPEN,))), {"permission-widened"}),
    ("policy dropped", catalog(replace(T, policies=(OPEN,))), catalog(T), set()),
    ("restriction added", catalog(T), catalog(replace(T, policies=(SHUT,))), set()),
    (
        "restriction dropped",
        catalog(replace(T, policies=(SHUT,))),
        catalog(T),
        {"permission-widened"},
    ),
    ("security off", catalog(replace(T, rls=True)), catalog(T), {"permission-widened"}),
    ("security on", catalog(T), catalog(replace(T, rls=True)), set()),
    (
        "grant",
        catalog(T),
        catalog(replace(T, grants=(Grant(grantee="anon", privileges=("select",)),))),
        {"permission-widened"},
    ),
    (
        "security_invoker lost",
        catalog(T, **views(replace(V, options=("security_invoker=true",)))),
        catalog(T, **views(V)),
        {"permission-widened"},
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "kinds"), [h[1:] for h in HAZARDS], ids=[h[0] for h in HAZARDS]
)
def test_hazards(old: Catalog, new: Catalog, kinds: set[str]) -> None:
    assert {h.kind for _, h in diff(old, new).hazards} == kinds


def test_what_a_decision_can_say_instead() -> None:
    bound = catalog(replace(T, columns=(ID, A, replace(B, not_null=True))))
    [hazard] = [h for _, h in diff(catalog(T), bound).hazards]
    assert hazard.question == "SELECT count(*) FROM public.t"
    assert hazard.remedy == "say default, using or null = true of b in decisions.toml"


def test_what_the_platform_grants_by_itself_is_taken_away_again() -> None:
    withheld = Grant(grantee="anon", privileges=())
    guarded = replace(V, grants=(withheld, Grant(grantee="anon", privileges=("select",))))
    rebuilt = replace(guarded, columns=(("n", "uuid"),), definition="SELECT id AS n FROM public.t")
    assert sql(diff(catalog(T, **views(guarded)), catalog(T, **views(rebuilt)))) == [
        "DROP VIEW public.v",
        "CREATE VIEW public.v AS\nSELECT id AS n FROM public.t",
        "REVOKE ALL ON TABLE public.v FROM anon",
        "GRANT SELECT ON TABLE public.v TO anon",
    ]
    there = catalog(replace(T, grants=(withheld,)))
    all_of_it = Grant(grantee="anon", privileges=("insert", "select"))
    platform, elsewhere = (
        replace(catalog(T), platform_grants={"tables": grants}) for grants in ((all_of_it,), ())
    )
    assert not diff(there, catalog(T)).statements and not diff(elsewhere, there).statements
    for old in (platform, catalog(T)):
        assert sql(diff(old, there)) == ["REVOKE ALL ON TABLE public.t FROM anon"]
    reading = catalog(replace(T, grants=guarded.grants))
    assert sql(diff(platform, reading)) == ["REVOKE INSERT ON TABLE public.t FROM anon"]
    unknown = diff(catalog(T), reading)
    assert sql(unknown) == [
        "REVOKE ALL ON TABLE public.t FROM anon",
        "GRANT SELECT ON TABLE public.t TO anon",
    ]
    assert not unknown.hazards
    assert not diff(platform, catalog(replace(T, grants=(all_of_it,)))).statements


def sql(migration: Migration) -> list[str]:
    return [s.sql for s in migration.statements]


def test_what_waits_for_rows_is_validated_by_itself() -> None:
    statements = diff(catalog(T, P), catalog(replace(T, foreign_keys=(TO_P,)), P)).statements
    assert [s.lock for s in statements] == ["SHARE ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE"]
    assert statements[0].sql.endswith("NOT VALID") and not statements[0].hazards
    assert statements[1].sql == "ALTER TABLE public.t VALIDATE CONSTRAINT k"
    question = statements[1].hazards[0].question
    assert question is not None and "NOT EXISTS" in question


def test_a_relaxed_column_is_told() -> None:
    relaxed = Transition(relaxed=frozenset({(public("t"), "b")}))
    migration = diff(catalog(T), catalog(replace(T, columns=(ID, A, B))), relaxed)
    assert [h.kind for _, h in migration.hazards] == ["not-null-relaxed"]


def test_renames_swap_and_keep_what_hangs_on_them() -> None:
    check = Check(name="c", expression="(a <> ''::text)")
    index = Index(name="i", unique=False, body="USING btree (a)", columns=("a",))
    t = replace(T, checks=(check,), indexes=(index,), foreign_keys=(TO_P,))
    old = catalog(t, P)
    new_t = replace(
        t,
        name=public("p"),
        columns=(ID, replace(A, name="x y")),
        checks=(replace(check, expression="(\"x y\" <> ''::text)"),),
        indexes=(replace(index, body='USING btree ("x y")', columns=("x y",)),),
        foreign_keys=(replace(TO_P, references=public("t")),),
    )
    new = catalog(replace(P, name=public("t")), new_t)
    swapped = Transition(
        tables=MappingProxyType({public("t"): public("p"), public("p"): public("t")}),
        columns=MappingProxyType({public("p"): {"a": "x y"}}),
        labels=MappingProxyType({"table public.p": "t: keep", "table public.t": "p: keep"}),
    )
    migration = diff(old, new, swapped)
    assert sql(migration) == [
        "ALTER TABLE public.p RENAME TO p__moves",
        "ALTER TABLE public.t RENAME TO p",
        "ALTER TABLE public.p__moves RENAME TO t",
        'ALTER TABLE public.p RENAME COLUMN a TO "x y"',
    ]
    assert not migration.hazards


def test_a_body_that_names_what_is_renamed_is_a_hazard() -> None:
    function = Function(
        name=public("f"),
        arguments="",
        types=(),
        returns="bigint",
        language="sql",
        definition="CREATE OR REPLACE FUNCTION public.f() ... AS 'SELECT count(*) FROM tickets'",
    )
    functions = {"functions": MappingProxyType({function.signature: function})}
    old, new = table("tickets", ID), table("passes", ID)
    renamed = Transition(tables=MappingProxyType({old.name: new.name}))
    migration = diff(catalog(old, **functions), catalog(new, **functions), renamed)
    assert [h.kind for _, h in migration.hazards] == ["body-text"]


def move(**more: Any) -> RowMove:
    given = {
        "source": public("s"),
        "kept_as": public("s__merged"),
        "target": public("t"),
        "columns": (("id", "id"), ("a", "lower(b)")),
        "on_conflict_skip": False,
        "decision": "s: merge-into",
    }
    return RowMove(**{**given, **more})


S = table("s", ID, B, keys=(replace(KEY, name="s_pkey"),))
C = table("c", ID, foreign_keys=(replace(TO_P, references=public("s")),))
C_AFTER = table("c", ID, foreign_keys=(replace(TO_P, references=public("t")),))


def test_rows_come_before_the_keys_that_need_them() -> None:
    new = catalog(T, replace(S, name=public("s__merged")), C_AFTER)
    statements = diff(catalog(T, S, C), new, Transition(moves=(move(),))).statements
    starts = [
        "ALTER TABLE public.s RENAME TO s__merged",
        "INSERT INTO public.t (id, a)\nSELECT\n    id,\n    lower(b)\nFROM public.s__merged",
        "ALTER TABLE public.c DROP CONSTRAINT k, ADD CONSTRAINT k",
        "ALTER TABLE public.c VALIDATE CONSTRAINT k",
    ]
    assert [s.sql.startswith(w) for s, w in zip(statements, starts, strict=True)] == [True] * 4
    insert = statements[1]
    assert [h.kind for h in insert.hazards] == ["may-fail-on-rows"]
    question = insert.hazards[0].question or ""
    assert "UNION ALL SELECT id FROM (SELECT id FROM public.s) t) t" in question
    assert insert.decision == "s: merge-into"
    skip = diff(catalog(T, S), new, Transition(moves=(move(on_conflict_skip=True),)))
    assert any(q.endswith("ON CONFLICT DO NOTHING") for q in sql(skip))


def test_a_source_that_is_dropped_goes_after_its_rows() -> None:
    migration = diff(catalog(T, S), catalog(T), Transition(moves=(move(kept_as=None),)))
    found = sql(migration)
    insert = next(i for i, q in enumerate(found) if q.startswith("INSERT"))
    drop = next(i for i, q in enumerate(found) if q.startswith("DROP TABLE"))
    assert insert < drop
    assert {h.kind for _, h in migration.hazards} >= {"data-loss"}


def enum(*values: str) -> Enum:
    return Enum(name=public("e"), values=values)


def types(kind: Enum) -> dict[str, Any]:
    return {"types": MappingProxyType({kind.name: kind})}


@pytest.mark.parametrize(
    ("default", "files"),
    [("'x'::public.e", ["merge.sql"]), ("'y'::public.e", ["01_types.sql", "02_merge.sql"])],
)
def test_a_new_enum_value_that_is_used_has_a_file_of_its_own(
    default: str, files: list[str]
) -> None:
    column = Column(name="e", type="public.e")
    old = catalog(table("t", column), **types(enum("x")))
    new = catalog(table("t", replace(column, default=default)), **types(enum("x", "y")))
    assert [f.name for f in diff(old, new).files] == files


def test_equal_schemas_give_nothing_and_the_same_gives_the_same() -> None:
    new = catalog(replace(T, foreign_keys=(TO_P,)), P, **views(V))
    assert diff(new, new) == Migration(files=())
    assert diff(catalog(), new) == diff(catalog(), new)


SAME = [
    ("((a)::text = 'x'::text)", "(a::text = 'x')", False),
    ("((a = 1) AND ((b = 2) AND (c = 3)))", "a = 1 AND b = 2 AND c = 3", True),
    ("((a = 1) OR (b = 2)) AND c", "(a = 1) OR ((b = 2) AND c)", False),
    ("a = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])",
     "a = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text])", True),
    ("a = ANY ((ARRAY['x'::character varying])::text[])", "a = ANY (ARRAY['z'::text])", False),
    ("'a b'::text", "'a  b'::text", False),
    ("(('x'::character varying(1))::text)", "('x'::text)", False),
    ("'1'::text::integer", "'1'::varchar::integer", False),
    ("now()", "(now())", True),
    ('"A" > 1', "a > 1", False),
]  # fmt: skip


SAME_QUERIES = [  # the first as PostgreSQL 15 prints it
    ("SELECT t.a, lower(t.b) AS b FROM s.t WHERE (t.b <> ''::text)",
     "SELECT a, lower(b) AS b FROM s.t WHERE (b <> ''::text)", True),
    ("SELECT x.a FROM s.t x ORDER BY x.a", "SELECT a FROM s.t x ORDER BY a", True),
    ("SELECT lower(t.a) AS a FROM s.t ORDER BY t.a", "SELECT lower(a) AS a FROM s.t ORDER BY a",
     False),
    ("SELECT t.a FROM s.t WHERE EXISTS ( SELECT 1 FROM s.u WHERE (u.a = t.a))",
     "SELECT a FROM s.t WHERE EXISTS ( SELECT 1 FROM s.u WHERE (u.a = t.a))", True),
    ("SELECT t.a FROM s.t WHERE EXISTS ( SELECT 1 FROM s.u WHERE (u.a = t.a))",
     "SELECT a FROM s.t WHERE EXISTS ( SELECT 1 FROM s.u WHERE (u.a = u.a))", False),
    ("SELECT t.a FROM s.t JOIN s.u ON (t.a = u.b)", "SELECT u.a FROM s.t JOIN s.u ON (t.a = u.b)",
     False),
    ("WITH q AS (SELECT t.a FROM s.t) SELECT q.a, max(q.a) AS m FROM q GROUP BY q.a",
     "WITH q AS (SELECT a FROM s.t) SELECT a, max(a) AS m FROM q GROUP BY a", True),
    ("SELECT t.a FROM s.t UNION ALL SELECT u.a FROM s.u",
     "SELECT a FROM s.t UNION ALL SELECT a FROM s.u", True),
    ("SELECT (t.c).x FROM s.t", "SELECT (c).x FROM s.t", True),
    ("SELECT count(*) AS count FROM s.t", "SELECT count(*) AS count FROM s.t", True),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "same"), SAME_QUERIES)
def test_queries_are_the_same_or_not(a: str, b: str, same: bool) -> None:
    assert same_sql("query", a, b) is same


@pytest.mark.parametrize(("a", "b", "same"), SAME)
def test_definitions_are_the_same_or_not(a: str, b: str, same: bool) -> None:
    assert same_sql("expression", a, b) is same


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("text", "uuid", "c::uuid"),
        ("uuid", "text", None),
        ("uuid", "text[]", "c::text::text[]"),
        ("uuid", "character varying(40)", None),
        ("text", "character varying(5)", None),
        ("character varying(5)", "text", None),
        ("integer", "bigint", "c::bigint"),
        ("numeric(10,2)", "numeric(12,2)", None),
        ("timestamp with time zone", "date", "c::date"),
        (
            "jsonb",
            "integer[]",
            "(pg_catalog.jsonb_populate_record(NULL::pg_catalog.pg_class,"
            " pg_catalog.jsonb_build_object('reloptions', c))).reloptions::integer[]",
        ),
        ("text[]", "jsonb", "to_jsonb(c)"),
        ("integer", "jsonb", "to_jsonb(c)"),
        ("text", "jsonb", "c::jsonb"),
        ("public.mood", "public.tone", "c::text::public.tone"),
        ("public.mood[]", "public.tone[]", "c::text[]::public.tone[]"),
        ("boolean", "integer", "c::integer"),
    ],
)
def test_casts(old: str, new: str, expected: str | None) -> None:
    assert casts.cast("c", old, new) == expected


def test_the_order_follows_needs_then_kind_then_name() -> None:
    def step(name: str, rank: Rank, *needs: str) -> Step:
        return Step(id=name, rank=rank, statements=(), needs=frozenset(needs))

    steps = [
        step("v", Rank.VIEW, "f", "t"),
        step("f", Rank.FUNCTION, "t"),
        step("t", Rank.TABLE, "e", "absent"),
        step("e", Rank.TYPE),
        step("a", Rank.TABLE),
        step("x", Rank.TABLE, "y"),
        step("y", Rank.FUNCTION, "x"),
    ]
    expected = ["e", "a", "t", "f", "v", "y", "x"]
    assert [s.id for s in in_order(steps)] == expected
    assert [s.id for s in in_order(reversed(steps))] == expected


def test_a_transaction_that_would_take_too_many_locks_is_cut() -> None:
    drops = [
        Statement(sql=f"DROP TABLE t{n}", object=f"table t{n}", decision="") for n in range(1000)
    ]
    runs = list(locks.chunks(drops))
    assert len(runs) == 3 and [s for run in runs for s in run] == drops
    assert len(list(locks.chunks(drops[:300]))) == 1


def test_nothing_leaves_its_comment() -> None:
    nasty = "x\r\n\u2028\x0bDROP TABLE t; -- \x00"
    line = remark(nasty)
    assert len(line.splitlines()) == 1 and line.startswith("-- x DROP TABLE")
    labels = Transition(labels=MappingProxyType({"table public.t": nasty}))
    migration = diff(catalog(), catalog(T), labels)
    text = render(
        migration,
        Merged(catalog=catalog(T)),
        remote=catalog(),
        local=catalog(T),
        decisions_text="",
    )["merge.sql"]
    assert "\nDROP TABLE" not in text and "\r" not in text
    assert "\nBEGIN;" not in text and "COMMIT" not in text
    assert text.startswith("-- Merged migration: 0 remote + 1 local tables -> 1. 1 statement, 0")
