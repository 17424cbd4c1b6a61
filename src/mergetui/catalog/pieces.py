"""SQL text is cut into pieces: statements, psql's meta-commands and the rows of COPY.

A small lexer that knows quotes and comments and no grammar, so that it gets through any text.
Invariant: the pieces, the semicolons between them and blanks make up the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    r"""
      (?P<space>[\s\ufeff]+|--[^\n]*)
    | (?P<comment>/\*)
    | (?P<escape>\b[eE]'(?:[^'\\]|''|\\.)*(?:'|\Z))
    | (?P<string>'(?:[^']|'')*(?:'|\Z))
    | (?P<quoted>"(?:[^"]|"")*(?:"|\Z))
    | (?P<dollar>\$(?:[A-Za-z_\x80-\uffff][\w]*)?\$)
    | (?P<end>;)
    | (?P<meta>\\)
    | (?P<word>[A-Za-z_\x80-\uffff][\w$]*|[\d(),.:=<>+*[\]]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_COPY_ROWS = re.compile(r"(?is)\s*\\?copy\b.*\bfrom\s+stdin\b")
_END_OF_ROWS = re.compile(r"(?m)^\\\.[ \t]*$")
_BEGINS = re.compile(
    r"(?mi)^(?:alter|analyze|begin|call|comment\s+on|commit|copy|create|delete\s+from|do|drop|grant"
    r"|insert\s+into|refresh|reindex|reset|revoke|select|set|truncate|update|vacuum|with)\b"
)
_QUOTES = ("escape", "string", "quoted", "dollar")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text from ``offset`` on, without the semicolon that ends it."""

    text: str
    offset: int
    what: Literal["sql", "meta", "rows"] = "sql"  # only "sql" is ever run

    @property
    def end(self) -> int:
        return self.offset + len(self.text)


def pieces_of(text: str, begin: int = 0) -> Iterator[Piece]:
    """Cut text at the semicolons that end statements, from where a statement begins."""
    start = at = begin
    seen = False  # a token of the statement that begins at start
    while at < len(text):
        kind, end = _token(text, at)
        if kind in ("end", "meta"):
            said = text[start:at]
            if seen:
                yield Piece(said, start)
            if kind == "meta":
                line = text.find("\n", at)
                end = len(text) if line < 0 else line
                said = text[at:end]
                yield Piece(said, at, "meta")
            if rows := _after_rows(text, end, said):
                yield Piece(text[end:rows], end, "rows")
                end = rows
            start, seen = end, False
        elif kind not in ("space", "comment"):
            seen = True
        at = end
    if seen:
        yield Piece(text[start:], start)


def _token(text: str, at: int) -> tuple[str, int]:
    """The kind of the token and where it ends; what nobody closes ends with the text."""
    match = _TOKEN.match(text, at)
    assert match is not None
    assert match.lastgroup is not None
    kind, end = match.lastgroup, match.end()
    if kind == "comment":
        closed = _after_comment(text, at)
        return ("open comment", len(text)) if closed is None else (kind, closed)
    if kind == "dollar":
        closing = text.find(match[0], end)
        end = len(text) if closing < 0 else closing + len(match[0])
    return kind, end


def whole_token(text: str, at: int) -> int:
    """Where the quotes, the comment, the blank or the word ends that begins there; else the next
    character."""
    kind, end = _token(text, at)
    if kind == "word" and not (text[at].isalpha() or text[at] == "_" or text[at] > "\x7f"):
        return at + 1
    return end


def _after_comment(text: str, at: int) -> int | None:
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, at):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return None


def _after_rows(text: str, at: int, said: str) -> int | None:
    """Where the rows of COPY end. Without their last line there are none, so that nothing behind
    them is lost."""
    if "stdin" not in said.lower() or not _COPY_ROWS.match(_without_comments(said)):
        return None
    end = _END_OF_ROWS.search(text, at)
    return end.end() if end else None


def _without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/", " ", text, flags=re.DOTALL)


def leading_blank(text: str) -> int:
    """How much blank and comment a piece begins with."""
    at = 0
    while at < len(text):
        kind, end = _token(text, at)
        if kind not in ("space", "comment"):
            break
        at = end
    return at


def begins_like_sql(text: str) -> bool:
    return _BEGINS.match(text, leading_blank(text)) is not None


def lines_in_quotes(text: str, at: int, end: int) -> Iterator[int]:
    """Where lines begin that look like a statement and stand inside of quotes, in a piece."""
    while at < end:
        kind, after = _token(text, at)
        if kind in _QUOTES:
            for line in _BEGINS.finditer(text, at + 1, after):
                yield line.start()
        at = after
