"""Two ``pg_dump`` texts compared, without any code of the compiler.

What is normalised, and nothing else, because it carries no meaning or cannot be the same:

- the order of statements, which follows names and creation;
- the order of lines in a CREATE TABLE: a column added to a table stands at its end;
- the name of a NOT NULL constraint (PostgreSQL 18 names them and keeps the name when the table
  or column is renamed);
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
from functools import lru_cache
from typing import Any

from mergetui.catalog.apart import grammar

_LINE_SETTINGS = re.compile(r"\A(SET |SELECT pg_catalog\.set_config)")
_IDENT = r'(?:"(?:[^"]|"")+"|[\w$]+)'
_NOT_NULL_NAME = re.compile(rf" CONSTRAINT {_IDENT} (?=NOT NULL)")
_IDENTITY_NAME = re.compile(rf"(?m)^ +SEQUENCE NAME {_IDENT}\.{_IDENT}\n")
_IDENTITY = re.compile(
    rf"\AALTER TABLE (?:ONLY )?({_IDENT}\.{_IDENT}) ALTER COLUMN ({_IDENT}) ADD GENERATED "
    rf"[^(]*\(\s+SEQUENCE NAME ({_IDENT}\.{_IDENT})\n"
)
_OF_SEQUENCE = re.compile(rf"\A((?:GRANT|REVOKE|COMMENT) .*?ON SEQUENCE )({_IDENT}\.{_IDENT})(?= )")
_CONSTRAINT_NAME = re.compile(rf"\bCONSTRAINT {_IDENT} ")
_INDEX_NAME = re.compile(rf"\A(CREATE (?:UNIQUE )?INDEX ){_IDENT} ")
_STATISTICS = re.compile(r"\A(CREATE STATISTICS .* ON )(.*)( FROM [^()]*)\Z", re.DOTALL)
_ATTACHED = re.compile(rf"(\bATTACH PARTITION {_IDENT})\.({_IDENT})\Z")

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
        statement = _IDENTITY_NAME.sub("", _NOT_NULL_NAME.sub(" ", statement))
        found.append(_one(statement))
    return found


def _without_remarks(text: str) -> str:
    lines = text.strip().splitlines()
    while lines and (not lines[0].strip() or lines[0].startswith("--")):
        lines.pop(0)
    return "\n".join(lines).rstrip(";")


def _without_parts(statement: str, parts: set[str]) -> str:
    """Without the names of indexes that are parts of another."""
    if statement.startswith("ALTER INDEX "):
        return _ATTACHED.sub(r"\1", statement)
    created = _INDEX_NAME.match(statement)
    if created and created[0].removeprefix(created[1]).rstrip() in parts:
        return created[1] + statement[created.end() :]
    return _CONSTRAINT_NAME.sub(
        lambda c: "" if c[0].split(" ", 1)[1][:-1] in parts else c[0], statement
    )


def _one(statement: str) -> str:
    lines = statement.splitlines()
    if re.match(r"CREATE (UNLOGGED )?TABLE ", statement) and lines[0].endswith("("):
        end = next(i for i, line in enumerate(lines) if line.startswith(")"))
        body = sorted(_fragment(line.strip().removesuffix(",")) for line in lines[1:end])
        return " ".join((lines[0], ", ".join(body), *lines[end:]))
    return _spelling(statement)


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
