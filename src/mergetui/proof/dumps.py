"""Two ``pg_dump`` texts compared, without any code of the compiler.

What is normalised, and nothing else, because it carries no meaning or cannot be the same:

- the order of statements, which follows names and creation;
- the order of lines in a CREATE TABLE: a column added to a table stands at its end;
- the lines of a CREATE TABLE that one of the tables has which it inherits from: a table that got a
  parent later has them of its own, which no statement changes; a default is told as one that is
  set, and so is a NOT NULL that no parent has;
- the name of a NOT NULL constraint that ends as those do which PostgreSQL makes up (18 names
  them and keeps the name when the table or column is renamed);
- the names of the parts that an index of a partitioned table has on its partitions, which
  PostgreSQL makes up and keeps likewise;
- the name of the sequence behind an identity column, which is kept likewise, also where a grant or
  a comment speaks of it;
- SET and SELECT set_config lines, which belong to the dump and not to the schema;
- the order of the columns of a statistics object, which is that of the table's;
- parentheses and white space, where the grammar reads both texts as the same statement;
- where a list of strings is cast from varchar to text (each one, or the whole ARRAY), which a
  dump and restore changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mergetui.catalog.apart import grammar

_LINE_SETTINGS = re.compile(r"\A(SET |SELECT pg_catalog\.set_config)")
_IDENT = r'(?:"(?:[^"]|"")+"|[\w$]+)'
_NOT_NULL_NAME = re.compile(
    r' CONSTRAINT (?:"(?:[^"]|"")*_not_null\d*"|[\w$]*_not_null\d*) (?=NOT NULL)'
)
_IDENTITY_NAME = re.compile(rf"(?m)^ +SEQUENCE NAME {_IDENT}\.{_IDENT}\n")
_IDENTITY = re.compile(
    rf"\AALTER TABLE (?:ONLY )?({_IDENT}\.{_IDENT}) ALTER COLUMN ({_IDENT}) ADD GENERATED "
    rf"[^(]*\(\s+SEQUENCE NAME ({_IDENT}\.{_IDENT})\n"
)
_OF_SEQUENCE = re.compile(rf"\A((?:GRANT|REVOKE|COMMENT) .*?ON SEQUENCE )({_IDENT}\.{_IDENT})(?= )")
_CREATE_TABLE = re.compile(rf"\ACREATE (?:UNLOGGED )?TABLE ({_IDENT}\.{_IDENT}) ")
_INHERITS = re.compile(r"\A\) ?INHERITS \(([^)]*)\)")
_BOUND = rf"(?:CONSTRAINT {_IDENT} )?NOT NULL(?: NO INHERIT)?"
_DEFAULT = re.compile(rf" DEFAULT (.*?)( {_BOUND})?\Z", re.DOTALL)
_NOT_NULL = re.compile(rf" ({_BOUND})\Z")  # of a column
_ITS_NOT_NULL = re.compile(rf"\A((?:CONSTRAINT {_IDENT} )?NOT NULL) ({_IDENT})( NO INHERIT)?\Z")
_COLUMN = re.compile(rf"\A{_IDENT}")
_NAME = re.compile(rf"{_IDENT}\.{_IDENT}")
_CONSTRAINT_NAME = re.compile(rf"\bCONSTRAINT {_IDENT} ")
_INDEX_NAME = re.compile(rf"\A(CREATE (?:UNIQUE )?INDEX ){_IDENT} ")
_STATISTICS = re.compile(r"\A(CREATE STATISTICS .* ON )(.*)( FROM [^()]*)\Z", re.DOTALL)
_ATTACHED = re.compile(rf"(\bATTACH PARTITION {_IDENT})\.({_IDENT})\Z")
_ATTACHED_TO = re.compile(rf"\A(ALTER INDEX {_IDENT})\.({_IDENT})(?= ATTACH )")

_LITERAL = r"'(?:[^']|'')*'"
_CAST_LIST = re.compile(rf"ARRAY\[((?:{_LITERAL}::varchar(?:, )?)+)\]::text\[\]")
_CAST_TWICE = re.compile(rf"({_LITERAL})::varchar::text")


def differences(migrated: str, scratch: str) -> list[str]:
    """Sentences that say what one dump has and the other has not; none where they are equal."""
    has, wants = (Counter(statements(text)) for text in (migrated, scratch))
    more = [f"only after the migration: {s}" for s in sorted((has - wants).elements())]
    less = [f"only from scratch: {s}" for s in sorted((wants - has).elements())]
    return more + less


def statements(dump: str) -> list[str]:
    """The statements of a dump in the form in which they are compared."""
    from postgast import split  # noqa: PLC0415

    found = []
    texts = [_without_remarks(text) for text in split(dump)]
    parts = {a[2] for t in texts if t.startswith("ALTER INDEX ") and (a := _ATTACHED.search(t))}
    behind = {m[3]: f"{m[1]}.{m[2]}" for t in texts if (m := _IDENTITY.match(t))}
    for text in texts:
        statement = _without_parts(text, parts) if parts else text
        if behind and (of := _OF_SEQUENCE.match(statement)) and of[2] in behind:
            column = behind[of[2]].replace('"', '""')
            statement = f'{of[1]}"{column}"{statement[of.end() :]}'
        if not statement or _LINE_SETTINGS.match(statement):
            continue
        found.append(_IDENTITY_NAME.sub("", _NOT_NULL_NAME.sub(" ", statement)))
    return _compared(found)


def _compared(texts: Sequence[str]) -> list[str]:
    tables = {t.name: t for text in texts if (t := _table(text))}
    found = []
    for text in texts:
        if (table := _table(text)) is None:
            found.append(_spelling(text))
            continue
        own = table.lines
        if above := _inherited(table, tables):
            inherited = {_plain(line) for line in above}
            for line in own:
                if (default := _DEFAULT.search(line)) and _plain(line) in inherited:
                    at = f"ALTER TABLE ONLY {table.name} ALTER COLUMN {_column(line)}"
                    found.append(_spelling(f"{at} SET DEFAULT {default[1]}"))
            own = _its_own(own, above)
        found.append(" ".join((table.head, ", ".join(sorted(own)), *table.tail)))
    return found


def _plain(line: str) -> str:
    """A column without its default and its NOT NULL."""
    return _NOT_NULL.sub("", _DEFAULT.sub(r"\2", line))


def _its_own(lines: frozenset[str], above: frozenset[str]) -> frozenset[str]:
    """The lines that say more than those of the parents; where a column is listed that inherits its
    type, only that it is NOT NULL, as where it is not."""
    inherited = {_plain(line) for line in above}
    # what the parent computes the child computes, and is listed without how
    inherited |= {_plain(line.partition(" GENERATED ALWAYS AS (")[0]) for line in above}
    bound = {_column(x) for x in above if _NOT_NULL.search(x) and not x.endswith(" NO INHERIT")}
    found = set()
    for line in lines:
        column, said = _column(line), _NOT_NULL.search(line)
        if alone := _ITS_NOT_NULL.match(line):
            column, words = alone[2], f"{alone[1]}{alone[3] or ''}"
        elif _plain(line) in inherited:
            words = said[1] if said else ""
        else:
            found.add(line)
            continue
        if words and column not in bound:
            found.add(f"{column} {words}")
    return frozenset(found)


def _column(line: str) -> str:
    named = _COLUMN.match(line)
    return named[0] if named else line


def _without_remarks(text: str) -> str:
    lines = text.strip().splitlines()
    while lines and (not lines[0].strip() or lines[0].startswith("--")):
        lines.pop(0)
    return "\n".join(lines).rstrip(";")


def _without_parts(statement: str, parts: set[str]) -> str:
    """Without the names of indexes that are parts of another."""
    if statement.startswith("ALTER INDEX "):
        of = _ATTACHED_TO.match(statement)
        if of and of[2] in parts:  # a part that has parts of its own
            statement = f"{of[1]}{statement[of.end() :]}"
        return _ATTACHED.sub(r"\1", statement)
    created = _INDEX_NAME.match(statement)
    if created and created[0].removeprefix(created[1]).rstrip() in parts:
        return created[1] + statement[created.end() :]
    return _CONSTRAINT_NAME.sub(
        lambda c: "" if c[0].split(" ", 1)[1][:-1] in parts else c[0], statement
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A CREATE TABLE that lists columns and constraints."""

    name: str
    head: str
    lines: frozenset[str]
    tail: tuple[str, ...]

    @property
    def parents(self) -> list[str]:
        found = _INHERITS.match(" ".join(self.tail))
        return _NAME.findall(found[1]) if found else []


