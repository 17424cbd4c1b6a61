"""Policies and indexes that a side declared and PostgreSQL refused there, tried again.

The merge may be what makes them right: a policy that compared text with uuid is accepted once the
column is uuid. What is still wrong is left out, and said so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mergetui.catalog.model import Catalog, Declared, Index, Policy, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import Side
from mergetui.merge.assembly import Assembly
from mergetui.merge.columns import Columns
from mergetui.merge.expressions import rewrite
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.indexes import carry_index, index_meaning
from mergetui.merge.tables import policy_meaning
from mergetui.merge.targets import Source, Targets
from mergetui.merge.types import type_names


def try_again(
    tables: dict[Name, Table],
    targets: Targets,
    catalogs: Mapping[Side, Catalog],
    columns: Mapping[Name, Columns],
    assembly: Assembly,
) -> None:
    """Add what can be right by now to the tables, in place; foreign keys were among the rest."""
    for side, catalog in catalogs.items():
        for item in catalog.declared:
            target = targets.where[side].get(item.table)
            sources = targets.targets[target].sources if target else ()
            for source in sources:
                if target is None or (source.side, source.name) != (side, item.table):
                    continue
                there = tables[target]
                part = source.parts.of(item.object)
                if isinstance(part, Policy):
                    there = _with_policy(there, source, item, part, assembly)
                elif isinstance(part, Index):
                    there = _with_index(there, source, item, part, columns[target], assembly)
                tables[target] = there


def _with_policy(
    table: Table, source: Source, item: Declared, policy: Policy, assembly: Assembly
) -> Table:
    """The table with a declared policy, if its columns have the types that make it right."""
    carried, wrong = carry_declared(source, item, policy, assembly.fates[source.side])
    if carried is None:
        text = policy.using or policy.check or ""
        reason = f"{item.message}; after the merge {', '.join(wrong)}"
        assembly.omit(source, "policy", policy.name, text, reason)
        return table
    if policy_meaning(carried) in map(policy_meaning, table.policies):
        return table
    taken = {p.name for p in table.policies}
    name = assembly.free_name(policy.name, taken.__contains__, source.side)
    policies = (*table.policies, replace(carried, name=name))
    return replace(table, policies=tuple(sorted(policies, key=lambda p: p.name)))


def carry_declared(
    source: Source, item: Declared, policy: Policy, fates: Fates
) -> tuple[Policy | None, list[str]]:
    """A declared policy in the words of the merged catalog; else what is wrong with it there."""
    written, wrong = _written_for(item, fates)
    if wrong:
        return None, wrong
    using, check = (
        t and rewrite(t, written, "expression", source.table).text
        for t in (policy.using, policy.check)
    )
    return replace(policy, using=using, check=check), []


def _written_for(item: Declared, fates: Fates) -> tuple[Fates, list[str]]:
    """The fates as seen by a text that was written for the types which the item requires."""
    wrong: list[str] = []
    columns: dict[Name, Mapping[str, Fate]] = dict(fates.columns)
    for name, column, type_text in item.requires:
        fate = columns.get(name, {}).get(column)
        if fate is None or fate.name is None:
            wrong.append(f"{name.key}.{column} is not in the merged schema")
        elif type_names(fate.new_type) != type_names(type_text):
            wrong.append(f"{name.key}.{column} is {fate.new_type}")
        else:
            columns[name] = {**columns[name], column: replace(fate, old_type=fate.new_type)}
    return replace(fates, columns=columns), wrong


def _with_index(
    table: Table,
    source: Source,
    item: Declared,
    index: Index,
    columns: Columns,
    assembly: Assembly,
) -> Table:
    """The table with a declared index, if the merged table has its columns."""
    if any(c and c not in columns.columns for c in index.columns):
        assembly.omit(source, "index", index.name, index.body, item.message)
        return table
    where = {**{c: c for c in columns.columns}, **columns.maps[source.side, source.name]}
    carried = carry_index(assembly, source, index, where, columns)
    if carried is None or index_meaning(carried) in map(index_meaning, table.indexes):
        return table
    name = assembly.free_name(carried.name, assembly.relation_names.__contains__, source.side)
    assembly.relation_names.add(name)
    indexes = (*table.indexes, replace(carried, name=name))
    return replace(table, indexes=tuple(sorted(indexes, key=lambda i: i.name)))
