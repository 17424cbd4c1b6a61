"""Actions that show something, and decide nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from mergetui.terminal.action import Group
from mergetui.terminal.editor import open_in_editor
from mergetui.terminal.help import help_page
from mergetui.terminal.pages import history_page, problems_page, progress_page
from mergetui.terminal.settings import THEMES
from mergetui.terminal.table_lines import Heading
from mergetui.terminal.text_screen import MakePage, SqlScreen

if TYPE_CHECKING:
    from mergetui.terminal.desk import Desk


def filter(desk: Desk) -> None:
    """Filter while it is typed; what is wrong with it stands at the end of the line."""
    before = desk.filter.text

    def changed(text: str) -> None:
        desk.hint(desk.set_filter(text))

    def done(text: str) -> None:
        if problem := desk.set_filter(text):
            desk.set_filter(before)
            desk.say(problem, "warn")
        else:
            shown = desk.tables.rows.shown
            tables = "1 table is" if shown == 1 else f"{shown:,} tables are"
            desk.say(f"{tables} shown; esc shows all" if text else "all tables are shown")

    desk.switch(to_table=False)
    desk.ask(
        "/", done, value=before, changed=changed, cancelled=lambda: void(desk.set_filter(before))
    )


def void(_: object) -> None:
    """For a callback whose answer nobody needs."""


def sql(desk: Desk) -> None:
    assert desk.entry
    key = desk.entry.key
    desk.app.push_screen(SqlScreen(desk.glyphs, key), _jump(desk))
    desk.app.migrate_soon(key)


def sql_all(desk: Desk) -> None:
    desk.app.push_screen(SqlScreen(desk.glyphs, None), _jump(desk))
    desk.app.migrate_soon("")


def prove(desk: Desk) -> None:
    from mergetui.terminal.live_screens import ProveScreen  # noqa: PLC0415 (not at the start)

    assert desk.session
    desk.app.push_screen(ProveScreen(desk.glyphs, desk.session))


def evidence(desk: Desk) -> None:
    from mergetui.terminal.live_screens import EvidenceScreen  # noqa: PLC0415 (not at the start)

    assert desk.session
    assert desk.entry
    desk.app.push_screen(EvidenceScreen(desk.glyphs, desk.session, desk.entry), _jump(desk))


def problems(desk: Desk) -> None:
    assert desk.session
    session, glyphs = desk.session, desk.glyphs
    _page(desk, "Problems and faults", lambda width: problems_page(session, width, glyphs))


def progress(desk: Desk) -> None:
    assert desk.session
    session, glyphs = desk.session, desk.glyphs
    _page(desk, "Progress", lambda width: progress_page(session, width, glyphs))


def history(desk: Desk) -> None:
    assert desk.session
    session, glyphs = desk.session, desk.glyphs
    _page(desk, "History", lambda _: history_page(session, glyphs))


def _page(desk: Desk, title: str, make: MakePage) -> None:
    desk.app.open_page(title, make, _jump(desk))


def _jump(desk: Desk) -> Callable[[str | None], None]:
    def jump(key: str | None) -> None:
        if key:
            desk.go_to(key)

    return jump


def copy(desk: Desk) -> None:
    """The name in the list; in the pane, all of the line under the cursor."""
    assert desk.entry
    text = desk.entry.key
    at = desk.table.aligned.at
    if desk.in_table and at is not None:
        if isinstance(at, Heading):
            text = at.text
        else:
            cells = (("remote", at.remote), ("merged", at.merged), ("local", at.local))
            text = "\n".join(f"{side}: {cell}" for side, cell in cells if cell)
    desk.app.copy_to_clipboard(text)
    desk.say(f"copied {len(text.encode()):,} bytes to the clipboard, if the terminal lets us")


def edit(desk: Desk) -> None:
    """Leave the screen to an editor, and take in what it saved."""
    assert desk.session
    file, entry = desk.session.file, desk.entry
    line = file.lines.place(entry.section, entry.block).line if entry else 1
    open_in_editor(desk, file.path, line)


def suspend(desk: Desk) -> None:
    """Give the terminal back to the shell, until ``fg``."""
    if hasattr(signal, "SIGTSTP"):
        desk.app.action_suspend_process()
    else:
        desk.say("this system has no job control", "warn")


def theme(desk: Desk) -> None:
    app = desk.app
    at = THEMES.index(app.theme) if app.theme in THEMES else -1
    app.theme = THEMES[(at + 1) % len(THEMES)]
    desk.say(f"theme {app.theme}")


def palette(desk: Desk) -> None:
    desk.app.action_command_palette()


def help(desk: Desk) -> None:
    reasons = {action.id: action.why_not(desk) for action in desk.actions}
    first: Group = "column" if desk.in_table and desk.table.column else "decide"
    _page(desk, "Help", lambda width: help_page(desk.actions, reasons, width, desk.glyphs, first))


def quit(desk: Desk) -> None:
    desk.app.leave(0)
