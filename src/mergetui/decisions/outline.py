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
_ODD_HEADER = r"[ \t]+\[|\[[^\n\"']*[ \t']"  # indented, or with white space in it
_ODD_AT_FIRST = re.compile(_ODD_HEADER)
_ODD = re.compile(rf"\n(?:{_ODD_HEADER})")
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
    """Places in a file by the path of a key; looked for when one is asked for."""

    file: str
    text: str

    @property
    def outline(self) -> Outline:
        return outline(self.text)

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
    if '"""' in text or "'''" in text:
        return False
    return not (_ODD_AT_FIRST.match(text) or _ODD.search(text))


def block_of(text: str, header: str) -> tuple[int, tuple[Statement, ...]] | None:
    """The statements of the block that a ``[header]`` begins, with its subtables, told from the
    offset given with them on; None where it is not all in one place. For text whose headers are
    plain: only the block itself is scanned."""
    found = _block(text, header)
    if found is None or text.count(f"\n{header[:-1]}.") != found[2]:
        return None
    return found[0], _statements(found[1])


class Blocks:
    """``block_of`` for many blocks of one text, which is gone through once where they are asked
    for in its order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._headers = sorted(_HEADER_LINE.findall(text))
        self._at = 0  # where the last one was found

    def of(self, header: str) -> tuple[int, tuple[Statement, ...]] | None:
        """The statements of the block, told from the offset given with them on; None where it is
        not all in one place."""
        found = _block(self._text, header, self._at) or _block(self._text, header)
        if found is None:
            return None
        self._at, part, inner = found
        beyond = bisect_left(self._headers, inside := f"{header[:-1]}.") + inner
        if any(line.startswith(inside) for line in self._headers[beyond : beyond + 1]):
            return None  # there are more of them elsewhere
        return self._at, _statements(part)


def _block(text: str, header: str, at: int = 0) -> tuple[int, str, int] | None:
    """Where a block begins, as it is looked for from an offset on; its text with the subtables
    that follow it, and how many they are."""
    start = text.find(f"\n{header}\n", at) + 1
    if not start and not text.startswith(f"{header}\n"):
        return None
    end, inner, inside = start, 0, f"{header[:-1]}."
    while (end := text.find("\n[", end)) >= 0:
        end += 1
        if not text.startswith(inside, end):
            break
        inner += 1
    return start, text[start:] if end < 0 else text[start:end], inner


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
