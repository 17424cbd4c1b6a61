"""Rows of a table that are inserted into another, with all that must hold still meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mergetui.catalog.model import Column, Table, Type
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.model import RowMove
from mergetui.merge.partitions import takes_all
from mergetui.migration import casts, not_null
from mergetui.migration.columns import advance, counts, goes_on
from mergetui.migration.computed import of_coming
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.order import Rank, Step
from mergetui.migration.questions import Before, named_in
from mergetui.migration.say import ROW_EXCLUSIVE, idents, say
from mergetui.migration.still import Stays, held_still
from mergetui.migration.unique import Coming, all_of, come_together


def coming(
    move: RowMove, source: Table, original: Name, called: Mapping[str, str], new: Table
) -> Coming:
    """``called``: the names of the source's columns in its values -> those that they have now."""
    rows = original.sql
    if any(then != now for then, now in called.items()):
        given = ", ".join(f"{quote_ident(o)} AS {quote_ident(n)}" for n, o in called.items())
        rows = f"(SELECT {given} FROM {rows}) {quote_ident(new.name.name)}"
    types = {quote_ident(c.name): c.type for c in source.columns}
    return Coming(rows, dict(move.columns), types)


def move_step(
    move: RowMove,
    source: Table,
    original: Name,
    old: Table | None,
    new: Table,
    before: Before | None,
    come: Sequence[Coming],
    stays: Stays,
    types: Mapping[str, Type],
    version: int,
    parts: Mapping[Name, list[Table]],
    unknown: frozenset[str],
    *,
    only: bool,
) -> Step:
    """``old`` is the target as it was, None where it is new; ``original`` names the source as it
    is called in the database now, whose ``version`` it is that answers questions; ``come`` are all
    rows that came so far, these last; ``parts`` are the partitions of all tables, ``unknown`` what
    no question can speak of. ``only`` leaves rows to the tables that inherit from the source."""
    by_name = {c.name: c for c in new.columns}
    columns = [
        (name, sql) for name, sql in move.columns if name in by_name and not by_name[name].generated
    ]
    written = [by_name[name] for name, _ in columns]
    overriding = " OVERRIDING SYSTEM VALUE" if any(c.identity == "always" for c in written) else ""
    conflict = "\nON CONFLICT DO NOTHING" if move.on_conflict_skip else ""
    listed = ",\n    ".join(sql for _, sql in columns)
    where = f"\nWHERE {move.where}" if move.where else ""
    insert = (
        f"INSERT INTO {new.name.sql} ({idents(n for n, _ in columns)}){overriding}\n"
        f"SELECT\n    {listed}\nFROM {'ONLY ' * only}{move.source.sql}{where}{conflict}"
    )
    quiet, loud = held_still(old, new, stays)
    hazards = [
        *_keyless(original, columns, new),
        *_refused(source, original, columns, new, types, version, unknown),
        *of_coming(source, original, new, come[-1], unknown),
    ]
    if not move.on_conflict_skip:
        hazards = [*_hazards(original, new, before, come, unknown), *hazards]
    if not takes_all(new, parts):
        hazards.append(_placeless(original, columns, new))
    statements = [
        *quiet,
        say(insert, new.id, *hazards, lock=ROW_EXCLUSIVE),
        *(s for c in written for s in _gone_on(move, source, original, new, c)),
        *(advance(new, c) for c in written if counts(c)),
        *loud,
    ]
    return Step(
        id=_step_id(move),
        rank=Rank.MOVE,
        statements=tuple(replace(s, decision=move.decision) for s in statements),
        needs=frozenset({new.id, f"table {move.source.sql}", f"owned by {new.id}"}),
    )


def _gone_on(
    move: RowMove, source: Table, original: Name, new: Table, column: Column
) -> list[Statement]:
    """A table that is made anew goes on with its numbers."""
    values = dict(move.columns)
    value = values[column.name].removesuffix(f"::{column.type}")
    was = [c for c in source.columns if value == quote_ident(c.name)]
    return goes_on(new, column, move.source, was[0]) if was and original == new.name else []


def unfilled(moves: Iterable[RowMove], new: Table) -> tuple[Column, ...]:
    """Columns of a new table that must not be null and that rows come without."""
    filled = [{name for name, _ in move.columns} for move in moves if move.target == new.name]
    key = {c for k in new.keys if k.primary for c in k.columns}
    return tuple(
        c
        for c in new.columns
        if c.not_null
        and not (c.default is not None or c.identity or c.generated or c.name in key)
        and any(c.name not in names for names in filled)
    )


