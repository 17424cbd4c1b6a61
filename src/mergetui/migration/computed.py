"""Whether a generated column can be computed of every row, and the question that finds out.

The invariant: an expression that is not told about is made of what PostgreSQL refuses for no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.migration.casts import split_type
from mergetui.migration.model import Hazard
from mergetui.migration.questions import Before, named_in, relation
from mergetui.migration.unique import Coming, rows_of

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
    named = named_in(column.default or "", table.columns)
    rows = relation(table, named, before)
    shown = before.values(c.name for c in named)
    return _asked(table, column, rows, shown, before.unknown)


def of_coming(
    source: Table, original: Name, new: Table, come: Coming, unknown: frozenset[str]
) -> Iterator[Hazard]:
    """What may stop the generated columns of a table from being computed of rows that are inserted
    into it; ``original`` names the table that they come from as it is called now."""
    for column in (c for c in new.columns if c.generated):
        named = named_in(column.default or "", new.columns)
        had = source.column(column.name)
        as_it_was = had is not None and (had.default, had.type) == (column.default, column.type)
        as_they_were = all(come.values.get(c.name) == quote_ident(c.name) for c in named)
        if as_it_was and as_they_were and had and had.generated == column.generated:
            continue
        rows = rows_of(new, named, come, unknown)
        given = ", ".join(come.values[c.name] for c in named if c.name in come.values)
        shown = f"SELECT {given or 'count(*)'} FROM {come.rows}"
        yield from _asked(new, column, rows, shown, unknown, f" of rows of {original.key}")


def _asked(
    table: Table,
    column: Column,
    rows: str | None,
    shown: str,
    unknown: frozenset[str],
    of: str = "",
) -> Iterator[Hazard]:
    """``rows`` is what stands in FROM, ``shown`` what is asked where that cannot be told."""
    expression = column.default or ""
    said = " ".join(expression.split())
    known = rows is not None and not any(word in expression for word in unknown)
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
            message=f"{table.name.key}: {column.name}{of} is computed as {said}",
            question=question if known else shown,
        )
    if column.not_null:
        yield Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {column.name}{of} NOT NULL, computed as {said}",
            question=f"SELECT * FROM {rows} WHERE ({expression}) IS NULL" if known else shown,
        )


def surely(expression: str) -> bool:
    """Whether an expression, as PostgreSQL prints it, has a value or NULL for every row."""
    plain = _LITERAL.sub("''", expression)
    plain = _SURE_CAST.sub("", plain)
    left = _SURE_SIGNS.sub(" ", plain)
    return not _ARITHMETIC.search(left) and set(_CALLED.findall(left)) <= _SURE
