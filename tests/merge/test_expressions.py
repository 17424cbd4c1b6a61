"""SQL text follows the merge: new names, new types, and nothing else."""

from __future__ import annotations

import pytest

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name
from mergetui.merge.expressions import Form, rewrite
from mergetui.merge.fates import Fate, Fates

PROJECTS = Name("public", "projects")
MEMBERS = Name("public", "members")
GONE = Name("public", "gone")


def kept(name: str, old: str, new: str) -> Fate:
    return Fate(name, old, new)


FATES = Fates.of(
    {PROJECTS: Name("public", "projects_local"), MEMBERS: MEMBERS, GONE: None},
    {
        PROJECTS: {
            "user_id": kept("user_id", "text", "uuid"),
            "org_id": kept("org_id", "text", "uuid"),
            "name": kept("name", "text", "text"),
            "status": kept("status", "text", "public.mood"),
            "stage": Fate("stage", "text", "public.stage", ("open", "shut")),
            "createdAt": kept("created_at", "timestamp with time zone", "timestamp with time zone"),
            "legacy": Fate(None, "text", "text"),
            "seats": kept("seats", "integer", "bigint"),
            "rows": kept("rows", "smallint", "smallint"),
            "code": kept("code", "character varying(5)", "text"),
            "flag": kept("flag", "boolean", "smallint"),
            "tags": kept("tags", "jsonb", "text[]"),
            "days": kept("days", "integer", "text[]"),
        },
        MEMBERS: {
            "user_id": kept("user_id", "text", "uuid"),
            "org_id": kept("org_id", "text", "uuid"),
            "role": kept("role", "text", "text"),
        },
    },
)
TABLE = Table(name=PROJECTS, columns=(Column(name="user_id", type="text"),))

