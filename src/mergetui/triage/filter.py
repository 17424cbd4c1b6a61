"""The filter language of ``list``, ``decide --where`` and the screen.

Words are substrings of the table's name or of the name it is to have; a space means *and*; a word
in lower case matches any case (smart case). A facet is ``name:value``; several values with commas
mean *or*; a value may be cut short (``is:und``), so that a filter works while it is typed.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache, reduce
from operator import attrgetter
from typing import TypeAlias

from mergetui.catalog.model import ForeignKey, Table
from mergetui.decisions.model import ACTIONS, Action
from mergetui.decisions.parts import parts_of, two_meanings
from mergetui.decisions.write import OBJECT_SECTIONS
from mergetui.errors import InputError, Mistake
from mergetui.triage.entries import Entry, Triage

Test = Callable[[Entry], bool]

IS: Mapping[str, Test] = {
    "undecided": lambda e: e.decision.action == "undecided",
    "decided": lambda e: e.decision.action != "undecided",
    "stale": lambda e: e.stale,
    "blocked": lambda e: e.blocked,
    "common": lambda e: e.presence == "common",
    "remote-only": lambda e: e.presence == "remote-only",
    "local-only": lambda e: e.presence == "local-only",
}


def _on_a_side(of: Callable[[Table], object]) -> Test:
    return lambda e: bool((e.remote and of(e.remote)) or (e.local and of(e.local)))


def _undecided_parts(entry: Entry) -> bool:
    """Whether a merged table has parts with two meanings that nobody decided."""
    if entry.decision.action not in ("merge", "merge-into"):
        return False
    mine, theirs = parts_of(entry.remote), parts_of(entry.local)
    for key in two_meanings(entry.remote, entry.local) - entry.decision.parts.keys():
        one, other = mine[key], theirs[key]
        if not (isinstance(one, ForeignKey) and isinstance(other, ForeignKey)):
            return True
        if one.references == other.references:  # else has:referents shows it
            return True
    return False


HAS: Mapping[str, Test] = {
    "conflict": lambda e: "type" in e.differences or "referents" in e.differences,
    "referents": lambda e: "referents" in e.differences,
    "types": lambda e: "type" in e.differences,
    "names": lambda e: "name" in e.differences,
    "fault": lambda e: e.faults > 0,
    "rows": lambda e: bool(e.rows),
    "reason": lambda e: bool(e.decision.reason),
    "columns": lambda e: bool(e.decision.columns),
    "parts": _undecided_parts,
    "rls": _on_a_side(attrgetter("rls")),
    "policies": _on_a_side(attrgetter("policies")),
    "triggers": _on_a_side(attrgetter("triggers")),
    "checks": _on_a_side(attrgetter("checks")),
    "foreign-keys": _on_a_side(attrgetter("foreign_keys")),
}

SIDE: Mapping[str, Test] = {
    "remote": lambda e: e.presence != "local-only",
    "local": lambda e: e.presence != "remote-only",
}


def _section(section: str) -> Test:
    return lambda e: e.section == section


KIND: Mapping[str, Test] = {
    section.removesuffix("s"): _section(section) for section in ("tables", *OBJECT_SECTIONS)
}


def _action(action: Action) -> Test:
    return lambda e: e.decision.action == action


ACTION: Mapping[str, Test] = {action: _action(action) for action in ACTIONS}

FACETS: Mapping[str, str] = {
    "phase": "phase:3, phase:core, phase:profile, phase:other",
    "is": ", ".join(f"is:{v}" for v in IS),
    "has": ", ".join(f"has:{v}" for v in HAS),
    "type": "type:uuid (a column of such a type)",
    "kind": ", ".join(f"kind:{v}" for v in KIND),
    "action": ", ".join(f"action:{v}" for v in ACTIONS),
    "side": "side:remote, side:local",
}


@dataclass(frozen=True, slots=True)
class _Word:
    """A part of a name, in any case where it is lower case itself."""

    word: str
    folds: bool

    def __call__(self, entry: Entry) -> bool:
        return self.word in (entry.folded if self.folds else entry.names)

    def of(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Those that have it: without a call for each, as this is typed letter by letter."""
        word = self.word
        if self.folds:
            return [e for e in entries if word in e.folded]
        return [e for e in entries if word in e.names]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that was understood. The empty one shows everything."""

    text: str = ""
    tests: tuple[Test, ...] = ()

    def among(self, triage: Triage) -> list[Entry]:
        """The tables that pass; types, functions ... only where the filter asks for a kind."""
        asks = any(word.startswith("kind:") for word in self.text.split())
        return list(self.of([*(triage.everything if asks else triage.entries).values()]))

    def __call__(self, entry: Entry) -> bool:
        return all(test(entry) for test in self.tests)

    def of(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Those that pass, in their order; test by test, since there may be 50,000."""
        for test in self.tests:
            entries = _passing(test, entries)
        return entries


