"""The list of all tables, by phase."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message

from mergetui.terminal.lines import Line, LineList, fit, spread
from mergetui.terminal.marks import Glyphs
from mergetui.triage.entries import Entry
from mergetui.triage.rows import PhaseRow, Row, Rows

_STATE_STYLES = {"undecided": "plain", "decided": "good", "stale": "warn", "blocked": "bad"}

_KEPT = 500  # lines
_FOLD = 2  # cells that the mark takes up


class TableList(LineList):
    """Shows rows as they are given; which ones is decided elsewhere."""

    @dataclass
    class FoldClicked(Message):
        """A click on the mark that tells whether the phase under the cursor is folded."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__("tables", glyphs["bar"])
        self.glyphs = glyphs
        self.rows = Rows()
        self.marked: set[str] = set()
        self._lines: dict[str, tuple[Entry, int, bool, Line]] = {}  # as they were made last

    @property
    def row(self) -> Row | None:
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Rows, key: str = "") -> None:
        """Show rows with the cursor on ``key``, or near where it was if that is not shown."""
        self.rows = rows
        self.set_count(len(rows), rows.find(key))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = self.index_at(offset.y) if offset is not None and offset.x < _FOLD else None
        if index is not None and isinstance(self.rows[index], PhaseRow):
            event.prevent_default()  # nothing is opened
            self.move_to(index)
            self.post_message(self.FoldClicked())

    def line(self, index: int, width: int) -> Line:
        row = self.rows[index]
        if isinstance(row, PhaseRow):
            return phase_line(row, self.glyphs, width)
        marked = row.key in self.marked
        known = self._lines.get(row.key)
        if known is None or known[0] is not row or known[1:3] != (width, marked):
            if len(self._lines) > _KEPT:
                self._lines.clear()
            known = row, width, marked, table_line(row, self.glyphs, width, marked)
            self._lines[row.key] = known
        return known[3]


def phase_line(row: PhaseRow, glyphs: Glyphs, width: int) -> Line:
    fold = glyphs["folded" if row.folded else "open"]
    number = f"{row.ordinal} " if row.ordinal else ""
    shown = f"{row.shown} of {row.tables} shown  " if row.shown != row.tables else ""
    counts = f"{row.decided}/{row.tables} "
    style = "good" if row.decided == row.tables else "strong"
    left = [(f"{fold} {number}{glyphs.clean(row.title)} ", "strong")]
    return spread(left, [(shown, "dim"), (counts, style)], width, glyphs["cut"])


def table_line(entry: Entry, glyphs: Glyphs, width: int, marked: bool) -> Line:
    name, fate = glyphs.clean(entry.block), glyphs.clean(fate_of(entry, glyphs))
    front = [
        (f" {glyphs['marked'] if marked else ' '}", "accent"),
        (f"{glyphs[entry.state]} ", _STATE_STYLES[entry.state]),
        (f"{glyphs[entry.presence]} ", "dim"),
    ]
    room = width - 6 - 1
    fate_room = min(cell_len(fate), max(room - cell_len(name) - 1, room // 3))
    open_style = "strong" if entry.state == "undecided" else "plain"
    return spread(
        [*front, (name, open_style)],
        [(" ", "plain"), (fit(fate, fate_room, glyphs["cut"]), _fate_style(entry)), (" ", "plain")],
        width,
        glyphs["cut"],
    )


def _fate_style(entry: Entry) -> str:
    if entry.state == "undecided":
        return "warn" if entry.conflict else "dim"
    return {"stale": "warn", "blocked": "bad"}.get(entry.state, "dim")


def fate_of(entry: Entry, glyphs: Glyphs) -> str:
    """What becomes of a table, in a word or two; what is hard about it while that is open."""
    decision = entry.decision
    match decision.action:
        case "undecided" if "referents" in entry.differences:
            return f"{glyphs['referents']} two targets"
        case "undecided" if entry.conflict:
            return f"{glyphs['type']} types"
        case "undecided":
            return ""
        case "merge-into":
            return f"{glyphs['into']} {decision.into}"
        case "drop":
            return "drop, rows too" if decision.rows == "discard" else "drop"
    renamed = f" {glyphs['into']} {decision.name}" if decision.name else ""
    stale = "stale: " if entry.state == "stale" else ""
    return f"{stale}{decision.action}{renamed}"
