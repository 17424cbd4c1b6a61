"""Tables: made with their columns and constraints, and dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mergetui.catalog.model import Catalog, Check, Column, Exclusion, Grant, Key, Table
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.migration import columns as column_sql
from mergetui.migration import not_null
from mergetui.migration.columns import overridden, storage
from mergetui.migration.constraints import check_sql, cluster, key_sql
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.say import (
    ACCESS_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    comments,
    options_sql,
    say,
)


def parents(table: Table) -> tuple[Name, ...]:
    return (*((table.partition_of,) if table.partition_of else ()), *table.inherits)


def above(table: Table, catalog: Catalog) -> Iterator[Name]:
    """The table that a partition is one of, and those that this is one of."""
    while (parent := table.partition_of) is not None and parent in catalog.tables:
        yield parent
        table = catalog.tables[parent]


def inline(table: Table) -> bool:
    """Whether keys, checks and exclusions are written inside of CREATE TABLE."""
    return not parents(table)


def _at_odds(column: Column, above: Sequence[Table]) -> bool:
    """Whether a child has to say what its column is: its parents say different things, or it
    computes it otherwise."""
    said = {(c.default, c.generated) for p in above if (c := p.column(column.name)) is not None}
    return len(said) > 1 or (
        bool(column.generated) and (column.default, column.generated) not in said
    )


def inline_keys(table: Table) -> tuple[Key, ...]:
    """The keys that CREATE TABLE can make: of equal ones PostgreSQL would make the first alone."""
    first: dict[object, Key] = {}
    for key in sorted(table.keys, key=lambda k: not k.primary):
        alike = (key.columns, key.include, key.nulls_not_distinct, key.deferrable)
        first.setdefault((*alike, key.without_overlaps), key)
    return tuple(key for key in table.keys if key in first.values())


def create(
    table: Table, catalog: Catalog, initial: Sequence[Grant] = (), *, later: bool = False
) -> list[Statement]:
    """CREATE TABLE with everything but indexes, foreign keys, triggers and policies. ``later``
    leaves defaults and checks to ``create_later``, where a function in them needs the table.
    ``initial`` is what default privileges grant on it at once."""
    above = [catalog.tables[p] for p in parents(table) if p in catalog.tables]
    inherited = {c.name: c for parent in above for c in parent.columns}
    own = [
        c
        for c in table.columns
        if c.name not in inherited or (table.inherits and _at_odds(c, above))
    ]
    shown = [replace(c, default=None) if later and not c.generated else c for c in own]
    # a default that none is afterwards settles which of the parents' it has
    shown = [
        replace(c, default="NULL") if c.name in inherited and c.default is None else c
        for c in shown
    ]
    lines = [column_sql.definition(c) for c in shown]
    if inline(table):
        lines += [_constraint(k.name, key_sql(k)) for k in inline_keys(table)]
        lines += [_constraint(e.name, e.definition) for e in table.exclusions]
        checks = [c for c in table.checks if c.validated and not later]
        lines += [_constraint(c.name, check_sql(c)) for c in checks]
    words = "UNLOGGED TABLE" if table.unlogged else "TABLE"
    body = " (\n" + ",\n".join(f"    {line}" for line in lines) + "\n)" if lines else " ()"
    if table.partition_of is not None:
        sql = f"CREATE {words} {table.name.sql} PARTITION OF {table.partition_of.sql}"
        sql += f" {table.bound or 'DEFAULT'}"
    else:
        sql = f"CREATE {words} {table.name.sql}{body}"
    if table.inherits:
        sql += f" INHERITS ({', '.join(p.sql for p in table.inherits)})"
    if table.partition_key is not None:
        sql += f" PARTITION BY {table.partition_key}"
    if table.options:
        sql += f" WITH ({options_sql(table.options)})"
    lock = ACCESS_EXCLUSIVE if table.partition_of else SHARE_UPDATE_EXCLUSIVE  # on the parents
    statements = [say(sql, table.id, lock=lock if parents(table) else None)]
    statements += not_null.made_later(replace(table, columns=tuple(own)))
    for column in table.columns:
        statements += storage(table, None, column, above=inherited.get(column.name), made=True)
        if column.name in inherited:
            statements += overridden(table, inherited[column.name], column, later=later)
    if table.rls:
        statements.append(say(f"ALTER TABLE {table.name.sql} ENABLE ROW LEVEL SECURITY", table.id))
    if table.of_type is not None:
        statements.append(say(f"ALTER TABLE {table.name.sql} OF {table.of_type.sql}", table.id))
    statements += remarks(None, table)
    statements += privileges(f"TABLE {table.name.sql}", initial, table.grants, table.id)
    return statements


def create_later(table: Table) -> list[Statement]:
    """The defaults and checks that ``create`` left out."""
    head = f"ALTER TABLE {table.name.sql}"
    statements = [
        say(f"{head} ALTER COLUMN {quote_ident(c.name)} SET DEFAULT {c.default}", table.id)
        for c in table.columns
        if c.default is not None and not c.generated
    ]
    if inline(table):
        statements += [
            say(f"{head} ADD {_constraint(c.name, check_sql(c))}", table.id)
            for c in table.checks
            if c.validated
        ]
    return statements


def drop(
    table: Table, original: Name, *, discarded: bool = False, moved: bool = False
) -> Statement:
    """``original`` is the table's name in the database now; ``moved``: its rows are elsewhere."""
    what = "what is left of its rows" if moved else "its rows"
    hazard = Hazard(
        kind="data-loss",
        message=f"drops table {original.key} and {what}"
        + (", which a decision gives up" if discarded else ""),
        question=f"SELECT count(*) FROM {original.sql}",
    )
    return say(f"DROP TABLE {table.name.sql}", table.id, hazard, lock=ACCESS_EXCLUSIVE)


