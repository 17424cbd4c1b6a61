"""JSON with the keys that expressions ask for.

A generated column or a check that reads ``content ->> 'id'`` is NULL for a document without an
``id``. What is read at which path is told by the text of the expression, as PostgreSQL prints it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mergetui.catalog.names import quote_ident

_STRING = r"'((?:[^']|'')*)'(?:::text)?"
_STEP = re.compile(
    rf"\)*\s*(?:->>?\s*(?:{_STRING}|(\d+))|#>>?\s*'\{{((?:[^']|'')*)\}}'(?:::text\[\])?"
    rf"|\[\s*{_STRING}\s*\]|\?\s*{_STRING})"
)
_CAST = re.compile(r"\)*::\(?([a-z]+)")
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_DOCUMENTS = 4  # of each kind, so that three rows can differ

Path = tuple[str, ...]  # a number is a place in an array

_VALUES: dict[str, Callable[[int], Any]] = {
    **dict.fromkeys(("smallint", "integer", "bigint", "numeric", "real", "double"), lambda n: n),
    **dict.fromkeys(("date", "timestamp", "timestamptz"), lambda n: f"2026-01-0{n}T12:00:00Z"),
    "boolean": lambda n: n % 2 == 0,
    "uuid": lambda n: f"00000000-0000-4000-8000-00000000000{n}",
}


def documents(text: str, column: str) -> list[str]:
    """Objects that have all that expressions read of the column; none where they read no key.
    Each path holds a value of the type that it is cast to, else a text, or one that is named."""
    found = dict(_paths(text, column))
    deepest = {
        path: cast
        for path, cast in found.items()
        if not any(other[: len(path)] == path and other != path for other in found)
    }
    if not deepest:
        return []
    keys = {key for path in deepest for key in path}
    named = [w for m in _LITERAL.findall(text) if (w := m.replace("''", "'")) not in keys]
    texts: list[Callable[[int], Any]] = [
        lambda n: f"text {n}",
        *(lambda _n, w=word: w for word in dict.fromkeys(named)),
    ]
    made = [
        _document({path: _VALUES.get(cast, of_text)(n) for path, cast in deepest.items()})
        for of_text in texts
        for n in range(1, _DOCUMENTS + 1)
    ]
    return [json.dumps(document, ensure_ascii=False) for document in made]


def _paths(text: str, column: str) -> Iterator[tuple[Path, str]]:
    """Each path that is read, with the type that it is cast to, or ``""``."""
    for start in re.finditer(rf"(?<![\w$\"]){re.escape(quote_ident(column))}(?![\w$\"])", text):
        at, path = start.end(), list[str]()
        while step := _STEP.match(text, at):
            key, place, several, inside, there = step.groups()
            if several is not None:
                path += [part.strip().strip('"') for part in several.split(",")]
            else:
                path.append(next(p for p in (key, place, inside, there) if p is not None))
            at = step.end()
        cast = _CAST.match(text, at)
        if path:
            yield tuple(p.replace("''", "'") for p in path), cast[1] if cast else ""


def _document(values: dict[Path, Any]) -> Any:
    """One value that has each of the values at its path."""
    if () in values:
        return values[()]
    heads = dict.fromkeys(path[0] for path in values)
    inner = {h: _document({p[1:]: v for p, v in values.items() if p[0] == h}) for h in heads}
    if all(head.isdecimal() for head in heads):
        longest: Sequence[int] = range(max(map(int, heads)) + 1)
        return [inner.get(str(place)) for place in longest]
    return inner
