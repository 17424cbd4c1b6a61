"""What no two rows of a table may share: keys, unique indexes and exclusion constraints, and the
questions that find two rows which would.

The invariant: a question looks at the rows as they will be, also at those that come from several
tables, and goes by the whole definition: expressions, WHERE, operators, NULLS NOT DISTINCT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mergetui.catalog.model import Column, Exclusion, Index, Key, Table
from mergetui.catalog.names import quote_ident
from mergetui.decisions.parts import PartKind
from mergetui.migration.questions import Before, called, named_in, relation, value_of

_OPCLASS = r'(?: (?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?_ops(?:\s?\([^)]*\))?)?'
_EXCLUDED = re.compile(rf"(?P<value>.+?){_OPCLASS} WITH (?P<operator>\S+)\Z", re.S)
_ORDERED = re.compile(rf"(?P<value>.+?){_OPCLASS}(?: ASC| DESC)?(?: NULLS (?:FIRST|LAST))?\Z", re.S)


@dataclass(frozen=True, slots=True)
class Coming:
    """Rows of a table that are inserted into another, as they are now."""

    rows: str  # what stands in FROM
    values: Mapping[str, str]  # column of the other -> what it gets
    types: Mapping[str, str]  # of the values that are mere columns


@dataclass(frozen=True, slots=True)
class Unique:
    """``elements`` are (expression, operator) that two rows must not answer alike in all of."""

    elements: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]  # of the table, that it names
    where: str = ""
    nulls_alike: bool = False

    @property
    def shown(self) -> str:
        return ", ".join(value for value, _ in self.elements)

    @property
    def same(self) -> str:
        """What goes before "others" in a sentence about two rows."""
        if all(operator == "=" for _, operator in self.elements):
            return f"the same {self.shown} as"
        return ", ".join(f"{value} {operator}" for value, operator in self.elements) + " that of"

    def names(self, words: frozenset[str]) -> bool:
        """Whether it speaks of one of these."""
        said = " ".join((self.shown, *(o for _, o in self.elements), self.where))
        return any(word in said for word in words)


def of_key(table: Table, key: Key) -> Unique:
    last = len(key.columns) - 1 if key.without_overlaps else len(key.columns)
    elements = tuple(
        (quote_ident(c), "&&" if n == last else "=") for n, c in enumerate(key.columns)
    )
    columns = tuple(c for c in table.columns if c.name in key.columns)
    return Unique(elements, columns, nulls_alike=key.nulls_not_distinct)


def of_index(table: Table, index: Index) -> Unique:
    inside, rest = _inside(index.body)
    found = (_ORDERED.match(e.strip()) for e in _split(inside))
    elements = tuple((e["value"], "=") for e in found if e)
    rest, _, where = rest.partition(" WHERE ")
    columns = tuple(named_in(f"{inside} {where}", table.columns))
    return Unique(elements, columns, where, " NULLS NOT DISTINCT" in rest)


def of_exclusion(table: Table, exclusion: Exclusion) -> Unique:
    inside, rest = _inside(exclusion.definition)
    found = (_EXCLUDED.match(e.strip()) for e in _split(inside))
    elements = tuple((e["value"], e["operator"]) for e in found if e)
    where = _inside(rest.partition(" WHERE ")[2])[0] if " WHERE (" in rest else ""
    return Unique(elements, tuple(named_in(f"{inside} {where}", table.columns)), where)


def all_of(table: Table) -> Iterator[tuple[PartKind, str, Unique]]:
    """With kind and name; primary keys first."""
    for key in sorted(table.keys, key=lambda k: not k.primary):
        yield "key", key.name, of_key(table, key)
    for index in table.indexes:
        if index.unique:
            yield "index", index.name, of_index(table, index)
    for exclusion in table.exclusions:
        yield "exclusion", exclusion.name, of_exclusion(table, exclusion)


def alike(unique: Unique, table: Table, before: Before) -> str:
    """Rows of a table, as it is altered in place, that are alike."""
    if plain := _old_names(unique, before):
        return _equal(plain, before.name.sql, "" if unique.nulls_alike else _given(plain))
    rows = relation(table, unique.columns, before)
    if rows is None or unique.names(before.unknown):
        return before.values(c.name for c in unique.columns)
    return _asked(unique, rows)


def _old_names(unique: Unique, before: Before) -> tuple[str, ...]:
    """Plain columns that are what they were but for their names."""
    had = {c.name for c in unique.columns}
    if unique.where or len(unique.elements) != len(unique.columns):
        return ()
    same = all(
        before.types.get(c.name, c.type) == c.type and c.name not in before.using
        for c in unique.columns
    )
    plain = all(op == "=" and value in map(quote_ident, had) for value, op in unique.elements)
    ordered = (
        [
            next(c.name for c in unique.columns if quote_ident(c.name) == v)
            for v, _ in unique.elements
        ]
        if plain
        else []
    )
    return tuple(before.asked(ordered) or ()) if same and plain else ()


def come_together(
    unique: Unique,
    table: Table,
    before: Before | None,
    come: Sequence[Coming],
    unknown: frozenset[str],
) -> str | None:
    """Rows that are alike among those of a table in place and those that are inserted into it.
    The last that ``come`` are asked about; None where no two of them can be alike, since nothing
    but NULL comes."""
    nothing = not unique.nulls_alike and any(
        value == quote_ident(c.name) and c.default is None and not c.identity and not c.generated
        for c in unique.columns
        for value, _ in unique.elements
        if c.name not in come[-1].values
    )
    if nothing:
        return None
    parts = [relation(table, unique.columns, before)] if before else []
    parts += [rows_of(table, unique.columns, each, unknown) for each in come]
    if any(p is None for p in parts) or unique.names(unknown):
        values = come[-1].values
        listed = ", ".join(values[c.name] for c in unique.columns if c.name in values)
        return f"SELECT {listed or 'count(*)'} FROM {come[-1].rows}"
    if len(parts) == 1:
        return _asked(unique, parts[0] or "")
    listed = ", ".join(quote_ident(c.name) for c in unique.columns)
    each = " UNION ALL ".join(f"SELECT {listed} FROM {part}" for part in parts)
    return _asked(unique, f"({each}) {quote_ident(table.name.name)}")


def rows_of(
    table: Table, columns: Sequence[Column], come: Coming, unknown: frozenset[str]
) -> str | None:
    """What may stand in FROM for rows that come into a table, in some of its columns; None where
    that cannot be told before."""
    shown = []
    for column in columns:
        value = come.values.get(column.name) or value_of(column, unknown)
        if value is None or any(word in f"{value} {column.type}" for word in unknown):
            return None
        if come.types.get(value) != column.type:
            value = f"({value})::{column.type}"
        shown.append(called(value, column.name))
    return f"(SELECT {', '.join(shown) or '1'} FROM {come.rows}) {quote_ident(table.name.name)}"


def _asked(unique: Unique, rows: str) -> str:
    where = [f"({unique.where})"] if unique.where else []
    if all(operator == "=" for _, operator in unique.elements):
        values = tuple(value for value, _ in unique.elements)
        given = [] if unique.nulls_alike else [_given(values)]
        return _equal(values, rows, " AND ".join((*where, *given)))
    listed = ", ".join(f"{value} AS v{n}" for n, (value, _) in enumerate(unique.elements))
    head = f"SELECT row_number() OVER () AS row, {listed} FROM {rows}"
    joined = " AND ".join(f"a.v{n} {op} b.v{n}" for n, (_, op) in enumerate(unique.elements))
    return (
        f"WITH r AS ({head}{f' WHERE {where[0]}' if where else ''})"
        f" SELECT * FROM r a JOIN r b ON a.row < b.row AND {joined}"
    )


def _given(values: Sequence[str]) -> str:
    return " AND ".join(f"{value} IS NOT NULL" for value in values)


def _equal(values: Sequence[str], rows: str, where: str) -> str:
    listed = ", ".join(values)
    # a number in GROUP BY is the place of a column: a constant is none
    groups = ", ".join(
        v if re.fullmatch(r'"?\w+"?', v) else str(n) for n, v in enumerate(values, 1)
    )
    asked = f" WHERE {where}" if where else ""
    return f"SELECT {listed}, count(*) FROM {rows}{asked} GROUP BY {groups} HAVING count(*) > 1"


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Characters and quoted texts, with how many parentheses they stand in."""
    depth = 0
    for found in re.finditer(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|.""", text, re.S):
        depth -= found[0] == ")"
        yield depth, found[0]
        depth += found[0] == "("


def _inside(text: str) -> tuple[str, str]:
    """What stands in the first parentheses, and what comes after them."""
    before = inside = after = ""
    closed = False
    for depth, piece in _pieces(text):
        if closed:
            after += piece
        elif depth > 0:
            inside += piece
        elif piece == ")":
            closed = True
        else:
            before += piece
    return inside, after


def _split(text: str) -> list[str]:
    """At the commas that stand in no parentheses."""
    parts = [""]
    for depth, piece in _pieces(text):
        if piece == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts
