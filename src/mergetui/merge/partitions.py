"""Partitioned tables: what PostgreSQL asks of their keys, and of the tables that are their parts.

A table is partitioned as the side is whose definitions it follows. The invariant: a merged table
that says PARTITION BY has only keys that hold those columns, and one that says PARTITION OF names a
table that is partitioned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from mergetui.catalog.model import Table
from mergetui.catalog.names import Name
from mergetui.merge.assembly import Assembly
from mergetui.merge.columns import SourceKey
from mergetui.merge.expressions import rewrite
from mergetui.merge.fates import Fates
from mergetui.merge.model import Problem
from mergetui.merge.targets import Source, Targets
from mergetui.merge.types import base_type, family

_MODULUS = re.compile(r"modulus (\d+)", re.IGNORECASE)


@cache
def key_columns(partition_key: str) -> tuple[str, ...]:
    """The columns of a partition key in order; "" for an expression."""
    from postgast import parse  # noqa: PLC0415

    _, _, columns = partition_key.partition(" ")
    index = parse(f"CREATE INDEX ON t {columns}").stmts[0].stmt.index_stmt
    return tuple(p.index_elem.name for p in index.index_params)


def covers(partition_key: str | None, where: Mapping[str, str], unique: Iterable[str]) -> bool:
    """Whether a unique key may stand on a table that is partitioned so.

    ``where`` says where the columns of the partition key go, ``unique`` are those of the key.
    """
    if partition_key is None:
        return True
    return {where.get(c, "") for c in key_columns(partition_key)} <= set(unique)


def partitioned(table: Table, source: Source, fates: Fates) -> Table:
    """The table with its partition key in the words of the merged catalog."""
    if table.partition_key is None:
        return table
    new = rewrite(table.partition_key, fates, "partition", source.table)
    return replace(table, partition_key=new.text)


def parts_by_table(tables: Mapping[Name, Table]) -> dict[Name, list[Table]]:
    """The partitions of each partitioned table."""
    found: dict[Name, list[Table]] = {}
    for table in tables.values():
        if table.partition_of is not None:
            found.setdefault(table.partition_of, []).append(table)
    return found


def takes_some(table: Table, parts: Mapping[Name, list[Table]]) -> bool:
    """Whether there is a place for rows at all."""
    below = parts.get(table.name, ())
    return table.partition_key is None or any(takes_some(part, parts) for part in below)


def takes_all(table: Table, parts: Mapping[Name, list[Table]]) -> bool:
    """Whether there surely is a place for every row."""
    if table.partition_key is None:
        return True
    below = parts.get(table.name, [])
    moduli = [int(m[1]) for p in below if (m := _MODULUS.search(p.bound or ""))]
    whole = sum(Fraction(1, m) for m in moduli) == 1 or any(p.bound == "DEFAULT" for p in below)
    return whole and all(takes_all(part, parts) for part in below)


def _hashed_anew(
    source: Source, targets: Targets, table: Table, maps: Mapping[SourceKey, Mapping[str, str]]
) -> Iterator[Problem]:
    """Partitions by hash keep their rows, and another type hashes to other partitions."""
    key = source.table.partition_key
    if key is None or not key.startswith("HASH"):
        return
    kept = [s for s in targets.sources if s.side == source.side and targets.where[s.side][s.name]]
    if not any(s.table.partition_of == source.name for s in kept):
        return
    for column in key_columns(key):
        was = source.table.column(column)
        now = table.column(maps[source.side, source.name].get(column, ""))
        if was and now and _hash(was.type) != _hash(now.type):
            yield Problem(
                table=source.key,
                message=f"{column} becomes {now.type}, and the partitions by its hash hold rows by "
                f'that of {was.type}: keep its type with type = "{was.type}"',
            )


def _hash(type_text: str) -> str:
    """Types of one name hash equal values alike."""
    base = base_type(type_text)
    return (
        "integer" if base in ("smallint", "bigint") else "text" if family(base) == "text" else base
    )


def let_go_of_partitioned(targets: Targets, tables: dict[Name, Table], assembly: Assembly) -> None:
    """Nothing inherits from a partitioned table: what did goes on with all its columns alone."""
    for name, table in tables.items():
        lost = [p for p in table.inherits if p in tables and tables[p].partition_key]
        for parent in lost:
            assembly.omit(
                targets.targets[name].by_precedence[0],
                "inheritance",
                parent.key,
                f"INHERITS ({parent.sql})",
                f"{parent.key} is partitioned after the merge, and nothing inherits from such",
            )
        if lost:
            rest = tuple(p for p in table.inherits if p not in lost)
            tables[name] = replace(table, inherits=rest)


def partition_problems(
    targets: Targets,
    tables: Mapping[Name, Table],
    maps: Mapping[SourceKey, Mapping[str, str]],
) -> Iterator[Problem]:
    """What a partitioned table cannot be without, and parts of what is not partitioned."""
    parts = parts_by_table(tables)
    for name, target in targets.targets.items():
        source = target.by_precedence[0]
        parent = tables[name].partition_of
        if parent is not None and parent in tables and tables[parent].partition_key is None:
            yield Problem(
                table=source.key,
                message=f"is a partition of {parent.key}, which is not partitioned after the "
                "merge: drop this one, or let that one follow the side that partitions it",
                other=targets.targets[parent].owner.key,
            )
        if target.in_place is not None:
            yield from _hashed_anew(target.in_place, targets, tables[name], maps)
        if not takes_some(tables[name], parts):
            yield from (
                Problem(
                    table=moved.key,
                    message=f"its rows go into {name.key}, which is partitioned and has no "
                    'partition to hold them: keep one, or give the rows up with rows = "discard"',
                    other=target.owner.key,
                )
                for moved in target.moved
                if moved.name not in targets.discarded
            )
        key = tables[name].partition_key
        there = {c.name for c in tables[name].columns}
        for column in key_columns(key) if key else ():
            if column and column not in there:
                message = f"is partitioned by {column}, which a decision gives up"
                yield Problem(table=source.key, message=message)
