"""Which column of the remote and which of the local are one column after the merge.

A pair is found by equal names, by a decision, or by the same words spelled another way
(``createdAt`` and ``created_at``). Only an unambiguous one is taken over.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mergetui.catalog.model import Column, Table
from mergetui.decisions.model import ColumnDecision

Reason = Literal["name", "spelling", "decision", ""]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def spelling(name: str) -> str:
    """The words of a name in snake_case: ``createdAt`` is ``created_at``."""
    return _HUMP.sub("_", name).lower()


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the side-by-side diff: a column of either side, or of both."""

    remote: Column | None
    local: Column | None
    reason: Reason = ""  # why both are one column; empty where only one side has it

    @property
    def key(self) -> str:
        """The name that ``[tables.X.columns]`` knows the pair by."""
        column = self.remote or self.local
        assert column is not None
        return column.name


_made_last: deque[tuple[Table, Table, Mapping[str, str], tuple[Pair, ...]]] = deque(maxlen=4)


def pair_columns(
    remote: Table | None, local: Table | None, columns: Mapping[str, ColumnDecision]
) -> tuple[Pair, ...]:
    """Pair the columns of two tables: the remote's in their order, then the local's own."""
    if remote is None or local is None:
        alone_on_remote = remote is not None
        one = remote or local
        return tuple(
            Pair(c, None) if alone_on_remote else Pair(None, c)
            for c in (one.columns if one else ())
        )
    paired = {name: d.pair for name, d in columns.items() if d.pair is not None}
    for known in tuple(_made_last):  # for the list, for the pane, for a choice ...
        if known[0] is remote and known[1] is local and known[2] == paired:
            return known[3]
    pairs = _paired(remote, local, paired)
    _made_last.append((remote, local, paired, pairs))
    return pairs


def _paired(remote: Table, local: Table, paired: Mapping[str, str]) -> tuple[Pair, ...]:
    """``paired`` says which columns were paired by a decision; "" is with none."""
    remote_columns = remote.columns
    local_columns = {c.name: c for c in local.columns}
    found: dict[str, tuple[str, Reason]] = {}
    free = dict(local_columns)

    def take(remote_name: str, local_name: str, reason: Reason) -> None:
        found[remote_name] = (local_name, reason)
        del free[local_name]

    for column in remote_columns:
        if (wanted := paired.get(column.name)) in free:
            take(column.name, wanted, "decision")
    alone = {name for name, wanted in paired.items() if not wanted}
    for column in remote_columns:
        if column.name in free and column.name not in found and column.name not in alone:
            take(column.name, column.name, "name")
    by_spelling = _by_spelling(free)
    remote_spellings = _by_spelling(c.name for c in remote_columns if c.name not in found)
    for words, names in remote_spellings.items():
        candidates = by_spelling.get(words, [])
        if len(names) == len(candidates) == 1 and names[0] not in alone:
            take(names[0], candidates[0], "spelling")

    rows = [
        Pair(column, local_columns[found[column.name][0]], found[column.name][1])
        if column.name in found
        else Pair(column, None)
        for column in remote_columns
    ]
    return (*rows, *(Pair(None, column) for column in free.values()))


def _by_spelling(names: Iterable[str]) -> Mapping[str, list[str]]:
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in names:
        spellings[spelling(name)].append(name)
    return spellings
