"""A parsed statement changed or taken apart, and written anew.

Pure functions over the messages of postgast's grammar; nothing here runs SQL. Invariant: the
parts of a statement run one after the other do what the statement does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any

from mergetui.catalog.statements import Statement


@cache
def grammar() -> Any:
    """The messages of the grammar. Found by name, since the stubs that come with postgast 0.2 are
    not valid Python: one of their fields is called None."""
    return import_module("postgast.pg_query_pb2")


def _copy(statement: Statement) -> Any:
    node = grammar().Node()
    getattr(node, statement.kind).CopyFrom(statement.node)
    return node


def _sql(node: Any) -> str:
    from postgast import deparse  # noqa: PLC0415

    tree = grammar().ParseResult()
    tree.stmts.add().stmt.CopyFrom(node)
    return str(deparse(tree))


def _from_node(statement: Statement, node: Any) -> Statement:
    kind = node.WhichOneof("node")
    return replace(statement, sql=_sql(node), kind=kind, node=getattr(node, kind), part=True)


def with_field(statement: Statement, field: str, value: object) -> Statement:
    """A copy with another value in a field of its node."""
    node = _copy(statement)
    setattr(getattr(node, statement.kind), field, value)
    return _from_node(statement, node)


def changed(statement: Statement, change: Callable[[Any], None]) -> Statement:
    """A copy, after ``change`` of its node."""
    node = _copy(statement)
    change(node)
    return _from_node(statement, node)


_TABLESPACES = ("tablespacename", "table_space", "table_space_name", "indexspace")


def without_tablespace(statement: Statement) -> Statement:
    """What is made, without a word of where on the server its rows are."""

    def clear(message: Any) -> None:
        for descriptor, value in message.ListFields():
            if descriptor.name in _TABLESPACES:
                message.ClearField(descriptor.name)
            elif descriptor.type == descriptor.TYPE_MESSAGE:
                for child in [value] if hasattr(value, "DESCRIPTOR") else value:
                    clear(child)

    return changed(statement, clear)


def is_foreign(node: Any) -> bool:
    return bool(node.HasField("constraint") and node.constraint.contype == grammar().CONSTR_FOREIGN)


def _take_foreign_keys(column: Any) -> list[Any]:
    """Take the foreign keys out of a column's definition, as table constraints."""
    return _take(column, is_foreign)


def _take(column: Any, takes: Callable[[Any], bool]) -> list[Any]:
    """Take constraints out of a column's definition, as table constraints."""
    attributes = (
        *(grammar().CONSTR_ATTR_DEFERRABLE, grammar().CONSTR_ATTR_NOT_DEFERRABLE),
        *(grammar().CONSTR_ATTR_DEFERRED, grammar().CONSTR_ATTR_IMMEDIATE),
    )
    kept, taken = [], []
    last: Any = None  # an attribute belongs to the constraint before it
    for node in column.constraints:
        contype = node.constraint.contype
        if takes(node):
            last = node.constraint
            names = last.fk_attrs if is_foreign(node) else last.keys
            if contype != grammar().CONSTR_CHECK:
                names.add().string.sval = column.colname
            taken.append(node)
        elif contype in attributes and last is not None:
            last.deferrable |= contype in (
                grammar().CONSTR_ATTR_DEFERRABLE,
                grammar().CONSTR_ATTR_DEFERRED,
            )
            last.initdeferred |= contype == grammar().CONSTR_ATTR_DEFERRED
        else:
            kept.append(node)
            last = None
    taken, kept = [_clone(n) for n in taken], [_clone(n) for n in kept]
    del column.constraints[:]
    column.constraints.extend(kept)
    return taken


def _clone(node: Any) -> Any:
    clone = type(node)()
    clone.CopyFrom(node)
    return clone


def _add_constraint(relation: Any, constraint: Any) -> Any:
    return _alter(relation, grammar().AT_AddConstraint, definition=constraint)


