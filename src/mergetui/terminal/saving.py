"""A choice for one or many tables, saved as one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mergetui.decisions.model import TableDecision
from mergetui.triage.choices import Refusal
from mergetui.triage.entries import Entry

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk

Choice = Callable[[Entry], TableDecision | Refusal]


def save(desk: Desk, what: str, choice: Choice) -> None:
    """One step for all tables that the choice is for; those that refuse are left alone."""
    changes: dict[str, TableDecision] = {}
    refused: list[Refusal] = []
    entries = desk.targets()
    for entry in entries:
        chosen = choice(entry)
        if isinstance(chosen, Refusal):
            refused.append(chosen)
        elif chosen != entry.decision:
            changes[entry.key] = chosen
        else:
            desk.tables.marked.discard(entry.key)  # it is done, as those that are saved
    left = f"{len(refused)} left alone: {refused[0].reason}" if refused else ""
    if not changes:
        desk.say(refused[0].reason if refused else f"{what}: it is so already", "warn")
        desk.show_marked()
    elif len(entries) == 1:
        desk.save(f"{entries[0].key}: {what}", changes)
    else:
        noun = "table" if len(changes) == 1 else "tables"
        desk.save(f"{len(changes)} {noun}: {what}", changes, left)
