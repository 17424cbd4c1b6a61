"""What is dropped: before the changes what stands in their way, after them what is left over."""

from __future__ import annotations

import re
from dataclasses import replace

from mergetui.catalog.model import Catalog, Domain, Range, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.migration import (
    columns,
    extensions,
    functions,
    others,
    sequences,
    tables,
    types,
    views,
)
from mergetui.migration.carry import Carried
from mergetui.migration.match import Matches
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.order import Rank, Step, in_order
from mergetui.migration.policies import policy_part
from mergetui.migration.say import ACCESS_EXCLUSIVE, idents, say
from mergetui.migration.takedown import Takedown, in_circle


def removals(
    carried: Carried,
    new: Catalog,
    matches: Matches,
    down: Takedown,
    discarded: frozenset[Name],
    written: frozenset[Name],
) -> list[Statement]:
    """Statements that clear the way, dependents first. ``written`` are the tables whose rows the
    migration reads or writes, which it must see all."""
    steps = [
        *_parts(carried, matches, down),
        *_columns(carried, new, down),
        *_objects(carried, new, down),
        *_tables(carried, new, down, discarded, written),
        *(_drop_type(carried, name) for name in sorted(_of_going_rows(carried, down))),
        *others.removals(carried.catalog, down),
    ]
    ordered = [st for step in reversed(in_order(steps)) for st in step.statements]
    return [*ordered, *_aside(carried, down), *others.put_aside(carried.catalog, down)]


def clear_away(
    carried: Carried, new: Catalog, down: Takedown, discarded: frozenset[Name]
) -> list[Statement]:
    """Statements at the very end: tables whose rows have moved, types, extensions, schemas."""
    steps = []
    for name, move in carried.going.items():
        if move is not None:
            table = carried.catalog.tables[name]
            if _gives_place(table, carried, new):
                table = replace(table, partition_of=None)
            steps.append(_drop_table(table, carried, down, discarded, moved=True))
    gone = _of_going_rows(carried, down)
    for type_name in down.types - gone:
        if isinstance(carried.catalog.types[type_name], Range):
            continue  # gone by then
        steps.append(_drop_type(carried, type_name, _aside_name(carried, type_name)))
    statements = [s for step in reversed(in_order(steps)) for s in step.statements]
    return [
        *statements,
        *others.leave(carried.catalog, down),
        *extensions.leave(carried.catalog, new),
    ]


def _drop_type(carried: Carried, name: Name, called: Name | None = None) -> Step:
    kind = carried.catalog.types[name]
    return Step(
        id=kind.id,
        rank=Rank.TYPE,
        statements=(types.drop(kind, (called or name).sql),),
        needs=frozenset(getattr(kind, "needs", ())),
    )


def _of_going_rows(carried: Carried, down: Takedown) -> set[Name]:
    """Types made of rows of tables that are dropped: they cannot wait until nothing uses them, and
    what could use them goes as well."""
    gone = {f"table {name.sql}" for name, move in carried.going.items() if move is None}
    found: set[Name] = set()
    while more := {
        name
        for name in down.types - found
        if gone & {*getattr(carried.catalog.types[name], "needs", ())}
    }:
        found |= more
        gone |= {carried.catalog.types[name].id for name in more}
    return found


def _called(text: str, carried: Carried, down: Takedown) -> set[str]:
    """The functions that the text calls and that are dropped: what undoes the call comes first."""
    gone = [carried.catalog.functions[f] for f in down.functions]
    return {
        f.id
        for f in gone
        if re.search(rf'(?<![\w"]){re.escape(quote_ident(f.name.name))}\(', text) is not None
    }


def _parts(carried: Carried, matches: Matches, down: Takedown) -> list[Step]:
    steps = []
    for owner, parts in matches.old_parts.items():
        if owner in down.views:
            continue  # they go with it
        for part in parts:
            if part.id in down.parts:
                needs = part.needs | _called(part.text, carried, down)
                steps.append(Step(id=part.id, rank=part.rank, statements=(part.down,), needs=needs))
    return steps


