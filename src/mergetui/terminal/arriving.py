"""What arrives from the process beside the terminal, and where it is shown: between two keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mergetui.errors import InputError

if TYPE_CHECKING:
    from mergetui.terminal.app import MergeApp
    from mergetui.terminal.background import Done
    from mergetui.terminal.beside import Compared, Glimpse

_IDLE = 1.5  # seconds after a composition until the hazards are worked out


def merged(app: MergeApp, event: Done) -> None:
    """All was composed."""
    from mergetui.terminal.beside import Again  # noqa: PLC0415

    assert app.session
    if event.error is not None:
        if isinstance(event.error, Again):
            app.load()
            return
        app.session.failed = event.error
        app.desk.say(
            f"The merged side cannot be shown: {told(event.error)}. Choices are saved all the "
            "same; undo the last one, or report this.",
            "bad",
        )
        return
    decisions, merged = event.result
    app.session.accept(merged, decisions)
    app.desk.show()
    if app.page is not None and app.page.is_current:
        app.page.show(app.page.make)  # it tells of what was composed
    app.soon.after(_IDLE, "hazards", app.migrate_soon)


def glimpsed(app: MergeApp, glimpse: Glimpse | None) -> None:
    """One block was, of what is near it."""
    session, entry = app.session, app.desk.entry
    if glimpse is None:
        app.look_anew()  # nobody answers: it may be asked again
    if glimpse is None or session is None or not session.composing:
        return
    session.glimpse = glimpse
    if entry and session.glimpsed(entry):
        app.desk.show_table()


def migrated(app: MergeApp, event: Done) -> None:
    """The remote was compared with what is composed: hazards, and SQL where it was asked for."""
    from mergetui.terminal.text_screen import SqlScreen  # noqa: PLC0415

    compared: Compared | None = event.result
    if compared is not None and app.session is not None:
        app.session.hazards = compared.hazards
        app.desk.show_table()
    if isinstance(app.screen, SqlScreen):
        if event.error is not None:
            app.screen.take(None, f"no SQL can be made: {told(event.error)}")
        elif compared is not None and compared.of == (app.screen.of or ""):
            app.sql_took = app.screen.waited
            app.screen.take(compared.sql, None)


def told(error: Exception) -> str:
    """A fault of ours in words; an input's mistake says it itself."""
    from mergetui.terminal.wire import Fault  # noqa: PLC0415

    said = isinstance(error, InputError | Fault)
    return str(error) if said else f"{type(error).__name__}: {error}"
