"""What was seen when a migration ran on a copy, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mergetui.report.text import clean, count


def proof_text(facts: Mapping[str, Any]) -> list[str]:
    """The facts of ``prove --json``, a line each, and what is missing by name."""
    rows = facts["rows"]
    seen = [str(d) for d in facts["differences"]]
    again = [d for d in seen if d.startswith("the second export still has: ")]
    lines = [
        _line(facts["applied"], f"applied: {count(facts['statements'], 'statement')}"),
        _line(
            facts["identical"],
            "the migrated copy and a database made from the merged schema dump to the same text",
        ),
        *(f"      {clean(d)}" for d in seen if d not in again),
        *(f"      {clean(_file(f))}" for f in facts.get("files", ())),
        _line(facts["second_export_empty"], "a second export is empty"),
        *(f"      {clean(d)}" for d in again),
        _line(
            not rows["lost"],
            f"rows: {rows['before']:,} before, {rows['after']:,} after, {rows['lost']:,} lost"
            + (f", {rows['given_up']:,} given up" if rows.get("given_up") else ""),
        ),
    ]
    for kind, title in (
        ("foreign_keys", "foreign keys"),
        ("policies", "policies"),
        ("rls", "tables with row level security"),
    ):
        of = facts[kind]
        present = f"{title}: {of['present']:,} of {of['expected']:,} present"
        lines.append(_line(of["present"] == of["expected"], present))
        lines += [_missing(item) for item in of["missing"]]
    if facts["unproven"]:
        lines.append(f"not proven: {len(facts['unproven']):,}")
        lines += [f"      {clean(str(u))}" for u in facts["unproven"]]
    return lines


def _file(ran: Mapping[str, Any]) -> str:
    """``merge.sql: 1.2 s, held in the end AccessExclusiveLock on 12 tables``."""
    held = ", ".join(f"{mode} on {count(n, 'table')}" for mode, n in ran["locks"].items())
    return f"{ran['name']}: {ran['seconds']} s" + (f", held in the end {held}" if held else "")


def _missing(item: Mapping[str, str]) -> str:
    """What a side has and the migrated copy has not, and why."""
    whose = f"the {item['side']}'s " if item["side"] else ""
    by = f" [{item['decision']}]" if item.get("decision") else ""
    return clean(f"      without {whose}{item['name']}: {item['reason']}{by}")


def _line(holds: bool, text: str) -> str:
    return f"{'ok   ' if holds else 'FAIL '} {text}"
