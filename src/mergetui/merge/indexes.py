"""Indexes of a target: those of its sources on the columns that theirs became."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from mergetui.catalog.model import Index, Key, View
from mergetui.catalog.names import quote_ident
from mergetui.merge.access_methods import unfit
from mergetui.merge.assembly import PARTS, SEVERAL, Assembly, names_lost
from mergetui.merge.columns import Columns
from mergetui.merge.expressions import normal, rewrite
from mergetui.merge.keys import broken_by_rows, or_taken
from mergetui.merge.partitions import covers
from mergetui.merge.targets import Source, Target


def compose_indexes(
    target: Target, columns: Columns, keys: Sequence[Key], assembly: Assembly
) -> tuple[Index, ...]:
    found: list[Index] = []
    bodies: dict[Hashable, Source] = {}
    several = len(target.sources) > 1
    partitioned = target.by_precedence[0]
    partition_key = partitioned.table.partition_key
    parts = columns.maps[partitioned.side, partitioned.name]
    for source in target.by_precedence:
        where = columns.maps[source.side, source.name]
        for index in source.kept.indexes:
            carried = carry_index(assembly, source, index, where, columns)
            if carried is None:
                continue
            if carried.unique and not covers(partition_key, parts, carried.columns):
                assembly.omit(source, "index", index.name, index.body, PARTS)
                continue
            read = () if all(carried.columns) else _read(carried, columns)
            broken = carried.unique and broken_by_rows(target, columns, carried.columns, keys, read)
            broken = None if source.parts.insisted(carried) else broken
            if broken and (broken == SEVERAL or " WHERE " not in carried.body):
                reason = f"{broken}{or_taken(source, index)}"
                assembly.omit(source, "index", index.name, index.body, reason)
                continue
            if several:
                meaning = index_meaning(carried)
                if bodies.setdefault(meaning, source) is not source:
                    continue
            if source is not target.in_place:
                name = assembly.free_name(
                    carried.name, assembly.relation_names.__contains__, source.side
                )
                if name != carried.name:
                    assembly.another(target, source, carried, name)
                    carried = replace(carried, name=name)
            assembly.relation_names.add(carried.name)
            found.append(carried)
    return tuple(sorted(found, key=lambda i: i.name))


def carry_index(
    assembly: Assembly, source: Source, index: Index, where: Mapping[str, str], columns: Columns
) -> Index | None:
    """An index on the target's columns; None, and said so, where it cannot be there."""
    new = rewrite(index.body, assembly.fates[source.side], "index", source.table)
    mapped = tuple(where.get(c, "") for c in index.columns)
    lost = [c for c, m in zip(index.columns, mapped, strict=True) if c and not m]
    if new.lost or lost:
        reason = names_lost(new.lost or tuple(f"column {c}" for c in lost))
        assembly.omit(source, "index", index.name, index.body, reason)
        return None
    if new.stable:
        reason = f"no index can hold {', '.join(new.stable)}, which is not immutable"
        assembly.omit(source, "index", index.name, index.body, reason)
        return None
    held = assembly.fates[source.side].columns.get(source.name, {})
    if why := unfit(new.text, [held[c] for c in index.columns if c in held]):
        assembly.omit(source, "index", index.name, index.body, why)
        return None
    assembly.raises(source, f"index {index.name}", new)
    if (new.text, mapped) == (index.body, index.columns):
        return index
    return replace(index, body=new.text, columns=mapped)


def with_free_indexes(view: View, assembly: Assembly) -> View:
    """A materialized view of the local, whose indexes have names of their own."""
    indexes = []
    for index in view.indexes:
        name = assembly.free_name(index.name, assembly.relation_names.__contains__, "local")
        assembly.relation_names.add(name)
        indexes.append(replace(index, name=name))
    return replace(view, indexes=tuple(indexes))


def index_meaning(index: Index) -> Hashable:
    """What an index holds, whatever its name and spelling."""
    return index.unique, normal(index.body, "index")


def _read(index: Index, columns: Columns) -> tuple[str, ...]:
    """The columns that what is indexed speaks of."""
    body = index.body.partition(" WHERE ")[0]
    return tuple(
        n
        for n in columns.columns
        if re.search(rf'(?<![\w"]){re.escape(quote_ident(n))}(?![\w"])', body)
    )
