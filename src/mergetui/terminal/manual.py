"""The tables of docs/terminal.md, made from the registry of actions, the marks, the facets of the
filter and the options of the settings: ``python -m mergetui.terminal.manual docs/terminal.md``.

Only what stands between the markers is written; a test fails where it is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from mergetui.terminal.action import GROUPS
from mergetui.terminal.actions import ACTIONS
from mergetui.terminal.marks import MARKS
from mergetui.terminal.settings import OPTIONS
from mergetui.triage.filter import FACETS

_MARKED = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def keys() -> Iterator[str]:
    """Every action with its keys and its id, group by group."""
    for group, title in GROUPS.items():
        yield f"\n**{title}**\n"
        yield "| keys | | id |"
        yield "| --- | --- | --- |"
        for action in ACTIONS:
            if action.group == group:
                shown = " ".join(f"`{_cell(k)}`" for k in action.labels.split())
                yield f"| {shown} | {_cell(action.help)} | `{action.id}` |"


def marks() -> Iterator[str]:
    """Every mark with what stands for it in ASCII."""
    yield "| mark | ASCII | |"
    yield "| --- | --- | --- |"
    for mark in MARKS.values():
        if mark.words:
            yield f"| {mark.glyph} | `{_cell(mark.ascii)}` | {mark.words} |"


def facets() -> Iterator[str]:
    """Every facet of a filter with its values."""
    yield "| facet | |"
    yield "| --- | --- |"
    for facet, values in FACETS.items():
        yield f"| `{facet}:` | {values} |"


def settings() -> Iterator[str]:
    """Every option of the settings file."""
    yield "| option | |"
    yield "| --- | --- |"
    for name, words in OPTIONS.items():
        yield f"| `{name}` | {words} |"


_PARTS = {part.__name__: part for part in (keys, marks, facets, settings)}


def renewed(text: str) -> str:
    """The text with its made parts made anew."""
    return _MARKED.sub(lambda m: m[1] + "\n".join(_PARTS[m[2]]()) + "\n" + m[3], text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text("utf-8")), "utf-8")
