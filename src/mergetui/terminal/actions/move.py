"""Actions that move the cursor, jump, or go from pane to pane; they decide nothing."""

from __future__ import annotations

from mergetui.terminal import moving, why_not
from mergetui.terminal.action import Action

MOVE: tuple[Action, ...] = (
    *moving.MOVES,
    Action(
        "next",
        ("n",),
        "next",
        "The next undecided table that is shown",
        "move",
        moving.next_undecided,
        why_not.no_tables,
        8,
    ),
    Action(
        "previous",
        ("N",),
        "previous",
        "The previous undecided table that is shown",
        "move",
        moving.previous_undecided,
        why_not.no_tables,
    ),
    Action(
        "next-phase",
        ("right_square_bracket",),
        "phase",
        "The next phase",
        "move",
        moving.next_phase,
        why_not.no_tables,
    ),
    Action(
        "previous-phase",
        ("left_square_bracket",),
        "phase",
        "The phase before",
        "move",
        moving.previous_phase,
        why_not.no_tables,
    ),
    Action(
        "finding",
        ("exclamation_mark",),
        "look at",
        "Look at the next problem, fault, consequence or hazard; enter leads to its other end",
        "move",
        moving.finding,
        why_not.no_tables,
    ),
    Action(
        "return",
        ("minus", "ctrl+o"),
        "return",
        "Return to where the last jump started",
        "move",
        moving.go_back,
        why_not.no_tables,
    ),
    Action(
        "open",
        ("enter", "l", "right"),
        "open",
        "Open the table's pane; there, go to what a line leads to: a table, the SQL, a source",
        "move",
        moving.enter,
        why_not.no_tables,
    ),
    Action(
        "close",
        ("h", "left"),
        "back",
        "Back to the list; fold the phase",
        "move",
        moving.leave,
        why_not.no_tables,
    ),
    Action("switch", ("tab",), "pane", "The other pane", "move", moving.switch, why_not.no_tables),
)
