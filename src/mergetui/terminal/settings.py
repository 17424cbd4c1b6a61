"""The user's settings: one TOML file in the configuration folder, every option documented here.

docs/terminal.md takes the words of ``OPTIONS``, so they cannot drift from what is read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mergetui.errors import InputError, Mistake, Place
from mergetui.terminal.action import Action

THEMES = ("textual-dark", "textual-light", "ansi-dark", "ansi-light")
NAME = "settings.toml"

OPTIONS: Mapping[str, str] = {
    "theme": f"The theme to start with, until T has chosen another: {', '.join(THEMES)}.",
    "mouse": "Whether the mouse is listened to: true or false. Without it the terminal's own "
    "selection works. `mergetui --no-mouse` says so for once.",
    "ascii": "Whether only ASCII is drawn: true or false. Left out, the terminal's settings tell.",
    "keys": "A table of action ids, each with one key or a list of them. What is not named keeps "
    "its keys; a key that another action has is a mistake.",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; None leaves it to the terminal or to what was remembered."""

    theme: str | None = None
    mouse: bool = True
    ascii: bool | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def settings_path() -> Path:
    """Where the file is looked for; it need not be there."""
    from platformdirs import user_config_path  # noqa: PLC0415 (only the terminal needs it)

    return user_config_path("mergetui", appauthor=False) / NAME


def read_settings(path: Path, actions: Callable[[], Sequence[Action]]) -> Settings:
    """The settings of a file; the defaults where there is none. Raises InputError with all that
    is wrong with it. ``actions`` gives all actions; asked only where keys are set."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Mistake(f"cannot be read: {error}.", Place(str(path)))) from None
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(Mistake(f"is no TOML: {error}.", Place(str(path)))) from None
    wrong = [*_mistakes(said), *(_mistaken_keys(said, actions()) if said.get("keys") else ())]
    if wrong:
        lines = text.splitlines()
        raise InputError(*(Mistake(words, _place(path, lines, word)) for word, words in wrong))
    keys = {id: _keys(value) for id, value in said.get("keys", {}).items()}
    plain = {name: said[name] for name in ("theme", "mouse", "ascii") if name in said}
    return Settings(**plain, keys=keys)


def _mistakes(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong, each with the word that it is about."""
    wrong: list[tuple[str, str]] = []
    for name, value in said.items():
        if name not in OPTIONS:
            wrong.append((name, f"{name} is no option.{_near(name, OPTIONS)}"))
        elif name in ("mouse", "ascii") and not isinstance(value, bool):
            wrong.append((name, f"{name} is true or false."))
        elif name == "theme" and value not in THEMES:
            wrong.append((name, f"theme is one of {', '.join(THEMES)}."))
        elif name == "keys" and not isinstance(value, dict):
            wrong.append((name, "keys is a table: [keys]"))
    return wrong


def _mistaken_keys(said: Mapping[str, Any], actions: Sequence[Action]) -> list[tuple[str, str]]:
    wrong: list[tuple[str, str]] = []
    keys = said["keys"]
    if not isinstance(keys, dict):
        return wrong
    ids = [a.id for a in actions]
    taken: dict[str, str] = {}
    for action in actions:
        for key in () if action.id in keys else action.keys:
            taken[key] = action.id
    for id, value in keys.items():
        if id not in ids:
            wrong.append((id, f"{id} is no action.{_near(id, ids)}"))
        elif not _keys(value):
            wrong.append((id, f'{id} takes a key, "k", or a list of them.'))
        for key in _keys(value):
            if key in taken:
                wrong.append((id, f"{key} of {id} is a key of {taken[key]} already."))
            taken[key] = id
    return wrong


def _keys(value: Any) -> tuple[str, ...]:
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(k, str) and k for k in found):
        return ()
    return tuple(found)


def _near(word: str, known: Sequence[str] | Mapping[str, str]) -> str:
    near = get_close_matches(word, known, 1, 0.5)
    return f" Did you mean {near[0]}?" if near else f" One of: {', '.join(known)}."


def _place(path: Path, lines: Sequence[str], word: str) -> Place:
    line = next((n for n, text in enumerate(lines, 1) if text.lstrip().startswith(word)), None)
    return Place(str(path), line) if line else Place(str(path))


def remapped(actions: Sequence[Action], keys: Mapping[str, tuple[str, ...]]) -> tuple[Action, ...]:
    """The registry with the user's keys."""
    return tuple(replace(a, keys=keys.get(a.id, a.keys)) for a in actions)
