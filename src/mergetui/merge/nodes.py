"""Parts of a parse tree: what a node is, what is in it, and nodes made of text.

A node is libpg_query's protobuf ``Node``, of which one field is set; nothing here knows a schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mergetui.merge.types import named_type

if TYPE_CHECKING:
    from google.protobuf.message import Message


def over(expression: str, node: Any) -> Any:
    """An expression over ``x`` with a node in the place of x."""
    from postgast import parse  # noqa: PLC0415

    tree = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    pending = [tree]
    while pending:
        part = pending.pop()
        if part.DESCRIPTOR.name == "Node" and is_column(part):
            part.CopyFrom(node)
        else:
            pending += children(part)
    return tree


def type_name(text: str) -> Any:
    """The ``TypeName`` that a type is written as."""
    from postgast import parse  # noqa: PLC0415

    cast = parse(f"SELECT NULL::{text}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    return cast.type_cast.type_name


def literals(node: Any, old_type: tuple[str, ...] | None = None) -> list[Any]:
    """The string literals of a type (None: any) that a node consists of, alone or in an array; else
    none."""
    kind = node.WhichOneof("node")
    if kind == "a_array_expr":
        found = [literals(element, old_type) for element in node.a_array_expr.elements]
        return [one for many in found for one in many] if all(found) else []
    if kind != "type_cast" or old_type not in (None, named_type(node.type_cast.type_name)):
        return []
    if node.type_cast.type_name.array_bounds and old_type is None:
        return []
    arg = node.type_cast.arg
    is_text = arg.WhichOneof("node") == "a_const" and arg.a_const.WhichOneof("val") == "sval"
    return [node] if is_text else []


def is_column(node: Any) -> bool:
    return bool(node.WhichOneof("node") == "column_ref")


def children(message: Message) -> Iterator[Message]:
    for descriptor, _ in message.ListFields():
        yield from field(message, descriptor.name)


def field(message: Message, name: str) -> Iterator[Message]:
    """The messages in a field, which may hold one, many, or none."""
    value = getattr(message, name)
    if hasattr(value, "DESCRIPTOR"):
        if message.HasField(name):
            yield value
    elif not isinstance(value, (str, bytes, int, float, bool)):
        yield from (one for one in value if hasattr(one, "DESCRIPTOR"))
