"""Which rows the table list shows: a pure function of entries, filter and folds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mergetui.triage.counts import phase_counts
from mergetui.triage.entries import Entry, Triage
from mergetui.triage.filter import Filter


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """The heading of a phase, or of a section of objects. ``shown`` of its ``tables`` pass."""

    id: str  # as Entry.group: "" for the tables that are in no phase, "[types]" for types
    title: str
    ordinal: int  # from 1, as in phase:3; 0 where there is no phase
    decided: int
    tables: int
    shown: int
    folded: bool

    @property
    def key(self) -> str:
        return f"phase:{self.id}"


Row = PhaseRow | Entry


def visible_rows(
    triage: Triage, passes: Filter | None = None, folds: Collection[str] = frozenset()
) -> tuple[Row, ...]:
    """Headings in the order of the phases, each with its tables by name unless it is folded;
    then the types, functions, views and sequences.

    A phase in which no table passes the filter is not shown.
    """
    rows: list[Row] = []
    for ordinal, phase in enumerate(phase_counts(triage), 1):
        entries: Sequence[Entry] = triage.groups.get(phase.id, ())
        if passes is not None:
            entries = passes.of(entries)
        if not entries:
            continue
        folded = phase.id in folds
        rows.append(
            PhaseRow(
                phase.id,
                phase.title,
                ordinal if phase.id in triage.decisions.phases else 0,
                phase.decided,
                phase.tables,
                len(entries),
                folded,
            )
        )
        if not folded:
            rows.extend(entries)
    return tuple(rows)


def next_undecided(rows: Sequence[Row], start: int, step: int) -> int:
    """The nearest undecided row from ``start``, around the ends; -1 if there is none.

    ``step`` is 1 for the next one and -1 for the one before; ``start`` itself comes last.
    """
    for distance in range(1, len(rows) + 1):
        index = (start + step * distance) % len(rows)
        row = rows[index]
        if isinstance(row, Entry) and row.decision.action == "undecided":
            return index
    return -1
