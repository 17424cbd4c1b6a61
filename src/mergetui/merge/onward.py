"""The merge seen from a database in which a part of it has run already.

What comes out at the end is composed of both sides and all decisions, as if it had not run; only
the way there begins where the tables are by now. The invariant: what was renamed or moved is not
done once more, and a decision that would take back where rows went is a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from mergetui.catalog.model import Catalog, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import Decisions
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged, Problem, RowMove
from mergetui.merge.standing import Standing, Step, kept


def in_steps(
    remote: Catalog, local: Catalog, decisions: Decisions, step: Step | None
) -> tuple[Merged, Merged]:
    """Both sides composed, and what of it is left to do: the same where no part has run."""
    if step is None:
        merged = compose(remote, local, decisions)
        return merged, merged
    whole = compose(remote, local, decisions, step[0])
    rest = onward(whole, step[0], remote, step[1])
    return replace(whole, problems=rest.problems), rest


def without_asides(merged: Merged, now: Catalog) -> Catalog:
    """The merged catalog without the tables set aside that somebody has dropped by hand."""
    asides = {m.kept_as for m in merged.transition.moves} - {None, *now.tables}
    return _without(merged.catalog, {name for name in asides if name is not None})


def onward(merged: Merged, standing: Standing, remote: Catalog, now: Catalog) -> Merged:
    """The rest of the merge: its transition and targets speak of the tables that are there now."""
    problems: list[Problem] = []
    after = kept(merged, remote)
    by_name: dict[Name, list[str]] = {}
    for key, name in standing.into.items():
        by_name.setdefault(name, []).append(key)
    becomes = {  # each table that is there now, and its name in the merged catalog
        **{
            name: merged.targets.get(key)
            for key, name in sorted(standing.into.items())
            if key in standing.made
        },
        **{name: after.get(key) for key, name in standing.at.items()},
    }
    tables: dict[Name, Name] = {}
    columns: dict[Name, dict[str, str]] = {}
    claimed: dict[Name, Name] = {}
    for name, target in sorted(becomes.items(), key=lambda item: (item[0] != item[1], item[0])):
        table = now.tables.get(name)
        if table is None or target is None or target not in merged.catalog.tables:
            continue
        if target in claimed:
            key = min(by_name.get(name, [f":{name.key}"])).partition(":")[2]
            message = (
                f"it is {name.key} since an earlier step, which may hold rows, and cannot go into"
                f" {target.key} any more, which is {claimed[target].key} by now"
            )
            problems.append(Problem(table=key, message=message))
            continue
        claimed[target] = name
        if name != target:
            tables[name] = target
        keys = sorted(by_name.get(name, ()), key=lambda k: (standing.at.get(k) != name, k))
        renamed = _renamed(table, target, keys, standing, merged)
        if renamed:
            columns[target] = renamed
    moves = tuple(_moves(merged, standing, remote, now, becomes, problems))
    gone = {
        aside
        for move in merged.transition.moves
        if (key := f"remote:{move.source.key}") in standing.moved
        and standing.at.get(key) not in now.tables
        and (aside := move.kept_as) is not None
    }
    for move in moves:
        if move.kept_as is not None and move.kept_as != move.source:
            tables[move.source] = move.kept_as
    labels = dict(merged.transition.labels)
    for key, name in standing.at.items():
        label = merged.transition.labels.get(f"table {_name_of(key, remote).sql}")
        if label is not None:
            labels.setdefault(f"table {name.sql}", label)
    discarded = {
        standing.at[key]
        for name in (
            *merged.transition.discarded,
            *(m.source for m in merged.transition.moves if m.kept_as is None),
        )
        if (key := f"remote:{name.key}") in standing.at
    }
    return replace(
        merged,
        catalog=_without(merged.catalog, gone),
        transition=replace(
            merged.transition,
            tables=MappingProxyType(tables),
            columns=MappingProxyType(columns),
            moves=moves,
            labels=MappingProxyType(labels),
            discarded=frozenset(discarded),
        ),
        problems=(*merged.problems, *problems),
        targets={
            f"remote:{name.key}": target for name, target in becomes.items() if target is not None
        },
    )


def _name_of(key: str, remote: Catalog) -> Name:
    plain = key.partition(":")[2]
    return next((n for n in remote.tables if n.key == plain), Name("public", plain))


def _renamed(
    table: Table, target: Name, keys: Iterable[str], standing: Standing, merged: Merged
) -> dict[str, str]:
    """The columns of a table that take another name: those that they had in any of the tables
    that went into it say which."""
    new = merged.catalog.tables[target]
    found: dict[str, str] = {}
    for key in keys:
        if merged.targets.get(key) != target:
            continue
        called = merged.columns.get(key, {})
        for column, own in standing.columns.get(key, {}).items():
            becomes = called.get(column)
            if becomes is not None and table.column(own) and new.column(becomes):
                found.setdefault(own, becomes)
    result: dict[str, str] = {}
    staying = {c.name for c in table.columns if found.get(c.name, c.name) == c.name}
    for own, becomes in found.items():
        if own != becomes and becomes not in staying and becomes not in result.values():
            result[own] = becomes
    return result


def _moves(
    merged: Merged,
    standing: Standing,
    remote: Catalog,
    now: Catalog,
    becomes: Mapping[Name, Name | None],
    problems: list[Problem],
) -> Iterable[RowMove]:
    """The moves of rows that are still to be made."""
    wanted = {f"remote:{m.source.key}": m for m in merged.transition.moves}
    for key in sorted(standing.moved):
        into, table = standing.into.get(key), key.partition(":")[2]
        move = wanted.pop(key, None)
        if into is None:
            continue
        if move is None or move.target != becomes.get(into):
            problems.append(
                Problem(
                    table=table,
                    message=f"its rows are in {into.key} since an earlier step and stay there: say "
                    f'merge-into, with rows = "discard" to drop what was set aside',
                )
            )
    for key, move in wanted.items():
        at = standing.at.get(key, move.source)
        table_now, was = now.tables.get(at), remote.tables[move.source]
        there = {c.name: c.type for c in table_now.columns} if table_now else {}
        if there != {c.name: c.type for c in was.columns}:
            problems.append(
                Problem(
                    table=move.source.key,
                    message=f"an earlier step has altered it (it is {at.key} by now), so its rows "
                    f"cannot go into {move.target.key} by this decision",
                )
            )
            continue
        yield replace(move, source=at)


def _without(catalog: Catalog, gone: set[Name]) -> Catalog:
    if not gone:
        return catalog
    tables = {
        name: replace(
            table, foreign_keys=tuple(k for k in table.foreign_keys if k.references not in gone)
        )
        for name, table in catalog.tables.items()
        if name not in gone
    }
    sequences = {
        name: sequence
        for name, sequence in catalog.sequences.items()
        if sequence.owned_by is None or sequence.owned_by[0] not in gone
    }
    return replace(catalog, tables=MappingProxyType(tables), sequences=MappingProxyType(sequences))
