"""What is made from the code is what is in the repository."""

from __future__ import annotations

from pathlib import Path

from mergetui.terminal.actions import ACTIONS
from mergetui.terminal.manual import renewed
from mergetui.terminal.picture import screen_svg
from mergetui.terminal.settings import OPTIONS, Settings

ROOT = Path(__file__).parents[2]


def test_the_tables_of_the_manual_are_fresh() -> None:
    """``make pictures`` makes them anew."""
    text = (ROOT / "docs" / "terminal.md").read_text("utf-8")
    assert renewed(text) == text
    assert all(f"`{action.id}`" in text for action in ACTIONS)


def test_every_setting_is_documented() -> None:
    assert set(Settings.__slots__) == set(OPTIONS)


def test_the_picture_of_the_readme_is_fresh() -> None:
    """``make pictures`` draws it anew."""
    assert (ROOT / "docs" / "screen.svg").read_text("utf-8") == screen_svg(ROOT / "decisions.toml")
