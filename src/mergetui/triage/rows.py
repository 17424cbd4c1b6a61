"""Which rows the table list shows: a pure function of entries, filter and folds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import attrgetter
from typing import overload

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


class Rows(Sequence[Row]):
    """The rows of a list: headings, each with its tables, sorted by key, where it is not folded.

    The tables stay in the tuples of their phases: 50,000 of them are not even touched.
    """

    def __init__(self, groups: Sequence[tuple[PhaseRow, Sequence[Entry]]] = ()) -> None:
        self._groups = [(head, () if head.folded else of) for head, of in groups]
        self._starts = [0, *accumulate(1 + len(of) for _, of in self._groups)]

    @property
    def headings(self) -> Sequence[PhaseRow]:
        return [head for head, _ in self._groups]

    @property
    def shown(self) -> int:
        """How many tables there are, under folded headings too."""
        return sum(head.shown for head, _ in self._groups)

    @property
    def entries(self) -> Iterator[Entry]:
        """Those that can be seen."""
        return chain.from_iterable(of for _, of in self._groups)

    def find(self, key: str) -> int | None:
        """Where the row with a key is; None where it is not among them."""
        for start, (head, of) in zip(self._starts, self._groups, strict=False):
            if head.key == key:
                return start
            at = bisect_left(of, key, key=attrgetter("key"))
            if at < len(of) and of[at].key == key:
                return start + 1 + at
        return None

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        number = bisect_right(self._starts, at) - 1
        head, of = self._groups[number]
        within = at - self._starts[number]
        return of[within - 1] if within else head

    def __iter__(self) -> Iterator[Row]:
        for head, of in self._groups:
            yield head
            yield from of


def visible_rows(
    triage: Triage, passes: Filter | None = None, folds: Collection[str] = frozenset()
) -> Rows:
    """Headings in the order of the phases, each with its tables by name unless it is folded;
    then the types, functions, views and sequences.

    A phase in which no table passes the filter is not shown.
    """
    groups: list[tuple[PhaseRow, Sequence[Entry]]] = []
    for ordinal, phase in enumerate(phase_counts(triage), 1):
        entries: Sequence[Entry] = triage.groups.get(phase.id, ())
        if passes is not None:
            entries = passes.of(entries)
        if not entries:
            continue
        head = PhaseRow(
            phase.id,
            phase.title,
            ordinal if phase.id in triage.decisions.phases else 0,
            phase.decided,
            phase.tables,
            len(entries),
            phase.id in folds,
        )
        groups.append((head, entries))
    return Rows(groups)


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
