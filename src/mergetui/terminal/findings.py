"""What a table's choice is told: problems, what it drags along, hazards, what is left out, faults.

Pure sentences, each with where it leads: problems to the other table, what is dragged along to the
next table that goes with it, hazards to the SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from mergetui.merge.model import Consequence, Merged
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.session import Session
from mergetui.terminal.table_lines import Heading
from mergetui.triage.entries import Entry
from mergetui.triage.likeness import suggestions

T = TypeVar("T")

# What was composed is told of all tables at once, and asked for of one at each key.
_told: dict[str, tuple[Sequence[Any], Mapping[str, Sequence[Any]]]] = {}


def _of(name: str, told: Sequence[T], keys: Callable[[T], Iterable[str]], key: str) -> Sequence[T]:
    """Those of ``told`` that are about ``key``, in their order; ``told`` is gone through once."""
    known = _told.get(name)
    if known is None or known[0] is not told:
        found: dict[str, list[T]] = {}
        for one in told:
            for of in dict.fromkeys(keys(one)):
                found.setdefault(of, []).append(one)
        _told[name] = known = told, found
    return known[1].get(key, ())


def findings_of(session: Session, entry: Entry, glyphs: Glyphs) -> list[Heading]:
    """All that is known of one table beside its rows."""
    merged = session.merged
    found = list(_problems(merged, entry, glyphs)) if merged else []
    for side, fault in session.sides.faults.get(entry.key, ()):
        text = f"fault of the {side}, {fault.place}: {fault.message} [{fault.outcome}]"
        found.append(Heading(text, "warn", first=True, finding=True, place=fault.place))
    if merged:
        found += _group(
            "two meanings under one name; r o b d on the row of the one decide",
            (
                Heading(f"{glyphs['differs']} {c.message}", "warn", finding=True)
                for c in _consequences_of(merged, entry.key)
                if c.part
            ),
        )
        found += _group("dragged along", _consequences(merged, entry, glyphs))
    found += _group(
        "perhaps one column, under two names",
        (
            Heading(f"{s.remote} and {s.local}, {s}", "accent", column=s.remote, finding=True)
            for s in suggestions(session.sides, entry)
        ),
    )
    told_below = "permission-widened" if merged else None
    hazards = [h for h in session.hazards.get(entry.key, ()) if h.kind != told_below]
    found += _group(
        f"{len(hazards)} hazard{'s' if len(hazards) != 1 else ''}; enter shows the SQL",
        (Heading(f"! {h.kind}: {h.message}", "warn", sql=True, finding=True) for h in hazards),
    )
    if merged:
        gains = _of("widened", merged.widened, lambda w: (w.key, w.table.key), entry.key)
        found += _group(
            "who may do more than before",
            (Heading(f"! {w.message}", "warn", sql=True, finding=True) for w in gains),
        )
        lost = _of(
            "left out", merged.left_out, lambda o: (o.table.key,) if o.table else (), entry.key
        )
        found += _group(
            f"{len(lost)} left out",
            (
                Heading(f"- {o.side} {o.kind} {o.name}: {o.reason}", "warn", finding=True)
                for o in lost
            ),
        )
    return found


def _group(title: str, headings: Iterator[Heading]) -> list[Heading]:
    found = list(headings)
    return [Heading(title), *found] if found else []


def _problems(merged: Merged, entry: Entry, glyphs: Glyphs) -> Iterator[Heading]:
    for problem in _of("problems", merged.problems, lambda p: (p.table, p.other or ""), entry.key):
        other = problem.other if problem.table == entry.key else problem.table
        text = f"{glyphs['blocked']} {problem.message}"
        yield Heading(text, "bad", other, first=True, finding=True)


def _consequences_of(merged: Merged, key: str) -> Sequence[Consequence]:
    return _of("consequences", merged.consequences, lambda c: (c.table,), key)


def _consequences(merged: Merged, entry: Entry, glyphs: Glyphs) -> Iterator[Heading]:
    for consequence in _consequences_of(merged, entry.key):
        if consequence.part:
            continue
        message = consequence.message
        alike = _of("messages", merged.consequences, lambda c: (c.message,), message)
        together = [*dict.fromkeys(c.table for c in alike)]
        following = together[(together.index(entry.key) + 1) % len(together)]
        column = f"{consequence.column}: " if consequence.column else ""
        yield Heading(
            f"{glyphs['drags']} {column}{message}",
            "accent",
            following if following != entry.key else None,
            column=consequence.column,
            finding=True,
        )
