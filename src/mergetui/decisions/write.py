"""The one writer of decisions.toml: canonical text, and the comments that hands have put into it.

The canonical form is a function of the decisions: blocks sorted by name alone, keys in the order
of the model, defaults left out, LF, no timestamp, version, user or counter. So a decision changes
one block, and branches that decide different tables merge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mergetui.decisions.model import (
    ColumnDecision,
    Decisions,
    Defaults,
    ObjectDecision,
    PartDecision,
    Sources,
    TableDecision,
)
from mergetui.decisions.outline import Path, Statement
from mergetui.decisions.shape import keys

HEAD = (
    "# mergetui decisions. Edit by hand or in the terminal; `mergetui fmt` puts it into this form."
)
OBJECT_SECTIONS = ("types", "functions", "views", "sequences", "others")

Value = str | bool | int | tuple[str, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Block:
    """A table of the file. ``path`` is empty for what stands before the first header."""

    path: Path
    entries: tuple[tuple[Path, str], ...]  # (path, "key = value")


@dataclass(slots=True)
class Comments:
    """The comments of a text, each with the path of what it belongs to."""

    above: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)
    after: dict[Path, list[str]] = field(default_factory=dict)  # at the end of a block
    below: list[str] = field(default_factory=list)  # at the end of the file


def write(decisions: Decisions) -> str:
    """The canonical text of ``decisions``."""
    return render(blocks(decisions), Comments())


def blocks(decisions: Decisions) -> list[Block]:
    """All blocks in canonical order."""
    top = ((("format",), f"format = {decisions.format}"),)
    found = [
        Block((), top),
        _block(("sources",), _written(decisions.sources)),
        _block(("defaults",), _written(decisions.defaults)),
    ]
    if decisions.phases:
        found.append(_block(("phases",), decisions.phases))
    for key, table in sorted(decisions.tables.items()):
        found += table_blocks(key, table)
    for section in OBJECT_SECTIONS:
        for key, decision in sorted(getattr(decisions, section).items()):
            found += object_blocks(section, key, decision)
    return found


def table_blocks(key: str, table: TableDecision) -> list[Block]:
    """The block of a table, and those of its columns and parts where any is decided."""
    path = ("tables", key)
    found = [_block(path, _written(table))]
    for section in ("columns", "parts"):
        choices = {
            name: _written(choice) for name, choice in sorted(getattr(table, section).items())
        }
        entries = [
            ((*path, section, name), f"{_key(name)} = {_inline(choice)}")
            for name, choice in choices.items()
            if choice
        ]
        if entries:
            found.append(Block((*path, section), tuple(entries)))
    return found


def object_blocks(section: str, key: str, decision: ObjectDecision) -> list[Block]:
    """The block of a type, function, view or sequence."""
    return [_block((section, key), _written(decision))]


def render(found: Sequence[Block], comments: Comments) -> str:
    """The text of blocks with their comments, which ends in a line end."""
    parts = []
    for block in found:
        lines = _above(comments, block.path)
        if block.path:
            lines.append(header(*block.path) + _beside(comments, block.path))
        else:
            lines.append(HEAD)
        for path, text in block.entries:
            lines += _above(comments, path)
            lines.append(text + _beside(comments, path))
        lines += comments.after.get(block.path, ())
        parts.append("\n".join(lines))
    if comments.below:
        parts.append("\n".join(comments.below))
    return "\n\n".join(parts) + "\n"


def header(*path: str) -> str:
    """``[tables.api_keys]``, quoted where TOML needs it."""
    return f"[{'.'.join(map(_key, path))}]"


def gather(
    statements: Iterable[Statement], below: Iterable[str], found: Sequence[Block]
) -> Comments:
    """Assign the comments of a text to the blocks and entries that it will have.

    A comment whose key is no longer written goes to the nearest thing around it, or else to what
    follows; none is lost.
    """
    comments = Comments()
    statements, below = [*statements], [*below]
    if not below and not any(s.above or s.beside for s in statements):
        return comments  # as it is of most blocks, of which thousands may be written at once
    kept = {path for block in found for path in (block.path, *(p for p, _ in block.entries))}
    homeless: list[str] = []
    block: Path = ()
    for statement in statements:
        above = [c for c in statement.above if c != HEAD]
        if statement.header:
            after, above = _split(above)
            _put(comments.after, _home(block, kept), after, homeless)
            block = statement.path
        home = _home(statement.path, kept)
        if home in comments.beside or home != statement.path:
            above += [statement.beside] if statement.beside else []
        elif statement.beside:
            comments.beside[statement.path] = statement.beside
        if home is not None and homeless:
            above, homeless = homeless + above, []
        _put(comments.above, home, above, homeless)
    after, rest = _split([*(c for c in below if c != HEAD), ""])
    _put(comments.after, _home(block, kept), after, homeless)
    comments.below = _trimmed(homeless + rest)
    headers = {b.path for b in found}
    for path, lines in comments.above.items():
        comments.above[path] = _trimmed(lines) if path in headers else [c for c in lines if c]
    for path in [p for p in comments.after if p not in headers]:
        comments.above.setdefault(path, []).extend(comments.after.pop(path))
    return comments


def _put(
    places: dict[Path, list[str]], home: Path | None, lines: list[str], homeless: list[str]
) -> None:
    if home is None:
        homeless += lines
    elif any(lines):
        places.setdefault(home, []).extend(lines)


def _home(path: Path, kept: set[Path]) -> Path | None:
    """The path itself or the nearest one around it that is still written."""
    while path and path not in kept:
        path = path[:-1]
        if not path:
            return None
    return path


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """Comments that end a block (up to the first blank line), and those of what follows."""
    if "" not in lines:
        return [], lines
    blank = lines.index("")
    return lines[:blank], lines[blank:]


def _trimmed(lines: Iterable[str]) -> list[str]:
    """Without blank lines at the ends, and with single ones between."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept[:-1] if kept and not kept[-1] else kept


def _above(comments: Comments, path: Path) -> list[str]:
    return list(comments.above.get(path, ()))


def _beside(comments: Comments, path: Path) -> str:
    return f"  {comments.beside[path]}" if path in comments.beside else ""


def _written(
    block: Sources | Defaults | TableDecision | ObjectDecision | ColumnDecision | PartDecision,
) -> dict[str, Value]:
    """What of a block is written: all but the defaults, and ``prefer``, which is always told."""
    return dict(_entries(block))


def _entries(block: Any) -> Iterator[tuple[str, Value]]:
    for key in keys(type(block)).values():
        value = getattr(block, key.name)
        told = key.required or (isinstance(block, Defaults) and value not in (None, ()))
        silent = value == key.default or (value == "" and not key.empty_speaks)
        if told or not silent:
            yield key.name, value


def _block(path: Path, entries: Mapping[str, Value]) -> Block:
    return Block(path, tuple(((*path, k), f"{_key(k)} = {_value(v)}") for k, v in entries.items()))


def _inline(entries: Mapping[str, Value]) -> str:
    return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in entries.items()) + " }"


def _key(name: str) -> str:
    return name if _BARE.match(name) else _value(name)


def quoted(value: str | bool) -> str:
    """A text, a key of several words, or yes and no, as TOML writes it."""
    return _value(value)


def _value(value: Value) -> str:
    """A list breaks one item a line where it is longer than a line."""
    if isinstance(value, tuple):
        items = [_value(v) for v in value]
        short = f"[{', '.join(items)}]"
        return short if len(short) <= 80 else "[\n" + "".join(f"    {i},\n" for i in items) + "]"
    if isinstance(value, str):
        return '"' + _ESCAPED.sub(_escape, value) + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"
