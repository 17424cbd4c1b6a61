"""Primary and unique keys of a target, and whether rows that come together may break them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mergetui.catalog.model import Key
from mergetui.merge.assembly import PARTS, SEVERAL, Assembly
from mergetui.merge.columns import Columns, column_list
from mergetui.merge.partitions import covers
from mergetui.merge.targets import Source, Target
from mergetui.merge.types import is_constant


def compose_keys(target: Target, columns: Columns, assembly: Assembly) -> tuple[Key, ...]:
    """Primary and unique keys, those of the table altered in place first."""
    found: list[tuple[Key, Source]] = []
    partitioned = target.by_precedence[0]
    parts = columns.maps[partitioned.side, partitioned.name]
    for source in target.by_precedence:
        where = columns.maps[source.side, source.name]
        for key in sorted(source.table.keys, key=lambda k: not k.primary):
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
            broken = broken_by_rows(target, columns, names, [k for k, _ in found])
            if broken and not (key.primary and broken == SEVERAL):
                assembly.omit(source, "key", key.name, column_list(key.columns), broken)
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


def broken_by_rows(
    target: Target, columns: Columns, names: Sequence[str], keys: Iterable[Key]
) -> str | None:
    """Why the rows that come together may not be told apart by columns that a source held unique:
    rows of several tables fill them as they are, or those of one get the same default in each.
    ``keys`` are those that hold; "" among the names is an expression of an index."""
    wanted = set(names) - {""}
    if target.definitions != "both" or any(set(key.columns) <= wanted for key in keys):
        return None  # a definition that was chosen asks the rows
    rows = [s for s in (target.in_place, *target.moved) if s and s.decision.rows != "discard"]
    as_they_are = 0
    for source in rows:
        where = columns.maps[source.side, source.name]
        there = {*where.values()}
        made = {where.get(c) for c, d in source.decision.columns.items() if d.using}
        as_they_are += wanted <= there and not wanted & made
        there |= {*columns.fills.get((source.side, source.name), {})}
        defaults = [columns.columns[n].default for n in names if n in columns.columns]
        same = len(defaults) == len(names) and all(d and is_constant(d) for d in defaults)
        if same and not wanted & there:
            listed = column_list(tuple(names))
            return f"all rows of {source.key} get the same default in {listed}"
    return SEVERAL if as_they_are > 1 else None


def _named(key: Key, source: Source, target: Target, assembly: Assembly) -> Key:
    """Keys and indexes share the names of tables; what is altered in place keeps its own."""
    if source is target.in_place:
        assembly.relation_names.add(key.name)
        return key
    name = assembly.free_name(key.name, assembly.relation_names.__contains__, source.side)
    assembly.relation_names.add(name)
    return key if name == key.name else replace(key, name=name)
