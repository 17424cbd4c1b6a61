"""Tables: made with their columns and constraints, and altered column by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mergetui.catalog.model import Catalog, Check, Column, Grant, Key, SequenceOptions, Table, Type
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.migration import columns as column_sql
from mergetui.migration.constraints import Before, check_sql, key_sql
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.same import same_sql
from mergetui.migration.say import ACCESS_EXCLUSIVE, ROW_EXCLUSIVE, comments, options_sql, say
from mergetui.migration.sequences import parameters


def parents(table: Table) -> tuple[Name, ...]:
    return (*((table.partition_of,) if table.partition_of else ()), *table.inherits)


def inline(table: Table) -> bool:
    """Whether keys, checks and exclusions are written inside of CREATE TABLE."""
    return not parents(table)


def create(
    table: Table, catalog: Catalog, initial: Sequence[Grant] = (), *, later: bool = False
) -> list[Statement]:
    """CREATE TABLE with everything but indexes, foreign keys, triggers and policies. ``later``
    leaves defaults and checks to ``create_later``, where a function in them needs the table.
    ``initial`` is what default privileges grant on it at once."""
    above = [catalog.tables[p] for p in parents(table) if p in catalog.tables]
    inherited = {c.name: c for parent in above for c in parent.columns}
    own = [c for c in table.columns if c.name not in inherited or not above]
    shown = [replace(c, default=None) if later and not c.generated else c for c in own]
    lines = [column_sql.definition(c) for c in shown]
    if inline(table):
        lines += [_constraint(k.name, key_sql(k)) for k in table.keys]
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
    statements = [say(sql, table.id)]
    for column in table.columns:
        statements += _storage(table, None, column)
        if column.name in inherited:
            statements += _overridden(table, inherited[column.name], column, later=later)
    if table.rls:
        statements.append(say(f"ALTER TABLE {table.name.sql} ENABLE ROW LEVEL SECURITY", table.id))
    if table.of_type is not None:
        statements.append(say(f"ALTER TABLE {table.name.sql} OF {table.of_type.sql}", table.id))
    statements += _comments(None, table)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is known of a table's change beyond the two definitions. Names are the new ones."""

    before: Before
    retyped: frozenset[str] = frozenset()  # also where the type's name alone is the same
    remade: frozenset[str] = frozenset()  # generated columns that were dropped before
    undefaulted: frozenset[str] = frozenset()  # columns whose default was dropped before
    using: Mapping[str, str] | None = None
    relaxed: frozenset[str] = frozenset()  # NOT NULL that was given up since rows may be there
    types: Mapping[str, Type] | None = None  # user's types by their SQL name
    above: Mapping[str, Column | None] = field(default_factory=dict)  # what changes with a parent's
    only: bool = False  # the table has children, which have defaults of their own


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
    gone = [o.partition("=")[0] for o in old.options if _key(o) not in map(_key, new.options)]
    fresh = [o for o in new.options if o not in old.options]
    if gone:
        table(f"RESET ({', '.join(gone)})")
    if fresh:
        table(f"SET ({options_sql(fresh)})")

    fresh_columns = [c for c in new.columns if c.name not in {*olds, *changes.above}]
    for column in fresh_columns:
        if not column.generated:  # its values are made of what the columns hold now
            statements += _add(new, column, changes)
    statements += _retype(old, new, changes)
    for column in fresh_columns:
        if column.generated:
            statements += _add(new, column, changes)
    for column in new.columns:
        if column.name in olds:
            statements += _alter_column(new, olds[column.name], column, changes)
    names = {c.name for c in new.columns}
    for column in old.columns:
        if column.name not in {*names, *changes.remade, *changes.above}:
            asked = changes.before.columns.get(column.name, column.name)
            name = quote_ident(asked)
            hazard = None
            if not column.generated:
                hazard = Hazard(
                    kind="data-loss",
                    message=f"{new.name.key}: drops column {column.name} and what it holds",
                    question=f"SELECT count({name}) FROM {changes.before.name.sql}",
                )
            table(f"DROP COLUMN {quote_ident(column.name)}", hazard)
    if old.of_type != new.of_type and new.of_type is not None:
        table(f"OF {new.of_type.sql}")
    for parent in new.inherits:
        if parent not in old.inherits:
            table(f"INHERIT {parent.sql}")
    if new.partition_of is not None and _bound(old) != _bound(new):
        statements.append(
            say(
                f"ALTER TABLE {new.partition_of.sql} ATTACH PARTITION {new.name.sql}"
                f" {new.bound or 'DEFAULT'}",
                new.id,
                Hazard(kind="may-fail-on-rows", message=f"{new.name.key}: {new.bound}"),
                lock=SHARE_UPDATE,
            )
        )
    if old.rls != new.rls:
        opened = Hazard(
            kind="permission-widened",
            message=f"{new.name.key}: row level security is switched off",
        )
        word = "ENABLE" if new.rls else "DISABLE"
        table(f"{word} ROW LEVEL SECURITY", None if new.rls else opened)
    statements += _comments(old, new)
    statements += privileges(f"TABLE {new.name.sql}", old.grants, new.grants, new.id, widens=True)
    return statements


