"""How the terminal is started on a decisions.toml, and put away, whatever ended it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mergetui.terminal.app import MergeApp
from mergetui.terminal.settings import read_settings, settings_path

if TYPE_CHECKING:
    from mergetui.terminal.action import Action

SWITCH = 0.0002  # seconds that work in the background may hold up a key
_PUT_AWAY = 10.0  # seconds at most for a scratch server to be stopped


def run(path: Path, *, mouse: bool = True, example: bool = False) -> int:
    """Work on a decisions.toml until the user quits; the exit code. Raises what broke it, and
    InputError for settings that cannot be read."""
    from mergetui.terminal.pasting import install  # noqa: PLC0415 (only of a real terminal)

    install()
    settings = read_settings(settings_path(), _all_actions)
    app = MergeApp(path, settings=settings, example=example, checks=True)
    sys.setswitchinterval(SWITCH)
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)  # of a shell's start, and not the window's size as it becomes
    try:
        app.run(mouse=mouse and settings.mouse)
    finally:
        app.end_beside()
    for trial in app.trials:
        trial.cancel()
    if app.checker is not None:
        app.checker.end()
        app.checker.thread.join(_PUT_AWAY)
    for trial in app.trials:
        trial.thread.join(_PUT_AWAY)
    if app._exception is not None:
        raise app._exception
    return app.return_code or 0


def _all_actions() -> Sequence[Action]:
    from mergetui.terminal.actions import ACTIONS  # noqa: PLC0415 (only for settings of keys)

    return ACTIONS
