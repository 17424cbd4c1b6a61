"""Function bodies: what the grammar is sure of follows, the rest is named."""

from __future__ import annotations

import pytest
from schemas import name

from mergetui.catalog.model import Function
from mergetui.merge.bodies import Moved, follow

MOVED = Moved(
    {name("log"): name("event_log"), name("gone"): None},
    {name("f"): name("f_local")},
    {name("log"): frozenset({"title"})},
)


def after(
    language: str, body: str, returns: str = "integer", arguments: str = "a integer"
) -> tuple[str, tuple[str, ...]]:
    """The body after the merge, and what it still says of old names."""
    head = (
        f"CREATE FUNCTION public.g({arguments})\n RETURNS {returns}\n LANGUAGE {language}\nAS $x$"
    )
    function = Function(
        name=name("g"),
        arguments="a integer",
        types=("integer",),
        returns=returns,
        language=language,
        definition=f"{head}{body}$x$\n",
    )
    followed = follow(function, MOVED)
    assert followed.definition.startswith(head)
    return followed.definition.removeprefix(head).removesuffix("$x$\n"), followed.left


@pytest.mark.parametrize(
    ("body", "expected", "left"),
    [
        ("SELECT a + 1", "SELECT a + 1", ()),
        ("SELECT id FROM log", "SELECT id FROM event_log", ()),
        ("SELECT id FROM public.log", "SELECT id FROM public.event_log", ()),
        ('SELECT é.id FROM "log" é -- log', "SELECT é.id FROM event_log é -- log", ()),
        ("SELECT log.id FROM log", "SELECT log.id FROM event_log AS log", ()),
        ("UPDATE log SET a = log.a", "UPDATE event_log AS log SET a = log.a", ()),
        ("DELETE FROM log; SELECT 1", "DELETE FROM event_log; SELECT 1", ()),
        ("TRUNCATE log", "TRUNCATE event_log", ()),
        ("SELECT f(1), public.f(2)", "SELECT f_local(1), public.f_local(2)", ()),
        ("SELECT 'log'", "SELECT 'log'", ("log",)),
        ("SELECT id FROM other.log", "SELECT id FROM other.log", ("log",)),
        ("WITH log AS (SELECT 1) SELECT 1 FROM log", None, ("log",)),
        ("SELECT 1 FROM log FOR UPDATE OF log", None, ("log",)),
        ("SELECT public.log.id FROM public.log", None, ("log",)),
        ("SELECT 1 FROM gone", None, ("gone",)),
        ("SELECT title FROM log", "SELECT title FROM event_log", ("title",)),
        ("SELECT no log grammar", None, ("log",)),
    ],
)
def test_sql(body: str, expected: str | None, left: tuple[str, ...]) -> None:
    assert after("sql", body) == (expected if expected is not None else body, left)


@pytest.mark.parametrize(
    ("body", "expected", "left"),
    [
        ("SELECT id INTO a FROM log;", "SELECT id INTO a FROM event_log;", ()),
        ("PERFORM 1 FROM log;", "PERFORM 1 FROM event_log;", ()),
        ("perform 1 from log;", "perform 1 from event_log;", ()),
        ("a := (SELECT max(id) FROM log);", "a := (SELECT max(id) FROM event_log);", ()),
        (
            "IF EXISTS (SELECT FROM log) THEN NULL; END IF;",
            "IF EXISTS (SELECT FROM event_log) THEN NULL; END IF;",
            (),
        ),
        ("EXECUTE 'DELETE FROM log';", None, ("log",)),
        (
            "DELETE FROM log; EXECUTE 'DELETE FROM log';",
            "DELETE FROM event_log; EXECUTE 'DELETE FROM log';",
            ("log",),
        ),
    ],
)
def test_plpgsql(body: str, expected: str | None, left: tuple[str, ...]) -> None:
    text, found = after("plpgsql", f"\nBEGIN\n  {body}\n  RETURN a;\nEND")
    assert text == f"\nBEGIN\n  {expected if expected is not None else body}\n  RETURN a;\nEND"
    assert found == left


@pytest.mark.parametrize(
    ("body", "expected", "left"),
    [
        (
            "INSERT INTO log VALUES (NEW.id, TG_OP);",
            "INSERT INTO event_log VALUES (NEW.id, TG_OP);",
            (),
        ),
        ("NEW.id := (SELECT 1 FROM log);", "NEW.id := (SELECT 1 FROM event_log);", ()),
        ("NEW.id = (SELECT 1 FROM log);", "NEW.id = (SELECT 1 FROM event_log);", ()),
        ("perform f(OLD.id);", "perform f_local(OLD.id);", ()),
        ("EXECUTE 'DELETE FROM log';", None, ("log",)),
        (
            "DELETE FROM log WHERE log.id = OLD.id; EXECUTE 'SELECT 1 FROM log';",
            "DELETE FROM event_log AS log WHERE log.id = OLD.id; EXECUTE 'SELECT 1 FROM log';",
            ("log",),
        ),
    ],
)
def test_functions_of_triggers(body: str, expected: str | None, left: tuple[str, ...]) -> None:
    text, found = after("plpgsql", f"\nBEGIN\n  {body}\n  RETURN NEW;\nEND", "trigger", "")
    assert text == f"\nBEGIN\n  {expected if expected is not None else body}\n  RETURN NEW;\nEND"
    assert found == left


def test_row_types_in_declarations() -> None:
    text, left = after(
        "plpgsql", "DECLARE r public.log; s log; t log%ROWTYPE; n log.id%TYPE; BEGIN RETURN 1; END"
    )
    assert left == ()
    assert "r public.event_log; s event_log; t event_log%ROWTYPE; n event_log.id%TYPE;" in text
