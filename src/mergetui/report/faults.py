"""Faults told to people and as JSON: one by one, or those that say the same in one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mergetui.catalog.model import Fault
from mergetui.report.text import clean, count

FEW = 3  # places that stand for the others
LINES = 12  # groups that are told before the rest is only counted


def fault_text(fault: Fault) -> str:
    """``migrations/3.sql:12: relation "x" does not exist; left out``."""
    return clean(f"{fault.place}: {_said(fault)}")


def _said(fault: Fault) -> str:
    told = f"{fault.message}; {fault.outcome}"
    return f"{told}. {fault.hint}" if fault.hint else told


def fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "place": str(fault.place),
        "statement": fault.statement,
        "sqlstate": fault.sqlstate,
        "message": fault.message,
        "outcome": fault.outcome,
        "hint": fault.hint,
    }


def grouped_faults(faults: Iterable[Fault]) -> list[str]:
    """The faults with equal words in one line, the most frequent first; at most ``LINES`` lines,
    and one that says how many more there are and how to see them."""
    groups: dict[str, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(_said(fault), []).append(fault)
    largest = sorted(groups.values(), key=len, reverse=True)  # equal ones as they came
    lines = [_group(said) for said in largest[:LINES]]
    if any(len(said) > 1 for said in groups.values()) or len(groups) > LINES:
        rest = sum(map(len, largest[LINES:]))
        more = f"and {count(rest, 'other fault')}; " if rest else ""
        lines.append(f"{more}one by one: mergetui status --faults")
    return lines


def _group(faults: list[Fault]) -> str:
    if len(faults) == 1:
        return fault_text(faults[0])
    places = ", ".join(str(fault.place) for fault in faults[:FEW])
    more = f" and {len(faults) - FEW:,} more" if faults[FEW:] else ""
    return clean(f"{len(faults):,} times: {_said(faults[0])} ({places}{more})")