def _alter(relation: Any, subtype: int, *, name: str = "", definition: Any) -> Any:
    node = grammar().Node()
    alter = node.alter_table_stmt
    alter.relation.CopyFrom(relation)
    alter.objtype = grammar().OBJECT_TABLE
    command = alter.cmds.add().alter_table_cmd
    command.subtype = subtype
    command.name = name
    command.behavior = grammar().DROP_RESTRICT
    getattr(command, "def").CopyFrom(definition)
    return node


def parts(statement: Statement) -> list[Statement]:
    """A refused statement taken apart: foreign keys by themselves after the table, the commands of
    ALTER TABLE one by one. Empty where it is one thing already."""
    if statement.kind == "create_stmt":
        node = _copy(statement)
        table = node.create_stmt
        foreign: list[Any] = []
        elements = []
        for element in table.table_elts:
            if is_foreign(element):
                foreign.append(_clone(element))
                continue
            if element.HasField("column_def"):
                foreign += _take_foreign_keys(element.column_def)
            elements.append(_clone(element))
        if not foreign:
            return []
        del table.table_elts[:]
        table.table_elts.extend(elements)
        rest = [_add_constraint(table.relation, constraint) for constraint in foreign]
        return [_from_node(statement, each) for each in (node, *rest)]
    if statement.kind == "alter_table_stmt":
        nodes = list(_commands(statement))
        return [_from_node(statement, each) for each in nodes] if len(nodes) > 1 else []
    return []


def _commands(statement: Statement) -> Iterator[Any]:
    for command in statement.node.cmds:
        node = _copy(statement)
        alter = node.alter_table_stmt
        del alter.cmds[:]
        own = alter.cmds.add()
        own.CopyFrom(command)
        definition = getattr(own.alter_table_cmd, "def")
        foreign = (
            _take_foreign_keys(definition.column_def) if definition.HasField("column_def") else []
        )
        yield node
        for constraint in foreign:
            yield _add_constraint(alter.relation, constraint)


def pieces(statement: Statement) -> list[Statement]:
    """A table or a new column that is refused as it stands: first without its defaults, constraints
    and generated columns, then each of these by itself. Empty for anything else."""
    node = _copy(statement)
    if statement.kind == "create_stmt":
        relation, elements = node.create_stmt.relation, node.create_stmt.table_elts
    elif statement.kind == "alter_table_stmt" and len(statement.node.cmds) == 1:
        relation, elements = node.alter_table_stmt.relation, node.alter_table_stmt.cmds
        command = elements[0].alter_table_cmd
        if command.subtype != grammar().AT_AddColumn:
            return []
        definition = getattr(command, "def").column_def
        rest = _add_rest(relation, definition)
        return [_from_node(statement, each) for each in (node, *rest)] if rest else []
    else:
        return []
    kept, later = [], []
    for element in elements:
        if element.HasField("constraint"):
            later.append(_add_constraint(relation, element))
        elif element.HasField("column_def") and _is_generated(element.column_def):
            later.append(_alter(relation, grammar().AT_AddColumn, definition=element))
        else:
            if element.HasField("column_def"):
                later += _add_rest(relation, element.column_def)
            kept.append(_clone(element))
    del elements[:]
    elements.extend(kept)
    return [_from_node(statement, each) for each in (node, *later)] if later else []


def _is_generated(column: Any) -> bool:
    return any(c.constraint.contype == grammar().CONSTR_GENERATED for c in column.constraints)


def _add_rest(relation: Any, column: Any) -> list[Any]:
    """Take default and constraints out of a column; what puts them back."""
    of_table = (
        *(grammar().CONSTR_CHECK, grammar().CONSTR_UNIQUE, grammar().CONSTR_PRIMARY),
        grammar().CONSTR_FOREIGN,
    )
    constraints = _take(column, lambda node: node.constraint.contype in of_table)
    defaults = [c for c in column.constraints if c.constraint.contype == grammar().CONSTR_DEFAULT]
    rest = [
        _alter(
            relation,
            grammar().AT_ColumnDefault,
            name=column.colname,
            definition=default.constraint.raw_expr,
        )
        for default in defaults
    ]
    kept = [_clone(c) for c in column.constraints if c not in defaults]
    del column.constraints[:]
    column.constraints.extend(kept)
    return rest + [_add_constraint(relation, each) for each in constraints]
