"""The two sides as they were read last, kept beside decisions.toml.

Decisions are about the remote as it was before the migration, so that snapshot stays once the
migration or a part of it has run; what was read then is kept beside it as ``merged.json``, and what
has become of the tables as ``standing.json``.
"""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from mergetui.catalog.model import Catalog
from mergetui.catalog.snapshot import loads
from mergetui.decisions.model import SIDES, Side
from mergetui.errors import InputError, Mistake, Place

Step = Literal["merged", "standing"]
Kept = Side | Step
STEP: tuple[Step, ...] = ("merged", "standing")  # what is kept once a part of the merge has run
KEPT: tuple[Kept, ...] = (*SIDES, *STEP)


def snapshot_path(decisions: Path, side: Kept) -> Path:
    """``snapshots/catalogs/remote.json`` in the folder of decisions.toml."""
    return decisions.parent / "snapshots" / "catalogs" / f"{side}.json"


def read_at(decisions: Path, side: Kept) -> datetime | None:
    """When a snapshot was read: the date of the commit that brought it, for a file as it was
    checked out; else when it was written. None where there is none.

    Nothing of that is in the file, since the same schema gives the same bytes at any time.
    """
    path = snapshot_path(decisions, side)
    try:
        written = path.stat().st_mtime
    except OSError:
        return None
    changed = _git(path, "status", "--porcelain")
    if changed == "" and (said := _git(path, "log", "-1", "--format=%ct")):
        written = float(said)
    return datetime.fromtimestamp(written, UTC)


def _git(path: Path, *words: str) -> str | None:
    """What git says of a file; None where there is no git or no repository."""
    # nothing that a foreign repository's settings would start
    command = ["git", "-c", "core.fsmonitor=false", *words, "--", path.name]
    try:
        done = subprocess.run(
            command, cwd=path.parent, capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def read_snapshot(decisions: Path, side: Kept) -> Catalog:
    """The snapshot of one side. Raises InputError where there is none or it is damaged."""
    path = snapshot_path(decisions, side)
    place = Place(str(path))
    try:
        return loads(path.read_text("utf-8"), place)
    except FileNotFoundError:
        raise InputError(
            Mistake(f"there is no snapshot of the {side}. Read it: mergetui refresh {side}", place)
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Mistake(f"cannot be read: {error}.", place)) from None
