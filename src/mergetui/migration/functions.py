"""Functions and procedures: replaced where PostgreSQL can, otherwise dropped and made again."""

from __future__ import annotations

import re

from mergetui.catalog.model import Function
from mergetui.migration.model import Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.say import comments, say


def word(function: Function) -> str:
    return "PROCEDURE" if function.procedure else "FUNCTION"


def target(function: Function) -> str:
    return f"{word(function)} {function.name.sql}({', '.join(function.types)})"


def replaceable(old: Function, new: Function) -> bool:
    """Whether CREATE OR REPLACE takes it: the same result, names of arguments, and no default of
    an argument less (chapter "CREATE FUNCTION")."""
    return (old.procedure, old.returns, old.arguments) == (
        new.procedure,
        new.returns,
        new.arguments,
    ) and _defaults(old) <= _defaults(new)


def _defaults(function: Function) -> int:
    head = re.split(r"\n ?(?:RETURNS|LANGUAGE|AS)\b", function.definition, maxsplit=1)[0]
    return head.count(" DEFAULT ")


def same_function(old: Function, new: Function) -> bool:
    return old.definition.strip() == new.definition.strip()


def create(new: Function) -> list[Statement]:
    return [
        say(new.definition.strip().removesuffix(";"), new.id),
        *comments(target(new), None, new.comment, new.id),
        *privileges(target(new), (), new.grants, new.id),
    ]


def alter(old: Function, new: Function) -> list[Statement]:
    statements = []
    if not same_function(old, new):
        statements.append(say(new.definition.strip().removesuffix(";"), new.id))
    statements += comments(target(new), old.comment, new.comment, new.id)
    statements += privileges(target(new), old.grants, new.grants, new.id, widens=True)
    return statements


def drop(old: Function) -> Statement:
    return say(f"DROP {target(old)}", old.id)
