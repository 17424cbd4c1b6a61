"""Numbers and strings of different sizes in one expression, as PostgreSQL writes them.

Where a column gets room for larger numbers, what stands beside it in a ``coalesce`` or a ``CASE``
is cast by PostgreSQL without being told to, and printed with the cast; where a varchar becomes
text, what was cast to text is text already. The invariant: what is written here is what PostgreSQL
prints, so that the merged schema reads back as it was composed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mergetui.merge.nodes import type_name
from mergetui.merge.scope import Scope
from mergetui.merge.types import INTEGERS, base_type, named_type, type_names

ARITHMETIC = frozenset({"+", "-", "*", "/", "%"})
_FLOATS = ("real", "double precision")
_TEXT = ("text",)
_SIZES = ("smallint", "integer", "bigint", "numeric", "real", "double precision")


def number_type(node: Any, scope: Scope) -> str | None:
    """The type of a number after the merge; None of what is none, or cannot be told."""
    kind = node.WhichOneof("node")
    if kind == "a_const":
        constant = node.a_const.WhichOneof("val")
        return {"ival": "integer", "fval": "numeric"}.get(constant or "")
    if kind == "column_ref":
        fate = scope.fate_after(node.column_ref)
        return base_type(fate.new_type) if fate and base_type(fate.new_type) in _SIZES else None
    if kind == "type_cast":
        names = named_type(node.type_cast.type_name)
        return next((size for size in _SIZES if type_names(size) == names), None)
    if kind == "a_expr" and node.a_expr.name and node.a_expr.name[-1].string.sval in ARITHMETIC:
        return largest(number_type(side, scope) for side in sides(node.a_expr))
    if kind in ("coalesce_expr", "min_max_expr"):
        return largest(number_type(arg, scope) for arg in getattr(node, kind).args)
    return None


def sides(expression: Any) -> list[Any]:
    """The operands of an operator, which may have one or two."""
    return [s for s in (expression.lexpr, expression.rexpr) if s.WhichOneof("node")]


def largest(types: Iterable[str | None]) -> str | None:
    """The type that several numbers have together; None where that of one cannot be told."""
    found = list(types)
    if not found or None in found:
        return None
    return max((t for t in found if t), key=_SIZES.index)


def level(nodes: Sequence[Any], scope: Scope) -> None:
    """Cast values of several sizes to the largest one, and strings to text, in place."""
    together = largest(number_type(node, scope) for node in nodes)
    for node in nodes:
        if together and number_type(node, scope) != together:
            cast_to(node, together)
        elif node.WhichOneof("node") == "type_cast":
            cast = node.type_cast
            constant = cast.arg.WhichOneof("node") == "a_const"
            if constant and named_type(cast.type_name) == type_names("character varying"):
                cast.type_name.CopyFrom(type_name("text"))


def compared(left: Any, right: Any, scope: Scope) -> bool:
    """Cast two numbers that are compared as PostgreSQL does where it has no operator for both, in
    place; ``right`` may be a list of them. Returns whether that changed anything."""
    listed = right.WhichOneof("node") == "a_array_expr"
    nodes = [left, *(right.a_array_expr.elements if listed else [right])]
    types = [number_type(node, scope) for node in nodes]
    together = largest(types)
    if together is None or together in INTEGERS:
        return False
    floating = together in _FLOATS
    changed = False
    for node, own in zip(nodes, types, strict=True):
        if own != together and not (floating and own in _FLOATS):
            cast_to(node, "double precision" if floating else together)
            changed = True
    return changed


def uncast_text(node: Any, scope: Scope) -> bool:
    """``COALESCE(name, '')::text`` is without its cast where name is text by now; in place. Returns
    whether it was."""
    cast = node.type_cast
    if named_type(cast.type_name) != _TEXT or not _is_text(cast.arg, scope):
        return False
    inner = type(node)()
    inner.CopyFrom(cast.arg)
    node.CopyFrom(inner)
    return True


def _is_text(node: Any, scope: Scope) -> bool:
    """Whether what takes the type of several values is surely text."""
    kind = node.WhichOneof("node")
    if kind in ("coalesce_expr", "min_max_expr"):
        values = list(getattr(node, kind).args)
    elif kind == "case_expr":
        values = [w.case_when.result for w in node.case_expr.args]
        values += [node.case_expr.defresult] if node.case_expr.HasField("defresult") else []
    else:
        return False
    return all(_text_value(value, scope) for value in values)


def _text_value(node: Any, scope: Scope) -> bool:
    kind = node.WhichOneof("node")
    if kind == "column_ref":
        fate = scope.fate_after(node.column_ref)
        return fate is not None and fate.new_type == "text"
    if kind == "type_cast":
        return named_type(node.type_cast.type_name) == _TEXT
    return _is_text(node, scope)


def cast_to(node: Any, type_text: str) -> None:
    inner = type(node)()
    inner.CopyFrom(node)
    node.Clear()
    node.type_cast.arg.CopyFrom(inner)
    node.type_cast.type_name.CopyFrom(type_name(type_text))
    node.type_cast.location = -1
