"""The one error that is meant for the person at the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file. ``line`` counts from 1; 0 means the whole file."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with an input: a sentence that says how to mend it, and where."""

    message: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class InputError(Exception):
    """The call or an input is wrong (exit code 2). All mistakes found, not only the first."""

    def __init__(self, *mistakes: Mistake | str) -> None:
        self.mistakes: Sequence[Mistake] = tuple(
            Mistake(m) if isinstance(m, str) else m for m in mistakes
        )
        super().__init__("\n".join(str(m) for m in self.mistakes))