_Passing: TypeAlias = tuple[Sequence[Entry], Sequence[Entry]]
_passing_last: dict[tuple[Test, int], _Passing] = {}
_KEPT = 128


def _passing(test: Test, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Those that pass one test. Kept for the next letter: what stands before it in the filter
    has gone through the same entries already."""
    key = test, id(entries)
    if key not in _passing_last:
        if len(_passing_last) >= _KEPT:
            del _passing_last[next(iter(_passing_last))]
        found = test.of(entries) if isinstance(test, _Word) else list(filter(test, entries))
        _passing_last[key] = entries, found  # the entries too, whose id is no other's meanwhile
    return _passing_last[key][1]


def parse_filter(text: str, phases: Mapping[str, str]) -> Filter:
    """Understand a filter. ``phases`` maps id to title, in order. Raises InputError."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise InputError(f"The filter {text!r} has a quote that is not closed.") from None
    tests: list[Test] = []
    mistakes: list[Mistake] = []
    for word in words:
        try:
            tests.append(_test(word, tuple(phases.items())))
        except InputError as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise InputError(*mistakes)
    return Filter(text, tuple(tests))


@lru_cache(maxsize=64)  # the same test for the same word, as _passing knows it
def _test(word: str, titles: tuple[tuple[str, str], ...]) -> Test:
    phases = dict(titles)
    facet, colon, value = word.partition(":")
    if not colon:
        return _word(word)
    values = [v for v in value.split(",") if v] or [""]
    match facet:
        case "is" | "has" | "action" | "side" | "kind":
            named = {"is": IS, "has": HAS, "action": ACTION, "side": SIDE, "kind": KIND}[facet]
            return _any([_named(facet, v, named) for v in values])
        case "phase":
            return _any([_phase(v, phases) for v in values])
        case "type":
            return _any([_type(v) for v in values])
    raise InputError(
        f"{facet}: is no facet of a filter.{_nearest(facet, FACETS)} "
        f"One of: {', '.join(f'{f}:' for f in FACETS)}"
    )


def _word(word: str) -> Test:
    return _Word(word, word == word.lower())


def _named(facet: str, value: str, named: Mapping[str, Test]) -> Test:
    if not value:
        return _anything  # it is still being typed
    if value in named:
        return named[value]
    tests = [test for name, test in named.items() if name.startswith(value)]
    if not tests:
        raise InputError(
            f"{facet}:{value} is no filter.{_nearest(value, named)} "
            f"One of: {', '.join(f'{facet}:{name}' for name in named)}"
        )
    return _any(tests)


def _phase(value: str, phases: Mapping[str, str]) -> Test:
    wanted = value.lower()
    found: set[str | None] = set()
    for ordinal, (id, title) in enumerate(phases.items(), 1):
        words = title.lower().replace("/", " ").split()
        if wanted in (id.lower(), str(ordinal)):
            found = {id}
            break
        if id.lower().startswith(wanted) or any(w.startswith(wanted) for w in words):
            found.add(id)
    if "other".startswith(wanted) and not wanted.isdigit():
        found.add(None)
    if not found:
        known = ", ".join(f"{n} {id} ({title})" for n, (id, title) in enumerate(phases.items(), 1))
        raise InputError(f"phase:{value} is no phase. The phases are: {known or 'none'}")
    return lambda e: e.phase in found and e.section == "tables"


def _type(value: str) -> Test:
    wanted = value.lower()
    return lambda e: wanted in e.types


def _anything(_: Entry) -> bool:
    return True


def _any(tests: list[Test]) -> Test:
    return reduce(_or, tests)


def _or(one: Test, other: Test) -> Test:
    return lambda e: one(e) or other(e)


def _nearest(word: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(word, known, 1, 0.6)
    return f" Did you mean {near[0]}?" if near else ""
