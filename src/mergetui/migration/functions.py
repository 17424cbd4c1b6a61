"""Functions and procedures: replaced where PostgreSQL can, otherwise dropped and made again."""

from __future__ import annotations

import re

from mergetui.catalog.model import Function, Grant
from mergetui.migration.model import Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.same import same_sql
from mergetui.migration.say import comments, say

_AS_TEXT = re.compile(r"\sAS\s+(?:\$\w*\$|E?')")


def is_parsed(sql: str) -> bool:
    """Whether PostgreSQL keeps the body that a CREATE FUNCTION gives as a query, with the columns
    that it uses (BEGIN ATOMIC, RETURN), and not as text."""
    return _AS_TEXT.search(sql) is None


def word(function: Function) -> str:
    if function.aggregate:
        return "AGGREGATE"
    return "PROCEDURE" if function.procedure else "FUNCTION"


def target(function: Function) -> str:
    """As DROP and COMMENT ON name it."""
    types = "*" if function.aggregate and not function.types else ", ".join(function.types)
    return f"{word(function)} {function.name.sql}({types})"


def granted(function: Function) -> str:
    """As GRANT names it, which takes an aggregate for a function."""
    kind = "PROCEDURE" if function.procedure else "FUNCTION"
    return f"{kind} {function.name.sql}({', '.join(function.types)})"


def replaceable(old: Function, new: Function) -> bool:
    """Whether CREATE OR REPLACE takes it: the same result, names of arguments, and no default of
    an argument less (chapter "CREATE FUNCTION")."""
    if old.aggregate or new.aggregate:
        return old.aggregate == new.aggregate and same_function(old, new)
    return (old.procedure, old.returns, old.arguments) == (
        new.procedure,
        new.returns,
        new.arguments,
    ) and _defaults(old) <= _defaults(new)


def _defaults(function: Function) -> int:
    head = re.split(r"\s(?:RETURNS|LANGUAGE|AS)\b", function.definition, maxsplit=1)[0]
    return head.count(" DEFAULT ")


def same_function(old: Function, new: Function) -> bool:
    """Whether both say the same; a body that is parsed is SQL, of which layout is no part."""
    was, becomes = old.definition.strip(), new.definition.strip()
    return was == becomes or (is_parsed(was) and same_sql("query", was, becomes))


def create(new: Function, initial: tuple[Grant, ...] = ()) -> list[Statement]:
    """``initial`` is what default privileges grant on it at once."""
    return [
        say(new.definition.strip().removesuffix(";"), new.id),
        *comments(target(new), None, new.comment, new.id),
        *privileges(granted(new), initial, new.grants, new.id),
    ]


def alter(old: Function, new: Function) -> list[Statement]:
    statements = []
    if not same_function(old, new):
        statements.append(say(new.definition.strip().removesuffix(";"), new.id))
    statements += comments(target(new), old.comment, new.comment, new.id)
    statements += privileges(granted(new), old.grants, new.grants, new.id, widens=True)
    return statements


def drop(old: Function) -> Statement:
    return say(f"DROP {target(old)}", old.id)
