"""The help: all keys, made from the registry, and all marks. Pure.

What cannot be done just now says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mergetui.terminal.action import GROUPS, Action
from mergetui.terminal.lines import Line, wrap
from mergetui.terminal.marks import MARKS, Glyphs
from mergetui.terminal.pages import Page

_KEYS = 14  # cells for the keys of an action


def help_page(
    actions: Sequence[Action], reasons: Mapping[str, str | None], width: int, glyphs: Glyphs
) -> Page:
    """``reasons`` says of an action's id why it cannot be done now, or None."""
    page: Page = []
    for group, title in GROUPS.items():
        page.append(([(f" {title}", "strong")], None))
        for action in (a for a in actions if a.group == group):
            reason = reasons[action.id]
            page += _entry(action.labels, action.help, width)
            if reason:
                page += _entry("", f"not now: {glyphs.clean(reason)}", width, "dim")
        page.append(([("", "plain")], None))
    page.append(([(" Marks", "strong")], None))
    for name, mark in MARKS.items():
        if mark.words:
            page += _entry(glyphs[name], mark.words, width)
    return page


def _entry(keys: str, words: str, width: int, style: str = "plain") -> Page:
    entry: Page = []
    for number, text in enumerate(wrap(words, max(width - _KEYS - 4, 16))):
        line: Line = [(f"   {'' if number else keys:{_KEYS}} ", "accent"), (text, style)]
        entry.append((line, None))
    return entry
