"""The first line of the screen (how far one is) and the last (which keys matter here)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mergetui.report.text import age
from mergetui.terminal.lines import Line, Piece, fit, spread
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


def key_line(desk: Desk, width: int) -> Line:
    """The keys that matter here, as many as there is room for; the way to all others last."""
    if desk.has_class("asking"):
        if desk.prompt.problem:
            text = desk.glyphs.clean(desk.prompt.problem)
            return [(fit(f" {text}", width, desk.glyphs["cut"]), "warn")]
        if desk.prompt.good:
            text = f" {desk.prompt.good}   enter takes it   escape leaves it"
            return [(fit(text, width, desk.glyphs["cut"]), "good")]
        return [(fit(_ASKING, width, desk.glyphs["cut"]), "dim")]
    return keys_for(
        [a for a in desk.actions if a.footer and (a.id == "help" or a.why_not(desk) is None)], width
    )


def keys_for(offered: Sequence[Action], width: int) -> Line:
    """The keys of actions in the order of their places; the last one, help, at the right end."""
    *others, help = sorted(offered, key=lambda a: a.footer)
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
