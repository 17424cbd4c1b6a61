"""Tables altered in place: their own properties, then column by column.

On a table that may hold rows a column that must not be null is added nullable, filled and then
bound, and everything that rows may stand in the way of says so with a question to ask before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mergetui.catalog.model import (
    Column,
    Grant,
    SequenceOptions,
    Table,
)
from mergetui.catalog.names import quote_ident
from mergetui.merge.types import INTEGERS
from mergetui.migration import columns as column_sql
from mergetui.migration import not_null
from mergetui.migration.changes import Changes
from mergetui.migration.columns import (
    advance,
    backfill,
    counted_by,
    goes_on,
    option_name,
    storage,
)
from mergetui.migration.computed import computed
from mergetui.migration.constraints import check_sql
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.questions import against
from mergetui.migration.retyping import retype, rows_alike
from mergetui.migration.same import same_sql
from mergetui.migration.say import (
    ACCESS_EXCLUSIVE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    options_sql,
    say,
)
from mergetui.migration.sequences import parameters
from mergetui.migration.tables import bound, remarks
from mergetui.migration.written import same_default


def alter(old: Table, new: Table, changes: Changes) -> list[Statement]:
    """Statements that turn the table's own properties and columns into the new ones."""
    head = f"ALTER TABLE {new.name.sql}"
    olds = {c.name: c for c in old.columns if c.name not in changes.remade}
    statements: list[Statement] = []

    def table(sql: str, *hazards: Hazard | None) -> None:
        statements.append(say(f"{head} {sql}", new.id, *hazards, lock=ACCESS_EXCLUSIVE))

    if old.unlogged != new.unlogged:
        rewrite = Hazard(kind="table-rewrite", message=f"{new.name.key} is written anew")
        table("SET UNLOGGED" if new.unlogged else "SET LOGGED", rewrite)
    kept = {option_name(o) for o in new.options}
    gone = [option_name(o) for o in old.options if option_name(o) not in kept]
    fresh = [o for o in new.options if o not in old.options]
    if gone:
        sql = f"{head} RESET ({', '.join(gone)})"
        statements.append(say(sql, new.id, lock=SHARE_UPDATE_EXCLUSIVE))

    def set_options(options: list[str]) -> None:
        if options:
            sql = f"{head} SET ({options_sql(options)})"
            statements.append(say(sql, new.id, lock=SHARE_UPDATE_EXCLUSIVE))

    set_options([o for o in fresh if not o.startswith("toast.")])
    fresh_columns = [c for c in new.columns if c.name not in {*olds, *changes.above}]
    for column in fresh_columns:
        if not column.generated:
            statements += _add(new, column, changes)
    # their values are made of what the columns hold now
    statements += _fill(old, new, changes)
    statements += retype(old, new, changes)
    for column in fresh_columns:
        if column.generated:
            statements += _add(new, column, changes)
    for column in fresh_columns:
        statements += _bind(new, column, changes)
    for column in new.columns:
        if column.name in olds:
            statements += _alter_column(new, olds[column.name], column, changes)
        elif column.name in changes.above:  # it has come with the parent's
            statements += storage(new, None, column, only=changes.only)
    names = {c.name for c in new.columns}
    for column in old.columns:
        if column.name not in {*names, *changes.above} and not column.generated:
            asked = changes.before.old(column.name)
            name = quote_ident(asked)
            hazard = Hazard(
                kind="data-loss",
                message=f"{new.name.key}: drops column {column.name} and what it holds",
                question=f"SELECT count({name}) FROM {changes.before.name.sql}",
            )
            sql = f"{head} DROP COLUMN {quote_ident(column.name)}"
            if column.name in changes.left_below:
                sql = sql.replace("ALTER TABLE ", "ALTER TABLE ONLY ", 1)
            statements.append(say(sql, new.id, hazard, lock=ACCESS_EXCLUSIVE))
    # which a table has once one of its columns may be long
    set_options([o for o in fresh if o.startswith("toast.")])
    if new.of_type is not None and (old.of_type != new.of_type or changes.untyped):
        table(f"OF {new.of_type.sql}")
    for parent in new.inherits:
        if parent not in old.inherits:
            table(f"INHERIT {parent.sql}")
    statements += _checks_of_parents(new, changes)
    if new.partition_of is not None and bound(old) != bound(new):
        statements.append(
            say(
                f"ALTER TABLE {new.partition_of.sql} ATTACH PARTITION {new.name.sql}"
                f" {new.bound or 'DEFAULT'}",
                new.id,
                Hazard(
                    kind="may-fail-on-rows",
                    message=f"{new.name.key}: {new.bound}",
                    question=changes.before.values(changes.partition_columns),
                ),
                lock=ACCESS_EXCLUSIVE,  # on the partition; the parent is locked less
            )
        )
    if old.rls != new.rls:
        opened = Hazard(
            kind="permission-widened",
            message=f"{new.name.key}: row level security is switched off",
        )
        word = "ENABLE" if new.rls else "DISABLE"
        table(f"{word} ROW LEVEL SECURITY", None if new.rls else opened)
    kept_columns = tuple(c for c in old.columns if c.name not in changes.remade)
    statements += remarks(replace(old, columns=kept_columns), new)
    dropped = changes.remade | {c.name for c in old.columns} - names
    held = [left for g in old.grants if (left := _without(g, dropped)) is not None]
    statements += privileges(f"TABLE {new.name.sql}", held, new.grants, new.id, widens=True)
    return statements


