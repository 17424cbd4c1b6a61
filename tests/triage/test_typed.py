"""Expressions and types as they are typed."""

from __future__ import annotations

import pytest

from mergetui.triage.typed import expression_problem, type_problem

COLUMNS = ("scopes", "created_at")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", None),
        ("scopes", None),
        ("to_jsonb(scopes)", None),
        ("created_at at time zone 'UTC'", None),
        ("coalesce(scopes, '{}'::text[])", None),
        ("case when scopes is null then 1 else 2 end", None),
        ("to_jsonb(scopes", "not complete yet"),
        ("scopes +", "not complete yet"),
        ("scopes)", "syntax error"),
        ("scopes; drop table x", "one expression, and nothing after it"),
        ("scopes from secrets", "one expression, and nothing after it"),
        ("scopes, created_at", "one expression, and nothing after it"),
        ("scopes as x", "one expression, and nothing after it"),
        ("scopes where true", "one expression, and nothing after it"),
        ("scopes order by 1", "one expression, and nothing after it"),
        ("scopes union select 1", "one expression, and nothing after it"),
        ("distinct scopes", "one expression, and nothing after it"),
        ("scopes -- so", "without a comment"),
        ("array(select x from unnest(scopes) as x)", None),
        ("scope", "there is no column scope here; did you mean scopes?"),
        ("*", "one expression"),
    ],
)
def test_using(text: str, says: str | None) -> None:
    found = expression_problem(text, COLUMNS)
    assert found is None if says is None else says in (found or "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("now()", None),
        ("'x'::text", None),
        ("scopes", "a default can name no column: scopes"),
        ("now() as n", "one expression"),
        ("(select 1)", "a default can hold no query"),
        ("gen_random_uuid(", "not complete yet"),
    ],
)
def test_default(text: str, says: str | None) -> None:
    found = expression_problem(text, None)
    assert found is None if says is None else says in (found or "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("uuid", None),
        ("numeric(10, 2)", None),
        ("timestamp with time zone", None),
        ("public.mood[]", None),
        ('"Order"', None),
        ("numeric(", "syntax error"),
        ("uuid), 1", "syntax error"),
        ("text) || (1", "syntax error"),
        ("uuid) + (1", "syntax error"),
        ("text) from x --", "nothing after it"),
        ("text using 1", "syntax error"),
    ],
)
def test_type(text: str, says: str | None) -> None:
    found = type_problem(text)
    assert found is None if says is None else bool(found)
