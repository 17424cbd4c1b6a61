"""The one reader of decisions.toml. It owns the invariant that what it returns is well formed:
every key known, every value of its kind, every choice one of those that exist.

All mistakes are collected. Whether decisions fit the schemas is not asked here (``check``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar

from mergetui.catalog.source import check_source
from mergetui.decisions.model import (
    FORMAT,
    SIDES,
    ColumnDecision,
    Decisions,
    Defaults,
    ObjectDecision,
    PartDecision,
    Sources,
    TableDecision,
)
from mergetui.decisions.outline import Lines, Outline, Path
from mergetui.decisions.shape import Key, keys
from mergetui.decisions.write import OBJECT_SECTIONS, blocks, gather, render
from mergetui.errors import InputError, Mistake, Place

_SECTIONS = ("format", "sources", "defaults", "phases", "tables", *OBJECT_SECTIONS)
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)\Z")
_KINDS = {str: "text in quotes", bool: "true or false", int: "a whole number", dict: "a table"}

_HERE = Place("decisions.toml")

T = TypeVar("T")


def read(text: str, place: Place) -> Decisions:
    """The decisions that ``text`` holds. Raises InputError with all mistakes and their lines."""
    return parse(text, place)[0]


def fmt(text: str, place: Place = _HERE) -> str:
    """The canonical form of ``text``, with the comments it holds."""
    decisions, lines = parse(text, place)
    return rewrite(decisions, lines.outline)


def rewrite(decisions: Decisions, old: Outline) -> str:
    """The canonical text of ``decisions`` with the comments of an older text."""
    found = blocks(decisions)
    return render(found, gather(old.statements, old.below, found))


def parse(text: str, place: Place) -> tuple[Decisions, Lines]:
    """The decisions, and where in the file they stand."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_broken(str(error), text, place)) from None
    lines = Lines(place.file, text)
    reader = _Reader(lines)
    decisions = reader.decisions(content)
    if reader.mistakes:
        ordered = sorted(reader.mistakes, key=lambda m: m.place.line if m.place else 0)
        raise InputError(*ordered)
    return decisions, lines