SHARE_UPDATE = "SHARE UPDATE EXCLUSIVE"


def let_go(old: Table, new: Table) -> list[tuple[Name, Statement]]:
    """(parent, statement) that loosens a table from a parent that it is to have no more."""
    loose = [
        (p, say(f"ALTER TABLE {old.name.sql} NO INHERIT {p.sql}", old.id, lock=ACCESS_EXCLUSIVE))
        for p in old.inherits
        if p not in new.inherits
    ]
    if old.of_type is not None and old.of_type != new.of_type:
        sql = f"ALTER TABLE {old.name.sql} NOT OF"
        loose.append((old.of_type, say(sql, old.id, lock=ACCESS_EXCLUSIVE)))
    if old.partition_of is not None and _bound(old) != _bound(new):
        sql = f"ALTER TABLE {old.partition_of.sql} DETACH PARTITION {old.name.sql}"
        loose.append((old.partition_of, say(sql, old.id, lock=ACCESS_EXCLUSIVE)))
    return loose


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


def drop_default(table: Table, column: Column) -> Statement:
    word = "DROP IDENTITY" if column.identity else "DROP DEFAULT"
    sql = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(column.name)} {word}"
    return say(sql, table.id, lock=ACCESS_EXCLUSIVE)


def drop_generated(table: Table, column: Column, *, computed: bool) -> Statement:
    """Drop a generated column that is made again. ``computed``: it will be generated again; where
    not, its values are lost."""
    hazard = Hazard(
        kind="data-loss",
        message=f"{table.name.key}: column {column.name} is made anew and loses what it holds",
    )
    sql = f"ALTER TABLE {table.name.sql} DROP COLUMN {quote_ident(column.name)}"
    lost = column.generated != "virtual" and not computed
    return say(sql, table.id, hazard if lost else None, lock=ACCESS_EXCLUSIVE)


def advance(table: Table, column: Column) -> Statement:
    """Set the sequence behind a column beyond the values that the column holds."""
    name = quote_ident(column.name)
    return say(
        "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence("
        f"{quote_literal(table.name.sql).lstrip()}, {quote_literal(column.name).lstrip()}),"
        f" pg_catalog.max({name})) FROM {table.name.sql} HAVING pg_catalog.max({name}) > 0",
        table.id,
    )


def _constraint(name: str, sql: str) -> str:
    return f"CONSTRAINT {quote_ident(name)} {sql}"


def _key(option: str) -> str:
    return option.partition("=")[0]


def _bound(table: Table) -> tuple[Name | None, str | None]:
    return table.partition_of, table.bound


