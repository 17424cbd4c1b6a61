"""Renames: the old catalog as PostgreSQL shows it once tables and columns have their new names.

All that follows compares and speaks in one set of names. The invariant: after the statements
that are made here the database reads as the catalog that is returned, since PostgreSQL follows a
rename in every constraint, index, view and policy (only function bodies in text stay as they are).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from mergetui.catalog.model import Catalog, Enum, ObjectId, Policy, Table
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.merge.expressions import Form, rewrite
from mergetui.merge.fates import Fate, Fates
from mergetui.merge.model import RowMove, Transition
from mergetui.merge.renames import with_row_types
from mergetui.merge.returned import returned_rows
from mergetui.migration.anew import splits, types_made_anew, whole
from mergetui.migration.composites import Conversion
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.say import ACCESS_EXCLUSIVE, say

_LONGEST = 63  # bytes of an identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The old catalog under new names, and the statements that give it them."""

    catalog: Catalog
    statements: tuple[Statement, ...]
    originals: Mapping[Name, Name]  # every carried table -> its name in the old catalog
    columns: Mapping[Name, Mapping[str, str]]  # carried table -> new column -> old column
    going: Mapping[Name, RowMove | None]  # tables that are dropped; with the move to wait for
    moves: tuple[RowMove, ...] = ()  # all of them; sources by their carried names


@dataclass(slots=True)
class Names:
    """The names of relations while renames go on, so that none is taken twice."""

    taken: set[Name] = field(default_factory=set)

    def free(self, name: Name, word: str) -> Name:
        number = 0
        while True:
            suffix = f"__{word}{number or ''}"
            stem = name.name.encode()[: _LONGEST - len(suffix)].decode(errors="ignore")
            candidate = name.renamed(stem + suffix)
            if candidate not in self.taken:
                self.taken.add(candidate)
                return candidate
            number += 1


def carry(old: Catalog, new: Catalog, transition: Transition) -> Carried:
    """Give the old catalog the names of the transition. Tables that go and whose name is wanted
    are put out of the way."""
    names = Names({*old.tables, *old.views, *old.sequences} | {*new.tables, *new.views})
    names.taken |= {*new.sequences}
    moves = {m.source: m for m in transition.moves}
    target: dict[Name, Name] = {}
    going: dict[Name, RowMove | None] = {}
    for name in old.tables:
        move = moves.get(name)
        kept_as = move.kept_as if move else None
        target[name] = transition.tables.get(name) or kept_as or name
    arriving = {new_name for name, new_name in target.items() if new_name != name}
    extra: list[RowMove] = []
    anew = types_made_anew(old, new)
    composites = Conversion.between(old, new)
    split: dict[Name, Mapping[str, str]] = {}  # their partitions are called as they are
    for name, old_table in old.tables.items():
        final = target[name]
        move = moves.get(name)
        displaced = final == name and name in arriving
        kept = final in new.tables and not displaced and not (move and move.kept_as is None)
        called = transition.columns.get(final, {})
        if kept and splits(old_table, new.tables[final], called, anew):
            extra.append(
                whole(name, old_table, new.tables[final], called, anew, transition, composites)
            )
            split[name] = called
            final = target[name] = names.free(name, "was")
            going[final] = extra[-1]
        elif not kept:
            if displaced or final in new.tables or final in new.views or final in new.sequences:
                final = target[name] = names.free(name, "was")
            going[final] = move
    _wait_for_parents(old, target, going, moves)
    columns = {
        name: {c.name: called.get(c.name, c.name) for c in table.columns}
        for name, table in old.tables.items()
        for called in [split.get(name) or transition.columns.get(target[name], {})]
    }
    renamed = {name: final for name, final in target.items() if name != final}
    carried = _renamed(old, renamed, columns)
    statements = [
        *_rename_tables(old, renamed, names),
        *_rename_columns(old, target, columns),
    ]
    statements = _with_bodies(statements, old, new)
    all_moves = tuple(
        replace(m, source=target[m.source])
        for m in (
            *transition.moves,
            *(_without_lost(m, old, new, transition, target) for m in extra),
        )
        if m.source in target
    )
    return Carried(
        catalog=carried,
        statements=tuple(statements),
        originals=MappingProxyType({final: name for name, final in target.items()}),
        columns=MappingProxyType(
            {target[n]: {new: old for old, new in names.items()} for n, names in columns.items()}
        ),
        going=MappingProxyType(going),
        moves=all_moves,
    )


def _without_lost(
    move: RowMove, old: Catalog, new: Catalog, transition: Transition, target: Mapping[Name, Name]
) -> RowMove:
    """A table that is partitioned anew has no place for rows of partitions that are given up."""
    lost = [
        f"{quote_literal(target[name].sql).lstrip()}::regclass"
        for name in sorted(old.tables)
        if name in transition.discarded and move.source in _above(name, old)
    ]
    if not lost or new.tables[move.target].partition_key is None:
        return move
    return replace(move, where=f"tableoid::regclass <> ALL (ARRAY[{', '.join(lost)}])")


