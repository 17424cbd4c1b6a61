"""``decide``: a choice without the terminal; all of it is made, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from mergetui.commands.workspace import Workspace, known_entry
from mergetui.decisions.check import findings
from mergetui.decisions.file import with_blocks
from mergetui.decisions.model import (
    ACTIONS,
    TAKES,
    Action,
    ColumnDecision,
    Rows,
    TableDecision,
    Take,
)
from mergetui.decisions.parts import KINDS
from mergetui.decisions.read import nearest
from mergetui.decisions.shape import keys
from mergetui.errors import InputError, Mistake
from mergetui.report.state import change_text, problem_text
from mergetui.report.text import count
from mergetui.triage.alike import all_alike
from mergetui.triage.choices import Refusal, choose, come_as_they_are
from mergetui.triage.entries import Entry
from mergetui.triage.filter import parse_filter
from mergetui.triage.history import History
from mergetui.triage.part_choices import choose_part


@click.command(
    "decide",
    epilog="""\b
Examples:
  mergetui decide api_keys merge --reason "Combine columns, prefer remote structure"
  mergetui decide api_keys merge --column created_at.pair=createdAt --column scopes=local
  mergetui decide api_keys --part "policy owner reads=local" --part "index api_keys_idx=drop"
  mergetui decide categories merge-into --into legend_categories
  mergetui decide audit_log keep-both --local-name audit_log_local
  mergetui decide legacy_orders drop --rows discard
  mergetui decide --where "is:undecided is:remote-only" keep
  mergetui decide types.mood merge
  mergetui decide --where "ticket" --phase ticketing
  mergetui decide api_keys --column created_at.pair=createdAt --alike created_at
