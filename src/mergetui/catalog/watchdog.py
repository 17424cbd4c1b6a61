"""Holds the embedded server: runs it, and ends and deletes it when the one who asked is gone.

Started as a process of its own (``python watchdog.py FOLDER USER COMMAND...``) that waits on its
standard input. The pipe closes however the asker ends, a ``kill -9`` included, so no signal
handler and no exit hook is needed. Invariant: when this process is gone, so are the server and,
unless the asker wrote ``keep``, the folder. Imports nothing of the project, to start fast.

What runs on the server is foreign, so no file of it grows beyond ``FILE`` and no process beyond
``MEMORY``: PostgreSQL makes an error of the statement that tries.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

PATIENCE = 10.0  # seconds the server gets to end by itself
FILE = 256 << 20  # bytes
MEMORY = 4 << 30  # bytes of address space


def limit() -> None:
    """Limits that the server inherits; where a system has none, timeouts have to do."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    for what, wanted in ((resource.RLIMIT_FSIZE, FILE), (resource.RLIMIT_AS, MEMORY)):
        _, most = resource.getrlimit(what)
        bound = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        with suppress(ValueError, OSError):  # macOS has no limit of address space
            resource.setrlimit(what, (bound, most))


def main() -> None:
    folder, user, *command = sys.argv[1:]
    log = Path(folder, "log")
    asked = b""
    ended = threading.Event()
    limit()
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=folder,
            user=user or None,
            group=user or None,
            extra_groups=[] if user else None,
        )

    def wait_for_the_asker() -> None:
        nonlocal asked
        asked = sys.stdin.buffer.read()
        ended.set()
        if sys.platform == "win32":
            server.terminate()
        else:
            server.send_signal(signal.SIGINT if asked == b"keep" else signal.SIGQUIT)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()

    threading.Thread(target=wait_for_the_asker, daemon=True).start()
    server.wait()
    if not ended.wait(0.1):  # the server ended by itself: say why
        sys.stdout.write(log.read_text(errors="replace")[-2000:])
    if asked != b"keep":
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
