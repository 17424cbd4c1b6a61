"""Pages of text: problems and faults, progress, history, the SQL of a table. Pure.

A page is a list of lines, each with the key of the table that it leads to, if it leads to one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mergetui.catalog.names import Name
from mergetui.decisions.model import SIDES
from mergetui.migration.model import Migration, Statement
from mergetui.report.state import ages_text, counted
from mergetui.terminal.lines import Line, fit, wrap
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.session import Session
from mergetui.triage.counts import phase_counts
from mergetui.triage.referents import two_referents

Page = list[tuple[Line, str | None]]

_BLANK: tuple[Line, str | None] = ((("", "plain"),), None)


def problems_page(session: Session, width: int, glyphs: Glyphs) -> Iterator[Page]:
    """Everything that sources and decisions have against them, each with its table: bit by bit,
    as there may be thousands."""
    none: list[str] = []

    def section(title: str, sentences: Iterable[tuple[str, str | None] | None]) -> Iterator[Page]:
        """None among the sentences: nothing was found yet."""
        found = []
        for sentence in sentences:
            if sentence is not None:
                found.append(sentence)
            yield []
        if not found:
            none.append(title)
            return
        yield [_heading(f"{title}: {len(found)}")]
        for text, key in found:
            yield _sentence(text, key, width, glyphs)
        yield [_BLANK]

    if told := ages_text(session.read):
        yield [_heading(told), _BLANK]
    if session.broken:
        yield from section(
            "decisions.toml cannot be read", ((str(m), None) for m in session.broken.mistakes)
        )
    problems = session.merged.problems if session.merged else ()
    yield from section(
        "Decisions that contradict", ((f"{p.table}: {p.message}", p.table) for p in problems)
    )
    dragged = session.merged.consequences if session.merged else ()
    two = ((f"{c.table}: {c.message}", c.table) for c in dragged if c.part)
    yield from section("Parts with two meanings that nobody decided; both stay", two)
    entries = session.triage.entries
    stale = ((e.key, e.key) if e.stale else None for e in entries.values())
    yield from section("Stale: a side changed since the choice", stale)
    unknown = ((k, None) if k not in entries else None for k in session.decisions.tables)
    yield from section("Blocks for tables that neither side has", unknown)
    yield from section("Columns that point at two different tables", _pointing(session))
    keys = {fault: key for key, faults in session.sides.faults.items() for _, fault in faults}
    for side in SIDES:
        catalog = session.sides.catalog(side)
        yield from section(
            f"Faults of the {side}",
            ((f"{f.place}: {f.message} [{f.outcome}]", keys.get(f)) for f in catalog.faults),
        )
        yield from section(
            f"Not handled on the {side}",
            ((counted(kind, n), None) for kind, n in catalog.not_handled.items()),
        )
    if session.merged:
        yield from section(
            "Left out of the merged schema",
            (
                (
                    f"{o.table.key if o.table else ''} {o.side} {o.kind} {o.name}: {o.reason}",
                    o.table.key if o.table else None,
                )
                for o in session.merged.left_out
            ),
        )
    if none:
        yield [_heading("Looked for, and none found")]
        for title in none:
            yield _sentence(title, None, width, glyphs)


def _pointing(session: Session) -> Iterator[tuple[str, str | None] | None]:
    truth = session.decisions.defaults.source_of_truth
    for entry in session.triage.entries.values():
        if entry.decision.action in ("undecided", "merge"):
            for found in two_referents(session.sides, entry):
                if found.take is None:
                    yield f"{entry.key}.{found.text(session.sides, truth)}", entry.key
            yield None


def progress_page(session: Session, width: int, glyphs: Glyphs) -> Iterator[Page]:
    """How far each phase is and how many merged tables it comes to so far; which actions were
    chosen. Bit by bit, as there may be thousands in a phase."""
    merged = session.merged
    bar = max(min(width - 58, 40), 0)
    for phase in phase_counts(session.triage):
        full = phase.decided * bar // max(phase.tables, 1)
        drawn = glyphs["full"] * full + glyphs["empty"] * (bar - full)
        title = fit(glyphs.clean(phase.title), 28, glyphs["cut"])
        counts = f"{phase.decided}/{phase.tables}"
        becomes = ""
        if merged is not None and not phase.id.startswith("["):
            targets: set[Name | None] = set()
            for entry in session.triage.groups.get(phase.id, ()):
                found = (merged.targets.get(f"{side}:{entry.key}") for side in SIDES)
                targets.update(t for t in found if t in merged.catalog.tables)
                yield []
            becomes = f"  {len(targets):,} merged"
        pieces = ((f"  {title} {counts:>9}  ", "plain"), (drawn, "accent"), (becomes, "plain"))
        yield [(pieces, None)]
    yield [_BLANK, _heading("Tables by action")]
    actions = Counter(e.decision.action for e in session.triage.entries.values())
    yield [(((f"  {a:14} {n:5}", "plain"),), None) for a, n in actions.most_common()]
    if merged:
        yield [_BLANK, _heading(f"Merged: {len(merged.catalog.tables)} tables")]


def history_page(session: Session, glyphs: Glyphs) -> Page:
    """All steps, the newest first; those that were taken back say so."""
    past = session.history.past
    page: Page = []
    for number in range(len(past.steps), 0, -1):
        step = past.steps[number - 1]
        style, taken = ("plain", "") if number <= past.done else ("dim", "  (undone)")
        key = next(iter(step.after))
        page.append((((f"  {number:4}  {glyphs.clean(step.what)}{taken}", style),), key))
    return page or [_heading("Nothing was chosen yet.")]


@dataclass(frozen=True, slots=True)
class Sql:
    """A migration, and its files as export writes them, by name."""

    migration: Migration
    texts: Mapping[str, str]


def sql_page(sql: Sql, key: str | None, width: int, glyphs: Glyphs) -> Page:
    """The statements of one table, or all files with their heads; each statement under the
    decision that it comes from, with its hazards and lock."""
    migration = sql.migration
    if not any(key is None or _is_of(s, key) for s in migration.statements):
        what = f" about {key}" if key else ""
        return [
            _heading(f"No statement{what}: the remote is as decided."),
            _heading("A table that is undecided stays as the remote has it."),
        ]
    page: Page = []
    if key is not None:
        of = [s for s in migration.statements if _is_of(s, key)]
        hazards = sum(len(s.hazards) for s in of)
        page += [_heading(f"{_count(len(of), 'statement')}, {_count(hazards, 'hazard')}"), _BLANK]
    for file in migration.files:
        chosen = [s for s in file.statements if key is None or _is_of(s, key)]
        if chosen and len(migration.files) > 1:
            page.append(_heading(file.name))
        if key is None:
            for line in _head_of(sql.texts[file.name]):
                page += _folded(line, "dim", None, width, glyphs)
        decision = lock = None
        for statement in chosen:
            if statement.decision != decision:
                decision, lock = statement.decision, None
                page += [
                    _BLANK,
                    (
                        ((glyphs.clean(f"-- {decision}"), "good"),),
                        statement.key if key is None else None,
                    ),
                ]
            if key is not None and statement.lock != lock:
                lock = statement.lock
                page += _folded(f"-- lock: {lock or 'none'}", "dim", None, width, glyphs)
            page += _statement(statement, key is None, width, glyphs)
    return page


def _head_of(text: str) -> list[str]:
    """What a file says of itself, and its settings: all before the check of the remote."""
    return text.partition("-- The remote must be")[0].rstrip().split("\n")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _statement(statement: Statement, leads: bool, width: int, glyphs: Glyphs) -> Page:
    key = statement.key if leads else None
    page: Page = []
    for hazard in statement.hazards:
        page += _folded(f"-- {hazard.kind}: {hazard.message}", "warn", key, width, glyphs)
    for line in f"{statement.sql};".split("\n"):
        page += _folded(line, "plain", key, width, glyphs)
    return page


def _folded(text: str, style: str, key: str | None, width: int, glyphs: Glyphs) -> Page:
    folds = wrap(glyphs.clean(text), max(width - 4, 20))
    return [(((f"{'    ' if n else ''}{fold}", style),), key) for n, fold in enumerate(folds)]


def sql_text(sql: Sql, key: str | None) -> str:
    """What is copied: the statements of a table, or the files as export writes them."""
    if key is None:
        return "".join(sql.texts.values())
    return "".join(f"{s.sql};\n" for s in sql.migration.statements if _is_of(s, key))


def _is_of(statement: Statement, key: str) -> bool:
    return key in statement.keys


def _heading(text: str) -> tuple[Line, str | None]:
    return ((f" {text}", "strong"),), None


def _sentence(text: str, key: str | None, width: int, glyphs: Glyphs) -> Page:
    folds: Sequence[str] = wrap(glyphs.clean(text), max(width - 8, 20))
    return [
        (((f"   {'' if n == 0 else '  '}{fold}", "plain"),), key) for n, fold in enumerate(folds)
    ]
