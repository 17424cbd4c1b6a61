"""What a choice makes of a decision, and why it cannot be made.

Pure: a choice for a table or a column yields the new decision with ``reviewed`` set, or a reason.
The screen, ``mergetui decide`` and the tests share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from mergetui.catalog.model import Enum
from mergetui.decisions.model import (
    Action,
    ColumnDecision,
    Rows,
    TableDecision,
    Take,
    own_name,
)
from mergetui.triage.entries import Entry
from mergetui.triage.pairs import pair_columns
from mergetui.triage.sides import Sides


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a choice cannot be made, as a sentence."""

    reason: str


def choose(
    sides: Sides,
    entry: Entry,
    action: Action,
    *,
    into: str | None = None,
    remote_name: str | None = None,
    local_name: str | None = None,
    name: str | None = None,
    rows: Rows | None = None,
    view: bool | None = None,
    reason: str | None = None,
) -> TableDecision | Refusal:
    """The decision after ``action`` was chosen for a table.

    Phase, choices for columns and parts, and a view under the old name stay, so that a change of
    mind loses no work; a reason stays with the action that it was given for. ``keep-remote`` and
    ``keep-local`` of a table that only that side has is ``keep``.
    """
    key, presence = entry.key, entry.presence
    if (action, presence) in {("keep-remote", "remote-only"), ("keep-local", "local-only")}:
        action = "keep"
    refuse = _refuse if entry.section == "tables" else _refuse_object
    if (refusal := refuse(entry, action, into, rows)) is not None:
        return refusal
    if action == "undecided":
        was = entry.decision
        return TableDecision(phase=was.phase, columns=was.columns, parts=was.parts)
    old = entry.decision
    same = old.action == action
    if action == "keep-both":
        if not (remote_name or local_name):
            kept = (old.remote_name, old.local_name) if same else (None, None)
            remote_name, local_name = kept if any(kept) else (None, free_name(sides, entry))
        own = own_name(entry.section, entry.block)
        if (remote_name or own) == (local_name or own):
            return Refusal(f"keep-both gives one of the two {entry.block} another name.")
    survives_here = action not in ("merge-into", "drop", "keep-both")
    return TableDecision(
        phase=old.phase,
        action=action,
        name=(name if name is not None else old.name) or None if survives_here else None,
        into=into if action == "merge-into" else None,
        remote_name=remote_name if action == "keep-both" else None,
        local_name=local_name if action == "keep-both" else None,
        rows=rows or (old.rows if same else "keep"),
        view=action != "drop" and (old.view if view is None else view),
        reason=reason if reason is not None else (old.reason if same else None),
        reviewed=entry.reviewed or sides.reviewed(key),
        columns=old.columns,
        parts=old.parts,
    )


def _refuse_object(
    entry: Entry, action: Action, into: str | None, rows: Rows | None
) -> Refusal | None:
    """Why a type, function, view or sequence cannot go that way."""
    kind, name = entry.section.removesuffix("s"), entry.block
    enums = all(isinstance(side, Enum) for side in entry.definitions)
    if rows is not None:
        return Refusal(f"rows are for tables; {name} is a {kind}.")
    if action == "merge-into":
        return Refusal(f"merge-into is for tables; {name} is a {kind}.")
    if action == "merge" and not enums:
        return Refusal(f"merge is for enums that both sides have: take one {kind} {name}.")
    if action == "keep" and entry.presence == "common":
        return Refusal(f"keep is for what one side has; {name} is on both: take one.")
    if action == "keep-both" and entry.section == "others":
        return Refusal(f"{name} keeps its name: take one of the two.")
    if action in ("keep-remote", "keep-local", "keep-both") and entry.presence != "common":
        return Refusal(f"{action} needs a {kind} of both sides; {name} is {entry.presence}.")
    return None


def _refuse(entry: Entry, action: Action, into: str | None, rows: Rows | None) -> Refusal | None:
    key, presence = entry.key, entry.presence
    match action:
        case "keep-both" | "keep-remote" | "keep-local" if presence != "common":
            side = presence.removesuffix("-only")
            return Refusal(f"{action} needs a table of both sides; {key} is only {side}.")
        case "keep" if presence == "common":
            return Refusal(
                f"keep is for a table of one side; {key} is on both: "
                "keep-remote, keep-local, keep-both or merge."
            )
        case "merge-into" if not into:
            return Refusal(f"merge-into needs the table that {key} goes into.")
        case "merge-into" if into == key:
            return Refusal(
                f"{key} cannot be merged into itself. A table of another name that is to be {key} "
                f"goes into it: that one merge-into {key}."
            )
        case "merge-into" | "drop" | "keep-local":
            if rows == "discard" and entry.remote is None:
                return Refusal(f"{key} is only local: there are no rows to discard.")
            return None
    if rows == "discard":
        return Refusal(f"{action} loses no rows of {key}: there is nothing to discard.")
    return None


