"""The walk over a parse tree that gives columns and tables their new names and types.

A comparison keeps its meaning: where a column takes another type, the other side of the comparison
follows if it can, and otherwise the column is cast back to the type that the text was written for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.catalog.model import Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.types import has_immutable_text, named_type, type_names

if TYPE_CHECKING:
    from google.protobuf.message import Message

_COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~"})
_UUID_CALLS = frozenset({"gen_random_uuid", "uuid_generate_v4", "uuidv7", "uid"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The relations that a column reference may mean, innermost last."""

    relations: tuple[tuple[str, Name], ...] = ()

    @classmethod
    def of(cls, table: Table | None) -> Scope:
        if table is None:
            return cls()
        aliases = (table.name.name, "new", "old", "excluded")
        return cls(tuple((alias, table.name) for alias in aliases))


class Walker:
    """Walks a parse tree once and changes it in place."""

    def __init__(self, fates: Fates) -> None:
        self.fates = fates
        self.changed = False
        self.lost: set[str] = set()
        self.stable: set[str] = set()  # casts that an index cannot hold: they are not immutable
        self.before: dict[int, Name] = {}  # where a table stands in the text -> its old name

    # Walking

    def walk(self, message: Message, scope: Scope) -> None:
        kind = message.DESCRIPTOR.name
        if kind == "Node":
            self._node(message, scope)
            return
        if kind == "SelectStmt":
            scope = Scope(scope.relations + tuple(self._relations(message)))
        for child in _children(message):
            self.walk(child, scope)
        if kind == "RangeVar":
            self._table(message)
        elif kind == "TypeName":
            self._row_type(message)
        elif kind in ("IndexElem", "StatsElem", "CreateTrigStmt", "PublicationTable"):
            self._plain_columns(message, kind, scope.relations[0][1] if scope.relations else None)
        elif kind in ("InsertStmt", "UpdateStmt"):
            self._plain_columns(message, kind, self._named(message.relation))

    def _node(self, node: Any, scope: Scope) -> None:
        kind = node.WhichOneof("node")
        if kind is None:
            return
        inner = getattr(node, kind)
        if kind == "column_ref":
            self._rename(inner, scope)
            self._cast_back(node, scope)
        elif kind == "a_expr" and self._compare(inner, scope):
            return
        elif kind == "type_cast" and inner.arg.WhichOneof("node") == "column_ref":
            self._cast_of_column(node, scope)
        elif kind in ("null_test", "boolean_test") and _is_column(inner.arg):
            self._rename(inner.arg.column_ref, scope)
        elif kind == "sub_link":
            self._sub_link(inner, scope)
        elif kind == "res_target" and _is_column(inner.val):
            if not inner.name:
                self._keep_output_name(inner, scope)
            self._rename(inner.val.column_ref, scope)
        else:
            self.walk(inner, scope)

    # Columns

    def _fate(self, ref: Any, scope: Scope) -> Fate | None:
        fields = [f.string.sval for f in ref.fields if f.WhichOneof("node") == "string"]
        if not fields or len(fields) != len(ref.fields):
            return None  # a star
        *qualifier, column = fields
        for alias, name in reversed(scope.relations):
            if qualifier and qualifier[-1] != alias:
                continue
            fate = self.fates.columns.get(name, {}).get(column)
            if fate is not None or qualifier:
                return fate
        return None

    def _rename(self, ref: Any, scope: Scope) -> None:
        fate = self._fate(ref, scope)
        if fate is not None:
            old = ref.fields[-1].string.sval
            if fate.name is None:
                self.lost.add(f"column {quote_ident(old)}")
            elif fate.name != old:
                ref.fields[-1].string.sval = fate.name
                self.changed = True
        for index, part in enumerate(ref.fields[:-1]):
            # "projects.id" inside a subquery, where projects is the table itself
            said = part.string.sval
            for alias, old_name in scope.relations:
                new_name = self.fates.tables.get(old_name)
                if alias == said == old_name.name and new_name and new_name.name != said:
                    ref.fields[index].string.sval = new_name.name
                    self.changed = True
                    break

    def _keep_output_name(self, target: Any, scope: Scope) -> None:
        """A view's column keeps its name where the column behind it takes another."""
        if not _is_column(target.val):
            return
        fate = self._fate(target.val.column_ref, scope)
        old = target.val.column_ref.fields[-1].string.sval
        if fate is not None and fate.name not in (None, old):
            target.name = old

    def _cast_back(self, node: Any, scope: Scope) -> None:
        fate = self._fate_after(node.column_ref, scope)
        if fate is None or not fate.retyped:
            return
        self._wrap(node, fate)

    def _fate_after(self, ref: Any, scope: Scope) -> Fate | None:
        """The fate of a reference that may have its new name already."""
        fate = self._fate(ref, scope)
        if fate is not None:
            return fate
        new = ref.fields[-1].string.sval if ref.fields else ""
        for alias, name in reversed(scope.relations):
            if len(ref.fields) > 1 and ref.fields[-2].string.sval not in (alias,):
                continue
            for fate in self.fates.columns.get(name, {}).values():
                if fate.name == new:
                    return fate
        return None

    def _wrap(self, node: Any, fate: Fate) -> None:
        inner = type(node)()
        inner.CopyFrom(node)
        node.Clear()
        node.type_cast.arg.CopyFrom(inner)
        node.type_cast.type_name.CopyFrom(_type_name(fate.old_type))
        node.type_cast.location = -1
        self.changed = True
        if not has_immutable_text(fate.new_type):
            self.stable.add(f"{inner.column_ref.fields[-1].string.sval}::{fate.old_type}")

    def _cast_of_column(self, node: Any, scope: Scope) -> None:
        """``user_id::uuid`` is ``user_id`` where the column is uuid by now."""
        ref = node.type_cast.arg.column_ref
        fate = self._fate(ref, scope)
        self._rename(ref, scope)
        if fate is None or not fate.retyped:
            return
        if named_type(node.type_cast.type_name) == type_names(fate.new_type):
            plain = type(node)()
            plain.CopyFrom(node.type_cast.arg)
            node.CopyFrom(plain)
            self.changed = True

    # Comparisons

    def _compare(self, expression: Any, scope: Scope) -> bool:
        """Handle ``a = b`` where a side of it is a column that takes another type."""
        if not expression.name or expression.name[-1].string.sval not in _COMPARISONS:
            return False
        sides = (expression.lexpr, expression.rexpr)
        fates = [self._fate(s.column_ref, scope) if _is_column(s) else None for s in sides]
        if not any(fate is not None and fate.retyped for fate in fates):
            return False
        for side, fate in zip(sides, fates, strict=True):
            if fate is None:
                self.walk(side, scope)
            else:
                self._rename(side.column_ref, scope)
        for (side, other), fate in zip((sides, sides[::-1]), fates, strict=True):
            if fate is None or not fate.retyped:
                continue
            if not self._agree(other, fate, scope):
                self._wrap(side, fate)
        return True

    def _agree(self, other: Any, fate: Fate, scope: Scope) -> bool:
        """Whether the other side of a comparison has the column's new type, or can be given it."""
        new = type_names(fate.new_type)
        if self._infer(other, scope) == new:
            return True
        if other.WhichOneof("node") == "type_cast":
            cast = other.type_cast
            was = named_type(cast.type_name) == type_names(fate.old_type)
            if was and self._infer(cast.arg, scope) == new:
                plain = type(other)()
                plain.CopyFrom(cast.arg)
                other.CopyFrom(plain)
                self.changed = True
                return True
        literals = _literals(other, type_names(fate.old_type))
        if literals and all(fate.takes(node.type_cast.arg.a_const.sval.sval) for node in literals):
            for node in literals:
                node.type_cast.type_name.CopyFrom(_type_name(fate.new_type))
            self.changed = True
            return True
        return False

    def _infer(self, node: Any, scope: Scope) -> tuple[str, ...] | None:
        """The type of a node after the merge, where it can be told without a server."""
        kind = node.WhichOneof("node")
        if kind == "column_ref":
            fate = self._fate_after(node.column_ref, scope)
            return type_names(fate.new_type) if fate else None
        if kind == "type_cast":
            return named_type(node.type_cast.type_name)
        if kind == "func_call":
            return ("uuid",) if node.func_call.funcname[-1].string.sval in _UUID_CALLS else None
        if kind == "sub_link":
            select = node.sub_link.subselect.select_stmt
            if len(select.target_list) == 1:
                inner = Scope(scope.relations + tuple(self._relations(select)))
                return self._infer(select.target_list[0].res_target.val, inner)
        return None

    def _sub_link(self, link: Any, scope: Scope) -> None:
        """``a IN (SELECT b ...)`` is a comparison of a with b."""
        self.walk(link.subselect, scope)
        if not link.HasField("testexpr"):
            return
        if not _is_column(link.testexpr):
            self.walk(link.testexpr, scope)
            return
        fate = self._fate(link.testexpr.column_ref, scope)
        self._rename(link.testexpr.column_ref, scope)
        select = link.subselect.select_stmt
        if fate is None or len(select.target_list) != 1:
            return
        inner = Scope(scope.relations + tuple(self._relations(select)))
        target = select.target_list[0].res_target.val
        theirs, ours = self._infer(target, inner), type_names(fate.new_type)
        if theirs is None or theirs == ours:
            return
        for node, where in ((link.testexpr, scope), (target, inner)):
            own = self._fate_after(node.column_ref, where) if _is_column(node) else None
            if own is not None and own.retyped:
                self._wrap(node, own)

    def _relations(self, select: Any) -> Iterator[tuple[str, Name]]:
        """The tables of a FROM clause under the names that the query knows them by."""
        pending = list(select.from_clause)
        while pending:
            node = pending.pop()
            kind = node.WhichOneof("node")
            if kind == "range_var":
                var = node.range_var
                name = self._named(var)
                yield (var.alias.aliasname or name.name, name)
            elif kind == "join_expr":
                pending.extend((node.join_expr.larg, node.join_expr.rarg))

    # Names that are no expressions

    def _named(self, var: Any) -> Name:
        """The table as the text named it; by now it may have its new name."""
        return self.before.get(var.location, Name(var.schemaname or "public", var.relname))

    def _table(self, var: Any) -> None:
        old = self._named(var)
        new = self.fates.tables.get(old, old)
        if new is None:
            self.lost.add(f"table {old.sql}")
        elif new != old:
            self.before[var.location] = old
            var.schemaname, var.relname = new
            self.changed = True

    def _row_type(self, type_name: Any) -> None:
        names = [n.string.sval for n in type_name.names]
        if len(names) != 2:
            return
        old = Name(*names)
        new = self.fates.tables.get(old, old)
        if new is None:
            self.lost.add(f"table {old.sql}")
        elif new != old:
            type_name.names[0].string.sval, type_name.names[1].string.sval = new
            self.changed = True

    def _plain_columns(self, message: Any, kind: str, table: Name | None) -> None:
        fates = self.fates.columns.get(table, {}) if table else {}

        def renamed(column: str) -> str:
            fate = fates.get(column)
            if fate is None or fate.name == column:
                return column
            if fate.name is None:
                self.lost.add(f"column {quote_ident(column)}")
                return column
            self.changed = True
            return fate.name

        if kind in ("IndexElem", "StatsElem"):
            if message.name:
                message.name = renamed(message.name)
        elif kind in ("CreateTrigStmt", "PublicationTable"):
            for node in message.columns:
                node.string.sval = renamed(node.string.sval)
        else:  # the columns that a rule writes to
            for node in message.cols if kind == "InsertStmt" else message.target_list:
                node.res_target.name = renamed(node.res_target.name)


def _type_name(text: str) -> Any:
    from postgast import parse  # noqa: PLC0415

    cast = parse(f"SELECT NULL::{text}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    return cast.type_cast.type_name


def _literals(node: Any, old_type: tuple[str, ...]) -> list[Any]:
    """The string literals of a type that a node consists of, alone or in an array; else none."""
    kind = node.WhichOneof("node")
    if kind == "a_array_expr":
        found = [_literals(element, old_type) for element in node.a_array_expr.elements]
        return [one for many in found for one in many] if all(found) else []
    if kind != "type_cast" or named_type(node.type_cast.type_name) != old_type:
        return []
    arg = node.type_cast.arg
    is_text = arg.WhichOneof("node") == "a_const" and arg.a_const.WhichOneof("val") == "sval"
    return [node] if is_text else []


def _is_column(node: Any) -> bool:
    return bool(node.WhichOneof("node") == "column_ref")


def _children(message: Message) -> Iterator[Message]:
    for descriptor, value in message.ListFields():
        if descriptor.type != descriptor.TYPE_MESSAGE:
            continue
        if isinstance(value, (str, bytes, int, float, bool)):
            continue
        if hasattr(value, "DESCRIPTOR"):
            yield value
        else:
            yield from value
