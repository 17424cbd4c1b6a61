"""The settings file: what is read, and what is wrong with it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from stage import Stage

from mergetui.errors import InputError
from mergetui.terminal.actions import ACTIONS
from mergetui.terminal.app import MergeApp
from mergetui.terminal.settings import Settings, read_settings, remapped

KEYS = {"local": ("L",), "drop": ("x", "delete"), "using": ("X",)}


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    return read_settings(path, lambda: ACTIONS)


def test_none_is_needed(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml", lambda: ACTIONS) == Settings()


def test_what_is_read(tmp_path: Path) -> None:
    text = 'theme = "ansi-light"\nmouse = false\nascii = true\n'
    keys = '[keys]\nlocal = "L"\ndrop = ["x", "delete"]\nusing = "X"\n'
    wanted = Settings(theme="ansi-light", mouse=False, ascii=True, keys=KEYS)
    assert read(tmp_path, text + keys) == wanted
    labels = {a.id: a.labels for a in remapped(ACTIONS, wanted.keys)}
    assert (labels["local"], labels["drop"], labels["remote"]) == ("L", "x delete", "r")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("them = 'x'", "settings.toml:1: them is no option. Did you mean theme?"),
        ("\nmouse = 1", "settings.toml:2: mouse is true or false."),
        ("theme = 'pink'", "theme is one of textual-dark"),
        ("keys = 3", "keys is a table"),
        ("[keys]\nlocl = 'x'", "settings.toml:2: locl is no action. Did you mean local?"),
        ("[keys]\nlocal = 3", "local takes a key"),
        ("[keys]\nlocal = []", "local takes a key"),
        ("[keys]\nlocal = 'r'", "settings.toml:2: r of local is a key of remote already."),
        ("[keys]\nlocal = 'L'\ndrop = 'L'", "L of drop is a key of local already."),
        ("theme = ", "is no TOML"),
    ],
)
def test_mistakes_are_sentences_with_a_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, text)
    assert any(says in str(m) for m in error.value.mistakes)


def test_keys_are_remapped_on_the_screen_in_the_footer_and_the_help(path: Path) -> None:
    async def run() -> None:
        app = MergeApp(path, settings=Settings(keys={**KEYS, "down": ("J",)}))
        async with app.run_test(size=(120, 40)):
            stage = Stage(app)
            await stage.settle()
            assert " L local " in stage.screen[-1]
            await stage.press("o")
            assert stage.action == {}
            await stage.press("L")
            assert stage.action == {"api_keys": "keep-local"}
            await stage.press("question_mark", "J", "J")
            assert app.screen.lines.cursor == 2  # type: ignore[attr-defined]
            assert "   x delete" in stage.text

    asyncio.run(run())


def test_remapped_keys_are_those_of_pages_too(path: Path) -> None:
    async def story() -> None:
        keys = {"copy": ("Y",), "filter": ("comma",), "help": ("f2",), "back": ("ctrl+g",)}
        app = MergeApp(path, settings=Settings(keys=keys))
        async with app.run_test(size=(100, 30)):
            stage = Stage(app)
            await stage.settle()
            await stage.press("p")
            assert "comma search" in stage.screen[-1]
            assert stage.screen[-1].endswith("f2 help")
            await stage.press("y", "slash")
            assert "copied" not in stage.screen[0]
            await stage.press("Y")
            assert "copied" in stage.screen[0]
            await stage.press("comma", *"posts", "enter", "f2")
            assert "ctrl+g q h left" in stage.text
            await stage.press("ctrl+g", "ctrl+g")
            assert app.screen is app.desk

    asyncio.run(story())


def test_the_palette_of_a_page_is_what_can_be_done_there(path: Path) -> None:
    async def story() -> None:
        app = MergeApp(path)
        async with app.run_test(size=(100, 30)):
            stage = Stage(app)
            await stage.settle()
            await stage.press("p", "ctrl+p", *"clip")
            assert "Copy the page to the clipboard" in stage.text
            await stage.press("down", "enter")
            assert "copied" in stage.screen[0]
            await stage.press("ctrl+p", *"venues", "down", "enter")
            assert app.screen is app.desk
            assert app.desk.entry is not None
            assert app.desk.entry.key == "venues"

    asyncio.run(story())


@pytest.mark.parametrize(
    ("environ", "ascii"),
    [
        ({"LANG": "C"}, True),  # here Python writes LC_CTYPE=C.UTF-8 into its environment
        ({"LANG": "POSIX"}, True),
        ({}, True),
        ({"LC_ALL": "C", "LANG": "C.UTF-8"}, True),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C.UTF-8", "PYTHONUTF8": "1"}, False),
    ],
)
def test_what_terminals_get_ascii(environ: dict[str, str], ascii: bool) -> None:
    asked = "from mergetui.terminal.marks import ascii_only; print(ascii_only())"
    kept = {k: os.environ[k] for k in ("PATH", "SYSTEMROOT") if k in os.environ}
    told = subprocess.check_output([sys.executable, "-c", asked], env={**kept, **environ})
    assert told.decode().strip() == str(ascii)
