"""Lines of text with a cursor: the one list widget, whatever it shows.

A line is a sequence of pieces, each a text and the name of a style; text goes to the terminal as
it is and never through markup. Only the lines in view are made, only those that change are drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

STYLES = (
    "plain",
    "dim",
    "strong",
    "accent",
    "warn",
    "bad",
    "good",
    "found",
    "cursor",
    "cursor-far",
)

WHEEL = 3  # lines

Piece = tuple[str, str]  # (text, one of STYLES)
Line = Sequence[Piece]


def fit(text: str, width: int, cut: str = "…") -> str:
    """Exactly ``width`` cells: padded with spaces, or cut with a mark that says so."""
    if cell_len(text) <= width:
        return set_cell_size(text, max(width, 0))
    return set_cell_size(text, max(width - 1, 0)) + (cut if width > 0 else "")


def spread(left: Line, right: Line, width: int, cut: str = "…") -> list[Piece]:
    """Left and right at the two ends of a line; the left is cut where both do not fit."""
    room = width - sum(cell_len(text) for text, _ in right)
    pieces: list[Piece] = []
    for text, style in left:
        size = cell_len(text)
        if size > room:
            pieces.append((fit(text, room, cut), style))
            room = 0
            break
        pieces.append((text, style))
        room -= size
    return [*pieces, (" " * max(room, 0), "plain"), *right]


@lru_cache(maxsize=8192)  # a page is made of the same sentences each time
def wrap(text: str, width: int) -> Sequence[str]:
    """Words on as many lines as it takes; a word longer than a line is broken. What the text is
    indented by stays."""
    if cell_len(text) <= width:
        return (text,)
    lines: list[str] = []
    line = ""
    words = text.lstrip(" ").split(" ")
    words[0] = " " * (len(text) - len(text.lstrip(" "))) + words[0]
    for long_word in words:
        word = long_word
        while cell_len(word) > width:
            room = width - (cell_len(line) + 1 if line else 0)
            if room < width // 3:
                lines.append(line)
                line, room = "", width
            lines.append(f"{line} {word[:room]}".lstrip() if line else word[:room])
            line, word = "", word[room:]
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return (*lines, line)


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line).rstrip()


def searched(wanted: str) -> re.Pattern[str]:
    """Finds a text in smart case: capitals in it are looked for as such."""
    return re.compile(re.escape(wanted), re.IGNORECASE if wanted == wanted.lower() else 0)


Span = tuple[int, int]  # from, to, in characters of a line


def matches(texts: Sequence[str], wanted: str) -> tuple[list[int], Mapping[int, list[Span]]]:
    """The lines in which what is wanted begins, and all that it takes up, by line. What goes over
    several lines, each but the first of which is indented further, is searched as one."""
    at: list[int] = []
    spans: dict[int, list[Span]] = {}
    if not wanted:
        return at, spans
    find, number = searched(wanted), 0
    while number < len(texts):
        first, indent = number, _indent(texts[number])
        number += 1
        while number < len(texts) and texts[number].strip() and _indent(texts[number]) > indent:
            number += 1
        lines = [text.strip() for text in texts[first:number]]
        starts = [0, *accumulate(len(line) + 1 for line in lines)]
        for match in find.finditer(" ".join(lines)):
            for index, line in enumerate(lines):
                start = max(match.start() - starts[index], 0)
                end = min(match.end() - starts[index], len(line))
                if start < end:
                    lead = _indent(texts[first + index])
                    spans.setdefault(first + index, []).append((start + lead, end + lead))
            at.append(first + bisect_right(starts, match.start()) - 1)
    return [*dict.fromkeys(at)], spans


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def found_in(line: Line, spans: Sequence[Span]) -> Line:
    """The line with what was searched for in a style of its own."""
    if not spans:
        return line
    pieces: list[Piece] = []
    start = 0
    for text, style in line:
        end = start + len(text)
        cuts = sorted({start, end, *(min(max(c, start), end) for span in spans for c in span)})
        for left, right in pairwise(cuts):
            inside = any(a <= left and right <= b for a, b in spans)
            pieces.append((text[left - start : right - start], "found" if inside else style))
        start = end
    return pieces


def retitle(widget: Widget, title: str, subtitle: str) -> None:
    """Put words into the frame of a widget; only the frame's own lines are drawn again, where
    Textual draws all of the widget, even for the same words."""
    for place, words in (("_border_title", title), ("_border_subtitle", subtitle)):
        if (old := getattr(widget, place)) is None or old.plain != words:
            setattr(widget, place, Content(words))
            y = -1 if place == "_border_title" else widget.content_size.height
            widget.refresh(Region(-1, y, widget.outer_size.width, 1))


class _Styled(Widget):
    """The styles that pieces name, as the theme has them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{name}" for name in STYLES}

    _own_style: Style | None = None
    _own_styles: Mapping[str, Style] = {}

    def _strip(self, line: Line, width: int, over: Style | None = None) -> Strip:
        plain = self._plain if over is None else self._plain + over
        segments = [
            Segment(text, self._style(name) if over is None else self._style(name) + over)
            for text, name in line
            if text
        ]
        return Strip(segments).adjust_cell_length(width, plain)

    def _style(self, name: str) -> Style:
        """One of ``STYLES``, which Textual forgets whenever a line is drawn."""
        if name not in self._own_styles:
            style = self.get_component_rich_style(f"line--{name}")
            self._own_styles = {**self._own_styles, name: style}
        return self._own_styles[name]

    @property
    def _plain(self) -> Style:
        """The style of the widget itself, which Textual makes anew of all ancestors each time."""
        if self._own_style is None:
            self._own_style = self.rich_style
        return self._own_style

    def notify_style_update(self) -> None:
        self._own_style, self._own_styles = None, {}
        super().notify_style_update()


