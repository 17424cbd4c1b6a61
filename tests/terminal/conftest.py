"""A folder with a small merge to work on, and ways to play on it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_textual_snapshot  # type: ignore[import-untyped]

TESTS = Path(__file__).parents[1]
FAR = 4_000_000_000  # a time to come: snapshots that were read just now, however long a test takes
sys.path.insert(0, str(TESTS / "triage"))

import triage_world  # noqa: E402
from textual.events import Key  # noqa: E402
from textual.keys import _character_to_key  # noqa: E402

from mergetui.catalog.snapshot import dumps  # noqa: E402
from mergetui.decisions.file import write  # noqa: E402
from mergetui.decisions.model import SIDES  # noqa: E402
from mergetui.decisions.snapshots import snapshot_path  # noqa: E402
from mergetui.terminal.app import MergeApp  # noqa: E402
from mergetui.terminal.desk import Desk  # noqa: E402
from mergetui.terminal.rest import paint, rest, settled  # noqa: E402


class Pictures(pytest_textual_snapshot.SVGImageExtension):  # type: ignore[misc]
    """What the terminal must look like, in one folder for people to look at."""

    @classmethod
    def dirname(cls, *, test_location: Any) -> str:
        return str(TESTS.parent / "snapshots" / "screens")

    @classmethod
    def get_snapshot_name(cls, *, test_location: Any, index: Any = 0) -> str:
        return str(test_location.snapshot_name.removeprefix("test_picture").strip("[]"))


pytest_textual_snapshot.SVGImageExtension = Pictures


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A decisions.toml beside its snapshots, and a state folder of its own."""
    for name in ("NO_COLOR", "LC_ALL", "LC_CTYPE", "EDITOR", "VISUAL", "COLORTERM", "TEXTUAL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("LANG", "C.UTF-8"), ("TERM", "xterm-256color")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    found = tmp_path / "merge" / "decisions.toml"
    snapshot_path(found, "remote").parent.mkdir(parents=True)
    snapshot_path(found, "remote").write_text(dumps(triage_world.REMOTE), "utf-8")
    snapshot_path(found, "local").write_text(dumps(triage_world.LOCAL), "utf-8")
    found.write_text(write(triage_world.decisions()), "utf-8")
    for side in SIDES:
        os.utime(snapshot_path(found, side), (FAR, FAR))
    return found


def pressed(key: str) -> Key:
    """The event of a key, given by Textual's name for it or as the character that it types."""
    if len(key) == 1:
        return Key(_character_to_key(key), key)
    return Key(key, " " if key == "space" else None)


class Stage:
    """A running app: press keys, read the screen."""

    def __init__(self, app: MergeApp) -> None:
        self.app = app

    @property
    def desk(self) -> Desk:
        return self.app.desk

    async def settle(self) -> None:
        """Until all is read, composed, answered and painted."""
        await rest(self.app)

    async def press(self, *keys: str) -> None:
        """Keys as a terminal sends them: all at once, in their order."""
        for key in keys:
            self.app.post_message(pressed(key))
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def send(self, *keys: str) -> None:
        """Keys, without waiting for what they ask of servers and of other threads."""
        for key in keys:
            self.app.post_message(pressed(key))
        while not (self.app.keyboard.idle and settled(self.app)):
            await asyncio.sleep(0)

    async def until(self, wanted: Callable[[], Any]) -> None:
        """Wait for what others bring about: another thread, a server, the disk."""
        for _ in range(60_000):
            if wanted():
                return
            await asyncio.sleep(0.002)
            paint(self.app)
        raise AssertionError(self.text)

    @property
    def screen(self) -> list[str]:
        """The lines of the screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.screen)

    @property
    def said(self) -> str:
        return "".join(text for line in self.desk.said.lines for text, _ in line).strip()

    @property
    def action(self) -> dict[str, str]:
        """What is decided in the file, by key."""
        from mergetui.decisions.file import DecisionsFile  # noqa: PLC0415

        tables = DecisionsFile.load(self.app.path).decisions.tables
        return {k: d.action for k, d in tables.items() if d.action != "undecided"}


Script = Callable[[Stage], Awaitable[None]]


@pytest.fixture
def play(path: Path) -> Callable[..., None]:
    """Play a script on the app in a window of a size."""

    def play(script: Script, size: tuple[int, int] = (120, 40), ascii: bool = False) -> None:
        async def run() -> None:
            app = MergeApp(path, ascii=ascii)
            async with app.run_test(size=size):
                stage = Stage(app)
                await stage.settle()
                await script(stage)

        asyncio.run(run())

    return play


def pytest_configure(config: pytest.Config) -> None:
    """The pictures have names for people, which syrupy wonders at when it draws them anew."""
    config.addinivalue_line("filterwarnings", r"ignore:\s*Can not relate snapshot:UserWarning")
