"""What becomes of the tables and columns of a side, once the merged columns have their types.

A view that names what is no more goes, and with it what names the view.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mergetui.catalog.model import Catalog, Domain, Enum, Type
from mergetui.catalog.names import Name
from mergetui.decisions.model import Side
from mergetui.merge.columns import Columns, SourceKey
from mergetui.merge.expressions import rewrite, view_outputs
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.returned import returned_rows


def enum_values(catalogs: Iterable[Catalog]) -> dict[str, tuple[str, ...]]:
    """The values of the enums by their SQL names, those of all sides together."""
    found: dict[str, tuple[str, ...]] = {}
    for catalog in catalogs:
        for kind in catalog.types.values():
            if isinstance(kind, Enum):
                there = found.get(kind.name.sql, ())
                found[kind.name.sql] = union_of_values(there, kind.values)
    return found


def kinds_of(remote: Catalog, local: Catalog) -> dict[str, Type]:
    """The types of both sides by their SQL names; enums with the values of both."""
    kinds: dict[str, Type] = {n.sql: t for n, t in (*local.types.items(), *remote.types.items())}
    for name, one in local.types.items():
        other = remote.types.get(name)
        if isinstance(one, Enum) and isinstance(other, Enum):
            kinds[name.sql] = replace(other, values=(*other.values, *one.values))
    return kinds


def union_of_values(remote: Sequence[str], local: Sequence[str]) -> tuple[str, ...]:
    """The remote's values in their order; each further one stands after its predecessor."""
    values = list(remote)
    previous: str | None = None
    for value in local:
        if value not in values:
            values.insert(values.index(previous) + 1 if previous else len(values), value)
        previous = value
    return tuple(values)


def opaque_types(catalogs: Iterable[Catalog]) -> frozenset[str]:
    """The types of the user's that nothing but text casts to and from, by their SQL names."""
    both = list(catalogs)
    cast = " ".join(o.name for c in both for o in c.others.values() if o.kind == "cast")
    return frozenset(
        kind.name.sql
        for catalog in both
        for kind in catalog.types.values()
        if not isinstance(kind, Domain) and kind.name.sql not in cast
    )


def fates_of(
    side: Side,
    catalog: Catalog,
    where: Mapping[Name, Name | None],
    maps: Mapping[SourceKey, Mapping[str, str]],
    columns: Mapping[Name, Columns],
    enums: Mapping[str, tuple[str, ...]],
    own_rows: Mapping[Name, str],
    opaque: frozenset[str],
) -> Fates:
    """``where`` says where the tables of the side go, ``maps`` where their columns go."""
    fates: dict[Name, dict[str, Fate]] = {}
    for name, table in catalog.tables.items():
        target = where.get(name)
        if target is None:
            continue
        mapped, merged = maps[side, name], columns[target].columns
        fates[name] = {}
        for column in table.columns:
            new = mapped.get(column.name)
            type_text = merged[new].type if new else column.type
            labels = enums.get(type_text, ()) if type_text != column.type else ()
            closed = type_text.removesuffix("[]") in opaque
            of_enum = column.type in enums and type_text not in enums
            fate = Fate(new, column.type, type_text, labels, closed, of_enum)
            fates[name][column.name] = fate
    becomes = {
        name: ([f.name for f in fates[name].values()], list(columns[target].columns))
        for name, target in where.items()
        if target is not None and name in fates
    }
    changed = {
        name: shape
        for name, shape in becomes.items()
        if shape[0] != [c.name for c in catalog.tables[name].columns] or shape[0] != shape[1]
    }
    rows = returned_rows(catalog.functions.values(), catalog.tables, changed)
    every = Fates.of(where, fates, own_rows, rows)
    return _without_lost_views(catalog, _with_views(catalog, every))


def _with_views(catalog: Catalog, fates: Fates) -> Fates:
    """With the columns of views that show a column which takes another type."""
    columns = dict(fates.columns)
    pending = dict(catalog.views)
    while pending:
        found = {
            name: shown
            for name, view in pending.items()
            if (shown := view_outputs(view.definition, fates))
        }
        if not found:
            break
        for name in found:
            del pending[name]
        columns |= found
        fates = Fates.of(fates.tables, columns, fates.own_rows, fates.returned)
    return fates


def _without_lost_views(catalog: Catalog, fates: Fates) -> Fates:
    views = dict(catalog.views)
    while views:
        lost = [n for n, v in views.items() if rewrite(v.definition, fates, "query").lost]
        if not lost:
            break
        for name in lost:
            del views[name]
        tables = {**fates.tables, **dict.fromkeys(lost)}
        fates = Fates.of(tables, fates.columns, fates.own_rows, fates.returned)
    return fates
