"""Values that the checks of a table take.

Which ones do is asked of the server: of each group of checks that share columns, hundreds of
combinations in one query. Candidates are what the checks themselves name (literals, numbers and
their neighbours, texts of such a length or of such a pattern) and plain values of the type. The
invariant: a combination that is returned holds for every check of its group.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Any, TypeVar

from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.proof.documents import documents
from mergetui.proof.values import split

if TYPE_CHECKING:
    import asyncpg

Row = dict[str, str | None]
T = TypeVar("T")

TRIED = 2000  # combinations of values, for one group of checks
FOUND = 12  # combinations that hold, so that three rows can differ
_CHOICES = 40  # candidates for one column
_LONG = 400  # the longest text made for a check of lengths
_TEXT = frozenset({"text", "character varying", "character", "name", "citext"})
_WHOLE = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
_NUMBERS = frozenset({*_WHOLE, "numeric", "real", "double precision", "money", "oid"})
_MOMENTS = frozenset({"date", "timestamp without time zone", "timestamp with time zone"})
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_NUMBER = re.compile(r"(?<![\w.'])-?\d+(?:\.\d+)?")
_MATCHED = re.compile(r"(?<!!)(~~?)\*? \(?'((?:[^']|'')*)'")
_CLASSES = {"[:alpha:]": "A-Za-z", "[:alnum:]": "A-Za-z0-9", "[:digit:]": "0-9", "[:space:]": " "}
_CLASSES |= {"[:upper:]": "A-Z", "[:lower:]": "a-z", "[:xdigit:]": "0-9a-f", r"\m": "", r"\M": ""}
_REPEATED = re.compile(r"(?<=[\])}\w.])(?<!\\.)([+*])")
_USUAL = ("a@b.co", "https://a.b", "1", "0", "{}", "[]", "true")
_PATTERNS = 12  # texts for one regular expression


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
    connection: asyncpg.Connection[Any], columns: Sequence[Open], checks: Iterable[str]
) -> list[list[Row]]:
    """For each group of checks the values of its columns that hold, at most ``FOUND``; a group
    whose checks cannot be asked by themselves has none."""
    import asyncpg  # noqa: PLC0415

    found = []
    by_name = {column.name: column for column in columns}
    for named, texts in grouped(by_name, checks):
        group = [by_name[name] for name in named]
        rows = list(islice(_combinations(group, texts), TRIED))
        try:
            async with connection.transaction():
                numbers = await connection.fetch(_question(group, rows, texts))
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


def _question(group: Sequence[Open], rows: Sequence[Row], checks: Sequence[str]) -> str:
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
        f" ORDER BY {nulls}, 1 LIMIT {FOUND}"
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


def named_values(text: str) -> list[str]:
    """What checks name, and what many ask for, whatever the type."""
    near = [n for m in _NUMBER.findall(text) for n in _around(m)]
    return list(dict.fromkeys([*_literals(text), *near, *_matching(text), *_long(text), *_USUAL]))


def _choices(column: Open, checks: Sequence[str]) -> list[str | None]:
    text = " ".join(check for check in checks if names(check, column.name))
    base, args = split(column.type.rpartition(".")[2])
    named: list[str] = []
    if column.tied:
        pass
    elif column.values:
        named += column.values
    elif base in _TEXT:
        room = int(args) if args else _LONG
        named += [*_matching(text), *_literals(text), *_long(text)]
        named = [c for c in named if len(c) <= room]
    elif base in _NUMBERS:
        near = [n for m in _NUMBER.findall(text) for n in _around(m)]
        named += [n for n in (*near, "0", "1", "2", "-1") if _is_number(n, base)]
    elif base == "boolean":
        named += ["true", "false"]
    elif base in ("json", "jsonb"):
        named += documents(text, column.name)
        named += ["{}", "[]", '"x"', "1", "true", "null"]
        named += [c for c in _literals(text) if _is_json(c)]
    elif base in _MOMENTS:
        named += [c for c in _literals(text) if re.match(r"\d{4}-\d\d-\d\d", c)]
    elif column.type.endswith("[]"):
        named.append("{}")
    none = [None] if column.nullable else []
    choices = [*column.plain[:1], *named[:1], *none, *named[1:], *column.plain[1:]]
    if base == "numeric" and args:
        precision, _, scale = args.partition(",")
        room = 10 ** (int(precision) - int(scale or 0))
        choices = [c for c in choices if c is None or abs(float(c)) < room]
    return list(dict.fromkeys(choices))[:_CHOICES]


def _literals(text: str) -> list[str]:
    return [m.replace("''", "'") for m in _LITERAL.findall(text)]


def _matching(text: str) -> Iterator[str]:
    """Texts for the patterns that a check asks for: LIKE and regular expressions."""
    from rstr import Rstr  # noqa: PLC0415

    for operator, quoted in _MATCHED.findall(text):
        pattern = quoted.replace("''", "'")
        if operator == "~~":
            yield pattern.replace("%", "x").replace("_", "x")
            continue
        for name, letters in _CLASSES.items():
            pattern = pattern.replace(name, letters)
        short = _REPEATED.sub(lambda m: "{1,4}" if m[1] == "+" else "{0,4}", pattern)
        for number in range(_PATTERNS):
            # a pattern that Python reads otherwise gives texts that the server refuses
            with suppress(re.error, KeyError, IndexError, OverflowError):
                chosen = short if number < _PATTERNS - 1 else pattern
                yield Rstr(random.Random(number)).xeger(chosen)


def _long(text: str) -> list[str]:
    numbers = [int(n) for m in _NUMBER.findall(text) if "." not in m for n in _around(m)]
    return ["x" * n for n in numbers if 0 <= n <= _LONG]


def _around(number: str) -> Mapping[str, None]:
    """A number that a check names, and its neighbours."""
    try:
        near = (int(number) + 1, int(number) - 1)
    except ValueError:
        return {number: None}
    return dict.fromkeys([number, *map(str, near)])


def _is_number(text: str, base: str) -> bool:
    limit = _WHOLE.get(base)
    try:
        return limit is None or -limit <= int(text) < limit
    except ValueError:
        return False


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
