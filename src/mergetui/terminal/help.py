"""The help: all keys, made from the registry, and all marks. Pure.

What cannot be done just now says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mergetui.terminal.action import GROUPS, Action, Group
from mergetui.terminal.lines import Line, wrap
from mergetui.terminal.marks import MARKS, Glyphs
from mergetui.terminal.pages import Page

_KEYS = 14  # cells for the keys of an action


def help_page(
    actions: Sequence[Action],
    reasons: Mapping[str, str | None],
    width: int,
    glyphs: Glyphs,
    first: Group | None = None,
) -> Page:
    """``reasons`` says of an action's id why it cannot be done now, or None. A reason that all of
    a group share is said once. ``first`` is the group that matters most where the cursor is."""
    page: Page = []
    for group in sorted(GROUPS, key=lambda g: g != first):
        found = [a for a in actions if a.group == group]
        if not found:
            continue
        why = {reasons[a.id] for a in found}
        shared = why.pop() if len(why) == 1 else None
        page.append(([(f" {GROUPS[group]}", "strong")], None))
        if shared:
            page += _entry("", f"not now: {glyphs.clean(shared)}", width, "dim")
        for action in found:
            reason = reasons[action.id]
            page += _entry(action.labels, action.help, width)
            if reason and reason != shared:
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
