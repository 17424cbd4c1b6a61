"""How far a phase is, for the pane while the cursor is on its heading. Pure."""

from __future__ import annotations

from collections import Counter

from mergetui.terminal.lines import Line, fit
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.table_lines import Heading
from mergetui.triage.entries import Entry, Triage
from mergetui.triage.rows import PhaseRow

_BAR = 24
_LISTED = 200  # tables; n leads through more of them than one reads
_OF_THESE = {
    "common": "on both sides",
    "remote-only": "only on the remote",
    "local-only": "only on the local side",
    "type": "with columns of two types",
    "referents": "with a column that has two targets",
    "faults": "with faults",
    "stale": "stale",
    "blocked": "blocked",
}


def phase_fact(row: PhaseRow, width: int, glyphs: Glyphs) -> Line:
    """How much is decided."""
    full = row.decided * _BAR // max(row.tables, 1)
    drawn = glyphs["full"] * full + glyphs["empty"] * (_BAR - full)
    text = f" {drawn}  {row.decided} of {row.tables} decided"
    return [(fit(text, width, glyphs["cut"]), "accent")]


def phase_lines(triage: Triage, row: PhaseRow, glyphs: Glyphs) -> list[Heading]:
    """What was chosen, what is hard, and what is left to do, each table with a way to it."""
    entries = triage.groups.get(row.id, ())
    actions: Counter[str] = Counter()
    found: Counter[str] = Counter()
    left: list[Entry] = []
    for entry in entries:  # once: there may be thousands
        actions[entry.decision.action] += 1
        found[entry.presence] += 1
        found.update(entry.differences)
        for name in ("faults", "stale", "blocked"):
            if getattr(entry, name):
                found[name] += 1
        if entry.state != "decided":
            left.append(entry)
    lines: list[Heading] = []
    if row.shown != row.tables:
        told = f"the filter shows {row.shown:,} of {row.tables:,}; this is of all of them"
        lines.append(Heading(told, "warn"))
    lines.append(Heading("chosen"))
    lines += [Heading(f"  {n:5,} {action}", "plain") for action, n in actions.most_common()]
    lines.append(Heading("of these"))
    lines += [
        Heading(f"  {found[name]:5,} {words}", "plain")
        for name, words in _OF_THESE.items()
        if found[name]
    ]
    lines.append(Heading(f"{len(left):,} to look at; enter leads there" if left else "all done"))
    for entry in left[:_LISTED]:
        lines.append(Heading(f"  {glyphs[entry.state]} {entry.block}", "plain", entry.key))
    if left[_LISTED:]:
        lines.append(Heading(f"  and {len(left) - _LISTED:,} more", "dim"))
    return lines
