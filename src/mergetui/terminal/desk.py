"""The main screen: all tables on the left, one table on the right.

It shows what the session knows and hands keys to the registry of actions; what an action decides
is not its business. Everything that an action may use is a method here without an underscore.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from mergetui.errors import InputError
from mergetui.terminal.action import Action, bindings
from mergetui.terminal.actions import ACTIONS
from mergetui.terminal.bars import KeyBar, show_keys, status_line
from mergetui.terminal.lines import Bar, LineList, TextLines, retitle, wrap
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.memory import Memory
from mergetui.terminal.prompt import Prompt
from mergetui.terminal.session import Outcome, Session
from mergetui.terminal.table_list import TableList
from mergetui.terminal.table_pane import TablePane
from mergetui.terminal.why_not import TOO_SMALL
from mergetui.triage.entries import Entry
from mergetui.triage.filter import Filter, parse_filter
from mergetui.triage.rows import PhaseRow, visible_rows

if TYPE_CHECKING:
    from mergetui.proof.asking import Question
    from mergetui.terminal.app import MergeApp

ONE_PANE_BELOW = 100
LOW_BELOW = 24
REST = 0.08  # seconds that the cursor rests on a table before its pane is drawn
_FOLLOWS = 0.03  # seconds after a choice until the rows of its table are drawn
SMALLEST = (60, 16)
_SAID = 4  # lines that the longest sentence takes in the smallest window


class Desk(Screen[None]):
    """Where tables are decided."""

    BINDINGS = bindings(ACTIONS)
    app: MergeApp

    def __init__(self, glyphs: Glyphs, memory: Memory, actions: Sequence[Action] = ACTIONS) -> None:
        super().__init__()
        self.actions = actions
        self.glyphs = glyphs
        self.session: Session | None = None
        self.filter = Filter()
        self.folds = set(memory.folds)
        self._memory = memory
        self.status = Bar(id="status")
        self.tables = TableList(glyphs)
        self.table = TablePane(glyphs)
        self.trouble = TextLines("trouble", self.glyphs["bar"])
        self.said = Bar(id="said")
        self.prompt = Prompt(glyphs)
        self.keys = KeyBar()
        self.reading = "starting"
        self._said = ("", "plain")
        self._styled_for = ""
        self._question: Question | None = None  # that PostgreSQL is asked
        self._also = ""  # what is to be known beside its answer
        self.trail: list[str] = []  # the rows that jumps started from
        self._bars_due = False

    def compose(self) -> ComposeResult:
        yield self.status
        with Horizontal(id="panes"):
            yield self.tables
            yield self.table
        yield self.trouble
        yield self.said
        yield self.prompt
        yield self.keys

    def on_mount(self) -> None:
        retitle(self.tables, "Tables", "")
        self.set_class(self.glyphs.ascii, "ascii")
        self.tables.focus()
        self.draw_bars()

    # What the session knows, shown

    def open(self, session: Session) -> None:
        """Everything is read: show it as it was left."""
        self.session = session
        self.remove_class("troubled")
        try:
            self.filter = parse_filter(self._memory.filter, session.decisions.phases)
        except InputError:
            self.filter = Filter()
        self.show(self._memory.cursor)
        if self._memory.focus == "table":
            self.table.aligned.focus()
        else:
            self.tables.focus()
        self.say("")

    def refuse(self, error: InputError) -> None:
        """Nothing can be shown yet, because of this; it is tried again when the files change."""
        width = max(self.size.width - 4, 20)
        mistakes = [wrap(self.glyphs.clean(str(m)), width) for m in error.mistakes]
        lines = [[(f"  {text}", "bad")] for folds in mistakes for text in folds]
        hint = "Mend it in an editor: this screen goes on by itself. q quits."
        self.trouble.show([[("", "plain")], *lines, [("", "plain")], [(f"  {hint}", "plain")]])
        self.add_class("troubled")
        self.draw_bars()

    def show(self, key: str | None = None, at_once: bool = True) -> None:
        """Show the session again, with the cursor where it is or on ``key``, the first table for
        an empty one; the pane with it, or as soon as the keys rest."""
        self._show_list(key)
        if at_once:
            self.show_table()
        else:
            self._show_table_soon(REST)

    def _show_list(self, key: str | None = None) -> None:
        if self.session is None:
            return
        rows = visible_rows(self.session.triage, self.filter, self.folds)
        here = self.tables.row
        known = self.session.triage.everything
        self.tables.marked = {key for key in self.tables.marked if key in known}
        if key is None:
            key = here.key if here else ""
        self.tables.show(rows, key or next((e.key for e in rows.entries), ""))
        self._title_list()

    def _show_choice(self) -> None:
        """Show what a choice changes at once; the rows of its table follow when it is seen, or
        with the first that is known of what they come to."""
        self._show_list()
        entry = self.entry
        if self.session and entry and self.table.show_choice(self.session, entry):
            self._look_at(entry)
            self._show_table_soon(_FOLLOWS)
        else:
            self._show_table_soon(REST)  # a filter hides what was decided: the cursor moved on
        self.draw_bars()

    def show_marked(self) -> None:
        """Show the marks of the tables as they are now."""
        self._title_list()
        self.tables.refresh_changed()

    def _title_list(self) -> None:
        """What the filter shows and how many are marked, in the frame of the list."""
        words = []
        if self.session and self.filter.tests:
            of = sum(tally.entries for tally in self.session.triage.tallies.values())
            words = [f"/{self.filter.text}", f"{self.tables.rows.shown} of {of}"]
        if marked := len(self.marked()):
            words.append(f"{marked} marked")
        retitle(self.tables, "Tables", self.glyphs.clean("  ".join(words)))

    def _show_table_soon(self, seconds: float) -> None:
        self.app.soon.after(seconds, "table", self.show_table)

    def _look_at(self, entry: Entry) -> None:
        if self.session and self.session.told(entry) == "old":
            self.app.look_at(entry)

    def show_table(self) -> None:
        """Show in the pane what the cursor of the list is on."""
        self.app.soon.drop("table")
        if self.session is not None:
            row, entry = self.tables.row, self.entry
            self.table.show(self.session, row if isinstance(row, PhaseRow) else entry)
            if entry:
                self._look_at(entry)
        self.draw_bars()

    def draw_bars(self) -> None:
        """The first line and the last: once, when all is done that the key sets off."""
        if self.is_mounted and not self._bars_due:
            self._bars_due = True
            self.call_later(self._draw_bars)

    def _draw_bars(self) -> None:
        self._bars_due = False
        self.status.show(status_line(self, self.size.width))
        show_keys(self)

    def say(self, text: str, style: str = "plain") -> None:
        """Put a sentence into the message line, which grows where one line does not hold it."""
        self._said = (text, style)
        lines = wrap(self.glyphs.clean(text), max(self.size.width - 2, 20))[:_SAID]
        if len(lines) != len(self.said.lines):
            self.said.styles.height = len(lines)
        self.said.show(*([(f" {line}", style)] for line in lines))

    # What actions ask of it

    @property
    def list(self) -> LineList:
        """The list that has the focus, or had it last."""
        return self.table.aligned if self.in_table else self.tables

    @property
    def in_table(self) -> bool:
        return self.table.aligned.has_focus or self.has_class("on-table")

    @property
    def in_columns(self) -> bool:
        """Are the keys for a column? A type, function, view or sequence has none to choose for:
        it is decided as a whole in its pane too."""
        return self.in_table and not (self.entry and self.entry.section != "tables")

    @property
    def small(self) -> bool:
        return self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]

    @property
    def entry(self) -> Entry | None:
        """The table under the cursor, as it is now."""
        row = self.tables.row
        if self.session is None or not isinstance(row, Entry):
            return None
        return self.session.triage.everything.get(row.key)

    def targets(self) -> Sequence[Entry]:
        """The tables that a choice is for: the marked ones that can be seen, else the cursor's."""
        marked = [] if self.in_table else self.marked()
        return marked or [e for e in (self.entry,) if e]

    def marked(self) -> Sequence[Entry]:
        """The marked tables that can be seen; a hidden one is never decided."""
        if not self.tables.marked:
            return []
        return [entry for entry in self.tables.rows.entries if entry.key in self.tables.marked]

    def tell(self, outcome: Outcome, also: str = "") -> None:
        """Show what a change came to."""
        text = f"{outcome.says}; {also}" if also else outcome.says
        self.say(text, "good" if outcome.saved else "warn")
        self._show_choice()

    def ask(
        self,
        label: str,
        done: Callable[[str], None],
        *,
        value: str = "",
        suggestions: Sequence[str] = (),
        changed: Callable[[str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Ask for a line of text in place of the message line."""
        self.add_class("asking")
        self.prompt.ask(self.glyphs.clean(label), done, value, suggestions, changed, cancelled)
        self.draw_bars()

    def hint(self, problem: str | None) -> None:
        """What is wrong with what was typed so far, if something is."""
        self.prompt.problem, self.prompt.good = problem or "", ""
        self.draw_bars()

    def ask_postgres(self, question: Question | None, also: str = "") -> None:
        """Have what was typed checked by PostgreSQL itself; None takes the question back. ``also``
        is to be known even where it takes that."""
        self._question, self._also = question, also
        if question is not None:
            self.app.check(question)

    def answered_by_postgres(self, question: Question, problem: str | None) -> None:
        """Tell the answer beside what is typed, or after it was taken."""
        if question != self._question:
            return
        self._question = None
        if self.has_class("asking"):
            self.hint(f"PostgreSQL: {problem}" if problem else None)
            also = f"; {self._also}" if self._also else ""
            self.prompt.good = "" if problem else f"PostgreSQL takes it{also}"
            self.draw_bars()
        elif problem:
            self.say(f"{question.column}: PostgreSQL says: {problem}. u takes it back", "warn")

    def set_filter(self, text: str) -> str | None:
        """Show only what passes; what is wrong with it, if something is, and the old one stays."""
        assert self.session
        try:
            self.filter = parse_filter(text, self.session.decisions.phases)
        except InputError as error:
            return str(error.mistakes[0])
        row = self.tables.row
        self.show(row.key if isinstance(row, Entry) and self.filter(row) else "", at_once=False)
        return None

    def go_to(self, key: str) -> None:
        """Put the cursor on a table, taking away the filter or fold that hides it."""
        if self.session is None or key not in self.session.triage.everything:
            self.say(f"{key} is no table of either side", "warn")
            return
        entry = self.session.triage.everything[key]
        if (row := self.tables.row) and row.key != key:
            self.trail.append(row.key)
        if not self.filter(entry):
            self.filter = Filter()
        self.folds.discard(entry.group)
        self.show(key)

    def go_back(self) -> bool:
        """Back to where the last jump started; whether there was one."""
        if not self.trail:
            return False
        key = self.trail.pop()
        self.go_to(key)
        if self.trail and self.trail[-1] != key:
            self.trail.pop()
        return True

    def switch(self, to_table: bool) -> None:
        """Focus one of the two panes."""
        self.app.soon.now("table")
        self.set_class(to_table, "on-table")
        pane = self.table.aligned if to_table else self.tables
        if pane.focusable:
            self.set_focus(pane)
        else:
            pane.focus()  # with the next layout
        self.draw_bars()

    def remember_here(self) -> None:
        """What ``open`` comes back to, when everything is read anew."""
        self._memory = self.memory("")

    def memory(self, theme: str) -> Memory:
        """How the screen is now, for the next time."""
        row = self.tables.row
        if row is None:
            return self._memory
        focus = "table" if self.in_table else "tables"
        return Memory(row.key, tuple(sorted(self.folds)), self.filter.text, focus, theme)

    # What happens to it

    def action_act(self, id: str) -> None:
        self.act(id)

    def act(self, id: str) -> None:
        """Do what the registry says, or say why not."""
        action = next(a for a in self.actions if a.id == id)
        if self.in_table:
            self.app.soon.now("table")  # what the cursor is on there counts
        reason = action.why_not(self)
        if reason is None:
            if action.group == "move":
                self.say("")
            action.do(self)
        else:
            self.say(f"{action.words}: {reason}", "warn")
        self.draw_bars()

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        """While a question is open the keys belong to it."""
        return not (action == "act" and self.has_class("asking"))

    @on(LineList.Moved, "#tables")
    def _moved(self) -> None:
        """The pane waits until the cursor rests: a key held down must not draw it each time."""
        self._show_table_soon(REST)
        self.draw_bars()
        self.app.remember_soon()

    @on(LineList.Moved, "#aligned")
    def _moved_in_table(self) -> None:
        self.draw_bars()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.act("open")

    @on(TableList.FoldClicked)
    def _fold_clicked(self) -> None:
        self.act("fold")

    @on(KeyBar.Clicked)
    def _key_clicked(self, event: KeyBar.Clicked) -> None:
        self.act(event.action)

    @on(Prompt.Closed)
    def _answered(self) -> None:
        self.remove_class("asking")
        self.list.focus()
        self.draw_bars()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.draw_bars()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if self.has_class("asking") and event.widget is not self.prompt.input:
            self.set_focus(self.prompt.input)  # a pane that was to be focused later than asked
        elif event.widget in (self.tables, self.table.aligned):
            self.set_class(event.widget is self.table.aligned, "on-table")
            self.draw_bars()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        event.refresh_styles = self._styled_for not in ("", self.app.theme)
        self._styled_for = self.app.theme

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < ONE_PANE_BELOW, "one-pane")
        self.set_class(event.size.height < LOW_BELOW, "low")
        if self._said[0].endswith(TOO_SMALL) and not self.small:
            self._said = ("", "plain")  # it holds no more
        self.say(*self._said)
        self.draw_bars()
