"""Decisions at random about the parts of two schemas: policies, triggers, indexes, constraints.

PostgreSQL makes up most of their names, so they are chosen among what was read from both sides.
What stands on a part may be in the way, which is a problem and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from generated_side import Dice

from mergetui.catalog.model import Catalog
from mergetui.decisions.model import SIDES, TAKES, Decisions, PartDecision, Side, Take
from mergetui.decisions.parts import Part, parts_of, why_not

Rolls = Sequence[tuple[int, Take | None, bool]]

_TOGETHER = ("merge", "merge-into", "keep")


def rolls(dice: Dice) -> Rolls:
    """Which parts are chosen, how, and whether they get another name."""
    return [
        (dice.one(range(64)), dice.one((*TAKES, *TAKES, None)), dice.seldom())
        for _ in range(dice.one((0, 0, 1, 2, 4)))
    ]


def with_parts(decisions: Decisions, remote: Catalog, local: Catalog, chosen: Rolls) -> Decisions:
    """The decisions with choices for parts that can be made."""
    tables = dict(decisions.tables)
    for number, take, anew in chosen:
        found: list[tuple[str, str, dict[Side, dict[str, Part]]]] = []
        for key, decision in sorted(tables.items()):
            if decision.action not in _TOGETHER:
                continue
            name = next(n for c in (remote, local) for n in c.tables if n.key == key)
            held = {side: parts_of(c.tables.get(name)) for side, c in _sides(remote, local)}
            every = sorted({*held["remote"], *held["local"]})
            # those that both sides have come more often than one in many
            two = [part for part in every if all(part in held[side] for side in SIDES)]
            found += [(key, part, held) for part in [*every, *two, *two]]
        if not found:
            return decisions
        key, part, held = found[number % len(found)]
        name_of = part.partition(" ")[2].rpartition(".")[2].strip('"')
        named = anew and take != "drop" and not part.startswith("publication ")
        choice = PartDecision(take=take, name=f"{name_of[:40]} anew" if named else None)
        if choice == PartDecision() or why_not(key, part, choice, held):
            continue
        parts = MappingProxyType({**tables[key].parts, part: choice})
        tables[key] = replace(tables[key], parts=parts)
    return replace(decisions, tables=MappingProxyType(tables))


def _sides(remote: Catalog, local: Catalog) -> list[tuple[Side, Catalog]]:
    return [("remote", remote), ("local", local)]
