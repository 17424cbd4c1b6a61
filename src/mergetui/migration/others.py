"""Collations and publications: one statement each. One that differs is made anew: a collation
beside the old one, which waits under another name until no column uses it; a publication in the
place of the old one, and its tables find their way back as parts of their own.

Policies and triggers on tables of the platform make way for what they need, and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mergetui.catalog.model import Catalog, ObjectId, Other
from mergetui.catalog.names import quote_ident
from mergetui.migration.model import Statement
from mergetui.migration.order import Rank, Step
from mergetui.migration.same import same_sql
from mergetui.migration.say import comments, say

if TYPE_CHECKING:
    from mergetui.migration.takedown import Takedown

_ASIDE = "__was"
_RANKS = {"policy": Rank.POLICY, "trigger": Rank.TRIGGER}
_ON_PLATFORM = frozenset(_RANKS)


def same_other(old: Other, new: Other | None) -> bool:
    return new is not None and same_sql("query", old.definition, new.definition)


def making_way(old: Catalog, new: Catalog, down: Takedown) -> frozenset[ObjectId]:
    """Policies and triggers on the platform's tables that go, or stand in the way meanwhile."""
    ids = {
        *(old.functions[f].id for f in down.functions),
        *(old.views[v].id for v in down.views),
        *(old.types[t].id for t in down.types),
        *(t.id for n, t in old.tables.items() if n not in new.tables),
    }

    def in_the_way(other: Other) -> bool:
        changed = (
            down.changed(n)
            for n, t in old.tables.items()
            if t.id in other.needs and n in new.tables
        )
        text = other.definition
        return bool(ids & set(other.needs)) or any(
            c and ("*" in text or any(name in text for name in c)) for c in changed
        )

    return frozenset(
        key
        for key, other in old.others.items()
        if other.kind in _ON_PLATFORM
        and (not same_other(other, new.others.get(key)) or in_the_way(other))
    )


def removals(old: Catalog, new: Catalog, down: Takedown) -> list[Step]:
    return [
        Step(
            id=key,
            rank=_RANKS[other.kind],
            statements=(say(f"DROP {other.kind.upper()} {other.name}", other.id),),
            needs=frozenset(other.needs),
        )
        for key in sorted(making_way(old, new, down))
        for other in [old.others[key]]
    ]


def steps(old: Catalog, new: Catalog, down: Takedown) -> list[Step]:
    """What is made, or only gets another comment."""
    made = []
    back = making_way(old, new, down)
    for key, other in new.others.items():
        was = old.others.get(key)
        statements: list[Statement] = []
        if was is None or key in back or not same_other(was, other):
            statements.append(say(other.definition.rstrip(";"), other.id))
            was = None
        target = f"{other.kind.upper()} {other.name}"
        statements += comments(target, was.comment if was else None, other.comment, other.id)
        if statements:
            needs = frozenset(other.needs)
            rank = _RANKS.get(other.kind, Rank.TYPE)
            made.append(Step(id=other.id, rank=rank, statements=tuple(statements), needs=needs))
    return made


def put_aside(old: Catalog, new: Catalog) -> list[Statement]:
    """Once nothing but columns uses them: publications go, collations wait."""
    statements = []
    for key, other in old.others.items():
        if other.kind in _ON_PLATFORM or same_other(other, new.others.get(key)):
            continue
        if other.kind == "publication":
            statements.append(say(f"DROP PUBLICATION {other.name}", other.id))
        else:
            aside = quote_ident(_plain(other) + _ASIDE)
            statements.append(say(f"ALTER COLLATION {other.name} RENAME TO {aside}", other.id))
    return statements


def leave(old: Catalog, new: Catalog) -> list[Statement]:
    """Collations that waited go."""
    statements = []
    for key, other in old.others.items():
        if other.kind == "collation" and not same_other(other, new.others.get(key)):
            schema = other.name[: -len(quote_ident(_plain(other)))]
            aside = schema + quote_ident(_plain(other) + _ASIDE)
            statements.append(say(f"DROP COLLATION {aside}", other.id))
    return statements


def _plain(other: Other) -> str:
    """The name without schema and quotes."""
    from postgast import parse  # noqa: PLC0415

    names = parse(f"SELECT '' COLLATE {other.name}").stmts[0].stmt.select_stmt.target_list[0]
    return str(names.res_target.val.collate_clause.collname[-1].string.sval)
