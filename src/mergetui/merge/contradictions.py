"""What the decisions make of the merged catalog that no database can be: two relations under one
name, and what uses a type, function, view or sequence that a decision drops.

The invariant: both places are named, as decisions.toml calls them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mergetui.catalog.model import Catalog, Function, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import SIDES, Decisions, Side
from mergetui.merge.model import Problem
from mergetui.merge.renames import SECTIONS, key_of, tokens
from mergetui.merge.tables import Named

KeyOf = Callable[[Name], str]  # the block of a table of the merged catalog


def shared_names(
    tables: Mapping[Name, Table],
    key_of_table: KeyOf,
    objects: Mapping[str, Iterable[Name]],
) -> tuple[list[Problem], set[tuple[str, Name]]]:
    """Tables, views, sequences and indexes share their names, and so do tables and types.

    Returns the problems, and the (section, name) of those that have to give way.
    """
    relations: dict[Name, tuple[str, str]] = {}
    types: dict[Name, tuple[str, str]] = {}
    problems: list[Problem] = []
    gone: set[tuple[str, Name]] = set()

    def take(spaces: Iterable[dict[Name, Any]], name: Name, kind: str, key: str) -> bool:
        for space in spaces:
            if name in space:
                other_kind, other = space[name]
                message = f"{name.key} is the name of {other_kind} and of {kind}: one needs another"
                problems.append(Problem(table=other, message=message, other=key))
                return False
        for space in spaces:
            space[name] = (kind, key)
        return True

    for name in tables:
        take((relations, types), name, "a table", key_of_table(name))
    for section, kind, spaces in (
        ("views", "a view", (relations, types)),
        ("sequences", "a sequence", (relations,)),
        ("types", "a type", (types,)),
    ):
        for name in objects[section]:
            if not take(spaces, name, kind, f"{section}.{name.key}"):
                gone.add((section, name))
    for name, table in tables.items():
        parts: tuple[Named, ...] = (*table.keys, *table.exclusions, *table.indexes)
        for part in parts:
            index = name.renamed(part.name)
            take((relations,), index, f"an index of {name.key}", key_of_table(name))
    return problems, gone


def used_though_dropped(
    catalog: Catalog, sides: Mapping[Side, Catalog], decisions: Decisions, key_of_table: KeyOf
) -> Iterator[Problem]:
    """What names an object that a decision drops."""
    dropped: dict[tuple[str, str, bool], str] = {}
    item: Any
    for section in SECTIONS:
        decided = getattr(decisions, section)
        there = {key_of(item) for item in getattr(catalog, section).values()}
        for side in SIDES:
            for item in getattr(sides[side], section).values():
                key = key_of(item)
                if key not in there and key in decided and decided[key].action == "drop":
                    called = isinstance(item, Function)
                    dropped[item.name.schema, item.name.name, called] = f"{section}.{key}"
    if not dropped:
        return
    users: list[tuple[str, Any]] = [(key_of_table(n), t) for n, t in catalog.tables.items()]
    for section in SECTIONS:
        users += [(f"{section}.{key_of(i)}", i) for i in getattr(catalog, section).values()]
    for key, item in users:
        for other in sorted({o for text in _texts(item) for o in _named(text, dropped)}):
            kind, _, name = other.partition(".")
            message = f"uses {name}, a {kind.removesuffix('s')} that a decision drops"
            yield Problem(table=key, message=message, other=other)


_PROSE = frozenset({"comment", "needs", "name", "grants", "function"})


def _texts(item: Any) -> Iterator[str]:
    """All texts of an object that may be SQL."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, tuple) and not isinstance(item, Name):
        for one in item:
            yield from _texts(one)
    elif is_dataclass(item):
        for field in fields(item):
            if field.name not in _PROSE:
                yield from _texts(getattr(item, field.name))


def _named(text: str, dropped: Mapping[tuple[str, str, bool], str]) -> Iterator[str]:
    """The dropped objects that a text names as PostgreSQL prints them: with their schema."""
    if "." not in text:
        return
    raw = text.encode()
    words = [raw[start:end].decode() for _, start, end in tokens(text)]
    for at in range(len(words) - 2):
        if words[at + 1] != ".":
            continue
        schema, name = (w.strip('"').replace('""', '"') for w in (words[at], words[at + 2]))
        called = words[at + 3 : at + 4] == ["("]
        found = dropped.get((schema, name, called)) or dropped.get((schema, name, False))
        if found:
            yield found