""",
)
@click.argument("words", nargs=-1, metavar="[TABLE]... ACTION")
@click.option("--where", metavar="FILTER", help="All tables that the filter shows (see list).")
@click.option("--into", metavar="NAME", help="merge-into: the target's name after the merge.")
@click.option("--name", metavar="NAME", help="A new name for the table that survives.")
@click.option("--remote-name", metavar="NAME", help="keep-both: the remote's new name.")
@click.option("--local-name", metavar="NAME", help="keep-both: the local's new name.")
@click.option(
    "--rows",
    type=click.Choice(["keep", "discard"]),
    help="What becomes of the remote's rows where the action could lose them.",
)
@click.option(
    "--view/--no-view",
    default=None,
    help="A view under the old name, where the table takes another.",
)
@click.option("--phase", metavar="ID", help="File it under a phase; empty, under none.")
@click.option("--reason", metavar="TEXT", help="Why; kept in decisions.toml for the review.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="COLUMN[.KEY]=VALUE",
    help="A choice for one column: COLUMN=remote|local|both|drop, or COLUMN.KEY=VALUE with KEY "
    "pair, name, type, using, default or null. May be repeated.",
)
@click.option(
    "--part",
    "parts",
    multiple=True,
    metavar="KIND NAME[.name]=VALUE",
    help="A choice for one policy, trigger, index, rule, statistics object, publication or "
    "constraint (a check or key of any kind): 'policy mine=remote|local|both|drop', or "
    "'policy mine.name=NAME'; nothing after = takes it back. May be repeated.",
)
@click.option(
    "--alike",
    metavar="COLUMN",
    help="The table's choice for this column, for every column like it in all tables too.",
)
@click.pass_obj
def decide_command(
    path: Path,
    /,
    words: tuple[str, ...],
    where: str | None,
    columns: tuple[str, ...],
    parts: tuple[str, ...],
    alike: str | None,
    **options: Any,
) -> None:
    """Decide one table or many.

    ACTION is undecided, keep, keep-remote, keep-local, merge, keep-both, merge-into or drop.
    TABLE is named as in decisions.toml; other objects with their section: types.mood,
    'functions.slugify(text)'. With --where and --alike, says how many tables before it writes.
    Where only --phase, --column, --part or --alike is given, ACTION may be left out, and what was
    decided stays. mergetui undo takes all of it back.
    """
    workspace = Workspace(path)
    said = {name for name, value in options.items() if value is not None}
    named, action = list(words[:-1]), next((a for a in ACTIONS if a in words[-1:]), None)
    if action is None and said <= {"phase"} and (said or columns or parts or alike):
        named = list(words)  # what was decided stays
    elif action is None:
        word = words[-1] if words else "nothing"
        raise InputError(
            f"{word} is no action. One of: {', '.join(ACTIONS)}.{nearest(word, ACTIONS)}"
        )
    entries = _entries(workspace, named, where)
    if alike and len(entries) != 1:
        raise InputError("--alike takes the choice of one table: name that table, and no other.")
    phase = f"phase {options['phase'] or 'none'}" if "phase" in said else ""
    chosen = ", ".join([*columns, *parts])
    what = action or phase or chosen or f"{alike} as in {entries[0].key}"
    changes = _changes(workspace, entries, action, (columns, parts), options)
    if alike:
        changes |= _alike(workspace, entries[0], changes, alike)
    if where is not None:
        passes = "passes" if len(entries) == 1 else "pass"
        click.echo(f"{count(len(entries), 'table')} {passes} {where!r}: {what}")
    before = {key: workspace.triage.everything[key].decision for key in changes}
    history = History.of(path)
    try:
        history.record(f"decide {what}", before, changes)
        try:
            workspace.file.set_blocks(workspace.triage.blocks(changes))
        except BaseException:
            history.cancel()
            raise
    except OSError as error:
        raise InputError(f"{history.log} cannot be written: {error.strerror}.") from None
    for key, new in changes.items():
        if action is None:
            click.echo(f"{key}: {what}")
            continue
        click.echo(f"{key}: {change_text(before[key], new)}")
    for problem in Workspace(path).merged.problems:
        if problem.table in changes or problem.other in changes:
            click.echo(f"In the way of export: {problem_text(problem)}", err=True)


def _entries(workspace: Workspace, named: Sequence[str], where: str | None) -> list[Entry]:
    entries = workspace.triage.everything
    if where is not None:
        if named:
            raise InputError("Name tables or give --where, not both.")
        passes = parse_filter(where, workspace.decisions.phases)
        found = passes.among(workspace.triage)
        if not found:
            raise InputError(f"No table passes {where!r}. Try it: mergetui list {where}")
        return found
    if not named:
        raise InputError("Which table? mergetui decide TABLE ACTION, or --where FILTER ACTION.")
    found, mistakes = [], list[Mistake]()
    for key in dict.fromkeys(named):
        try:
            found.append(known_entry(entries, key))
        except InputError as error:
            mistakes += error.mistakes
    if mistakes:
        raise InputError(*mistakes)
    return found


def _changes(
    workspace: Workspace,
    entries: Sequence[Entry],
    action: Action | None,
    choices: tuple[Sequence[str], Sequence[str]],
    options: Mapping[str, Any],
) -> dict[str, TableDecision]:
    """The new decisions; no action leaves what was decided. ``choices`` are those for columns and
    for parts. Raises InputError with all that is wrong with them."""
    columns, parts = choices
    changes: dict[str, TableDecision] = {}
    mistakes: list[Mistake] = []
    rows: Rows | None = options["rows"]
    phase: str | None = options["phase"]
    phases = workspace.decisions.phases
    if phase and phase not in phases:
        said = f"{phase} is no phase. One of: {', '.join(phases)}.{nearest(phase, phases)}"
        where = f"[phases] of {workspace.path.name}"
        none = f'{phase} is no phase: write it into {where}, {phase} = "Its title".'
        raise InputError(said if phases else none)
    for entry in entries:
        chosen = (
            entry.decision
            if not action
            else choose(
                workspace.sides,
                entry,
                action,
                into=options["into"],
                name=options["name"],
                remote_name=options["remote_name"],
                local_name=options["local_name"],
                rows=rows,
                view=options["view"],
                reason=options["reason"],
            )
        )
        if isinstance(chosen, Refusal):
            mistakes.append(Mistake(chosen.reason))
        else:
            if columns and entry.section != "tables":
                mistakes.append(Mistake(f"{entry.key} has no columns to choose for."))
            if phase is not None and entry.section != "tables":
                mistakes.append(Mistake(f"{entry.key} is no table: it is in no phase."))
            if parts and entry.section != "tables":
                mistakes.append(Mistake(f"{entry.key} has no parts to choose for."))
                continue
            filed = chosen if phase is None else replace(chosen, phase=phase or None)
            after_all = _with_columns(filed, columns) if columns else filed
            if columns and not action:
                after_all = replace(after_all, reviewed=workspace.sides.reviewed(entry.key))
                if refusal := come_as_they_are(entry, "columns"):
                    mistakes.append(Mistake(refusal.reason))
            changes[entry.key], refused = _with_parts(
                workspace, replace(entry, decision=after_all), parts
            )
            mistakes += [Mistake(refusal.reason) for refusal in refused]
    sides, blocks = workspace.sides, workspace.triage.blocks(changes)
    after = findings(with_blocks(workspace.decisions, blocks), sides.remote, sides.local)
    known = {f.mistake.message for f in workspace.findings}
    mistakes += [
        Mistake(f.mistake.message)
        for f in after
        if f.path[:2] in blocks or f.mistake.message not in known
    ]
    if mistakes:
        raise InputError(*mistakes)
    return changes


def _alike(
    workspace: Workspace, entry: Entry, changes: Mapping[str, TableDecision], column: str
) -> dict[str, TableDecision]:
    """The same choice for every column like one of ``entry``, once that is decided so. Says how
    many tables that is, and which are left alone."""
    decided = replace(entry, decision=changes[entry.key])
    entries = workspace.triage.entries.values()
    found = all_alike(workspace.sides, decided, column, entries)
    if isinstance(found, Refusal):
        raise InputError(found.reason)
    click.echo(f"{column} as in {entry.key}: {count(len(found.changes), 'table')} more")
    for reason in dict.fromkeys(refusal.reason for refusal in found.refused):
        click.echo(f"left alone: {reason}")
    return found.changes


def _with_columns(decision: TableDecision, words: Sequence[str]) -> TableDecision:
    columns = dict(decision.columns)
    for word in words:
        name, key, value = _column_choice(word)
        changed: dict[str, Any] = {key: value}
        columns[name] = replace(columns.get(name, ColumnDecision()), **changed)
        if columns[name] == ColumnDecision():
            del columns[name]
    return replace(decision, columns=MappingProxyType(dict(sorted(columns.items()))))


def _with_parts(
    workspace: Workspace, entry: Entry, words: Sequence[str]
) -> tuple[TableDecision, list[Refusal]]:
    """The decision with choices for parts, and those that cannot be made."""
    refused = []
    for word in words:
        part, take, name = _part_choice(word)
        found = choose_part(workspace.sides, entry, part, take, name)
        if isinstance(found, Refusal):
            refused.append(found)
        else:
            entry = replace(entry, decision=found)
    return entry.decision, refused


def _part_choice(word: str) -> tuple[str, Take | None, str | None]:
    """``policy mine=local``, ``policy mine.name=other``: (part, take, name)."""
    left, equals, value = word.rpartition("=")
    if not equals or " " not in left.strip():
        raise InputError(
            f"--part {word!r} is no choice. 'KIND NAME=TAKE', or 'KIND NAME.name=OTHER'; "
            f"kinds: {', '.join(KINDS)}."
        )
    if left.endswith(".name"):
        return left.removesuffix(".name"), None, value
    take = next((t for t in TAKES if t == value), None)
    if value and take is None:
        raise InputError(
            f"--part {word!r}: {value} is none of {', '.join(TAKES)}.{nearest(value, TAKES)}"
        )
    return left, take, None


def _column_choice(word: str) -> tuple[str, str, str | bool | None]:
    """``scopes=local``, ``created_at.pair=createdAt``; an empty value takes a choice back."""
    left, equals, value = word.partition("=")
    name, dot, key = left.rpartition(".")
    if not dot or key not in keys(ColumnDecision):
        name, key = left, "take"
    if not equals or not name:
        raise InputError(f"--column {word!r} is no choice. COLUMN=TAKE, or COLUMN.KEY=VALUE.")
    known = keys(ColumnDecision)[key]
    if known.kind is bool:
        if value not in ("", "true", "false"):
            raise InputError(f"--column {word!r}: {key} is true or false.")
        return name, key, None if value == "" else value == "true"
    if known.choices and value not in ("", *TAKES):
        raise InputError(
            f"--column {word!r}: {value} is none of {', '.join(TAKES)}.{nearest(value, TAKES)}"
        )
    return name, key, None if value == "" and not known.empty_speaks else value
