"""How much speaks for two columns being one: a score from 0 to 100, with its reasons.

A pair under two names is only taken over where the names are the same words and nothing else could
be meant; whatever else is alike is shown, so that a person may pair it. The score adds up

- names: 50 for the same words (``createdAt``, ``created_at``), 35 where those of one are among
  those of the other (``created``), else a share of 35 for the words that they have in common;
  ``id``, ``at``, ``is`` and ``has`` tell nothing on their own;
- types: 25 for the same, 15 for two of a kind (``integer``, ``bigint``);
- 25 where both point at the same table, and 20 less where only one does, or at another;
- 10 for the same default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mergetui.catalog.model import Column
from mergetui.catalog.names import Name
from mergetui.triage.differences import single_references
from mergetui.triage.entries import Entry
from mergetui.triage.pairs import Pair, pair_columns, spelling
from mergetui.triage.sides import Sides

SHOWN_FROM = 50  # what is less alike is no suggestion

_EMPTY_WORDS = frozenset({"id", "at", "is", "has", ""})
_KINDS = (
    ("text", "character varying", "character", "citext"),
    ("smallint", "integer", "bigint", "numeric", "real", "double precision"),
    ("date", "timestamp without time zone", "timestamp with time zone"),
    ("json", "jsonb"),
)

References = Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Likeness:
    """``reasons`` are phrases, what weighs most first."""

    remote: str
    local: str
    score: int
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        why = ", ".join(self.reasons) or "nothing in common, a decision pairs them"
        return f"{self.score} of 100: {why}"


def likeness(
    remote: Column, local: Column, remote_references: References, local_references: References
) -> Likeness:
    """What speaks for two columns being one. The references are what columns point at."""
    found = [
        _names(remote.name, local.name),
        _types(remote.type, local.type),
        _referents(remote_references.get(remote.name), local_references.get(local.name)),
        (10, "the same default") if remote.default and remote.default == local.default else (0, ""),
    ]
    told = sorted((f for f in found if f[0]), key=lambda f: -f[0])
    score = max(sum(points for points, _ in told), 0)
    return Likeness(remote.name, local.name, score, tuple(reason for _, reason in told))


def of_pair(sides: Sides, entry: Entry, pair: Pair) -> Likeness | None:
    """Why a pair under two names is one column; None where that needs no reason."""
    if pair.remote is None or pair.local is None or pair.remote.name == pair.local.name:
        return None
    return likeness(pair.remote, pair.local, *_references(sides, entry))


def suggestions(sides: Sides, entry: Entry) -> tuple[Likeness, ...]:
    """Columns that only one side has each and that may be one, the likeliest first."""
    if entry.remote is None or entry.local is None:
        return ()
    pairs = pair_columns(entry.remote, entry.local, entry.decision.columns)
    decided = {name for name, choice in entry.decision.columns.items() if choice.pair == ""}
    found = _alike(pairs, decided, *_references(sides, entry))
    return tuple(sorted(found, key=lambda f: (-f.score, f.remote, f.local)))


def _alike(
    pairs: tuple[Pair, ...], decided: set[str], remote: References, local: References
) -> Iterator[Likeness]:
    theirs = [p.local for p in pairs if p.local is not None and p.remote is None]
    for pair in pairs:
        if pair.remote is None or pair.local is not None or pair.key in decided:
            continue
        for column in theirs:
            found = likeness(pair.remote, column, remote, local)
            if found.score >= SHOWN_FROM:
                yield found


def _references(sides: Sides, entry: Entry) -> tuple[References, References]:
    return (
        single_references(sides.foreign_keys("remote", entry.key)),
        single_references(sides.foreign_keys("local", entry.key)),
    )


def _names(one: str, other: str) -> tuple[int, str]:
    mine, theirs = (set(spelling(name).split("_")) for name in (one, other))
    if spelling(one) == spelling(other):
        return 50, "the same words"
    mine, theirs = mine - _EMPTY_WORDS, theirs - _EMPTY_WORDS
    common = mine & theirs
    if not common:
        return 0, ""
    told = f"{' '.join(sorted(common))} in both names"
    if common in (mine, theirs):
        return 35, told
    return 35 * len(common) // len(mine | theirs), told


def _types(one: str, other: str) -> tuple[int, str]:
    if one == other:
        return 25, "the same type"
    bases = [text.partition("(")[0] for text in (one, other)]
    if any(set(bases) <= set(kind) for kind in _KINDS):
        return 15, "types of a kind"
    return 0, ""


def _referents(one: Name | None, other: Name | None) -> tuple[int, str]:
    if one is not None and one == other:
        return 25, f"both point at {one.key}"
    return (0, "") if one is None and other is None else (-20, "not pointing at the same table")
