"""A question in the message line: one line of text, with a completion to take over.

What is wrong with the text so far is kept in ``problem``, for the line below to show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input

from mergetui.terminal.lines import Bar


class Prompt(Horizontal):
    """Asks one question at a time. Esc leaves it and changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    class Closed(Message):
        """The question is over."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.label = Bar(id="label")
        self.problem = ""  # what is wrong with what was typed so far, if something is
        self.input = Input(compact=True, id="answer", select_on_focus=False)
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
        self.problem = ""
        self.label.styles.width = len(label) + 3
        self.label.show([(f" {label} ", "accent")])
        self.input.suggester = SuggestFromList(suggestions) if suggestions else None
        with self.prevent(Input.Changed):
            self.input.value = value
        self.input.cursor_position = len(value)
        self._done, self._changed, self._cancelled = done, changed, cancelled
        # at once, and not with the next layout
        self.display = True
        self.screen.set_focus(self.input)

    def action_cancel(self) -> None:
        self._close(self._cancelled)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
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
