"""The picture of the README, made by the program itself from the root's decisions.toml:
``python -m mergetui.terminal.picture docs/screen.svg``. A test fails where it is stale.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from mergetui.terminal.app import MergeApp
from mergetui.terminal.rest import rest

SIZE = (120, 40)
SHOWN = "api_keys"


def screen_svg(decisions: Path) -> str:
    """The screen on one common table, at 120 by 40, whatever the user's own settings are."""
    with _of_nobody():
        return asyncio.run(_drawn(decisions))


async def _drawn(decisions: Path) -> str:
    app = MergeApp(decisions, ascii=False)
    async with app.run_test(size=SIZE):
        await rest(app)
        if app.session is not None:
            app.session.read = {}  # the picture is the same tomorrow
        app.desk.go_to(SHOWN)
        app.desk.say("")
        await rest(app)
        return app.export_screenshot(title="mergetui")


@contextmanager
def _of_nobody() -> Iterator[None]:
    """Without the user's settings, state and colours."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "TERM": "xterm-256color"}
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLORTERM")}
        with patch.dict(os.environ, {**kept, **own}, clear=True):
            yield


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(screen_svg(Path("decisions.toml")), "utf-8")