@lru_cache(maxsize=4096)
def _table(statement: str) -> _Table | None:
    lines = statement.splitlines()
    made = _CREATE_TABLE.match(statement)
    if made is None or not lines[0].endswith("("):
        return None
    end = next(i for i, line in enumerate(lines) if line.startswith(")"))
    body = frozenset(_fragment(line.strip().removesuffix(",")) for line in lines[1:end])
    return _Table(made[1], lines[0], body, tuple(lines[end:]))


def _inherited(table: _Table, tables: Mapping[str, _Table]) -> frozenset[str]:
    """The lines of the tables that one inherits from, and of those that these do."""
    parents = [tables[name] for name in table.parents if name in tables]
    return frozenset[str]().union(*(p.lines | _inherited(p, tables) for p in parents))


def _fragment(line: str) -> str:
    """A column or constraint of a CREATE TABLE, spelled by the grammar."""
    if "(" not in line:
        return line
    head = "CREATE TABLE t ("
    spelled = _spelling(f"{head}{line})")
    return spelled.removeprefix(head).removesuffix(")")


@lru_cache(maxsize=16384)
def _spelling(statement: str) -> str:
    """The statement as the grammar prints it; functions keep their text to the letter."""
    from postgast import PgQueryError, deparse, parse  # noqa: PLC0415

    if statement.startswith(("CREATE FUNCTION", "CREATE PROCEDURE")):
        return statement
    try:
        tree = parse(statement)
        if " VIEW " in statement.partition("(")[0]:
            _without_idle_columns(tree)
        text = str(deparse(tree))
    except PgQueryError:
        return " ".join(statement.split())
    if of := _STATISTICS.match(text):
        return of[1] + ", ".join(sorted(of[2].split(", "))) + of[3]
    text = _CAST_LIST.sub(lambda m: f"ARRAY[{m[1].replace('::varchar', '::text')}]", text)
    return _CAST_TWICE.sub(r"\1::text", text)


def _without_idle_columns(tree: Any) -> None:
    """Columns at the end of what a function returns, ``f() f(id, n)``, that nothing reads: those
    that its table got later are printed of a view that was made since, and of no other."""
    from postgast import find_nodes  # noqa: PLC0415

    fields = (ref.fields[-1] for ref in find_nodes(tree, grammar().ColumnRef))
    read = {field.string.sval for field in fields if field.WhichOneof("node") == "string"}
    for item in find_nodes(tree, grammar().RangeFunction):
        names = item.alias.colnames
        while names and not item.coldeflist and names[-1].string.sval not in read:
            del names[-1]
