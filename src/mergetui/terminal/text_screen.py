"""Full-screen pages of lines: read, search, and go to the table that a line leads to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from mergetui.terminal.lines import Bar, Line, LineList, TextLines, wrap
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.moving import MOVES
from mergetui.terminal.pages import Page, Sql, sql_page, sql_text
from mergetui.terminal.prompt import Prompt

if TYPE_CHECKING:
    from mergetui.terminal.app import MergeApp


MakePage = Callable[[int], Page]  # from the cells that a line has


class TextScreen(Screen[str | None]):
    """Shows a page. Esc goes back; enter goes back to the table that the line leads to."""

    app: MergeApp

    def __init__(self, glyphs: Glyphs, title: str, make: MakePage) -> None:
        super().__init__()
        self.glyphs = glyphs
        self.heading = title
        self.make = make
        self.page: Page = []
        self.shown: Page = []
        self.status = Bar(id="status")
        self.lines = TextLines(id="lines")
        self.prompt = Prompt()
        self.keys = Bar(id="keys")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,left", "back", show=False),
        Binding("enter,l,right", "go", show=False),
        Binding("slash", "search", show=False),
        Binding("y", "copy", show=False),
        Binding("ctrl+s", "save", show=False),
        Binding("ctrl+c,ctrl+q", "quit", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield self.status
        yield self.lines
        yield self.prompt
        yield self.keys

    def on_mount(self) -> None:
        moves = {action.id for action in MOVES}
        for action in self.app.desk.actions:
            if action.id in moves:
                self._bindings.bind(",".join(action.keys), f"move('{action.id}')", show=False)
        self.lines.focus()

    def on_resize(self) -> None:
        self.show(self.make)

    @property
    def list(self) -> LineList:
        return self.lines

    def show(self, make: MakePage) -> None:
        """Show a page, made anew whenever the width changes."""
        self.make = make
        self.page = make(max(self.size.width - 2, 20))
        self._draw(self.page)

    def _draw(self, page: Page) -> None:
        self.shown = page
        self.lines.show([line for line, _ in page], 0)
        self.status.show([(f" {self.glyphs.clean(self.heading)}", "strong")])
        leads = any(key for _, key in page)
        words = [("esc", "back"), ("/", "search"), ("y", "copy"), ("ctrl+s", "file")]
        words += [("enter", "go there")] if leads else []
        self.keys.show([piece for key, word in words for piece in _key(key, word)])

    def action_back(self) -> None:
        if self.shown is not self.page:
            self._draw(self.page)
        else:
            self.dismiss(None)

    def action_go(self) -> None:
        if self.shown:
            _, key = self.shown[self.lines.cursor]
            if key:
                self.dismiss(key)

    def action_move(self, id: str) -> None:
        next(action for action in MOVES if action.id == id).do(self)

    def action_copy(self) -> None:
        text = self.text
        self.app.copy_to_clipboard(text)
        self._say(f"copied {len(text.encode()):,} bytes to the clipboard", "good")

    def action_save(self) -> None:
        """Into a file that is not there yet; its name is asked for."""

        def write(name: str) -> None:
            if not name:
                return
            text = self.text
            try:
                with Path(name).expanduser().open("x", encoding="utf-8") as file:
                    file.write(text)
            except OSError as error:
                self._say(f"{name}: {error.strerror}", "bad")
            else:
                self._say(f"{len(text.encode()):,} bytes are in {name}", "good")

        self.add_class("asking")
        self.prompt.ask("write to the file", write, "", (), None, None)

    def _say(self, text: str, style: str) -> None:
        self.status.show([(f" {self.glyphs.clean(text)}", style)])

    @property
    def text(self) -> str:
        """What is copied: all lines that are shown."""
        return "\n".join(text_of(line) for line, _ in self.shown)

    def action_quit(self) -> None:
        self.app.leave(0)

    def action_search(self) -> None:
        def narrow(text: str) -> None:
            fold = str.lower if text == text.lower() else str
            self._draw([(line, key) for line, key in self.page if text in fold(text_of(line))])

        self.add_class("asking")
        self.prompt.ask("/", narrow, "", (), narrow, lambda: self._draw(self.page))

    def check_action(self, action: str, parameters: tuple[Any, ...]) -> bool | None:
        return not self.has_class("asking")

    @on(Prompt.Closed)
    def _answered(self) -> None:
        self.remove_class("asking")
        self.lines.focus()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_go()


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line).rstrip()


def _key(key: str, word: str) -> Line:
    return [(f" {key}", "accent"), (f" {word} ", "plain")]


class SqlScreen(TextScreen):
    """The SQL of one table, or of the whole migration, as soon as it is composed."""

    def __init__(self, glyphs: Glyphs, key: str | None) -> None:
        self.of = key
        self.sql: Sql | None = None
        title = f"SQL of {key}" if key else "SQL of the whole migration"
        super().__init__(glyphs, title, lambda _: [([(" composing", "dim")], None)])

    @property
    def text(self) -> str:
        return sql_text(self.sql, self.of) if self.sql else ""

    def take(self, sql: Sql | None, error: str | None) -> None:
        """Show what was composed, or why it could not be."""
        self.sql = sql
        if sql is None:
            text = self.glyphs.clean(error or "")
            self.show(lambda width: [([(f" {t}", "bad")], None) for t in wrap(text, width)])
        else:
            self.show(lambda width: sql_page(sql, self.of, width, self.glyphs))
