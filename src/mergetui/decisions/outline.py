"""Where things stand in the text of a decisions.toml, which ``tomllib`` does not tell.

One scanner serves the line numbers of mistakes, the comments that ``fmt`` carries along and the
replacement of one block. It is only given text that ``tomllib`` has accepted, and it owns the
invariant that every character belongs to a statement, to a comment or to white space.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from mergetui.errors import Place

Path: TypeAlias = tuple[str, ...]

_PLAIN_ENTRY = re.compile(r'([A-Za-z0-9_-]+)[ \t]*=[ \t]*(?:"[^"\\\n]*"|\w+)[ \t]*(?:\n|\Z)')
_PLAIN_HEADER = re.compile(r"\[([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\][ \t]*(?:\n|\Z)")
_ODD = re.compile(r'^[ \t]+\[|^\[[^\n"\']*[ \t\']|"""|\'\'\'', re.MULTILINE)
_HEADER_LINE = re.compile(r"^\[.*$", re.MULTILINE)
_SPACE = re.compile(r"[ \t]*")
_REST = re.compile(r"[^\n]*\n?")
_KEY_PART = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*""")
_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\''''
    r"""|\#[^\n]*|[\[\]{}\n]|[^"'#\[\]{}\n]+""",
    re.DOTALL,
)


class Statement(NamedTuple):
    """A ``[header]`` or a ``key = value``, with the comments that belong to it."""

    path: Path  # of the table, or of the table and the key
    header: bool
    start: int  # offset of the statement, without the comments above
    end: int  # offset after its last line
    line: int  # counts from 1
    above: tuple[str, ...]  # comment lines above; "" is a blank line
    beside: str  # the comment that ends its line, or ""


@dataclass(frozen=True, slots=True)
class Outline:
    """All statements of a text in order, and the comments after the last one."""

    statements: tuple[Statement, ...]
    below: tuple[str, ...]

    def line(self, *path: str) -> int:
        """The line that says ``path``, else that of the nearest thing around it; 0 for none."""
        while path:
            for statement in self.statements:
                if statement.path[: len(path)] == path:
                    return statement.line
            path = path[:-1]
        return 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Places in a file by the path of a key."""

    file: str
    outline: Outline

    def place(self, *path: str) -> Place:
        return Place(self.file, self.outline.line(*path))


@lru_cache(maxsize=1)
def outline(text: str) -> Outline:
    """Scan a text with LF line ends that ``tomllib`` accepts; that of the last text is kept."""
    statements: list[Statement] = []
    above: list[str] = []
    table: Path = ()
    at, line = 0, 1
    while at < len(text):
        start = at
        if plain := _PLAIN_ENTRY.match(text, at):
            path, header, at, beside = (*table, plain[1]), False, plain.end(), ""
        elif plain := _PLAIN_HEADER.match(text, at):
            table = tuple(plain[1].split("."))
            path, header, at, beside = table, True, plain.end(), ""
        else:
            start = _match(_SPACE, text, at).end()
            first = text[start : start + 1]
            if first in ("", "\n", "#"):
                rest = _match(_REST, text, start)
                above.append(rest[0].strip())
                at, line = rest.end(), line + 1
                continue
            header = first == "["
            if header:
                table, at = _key(text, start + 1)
                path, at = table, at + 1
            else:
                key, at = _key(text, start)
                path, at = (*table, *key), at + 1
            at, inside, beside = _value(text, at)
            above += inside
        statements.append(Statement(path, header, start, at, line, tuple(above), beside))
        above = []
        line += text.count("\n", start, at)
    return Outline(tuple(statements), tuple(above))


def headers_are_plain(text: str) -> bool:
    """Whether every header begins its line and is written without white space, and no text goes
    over several lines: then a block is found by its header alone."""
    return not _ODD.search(text)


def block_of(text: str, header: str) -> tuple[int, tuple[Statement, ...]] | None:
    """The statements of the block that a ``[header]`` begins, with its subtables, told from the
    offset given with them on; None where it is not all in one place. For text whose headers are
    plain: only the block itself is scanned."""
    name = header[1:-1]
    start = 0 if text.startswith(f"{header}\n") else text.find(f"\n{header}\n") + 1
    if not start and not text.startswith(header):
        return None
    end = start
    while (end := text.find("\n[", end)) >= 0:
        end += 1
        if not text.startswith(f"[{name}.", end):
            break
    part = text[start:] if end < 0 else text[start:end]
    if text.count(f"\n[{name}.") != part.count(f"\n[{name}."):
        return None
    return start, _statements(part)


class Blocks:
    """``block_of`` for many blocks of one text, which is gone through once."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = [*_HEADER_LINE.finditer(text)]
        self._lines = [line[0] for line in found]
        self._starts = [*(line.start() for line in found), len(text)]
        self._where = {line: at for at, line in reversed([*enumerate(self._lines)])}
        self._sorted = sorted(self._lines)

    def of(self, header: str) -> tuple[int, tuple[Statement, ...]] | None:
        """The statements of the block, told from the offset given with them on; None where it is
        not all in one place."""
        first = self._where.get(header)
        if first is None:
            return None
        inside, last = f"{header[:-1]}.", first + 1
        while last < len(self._lines) and self._lines[last].startswith(inside):
            last += 1
        beyond = bisect_left(self._sorted, inside) + last - first - 1
        if any(line.startswith(inside) for line in self._sorted[beyond : beyond + 1]):
            return None  # there are more of them elsewhere
        start = self._starts[first]
        return start, _statements(self._text[start : self._starts[last]])


def _statements(block: str) -> tuple[Statement, ...]:
    """The statements of a block. Where no comment can be in it one stands for all of them, since
    nothing of it is to be carried along: this is asked of thousands at once."""
    if "#" in block:
        return outline.__wrapped__(block).statements
    end = block.find("\n", len(block.rstrip())) + 1
    return (Statement((), True, 0, end, 1, (), ""),)


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    assert found is not None, f"no TOML at offset {at}"
    return found


def _key(text: str, at: int) -> tuple[Path, int]:
    """A dotted key from ``at`` on, and the offset of what ends it."""
    parts: list[str] = []
    while True:
        found = _match(_KEY_PART, text, at)
        part, at = found[1], found.end()
        parts.append(tomllib.loads(f"key = {part}")["key"] if part[0] in "\"'" else part)
        if text[at : at + 1] != ".":
            return tuple(parts), at
        at += 1


def _value(text: str, at: int) -> tuple[int, list[str], str]:
    """The end of a value that begins at ``at``, the comments inside of it and the one beside."""
    depth, comments, beside = 0, list[str](), ""
    while at < len(text):
        token = _match(_TOKEN, text, at)[0]
        at += len(token)
        if token in ("[", "{"):
            depth += 1
        elif token in ("]", "}"):
            depth -= 1
        elif token[0] == "#":
            if depth:
                comments.append(token.rstrip())
            else:
                beside = token.rstrip()
        elif token == "\n" and depth <= 0:
            break
    return at, comments, beside
