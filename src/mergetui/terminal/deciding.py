"""Actions that decide: what a key means for the tables, column or part that it is pressed on.

What a choice makes of a decision is ``triage.choices``; here it is only found out which choice
was meant, asked for what is missing, and saved as one step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from mergetui.decisions.model import Action, TableDecision, Take
from mergetui.terminal import columns, parts
from mergetui.terminal.saving import save, told_first
from mergetui.triage import choices
from mergetui.triage.choices import Refusal
from mergetui.triage.entries import Entry
from mergetui.triage.rows import PhaseRow

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk
    from mergetui.triage.history import Step


def remote(desk: Desk) -> None:
    _table_or_column(desk, "keep-remote", "remote")


def local(desk: Desk) -> None:
    _table_or_column(desk, "keep-local", "local")


def merge(desk: Desk) -> None:
    _decide(desk, "merge")


def keep(desk: Desk) -> None:
    _decide(desk, "keep")


def drop(desk: Desk) -> None:
    _table_or_column(desk, "drop", "drop")


def undecide(desk: Desk) -> None:
    _table_or_column(desk, "undecided", None)


def both(desk: Desk) -> None:
    assert desk.session
    entries = desk.targets()
    if desk.in_columns:
        _take(desk, "both")
    elif len(entries) > 1:
        _decide(desk, "keep-both")
    else:
        entry, sides = entries[0], desk.session.sides
        old = entry.decision.local_name
        desk.ask(
            f"keep both; the local {entry.key} is called",
            lambda name: _decide(desk, "keep-both", local_name=name or None),
            value=old or choices.free_name(sides, entry),
        )


def into(desk: Desk) -> None:
    assert desk.session
    entries = desk.targets()
    known = _targets(desk)
    what = entries[0].key if len(entries) == 1 else f"{len(entries)} tables"

    def done(name: str) -> None:
        if not name:
            return
        if name not in known and (len(entries) == 1 or get_close_matches(name, known, 1, 0.9)):
            near = get_close_matches(name, known, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            desk.say(f"no table is called {name} or becomes so.{hint}", "warn")
            return
        _decide(desk, "merge-into", into=name)

    value = entries[0].decision.into or ""
    desk.ask(f"merge {what} into", done, value=value, suggestions=known)


def _targets(desk: Desk) -> list[str]:
    """Names that a table has after the merge, as far as decisions say."""
    assert desk.session
    entries = desk.session.triage.entries
    decided = [e.decision for e in entries.values()]
    named = {n for d in decided for n in (d.name, d.into) if n}
    return sorted(entries.keys() | named)


def _table_or_column(desk: Desk, action: Action, take: Take | None) -> None:
    if desk.in_columns:
        _take(desk, take)
    else:
        _decide(desk, action)


def _take(desk: Desk, take: Take | None) -> None:
    of = parts if desk.table.part is not None else columns
    of.take(desk, take)


def _decide(desk: Desk, action: Action, **options: Any) -> None:
    assert desk.session
    sides = desk.session.sides
    what = f"{action} {options['into']}" if "into" in options else action
    save(desk, what, lambda entry: choices.choose(sides, entry, action, **options))


def rename(desk: Desk) -> None:
    assert desk.session
    sides = desk.session.sides
    entry = desk.targets()[0]
    if desk.in_columns:
        of = parts if desk.table.part is not None else columns
        of.rename(desk)
        return
    desk.ask(
        f"call {entry.key}",
        lambda name: save(desk, f"called {name}", lambda e: choices.rename(sides, e, name)),
        value=entry.decision.name or entry.decision.local_name or entry.key,
    )


def rows(desk: Desk) -> None:
    assert desk.session
    sides = desk.session.sides
    discards = desk.targets()[0].decision.rows == "discard"
    what, wanted = ("rows kept", "keep") if discards else ("rows discarded", "discard")

    def choice(entry: Entry) -> TableDecision | Refusal:
        """Of many it is the same for all, and never the other way round for some."""
        so_already = entry.decision.rows == wanted
        return entry.decision if so_already else choices.toggle_rows(sides, entry)

    save(desk, what, choice)


def view(desk: Desk) -> None:
    assert desk.session
    sides = desk.session.sides
    has = desk.targets()[0].decision.view
    what = "no view under the old name" if has else "a view under the old name"

    def choice(entry: Entry) -> TableDecision | Refusal:
        so_already = entry.decision.view is not has
        return entry.decision if so_already else choices.toggle_view(sides, entry)

    save(desk, what, choice)


def reason(desk: Desk) -> None:
    entries = desk.targets()
    desk.ask(
        "because" if len(entries) == 1 else f"{len(entries)} tables because",
        lambda text: save(desk, "reason", lambda entry: _with_reason(entry, text)),
        value=entries[0].decision.reason or "",
    )


def _with_reason(entry: Entry, text: str) -> TableDecision | Refusal:
    if entry.state == "undecided":
        return Refusal(f"{entry.key} is undecided.")
    return replace(entry.decision, reason=text or None)


def phase(desk: Desk) -> None:
    assert desk.session
    phases = desk.session.decisions.phases

    def done(text: str) -> None:
        titled = [id for id, title in phases.items() if title.lower() == text.lower()]
        text = titled[0] if text not in phases and titled else text
        if text and text not in phases:
            desk.say(f"{text} is no phase. The phases are: {', '.join(phases)}", "warn")
            return
        save(desk, f"phase {text or 'none'}", lambda e: _filed(e, text or None))

    entries = desk.targets()
    tables = entries[0].key if len(entries) == 1 else f"{len(entries)} tables"
    filed = {entry.phase for entry in entries}
    value = (entries[0].phase or "") if len(filed) == 1 else ""
    known = list(phases)
    desk.ask(f"file {tables} under the phase (empty: none)", done, value=value, suggestions=known)


def _filed(entry: Entry, phase: str | None) -> TableDecision | Refusal:
    if entry.section != "tables":
        return Refusal(f"{entry.key} is no table.")
    return replace(entry.decision, phase=phase)


# Mark, undo


def mark(desk: Desk) -> None:
    """The table under the cursor, then one line down; on a phase, all of it that is shown."""
    row = desk.tables.row
    if isinstance(row, Entry):
        desk.tables.marked ^= {row.key}
        desk.show_marked()
        desk.tables.move_to(desk.tables.cursor + 1)
    elif isinstance(row, PhaseRow):
        if row.folded:
            desk.say("the phase is folded: only what is shown can be marked", "warn")
            return
        _mark(desk, {e.key for e in desk.tables.rows.entries if e.group == row.id})
    _say_marked(desk)


def mark_all(desk: Desk) -> None:
    _mark(desk, {entry.key for entry in desk.tables.rows.entries})
    _say_marked(desk)


def _mark(desk: Desk, keys: set[str]) -> None:
    if keys <= desk.tables.marked:
        desk.tables.marked -= keys
    else:
        desk.tables.marked |= keys
        tables = desk.session.triage.entries if desk.session else {}
        wanted = [key for key in keys if key in tables]
        desk.app.keyboard.between_keys(lambda: desk.app.know_reviews(wanted))
    desk.show_marked()


def _say_marked(desk: Desk) -> None:
    marked = len(desk.marked())
    hidden = len(desk.tables.marked) - marked
    also = f" ({hidden} more are hidden and stay as they are)" if hidden else ""
    noun = "table" if marked == 1 else "tables"
    desk.say(f"the next choice is for {marked} marked {noun}{also}" if marked else "none marked")


def undo(desk: Desk) -> None:
    assert desk.session
    _again(desk, "undoing", desk.session.step_at(-1), desk.session.undo)


def redo(desk: Desk) -> None:
    assert desk.session
    _again(desk, "redoing", desk.session.step_at(0), desk.session.redo)


def _again(desk: Desk, doing: str, of: Step | None, step: Callable[[], Any]) -> None:
    def work() -> None:
        assert desk.session
        before = desk.session.decisions
        desk.tell(step())
        if desk.session.decisions is not before:
            desk.app.compose_soon()

    told_first(desk, len(of.after) if of else 0, f"{doing} {of.what if of else ''}", work)