def nearest(word: str, words: Iterable[str]) -> str:
    """`` Did you mean X?`` where one of ``words`` is near, else nothing."""
    close = get_close_matches(word, sorted(words), n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""


def _broken(message: str, text: str, place: Place) -> Mistake:
    found = _AT_LINE.search(message)
    line = int(found[1]) if found else text.count("\n") + 1
    if text.split("\n")[line - 1].startswith("<<<<<<< "):
        settle = "Keep one of the two sides, and take out <<<<<<<, ======= and >>>>>>>."
        return Mistake(f"git could not merge what follows. {settle}", Place(place.file, line))
    words = _AT_LINE.sub("", message).removesuffix(" (at end of document)")
    return Mistake(f"this line is no TOML: {words}.", Place(place.file, line))


class _Reader:
    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.mistakes: list[Mistake] = []

    def wrong(self, message: str, *path: str) -> None:
        self.mistakes.append(Mistake(message, self.lines.place(*path)))

    def decisions(self, content: Mapping[str, Any]) -> Decisions:
        version = content.get("format")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            said = (
                f"format = {_shown(version)} is no format"
                if "format" in content
                else ("the file does not say its format")
            )
            self.wrong(f"{said}. Its first line is format = {FORMAT}.", "format")
        elif version > FORMAT:
            self.wrong(
                f"format = {version} is newer than this mergetui knows ({FORMAT}). "
                "Install a newer mergetui.",
                "format",
            )
            return Decisions(sources=Sources(remote="", local=""))
        self.unknown(content, _SECTIONS, ())
        tables = {k: self.table(k, v) for k, v in self.section(content, "tables")}
        objects: dict[str, Any] = {
            section: _frozen(
                {
                    k: self.block(ObjectDecision, v, (section, k))
                    for k, v in self.section(content, section)
                }
            )
            for section in OBJECT_SECTIONS
        }
        return Decisions(
            sources=self.sources(content),
            defaults=self.block(Defaults, content.get("defaults", {}), ("defaults",)),
            phases=MappingProxyType(self.phases(content)),
            tables=_frozen(tables),
            **objects,
        )

    def sources(self, content: Mapping[str, Any]) -> Sources:
        if "sources" not in content:
            self.wrong('[sources] is missing: it says remote = "..." and local = "...".')
            return Sources(remote="", local="")
        sources = self.block(Sources, content["sources"], ("sources",))
        for side in SIDES:
            source = getattr(sources, side)
            if source:
                try:
                    check_source(source)
                except InputError as error:
                    for mistake in error.mistakes:
                        self.wrong(f"{side}: {mistake.message}", "sources", side)
        return sources

    def phases(self, content: Mapping[str, Any]) -> dict[str, str]:
        titles = {}
        for key, title in self.section(content, "phases"):
            if isinstance(title, str) and title:
                titles[key] = title
            else:
                self.wrong(f"{key} = {_shown(title)} is no title: text in quotes.", "phases", key)
        return titles

    def table(self, key: str, content: Any) -> TableDecision:
        columns = self.choices(key, "columns", content, ColumnDecision)
        parts = self.choices(key, "parts", content, PartDecision)
        return self.block(TableDecision, content, ("tables", key), columns=columns, parts=parts)

    def choices(self, key: str, section: str, content: Any, kind: type[T]) -> Mapping[str, T]:
        """What a subtable of a table's block says; choices that say nothing are none."""
        path = ("tables", key, section)
        found = content.get(section, {}) if isinstance(content, dict) else {}
        if not isinstance(found, dict):
            self.wrong(f"{section} = {_shown(found)} is no table.", *path)
            found = {}
        decided = {name: self.block(kind, choice, (*path, name)) for name, choice in found.items()}
        return _frozen({name: choice for name, choice in decided.items() if choice != kind()})

    def section(self, content: Mapping[str, Any], section: str) -> list[tuple[str, Any]]:
        found = content.get(section, {})
        if isinstance(found, dict):
            return list(found.items())
        self.wrong(f"{section} = {_shown(found)} is no table: write [{section}].", section)
        return []

    def block(self, kind: type[T], content: Any, path: Path, **more: Any) -> T:
        """A dataclass of the model from a table of the file; ``more`` are fields read already."""
        known = keys(kind)
        if not isinstance(content, dict):
            self.wrong(f"{path[-1]} = {_shown(content)} is no table of keys.", *path)
            content = {}
        self.unknown(content, (*known, *more), path)
        values: dict[str, Any] = {}
        for key in known.values():
            if key.name in content:
                value = content[key.name]
                if key.kind is tuple and isinstance(value, list):
                    value = tuple(value)
                if self.fits(key, value, path):
                    values[key.name] = value
            elif key.required:
                self.wrong(f"[{'.'.join(path)}] lacks {key.name}.", *path)
            if key.required:
                values.setdefault(key.name, "")
        return kind(**values, **more)

    def fits(self, key: Key, value: Any, path: Path) -> bool:
        said = f"{key.name} = {_shown(value)}"
        if key.kind is tuple and not (
            isinstance(value, tuple) and all(isinstance(v, str) and v for v in value)
        ):
            said = f"{key.name} = {_shown(list(value) if isinstance(value, tuple) else value)}"
            self.wrong(f'{said} is not a list of texts: ["...", "..."].', *path, key.name)
        elif type(value) is not key.kind:
            self.wrong(f"{said} is not {_KINDS[key.kind]}.", *path, key.name)
        elif key.choices and value not in key.choices:
            hint = nearest(str(value), key.choices)
            choices = ", ".join(key.choices)
            self.wrong(f"{said} is no {key.name}. One of: {choices}.{hint}", *path, key.name)
        elif value == "" and not key.empty_speaks:
            self.wrong(f"{said} is empty. Leave the key out instead.", *path, key.name)
        else:
            return True
        return False

    def unknown(self, content: Mapping[str, Any], known: tuple[str, ...], path: Path) -> None:
        for key in content:
            if key not in known:
                self.wrong(
                    f"{key} is no key of {_described(path)}.{nearest(key, known)}"
                    f" One of: {', '.join(known)}.",
                    *path,
                    key,
                )


def _frozen(mapping: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(sorted(mapping.items())))


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{...}"
    return "[...]" if isinstance(value, list) else str(value)


def _described(path: Path) -> str:
    if not path:
        return "the file"
    if path[0] == "tables" and len(path) == 4:
        return "a column" if path[2] == "columns" else "a part"
    return "a table" if (path[0], len(path)) == ("tables", 2) else f"[{path[0]}]"
