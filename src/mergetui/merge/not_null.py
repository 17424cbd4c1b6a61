"""NOT NULL as a remote before PostgreSQL 18 knows it: a mark of the column, without a name, and one
that the tables which inherit have too.

The invariant: the merged catalog says nothing that the remote's server could not be made to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name
from mergetui.merge.model import LeftOut

CONSTRAINTS_SINCE = 180000
_REASON = (
    "before PostgreSQL 18 a NOT NULL is that of all tables that inherit it, and not all of these"
    " have it"
)


def on_the_remote(
    tables: Mapping[Name, Table], version: int, labels: Mapping[str, str], left_out: list[LeftOut]
) -> dict[Name, Table]:
    """The merged tables for a remote of that version; adds to ``left_out``."""
    if version >= CONSTRAINTS_SINCE:
        return {name: _with_free_names(table) for name, table in tables.items()}
    free: dict[Name, set[str]] = {}  # columns that may be null in a table that inherits
    for child in tables.values():
        for parent in child.inherits:
            free.setdefault(parent, set()).update(c.name for c in child.columns if not c.not_null)
    found = {}
    for name, table in tables.items():
        columns = tuple(_plain(c, free.get(name, set())) for c in table.columns)
        for was, column in zip(table.columns, columns, strict=True):
            if was.not_null and not column.not_null:
                at = (was.not_null_constraint and was.not_null_constraint.name) or was.name
                left_out.append(
                    LeftOut(
                        side="local",
                        kind="not null",
                        table=name,
                        name=at,
                        definition=f"{was.name} NOT NULL NO INHERIT",
                        reason=_REASON,
                        decision=labels.get(table.id, ""),
                    )
                )
        found[name] = table if columns == table.columns else replace(table, columns=columns)
    return found


def _with_free_names(table: Table) -> Table:
    """A NOT NULL of one side gives up a name that another constraint of the other side has."""
    taken = {
        *(key.name for key in table.keys),
        *(key.name for key in table.foreign_keys),
        *(check.name for check in table.checks),
        *(exclusion.name for exclusion in table.exclusions),
    }
    columns = []
    for column in table.columns:
        said = column.not_null_constraint
        if said and said.name and column.not_null:
            if said.name in taken:
                column = replace(  # noqa: PLW2901
                    column, not_null_constraint=replace(said, name=None, comment=None)
                )
            taken.add(said.name)
        columns.append(column)
    return table if tuple(columns) == table.columns else replace(table, columns=tuple(columns))


def _plain(column: Column, free: set[str]) -> Column:
    held = column.not_null_constraint
    if held is None:
        return column
    alone = held.no_inherit and column.name in free
    return replace(column, not_null=column.not_null and not alone, not_null_constraint=None)
