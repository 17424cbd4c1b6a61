"""``init`` and ``refresh``: reading both sides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mergetui.catalog.model import Catalog
from mergetui.commands.progress import shown_progress
from mergetui.commands.workspace import server_option
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.initial import TAKES, Take, initial
from mergetui.decisions.model import SIDES, Decisions, Side, Sources, TableDecision
from mergetui.decisions.save import save_all
from mergetui.decisions.snapshots import STEP, read_snapshot, snapshot_path
from mergetui.decisions.write import write
from mergetui.errors import InputError, Mistake
from mergetui.report.faults import grouped_faults
from mergetui.report.state import counted
from mergetui.report.text import count, few
from mergetui.triage.counts import platform_left_out
from mergetui.triage.entries import triage
from mergetui.triage.sides import Sides

if TYPE_CHECKING:
    from mergetui.migration.ran import Ran


@click.command(
    "init",
    epilog="""\b
Examples:
  mergetui init --remote env:REMOTE_DATABASE_URL --local supabase/migrations
  mergetui init --remote dump.sql --local migrations --take union
""",
)
@click.option(
    "--remote",
    required=True,
    metavar="SRC",
    help="The database that lives and holds rows: env:NAME (a URL in that environment "
    "variable), a URL without password, a folder of migrations, a .sql file, a snapshot.",
)
@click.option("--local", required=True, metavar="SRC", help="The schema that comes in.")
@click.option(
    "--take",
    type=click.Choice(TAKES),
    default="nothing",
    show_default=True,
    help="Decide all tables: union keeps everything and merges the common tables, local makes "
    "the remote equal to the local, remote changes nothing.",
)
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="NAME",
    help="Look only at this schema of both sides. May be repeated.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave out what has such a name, with all that needs it: 'tmp_*', 'audit.*'. May be "
    "repeated.",
)
@server_option
@click.pass_obj
def init_command(
    path: Path,
    remote: str,
    local: str,
    take: Take,
    schemas: tuple[str, ...],
    exclude: tuple[str, ...],
    server: str | None,
) -> None:
    """Read both sides and write decisions.toml.

    It gets a block for every table; snapshots of both sides go to snapshots/catalogs/. Paths
    are relative to the folder of decisions.toml. Nothing is overwritten.
    """
    if path.exists():
        raise InputError(
            f"{path} exists already; nothing was written. Read its sources again with "
            "mergetui refresh, or move it away first."
        )
    sources = Sources(remote=remote, local=local, schemas=schemas, exclude=exclude)
    catalogs = _read(sources, SIDES, path.parent, server)
    decisions = initial(catalogs["remote"], catalogs["local"], sources, take)
    save_all({path: write(decisions), **_snapshots(path, catalogs)})
    _forget_step(path)
    sides = Sides(catalogs["remote"], catalogs["local"])
    entries = triage(sides, decisions).entries.values()
    for side in SIDES:
        _tell(side, catalogs[side], sources)
    common = sum(e.presence == "common" for e in entries)
    undecided = sum(e.state == "undecided" for e in entries)
    click.echo(
        f"{path}: {count(len(entries), 'table')}, {common:,} common, {undecided:,} undecided. "
        "Next: mergetui"
    )


@click.command(
    "refresh",
    epilog="""\b
Examples:
  mergetui refresh
  mergetui refresh remote
