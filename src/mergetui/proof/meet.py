"""What the type of a column before the migration and the one after it have in common.

Rows are seeded with values that both take, so that what is lost on the way is the migration's doing
and not the seed's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mergetui.catalog.model import Composite, Domain, Enum, Type
from mergetui.merge.types import INTEGERS
from mergetui.proof.values import odd_array, split

_TEXT = frozenset({"text", "character varying", "character", "name"})
_NUMBERS = ("smallint", "integer", "bigint", "numeric", "real", "double precision")
_MOMENTS = frozenset({"date", "timestamp without time zone", "timestamp with time zone"})

Types = Mapping[str, Type]  # by their name as SQL has it


def meeting_type(old: str, new: str, olds: Types, news: Types) -> str | None:
    """The type whose values both take (what a text that turns uuid may hold is uuids); None where
    none is known."""
    old_base, new_base = split(old)[0], split(new)[0]
    if old_base in _TEXT:
        return new
    if new_base in _TEXT or new in ("json", "jsonb") or old_base == new_base:
        return old if old_base != new_base else min(old, new, key=_room)
    if old_base in _NUMBERS and new_base in _NUMBERS:
        return min(old, new, key=lambda t: _NUMBERS.index(split(t)[0]))
    if old_base in _MOMENTS and new_base in _MOMENTS:
        return old
    if old.endswith("[]") and new.endswith("[]"):
        inner = meeting_type(old[:-2], new[:-2], olds, news)
        return inner and f"{inner}[]"
    was, becomes = olds.get(old), news.get(new)
    if isinstance(becomes, Domain):
        return meeting_type(old, becomes.type, olds, news)
    if isinstance(was, Domain):
        return meeting_type(was.type, new, olds, news)
    if {old, new} in ({"boolean", whole} for whole in INTEGERS):
        return old
    if {old_base, new_base} == {"json", "jsonb"} or {old_base, new_base} == {"inet", "cidr"}:
        return old
    return None


def lasting(old: str, new: str, olds: Types, news: Types) -> bool:
    """Whether an enum, or an array of one, becomes another."""
    kinds = olds.get(old.removesuffix("[]")), news.get(new.removesuffix("[]"))
    return all(isinstance(k, Enum) for k in kinds) and old.endswith("[]") == new.endswith("[]")


def lasting_value(
    kind: str,
    number: int,
    olds: Types,
    news: Types,
    *,
    becomes: str | None = None,
    nasty: bool = False,
) -> str | None:
    """The value of that number of an enum, or of an array of it, of those that last in the type
    that it ``becomes``."""
    name = kind.removesuffix("[]")
    was, left = olds[name], news.get((becomes or kind).removesuffix("[]"))
    assert isinstance(was, Enum)
    values = [v for v in was.values if not isinstance(left, Enum) or v in left.values]
    if not values:
        return None
    found = values[number % len(values)]
    if kind == name:
        return found
    inside = '"' + found.replace('"', '\\"') + '"'
    return odd_array(inside, inside, number) if nasty else "{" + inside + "}"


def lasting_types(olds: Types, news: Types) -> dict[str, Type]:
    """The old types, the fields of composite ones of what the new ones take as well."""
    found = dict(olds)
    for name, was in olds.items():
        becomes = news.get(name)
        if isinstance(was, Composite) and isinstance(becomes, Composite) and was != becomes:
            new = dict(becomes.fields)
            fields = (
                (f, _lasting_field(kind, new.get(f, kind), olds, news)) for f, kind in was.fields
            )
            found[name] = replace(was, fields=tuple(fields))
    return found


def _lasting_field(old: str, new: str, olds: Types, news: Types) -> str:
    return (old != new and meeting_type(old, new, olds, news)) or old


def _room(kind: str) -> int:
    args = split(kind)[1]
    return sum(int(n) for n in args.split(",")) if args else 10**9
