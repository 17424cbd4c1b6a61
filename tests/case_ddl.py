"""The case's facts (``../shared/case/*.tsv``) as DDL, one statement a line, for the tests.

Nothing of the case is kept in the project; without the files the tests that need them say so.
Policies have a command and no expression there, so they are left out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

CASE = Path(__file__).parents[1].parent / "shared" / "case"

needs_case = pytest.mark.skipif(
    not CASE.is_dir(), reason=f"the case's files are not at {CASE}, so this was not checked"
)

# The facts hold no expressions of generated columns: one per type that PostgreSQL takes.
GENERATED = {
    "boolean": "true",
    "date": "'2026-01-01'::date",
    "integer": "0",
    "bigint": "0",
    "numeric": "0",
    "text": "''",
    "tsvector": "''::tsvector",
    "jsonb": "'{}'::jsonb",
    "interval": "'1 day'::interval",
}


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def columns(names: str) -> str:
    return ", ".join(quoted(name.strip()) for name in names.split(","))


def index_columns(names: str) -> str:
    parts = []
    for part in names.split(","):
        name, _, order = part.strip().partition(" ")
        parts.append(f"{quoted(name)} {order}".strip())
    return ", ".join(parts)


def column(fields: list[str]) -> str:
    name, type_, null, default, generated = (*fields[2:7], "", "", "")[:5]
    text = f"{quoted(name)} {type_}"
    if generated:
        base = type_.split("(")[0]
        text += f" GENERATED ALWAYS AS ({GENERATED[base]}) STORED"
    elif default:
        text += f" DEFAULT {default}"
    return text + (" NOT NULL" if null == "not null" else "")


def ddl(side: str) -> list[str]:
    """The statements of one side, each on one line: enums, tables, then foreign keys, indexes,
    row level security."""
    facts = [
        line.split("\t")
        for line in (CASE / f"{side}.tsv").read_text(encoding="utf-8").splitlines()
        if line
    ]
    tables: dict[str, list[str]] = {}
    enums, foreign, indexes, rls = [], [], [], []
    for fact in facts:
        kind, name = fact[0], fact[1]
        if kind == "enum":
            values = ", ".join(f"'{value}'" for value in fact[2].split(","))
            enums.append(f"CREATE TYPE {quoted(name)} AS ENUM ({values});")
        elif kind == "table":
            tables[name] = []
        elif kind == "column":
            tables[name].append(column(fact))
        elif kind == "primary":
            tables[name].append(f"PRIMARY KEY ({columns(fact[2])})")
        elif kind == "unique":
            tables[name].append(f"UNIQUE ({columns(fact[2])})")
        elif kind == "foreign":
            of, target, target_columns, on_delete = (*fact[2:], "", "")[:4]
            foreign.append(
                f"ALTER TABLE {quoted(name)} ADD FOREIGN KEY ({columns(of)}) REFERENCES"
                f" {quoted(target)}"
                + (f" ({columns(target_columns)})" if target_columns else "")
                + (f" ON DELETE {on_delete}" if on_delete else "")
                + ";"
            )
        elif kind == "index":
            of, method, unique = (*fact[2:], "")[:3]
            indexes.append(
                f"CREATE {'UNIQUE ' if unique else ''}INDEX ON {quoted(name)}"
                f" USING {method or 'btree'} ({index_columns(of)});"
            )
        elif kind == "rls":
            rls.append(f"ALTER TABLE {quoted(name)} ENABLE ROW LEVEL SECURITY;")
    created = [
        f"CREATE TABLE {quoted(name)} ({', '.join(parts)});" for name, parts in tables.items()
    ]
    return [*enums, *created, *foreign, *indexes, *rls]


def write_case(folder: Path) -> tuple[Path, Path]:
    """Write ``remote.sql`` and ``local.sql`` into ``folder``; returns their paths."""
    paths = (folder / "remote.sql", folder / "local.sql")
    for path in paths:
        path.write_text("\n".join(ddl(path.stem)) + "\n", encoding="utf-8")
    return paths
