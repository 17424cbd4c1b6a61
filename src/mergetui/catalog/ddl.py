"""What the loader must know of a parsed statement: what it makes, and what it is about.

Pure functions over the messages of postgast's grammar; nothing here runs SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mergetui.catalog.apart import changed, grammar, is_foreign, with_field
from mergetui.catalog.model import ForeignKey, Index, OnEvent
from mergetui.catalog.names import Name
from mergetui.catalog.platform import PLATFORM_PUBLICATION, PLATFORM_SCHEMAS
from mergetui.catalog.statements import Statement

# Nothing of these reaches a catalog, whoever runs them.
TRANSACTION = frozenset({"transaction_stmt", "lock_stmt", "constraints_set_stmt"})
# They take something away or give it another name: tried again later they would hit what a later
# statement made.
ONCE = frozenset({"drop_stmt", "rename_stmt", "truncate_stmt", "delete_stmt", "drop_owned_stmt"})
# PostgreSQL runs these only by themselves.
ALONE = frozenset(
    {"vacuum_stmt", "createdb_stmt", "dropdb_stmt", "alter_system_stmt", "reindex_stmt"}
)
# They may take long, and what is sent with them would have to wait for it twice.
SLOW = frozenset({"do_stmt", "select_stmt", "call_stmt"})
_OURS = frozenset({"statement_timeout", "lock_timeout", "transaction_timeout", "client_encoding"})
_ROLES = frozenset({"role", "session_authorization"})
_EVENTS: dict[str, OnEvent] = {
    "a": "no action",
    "r": "restrict",
    "c": "cascade",
    "n": "set null",
    "d": "set default",
}


def sets_session(statement: Statement) -> bool:
    """It changes how later statements of its file are read."""
    if statement.kind == "variable_set_stmt":
        return True
    if statement.kind != "select_stmt" or len(statement.node.target_list) != 1:
        return False
    call = statement.node.target_list[0].res_target.val.func_call
    return bool(call.funcname) and call.funcname[-1].string.sval == "set_config"


def as_session_setting(statement: Statement) -> Statement | None:
    """SET LOCAL holds for the rest of a file here, since a file is not one transaction; timeouts
    and the encoding of the connection are ours to set. None where nothing is left to run."""
    node = statement.node
    if statement.kind != "variable_set_stmt":
        return statement
    if node.name in _OURS | _ROLES or node.name.startswith(
        ("TRANSACTION", "SESSION CHARACTERISTICS")
    ):
        return None
    return with_field(statement, "is_local", False) if node.is_local else statement


def runs_alone(statement: Statement) -> bool:
    return statement.kind in ALONE | SLOW or getattr(statement.node, "concurrent", False)


def changes_role(statement: Statement) -> bool:
    """SET ROLE, SET SESSION AUTHORIZATION: they say who owns what follows."""
    return statement.kind == "variable_set_stmt" and statement.node.name in _ROLES


def changes_owner(statement: Statement) -> bool:
    if statement.kind == "alter_table_stmt":
        commands = [c.alter_table_cmd.subtype for c in statement.node.cmds]
        return bool(commands) and all(c == grammar().AT_ChangeOwner for c in commands)
    return statement.kind == "alter_owner_stmt"


def new_owner(statement: Statement) -> str:
    """The role that a statement makes the owner; empty for a word like CURRENT_USER."""
    if statement.kind == "alter_table_stmt":
        return str(statement.node.cmds[-1].alter_table_cmd.newowner.rolename)
    return str(statement.node.newowner.rolename)


def without_owner(statement: Statement) -> Statement | None:
    """CREATE SCHEMA for whoever runs it; None where it names no role."""
    node = statement.node
    if statement.kind != "create_schema_stmt" or not node.authrole.rolename:
        return None

    def change(copied: Any) -> None:
        made = copied.create_schema_stmt
        made.schemaname = made.schemaname or node.authrole.rolename
        made.ClearField("authrole")

    return changed(statement, change)


def for_roles(statement: Statement) -> frozenset[str]:
    """The roles that ALTER DEFAULT PRIVILEGES names; none is whoever runs it."""
    return frozenset(
        role.role_spec.rolename
        for each in statement.node.options
        if each.def_elem.defname == "roles"
        for role in each.def_elem.arg.list.items
    )


def for_owner(statement: Statement) -> Statement:
    """ALTER DEFAULT PRIVILEGES of whoever runs it."""

    def change(copied: Any) -> None:
        options = copied.alter_default_privileges_stmt.options
        for number in reversed(range(len(options))):
            if options[number].def_elem.defname == "roles":
                del options[number]

    return changed(statement, change)


def comments_on_extension(statement: Statement) -> bool:
    return bool(
        statement.kind == "comment_stmt" and statement.node.objtype == grammar().OBJECT_EXTENSION
    )


def option(statement: Statement, name: str) -> str | None:
    """The text of ``name`` in a statement's options."""
    for each in statement.node.options:
        if each.def_elem.defname == name:
            return str(each.def_elem.arg.string.sval)
    return None


