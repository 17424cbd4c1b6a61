"""Actions on the column under the cursor of a table's pane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from mergetui.catalog.model import Table
from mergetui.decisions.model import ColumnDecision, Take
from mergetui.terminal.saving import Choice, save, save_changes
from mergetui.terminal.why_not import column_of
from mergetui.triage import choices
from mergetui.triage.aligned import AlignedRow
from mergetui.triage.alike import all_alike
from mergetui.triage.choices import Refusal
from mergetui.triage.entries import Entry
from mergetui.triage.typed import expression_problem, type_problem

if TYPE_CHECKING:
    from mergetui.proof.asking import Asked, Question
    from mergetui.terminal.desk import Desk


def take(desk: Desk, side: Take | None) -> None:
    """Take a side of the column, both or neither; None takes all its choices back."""
    assert desk.session
    sides = desk.session.sides
    _, column = column_of(desk)
    if side is None:
        no_choice = dict.fromkeys(ColumnDecision.__slots__)
        _save(desk, "as the table", lambda e: choices.change_column(sides, e, column, **no_choice))
    else:
        _save(desk, side, lambda e: choices.choose_take(sides, e, column, side))


def rename(desk: Desk) -> None:
    _, column = column_of(desk)
    _ask(
        desk,
        f"call {column}",
        "name",
        lambda name: f"called {name or column}",
        lambda name: name if name and name != column else None,
        value=column,
    )


def pair(desk: Desk) -> None:
    assert desk.session
    sides = desk.session.sides
    entry, column = column_of(desk)
    assert entry.local is not None
    names = [c.name for c in entry.local.columns]

    def done(name: str) -> None:
        if name and name not in names:
            desk.say(f"the local {entry.key} has no column {name}", "warn")
            return
        _save(
            desk,
            f"paired with {name or 'none'}",
            lambda e: choices.change_column(sides, e, column, pair=name),
        )

    desk.ask(f"pair {column} with the local column (empty: none)", done, suggestions=names)


def type_(desk: Desk) -> None:
    entry, column = column_of(desk)
    types = {c.type for t in (entry.remote, entry.local) if t for c in t.columns}
    _ask(
        desk,
        f"type of {column} (empty: as it follows)",
        "type",
        lambda text: f"type {text or 'as it follows'}",
        lambda text: text or None,
        suggestions=sorted(types),
        problem=type_problem,
    )


def using(desk: Desk) -> None:
    entry, column = column_of(desk)
    names = [c.name for t in (entry.remote or entry.local,) if t for c in t.columns]
    _ask(
        desk,
        f"{column} is made by (an expression; empty: a cast)",
        "using",
        lambda text: f"using {text or 'a cast'}",
        lambda text: text or None,
        suggestions=names,
        problem=lambda text: expression_problem(text, names),
    )


def default(desk: Desk) -> None:
    _, column = column_of(desk)
    _ask(
        desk,
        f"default of {column} (none: no default; empty: as it follows)",
        "default",
        lambda text: f"default {text or 'as it follows'}",
        lambda text: "" if text.lower() == "none" else text or None,
        suggestions=("none", "now()", "gen_random_uuid()"),
        problem=lambda text: None if text.lower() == "none" else expression_problem(text, None),
        shown=lambda value: "none" if value == "" else str(value),
    )


_NULLS = {None: True, True: False, False: None}
_NULL_WORDS = {None: "null as it follows", True: "may be null", False: "not null"}


def null(desk: Desk) -> None:
    """As it follows, then nullable, then not null, and around."""
    assert desk.session
    sides = desk.session.sides
    entry, column = column_of(desk)
    old = entry.decision.columns.get(column, ColumnDecision()).null
    new = _NULLS[old]
    _save(desk, _NULL_WORDS[new], lambda e: choices.change_column(sides, e, column, null=new))


def alike(desk: Desk) -> None:
    """The column's choice for all columns like it, after saying how many."""
    assert desk.session
    entry, column = column_of(desk)
    shown = [e for e in desk.session.triage.entries.values() if desk.filter(e)]
    found = all_alike(desk.session.sides, entry, column, shown)
    if isinstance(found, Refusal):
        desk.say(found.reason, "warn")
        return
    left = f"; {len(found.refused)} left alone: {found.refused[0].reason}" if found.refused else ""
    if not found.changes:
        desk.say(f"no other {column} to choose for{left or ': they are so already'}", "warn")
        return
    tables = f"{len(found.changes)} table{'s' if len(found.changes) > 1 else ''}"
    where = " that the filter shows" if desk.filter.tests else ""
    changes = found.changes

    def done(answer: str) -> None:
        if answer.lower() in ("y", "yes"):
            save_changes(desk, f"{tables}: {column} as in {entry.key}", changes)
        else:
            desk.say("nothing was chosen")

    desk.ask(
        f"{column} as here in {tables} more{where}{left}? y/n",
        done,
        cancelled=lambda: done("n"),
    )


