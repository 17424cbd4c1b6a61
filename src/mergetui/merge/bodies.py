"""Function bodies: text that no catalog follows, read by the grammar as far as it is sure.

Names of tables and views, and calls of functions, are replaced in SQL bodies and in the SQL that
PL/pgSQL holds; a table that is called by its old name elsewhere in the statement keeps it as an
alias. What is left (names in strings, in declarations, of columns) is told, never guessed at. The
invariant: a body that names nothing that changes comes out letter by letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mergetui.catalog.apart import grammar
from mergetui.catalog.model import Function, ObjectId
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.records import body_of, fields
from mergetui.merge.renames import tokens

_WITH_ALIAS = frozenset({"select_stmt", "insert_stmt", "update_stmt", "delete_stmt", "merge_stmt"})
_BEFORE_VALUES = frozenset({"RETURN", "NEXT", "SELECT", "AND", "OR", "NOT", "INTO", "FROM", "BY"})
_BRACE_TOO_MANY = re.compile(
    r"(?<=[,\[])\{\}\}"
)  # an object in a list cannot end what is around it
_ASSIGNMENTS, _EXPRESSION = (3, 4, 5), 2  # RawParseMode of libpg_query
_ASSIGN = re.compile(r":?=")


@dataclass(frozen=True, slots=True)
class Moved:
    """What bodies of a side name and the merge calls otherwise; None where it drops it, and for a
    function where others of its name keep it.

    ``columns`` are the columns of a table that are renamed or given up; ``fields``, by trigger
    function, those of NEW and OLD, with their new name where it is the same in all its tables.
    """

    relations: Mapping[Name, Name | None]
    functions: Mapping[Name, Name | None] = field(default_factory=dict)
    columns: Mapping[Name, frozenset[str]] = field(default_factory=dict)
    fields: Mapping[ObjectId, Mapping[str, str | None]] = field(default_factory=dict)

    @property
    def words(self) -> frozenset[str]:
        named = {n.name for n in (*self.relations, *self.functions)}
        return frozenset(named.union(*self.columns.values(), *self.fields.values()))


@dataclass(frozen=True, slots=True)
class Followed:
    """The definition, and the words in it that still say what is no more."""

    definition: str
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class _Edits:
    """Byte ranges of a body with what stands there instead, and words that are right as is."""

    changes: dict[tuple[int, int], str] = field(default_factory=dict)
    right: set[int] = field(default_factory=set)


def follow(function: Function, moved: Moved) -> Followed:
    """A function as it reads after the merge."""
    definition = function.definition
    if not any(word.replace('"', '""') in definition for word in moved.words):
        return Followed(definition)
    start, body = body_of(definition)
    if not body:
        return Followed(definition)
    edits = _Edits()
    if function.language in ("sql", "plpgsql"):
        found = [(0, body, 0)] if function.language == "sql" else _queries(definition, body)
        for at, text, mode in found:
            _edit(at, text, mode, moved, edits)
        if function.language == "plpgsql":
            _declarations(body, moved, edits)
            _records(body, moved.fields.get(function.id, {}), edits)
    left = _left(body, moved, edits)
    raw = body.encode()
    for (first, last), new in sorted(edits.changes.items(), reverse=True):
        raw = raw[:first] + new.encode() + raw[last:]
    changed = definition[:start] + raw.decode() + definition[start + len(body) :]
    return Followed(changed, left)


def _queries(definition: str, body: str) -> Iterator[tuple[int, str, int]]:
    """(byte offset in the body, text, parse mode) of the SQL in a PL/pgSQL body.

    The parser blanks what is no SQL (``INTO x``) and says SELECT for PERFORM, so a blank stands
    for any character.
    """
    tree = _parsed(definition)
    strings = [(a, b) for kind, a, b in tokens(body) if kind in ("SCONST", "USCONST")]
    seen: set[str] = set()
    for query, mode in _expressions(tree):
        if query in seen:
            continue
        seen.add(query)
        performed = query.startswith("SELECT")
        heads = (
            [("", query), ("(?i:PERFORM)", query[len("SELECT") :])] if performed else [("", query)]
        )
        for head, rest in heads:
            chunks = re.split(r"(\s+)", rest)
            pattern = head + "".join(
                f"[\\s\\S]{{{len(c)}}}" if c.isspace() else re.escape(c) for c in chunks
            )
            for place in re.finditer(pattern, body) if query.strip() else ():
                shift = len("PERFORM") - len("SELECT") if head else 0
                offset = len(body[: place.start()].encode()) + shift
                if not any(first < offset < last for first, last in strings):
                    yield offset, query, mode


def _parsed(definition: str) -> Any:
    """The tree of a PL/pgSQL function, or None where the grammar does not take it."""
    from postgast import PgQueryError, parse_plpgsql  # noqa: PLC0415

    try:
        return parse_plpgsql(definition)
    except PgQueryError:
        return None
    except json.JSONDecodeError as error:
        # libpg_query writes a brace too many after each variable of a trigger function (TG_OP ...)
        try:
            return json.loads(_BRACE_TOO_MANY.sub("{}", error.doc))
        except json.JSONDecodeError:
            return None


def _expressions(node: Any) -> Iterator[tuple[str, int]]:
    if isinstance(node, dict):
        query = node.get("query")
        if isinstance(query, str):
            yield query, int(node.get("parseMode", 0))
        for child in node.values():
            yield from _expressions(child)
    elif isinstance(node, list):
        for child in node:
            yield from _expressions(child)


def _edit(at: int, text: str, mode: int, moved: Moved, edits: _Edits) -> None:
    """Find what changes in one text of SQL that begins at byte ``at`` of the body."""
    from postgast import PgQueryError, find_nodes, parse  # noqa: PLC0415

    shift, sql = 0, text
    if mode in (_EXPRESSION, *_ASSIGNMENTS):
        assign = _ASSIGN.search(text) if mode in _ASSIGNMENTS else None
        cut = assign.end() if assign else 0
        shift, sql = len("SELECT "), "SELECT " + " " * len(text[:cut].encode()) + text[cut:]
    try:
        tree = parse(sql)
    except PgQueryError:
        return
    words = {start: (start, end) for _, start, end in tokens(sql)}
    starts = sorted(words)
    for statement in tree.stmts:
        kind = statement.stmt.WhichOneof("node")
        defined = {c.ctename for c in find_nodes(statement, grammar().CommonTableExpr)}
        locked = any(c.locked_rels for c in find_nodes(statement, grammar().LockingClause))
        qualified: dict[str, list[int]] = {}
        deep = set()
        for reference in find_nodes(statement, grammar().ColumnRef):
            names = [f.string.sval for f in reference.fields]
            if len(names) == 2:
                qualified.setdefault(names[0], []).append(reference.location)
            elif len(names) > 2:
                deep.add(names[-3 + 1])
        for var in find_nodes(statement, grammar().RangeVar):
            name = Name(var.schemaname or "public", var.relname)
            aliased = var.HasField("alias")
            if aliased and var.alias.aliasname in {n.name for n in moved.relations}:
                own = var.alias.aliasname
                edits.right |= {at + p - shift for p in qualified.get(own, ())}
            new = moved.relations.get(name)
            cte = not var.schemaname and var.relname in defined
            if new is None or cte or locked or name.name in deep:
                continue
            last = starts[starts.index(var.location) + (2 if var.schemaname else 0)]
            end = words[last][1]
            said = new.sql if var.schemaname else quote_ident(new.name)
            places = [] if aliased else qualified.get(name.name, [])
            if places:
                if kind not in _WITH_ALIAS:
                    continue
                said += f" AS {quote_ident(name.name)}"
                edits.right |= {at + p - shift for p in places}
            edits.changes[at + var.location - shift, at + end - shift] = said
        for call in find_nodes(statement, grammar().FuncCall):
            names = [f.string.sval for f in call.funcname]
            target = moved.functions.get(Name(names[0] if len(names) > 1 else "public", names[-1]))
            if target is not None:
                last = starts[starts.index(call.location) + (2 if len(names) > 1 else 0)]
                said = target.sql if len(names) > 1 else quote_ident(target.name)
                edits.changes[at + call.location - shift, at + words[last][1] - shift] = said


def _declarations(body: str, moved: Moved, edits: _Edits) -> None:
    """``r public.log``, ``r log;`` and ``log%ROWTYPE``: the row type of a table that moves."""
    raw = body.encode()
    found = [(raw[a:b].decode(), a, b) for kind, a, b in tokens(body) if "COMMENT" not in kind]
    words = ["", "", *(w for w, _, _ in found), "", "", "", ""]
    by_name = {old.name: new for old, new in moved.relations.items() if new and old != new}
    for at, (word, start, end) in enumerate(found, 2):
        new = by_name.get(word.strip('"'))
        if new is None or any(a <= start < b for a, b in edits.changes):
            continue
        after = words[at + 1 : at + 5]
        of_row = after[0] == "%" and after[1].lower() == "rowtype"
        of_column = after[:1] == ["."] and after[2] == "%" and after[3].lower() == "type"
        schema = words[at - 2] if words[at - 1] == "." else None
        declared = after[0] in (";", ":=") and (schema is not None or words[at - 1].isidentifier())
        if schema not in (None, new.schema) or not (of_row or of_column or declared):
            continue
        if schema is None and declared and words[at - 1].upper() in _BEFORE_VALUES:
            continue
        edits.changes[start, end] = quote_ident(new.name)


def _records(body: str, called: Mapping[str, str | None], edits: _Edits) -> None:
    """``NEW."updatedAt"`` where every table whose triggers call the function has another one."""
    for column, first, last in fields(body):
        new = called.get(column)
        if new is not None:
            edits.changes[first, last] = quote_ident(new)


def _left(body: str, moved: Moved, edits: _Edits) -> tuple[str, ...]:
    """The words that a body still says, comments aside."""
    raw = body.encode()
    found = tokens(body)
    if not found:
        return tuple(sorted(w for w in moved.words if re.search(rf"\b{re.escape(w)}\b", body)))
    names = {n.name for n in (*moved.relations, *moved.functions)}
    said = {raw[start:end].decode().strip('"') for _, start, end in found}
    for table, columns in moved.columns.items():
        if table.name in said:
            names |= columns
    changed = {at for first, last in edits.changes for at in range(first, last)}
    left: set[str] = set()
    for kind, start, end in found:
        text = raw[start:end].decode()
        if kind in ("SQL_COMMENT", "C_COMMENT") or start in changed or start in edits.right:
            continue
        if kind in ("SCONST", "USCONST"):
            left |= {n for n in names if re.search(rf"\b{re.escape(n)}\b", text)}
        elif text.strip('"') in names:
            left.add(text.strip('"'))
    return tuple(sorted(left))
