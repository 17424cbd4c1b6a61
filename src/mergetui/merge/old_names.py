"""Views under the names that tables had, for readers that do not change at once (``view = true``).

Such a view shows what the table showed: its columns under their names and in their types, and of a
target that several tables share the rows that came from this one, where a decision marks them with
a value of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mergetui.catalog.model import Column, Grant, Table, View
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.casts import carried
from mergetui.merge.columns import Columns, SourceKey
from mergetui.merge.model import Problem
from mergetui.merge.targets import Source, Targets

_LITERAL = re.compile(r"'(?:[^']|'')*'\Z")
_NAME = 60  # characters that leave room in a name
_SECURITY_INVOKER = 150000  # the first server version that has it


def old_name_views(
    targets: Targets,
    columns: Mapping[Name, Columns],
    maps: Mapping[SourceKey, Mapping[str, str]],
    tables: Mapping[Name, Table],
    server_version: int,
) -> Iterator[tuple[Source, View | Problem]]:
    """One for each table whose decision asks for it and that takes another name; of a table of both
    sides it shows what the remote's readers know."""
    for source in targets.sources:
        name, target = source.name, targets.where[source.side][source.name]
        if not source.decision.view or target is None or target == name:
            continue
        if source.side == "local" and targets.where["remote"].get(name) not in (None, name):
            continue
        table = tables[target]
        query = own_query(source, target, columns[target], maps[source.side, name])
        for own, now in query.unshowable:
            yield source, _unshowable(source, own, now)
        yield (
            source,
            View(
                name=name,
                definition=query.text,
                columns=query.columns,
                options=("security_invoker=true",) if server_version >= _SECURITY_INVOKER else (),
                grants=tuple(_reading(source.table.grants)),
                needs=(table.id,),
            ),
        )


@dataclass(frozen=True, slots=True)
class OwnQuery:
    """What shows of a target what a table was: ``marked`` where its own rows alone."""

    text: str
    columns: tuple[tuple[str, str], ...]  # (name, type)
    marked: bool
    unshowable: tuple[tuple[Column, Column], ...]  # (as it was, as it is)


def own_query(
    source: Source, target: Name, state: Columns, where: Mapping[str, str], *, inner: bool = False
) -> OwnQuery:
    """``where`` says where the columns of the source went. ``inner``: for a FROM clause, where
    PostgreSQL writes each column with its table, under a name that nothing around it has."""
    alias = quote_ident(f"{source.name.name}_rows"[:_NAME]) if inner else ""
    at = f"{alias}." if inner else ""
    items, seen, unshowable = [], [], []
    for own in source.table.columns:
        now = state.columns.get(where.get(own.name, ""))
        if now is None:
            continue
        name = f"{at}{quote_ident(now.name)}"
        item = carried(name, now.type, own.type).sql
        if item is None:
            unshowable.append((own, now))
            continue
        if now.type != own.type and item == name:
            item = f"{item}::{own.type}"
        plain = item == name and now.name == own.name
        items.append(item if plain else f"{item} AS {quote_ident(own.name)}")
        seen.append((own.name, own.type))
    marks = state.fills.get((source.side, source.name), {})
    conditions = [
        f"{at}{quote_ident(column)} = {value}::{marked.type}"
        for column, value in marks.items()
        if _LITERAL.match(value) and (marked := state.columns.get(column)) is not None
    ]
    text = f"SELECT {', '.join(items)} FROM {target.sql} {alias}".rstrip()
    condition = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return OwnQuery(text + condition, tuple(seen), bool(conditions), tuple(unshowable))


def own_rows(
    targets: Targets,
    columns: Mapping[Name, Columns],
    maps: Mapping[SourceKey, Mapping[str, str]],
) -> dict[Name, str]:
    """Remote tables whose rows share a target with others and are marked there: what reads one of
    them goes on to read its own rows, by the query that stands here."""
    found = {}
    for name, target in targets.targets.items():
        holding = [s for s in target.sources if s.side == "remote"]
        if len([s for s in holding if s.name not in targets.discarded]) < 2:
            continue
        for source in holding:
            where = maps["remote", source.name]
            query = own_query(source, name, columns[name], where, inner=True)
            if query.marked and not query.unshowable:
                found[source.name] = query.text
    return found


def _unshowable(source: Source, own: Column, now: Column) -> Problem:
    message = (
        f"view = true cannot show {own.name} as {own.type} any more, since it becomes {now.type} "
        "and no cast is sure to lead back: leave the view out, or keep the type"
    )
    return Problem(table=source.key, message=message)


def _reading(grants: tuple[Grant, ...]) -> Iterator[Grant]:
    for grant in grants:
        if "select" in grant.privileges and not grant.columns:
            yield Grant(grantee=grant.grantee, privileges=("select",), grantable=grant.grantable)
