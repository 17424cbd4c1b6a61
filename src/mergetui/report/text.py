"""Plain text for people: aligned columns, counts in words, nothing that steers a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def clean(text: str) -> str:
    """One line of text from a schema, without characters that move a cursor or hide others."""
    text = " ".join(text.split("\n")).replace("\t", " ")
    return "".join("\ufffd" if unicodedata.category(c).startswith("C") else c for c in text)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 table``, ``1,240 tables``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def columns(rows: Iterable[Sequence[str]], indent: str = "") -> list[str]:
    """Lines of left-aligned columns, two spaces apart, without trailing space."""
    table = [[clean(cell) for cell in row] for row in rows]
    if not table:
        return []
    widths = [max(width(cell) for cell in column) for column in zip(*table, strict=True)]
    return [
        (
            indent + "  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def width(text: str) -> int:
    """Terminal cells: two for wide East Asian characters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