CASES: list[tuple[str, Form, str, str]] = [
    ("untouched text stays letter by letter", "expression", "((name  = 'x'::text))", "="),
    (
        "a call of the new type",
        "expression",
        "(user_id = (auth.uid())::text)",
        "user_id = auth.uid()",
    ),
    (
        "one of what a function returns",
        "expression",
        "(org_id IN ( SELECT public.org_ids() AS org_ids))",
        "org_id::text IN (SELECT public.org_ids() AS org_ids)",
    ),
    (
        "a larger number among smaller ones",
        "expression",
        "(seats IN ( SELECT projects.rows FROM public.projects))",
        "seats IN (SELECT projects_local.rows FROM public.projects_local)",
    ),
    (
        "a cast to the new type",
        "expression",
        "((user_id)::uuid = auth.uid())",
        "user_id = auth.uid()",
    ),
    (
        "the call on the left",
        "expression",
        "((auth.uid())::text = user_id)",
        "auth.uid() = user_id",
    ),
    (
        "a literal is compared as text",
        "expression",
        "(user_id = 'x'::text)",
        "user_id::text = 'x'::text",
    ),
    (
        "a cast that the new type has not goes by what it was",
        "expression",
        "((tags)::integer > 3)",
        "to_jsonb(tags)::int > 3",
    ),
    ("a cast that it has", "expression", "((seats)::numeric > 3)", "="),
    ("null tests need no cast", "expression", "(user_id IS NULL)", "="),
    ("in a function call", "expression", "(length(user_id) > 3)", "length(user_id::text) > 3"),
    (
        "text that becomes an enum",
        "expression",
        "(status = ANY (ARRAY['a'::text, 'b'::text]))",
        "status::text = ANY(ARRAY['a'::text, 'b'::text])",
    ),
    (
        "literals that are labels of the enum follow",
        "expression",
        "(stage = ANY (ARRAY['open'::text, 'shut'::text]))",
        "stage = ANY(ARRAY['open'::public.stage, 'shut'::public.stage])",
    ),
    (
        "one that is none keeps the text",
        "expression",
        "(stage <> 'gone'::text)",
        "stage::text <> 'gone'::text",
    ),
    (
        "a literal uuid",
        "expression",
        "(user_id = '9b0b6f3e-8a5e-4a53-9f4e-0c8f2c1c6d1e'::text)",
        "user_id = '9b0b6f3e-8a5e-4a53-9f4e-0c8f2c1c6d1e'::uuid",
    ),
    ("a bare column", "expression", '"createdAt"', "created_at"),
    (
        "two columns of the new type",
        "expression",
        "(EXISTS ( SELECT 1 FROM public.members m WHERE (m.org_id = projects.org_id)))",
        "EXISTS (SELECT 1 FROM public.members m WHERE m.org_id = projects_local.org_id)",
    ),
    (
        "membership in a subquery",
        "expression",
        "(org_id IN ( SELECT m.org_id FROM public.members m "
        "WHERE (m.user_id = (auth.uid())::text)))",
        "org_id IN (SELECT m.org_id FROM public.members m WHERE m.user_id = auth.uid())",
    ),
    (
        "an index with a renamed column",
        "index",
        'USING btree ("createdAt" DESC, lower(user_id)) WHERE ("createdAt" IS NOT NULL)',
        "USING btree (created_at DESC, lower(user_id::text)) WHERE created_at IS NOT NULL",
    ),
    (
        "an index of another method",
        "index",
        'USING gin (name) INCLUDE ("createdAt")',
        "USING gin (name) INCLUDE (created_at)",
    ),
    (
        "a trigger",
        "trigger",
        'CREATE TRIGGER t BEFORE UPDATE OF "createdAt" ON public.projects FOR EACH ROW '
        'WHEN ((old."createdAt" IS DISTINCT FROM new."createdAt")) EXECUTE FUNCTION public.f()',
        "CREATE TRIGGER t BEFORE UPDATE OF created_at ON public.projects_local FOR EACH ROW "
        "WHEN (old.created_at IS DISTINCT FROM new.created_at) EXECUTE FUNCTION public.f()",
    ),
    (
        "a view keeps the names of its columns",
        "query",
        'SELECT p."createdAt", p.name FROM public.projects p',
        'SELECT p.created_at AS "createdAt", p.name FROM public.projects_local p',
    ),
    ("a larger number compares", "expression", "(seats > 2)", "="),
    ("and reckons", "expression", "(((seats + rows) * 2) > 2)", "((seats + rows) * 2) > 2"),
    ("what has no mixed form", "expression", "((seats % 2) = 0)", "(seats % 2::bigint) = 0"),
    (
        "what may be no number",
        "expression",
        "((CURRENT_DATE + seats) > now())",
        "(current_date + seats::int) > now()",
    ),
    ("what takes that size alone", "expression", "public.f(seats)", "public.f(seats::int)"),
    (
        "beside smaller ones",
        "expression",
        "CASE WHEN seats = 1 THEN seats WHEN rows = 2 THEN rows ELSE 0 END",
        "CASE WHEN seats = 1 THEN seats WHEN rows = 2 THEN rows::bigint ELSE 0::bigint END",
    ),
    (
        "the sum of bigints is numeric",
        "query",
        "SELECT sum(p.seats) AS s FROM public.projects p",
        "SELECT sum(p.seats)::bigint AS s FROM public.projects_local p",
    ),
    (
        "text for varchar",
        "expression",
        "COALESCE(code, ''::character varying)",
        "COALESCE(code, ''::text)",
    ),
    (
        "what was cast to text is text",
        "expression",
        "(((COALESCE(code, ''::character varying))::text || ' '::text) || (CASE WHEN rows = 1 THEN "
        "code ELSE 'x'::character varying END)::text)",
        "(COALESCE(code, ''::text) || ' '::text) || CASE WHEN rows = 1 THEN code ELSE 'x'::text "
        "END",
    ),
    (
        "what is text only in part stays cast",
        "expression",
        "(COALESCE(code, other))::text",
        "COALESCE(code, other)::text",
    ),
    ("a flag that is a number", "expression", "(flag AND (rows = 1))", "flag <> 0 AND rows = 1"),
    ("a list that was JSON", "expression", "(tags ? 'x'::text)", "to_jsonb(tags) ? 'x'::text"),
    (
        "grouped and sorted as it is",
        "query",
        "SELECT m.user_id, count(*) FROM public.members m GROUP BY m.user_id ORDER BY m.user_id",
        "=",
    ),
    (
        "the parts of a union keep their types",
        "query",
        "SELECT m.user_id FROM public.members m UNION SELECT m.role FROM public.members m",
        "SELECT m.user_id::text AS user_id FROM public.members m UNION "
        "SELECT m.role FROM public.members m",
    ),
    (
        "what a subquery puts out",
        "query",
        "SELECT s.u FROM (SELECT m.user_id AS u FROM public.members m) s WHERE s.u = 'x'::text",
        "SELECT s.u FROM (SELECT m.user_id AS u FROM public.members m) s "
        "WHERE s.u::text = 'x'::text",
    ),
    (
        "what a WITH puts out",
        "query",
        "WITH q AS (SELECT m.user_id AS u FROM public.members m) SELECT length(q.u) AS l FROM q",
        "WITH q AS (SELECT m.user_id AS u FROM public.members m) "
        "SELECT length(q.u::text) AS l FROM q",
    ),
    (
        "an exclusion",
        "exclusion",
        'EXCLUDE USING gist (name WITH =, "createdAt" WITH &&)',
        "EXCLUDE USING gist (name WITH =, created_at WITH &&)",
    ),
]


