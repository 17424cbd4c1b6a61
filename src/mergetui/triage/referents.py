"""Columns that point at two tables, one on each side: after the merge they can point at one.

Which one is for a decision. What is declared as the single source of truth makes the suggestion;
it decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.model import Side, Take
from mergetui.decisions.parts import key_of
from mergetui.triage.differences import single_references
from mergetui.triage.entries import Entry
from mergetui.triage.pairs import pair_columns
from mergetui.triage.sides import Sides


@dataclass(frozen=True, slots=True)
class TwoReferents:
    """A pair of columns with a foreign key on each side, to different tables."""

    column: str  # as ``[tables.X.columns]`` knows it
    remote: Name
    local: Name
    take: Take | None  # what was decided

    def text(self, sides: Sides, source_of_truth: Sequence[str]) -> str:
        """Both ends with their rows, and what speaks for one."""
        ends = " and ".join(
            end(name, side, sides.rows(name.key))
            for name, side in ((self.remote, "remote"), (self.local, "local"))
        )
        told = f"{self.column} points at two tables, {ends}"
        if self.take:
            return f'{told}; decided: take = "{self.take}"'
        hint = suggestion(self.column, self.remote, self.local, source_of_truth)
        return f"{told}; {hint or 'nobody has said which'}"


def two_referents(sides: Sides, entry: Entry) -> tuple[TwoReferents, ...]:
    """Those of one table, in the order of its columns."""
    if "referents" not in entry.differences:
        return ()
    remote = single_references(sides.foreign_keys("remote", entry.key))
    local = single_references(sides.foreign_keys("local", entry.key))
    found = []
    for pair in pair_columns(entry.remote, entry.local, entry.decision.columns):
        if pair.remote is None or pair.local is None:
            continue
        one, other = remote.get(pair.remote.name), local.get(pair.local.name)
        if one is not None and other is not None and one != other:
            choice = entry.decision.columns.get(pair.key)
            take = choice.take if choice else None
            take = take or _of_constraints(sides, entry, pair.remote.name, pair.local.name)
            found.append(TwoReferents(pair.key, one, other, take))
    return tuple(found)


def _of_constraints(sides: Sides, entry: Entry, remote: str, local: str) -> Take | None:
    """What is decided of the foreign keys of a column, which has two names."""
    for side, column in (("remote", remote), ("local", local)):
        for key in sides.foreign_keys("remote" if side == "remote" else "local", entry.key):
            choice = entry.decision.parts.get(key_of(key))
            if key.columns == (column,) and choice and choice.take:
                return choice.take
    return None


def suggested(remote: Name, local: Name, source_of_truth: Sequence[str]) -> Side | None:
    """The side whose end alone is declared a source of truth."""
    declared = [name.key in source_of_truth for name in (remote, local)]
    if declared == [True, False]:
        return "remote"
    return "local" if declared == [False, True] else None


def suggestion(
    column: str, remote: Name, local: Name, source_of_truth: Sequence[str]
) -> str | None:
    """``suggested: who = { take = "local" }, since users is declared the source of truth``."""
    side = suggested(remote, local, source_of_truth)
    if side is None:
        return None
    truth = remote if side == "remote" else local
    return (
        f'suggested: {quote_ident(column)} = {{ take = "{side}" }}, since {truth.key} is declared '
        "the source of truth"
    )


def end(name: Name, side: str, rows: int | None) -> str:
    """``users (local, about 57 rows)``: the remote's rows, where it has such a table."""
    held = f", about {rows:,} rows" if rows is not None else ""
    return f"{name.key} ({side}{held})"