def _overridden(
    table: Table, parent: Column, column: Column, *, later: bool = False
) -> list[Statement]:
    """Where a child's column has another default or NOT NULL than its parent's."""
    head = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(column.name)}"
    statements = []
    if column.not_null and not parent.not_null:
        statements.append(say(f"{head} SET NOT NULL", table.id))
    if column.generated or later:
        return statements
    if column.default is None and parent.default is not None:
        statements.append(say(f"{head} DROP DEFAULT", table.id))
    elif column.default is not None and not same_sql("expression", column.default, parent.default):
        statements.append(say(f"{head} SET DEFAULT {column.default}", table.id))
    return statements


def _storage(table: Table, old: Column | None, new: Column) -> list[Statement]:
    """How a column is stored and looked at by ANALYZE."""
    head = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(new.name)}"
    was = old or Column(name=new.name, type=new.type)
    words = []
    if was.storage != new.storage:
        words.append(f"SET STORAGE {(new.storage or 'DEFAULT').upper()}")
    if was.compression != new.compression:
        words.append(f"SET COMPRESSION {new.compression or 'DEFAULT'}")
    if was.statistics != new.statistics:
        words.append(f"SET STATISTICS {-1 if new.statistics is None else new.statistics}")
    gone = [_key(o) for o in was.options if _key(o) not in map(_key, new.options)]
    if gone:
        words.append(f"RESET ({', '.join(gone)})")
    if fresh := [o for o in new.options if o not in was.options]:
        words.append(f"SET ({options_sql(fresh)})")
    return [say(f"{head} {w}", table.id, lock=ACCESS_EXCLUSIVE if old else None) for w in words]


def _add(table: Table, column: Column, changes: Changes) -> list[Statement]:
    head = f"ALTER TABLE {table.name.sql}"
    name = quote_ident(column.name)
    using = (changes.using or {}).get(column.name)
    filled = bool(column.default is not None or column.identity or column.generated or using)
    hazards: list[Hazard | None] = []
    if column.generated == "stored" or column.identity:
        hazards.append(
            Hazard(kind="table-rewrite", message=f"{table.name.key}: {column.name} is computed")
        )
    if column.name in changes.relaxed:
        hazards.append(
            Hazard(
                kind="not-null-relaxed",
                message=f"{table.name.key}: {column.name} (new on a table that may hold rows)",
            )
        )
    direct = column.not_null and filled and not using
    sql = f"{head} ADD COLUMN {column_sql.definition(column, not_null=direct)}"
    statements = [say(sql, table.id, *hazards, lock=ACCESS_EXCLUSIVE)]
    statements += _storage(table, None, column)
    if using:
        update = f"UPDATE {table.name.sql} SET {name} = {using}"
        statements.append(say(update, table.id, lock=ROW_EXCLUSIVE))
    if column.not_null and not direct:
        hazard = Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {column.name} NOT NULL (new and without a default)",
            question=f"SELECT count(*) FROM {changes.before.name.sql}",
        )
        set_sql = f"{head} ALTER COLUMN {name} SET NOT NULL"
        statements.append(say(set_sql, table.id, hazard, lock=ACCESS_EXCLUSIVE))
    return statements


