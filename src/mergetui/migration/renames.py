"""Indexes and constraints that stay and take another name, each while the name is free.

Constraints of a table and indexes of a schema each have names of their own kind; whose name another
one still has waits, and of those in a circle one goes by a name of its own in between.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from itertools import count

from mergetui.catalog.names import Name, quote_ident
from mergetui.migration.carry import Carried
from mergetui.migration.match import Matches
from mergetui.migration.model import Statement
from mergetui.migration.parts import Part
from mergetui.migration.say import ACCESS_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, say
from mergetui.migration.takedown import Takedown

_Space = tuple[str, str, str]
_NAME_BYTES = 63  # NAMEDATALEN - 1


@dataclass(frozen=True, slots=True)
class _Rename:
    owner: Name
    part: Part
    name: str  # as it is called by then
    becomes: str


def renames(carried: Carried, matches: Matches, down: Takedown) -> list[Statement]:
    """The renames of the parts that stay, in an order in which each name is free."""
    waiting: list[_Rename] = []
    old = carried.catalog
    taken: set[_Space] = {(n.schema, "", n.name) for n in (*old.tables, *old.views, *old.sequences)}
    for name, parts in matches.old_parts.items():
        if name in carried.going or name in down.views:
            continue
        for part in parts:
            if part.id in down.parts or part.rename is None:
                continue
            taken.add(_space(name, part, part.name))
            kept = matches.kept.get(part.id)
            if kept is not None and kept.name != part.name:
                waiting.append(_Rename(name, part, part.name, kept.name))
    statements = []
    while waiting:
        free = [r for r in waiting if _space(r.owner, r.part, r.becomes) not in taken]
        rename = free[0] if free else waiting[0]
        waiting.remove(rename)
        becomes = rename.becomes if free else _between(rename, taken)
        sql = rename.part.rename(rename.name) if rename.part.rename else ""
        lock = SHARE_UPDATE_EXCLUSIVE if sql.startswith("ALTER INDEX ") else ACCESS_EXCLUSIVE
        said = say(f"{sql} {quote_ident(becomes)}", rename.part.owner, lock=lock)
        kept = matches.kept.get(rename.part.id, rename.part)
        decision = rename.part.down.decision or kept.down.decision
        statements.append(replace(said, decision=decision))
        taken.discard(_space(rename.owner, rename.part, rename.name))
        taken.add(_space(rename.owner, rename.part, becomes))
        if not free:
            waiting.append(replace(rename, name=becomes))
    return statements


def _between(rename: _Rename, taken: Container[_Space]) -> str:
    """A name that nothing has, for a while."""
    for number in count(1):
        suffix = f"__was{number if number > 1 else ''}"
        stem = rename.name.encode()[: _NAME_BYTES - len(suffix)].decode(errors="ignore")
        if _space(rename.owner, rename.part, name := stem + suffix) not in taken:
            break
    return name


def _space(owner: Name, part: Part, name: str) -> _Space:
    """A name where it must be the only one: of an index in the schema, else on the table."""
    in_schema = part.kind in ("key", "exclusion", "index")
    return (owner.schema, "" if in_schema else owner.name, name)
