"""What the terminal must look like, as pictures in ``snapshots/screens``.

``pytest tests/terminal/test_pictures.py --snapshot-update`` draws them anew; look at them then.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stage import Stage

from mergetui.terminal.app import MergeApp
from mergetui.terminal.beside import Beside

MERGED = ("m", "j", "b", "enter", "j", "a", "k", "k")

COLUMN = (*MERGED, "l", "j", "j", "d")

# name -> size, theme, only ASCII, the keys that lead there; "none" is NO_COLOR
PICTURES: dict[str, tuple[tuple[int, int], str, bool, tuple[str, ...]]] = {
    "tables-120x40": ((120, 40), "textual-dark", False, ()),
    "tables-200x50": ((200, 50), "textual-dark", False, ()),
    "tables-200x50-light": ((200, 50), "textual-light", False, ()),
    "tables-80x24-ansi-light": ((80, 24), "ansi-light", False, ()),
    "tables-80x24-none": ((80, 24), "none", False, ()),
    "tables-60x16": ((60, 16), "textual-dark", False, ()),
    "tables-80x24-ascii": ((80, 24), "ansi-light", True, MERGED),
    "merged-120x40": ((120, 40), "textual-dark", False, COLUMN),
    "merged-120x40-light": ((120, 40), "textual-light", False, COLUMN),
    "merged-120x40-ansi": ((120, 40), "ansi-dark", False, COLUMN),
    "merged-120x40-none": ((120, 40), "none", False, COLUMN),
    "merged-200x50": ((200, 50), "textual-dark", False, COLUMN),
    "marked-80x24": ((80, 24), "textual-dark", False, ("space", "space", "space")),
    "table-80x24": ((80, 24), "textual-dark", False, (*MERGED, "l")),
    "table-80x24-light": ((80, 24), "textual-light", False, (*MERGED, "l")),
    "table-60x16-ansi": ((60, 16), "ansi-dark", False, (*MERGED, "l")),
    "phase-120x40": ((120, 40), "textual-dark", False, ("m", "g")),
    "phase-100x30-light": ((100, 30), "textual-light", False, ("m", "g")),
    "asked-120x40": ((120, 40), "textual-dark", False, (*COLUMN, "x", "a", "+")),
    "filter-80x24": ((80, 24), "textual-dark", False, ("slash", "k", "e", "y")),
    "too-small-59x15": ((59, 15), "textual-dark", False, ()),
    "help-100x30": ((100, 30), "textual-dark", False, ("question_mark",)),
    "help-60x16-light": ((60, 16), "textual-light", False, ("question_mark",)),
    "problems-80x24": ((80, 24), "textual-dark", False, ("p",)),
    "history-80x24": ((80, 24), "textual-dark", False, (*MERGED, "u", "H")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(
    name: str,
    path: Path,
    beside: Beside,
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    size, theme, ascii, keys = PICTURES[name]
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    app = MergeApp(path, ascii=ascii, beside=beside)
    if theme != "none":
        app.theme = theme

    async def before(_: Any) -> None:
        stage = Stage(app)
        await stage.settle()
        stage.desk.prompt.input.cursor_blink = False
        await stage.press(*keys)
        if not stage.desk.has_class("asking"):
            stage.desk.say("")
        await stage.settle()

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_no_picture_without_a_test() -> None:
    folder = Path(__file__).parents[2] / "snapshots" / "screens"
    assert {p.stem for p in folder.glob("*.svg")} == set(PICTURES)
