"""Whether what is typed is one expression or one type, as PostgreSQL's grammar sees it.

Names the mistake in a sentence; whether types fit is for the server to say.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from google.protobuf.message import Message


def expression_problem(text: str, columns: Collection[str] | None) -> str | None:
    """What is wrong with an expression over ``columns``; None where nothing is.

    ``columns`` of None is the expression of a default, which may name no column.
    """
    if not text.strip():
        return None
    target = _only_target(f"SELECT {text}")
    if isinstance(target, str):
        return target
    if isinstance(_only_target(f"SELECT ({text})"), str):
        return "one expression, without a comment after it"
    from postgast import find_nodes  # noqa: PLC0415 (the first frame does not wait for them)

    from mergetui.catalog.apart import grammar  # noqa: PLC0415

    if next(find_nodes(target, grammar().SubLink), None) is not None:
        # whose columns are whose is for the server to say
        return "a default can hold no query" if columns is None else None
    for reference in find_nodes(target, grammar().ColumnRef):
        name = reference.fields[-1].string.sval
        if columns is None:
            return f"a default can name no column: {name or '*'}"
        if name not in columns:
            near = get_close_matches(name, columns, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            return f"there is no column {name or '*'} here{hint}"
    return None


def type_problem(text: str) -> str | None:
    """What is wrong with the name of a type; None where nothing is."""
    if not text.strip():
        return None
    target = _only_target(f"SELECT CAST(NULL AS {text})")
    if isinstance(target, str):
        return target
    return None if target.HasField("type_cast") else "one type, and nothing after it"


def _only_target(sql: str) -> Message | str:
    """The one expression that a query selects, or what is wrong with it."""
    from postgast import PgQueryError, parse  # noqa: PLC0415

    try:
        statements = parse(sql).stmts
    except PgQueryError as error:
        return _shorter(str(error))
    if len(statements) != 1:
        return "one expression, and nothing after it"
    select = statements[0].stmt.select_stmt
    told = {field.name for field, _ in select.ListFields()} - {"limit_option", "op"}
    targets: Any = select.target_list
    if told != {"target_list"} or len(targets) != 1 or targets[0].res_target.name:
        return "one expression, and nothing after it"
    value: Message = targets[0].res_target.val
    return value


def _shorter(error: str) -> str:
    return error.replace("syntax error at end of input", "not complete yet")