def _strings(nodes: Iterable[Any]) -> list[str]:
    return [str(node.string.sval) for node in nodes]


def table_of(relation: Any) -> Name:
    return Name(relation.schemaname, relation.relname)


def relation(statement: Statement) -> Name | None:
    """The table that a statement is about; the schema is empty where it is not written."""
    for field in ("relation", "table", "view"):
        if field in statement.node.DESCRIPTOR.fields_by_name and statement.node.HasField(field):
            return table_of(getattr(statement.node, field))
    return None


def makes(statement: Statement) -> str | None:
    """A name for the object that a statement makes or replaces, the same for two that make the
    same; None where that is of no use."""
    node, kind = statement.node, statement.kind
    about = relation(statement)
    if kind in ("create_stmt", "view_stmt") and about:
        return f"relation {about.schema}.{about.name}"
    if kind == "create_policy_stmt" and about:
        return f"policy {node.policy_name} {about.schema}.{about.name}"
    if kind == "create_trig_stmt" and about:
        return f"trigger {node.trigname} {about.schema}.{about.name}"
    if kind == "index_stmt" and node.idxname:
        return f"index {node.idxname}"
    if kind == "create_function_stmt":
        types = (" ".join(_strings(p.function_parameter.arg_type.names)) for p in node.parameters)
        return f"function {'.'.join(_strings(node.funcname))}({', '.join(types)})"
    if kind in ("create_enum_stmt", "create_domain_stmt"):
        names = node.type_name if kind == "create_enum_stmt" else node.domainname
        return f"type {'.'.join(_strings(names))}"
    return None


def makes_type(statement: Statement) -> str:
    """The last name of the type that a statement makes, be it a table's; empty for any other."""
    node, kind = statement.node, statement.kind
    if kind in ("create_enum_stmt", "create_range_stmt"):
        return _strings(node.type_name)[-1]
    if kind == "create_domain_stmt":
        return _strings(node.domainname)[-1]
    if kind == "composite_type_stmt":
        return str(node.typevar.relname)
    if kind == "create_table_as_stmt":
        return str(node.into.rel.relname)
    about = relation(statement) if kind in ("create_stmt", "view_stmt") else None
    return about.name if about else ""


def search_path(statement: Statement) -> list[str]:
    """The schemas that a SET search_path names."""
    if statement.kind != "variable_set_stmt" or statement.node.name != "search_path":
        return []
    said = (each.a_const.sval.sval for each in statement.node.args)
    return [name.strip().strip('"') for text in said for name in text.split(",")]


def makes_schema(statement: Statement) -> str:
    """The name of the schema that a statement makes or renames to; empty for any other."""
    if statement.kind == "create_schema_stmt":
        return str(statement.node.schemaname or statement.node.authrole.rolename)
    return str(statement.node.newname) if statement.kind == "rename_stmt" else ""