class Bar(_Styled):
    """A few fixed lines without a cursor."""

    lines: Sequence[Line] = ()

    def show(self, *lines: Line) -> None:
        """Show these lines; nothing is drawn where they are the same."""
        if list(lines) != list(self.lines):
            self.lines = lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        line = self.lines[y] if y < len(self.lines) else ()
        return self._strip(line, self.size.width)


class View(NamedTuple):
    """What of a list can be seen: asked of Textual once for many lines, for it reckons long."""

    top: int  # the first line
    width: int
    height: int
    bar: range  # the lines of the view that the bar takes up; none where all is in view


class LineList(_Styled, ScrollView, can_focus=True, inherit_bindings=False):
    """A list of lines, of which one has the cursor, which is always in view. Where there are more
    than the view holds, a bar at the right end of its lines says how many and where one is."""

    @dataclass
    class Moved(Message):
        """The cursor stands elsewhere, or something else stands under it."""

        list: LineList

        @property
        def control(self) -> LineList:
            return self.list

    @dataclass
    class Opened(Message):
        """A click on the line that has the cursor already."""

        list: LineList

        @property
        def control(self) -> LineList:
            return self.list

    # Another number of lines is no new layout: only the scrollbar is told.
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    cursor = 0
    count = 0

    def __init__(self, id: str, bar: str) -> None:
        super().__init__(id=id)
        self.bar = bar
        self._drawn: dict[int, Line] = {}  # by line of the view; what is on the screen already
        self._rendered = View(0, 0, 0, range(0))

    def line(self, index: int, width: int) -> Line:
        """What line ``index`` shows in ``width`` cells."""
        raise NotImplementedError

    def set_count(self, count: int, cursor: int | None = None) -> None:
        """Show that many lines; those that became others are drawn again."""
        before = self.cursor
        self.count = count
        self.virtual_size = Size(0, count)
        self._scroll_update(self.virtual_size)
        self.cursor = min(max(self.cursor if cursor is None else cursor, 0), max(count - 1, 0))
        self.keep_in_view()
        for index in {before, self.cursor}:
            self.refresh_line(index)
        self.refresh_changed()

    def refresh_changed(self) -> None:
        """Draw again the lines in view that do not say what is on the screen; those that follow
        one another in one go."""
        view = self.view
        first: int | None = None
        for y in range(view.height + 1):
            if y < view.height and self._drawn.get(y) != self._line_at(y, view):
                first = y if first is None else first
            elif first is not None:
                self.refresh(Region(0, first, view.width, y - first))
                first = None

    @property
    def view(self) -> View:
        top, (width, height) = self.scroll_offset.y, self.scrollable_content_region.size
        hidden = self.count - height
        if hidden <= 0 or not height:
            return View(top, width, height, range(0))
        size = max(height * height // self.count, 1)
        start = top * (height - size) // hidden
        if start == 0 < top:  # at an end only where the view is
            start = 1
        return View(top, width, height, range(start, start + size))

    def _line_at(self, y: int, view: View) -> Line:
        """What line ``y`` of the view shows; nothing below the last one."""
        if view.top + y >= self.count:
            return ()
        line = self.line(view.top + y, view.width - bool(view.bar))
        return (*spread(line, [(self.bar, "dim")], view.width, " "),) if y in view.bar else line

    @property
    def line_width(self) -> int:
        """Cells of a line, beside the bar where there is one."""
        view = self.view
        return view.width - bool(view.bar)

    def index_at(self, y: int) -> int | None:
        """Which line stands in line ``y`` of the view."""
        index = y + self.scroll_offset.y
        return index if index < self.count else None

    def move_to(self, index: int) -> None:
        """Put the cursor on a line, as near as there is one."""
        index = min(max(index, 0), max(self.count - 1, 0))
        if index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        self.refresh_line(before)
        self.refresh_line(index)
        self.keep_in_view()
        self.post_message(self.Moved(self))

    def keep_in_view(self) -> None:
        """Scroll where the cursor has left the view; by a third of it, so that most moves draw
        two lines and not all of them."""
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if height and not top <= self.cursor < top + height:
            ahead = height // 3
            to = self.cursor - ahead if self.cursor < top else self.cursor - height + 1 + ahead
            to = min(max(to, 0), max(self.count - height, 0))
            self.scroll_to(y=to, animate=False, force=True)

    def wheel(self, lines: int) -> None:
        """Scroll the view; the cursor goes along where it would leave it."""
        height = self.scrollable_content_region.height
        top = min(max(self.scroll_offset.y + lines, 0), max(self.count - height, 0))
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True, immediate=True)
            self.move_to(min(max(self.cursor, top), top + height - 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.wheel(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.wheel(-WHEEL)

    @property
    def page(self) -> int:
        return max(self.scrollable_content_region.height // 2, 1)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._rendered = self.view
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        view = self._rendered
        self._drawn[y] = line = self._line_at(y, view)
        if view.top + y >= self.count:
            return Strip.blank(view.width, self._plain)
        over = None
        if view.top + y == self.cursor:
            style = self._style("cursor" if self.has_focus else "cursor-far")
            over = Style(
                color=self._plain.color if style.reverse else None,  # of many colours, one bar
                bgcolor=style.bgcolor,
                bold=style.bold,
                underline=style.underline,
                reverse=style.reverse,
            )
        return self._strip(line, view.width, over)

    def on_resize(self) -> None:
        self.keep_in_view()

    def on_focus(self) -> None:
        self.refresh_line(self.cursor)

    def on_blur(self) -> None:
        self.refresh_line(self.cursor)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or (index := self.index_at(offset.y)) is None:
            return
        if index == self.cursor:
            self.post_message(self.Opened(self))
        self.move_to(index)


class TextLines(LineList):
    """Lines that are given as they are."""

    def __init__(self, id: str, bar: str, lines: Sequence[Line] = ()) -> None:
        super().__init__(id, bar)
        self._lines = lines
        self.count = len(lines)

    def show(self, lines: Sequence[Line], cursor: int | None = None) -> None:
        self._lines = lines
        self.set_count(len(lines), cursor)

    def on_mount(self) -> None:
        self.set_count(len(self._lines))

    def line(self, index: int, width: int) -> Line:
        return self._lines[index]
