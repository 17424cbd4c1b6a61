"""Whether a default is what PostgreSQL makes of one that somebody wrote by hand.

A decision says ``'x'``, and PostgreSQL prints ``'x'::text``: it gives each literal a type and each
function its schema. What it prints never lacks them, so that one text which does is a person's. The
invariant: what differs otherwise is not the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mergetui.migration.same import same_sql

if TYPE_CHECKING:
    from google.protobuf.message import Message

_PLACES = frozenset({"location", "stmt_location", "stmt_len", "list_start", "list_end"})


def same_default(a: str | None, b: str | None) -> bool:
    """Compare two defaults of one column."""
    if same_sql("expression", a, b):
        return True
    if a is None or b is None:
        return False
    from postgast import PgQueryError, parse  # noqa: PLC0415 (an eighth of a second)

    try:
        return _alike(parse(f"SELECT {a}"), parse(f"SELECT {b}"))
    except PgQueryError:
        return False


def _alike(a: Message, b: Message) -> bool:
    kind = a.DESCRIPTOR.name
    if kind != b.DESCRIPTOR.name:
        return False
    if kind == "Node":
        literals = _literal(a), _literal(b)
        if literals[0] is not None and literals[1] is not None:
            return _same_literal(literals[0], literals[1])
    fields = {f.name: v for f, v in a.ListFields() if f.name not in _PLACES}
    others = {f.name: v for f, v in b.ListFields() if f.name not in _PLACES}
    return fields.keys() == others.keys() and all(
        _same_name(fields[name], others[name])
        if name in ("funcname", "names")
        else _values_alike(fields[name], others[name])
        for name in fields
    )


def _values_alike(a: Any, b: Any) -> bool:
    if hasattr(a, "DESCRIPTOR"):
        return _alike(a, b)
    if isinstance(a, str | bytes | int | float):
        return bool(a == b)
    return len(a) == len(b) and all(map(_values_alike, a, b))


def _literal(node: Any) -> tuple[str, str] | None:
    """What a literal says and the type that it is cast to, "" for none."""
    if node.WhichOneof("node") == "type_cast":
        inner, kind = _literal(node.type_cast.arg), node.type_cast.type_name
        if inner is None or inner[1] or kind.typmods:
            return None
        return inner[0], kind.names[-1].string.sval + "[]" * len(kind.array_bounds)
    if node.WhichOneof("node") != "a_const":
        return None
    const = node.a_const
    match const.WhichOneof("val"):
        case "sval":
            return const.sval.sval, ""
        case "ival":
            return str(const.ival.ival), ""
        case "fval":
            return const.fval.fval, ""
    return None


def _same_literal(a: tuple[str, str], b: tuple[str, str]) -> bool:
    (one, its), (two, other) = a, b
    if its and other and its != other:
        return False
    kind = its or other
    if kind in ("json", "jsonb") and one != two:
        try:
            return bool(json.loads(one) == json.loads(two)) and kind == "jsonb"
        except ValueError:
            return False
    if kind == "regclass":
        return one == two or one.endswith(f".{two}") or two.endswith(f".{one}")
    return one == two


def _same_name(a: Any, b: Any) -> bool:
    """With a schema or without."""
    one, two = ([n.string.sval for n in names] for names in (a, b))
    return one == two or (one[-1:] == two[-1:] and {len(one), len(two)} == {1, 2})
