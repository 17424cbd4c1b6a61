"""Types: enums, domains, composites and ranges made, altered in place where PostgreSQL can, and
otherwise made anew beside the old one, which waits under another name until nothing uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mergetui.catalog.model import Check, Composite, Domain, Enum, Grant, Range, Type
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.privileges import privileges
from mergetui.migration.questions import of_domain
from mergetui.migration.same import same_sql
from mergetui.migration.say import SHARE, comments, say

Columns = Sequence[tuple[Name, str]]  # table and column


def create(new: Type, initial: tuple[Grant, ...] = ()) -> list[Statement]:
    """``initial`` is what default privileges grant on it at once."""
    return [
        say(_create_sql(new), new.id),
        *_unvalidated_checks(new),
        *_comments(None, new),
        *privileges(f"TYPE {new.name.sql}", initial, new.grants, new.id),
    ]


def alterable(old: Type, new: Type, *, contained: bool = False) -> bool:
    """Whether the old type can become the new one in place, whatever columns use it.
    ``contained``: values of it stand in arrays or composites, which ALTER DOMAIN looks into by
    refusing."""
    if isinstance(old, Enum) and isinstance(new, Enum):
        return old.values == tuple(v for v in new.values if v in set(old.values))
    if isinstance(old, Domain) and isinstance(new, Domain):
        if contained and (new.not_null > old.not_null or _checks(old, new)[1]):
            return False
        return (old.type, old.collation) == (new.type, new.collation)
    if isinstance(old, Composite) and isinstance(new, Composite):
        return new.fields[: len(old.fields)] == old.fields
    if isinstance(old, Range) and isinstance(new, Range):
        return (old.subtype, old.multirange, old.options) == (
            new.subtype,
            new.multirange,
            new.options,
        )
    return False


def added_values(old: Type, new: Type) -> list[str]:
    if isinstance(old, Enum) and isinstance(new, Enum):
        return [v for v in new.values if v not in set(old.values)]
    return []


def add_values(old: Enum, new: Enum) -> Iterator[Statement]:
    """``ALTER TYPE ... ADD VALUE`` for each new value at its place."""
    there = set(old.values)
    for position, value in enumerate(new.values):
        if value in there:
            continue
        if position:
            place = f" AFTER {quote_literal(new.values[position - 1]).lstrip()}"
        elif old.values:
            place = f" BEFORE {quote_literal(old.values[0]).lstrip()}"
        else:
            place = ""
        literal = quote_literal(value).lstrip()
        yield say(f"ALTER TYPE {new.name.sql} ADD VALUE {literal}{place}", new.id)


def alter(old: Type, new: Type, columns: Columns = ()) -> list[Statement]:
    """What else than enum values differs between two types that are ``alterable``; ``columns``
    are those of the type in the old database."""
    statements: list[Statement] = []
    if isinstance(old, Domain) and isinstance(new, Domain):
        statements += _alter_domain(old, new, columns)
    elif isinstance(old, Composite) and isinstance(new, Composite):
        for name, kind in new.fields[len(old.fields) :]:
            sql = f"ALTER TYPE {new.name.sql} ADD ATTRIBUTE {quote_ident(name)} {kind}"
            statements.append(say(sql, new.id))
    statements += _comments(old, new)
    statements += privileges(f"TYPE {new.name.sql}", old.grants, new.grants, new.id, widens=True)
    return statements


def strip(old: Domain) -> Iterator[Statement]:
    """Take away the default and the checks of a domain, which call what is dropped."""
    head = f"ALTER DOMAIN {old.name.sql}"
    if old.default is not None:
        yield say(f"{head} DROP DEFAULT", old.id)
    for check in old.checks:
        yield say(f"{head} DROP CONSTRAINT {quote_ident(check.name)}", old.id)


def drop(old: Type, name_sql: str) -> Statement:
    """Drop a type that may have another name by now."""
    word = "DOMAIN" if isinstance(old, Domain) else "TYPE"
    return say(f"DROP {word} {name_sql}", old.id)


def _create_sql(new: Type) -> str:
    if isinstance(new, Enum):
        values = ", ".join(quote_literal(v).lstrip() for v in new.values)
        if len(values) > 80:
            values = "\n    " + values.replace(", ", ",\n    ") + "\n" if _splits(new) else values
        return f"CREATE TYPE {new.name.sql} AS ENUM ({values})"
    if isinstance(new, Composite):
        fields = ",\n".join(f"    {quote_ident(n)} {kind}" for n, kind in new.fields)
        return f"CREATE TYPE {new.name.sql} AS (\n{fields}\n)"
    if isinstance(new, Range):
        options = [("subtype", new.subtype), *new.options]
        if new.multirange != new.usual_multirange:
            options.append(("multirange_type_name", new.multirange.sql))
        return (
            f"CREATE TYPE {new.name.sql} AS RANGE ({', '.join(f'{k} = {v}' for k, v in options)})"
        )
    parts = [f"CREATE DOMAIN {new.name.sql} AS {new.type}"]
    if new.collation:
        parts.append(f"COLLATE {new.collation}")
    if new.default is not None:
        parts.append(f"DEFAULT {new.default}")
    if new.not_null:
        parts.append("NOT NULL")
    for check in new.checks:
        if check.validated:
            parts.append(f"CONSTRAINT {quote_ident(check.name)} CHECK ({check.expression})")
    return " ".join(parts)


def _splits(new: Enum) -> bool:
    return not any(", " in v for v in new.values)


def _unvalidated_checks(new: Type) -> Iterator[Statement]:
    if isinstance(new, Domain):
        for check in new.checks:
            if not check.validated:
                yield say(
                    f"ALTER DOMAIN {new.name.sql} ADD CONSTRAINT {quote_ident(check.name)}"
                    f" CHECK ({check.expression}) NOT VALID",
                    new.id,
                )


def _alter_domain(old: Domain, new: Domain, columns: Columns) -> Iterator[Statement]:
    head = f"ALTER DOMAIN {new.name.sql}"
    if not same_sql("expression", old.default, new.default):
        value = "DROP DEFAULT" if new.default is None else f"SET DEFAULT {new.default}"
        yield say(f"{head} {value}", new.id)
    if old.not_null != new.not_null:
        hazard = Hazard(
            kind="may-fail-on-rows",
            message=f"{new.name.key}: no value of it may be null any more",
            question=of_domain(columns, "VALUE IS NOT NULL"),
        )
        word = "SET" if new.not_null else "DROP"
        bound = hazard if new.not_null else None
        yield say(f"{head} {word} NOT NULL", new.id, bound, lock=SHARE if bound else None)
    gone, fresh, renamed = _checks(old, new)
    for check in gone:
        yield say(f"{head} DROP CONSTRAINT {quote_ident(check.name)}", new.id)
    for name, becomes in renamed:
        sql = f"{head} RENAME CONSTRAINT {quote_ident(name)} TO {quote_ident(becomes)}"
        yield say(sql, new.id)
    for check in fresh:
        name = quote_ident(check.name)
        sql = f"{head} ADD CONSTRAINT {name} CHECK ({check.expression}) NOT VALID"
        yield say(sql, new.id)
        if check.validated:
            hazard = Hazard(
                kind="may-fail-on-rows",
                message=f"{new.name.key}: CHECK ({check.expression})",
                question=of_domain(columns, check.expression),
            )
            yield say(f"{head} VALIDATE CONSTRAINT {name}", new.id, hazard, lock=SHARE)


def _checks(old: Domain, new: Domain) -> tuple[list[Check], list[Check], list[tuple[str, str]]]:
    """Those that go, those that come, and the names of those that take another."""
    gone, fresh, renamed = list(old.checks), [], []
    taken = {c.name for c in old.checks}
    for check in new.checks:
        found = next(
            (
                c
                for c in gone
                if same_sql("expression", c.expression, check.expression)
                and (c.validated or not check.validated)
            ),
            None,
        )
        if found is None or (found.name != check.name and check.name in taken):
            fresh.append(check)
            continue
        gone.remove(found)
        if found.name != check.name:
            renamed.append((found.name, check.name))
    return gone, fresh, renamed


def _comments(old: Type | None, new: Type) -> list[Statement]:
    word = "DOMAIN" if isinstance(new, Domain) else "TYPE"
    statements = comments(
        f"{word} {new.name.sql}", old.comment if old else None, new.comment, new.id
    )
    if isinstance(new, Composite):
        said = dict(old.field_comments) if isinstance(old, Composite) else {}
        now = dict(new.field_comments)
        for field, _ in new.fields:
            target = f"COLUMN {new.name.sql}.{quote_ident(field)}"
            statements += comments(target, said.get(field), now.get(field), new.id)
    if isinstance(new, Domain):
        had = {}
        if isinstance(old, Domain):
            names = dict(_checks(old, new)[2])
            had = {names.get(c.name, c.name): c.comment for c in old.checks}
        for check in new.checks:
            statements += comments(
                f"CONSTRAINT {quote_ident(check.name)} ON DOMAIN {new.name.sql}",
                had.get(check.name),
                check.comment,
                new.id,
            )
    return statements