@pytest.mark.parametrize(("what", "form", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_text_follows_the_merge(what: str, form: Form, text: str, expected: str) -> None:
    table = None if form == "query" else TABLE
    assert rewrite(text, FATES, form, table).text == (text if expected == "=" else expected), what


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("(legacy = 'x'::text)", ("column legacy",)),
        ("(EXISTS ( SELECT 1 FROM public.gone g))", ("table public.gone",)),
        ("(name = 'legacy'::text)", ()),
        ("(days::integer > 3)", ("days as integer, to which nothing casts text[]",)),
    ],
)
def test_what_the_merge_does_not_have_is_named(text: str, lost: tuple[str, ...]) -> None:
    assert rewrite(text, FATES, "expression", TABLE).lost == lost


@pytest.mark.parametrize(
    ("body", "stable"),
    [
        ("USING btree (lower(user_id))", ()),
        ("USING btree (name) WHERE (stage = 'open'::text)", ()),
        ("USING btree (name) WHERE (stage = 'gone'::text)", ("stage::text",)),
        ("USING btree (lower(status))", ("status::text",)),
    ],
)
def test_casts_that_no_index_can_hold_are_named(body: str, stable: tuple[str, ...]) -> None:
    assert rewrite(body, FATES, "index", TABLE).stable == stable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT x FROM public.a", "SELECT of_a AS x FROM public.b"),
        ("SELECT x FROM public.b", "SELECT of_b AS x FROM public.a"),
        ("INSERT INTO public.a (x) VALUES (1)", "INSERT INTO public.b (of_a) VALUES (1)"),
        (
            "SELECT 1 FROM public.b WHERE x IN (SELECT a.x FROM public.a)",
            "SELECT 1 FROM public.a WHERE of_b IN (SELECT b.of_a AS x FROM public.b)",
        ),
    ],
)
def test_tables_that_change_names_with_each_other(text: str, expected: str) -> None:
    """What is read is told apart by the old names, whatever is called so afterwards."""
    a, b = Name("public", "a"), Name("public", "b")
    fates = Fates.of(
        {a: b, b: a},
        {a: {"x": kept("of_a", "text", "uuid")}, b: {"x": kept("of_b", "text", "uuid")}},
    )
    assert rewrite(text, fates, "query").text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RANGE (x)", "RANGE (of_a)"),
        ("LIST (lower(x))", "LIST (lower(of_a))"),
        ("HASH (y)", "HASH (y)"),
    ],
)
def test_partition_keys(text: str, expected: str) -> None:
    a = Name("public", "a")
    fates = Fates.of({a: a}, {a: {"x": kept("of_a", "text", "text")}})
    table = Table(name=a, columns=(Column(name="x", type="text"), Column(name="y", type="text")))
    assert rewrite(text, fates, "partition", table).text == expected
