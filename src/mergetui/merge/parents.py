"""Partitions and tables that inherit: they have the columns of their parent, called and typed as
there. What the parent gives up they give up, and what it gains they gain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.columns import Columns, SourceKey
from mergetui.merge.model import Problem
from mergetui.merge.targets import Source, Targets

Maps = Mapping[SourceKey, dict[str, str]]


def name_as_parents(
    targets: Targets, columns: Mapping[Name, Columns], maps: Maps
) -> Iterator[Problem]:
    """Give children the columns that their parents have by now, under the same names; yields the
    decisions that call one otherwise."""
    leading = _leading(targets, maps)
    for child, key, parent, parent_key in _families(targets, columns):
        state, above = columns[child], columns[parent]
        source = next(s for s in targets.targets[child].sources if (s.side, s.name) == key)
        for old, new in maps[parent_key].items():
            now = state.maps[key].get(old)
            above_all = _roots(targets, key, old) if new != old else set()
            if len(above_all) > 1:
                roots = " and ".join(sorted(n.key for n in above_all))
                message = (
                    f"{quote_ident(old)} is inherited from {roots}, and PostgreSQL renames no "
                    f"column of {source.name.key} that comes from several: keep its name"
                )
                yield Problem(table=parent_key[1].key, message=message, other=source.key)
            if now is not None and now != new and new not in state.columns:
                _rename(state, leading[child], now, new)
                own = source.decision.columns.get(old)
                if own is not None and own.name:
                    message = (
                        f"{quote_ident(old)} is inherited from {parent.key} and called as there, "
                        f"{quote_ident(new)}: name it there"
                    )
                    yield Problem(table=source.key, message=message, other=parent_key[1].key)
        for other, column in above.given_up:
            gone = state.maps[key].get(column.name)
            if (other.side, other.name) == parent_key and gone is not None:
                _give_up(state, leading[child], gone)
                state.given_up.append((source, column))
        if source.table.partition_of == parent_key[1]:  # also what its other side had
            for name in state.columns.keys() - above.columns.keys():
                _give_up(state, leading[child], name)
        for name in above.columns.keys() - state.columns.keys():
            state.inherited.add(name)
        state.columns.update({n: above.columns[n] for n in above.columns if n in state.inherited})
        state.chosen.update({n: above.chosen[n] for n in state.inherited})


def _roots(targets: Targets, key: SourceKey, column: str) -> set[Name]:
    """The tables that a column of a table is inherited from in the end."""
    tables = {(s.side, s.name): s.table for s in targets.sources}
    table = tables[key]
    parents = [(key[0], p) for p in table.inherits if (key[0], p) in tables]
    having = [p for p in parents if tables[p].column(column)]
    return set[Name]().union(*(_roots(targets, p, column) for p in having)) or {key[1]}


def generate_as_parents(targets: Targets, columns: Mapping[Name, Columns]) -> None:
    """Give them the expressions of generated columns that they gain, and the NOT NULL of their
    parents; what these bound and bind no more is free in them too. A partition counts by its
    table's identity, or not at all."""
    for child, (side, own), parent, (_, above) in _families(targets, columns):
        state, parents = columns[child], columns[parent].columns
        for name in state.inherited & parents.keys():
            column, of_parent = state.columns[name], parents[name]
            state.columns[name] = replace(
                column,
                default=of_parent.default,
                not_null=of_parent.binds_below,
                not_null_constraint=None,
            )
        source = next(s for s in targets.targets[child].sources if (s.side, s.name) == (side, own))
        bound = _bound(targets, columns, parent, (side, above))
        for name in state.columns.keys() & parents.keys():
            if any(c and c.binds_below for c in _above(targets, columns, source, name)):
                column = state.columns[name]
                state.columns[name] = replace(column, not_null=True, not_null_constraint=None)
            elif name in bound:
                state.columns[name] = replace(state.columns[name], not_null=False)
        if source.table.partition_of == above:
            for name in state.columns.keys() & parents.keys():
                column, of_parent = state.columns[name], parents[name]
                if column.identity and not of_parent.identity:
                    state.columns[name] = replace(column, identity=of_parent.identity)