def makes_in(statement: Statement) -> str:
    """The schema that is written before the name of the table, view, type or function that a
    statement makes; empty where there is none."""
    node, kind = statement.node, statement.kind
    if kind in ("create_stmt", "view_stmt"):
        about = relation(statement)
        return about.schema if about else ""
    names = {
        "create_function_stmt": "funcname",
        "create_enum_stmt": "type_name",
        "create_domain_stmt": "domainname",
    }
    parts = _strings(getattr(node, names[kind])) if kind in names else []
    return parts[0] if len(parts) == 2 else ""


def on_platform(statement: Statement) -> bool:
    """It is about something in a schema of the platform."""
    node = statement.node
    about = relation(statement)
    if about:
        return about.schema in PLATFORM_SCHEMAS
    if statement.kind == "create_function_stmt":
        return _strings(node.funcname)[0] in PLATFORM_SCHEMAS and len(node.funcname) > 1
    if statement.kind == "create_schema_stmt":
        return node.schemaname in PLATFORM_SCHEMAS
    if statement.kind == "create_publication_stmt":
        return bool(node.pubname == PLATFORM_PUBLICATION)
    if statement.kind in ("create_enum_stmt", "create_domain_stmt"):
        names = node.type_name if statement.kind == "create_enum_stmt" else node.domainname
        return len(names) > 1 and _strings(names)[0] in PLATFORM_SCHEMAS
    if statement.kind in ("grant_stmt", "comment_stmt", "drop_stmt"):
        return any(schema in PLATFORM_SCHEMAS for schema in _named_schemas(node))
    return False


def _named_schemas(node: Any) -> Iterator[str]:
    """Schemas named in the objects of GRANT, COMMENT and DROP."""
    objects = node.objects if hasattr(node, "objects") else [node.object]
    for each in objects:
        kind = each.WhichOneof("node")
        if kind == "range_var":
            yield str(each.range_var.schemaname)
        elif kind == "string":
            yield str(each.string.sval)
        elif kind == "object_with_args":
            yield _strings(each.object_with_args.objname)[0]
        elif kind == "list":
            yield _strings(each.list.items)[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A foreign key as written: the schema of a name may be empty, the columns of the referenced
    table too."""

    table: Name
    key: ForeignKey


def foreign_key(statement: Statement) -> Wanted | None:
    """The one foreign key that the statement adds."""
    if statement.kind != "alter_table_stmt" or len(statement.node.cmds) != 1:
        return None
    definition = getattr(statement.node.cmds[0].alter_table_cmd, "def")
    if not is_foreign(definition):
        return None
    constraint = definition.constraint
    table = table_of(statement.node.relation)
    columns = tuple(_strings(constraint.fk_attrs))
    key = ForeignKey(
        name=constraint.conname or f"{table.name}_{'_'.join(columns)}_fkey"[:63],
        columns=columns,
        references=table_of(constraint.pktable),
        ref_columns=tuple(_strings(constraint.pk_attrs)),
        match_full=constraint.fk_matchtype == "f",
        period=constraint.fk_with_period,
        on_update=_EVENTS.get(constraint.fk_upd_action, "no action"),
        on_delete=_EVENTS.get(constraint.fk_del_action, "no action"),
        on_delete_columns=tuple(_strings(constraint.fk_del_set_cols)),
        deferrable="deferred"
        if constraint.initdeferred
        else "deferrable"
        if constraint.deferrable
        else "",
        validated=not constraint.skip_validation,
    )
    return Wanted(table, key)


def plain_index(statement: Statement) -> tuple[Name, Index] | None:
    """An index on plain columns, as PostgreSQL would print it; None for expressions."""
    node = statement.node
    if statement.kind != "index_stmt" or node.HasField("where_clause"):
        return None
    columns = [param.index_elem.name for param in node.index_params]
    if not all(columns):
        return None
    table = table_of(node.relation)
    _, _, body = with_field(statement, "concurrent", False).sql.partition(" USING ")
    name = node.idxname or f"{table.name}_{'_'.join(columns)}_idx"[:63]
    return table, Index(name=name, unique=node.unique, body=f"USING {body}", columns=tuple(columns))
