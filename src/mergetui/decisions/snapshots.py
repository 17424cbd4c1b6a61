"""The two sides as they were read last, kept beside decisions.toml."""

from __future__ import annotations

from pathlib import Path

from mergetui.catalog.model import Catalog
from mergetui.catalog.snapshot import loads
from mergetui.decisions.model import Side
from mergetui.errors import InputError, Mistake, Place


def snapshot_path(decisions: Path, side: Side) -> Path:
    """``snapshots/catalogs/remote.json`` in the folder of decisions.toml."""
    return decisions.parent / "snapshots" / "catalogs" / f"{side}.json"


def read_snapshot(decisions: Path, side: Side) -> Catalog:
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
