"""Views and materialized views with their options, grants, triggers, indexes and comment."""

from __future__ import annotations

from mergetui.catalog.model import Grant, View
from mergetui.catalog.names import quote_ident
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.same import same_sql
from mergetui.migration.say import ACCESS_EXCLUSIVE, comments, options_sql, say


def word(view: View) -> str:
    return "MATERIALIZED VIEW" if view.materialized else "VIEW"


def create(new: View, initial: tuple[Grant, ...] = ()) -> list[Statement]:
    """``initial`` is what default privileges grant on it at once."""
    return [
        say(_create_sql(new), new.id),
        *_columns(None, new),
        *comments(f"{word(new)} {new.name.sql}", None, new.comment, new.id),
        *privileges(f"TABLE {new.name.sql}", initial, new.grants, new.id),
    ]


def same_view(old: View, new: View) -> bool:
    """Whether both give the same rows in the same way; grants and comments aside."""
    return (
        old.materialized == new.materialized
        and set(old.options) == set(new.options)
        and same_sql("query", old.definition, new.definition)
    )


def replaceable(old: View, new: View) -> bool:
    """Whether CREATE OR REPLACE VIEW takes it: columns are only added at the end."""
    same_start = new.columns[: len(old.columns)] == old.columns and bool(old.columns)
    return same_start and not (old.materialized or new.materialized)


def alter(old: View, new: View) -> list[Statement]:
    statements = []
    if not same_view(old, new):
        invoker = any(o.startswith("security_invoker") for o in old.options)
        still = any(o.startswith("security_invoker") for o in new.options)
        hazard = Hazard(
            kind="permission-widened",
            message=f"{new.name.key}: reads with the rights of its owner, not of its reader",
        )
        statements.append(
            say(
                _create_sql(new, replace=True),
                new.id,
                hazard if invoker and not still else None,
                lock=ACCESS_EXCLUSIVE,
            )
        )
    statements += _columns(old, new)
    statements += comments(f"{word(new)} {new.name.sql}", old.comment, new.comment, new.id)
    statements += privileges(f"TABLE {new.name.sql}", old.grants, new.grants, new.id, widens=True)
    return statements


def _columns(old: View | None, new: View) -> list[Statement]:
    """Defaults and comments of a view's columns."""
    statements = []
    had, has = dict(old.column_defaults) if old else {}, dict(new.column_defaults)
    for column in sorted({*had, *has}):
        if not same_sql("expression", had.get(column), has.get(column)):
            value = f"SET DEFAULT {has[column]}" if column in has else "DROP DEFAULT"
            sql = f"ALTER VIEW {new.name.sql} ALTER COLUMN {quote_ident(column)} {value}"
            statements.append(say(sql, new.id, lock=ACCESS_EXCLUSIVE if old else None))
    said, says = dict(old.column_comments) if old else {}, dict(new.column_comments)
    for column in sorted({*said, *says}):
        target = f"COLUMN {new.name.sql}.{quote_ident(column)}"
        statements += comments(target, said.get(column), says.get(column), new.id)
    return statements


def drop(old: View) -> Statement:
    return say(f"DROP {word(old)} {old.name.sql}", old.id, lock=ACCESS_EXCLUSIVE)


def _create_sql(new: View, *, replace: bool = False) -> str:
    head = "CREATE OR REPLACE" if replace else "CREATE"
    options = f" WITH ({options_sql(new.options)})" if new.options else ""
    empty = "" if new.populated else "\nWITH NO DATA"
    body = new.definition.strip().rstrip(";")
    return f"{head} {word(new)} {new.name.sql}{options} AS\n{body}{empty}"
