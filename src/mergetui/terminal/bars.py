"""The first line of the screen (how far one is) and the last (which keys matter here)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.message import Message

from mergetui.report.text import age
from mergetui.terminal.lines import Bar, Line, Piece, fit, spread
from mergetui.triage.counts import open_objects, tables_tally

if TYPE_CHECKING:
    from mergetui.terminal.action import Action
    from mergetui.terminal.desk import Desk

_BAR = 12
_ASKING = " enter takes it   right completes   escape leaves it"


def status_line(desk: Desk, width: int) -> Line:
    """Tables of both sides, progress, what is wrong; words go first where room is short."""
    session, glyphs = desk.session, desk.glyphs
    if session is None:
        return [(fit(f" mergetui  {desk.reading}", width, glyphs["cut"]), "strong")]
    if desk.small:
        text = f" too small to decide in: {width} by {desk.size.height}, and it takes 60 by 16"
        return [(fit(text, width, glyphs["cut"]), "warn")]
    tally, sides = tables_tally(session.triage), session.sides
    dot = f" {glyphs['dot']} "
    right: list[Piece] = []
    if width >= 80:
        full = tally.decided * _BAR // max(tally.entries, 1)
        right.append((glyphs["full"] * full + glyphs["empty"] * (_BAR - full) + " ", "accent"))
    right.append((f"{tally.decided}/{tally.entries} decided", "strong"))
    for number, name in ((tally.stale, "stale"), (tally.blocked, "blocked")):
        if number:
            right.append((f"{dot}{number} {name}", "warn"))
    if open := open_objects(session.triage):
        right.append((f"{dot}{open} other open", "warn"))
    if session.broken:
        right.append((f"{dot}read-only", "bad"))
    else:
        right.append((f"{dot}saved", "good"))
    right.append((" ", "plain"))
    words = [
        f"{len(sides.remote.tables)} remote",
        f"{len(sides.local.tables)} local",
        f"{sides.common} common",
    ]
    if session.oldest and (datetime.now(UTC) - session.oldest).days > 0:
        words.insert(2, f"read {age(session.oldest)}")  # else it is of today
    room = width - sum(len(text) for text, _ in right) - len(" mergetui  ") - 1
    if len(dot.join(words)) > room:
        words = [word for word in words if not word.startswith("read ")]
    if len(dot.join(words)) > room:
        words = []  # one number alone says nothing
    front: Line = [(" mergetui  ", "strong"), (dot.join(words), "dim")]
    if desk.app.example:
        front = [(" mergetui  ", "strong"), ("the example", "warn")]
    return spread(front, right, width, glyphs["cut"])


class KeyBar(Bar):
    """The keys that matter here; a click on one is that key."""

    @dataclass
    class Clicked(Message):
        action: str  # its id

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._offered: Sequence[Action] = ()  # as they stand there

    def tell(self, text: str, style: str, cut: str) -> None:
        """A sentence in place of keys."""
        self._offered = ()
        self.show([(fit(text, self.screen.size.width, cut), style)])

    def offer(self, actions: Iterable[Action]) -> None:
        """As many as there is room for, in the order of their places; the last one, help, which
        leads to all others, at the right end."""
        self._offered = sorted(actions, key=lambda action: action.footer)
        self.show(_keys(self._offered, self.screen.size.width))

    def on_click(self, event: events.Click) -> None:
        if not self._offered:
            return
        ends = [*accumulate(cell_len(text) for text, _ in self.lines[0])]
        at = bisect_right(ends, event.x)
        if at >= len(ends) - 2:
            self.post_message(self.Clicked(self._offered[-1].id))
        elif at < len(ends) - 3:  # a key and its words each
            self.post_message(self.Clicked(self._offered[at // 2].id))


def show_keys(desk: Desk) -> None:
    """The keys of the desk, or what there is to know while a question is open."""
    keys, prompt, cut = desk.keys, desk.prompt, desk.glyphs["cut"]
    if not desk.has_class("asking"):
        offered = (a for a in desk.actions if a.footer)
        keys.offer(a for a in offered if a.id == "help" or a.why_not(desk) is None)
    elif prompt.problem:
        keys.tell(f" {desk.glyphs.clean(prompt.problem)}", "warn", cut)
    elif prompt.good:
        keys.tell(f" {prompt.good}   enter takes it   escape leaves it", "good", cut)
    else:
        keys.tell(_ASKING, "dim", cut)


def _keys(offered: Sequence[Action], width: int) -> Line:
    *others, help = offered
    last: list[Piece] = [(f" {help.label}", "accent"), (f" {help.words} ", "plain")]
    room = width - sum(len(text) for text, _ in last)
    pieces: list[Piece] = []
    for action in others:
        words = [(f" {action.label}", "accent"), (f" {action.words} ", "plain")]
        size = sum(len(text) for text, _ in words)
        if size > room:
            break
        pieces += words
        room -= size
    return [*pieces, (" " * room, "plain"), *last]
