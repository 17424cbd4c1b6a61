"""Values that the checks of a table take.

Which ones do is asked of the server: of each group of checks that share columns, hundreds of
combinations in one query. Candidates are what the checks themselves name and plain values of the
type. The invariant: a combination that is returned holds for every check of its group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Any, TypeVar

from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.proof.named import named_of
from mergetui.proof.values import split

if TYPE_CHECKING:
    import asyncpg

Row = dict[str, str | None]
T = TypeVar("T")

TRIED = 2000  # combinations of values, for one group of checks
FOUND = 12  # combinations that hold, so that three rows can differ
_CHOICES = 40  # candidates for one column


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A column whose value is free, with those to try first."""

    name: str
    type: str  # a base type's
    plain: tuple[str | None, ...]  # of the column and of others of its kind
    values: tuple[str, ...] = ()  # of an enum; empty where the type has no list of them
    nullable: bool = False
    tied: bool = False  # to a key or to another type: no other value than the plain ones will do


async def fitting(
    connection: asyncpg.Connection[Any],
    columns: Sequence[Open],
    checks: Iterable[str],
    enough: int = FOUND,
) -> list[list[Row]]:
    """For each group of checks the values of its columns that hold, at most ``enough``; a group
    whose checks cannot be asked by themselves has none."""
    import asyncpg  # noqa: PLC0415

    found = []
    by_name = {column.name: column for column in columns}
    for named, texts in grouped(by_name, checks):
        group = [by_name[name] for name in named]
        rows = list(islice(_combinations(group, texts), TRIED))
        try:
            async with connection.transaction():
                numbers = await connection.fetch(_question(group, rows, texts, enough))
            found.append([rows[record[0]] for record in numbers])
        except asyncpg.PostgresError:
            found.append([])
    return found


def grouped(columns: Iterable[str], checks: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Columns that share checks, with these; one that no check names is in none."""
    every = list(columns)
    left = [(frozenset(c for c in every if names(check, c)), check) for check in checks]
    left = [(spoken, check) for spoken, check in left if spoken]
    while left:
        spoken, check = left.pop(0)
        texts = [check]
        while touching := [each for each in left if each[0] & spoken]:
            spoken |= frozenset[str]().union(*(s for s, _ in touching))
            texts += [text for _, text in touching]
            left = [each for each in left if each not in touching]
        yield [c for c in every if c in spoken], texts


def names(check: str, column: str) -> bool:
    """Whether an expression may speak of a column."""
    return bool(re.search(rf"(?<![\w$]){re.escape(quote_ident(column))}(?![\w$])", check))


def _question(
    group: Sequence[Open], rows: Sequence[Row], checks: Sequence[str], enough: int
) -> str:
    number = max((c.name for c in group), key=len)[:60] + "_n"  # as no column of them is called
    listed = ", ".join(quote_ident(name) for name in (number, *(c.name for c in group)))
    values = ",\n".join(
        f"({n}, " + ", ".join(_literal(row[c.name], c.type) for c in group) + ")"
        for n, row in enumerate(rows)
    )
    holds = " AND ".join(f"({check}) IS NOT FALSE" for check in checks)
    # values that are there are better than none
    nulls = " + ".join(f"({quote_ident(c.name)} IS NULL)::int" for c in group)
    return (
        f"SELECT {quote_ident(number)} FROM (VALUES {values}) AS t ({listed}) WHERE {holds}"
        f" ORDER BY {nulls}, 1 LIMIT {enough}"
    )


def _literal(text: str | None, kind: str) -> str:
    return f"NULL::{kind}" if text is None else f"{quote_literal(text).lstrip()}::{kind}"


def _combinations(group: Sequence[Open], checks: Sequence[str]) -> Iterator[Row]:
    for values in combinations([_choices(column, checks) for column in group]):
        yield dict(zip((c.name for c in group), values, strict=True))


def combinations(lists: Sequence[Sequence[T]]) -> Iterator[tuple[T, ...]]:
    """One of each list, the first ones of all lists first, no combination twice."""
    for depth in range(max(map(len, lists))):
        for picks in product(*(range(min(depth + 1, len(each))) for each in lists)):
            if max(picks) == depth:
                yield tuple(each[i] for each, i in zip(lists, picks, strict=True))


def _choices(column: Open, checks: Sequence[str]) -> list[str | None]:
    text = " ".join(check for check in checks if names(check, column.name))
    named: Sequence[str] = ()
    if not column.tied:
        named = column.values or named_of(column.type, column.name, text)
    none = [None] if column.nullable else []
    choices = [*column.plain[:1], *named[:1], *none, *named[1:], *column.plain[1:]]
    base, args = split(column.type)
    if base == "numeric" and args:
        precision, _, scale = args.partition(",")
        room = 10 ** (int(precision) - int(scale or 0))
        choices = [c for c in choices if c is None or abs(float(c)) < room]
    return list(dict.fromkeys(choices))[:_CHOICES]
