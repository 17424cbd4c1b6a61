"""Primary and unique keys of a target, and whether rows that come together may break them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from mergetui.catalog.model import Index, Key
from mergetui.catalog.names import quote_ident
from mergetui.decisions.parts import key_of
from mergetui.decisions.write import header
from mergetui.merge.assembly import PARTS, SEVERAL, Assembly
from mergetui.merge.columns import Columns, column_list
from mergetui.merge.partitions import covers
from mergetui.merge.parts import said
from mergetui.merge.targets import Source, Target
from mergetui.merge.types import is_constant


def compose_keys(target: Target, columns: Columns, assembly: Assembly) -> tuple[Key, ...]:
    """Primary and unique keys, those of the table altered in place first."""
    found: list[tuple[Key, Source]] = []
    partitioned = target.by_precedence[0]
    parts = columns.maps[partitioned.side, partitioned.name]
    for source in target.by_precedence:
        where = columns.maps[source.side, source.name]
        for key in sorted(source.kept.keys, key=lambda k: not k.primary):
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
            there = _same_columns(found, names, source)
            if there is not None and (_same(there[0], key) or not source.parts.both(key)):
                if not _same(there[0], key):
                    _say_other(there, key, (source, target), assembly)
                continue
            broken = broken_by_rows(target, columns, names, [k for k, _ in found])
            if broken and not ((key.primary and broken == SEVERAL) or source.parts.insisted(key)):
                reason = f"{broken}{or_taken(source, key)}"
                assembly.omit(source, "key", key.name, column_list(key.columns), reason)
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


def or_taken(source: Source, part: Key | Index) -> str:
    """How a key that rows may break stays all the same."""
    where = header("tables", source.key, "parts")
    return f"; {said(key_of(part), source.side)} under {where} keeps it, and asks the rows"


def not_null_in_keys(columns: Columns, keys: Iterable[Key]) -> None:
    """No column of a primary key may be null, whatever the side says that it follows."""
    for name in (c for key in keys if key.primary for c in key.columns):
        column = columns.columns.get(name)
        if column is not None and not column.not_null:
            columns.columns[name] = replace(column, not_null=True)


def _same_columns(
    found: Iterable[tuple[Key, Source]], names: Sequence[str], source: Source
) -> tuple[Key, Source] | None:
    """The key of another source over the same columns."""
    same = ((k, other) for k, other in found if other is not source)
    return next(((k, other) for k, other in same if set(k.columns) == set(names)), None)


def _say_other(
    there: tuple[Key, Source], key: Key, where: tuple[Source, Target], assembly: Assembly
) -> None:
    """Of two keys over the same columns one stays."""
    stays, other = there
    source, target = where
    reason = f"the {other.side} has another key over the same columns, {quote_ident(stays.name)}"
    assembly.omit(source, "key", key.name, column_list(key.columns), reason)
    assembly.another(target, source, key, None, beside=there[::-1])


def _same(stays: Key, key: Key) -> bool:
    """Whether a key over the same columns says all that another says."""

    def manner(one: Key) -> Hashable:
        distinct = one.nulls_not_distinct and not stays.primary  # it has no nulls
        return frozenset(one.include), distinct, one.without_overlaps, one.deferrable

    return manner(stays) == manner(key) and (stays.primary or not key.primary)


def broken_by_rows(
    target: Target,
    columns: Columns,
    names: Sequence[str],
    keys: Iterable[Key],
    read: Sequence[str] = (),
) -> str | None:
    """Why the rows that come together may not be told apart by columns that a source held unique:
    rows of several tables fill them as they are, or those of one get the same default in each.
    ``keys`` are those that hold; "" among the names is an expression of an index, ``read`` the
    columns that such expressions read."""
    wanted = set(names) - {""}
    values = (*(n for n in names if n), *read)
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
        defaults = [columns.columns[n].default for n in values if n in columns.columns]
        same = len(defaults) == len(values) > 0 and all(d and is_constant(d) for d in defaults)
        if same and not {*values} & there:
            listed = column_list(tuple(dict.fromkeys(values)))
            return f"all rows of {source.key} get the same default in {listed}"
    return SEVERAL if as_they_are > 1 else None


def _named(key: Key, source: Source, target: Target, assembly: Assembly) -> Key:
    """Keys and indexes share the names of tables; what is altered in place keeps its own."""
    if source is target.in_place:
        assembly.relation_names.add(key.name)
        return key
    name = assembly.free_name(key.name, assembly.relation_names.__contains__, source.side)
    assembly.relation_names.add(name)
    if name == key.name:
        return key
    assembly.another(target, source, key, name)
    return replace(key, name=name)
