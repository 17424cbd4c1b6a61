"""NOT NULL as the constraint that it is since PostgreSQL 18: with a name of its own, kept from the
tables that inherit (NO INHERIT), not yet validated, with a comment.

Before 18 it is a mark of the column and nothing else, so nothing is said of these there. The
invariant: a name that PostgreSQL made up is never written, since it differs without meaning.
"""

from __future__ import annotations

from collections.abc import Iterable

from mergetui.catalog.model import Column, NotNull, Table
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.say import ACCESS_EXCLUSIVE, comments, say

CONSTRAINTS_SINCE = 180000
_NAME_BYTES = 63  # NAMEDATALEN - 1
_PLAIN = NotNull()


def of(column: Column | None) -> NotNull | None:
    """The constraint; None where the column may be null."""
    if column is None or not column.not_null:
        return None
    return column.not_null_constraint or _PLAIN


def words(column: Column) -> str:
    """As CREATE TABLE and ADD COLUMN write it; "" where it comes by a statement of its own."""
    held = of(column)
    if held is None or not held.validated:
        return ""
    name = f"CONSTRAINT {quote_ident(held.name)} " if held.name else ""
    return f"{name}NOT NULL{' NO INHERIT' if held.no_inherit else ''}"


def bind(table: Table, column: Column, *hazards: Hazard | None) -> list[Statement]:
    """The statements that bind a column which may be null until then."""
    held = column.not_null_constraint or _PLAIN
    alter, name = f"ALTER TABLE {table.name.sql}", quote_ident(column.name)
    if not (held.name or held.no_inherit or not held.validated):
        sql = f"{alter} ALTER COLUMN {name} SET NOT NULL"
    else:
        sql = f"{alter} ADD {f'CONSTRAINT {quote_ident(held.name)} ' if held.name else ''}"
        sql += f"NOT NULL {name}{' NO INHERIT' if held.no_inherit else ''}"
        sql += "" if held.validated else " NOT VALID"
    asked = hazards if held.validated else ()
    return [say(sql, table.id, *asked, lock=ACCESS_EXCLUSIVE), *_remark(table, None, held)]


def made_later(table: Table) -> list[Statement]:
    """What CREATE TABLE and ADD COLUMN cannot say of the columns that they made."""
    return [s for column in table.columns for s in _later(table, column)]


def _later(table: Table, column: Column) -> Iterable[Statement]:
    held = of(column)
    if held is None:
        return []
    return _remark(table, None, held) if held.validated else bind(table, column)


def alter(table: Table, old: Column, new: Column, hazard: Hazard) -> list[Statement]:
    """Between two columns that are NOT NULL both; ``hazard``: rows that have no value. What stands
    on the constraint's name stays where only that is another."""
    was, held = of(old), of(new)
    if was is None or held is None or was == held:
        return []
    alter, column = f"ALTER TABLE {table.name.sql}", quote_ident(new.name)
    if was.validated and not held.validated:
        loose = say(f"{alter} ALTER COLUMN {column} DROP NOT NULL", table.id, lock=ACCESS_EXCLUSIVE)
        return [loose, *bind(table, new)]
    statements = []
    if not was.validated and held.validated:  # SET NOT NULL validates what is there
        sql = f"{alter} ALTER COLUMN {column} SET NOT NULL"
        statements.append(say(sql, table.id, hazard, lock=ACCESS_EXCLUSIVE))
    name = was.name
    if was.name != held.name:
        becomes = held.name or _made_up(table, new)
        renamed = ("RENAME CONSTRAINT ", f" TO {quote_ident(becomes)}")
        statements.append(_on_constraint(table, new, name, renamed))
        name = becomes
    if was.no_inherit != held.no_inherit:
        turned = ("ALTER CONSTRAINT ", " NO INHERIT" if held.no_inherit else " INHERIT")
        asked = None if held.no_inherit else hazard
        statements.append(_on_constraint(table, new, name, turned, asked))
    return [*statements, *_remark(table, was, held)]


def alone(table: Table, above: Column, column: Column) -> list[Statement]:
    """What a child's NOT NULL becomes whose parent had it too and keeps it to itself (``above``, as
    it was): its name is the parent's, or one of its own that is not read."""
    was, held = of(above) or _PLAIN, of(column) or _PLAIN
    statements = []
    if was.name or held.name:
        renamed = ("RENAME CONSTRAINT ", f" TO {quote_ident(held.name or _made_up(table, column))}")
        statements.append(_on_constraint(table, column, None, renamed))
    return [*statements, *_remark(table, None, held)]


def _on_constraint(
    table: Table,
    column: Column,
    name: str | None,
    action: tuple[str, str],
    hazard: Hazard | None = None,
) -> Statement:
    """ALTER TABLE with an action on the constraint; one whose name PostgreSQL made up is looked
    up."""
    before, after = f"ALTER TABLE {table.name.sql} {action[0]}", action[1]
    sql = f"{before}{quote_ident(name or '')}{after}"
    if name is None:
        at, called, before, after = (
            quote_literal(text).lstrip() for text in (table.name.sql, column.name, before, after)
        )
        sql = f"""DO $$
BEGIN
    EXECUTE {before} || (
        SELECT pg_catalog.quote_ident(k.conname) FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
        WHERE k.conrelid = {at}::regclass AND k.contype = 'n' AND a.attname = {called}
    ) || {after};
END $$"""
    return say(sql, table.id, hazard, lock=ACCESS_EXCLUSIVE)


def _made_up(table: Table, column: Column) -> str:
    """As PostgreSQL would call it: the longer of both names is cut."""
    parts = [table.name.name.encode(), column.name.encode()]
    while len(parts[0]) + len(parts[1]) + len("__not_null") > _NAME_BYTES:
        longer = 0 if len(parts[0]) > len(parts[1]) else 1
        parts[longer] = parts[longer].decode()[:-1].encode()
    return f"{parts[0].decode()}_{parts[1].decode()}_not_null"


def _remark(table: Table, was: NotNull | None, held: NotNull) -> list[Statement]:
    had = was.comment if was else None
    if not held.name:  # one with a comment is called by its name
        return []
    target = f"CONSTRAINT {quote_ident(held.name)} ON {table.name.sql}"
    return comments(target, had, held.comment, table.id)
