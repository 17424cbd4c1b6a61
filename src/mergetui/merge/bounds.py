"""Bounds of partitions in the words of the type that the partition key has after the merge.

PostgreSQL writes the constants of a bound as their type does: 5 of an integer is '5' of a bigint,
and a date is a midnight. The invariant: a merged bound stands as PostgreSQL would write it, and
takes the rows that it took before; where it cannot, that is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from mergetui.catalog.model import Table
from mergetui.catalog.names import Name, quote_literal
from mergetui.merge.columns import SourceKey
from mergetui.merge.model import Problem
from mergetui.merge.partitions import key_columns
from mergetui.merge.targets import Targets
from mergetui.merge.types import base_type, family

_CONSTANT = re.compile(r"'(?:[^']|'')*'|[^\s(),']+")
_LISTS = re.compile(r"\((?:[^()']|'(?:[^']|'')*')*\)")
_WHOLE = {"smallint": 15, "integer": 31, "bigint": 63}  # bits beside the sign
_SCALE = re.compile(r"\(\d+,(-?\d+)\)|\(\d+\)")
_MIDNIGHT = " 00:00:00"
_UTC = "+00"  # in which snapshots are read


def retype(bound: str, kind: str, types: list[tuple[str, str]]) -> str | None:
    """A bound as it is of other types; None where it would not take the same rows.

    ``bound`` is ``FOR VALUES FROM (0) TO (100)``, or DEFAULT; ``kind`` is RANGE, LIST or HASH;
    ``types`` are those of the key's columns, before and after.
    """
    if kind == "HASH" or bound == "DEFAULT" or all(old == new for old, new in types):
        return bound
    impossible = False

    def one_list(match: re.Match[str]) -> str:
        nonlocal impossible
        found = _CONSTANT.findall(match[0])
        made = []
        for number, constant in enumerate(found):
            old, new = types[number if kind == "RANGE" else 0]
            text = _constant(constant, old, new, kind)
            impossible |= text is None
            made.append(text or constant)
        return f"({', '.join(made)})"

    text = _LISTS.sub(one_list, bound)
    return None if impossible else text


def _constant(constant: str, old: str, new: str, kind: str) -> str | None:
    if constant in ("MINVALUE", "MAXVALUE", "NULL") or old == new:
        return constant
    value = constant[1:-1].replace("''", "'") if constant.startswith("'") else constant
    one, two = base_type(old), base_type(new)
    if family(one) == family(two) == "text" or (one, two) == ("uuid", "text"):
        return quote_literal(value)
    if two in _WHOLE or two == "numeric":
        return _number(value, new) if one in _WHOLE or one == "numeric" else None
    if (one, two) in _TIMES:
        plain = value[0].isdigit() and not value.endswith("BC")
        endless = value.endswith("infinity")
        return (
            quote_literal(_TIMES[one, two](value) if plain else value) if plain or endless else None
        )
    if kind == "LIST" and family(two) == "text" and one in (*_WHOLE, "boolean"):
        return quote_literal(value)
    return None


_DATE, _LOCAL, _ZONED = "date", "timestamp without time zone", "timestamp with time zone"
_TIMES: Mapping[tuple[str, str], Callable[[str], str]] = {
    (_DATE, _LOCAL): lambda value: value + _MIDNIGHT,
    (_DATE, _ZONED): lambda value: value + _MIDNIGHT + _UTC,
    (_LOCAL, _ZONED): lambda value: value + _UTC,
    (_ZONED, _LOCAL): lambda value: value.removesuffix(_UTC),
}


def _number(value: str, new: str) -> str | None:
    """As PostgreSQL writes a constant of that type in a bound."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return quote_literal(value) if new == "numeric" else None
    bits = _WHOLE.get(base_type(new))
    if bits is not None:
        if number != int(number) or not -(1 << bits) <= number < 1 << bits:
            return None
        plain = bits == 31 and number >= 0
        return f"{int(number)}" if plain else quote_literal(f"{int(number)}")
    text = value
    if scale := _SCALE.search(new):
        digits = int(scale[1] or 0)
        try:
            rounded = number.quantize(Decimal(1).scaleb(-digits))
        except InvalidOperation:  # more digits than are reckoned with
            return None
        if rounded != number:
            return None
        text = f"{rounded:f}"
    return text if text[0].isdigit() and "." in text else quote_literal(text)


def retype_bounds(
    targets: Targets, tables: dict[Name, Table], maps: Mapping[SourceKey, Mapping[str, str]]
) -> Iterator[Problem]:
    """Give the partitions among ``tables`` the bounds that their parents' types ask for."""
    by_source = {(s.side, s.name): s.table for s in targets.sources}
    for name, table in tables.items():
        target = targets.targets.get(name)
        parent = tables.get(table.partition_of) if table.partition_of else None
        if target is None or parent is None or not table.bound:
            continue
        source = target.by_precedence[0]
        above = source.table.partition_of and by_source.get(
            (source.side, source.table.partition_of)
        )
        if not above or above.partition_key is None or source.table.bound != table.bound:
            continue
        where = maps[source.side, above.name]
        types = []
        for column in key_columns(above.partition_key):
            was, now = above.column(column), parent.column(where.get(column, ""))
            types.append((was.type, now.type) if was and now else ("", ""))
        kind = above.partition_key.partition(" ")[0]
        bound = retype(table.bound, kind, types)
        if bound is None:
            changed = ", ".join(
                f"{column} {now} and not {was}"
                for column, (was, now) in zip(key_columns(above.partition_key), types, strict=True)
                if was != now
            )
            yield Problem(
                table=source.key,
                message=f"is a partition {table.bound}, and {parent.name.key} would be partitioned "
                f"by {changed}: other rows than now are within that. Keep the type of the "
                "partition key",
                other=targets.targets[parent.name].owner.key,
            )
        else:
            tables[name] = replace(table, bound=bound)
