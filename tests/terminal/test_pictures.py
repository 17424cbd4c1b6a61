"""What the terminal must look like, as pictures in ``snapshots/screens``.

``pytest tests/terminal/test_pictures.py --snapshot-update`` draws them anew; look at them then.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Stage

from mergetui.terminal.app import MergeApp

MERGED = ("m", "j", "b", "enter", "j", "a", "k", "k")

PICTURES: dict[str, tuple[tuple[int, int], str, bool, tuple[str, ...]]] = {
    "tables-120x40": ((120, 40), "textual-dark", False, ()),
    "merged-120x40": ((120, 40), "textual-dark", False, (*MERGED, "l", "j", "j", "d")),
    "merged-120x40-light": ((120, 40), "textual-light", False, (*MERGED, "l", "j", "j", "d")),
    "marked-80x24": ((80, 24), "textual-dark", False, ("space", "space", "space")),
    "table-80x24": ((80, 24), "textual-dark", False, (*MERGED, "l")),
    "table-60x16-ansi": ((60, 16), "ansi-dark", False, (*MERGED, "l")),
    "tables-80x24-ascii": ((80, 24), "ansi-light", True, MERGED),
    "help-100x30": ((100, 30), "textual-dark", False, ("question_mark",)),
    "problems-80x24": ((80, 24), "textual-dark", False, ("p",)),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, path: Path, snap_compare: Callable[..., bool]) -> None:
    size, theme, ascii, keys = PICTURES[name]
    app = MergeApp(path, ascii=ascii)
    app.theme = theme

    async def before(pilot: Any) -> None:
        stage = Stage(app, pilot)
        await stage.settle()
        await stage.press(*keys)
        stage.desk.say("")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_no_picture_without_a_test() -> None:
    folder = Path(__file__).parents[2] / "snapshots" / "screens"
    assert {p.stem for p in folder.glob("*.svg")} == set(PICTURES)
