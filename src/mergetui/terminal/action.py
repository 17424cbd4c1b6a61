"""What an action is: a record with its keys, its words, and why it cannot be done just now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from textual.binding import Binding, BindingType

Group = Literal["decide", "column", "move", "look", "session"]

GROUPS: dict[Group, str] = {
    "decide": "Decide a table; in its pane, the row under the cursor",
    "column": "Decide more about the column under the cursor of the pane",
    "move": "Move",
    "look": "Look",
    "session": "Session",
}

_LABELS = {
    "question_mark": "?",
    "slash": "/",
    "semicolon": ";",
    "asterisk": "*",
    "exclamation_mark": "!",
    "minus": "-",
    "colon": ":",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "backspace": "bksp",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
}


def _always(_: Any) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Action:
    """What can be done: ``keys`` as Textual names them, the first of them shown.

    ``words`` are for the footer, ``help`` is a sentence. ``footer`` is its place in the footer,
    counted from 1; 0 is not there.
    """

    id: str
    keys: tuple[str, ...]
    words: str
    help: str
    group: Group
    do: Callable[[Any], None]
    why_not: Callable[[Any], str | None] = _always
    footer: int = 0

    @property
    def label(self) -> str:
        return label(self.keys[0])

    @property
    def labels(self) -> str:
        return " ".join(label(key) for key in self.keys)


def label(key: str) -> str:
    """A key as people write it."""
    return _LABELS.get(key, key)


def bindings(actions: Iterable[Action]) -> list[BindingType]:
    """The keys of actions for a screen; each can be remapped by its id."""
    return [
        Binding(",".join(a.keys), f"act('{a.id}')", a.words, show=False, id=a.id) for a in actions
    ]
