"""``status``, ``list`` and ``show``: looking without a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from mergetui.commands.workspace import Workspace, json_option, print_json
from mergetui.report.state import Sheet, entry_json, list_text, status_text
from mergetui.triage.counts import status
from mergetui.triage.filter import parse_filter

_ROOM = 140  # cells, where there is no terminal to ask


def room() -> int:
    """How wide text may be: the terminal's width, or COLUMNS."""
    return shutil.get_terminal_size((_ROOM, 24)).columns


@click.command(
    "status",
    epilog="""\b
Examples:
  mergetui status
  mergetui status --json
""",
)
@json_option
@click.pass_obj
def status_command(path: Path, as_json: bool) -> None:
    """Count tables, decisions and what is left to do.

    A fault is a statement of a source that PostgreSQL refused; `list has:fault` names its tables.
    """
    facts = status(Workspace(path).triage)
    if as_json:
        print_json(facts)
    else:
        click.echo("\n".join(status_text(facts)))


@click.command(
    "list",
    epilog="""\b
Examples:
  mergetui list
  mergetui list is:undecided phase:core
  mergetui list has:conflict type:uuid --json
""",
)
@click.argument("filter", nargs=-1)
@json_option
@click.pass_obj
def list_command(path: Path, filter: tuple[str, ...], as_json: bool) -> None:
    """List the tables that FILTER shows, all without one.

    Words are parts of a name; a space means and. is:undecided is:stale is:blocked is:common
    has:conflict has:fault phase:ID type:TYPE action:ACTION side:local narrow it down.
    kind:type kind:function kind:view kind:sequence list what both sides define differently.
    """
    found = Workspace(path).triage
    passes = parse_filter(" ".join(filter), found.decisions.phases)
    entries = passes.among(found)
    if as_json:
        print_json([entry_json(e) for e in entries])
    elif entries:
        click.echo("\n".join(list_text(entries)))
    else:
        click.echo("No table passes this filter.", err=True)


@click.command(
    "show",
    epilog="""\b
Examples:
  mergetui show api_keys
  mergetui show sales.orders --json
""",
)
@click.argument("table")
@json_option
@click.pass_obj
def show_command(path: Path, table: str, as_json: bool) -> None:
    """Show TABLE side by side: remote, merged, local."""
    workspace = Workspace(path)
    sheet = Sheet(workspace.sides, workspace.entry(table), workspace.merged)
    if as_json:
        print_json(sheet.json())
    else:
        click.echo("\n".join(sheet.text(room())))


def overview(path: Path) -> None:
    """The state and one common table, for whoever started without a terminal."""
    workspace = Workspace(path)
    found = workspace.triage
    click.echo("\n".join(status_text(status(found))))
    common = [e for e in found.entries.values() if e.presence == "common"]
    first = next((e for e in common if e.conflict), common[0] if common else None)
    if first is not None:
        click.echo("")
        click.echo("\n".join(Sheet(workspace.sides, first, workspace.merged).text(room())))
