"""Whether two definitions say the same. They are compared as text first, and where the text
differs as PostgreSQL's grammar understands it: other parentheses, another spelling of a type and
casts that a dump and restore moves about make no difference.

The invariant: what is called the same here, PostgreSQL would run the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from google.protobuf.message import Message

Form = Literal["expression", "query", "index", "constraint"]

_FRAMES: dict[Form, str] = {
    "expression": "SELECT ",
    "query": "",
    "index": "CREATE INDEX i ON t ",
    "constraint": "ALTER TABLE t ADD ",
}
_TEXT = frozenset({"text", "varchar", "bpchar"})


class Sql(NamedTuple):
    """A piece of SQL inside a definition."""

    form: Form
    text: str


Definition = tuple[Hashable, ...]


def same(a: Hashable, b: Hashable) -> bool:
    """Compare two definitions, or two values that hold SQL."""
    return a == b or canonical(a) == canonical(b)


def same_sql(form: Form, a: str | None, b: str | None) -> bool:
    """Compare two pieces of SQL; None is no piece at all."""
    if a is None or b is None:
        return a is b
    return a == b or _canonical_sql(form, a) == _canonical_sql(form, b)


def canonical(value: Hashable) -> Hashable:
    """A form of the definition that is equal where the meaning is. Slow: a parse each."""
    if isinstance(value, Sql):
        return _canonical_sql(*value)
    if isinstance(value, tuple):
        return tuple(canonical(v) for v in value)
    return value


@lru_cache(maxsize=16384)
def _canonical_sql(form: Form, text: str) -> str:
    from postgast import PgQueryError, deparse, parse  # noqa: PLC0415 (an eighth of a second)

    try:
        tree = parse(_FRAMES[form] + text)
        for node in _nodes(tree):
            _settle_casts(node)
        for node in _nodes(tree):
            _flatten(node)
        for query in _messages(tree, "SelectStmt"):
            _unname(query)
            _unqualify(query)
        for statistics in _messages(tree, "CreateStatsStmt"):
            _sort(statistics.exprs)
        plain: str = deparse(tree)
    except PgQueryError:
        return " ".join(text.split())
    return plain


def _nodes(message: Message) -> Iterator[Any]:
    return _messages(message, "Node")


def _messages(message: Message, kind: str) -> Iterator[Any]:
    """All messages of a kind, innermost first, so that a change is seen by what holds it."""
    for descriptor, value in message.ListFields():
        if descriptor.type == descriptor.TYPE_MESSAGE:
            for child in [value] if hasattr(value, "DESCRIPTOR") else value:
                yield from _messages(child, kind)
    if message.DESCRIPTOR.name == kind:
        yield message


def _settle_casts(node: Any) -> None:
    """``('a'::varchar)::text`` is ``'a'::text``; the cast of an ARRAY is that of its elements."""
    if node.WhichOneof("node") != "type_cast":
        return
    cast = node.type_cast
    names = _type_of(cast.type_name)
    inner = cast.arg.WhichOneof("node")
    if inner == "a_array_expr" and len(cast.type_name.array_bounds) == 1:
        for element in cast.arg.a_array_expr.elements:
            wrapped = type(element)()
            wrapped.type_cast.arg.CopyFrom(element)
            wrapped.type_cast.type_name.CopyFrom(cast.type_name)
            del wrapped.type_cast.type_name.array_bounds[:]
            element.CopyFrom(wrapped)
            _settle_casts(element)
        _replace(node, cast.arg)
    elif inner == "type_cast" and names in _TEXT and not cast.type_name.typmods:
        held = cast.arg.type_cast
        constant = held.arg.WhichOneof("node") == "a_const"
        if constant and _type_of(held.type_name) in _TEXT and not held.type_name.typmods:
            kept = type(node)()
            kept.CopyFrom(held.arg)
            cast.arg.CopyFrom(kept)


def _unname(query: Any) -> None:
    """Columns of a UNION have the names of its first query; a restore gives the others names."""
    arms = [query.rarg] if query.HasField("rarg") else []
    while arms:
        arm = arms.pop()
        if arm.HasField("rarg"):
            arms += [arm.larg, arm.rarg]
        elif not arm.sort_clause:  # which may speak of the names
            for target in arm.target_list:
                target.res_target.name = ""


def _unqualify(query: Any) -> None:
    """Columns of a query over one relation stand alone, as PostgreSQL 16 and newer print them;
    before they have its name. One that a column of the output hides when sorting keeps it."""
    if len(query.from_clause) != 1:
        return
    kind = query.from_clause[0].WhichOneof("node")
    if kind not in ("range_var", "range_subselect", "range_function"):
        return
    relation = getattr(query.from_clause[0], kind)
    alias = relation.alias.aliasname or (relation.relname if kind == "range_var" else "")
    hidden = {target.res_target.name for target in query.target_list}
    for descriptor, value in query.ListFields():
        if descriptor.type == descriptor.TYPE_MESSAGE and descriptor.name != "from_clause":
            sorts = descriptor.name in ("sort_clause", "distinct_clause")
            for node in [value] if hasattr(value, "DESCRIPTOR") else value:
                for reference in _references(node):
                    first, *rest = (f.string.sval for f in reference.fields)
                    if first == alias and len(rest) == 1 and not (sorts and rest[0] in hidden):
                        del reference.fields[0]


def _references(message: Message) -> Iterator[Any]:
    """The columns that a part of a query names, not those of queries within it."""
    if message.DESCRIPTOR.name == "ColumnRef":
        yield message
    elif message.DESCRIPTOR.name != "SelectStmt":
        for descriptor, value in message.ListFields():
            if descriptor.type == descriptor.TYPE_MESSAGE:
                for child in [value] if hasattr(value, "DESCRIPTOR") else value:
                    yield from _references(child)


def _sort(expressions: Any) -> None:
    """The columns of a statistics object stand in the order of the table's."""
    ordered = sorted(expressions, key=lambda e: str(e.SerializeToString(deterministic=True)))
    copies = []
    for expression in ordered:
        copy = type(expression)()
        copy.CopyFrom(expression)
        copies.append(copy)
    del expressions[:]
    expressions.extend(copies)


def _flatten(node: Any) -> None:
    """``(a AND b) AND c`` is ``a AND b AND c``."""
    if node.WhichOneof("node") != "bool_expr":
        return
    expression = node.bool_expr
    if expression.boolop not in (1, 2):  # AND, OR
        return
    args = []
    for arg in expression.args:
        held = arg.bool_expr if arg.WhichOneof("node") == "bool_expr" else None
        same_kind = held is not None and held.boolop == expression.boolop
        copies = held.args if same_kind and held is not None else [arg]
        for item in copies:
            copy = type(node)()
            copy.CopyFrom(item)
            args.append(copy)
    del expression.args[:]
    expression.args.extend(args)


def _replace(node: Any, other: Any) -> None:
    copy = type(node)()
    copy.CopyFrom(other)
    node.CopyFrom(copy)


def _type_of(type_name: Any) -> str:
    names = [n.string.sval for n in type_name.names]
    return names[-1] if names and names[:-1] in ([], ["pg_catalog"]) else ""
