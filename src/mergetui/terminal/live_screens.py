"""Pages that fill while they are looked at: the proof, and the evidence for a table.

Leaving the page gives up what is still asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on

from mergetui.errors import InputError
from mergetui.terminal.background import Done, Progress
from mergetui.terminal.evidence import (
    Found,
    ask_remote,
    block_lines,
    evidence_page,
    last_change,
    live_url,
)
from mergetui.terminal.lines import wrap
from mergetui.terminal.marks import Glyphs
from mergetui.terminal.pages import Page
from mergetui.terminal.session import Session
from mergetui.terminal.text_screen import TextScreen
from mergetui.terminal.trial import Trial, Work
from mergetui.triage.entries import Entry

if TYPE_CHECKING:
    from mergetui.proof.prove import Proof


class LiveScreen(TextScreen):
    """Gives up what it asked for when it goes."""

    def __init__(self, glyphs: Glyphs, title: str) -> None:
        self.trials: list[Trial] = []
        super().__init__(glyphs, title, self._page)

    def _page(self, width: int) -> Page:
        raise NotImplementedError

    def start(self, kind: str, work: Work) -> None:
        """Ask aside; ``Done`` of this kind follows."""
        trial = Trial(self, kind, work)
        self.trials.append(trial)
        self.app.trials.add(trial)

    def on_unmount(self) -> None:
        for trial in self.trials:
            trial.cancel()


class ProveScreen(LiveScreen):
    """The proof: how far it is, and then what was seen. Esc gives it up."""

    def __init__(self, glyphs: Glyphs, session: Session) -> None:
        self.session = session
        self.told: list[tuple[str, str]] = [("starting; esc gives it up", "plain")]
        super().__init__(glyphs, "Proof: the migration run on a copy")

    def on_mount(self) -> None:
        session = self.session
        self.start("prove", lambda say: prove_now(session, say))

    def _page(self, width: int) -> Page:
        return [
            ([(f" {fold}", style)], None)
            for text, style in self.told
            for fold in wrap(self.glyphs.clean(text), width)
        ]

    def _tell(self, *lines: tuple[str, str]) -> None:
        self.told = list(lines)
        self.show(self._page)

    @on(Progress)
    def _progress(self, event: Progress) -> None:
        event.stop()
        self._tell((f"{event.text}; esc gives it up", "plain"))

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        if event.error is not None:
            told = str(event.error)
            self._tell(("The proof could not be run.", "strong"), (told, "bad"))
            return
        if event.result is None:
            self._tell(("Given up; nothing was proved.", "warn"))
            return
        from mergetui.report.proof import proof_text  # noqa: PLC0415

        undecided, proof = event.result
        head = ("The proof holds.", "good") if proof.holds else ("The proof fails.", "bad")
        lines = [(line, "bad" if line.startswith("FAIL") else "plain") for line in proof_text(
            proof.json()
        )]  # fmt: skip
        if undecided:
            text = f"{undecided} undecided tables were left as the remote has them."
            lines.insert(0, (text, "warn"))
        self._tell(head, *lines)


async def prove_now(
    session: Session, progress: Callable[[str, int, int], None]
) -> tuple[int, Proof]:
    """Compose, compare and prove what is decided so far; how many tables are undecided, and what
    was seen."""
    from mergetui.catalog.server import scratch_server  # noqa: PLC0415
    from mergetui.merge.onward import in_steps  # noqa: PLC0415
    from mergetui.merge.standing import read_step  # noqa: PLC0415
    from mergetui.migration.diff import diff  # noqa: PLC0415
    from mergetui.proof.prove import prove  # noqa: PLC0415

    sides, decisions = session.sides, session.decisions
    progress("composing", 0, 0)
    step = read_step(session.file.path)
    remote = step[1] if step else sides.remote
    _, rest = in_steps(sides.remote, sides.local, decisions, step)
    migration = diff(remote, rest.catalog, rest.transition)
    progress("starting the scratch server", 0, 0)
    undecided = sum(e.state == "undecided" for e in session.triage.entries.values())
    async with scratch_server() as server:
        return undecided, await prove(remote, rest, migration, server, progress)


class EvidenceScreen(LiveScreen):
    """What is known of one table, completed by git and the remote."""

    def __init__(self, glyphs: Glyphs, session: Session, entry: Entry) -> None:
        self.session, self.entry, self.found = session, entry, Found()
        super().__init__(glyphs, f"Evidence: {entry.key}")

    def _page(self, width: int) -> Page:
        return evidence_page(self.session, self.entry, self.found, width, self.glyphs)

    def _learn(self, **found: Any) -> None:
        self.found = replace(self.found, **found)
        self.show(self._page)

    def on_mount(self) -> None:
        self._ask_git()
        self._ask_remote()

    def _ask_git(self) -> None:
        file, entry = self.session.file, self.entry
        first, last = block_lines(file, entry)
        self.start("git", lambda _: last_change(file.path, first, last))

    def _ask_remote(self) -> None:
        source, table = self.session.decisions.sources.remote, self.entry.remote
        url = live_url(source, os.environ)
        if table is None:
            self._learn(rows=["the remote does not have the table"])
        elif url is None:
            self._learn(rows=[f"asked of a live remote only; this one is {source}"])
        else:
            file = self.session.file.path
            self.start("count", lambda _: ask_remote(url, source, table, file))

    @on(Progress)
    def _progress(self, event: Progress) -> None:
        event.stop()

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        if event.error is not None:
            wrong = event.error
            if isinstance(wrong, InputError):
                self._learn(rows=[str(mistake) for mistake in wrong.mistakes])
            else:
                self._learn(rows=[f"the remote could not be asked: {type(wrong).__name__}"])
        elif event.kind == "git":
            self._learn(git=event.result)
        elif event.result is not None:
            self._learn(rows=event.result)
