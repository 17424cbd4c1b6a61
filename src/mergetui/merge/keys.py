"""Primary and unique keys of a target, and whether rows that come together may break them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mergetui.catalog.model import Key
from mergetui.merge.assembly import PARTS, SEVERAL, Assembly
from mergetui.merge.columns import Columns, column_list
from mergetui.merge.partitions import covers
from mergetui.merge.targets import Source, Target


def compose_keys(target: Target, columns: Columns, assembly: Assembly) -> tuple[Key, ...]:
    """Primary and unique keys, those of the table altered in place first."""
    found: list[tuple[Key, Source]] = []
    partitioned = target.by_precedence[0]
    parts = columns.maps[partitioned.side, partitioned.name]
    for source in target.by_precedence:
        where = columns.maps[source.side, source.name]
        for key in source.table.keys:
            mapped = [where.get(c) for c in key.columns]
            include = [where.get(c) for c in key.include]
            if None in mapped or None in include:
                assembly.omit(
                    source, "key", key.name, column_list(key.columns), "its columns are given up"
                )
                continue
            names = tuple(c for c in mapped if c)
            if not covers(partitioned.table.partition_key, parts, names):
                assembly.omit(source, "key", key.name, column_list(key.columns), PARTS)
                continue
            if any(set(k.columns) == set(names) for k, other in found if other is not source):
                continue
            if not key.primary and several_fill(target, columns, names):
                assembly.omit(source, "key", key.name, column_list(key.columns), SEVERAL)
                continue
            primary = key.primary and not any(k.primary for k, _ in found)
            if primary and (lacking := [c for c in names if c in columns.relaxed]):
                primary = False
                named = column_list(tuple(lacking))
                reason = f"not every row has a value for {named}: UNIQUE stays"
                assembly.omit(source, "primary key", key.name, column_list(key.columns), reason)
            carried = key
            if (primary, names, tuple(include)) != (key.primary, key.columns, key.include):
                kept = tuple(c for c in include if c)
                carried = replace(key, primary=primary, columns=names, include=kept)
            found.append((_named(carried, source, target, assembly), source))
    return tuple(key for key, _ in found)


def several_fill(target: Target, columns: Columns, names: Iterable[str]) -> bool:
    """Whether rows of several tables come together in columns that one of them held unique, and
    no decision says that they are not the same: a using of one of the columns makes them anew."""
    wanted = set(names) - {""}  # an expression of an index
    rows = [s for s in (target.in_place, *target.moved) if s is not None]
    as_they_are = 0
    for source in rows:
        where = columns.maps[source.side, source.name]
        made = {where.get(c) for c, d in source.decision.columns.items() if d.using}
        as_they_are += wanted <= set(where.values()) and not (wanted & made)
    return as_they_are > 1


def _named(key: Key, source: Source, target: Target, assembly: Assembly) -> Key:
    """Keys and indexes share the names of tables; what is altered in place keeps its own."""
    if source is target.in_place:
        assembly.relation_names.add(key.name)
        return key
    name = assembly.free_name(key.name, assembly.relation_names.__contains__, source.side)
    assembly.relation_names.add(name)
    return key if name == key.name else replace(key, name=name)
