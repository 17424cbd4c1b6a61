"""A choice for one or many tables, saved as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from mergetui.decisions.model import TableDecision
from mergetui.triage.choices import Refusal
from mergetui.triage.entries import Entry

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk

_MANY = 200  # tables, of which one would see that they take a while to be saved

Choice = Callable[[Entry], TableDecision | Refusal]


def save(desk: Desk, what: str, choice: Choice) -> None:
    """One step for all tables that the choice is for; those that refuse are left alone."""
    changes: dict[str, TableDecision] = {}
    refused: list[Refusal] = []
    entries = desk.targets()
    for entry in entries:
        chosen = choice(entry)
        if isinstance(chosen, Refusal):
            refused.append(chosen)
        elif chosen != entry.decision:
            changes[entry.key] = chosen
        else:
            desk.tables.marked.discard(entry.key)  # it is done, as those that are saved
    left = f"{len(refused)} left alone: {refused[0].reason}" if refused else ""
    if not changes:
        desk.say(refused[0].reason if refused else f"{what}: it is so already", "warn")
        desk.show_marked()
    elif len(entries) == 1:
        save_changes(desk, f"{entries[0].key}: {what}", changes)
    else:
        noun = "table" if len(changes) == 1 else "tables"
        save_changes(desk, f"{len(changes)} {noun}: {what}", changes, left)


def save_changes(
    desk: Desk, what: str, changes: Mapping[str, TableDecision], also: str = ""
) -> None:
    """Make a choice; the message line says what came of it. Of many at once it says first
    that they are being saved."""
    told_first(desk, len(changes), f"saving {what}", lambda: _save(desk, what, changes, also))


def told_first(desk: Desk, tables: int, what: str, work: Callable[[], None]) -> None:
    """Do what takes a while for many tables; then it is seen first that it is being done."""
    if tables > _MANY:
        desk.say(f"{what} ...")
        desk.app.keyboard.after_paint(work)
    else:
        work()


def _save(desk: Desk, what: str, changes: Mapping[str, TableDecision], also: str) -> None:
    assert desk.session
    before = desk.session.decisions
    outcome = desk.session.save(what, changes)
    if outcome.saved:
        desk.tables.marked -= changes.keys()
    desk.tell(outcome, also)
    if outcome.theirs:
        _ask_whose(desk, what, changes, outcome.theirs)
    if desk.session.decisions is not before:
        desk.app.compose_soon()


def _ask_whose(
    desk: Desk, what: str, changes: Mapping[str, TableDecision], theirs: Sequence[str]
) -> None:
    """The file was decided otherwise while the choice was made: whose holds is asked."""
    assert desk.session
    first = desk.session.triage.everything.get(theirs[0])
    action = first.decision.action if first else "gone"
    more = f" and {len(theirs) - 1} more" if theirs[1:] else ""

    def done(answer: str) -> None:
        if answer.lower() in ("y", "yes"):
            save_changes(desk, what, changes)
        else:
            desk.say(f"{theirs[0]}{more}: what the file says stays")

    desk.ask(
        f"{theirs[0]}{more} became {action} in the file just now; "
        f"write {what.rpartition(': ')[2]} over it? y/n",
        done,
        cancelled=lambda: done("n"),
    )
