"""The process beside the terminal that proves: one proof, of the decisions that it is told.

No key waits for it, and it outlives nobody: a thread stands in the pipe that the terminal holds
open. When that closes, because the proof is given up or the terminal was killed, what it is doing
is given up too, and its server put away.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import BinaryIO

from mergetui.catalog.model import Catalog
from mergetui.catalog.server import scratch_server
from mergetui.decisions.model import Decisions
from mergetui.merge.model import Merged
from mergetui.merge.onward import in_steps
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration
from mergetui.proof.prove import Progress, Proof, prove
from mergetui.terminal.composer import fault, read
from mergetui.terminal.wire import Begin, Finished, Piece, Prove, decided, pipes, receive, send

_PATIENCE = 5.0  # seconds to put things away; after it the server's watchdog does
_EVERY = 0.1  # seconds between two numbers that say how far it is


async def _prove(begin: Begin, decisions: Decisions, progress: Progress) -> Proof:
    def compiled() -> tuple[Catalog, Merged, Migration]:
        sides, step = read(begin)
        _, rest = in_steps(sides.remote, sides.local, decisions, step)
        now = step[1] if step else sides.remote
        return now, rest, diff(now, rest.catalog, rest.transition)

    progress("composing", 0, 0)
    now, rest, migration = await asyncio.to_thread(compiled)
    progress("starting the scratch server", 0, 0)
    async with scratch_server() as server:
        return await prove(now, rest, migration, server, progress)


def _teller(out: BinaryIO) -> Progress:
    """Tells how far the proof is, no oftener than one can read."""
    said, at = "", 0.0

    def progress(what: str, done: int, total: int) -> None:
        nonlocal said, at
        if what != said or time.monotonic() > at + _EVERY:
            said, at = what, time.monotonic()
            send(out, Piece(0, "progress", (what, done, total)))

    return progress


def _listen(stream: BinaryIO, give_up: Callable[[], object]) -> None:
    stream.read()  # nothing more is said; it ends where nobody waits for the proof any more
    give_up()
    time.sleep(_PATIENCE)
    os._exit(0)


async def _answer(stream: BinaryIO, out: BinaryIO) -> None:
    begin, decisions = receive(stream), None
    while not isinstance(news := receive(stream), Prove):
        decisions = decided(decisions, news)
    assert decisions is not None
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None
    give_up = partial(loop.call_soon_threadsafe, task.cancel)
    threading.Thread(target=_listen, args=(stream, give_up), daemon=True).start()
    try:
        proof = await _prove(begin, decisions, _teller(out))
    except asyncio.CancelledError:
        os._exit(0)  # all is put away, and what a thread still composes nobody wants
    except Exception as error:  # noqa: BLE001 (the terminal tells it)
        send(out, fault(0, error))
    else:
        send(out, Piece(0, "proof", (proof.holds, proof.json())))
        send(out, Finished(0))


def main() -> None:
    with suppress(EOFError, OSError):  # nobody listens any more
        asyncio.run(_answer(*pipes()))


if __name__ == "__main__":
    main()
