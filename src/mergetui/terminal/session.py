"""One decisions.toml being worked on: what is known, and the one way a choice gets into the file.

Knows nothing of the screen. Sentences that it returns are for the message line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from mergetui.decisions.file import Conflict, DecisionsFile, Seen
from mergetui.decisions.model import SIDES, Decisions, TableDecision
from mergetui.decisions.reviewed import Reviewable
from mergetui.decisions.snapshots import KEPT, read_snapshot, snapshot_path
from mergetui.errors import InputError
from mergetui.merge.became import became
from mergetui.merge.model import Merged
from mergetui.migration.model import Hazard
from mergetui.terminal.signature import Signature, signature
from mergetui.triage.entries import Entry, Triage, all_decided, triage
from mergetui.triage.history import History, Move, Step
from mergetui.triage.sides import Sides

if TYPE_CHECKING:
    from mergetui.terminal.beside import Glimpse

# Of all that was composed; of what is near alone, which the rest may still change; of before.
Told = Literal["all", "near", "old"]

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt to change the file came to."""

    saved: bool
    says: str  # "saved: orders: merge", or why not
    theirs: tuple[str, ...] = ()  # what was decided elsewhere just now, and so was not saved


@dataclass
class Session:
    """The file, both sides, the history, and what follows from them."""

    file: DecisionsFile
    sides: Sides
    history: History
    triage: Triage
    merged: Merged | None = None
    merged_for: Decisions | None = None  # the decisions that ``merged`` was composed under
    glimpse: Glimpse | None = None  # of one block, until all is composed
    hazards: Mapping[str, tuple[Hazard, ...]] = field(default_factory=dict)  # by key of a table
    broken: InputError | None = None  # why the file on disk cannot be read just now
    read: Mapping[str, datetime | None] = field(default_factory=dict)  # when each side was read
    failed: Exception | None = None  # why the last composition came to nothing
    snapshots: tuple[Signature | None, ...] = ()  # as they were when they were read
    _seen: Signature | None = field(default=None)

    @classmethod
    def load(cls, path: Path, progress: Progress) -> Self:
        """Read everything. Raises InputError where something is missing or broken."""
        progress(f"reading {path.name}")
        seen = signature(path)
        file = DecisionsFile.load(path)
        snapshots = tuple(signature(snapshot_path(path, kept)) for kept in KEPT)
        catalogs = {}
        for side in SIDES:
            progress(f"reading the {side}'s snapshot")
            catalogs[side] = read_snapshot(path, side)
        sides = Sides(catalogs["remote"], catalogs["local"])
        progress("comparing the two sides")
        found = triage(sides, file.decisions)
        return cls(file, sides, History.of(path), found, snapshots=snapshots, _seen=seen)

    @property
    def decisions(self) -> Decisions:
        return self.file.decisions

    @property
    def oldest(self) -> datetime | None:
        """When the older of the snapshots was read, as soon as that is known."""
        return min((at for at in self.read.values() if at is not None), default=None)

    @property
    def composing(self) -> bool:
        """Is what was composed older than the decisions?"""
        return self.merged_for is not self.decisions

    def glimpsed(self, entry: Entry) -> Glimpse | None:
        """What is known of a block before all is composed."""
        of = self.glimpse
        known = of is not None and of.tells(self.decisions, entry.section, entry.block)
        return of if known else None

    def told(self, entry: Entry) -> Told:
        """How much of what a block comes to is known."""
        if not self.composing:
            return "all"
        return "near" if self.glimpsed(entry) else "old"

    def became(self, entry: Entry) -> Reviewable | None:
        """What a block comes to: so far, or as it was composed last. None where it goes or is not
        known."""
        if self.composing and (of := self.glimpsed(entry)):
            return of.became
        return became(self.merged, entry.section, entry.block) if self.merged else None

    def save(self, what: str, changes: Mapping[str, TableDecision]) -> Outcome:
        """Make a choice of one or many tables: on disk when this returns, or not at all."""
        before = {key: self.triage.everything[key].decision for key in changes}
        try:
            if theirs := self._changed_meanwhile(changes):
                shown = ", ".join(theirs)
                return Outcome(False, f"{shown} was changed in the file just now.", theirs)
            self.history.record(what, before, changes)
        except OSError as error:
            return Outcome(False, f"the history cannot be written: {error.strerror}")
        outcome = self._write(changes, f"saved: {what}")
        if not outcome.saved:
            self.history.cancel()
        return outcome

    def undo(self) -> Outcome:
        return self._again(self.history.undo, "nothing to undo")

    def redo(self) -> Outcome:
        return self._again(self.history.redo, "nothing to redo")

    def step_at(self, place: Literal[-1, 0]) -> Step | None:
        """What undo (-1) or redo (0) is about, as far as that can be read."""
        try:
            past = self.history.past
        except OSError:
            return None
        at = past.done + place
        return past.steps[at] if 0 <= at < len(past.steps) else None

    def _again(
        self, step: Callable[[Mapping[str, TableDecision]], Move | None], nothing: str
    ) -> Outcome:
        try:
            self.take_in()
            move = step(all_decided(self.decisions))
        except OSError as error:
            return Outcome(False, f"the history cannot be written: {error.strerror}")
        if move is None:
            return Outcome(False, nothing)
        if not move.blocks:
            return Outcome(False, move.says)
        return self._write(move.blocks, f"{move.says}; saved")

    def _changed_meanwhile(self, changes: Mapping[str, TableDecision]) -> tuple[str, ...]:
        """What was decided elsewhere since it was last shown, and otherwise than here."""
        was = self.decisions
        if not self.take_in():
            return ()
        before, now = all_decided(was), all_decided(self.decisions)
        return tuple(k for k in sorted(changes) if now.get(k) not in (before.get(k), changes[k]))

    def _write(self, changes: Mapping[str, TableDecision], says: str) -> Outcome:
        if self.broken:
            return Outcome(False, "read-only: decisions.toml cannot be read")
        try:
            self.file.set_blocks(self.triage.blocks(changes))
        except Conflict as conflict:
            self.take_in()
            return Outcome(False, str(conflict), tuple(changes))
        except InputError as error:
            return Outcome(False, str(error))
        self._seen = signature(self.file.path)
        self.look_again()
        return Outcome(True, says)

    def take_in(self) -> set[str]:
        """Take in what others wrote to the file; the keys concerned. Cheap where nothing is new.

        A file that cannot be read leaves everything as it was, and ``broken`` says why.
        """
        if not self.behind:
            return set()
        self._seen = signature(self.file.path)
        try:
            return self.take_over(self.file.peek())
        except InputError as error:
            return self.take_over(error)

    @property
    def behind(self) -> bool:
        """Is the file on disk another one than was taken in last? One that could not be read may
        be back as it was: moved away and put back."""
        return self.broken is not None or signature(self.file.path) != self._seen

    def take_over(self, seen: Seen | InputError) -> set[str]:
        """Take in what another thread saw in the file; the keys concerned."""
        if isinstance(seen, InputError):
            if self.broken is None or self.broken.mistakes != seen.mistakes:
                self.broken = seen  # the same mistakes are told once
            return set()
        changed = self.file.adopt(seen)
        if changed is None:
            return self.take_in()
        self._seen = signature(self.file.path)
        self.broken = None
        if changed:
            self.look_again()
        return changed

    def accept(self, merged: Merged, decisions: Decisions) -> None:
        """Take over what was composed, which may be of decisions that hold no more."""
        self.merged, self.merged_for, self.failed = merged, decisions, None
        self.look_again()

    def look_again(self) -> None:
        blocked = {p.table for p in self.merged.problems} if self.merged else set()
        self.triage = triage(self.sides, self.decisions, blocked, self.triage)
