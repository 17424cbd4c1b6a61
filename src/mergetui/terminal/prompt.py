"""A question in the message line: one line of text, with a completion to take over.

What is wrong with the text so far is kept in ``problem``, for the line below to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Paste
from textual.message import Message
from textual.strip import Strip
from textual.suggester import SuggestFromList
from textual.widgets import Input

from mergetui.terminal.lines import Bar, wrap
from mergetui.terminal.marks import Glyphs

_ANSWER = 28  # cells that an answer gets at least beside its question


class Answer(Input):
    """A line of input that shows control characters as marks: a name of a schema may hold some,
    and Textual hands them to the terminal as they are."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(compact=True, id="answer", select_on_focus=False)
        self._clean = glyphs.clean

    def _on_paste(self, event: Paste) -> None:
        """Lines become one, parted by a space; Textual, which goes on with this text, would take
        the first and lose the others without a word."""
        lines = event.text.splitlines()
        if len(lines) > 1:
            event.text = " ".join(filter(None, (line.strip() for line in lines)))

    @property
    def _value(self) -> Text:
        """The value, character by character as it can be shown."""
        return Text(self._clean(self.value), no_wrap=True, overflow="ignore", end="")

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)  # with what completes the value
        segments = [Segment(self._clean(text), style) for text, style, _ in strip]
        return Strip(segments).adjust_cell_length(strip.cell_length, self.rich_style)


class Prompt(Horizontal):
    """Asks one question at a time. Esc leaves it and changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    class Closed(Message):
        """The question is over."""

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__(id="prompt")
        self.label = Bar(id="label")
        self.problem = ""  # what is wrong with what was typed so far, if something is
        self.good = ""  # who says that it is right
        self.input = Answer(glyphs)
        self._label = ""
        self._done: Callable[[str], None] | None = None
        self._changed: Callable[[str], None] | None = None
        self._cancelled: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield self.label
        yield self.input

    def ask(
        self,
        label: str,
        done: Callable[[str], None],
        value: str,
        suggestions: Sequence[str],
        changed: Callable[[str], None] | None,
        cancelled: Callable[[], None] | None,
    ) -> None:
        self.problem = self.good = ""
        self._label = label
        self._lay_out()
        self.input.suggester = SuggestFromList(suggestions) if suggestions else None
        with self.prevent(Input.Changed):
            self.input.value = value
        self.input.cursor_position = len(value)
        self._done, self._changed, self._cancelled = done, changed, cancelled
        # at once, and not with the next layout
        self.display = True
        self.screen.set_focus(self.input)

    def _lay_out(self) -> None:
        """A label that leaves no room for the answer stands above it, on as many lines as it
        takes."""
        width = self.screen.size.width
        tall = cell_len(self._label) > max(width - _ANSWER, width // 2)
        lines = wrap(self._label, max(width - 2, 20)) if tall else [self._label]
        self.set_class(tall, "tall")
        self.label.styles.width = width if tall else cell_len(self._label) + 3
        self.label.styles.height = len(lines)
        self.label.show(*([(f" {line} ", "accent")] for line in lines))

    def on_resize(self) -> None:
        self._lay_out()

    def action_cancel(self) -> None:
        self._close(self._cancelled)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if getattr(self.screen, "small", False):
            return  # nothing is decided in what is too small to see it; what was typed stays
        done = self._done
        self._close(lambda: done(event.value.strip()) if done else None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._changed and self._done:
            self._changed(event.value.strip())

    def _close(self, then: Callable[[], None] | None) -> None:
        if self._done is None:
            return
        self._done = self._changed = self._cancelled = None
        self.display = False
        self.post_message(self.Closed())
        if then:
            then()
