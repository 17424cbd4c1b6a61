"""``undo`` and ``redo``: choices taken back and made again, those of the terminal too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from mergetui.commands.workspace import Workspace
from mergetui.decisions.model import TableDecision
from mergetui.errors import InputError
from mergetui.report.state import change_text
from mergetui.triage.entries import all_decided
from mergetui.triage.history import Decided, History, Move


@click.command(
    "undo",
    epilog="""\b
Examples:
  mergetui undo
""",
)
@click.pass_obj
def undo_command(path: Path) -> None:
    """Take the last choice back, whether it was made here or in the terminal.

    A choice for many tables is taken back as one. What was changed by other means since, in an
    editor or by git, is left as it is. The history is kept for each decisions.toml in the state
    folder of the system.
    """
    history = History.of(path)
    _again(path, history.undo, "nothing to undo")


@click.command(
    "redo",
    epilog="""\b
Examples:
  mergetui redo
""",
)
@click.pass_obj
def redo_command(path: Path) -> None:
    """Make the choice again that was taken back last."""
    history = History.of(path)
    _again(path, history.redo, "nothing to redo")


def _again(path: Path, step: Callable[[Decided], Move | None], nothing: str) -> None:
    workspace = Workspace(path)
    before = all_decided(workspace.decisions)
    try:
        move = step(before)
    except OSError as error:
        raise InputError(f"The history cannot be written: {error.strerror}.") from None
    if move is None:
        click.echo(nothing)
        return
    workspace.file.set_blocks(workspace.triage.blocks(move.blocks))
    click.echo(move.says)
    for key, now in move.blocks.items():
        click.echo(f"{key}: {change_text(before.get(key, TableDecision()), now)}")
