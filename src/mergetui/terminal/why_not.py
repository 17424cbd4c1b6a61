"""Why a choice cannot be made just now, as a sentence; None where it can.

Asked before an action runs, and by the footer and the help.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mergetui.decisions.model import Side, TableDecision
from mergetui.triage import choices
from mergetui.triage.choices import Refusal
from mergetui.triage.entries import Entry
from mergetui.triage.sides import Sides

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk


TOO_SMALL = "the window is too small to decide in"


def column_of(desk: Desk) -> tuple[Entry, str]:
    """The table and the column under the cursor of its pane."""
    entry, column = desk.entry, desk.table.column
    assert entry is not None
    assert column is not None
    return entry, column


def no_tables(desk: Desk) -> str | None:
    return None if desk.session else "still reading"


def no_entry(desk: Desk) -> str | None:
    if desk.session is None:
        return "still reading"
    return None if desk.entry else "no table here"


def no_page(_: Desk) -> str | None:
    return "is for pages: s S p P E V H open one"


def no_choice(desk: Desk) -> str | None:
    if desk.session is None:
        return "still reading"
    if desk.session.broken:
        return f"read-only until it can be read again: {desk.session.broken.mistakes[0]}"
    if desk.small:
        return TOO_SMALL
    if not desk.targets():
        return "no table here; mark some with space"
    if desk.in_columns and desk.table.column is None and desk.table.part is None:
        return "nothing to choose here; the table is decided in the list"
    return None


def no_drop(desk: Desk) -> str | None:
    return no_choice(desk)


def no_table_choice(desk: Desk) -> str | None:
    """Of actions that mean the table wherever they are pressed."""
    reason = no_choice(desk)
    return None if desk.in_table and desk.table.column is None and desk.targets() else reason


def no_tables_only(desk: Desk) -> str | None:
    return no_table_choice(desk) or _unless_tables(desk, "is for tables")


def no_merge(desk: Desk) -> str | None:
    return _unless_one_can(desk, lambda sides, entry: choices.choose(sides, entry, "merge"))


def no_both(desk: Desk) -> str | None:
    return no_choice(desk) or _unless_any(desk, "common", "needs a table of both sides")


def no_remote(desk: Desk) -> str | None:
    return no_choice(desk) or _unless_side(desk, "remote")


def no_local(desk: Desk) -> str | None:
    return no_choice(desk) or _unless_side(desk, "local")


def no_keep(desk: Desk) -> str | None:
    if reason := no_table_choice(desk):
        return reason
    if all(e.presence == "common" for e in desk.targets()):
        return "the table is on both sides: take remote, local, both, or merge"
    return None


def no_undecide(desk: Desk) -> str | None:
    if reason := no_choice(desk):
        return reason
    if desk.in_columns and (part := desk.table.part) is not None:
        return None if part.choice else f"{part.parts[0]} has no choice of its own"
    if desk.in_columns:
        entry, column = column_of(desk)
        return None if column in entry.decision.columns else f"{column} has no choice of its own"
    undecided = all(e.state == "undecided" for e in desk.targets())
    return "nothing is decided here" if undecided else None


def no_rename(desk: Desk) -> str | None:
    return no_choice(desk) or _unless_one(desk)


def no_rows(desk: Desk) -> str | None:
    return _unless_one_can(desk, choices.toggle_rows)


def no_view(desk: Desk) -> str | None:
    return _unless_one_can(desk, choices.toggle_view)


def _unless_one_can(
    desk: Desk, choice: Callable[[Sides, Entry], TableDecision | Refusal]
) -> str | None:
    """Why the first table refuses the choice, where all of them do."""
    if reason := no_table_choice(desk):
        return reason
    assert desk.session
    reasons = []
    for entry in desk.targets():
        chosen = choice(desk.session.sides, entry)
        if not isinstance(chosen, Refusal):
            return None  # of 500 marked ones the others need not be asked
        reasons.append(chosen.reason)
    return reasons[0]


def no_column(desk: Desk) -> str | None:
    if not desk.in_columns:
        return "is for a column: enter opens the table"
    return "is for a column" if desk.table.part is not None else no_choice(desk)


def no_pair(desk: Desk) -> str | None:
    if reason := no_column(desk):
        return reason
    entry, column = column_of(desk)
    if entry.remote is None or entry.local is None:
        return "there is no other side to pair with"
    if entry.remote.column(column) is None:
        return "start from the remote's column"
    return None


def no_reason(desk: Desk) -> str | None:
    if reason := no_table_choice(desk):
        return reason
    return "decide first" if all(e.state == "undecided" for e in desk.targets()) else None


def no_phase(desk: Desk) -> str | None:
    if reason := no_tables_only(desk):
        return reason
    assert desk.session
    if desk.session.decisions.phases:
        return None
    return 'there are no phases; [phases] in decisions.toml makes them: core = "Core Foundation"'


def no_mark(desk: Desk) -> str | None:
    if desk.session is None:
        return "still reading"
    return "only in the list of tables" if desk.in_table else None


def no_undo(desk: Desk) -> str | None:
    if desk.session is None:
        return "still reading"
    if desk.session.broken:
        return "read-only until decisions.toml can be read again"
    return TOO_SMALL if desk.small else None


def _unless_tables(desk: Desk, reason: str) -> str | None:
    return None if any(e.section == "tables" for e in desk.targets()) else reason


def _unless_any(desk: Desk, presence: str, reason: str) -> str | None:
    return None if any(e.presence == presence for e in desk.targets()) else reason


def _unless_side(desk: Desk, side: Side) -> str | None:
    if any(e.presence in ("common", f"{side}-only") for e in desk.targets()):
        return None
    return f"not on the {side} side"


def _unless_one(desk: Desk) -> str | None:
    return None if len(desk.targets()) == 1 else "one table at a time"
