"""Actions that move the cursor or fold, and decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mergetui.terminal.action import Action
from mergetui.terminal.editor import open_in_editor
from mergetui.terminal.lines import LineList
from mergetui.terminal.table_lines import Heading, leads_to
from mergetui.triage.aligned import AlignedRow
from mergetui.triage.entries import Entry
from mergetui.triage.rows import PhaseRow
from mergetui.triage.rows import next_undecided as nearest_undecided

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk


class HasList(Protocol):
    """Any screen with a list of lines."""

    @property
    def list(self) -> LineList: ...


def down(screen: HasList) -> None:
    screen.list.move_to(screen.list.cursor + 1)


def up(screen: HasList) -> None:
    screen.list.move_to(screen.list.cursor - 1)


def page_down(screen: HasList) -> None:
    screen.list.move_to(screen.list.cursor + screen.list.page)


def page_up(screen: HasList) -> None:
    screen.list.move_to(screen.list.cursor - screen.list.page)


def first(screen: HasList) -> None:
    screen.list.move_to(0)


def last(screen: HasList) -> None:
    screen.list.move_to(screen.list.count - 1)


MOVES: tuple[Action, ...] = (
    Action("down", ("j", "down"), "down", "One line down", "move", down),
    Action("up", ("k", "up"), "up", "One line up", "move", up),
    Action("page-down", ("ctrl+d", "pagedown"), "page", "Half a page down", "move", page_down),
    Action("page-up", ("ctrl+u", "pageup"), "back", "Half a page up", "move", page_up),
    Action("first", ("g", "home"), "first", "The first line", "move", first),
    Action("last", ("G", "end"), "last", "The last line", "move", last),
)


def next_undecided(desk: Desk) -> None:
    _to_undecided(desk, 1)


def previous_undecided(desk: Desk) -> None:
    _to_undecided(desk, -1)


def _to_undecided(desk: Desk, step: int) -> None:
    """To the nearest undecided table that the filter shows; a fold in the way opens."""
    assert desk.session
    index = nearest_undecided(desk.tables.rows, desk.tables.cursor, step)
    if index >= 0:
        if index == desk.tables.cursor:
            desk.say("this is the only undecided table that is shown")
        desk.tables.move_to(index)
        return
    hidden = [
        e
        for e in desk.session.triage.everything.values()
        if e.state == "undecided" and desk.filter(e)
    ]
    if hidden:
        desk.go_to(hidden[0].key)
    else:
        shown = " that the filter shows" if desk.filter.tests else ""
        desk.say(f"no undecided table{shown}: all done")


def next_phase(desk: Desk) -> None:
    rows = desk.tables.rows
    found = (i for i in range(desk.tables.cursor + 1, len(rows)) if isinstance(rows[i], PhaseRow))
    desk.tables.move_to(next(found, desk.tables.cursor))


def previous_phase(desk: Desk) -> None:
    rows = desk.tables.rows
    found = (i for i in range(desk.tables.cursor - 1, -1, -1) if isinstance(rows[i], PhaseRow))
    desk.tables.move_to(next(found, desk.tables.cursor))


def enter(desk: Desk) -> None:
    """Deeper: a folded phase opens, a table gets the focus, a sentence leads to its table."""
    if desk.in_table:
        _follow(desk)
        return
    row = desk.tables.row
    if isinstance(row, PhaseRow):
        if row.folded:
            fold(desk)
        else:
            desk.switch(to_table=True)
    elif isinstance(row, Entry):
        desk.switch(to_table=True)


def _follow(desk: Desk) -> None:
    """To the other end of what the line under the cursor says."""
    at = desk.table.aligned.at
    if isinstance(at, Heading) and at.jump:
        desk.go_to(at.jump)
    elif isinstance(at, Heading) and at.sql:
        desk.act("sql")
    elif isinstance(at, Heading) and at.place:
        open_in_editor(desk, desk.app.path.parent / at.place.file, at.place.line or 1)
    elif isinstance(at, AlignedRow) and (keys := leads_to(at)):
        desk.go_to(keys[0])
    elif desk.table.column is not None:
        desk.say("this column points at no table; ? tells the keys that decide it")
    else:
        desk.say("this line leads nowhere")


def finding(desk: Desk) -> None:
    """To the next sentence about the table: a problem, a fault, what it drags along, a hazard."""
    start = desk.table.aligned.cursor
    if not desk.in_table:
        desk.switch(to_table=True)
        start = -1  # what is worst stands first
    lines = desk.table.aligned.lines
    order = [*range(start + 1, len(lines)), *range(start + 1)]
    for index in order:
        line = lines[index]
        if isinstance(line, Heading) and line.finding:
            desk.table.aligned.move_to(index)
            return
    desk.say("nothing to look at here; p shows all problems")


def go_back(desk: Desk) -> None:
    if not desk.go_back():
        desk.say("no jump to go back from")


def leave(desk: Desk) -> None:
    """Back out: from the table to the list; in the list, the phase folds."""
    if desk.in_table:
        desk.switch(to_table=False)
    else:
        row = desk.tables.row
        if not (isinstance(row, PhaseRow) and row.folded):
            fold(desk)


def switch(desk: Desk) -> None:
    desk.switch(to_table=not desk.in_table)


def fold(desk: Desk) -> None:
    """Fold the phase under the cursor, or that of the table under it; or unfold it."""
    row = desk.tables.row
    if row is None:
        return
    phase = row.id if isinstance(row, PhaseRow) else row.group
    desk.folds ^= {phase}
    desk.show(f"phase:{phase}", at_once=False)


def fold_all(desk: Desk) -> None:
    assert desk.session
    row = desk.tables.row
    phase = ""
    if row is not None:
        phase = row.id if isinstance(row, PhaseRow) else row.group
    desk.folds = set() if desk.folds else set(desk.session.triage.groups)
    desk.show(f"phase:{phase}", at_once=False)


def back(desk: Desk) -> None:
    if desk.in_table:
        desk.switch(to_table=False)
    elif desk.tables.marked:
        desk.tables.marked.clear()
        desk.show_marked()
        desk.say("no table is marked")
    elif desk.filter.tests:
        desk.set_filter("")
        desk.say("all tables are shown")
