"""Columns that take another type: one statement a table, so that its rows are written once.

The invariant: what a value may lose, what it may be refused for, and who decides how it is read, is
told with a question that finds it beforehand.
"""

from __future__ import annotations

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import quote_ident
from mergetui.merge.defaults import under
from mergetui.migration import casts
from mergetui.migration.changes import Changes
from mergetui.migration.composites import Conversion
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.say import ACCESS_EXCLUSIVE, say
from mergetui.migration.subqueries import Through, through
from mergetui.migration.unique import alike


def retype(old: Table, new: Table, changes: Changes) -> list[Statement]:
    """One statement for all columns of the table that take another type: one rewrite."""
    lines: list[str] = []
    hazards: list[Hazard] = []
    olds = {c.name: c for c in old.columns}
    rewritten = []
    changed: set[str] = set()  # columns of which two values may become one
    around: list[Through] = []
    for column in new.columns:
        if column.name not in changes.retyped - changes.remade - set(changes.above):
            continue
        was = olds[column.name]
        name = quote_ident(column.name)
        # what is cast to a domain is cut off, and what is assigned to it refused
        own, wanted = was.type, column.type
        if own != wanted:
            inner = under(own, changes.old_types), under(wanted, changes.types or {})
            if inner[0] != inner[1] or inner[0] not in changes.old_types:  # it may be made anew
                own, wanted = inner
        using, held = (changes.using or {}).get(column.name), None
        if using is None:
            composites = Conversion(changes.old_types, changes.types or {})
            using = casts.cast(name, own, wanted)
            if composites.applies(was.type, column.type):
                using = composites.value(name, was.type, column.type)
                held = composites.through(column, was.type)
                hazards += [_field_lost(new, column, lost) for lost in composites.lost]
            elif using is None and was.type == column.type and was.collation == column.collation:
                array = "[]" if column.type.endswith("[]") else ""
                using = f"{name}::text{array}::{column.type}"  # a type of the name made anew
        words = [f"ALTER COLUMN {name} TYPE {column.type}"]
        if column.collation:
            words.append(f"COLLATE {column.collation}")
        if using and (held := held or through(using, column, old.columns)):
            around.append(held)
            words.append(f"USING {held.call}")
        elif using:
            words.append(f"USING {using}")
        lines.append(" ".join(words))
        kind = (changes.types or {}).get(column.type.removesuffix("[]"))
        if casts.rewrites(was.type, column.type) or was.type == column.type:
            rewritten.append(column.name)
        asked = (changes.before.columns or {}).get(column.name)
        if column.name in (changes.using or {}) or casts.loses(own, wanted):
            changed.add(column.name)
        given = column.name in (changes.using or {})
        if not given and (lossy := casts.loses(own, wanted)):
            hazards.append(
                Hazard(
                    kind="data-loss",
                    message=f"{new.name.key}: {column.name} {was.type} becomes {column.type},"
                    f" {lossy}",
                    question=asked and casts.changed(changes.before.name, asked, own, wanted),
                )
            )
        if not given and casts.zoned(own, wanted):
            said = casts.in_utc(asked or name, own, wanted)
            hazards.append(
                Hazard(
                    kind="time-zone",
                    message=f"{new.name.key}: {column.name} {was.type} becomes {column.type}"
                    " in the time zone of the session",
                    question="SELECT current_setting('TimeZone')",
                    remedy=said and f'say which in decisions.toml, as in using = "{said}"',
                )
            )
        if casts.fails(was.type, column.type) or (was.type == column.type and kind):
            hazards.append(
                Hazard(
                    kind="may-fail-on-rows",
                    message=f"{new.name.key}: {column.name} {was.type} becomes {column.type}",
                    question=_made(using, column.type, changes)
                    if given and using
                    else asked
                    and casts.question(
                        changes.before.name, asked, was.type, column.type, kind, changes.version
                    ),
                )
            )
    if not lines:
        return []
    hazards += rows_alike(new, changed, changes)
    if rewritten:
        message = f"{new.name.key} is written anew for {', '.join(rewritten)}"
        hazards.insert(0, Hazard(kind="table-rewrite", message=message))
    joint = " " if len(lines) == 1 else "\n    "
    sql = f"ALTER TABLE {new.name.sql}{joint}" + ",\n    ".join(lines)
    return [
        *(say(held.create, new.id) for held in around),
        say(sql, new.id, *hazards, lock=ACCESS_EXCLUSIVE),
        *(say(held.drop, new.id) for held in around),
    ]


def rows_alike(table: Table, changed: set[str], changes: Changes) -> list[Hazard]:
    """Rows that were apart and that two values of these columns no longer keep so."""
    return [
        Hazard(
            kind="may-fail-on-rows",
            message=f"{table.name.key}: rows that have {unique.same} others by then",
            question=alike(unique, table, changes.before),
        )
        for unique in changes.rebuilt
        if changed & {c.name for c in unique.columns}
    ]


def _made(using: str, type_text: str, changes: Changes) -> str:
    """Makes all values as a decision says, which stops where one cannot be made; those that are
    too long are shown."""
    if all(old == name for name, old in (changes.before.columns or {}).items()):
        base, length, is_array = casts.split_type(type_text)
        if base in ("character varying", "character") and length and not is_array:
            name = changes.before.name.sql
            return f"SELECT {using} FROM {name} WHERE length(({using})::text) > {length}"
        return f"SELECT count({using}) FROM {changes.before.name.sql}"
    return changes.before.values(changes.before.columns or {})


def _field_lost(table: Table, column: Column, field: str) -> Hazard:
    message = f"{table.name.key}: {column.name} loses the field {field} and what it holds"
    return Hazard(kind="data-loss", message=message)
