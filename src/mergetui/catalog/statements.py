"""SQL text becomes statements with their lines, parsed by the real grammar.

The text is cut at semicolons (``pieces.py``) and each piece is parsed by itself, so that wrong SQL
costs one statement and not the file. What is no SQL (psql's meta-commands, the rows of COPY) never
becomes a statement. Invariant: each piece of the text is in a statement, in a ``Refused``,
or is blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

from mergetui.catalog import psql
from mergetui.catalog.files import SqlFile, Unclear
from mergetui.catalog.pieces import (
    Piece,
    begins_like_sql,
    leading_blank,
    lines_in_quotes,
    pieces_of,
)
from mergetui.errors import InputError, Mistake, Place

_HAS_SEMICOLONS = re.compile(r"(?is)\bbegin\s+atomic\b|^\s*create\s+(or\s+replace\s+)?rule\b")
_TABLE = re.compile(
    r"(?i)(create\s+((local|global)\s+)?(temp|temporary|unlogged)?\s*|alter\s+)table\b"
)
_NAMED = re.compile(r'"([^"]+)"$')
NO_SQL, NO_TEXT = "42601", "22021"  # syntax error; character not in repertoire
_ONE_DATABASE = "all statements of a source are read into one database"
_INCLUDED = "the file that it names is read where it belongs to the source itself"
_BRANCHES = "all branches are read"
_INSTEAD = {
    **dict.fromkeys(("\\c", "\\connect"), _ONE_DATABASE),
    **dict.fromkeys(("\\i", "\\ir", "\\include", "\\include_relative"), _INCLUDED),
    **dict.fromkeys(("\\if", "\\elif", "\\else", "\\endif"), _BRANCHES),
}
# What pg_dump writes around a dump, and what only a person at the terminal sees.
_HARMLESS = frozenset(
    {
        *("\\restrict", "\\unrestrict", "\\.", "\\echo", "\\qecho", "\\warn", "\\timing"),
        *("\\pset", "\\x", "\\t", "\\a"),
    }
)
_JOINED = 200  # pieces that a function body with semicolons may have
_RESUMED = 20  # lines at which reading after an open quote is tried
_QUOTED = 20  # keywords quoted in one statement
_UNRESERVED = 1  # KeywordKind of libpg_query: 0 is no keyword at all


@dataclass(frozen=True, slots=True)
class Statement:
    """One parsed statement. ``index`` is its place in the source's order."""

    index: int
    sql: str
    place: Place
    kind: str  # the name of the node: "create_stmt", "index_stmt" ...
    node: Any  # the message of postgast's grammar
    part: bool = False  # taken out of a statement that was refused as a whole


@dataclass(frozen=True, slots=True)
class Refused:
    """Text that is not run as it stands. ``mended``: the statement was read all the same."""

    sql: str
    place: Place
    sqlstate: str
    message: str
    outcome: str
    hint: str | None = None
    mended: Statement | None = None


def statements_of(files: tuple[SqlFile, ...]) -> tuple[list[Statement], list[Refused]]:
    """The statements of all files in order, and what is none.

    Raises InputError for a source in which nothing at all is SQL.
    """
    statements: list[Statement] = []
    refused: list[Refused] = []
    for file in files:
        if file.unclear:
            refused.append(_unclear(file, file.unclear))
        for found in _of_file(file, len(statements)):
            if isinstance(found, Statement):
                statements.append(found)
                continue
            refused.append(found)
            if found.mended:
                statements.append(found.mended)
    wrong = [r for r in refused if r.sqlstate in (NO_SQL, NO_TEXT)]
    if wrong and not statements:
        first = next((r for r in wrong if r.sqlstate == NO_SQL), wrong[0])
        raise InputError(Mistake(f"this is no SQL: {first.message}", first.place))
    return statements, refused


def _unclear(file: SqlFile, what: Unclear) -> Refused:
    place = Place(file.name, what.line)
    return Refused("", place, NO_TEXT, what.message, what.outcome, hint=what.hint)


def _of_file(file: SqlFile, index: int) -> Iterator[Statement | Refused]:
    line, counted = 1, 0
    variables: dict[str, str] = {}
    pieces = pieces_of(file.text)
    while (piece := next(pieces, None)) is not None:
        blank = leading_blank(piece.text) if piece.what == "sql" else 0
        at = piece.offset + blank
        line += file.text.count("\n", counted, at)
        counted = at
        place = Place(file.name, line)
        text = piece.text[blank:].rstrip()
        if piece.what != "sql":
            if psql.follow(text, variables):
                continue
            if found := _not_sql(piece, text, place):
                yield found
            continue
        text = psql.interpolated(text, variables)
        parsed = _parsed(text, place, index)
        if isinstance(parsed, Refused):
            if whole := _with_semicolons(file.text, at, piece, place, index):
                parsed, end = whole
                pieces = pieces_of(file.text, end)
            elif again := _after_open_quote(file.text, at, piece.end):
                yield _open_quote(file.text[at:again].rstrip(), place)
                pieces = pieces_of(file.text, again)
                continue
        for each in _mended(parsed, index):
            index += isinstance(each, Statement) or each.mended is not None
            yield each


def _with_semicolons(
    text: str, at: int, piece: Piece, place: Place, index: int
) -> tuple[Statement, int] | None:
    """A statement that has semicolons in it (BEGIN ATOMIC), and where it ends."""
    if not _HAS_SEMICOLONS.search(text[at : piece.end]):
        return None
    for more in islice(pieces_of(text, piece.end), _JOINED):
        whole = _parsed(text[at : more.end], place, index)
        if isinstance(whole, Statement):
            return whole, more.end
    return None


