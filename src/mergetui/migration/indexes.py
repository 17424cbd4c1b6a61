"""Indexes that no constraint owns, of tables and of materialized views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mergetui.catalog.model import Index, Table, View
from mergetui.catalog.names import Name, quote_ident
from mergetui.migration.constraints import alike_hazard, cluster
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.order import Rank
from mergetui.migration.parts import Part
from mergetui.migration.questions import Before
from mergetui.migration.same import Sql
from mergetui.migration.say import ACCESS_EXCLUSIVE, SHARE, SHARE_UPDATE_EXCLUSIVE, say
from mergetui.migration.unique import of_index


def index_part(owner: Table | View, index: Index, before: Before | None = None) -> Part:
    unique = "UNIQUE " if index.unique else ""
    name = Name(owner.name.schema, index.name).sql
    hazards: list[Hazard | None] = []
    if before and isinstance(owner, Table):
        if index.unique:
            listed = of_index(owner, index)
            where = f" WHERE {listed.where}" if listed.where else ""
            sql = f"UNIQUE INDEX ({listed.shown}){where}"
            hazards.append(alike_hazard(owner, sql, listed, before))
        hazards.append(
            Hazard(
                kind="exclusive-lock",
                message=f"{owner.name.key}: no writes while {index.name} is built",
            )
        )
    up = [
        say(
            f"CREATE {unique}INDEX {quote_ident(index.name)} ON {owner.name.sql} {index.body}",
            owner.id,
            *hazards,
            lock=SHARE,
        )
    ]
    up += statistics(owner, index.name, dict(index.statistics))
    if index.clustered:
        up.append(cluster(owner.id, owner.name, index.name))
    drop = say(f"DROP INDEX {name}", owner.id, lock=ACCESS_EXCLUSIVE)
    return Part(
        kind="index",
        rank=Rank.INDEX,
        owner=owner.id,
        name=index.name,
        definition=(index.unique, Sql("index", index.body)),
        up=tuple(up),
        replace=_replaced(owner, index, up, drop),
        alike="index",
        clustered=index.clustered,
        statistics=index.statistics,
        down=drop,
        target=f"INDEX {name}",
        rename=lambda name: f"ALTER INDEX {Name(owner.name.schema, name).sql} RENAME TO",
        comment=index.comment,
        columns=tuple(c for c in index.columns if c),
        unique=index.columns if index.unique else (),
        text=index.body,
        needs=frozenset({owner.id}),
    )


def _replaced(
    owner: Table | View, index: Index, up: list[Statement], drop: Statement
) -> tuple[Statement, ...]:
    """The new index is built beside the old one, which gives it its name. On a partitioned table
    the names of the partitions' indexes would stay those of the two side by side."""
    if isinstance(owner, Table) and (owner.partition_key or owner.partition_of):
        return (drop, *up)
    beside = f"{index.name.encode()[:58].decode(errors='ignore')}__new"
    head = f"INDEX {quote_ident(index.name)} ON"
    made = replace(up[0], sql=up[0].sql.replace(head, f"INDEX {quote_ident(beside)} ON", 1))
    at = Name(owner.name.schema, beside).sql
    rename = say(f"ALTER INDEX {at} RENAME TO {quote_ident(index.name)}", owner.id)
    return (made, drop, rename, *up[1:])


def statistics(owner: Table | View, name: str, targets: Mapping[int, int]) -> list[Statement]:
    """How closely ANALYZE looks at the columns of an index; -1 is as the server says."""
    head = f"ALTER INDEX {Name(owner.name.schema, name).sql}"
    return [
        say(
            f"{head} ALTER COLUMN {number} SET STATISTICS {target}",
            owner.id,
            lock=SHARE_UPDATE_EXCLUSIVE,
        )
        for number, target in targets.items()
    ]
