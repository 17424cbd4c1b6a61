"""Values that a check has in mind: what it names, and what lies near that.

Literals, numbers and their neighbours, texts and bytes of such a length, lists of so many items,
texts of such a pattern, moments just after others and yet to come. The invariant: every value is
one that PostgreSQL reads as the type it was asked for, for one that is not would spoil the others.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta

from mergetui.proof.documents import documents
from mergetui.proof.values import split, value

_LONG = 400  # the longest text made for a check of lengths
_MANY = 20  # items of the longest list
_TEXT = frozenset({"text", "character varying", "character", "name", "citext"})
_WHOLE = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
_NUMBERS = frozenset({*_WHOLE, "numeric", "real", "double precision", "money", "oid"})
_MOMENTS = frozenset({"date", "timestamp without time zone", "timestamp with time zone"})
_TIMES = frozenset({"time without time zone", "time with time zone"})
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_NUMBER = re.compile(r"(?<![\w.'])-?\d+(?:\.\d+)?")
_MATCHED = re.compile(r"(?<!!)(~~?)\*? \(?'((?:[^']|'')*)'")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d)?")
_INTERVAL = re.compile(r"(?=.)(-?\d+ (year|mon|day)s?(?: |$))*(-?\d+:\d\d:\d\d(\.\d+)?)?")
_CLASSES = {"[:alpha:]": "A-Za-z", "[:alnum:]": "A-Za-z0-9", "[:digit:]": "0-9", "[:space:]": " "}
_CLASSES |= {"[:upper:]": "A-Z", "[:lower:]": "a-z", "[:xdigit:]": "0-9a-f", r"\m": "", r"\M": ""}
_REPEATED = re.compile(r"(?<=[\])}\w.])(?<!\\.)([+*])")
_USUAL = ("a@b.co", "https://a.b", "1", "0", "{}", "[]", "true")
_TO_COME = ("2999-01-01", "2998-01-01", "2997-01-01", "2996-01-01")
_WHILES = ("00:00:01", "00:01:00", "00:30:00", "01:15:00", "12:00:00", "1 day 12:00:00")
_LONGER = ("10 days", "40 days", "1 mon", "2 years")
_NETWORKS = ("10.0.1.0/24", "10.0.2.0/24", "2001:db8:1::/48", "2001:db8:2::/64")
_FILLS = ("x", "y", "z", "xxx", "yyy", "zzz")  # of what LIKE leaves open
_PATTERNS = 12  # texts for one regular expression


def named_values(text: str) -> list[str]:
    """What checks name, and what many ask for, whatever the type."""
    return list(
        dict.fromkeys([*_literals(text), *_near(text), *_matching(text), *_long(text), *_USUAL])
    )


def alike(one: str, other: str) -> bool:
    """Whether what is named for a column of the one base type is of the other too, by far most of
    the time."""
    bases = split(one)[0], split(other)[0]
    return any(bases[0] in kinds and bases[1] in kinds for kinds in (_TEXT, _NUMBERS, _MOMENTS))


def named_of(kind: str, name: str, text: str) -> list[str]:
    """What checks name for a column of this base type and name."""
    base, args = split(kind.rpartition(".")[2])
    if kind.endswith("[]"):
        return [*_lists(kind.removesuffix("[]"), text)]
    if base in _TEXT:
        room = int(args) if args else _LONG
        return [c for c in (*_matching(text), *_literals(text), *_long(text)) if len(c) <= room]
    if base in _NUMBERS:
        return [n for n in (*_near(text), "0", "1", "2", "-1") if _is_number(n, base)]
    if base == "boolean":
        return ["true", "false"]
    if base in ("json", "jsonb"):
        usual = ["{}", "[]", '"x"', "1", "true", "null"]
        return [*documents(text, name), *usual, *(c for c in _literals(text) if _is_json(c))]
    if base in _MOMENTS:
        return [*_moments(text), *_TO_COME]
    if base in _TIMES:
        return [c for c in _literals(text) if _TIME.fullmatch(c)]
    if base == "interval":
        return [*(c for c in _literals(text) if _INTERVAL.fullmatch(c)), *_WHILES, *_LONGER]
    if base == "bytea":
        return ["\\x" + f"{of:02x}" * n for of in range(1, 13) for n in _lengths(text)]
    if base in ("inet", "cidr"):
        return [*_NETWORKS]
    return []


def _lists(item: str, text: str) -> Iterator[str]:
    """Lists of as many items as a check may want, of its literals and of plain ones."""
    literals = list(dict.fromkeys(_literals(text))) if item in _TEXT else []
    plain = [value(item, n, {}, nasty=False) for n in range(_MANY)]
    counts = [n for n in dict.fromkeys([1, 2, *_lengths(text)]) if 0 < n <= _MANY]
    yield "{}"
    for items in (literals, [each for each in plain if each is not None]):
        for count in counts if items else ():
            for first in range(3):
                found = [items[(first + n) % len(items)] for n in range(count)]
                yield "{" + ",".join(json.dumps(each, ensure_ascii=False) for each in found) + "}"


def _moments(text: str) -> Iterator[str]:
    """The moments that a check names, and the days after them."""
    for literal in _literals(text):
        if _DATE.match(literal):
            yield literal
            with suppress(ValueError, OverflowError):  # before Christ, or at the end of time
                day = date.fromisoformat(literal[:10])
                yield from (str(day + timedelta(days=n)) for n in (1, 2, 3))


def _literals(text: str) -> list[str]:
    return [m.replace("''", "'") for m in _LITERAL.findall(text)]


def _near(text: str) -> list[str]:
    return [n for m in _NUMBER.findall(text) for n in _around(m)]


def _matching(text: str) -> Iterator[str]:
    """Texts for the patterns that a check asks for: LIKE and regular expressions."""
    from rstr import Rstr  # noqa: PLC0415

    for operator, quoted in _MATCHED.findall(text):
        pattern = quoted.replace("''", "'")
        if operator == "~~":
            yield from (pattern.replace("%", fill).replace("_", fill[0]) for fill in _FILLS)
            continue
        for name, letters in _CLASSES.items():
            pattern = pattern.replace(name, letters)
        short = _REPEATED.sub(lambda m: "{1,4}" if m[1] == "+" else "{0,4}", pattern)
        for number in range(_PATTERNS):
            # a pattern that Python reads otherwise gives texts that the server refuses
            with suppress(re.error, KeyError, IndexError, OverflowError):
                chosen = short if number < _PATTERNS - 1 else pattern
                yield Rstr(random.Random(number)).xeger(chosen)


def _lengths(text: str) -> list[int]:
    numbers = (int(n) for n in _near(text) if "." not in n)
    return [n for n in dict.fromkeys(numbers) if 0 <= n <= _LONG]


def _long(text: str) -> list[str]:
    return [letter * n for letter in "xyzXYZabcABC" for n in _lengths(text)]


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
