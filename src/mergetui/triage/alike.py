"""One column's choice for every column like it: the same name, or the same words spelled another
way, on the same sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mergetui.decisions.model import ColumnDecision, TableDecision
from mergetui.triage.choices import Refusal, change_column
from mergetui.triage.entries import Entry
from mergetui.triage.pairs import Pair, pair_columns, spelling
from mergetui.triage.sides import Sides


@dataclass(frozen=True, slots=True)
class Alike:
    """The decisions of the tables that would change, and how many would not, and why."""

    changes: dict[str, TableDecision]
    same: int = 0  # tables where it is so already
    refused: tuple[Refusal, ...] = ()


def all_alike(sides: Sides, entry: Entry, column: str, entries: Iterable[Entry]) -> Alike | Refusal:
    """What it comes to when the choice for ``column`` of ``entry`` holds for all like it."""
    choice = entry.decision.columns.get(column)
    if choice is None:
        return Refusal(f"{column} has no choice of its own yet: choose for it first.")
    model = next((p for p in _pairs(entry) if p.key == column), None)
    if model is None:
        return Refusal(f"{entry.key} has no column {column}.")
    changes: dict[str, TableDecision] = {}
    refused: list[Refusal] = []
    same = 0
    for other in entries:
        if other.key == entry.key or other.section != "tables":
            continue
        for pair in _pairs(other):
            if not _like(pair, model):
                continue
            wanted = _translated(choice, pair)
            if other.decision.columns.get(pair.key, ColumnDecision()) == wanted:
                same += 1
                continue
            fields = {name: getattr(wanted, name) for name in ColumnDecision.__slots__}
            chosen = change_column(sides, other, pair.key, **fields)
            if isinstance(chosen, Refusal):
                refused.append(chosen)
            else:
                changes[other.key] = chosen
                other = replace(other, decision=chosen)  # noqa: PLW2901 (two like it in a table)
    return Alike(changes, same, tuple(refused))


def _pairs(entry: Entry) -> tuple[Pair, ...]:
    return tuple(pair_columns(entry.remote, entry.local, entry.decision.columns))


def _like(pair: Pair, model: Pair) -> bool:
    sides = [(pair.remote, model.remote), (pair.local, model.local)]
    return spelling(pair.key) == spelling(model.key) and all(
        (one is None) == (other is None) for one, other in sides
    )


def _translated(choice: ColumnDecision, pair: Pair) -> ColumnDecision:
    """The choice as another table spells the column."""
    if choice.pair and pair.local:
        return replace(choice, pair=pair.local.name)
    return choice
