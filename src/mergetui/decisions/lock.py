"""A lock between sessions that save the same file.

On POSIX the folder itself is locked, so nothing is left lying beside the file; Windows cannot
lock a folder and gets a lock file. The system lets go of either when a session dies.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(path: Path) -> int:
        handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        return handle
else:
    import fcntl

    def _lock(path: Path) -> int:
        handle = os.open(path.resolve().parent, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        return handle


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock on saving ``path``; waits for whoever holds it. Raises OSError."""
    handle = _lock(path)
    try:
        yield
    finally:
        os.close(handle)
