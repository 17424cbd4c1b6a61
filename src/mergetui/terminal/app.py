"""The terminal: starts, reads in the background, ends well whatever ends it.

The first frame waits for nothing that it does not show: whatever knows schemas is imported after
it, where it is used first.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.events import Event, Key, Paste

from mergetui.errors import InputError
from mergetui.terminal import arriving
from mergetui.terminal.background import Answered, Background, Done, Progress
from mergetui.terminal.keyboard import Keyboard
from mergetui.terminal.lines import Bar
from mergetui.terminal.marks import Glyphs, ascii_only
from mergetui.terminal.memory import recall, remember
from mergetui.terminal.settings import (
    THEMES,
    Settings,
    remapped,
)
from mergetui.terminal.soon import Soon
from mergetui.terminal.watching import Changed, Watcher

if TYPE_CHECKING:
    from textual.command import Provider

    from mergetui.decisions.file import Seen
    from mergetui.decisions.model import Decisions
    from mergetui.proof.asking import Question
    from mergetui.terminal.beside import Beside
    from mergetui.terminal.checking import Checker
    from mergetui.terminal.session import Session
    from mergetui.terminal.text_screen import MakePage, TextScreen
    from mergetui.terminal.trial import Trial
    from mergetui.triage.entries import Entry

_IDLE = 1.5  # seconds after all is read until the screen of pages is made ready
_NAMED = 3  # of what others changed
_REMEMBER = 3.0  # seconds after a move until it is remembered, for who is killed


def _everything() -> type[Provider]:
    from mergetui.terminal.palette import Everything  # noqa: PLC0415 (when it is opened)

    return Everything


class Starting(Bar):
    """All of the first frame."""

    lines = ([(" mergetui  starting", "strong")],)


class MergeApp(App[None]):
    """The application on one decisions.toml."""

    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_everything}
    TITLE = "mergetui"

    def __init__(
        self,
        path: Path,
        *,
        ascii: bool | None = None,
        settings: Settings | None = None,
        example: bool = False,
        beside: Beside | None = None,
        checks: bool = False,
    ) -> None:
        # Textual turns colours grey under NO_COLOR, and off only where the colours are ANSI's.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        self.path = path
        self.example = example  # the example was opened, for want of a decisions.toml
        self.session: Session | None = None
        self.page: TextScreen | None = None  # the one that shows pages, once one was shown
        self.sql_took = 0.0  # seconds, when SQL was asked for last
        self.trials: set[Trial] = set()  # what is asked of servers and of git, also if given up
        self.checker: Checker | None = None  # asks PostgreSQL about what is typed
        self._checks = checks
        self._settings = settings or Settings()
        self._memory = recall(path)
        self._looking: tuple[Decisions, str, str] | None = None  # what was looked at last
        ascii = self._settings.ascii if ascii is None else ascii
        self.glyphs = Glyphs(ascii_only() if ascii is None else ascii)
        self.set_keymap({id: ",".join(keys) for id, keys in self._settings.keys.items()})
        self.background: Background | None = None
        self.beside = beside  # the process that composes; none is started where one is given
        self._ends_beside = beside is None
        self.soon = Soon(self)
        self.keyboard = Keyboard(self, super().on_event)
        self.watcher: Watcher | None = None
        if self.no_color:
            self.theme = "ansi-dark"
        else:
            remembered = self._memory.theme
            chosen = remembered if remembered in THEMES else self._settings.theme
            self.theme = chosen or "textual-dark"

    def compose(self) -> ComposeResult:
        yield Starting()

    def on_mount(self) -> None:
        self.set_class(self.glyphs.ascii, "ascii")
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                try:
                    loop.add_signal_handler(number, self.leave, 128 + number)
                except (NotImplementedError, RuntimeError, ValueError):
                    break  # no such signals here, or not the main thread: the tests' pilot
        self.app_resume_signal.subscribe(self, lambda _: self._back_again())
        self.call_after_refresh(self._open)

    def _back_again(self) -> None:
        """An editor or the shell gave the terminal back: what was typed was for them, and nothing
        is on the screen."""
        self.keyboard.forget()
        self.refresh(layout=True)
        self.screen.refresh(layout=True)
        self.poll()

    def _open(self) -> None:
        """After the first frame: the desk, and all that it needs to know."""
        from mergetui.decisions.snapshots import KEPT, snapshot_path  # noqa: PLC0415
        from mergetui.terminal.actions import ACTIONS  # noqa: PLC0415
        from mergetui.terminal.desk import Desk  # noqa: PLC0415

        self.desk = Desk(self.glyphs, self._memory, remapped(ACTIONS, self._settings.keys))
        self.push_screen(self.desk)
        self.keyboard.start()
        self.background = Background(self)
        self.load()
        snapshots = [snapshot_path(self.path, kept) for kept in KEPT]
        self.watcher = Watcher(self, self.path, snapshots)

    def on_unmount(self) -> None:
        gc.unfreeze()  # of what was read all may become garbage now
        self.end_beside()

    def end_beside(self) -> None:
        """End the process that was started here; one that was given is left to others."""
        if self.beside is not None:
            self.beside.leave()
            if self._ends_beside:
                self.beside.close()

    def leave(self, code: int) -> None:
        """End, with the screen remembered. Nothing is asked: every choice is on disk."""
        self._remember()
        self.exit(return_code=code)

    def remember_soon(self) -> None:
        """Keep how the screen is, now and then: who is killed comes back to it."""
        if "remember" not in self.soon:
            self.soon.after(_REMEMBER, "remember", self._remember)

    def _remember(self) -> None:
        if self.session is not None:
            remember(self.path, self.desk.memory("" if self.no_color else self.theme))

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self.keyboard.take(event)
        else:
            await super().on_event(event)

    @property
    def busy(self) -> bool:
        """Is something read, composed, asked or typed that has not come to the screen yet?"""
        at_work = self.background is None or self.background.busy
        at_work = at_work or self.beside is None or self.beside.busy
        asked = any(trial.thread.is_alive() for trial in self.trials)
        helped = any(not worker.is_finished for worker in self.workers)
        checked = self.checker is not None and self.checker.busy
        return at_work or asked or helped or checked or not self.keyboard.idle

    def check(self, question: Question) -> None:
        """Ask PostgreSQL about an expression or a type, on a server that starts with the first."""
        if self._checks and self.session is not None:
            if self.checker is None:
                from mergetui.terminal.checking import Checker  # noqa: PLC0415

                self.checker = Checker(self, self.session.sides)
            self.checker.ask(question)

    def _fatal_error(self) -> None:
        """Leave the screen without Textual's traceback: its locals may hold a password.

        ``run`` raises the error again, for the command line to tell.
        """
        self._close_messages_no_wait()

    def load(self) -> None:
        """Read everything on the background thread."""

        def job() -> Session:
            from mergetui.terminal.beside import Beside  # noqa: PLC0415
            from mergetui.terminal.session import Session  # noqa: PLC0415

            self.beside = self.beside or Beside()
            self.beside.start()
            gc.disable()  # of what is read nothing becomes garbage, and it is looked for at length
            try:
                loaded = Session.load(
                    self.path, lambda text: void(self.post_message(Progress(text)))
                )
                gc.freeze()
            finally:
                gc.enable()
            self.beside.begin(
                self, self.path, loaded.snapshots, loaded.sides, loaded.file.decisions
            )
            return loaded

        self._submit("load", job)

    @on(Changed)
    def _changed(self, event: Changed) -> None:
        """Others wrote to the files: they are read in the background."""
        session = self.session
        if session is None or event.snapshots:
            self.load()
        elif session.behind:
            self._submit("peek", lambda: _peek(session))

    def poll(self) -> None:
        """Take in what others changed in decisions.toml, now."""
        if self.session is not None:
            was_broken = self.session.broken
            self._tell_taken_in(self.session.take_in(), was_broken)

    def _tell_taken_in(self, changed: set[str], was_broken: InputError | None) -> None:
        session = self.session
        assert session
        if changed:
            names, more = ", ".join(sorted(changed)[:_NAMED]), len(changed) - _NAMED
            also = f" and {more:,} more, {len(changed):,} in all" if more > 0 else ""
            self.desk.say(f"taken in from decisions.toml: {names}{also}", "good")
            self.desk.show()
            self.compose_soon()
        elif session.broken is not was_broken:
            if session.broken:
                self.desk.say(f"read-only: {session.broken.mistakes[0]}", "bad")
            else:
                self.desk.say("decisions.toml can be read again", "good")
            self.desk.show()

    def compose_soon(self) -> None:
        """Compose under the decisions as they are now; the newest ones only."""
        session = self.session
        if session is None:
            return
        if self.beside is not None:
            self.beside.compose(session.decisions)

    def look_at(self, entry: Entry) -> None:
        """What this block comes to comes first, and the rest of the merge after it."""
        if self.session is None or self.beside is None:
            return
        asked = self.session.decisions, entry.section, entry.block
        last = self._looking
        if last is None or last[0] is not asked[0] or last[1:] != asked[1:]:
            self._looking = asked
            self.beside.look(*asked)

    def look_anew(self) -> None:
        """What was looked at last may be asked again."""
        self._looking = None

    def know_reviews(self, keys: Iterable[str]) -> None:
        """Find out what the sides of these tables look like, which a choice for them writes down:
        of many it takes longer than a key may."""
        if (session := self.session) is not None:
            wanted = [*keys]
            self._submit("reviews", lambda: void([session.sides.reviewed(k) for k in wanted]))

    def migrate_soon(self, of: str | None = None) -> None:
        """Compare the remote with the merged catalog: for the hazards, and for the screen that
        waits for the SQL of a table, or of all (``""``)."""
        session = self.session
        if session is not None and self.beside is not None:
            self.beside.migrate(session.decisions, session.file.text, of)

    def _submit(self, kind: str, job: Any) -> None:
        if self.background is not None:
            self.background.submit(kind, job)

    @on(Progress)
    def _progress(self, event: Progress) -> None:
        self.desk.reading = event.text
        self.desk.draw_bars()

    @on(Done)
    def _done(self, event: Done) -> None:
        match event.kind:
            case "load":
                self._loaded(event)
            case "peek":
                if event.error is not None:
                    raise event.error
                assert self.session
                was_broken = self.session.broken
                self._tell_taken_in(self.session.take_over(event.result), was_broken)
            case "compose":
                self.keyboard.between_keys(lambda: arriving.merged(self, event))
            case "look":
                self.keyboard.between_keys(lambda: arriving.glimpsed(self, event.result))
            case "ages":
                if self.session is not None and event.error is None:
                    self.session.read = event.result
                    self.desk.draw_bars()
            case "migrate":
                self.keyboard.between_keys(lambda: arriving.migrated(self, event))

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        self.desk.answered_by_postgres(event.question, event.problem)

    def _loaded(self, event: Done) -> None:
        if isinstance(event.error, InputError):
            if self.session is not None:
                text = f"what was known stays: {event.error.mistakes[0]}"
                self.desk.say(text, "bad")
                return
            self.desk.reading = "cannot read"
            self.desk.refuse(event.error)
        elif event.error is not None:
            raise event.error
        else:
            again = self.session is not None
            if again:
                self.desk.remember_here()
            self.session = event.result
            self._looking = None
            if self.checker is not None:
                self.checker.end()  # it knows the sides as they were
                self.checker = None
            self.desk.open(event.result)
            self.soon.after(_IDLE, "first page", self._prepare_page)
            if self.example:
                self.desk.say(
                    "This is the example, since there is no decisions.toml here. Yours begins with:"
                    " mergetui init --remote SRC --local SRC"
                )
            if again:
                self.desk.say("the snapshots were read again", "good")
            self.compose_soon()
            self._submit("ages", lambda: _ages(self.path))

    def open_page(self, title: str, make: MakePage, then: Callable[[str | None], None]) -> None:
        """Show a page. Its screen is kept: to make one costs more than to fill it."""
        if self.page is None:
            self._prepare_page()
        assert self.page
        self.page.renew(title, make)
        self.push_screen(self.page, then)

    def _prepare_page(self) -> None:
        """Make the screen of pages before it is asked for."""
        from mergetui.terminal.text_screen import TextScreen  # noqa: PLC0415

        if self.page is None:
            self.page = TextScreen(self.glyphs, "", lambda _: [])
            self.install_screen(self.page, "page")
            self._get_screen(self.page)


def _peek(session: Session) -> Seen | InputError:
    try:
        return session.file.peek()
    except InputError as error:
        return error


def _ages(path: Path) -> dict[str, datetime | None]:
    """When each side's snapshot was read, as far as git or the disk know."""
    from mergetui.decisions.model import SIDES  # noqa: PLC0415
    from mergetui.decisions.snapshots import read_at  # noqa: PLC0415

    return {side: read_at(path, side) for side in SIDES}


def void(_: object) -> None:
    """For a callback whose answer nobody needs."""
