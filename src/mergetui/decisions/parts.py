"""What hangs on a table, by the keys of ``[tables.X.parts]``: ``policy owner reads``.

Constraints of all kinds share the names of a table, so one word, ``constraint``, stands for keys,
foreign keys, checks and exclusion constraints. The invariant: what PostgreSQL tells apart by a name
has a key of its own, also what it refused on its own side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

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
from mergetui.decisions.model import SIDES, PartDecision, Side
from mergetui.decisions.read import nearest

Part: TypeAlias = Key | ForeignKey | Check | Exclusion | Index | Trigger | Policy | Extra

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
