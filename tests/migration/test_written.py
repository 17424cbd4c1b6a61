"""Defaults as a person writes them, and as PostgreSQL prints them: pure, without a server."""

from __future__ import annotations

import pytest

from mergetui.migration.written import same_default

SAME = [
    ("'x'::text", "'x'"),
    ("'x'::character varying", "'x'"),
    ("'new'::public.mood", "'new'"),
    ("'new'::public.mood", "'new'::mood"),
    ("'{}'::text[]", "'{}'"),
    ("'-1'::integer", "-1"),
    ("'0.5'::numeric", "0.5"),
    ("5", "'5'"),
    ("(now() + '1 day'::interval)", "now() + '1 day'"),
    ("(now() AT TIME ZONE 'utc'::text)", "NOW() AT TIME ZONE 'utc'"),
    ("public.f(1)", "f(1)"),
    ("nextval('public.s'::regclass)", "nextval('s')"),
    ("ARRAY['a'::text, 'b'::text]", "ARRAY['a', 'b']"),
    ("""'{"a": 1}'::jsonb""", """'{"a":1}'"""),
    ("lower('X'::text)", "lower('X')"),
    ("CURRENT_USER", "current_user"),
    (None, None),
]
DIFFERENT = [
    ("'x'::text", "'y'"),
    ("'x'::text", None),
    ("'x'::text", "lower('x')"),
    ("'x'::public.mood", "'x'::text"),
    ("'abc'::character varying(1)", "'abc'::character varying(3)"),
    ("('a'::text || x)", "'a' || y"),
    ("public.f(1)", "sales.f(1)"),
    ("now()", "clock_timestamp()"),
    ("""'{"a": 1}'::json""", """'{"a":1}'"""),
    ("'x'", "it is no SQL"),
]


@pytest.mark.parametrize(("printed", "written"), SAME)
def test_what_postgresql_makes_of_it_is_the_same(printed: str | None, written: str | None) -> None:
    assert same_default(printed, written)
    assert same_default(written, printed)


@pytest.mark.parametrize(("printed", "written"), DIFFERENT)
def test_anything_else_is_not(printed: str, written: str | None) -> None:
    assert not same_default(printed, written)
    assert not same_default(written, printed)
