"""``fmt`` and ``check``: the canonical form, and the gate for CI."""

from __future__ import annotations

import asyncio
import shlex
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mergetui.commands.compile import place_of
from mergetui.commands.progress import shown_progress
from mergetui.commands.workspace import Workspace, json_option, print_json, server_option
from mergetui.decisions.file import DecisionsFile, fmt
from mergetui.decisions.model import SIDES
from mergetui.errors import Place
from mergetui.report.state import ages_text, consequence_text, counted, problem_text
from mergetui.report.text import count, few

if TYPE_CHECKING:
    from mergetui.proof.asking import Refused


@click.command(
    "fmt",
    epilog="""\b
Examples:
  mergetui fmt
""",
)
@click.pass_obj
def fmt_command(path: Path) -> None:
    """Put decisions.toml into its canonical form.

    Comments stay with what they are about.
    """
    if DecisionsFile.reform(path):
        click.echo(f"{path}: put into canonical form.")
    else:
        click.echo(f"{path} is in canonical form.")


@click.command(
    "check",
    epilog="""\b
Examples:
  mergetui check
  mergetui check --strict
  mergetui check --json
  mergetui check --server postgresql://postgres@localhost/postgres
""",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Refuse too where a side has objects of a kind that is not merged (see status).",
)
@json_option
@server_option
@click.pass_obj
def check_command(path: Path, as_json: bool, strict: bool, server: str | None) -> int:
    """Check decisions.toml, as CI does.

    Form, completeness, staleness, contradictions. Exit code 1 where anything is found; each
    finding says which command mends it. Policies, indexes, constraints ... of which there are two
    under one name, and nobody decided, are listed to be looked at; both stay. What decisions say
    as SQL (using, default) is planned on a scratch server; where they say none, none is started.
    """
    workspace = Workspace(path)
    text = workspace.file.text
    wanted = fmt(text, Place(str(path)))
    raw = path.read_bytes().decode("utf-8")
    form = list(
        unified_diff(
            raw.splitlines(keepends=True),
            wanted.splitlines(keepends=True),
            str(path),
            f"{path} (canonical)",
        )
    )
    entries = workspace.triage.entries.values()
    findings = workspace.findings
    mistakes = [f.mistake for f in findings]
    undecided = [e.key for e in entries if e.state == "undecided"]
    objects = workspace.merged.undecided
    stale = [*(e.key for e in entries if e.stale), *workspace.stale_objects]
    unread = {s: dict(workspace.sides.catalog(s).not_handled) for s in SIDES} if strict else {}
    told = {f.path[1] for f in findings}
    problems = [p for p in workspace.merged.problems if p.table not in told]
    said = [] if mistakes or problems else _refused(workspace, server)
    two = [c for c in workspace.merged.consequences if c.part is not None]
    if as_json:
        print_json(
            {
                "canonical": not form,
                "mistakes": [str(m) for m in mistakes],
                "undecided": [*undecided, *objects],
                "stale": stale,
                "problems": [
                    {"table": p.table, "message": p.message, "other": p.other} for p in problems
                ],
                "refused": [
                    {
                        "table": r.table,
                        "column": r.column,
                        "field": r.question.kind,
                        "message": r.message,
                    }
                    for r in said
                ],
                "undecided_parts": [
                    {"table": c.table, "part": c.part, "message": c.message} for c in two
                ],
                **({"not_handled": unread} if strict else {}),
            }
        )
    else:
        click.echo(ages_text(workspace.read), err=True)
        click.echo("".join(f"{line.rstrip()}\n" for line in form), nl=False)
        for mistake in mistakes:
            click.echo(str(mistake))
        for problem in problems:
            click.echo(f"{place_of(workspace, problem.table)}: {problem_text(problem)}")
        for each in said:
            said_of = f"{each.table}.{each.column}: {each.question.kind} = {each.question.text}"
            click.echo(f"{place_of(workspace, each.table)}: {said_of}: {each.message}")
        those = ",".join(sorted({key.partition(".")[0].removesuffix("s") for key in objects}))
        of_objects = f"mergetui list is:undecided kind:{those}; mergetui decide {{0}} ACTION"
        for title, keys, way in (
            ("undecided", undecided, "mergetui list is:undecided; mergetui decide TABLE ACTION"),
            ("undecided beside tables", objects, of_objects),
            ("stale", stale, "mergetui show TABLE; mergetui decide TABLE ACTION again"),
        ):
            if keys:
                click.echo(
                    f"{len(keys):,} {title}: {few(keys)}. {way.format(shlex.quote(keys[0]))}"
                )
        if two:
            click.echo(f"To look at, and no mistake: {count(len(two), 'part')} with two meanings.")
        for consequence in two:
            where = place_of(workspace, consequence.table)
            click.echo(f"{where}: {consequence.table}: {consequence_text(consequence)}")
        for side, kinds in unread.items():
            if kinds:
                those = ", ".join(counted(kind, number) for kind, number in kinds.items())
                click.echo(
                    f"{side}: not handled: {those}. Carry them over by hand; without --strict they"
                    " are let pass."
                )
        if form:
            click.echo(f"{path} is not in canonical form. mergetui fmt")
    found = bool(
        form
        or mistakes
        or undecided
        or objects
        or stale
        or problems
        or said
        or any(unread.values())
    )
    if not as_json and not found:
        click.echo(f"{path}: {count(len(entries), 'table')} decided, none stale, no contradiction.")
    return int(found)


def _refused(workspace: Workspace, url: str | None) -> list[Refused]:
    """What PostgreSQL has against the expressions of the decisions."""
    from mergetui.proof.asking import questions, refused  # noqa: PLC0415

    asked = (workspace.sides, workspace.decisions, workspace.merged)
    if not any(questions(*asked)):
        return []

    async def ask() -> list[Refused]:
        from mergetui.catalog.server import scratch_server  # noqa: PLC0415

        with shown_progress() as progress:
            progress("asking a scratch server about expressions")
            async with scratch_server(url) as server:
                return await refused(server, *asked)

    return asyncio.run(ask())
