"""``export``: the migration, printed or as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from mergetui.commands.compile import (
    allow_option,
    compiled,
    known_hazards,
    partial_option,
    refusals,
)
from mergetui.commands.progress import shown_progress
from mergetui.commands.workspace import Workspace, json_option, print_json
from mergetui.decisions.save import save_all
from mergetui.errors import InputError
from mergetui.report.migration import compared_text, migration_json, summary_text
from mergetui.report.state import ages_text
from mergetui.report.text import count

OURS = b"-- Merged migration:"  # what the head of a migration begins with


@click.command(
    "export",
    epilog="""\b
Examples:
  mergetui export
  mergetui export -o migration.sql
  mergetui export -o supabase/migrations --allow data-loss
  mergetui export --partial --json
""",
)
@click.option(
    "-o",
    "output",
    metavar="PATH",
    default="-",
    help="A name ending in .sql is one file, any other a folder; - prints (the default).",
)
@partial_option
@allow_option
@json_option
@click.pass_obj
def export_command(
    path: Path, output: str, partial: bool, allowed: tuple[str, ...], as_json: bool
) -> int:
    """Compile the decisions into a migration.

    It turns the remote into the merged schema. Exit code 1, and nothing is written, where
    tables are undecided (without --partial), decisions
    are stale or contradict each other, or a statement would lose rows (without --allow data-loss).
    """
    from mergetui.migration.text import render  # noqa: PLC0415

    known_hazards(allowed)
    workspace = Workspace(path)
    with shown_progress() as progress:
        progress("composing both sides")
        merged = workspace.rest
        progress("comparing with the remote")
        migration = compiled(workspace)
    if refused := refusals(workspace, migration, allowed, partial):
        for sentence in refused:
            click.echo(sentence, err=True)
        click.echo("Nothing was written.", err=True)
        return 1
    files = render(
        migration,
        merged,
        remote=workspace.now,
        local=workspace.sides.local,
        decisions_text=workspace.file.text,
    )
    if as_json:
        print_json(migration_json(files, migration, merged))
    nothing = None if files else compared_text(workspace.now)
    if output != "-":
        for line in _write(Path(output), files, nothing):
            click.echo(line, err=True)
    elif not as_json:
        for name, text in files.items():
            if len(files) > 1:
                click.echo(f"-- file: {name}")
            click.echo(text, nl=False)
    for line in summary_text(migration, merged):
        click.echo(line, err=True)
    click.echo(ages_text(workspace.read), err=True)
    if nothing:
        click.echo(nothing, err=True)
    return 0


def _write(output: Path, files: Mapping[str, str], nothing: str | None) -> Iterator[str]:
    """Write all files, or none; says what was written."""
    if output.suffix == ".sql":
        if output.is_dir():
            raise InputError(f"{output} is a folder; nothing was written.")
        if len(files) > 1:
            raise InputError(
                f"This migration needs {count(len(files), 'file')}, each a transaction: one may "
                "not use an enum value that it adds, and may hold only so many locks. "
                f"Name a folder: -o {output.with_suffix('')}"
            )
        targets = {output: "".join(files.values()) or f"-- {nothing}\n"}
    else:
        if output.exists() and not output.is_dir():
            raise InputError(f"{output} is no folder. A file's name ends in .sql.")
        targets = {output / name: text for name, text in files.items()}
    save_all(targets)
    yield from (f"{target}: written." for target in targets)
    if output.is_dir():
        for other in sorted(set(output.glob("*.sql")) - targets.keys()):
            with other.open("rb") as file:
                if file.read(len(OURS)) == OURS:
                    yield f"{other}: of an earlier export, which this one replaces. Take it away."