""",
)
@click.argument("side", type=click.Choice(SIDES), required=False)
@server_option
@click.pass_obj
def refresh_command(path: Path, side: Side | None, server: str | None) -> None:
    """Read the sources again into snapshots/catalogs/.

    A table that is new gets a block, undecided. A decision about a table that changed becomes
    stale; none is taken back. Where the migration or a part of it has run, this is seen, and the
    decisions go on being about the remote as it was.
    """
    file = DecisionsFile.load(path)
    wanted: tuple[Side, ...] = (side,) if side else SIDES
    found = _read(file.decisions.sources, wanted, path.parent, server)
    old = {s: _known(path, s) for s in wanted}
    catalogs = {s: found[s] if s in found else read_snapshot(path, s) for s in SIDES}
    step: dict[Path, str] = {}
    if "remote" in found:
        now = found["remote"]
        ran, step = _seen(path, file.decisions, now)
        found["remote"] = catalogs["remote"] = ran.remote
    save_all({**step, **_snapshots(path, found)})
    if "remote" in found and not step:
        _forget_step(path)
    sides = Sides(catalogs["remote"], catalogs["local"])
    new = [key for key in sides.keys if key not in file.decisions.tables]
    file.set_tables({key: TableDecision() for key in new})
    for each in wanted:
        whole = now if each == "remote" else found[each]
        _tell(each, whole, file.decisions.sources)
        if each == "remote" and step:
            click.echo(_step_text(file.decisions, ran.waiting))
            if found[each] == old[each]:
                continue
        if (before := old[each]) is not None:
            _tell_changes(before, found[each])
    entries = triage(sides, file.decisions)
    if new:
        click.echo(f"{path}: {count(len(new), 'new block')}, undecided: {', '.join(new)}")
    if entries.unknown:
        gone = ", ".join(entries.unknown)
        click.echo(f"{path}: neither side has these any more, take their blocks out: {gone}")
    if stale := [e.key for e in entries.entries.values() if e.stale]:
        click.echo(f"{count(len(stale), 'decision')} stale: {', '.join(stale)}")


def _seen(path: Path, decisions: Decisions, now: Catalog) -> tuple[Ran, dict[Path, str]]:
    """What part of the merge has run, and the files that say so; none where none has. Raises
    InputError where the remote is neither what it was nor what the decisions make of it."""
    from mergetui.catalog.snapshot import dumps  # noqa: PLC0415
    from mergetui.merge import standing  # noqa: PLC0415
    from mergetui.migration.ran import Ran, ran  # noqa: PLC0415

    before, local = _known(path, "remote"), _known(path, "local")
    if before is None or local is None:
        return Ran(remote=now), {}
    since, last = standing.read_step(path) or (standing.NOTHING, before)
    found = ran(before, local, decisions, since, last, now)
    if found.differing:
        raise InputError(
            "The remote is neither what it was nor what the decisions make of it: "
            f"{count(len(found.differing), 'object')} beyond the part of the merge that has run: "
            f"{few(found.differing)}. Nothing was written. Take these changes back, "
            "there or in decisions.toml, or begin a new merge with what is there now, in another "
            "folder: mergetui init."
        )
    if found.standing == standing.NOTHING:
        return found, {}
    texts = {"merged": dumps(now), "standing": standing.dumps(found.standing)}
    return found, {snapshot_path(path, kind): texts[kind] for kind in STEP}


def _forget_step(path: Path) -> None:
    """No part of the merge has run."""
    for kind in STEP:
        snapshot_path(path, kind).unlink(missing_ok=True)


def _step_text(decisions: Decisions, waiting: Sequence[str]) -> str:
    """How far the merge has come."""
    undecided = sum(d.action == "undecided" for d in decisions.tables.values())
    what = "The remote is the merged schema: the migration has run, and nothing is left to export"
    if undecided or waiting:
        what = "The remote is what the decisions make of it: a part of the merge has run"
        what += f", {count(undecided, 'table')} undecided" if undecided else ""
        what += f", {count(len(waiting), 'decision')} not in it yet: {few(waiting)}" * bool(waiting)
    return f"{what}. The snapshot of what it was before stays, since the decisions are about it."


def _read(
    written: Sources, sides: Iterable[Side], base: Path, server: str | None
) -> dict[Side, Catalog]:
    from mergetui.catalog.cache import cache_folder  # noqa: PLC0415
    from mergetui.catalog.select import select  # noqa: PLC0415
    from mergetui.catalog.server import scratch_server  # noqa: PLC0415
    from mergetui.catalog.source import check_source, read_source  # noqa: PLC0415

    sources: dict[Side, str] = {side: getattr(written, side) for side in sides}
    mistakes: list[Mistake] = []
    for side, source in sources.items():
        try:
            check_source(source)
        except InputError as error:
            mistakes += [Mistake(f"{side}: {m.message}") for m in error.mistakes]
    if mistakes:
        raise InputError(*mistakes)

    def said(side: Side) -> Callable[[str, int, int], None]:
        return lambda what, done, total: progress(f"{side}: {what}", done, total)

    def told(side: Side) -> Callable[[str], None]:
        return lambda sentence: unseen.append(f"{side}: {sentence}")

    async def both() -> dict[Side, Catalog]:
        found = {}
        for side, source in sources.items():
            whole = await read_source(
                source,
                base=base,
                server=partial(scratch_server, server),
                progress=said(side),
                tell=told(side),
                cache=cache_folder() if server is None else None,
            )
            found[side] = select(whole, written.schemas, written.exclude)
        return found

    unseen: list[str] = []
    with shown_progress() as progress:
        found = asyncio.run(both())
    for sentence in unseen:
        click.echo(sentence, err=True)
    return found


def _snapshots(path: Path, catalogs: Mapping[Side, Catalog]) -> dict[Path, str]:
    from mergetui.catalog.snapshot import dumps  # noqa: PLC0415

    return {snapshot_path(path, side): dumps(catalog) for side, catalog in catalogs.items()}


def _known(path: Path, side: Side) -> Catalog | None:
    """The snapshot so far; None where there is none to compare with."""
    try:
        return read_snapshot(path, side)
    except InputError:
        return None


def _tell(side: Side, catalog: Catalog, sources: Sources) -> None:
    """What was read of a side, and each statement and kind that was not understood."""
    click.echo(
        f"{side}: {count(len(catalog.tables), 'table')}, "
        f"{count(catalog.column_count, 'column')}, {count(len(catalog.faults), 'fault')}"
    )
    for line in grouped_faults(catalog.faults):
        click.echo(f"  {line}")
    if kinds := catalog.not_handled:
        told = ", ".join(counted(kind, number) for kind, number in kinds.items())
        click.echo(f"  not handled: {told}")
    if gone := catalog.excluded:
        told = ", ".join(counted(kind, number) for kind, number in gone.items())
        click.echo(f"  left out, as [sources] says: {told}")
    if schemas := platform_left_out(catalog, getattr(sources, side)):
        click.echo(f"  left out, the platform's schemas: {', '.join(schemas)}")


def _tell_changes(before: Catalog, after: Catalog) -> None:
    from mergetui.catalog.snapshot import fingerprint  # noqa: PLC0415

    old, new = ({n.key: t for n, t in c.tables.items()} for c in (before, after))
    changed = [k for k in old.keys() & new.keys() if fingerprint(old[k]) != fingerprint(new[k])]
    _tell_keys("new", new.keys() - old.keys())
    _tell_keys("gone", old.keys() - new.keys())
    _tell_keys("changed", changed)
    if old.keys() == new.keys() and not changed:
        click.echo(f"  {count(len(new), 'table')} compared with the last snapshot: no difference")


def _tell_keys(title: str, keys: Iterable[str]) -> None:
    if found := sorted(keys):
        click.echo(f"  {len(found):,} {title}: {', '.join(found)}")
