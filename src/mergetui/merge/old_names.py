"""Views under the names that tables had, for readers that do not change at once (``view = true``).

Such a view shows what the table showed: its columns under their names and in their types, and of a
target that several tables share the rows that came from this one, where a decision marks them with
a value of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mergetui.catalog.model import Column, Grant, Table, View
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.casts import carried
from mergetui.merge.columns import Columns, SourceKey
from mergetui.merge.model import Problem
from mergetui.merge.targets import Source, Targets

_LITERAL = re.compile(r"'(?:[^']|'')*'\Z")
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
        if source.side == "local" and targets.where["remote"].get(name) == target:
            continue
        table, where = tables[target], maps[source.side, name]
        marks = columns[target].fills.get((source.side, name), {})
        shown = [(c, table.column(where[c.name])) for c in source.table.columns if c.name in where]
        items, seen = [], []
        for own, now in shown:
            if now is None:
                continue
            item = carried(quote_ident(now.name), now.type, own.type).sql
            if item is None:
                yield source, _unshowable(source, own, now)
                continue
            if now.type != own.type and item == quote_ident(now.name):
                item = f"{item}::{own.type}"
            items.append(
                item if item == quote_ident(own.name) else f"{item} AS {quote_ident(own.name)}"
            )
            seen.append((own.name, own.type))
        conditions = [
            f"{quote_ident(column)} = {value}::{marked.type}"
            for column, value in marks.items()
            if _LITERAL.match(value) and (marked := table.column(column)) is not None
        ]
        text = f"SELECT {', '.join(items)} FROM {target.sql}"
        yield (
            source,
            View(
                name=name,
                definition=text + (f" WHERE {' AND '.join(conditions)}" if conditions else ""),
                columns=tuple(seen),
                options=("security_invoker=true",) if server_version >= _SECURITY_INVOKER else (),
                grants=tuple(_reading(source.table.grants)),
                needs=(table.id,),
            ),
        )


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
