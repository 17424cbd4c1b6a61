"""What commands work on: decisions.toml, both sides, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mergetui.decisions.check import Finding, findings, objects
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.model import SIDES, Decisions
from mergetui.decisions.reviewed import is_stale
from mergetui.decisions.snapshots import read_at, read_snapshot
from mergetui.decisions.write import OBJECT_SECTIONS
from mergetui.errors import InputError
from mergetui.merge.standing import Step, read_step
from mergetui.triage.entries import Entry, Triage, triage
from mergetui.triage.sides import Sides

if TYPE_CHECKING:
    from mergetui.catalog.model import Catalog
    from mergetui.merge.model import Merged

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="The same facts as JSON.")
server_option = click.option(
    "--server",
    metavar="URL",
    help="Make scratch databases on this server, not on the embedded one.",
)


@dataclass(frozen=True)
class Workspace:
    """One decisions.toml and what belongs to it, each part read when it is asked for."""

    path: Path

    @cached_property
    def file(self) -> DecisionsFile:
        return DecisionsFile.load(self.path)

    @property
    def read(self) -> dict[str, datetime | None]:
        """When each side's snapshot was read."""
        again = read_at(self.path, "merged")  # once a part of the merge has run
        return {
            "remote": again or read_at(self.path, "remote"),
            "local": read_at(self.path, "local"),
        }

    @property
    def decisions(self) -> Decisions:
        return self.file.decisions

    @cached_property
    def sides(self) -> Sides:
        remote, local = (read_snapshot(self.path, side) for side in SIDES)
        return Sides(remote, local)

    @property
    def merged(self) -> Merged:
        """Both sides as the decisions say, whatever of it has run already."""
        return self._composed[0]

    @property
    def rest(self) -> Merged:
        """The merge as far as it has not run: how the remote as it is now becomes the merged
        schema."""
        return self._composed[1]

    @cached_property
    def _composed(self) -> tuple[Merged, Merged]:
        from mergetui.merge.onward import in_steps  # noqa: PLC0415

        return in_steps(self.sides.remote, self.sides.local, self.decisions, self.step)

    @cached_property
    def step(self) -> Step | None:
        """What was kept of the remote once a part of the merge had run; None before."""
        return read_step(self.path)

    @property
    def now(self) -> Catalog:
        """The remote as it was read last."""
        return self.step[1] if self.step else self.sides.remote

    @cached_property
    def triage(self) -> Triage:
        return triage(self.sides, self.decisions, {p.table for p in self.merged.problems})

    @cached_property
    def findings(self) -> list[Finding]:
        """What the schemas have against the decisions."""
        sides = self.sides
        return findings(self.decisions, sides.remote, sides.local, self.file.lines)

    @property
    def stale_objects(self) -> list[str]:
        """Types, functions, views and sequences whose decisions are stale: ``types.mood``."""
        remote, local = self.sides.remote, self.sides.local
        return [
            f"{section}.{key}"
            for section in OBJECT_SECTIONS
            for key, decision in getattr(self.decisions, section).items()
            if is_stale(
                decision, objects(remote, section).get(key), objects(local, section).get(key)
            )
        ]

    def entry(self, key: str) -> Entry:
        """The entry of a table that one names on the command line."""
        return known_entry(self.triage.everything, key)


def known_entry(entries: Mapping[str, Entry], key: str) -> Entry:
    """The entry of ``key``. Raises InputError with the nearest name."""
    from mergetui.decisions.read import nearest  # noqa: PLC0415

    if key in entries:
        return entries[key]
    plain = key.removeprefix("public.")
    if plain in entries:
        return entries[plain]
    if alike := [known for known in entries if known.partition(".")[2] == key]:
        raise InputError(f"{key} is no table. Did you mean {' or '.join(alike)}?")
    raise InputError(
        f"{key} is a table that neither side has.{nearest(key, entries)} All of them: mergetui list"
    )


def print_json(facts: object) -> None:
    """JSON on stdout, one fact a line."""
    click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
