"""Plain text for people: aligned columns, counts in words, nothing that steers a terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import zip_longest


def clean(text: str) -> str:
    """One line of text from a schema, without characters that move a cursor or hide others."""
    text = " ".join(text.split("\n")).replace("\t", " ")
    return "".join("\ufffd" if unicodedata.category(c).startswith("C") else c for c in text)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 table``, ``1,240 tables``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def age(then: datetime, now: datetime | None = None) -> str:
    """``2 days ago``, ``an hour ago``, ``just now``; a time to come is just now."""
    seconds = ((now or datetime.now(UTC)) - then).total_seconds()
    for unit, one, length in (
        ("day", "a", 86400),
        ("hour", "an", 3600),
        ("minute", "a", 60),
    ):
        if (number := int(seconds // length)) >= 1:
            return f"{one} {unit} ago" if number == 1 else f"{number:,} {unit}s ago"
    return "just now"


def columns(
    rows: Iterable[Sequence[str]], indent: str = "", within: int | None = None
) -> list[str]:
    """Lines of left-aligned columns, two spaces apart, without trailing space.

    Where they need more than ``within`` cells, the widest columns give way and their text goes on
    in the lines below: nothing is cut off.
    """
    table = [[clean(cell) for cell in row] for row in rows]
    if not table:
        return []
    widths = [max(width(cell) for cell in column) for column in zip(*table, strict=True)]
    if within is not None:
        widths = _narrowed(widths, within - len(indent) - 2 * (len(widths) - 1))
    lines = []
    for row in table:
        folded = [_folded(cell, w) for cell, w in zip(row, widths, strict=True)]
        for parts in zip_longest(*folded, fillvalue=""):
            cells = (c + " " * (w - width(c)) for c, w in zip(parts, widths, strict=True))
            lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def _narrowed(widths: list[int], room: int) -> list[int]:
    """The same widths, the widest made narrower until all fit; never below 8 cells."""
    while sum(widths) > room and max(widths) > 8:
        widest = max(widths)
        widths = [w - 1 if w == widest else w for w in widths]
    return widths


def _folded(cell: str, room: int) -> list[str]:
    if width(cell) <= room:
        return [cell]
    lines = textwrap.wrap(cell, room, subsequent_indent="  ") or [""]
    if all(width(line) <= room for line in lines):
        return lines
    half = max(1, room // 2)  # characters, of which each may take two cells
    return textwrap.wrap(cell, half, subsequent_indent="  ")


def width(text: str) -> int:
    """Terminal cells: two for wide East Asian characters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def few(words: Sequence[str]) -> str:
    """The first five, and how many more."""
    return ", ".join(words[:5]) + (f" and {len(words) - 5:,} more" if words[5:] else "")
