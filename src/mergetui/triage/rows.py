"""Which rows the table list shows: a pure function of entries, filter and folds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from mergetui.triage.counts import phase_counts
from mergetui.triage.entries import Entry, Triage


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """The heading of a phase. ``shown`` of its ``tables`` pass the filter."""

    id: str  # "" for the tables that are in no phase
    title: str
    ordinal: int  # from 1, as in phase:3; 0 for the tables that are in no phase
    decided: int
    tables: int
    shown: int
    folded: bool

    @property
    def key(self) -> str:
        return f"phase:{self.id}"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One table under the heading of its phase."""

    entry: Entry

    @property
    def key(self) -> str:
        return self.entry.key


Row = PhaseRow | TableRow


def _all(_: Entry) -> bool:
    return True


def visible_rows(
    triage: Triage, passes: Callable[[Entry], bool] = _all, folds: Collection[str] = frozenset()
) -> tuple[Row, ...]:
    """Headings in the order of the phases, each with its tables by name unless it is folded.

    A phase in which no table passes the filter is not shown.
    """
    by_phase: dict[str, list[Entry]] = defaultdict(list)
    for entry in triage.entries.values():
        if passes(entry):
            by_phase[entry.phase or ""].append(entry)
    rows: list[Row] = []
    for ordinal, phase in enumerate(phase_counts(triage), 1):
        entries = by_phase[phase.id]
        if not entries:
            continue
        folded = phase.id in folds
        rows.append(
            PhaseRow(
                phase.id,
                phase.title,
                ordinal if phase.id else 0,
                phase.decided,
                phase.tables,
                len(entries),
                folded,
            )
        )
        if not folded:
            rows.extend(TableRow(entry) for entry in entries)
    return tuple(rows)


def next_row(rows: tuple[Row, ...], start: int, wanted: Callable[[Entry], bool], step: int) -> int:
    """The nearest table row from ``start`` that is wanted, around the ends; -1 if there is none.

    ``step`` is 1 for the next one and -1 for the one before; ``start`` itself comes last.
    """
    for distance in range(1, len(rows) + 1):
        index = (start + step * distance) % len(rows)
        row = rows[index]
        if isinstance(row, TableRow) and wanted(row.entry):
            return index
    return -1
