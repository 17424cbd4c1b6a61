"""``JOIN ... USING``, whose columns have one name on both sides of the join.

After the merge they may have two, or two types. The join is then spelled out with ``ON``, in the
names of before; what walks the tree afterwards gives these their new names and types. The
invariant: the query reads the same rows and puts out the same columns, or says what it lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mergetui.catalog.names import quote_ident
from mergetui.merge.fates import Fate
from mergetui.merge.nodes import children, is_column
from mergetui.merge.scope import Relation, Scope
from mergetui.merge.types import family

if TYPE_CHECKING:
    from google.protobuf.message import Message


def spell_out(select: Any, scope: Scope) -> tuple[bool, set[str]]:
    """Change the joins of a FROM clause in place. Returns whether any was, and the columns that
    cannot be told apart any more. ``scope`` is that of the query itself."""
    known = {relation.alias: relation for relation in scope.relations}  # the innermost stays
    changed, lost = False, set[str]()
    for join in _joins(select.from_clause):
        columns = [node.string.sval for node in join.using_clause]
        ends = {c: (_end(join.larg, c, known), _end(join.rarg, c, known)) for c in columns}
        fates = {
            c: tuple(known[end].columns.get(c) if end in known else None for end in both)
            for c, both in ends.items()
        }
        if not any(fate and (fate.name != c or fate.retyped) for c in columns for fate in fates[c]):
            continue
        changed = True
        if all(_one(c, *fates[c]) for c in columns):
            for node in join.using_clause:
                fate = fates[node.string.sval][0]
                assert fate is not None
                node.string.sval = fate.name
            continue
        outer = any(_kind(j) == "JOIN_FULL" for j in (join, *_joins([join.larg, join.rarg])))
        if (
            outer
            or join.HasField("join_using_alias")
            or any(None in both for both in ends.values())
        ):
            lost |= {f"column {quote_ident(c)} of JOIN USING" for c in columns}
            continue
        for c, (left, right) in ends.items():
            _qualify(select, c, str(right if _kind(join) == "JOIN_RIGHT" else left))
        join.quals.CopyFrom(_condition(ends))
        del join.using_clause[:]
    return changed, lost


def _joins(nodes: Any) -> Iterator[Any]:
    """Those with USING; the innermost first."""
    for node in nodes:
        if node.WhichOneof("node") == "join_expr":
            yield from _joins([node.join_expr.larg, node.join_expr.rarg])
            if node.join_expr.using_clause:
                yield node.join_expr


def _kind(join: Any) -> str:
    field = join.DESCRIPTOR.fields_by_name["jointype"]
    return str(field.enum_type.values_by_number[join.jointype].name)


def _end(node: Any, column: str, known: Mapping[str, Relation]) -> str | None:
    """The relation of one side of a join that a column of USING is of; None where that cannot be
    told. Of several that were joined by it the first."""
    aliases = list(_aliases(node))
    if len(aliases) == 1:
        return aliases[0]
    return next((a for a in aliases if a in known and column in known[a].columns), None)


def _aliases(node: Any) -> Iterator[str]:
    kind = node.WhichOneof("node")
    if kind == "join_expr":
        yield from _aliases(node.join_expr.larg)
        yield from _aliases(node.join_expr.rarg)
    elif kind == "range_var":
        yield node.range_var.alias.aliasname or node.range_var.relname
    elif kind is not None:
        yield getattr(node, kind).alias.aliasname


def _one(column: str, left: Fate | None, right: Fate | None) -> bool:
    """Whether it has one name and one kind of type on both sides after the merge."""
    if left is None or right is None:
        return False
    return (left.name, family(left.new_type)) == (right.name, family(right.new_type))


def _condition(ends: Mapping[str, tuple[str | None, str | None]]) -> Any:
    from postgast import parse  # noqa: PLC0415

    said = " AND ".join(
        f"{quote_ident(left or '')}.{quote_ident(c)} = {quote_ident(right or '')}.{quote_ident(c)}"
        for c, (left, right) in ends.items()
    )
    return parse(f"SELECT WHERE {said}").stmts[0].stmt.select_stmt.where_clause


def _qualify(message: Message, column: str, relation: str) -> None:
    """Name the relation where the query names the column alone, which means one no more."""
    for child in children(message):
        kind = child.DESCRIPTOR.name
        if kind == "SelectStmt":
            continue
        if kind == "Node" and is_column(child):
            fields = child.column_ref.fields
            if len(fields) == 1 and fields[0].string.sval == column:
                fields.add().string.sval = column
                fields[0].string.sval = relation
        else:
            _qualify(child, column, relation)
