"""Files that are whole at every instant: written beside, synced, and put in their place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from mergetui.errors import InputError


def save(path: Path, text: str) -> bytes:
    """Replace ``path`` durably; what it holds now. Raises InputError, and then the old file is as
    it was."""
    data = text.encode()
    save_all({path: data})
    return data


def save_all(files: Mapping[Path, str | bytes]) -> None:
    """Write several files, or none of them where one cannot be written."""
    made: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            target = path.resolve()  # a link stays a link
            beside = target.with_name(f".{target.name}.new")
            made.append((beside, target))
            _write(beside, text, target)
        for beside, target in made:
            beside.replace(target)
            _sync(target.parent)
    except OSError as error:
        for beside, _ in made:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise InputError(
            f"{path} cannot be written: {reason}. What was there is as it was; "
            "make room or mend the rights, and do it again."
        ) from None


def _write(beside: Path, text: str | bytes, target: Path) -> None:
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode() if isinstance(text, str) else text)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        beside.chmod(target.stat().st_mode & 0o7777)


def _sync(folder: Path) -> None:
    """Make a rename durable, where folders can be opened (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
