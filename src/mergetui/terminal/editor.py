"""Hands the terminal to $EDITOR and takes it back, whatever becomes of the editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk


def open_in_editor(desk: Desk, path: Path, line: int) -> None:
    """Open a file at a line. What was saved is taken in when the terminal comes back."""
    from textual.app import SuspendNotSupported  # noqa: PLC0415

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        desk.say("set $EDITOR to the editor that you want", "warn")
        return
    if not path.exists() and path != desk.app.path:
        desk.say(f"{path} is not here: its snapshot was read elsewhere", "warn")
        return
    try:
        command = shlex.split(editor)
    except ValueError as error:
        desk.say(f"$EDITOR cannot be understood, {error}: {editor}", "warn")
        return
    before = _text(path)
    desk.say("")
    try:
        with desk.app.suspend():
            said = run_editor([*command, f"+{max(line, 1)}", str(path)])
    except SuspendNotSupported:
        said = "this terminal cannot be handed to an editor"
    if said:
        desk.say(said, "warn")
    elif _text(path) == before:
        desk.say(f"{path.name} was not changed")
    elif path != desk.app.path:
        desk.say(f"{path.name} was changed; to see what it comes to: mergetui refresh local")


def _text(path: Path) -> bytes | None:
    """What the file holds, which an editor may write again as it was; None where it is not."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def run_editor(command: Sequence[str]) -> str | None:
    """Run an editor to its end; what went wrong. Raises nothing: the screen must come back."""
    try:
        code = subprocess.run(command, check=False).returncode
    except (OSError, ValueError) as error:
        return f"{command[0]} cannot be run: {getattr(error, 'strerror', None) or error}"
    except KeyboardInterrupt:  # ctrl+c was for the editor
        return None
    return f"{command[0]} ended with {code}" if code else None
