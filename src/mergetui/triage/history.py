"""Undo and redo of choices, kept in a log that outlives the session.

The log is a file of JSON lines in the user's state folder, one for each decisions.toml, and only
ever appended to: a step when choices are made (all of a bulk choice are one step), ``undo`` and
``redo`` when they are taken back and made again. A step is logged before decisions.toml changes;
if the session dies in between, undoing it finds nothing to undo and says so.

A block that was changed by someone else since is left as it is: undo loses nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mergetui.decisions.model import ColumnDecision, PartDecision, TableDecision

Decided = Mapping[str, TableDecision]


@dataclass(frozen=True, slots=True)
class Step:
    """One choice, or one bulk choice: what it was called, and each block before and after."""

    what: str
    before: Decided
    after: Decided


@dataclass(frozen=True, slots=True)
class Move:
    """An undo or redo: the blocks to write, and the sentence that says what it did."""

    blocks: Decided
    says: str


@dataclass(frozen=True, slots=True)
class Past:
    """The steps so far and how many of them hold; those after that can be made again."""

    steps: tuple[Step, ...] = ()
    done: int = 0

    def step(self, step: Step) -> Past:
        return Past((*self.steps[: self.done], step), self.done + 1)

    def cancel(self) -> Past:
        """Forget the last step: its blocks could not be written."""
        done = max(self.done - 1, 0)
        return Past(self.steps[:done], done)

    def undo(self, current: Decided) -> tuple[Past, Move] | None:
        """Take back the last step that holds; None if there is none."""
        if self.done == 0:
            return None
        step = self.steps[self.done - 1]
        move = _move("undid", step.what, current, step.after, step.before)
        return Past(self.steps, self.done - 1), move

    def redo(self, current: Decided) -> tuple[Past, Move] | None:
        """Make the step again that was undone last; None if there is none."""
        if self.done == len(self.steps):
            return None
        step = self.steps[self.done]
        move = _move("redid", step.what, current, step.before, step.after)
        return Past(self.steps, self.done + 1), move


def _move(verb: str, what: str, current: Decided, expected: Decided, wanted: Decided) -> Move:
    nothing = TableDecision()
    here = {key: current.get(key, nothing) for key in wanted}
    blocks = {k: d for k, d in wanted.items() if here[k] == expected[k] and here[k] != d}
    foreign = [k for k, d in wanted.items() if here[k] not in (expected[k], d)]
    if foreign:
        kept = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if foreign[3:] else "")
        says = f"{kept} changed since by other means: left as it is"
        says = f"{verb} {what}, but {says}" if blocks else says
    else:
        says = f"{verb} {what}" if blocks else f"{what}: nothing to do, it is so already"
    return Move(blocks, says)


class History:
    """The log of one decisions.toml. Other sessions' steps are read before each use."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._read = 0  # bytes of the log that are in _past
        self._torn = False  # does the log end in the middle of a line?
        self._past = Past()

    @classmethod
    def of(cls, decisions: Path) -> History:
        """The history of a decisions.toml, in the user's state folder."""
        return cls(state_folder(decisions) / "history.jsonl")

    @property
    def past(self) -> Past:
        self._catch_up()
        return self._past

    def record(self, what: str, before: Decided, after: Decided) -> None:
        """Log a step, before its blocks are written."""
        self._append(
            {
                "step": what,
                "before": {key: _dump(d) for key, d in before.items()},
                "after": {key: _dump(d) for key, d in after.items()},
            },
            lambda past: past.step(Step(what, dict(before), dict(after))),
        )

    def cancel(self) -> None:
        """Log that the step recorded last could not be written."""
        self._append({"cancel": True}, Past.cancel)

    def undo(self, current: Decided) -> Move | None:
        """Log that the last step is taken back; None if there is none. Write its blocks next."""
        found = self.past.undo(current)
        if found:
            self._append({"undo": found[1].says}, lambda _: found[0])
        return found[1] if found else None

    def redo(self, current: Decided) -> Move | None:
        """Log that the step undone last is made again; None if there is none."""
        found = self.past.redo(current)
        if found:
            self._append({"redo": found[1].says}, lambda _: found[0])
        return found[1] if found else None

    def _append(self, line: Mapping[str, Any], means: Callable[[Past], Past]) -> None:
        """Write a line, and take over what it means: it is read only where others wrote too."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._catch_up()
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
        if self._torn:
            text = "\n" + text
        data = text.encode()
        with self.log.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            alone = file.tell() == self._read + len(data)
        if alone:
            self._read += len(data)
            self._past = means(self._past)
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        try:
            with self.log.open("rb") as file:
                file.seek(self._read)
                data = file.read()
        except FileNotFoundError:
            return
        *lines, rest = data.split(b"\n")
        self._read += len(data) - len(rest)
        self._torn = bool(rest)
        for line in lines:
            self._past = _replay(self._past, line)


def _replay(past: Past, line: bytes) -> Past:
    """A line that a dying session left torn says nothing, and neither does one too many undo."""
    try:
        said = json.loads(line)
    except ValueError:
        return past
    if "step" in said:
        before, after = (
            {key: _load(d) for key, d in said[when].items()} for when in ("before", "after")
        )
        return past.step(Step(said["step"], before, after))
    if "cancel" in said:
        return past.cancel()
    change = -1 if "undo" in said else 1
    return Past(past.steps, min(max(past.done + change, 0), len(past.steps)))


def state_folder(decisions: Path) -> Path:
    """Where what belongs to one decisions.toml and one user is kept; never in the repository."""
    from platformdirs import user_state_path  # noqa: PLC0415 (only a session needs it)

    resolved = str(decisions.resolve())
    digest = hashlib.sha256(resolved.encode()).hexdigest()[:16]
    return user_state_path("mergetui", appauthor=False) / digest


def _dump(decision: TableDecision | ColumnDecision | PartDecision) -> dict[str, Any]:
    """What differs from the default, as decisions.toml would say it."""
    default = type(decision)()
    said = {
        f.name: getattr(decision, f.name)
        for f in fields(decision)
        if getattr(decision, f.name) != getattr(default, f.name)
    }
    for section in said.keys() & {"columns", "parts"}:
        said[section] = {name: _dump(choice) for name, choice in said[section].items()}
    return said


def _load(said: Mapping[str, Any]) -> TableDecision:
    columns = {name: ColumnDecision(**choice) for name, choice in said.get("columns", {}).items()}
    parts = {name: PartDecision(**choice) for name, choice in said.get("parts", {}).items()}
    choices = {"columns": MappingProxyType(columns), "parts": MappingProxyType(parts)}
    return TableDecision(**{**said, **choices})
