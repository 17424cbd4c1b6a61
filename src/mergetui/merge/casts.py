"""How values of one type become values of another, and what that may cost.

A pair of columns has one type after the merge. Where one type holds all values of the other, that
is the type (``wider``); else a decision, the key class or ``defaults.prefer`` says which, and
``carried`` says what becomes of the rows. The invariant: what is not sure is called unsure, so
that nobody's rows go through a cast that somebody guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mergetui.catalog.model import Domain, Enum
from mergetui.merge.defaults import Kinds, under
from mergetui.merge.types import (
    INTEGERS,
    NUMBERS,
    base_type,
    castable,
    family,
    without_modifier,
)

Verdict = Literal["lossless", "lossy", "may fail on rows", "unsure"]

_FLOATS = ("real", "double precision")
_TIMES = ("date", "timestamp without time zone", "timestamp with time zone")
_JSON = ("json", "jsonb")
_OF_SECONDS = (
    *("timestamp without time zone", "timestamp with time zone", "interval"),
    *("time without time zone", "time with time zone"),
)
_EXACT = {("smallint", "real"), ("smallint", "double precision"), ("integer", "double precision")}
_CUT = {'"char"': "one byte", "name": "63 bytes"}
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
    if big == little == "bit":
        return wide == narrow
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


def carried(value: str, old: str, new: str, kinds: Kinds | None = None) -> Carried:
    """What becomes of a value of type ``old`` in a column of type ``new``.

    ``value`` is an expression; ``kinds`` are the user's types by their SQL names.
    """
    if old == new or _holds(new, old):
        return Carried("lossless", value)
    kinds = kinds or {}
    if under(old, kinds) != old or under(new, kinds) != new:
        return _domain(value, old, new, kinds)
    was, becomes = base_type(old), base_type(new)
    if old.endswith("[]") or new.endswith("[]"):
        return _array(value, old, new, kinds)
    cast = f"{value}::{new}"
    if was == becomes == "numeric":
        return _numeric(value, old, new)
    if (less := seconds(old, new)) and was == becomes:
        return Carried("lossy", value, less)
    if was == becomes:
        long = "is of another length than" if was == "bit" else "is too long for"
        return Carried("may fail on rows", value, f"where a value {long} {new}")
    if family(new) == "text":
        if was == "character" and 0 < _length(old) <= (_length(new) or _length(old)):
            return Carried("lossless", value, "the blanks at its end go")
        # an assignment to a shorter type is refused where a cast would cut the value off
        if _arguments(new):
            return Carried("may fail on rows", value, f"where a value is too long for {new}")
        return Carried("lossless", value if family(old) == "text" else f"{value}::text")
    if new in _CUT and family(old) == "text":
        return Carried("lossy", cast, f"cut off after {_CUT[new]}")
    one, other = kinds.get(was), kinds.get(becomes)
    if isinstance(one, Enum) and isinstance(other, Enum):
        gone = [v for v in one.values if v not in other.values]
        sql = f"{value}::text::{new}"
        if not gone:
            return Carried("lossless", sql)
        return Carried("may fail on rows", sql, f"where it is {', '.join(gone)}")
    if family(old) == "text":
        also = f"; {less}" if (less := rounded(new)) else ""
        sql = f"{value}::bit varying" if becomes.startswith("bit") else cast
        return Carried("may fail on rows", sql, f"where the text is no {new}{also}")
    if was in NUMBERS and becomes in NUMBERS:
        return _number(cast, old, new)
    if was in _TIMES and becomes in _TIMES:
        return _time(cast, old, new)
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


def _domain(value: str, old: str, new: str, kinds: Kinds) -> Carried:
    """By the types that domains are over; what a domain asks for is asked of the rows. Nothing is
    cast to a domain, which would cut a value off, but assigned."""
    found = carried(value, under(old, kinds), under(new, kinds), kinds)
    kind = kinds.get(new)
    if found.sql is None or not isinstance(kind, Domain) or not asks(kind, kinds):
        return found
    why = f"where {new} does not allow it"
    if found.verdict == "lossless":
        return Carried("may fail on rows", found.sql, why)
    return Carried(found.verdict, found.sql, f"{found.why}, and refused {why}")


def asks(kind: Domain, kinds: Kinds) -> bool:
    """Whether a domain, or one that it is over, refuses values of its type."""
    inner = kinds.get(kind.type)
    return bool(kind.checks or kind.not_null) or (isinstance(inner, Domain) and asks(inner, kinds))


def _numeric(value: str, old: str, new: str) -> Carried:
    wide, narrow = _arguments(old), _arguments(new)
    fewer = not wide or _digits(narrow) < _digits(wide)
    if narrow[1] < (wide or (0, 99))[1]:
        refused = ", and refused where too large" if fewer else ""
        why = f"rounded to {narrow[1]} digits after the point{refused}"
        return Carried("lossy", value, why)
    return Carried("may fail on rows", value, f"where a value is too long for {new}")


def _number(cast: str, old: str, new: str) -> Carried:
    was, becomes = base_type(old), base_type(new)
    large = f"where a number is too large for {new}"
    if becomes in INTEGERS and was not in INTEGERS:
        if was == "numeric" and _arguments(old)[1:] == (0,):
            return Carried("may fail on rows", cast, large)
        return Carried("lossy", cast, "rounded to whole numbers, and refused where too large")
    if becomes in _FLOATS:
        if (was, becomes) in _EXACT:
            return Carried("lossless", cast)
        large = ", and refused where too large" if was in ("numeric", "double precision") else ""
        return Carried("lossy", cast, f"rounded to what a floating point number holds{large}")
    if was in _FLOATS:
        digits = 6 if was == "real" else 15
        return Carried("lossy", cast, f"rounded to {digits} digits, and refused where too large")
    return Carried("may fail on rows", cast, large)


def seconds(old: str, new: str) -> str | None:
    """What goes where a time is kept with fewer digits of a second."""
    if base_type(new) not in _OF_SECONDS or base_type(old) not in (*_OF_SECONDS, "date"):
        return None
    if base_type(old) == "date":
        return None
    kept = next(iter(_arguments(new)), 6)
    if kept >= next(iter(_arguments(old)), 6):
        return None
    return f"rounded to {kept} digits of a second"


def rounded(new: str) -> str | None:
    """What goes of a text that says more than a type holds, and that is not refused for it."""
    base = base_type(new)
    if base == "numeric" and _arguments(new):
        return f"rounded to {_arguments(new)[1]} digits after the point"
    if base == "date":
        return "the time of day goes"
    if base in _OF_SECONDS and _arguments(new):
        return f"rounded to {_arguments(new)[0]} digits of a second"
    return None


def cast_back(old: str, new: str, *, opaque: bool = False) -> str | None:
    """The expression over ``x``, a value of type ``new``, that is what it was as ``old``; None
    where PostgreSQL has none. ``opaque`` is a type that is cast to nothing but text."""
    plain = without_modifier(old)
    found = carried("x", new, plain).sql
    if found is None or found == "x":
        known = castable(new, plain) and not (opaque and family(plain) != "text")
        found = f"x::{plain}" if known else None
    return found


def may_fail_back(old: str, new: str, *, of_enum: bool) -> bool:
    """Whether values of type ``new`` may be none of ``old``, to which they are cast back."""
    if of_enum:
        return family(new) == "text"
    return carried("x", new, without_modifier(old)).verdict == "may fail on rows"


def _time(cast: str, old: str, new: str) -> Carried:
    was, becomes = base_type(old), base_type(new)
    if less := seconds(old, new):
        return Carried("lossy", cast, less)
    if becomes == "date":
        return Carried("lossy", cast, "the time of day goes")
    if was == "date" and becomes == "timestamp without time zone":
        return Carried("lossless", cast, "dates after the year 294276 are refused")
    moment = "::timestamp AT TIME ZONE" if was == "date" else "AT TIME ZONE"
    why = f"in the time zone of the session; a using with {moment} says which"
    return Carried("lossless", cast, why)


def _array(value: str, old: str, new: str, kinds: Kinds) -> Carried:
    if new in _JSON:
        return Carried("lossless", f"to_{new}({value})")
    if new == "text":
        return Carried("lossless", f"{value}::text", "written as {a,b}")
    if not (old.endswith("[]") and new.endswith("[]")):
        return Carried("unsure", None, f"no cast of {old} to {new} is sure to mean the same")
    one = carried("x", old.removesuffix("[]"), new.removesuffix("[]"), kinds)
    if one.sql is None:
        return one
    if family(new.removesuffix("[]")) == "text":  # assigned, since a cast would cut values off
        same = family(old.removesuffix("[]")) == "text"
        return Carried(one.verdict, value if same else f"{value}::text[]", one.why)
    middle = "::text[]" if "::text::" in one.sql else ""
    return Carried(one.verdict, f"{value}{middle}::{new}", one.why)