def _columns(carried: Carried, new: Catalog, down: Takedown) -> list[Step]:
    steps = []
    for table in carried.catalog.tables.values():
        above = {
            c.name
            for p in tables.parents(table)
            if p in carried.catalog.tables
            for c in carried.catalog.tables[p].columns
        }
        for column in table.columns:
            needs = {table.id, *_called(column.default or "", carried, down)}
            statement = None
            if column.name in down.remade[table.name] and column.name not in above:
                wanted = new.tables[table.name].column(column.name)
                computed = wanted is not None and bool(wanted.generated)
                statement = columns.drop_generated(table, column, computed=computed)
            elif column.name in down.gone[table.name] and column.generated:
                if column.name not in above:
                    statement = columns.drop_generated(table, column, computed=True)
            elif column.name in down.plain[table.name]:
                if column.name not in above:
                    statement = columns.drop_expression(table, column)
            elif column.identity and table.partition_of:
                pass  # it is the parent's, and goes with it
            elif column.name in down.defaults[table.name]:
                statement = columns.drop_default(table, column)
            if statement is not None:
                steps.append(
                    Step(
                        id=f"column {quote_ident(column.name)} of {table.id}",
                        rank=Rank.TABLE,
                        statements=(statement,),
                        needs=frozenset(needs),
                    )
                )
    return steps


def _objects(carried: Carried, new: Catalog, down: Takedown) -> list[Step]:
    old = carried.catalog
    steps = [
        Step(
            id=old.functions[f].id,
            rank=Rank.FUNCTION,
            statements=(functions.drop(old.functions[f]),),
            needs=frozenset(old.functions[f].needs),
        )
        for f in down.functions
    ]
    for d in sorted(down.domains):
        domain = old.types[d]
        assert isinstance(domain, Domain)
        steps.append(
            Step(
                id=f"constraints of {domain.id}",
                rank=Rank.CHECK,
                statements=tuple(types.strip(domain)),
                needs=frozenset(domain.needs),
            )
        )
    steps += [
        Step(
            id=old.views[v].id,
            rank=Rank.VIEW,
            statements=(views.drop(old.views[v]),),
            needs=frozenset(old.views[v].needs)
            | {t.function for t in old.views[v].triggers}
            | _called(old.views[v].definition, carried, down),
        )
        for v in down.views
    ]
    for name, sequence in old.sequences.items():
        owner = sequence.owned_by
        leaves = owner is not None and (
            owner[0] in carried.going or owner[1] in down.gone[owner[0]] | down.remade[owner[0]]
        )
        if name in new.sequences:
            if leaves and new.sequences[name].owned_by != owner:
                steps.append(
                    Step(
                        id=f"owner of {sequence.id}",
                        rank=Rank.OWNED,
                        statements=(sequences.disown(sequence),),
                    )
                )
        elif not leaves:
            steps.append(
                Step(id=sequence.id, rank=Rank.SEQUENCE, statements=(sequences.drop(sequence),))
            )
    return steps


def _tables(
    carried: Carried,
    new: Catalog,
    down: Takedown,
    discarded: frozenset[Name],
    written: frozenset[Name],
) -> list[Step]:
    steps = []
    for name, table in carried.catalog.tables.items():
        if name not in carried.going:
            untyped = tables.type_changes(table, carried.catalog, new)
            for parent, statement in tables.let_go(table, new.tables[name], untyped=untyped):
                move = carried.going.get(parent)
                same = {parent, move.target} if move else {parent}  # be it made anew
                leaves = table.partition_of == parent and new.tables[name].partition_of not in same
                pointed = _pointed_at(table, carried, "is on its own") if leaves else None
                asked = replace(statement, hazards=(*statement.hazards, *filter(None, [pointed])))
                steps.append(
                    Step(
                        id=f"{table.id} under {parent.sql}",
                        rank=Rank.OWNED,
                        statements=(asked, *([tables.leave(table)] if leaves else ())),
                        needs=frozenset({f"table {parent.sql}"}),
                    )
                )
        elif carried.going[name] is None:
            steps.append(_drop_table(table, carried, down, discarded, moved=False))
        else:
            aside = [tables.force(table, on=False)] if table.force_rls else []
            steps.append(
                Step(id=f"force of {table.id}", rank=Rank.SECURITY, statements=tuple(aside))
            )
            if _gives_place(table, carried, new) and table.partition_of:
                steps.append(
                    Step(
                        id=f"{table.id} under {table.partition_of.sql}",
                        rank=Rank.OWNED,
                        statements=(tables.detach(table, table.partition_of),),
                    )
                )
    for name in sorted(written):
        held = carried.catalog.tables.get(name)
        if held is not None and held.force_rls and name not in carried.going:
            off = (tables.force(held, on=False),)
            steps.append(Step(id=f"force of {held.id}", rank=Rank.SECURITY, statements=off))
    return steps


