"""How the screen was left: cursor, folds, filter, focus, theme. Lost without harm."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mergetui.triage.history import state_folder


@dataclass(frozen=True, slots=True)
class Memory:
    """What the next session starts with."""

    cursor: str = ""  # key of the row
    folds: tuple[str, ...] = ()
    filter: str = ""
    focus: str = "tables"
    theme: str = ""


def recall(decisions: Path) -> Memory:
    """What was remembered; nothing where there is none or it makes no sense."""
    try:
        said = json.loads((state_folder(decisions) / "screen.json").read_text("utf-8"))
        texts = {name: str(said.get(name, "")) for name in ("cursor", "filter", "focus", "theme")}
        return Memory(folds=tuple(str(f) for f in said.get("folds", ())), **texts)
    except (OSError, ValueError, AttributeError, TypeError):
        return Memory()


def remember(decisions: Path, memory: Memory) -> None:
    """Keep it for the next session, if the disk lets us."""
    path = state_folder(decisions) / "screen.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(memory)), "utf-8")
        new.replace(path)
    except OSError:
        return
