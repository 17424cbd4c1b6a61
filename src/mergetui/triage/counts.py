"""The counts of a merge, under the names of ``mergetui status --json``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mergetui.catalog.model import Catalog
from mergetui.catalog.source import is_url
from mergetui.decisions.model import ACTIONS, SIDES
from mergetui.triage.entries import Tally, Triage
from mergetui.triage.referents import two_referents

SECTION_TITLES = {
    "types": "Types",
    "functions": "Functions",
    "views": "Views",
    "sequences": "Sequences",
    "others": "Schemas, extensions, collations, publications ...",
}
OTHER = "Other"  # the title of the tables that are in no phase; their phase id is ""


@dataclass(frozen=True, slots=True)
class PhaseCount:
    """How far a phase is. ``id`` is empty for the tables that are in no phase, and that of
    ``Entry.group`` for the types, functions, views and sequences."""

    id: str
    title: str
    tables: int
    decided: int


@lru_cache(maxsize=2)  # asked for at each key, and the same until the next choice
def phase_counts(triage: Triage) -> tuple[PhaseCount, ...]:
    """Each phase in the order of the file; the tables without one, where there are any; then the
    sections of objects that hold any."""
    titles = dict(triage.decisions.phases)
    if "" in triage.groups:
        titles[""] = OTHER
    for section, title in SECTION_TITLES.items():
        if f"[{section}]" in triage.groups:
            titles[f"[{section}]"] = title
    return tuple(
        PhaseCount(id, title, tally.entries, tally.decided)
        for id, title in titles.items()
        for tally in [triage.tallies.get(id, Tally())]
    )


def tables_tally(triage: Triage) -> Tally:
    """How far the tables are, all phases together."""
    return sum((t for id, t in triage.tallies.items() if not id.startswith("[")), Tally())


def status(triage: Triage) -> dict[str, Any]:
    """What ``status --json`` prints, key by key."""
    entries = triage.entries.values()
    sources = {"remote": triage.decisions.sources.remote, "local": triage.decisions.sources.local}
    presence = Counter(e.presence for e in entries)
    actions = Counter(e.decision.action for e in entries)
    return {
        "remote": _side(triage.sides.remote),
        "local": _side(triage.sides.local),
        "tables": len(entries),
        "common": presence["common"],
        "remote_only": presence["remote-only"],
        "local_only": presence["local-only"],
        "undecided": actions["undecided"],
        "stale": sum(e.stale for e in entries),
        "blocked": sum(e.blocked for e in entries),
        "actions": {action: actions[action] for action in ACTIONS if actions[action]},
        "two_referents": _two_referents(triage),
        "phases": [
            {"id": p.id, "title": p.title, "tables": p.tables, "decided": p.decided}
            for p in phase_counts(triage)
            if not p.id.startswith("[")
        ],
        "not_handled": {side: dict(triage.sides.catalog(side).not_handled) for side in SIDES},
        "excluded": {side: dict(triage.sides.catalog(side).excluded) for side in SIDES},
        "platform": {
            side: list(platform_left_out(triage.sides.catalog(side), sources[side]))
            for side in SIDES
        },
    }


def platform_left_out(catalog: Catalog, source: str) -> tuple[str, ...]:
    """The platform's schemas that are not merged: those of a database, and of files what stands in
    for them, if a statement is about them."""
    live = is_url(source) or source.startswith("env:")
    told = any(kind.endswith("of the platform") for kind in catalog.not_handled)
    return catalog.platform if live or told else ()


def _two_referents(triage: Triage) -> dict[str, int]:
    """Columns that point at two tables, and those of them that no ``take`` decides."""
    found = [t for e in triage.entries.values() for t in two_referents(triage.sides, e)]
    return {"columns": len(found), "undecided": sum(t.take is None for t in found)}


def open_objects(triage: Triage) -> int:
    """How many types, functions, views and sequences are undecided."""
    of = (t for id, t in triage.tallies.items() if id.startswith("["))
    return sum(t.entries - t.decided for t in of)


def _side(catalog: Catalog) -> dict[str, int]:
    return {
        "tables": len(catalog.tables),
        "columns": catalog.column_count,
        "faults": len(catalog.faults),
    }
