"""How far a phase is, for the pane while the cursor is on its heading. Pure."""

from __future__ import annotations

from collections import Counter

from mergetui.terminal.lines import Line, fit
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.table_lines import Heading
from mergetui.triage.entries import Triage
from mergetui.triage.rows import PhaseRow

_BAR = 24


def phase_fact(row: PhaseRow, width: int, glyphs: Glyphs) -> Line:
    """How much is decided."""
    full = row.decided * _BAR // max(row.tables, 1)
    drawn = glyphs["full"] * full + glyphs["empty"] * (_BAR - full)
    text = f" {drawn}  {row.decided} of {row.tables} decided"
    return [(fit(text, width, glyphs["cut"]), "accent")]


def phase_lines(triage: Triage, row: PhaseRow, glyphs: Glyphs) -> list[Heading]:
    """What was chosen, what is hard, and what is left to do, each table with a way to it."""
    entries = triage.groups.get(row.id, ())
    lines = [Heading("chosen")]
    actions = Counter(e.decision.action for e in entries)
    lines += [Heading(f"  {n:5,} {action}", "plain") for action, n in actions.most_common()]
    lines.append(Heading("of these"))
    for words, number in (
        ("on both sides", sum(e.presence == "common" for e in entries)),
        ("only on the remote", sum(e.presence == "remote-only" for e in entries)),
        ("only on the local side", sum(e.presence == "local-only" for e in entries)),
        ("with columns of two types", sum("type" in e.differences for e in entries)),
        ("with a column that has two targets", sum("referents" in e.differences for e in entries)),
        ("with faults", sum(e.faults > 0 for e in entries)),
        ("stale", sum(e.stale for e in entries)),
        ("blocked", sum(e.blocked for e in entries)),
    ):
        if number:
            lines.append(Heading(f"  {number:5,} {words}", "plain"))
    left = [e for e in entries if e.state != "decided"]
    lines.append(Heading(f"{len(left):,} to look at; enter leads there" if left else "all done"))
    lines += [Heading(f"  {glyphs[e.state]} {e.block}", "plain", e.key) for e in left]
    return lines
