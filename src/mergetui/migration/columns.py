"""Columns: their definition, what hangs on one by itself, and what takes it out of the way."""

from __future__ import annotations

import re

from mergetui.catalog.model import Column, SequenceOptions, Table
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.migration import not_null as constraint
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.same import same_sql
from mergetui.migration.say import ACCESS_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, options_sql, say
from mergetui.migration.sequences import parameters
from mergetui.migration.written import same_default

_NEXTVAL = re.compile(r"nextval\(('(?:[^']|'')*')::regclass\)\Z")


def definition(column: Column, *, not_null: bool = True) -> str:
    """The column as CREATE TABLE and ADD COLUMN write it; storage is set afterwards."""
    words = [quote_ident(column.name), column.type]
    if column.collation:
        words.append(f"COLLATE {column.collation}")
    if column.generated:
        words.append(f"GENERATED ALWAYS AS ({column.default}) {column.generated.upper()}")
    elif column.identity:
        words.append(identity(column))
    elif column.default is not None:
        words.append(f"DEFAULT {column.default}")
    if not_null and (bound := constraint.words(column)):
        words.append(bound)
    return " ".join(words)


def identity(column: Column) -> str:
    """``GENERATED ALWAYS AS IDENTITY (START WITH 5)``."""
    base = column.type if column.type in ("smallint", "integer") else "bigint"
    written = parameters(column.identity_options or SequenceOptions(type=base))
    suffix = f" ({written})" if written else ""
    return f"GENERATED {column.identity.upper()} AS IDENTITY{suffix}"


def overridden(
    table: Table, parent: Column, column: Column, *, later: bool = False
) -> list[Statement]:
    """Where a child's column has another default or NOT NULL than its parent's, or an identity,
    which only partitions have from theirs."""
    head = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(column.name)}"
    statements = []
    if column.not_null and not parent.binds_below:
        statements += constraint.bind(table, column)
    if column.generated:
        other = parent.generated and not same_sql("expression", column.default, parent.default)
        if other and table.partition_of:  # another child says it where it is made
            statements.append(say(f"{head} SET EXPRESSION AS ({column.default})", table.id))
        return statements
    if later:
        return statements
    if column.default is None and parent.default is not None:
        statements.append(say(f"{head} DROP DEFAULT", table.id))
    elif column.default is not None and not same_default(column.default, parent.default):
        statements.append(say(f"{head} SET DEFAULT {column.default}", table.id))
    if column.identity and not (table.partition_of and parent.identity):
        statements.append(say(f"{head} ADD {identity(column)}", table.id))
    return statements


def storage(
    table: Table,
    old: Column | None,
    new: Column,
    *,
    above: Column | None = None,
    only: bool = False,
    made: bool = False,
) -> list[Statement]:
    """How a column is stored and looked at by ANALYZE. ``above``: the parent's of a table that is
    ``made``, which gives it storage and compression; ``only`` leaves those of children as they
    are."""
    head = f"ALTER TABLE {'ONLY ' * only}{table.name.sql} ALTER COLUMN {quote_ident(new.name)}"
    was = old or Column(name=new.name, type=new.type)
    words = []
    if was.storage != new.storage or (above and above.storage):
        words.append(f"SET STORAGE {(new.storage or 'DEFAULT').upper()}")
    if was.compression != new.compression or (above and above.compression):
        words.append(f"SET COMPRESSION {new.compression or 'DEFAULT'}")
    if was.statistics != new.statistics:
        words.append(f"SET STATISTICS {-1 if new.statistics is None else new.statistics}")
    kept = {option_name(o) for o in new.options}
    gone = [option_name(o) for o in was.options if option_name(o) not in kept]
    if gone:
        words.append(f"RESET ({', '.join(gone)})")
    if fresh := [o for o in new.options if o not in was.options]:
        words.append(f"SET ({options_sql(fresh)})")
    strong = ("SET STORAGE", "SET COMPRESSION")
    return [
        say(
            f"{head} {word}",
            table.id,
            lock=(ACCESS_EXCLUSIVE if word.startswith(strong) else SHARE_UPDATE_EXCLUSIVE)
            if not made
            else None,
        )
        for word in words
    ]


def drop_default(table: Table, column: Column) -> Statement:
    word = "DROP IDENTITY" if column.identity else "DROP DEFAULT"
    sql = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(column.name)} {word}"
    return say(sql, table.id, lock=ACCESS_EXCLUSIVE)


