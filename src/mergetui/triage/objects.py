"""A type, function, view or sequence side by side: remote, merged, local, a row for each fact.

Values, fields and properties are found again by their names, definitions line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from difflib import SequenceMatcher

from mergetui.catalog.model import (
    Composite,
    Domain,
    Enum,
    Extension,
    Function,
    Other,
    Range,
    View,
)
from mergetui.catalog.model import Sequence as SequenceObject
from mergetui.decisions.reviewed import Reviewable
from mergetui.triage.aligned import AlignedRow, Cell, Mark
from mergetui.triage.describe import Part, grant_part
from mergetui.triage.entries import Entry


def object_rows(entry: Entry, merged: Reviewable | None = None) -> tuple[AlignedRow, ...]:
    """The rows of an entry that is no table; ``merged`` is what composition made of it."""
    remote, local = (list(_parts(side)) if side else [] for side in entry.definitions)
    became = list(_parts(merged)) if merged else []
    rows = [*_named_rows(remote, local, became), *_line_rows(remote, local, became)]
    return tuple(rows)


def _parts(item: Reviewable) -> Iterator[Part]:
    match item:
        case Enum():
            yield from (Part("value", value, value) for value in item.values)
        case Composite():
            yield from (Part("field", name, type) for name, type in item.fields)
        case Domain():
            yield Part("property", "type", item.type + (" not null" if item.not_null else ""))
            if item.default is not None:
                yield Part("property", "default", item.default)
            yield from (Part("check", c.name, c.expression) for c in item.checks)
        case Range():
            yield Part("property", "subtype", item.subtype)
            yield Part("property", "multirange", item.multirange.key)
            yield from (Part("property", name, value) for name, value in item.options)
        case SequenceObject():
            options = item.options
            for field in fields(options):
                yield Part("property", field.name, str(getattr(options, field.name)))
            if item.owned_by:
                table, column = item.owned_by
                yield Part("property", "owned by", f"{table.key}.{column}")
        case Extension():
            yield Part("property", "schema", item.schema)
        case View():
            yield from (Part("field", name, type) for name, type in item.columns)
            yield from (Part("property", o.partition("=")[0], o) for o in item.options)
            yield from (Part("index", i.name, i.body) for i in item.indexes)
            yield from (Part("trigger", t.name, t.definition) for t in item.triggers)
            yield from (Part(e.kind, e.name, e.definition) for e in item.extras)
    if isinstance(item, Function | View | Other):
        yield from (Part("definition", "", line) for line in item.definition.splitlines())
    if isinstance(item, Other):
        yield from (Part("definition", "", line) for line in item.more)
    yield from map(grant_part, getattr(item, "grants", ()))
    if comment := getattr(item, "comment", None):
        yield Part("property", "comment", comment)


def _named_rows(
    remote: Sequence[Part], local: Sequence[Part], merged: Sequence[Part]
) -> Iterator[AlignedRow]:
    sides = [{(p.kind, p.name): p for p in side if p.name} for side in (remote, merged, local)]
    mine, became, theirs = sides
    for kind, name in {**mine, **theirs, **became}:
        at = (kind, name)
        yield _row(mine.get(at), became.get(at), theirs.get(at))


def _line_rows(
    remote: Sequence[Part], local: Sequence[Part], merged: Sequence[Part]
) -> Iterator[AlignedRow]:
    """Definitions, with the merged one beside the side that it resembles more."""
    mine, became, theirs = ([p for p in side if not p.name] for side in (remote, merged, local))
    by_remote = _likeness(mine, became) >= _likeness(theirs, became)
    beside: dict[int | None, int] = {
        of: at
        for of, at in _aligned(mine if by_remote else theirs, became)
        if of is not None and at is not None
    }
    told: set[int] = set()
    for left, right in _aligned(mine, theirs):
        at = beside.get(left if by_remote else right)
        if at is not None:
            told.add(at)
        yield _row(_at(mine, left), _at(became, at), _at(theirs, right))
    for number, part in enumerate(became):
        if number not in told:
            yield _row(None, part, None)


def _likeness(one: Sequence[Part], other: Sequence[Part]) -> float:
    return SequenceMatcher(None, [p.text for p in one], [p.text for p in other], False).ratio()


def _aligned(one: Sequence[Part], other: Sequence[Part]) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of line numbers; None where only one of the two has the line."""
    texts = [p.text for p in one], [p.text for p in other]
    for _, start, end, other_start, other_end in SequenceMatcher(None, *texts, False).get_opcodes():
        for step in range(max(end - start, other_end - other_start)):
            left = start + step if start + step < end else None
            right = other_start + step if other_start + step < other_end else None
            yield left, right


def _at(parts: Sequence[Part], index: int | None) -> Part | None:
    return None if index is None else parts[index]


def _row(remote: Part | None, merged: Part | None, local: Part | None) -> AlignedRow:
    part = remote or local or merged
    assert part is not None
    mark: Mark
    if remote and local:
        mark = "equal" if remote.text == local.text else "differs"
    else:
        mark = "remote" if remote else "local" if local else "merged"
    return AlignedRow(
        kind=part.kind,
        key=part.name,
        mark=mark,
        remote=_cell(remote),
        merged=_cell(merged),
        local=_cell(local),
    )


def _cell(part: Part | None) -> Cell | None:
    return Cell(part.name, part.text) if part else None