def _ask(
    desk: Desk,
    label: str,
    field: str,
    what: Callable[[str], str],
    value_of: Callable[[str], str | None],
    *,
    value: str = "",
    suggestions: tuple[str, ...] | list[str] = (),
    problem: Callable[[str], str | None] = lambda _: None,
    shown: Callable[[object], str] = str,
) -> None:
    """Ask for one field of the column's choice; what is wrong with it is told while it is typed,
    and not taken."""
    assert desk.session
    sides = desk.session.sides
    entry, column = column_of(desk)
    old = entry.decision.columns.get(column)
    said = getattr(old, field) if old else None
    becomes = _becomes(desk, entry, column)

    def changed(text: str) -> None:
        wrong = problem(text)
        desk.hint(wrong)
        asks = field in ("type", "using", "default") and wrong is None and value_of(text)
        question = _question(desk, field, text, entry, column, becomes) if asks else None
        lost = _lost_default(desk, text, entry, column) if asks and field == "type" else None
        if lost is not None:
            desk.hint(lost)
        desk.ask_postgres(question, lost or "")

    def done(text: str) -> None:
        if wrong := problem(text):
            desk.say(f"{field}: {wrong}", "warn")
            return
        changes = {field: value_of(text)}
        _save(desk, what(text), lambda e: choices.change_column(sides, e, column, **changes))

    desk.ask(
        label,
        done,
        value=shown(said) if said is not None else value,
        suggestions=suggestions,
        changed=changed,
    )


def _becomes(desk: Desk, entry: Entry, column: str) -> str:
    """The type that the column has after the merge: as decided, or as far as it is composed."""
    assert desk.session
    choice = entry.decision.columns.get(column)
    if choice and choice.type:
        return choice.type
    at, table = desk.table.aligned.at, desk.session.became(entry)
    name = at.merged.name if isinstance(at, AlignedRow) and at.merged else column
    if isinstance(table, Table) and (of := table.column(name)):
        return of.type
    sources = (t.column(column) for t in (entry.remote, entry.local) if t)
    return next((c.type for c in sources if c), "text")


def _question(
    desk: Desk, field: str, text: str, entry: Entry, column: str, becomes: str
) -> Question:
    """The rows are the remote's, where it has the table. A default that nobody decided goes along
    with the type, as far as it can."""
    from mergetui.proof.asking import Question  # noqa: PLC0415 (when something is typed)

    table = entry.remote or entry.local
    columns = tuple((c.name, c.type) for c in table.columns) if table else ()
    choice = entry.decision.columns.get(column)
    default = choice.default if choice else None
    if field == "type" and default is None:
        default = _following(desk, text, entry, column)[1]
    return Question(cast("Asked", field), text, column, columns, becomes, default)


def _following(desk: Desk, type: str, entry: Entry, column: str) -> tuple[str | None, str | None]:
    """The default that the column has on the side that is taken, and as it is at another type."""
    # the process beside composes
    from mergetui.merge.becoming import kinds_of  # noqa: PLC0415
    from mergetui.merge.columns import default_at  # noqa: PLC0415

    assert desk.session
    sides, choice = desk.session.sides, entry.decision.columns.get(column)
    prefer = (choice and choice.take) or desk.session.decisions.defaults.prefer
    tables = (entry.local, entry.remote) if prefer == "local" else (entry.remote, entry.local)
    found = next((c for t in tables if t and (c := t.column(column))), None)
    if found is None:
        return None, None
    return found.default, default_at(found, type, kinds_of(sides.remote, sides.local))


def _lost_default(desk: Desk, type: str, entry: Entry, column: str) -> str | None:
    """That a default which nobody decided cannot follow to the type, where it cannot."""
    choice = entry.decision.columns.get(column)
    if choice and choice.default is not None:
        return None
    default, following = _following(desk, type, entry, column)
    if default is None or following is not None:
        return None
    return f"its default {default} cannot follow to {type}; v gives it one"


def _save(desk: Desk, what: str, choice: Choice) -> None:
    save(desk, f"{column_of(desk)[1]} {what}", choice)
