"""The terminal's end of the process that proves: one for each proof, gone when that is given up."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from mergetui.decisions.model import Decisions
from mergetui.terminal.wire import Begin, Fault, Finished, Prove, deciding, receive, send, start

# -P: what lies in the folder that one works in is not imported
COMMAND = (sys.executable, "-P", "-m", "mergetui.terminal.prover")

Proved = tuple[bool, Mapping[str, Any]]  # whether it holds, and the facts of ``prove --json``


async def prove_beside(
    begin: Begin, decisions: Decisions, progress: Callable[[str, int, int], None]
) -> Proved:
    """Have the decisions proved. Raises Fault; waits for the process to end, also if cancelled."""
    try:
        process = start(COMMAND)
    except OSError:
        raise Fault("no process can be started that proves") from None
    assert process.stdin
    assert process.stdout
    found: Proved | None = None
    try:
        with suppress(OSError):  # it has ended, which is seen below
            for message in (begin, *deciding(decisions, None), Prove()):
                send(process.stdin, message)
        while not isinstance(said := await asyncio.to_thread(receive, process.stdout), Finished):
            if said.name == "progress":
                progress(*said.value)
            else:
                found = said.value
    except EOFError:
        raise Fault(f"the process that proves ended ({process.wait()})") from None
    finally:
        with suppress(OSError):
            process.stdin.close()  # so that it ends
        process.wait()
    if found is None:
        raise Fault(said.fault)
    return found
