"""Tables that are made anew since their partition key changes, which PostgreSQL has no ALTER for.

The old one takes another name, its rows are inserted into the new one, and it goes. The invariant:
what a column holds afterwards is what ALTER would have made of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from mergetui.catalog.model import Catalog, Column, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.expressions import rewrite
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.model import RowMove, Transition
from mergetui.migration import casts, types
from mergetui.migration.columns import backfill
from mergetui.migration.composites import Conversion
from mergetui.migration.questions import named_in


def types_made_anew(old: Catalog, new: Catalog) -> frozenset[str]:
    """Types of a name that stays which no ALTER TYPE leads to, and those made of them."""
    found: set[str] = set()
    size = -1
    while size != len(found):
        size = len(found)
        for name, kind in old.types.items():
            wanted = new.types.get(name)
            needs = {n.removeprefix("type ") for n in getattr(kind, "needs", ())}
            if wanted is not None and (not types.alterable(kind, wanted) or needs & found):
                found.add(name.sql)
    return frozenset(found)


def splits(old: Table, new: Table, called: Mapping[str, str], anew: frozenset[str]) -> bool:
    """Whether the partition key or the type of its columns changes, which only a new table can
    have. ``called`` says which columns take another name, ``anew`` which types are made anew."""
    key, was = new.partition_key, old.partition_key
    if was and called:
        own = {o: Fate(n, "", "") for o, n in called.items()}
        was = rewrite(was, Fates.of({}, {old.name: own}), "partition", old).text
    if key is None or was != key:
        return was != key
    had = {called.get(c.name, c.name): c.type for c in old.columns}
    return any(
        had.get(c.name, c.type) != c.type or c.type in anew for c in named_in(key, new.columns)
    )


def whole(
    name: Name,
    old: Table,
    new: Table,
    called: Mapping[str, str],
    anew: frozenset[str],
    transition: Transition,
    composites: Conversion,
) -> RowMove:
    """All rows of a table, whose columns have their new names by then."""
    there = {called.get(c.name, c.name): c for c in old.columns}

    def value(column: Column) -> str | None:
        own, array = quote_ident(column.name), "[]" * column.type.endswith("[]")
        using = transition.using.get((new.name, column.name))
        was = there.get(column.name)
        other = was is None or was.type != column.type or column.type.removesuffix("[]") in anew
        if was and other and not using and composites.applies(was.type, column.type):
            return composites.value(own, was.type, column.type)
        if was is None or was.type != column.type:
            cast = casts.cast(own, was.type, column.type) or own if was else None
            return using or cast
        if column.type.removesuffix("[]") in anew:
            return f"{own}::text{array}::{column.type}"
        given = column.not_null and not was.not_null and (using or backfill(was, column))
        return f"coalesce({own}, {given})" if given else own

    values = ((c.name, value(c)) for c in new.columns if not c.generated)
    return RowMove(
        source=name,
        kept_as=None,
        target=new.name,
        columns=tuple((column, sql) for column, sql in values if sql is not None),
        on_conflict_skip=False,
        decision="",
    )
