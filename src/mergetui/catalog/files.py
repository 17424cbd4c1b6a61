"""The ``.sql`` files of a source, in the order in which they are run.

Sections and files that take a migration back (``-- migrate:down``, ``x.down.sql``) are left out
and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mergetui.errors import InputError, Mistake, Place

_DOWN = re.compile(r"(?mi)^--\s*(migrate:down|\+(goose|micrate)\s+down|\+migrate\s+down)\b")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file's text; ``name`` is how the person names it, with forward slashes."""

    name: str
    text: str
    downs: int = 0  # sections that were left out


def read_files(path: Path, source: str) -> tuple[SqlFile, ...]:
    """Read a folder's files, sorted by path, or one file.

    Raises InputError for a folder without SQL and for text that is not UTF-8.
    """
    if path.is_file():
        return (_read(path, Path(source).as_posix()),)
    found = sorted((p.relative_to(path).as_posix(), p) for p in path.rglob("*.sql") if p.is_file())
    if not found:
        raise InputError(Mistake("the folder holds no .sql file.", Place(source)))
    prefix = Path(source).as_posix()
    files = []
    for name, file in found:
        shown = f"{prefix}/{name}"
        down = name.endswith((".down.sql", "/down.sql")) or name == "down.sql"
        files.append(SqlFile(shown, "", 1) if down else _read(file, shown))
    return tuple(files)


def _read(path: Path, name: str) -> SqlFile:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(Mistake(f"cannot be read: {error.strerror}", Place(name))) from None
    if content.startswith(b"PGDMP"):
        raise InputError(
            Mistake(
                "this is a dump in pg_dump's own format. Turn it into SQL:"
                " pg_restore --schema-only --file=schema.sql DUMP",
                Place(name),
            )
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(
            Mistake("this is no SQL text in UTF-8; save it as UTF-8.", Place(name, line))
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(Mistake("this is no SQL text: it holds a NUL.", Place(name, line)))
    text = text.replace("\r\n", "\n")
    down = _DOWN.search(text)
    return SqlFile(name, text[: down.start()] if down else text, 1 if down else 0)
