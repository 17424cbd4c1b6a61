"""Pages that fill while they are looked at: the proof, and the evidence for a table.

Leaving the page gives up what is still asked.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

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
from mergetui.terminal.proving import prove_beside
from mergetui.terminal.session import Session
from mergetui.terminal.text_screen import TextScreen
from mergetui.terminal.trial import Trial, Work
from mergetui.terminal.wire import Begin
from mergetui.triage.entries import Entry


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
        self.undecided = 0
        self.told: list[tuple[str, str]] = [("starting; esc gives it up", "plain")]
        super().__init__(glyphs, "Proof: the migration run on a copy")

    def on_mount(self) -> None:
        session = self.session
        begin, decisions = Begin(session.file.path.resolve(), session.snapshots), session.decisions
        self.undecided = sum(e.state == "undecided" for e in session.triage.entries.values())
        self.start("prove", lambda say: prove_beside(begin, decisions, say))

    def _page(self, width: int) -> Page:
        page: Page = []
        for text, style in self.told:
            lead = " " * (len(text) - len(text.lstrip(" ")) + 1)
            for number, fold in enumerate(
                wrap(self.glyphs.clean(text.strip()), width - len(lead) - 2)
            ):
                hanging = lead if number == 0 else f"{lead}  "
                page.append(([(f"{hanging}{fold}", style)], None))
        return page

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

        holds, facts = event.result
        head = ("The proof holds.", "good") if holds else ("The proof fails.", "bad")
        lines = [
            (line, "bad" if line.startswith("FAIL") else "plain") for line in proof_text(facts)
        ]
        if self.undecided:
            text = f"{self.undecided} undecided tables were left as the remote has them."
            lines.insert(0, (text, "warn"))
        self._tell(head, *lines)


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
