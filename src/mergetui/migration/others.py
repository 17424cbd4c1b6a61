"""Objects of the kinds that are a statement or a few: one table says of each kind when it is made,
and how one turns into another where it stands. All else that differs is made anew: a collation
beside the old one, which waits under another name until no column uses it; a publication in the
place of the old one, and its tables find their way back as parts of their own; the rest after all
that rests on it was taken down.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mergetui.catalog.model import Catalog, ObjectId, Other, OtherKind
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.migration.model import Statement
from mergetui.migration.order import Rank, Step
from mergetui.migration.same import same_sql
from mergetui.migration.say import comments, say

if TYPE_CHECKING:
    from mergetui.migration.takedown import Takedown

_ASIDE = "__was"


def _as_it_is(old: Other, new: Other) -> list[str] | None:
    """Nothing but a comment may differ."""
    same = same_sql("query", old.definition, new.definition) and old.more == new.more
    return [] if same else None


def _dictionary(old: Other, new: Other) -> list[str] | None:
    """Another option of the same template; one that is named without a value is none."""
    was, becomes = _options(old), _options(new)
    if was.pop("template") != becomes.pop("template"):
        return None
    said = [*(quote_ident(name) for name in was if name not in becomes)]
    said += [f"{quote_ident(n)} = {v}" for n, v in becomes.items() if was.get(n) != v]
    return [f"ALTER TEXT SEARCH DICTIONARY {new.name} ({', '.join(said)})"] if said else []


def _configuration(old: Other, new: Other) -> list[str] | None:
    """Other dictionaries for kinds of tokens."""
    if not same_sql("query", old.definition, new.definition):
        return None
    was, becomes = (dict(_mapping(sql) for sql in side.more) for side in (old, new))
    head = f"ALTER TEXT SEARCH CONFIGURATION {new.name}"
    gone = [f"{head} DROP MAPPING FOR {token}" for token in was if token not in becomes]
    return gone + [
        f"{head} {'ALTER' if token in was else 'ADD'} MAPPING FOR {token} WITH {dictionaries}"
        for token, dictionaries in becomes.items()
        if was.get(token) != dictionaries
    ]


@dataclass(frozen=True, slots=True)
class Kind:
    """``alter`` gives the statements that turn one object of a name into another, None where it
    has to be made anew; ``stays``: it is no matter of ``removals``."""

    rank: Rank = Rank.TYPE
    alter: Callable[[Other, Other], list[str] | None] = _as_it_is
    stays: bool = False


KINDS: Mapping[OtherKind, Kind] = {
    "collation": Kind(stays=True),
    "publication": Kind(stays=True),
    "cast": Kind(),
    "operator": Kind(),
    "text search dictionary": Kind(alter=_dictionary),
    "text search configuration": Kind(alter=_configuration),
    "policy": Kind(Rank.POLICY),
    "trigger": Kind(Rank.TRIGGER),
}


def goes(old: Other, new: Other | None) -> bool:
    """Whether it goes, be it to come back as another."""
    return new is None or KINDS[old.kind].alter(old, new) is None


def in_the_way(other: Other, ids: Collection[ObjectId], changed: Iterator[set[str]]) -> bool:
    """Whether it rests on what is taken down; ``changed`` are the columns of the tables that it
    speaks of on which nothing may rest meanwhile."""
    if KINDS[other.kind].stays:
        return False
    text = other.definition
    return not set(other.needs).isdisjoint(ids) or any(
        c and ("*" in text or any(name in text for name in c)) for c in changed
    )


def words(other: Other) -> str | None:
    """How a text speaks of it that PostgreSQL has printed."""
    if other.kind == "operator":
        return f"OPERATOR({other.name.partition('(')[0]})"
    if other.kind == "cast":
        return "::" + other.name.rpartition(" AS ")[2].removesuffix(")")
    if other.kind == "text search configuration":
        return quote_literal(other.name).lstrip()
    return None


def removals(old: Catalog, down: Takedown) -> list[Step]:
    return [
        Step(
            id=key,
            rank=KINDS[other.kind].rank,
            statements=(say(f"DROP {other.kind.upper()} {other.name}", other.id),),
            needs=frozenset(other.needs),
        )
        for key in sorted(down.others)
        for other in [old.others[key]]
        if not KINDS[other.kind].stays
    ]


def steps(old: Catalog, new: Catalog, down: Takedown) -> list[Step]:
    """What is made or altered, or only gets another comment."""
    made = []
    for key, other in new.others.items():
        was = None if key in down.others else old.others.get(key)
        kind = KINDS[other.kind]
        if was is None:
            texts = [other.definition.rstrip(";"), *other.more]
        else:
            texts = kind.alter(was, other) or []
        statements = [say(text, other.id) for text in texts]
        target = f"{other.kind.upper()} {other.name}"
        statements += comments(target, was.comment if was else None, other.comment, other.id)
        if statements:
            needs = frozenset(other.needs)
            made.append(
                Step(id=other.id, rank=kind.rank, statements=tuple(statements), needs=needs)
            )
    return made


def put_aside(old: Catalog, down: Takedown) -> list[Statement]:
    """Once nothing but columns uses them: publications go, collations wait."""
    statements = []
    for key in sorted(down.others):
        other = old.others[key]
        if other.kind == "publication":
            statements.append(say(f"DROP PUBLICATION {other.name}", other.id))
        elif other.kind == "collation":
            aside = quote_ident(_plain(other) + _ASIDE)
            statements.append(say(f"ALTER COLLATION {other.name} RENAME TO {aside}", other.id))
    return statements


def leave(old: Catalog, down: Takedown) -> list[Statement]:
    """Collations that waited go."""
    statements = []
    for key in sorted(down.others):
        other = old.others[key]
        if other.kind == "collation":
            schema = other.name[: -len(quote_ident(_plain(other)))]
            aside = schema + quote_ident(_plain(other) + _ASIDE)
            statements.append(say(f"DROP COLLATION {aside}", other.id))
    return statements


def _plain(other: Other) -> str:
    """The name without schema and quotes."""
    from postgast import parse  # noqa: PLC0415

    names = parse(f"SELECT '' COLLATE {other.name}").stmts[0].stmt.select_stmt.target_list[0]
    return str(names.res_target.val.collate_clause.collname[-1].string.sval)


def _options(dictionary: Other) -> dict[str, str]:
    """The options of a dictionary and its template, as SQL."""
    from postgast import parse  # noqa: PLC0415

    found = {}
    for element in parse(dictionary.definition).stmts[0].stmt.define_stmt.definition:
        option = element.def_elem
        value = getattr(option.arg, option.arg.WhichOneof("node"))
        if option.defname == "template":
            found["template"] = ".".join(n.string.sval for n in value.names)
        else:
            found[option.defname] = quote_literal(value.sval).lstrip()
    return found


def _mapping(sql: str) -> tuple[str, str]:
    """Of ``ALTER TEXT SEARCH CONFIGURATION ... ADD MAPPING FOR a WITH b, c`` the end."""
    token, _, dictionaries = sql.rpartition(" ADD MAPPING FOR ")[2].partition(" WITH ")
    return token, dictionaries