def drop_expression(table: Table, column: Column) -> Statement:
    """A generated column keeps its values and place as a plain one."""
    sql = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(column.name)} DROP EXPRESSION"
    return say(sql, table.id, lock=ACCESS_EXCLUSIVE)


def drop_generated(table: Table, column: Column, *, computed: bool) -> Statement:
    """Drop a generated column, or one that is to be generated. ``computed``: its values are those
    of other columns."""
    hazard = Hazard(
        kind="data-loss",
        message=f"{table.name.key}: column {column.name} is made anew and loses what it holds",
    )
    sql = f"ALTER TABLE {table.name.sql} DROP COLUMN {quote_ident(column.name)}"
    lost = column.generated != "virtual" and not computed
    return say(sql, table.id, hazard if lost else None, lock=ACCESS_EXCLUSIVE)


def relaxed(table: Table, column: Column, why: str) -> Hazard:
    """NOT NULL that a side has and the merged table has not."""
    return Hazard(kind="not-null-relaxed", message=f"{table.name.key}: {column.name} ({why})")


def counted_by(column: Column) -> str | None:
    """The sequence that the column's default takes its values from, as a literal."""
    found = _NEXTVAL.match(column.default or "")
    return found[1] if found else None


def counts(column: Column) -> bool:
    """Whether a sequence numbers the rows in the column."""
    return bool(column.identity or counted_by(column))


def advance(table: Table, column: Column, *, besides: bool = False) -> Statement:
    """Set the sequence behind a column beyond the values that the column holds; never back.
    ``besides``: an identity column may own another one too."""
    name, start = quote_ident(column.name), 1
    literal = counted_by(column)
    if literal is None:
        literal = _behind(table.name, column.name, besides=besides)
        start = column.identity_options.start if column.identity_options else 1
        stands = f"coalesce(pg_catalog.pg_sequence_last_value({literal}::regclass), {start - 1})"
        beyond = f"> {stands}"
    else:
        sequence = literal[1:-1].replace("''", "'")
        beyond = f">= (SELECT last_value FROM {sequence})"  # one that was not used is at its start
    return say(
        f"SELECT pg_catalog.setval({literal}, pg_catalog.max({name})) FROM {table.name.sql}"
        f" HAVING pg_catalog.max({name}) {beyond}",
        table.id,
    )


def goes_on(table: Table, column: Column, source: Name, was: Column) -> list[Statement]:
    """Set the sequence behind a column to where the one stands that numbered it before, as a column
    of ``source``: values that were given once are not given again."""
    given, becomes = counted_by(was), counted_by(column)
    stays = given or becomes or source == table.name  # where neither or both are identities
    if not counts(was) or not counts(column):
        return []
    if bool(was.identity) == bool(column.identity) and stays:
        return []
    here = f"pg_catalog.to_regclass({given})" if given else f"{_behind(source, was.name)}::regclass"
    there = becomes or _behind(table.name, column.name, besides=True)
    low = str(column.identity_options.start if column.identity_options else 1)
    if becomes:  # which may be another column's too
        sequence = becomes[1:-1].replace("''", "'")
        low = f"(SELECT last_value FROM {sequence})"
    sql = (
        f"SELECT pg_catalog.setval({there}, value)"
        f" FROM pg_catalog.pg_sequence_last_value({here}) AS stands (value) WHERE value >= {low}"
    )
    return [say(sql, table.id)]


def _behind(table: Name, column: str, *, besides: bool = False) -> str:
    """The sequence that an identity column owns, as SQL; ``besides`` another one."""
    at, name = quote_literal(table.sql).lstrip(), quote_literal(column).lstrip()
    if not besides:
        return f"pg_catalog.pg_get_serial_sequence({at}, {name})"
    return (
        "(SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a"
        " ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
        f" WHERE d.classid = 'pg_class'::regclass AND d.refobjid = {at}::regclass"
        f" AND d.deptype = 'i' AND a.attname = {name})"
    )


def option_name(option: str) -> str:
    return option.partition("=")[0]


def backfill(old: Column, new: Column) -> str | None:
    """The value that rows get where they have none in a column that is NOT NULL from now on."""
    binds = new.not_null and not old.not_null and not new.generated and not new.identity
    return new.default if binds else None
