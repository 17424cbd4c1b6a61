"""Full-screen pages of lines: read, search, and go to the table that a line leads to.

Their keys are those of the registry: who remaps ``copy`` copies with the same key here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.screen import Screen

from mergetui.terminal.action import Action
from mergetui.terminal.bars import KeyBar
from mergetui.terminal.help import help_page
from mergetui.terminal.lines import (
    Bar,
    Line,
    LineList,
    TextLines,
    found_in,
    matches,
    spread,
    text_of,
    wrap,
)
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.moving import MOVES
from mergetui.terminal.pages import Page, Sql, sql_page, sql_text
from mergetui.terminal.prompt import Prompt

if TYPE_CHECKING:
    from mergetui.terminal.app import MergeApp


# From the cells that a line has: a page, or one bit of it after the other.
MakePage = Callable[[int], Page | Iterator[Page]]

_PART = 0.006  # seconds of making a page in one go
_SECOND = 1.0  # between two words on how long one waits
_PAUSE = 0.002  # seconds, in which keys come first


class TextScreen(Screen[str | None]):
    """Shows a page. Esc goes back; enter goes back to the table that the line leads to."""

    app: MergeApp

    def __init__(self, glyphs: Glyphs, title: str, make: MakePage) -> None:
        super().__init__()
        self.glyphs = glyphs
        self.heading = title
        self.make = make
        self.page: Page = []
        self._rest: Iterator[Page] | None = None  # of a page that is not all made yet
        self.actions: Sequence[Action] = ()
        self.wanted = ""  # what is searched for
        self._styled_for = ""
        self.status = Bar(id="status")
        self.lines = TextLines("lines", self.glyphs["bar"])
        self.prompt = Prompt(glyphs)
        self.keys = KeyBar()

    def compose(self) -> ComposeResult:
        yield self.status
        yield self.lines
        yield self.prompt
        yield self.keys

    def on_mount(self) -> None:
        self._styled_for = self.app.theme  # which may be another one when it is shown
        self.actions = page_actions(self.app.desk.actions)
        for action in self.actions:
            self._bindings.bind(",".join(action.keys), f"act('{action.id}')", show=False)
        self.lines.focus()

    def on_screen_resume(self, event: ScreenResume) -> None:
        event.refresh_styles = self._styled_for not in ("", self.app.theme)
        self._styled_for = self.app.theme
        self._go_on()

    def on_resize(self) -> None:
        self.show(self.make)

    @property
    def list(self) -> LineList:
        return self.lines

    def show(self, make: MakePage) -> None:
        """Show a page, made anew whenever the width changes."""
        self.make = make
        made = make(max(self.size.width - 2, 20))
        self.page, self._rest = (made, None) if isinstance(made, list) else ([], made)
        if self.lines.cursor or self.wanted:
            self._finish()  # where it stands is kept
        self._make_more()

    def _make_more(self) -> None:
        """A part of the page, of which the first is seen at once."""
        if self._rest is not None:
            until = time.monotonic() + _PART
            for bit in self._rest:
                self.page += bit
                if time.monotonic() > until:
                    break
            else:
                self._rest = None
        self._draw(self.lines.cursor)
        self._go_on()

    def _go_on(self) -> None:
        if self._rest is not None and self.is_current:
            self.app.soon.after(_PAUSE, "page", self._make_more_here)

    def _make_more_here(self) -> None:
        """Unless one has left the page, which goes on when one comes back."""
        if self.is_current:
            self._make_more()

    def _finish(self) -> None:
        """Make all of the page now: it is asked for as a whole."""
        if self._rest is not None:
            self.page += chain.from_iterable(self._rest)
            self._rest = None

    def renew(self, title: str, make: MakePage) -> None:
        """Become another page, from its first line."""
        self.heading, self.wanted = title, ""
        self.lines.scroll_to(y=0, animate=False, force=True)
        self.lines.cursor = 0
        self.show(make)

    def _draw(self, cursor: int) -> None:
        lines = [line for line, _ in self.page]
        if self.wanted:
            _, spans = matches([text_of(line) for line in lines], self.wanted)
            lines = [found_in(line, spans.get(n, ())) for n, line in enumerate(lines)]
        if self._rest is not None:
            lines.append([(" there is more to come", "dim")])
        self.lines.show(lines, cursor)
        self.say("")
        self._draw_keys()

    def _draw_keys(self) -> None:
        if not self.actions:
            return  # its size is told before it is mounted
        self.keys.offer(a for a in self.actions if a.footer and a.why_not(self) is None)

    def say(self, text: str, style: str = "strong") -> None:
        """The title, and at the right of it what there is to say."""
        title: Line = [(f" {self.glyphs.clean(self.heading)} ", "strong")]
        right: Line = [(f"{self.glyphs.clean(text)} ", style)]
        self.status.show(spread(title, right, self.size.width, self.glyphs["cut"]))

    # What actions ask of it

    @property
    def leads(self) -> str | None:
        """The table that the line under the cursor leads to."""
        return self.page[self.lines.cursor][1] if self.lines.cursor < len(self.page) else None

    def go(self) -> None:
        self.dismiss(self.leads)

    def go_to(self, key: str) -> None:
        self.dismiss(key)

    def back(self) -> None:
        self.dismiss(None)

    def search(self) -> None:
        """The next line that holds what is typed, and a count of all; esc is as before."""
        start, before = self.lines.cursor, self.wanted
        if self._rest is not None:
            self._finish()
            self._draw(start)

        def narrow(text: str) -> None:
            self.wanted = text
            at = self._matches()
            self._draw(next((n for n in at if n >= start), at[0] if at else start))
            self._tell_match()

        def leave() -> None:
            self.wanted = before
            self._draw(start)

        self.ask("/", narrow, before, narrow, leave)

    def next_match(self, step: int) -> None:
        at = self._matches()[::step]
        here = self.lines.cursor
        if at:
            self.lines.move_to(next((n for n in at if (n - here) * step > 0), at[0]))
        self._tell_match()

    def _matches(self) -> Sequence[int]:
        return matches([text_of(line) for line, _ in self.page], self.wanted)[0]

    def _tell_match(self) -> None:
        at, here = self._matches(), self.lines.cursor
        if here in at:
            self.say(f"{at.index(here) + 1} of {len(at)} lines with {self.wanted}")
        elif self.wanted:
            self.say(f"no line with {self.wanted}", "warn")
        self._draw_keys()

    def copy(self) -> None:
        text = self.text
        self.app.copy_to_clipboard(text)
        self.say(f"copied {len(text.encode()):,} bytes to the clipboard", "good")

    def save(self) -> None:
        """Into a file that is not there yet; its name is asked for."""

        def write(name: str) -> None:
            if not name:
                return
            text = self.text
            try:
                with Path(name).expanduser().open("x", encoding="utf-8") as file:
                    file.write(text)
            except (OSError, RuntimeError, ValueError) as error:  # also no such user's ~
                self.say(f"{name}: {getattr(error, 'strerror', None) or error}", "bad")
            else:
                self.say(f"{len(text.encode()):,} bytes are in {name}", "good")

        self.ask("write to the file", write, "", None, None)

    def help(self) -> None:
        reasons = {action.id: action.why_not(self) for action in self.actions}
        of, glyphs = self.actions, self.glyphs
        title = f"Help: {self.heading}"
        self.app.push_screen(
            TextScreen(glyphs, title, lambda width: help_page(of, reasons, width, glyphs))
        )

    def ask(
        self,
        label: str,
        done: Callable[[str], None],
        value: str,
        changed: Callable[[str], None] | None,
        cancelled: Callable[[], None] | None,
    ) -> None:
        self.add_class("asking")
        self.prompt.ask(label, done, value, (), changed, cancelled)

    @property
    def has_text(self) -> bool:
        return bool(self.page)

    @property
    def text(self) -> str:
        """What is copied: all lines that are shown."""
        self._finish()
        return "\n".join(text_of(line) for line, _ in self.page)

    # What happens to it

    def action_act(self, id: str) -> None:
        self.act(id)

    def act(self, id: str) -> None:
        """Do what the registry says, or say why not."""
        action = next(a for a in self.actions if a.id == id)
        if (reason := action.why_not(self)) is None:
            self.say("")
            action.do(self)
        else:
            self.say(f"{action.words}: {reason}", "warn")

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        return not self.has_class("asking")

    @on(Prompt.Closed)
    def _answered(self) -> None:
        self.remove_class("asking")
        self.lines.focus()

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._draw_keys()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_act("open")

    @on(KeyBar.Clicked)
    def _key_clicked(self, event: KeyBar.Clicked) -> None:
        self.act(event.action)


def _no_way(page: TextScreen) -> str | None:
    return None if page.leads else "this line leads to no table"


def _no_search(page: TextScreen) -> str | None:
    return None if page.wanted else "nothing is searched for yet"


def _no_text(page: TextScreen) -> str | None:
    return None if page.has_text else "there is nothing yet"


_FREE: dict[str, Any] = {"footer": 0, "why_not": lambda _: None}


def page_actions(actions: Sequence[Action]) -> tuple[Action, ...]:
    """What can be done on a page, with the keys that the user gave to the same on the desk."""
    of = {action.id: action for action in actions}
    moves = {action.id for action in MOVES}
    closing = (*of["back"].keys, *of["quit"].keys[:1], *of["close"].keys)

    def here(id: str, words: str, help: str, do: Callable[[Any], None], **more: Any) -> Action:
        return replace(of[id], words=words, help=help, do=do, **{**_FREE, **more})

    return (
        here("back", "back", "Back to the tables; decides nothing", TextScreen.back,
             keys=closing, footer=1),
        here("open", "go there", "To the table that the line leads to", TextScreen.go,
             why_not=_no_way, footer=2),
        here("filter", "search", "Search for a text on this page", TextScreen.search, footer=3),
        here("next", "next", "The next line with what was searched for",
             lambda page: page.next_match(1), why_not=_no_search, footer=4),
        here("previous", "before", "The line before with what was searched for",
             lambda page: page.next_match(-1), why_not=_no_search, footer=5),
        here("copy", "copy", "Copy the page to the clipboard", TextScreen.copy,
             why_not=_no_text, footer=6),
        here("save", "file", "Write the page to a new file", TextScreen.save,
             why_not=_no_text, footer=7),
        *(action for action in actions if action.id in moves),
        here("help", "help", "These keys", TextScreen.help, footer=99),
        here("quit", "quit", of["quit"].help, lambda page: page.app.leave(0),
             keys=of["quit"].keys[1:]),
    )  # fmt: skip


class SqlScreen(TextScreen):
    """The SQL of one table, or of the whole migration, as soon as it is composed; until then what
    is waited for, and for how long."""

    def __init__(self, glyphs: Glyphs, key: str | None) -> None:
        self.of = key
        self.sql: Sql | None = None
        self._since = time.monotonic()
        title = f"SQL of {key}" if key else "SQL of the whole migration"
        super().__init__(glyphs, title, self._waiting)

    def on_mount(self) -> None:
        self._clock = self.set_interval(_SECOND, lambda: self.show(self.make))

    @property
    def waited(self) -> float:
        """Seconds since it was asked for."""
        return time.monotonic() - self._since

    def _waiting(self, width: int) -> Page:
        session = self.app.session
        what = "the merged schema is compared with the remote"
        if session is not None and session.composing:
            tables = len(session.triage.entries)
            what = f"all {tables:,} tables are composed first: the SQL of one may need any other"
        told = [what]
        if self.waited >= _SECOND:
            last = self.app.sql_took
            took = f"; the last time it took {last:,.0f} s" if last >= _SECOND else ""
            told.append(f"{self.waited:,.0f} s so far{took}. esc goes back, nothing is lost")
        return [([(f" {t}", "dim")], None) for text in told for t in wrap(text, width - 1)]

    @property
    def has_text(self) -> bool:
        return bool(self.text)

    @property
    def text(self) -> str:
        return sql_text(self.sql, self.of) if self.sql else ""

    def take(self, sql: Sql | None, error: str | None) -> None:
        """Show what was composed, or why it could not be."""
        self._clock.stop()
        self.sql = sql
        if sql is None:
            text = self.glyphs.clean(error or "")
            self.show(lambda width: [([(f" {t}", "bad")], None) for t in wrap(text, width)])
        else:
            self.show(lambda width: sql_page(sql, self.of, width, self.glyphs))
