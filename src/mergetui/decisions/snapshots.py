"""The two sides as they were read last, kept beside decisions.toml.

Decisions are about the remote as it was before the migration, so that snapshot stays once the
migration has run; what was read then is kept beside it as ``merged.json``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from mergetui.catalog.model import Catalog
from mergetui.catalog.snapshot import loads
from mergetui.decisions.model import Side
from mergetui.errors import InputError, Mistake, Place

Kept = Side | Literal["merged"]


def snapshot_path(decisions: Path, side: Kept) -> Path:
    """``snapshots/catalogs/remote.json`` in the folder of decisions.toml."""
    return decisions.parent / "snapshots" / "catalogs" / f"{side}.json"


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
