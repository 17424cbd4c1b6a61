"""What is pasted is given as one text, however it comes and whatever it holds."""

from __future__ import annotations

import pytest
from textual.events import Key, Paste

from mergetui.terminal.pasting import END, START, Parser


@pytest.mark.parametrize(
    ("sent", "given"),
    [
        ("ab", ["a", "b"]),
        (f"{START}one\ntwo{END}j", ["<one\ntwo>", "j"]),
        (f"a{START}\x1b[31mred\x1b[0m{END}j", ["a", "<[31mred[0m>", "j"]),
        (f"{START}\x1b\x1b[{END}{START}x{END}", ["<[>", "<x>"]),
        (f"{START}\x1b[20{END}q", ["<[20>", "q"]),
        ("\x1b[Aj", ["up", "j"]),
    ],
)
def test_it_comes_in_any_pieces(sent: str, given: list[str]) -> None:
    for size in range(1, len(sent) + 1):
        parser, found = Parser(), list[str]()
        for at in range(0, len(sent), size):
            for event in parser.feed(sent[at : at + size]):
                if isinstance(event, Paste):
                    found.append(f"<{event.text}>")
                elif isinstance(event, Key):
                    found.append(event.key)
        assert found == given, size
