"""What a statement needs of those around it, so that the loader need not ask the server in vain.

Pure functions. A wrong guess costs a trial more or less and never a statement: what waits is tried
again in its place.
"""

from __future__ import annotations

from collections.abc import Iterable

from mergetui.catalog import apart, ddl
from mergetui.catalog.names import Name
from mergetui.catalog.statements import Statement

_ABOUT_A_TABLE = frozenset(
    {"alter_table_stmt", "index_stmt", "create_policy_stmt", "create_trig_stmt"}
)
_OF_OPERATORS = frozenset(
    {"create_function_stmt", "define_stmt", "create_cast_stmt", "create_extension_stmt", "do_stmt"}
)


def made_relation(statement: Statement) -> Name | None:
    """The table or view that a statement makes; in public where no schema is written."""
    about = ddl.relation(statement) if statement.kind in ("create_stmt", "view_stmt") else None
    return _in_public(about) if about else None


def _in_public(name: Name) -> Name:
    return name if name.schema else Name("public", name.name)


def relations_needed(statement: Statement) -> frozenset[Name]:
    """Tables that must be there before the statement, as far as that is easily seen: the one that
    it is about, those that its foreign keys point at."""
    node = statement.node
    found = set()
    if statement.kind == "create_stmt":
        constraints = [each.constraint for each in node.table_elts if apart.is_foreign(each)]
        for element in node.table_elts:
            if element.HasField("column_def"):
                own = element.column_def.constraints
                constraints += [each.constraint for each in own if apart.is_foreign(each)]
        found = {_in_public(ddl.table_of(each.pktable)) for each in constraints}
        found -= {_in_public(ddl.table_of(node.relation))}
    elif statement.kind in _ABOUT_A_TABLE and not getattr(node, "missing_ok", False):
        if about := ddl.relation(statement):
            found = {_in_public(about)}
        if wanted := ddl.foreign_key(statement):
            found.add(_in_public(wanted.key.references))
    return frozenset(found)


def changes_operators(statement: Statement) -> bool:
    """What compares two values may be there after it and not before."""
    if statement.kind == "alter_table_stmt":
        commands = (command.alter_table_cmd.subtype for command in statement.node.cmds)
        return apart.grammar().AT_AlterColumnType in commands
    return statement.kind in _OF_OPERATORS


def rolled_back(statements: Iterable[Statement]) -> frozenset[int]:
    """The indexes of the statements that stand between BEGIN and ROLLBACK in one file."""
    found: set[int] = set()
    begun: list[int] | None = None
    file = ""
    for statement in statements:
        if statement.place.file != file:
            file, begun = statement.place.file, None
        if statement.kind != "transaction_stmt":
            if begun is not None:
                begun.append(statement.index)
            continue
        kind = statement.node.kind
        if kind in (apart.grammar().TRANS_STMT_BEGIN, apart.grammar().TRANS_STMT_START):
            begun = []
        elif kind == apart.grammar().TRANS_STMT_ROLLBACK:
            found.update(begun or ())
            begun = None
        elif kind == apart.grammar().TRANS_STMT_COMMIT:
            begun = None
    return frozenset(found)
