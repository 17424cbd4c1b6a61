"""A folder with a small merge to work on, and ways to play on it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_textual_snapshot  # type: ignore[import-untyped]

TESTS = Path(__file__).parents[1]
FAR = 4_000_000_000  # a time to come: snapshots that were read just now, however long a test takes
sys.path.insert(0, str(TESTS / "triage"))

import triage_world  # noqa: E402
from stage import Script, Stage  # noqa: E402

from mergetui.catalog.snapshot import dumps  # noqa: E402
from mergetui.decisions.file import write  # noqa: E402
from mergetui.decisions.model import SIDES  # noqa: E402
from mergetui.decisions.snapshots import snapshot_path  # noqa: E402
from mergetui.terminal.app import MergeApp  # noqa: E402
from mergetui.terminal.beside import Beside  # noqa: E402


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


@pytest.fixture(scope="session")
def beside() -> Iterator[Beside]:
    """One process that composes, for one app after the other."""
    beside = Beside()
    yield beside
    beside.close()


@pytest.fixture
def play(path: Path, beside: Beside) -> Callable[..., None]:
    """Play a script on the app in a window of a size."""

    def play(script: Script, size: tuple[int, int] = (120, 40), ascii: bool = False) -> None:
        async def run() -> None:
            app = MergeApp(path, ascii=ascii, beside=beside)
            async with app.run_test(size=size):
                stage = Stage(app)
                await stage.settle()
                await script(stage)

        asyncio.run(run())

    return play


def pytest_configure(config: pytest.Config) -> None:
    """The pictures have names for people, which syrupy wonders at when it draws them anew."""
    config.addinivalue_line("filterwarnings", r"ignore:\s*Can not relate snapshot:UserWarning")
