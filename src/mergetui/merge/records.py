"""NEW and OLD in the bodies of trigger functions: rows of every table whose triggers call them.

A field follows its column where all these tables call it alike; where they do not, or one of them
has no such column after the merge, the field is told with the table. The invariant: a trigger that
could run before and cannot run after is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mergetui.catalog.model import Catalog, Function, ObjectId, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import Side
from mergetui.merge.fates import Fate
from mergetui.merge.renames import tokens
from mergetui.merge.targets import Targets

_OPENING = re.compile(r"\bAS (\$\w*\$)")
_RECORDS = ("new", "old")
_STRINGS = ("SCONST", "USCONST")


def body_of(definition: str) -> tuple[int, str]:
    """Where the text of a function's body begins, and the text; "" of BEGIN ATOMIC, which
    PostgreSQL follows itself, and of a library."""
    opening = _OPENING.search(definition)
    if opening is None:
        return 0, ""
    return opening.end(), definition[opening.end() : definition.rindex(opening[1])]


def fields(body: str) -> Iterator[tuple[str, int, int]]:
    """(field, first byte, end) of each field of NEW and OLD that a body names."""
    raw = body.encode()
    found = [t for t in tokens(body) if "COMMENT" not in t[0]]
    for at in range(len(found) - 2):
        kind, start, end = found[at]
        if kind in _STRINGS or raw[start:end].decode().lower() not in _RECORDS:
            continue
        if raw[slice(*found[at + 1][1:])] != b"." or (
            at and raw[slice(*found[at - 1][1:])] == b"."
        ):
            continue
        _, first, last = found[at + 2]
        word = raw[first:last].decode()
        if word.startswith('"'):
            yield word[1:-1].replace('""', '"'), first, last
        elif word[:1].isalpha() or word[:1] == "_":
            yield word.lower(), first, last


def renamed_fields(
    catalog: Catalog, fates: Mapping[Name, Mapping[str, Fate]]
) -> Mapping[ObjectId, Mapping[str, str | None]]:
    """By trigger function: what becomes of fields of NEW and OLD under another name; None where
    the tables whose triggers call it do not agree."""
    called: dict[ObjectId, dict[str, set[str | None]]] = {}
    for name, table in catalog.tables.items():
        for trigger in table.triggers:
            found = called.setdefault(trigger.function, {})
            for column in table.columns:
                fate = fates.get(name, {}).get(column.name)
                now = fate.name if fate is not None else column.name
                found.setdefault(column.name, set()).add(now)
    return MappingProxyType(
        {
            function: {
                column: next(iter(names)) if len(names) == 1 else None
                for column, names in found.items()
                if names != {column}
            }
            for function, found in called.items()
        }
    )


def lacking(
    tables: Mapping[Name, Table],
    functions: Mapping[str, Function],
    targets: Targets,
    catalogs: Mapping[Side, Catalog],
) -> dict[ObjectId, list[str]]:
    """By function of the merge: fields of NEW and OLD that a table lacks whose trigger calls it,
    ``new.a of t``. A function that looks at fields which its tables lacked before knows why."""
    by_id = {f.id: f for f in functions.values() if f.language == "plpgsql"}
    found: dict[ObjectId, list[str]] = {}
    for name, table in tables.items():
        columns = {c.name for c in table.columns}
        for trigger in table.triggers:
            function = by_id.get(trigger.function)
            if function is None:
                continue
            missing = sorted({f for f, _, _ in fields(body_of(function.definition)[1])} - columns)
            known = _lacked_before(name, trigger.function, targets, catalogs) if missing else set()
            for one in missing:
                word = f"NEW.{one} of {name.key}"
                if one not in known and word not in found.setdefault(function.id, []):
                    found[function.id].append(word)
    return {function: words for function, words in found.items() if words}


def _lacked_before(
    name: Name, function: ObjectId, targets: Targets, catalogs: Mapping[Side, Catalog]
) -> set[str]:
    """What a function named on its own side though the table had no such column."""
    known: set[str] = set()
    for source in targets.targets[name].sources if name in targets.targets else ():
        bodies = {f.id: f for f in catalogs[source.side].functions.values()}
        own = bodies.get(function)
        if own is not None and any(t.function == function for t in source.table.triggers):
            said = {f for f, _, _ in fields(body_of(own.definition)[1])}
            known |= said - {c.name for c in source.table.columns}
    return known
