"""The counts of a merge, under the names of ``mergetui status --json``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from mergetui.catalog.model import Catalog
from mergetui.decisions.model import ACTIONS
from mergetui.triage.entries import Triage

OTHER = "Other"  # the title of the tables that are in no phase; their phase id is ""


@dataclass(frozen=True, slots=True)
class PhaseCount:
    """How far a phase is. ``id`` is empty for the tables that are in no phase."""

    id: str
    title: str
    tables: int
    decided: int


def phase_counts(triage: Triage) -> tuple[PhaseCount, ...]:
    """Each phase in the order of the file; the tables without one last, where there are any."""
    tables = Counter(e.phase or "" for e in triage.entries.values())
    decided = Counter(e.phase or "" for e in triage.entries.values() if e.state != "undecided")
    titles = dict(triage.decisions.phases)
    if tables[""]:
        titles[""] = OTHER
    return tuple(PhaseCount(id, title, tables[id], decided[id]) for id, title in titles.items())


def status(triage: Triage) -> dict[str, Any]:
    """What ``status --json`` prints, key by key."""
    entries = triage.entries.values()
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
        "phases": [
            {"id": p.id, "title": p.title, "tables": p.tables, "decided": p.decided}
            for p in phase_counts(triage)
        ],
    }


def _side(catalog: Catalog) -> dict[str, int]:
    return {
        "tables": len(catalog.tables),
        "columns": catalog.column_count,
        "faults": len(catalog.faults),
    }
