"""Decisions that contradict each other or the schemas, each put into a pair that has none.

Each says between which two places it is, and ``mergetui check`` must name both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

from generated_decisions import Pair, pair
from generated_side import Dice, Draw
from hypothesis import assume
from hypothesis import strategies as st

from mergetui.decisions.model import ColumnDecision, ObjectDecision, TableDecision

DISCARDED = TableDecision(action="drop", rows="discard")


@dataclass
class Contradiction:
    """What is to be decided otherwise for it, and between which two blocks it is then."""

    places: tuple[str, str]
    tables: dict[str, TableDecision] = field(default_factory=dict)
    objects: dict[tuple[str, str], ObjectDecision] = field(default_factory=dict)


@dataclass
class Contradicted:
    pair: Pair
    kind: str
    places: tuple[str, str]

    def __str__(self) -> str:
        return f"-- {self.kind}: {' and '.join(self.places)}\n{self.pair}"


@st.composite
def contradicted_pairs(draw: Draw) -> Contradicted:
    dice = Dice(draw)
    made = pair(dice)
    ways = {kind: list(kind(made)) for kind in KINDS}
    possible = [kind for kind in KINDS if ways[kind]]
    assume(possible)
    kind = dice.one(possible)
    chosen = dice.one(ways[kind])
    made.tables |= chosen.tables
    for (section, key), decision in chosen.objects.items():
        made.objects[section][key] = decision
    return Contradicted(made, kind.__name__, chosen.places)


def _stays(pair: Pair, name: str) -> bool:
    return pair.tables[name].action in ("keep", "merge")


def _whole(pair: Pair) -> list[str]:
    """Tables that stay where they are and are no partitions."""
    parts = {*pair.remote.partitions.values(), *pair.local.partitions.values()}
    return [n for n in pair.names if n not in parts and _stays(pair, n)]


def _with(decision: TableDecision, column: str, said: ColumnDecision | None) -> TableDecision:
    columns = {c: d for c, d in decision.columns.items() if c != column}
    if said is not None:
        columns[column] = said
    return replace(decision, columns=MappingProxyType(columns))


def points_at_a_dropped_table(pair: Pair) -> Iterator[Contradiction]:
    for one in (pair.remote, pair.local):
        for (name, column), target in one.references.items():
            if name != target and name in _whole(pair) and target in _whole(pair):
                changed = {name: _with(pair.tables[name], column, None), target: DISCARDED}
                yield Contradiction((name, target), changed)


def two_tables_under_one_name(pair: Pair) -> Iterator[Contradiction]:
    names = _whole(pair)
    for name, other in pairwise(names):
        taken = pair.tables[other].name or other
        yield Contradiction((name, other), {name: replace(pair.tables[name], name=taken)})


def into_a_dropped_table(pair: Pair) -> Iterator[Contradiction]:
    names = _whole(pair)
    for name, other in pairwise(names):
        guest = TableDecision(action="merge-into", into=other)
        yield Contradiction((name, other), {name: guest, other: DISCARDED})


def a_circle(pair: Pair) -> Iterator[Contradiction]:
    names = _whole(pair)
    for name, other in pairwise(names):
        changed = {
            name: TableDecision(action="merge-into", into=other),
            other: TableDecision(action="merge-into", into=name),
        }
        yield Contradiction((name, other), changed)


def a_table_and_a_view_under_one_name(pair: Pair) -> Iterator[Contradiction]:
    said = pair.tables.values()
    if any(t.action == "drop" or any(c.take == "drop" for c in t.columns.values()) for t in said):
        return  # the view may go with what it shows
    for view in sorted({*pair.remote.views, *pair.local.views} - {*pair.objects["views"]}):
        for name in _whole(pair):
            decision = replace(pair.tables[name], name=view, view=False)
            yield Contradiction((name, view), {name: decision})


def two_types_for_tied_columns(pair: Pair) -> Iterator[Contradiction]:
    for one in (pair.remote, pair.local):
        for (name, column), target in one.references.items():
            if name == target or name not in _whole(pair) or target not in _whole(pair):
                continue
            tables = pair.tables
            if column in tables[name].columns or "id" in tables[target].columns:
                continue
            text = ColumnDecision(type="text", using="id::text")
            number = ColumnDecision(type="smallint", using="0")
            changed = {
                name: _with(tables[name], column, number),
                target: _with(tables[target], "id", text),
            }
            yield Contradiction((name, target), changed)


def a_dropped_function_in_use(pair: Pair) -> Iterator[Contradiction]:
    key = "twice(integer)"
    for one in (pair.remote, pair.local):
        for name in one.calling:
            if name in _whole(pair) and "n" not in pair.tables[name].columns:
                yield Contradiction(
                    (name, key), objects={("functions", key): ObjectDecision(action="drop")}
                )


def a_dropped_type_in_use(pair: Pair) -> Iterator[Contradiction]:
    for one in (pair.remote, pair.local):
        for name in _whole(pair):
            for key in ("mood", "mail", "place"):
                kinds = one.tables.get(name, {}).items()
                if any(kind == key and c not in pair.tables[name].columns for c, kind in kinds):
                    yield Contradiction(
                        (name, key), objects={("types", key): ObjectDecision(action="drop")}
                    )


KINDS: tuple[Callable[[Pair], Iterator[Contradiction]], ...] = (
    points_at_a_dropped_table,
    two_tables_under_one_name,
    into_a_dropped_table,
    a_circle,
    a_table_and_a_view_under_one_name,
    two_types_for_tied_columns,
    a_dropped_function_in_use,
    a_dropped_type_in_use,
)
