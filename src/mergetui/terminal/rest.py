"""When is nothing going on? Asked by the keyboard between two keys, and by pictures and tests.

It is not guessed from the clock: every queue of messages is looked at, every job and every timer.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import App
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from mergetui.terminal.app import MergeApp

_TICK = 0.001  # seconds between two looks at what other threads do


def settled(app: App[None]) -> bool:
    """Has every message been taken to its end? Nothing is asked of threads and timers."""
    return all(_waits(pump) for pump in _pumps(app))


def _pumps(app: App[None]) -> list[MessagePump]:
    on_screens = (node for screen in app.screen_stack for node in screen.walk_children())
    return [app, *app.screen_stack, *on_screens]


def _waits(pump: MessagePump) -> bool:
    """Does it stand before an empty queue, and not in the middle of a message?"""
    ready: asyncio.Event = pump._message_queue.ready_event
    return not ready.is_set() and any(not waiter.done() for waiter in ready._waiters)


def paint(app: App[None]) -> None:
    """Bring what has changed to the terminal now, and not with the next tick of Textual's timer,
    which is up to 16 ms away."""
    app.screen._on_timer_update()


def laid_out(app: App[None]) -> bool:
    """Does every widget know its place? One that is new takes keys only then."""
    return not (app.screen._layout_required or app.screen._callbacks)


def painted(app: App[None]) -> bool:
    """Is everything that changed on the terminal?"""
    screen = app.screen
    waiting = screen._scroll_required or screen._repaint_required or screen._dirty_widgets
    return laid_out(app) and not waiting


async def rest(app: MergeApp) -> None:
    """Wait until all is read, composed, answered and painted; what waits for a clock is done now.

    Raises what broke the composition or the app.
    """
    while True:
        app.soon.all_now()
        if app._exception is not None:
            raise app._exception
        if app.session is not None and app.session.failed is not None:
            raise app.session.failed
        if app._exit:
            return
        if app.busy:
            await asyncio.sleep(_TICK)
            continue
        await asyncio.sleep(0)  # what a thread has posted is in its queue after this
        if not settled(app):
            continue
        if not painted(app):
            paint(app)
            continue
        if not app.busy and not app.soon:
            return