def _bound(
    targets: Targets, columns: Mapping[Name, Columns], parent: Name, key: SourceKey
) -> set[str]:
    """The columns that were NOT NULL in a parent, and so in its children, as they are called by
    now. None of the local's while its parent waits for a decision."""
    source = next((s for s in targets.targets[parent].sources if (s.side, s.name) == key), None)
    if source is None:
        return set()
    where = columns[parent].maps[key]
    return {where.get(c.name, c.name) for c in source.table.columns if c.binds_below}


def _above(
    targets: Targets, columns: Mapping[Name, Columns], source: Source, name: str
) -> Iterator[Column | None]:
    """The column of that name in each of a child's parents."""
    for old in _parents(source.table):
        parent = targets.where[source.side].get(old)
        if parent is not None and parent in columns:
            yield columns[parent].columns.get(name)


def _parents(table: Table) -> tuple[Name, ...]:
    return (*table.inherits, *([table.partition_of] if table.partition_of else []))


def type_as_parents(targets: Targets, columns: Mapping[Name, Columns], maps: Maps) -> None:
    """Give them the types, once key types are unified."""
    for child, key, parent, parent_key in _families(targets, columns):
        state, above = columns[child], columns[parent]
        for old, new in maps[parent_key].items():
            now = state.maps[key].get(old)
            if now == new and new in above.columns:
                column, of_parent = state.columns[new], above.columns[new]
                if column.type != of_parent.type:
                    follows = column.default is None or column.generated
                    default = column.default if follows else of_parent.default
                    state.columns[new] = replace(column, type=of_parent.type, default=default)
                    state.as_parents.add(new)


def _families(
    targets: Targets, columns: Mapping[Name, Columns]
) -> Iterator[tuple[Name, SourceKey, Name, SourceKey]]:
    """(child, its source, parent, its source), grandparents before parents."""
    found: dict[Name, list[tuple[Name, SourceKey, Name, SourceKey]]] = {}
    for name, target in targets.targets.items():
        source = target.by_precedence[0]
        table = source.table
        for old in _parents(table):
            parent = targets.where[source.side].get(old)
            if parent is None or parent not in columns:
                continue
            leaves = any(s.name == old for s in targets.targets[parent].moved)
            if source.side == "local" or not leaves:  # what is set aside stays as it is
                key = (source.side, source.name)
                found.setdefault(name, []).append((name, key, parent, (source.side, old)))
    done: set[Name] = set()

    def visit(name: Name) -> Iterator[tuple[Name, SourceKey, Name, SourceKey]]:
        if name in done:
            return
        done.add(name)
        for family in found.get(name, ()):
            yield from visit(family[2])
        yield from found.get(name, ())

    for name in found:
        yield from visit(name)


def _leading(targets: Targets, maps: Maps) -> Mapping[Name, Sequence[dict[str, str]]]:
    """The maps that lead to the columns of each table, also of what only refers to it."""
    leading: dict[Name, list[dict[str, str]]] = {}
    for side, where in targets.where.items():
        for name, target in where.items():
            if target is not None and (side, name) in maps:
                leading.setdefault(target, []).append(maps[side, name])
    return leading


def _give_up(state: Columns, leading: Iterable[dict[str, str]], name: str) -> None:
    del state.columns[name]
    for where in leading:
        for old in [o for o, n in where.items() if n == name]:
            del where[old]
    for names in _sets(state):
        names.discard(name)
    for known in _by_name(state):
        known.pop(name, None)


def _rename(state: Columns, leading: Iterable[dict[str, str]], now: str, new: str) -> None:
    state.columns = {
        (new if name == now else name): (replace(c, name=new) if name == now else c)
        for name, c in state.columns.items()
    }
    for where in leading:
        for old, name in where.items():
            if name == now:
                where[old] = new
    for names in _sets(state):
        if now in names:
            names.remove(now)
            names.add(new)
    for known in _by_name(state):
        if now in known:
            known[new] = known.pop(now)


def _sets(state: Columns) -> Iterable[set[str]]:
    """What is known of columns by their merged names."""
    return state.held, state.fixed, state.relaxed, state.inherited, state.as_parents


def _by_name(state: Columns) -> Iterable[dict[str, Any]]:
    return state.chosen, state.using, state.widened, *state.fills.values()