def bind(columns: Iterable[Column], moves: Iterable[RowMove], new: Table, asked: Name) -> Step:
    """NOT NULL of columns that rows came without, once they are there; ``asked`` is the table that
    they come from, as it is called in the database now."""
    statements = tuple(
        statement
        for column in columns
        for statement in not_null.bind(
            new,
            column,
            Hazard(
                kind="may-fail-on-rows",
                message=f"{new.name.key}: {column.name} NOT NULL (new and without a default)",
                question=f"SELECT count(*) FROM {asked.sql}",
                remedy=f"say default, using or null = true of {column.name} in decisions.toml",
            ),
        )
    )
    needs = {_step_id(move) for move in moves if move.target == new.name}
    return Step(
        id=f"values of {new.id}", rank=Rank.MOVE, statements=statements, needs=frozenset(needs)
    )


def _step_id(move: RowMove) -> str:
    return f"rows of {move.source.sql} for {move.target.sql}"


def _keyless(original: Name, columns: list[tuple[str, str]], new: Table) -> Iterator[Hazard]:
    """Columns of the primary key that nothing gives a value."""
    given = {name for name, _ in columns}
    for name in (c for k in new.keys if k.primary for c in k.columns if c not in given):
        column = new.column(name)
        if column and column.default is None and not (column.identity or column.generated):
            yield Hazard(
                kind="may-fail-on-rows",
                message=f"{new.name.key}: rows of {original.key} have no {name}, which is in the"
                " primary key",
                question=f"SELECT count(*) FROM {original.sql}",
                remedy=f"say default or using of {name} in decisions.toml",
            )


def _refused(
    source: Table,
    original: Name,
    columns: list[tuple[str, str]],
    new: Table,
    types: Mapping[str, Type],
    version: int,
    unknown: frozenset[str],
) -> Iterator[Hazard]:
    """Values that the column refuses which they go into, and rows that its checks refuse."""
    for name, sql in columns:
        becomes = new.column(name)
        named = named_in(sql, source.columns)
        if becomes is None or len(named) != 1:
            continue
        was = named[0]
        cast = sql.removeprefix(quote_ident(was.name))
        if (cast == "" or cast.startswith("::")) and casts.fails(was.type, becomes.type):
            kind = types.get(becomes.type.removesuffix("[]"))
            yield Hazard(
                kind="may-fail-on-rows",
                message=f"{new.name.key}: {name} of rows of {original.key} {was.type} becomes"
                f" {becomes.type}",
                question=casts.question(original, was.name, was.type, becomes.type, kind, version),
            )
    moved = dict(columns)
    own = {check.expression for check in source.checks}
    for check in new.checks:
        named = named_in(check.expression, new.columns)
        if all(moved.get(c.name) == quote_ident(c.name) for c in named) and check.expression in own:
            continue
        values = ", ".join(
            f"({moved.get(c.name) or c.default or 'NULL'})::{c.type} AS {quote_ident(c.name)}"
            for c in named
        )
        question = (
            f"SELECT * FROM (SELECT {values} FROM {original.sql})"
            f" {quote_ident(new.name.name)} WHERE NOT ({check.expression})"
        )
        if any(word in f"{values} {check.expression}" for word in unknown):
            given = [moved[c.name] for c in named if c.name in moved]
            question = f"SELECT {', '.join(given) or 'count(*)'} FROM {original.sql}"
        yield Hazard(
            kind="may-fail-on-rows",
            message=f"{new.name.key}: rows of {original.key} and CHECK ({check.expression})",
            question=question,
        )


def _placeless(original: Name, columns: list[tuple[str, str]], new: Table) -> Hazard:
    """Rows that no partition may be for."""
    given = dict(columns)
    key = [given[c.name] for c in named_in(new.partition_key or "", new.columns) if c.name in given]
    asked = f"DISTINCT {', '.join(key)}" if key else "count(*)"
    return Hazard(
        kind="may-fail-on-rows",
        message=f"{new.name.key}: rows of {original.key} that belong in none of its partitions",
        question=f"SELECT {asked} FROM {original.sql}",
        remedy="keep or make a partition that takes them",
    )


def _hazards(
    original: Name,
    new: Table,
    before: Before | None,
    come: Sequence[Coming],
    unknown: frozenset[str],
) -> Iterator[Hazard]:
    """Two rows that are alike stop the insert; asked of all tables whose rows come together, as
    they are now."""
    for _, _, unique in all_of(new):
        question = come_together(unique, new, before, come, unknown)
        if question is None:
            continue
        yield Hazard(
            kind="may-fail-on-rows",
            message=f"{new.name.key}: rows of {original.key} with {unique.same} others "
            "stop the migration",
            question=question,
        )
