"""Collations and publications: one statement each. One that differs is made anew: a collation
beside the old one, which waits under another name until no column uses it; a publication in the
place of the old one, and its tables find their way back as parts of their own."""

from __future__ import annotations

from mergetui.catalog.model import Catalog, Other
from mergetui.catalog.names import quote_ident
from mergetui.migration.model import Statement
from mergetui.migration.order import Rank, Step
from mergetui.migration.same import same_sql
from mergetui.migration.say import comments, say

_ASIDE = "__was"


def same_other(old: Other, new: Other | None) -> bool:
    return new is not None and same_sql("query", old.definition, new.definition)


def steps(old: Catalog, new: Catalog) -> list[Step]:
    """What is made, or only gets another comment."""
    made = []
    for key, other in new.others.items():
        was = old.others.get(key)
        statements: list[Statement] = []
        if was is None or not same_other(was, other):
            statements.append(say(other.definition.rstrip(";"), other.id))
            was = None
        target = f"{other.kind.upper()} {other.name}"
        statements += comments(target, was.comment if was else None, other.comment, other.id)
        if statements:
            needs = frozenset(other.needs)
            made.append(
                Step(id=other.id, rank=Rank.TYPE, statements=tuple(statements), needs=needs)
            )
    return made


def put_aside(old: Catalog, new: Catalog) -> list[Statement]:
    """Once nothing but columns uses them: publications go, collations wait."""
    statements = []
    for key, other in old.others.items():
        if same_other(other, new.others.get(key)):
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
