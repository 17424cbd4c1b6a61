"""Whether a generated column can be computed of every row, and the question that finds out.

The invariant: an expression that is not told about is made of what PostgreSQL refuses for no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mergetui.catalog.model import Column, Table
from mergetui.migration.casts import split_type
from mergetui.migration.model import Hazard
from mergetui.migration.questions import Before, named_in, relation

# Functions that have a value, or NULL, whatever they are given.
_SURE = frozenset(
    {
        *("btrim", "cardinality", "char_length", "concat", "concat_ws", "initcap", "jsonb_typeof"),
        *("length", "lower", "ltrim", "md5", "octet_length", "replace", "rtrim", "setweight"),
        *("strpos", "to_tsvector", "upper"),
    }
)
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_SURE_CAST = re.compile(r"::(?:text|character varying|regconfig|\"char\")(?![\w(\[])")
_SURE_SIGNS = re.compile(r"\|\||->>?|#>>?|[<>]=?|<>|=")
_CALLED = re.compile(r"([\w.]*[a-z_]\w*)\(")
_ARITHMETIC = re.compile(r"[-+*/%^&|#@!~]|::")


def computed(table: Table, column: Column, before: Before) -> Iterator[Hazard]:
    """What may stop a generated column from being added, or from being computed anew."""
    expression = column.default or ""
    said = " ".join(expression.split())
    named = named_in(expression, table.columns)
    rows = relation(table, named, before)
    known = rows is not None and not any(word in expression for word in before.unknown)
    shown = before.values(c.name for c in named)
    base, length, is_array = split_type(column.type)
    short = base in ("character varying", "character") and bool(length) and not is_array
    if column.generated == "stored" and (short or not surely(expression)):
        question = f"SELECT count({expression}) FROM {rows}"
        if short:
            question = (
                f"SELECT {expression} FROM {rows} WHERE length(({expression})::text) > {length}"
            )
        yield Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {column.name} is computed as {said}",
            question=question if known else shown,
        )
    if column.not_null:
        yield Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {column.name} NOT NULL, computed as {said}",
            question=f"SELECT * FROM {rows} WHERE ({expression}) IS NULL" if known else shown,
        )


def surely(expression: str) -> bool:
    """Whether an expression, as PostgreSQL prints it, has a value or NULL for every row."""
    plain = _LITERAL.sub("''", expression)
    plain = _SURE_CAST.sub("", plain)
    left = _SURE_SIGNS.sub(" ", plain)
    return not _ARITHMETIC.search(left) and set(_CALLED.findall(left)) <= _SURE
