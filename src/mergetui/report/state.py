"""The state of a merge and single tables, as text and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from mergetui.catalog.names import quote_ident
from mergetui.decisions.check import objects
from mergetui.decisions.model import TableDecision
from mergetui.merge.model import Consequence, LeftOut, Merged, Problem
from mergetui.report.faults import fault_json, fault_text
from mergetui.report.text import age, clean, columns, count, few
from mergetui.triage.aligned import AlignedRow, Cell, aligned_rows
from mergetui.triage.describe import with_short_types
from mergetui.triage.entries import Entry
from mergetui.triage.likeness import Likeness, suggestions
from mergetui.triage.objects import object_rows
from mergetui.triage.sides import Sides

_FIRST_PLURAL = re.compile(r".*?(?= (?:of|on|with|not|behind|to|from|that|taken)\b)")


def status_text(facts: Mapping[str, Any]) -> list[str]:
    """The counts of ``status --json`` for people."""
    remote, local = facts["remote"], facts["local"]
    decided = facts["tables"] - facts["undecided"]
    lines = columns(
        (
            side,
            count(of["tables"], "table"),
            count(of["columns"], "column"),
            count(of["faults"], "fault"),
        )
        for side, of in (("remote", remote), ("local", local))
    )
    lines += unread_text(facts)
    if told := ages_text(facts.get("read", {})):
        lines.append(told)
    if facts.get("has_run"):
        lines.append(
            "the merge has run, or a part of it: mergetui export --partial shows what is left"
        )
    lines.append(
        f"{count(facts['tables'], 'table')}: {facts['common']:,} common, "
        f"{facts['remote_only']:,} remote-only, {facts['local_only']:,} local-only"
    )
    lines.append(
        f"{decided:,} decided, {facts['undecided']:,} undecided, "
        f"{facts['stale']:,} stale, {facts['blocked']:,} blocked"
    )
    if actions := {a: n for a, n in facts["actions"].items() if a != "undecided"}:
        lines.append(", ".join(f"{action} {n:,}" for action, n in actions.items()))
    if two := facts["two_referents"]["columns"]:
        open_ones = facts["two_referents"]["undecided"]
        told = f"{open_ones:,} without a take" if open_ones else "each with a take"
        points = "points" if two == 1 else "point"
        lines.append(f"{count(two, 'column')} {points} at two tables, {told}: list has:referents")
    if parts := facts.get("undecided_parts"):
        told = count(parts, "part", "parts")
        lines.append(f"{told} of tables with two meanings, undecided, so both stay: list has:parts")
    if facts["phases"]:
        lines.append("")
        lines += columns(
            (f"{p['decided']:,}/{p['tables']:,}", p["title"], p["id"]) for p in facts["phases"]
        )
    return lines


def ages_text(read: Mapping[str, datetime | None]) -> str:
    """``snapshots: remote read 2 days ago, local read an hour ago``; empty where there are none."""
    told = ", ".join(f"{side} read {age(at)}" for side, at in read.items() if at is not None)
    return f"snapshots: {told}" if told else ""


def unread_text(facts: Mapping[str, Any]) -> list[str]:
    """What of each side is not merged: kinds that are not handled, and what the platform owns."""
    lines = []
    for side in ("remote", "local"):
        if kinds := facts["not_handled"][side]:
            told = ", ".join(counted(kind, number) for kind, number in kinds.items())
            lines.append(f"{side}: not handled: {told}")
        if kinds := facts["excluded"][side]:
            told = ", ".join(counted(kind, number) for kind, number in kinds.items())
            lines.append(f"{side}: left out, as [sources] says: {told}")
    named = {tuple(facts["platform"][side]) for side in ("remote", "local")} - {()}
    for schemas in sorted(named):
        sides = [s for s in ("remote", "local") if tuple(facts["platform"][s]) == schemas]
        which = "both sides" if len(sides) == 2 else sides[0]
        lines.append(f"{which}: left out, the platform's schemas: {', '.join(schemas)}")
    return lines


def counted(kinds: str, number: int) -> str:
    """``2 event triggers``, ``1 text search configuration``: a kind in the plural, and how many."""
    if number == 1:
        found = _FIRST_PLURAL.match(kinds)
        head = found[0] if found else kinds
        one = head
        for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
            if head.endswith(plural):
                one = head.removesuffix(plural) + singular
                break
        kinds = one + kinds[len(head) :]
    return f"{number:,} {kinds}"


def list_text(entries: Iterable[Entry]) -> list[str]:
    """A line for each table: name, presence, state, what was decided, phase."""
    return columns(
        (e.key, e.presence, e.state, decision_text(e.decision), e.phase or "") for e in entries
    )


def entry_json(entry: Entry) -> dict[str, Any]:
    """One table as ``list --json`` has it."""
    return {
        "table": entry.key,
        "presence": entry.presence,
        "state": entry.state,
        "stale": entry.stale,
        "blocked": entry.blocked,
        "phase": entry.phase,
        "action": entry.decision.action,
        "name": entry.decision.name,
        "into": entry.decision.into,
        "conflict": entry.conflict,
        "differences": sorted(entry.differences),
        "faults": entry.faults,
        "rows": entry.rows,
    }


class Sheet:
    """One table with all that is known of it."""

    def __init__(self, sides: Sides, entry: Entry, merged: Merged) -> None:
        self.entry = entry
        self.targets = [
            target
            for side in ("remote", "local")
            if (target := merged.targets.get(f"{side}:{entry.key}")) is not None
        ]
        if entry.section == "tables":
            table = merged.catalog.tables.get(self.targets[0]) if self.targets else None
            self.rows = aligned_rows(sides, entry, table)
        else:
            self.rows = object_rows(entry, objects(merged.catalog, entry.section).get(entry.block))
        self.pairs = [row.likeness for row in self.rows if row.likeness]
        self.suggestions = suggestions(sides, entry)
        self.problems = [p for p in merged.problems if entry.key in (p.table, p.other)]
        self.widened = [w for w in merged.widened if w.key == entry.key or w.table in self.targets]
        self.consequences = [c for c in merged.consequences if c.table == entry.key]
        names = {t.name for t in (entry.remote, entry.local) if t is not None}
        self.left_out = [
            o for o in merged.left_out if o.table is not None and o.table in {*names, *self.targets}
        ]
        self.faults = sides.faults.get(entry.key, ())
        self.referenced_by = {
            side: sides.referenced_by[side].get(entry.key, ()) for side in sides.referenced_by
        }

    def text(self, within: int | None = None) -> list[str]:
        """As lines; the columns side by side fit into ``within`` cells."""
        return list(self._text(within))

    def _text(self, within: int | None) -> Iterator[str]:
        entry, decision = self.entry, self.entry.decision
        told: list[str] = [entry.presence, entry.state]
        if entry.phase:
            told.append(f"phase {entry.phase}")
        if entry.rows is not None:
            told.append(f"about {count(entry.rows, 'row')}")
        yield f"{clean(entry.key)}: {', '.join(told)}"
        yield clean(decision_text(decision) + (f'  "{decision.reason}"' if decision.reason else ""))
        yield ""
        kinds: dict[str, list[AlignedRow]] = {}
        for row in self.rows:
            kinds.setdefault(row.kind, []).append(row)
        yield from columns(
            [
                ("", "remote", "merged", "local"),
                *(
                    (r.mark, *(with_short_types(_cell(c)) for c in (r.remote, r.merged, r.local)))
                    for r in kinds.pop("column", [])
                ),
            ],
            within=within,
        )
        for kind, rows in kinds.items():
            yield ""
            yield f"{kind}:"
            yield from columns((line for row in rows for line in _part_lines(row)), indent="  ")
        for side, others in self.referenced_by.items():
            if others:
                yield ""
                yield f"referenced on the {side} by {', '.join(map(clean, others))}"
        yield from _listed("pairs under two names", [pair_text(p) for p in self.pairs])
        yield from _listed("perhaps one column", [suggestion_text(s) for s in self.suggestions])
        yield from _listed("problems", [problem_text(p) for p in self.problems])
        yield from _listed("consequences", [consequence_text(c) for c in self.consequences])
        yield from _listed("who may do more than before", [w.message for w in self.widened])
        yield from _listed("left out", [left_out_text(o) for o in self.left_out])
        yield from _listed("faults", [f"{side}: {fault_text(f)}" for side, f in self.faults])

    def json(self) -> dict[str, Any]:
        return {
            **entry_json(self.entry),
            "reason": self.entry.decision.reason,
            "targets": [t.key for t in self.targets],
            "aligned": [
                {
                    "kind": r.kind,
                    "key": r.key,
                    "mark": r.mark,
                    "differences": list(r.differences),
                    "likeness": _likeness(r.likeness) if r.likeness else None,
                    "parts": list(r.parts),
                    "choice": _choice(r),
                    "remote": _cell(r.remote) or None,
                    "merged": _cell(r.merged) or None,
                    "local": _cell(r.local) or None,
                }
                for r in self.rows
            ],
            "referenced_by": {side: list(keys) for side, keys in self.referenced_by.items()},
            "suggested_pairs": [_likeness(s) for s in self.suggestions],
            "problems": [p.message for p in self.problems],
            "consequences": [consequence_text(c) for c in self.consequences],
            "widened": [w.message for w in self.widened],
            "left_out": [left_out_text(o) for o in self.left_out],
            "faults": [{"side": side, **fault_json(f)} for side, f in self.faults],
        }


def pair_text(pair: Likeness) -> str:
    return clean(f"{pair.remote} and {pair.local}: {pair}")


def suggestion_text(found: Likeness) -> str:
    """With the choice that makes a pair of it."""
    choice = f'{quote_ident(found.remote)} = {{ pair = "{found.local}" }}'
    return clean(f"{found.remote} and {found.local}, {found}; {choice}")


def _likeness(found: Likeness) -> dict[str, Any]:
    return {
        "remote": found.remote,
        "local": found.local,
        "score": found.score,
        "reasons": list(found.reasons),
    }


def problem_text(problem: Problem) -> str:
    other = f" (see also {problem.other})" if problem.other else ""
    return clean(f"{problem.table}: {problem.message}{other}")


def consequence_text(consequence: Consequence) -> str:
    column = f"{consequence.column}: " if consequence.column else ""
    return clean(column + consequence.message)


def left_out_text(item: LeftOut) -> str:
    by = f" [{item.decision}]" if item.decision else ""
    on = f" of {item.table.key}" if item.table else ""
    return clean(f"{item.side} {item.kind} {item.name}{on}: {item.reason}{by}")


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in lines)


def _part_lines(row: AlignedRow) -> Iterator[tuple[str, str, str]]:
    """(mark, sides, definition) for each definition that a part has, since these are long."""
    sides: dict[str, list[str]] = {}
    for side, cell in (("remote", row.remote), ("merged", row.merged), ("local", row.local)):
        if cell is not None:
            sides.setdefault(str(cell), []).append(side)
    mark: str = row.mark
    for text, names in sides.items():
        yield mark, " ".join(names), text
        mark = ""
    if row.choice is not None:
        told = ", ".join(f"{key} {value}" for key, value in (_choice(row) or {}).items())
        yield mark, "choice", told


def _choice(row: AlignedRow) -> dict[str, Any] | None:
    """What was chosen for a column or a part: the keys that are written."""
    if row.choice is None:
        return None
    said = ((f.name, getattr(row.choice, f.name)) for f in fields(row.choice))
    return {name: value for name, value in said if value is not None}


def _cell(cell: Cell | None) -> str:
    return str(cell) if cell else ""


def change_text(was: TableDecision, now: TableDecision) -> str:
    """``undecided -> keep``; ``merge, another choice for total`` where only such changed."""
    if was == now:
        return f"{decision_text(now)} already"
    if decision_text(was) != decision_text(now):
        return f"{decision_text(was)} -> {decision_text(now)}"
    others = [
        name
        for before, after in ((was.columns, now.columns), (was.parts, now.parts))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]
    others += [
        f"its {f}" for f in ("phase", "reason", "view") if getattr(was, f) != getattr(now, f)
    ]
    if not others:
        return f"{decision_text(now)}, looked at again"
    return f"{decision_text(now)}, another choice for {few(others)}"


def decision_text(decision: TableDecision) -> str:
    """``merge-into legend_categories``, ``drop, rows discarded``."""
    told: str = decision.action
    if decision.into:
        told += f" {decision.into}"
    if decision.name:
        told += f" as {decision.name}"
    both = [
        f"{side} as {name}"
        for side, name in (("remote", decision.remote_name), ("local", decision.local_name))
        if name
    ]
    if both:
        told += f", {', '.join(both)}"
    if decision.rows == "discard":
        told += ", rows discarded"
    return told
