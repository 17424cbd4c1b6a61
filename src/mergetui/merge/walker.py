"""The walk over a parse tree that gives columns and tables their new names and types.

A comparison keeps its meaning: where a column takes another type, the other side of the comparison
follows if it can, and otherwise the column is cast back to the type that the text was written for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mergetui.catalog.names import quote_ident
from mergetui.merge.casts import cast_back, may_fail_back
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.joins import spell_out
from mergetui.merge.nodes import children, field, is_column, literals, over, type_name
from mergetui.merge.numbers import (
    ARITHMETIC,
    cast_to,
    compared,
    level,
    number_type,
    sides,
    uncast_text,
)
from mergetui.merge.plain import Plain
from mergetui.merge.returned import called, out_of_place
from mergetui.merge.scope import Scope
from mergetui.merge.types import (
    castable,
    family,
    has_immutable_text,
    known_type,
    named_type,
    type_names,
)

if TYPE_CHECKING:
    from google.protobuf.message import Message

_COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">=", "~~", "!~~", "~~*", "!~~*", "~"})
_EQUAL = frozenset({"=", "<>"})
_OF_ARRAYS = (2, 3)  # AEXPR_OP_ANY, AEXPR_OP_ALL
_TEXTS = (type_names("text"), type_names("character varying"))
_OF_ANY_NUMBER = frozenset({"sum", "min", "max", "avg", "count", "abs", "mod", "sign", "round"})
_WRITES = frozenset({"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"})
_VALUES = frozenset({"coalesce_expr", "min_max_expr", "case_expr"})
_BESIDE = {"case_expr": ("arg",), "func_call": ("agg_order", "agg_filter", "over")}
_WHOLE = ("group_clause", "sort_clause", "distinct_clause")
_UUID_CALLS = frozenset({"gen_random_uuid", "uuid_generate_v4", "uuidv7", "uid"})


class Walker:
    """Walks a parse tree once and changes it in place."""

    def __init__(self, fates: Fates) -> None:
        self.fates = fates
        self.changed = False
        self.joined = False  # whether a JOIN USING was
        self.names = Plain(fates)
        self.named = self.names.named
        self.lost = self.names.lost
        self.raises: set[str] = set()  # casts back that not every value of the new type has
        self.stable: set[str] = set()  # casts that an index cannot hold: they are not immutable

    # Walking

    def walk(self, message: Message, scope: Scope) -> None:
        kind = message.DESCRIPTOR.name
        if kind == "Node":
            self._node(message, scope)
            return
        if kind == "SelectStmt":
            self._select(message, scope)
            return
        if kind in _WRITES:
            scope = scope.writing(message, self.fates, self.named)
        for child in children(message):
            self.walk(child, scope)
        if kind == "RangeVar":
            self.changed |= self.names.table(message)
        elif kind == "TypeName":
            self.changed |= self.names.row_type(message)
        elif kind == "RangeFunction":
            gone = out_of_place(message, self.fates.returned)
            self.lost |= {f"columns of table {table.sql} in their places" for table in gone}
        elif kind in ("IndexElem", "StatsElem", "CreateTrigStmt", "PublicationTable"):
            table = scope.relations[-1].name if scope.relations else None
            self.changed |= self.names.columns(message, kind, table)
        elif kind in ("InsertStmt", "UpdateStmt", "OnConflictClause"):
            self.changed |= self.names.columns(message, kind, scope.relations[-1].name)

    def _node(self, node: Any, scope: Scope) -> None:
        kind = node.WhichOneof("node")
        if kind is None:
            return
        inner = getattr(node, kind)
        if kind == "column_ref":
            self._rename(inner, scope)
            self._cast_back(node, scope)
        elif kind == "a_expr" and (self._compare(inner, scope) or self._reckon(inner, scope)):
            return
        elif kind in _VALUES or (
            kind == "func_call" and inner.funcname[-1].string.sval in _OF_ANY_NUMBER
        ):
            self._values(node, kind, scope)
        elif kind == "type_cast" and inner.arg.WhichOneof("node") == "column_ref":
            self.walk(inner.type_name, scope)
            self._cast_of_column(node, scope)
        elif kind == "type_cast":
            self.walk(inner, scope)
            self.changed |= uncast_text(node, scope)
        elif kind in ("null_test", "boolean_test") and is_column(inner.arg):
            self._rename(inner.arg.column_ref, scope)
        elif kind == "sub_link":
            self._sub_link(inner, scope)
        elif kind == "a_indirection":
            self.walk(inner, scope)
            self._field(inner)
        elif kind == "range_var" and self.names.shares(inner, scope):
            self.names.read_own_rows(node)
            self.changed = True
        elif kind == "res_target" and is_column(inner.val):
            if not inner.name:
                self._keep_output_name(inner, scope)
            self._rename(inner.val.column_ref, scope)
        else:
            self.walk(inner, scope)

    def _select(self, select: Any, around: Scope, *, part: bool = False) -> None:
        """``part`` of a UNION and its like, whose columns have to stay what they were."""
        if select.HasField("larg"):
            around = around.within(select, self.fates, self.named)
            for one in (select.larg, select.rarg):
                self._select(one, around, part=True)
            for name in ("sort_clause", "with_clause", "limit_count", "limit_offset"):
                for child in field(select, name):
                    self.walk(child, around)
            return
        scope = around.within(select, self.fates, self.named)
        spelled, lost = spell_out(select, scope)
        self.changed |= spelled
        self.joined |= spelled
        self.lost |= lost
        for descriptor, _ in select.ListFields():
            for child in field(select, descriptor.name):
                if descriptor.name in _WHOLE:
                    self._whole(child, scope)
                elif descriptor.name == "target_list":
                    self._output(child, scope, part=part)
                else:
                    self.walk(child, scope)

    def _field(self, indirection: Any) -> None:
        """A field of the rows that a function returns."""
        rows = called(indirection.arg, self.fates.returned)
        part = indirection.indirection[0]
        if rows is None or part.WhichOneof("node") != "string":
            return
        fate = self.fates.columns.get(rows.table, {}).get(part.string.sval)
        if fate is not None and fate.name is None:
            self.lost.add(f"column {quote_ident(part.string.sval)}")
        elif fate is not None and fate.name is not None and fate.name != part.string.sval:
            part.string.sval = fate.name
            self.changed = True

    def _whole(self, node: Any, scope: Scope) -> None:
        """What is grouped or sorted by a column goes by it as it is after the merge."""
        by = node.sort_by.node if node.WhichOneof("node") == "sort_by" else node
        if by.WhichOneof("node") == "column_ref":
            self._rename(by.column_ref, scope)
        elif by.WhichOneof("node") == "grouping_set":
            for one in by.grouping_set.content:
                self._whole(one, scope)
        else:
            self.walk(node, scope)

    def _output(self, node: Any, scope: Scope, *, part: bool) -> None:
        """A column of a query. PostgreSQL prints no ``AS`` that repeats the name of the column."""
        value = node.res_target.val
        was = value.column_ref.fields[-1].string.sval if is_column(value) else None
        if part:
            self._part(node, scope)
        else:
            self.walk(node, scope)
        called = value.column_ref.fields[-1].string.sval if is_column(value) else None
        if was != called and node.res_target.name == called:
            node.res_target.name = ""

    def _part(self, node: Any, scope: Scope) -> None:
        target = node.res_target
        fate = scope.fate(target.val.column_ref) if is_column(target.val) else None
        if fate is None or not fate.retyped or fate.fits or fate.grows:
            self.walk(node, scope)
            return
        name = target.name or target.val.column_ref.fields[-1].string.sval
        self._rename(target.val.column_ref, scope)
        self._wrap(target.val, fate)
        target.name = name

    # Columns

    def _rename(self, ref: Any, scope: Scope) -> None:
        fate = scope.fate(ref)
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
            for relation in scope.relations:
                old_name = relation.name
                new_name = self.fates.tables.get(old_name)
                if relation.alias == said == old_name.name and new_name and new_name.name != said:
                    ref.fields[index].string.sval = new_name.name
                    self.changed = True
                    break

    def _keep_output_name(self, target: Any, scope: Scope) -> None:
        """A view's column keeps its name where the column behind it takes another."""
        if not is_column(target.val):
            return
        fate = scope.fate(target.val.column_ref)
        old = target.val.column_ref.fields[-1].string.sval
        if fate is not None and fate.name not in (None, old):
            target.name = old

    def _cast_back(self, node: Any, scope: Scope) -> None:
        fate = scope.fate_after(node.column_ref)
        if fate is None or not fate.retyped or fate.fits:
            return
        self._wrap(node, fate)

    def _wrap(self, node: Any, fate: Fate) -> None:
        back = cast_back(fate.old_type, fate.new_type, opaque=fate.opaque)
        name = node.column_ref.fields[-1].string.sval
        if back is None:
            self.lost.add(
                f"{quote_ident(name)} as {fate.old_type}, to which nothing casts {fate.new_type}"
            )
            return
        inner = type(node)()
        inner.CopyFrom(node)
        node.CopyFrom(over(back, inner))
        self.changed = True
        if not has_immutable_text(fate.new_type):
            self.stable.add(f"{name}::{fate.old_type}")
        if may_fail_back(fate.old_type, fate.new_type, of_enum=fate.of_enum):
            self.raises.add(f"{name}::{fate.old_type}")

    def _cast_of_column(self, node: Any, scope: Scope) -> None:
        """``user_id::uuid`` is ``user_id`` where the column is uuid by now."""
        ref = node.type_cast.arg.column_ref
        fate = scope.fate(ref)
        self._rename(ref, scope)
        if fate is None or not fate.retyped:
            return
        wanted = named_type(node.type_cast.type_name)
        if wanted == type_names(fate.new_type):
            plain = type(node)()
            plain.CopyFrom(node.type_cast.arg)
            node.CopyFrom(plain)
            self.changed = True
        elif not self._casts(fate, known_type(wanted)):
            self._wrap(node.type_cast.arg, fate)

    @staticmethod
    def _casts(fate: Fate, wanted: str) -> bool:
        """Whether PostgreSQL casts a column's new type to a type that the text asks for."""
        opaque = fate.opaque and family(wanted) != "text"
        return castable(fate.new_type, wanted) and not opaque

    # Comparisons

    def _compare(self, expression: Any, scope: Scope) -> bool:
        """Handle ``a = b`` where a side of it is a column that takes another type."""
        if not expression.name or expression.name[-1].string.sval not in _COMPARISONS:
            return False
        sides = (expression.lexpr, expression.rexpr)
        fates = [scope.fate(s.column_ref) if is_column(s) else None for s in sides]
        if not any(fate is not None and fate.retyped for fate in fates):
            return False
        for side, fate in zip(sides, fates, strict=True):
            if fate is None:
                self.walk(side, scope)
            else:
                self._rename(side.column_ref, scope)
        for (side, other), fate in zip((sides, sides[::-1]), fates, strict=True):
            if fate is None or not fate.retyped or fate.fits or fate.counts:
                continue
            if fate.spells and expression.name[-1].string.sval in _EQUAL:
                self._spell(other, scope, several=expression.kind in _OF_ARRAYS)
            elif not self._agree(other, fate, scope):
                self._wrap(side, fate)
        if any(fate is not None and fate.retyped and fate.counts for fate in fates):
            self.changed |= compared(*sides, scope)
        return True

    def _reckon(self, expression: Any, scope: Scope) -> bool:
        """Handle ``n + 1`` where n gets room for larger numbers; what is added to a date, say,
        has to stay what it was."""
        if not expression.name or expression.name[-1].string.sval not in ARITHMETIC:
            return False
        operands = sides(expression)
        if not all(number_type(operand, scope) for operand in operands):
            return False
        grown = any(self._operand(operand, scope) for operand in operands)
        if grown and expression.name[-1].string.sval == "%":  # the one without a mixed form
            level(operands, scope)
        return True

    def _values(self, node: Any, kind: str, scope: Scope) -> None:
        """What takes values of one type or another, as ``coalesce`` does."""
        inner = getattr(node, kind)
        operands = [inner.defresult] if kind == "case_expr" else list(inner.args)
        if kind == "case_expr":
            for when in inner.args:
                self.walk(when.case_when.expr, scope)
                operands.append(when.case_when.result)
        for name in _BESIDE.get(kind, ()):
            for child in field(inner, name):
                self.walk(child, scope)
        grown = [self._operand(operand, scope) for operand in operands]
        if kind != "func_call":
            if any(grown):
                level(operands, scope)
        elif any(grown) and self._is_sum_of_bigints(inner, operands[0], scope):
            cast_to(node, "bigint")  # the sum of integers was one, that of bigints is numeric

    @staticmethod
    def _is_sum_of_bigints(call: Any, operand: Any, scope: Scope) -> bool:
        return call.funcname[-1].string.sval == "sum" and number_type(operand, scope) == "bigint"

    def _operand(self, node: Any, scope: Scope) -> bool:
        """A value where numbers of all sizes may stand, or any string; whether it is one."""
        fate = scope.fate(node.column_ref) if is_column(node) else None
        if fate is not None and (fate.grows or fate.fits):
            self._rename(node.column_ref, scope)
            self.changed = True
            return True
        self.walk(node, scope)
        return False

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
        said = literals(other, type_names(fate.old_type))
        if said and all(fate.takes(node.type_cast.arg.a_const.sval.sval) for node in said):
            for node in said:
                node.type_cast.type_name.CopyFrom(type_name(fate.new_type))
            self.changed = True
            return True
        return False

    def _spell(self, other: Any, scope: Scope, *, several: bool) -> None:
        """The other side of a comparison of values of an enum, as text. ``several``: an array."""
        if other.WhichOneof("node") == "list":  # of IN
            for item in other.list.items:
                self._spell(item, scope, several=False)
            return
        if self._infer(other, scope) in _TEXTS:
            return
        self.changed = True
        said = literals(other)
        for node in said:
            node.type_cast.type_name.CopyFrom(type_name("text"))
        if not said:
            inner = type(other)()
            inner.CopyFrom(other)
            other.CopyFrom(over("x::text[]" if several else "x::text", inner))
            self.stable.add("an enum as text")

    def _infer(self, node: Any, scope: Scope) -> tuple[str, ...] | None:
        """The type of a node after the merge, where it can be told without a server."""
        kind = node.WhichOneof("node")
        if kind == "column_ref":
            fate = scope.fate_after(node.column_ref)
            return type_names(fate.new_type) if fate else None
        if kind == "type_cast":
            return named_type(node.type_cast.type_name)
        if kind == "func_call":
            return ("uuid",) if node.func_call.funcname[-1].string.sval in _UUID_CALLS else None
        if kind == "sub_link":
            select = node.sub_link.subselect.select_stmt
            if len(select.target_list) == 1:
                inner = scope.within(select, self.fates, self.named)
                return self._infer(select.target_list[0].res_target.val, inner)
        return None

    def _sub_link(self, link: Any, scope: Scope) -> None:
        """``a IN (SELECT b ...)`` is a comparison of a with b."""
        self.walk(link.subselect, scope)
        if not link.HasField("testexpr"):
            return
        if not is_column(link.testexpr):
            self.walk(link.testexpr, scope)
            return
        fate = scope.fate(link.testexpr.column_ref)
        self._rename(link.testexpr.column_ref, scope)
        select = link.subselect.select_stmt
        if fate is None or len(select.target_list) != 1:
            return
        inner = scope.within(select, self.fates, self.named)
        target = select.target_list[0].res_target.val
        theirs, ours = self._infer(target, inner), type_names(fate.new_type)
        if theirs == ours:
            return
        for node, where in ((link.testexpr, scope), (target, inner)):
            own = where.fate_after(node.column_ref) if is_column(node) else None
            if own is not None and own.retyped and not (own.fits or own.counts):
                self._wrap(node, own)