def let_go(old: Table, new: Table, *, untyped: bool = False) -> list[tuple[Name, Statement]]:
    """(parent, statement) that loosens a table from a parent that it is to have no more;
    ``untyped``: from its type for a while, since that changes."""
    loose = [
        (p, say(f"ALTER TABLE {old.name.sql} NO INHERIT {p.sql}", old.id, lock=ACCESS_EXCLUSIVE))
        for p in old.inherits
        if p not in new.inherits
    ]
    if old.of_type is not None and (old.of_type != new.of_type or untyped):
        sql = f"ALTER TABLE {old.name.sql} NOT OF"
        loose.append((old.of_type, say(sql, old.id, lock=ACCESS_EXCLUSIVE)))
    if old.partition_of is not None and bound(old) != bound(new):
        loose.append((old.partition_of, detach(old, old.partition_of)))
    return loose


def detach(partition: Table, parent: Name, hazard: Hazard | None = None) -> Statement:
    sql = f"ALTER TABLE {parent.sql} DETACH PARTITION {partition.name.sql}"
    return say(sql, partition.id, hazard, lock=ACCESS_EXCLUSIVE)


def leave(old: Table) -> Statement:
    """Drops what a partition that left its table has from it and keeps: keys, foreign keys and
    indexes, whose names PostgreSQL made up, so that they are looked up."""
    at = quote_literal(old.name.sql).lstrip()
    own = [*(k.name for k in old.keys), *(e.name for e in old.exclusions)]
    constraints = [*own, *(k.name for k in old.foreign_keys)]
    indexes = [*own, *(i.name for i in old.indexes)]
    sql = f"""DO $$
DECLARE
    part text;
BEGIN
    FOR part IN
        SELECT conname FROM pg_catalog.pg_constraint
        WHERE conrelid = {at}::regclass AND contype IN ('p', 'u', 'x', 'f')
            AND conname <> ALL ({_array(constraints)})
        ORDER BY conname
    LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', {at}, part);
    END LOOP;
    FOR part IN
        SELECT i.indexrelid::regclass::text
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = {at}::regclass AND c.relname <> ALL ({_array(indexes)})
        ORDER BY 1
    LOOP
        EXECUTE pg_catalog.format('DROP INDEX %s', part);
    END LOOP;
END $$"""
    return say(sql, old.id, lock=ACCESS_EXCLUSIVE)


def _array(names: Sequence[str]) -> str:
    return f"ARRAY[{', '.join(quote_literal(n).lstrip() for n in names)}]::text[]"


def type_changes(table: Table, old: Catalog, new: Catalog) -> bool:
    """Whether the type of a typed table becomes another one under its name."""
    kinds = [c.types.get(table.of_type) for c in (old, new)] if table.of_type else [None, None]
    fields = [getattr(kind, "fields", None) for kind in kinds]
    return fields[0] != fields[1]


def force(new: Table, *, on: bool, hazard: bool = False) -> Statement:
    opened = Hazard(
        kind="permission-widened",
        message=f"{new.name.key}: row level security no longer holds for its owner",
    )
    word = "FORCE" if on else "NO FORCE"
    sql = f"ALTER TABLE {new.name.sql} {word} ROW LEVEL SECURITY"
    return say(sql, new.id, opened if hazard else None, lock=ACCESS_EXCLUSIVE)


def replica_identity(table: Table, value: str) -> Statement:
    """``value`` as ``Table.replica_identity`` has it."""
    word, _, index = value.partition(" ")
    text = f"USING INDEX {quote_ident(index)}" if word == "index" else word.upper()
    sql = f"ALTER TABLE {table.name.sql} REPLICA IDENTITY {text}"
    return say(sql, table.id, lock=ACCESS_EXCLUSIVE)


def remarks(old: Table | None, new: Table) -> list[Statement]:
    statements = comments(
        f"TABLE {new.name.sql}", old.comment if old else None, new.comment, new.id
    )
    had = {c.name: c.comment for c in old.columns} if old else {}
    for column in new.columns:
        target = f"COLUMN {new.name.sql}.{quote_ident(column.name)}"
        statements += comments(target, had.get(column.name), column.comment, new.id)
    if old is None and inline(new):
        keys = inline_keys(new)
        named: Iterable[Key | Check] = (*keys, *(c for c in new.checks if c.validated))
        for constraint in (*named, *new.exclusions):
            target = f"CONSTRAINT {quote_ident(constraint.name)} ON {new.name.sql}"
            statements += comments(target, None, constraint.comment, new.id)
        held: tuple[Key | Exclusion, ...] = (*keys, *new.exclusions)
        for indexed in held:
            target = f"INDEX {Name(new.name.schema, indexed.name).sql}"
            statements += comments(target, None, indexed.index_comment, new.id)
            if indexed.clustered:
                statements.append(cluster(new.id, new.name, indexed.name))
    return statements


def _constraint(name: str, sql: str) -> str:
    return f"CONSTRAINT {quote_ident(name)} {sql}"


def bound(table: Table) -> tuple[Name | None, str | None]:
    return table.partition_of, table.bound
