"""One table side by side: remote, merged, local; a row for each column pair and each part.

Pure; the merged table is given, since composition stands further on in the flow of data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import ColumnDecision, PartDecision, Side
from mergetui.decisions.parts import KINDS, part_key
from mergetui.triage.describe import Kind, Part, column_text, table_parts
from mergetui.triage.differences import Difference, differences, single_references
from mergetui.triage.entries import Entry
from mergetui.triage.likeness import Likeness, of_pair
from mergetui.triage.pairs import Pair, pair_columns
from mergetui.triage.sides import Sides

Mark = Literal["equal", "referents", "type", "differs", "name", "remote", "local", "merged"]

_MARKS: Mapping[Difference, Mark] = {
    "referents": "referents",
    "type": "type",
    "null": "differs",
    "default": "differs",
    "name": "name",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row: a name and the rest of the definition."""

    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.name} {self.text}" if self.name else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedRow:
    """The same column, or the same constraint, index, policy ..., on both sides and merged.

    ``key`` is what ``[tables.X.columns]`` knows a column by; for other kinds it is a name.
    ``mark`` says how the sides stand to each other: ``remote`` and ``local`` for what only one
    side has, ``merged`` for what comes from elsewhere (another source, a decision).
    ``merged`` is None both where nothing survives and where nothing was composed yet.
    """

    kind: Kind
    key: str
    mark: Mark
    remote: Cell | None = None
    merged: Cell | None = None
    local: Cell | None = None
    differences: tuple[Difference, ...] = ()
    choice: ColumnDecision | PartDecision | None = None
    parts: tuple[str, ...] = ()  # what ``[tables.X.parts]`` knows it by; two names where it has two
    likeness: Likeness | None = None  # why a pair under two names is one


def aligned_rows(sides: Sides, entry: Entry, merged: Table | None = None) -> tuple[AlignedRow, ...]:
    """The rows of one table: its columns first, then kind by kind what hangs on it."""
    choices = entry.decision.columns
    pairs = pair_columns(entry.remote, entry.local, choices)
    return (
        *_column_rows(sides, entry, pairs, merged),
        *_part_rows(sides, entry, pairs, merged),
    )


def _column_rows(
    sides: Sides, entry: Entry, pairs: Sequence[Pair], merged: Table | None
) -> Iterator[AlignedRow]:
    remote = single_references(sides.foreign_keys("remote", entry.key))
    local = single_references(sides.foreign_keys("local", entry.key))
    pointing = single_references(merged.foreign_keys) if merged else {}
    left = {c.name: Cell(c.name, column_text(c, pointing.get(c.name))) for c in _columns(merged)}
    for pair in pairs:
        choice = entry.decision.columns.get(pair.key)
        names = [choice.name if choice else None]
        names += [c.name if c else None for c in (pair.remote, pair.local)]
        became = next((left.pop(n) for n in names if n in left), None)
        found = differences(pair, remote, local)
        yield AlignedRow(
            kind="column",
            key=pair.key,
            mark=_pair_mark(pair, found),
            remote=_cell(pair.remote, remote),
            merged=became,
            local=_cell(pair.local, local),
            differences=found,
            choice=choice,
            likeness=of_pair(sides, entry, pair),
        )
    for name, cell in left.items():
        yield AlignedRow(kind="column", key=name, mark="merged", merged=cell)


def _columns(table: Table | None) -> tuple[Column, ...]:
    return table.columns if table else ()


def _cell(column: Column | None, references: Mapping[str, Name]) -> Cell | None:
    if column is None:
        return None
    return Cell(column.name, column_text(column, references.get(column.name)))


def _pair_mark(pair: Pair, found: tuple[Difference, ...]) -> Mark:
    if pair.local is None:
        return "remote"
    if pair.remote is None:
        return "local"
    return _MARKS[found[0]] if found else "equal"


def _part_rows(
    sides: Sides, entry: Entry, pairs: Sequence[Pair], merged: Table | None
) -> Iterator[AlignedRow]:
    same = {p.local.name: p.remote.name for p in pairs if p.local and p.remote}
    remote = _parts(sides, "remote", entry.key, {})
    local = _parts(sides, "local", entry.key, same)
    left = list(table_parts(merged)) if merged else []
    for mine, theirs in _match(remote, local):
        part = mine or theirs
        assert part is not None
        became = _claim(left, mine, theirs)
        mark: Mark
        if mine and theirs:
            mark = "differs" if mine.text != theirs.text else "equal"
            if mark == "equal" and mine.name != theirs.name:
                mark = "name"
        else:
            mark = "remote" if mine else "local"
        keys = _keys(part.kind, mine, theirs)
        choices = entry.decision.parts
        yield AlignedRow(
            kind=part.kind,
            key=part.name,
            mark=mark,
            remote=_part_cell(mine),
            merged=_part_cell(became),
            local=_part_cell(theirs),
            choice=next((choices[key] for key in keys if key in choices), None),
            parts=keys,
        )
    for part in left:
        yield AlignedRow(kind=part.kind, key=part.name, mark="merged", merged=_part_cell(part))


def _parts(sides: Sides, side: Side, key: str, names: Mapping[str, str]) -> list[Part]:
    table = sides.table(side, key)
    return list(table_parts(table, sides.foreign_keys(side, key), names)) if table else []


def _keys(kind: Kind, *parts: Part | None) -> tuple[str, ...]:
    """The keys of what can be decided part by part; none of grants and properties."""
    names = dict.fromkeys(part.name for part in parts if part)
    keys = tuple(part_key(kind, name) for name in names)
    return keys if keys[0].partition(" ")[0] in KINDS else ()


def _part_cell(part: Part | None) -> Cell | None:
    return Cell(part.name, part.text) if part else None


def _match(remote: list[Part], local: list[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    """Parts that are alike: by definition first, whatever their names, then by name."""
    found: dict[int, Part] = {}
    free = list(local)
    for alike in (_same_text, _same_name):
        for index, mine in enumerate(remote):
            if index not in found:
                other = next((p for p in free if alike(mine, p)), None)
                if other is not None:
                    found[index] = other
                    free.remove(other)
    for kind in get_args(Kind):
        yield from ((p, found.get(n)) for n, p in enumerate(remote) if p.kind == kind)
        yield from ((None, part) for part in free if part.kind == kind)


def _same_text(one: Part, other: Part) -> bool:
    return one.kind == other.kind and one.text == other.text


def _same_name(one: Part, other: Part) -> bool:
    return one.kind == other.kind and one.name == other.name


def _claim(left: list[Part], *sources: Part | None) -> Part | None:
    """Take out of ``left`` the merged part that the sources became."""
    for alike in (_same_text, _same_name):
        for source in sources:
            part = next((p for p in left if source and alike(source, p)), None)
            if part is not None:
                left.remove(part)
                return part
    return None