def _after_open_quote(text: str, at: int, end: int) -> int | None:
    """Where to read on after a piece that is wrong because a quote in it is open.

    Candidates are the lines inside of what looks quoted that begin like a statement. The first
    from which on all is well is taken: the statement there parses, and what begins before the end
    of the piece and runs on behind it is SQL or at least begins like it (the end of a function's
    body does not). In a piece that swallowed the rest of the file the first half is enough.
    """
    first: int | None = None
    for resume in islice(lines_in_quotes(text, at, end), _RESUMED):
        begun = list(takewhile(lambda piece: piece.offset < end, pieces_of(text, resume)))
        wrong = [piece for piece in begun if piece.what == "sql" and not _is_sql(piece.text)]
        if begun[0] in wrong:
            continue
        if all(piece.end <= end or begins_like_sql(piece.text) for piece in wrong):
            return resume
        first = first or resume
    return first if end == len(text) else None


def _open_quote(text: str, place: Place) -> Refused:
    found = _parsed(text, place, 0)
    return Refused(
        text,
        place,
        NO_SQL,
        found.message if isinstance(found, Refused) else "unterminated quoted string",
        "left out up to the next statement",
        hint="close the quote, and write a quote inside of a text twice",
    )


def _is_sql(text: str) -> bool:
    return isinstance(_parsed(text, Place(""), 0), Statement)


def _not_sql(piece: Piece, text: str, place: Place) -> Refused | None:
    if piece.what == "rows":
        return None  # the COPY before it is a fault already
    word = text.split(maxsplit=1)[0]
    if word in _HARMLESS:
        return None
    return Refused(
        text,
        place,
        "",
        f"{word} is a meta-command of psql and is not run",
        "left out",
        hint=_INSTEAD.get(word, "take it out, or write what it does as SQL"),
    )


def _parsed(text: str, place: Place, index: int) -> Statement | Refused:
    from postgast import PgQueryError, parse  # noqa: PLC0415

    try:
        tree = parse(text)
    except PgQueryError as error:
        line = place.line + text.count("\n", 0, max(error.cursorpos - 1, 0))
        hint = f"look at line {line}" if line > place.line else None
        if variable := psql.unknown(text, error.cursorpos - 1):
            hint = (
                f"psql's variable {variable} has no value here: write \\set {variable} VALUE before"
                " it in this file, or the value in its place"
            )
        return Refused(text, place, NO_SQL, error.message, "left out", hint)
    if not tree.stmts:
        return Refused(text, place, NO_SQL, "this is no statement", "left out")
    node = tree.stmts[0].stmt
    kind = node.WhichOneof("node")
    return Statement(index, text, place, kind, getattr(node, kind))


def _mended(found: Statement | Refused, index: int) -> Iterator[Statement | Refused]:
    """Wrong SQL is read where one thing is missing that the grammar can point at: the quotes
    around a column's name, or the semicolon before the next statement."""
    if isinstance(found, Statement):
        yield found
        return
    if _TABLE.match(found.sql) and (quoted := _with_quotes(found.sql)):
        text, words = quoted
        mended = _parsed(text, found.place, index)
        if isinstance(mended, Statement):
            names = ", ".join(f'"{word}"' for word in words)
            yield Refused(
                found.sql,
                found.place,
                found.sqlstate,
                found.message,
                "read as if the name were quoted",
                hint=f"quote the column name: {names}",
                mended=mended,
            )
            return
    yield found if not (split := _missing_semicolon(found, index)) else split[0]
    yield from split[1:]


def _error_at(text: str) -> int | None:
    """Where the grammar stops, in characters; None if it does not."""
    from postgast import PgQueryError, parse  # noqa: PLC0415

    try:
        parse(text)
    except PgQueryError as error:
        return max(int(error.cursorpos) - 1, 0)
    return None


def _with_quotes(text: str) -> tuple[str, list[str]] | None:
    """Quote the keywords at which the grammar stops; None where that does not help."""
    from postgast import PgQueryError, scan  # noqa: PLC0415

    words: list[str] = []
    for _ in range(_QUOTED):
        at = _error_at(text)
        if at is None:
            return (text, words) if words else None
        word = re.match(r"[A-Za-z_]+", text[at:])
        if word is None:
            return None
        try:
            (token, *_rest) = scan(word[0]).tokens
        except (PgQueryError, ValueError):
            return None
        if token.keyword_kind <= _UNRESERVED:
            return None
        words.append(word[0].lower())
        text = f'{text[:at]}"{words[-1]}"{text[at + len(word[0]) :]}'
    return None


def _missing_semicolon(found: Refused, index: int) -> list[Statement | Refused]:
    at = _error_at(found.sql)
    if not at or found.sql[:at].rpartition("\n")[2].strip():
        return []
    first = _parsed(found.sql[:at].rstrip(), found.place, index)
    if isinstance(first, Refused):
        return []
    line = found.place.line + found.sql.count("\n", 0, at)
    place = Place(found.place.file, line)
    rest = list(_mended(_parsed(found.sql[at:], place, index + 1), index + 1))
    if any(isinstance(r, Refused) and r.mended is None for r in rest):
        return []
    return [
        Refused(
            found.sql,
            found.place,
            found.sqlstate,
            found.message,
            "read as if a semicolon stood there",
            hint=f"end the statement with a semicolon before line {line}",
            mended=first,
        ),
        *rest,
    ]
