"""What must hold still while a migration writes rows of a table that is there already: triggers of
the user, rules, row level security that binds the owner too, checks that wait for the commit.

The invariant: an UPDATE or INSERT of the migration does to the rows what it says and nothing else,
and everything is afterwards in the state in which it was.
"""

from __future__ import annotations

from collections.abc import Callable

from mergetui.catalog.model import Catalog, ObjectId, Table
from mergetui.catalog.names import Name
from mergetui.decisions.parts import PartKind
from mergetui.merge.model import Transition
from mergetui.migration.carry import Carried
from mergetui.migration.columns import backfill, counts
from mergetui.migration.extras import set_rule_state
from mergetui.migration.match import Matches
from mergetui.migration.model import Statement
from mergetui.migration.say import SHARE_ROW_EXCLUSIVE, say
from mergetui.migration.takedown import Takedown
from mergetui.migration.triggers import set_state

Stays = Callable[[PartKind, str], bool]  # whether a part of the old table is there meanwhile


def held_still(
    old: Table | None, new: Table, stays: Stays
) -> tuple[list[Statement], list[Statement]]:
    """Statements before rows of a table are written, and after."""
    head = f"ALTER TABLE {new.name.sql}"
    quiet: list[Statement] = []
    loud: list[Statement] = []
    triggers = [t for t in (old.triggers if old else ()) if stays("trigger", t.name)]
    if triggers:
        quiet.append(say(f"{head} DISABLE TRIGGER USER", new.id, lock=SHARE_ROW_EXCLUSIVE))
        loud.append(say(f"{head} ENABLE TRIGGER USER", new.id, lock=SHARE_ROW_EXCLUSIVE))
        loud += [set_state(new, t) for t in triggers if t.enabled != "origin"]
    for rule in old.extras if old else ():
        if rule.kind == "rule" and rule.enabled != "disabled" and stays("rule", rule.name):
            quiet.append(set_rule_state(new, rule.name, "disabled"))
            loud.append(set_rule_state(new, rule.name, rule.enabled))
    return quiet, loud


def written(carried: Carried, new: Catalog, transition: Transition) -> frozenset[Name]:
    """The tables whose rows are read or written by statements of the migration's own."""
    names = {n for m in carried.moves for n in (m.source, m.target)}
    for name, table in new.tables.items():
        old = carried.catalog.tables.get(name)
        if old is None or name in carried.going:
            continue
        olds = {c.name: c for c in old.columns}
        for column in table.columns:
            was = olds.get(column.name)
            using = (name, column.name) in transition.using
            bound = was is not None and column.not_null and not was.not_null
            said = (column.identity, column.default)
            if old.force_rls and was and counts(column) and said != (was.identity, was.default):
                names.add(name)  # a sequence goes on from the highest value that is seen
            if using and (was is None or bound):
                names.add(name)
            if was is not None and backfill(was, column) is not None:
                names.add(name)
    return frozenset(names)


def validated(carried: Carried, matches: Matches, down: Takedown) -> frozenset[Name]:
    """The tables at either end of a foreign key that is validated. PostgreSQL asks for orphans in
    the owner's name, and whom FORCE ROW LEVEL SECURITY binds sees none, or nothing but."""
    names: set[Name] = set()
    for name, parts in matches.new_parts.items():
        for part in parts:
            was = matches.kept_from.get(part.id)
            stays = was is not None and was.id not in {*down.parts, *matches.replaced}
            asked = part.validated and not (stays and was and was.validated)
            if part.references is not None and asked:
                names |= {name, part.references[0]}
    old = carried.catalog.tables
    return frozenset(n for n in names if n in old and old[n].force_rls and n not in carried.going)


def settles(catalog: Catalog, object_id: ObjectId) -> list[Statement]:
    """Checks what is deferred at once, since no table with checks pending can be altered.
    ``object_id`` is one of the tables whose rows change."""
    deferred = any(
        "deferred" in {k.deferrable for k in t.keys} | {k.deferrable for k in t.foreign_keys}
        for t in catalog.tables.values()
    )
    return [say("SET CONSTRAINTS ALL IMMEDIATE", object_id)] if deferred else []
