"""Rows of a table that are inserted into another, with all that must hold still meanwhile."""

from __future__ import annotations

from dataclasses import replace

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.model import RowMove
from mergetui.migration.columns import advance
from mergetui.migration.model import Hazard
from mergetui.migration.order import Rank, Step
from mergetui.migration.questions import Before
from mergetui.migration.say import ROW_EXCLUSIVE, idents, say
from mergetui.migration.still import Stays, held_still


def move_step(
    move: RowMove,
    original: Name,
    old: Table | None,
    new: Table,
    before: Before | None,
    stays: Stays,
) -> Step:
    """``old`` is the target as it was, None where it is new; ``original`` names the source as it
    is called in the database now."""
    by_name = {c.name: c for c in new.columns}
    columns = [
        (name, sql) for name, sql in move.columns if name in by_name and not by_name[name].generated
    ]
    written = [by_name[name] for name, _ in columns]
    overriding = " OVERRIDING SYSTEM VALUE" if any(c.identity == "always" for c in written) else ""
    conflict = "\nON CONFLICT DO NOTHING" if move.on_conflict_skip else ""
    listed = ",\n    ".join(sql for _, sql in columns)
    insert = (
        f"INSERT INTO {new.name.sql} ({idents(n for n, _ in columns)}){overriding}\n"
        f"SELECT\n    {listed}\nFROM {move.source.sql}{conflict}"
    )
    quiet, loud = held_still(old, new, stays)
    statements = [
        *quiet,
        say(
            insert,
            new.id,
            None if move.on_conflict_skip else _hazard(move, original, columns, new, before),
            lock=ROW_EXCLUSIVE,
        ),
        *(advance(new, c) for c in written if _counts(c)),
        *loud,
    ]
    return Step(
        id=f"rows of {move.source.sql} for {move.target.sql}",
        rank=Rank.MOVE,
        statements=tuple(replace(s, decision=move.decision) for s in statements),
        needs=frozenset({new.id, f"table {move.source.sql}", f"owned by {new.id}"}),
    )


def _counts(column: Column) -> bool:
    return bool(column.identity or (column.default or "").startswith("nextval("))


def _hazard(
    move: RowMove,
    original: Name,
    columns: list[tuple[str, str]],
    new: Table,
    before: Before | None,
) -> Hazard | None:
    """Two rows of one key stop the insert; asked of the two tables as they are now."""
    key, moved = new.primary_key, dict(columns)
    if key is None or not set(key.columns) <= set(moved):
        return None
    exprs = ", ".join(moved[c] for c in key.columns)
    question = f"SELECT {exprs} FROM {original.sql} GROUP BY {exprs} HAVING count(*) > 1"
    asked = before.asked(key.columns) if before else None
    if asked:
        ours = ", ".join(f"({moved[c]})::text" for c in key.columns)
        theirs = ", ".join(f"{c}::text" for c in asked)
        assert before is not None
        question = (
            f"SELECT {ours} FROM {original.sql} INTERSECT SELECT {theirs} FROM {before.name.sql}"
        )
    names = ", ".join(quote_ident(c) for c in key.columns)
    return Hazard(
        kind="may-fail-on-rows",
        message=f"{new.name.key}: rows of {original.key} with the same {names} stop the migration",
        question=question,
    )
