"""What a refusal becomes: a fault with Postgres's words, and where the merge may yet make it right
a declared object. Hints say how to mend the source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mergetui.catalog import ddl
from mergetui.catalog.model import Catalog, Declared, Fault, ForeignKey, ObjectId, Table
from mergetui.catalog.names import Name
from mergetui.catalog.platform import PLATFORM_SCHEMAS
from mergetui.catalog.statements import Refused, Statement

TYPES_DIFFER, NO_UNIQUE, NO_COLUMN, NO_TABLE = "42804", "42830", "42703", "42P01"
NO_FUNCTION, NO_EXTENSION, NO_EXTENSION_FILE = "42883", "0A000", "58P01"
_OF_SUPERUSERS = frozenset(
    {
        *("create_event_trig_stmt", "create_op_class_stmt", "create_op_family_stmt"),
        *("alter_op_family_stmt", "create_fdw_stmt", "create_subscription_stmt"),
        *("create_publication_stmt", "create_table_space_stmt", "create_plang_stmt"),
    }
)
CUT = 200  # characters of a statement's first line


def refusal(statement: Statement, error: Any, outcome: str, hint: str | None = None) -> Fault:
    """The fault of a refused statement; ``error`` is None for what was never sent."""
    sqlstate = error.sqlstate if error else ""
    return Fault(
        place=statement.place,
        statement=statement.sql.partition("\n")[0][:CUT],
        sqlstate=sqlstate,
        message=error.args[0] if error else _copied(statement),
        outcome=outcome,
        object=_object(statement),
        hint=hint or _hint(statement, sqlstate, error),
    )


def _copied(statement: Statement) -> str:
    if statement.node.is_program:
        return "COPY with a program is never run"
    if statement.node.filename:
        return "COPY with a file of the server is never run"
    return "rows of COPY are not loaded"


def unread_fault(refused: Refused) -> Fault:
    """The fault of text that the grammar refused."""
    return Fault(
        place=refused.place,
        statement=refused.sql.partition("\n")[0][:CUT],
        sqlstate=refused.sqlstate,
        message=refused.message,
        outcome=refused.outcome,
        object=_object(refused.mended) if refused.mended else None,
        hint=refused.hint,
    )


def _object(statement: Statement) -> ObjectId | None:
    about = ddl.relation(statement)
    return f"table {Name(about.schema or 'public', about.name).sql}" if about else None


def _hint(statement: Statement, sqlstate: str, error: Any) -> str | None:
    if sqlstate == "42501" and statement.kind in _OF_SUPERUSERS:
        return (
            "to make one takes a superuser, whom a source is not given: the merge is without it,"
            " and it has to be carried over by hand"
        )
    wanted = ddl.foreign_key(statement)
    if wanted and sqlstate == TYPES_DIFFER:
        return "give both ends of the foreign key one type"
    if wanted and sqlstate == NO_UNIQUE:
        columns = ", ".join(wanted.key.ref_columns)
        return (
            f"add a primary key or a unique constraint to {wanted.key.references.name} ({columns})"
        )
    if statement.kind == "create_extension_stmt":
        return "name a server that has the extension: --server URL"
    if statement.kind == "create_policy_stmt" and sqlstate == NO_FUNCTION:
        return "compare values of one type: make the column uuid, or cast the other value to text"
    if statement.kind == "index_stmt" and sqlstate == NO_COLUMN:
        return "the table has no column of that name; mend the name or add the column"
    hint = getattr(error, "hint", None)
    return str(hint) if hint else None


def found_table(catalog: Catalog, name: Name) -> Table | None:
    """The table that a name means when its schema may be left out."""
    if name.schema:
        return catalog.tables.get(name)
    in_public = catalog.tables.get(Name("public", name.name))
    if in_public:
        return in_public
    named = [t for n, t in catalog.tables.items() if n.name == name.name]
    return named[0] if len(named) == 1 else None


def made_of(statement: Statement, error: Any, catalog: Catalog) -> Declared | None:
    """The foreign key or index that was refused, if the merged schema may be able to hold it."""
    if (wanted := ddl.foreign_key(statement)) and error.sqlstate in (
        *(TYPES_DIFFER, NO_UNIQUE),
        NO_TABLE,
    ):
        table = found_table(catalog, wanted.table)
        key = table and _completed(wanted.key, catalog)
        if table and key and all(table.column(c) for c in key.columns):
            return Declared(
                table=table.name, object=key, place=statement.place, message=error.args[0]
            )
    elif (index := ddl.plain_index(statement)) and error.sqlstate == NO_COLUMN:
        table = found_table(catalog, index[0])
        if table:
            return Declared(
                table=table.name, object=index[1], place=statement.place, message=error.args[0]
            )
    return None


def _completed(key: ForeignKey, catalog: Catalog) -> ForeignKey | None:
    """With the schema and the columns that were left out; None where they cannot be known."""
    target = found_table(catalog, key.references)
    columns = key.ref_columns
    if not columns and target and target.primary_key:
        columns = target.primary_key.columns
    if not columns and key.references.schema in PLATFORM_SCHEMAS:
        columns = ("id",)
    if not columns:
        return None
    name = target.name if target else Name(key.references.schema or "public", key.references.name)
    return replace(key, references=name, ref_columns=columns)
