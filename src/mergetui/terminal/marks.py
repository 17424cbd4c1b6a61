"""Every mark on the screen, with what stands for it where the terminal has only ASCII.

The help screen takes its legend from here, so the words cannot drift from the marks.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell wide, with the words that the legend says; no words for mere ornament."""

    glyph: str
    ascii: str
    words: str = ""


MARKS: Mapping[str, Mark] = {
    "undecided": Mark("○", ".", "undecided"),
    "decided": Mark("●", "*", "decided"),
    "stale": Mark("◐", "~", "decided, but a side has changed since"),
    "blocked": Mark("✗", "x", "decided, but contradicted"),
    "common": Mark("=", "=", "on both sides"),
    "remote-only": Mark("R", "R", "only on the remote"),
    "local-only": Mark("L", "L", "only on the local side"),
    "marked": Mark("✓", "+", "marked for the next choice"),
    "equal": Mark("=", "=", "the same on both sides"),
    "referents": Mark("↯", "!", "points at different tables"),
    "type": Mark("≠", "#", "another type"),
    "differs": Mark("≈", "~", "differs otherwise: null, default, definition"),
    "name": Mark("↔", "%", "the same under two names"),
    "remote": Mark("<", "<", "only the remote has it"),
    "local": Mark(">", ">", "only the local side has it"),
    "merged": Mark("+", "+", "comes from elsewhere: another table, a decision"),
    "from-remote": Mark("◂", "<", "merged as on the remote"),
    "from-local": Mark("▸", ">", "merged as on the local side"),
    "open": Mark("▾", "v"),
    "folded": Mark("▸", ">"),
    "full": Mark("█", "#"),
    "empty": Mark("░", "-"),
    "dot": Mark("·", "-"),
    "cut": Mark("…", "~"),
    "into": Mark("→", ">"),
    "drags": Mark("↪", ">"),
    "bar": Mark("┃", "|"),
    "control": Mark("�", "?"),
}


def ascii_only(environ: Mapping[str, str] = os.environ) -> bool:
    """Does this terminal show nothing but ASCII for sure, as its settings tell?"""
    if sys.platform == "win32":
        return False
    if environ.get("TERM") in ("linux", "dumb", "vt100", "vt220"):
        return True
    told = ("LC_ALL", "LANG") if _made_up(environ) else ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((v for n in told if (v := environ.get(n))), "")
    return "utf" not in locale.lower()


def _made_up(environ: Mapping[str, str]) -> bool:
    """Where the locale is C, Python writes another LC_CTYPE into its own environment (PEP 538) and
    turns its UTF-8 mode on, which it leaves off for who asked for that very LC_CTYPE."""
    return (
        sys.flags.utf8_mode == 1
        and "PYTHONUTF8" not in environ
        and environ.get("LC_CTYPE") in ("C.UTF-8", "C.utf8", "UTF-8")
    )


class Glyphs:
    """The marks as one terminal can show them, and text made fit for it."""

    def __init__(self, ascii: bool) -> None:
        self.ascii = ascii
        self._of = {name: m.ascii if ascii else m.glyph for name, m in MARKS.items()}
        self.clean = cache(self._clean)

    def __getitem__(self, name: str) -> str:
        return self._of[name]

    def _clean(self, text: str) -> str:
        """Text from a schema without what would steer the terminal.

        Control and formatting characters (Unicode categories C*) would move the cursor, turn the
        direction of writing, or hide; each becomes a visible mark, line breaks a space. So do
        variation selectors, of whose width no two terminals are of one mind.
        """
        text = text.replace("\n", " ").replace("\t", " ")
        text = "".join(self["control"] if _steers(c) else c for c in text)
        if not self.ascii:
            return text
        for name in ("into", "dot", "cut"):
            text = text.replace(MARKS[name].glyph, self[name])
        return text.encode("ascii", "backslashreplace").decode()  # which tells names apart


def _steers(character: str) -> bool:
    return unicodedata.category(character).startswith("C") or "\ufe00" <= character <= "\ufe0f"
