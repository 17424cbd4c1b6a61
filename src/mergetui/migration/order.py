"""The order of statements: what is needed comes first, kinds in a fixed order, then by name.

The invariant: the order depends on nothing but the steps themselves, so the same schemas give the
same bytes; and a circle (a default that calls a function that returns the table) is broken at the
step of the lowest rank, never by chance.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from mergetui.migration.model import Statement


class Rank(IntEnum):
    """Kinds in the order in which they are made where nothing needs another order."""

    TYPE = 1
    SEQUENCE = 2
    FUNCTION = 3
    TABLE = 4
    OWNED = 5  # sequences that a column owns
    CHECK = 6
    KEY = 7
    INDEX = 8
    MOVE = 9
    VIEW = 10
    FOREIGN_KEY = 11
    VALIDATE = 12
    TRIGGER = 13
    POLICY = 14
    SECURITY = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Statements that belong together. ``id`` is an object id, or says which part of it is meant;
    what ``needs`` names and no step has counts as being there."""

    id: str
    rank: Rank
    statements: tuple[Statement, ...]
    needs: frozenset[str] = frozenset()


def in_order(steps: Iterable[Step]) -> list[Step]:
    """Sort so that every step comes after those that it needs."""
    by_id: dict[str, Step] = {}
    for step in steps:
        assert step.id not in by_id, f"two steps are called {step.id}"
        by_id[step.id] = step
    waits = {i: {n for n in s.needs if n in by_id and n != i} for i, s in by_id.items()}
    needed_by: dict[str, list[str]] = {}
    for step_id, needs in waits.items():
        for need in needs:
            needed_by.setdefault(need, []).append(step_id)
    ready = [(s.rank, i) for i, s in by_id.items() if not waits[i]]
    heapq.heapify(ready)
    pending = {i for i in by_id if waits[i]}
    ordered: list[Step] = []

    while ready or pending:
        if not ready:
            first = min(_in_circle(waits, pending), key=lambda i: (by_id[i].rank, i))
            pending.discard(first)
            waits[first] = set()
            heapq.heappush(ready, (by_id[first].rank, first))
        _, step_id = heapq.heappop(ready)
        ordered.append(by_id[step_id])
        for other in needed_by.get(step_id, ()):
            if other in pending:
                waits[other].discard(step_id)
                if not waits[other]:
                    pending.discard(other)
                    heapq.heappush(ready, (by_id[other].rank, other))
    return ordered


def _in_circle(waits: Mapping[str, set[str]], pending: set[str]) -> set[str]:
    """The steps of one circle: followed from any waiting step, needs must come back."""
    path: list[str] = []
    step = min(pending)
    while step not in path:
        path.append(step)
        step = min(waits[step] & pending)
    return set(path[path.index(step) :])