def free_name(sides: Sides, entry: Entry) -> str:
    """A name for the local one of two tables, types ... that are both kept: ``orders_local``."""
    own = own_name(entry.section, entry.block)
    opening = entry.block.find("(") if entry.section == "functions" else len(entry.block)
    before, after = entry.block[: opening - len(own)], entry.block[opening:]
    taken = sides.keys if entry.section == "tables" else sides.objects[entry.section]
    number = 1
    while True:
        candidate = f"{own}_local{number if number > 1 else ''}"
        if f"{before}{candidate}{after}" not in taken:
            return candidate
        number += 1


def toggle_rows(sides: Sides, entry: Entry) -> TableDecision | Refusal:
    """Keep the remote's rows where they were given up, and the other way round."""
    decision = entry.decision
    if decision.action not in ("merge-into", "drop", "keep-local"):
        return Refusal(f"{decision.action} loses no rows of {entry.key}.")
    if entry.remote is None:
        return Refusal(f"{entry.key} is only local: it has no rows to lose.")
    rows: Rows = "keep" if decision.rows == "discard" else "discard"
    return replace(decision, rows=rows, reviewed=sides.reviewed(entry.key))


def toggle_view(sides: Sides, entry: Entry) -> TableDecision | Refusal:
    """A view under the old name of a table that takes another, or none any more."""
    decision = entry.decision
    if entry.section != "tables":
        return Refusal(f"{entry.key} is no table.")
    if not (decision.name or decision.into or decision.remote_name or decision.local_name):
        return Refusal(f"{entry.key} keeps its name: there is no old one to put a view under.")
    return replace(decision, view=not decision.view, reviewed=sides.reviewed(entry.key))


def rename(sides: Sides, entry: Entry, name: str) -> TableDecision | Refusal:
    """Give the surviving table another name; its own name or none takes the choice back."""
    action = entry.decision.action
    if entry.section == "others":
        return Refusal(f"{entry.block} keeps its name.")
    if action in ("undecided", "merge-into", "drop"):
        return Refusal(f"{entry.key} is {action}: only what survives can be renamed.")
    if action == "keep-both":
        return choose(sides, entry, action, local_name=name)
    new = None if name in ("", entry.key, own_name(entry.section, entry.block)) else name
    return replace(entry.decision, name=new, reviewed=entry.reviewed or sides.reviewed(entry.key))


def choose_take(
    sides: Sides, entry: Entry, column: str, take: Take | None
) -> TableDecision | Refusal:
    """Take one side of a column, both, or neither; None takes the choice back."""
    if (refusal := come_as_they_are(entry, "columns")) is not None:
        return refusal
    pairs = {p.key: p for p in pair_columns(entry.remote, entry.local, entry.decision.columns)}
    pair = pairs.get(column)
    if pair is None:
        return Refusal(f"{entry.key} has no column {column} of its own.")
    has = {"remote": pair.remote, "local": pair.local}
    if take in ("remote", "local") and has[take] is None:
        return Refusal(f"The {take} has no {column}.")
    if take == "both" and None in has.values():
        return Refusal(f"Only one side has {column}: there are no two to keep.")
    return change_column(sides, entry, column, take=take)


def change_column(
    sides: Sides, entry: Entry, column: str, **changes: str | bool | None
) -> TableDecision | Refusal:
    """Change fields of one column's choice; a choice that says nothing any more goes away."""
    if (refusal := come_as_they_are(entry, "columns")) is not None:
        return refusal
    columns: dict[str, ColumnDecision] = dict(entry.decision.columns)
    changed = replace(columns.get(column, ColumnDecision()), **changes)  # type: ignore[arg-type]
    columns[column] = changed
    if changed == ColumnDecision():
        del columns[column]
    decided: Mapping[str, ColumnDecision] = MappingProxyType(dict(sorted(columns.items())))
    return replace(entry.decision, columns=decided, reviewed=sides.reviewed(entry.key))


def come_as_they_are(entry: Entry, what: str) -> Refusal | None:
    """Why nothing can be chosen for the columns or parts of a table; None where it can."""
    action = entry.decision.action
    if action in ("merge", "merge-into", "keep"):
        return None
    if action == "undecided":
        return Refusal(f"{entry.key} is undecided: choose for the table first.")
    return Refusal(f"{entry.key} is {action}: its {what} come as they are.")
