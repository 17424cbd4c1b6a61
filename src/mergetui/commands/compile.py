"""From decisions to a migration that may be handed out: what ``export`` and ``prove`` share.

Refuses what nobody has decided, what changed since, what contradicts itself, and what loses rows
without leave. Only hazards that a person must answer for need ``--allow``: the loss of data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mergetui.commands.workspace import Workspace
from mergetui.decisions.write import OBJECT_SECTIONS
from mergetui.errors import InputError, Place
from mergetui.report.state import problem_text
from mergetui.report.text import count, few

if TYPE_CHECKING:
    from mergetui.migration.model import Migration

F = TypeVar("F", bound=Callable[..., Any])

# The other kinds are told in the head of the migration and can be tried on a copy first.
NEED_LEAVE = frozenset({"data-loss"})
ALL = "all"


def allow_option(command: F) -> F:
    return click.option(
        "--allow",
        "allowed",
        multiple=True,
        metavar="HAZARD",
        help="Allow statements with this hazard, or all. Needed for data-loss; the other hazards "
        "are listed in the head of the migration. May be repeated.",
    )(command)


def partial_option(command: F) -> F:
    return click.option(
        "--partial", is_flag=True, help="Leave undecided tables as they are, not refuse them."
    )(command)


def known_hazards(allowed: Collection[str]) -> None:
    """Raises InputError for a hazard that there is none of."""
    from mergetui.decisions.read import nearest  # noqa: PLC0415
    from mergetui.migration.model import HAZARDS  # noqa: PLC0415

    known = (*HAZARDS, ALL)
    wrong = [h for h in allowed if h not in known]
    if wrong:
        raise InputError(
            *(f"{h} is no hazard. One of: {', '.join(known)}.{nearest(h, known)}" for h in wrong)
        )


def compiled(workspace: Workspace) -> Migration:
    """Compose first, then compare: with the remote as it is now, where a part has run."""
    from mergetui.migration.diff import diff  # noqa: PLC0415

    rest = workspace.rest
    return diff(workspace.now, rest.catalog, rest.transition)


def refusals(
    workspace: Workspace, migration: Migration, allowed: Collection[str], partial: bool
) -> list[str]:
    """Why this migration is not handed out, each with the way on. Raises InputError where a
    decision does not fit the schemas at all."""
    if workspace.findings:
        raise InputError(*(f.mistake for f in workspace.findings))
    return list(_refusals(workspace, migration, allowed, partial))


def _refusals(
    workspace: Workspace, migration: Migration, allowed: Collection[str], partial: bool
) -> Iterator[str]:
    entries = workspace.triage.entries.values()
    undecided = [e.key for e in entries if e.state == "undecided"]
    if undecided and not partial:
        yield (
            f"{count(len(undecided), 'table')} undecided: {few(undecided)}. "
            "Decide them, or leave them as they are with --partial."
        )
    objects = list(workspace.merged.undecided)
    if objects and not partial:
        yield (
            f"{count(len(objects), 'object')} beside tables defined differently by both sides and "
            f"undecided: {few(objects)}. Decide them, or leave the remote's with --partial."
        )
    if stale := [*(e.key for e in entries if e.stale), *workspace.stale_objects]:
        yield (
            f"{count(len(stale), 'decision')} stale, a side has changed since: {few(stale)}. "
            "Look again (mergetui show TABLE) and decide again."
        )
    for problem in workspace.merged.problems:
        yield f"{place_of(workspace, problem.table)}: {problem_text(problem)}"
    if ALL not in allowed:
        found = Counter(
            (hazard.kind, statement.decision)
            for statement, hazard in migration.hazards
            if hazard.kind in NEED_LEAVE and hazard.kind not in allowed
        )
        for kind in sorted({kind for kind, _ in found}):
            labels = sorted(label for k, label in found if k == kind)
            number = sum(n for (k, _), n in found.items() if k == kind)
            yield (
                f"{kind} is not allowed: {count(number, 'statement')} of {few(labels)}. "
                f"Allow it with --allow {kind}."
            )


def place_of(workspace: Workspace, key: str) -> Place:
    """Where decisions.toml says something of a table or, as ``types.mood``, of another object."""
    section, _, name = key.partition(".")
    if key not in workspace.triage.entries and section in OBJECT_SECTIONS:
        return workspace.file.lines.place(section, name)
    return workspace.file.lines.place("tables", key)
