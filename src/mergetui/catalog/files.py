"""The ``.sql`` files of a source, in the order in which they are run.

Files run in alphabetical order of their paths; where a folder is Flyway's or golang-migrate's, by
version as a number. What takes a migration back (``-- migrate:down``, ``x.down.sql``,
``U1__x.sql``) is left out and counted. Invariant: a line of ``text`` has the number that it has in
the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mergetui.errors import InputError, Mistake, Place

# dbmate, goose, micrate, sql-migrate, rambler; node-pg-migrate
_SECTION = re.compile(
    r"(?mi)^[ \t]*--[ \t]*(?:(?:migrate:|\+goose |\+micrate |\+migrate |rambler )[ \t]*(up|down)\b"
    r"|(up|down) migration[ \t]*$)"
)
_TAKES_BACK = re.compile(r"(?i)(.*\.|^)(down|undo)\.sql$|^U[\d._]+__.*\.sql$")
_FLYWAY = re.compile(r"^(?:[VB](?P<version>\d+(?:[._]\d+)*)|(?P<repeatable>R))__.*\.sql$", re.I)
_MIGRATE = re.compile(r"^(?P<version>\d+)_.*\.up\.sql$", re.IGNORECASE)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AS_UTF8 = "save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was made of a file that is not written as SQL files are."""

    line: int
    message: str
    outcome: str
    hint: str


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file's text; ``name`` is how the person names it, with forward slashes."""

    name: str
    text: str
    downs: int = 0  # sections that were left out
    unclear: Unclear | None = None


def read_files(path: Path, source: str) -> tuple[SqlFile, ...]:
    """Read a folder's files in their order, or one file.

    Raises InputError for a folder without SQL and for a dump in pg_dump's own format.
    """
    name = Path(source).as_posix()
    if path.is_file():
        return (_read(path, name),)
    found = [
        (p.relative_to(path).as_posix(), p)
        for p in path.rglob("*")
        if p.suffix.lower() == ".sql" and p.is_file()
    ]
    if not found:
        raise InputError(Mistake("the folder holds no .sql file.", Place(source)))
    return tuple(
        SqlFile(f"{name}/{inside}", "", 1)
        if _TAKES_BACK.search(file.name)
        else _read(file, f"{name}/{inside}")
        for inside, file in sorted(found, key=lambda each: _order(each[0]))
    )


def _order(name: str) -> tuple[int, tuple[int, ...], str]:
    """Plain names first, then versions by number, then what Flyway runs after all versions."""
    last = name.rpartition("/")[2]
    match = _FLYWAY.match(last) or _MIGRATE.match(last)
    if match is None:
        return 0, (), name
    if match["version"] is None:
        return 2, (), name
    return 1, tuple(int(part) for part in re.split(r"[._]", match["version"])), name


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
    text, unclear = _decoded(content)
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    downs = list(_downs(text))
    for start, end in reversed(downs):
        text = text[:start] + "\n" * text.count("\n", start, end) + text[end:]
    return SqlFile(name, text, len(downs), unclear)


def _decoded(content: bytes) -> tuple[str, Unclear | None]:
    """The text of a file; what is no UTF-8 is read as what it most likely is."""
    if content.startswith(_WIDE):
        text = content.decode("utf-16", errors="replace")
        return text, Unclear(1, "the file is not UTF-8", "read as UTF-16", _AS_UTF8)
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        what = "the file holds a NUL, so it is no text"
        return "", Unclear(line, what, "left out", "take the file out of the source")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"the file is not UTF-8 (byte 0x{content[error.start]:02x})"
    text = "\n".join(map(_line, content.removeprefix(codecs.BOM_UTF8).split(b"\n")))
    return text, Unclear(line, what, "its lines that are not were read as Windows-1252", _AS_UTF8)


def _line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return line.decode(encoding)
    return line.decode("latin-1")


def _downs(text: str) -> Iterator[tuple[int, int]]:
    """Where sections that take a migration back begin and end, in characters."""
    start: int | None = None
    for match in _SECTION.finditer(text):
        down = (match[1] or match[2]).lower() == "down"
        if down and start is None:
            start = match.start()
        elif not down and start is not None:
            yield start, match.start()
            start = None
    if start is not None:
        yield start, len(text)
