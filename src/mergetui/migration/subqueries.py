"""A ``using`` with a subquery. PostgreSQL takes none in ALTER COLUMN ... TYPE, so a function of the
session holds it, which is dropped again at once.

The invariant: what a decision may say of rows that are inserted, it may say of rows that stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mergetui.catalog.model import Column
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.migration.questions import named_in


@dataclass(frozen=True, slots=True)
class Through:
    """``call`` stands where the expression cannot; before it ``create``, and after it ``drop``."""

    create: str
    call: str
    drop: str


def through(using: str, column: Column, olds: Iterable[Column]) -> Through | None:
    """``olds`` are the columns of the table as they are, by the names that the expression has for
    them; None where the expression holds no subquery."""
    if not _holds_subquery(using):
        return None
    named = named_in(using, olds)
    name = f"pg_temp.{quote_ident(f'made_{column.name}'[:40])}"
    parameters = ", ".join(f"{quote_ident(c.name)} {c.type}" for c in named)
    types = ", ".join(c.type for c in named)
    return Through(
        f"CREATE FUNCTION {name}({parameters}) RETURNS {column.type} LANGUAGE sql AS "
        f"{quote_literal(f'SELECT {using}').lstrip()}",
        f"{name}({', '.join(quote_ident(c.name) for c in named)})",
        f"DROP FUNCTION {name}({types})",
    )


def _holds_subquery(expression: str) -> bool:
    if "select" not in expression.lower():
        return False
    from postgast import PgQueryError, find_nodes, parse  # noqa: PLC0415

    from mergetui.catalog.apart import grammar  # noqa: PLC0415

    try:
        tree = parse(f"SELECT {expression}")
    except PgQueryError:
        return False
    return any(True for _ in find_nodes(tree, grammar().SubLink))
