"""What the tables of the merged catalog share while they are composed: what becomes of each side,
the names that are taken, and what is told and left out on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mergetui.catalog.names import Name
from mergetui.decisions.model import Side
from mergetui.merge.fates import Fates
from mergetui.merge.model import Consequence, LeftOut, Problem
from mergetui.merge.targets import Source

SEVERAL = (
    "the rows of several tables come together here, and may hold the same values; it stays where "
    "the blocks of all of them but one make a column of it anew with using"
)
PARTS = "a key of a partitioned table holds the columns that it is partitioned by"


@dataclass(slots=True)
class Assembly:
    """What the tables of the merged catalog share while they are composed."""

    fates: Mapping[Side, Fates]
    relation_names: set[str] = field(default_factory=set)  # tables, indexes ... of all schemas
    left_out: list[LeftOut] = field(default_factory=list)
    statistics_names: set[str] = field(default_factory=set)  # quoted and qualified
    source_of_truth: tuple[str, ...] = ()  # as [defaults] says
    rows: Mapping[Name, int] = field(default_factory=dict)  # of the remote, where known
    told: list[Problem | Consequence] = field(default_factory=list)

    def free_name(self, name: str, taken: Callable[[str], bool], side: Side) -> str:
        """The name, or one with the side and then a number where it is taken."""
        if not taken(name):
            return name
        candidates = (f"{_cut(name, 9)}_{side}{'' if n == 1 else n}" for n in range(1, 1000))
        return next(c for c in candidates if not taken(c))

    def omit(self, source: Source, kind: str, name: str, definition: str, reason: str) -> None:
        self.left_out.append(
            LeftOut(
                side=source.side,
                kind=kind,
                table=source.name,
                name=name,
                definition=definition,
                reason=reason,
                decision=source.label,
            )
        )


def _cut(name: str, room: int) -> str:
    return name.encode()[: 63 - room].decode(errors="ignore")


def names_lost(lost: tuple[str, ...]) -> str:
    """Why something is left out that speaks of what a decision gives up."""
    return f"it names what the merge does not have: {', '.join(lost)}"
