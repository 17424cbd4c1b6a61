"""What hangs on a table, by the keys of ``[tables.X.parts]``: ``policy owner reads``.

Constraints of all kinds share the names of a table, so one word, ``constraint``, stands for keys,
foreign keys, checks and exclusion constraints. The invariant: what PostgreSQL tells apart by a name
has a key of its own, also what it refused on its own side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from mergetui.catalog.model import (
    Check,
    Declarable,
    Exclusion,
    Extra,
    ForeignKey,
    Index,
    Key,
    Policy,
    Table,
    Trigger,
)
from mergetui.catalog.names import quote_ident
from mergetui.decisions.model import SIDES, PartDecision, Side
from mergetui.decisions.read import nearest

Part: TypeAlias = Key | ForeignKey | Check | Exclusion | Index | Trigger | Policy | Extra

P = TypeVar("P", bound=Part)

PartKind = Literal[
    "key",
    "foreign key",
    "check",
    "exclusion",
    "index",
    "trigger",
    "policy",
    "rule",
    "statistics",
    "publication",
]
_LAST_NAME = re.compile(r'(.*\.)("(?:[^"]|"")+"|[^".]+)\Z', re.DOTALL)

KINDS = ("constraint", "index", "policy", "publication", "rule", "statistics", "trigger")
CONSTRAINTS = ("key", "foreign key", "check", "exclusion")


def kind_of(part: Part) -> PartKind:
    """What a part is."""
    match part:
        case Key():
            return "key"
        case ForeignKey():
            return "foreign key"
        case Check():
            return "check"
        case Exclusion():
            return "exclusion"
        case Index():
            return "index"
        case Trigger():
            return "trigger"
        case Policy():
            return "policy"
    return part.kind


def part_key(kind: str, name: str) -> str:
    """``policy owner reads``; ``constraint x_pkey`` of a key."""
    return f"{'constraint' if kind in CONSTRAINTS else kind} {name}"


def key_of(part: Part) -> str:
    return part_key(kind_of(part), part.name)


def parts_of(table: Table | None, declared: Iterable[Declarable] = ()) -> dict[str, Part]:
    """All parts of a table by their keys, what PostgreSQL refused of it included."""
    if table is None:
        return {}
    held: list[Part] = [*declared, *table.keys, *table.foreign_keys, *table.checks]
    held += [*table.exclusions, *table.indexes, *table.triggers, *table.policies, *table.extras]
    return {key_of(part): part for part in held}


def two_meanings(remote: Table | None, local: Table | None) -> set[str]:
    """The parts of a table that each side defines in its own way, by their keys; what takes
    another form only with the columns of the merge is among them."""
    if remote is None or local is None:
        return set()
    mine, theirs = parts_of(remote), parts_of(local)
    return {key for key in mine.keys() & theirs.keys() if mine[key] != theirs[key]}


def renamed(part: P, name: str) -> P:
    """A part under another name; that of statistics stays in its schema."""
    if isinstance(part, Extra) and part.kind == "statistics":
        new = split_name(part.name)[0] + quote_ident(name)
        return replace(part, name=new, definition=part.definition.replace(part.name, new, 1))
    if isinstance(part, Trigger | Extra):
        old, new = quote_ident(part.name), quote_ident(name)
        return replace(part, name=name, definition=part.definition.replace(old, new, 1))
    return replace(part, name=name)


def split_name(name: str) -> tuple[str, str]:
    """``public."My stats"`` as (``public.``, ``My stats``)."""
    found = _LAST_NAME.match(name)
    assert found is not None
    plain = found[2]
    return found[1], plain[1:-1].replace('""', '"') if plain.startswith('"') else plain


class Wrong(NamedTuple):
    """What is wrong with a choice, and with which of its keys; None for the part itself."""

    part: str
    key: str | None
    message: str


def wrong_parts(
    table: str, decided: Mapping[str, PartDecision], held: Mapping[Side, Mapping[str, Part]]
) -> Iterator[Wrong]:
    """Choices for parts that are not there, or that cannot be done to them; ``held`` are those of
    each side by their keys."""
    given: dict[str, str] = {}
    for key, choice in decided.items():
        sides = [side for side in SIDES if key in held[side]]
        if not sides:
            yield Wrong(key, None, _unknown(table, key, {**held["remote"], **held["local"]}))
            continue
        if (refusal := why_not(table, key, choice, held)) is not None:
            yield Wrong(key, "take", f'take = "{choice.take}": {refusal}')
        if choice.name and choice.take == "drop":
            yield Wrong(key, "name", 'name says nothing with take = "drop".')
        elif choice.name and key.startswith("publication "):
            yield Wrong(key, "name", "a table's place in a publication has no name of its own.")
        elif choice.name and (
            taken := _taken(key, choice, decided, held)
            or _given(given, key, part_key(key.partition(" ")[0], choice.name))
        ):
            yield Wrong(key, "name", f'name = "{choice.name}" is that of another one: {taken}.')


def _given(given: dict[str, str], key: str, new: str) -> str | None:
    """The part that was given the same name before."""
    other = given.setdefault(new, key)
    return other if other != key else None


def _taken(
    key: str,
    choice: PartDecision,
    decided: Mapping[str, PartDecision],
    held: Mapping[Side, Mapping[str, Part]],
) -> str | None:
    """The part that has the name already and keeps it, and says something else."""
    other = part_key(key.partition(" ")[0], choice.name or "")
    if other == key or decided.get(other, PartDecision()).take == "drop":
        return None
    if decided.get(other, PartDecision()).name:
        return None
    called = held["remote" if choice.take == "remote" or key not in held["local"] else "local"]
    becomes = renamed(called[key], choice.name or "")
    there = [held[side][other] for side in SIDES if other in held[side]]
    return other if any(part != becomes for part in there) else None


def why_not(
    table: str, key: str, choice: PartDecision, held: Mapping[Side, Mapping[str, Part]]
) -> str | None:
    """Why a part cannot be taken that way, as a sentence; None where it can."""
    take = choice.take
    sides = [side for side in SIDES if key in held[side]]
    if take in SIDES and take not in sides:
        return f"the {take} has no {key} in {table}. One of: {sides[0]}, drop."
    if take != "both":
        return None
    if len(sides) == 1:
        return f"only the {sides[0]} has {key} in {table}. One of: {sides[0]}, drop."
    if held["remote"][key] == held["local"][key]:
        return f"{key} of {table} is the same on both sides: there are no two to keep."
    if key.startswith("publication "):
        return f"{table} has one place in {key} after the merge. One of: remote, local, drop."
    return None


def _unknown(table: str, key: str, there: Mapping[str, Part]) -> str:
    kind, _, name = key.partition(" ")
    if kind not in KINDS or not name:
        known = nearest(f"{kind} {name}", there) or nearest(kind, KINDS)
        return (
            f'"{key}" names no part: write a kind and a name, as in "policy owner reads".{known} '
            f"Kinds: {', '.join(KINDS)}."
        )
    same = [other for other in there if other.partition(" ")[2] == name]
    hint = f" Did you mean {same[0]}?" if same else nearest(key, there)
    return f"{table} has no {key} on either side.{hint}"