def _checks_of_parents(new: Table, changes: Changes) -> list[Statement]:
    """A table that leaves its parent keeps the parent's checks as its own, and one that becomes a
    partition must have those of its parent."""
    head = f"ALTER TABLE {new.name.sql}"
    held = {(c.name, c.expression) for c in changes.left_checks}
    wanted = {(c.name, c.expression) for c in changes.wanted_checks}
    statements = [
        say(f"{head} DROP CONSTRAINT {quote_ident(name)}", new.id, lock=ACCESS_EXCLUSIVE)
        for name, _ in sorted(held - wanted)
    ]
    for check in changes.wanted_checks:
        if (check.name, check.expression) not in held:
            hazard = Hazard(
                kind="may-fail-on-rows",
                message=f"{new.name.key}: {check_sql(check)}",
                question=against(new, check.expression, changes.before),
            )
            sql = f"{head} ADD CONSTRAINT {quote_ident(check.name)} {check_sql(check)}"
            statements.append(say(sql, new.id, hazard, lock=ACCESS_EXCLUSIVE))
    return statements


def _without(grant: Grant, columns: frozenset[str]) -> Grant | None:
    """What is left of a grant when columns have been dropped."""
    left = tuple(c for c in grant.columns if c not in columns)
    return replace(grant, columns=left) if left or not grant.columns else None


def _add(table: Table, column: Column, changes: Changes) -> list[Statement]:
    head = f"ALTER TABLE {table.name.sql}"
    hazards: list[Hazard | None] = []
    if column.generated == "stored" or column.identity or changes.volatile(column):
        hazards.append(
            Hazard(
                kind="table-rewrite",
                message=f"{table.name.key}: {column.name} is computed for every row",
            )
        )
    if column.generated:
        hazards += computed(table, column, changes.before)
    if column.name in changes.relaxed:
        hazards.append(column_sql.relaxed(table, column, "new on a table that may hold rows"))
    direct = not _bound_later(column, changes)
    alone = column.not_null and not column.binds_below  # ADD COLUMN would mark the children's too
    sql = f"{head} ADD COLUMN {column_sql.definition(column, not_null=direct and not alone)}"
    statements = [say(sql, table.id, *hazards, lock=ACCESS_EXCLUSIVE)]
    if direct and alone:
        statements += not_null.bind(table, column)
    elif direct:
        statements += not_null.made_later(replace(table, columns=(column,)))
    statements += storage(table, None, column, only=changes.only)
    return statements


def _bound_later(column: Column, changes: Changes) -> bool:
    """Whether a new column is NOT NULL and nothing but an UPDATE gives it values."""
    using = (changes.using or {}).get(column.name)
    made = column.default is not None or column.identity or column.generated
    return column.not_null and (bool(using) or not made)


def _fill(old: Table, new: Table, changes: Changes) -> list[Statement]:
    """One UPDATE for all new columns whose values a decision gives."""
    olds = {c.name: c for c in old.columns if c.name not in changes.remade}
    given = [
        f"{quote_ident(c.name)} = {using}"
        for c in new.columns
        if (using := (changes.using or {}).get(c.name)) is not None and c.name not in olds
    ]
    return _update(new, ",\n    ".join(given), "", changes) if given else []


def _update(
    table: Table, values: str, where: str, changes: Changes, hazards: Iterable[Hazard] = ()
) -> list[Statement]:
    sql = f"UPDATE {table.name.sql} SET {values}{where}"
    return [*changes.quiet, say(sql, table.id, *hazards, lock=ROW_EXCLUSIVE), *changes.loud]


def _bind(table: Table, column: Column, changes: Changes) -> list[Statement]:
    """NOT NULL of a new column, after its values."""
    if not _bound_later(column, changes):
        return []
    using = (changes.using or {}).get(column.name)
    asked, what = "", "new and without a default"
    if using:
        what = "new, with the values of a decision"
        if all(old == name for name, old in (changes.before.columns or {}).items()):
            asked = f" WHERE ({using}) IS NULL"
    hazard = Hazard(
        kind="may-fail-on-rows",
        message=f"{table.name.key}: {column.name} NOT NULL ({what})",
        question=f"SELECT count(*) FROM {changes.before.name.sql}{asked}",
        remedy=f"say default, using or null = true of {column.name} in decisions.toml",
    )
    return not_null.bind(table, column, hazard)


