"""How values of one type become values of another, and what that may cost.

A pair of columns has one type after the merge. Where one type holds all values of the other, that
is the type (``wider``); else a decision, the key class or ``defaults.prefer`` says which, and
``carried`` says what becomes of the rows. The invariant: what is not sure is called unsure, so
that nobody's rows go through a cast that somebody guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mergetui.merge.types import INTEGERS, base_type, castable, family, without_modifier

Verdict = Literal["lossless", "lossy", "may fail on rows", "unsure"]

_FLOATS = ("real", "double precision")
_TIMES = ("date", "timestamp without time zone", "timestamp with time zone")
_JSON = ("json", "jsonb")
_ARGUMENTS = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Carried:
    """``sql`` is the expression over the old value; None where there is none to be sure of."""

    verdict: Verdict
    sql: str | None
    why: str = ""


def wider(one: str, other: str) -> str | None:
    """The one of two types of a kind that holds every value of the other; None where neither does.

    A whole number and a numeric are no types of a kind: that is for a decision.
    """
    if one == other:
        return one
    if (base_type(one) == "numeric") != (base_type(other) == "numeric"):
        return None
    if _holds(one, other):
        return one
    return other if _holds(other, one) else None


def _holds(large: str, small: str) -> bool:
    big, little = base_type(large), base_type(small)
    wide, narrow = _arguments(large), _arguments(small)
    if big == little == "numeric":
        return not wide or (
            bool(narrow) and _digits(wide) >= _digits(narrow) and wide[1] >= narrow[1]
        )
    if big == little:
        return not wide or (bool(narrow) and len(wide) == 1 and wide >= narrow)
    if big == "text":
        return little == "character varying"
    if little in INTEGERS:
        if big in INTEGERS:
            return INTEGERS[big] > INTEGERS[little]
        return big == "numeric" and (not wide or _digits(wide) >= INTEGERS[little])
    return (big, little) == ("double precision", "real")


def _arguments(text: str) -> tuple[int, ...]:
    found = _ARGUMENTS.search(text)
    parts = [p.strip() for p in found[1].split(",")] if found else []
    numbers = tuple(int(p) for p in parts if re.fullmatch(r"-?\d+", p))
    return (*numbers, 0) if base_type(text) == "numeric" and len(numbers) == 1 else numbers


def _length(text: str) -> int:
    """The n of ``varchar(n)``, 0 where there is none."""
    return next(iter(_arguments(text)), 0)


def _digits(arguments: tuple[int, ...]) -> int:
    """Digits before the point of ``numeric(p,s)``."""
    return arguments[0] - arguments[1]


def carried(
    value: str, old: str, new: str, enums: Mapping[str, tuple[str, ...]] | None = None
) -> Carried:
    """What becomes of a value of type ``old`` in a column of type ``new``.

    ``value`` is an expression; ``enums`` are the values of enums by their SQL names.
    """
    if old == new or _holds(new, old):
        return Carried("lossless", value)
    was, becomes = base_type(old), base_type(new)
    if old.endswith("[]") or new.endswith("[]"):
        return _array(value, old, new, enums)
    labels = enums or {}
    cast = f"{value}::{new}"
    if was == becomes == "numeric" and _arguments(new)[1] < (_arguments(old) or (0, 99))[1]:
        return Carried("lossy", value, f"rounded to {_arguments(new)[1]} digits after the point")
    if was == becomes:
        return Carried("may fail on rows", value, f"where a value is too long for {new}")
    if family(new) == "text":
        if was == "character" and 0 < _length(old) <= (_length(new) or _length(old)):
            return Carried("lossless", value, "the blanks at its end go")
        # an assignment to a shorter type is refused where a cast would cut the value off
        if _arguments(new):
            return Carried("may fail on rows", value, f"where a value is too long for {new}")
        return Carried("lossless", value if family(old) == "text" else f"{value}::text")
    if was in labels and becomes in labels:
        gone = [v for v in labels[was] if v not in labels[becomes]]
        sql = f"{value}::text::{new}"
        if not gone:
            return Carried("lossless", sql)
        return Carried("may fail on rows", sql, f"where it is {', '.join(gone)}")
    if family(old) == "text":
        return Carried("may fail on rows", cast, f"where the text is no {new}")
    numbers = (*INTEGERS, "numeric", *_FLOATS)
    if was in numbers and becomes in numbers:
        if becomes in INTEGERS and was not in INTEGERS:
            return Carried("lossy", cast, "rounded to whole numbers, and refused where too large")
        if becomes in _FLOATS:
            return Carried("lossy", cast, "rounded to what a floating point number holds")
        return Carried("may fail on rows", cast, f"where a number is too large for {new}")
    if was in _TIMES and becomes in _TIMES:
        return _time(cast, was, becomes)
    if was in _JSON and becomes in _JSON:
        why = "spaces, the order of keys and all but the last of equal keys go"
        return Carried("lossy", cast, why) if becomes == "jsonb" else Carried("lossless", cast)
    if becomes in _JSON:
        return Carried("lossless", f"to_{becomes}({value})")
    if was == "boolean" and becomes in INTEGERS:
        return Carried("lossless", cast if becomes == "integer" else f"{value}::integer::{new}")
    if (was, becomes) == ("cidr", "inet"):
        return Carried("lossless", cast)
    if was in INTEGERS and becomes == "boolean":
        return Carried("lossy", f"({value} <> 0)", "all but 0 becomes true")
    return Carried("unsure", None, f"no cast of {old} to {new} is sure to mean the same")


def cast_back(old: str, new: str, *, opaque: bool = False) -> str | None:
    """The expression over ``x``, a value of type ``new``, that is what it was as ``old``; None
    where PostgreSQL has none. ``opaque`` is a type that is cast to nothing but text."""
    plain = without_modifier(old)
    found = carried("x", new, plain).sql
    if found is None or found == "x":
        known = castable(new, plain) and not (opaque and family(plain) != "text")
        found = f"x::{plain}" if known else None
    return found


def _time(cast: str, was: str, becomes: str) -> Carried:
    if becomes == "date":
        return Carried("lossy", cast, "the time of day goes")
    if was == "date" and becomes == "timestamp without time zone":
        return Carried("lossless", cast)
    why = "in the time zone of the session; a using with AT TIME ZONE says which"
    return Carried("lossless", cast, why)


def _array(value: str, old: str, new: str, enums: Mapping[str, tuple[str, ...]] | None) -> Carried:
    if new in _JSON:
        return Carried("lossless", f"to_{new}({value})")
    if new == "text":
        return Carried("lossless", f"{value}::text", "written as {a,b}")
    if not (old.endswith("[]") and new.endswith("[]")):
        return Carried("unsure", None, f"no cast of {old} to {new} is sure to mean the same")
    one = carried("x", old.removesuffix("[]"), new.removesuffix("[]"), enums)
    if one.sql is None:
        return one
    middle = "::text[]" if "::text::" in one.sql else ""
    return Carried(one.verdict, f"{value}{middle}::{new}", one.why)
