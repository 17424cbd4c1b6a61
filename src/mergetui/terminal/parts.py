"""Actions on the policy, trigger, index, constraint ... under the cursor of a table's pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mergetui.decisions.model import Take
from mergetui.terminal.saving import save
from mergetui.triage.aligned import AlignedRow
from mergetui.triage.part_choices import choose_row, rename_row

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk


def part_of(desk: Desk) -> AlignedRow:
    """The row under the cursor of the pane."""
    row = desk.table.part
    assert row is not None
    return row


def take(desk: Desk, side: Take | None) -> None:
    """Take a side of the part, both or neither; None takes the choice back."""
    assert desk.session
    sides, row = desk.session.sides, part_of(desk)
    what = f"{row.parts[0]} {side or 'undecided'}"
    save(desk, what, lambda entry: choose_row(sides, entry, row, side))


def rename(desk: Desk) -> None:
    """Ask what the part is called: the local's where both stay, else the one that stays."""
    assert desk.session
    sides, row = desk.session.sides, part_of(desk)
    said = row.choice.name if row.choice else None
    desk.ask(
        f"call {row.parts[0]} (empty: as it is)",
        lambda name: save(
            desk,
            f"{row.parts[0]} called {name or row.key}",
            lambda entry: rename_row(sides, entry, row, name),
        ),
        value=said or row.key,
    )
