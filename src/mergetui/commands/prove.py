"""``prove``: the migration run on a copy, and what was seen."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mergetui.commands.compile import (
    allow_option,
    compiled,
    known_hazards,
    partial_option,
    refusals,
)
from mergetui.commands.progress import shown_progress
from mergetui.commands.workspace import Workspace, json_option, print_json, server_option

if TYPE_CHECKING:
    from mergetui.migration.model import Migration
    from mergetui.proof.prove import Proof


@click.command(
    "prove",
    epilog="""\b
Examples:
  mergetui prove
  mergetui prove --allow data-loss --json
  mergetui prove --server postgresql://postgres@localhost/postgres
""",
)
@partial_option
@allow_option
@json_option
@server_option
@click.pass_obj
def prove_command(
    path: Path, partial: bool, allowed: tuple[str, ...], as_json: bool, server: str | None
) -> int:
    """Run the migration on a copy, and report what was seen.

    The copy has the remote's schema, and rows. Refuses what export refuses. Exit code 1 where
    the proof fails.
    """
    known_hazards(allowed)
    workspace = Workspace(path)
    migration = compiled(workspace)
    if refused := refusals(workspace, migration, allowed, partial):
        for sentence in refused:
            click.echo(sentence, err=True)
        return 1
    proof = asyncio.run(_prove(workspace, migration, server))
    if as_json:
        print_json(proof.json())
    else:
        from mergetui.report.proof import proof_text  # noqa: PLC0415

        click.echo("\n".join(proof_text(proof.json())))
    return 0 if proof.holds else 1


async def _prove(workspace: Workspace, migration: Migration, url: str | None) -> Proof:
    from mergetui.catalog.server import scratch_server  # noqa: PLC0415
    from mergetui.proof.prove import prove  # noqa: PLC0415

    with shown_progress() as progress:
        progress("starting the scratch server")
        async with scratch_server(url) as server:
            return await prove(workspace.now, workspace.rest, migration, server, progress)