def _above(name: Name, catalog: Catalog) -> tuple[Name, ...]:
    """The table that a partition is a part of, and what that one is a part of."""
    parent = catalog.tables[name].partition_of
    return (parent, *_above(parent, catalog)) if parent and parent in catalog.tables else ()


def _wait_for_parents(
    old: Catalog,
    target: Mapping[Name, Name],
    going: dict[Name, RowMove | None],
    moves: Mapping[Name, RowMove],
) -> None:
    """The partitions of a table whose rows are still to be copied hold them till then."""
    changed = True
    while changed:
        changed = False
        for name, table in old.tables.items():
            for parent in _parents(table):
                move = going.get(target[parent]) if parent in target else None
                move = move or moves.get(parent)
                if move is not None and going.get(target[name], move) is None:
                    going[target[name]] = move
                    changed = True


def _rename_tables(old: Catalog, renamed: Mapping[Name, Name], names: Names) -> list[Statement]:
    occupied = set(old.tables)
    pending = dict(renamed)
    statements: list[Statement] = []
    at = {name: name for name in renamed}  # where a table is by now

    def move(name: Name, to: Name) -> None:
        here = at[name]
        if here.schema != to.schema:
            sql = f"ALTER TABLE {here.sql} SET SCHEMA {quote_ident(to.schema)}"
            statements.append(say(sql, f"table {name.sql}", lock=ACCESS_EXCLUSIVE))
        if here.name != to.name:
            sql = f"ALTER TABLE {Name(to.schema, here.name).sql} RENAME TO {quote_ident(to.name)}"
            statements.append(say(sql, f"table {name.sql}", lock=ACCESS_EXCLUSIVE))
        occupied.discard(here)
        occupied.add(to)
        at[name] = to

    while pending:
        free = [name for name in sorted(pending) if pending[name] not in occupied]
        if not free:
            name = min(pending)
            move(name, names.free(name, "moves"))
            continue
        for name in free:
            if pending[name] not in occupied:
                move(name, pending.pop(name))
    return statements


def _rename_columns(
    old: Catalog, target: Mapping[Name, Name], columns: Mapping[Name, Mapping[str, str]]
) -> list[Statement]:
    statements: list[Statement] = []
    for name in sorted(old.tables):
        final = target[name]
        occupied = {c.name for c in old.tables[name].columns}
        pending = {o: n for o, n in columns[name].items() if o != n}
        at = {o: o for o in pending}
        inherited = {
            c
            for parent in _parents(old.tables[name])
            if parent in columns
            for c, renamed in columns[parent].items()
            if c != renamed
        }
        pending = {o: n for o, n in pending.items() if o not in inherited}
        while pending:
            free = [c for c in sorted(pending) if pending[c] not in occupied]
            to = pending[free[0]] if free else _spare(occupied)
            column = free[0] if free else min(pending)
            statements.append(
                say(
                    f"ALTER TABLE {final.sql} RENAME COLUMN {quote_ident(at[column])}"
                    f" TO {quote_ident(to)}",
                    f"table {name.sql}",
                    lock=ACCESS_EXCLUSIVE,
                )
            )
            occupied.discard(at[column])
            occupied.add(to)
            at[column] = to
            if free:
                del pending[column]
    return statements


def _parents(table: Table) -> tuple[Name, ...]:
    return (*((table.partition_of,) if table.partition_of else ()), *table.inherits)


def _spare(occupied: set[str]) -> str:
    number = 1
    while f"moves__{number}" in occupied:
        number += 1
    return f"moves__{number}"


def _with_bodies(statements: list[Statement], old: Catalog, new: Catalog) -> list[Statement]:
    """A function whose body speaks of the old name and stays as it is will not find it."""
    kept = [
        f
        for key, f in sorted(old.functions.items())
        if key in new.functions and new.functions[key].definition == f.definition
    ]
    result = []
    for statement in statements:
        words = statement.sql.rpartition(" TO ")[0].split(" RENAME COLUMN ")
        gone = words[-1] if len(words) > 1 else words[0].split()[2].rpartition(".")[2]
        gone = gone.strip('"')
        naming = [f.signature for f in kept if gone and gone in f.definition]
        if naming and "__moves" not in gone:
            hazard = Hazard(
                kind="body-text",
                message=f"{', '.join(naming)} may still name {gone}, which takes another name",
            )
            result.append(replace(statement, hazards=(*statement.hazards, hazard)))
        else:
            result.append(statement)
    return result


