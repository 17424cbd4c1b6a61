"""Questions that find the rows in the way of a statement, asked of the database before the
migration.

The invariant: a question uses nothing but what is there by then: the old names of tables and
columns, and no type or function that the migration makes. Where the rows in the way cannot be told
without one, all values that the statement looks at are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.migration.casts import cast

_ELSEWHERE = re.compile(r"\bselect\b", re.I)


@dataclass(frozen=True, slots=True)
class Before:
    """What a table was in the old database: its name there, the old name of each column that it
    already had (by new name), which of the columns that it gets are filled on arrival, the types
    that the columns had (by new name), the names of what the old database does not know, and what
    decisions make of columns (in new names)."""

    name: Name
    columns: Mapping[str, str] | None  # None: the table does not change
    filled: frozenset[str] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    using: Mapping[str, str] = field(default_factory=dict)

    def old(self, column: str) -> str:
        return (self.columns or {}).get(column, column)

    def asked(self, columns: Sequence[str]) -> list[str] | None:
        """The quoted old names, or None where one of the columns is not there to be asked."""
        found = [c if self.columns is None else self.columns.get(c) for c in columns]
        return [quote_ident(c) for c in found if c is not None] if all(found) else None

    def made(self, columns: Sequence[str]) -> tuple[str, list[str]] | None:
        """What stands in FROM for the rows with these columns as they will be, and what they are
        called there; None where that cannot be told before."""
        asked = self.asked(columns)
        if asked is None or not {*columns} & self.using.keys():
            return (self.name.sql, asked) if asked else None
        said = [self.using.get(c) or quote_ident(c) for c in columns]
        spoken = " ".join(said)
        renamed = any(new != old for new, old in (self.columns or {}).items())
        if renamed or _ELSEWHERE.search(spoken) or any(word in spoken for word in self.unknown):
            return None
        names = [f"k{n}" for n in range(len(said))]
        listed = ", ".join(f"{value} AS {k}" for value, k in zip(said, names, strict=True))
        return f"(SELECT {listed} FROM {self.name.sql})", names

    def empty(self, columns: Sequence[str]) -> bool:
        """Whether one of the columns is new and null in every row."""
        had = self.columns
        return had is not None and any(c not in had and c not in self.filled for c in columns)

    def values(self, columns: Iterable[str]) -> str:
        """All rows in those of the columns that are there."""
        names = [c for n in columns if (c := n if self.columns is None else self.columns.get(n))]
        listed = ", ".join(map(quote_ident, names)) or "count(*)"
        return f"SELECT {listed} FROM {self.name.sql}"


def named_in(text: str, columns: Iterable[Column]) -> list[Column]:
    """The columns that an expression may name."""
    return [
        c
        for c in columns
        if re.search(rf'(?<![\w"]){re.escape(quote_ident(c.name))}(?![\w"])', text)
    ]


def against(table: Table, expression: str, before: Before) -> str:
    """Rows of which an expression, in new names, is not true."""
    named = named_in(expression, table.columns)
    rows = relation(table, named, before)
    if rows is None or any(word in expression for word in before.unknown):
        return before.values(c.name for c in named)
    return f"SELECT * FROM {rows} WHERE NOT ({expression})"


def relation(table: Table, columns: Sequence[Column], before: Before) -> str | None:
    """What may stand in FROM for the rows of a table as they will be in some of its columns; None
    where that cannot be told before."""
    had = before.columns
    if all(c.name not in before.using for c in columns) and (
        had is None
        or all(had.get(c.name) == c.name and before.types.get(c.name) == c.type for c in columns)
    ):
        return before.name.sql
    had = had or {}
    alias = quote_ident(table.name.name)
    source = before.name.sql
    renamed = any(c.name in before.using for c in columns) and any(o != n for n, o in had.items())
    if renamed:
        given = ", ".join(f"{quote_ident(o)} AS {quote_ident(n)}" for n, o in had.items())
        source = f"(SELECT {given} FROM {source}) {alias}"
    shown = []
    for column in columns:
        old = column.name if renamed and column.name in had else had.get(column.name)
        value = before.using.get(column.name)
        if value is None:
            value = value_of(column, before.unknown) if old is None else quote_ident(old)
            was = before.types.get(column.name)
            if value is not None and old is not None and was not in (None, column.type):
                value = cast(value, was or "", column.type) or value
        elif _ELSEWHERE.search(value) or "nextval(" in value:
            return None  # tables may have other names yet, and a sequence would count
        if value is None or any(word in f"{value} {column.type}" for word in before.unknown):
            return None
        if (
            old is None
            or before.types.get(column.name) != column.type
            or column.name in before.using
        ):
            value = value if value.endswith(f"::{column.type}") else f"({value})::{column.type}"
        shown.append(called(value, column.name))
    return f"(SELECT {', '.join(shown) or '1'} FROM {source}) {alias}"


def called(value: str, column: str) -> str:
    """A value of a SELECT under the name of a column."""
    name = quote_ident(column)
    return value if value == name else f"{value} AS {name}"


def value_of(column: Column, unknown: frozenset[str]) -> str | None:
    """What a column holds that nothing is given for; None where no question can tell, since a
    sequence would count."""
    value = column.default or "NULL"
    if column.generated or column.identity or "nextval(" in value:
        return None
    return None if any(word in value for word in unknown) else value


def of_domain(columns: Iterable[tuple[Name, str]], wanted: str) -> str | None:
    """Values of a domain in all of its columns (table and column in the old database) of which
    ``wanted``, an expression over VALUE, is not true; None where no column has the domain."""
    asked = []
    for table, column in columns:
        name = quote_ident(column)
        value = re.sub(r"\bVALUE\b", name.replace("\\", r"\\"), wanted)
        asked.append(f"SELECT {name}::text FROM {table.sql} WHERE NOT ({value})")
    return " UNION ALL ".join(asked) or None
