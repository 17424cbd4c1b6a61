"""SQL text becomes statements with their lines, parsed by the real grammar.

The text is cut at semicolons by a small lexer and each piece is parsed by itself, so that wrong
SQL costs one statement and not the file. What is no SQL (psql's meta-commands, the rows of COPY)
never becomes a statement. Invariant: each piece of the text is in a statement, in a ``Refused``,
or is blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mergetui.catalog.files import SqlFile
from mergetui.errors import InputError, Mistake, Place

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|--[^\n]*)
    | (?P<comment>/\*)
    | (?P<escape>\b[eE]'(?:[^'\\]|''|\\.)*(?:'|\Z))
    | (?P<string>'(?:[^']|'')*(?:'|\Z))
    | (?P<quoted>"(?:[^"]|"")*(?:"|\Z))
    | (?P<dollar>\$(?P<tag>(?:[A-Za-z_\x80-\uffff][\w]*)?)\$)
    | (?P<end>;)
    | (?P<meta>\\)
    | (?P<word>[A-Za-z_\x80-\uffff][\w$]*|[\d(),.:=<>+*[\]]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_COPY_ROWS = re.compile(r"(?is)\s*copy\b.*\bfrom\s+stdin\b")
_HAS_SEMICOLONS = re.compile(r"(?is)\bbegin\s+atomic\b|^\s*create\s+(or\s+replace\s+)?rule\b")
_TABLE = re.compile(
    r"(?i)(create\s+((local|global)\s+)?(temp|temporary|unlogged)?\s*|alter\s+)table\b"
)
_NAMED = re.compile(r'"([^"]+)"$')
_HARMLESS = ("\\restrict", "\\unrestrict", "\\.")  # what pg_dump writes around a dump
_JOINED = 200  # pieces that a function body with semicolons may have
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


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    offset: int
    what: str = "sql"  # "meta" and "rows" are never run


def _pieces(text: str) -> Iterator[_Piece]:
    """Cut text at the semicolons that end statements."""
    start = at = 0
    seen = False  # a token of the statement that begins at start
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None
        kind = match.lastgroup if match.lastgroup != "tag" else "dollar"
        if kind == "comment":
            at = _after_comment(text, at)
            continue
        if kind == "meta" and not seen:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            yield _Piece(text[at:end], at, "meta")
            start = at = end
            continue
        at = match.end()
        if kind == "dollar":
            closed = text.find(match["dollar"], at)
            at = len(text) if closed < 0 else closed + len(match["dollar"])
        if kind == "end":
            if seen:
                yield _Piece(text[start : at - 1], start)
                if _COPY_ROWS.match(_without_comments(text[start : at - 1])):
                    rows = _rows_of_copy(text, at)
                    yield _Piece(text[at:rows], at, "rows")
                    at = rows
            start, seen = at, False
        elif kind != "space":
            seen = True
    if seen:
        yield _Piece(text[start:], start)


def _after_comment(text: str, at: int) -> int:
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, at):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(text)


def _without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/", " ", text, flags=re.DOTALL)


def _rows_of_copy(text: str, at: int) -> int:
    end = re.compile(r"(?m)^\\\.[ \t]*$").search(text, at)
    return end.end() if end else len(text)


def _first_token(text: str) -> int:
    """How much blank and comment a piece begins with."""
    at = 0
    while (match := _TOKEN.match(text, at)) and match.lastgroup in ("space", "comment"):
        at = match.end() if match.lastgroup == "space" else _after_comment(text, at)
    return at


def statements_of(files: tuple[SqlFile, ...]) -> tuple[list[Statement], list[Refused]]:
    """The statements of all files in order, and what is none.

    Raises InputError for a file in which nothing at all is SQL.
    """
    statements: list[Statement] = []
    refused: list[Refused] = []
    for file in files:
        before, wrong = len(statements), len(refused)
        for found in _of_file(file, len(statements)):
            if isinstance(found, Statement):
                statements.append(found)
                continue
            refused.append(found)
            if found.mended:
                statements.append(found.mended)
        if before == len(statements) and any(r.sqlstate == "42601" for r in refused[wrong:]):
            first = refused[wrong]
            raise InputError(Mistake(f"this is no SQL: {first.message}", first.place))
    return statements, refused


def _of_file(file: SqlFile, index: int) -> Iterator[Statement | Refused]:
    line, counted = 1, 0
    pieces = list(_pieces(file.text))
    skip = 0
    for number, piece in enumerate(pieces):
        if skip:
            skip -= 1
            continue
        blank = _first_token(piece.text) if piece.what == "sql" else 0
        at = piece.offset + blank
        line += file.text.count("\n", counted, at)
        counted = at
        place = Place(file.name, line)
        text = piece.text[blank:].rstrip()
        if piece.what != "sql":
            if found := _not_sql(piece, text, place):
                yield found
            continue
        parsed = _parsed(text, place, index)
        if isinstance(parsed, Refused) and _HAS_SEMICOLONS.search(text):
            for more in range(number + 1, min(number + _JOINED, len(pieces))):
                end = pieces[more].offset + len(pieces[more].text)
                whole = _parsed(file.text[at:end], place, index)
                if isinstance(whole, Statement):
                    parsed, skip = whole, more - number
                    break
        for each in _mended(parsed, index):
            index += isinstance(each, Statement) or each.mended is not None
            yield each


def _not_sql(piece: _Piece, text: str, place: Place) -> Refused | None:
    if piece.what == "rows":
        return None  # the COPY before it is a fault already
    if text.startswith(_HARMLESS):
        return None
    return Refused(
        text,
        place,
        "",
        "a meta-command of psql is not SQL and is not run",
        "left out",
        hint="take it out, or write what it does as SQL",
    )


def _parsed(text: str, place: Place, index: int) -> Statement | Refused:
    from postgast import PgQueryError, parse  # noqa: PLC0415

    try:
        tree = parse(text)
    except PgQueryError as error:
        line = place.line + text.count("\n", 0, max(error.cursorpos - 1, 0))
        hint = f"look at line {line}" if line > place.line else None
        return Refused(text, place, "42601", error.message, "left out", hint)
    if not tree.stmts:
        return Refused(text, place, "42601", "this is no statement", "left out")
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
