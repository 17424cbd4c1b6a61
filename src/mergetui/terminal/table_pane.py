"""The pane of one table: facts, the side-by-side lines, and the line at the cursor in full."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from mergetui.catalog.model import Table
from mergetui.decisions.reviewed import Reviewable
from mergetui.terminal import table_lines as lines_of
from mergetui.terminal.findings import findings_of
from mergetui.terminal.lines import Bar, Line, LineList, retitle
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.phase_lines import phase_fact, phase_lines
from mergetui.terminal.session import Session, Told
from mergetui.terminal.table_lines import TableLine
from mergetui.triage.aligned import AlignedRow, aligned_rows
from mergetui.triage.entries import Entry
from mergetui.triage.objects import object_rows
from mergetui.triage.rows import PhaseRow
from mergetui.triage.sides import Sides


class AlignedList(LineList):
    """The side-by-side lines of one table."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__("aligned", glyphs["bar"])
        self.glyphs = glyphs
        self.entry: Entry | None = None
        self.told: Told = "all"
        self.lines: Sequence[TableLine] = ()
        self.names = 0  # cells for the names of columns
        self._drawn_rows: dict[int, tuple[AlignedRow, tuple[object, ...], Line]] = {}

    @property
    def at(self) -> TableLine | None:
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def clear(self, lines: Sequence[TableLine] = ()) -> None:
        """Show lines that are of no table."""
        self.entry, self.lines, self.told = None, lines, "all"
        self.scroll_to(y=0, animate=False, force=True)
        self.set_count(len(lines), 0)

    def show(self, entry: Entry, lines: Sequence[TableLine], told: Told) -> None:
        """Show a table; the cursor stays on its row while the table is the same."""
        at = self.at
        same = self.entry is not None and self.entry.key == entry.key
        cursor = next((n for n, line in enumerate(lines) if isinstance(line, AlignedRow)), 0)
        if same and isinstance(at, AlignedRow) and at.key:
            cursor = next(
                (n for n, line in enumerate(lines) if _same_row(line, at)),
                min(self.cursor, len(lines)),
            )
        elif same:
            cursor = self.cursor
        self.entry, self.lines, self.told = entry, lines, told
        self.names = lines_of.names_width(lines)
        if not same:
            self.scroll_to(y=0, animate=False, force=True)
        self.set_count(len(lines), cursor)

    def line(self, index: int, width: int) -> Line:
        line = self.lines[index]
        if self.entry is None or isinstance(line, lines_of.Heading):
            assert isinstance(line, lines_of.Heading)
            return lines_of.heading(line, width, self.glyphs)
        made_for = self.entry.key, self.entry.presence, width, self.names
        known = self._drawn_rows.get(index)
        if known is None or known[1] != made_for or known[0] != line:
            drawn = lines_of.table_line(line, self.entry, width, self.glyphs, self.names)
            self._drawn_rows[index] = known = line, made_for, drawn
        return known[2]


def _same_row(line: TableLine, row: AlignedRow) -> bool:
    return isinstance(line, AlignedRow) and (line.kind, line.key) == (row.kind, row.key)


class TablePane(Vertical):
    """Shows the entry that it is given."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="table")
        self.glyphs = glyphs
        self.facts = Bar(id="facts")
        self.heads = Bar(id="heads")
        self.aligned = AlignedList(glyphs)
        self.full = Bar(id="full")
        self._shown: tuple[Session, Entry | PhaseRow] | None = None
        self._rows: tuple[Sides, Entry, Reviewable | None, Sequence[AlignedRow]] | None = None

    def compose(self) -> ComposeResult:
        yield self.facts
        yield self.heads
        yield self.aligned
        yield self.full

    @property
    def column(self) -> str | None:
        """The column under the cursor, as ``[tables.X.columns]`` knows it."""
        at = self.aligned.at
        if isinstance(at, AlignedRow) and at.kind == "column" and at.mark != "merged":
            return at.key
        return None

    @property
    def part(self) -> AlignedRow | None:
        """The row of the policy, index, constraint ... under the cursor that can be decided."""
        at = self.aligned.at
        return at if isinstance(at, AlignedRow) and at.parts else None

    def show(self, session: Session, entry: Entry | PhaseRow | None) -> None:
        """Show a table as the session knows it now, or how far a phase is; nothing for None."""
        if entry is None:
            self._shown = None
            retitle(self, "", "")
            for bar in (self.facts, self.heads, self.full):
                bar.show()
            self.aligned.clear()
            return
        self._shown = (session, entry)
        if isinstance(entry, PhaseRow):
            self.aligned.clear(phase_lines(session.triage, entry, self.glyphs))
            self._draw_around()
            return
        against = findings_of(session, entry, self.glyphs)
        lines = lines_of.table_lines(self._rows_of(session, entry), entry, against, self.glyphs)
        self.aligned.show(entry, lines, session.told(entry))
        self._draw_around()

    def _rows_of(self, session: Session, entry: Entry) -> Sequence[AlignedRow]:
        """The rows of one table, which are as they were where all of it was composed and that is
        as what is near it said."""
        became, made = session.became(entry), self._rows
        if made and made[0] is session.sides and made[1] is entry and made[2] == became:
            return made[3]
        rows: Sequence[AlignedRow]
        if entry.section == "tables":
            assert became is None or isinstance(became, Table)
            rows = aligned_rows(session.sides, entry, became)
        else:
            rows = object_rows(entry, became)
        self._rows = session.sides, entry, became, rows
        return rows

    def show_choice(self, session: Session, entry: Entry) -> bool:
        """Show at once what was chosen, and that what it comes to is being composed; the rows are
        as they were until ``show``. False where this table was not shown."""
        if self.aligned.entry is None or self.aligned.entry.key != entry.key:
            return False
        self._shown = session, entry
        self.aligned.told = session.told(entry)
        self._draw_around()
        return True

    def _draw_around(self) -> None:
        if self._shown is None or not self.size.width:
            return
        session, entry = self._shown
        width = self.content_size.width
        if isinstance(entry, PhaseRow):
            retitle(self, self.glyphs.clean(entry.title), "")
            self.facts.show(phase_fact(entry, width, self.glyphs))
            self.heads.show()
            self._draw_full()
            return
        subtitle = lines_of.title_of(session.triage, entry, self.glyphs)
        retitle(self, self.glyphs.clean(entry.key), subtitle)
        self.facts.show(*lines_of.fact_lines(session.triage, entry, width, self.glyphs))
        self.heads.show(
            lines_of.heading_line(
                entry,
                self.aligned.line_width,
                self.aligned.told,
                self.aligned.names,
                self.glyphs,
            )
        )
        self._draw_full()

    def _draw_full(self) -> None:
        if self._shown:
            _, entry = self._shown
            at, size = self.aligned.at, self.full.size
            if isinstance(entry, PhaseRow):
                self.full.show()
                return
            self.full.show(*lines_of.full_lines(at, entry, size.width, size.height, self.glyphs))

    def on_line_list_moved(self) -> None:
        self._draw_full()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._draw_around)