def _retype(old: Table, new: Table, changes: Changes) -> list[Statement]:
    """One statement for all columns of the table that take another type: one rewrite."""
    lines: list[str] = []
    hazards: list[Hazard] = []
    olds = {c.name: c for c in old.columns}
    rewritten = []
    for column in new.columns:
        if column.name not in changes.retyped - changes.remade - set(changes.above):
            continue
        was = olds[column.name]
        name = quote_ident(column.name)
        using = (changes.using or {}).get(column.name)
        if using is None:
            using = column_sql.cast(name, was.type, column.type)
            if using is None and was.type == column.type and was.collation == column.collation:
                array = "[]" if column.type.endswith("[]") else ""
                using = f"{name}::text{array}::{column.type}"  # a type of the name made anew
        words = [f"ALTER COLUMN {name} TYPE {column.type}"]
        if column.collation:
            words.append(f"COLLATE {column.collation}")
        if using:
            words.append(f"USING {using}")
        lines.append(" ".join(words))
        kind = (changes.types or {}).get(column.type.removesuffix("[]"))
        if column_sql.rewrites(was.type, column.type) or was.type == column.type:
            rewritten.append(column.name)
        if column_sql.fails(was.type, column.type) or (was.type == column.type and kind):
            asked = changes.before.columns.get(column.name)
            hazards.append(
                Hazard(
                    kind="may-fail-on-rows",
                    message=f"{new.name.key}: {column.name} {was.type} becomes {column.type}",
                    question=asked
                    and column_sql.question(changes.before.name, asked, column.type, kind),
                )
            )
    if not lines:
        return []
    if rewritten:
        message = f"{new.name.key} is written anew for {', '.join(rewritten)}"
        hazards.insert(0, Hazard(kind="table-rewrite", message=message))
    joint = " " if len(lines) == 1 else "\n    "
    sql = f"ALTER TABLE {new.name.sql}{joint}" + ",\n    ".join(lines)
    return [say(sql, new.id, *hazards, lock=ACCESS_EXCLUSIVE)]


def _alter_column(table: Table, old: Column, new: Column, changes: Changes) -> list[Statement]:
    head = f"ALTER TABLE {table.name.sql} ALTER COLUMN {quote_ident(new.name)}"
    name = quote_ident(changes.before.columns.get(new.name, new.name))
    statements: list[Statement] = []

    def say_column(sql: str, *hazards: Hazard | None) -> None:
        statements.append(say(f"{head} {sql}", table.id, *hazards, lock=ACCESS_EXCLUSIVE))

    parent = changes.above.get(new.name)
    if new.not_null and not old.not_null and not (parent and parent.not_null):
        question = f"SELECT * FROM {changes.before.name.sql} WHERE {name} IS NULL"
        hazard = Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: {new.name} NOT NULL",
            question=question,
        )
        say_column("SET NOT NULL", hazard)
    default_gone = new.name in changes.undefaulted
    had = None if default_gone or old.generated else old.default
    if not new.generated and not same_sql("expression", had, new.default):
        value = "DROP DEFAULT" if new.default is None else f"SET DEFAULT {new.default}"
        sql = head.replace("ALTER TABLE ", "ALTER TABLE ONLY ", 1) if changes.only else head
        statements.append(say(f"{sql} {value}", table.id, lock=ACCESS_EXCLUSIVE))
    was = "" if default_gone else old.identity
    if new.identity and not was:
        say_column(f"ADD {column_sql.identity(new)}")
        statements.append(advance(table, new))
    elif new.identity:
        words = []
        if was != new.identity:
            words.append(f"SET GENERATED {new.identity.upper()}")
        if (old.identity_options or _plain(old)) != (new.identity_options or _plain(new)):
            options = new.identity_options or _plain(new)
            words += [f"SET {w}" for w in _words(parameters(options, every=True))]
        if words:
            say_column(" ".join(words))
    if old.not_null and not new.not_null and new.name not in changes.above:
        say_column("DROP NOT NULL")
    statements += _storage(table, old, new)
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


def _comments(old: Table | None, new: Table) -> list[Statement]:
    statements = comments(
        f"TABLE {new.name.sql}", old.comment if old else None, new.comment, new.id
    )
    had = {c.name: c.comment for c in old.columns} if old else {}
    for column in new.columns:
        target = f"COLUMN {new.name.sql}.{quote_ident(column.name)}"
        statements += comments(target, had.get(column.name), column.comment, new.id)
    if old is None and inline(new):
        named: Iterable[Key | Check] = (*new.keys, *(c for c in new.checks if c.validated))
        for constraint in (*named, *new.exclusions):
            target = f"CONSTRAINT {quote_ident(constraint.name)} ON {new.name.sql}"
            statements += comments(target, None, constraint.comment, new.id)
    return statements
