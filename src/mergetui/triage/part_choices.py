"""What a choice for a part of a table makes of its decision, and why it cannot be made.

A part is a policy, trigger, index, constraint, rule ... Pure, and shared by the screen, ``mergetui
decide`` and the tests, as choices for tables and columns are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from mergetui.decisions.model import SIDES, PartDecision, Side, TableDecision, Take
from mergetui.decisions.parts import Part, why_not, wrong_parts
from mergetui.decisions.read import nearest
from mergetui.triage.aligned import AlignedRow
from mergetui.triage.choices import Refusal, come_as_they_are
from mergetui.triage.entries import Entry
from mergetui.triage.sides import Sides

Parts = Mapping[Side, Mapping[str, Part]]


def parts_held(sides: Sides, entry: Entry) -> Parts:
    """What hangs on the table, side by side, by the keys of ``[tables.X.parts]``."""
    return {side: sides.parts(side, entry.key) for side in SIDES}


def choose_part(
    sides: Sides, entry: Entry, part: str, take: Take | None, name: str | None = None
) -> TableDecision | Refusal:
    """Take one side of a part, both, or neither; None takes the choice back. ``name`` is what it
    is called, as it was where it is None."""
    held = parts_held(sides, entry)
    old = entry.decision.parts.get(part, PartDecision())
    if not any(part in held[side] for side in SIDES):
        known = nearest(part, {**held["remote"], **held["local"]})
        return Refusal(f"{entry.key} has no {part} on either side.{known}")
    chosen = replace(old, take=take) if take else PartDecision()
    if name is not None:
        chosen = replace(old, take=take or old.take, name=name or None)
    if chosen.take == "drop":
        chosen = replace(chosen, name=None)
    if (reason := why_not(entry.key, part, chosen, held)) is not None:
        return Refusal(reason[0].upper() + reason[1:])
    decided = {**entry.decision.parts, part: chosen}
    for wrong in wrong_parts(entry.key, decided, held):
        if wrong.part == part and chosen != old:
            return Refusal(wrong.message)
    return _changed(sides, entry, {part: chosen})


def choose_row(
    sides: Sides, entry: Entry, row: AlignedRow, take: Take | None
) -> TableDecision | Refusal:
    """The choice for what a row shows: one part, or the same one under two names."""
    if len(row.parts) == 1:
        return choose_part(sides, entry, row.parts[0], take)
    one, other = row.parts
    nothing = PartDecision()
    if take == "both":
        return Refusal(f"{one} and {other} say the same: there are no two to keep.")
    if take == "drop":
        dropped = PartDecision(take="drop")
        return _changed(sides, entry, {one: dropped, other: dropped})
    named = nothing
    if take == "local" and row.local:
        named = PartDecision(name=row.local.name)
    return _changed(sides, entry, {one: named, other: nothing})


def rename_row(sides: Sides, entry: Entry, row: AlignedRow, name: str) -> TableDecision | Refusal:
    """Call what a row shows by another name; its own, or none, takes that back."""
    return choose_part(sides, entry, row.parts[0], None, "" if name == row.key else name)


def _changed(
    sides: Sides, entry: Entry, changes: Mapping[str, PartDecision]
) -> TableDecision | Refusal:
    if (refusal := come_as_they_are(entry, "parts")) is not None:
        return refusal
    parts = {k: p for k, p in {**entry.decision.parts, **changes}.items() if p != PartDecision()}
    decided = MappingProxyType(dict(sorted(parts.items())))
    return replace(entry.decision, parts=decided, reviewed=sides.reviewed(entry.key))
