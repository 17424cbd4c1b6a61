"""Sequences, of their own and owned by a column, and the parameters of identity columns."""

from __future__ import annotations

from mergetui.catalog.model import Grant, Sequence, SequenceOptions
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.merge.types import LARGEST
from mergetui.migration.model import Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.say import (
    ACCESS_EXCLUSIVE,
    ROW_EXCLUSIVE,
    SHARE_ROW_EXCLUSIVE,
    comments,
    say,
)


def parameters(options: SequenceOptions, *, every: bool = False) -> str:
    """The parameters that are not PostgreSQL's own choice, or all of them."""
    largest = LARGEST[options.type]
    up = options.increment > 0
    minimum, maximum = (1, largest) if up else (-largest - 1, -1)
    start = options.minimum if up else options.maximum
    words = []
    if every or options.start != start:
        words.append(f"START WITH {options.start}")
    if every or options.increment != 1:
        words.append(f"INCREMENT BY {options.increment}")
    if every or options.minimum != minimum:
        words.append(f"MINVALUE {options.minimum}")
    if every or options.maximum != maximum:
        words.append(f"MAXVALUE {options.maximum}")
    if every or options.cache != 1:
        words.append(f"CACHE {options.cache}")
    if every or options.cycle:
        words.append("CYCLE" if options.cycle else "NO CYCLE")
    return " ".join(words)


def create(new: Sequence, initial: tuple[Grant, ...] = ()) -> list[Statement]:
    """``initial`` is what default privileges grant on it at once."""
    options = new.options
    kind = "" if options.type == "bigint" else f"AS {options.type}"
    words = "CREATE UNLOGGED SEQUENCE" if new.unlogged else "CREATE SEQUENCE"
    sql = " ".join(w for w in (f"{words} {new.name.sql}", kind, parameters(options)) if w)
    return [
        say(sql, new.id),
        *comments(f"SEQUENCE {new.name.sql}", None, new.comment, new.id),
        *privileges(f"SEQUENCE {new.name.sql}", initial, new.grants, new.id),
    ]


def alter(old: Sequence, new: Sequence) -> list[Statement]:
    statements = []
    if old.unlogged != new.unlogged and old.owned_by == new.owned_by:
        word = "UNLOGGED" if new.unlogged else "LOGGED"
        sql = f"ALTER SEQUENCE {new.name.sql} SET {word}"
        statements.append(say(sql, new.id, lock=ACCESS_EXCLUSIVE))
    if old.options != new.options:
        within = _within(old, new)
        same_type = old.options.type == new.options.type and len(within) < 2
        kind = "" if same_type else f" AS {new.options.type}"
        statements += within
        sql = f"ALTER SEQUENCE {new.name.sql}{kind} {parameters(new.options, every=True)}"
        statements.append(say(sql, new.id, lock=SHARE_ROW_EXCLUSIVE))
    statements += comments(f"SEQUENCE {new.name.sql}", old.comment, new.comment, new.id)
    statements += privileges(
        f"SEQUENCE {new.name.sql}", old.grants, new.grants, new.id, widens=True
    )
    return statements


def _within(old: Sequence, new: Sequence) -> list[Statement]:
    """Bring the value into the new bounds first: ALTER SEQUENCE refuses one that is outside, and
    setval one that is outside of the old ones."""
    name, literal = new.name.sql, quote_literal(new.name.sql).lstrip()
    was, becomes = old.options, new.options
    value = "last_value"
    if becomes.minimum > was.minimum:
        value = f"GREATEST({value}, {becomes.minimum})"
    if becomes.maximum < was.maximum:
        value = f"LEAST({value}, {becomes.maximum})"
    if value == "last_value":
        return []
    statements = []
    if becomes.minimum > was.maximum or becomes.maximum < was.minimum:
        kind = max(was.type, becomes.type, key=LARGEST.__getitem__)
        low, high = min(was.minimum, becomes.minimum), max(was.maximum, becomes.maximum)
        sql = f"ALTER SEQUENCE {name} AS {kind} MINVALUE {low} MAXVALUE {high}"
        statements.append(say(sql, new.id, lock=SHARE_ROW_EXCLUSIVE))
    sql = f"SELECT pg_catalog.setval({literal}, {value}, is_called) FROM {name}"
    return [*statements, say(sql, new.id, lock=ROW_EXCLUSIVE)]


def own(new: Sequence) -> Statement:
    """Bind the sequence to its column, or to none."""
    if new.owned_by is None:
        return disown(new)
    table, column = new.owned_by
    owner = f"{table.sql}.{quote_ident(column)}"
    sql = f"ALTER SEQUENCE {new.name.sql} OWNED BY {owner}"
    return say(sql, new.id, lock=SHARE_ROW_EXCLUSIVE)


def disown(old: Sequence) -> Statement:
    """Free it from its column, so that it outlives it."""
    sql = f"ALTER SEQUENCE {old.name.sql} OWNED BY NONE"
    return say(sql, old.id, lock=SHARE_ROW_EXCLUSIVE)


def drop(old: Sequence) -> Statement:
    return say(f"DROP SEQUENCE {old.name.sql}", old.id, lock=ACCESS_EXCLUSIVE)