def _alter_column(table: Table, old: Column, new: Column, changes: Changes) -> list[Statement]:
    head = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(new.name)}"
    name = quote_ident(changes.before.old(new.name))
    statements: list[Statement] = []

    def say_column(sql: str, *hazards: Hazard | None) -> None:
        statements.append(say(f"{head} {sql}", table.id, *hazards, lock=ACCESS_EXCLUSIVE))

    above_old, above = changes.above.get(new.name, (None, None))
    with_parent = above and above.generated and same_sql("expression", above.default, new.default)
    if above_old and above and same_sql("expression", above_old.default, above.default):
        with_parent = False  # nothing is said of the parent's
    # before NOT NULL: what an inherited column is bound to goes with its expression
    if new.generated and not same_sql("expression", old.default, new.default) and not with_parent:
        rewrite = Hazard(
            kind="table-rewrite", message=f"{table.name.key}: {new.name} is computed anew"
        )
        hazards = (rewrite, *computed(table, new, changes.before))
        say_column(f"SET EXPRESSION AS ({new.default})", *hazards)
    left, held = (bool(a and a.binds_below) for a in (above_old, above))
    if new.not_null and not held:
        asked = f"SELECT * FROM {changes.before.name.sql} WHERE {name} IS NULL"
        remedy = f"say default, using or null = true of {new.name} in decisions.toml"
        given = (changes.using or {}).get(new.name) if new.name not in changes.retyped else None
        value = None if old.not_null else given or backfill(old, new)
        what = "" if value is None else f" (rows without a value get {value})"
        hazard = Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {new.name} NOT NULL{what}",
            question=asked,
            remedy=remedy,
        )
        if value is not None:
            own = quote_ident(new.name)
            same = rows_alike(table, {new.name}, changes)
            statements += _update(table, f"{own} = {value}", f" WHERE {own} IS NULL", changes, same)
        if not old.not_null:
            statements += not_null.bind(table, new, hazard)
        elif left and above_old:  # which went from the child with the parent's, or stays as its own
            there = above is not None and above.not_null
            statements += (
                not_null.alone(table, above_old, new) if there else not_null.bind(table, new)
            )
        elif changes.version >= not_null.CONSTRAINTS_SINCE:
            statements += not_null.alter(table, old, new, hazard)
    default_gone = new.name in changes.undefaulted
    had = None if default_gone or old.generated else old.default
    if old.identity and not new.identity and not default_gone:
        statements += goes_on(table, new, table.name, old)
        say_column("DROP IDENTITY")
    if not new.generated and not same_default(had, new.default):
        value = "DROP DEFAULT" if new.default is None else f"SET DEFAULT {new.default}"
        sql = head.replace("ALTER TABLE ", "ALTER TABLE ONLY ", 1) if changes.only else head
        statements.append(say(f"{sql} {value}", table.id, lock=ACCESS_EXCLUSIVE))
        sequence = counted_by(new)
        if sequence not in (None, counted_by(old)) and new.type in INTEGERS:
            statements += [advance(table, new)]  # another one, which knows nothing of the rows
    was = "" if default_gone else old.identity
    if new.identity and not was:
        say_column(f"ADD {column_sql.identity(new)}")
        statements += goes_on(table, new, table.name, old)
        statements.append(advance(table, new, besides=counted_by(old) is not None))
    elif new.identity:
        words = []
        if was != new.identity:
            words.append(f"SET GENERATED {new.identity.upper()}")
        if (old.identity_options or _plain(old)) != (new.identity_options or _plain(new)):
            options = new.identity_options or _plain(new)
            words += [f"SET {w}" for w in _words(parameters(options, every=True))]
        if words:
            say_column(" ".join(words))
    # what a parent gives up goes in its partitions; what one keeps to itself stays in its children
    stays = left and not held and bool(table.inherits or (above and above.not_null))
    if old.not_null and not new.not_null and (stays or not left):
        why = "rows that come may lack it"
        relaxed = new.name in changes.relaxed
        say_column("DROP NOT NULL", column_sql.relaxed(table, new, why) if relaxed else None)
    if old.type != new.type or new.name in changes.retyped:
        old = replace(old, storage=None, compression=None)  # another type has its own
    statements += storage(table, old, new, only=changes.only)
    return statements


def _plain(column: Column) -> SequenceOptions:
    return SequenceOptions(type=column.type)


def _words(text: str) -> list[str]:
    """``START WITH 1 CYCLE`` as single parameters."""
    words: list[str] = []
    for word in text.split():
        if word in ("START", "INCREMENT", "MINVALUE", "MAXVALUE", "CACHE", "NO", "CYCLE") and not (
            word == "CYCLE" and words and words[-1] == "NO"
        ):
            words.append(word)
        else:
            words[-1] += f" {word}"
    return words
