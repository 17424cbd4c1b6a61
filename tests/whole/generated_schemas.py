"""Small schemas and decisions at random, as hypothesis strategies that shrink.

Both sides draw from the same few names, so that tables, columns, types and views meet each other
with equal, similar and contradicting definitions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from mergetui.decisions.model import Action, Defaults, ObjectDecision, TableDecision

Draw = Callable[[st.SearchStrategy[Any]], Any]

TABLES = ("a", "b", "Mixed Case", "order", "e")
KEY_TYPES = ("uuid", "integer", "bigint", "text")
VALUES = ("new", "it's", "open", "done")

# column -> the types that it may have
COLUMNS: dict[str, tuple[str, ...]] = {
    "n": ("integer", "bigint", "numeric(8,2)", "smallint"),
    "s": ("text", "varchar(20)", "varchar"),
    "createdAt": ("timestamptz", "timestamp", "date"),
    "created_at": ("timestamptz", "date"),
    "tags": ("text[]", "jsonb", "text"),
    "mood": ("mood", "text", "mood[]"),
    "who": ("uuid", "text"),
    "select": ("boolean", "text"),
    "mail": ("mail", "text"),
}
DEFAULTS: dict[str, tuple[str, ...]] = {
    "integer": ("0", "7"),
    "bigint": ("0", "8"),
    "smallint": ("1",),
    "numeric(8,2)": ("0.5",),
    "text": ("'x'", "''"),
    "varchar(20)": ("'x'",),
    "varchar": ("'y'",),
    "timestamptz": ("now()",),
    "timestamp": ("now()",),
    "date": ("CURRENT_DATE", "'2026-01-01'"),
    "text[]": ("'{}'", "'{a,b}'"),
    "jsonb": ("'[]'", "'{}'"),
    "uuid": ("gen_random_uuid()",),
    "boolean": ("false", "true"),
}
KEY_DEFAULTS = {
    "uuid": "gen_random_uuid()",
    "text": "gen_random_uuid()::text",
}


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@dataclass
class Pair:
    """Two schemas as SQL, and decisions about what is in them."""

    remote: str
    local: str
    defaults: Defaults
    tables: dict[str, TableDecision]
    types: dict[str, ObjectDecision] = field(default_factory=dict)
    functions: dict[str, ObjectDecision] = field(default_factory=dict)
    views: dict[str, ObjectDecision] = field(default_factory=dict)

    def said(self) -> str:
        every = {**self.tables, **self.types, **self.functions, **self.views}
        lines = [f"{self.defaults}", *(f"{k}: {v}" for k, v in every.items())]
        return "\n".join(lines)


@dataclass
class Side:
    """What one side has, as far as decisions must know."""

    sql: str
    tables: dict[str, str]  # name -> key type
    views: dict[str, str]
    functions: dict[str, str]
    values: tuple[str, ...]


@st.composite
def pairs(draw: Draw) -> Pair:
    remote, local = draw(sides()), draw(sides())
    tables = {
        name: _decision(draw, name, name in remote.tables, name in local.tables)
        for name in sorted({*remote.tables, *local.tables})
    }
    pair = Pair(
        remote=remote.sql,
        local=local.sql,
        defaults=Defaults(prefer=draw(st.sampled_from(("remote", "local")))),
        tables=tables,
    )
    keeps = st.sampled_from(("keep-remote", "keep-local"))
    for name in sorted(remote.views.keys() & local.views.keys()):
        pair.views[name] = ObjectDecision(action=draw(keeps))
    for name in sorted(remote.functions.keys() & local.functions.keys()):
        pair.functions[name] = ObjectDecision(action=draw(keeps))
    if remote.values != local.values:
        pair.types["mood"] = ObjectDecision(action="merge")
    return pair


def _decision(draw: Draw, name: str, in_remote: bool, in_local: bool) -> TableDecision:
    actions: tuple[Action, ...]
    if in_remote and in_local:
        actions = ("merge", "merge", "merge", "keep-remote", "keep-local", "keep-both", "drop")
    elif in_remote:
        actions = ("keep", "keep", "drop")
    else:
        actions = ("keep", "keep", "keep", "drop")
    action = draw(st.sampled_from(actions))
    if action == "keep-both":
        return TableDecision(action=action, local_name=f"{name} new")
    if action == "drop":
        return TableDecision(action=action, rows="discard")
    rename = draw(st.sampled_from((None, None, None, f"{name}s", f"New {name}")))
    return TableDecision(action=action, name=rename)


@st.composite
def sides(draw: Draw) -> Side:
    some = st.booleans()
    values = tuple(draw(st.permutations(VALUES)))[: draw(st.integers(1, len(VALUES)))]
    lines = [
        f"CREATE TYPE mood AS ENUM ({', '.join(map(literal, values))})",
        "CREATE DOMAIN mail AS text" + (" CHECK (VALUE <> '-')" if draw(some) else ""),
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ]
    functions = {}
    if draw(some):
        kind = draw(st.sampled_from(("integer", "bigint")))
        argument = draw(st.sampled_from(("x", "y")))
        lines.append(
            f"CREATE FUNCTION twice({argument} integer) RETURNS {kind} LANGUAGE sql IMMUTABLE"
            f" AS 'SELECT (2 * $1)::{kind}'"
        )
        functions["twice(integer)"] = kind
    names = draw(st.lists(st.sampled_from(TABLES), min_size=1, max_size=4, unique=True))
    keys = {name: draw(st.sampled_from(KEY_TYPES)) for name in names}
    later: list[str] = []
    views: dict[str, str] = {}
    for name in names:
        _table(draw, name, keys, bool(functions), values, lines, later, views)
    text = ";\n".join([*lines, *later]) + ";\n"
    return Side(text, keys, views, functions, values)


def _table(
    draw: Draw,
    name: str,
    keys: dict[str, str],
    twice: bool,
    values: tuple[str, ...],
    lines: list[str],
    later: list[str],
    views: dict[str, str],
) -> None:
    some, seldom = st.booleans(), st.sampled_from((False, False, False, True))
    key, table = keys[name], quoted(name)
    chosen = draw(st.lists(st.sampled_from(sorted(COLUMNS)), max_size=4, unique=True))
    kinds = {column: draw(st.sampled_from(COLUMNS[column])) for column in chosen}
    default = KEY_DEFAULTS.get(key)
    if key in ("integer", "bigint") and draw(seldom):
        parts = [f"id {key} GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"]
    else:
        has_default = f" DEFAULT {default}" if default and draw(some) else ""
        parts = [f"id {key} PRIMARY KEY{has_default}"]
    for column, kind in kinds.items():
        words = [quoted(column), kind]
        choices = DEFAULTS.get(kind, (literal(values[0]),) if kind == "mood" else ())
        if choices and draw(some):
            words.append(f"DEFAULT {draw(st.sampled_from(choices))}")
        if draw(seldom):
            words.append("NOT NULL")
        if draw(seldom) and kind in ("integer", "bigint", "uuid"):
            words.append("UNIQUE")
        parts.append(" ".join(words))
    if "n" in kinds and draw(seldom):
        parts.append("g bigint GENERATED ALWAYS AS (n * 2) STORED")
    if "n" in kinds and draw(some):
        call = "twice(n::integer)" if twice and draw(some) else "n"
        parts.append(f"CHECK ({call} > {draw(st.sampled_from(('-5', '0')))})")
    if "s" in kinds and draw(seldom):
        parts.append("CHECK (s <> 'never')")
    lines.append(f"CREATE TABLE {table} ({', '.join(parts)})")
    for target, target_key in keys.items():
        if draw(seldom):
            column = quoted(f"{target}_ref")
            action = draw(st.sampled_from(("", " ON DELETE CASCADE", " ON DELETE SET NULL")))
            later.append(
                f"ALTER TABLE {table} ADD {column} {target_key} REFERENCES {quoted(target)}{action}"
            )
    _extras(draw, name, kinds, values, later, views)


def _extras(
    draw: Draw,
    name: str,
    kinds: dict[str, str],
    values: tuple[str, ...],
    later: list[str],
    views: dict[str, str],
) -> None:
    some, seldom = st.booleans(), st.sampled_from((False, False, False, True))
    table = quoted(name)
    for column in sorted(kinds):
        if draw(seldom) and not kinds[column].endswith("json"):
            where = f" WHERE {quoted(column)} IS NOT NULL" if draw(some) else ""
            later.append(f"CREATE INDEX ON {table} ({quoted(column)}){where}")
    if draw(some):
        later.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    if draw(some):
        condition = "true"
        if "who" in kinds:
            condition = "who = auth.uid()" + ("::text" if kinds["who"] == "text" else "")
        elif kinds.get("mood") == "mood":
            condition = f"mood <> {literal(values[-1])}"
        command = draw(st.sampled_from(("SELECT", "ALL")))
        later.append(
            f"CREATE POLICY mine ON {table} FOR {command} TO authenticated USING ({condition})"
        )
    if draw(seldom):
        later.append(
            f"CREATE TRIGGER touched BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION touch()"
        )
    if draw(seldom):
        later.append(f"COMMENT ON TABLE {table} IS {literal(draw(st.sampled_from(VALUES)))}")
    if draw(seldom):
        later.append(f"GRANT SELECT ON {table} TO anon")
    if draw(seldom) and "v" not in views:
        listed = ", ".join(["id", *(quoted(c) for c in sorted(kinds))])
        options = " WITH (security_invoker = true)" if draw(some) else ""
        later.append(f"CREATE VIEW v{options} AS SELECT {listed} FROM {table}")
        views["v"] = name
        if draw(some):
            later.append("CREATE VIEW w AS SELECT id FROM v")
            views["w"] = name