def _renamed(
    old: Catalog, tables: Mapping[Name, Name], columns: Mapping[Name, Mapping[str, str]]
) -> Catalog:
    """The catalog with the names of tables and columns replaced in everything."""
    changed = any(o != n for names in columns.values() for o, n in names.items())
    if not tables and not changed:
        return old
    own = {n: ([*called.values()], [*called.values()]) for n, called in columns.items()}
    returned = returned_rows(old.functions.values(), old.tables, own)
    old = with_row_types(old, tables).catalog
    types = {name: {c.name: c.type for c in t.columns} for name, t in old.tables.items()}
    fates = Fates.of(
        {name: tables.get(name, name) for name in old.tables},
        {
            name: {o: Fate(n, types[name][o], types[name][o]) for o, n in names.items() if o != n}
            for name, names in columns.items()
        },
        returned=returned,
    )
    ids = {f"table {o.sql}": f"table {n.sql}" for o, n in tables.items()}

    def needs(found: tuple[ObjectId, ...]) -> tuple[ObjectId, ...]:
        return tuple(ids.get(i, i) for i in found)

    def text(form: Form, sql: str, table: Table | None = None) -> str:
        new = rewrite(sql, fates, form, table)
        # PostgreSQL keeps the names of JOIN USING and gives the tables aliases: to be made anew
        return sql if new.joined else new.text

    def column(table: Name, name: str) -> str:
        return columns.get(table, {}).get(name, name)

    renamed = [_renamed_table(t, tables, column, needs, text) for t in old.tables.values()]
    return replace(
        old,
        tables=MappingProxyType({t.name: t for t in sorted(renamed, key=lambda t: t.name)}),
        sequences=MappingProxyType(
            {
                name: replace(
                    s,
                    owned_by=s.owned_by
                    and (
                        tables.get(s.owned_by[0], s.owned_by[0]),
                        column(s.owned_by[0], s.owned_by[1]),
                    ),
                )
                for name, s in old.sequences.items()
            }
        ),
        views=MappingProxyType(
            {
                name: replace(v, needs=needs(v.needs), definition=text("query", v.definition))
                for name, v in old.views.items()
            }
        ),
        functions=MappingProxyType(
            {
                key: replace(f, needs=needs(f.needs), definition=text("function", f.definition))
                for key, f in old.functions.items()
            }
        ),
        others=MappingProxyType(
            {
                key: replace(o, needs=needs(o.needs), definition=text("query", o.definition))
                for key, o in old.others.items()
            }
        ),
        types=MappingProxyType(
            {
                name: t if isinstance(t, Enum) else replace(t, needs=needs(t.needs))
                for name, t in old.types.items()
            }
        ),
    )


def _renamed_table(
    table: Table,
    tables: Mapping[Name, Name],
    column: Callable[[Name, str], str],
    needs: Callable[[tuple[ObjectId, ...]], tuple[ObjectId, ...]],
    text: Callable[[Form, str, Table | None], str],
) -> Table:
    def own(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(column(table.name, n) if n else n for n in names)

    def expression(sql: str | None) -> str | None:
        return sql if sql is None else text("expression", sql, table)

    def policy(p: Policy) -> Policy:
        return replace(
            p, using=expression(p.using), check=expression(p.check), needs=needs(p.needs)
        )

    return replace(
        table,
        name=tables.get(table.name, table.name),
        columns=tuple(
            replace(c, name=column(table.name, c.name), default=expression(c.default))
            for c in table.columns
        ),
        keys=tuple(replace(k, columns=own(k.columns), include=own(k.include)) for k in table.keys),
        foreign_keys=tuple(
            replace(
                k,
                columns=own(k.columns),
                references=tables.get(k.references, k.references),
                ref_columns=tuple(column(k.references, c) for c in k.ref_columns),
                on_delete_columns=own(k.on_delete_columns),
            )
            for k in table.foreign_keys
        ),
        checks=tuple(
            replace(c, expression=text("expression", c.expression, table)) for c in table.checks
        ),
        exclusions=tuple(
            replace(e, definition=text("exclusion", e.definition, table)) for e in table.exclusions
        ),
        indexes=tuple(
            replace(i, columns=own(i.columns), body=text("index", i.body, table))
            for i in table.indexes
        ),
        triggers=tuple(
            replace(t, definition=text("trigger", t.definition, table)) for t in table.triggers
        ),
        policies=tuple(policy(p) for p in table.policies),
        extras=tuple(
            replace(e, definition=text("query", e.definition, table), needs=needs(e.needs))
            for e in table.extras
        ),
        grants=tuple(replace(g, columns=own(g.columns)) for g in table.grants),
        partition_key=table.partition_key and text("partition", table.partition_key, table),
        partition_of=table.partition_of and tables.get(table.partition_of, table.partition_of),
        inherits=tuple(tables.get(p, p) for p in table.inherits),
        needs=needs(table.needs),
    )