def _gives_place(table: Table, carried: Carried, new: Catalog) -> bool:
    """Whether a partition that is made anew must leave its place before that."""
    move = carried.going[table.name]
    return move is not None and new.tables[move.target].partition_of == table.partition_of


def _drop_table(
    table: Table, carried: Carried, down: Takedown, discarded: frozenset[Name], *, moved: bool
) -> Step:
    policies = (p for p in table.policies if policy_part(table, p).id not in down.parts)
    parts = {n for p in policies for n in p.needs} | {t.function for t in table.triggers}
    original = carried.originals[table.name]
    statement = tables.drop(table, original, discarded=original in discarded, moved=moved)
    needs = {*table.needs, *parts, *(f"table {p.sql}" for p in tables.parents(table))}
    if in_circle(table, carried.catalog):  # then its defaults are gone by now
        needs = {n for n in needs if not n.startswith("function ")}
    return Step(
        id=table.id,
        rank=Rank.TABLE,
        statements=(*_out_of_the_way(table, carried), statement),
        needs=frozenset(needs - {table.id}),
    )


def _out_of_the_way(table: Table, carried: Carried) -> list[Statement]:
    """A partition of a table that stays and that foreign keys point at is not dropped before it is
    a partition no more."""
    parent = table.partition_of
    if parent is None or parent in carried.going:
        return []
    hazard = _pointed_at(table, carried, "is dropped")
    return [tables.detach(table, parent, hazard)] if hazard else []


def _pointed_at(table: Table, carried: Carried, how: str) -> Hazard | None:
    """Rows that point at those of a partition through what it is a partition of no more."""
    pointing = []
    parents = list(tables.above(table, carried.catalog))
    for name, other in carried.catalog.tables.items():
        for key in other.foreign_keys:
            if key.references in parents:
                ours, theirs = carried.columns[name], carried.columns[key.references]
                columns = idents(ours.get(c, c) for c in key.columns)
                refs = idents(theirs.get(c, c) for c in key.ref_columns)
                pointing.append(
                    f"SELECT count(*) FROM {carried.originals[name].sql} WHERE ({columns}) IN"
                    f" (SELECT {refs} FROM {carried.originals[table.name].sql})"
                )
    if not pointing:
        return None
    return Hazard(
        kind="may-fail-on-rows",
        message=f"{table.name.key} {how}, a partition of {parents[0].key} that rows may point at",
        question=" UNION ALL ".join(pointing),
    )


def _aside(carried: Carried, down: Takedown) -> list[Statement]:
    """Types that are made anew, or whose name a table may want, wait under another name."""
    statements = []
    gone = _of_going_rows(carried, down)
    for name, kind in carried.catalog.types.items():
        if name not in down.types or name in gone:
            continue
        if isinstance(kind, Range):
            statements += _without_range(carried, kind)
            continue
        aside = quote_ident(_aside_name(carried, name).name)
        statements.append(say(f"ALTER {_word(kind)} {name.sql} RENAME TO {aside}", kind.id))
    return statements


def _without_range(carried: Carried, kind: Range) -> list[Statement]:
    """A range type cannot wait under another name, since its constructors keep theirs: its
    columns hold text meanwhile."""
    statements = []
    for table in carried.catalog.tables.values():
        if table.name in carried.going and carried.going[table.name] is None:
            continue
        for column in table.columns:
            base = column.type.removesuffix("[]")
            if base in (kind.name.sql, kind.multirange.sql):
                name, text = quote_ident(column.name), "text" + column.type[len(base) :]
                sql = f"ALTER TABLE {table.name.sql} ALTER COLUMN {name} TYPE {text}"
                rewrite = Hazard(
                    kind="table-rewrite",
                    message=f"{table.name.key}: {column.name} is {text} a while",
                )
                sql = f"{sql} USING {name}::{text}"
                statements.append(say(sql, table.id, rewrite, lock=ACCESS_EXCLUSIVE))
    return [*statements, types.drop(kind, kind.name.sql)]


def _word(kind: object) -> str:
    return "DOMAIN" if type(kind).__name__ == "Domain" else "TYPE"


def _aside_name(carried: Carried, name: Name) -> Name:
    stem = name.name.encode()[:55].decode(errors="ignore")
    number = 0
    while True:
        candidate = name.renamed(f"{stem}__was{number or ''}")
        if candidate not in carried.catalog.types and candidate not in carried.catalog.tables:
            return candidate
        number += 1
