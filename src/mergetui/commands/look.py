"""``status``, ``list`` and ``show``: looking without a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import click

from mergetui.commands.workspace import Workspace, json_option, print_json
from mergetui.decisions.model import SIDES
from mergetui.decisions.snapshots import snapshot_path
from mergetui.report.faults import fault_json, fault_text
from mergetui.report.state import Sheet, entry_json, list_text, status_text
from mergetui.report.text import count
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
  mergetui status --faults
""",
)
@click.option("--faults", is_flag=True, help="List every fault of both sides instead.")
@json_option
@click.pass_obj
def status_command(path: Path, faults: bool, as_json: bool) -> None:
    """Count tables, decisions and what is left to do.

    A fault is a statement of a source that PostgreSQL refused; `list has:fault` names its tables.
    The age of a snapshot is that of its commit, or of the file where it is not committed.
    """
    workspace = Workspace(path)
    if faults:
        _faults(workspace, as_json)
        return
    facts = _status(workspace)
    if as_json:
        read = {side: at and at.isoformat() for side, at in facts["read"].items()}
        print_json({**facts, "read": read})
    else:
        click.echo("\n".join(status_text(facts)))


def _status(workspace: Workspace) -> dict[str, Any]:
    two = [c for c in workspace.merged.consequences if c.part is not None]
    return {
        **status(workspace.triage),
        "undecided_parts": len(two),
        "read": workspace.read,
        "has_run": snapshot_path(workspace.path, "standing").exists(),
    }


def _faults(workspace: Workspace, as_json: bool) -> None:
    found = {side: workspace.sides.catalog(side).faults for side in SIDES}
    if as_json:
        print_json({side: [fault_json(f) for f in faults] for side, faults in found.items()})
        return
    for side, faults in found.items():
        click.echo(f"{side}: {count(len(faults), 'fault')}")
        for fault in faults:
            click.echo(f"  {fault_text(fault)}")


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
    click.echo("\n".join(status_text(_status(workspace))))
    common = [e for e in found.entries.values() if e.presence == "common"]
    first = next((e for e in common if e.conflict), common[0] if common else None)
    if first is not None:
        click.echo("")
        click.echo("\n".join(Sheet(workspace.sides, first, workspace.merged).text(room())))
