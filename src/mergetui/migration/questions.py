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

_ELEMENT = re.compile(
    r"(?P<value>.+?)(?: COLLATE \S+)?(?: [\w.]+_ops)? WITH (?P<operator>.+)\Z", re.S
)


@dataclass(frozen=True, slots=True)
class Before:
    """What a table was in the old database: its name there, the old name of each column that it
    already had (by new name), which of the columns that it gets are filled on arrival, the types
    that the columns had (by new name), and the names of what the old database does not know."""

    name: Name
    columns: Mapping[str, str] | None  # None: the table does not change
    filled: frozenset[str] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    def old(self, column: str) -> str:
        return (self.columns or {}).get(column, column)

    def asked(self, columns: Sequence[str]) -> list[str] | None:
        """The quoted old names, or None where one of the columns is not there to be asked."""
        found = [c if self.columns is None else self.columns.get(c) for c in columns]
        return [quote_ident(c) for c in found if c is not None] if all(found) else None

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
    if any(word in expression for word in before.unknown):
        return before.values(c.name for c in named)
    had = before.columns
    if had is None or all(
        had.get(c.name) == c.name and before.types.get(c.name) == c.type for c in named
    ):
        return f"SELECT * FROM {before.name.sql} WHERE NOT ({expression})"
    shown = []
    for column in named:
        old = had.get(column.name)
        if old is None and (column.generated or column.identity):
            return before.values(c.name for c in named)
        value = (column.default or "NULL") if old is None else quote_ident(old)
        if old is None or before.types.get(column.name) != column.type:
            value = f"({value})::{column.type}"
        if any(word in value for word in before.unknown):
            return before.values(c.name for c in named)
        shown.append(f"{value} AS {quote_ident(column.name)}")
    listed = ", ".join(shown) or "1"
    alias = quote_ident(table.name.name)
    return (
        f"SELECT * FROM (SELECT {listed} FROM {before.name.sql}) {alias} WHERE NOT ({expression})"
    )


def colliding(table: Table, definition: str, before: Before) -> str:
    """Pairs of rows that an exclusion constraint does not let stand side by side."""
    named = named_in(definition, table.columns)
    same = before.columns is None or all(
        before.columns.get(c.name) == c.name and before.types.get(c.name) == c.type for c in named
    )
    inside, rest = _inside(definition)
    elements = [_ELEMENT.match(e.strip()) for e in _split(inside)]
    if not same or None in elements or any(w in definition for w in before.unknown):
        return before.values(c.name for c in named)
    parts = [e for e in elements if e]
    values = ", ".join(f"({e['value']}) AS v{n}" for n, e in enumerate(parts))
    where = f" WHERE {_inside(rest)[0]}" if rest.startswith(" WHERE (") else ""
    side = f"(SELECT ctid AS at, {values} FROM {before.name.sql}{where})"
    joined = " AND ".join(f"a.v{n} {e['operator']} b.v{n}" for n, e in enumerate(parts))
    return f"SELECT * FROM {side} a JOIN {side} b ON a.at < b.at AND {joined}"


def _inside(text: str) -> tuple[str, str]:
    """What stands in the first parentheses, and what comes after them."""
    start = text.index("(")
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return text[start + 1 : at], text[at + 1 :]
    return text[start + 1 :], ""


def _split(text: str) -> list[str]:
    """At the commas that stand in no parentheses."""
    parts, depth = [""], 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def of_domain(columns: Iterable[tuple[Name, str]], wanted: str) -> str | None:
    """Values of a domain in all of its columns (table and column in the old database) of which
    ``wanted``, an expression over VALUE, is not true; None where no column has the domain."""
    asked = []
    for table, column in columns:
        name = quote_ident(column)
        value = re.sub(r"\bVALUE\b", name.replace("\\", r"\\"), wanted)
        asked.append(f"SELECT {name}::text FROM {table.sql} WHERE NOT ({value})")
    return " UNION ALL ".join(asked) or None
