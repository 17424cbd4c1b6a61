"""What the tables of the merged catalog share while they are composed: what becomes of each side,
the names that are taken, and what is told and left out on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.model import Side
from mergetui.decisions.parts import Part, key_of, kind_of, part_key, parts_of
from mergetui.merge.expressions import Rewritten
from mergetui.merge.fates import Fates
from mergetui.merge.model import Consequence, LeftOut, Problem
from mergetui.merge.parts import instead_of, way_to_decide
from mergetui.merge.targets import Source, Target

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
    called: dict[tuple[Name, str], tuple[Source, str]] = field(default_factory=dict)
    # (table, part of the merge) that could not have its own name -> where it comes from

    def free_name(self, name: str, taken: Callable[[str], bool], side: Side) -> str:
        """The name, or one with the side and then a number where it is taken."""
        if not taken(name):
            return name
        candidates = (f"{_cut(name, 9)}_{side}{'' if n == 1 else n}" for n in range(1, 1000))
        return next(c for c in candidates if not taken(c))

    def another(
        self,
        target: Target,
        source: Source,
        part: Part,
        name: str | None,
        how: str = "",
        *,
        beside: tuple[Source, Part] | None = None,
    ) -> None:
        """Tell of a part that has a name which means something else in another source of its table
        (``beside``, where that is known): it stays as ``name``, or not where that is None."""
        key = key_of(part)
        if name is not None:
            self.called[target.name, part_key(kind_of(part), name)] = (source, key)
        if beside is None:
            others = ((s, parts_of(s.kept)) for s in target.by_precedence if s is not source)
            beside = next(((s, held[key]) for s, held in others if key in held), None)
        if beside is None or key in source.parts.said:
            return
        other, instead = beside
        stays = f"that of the {other.side} stays"
        if name is not None:
            stays = f"both stay, that of the {source.side} as {quote_ident(name)}{how}"
        kind = kind_of(part)
        noun = kind if kind not in ("key", "exclusion") else f"{kind} constraint"
        shown = part.name if kind == "statistics" else quote_ident(part.name)
        way = way_to_decide(other.key, source.key, key, both=name is not None)
        if key_of(instead) != key:
            way = instead_of(other.key, instead)
        message = f"{noun} {shown} is another one in what comes together here: {stays}. {way}"
        self.told.append(Consequence(table=source.key, column=None, message=message, part=key))

    def raises(self, source: Source, part: str, new: Rewritten) -> None:
        """Tell of what a part of a table casts back, and of rows that may not be such."""
        if new.raises:
            told = Consequence(table=source.key, column=None, message=raising(part, new.raises))
            self.told.append(told)

    def omit(
        self,
        source: Source,
        kind: str,
        name: str,
        definition: str,
        reason: str,
        decision: str | None = None,
    ) -> None:
        """List what is left out, by the decision of its table where no other is named."""
        self.left_out.append(
            LeftOut(
                side=source.side,
                kind=kind,
                table=source.name,
                name=name,
                definition=definition,
                reason=reason,
                decision=decision or source.label,
            )
        )


def _cut(name: str, room: int) -> str:
    return name.encode()[: 63 - room].decode(errors="ignore")


def names_lost(lost: tuple[str, ...]) -> str:
    """Why something is left out that speaks of what a decision gives up."""
    return f"it names what the merge does not have: {', '.join(lost)}"


def raising(what: str, casts: Iterable[str]) -> str:
    """What is to be known of an object whose SQL casts columns back that have another type now."""
    return (
        f"{what} reads {', '.join(casts)}, and fails where a row holds no such value: write it for"
        " the type that the column has after the merge"
    )
