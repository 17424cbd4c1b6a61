"""The remote as one file, in the order and the manner of a dump of its schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator import rules
from generator.notation import Column, Table

_HEAD = """\
--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
"""

_FOOT = """
--
-- PostgreSQL database dump complete
--
"""

_CASTS = {"text": "text", "jsonb": "jsonb", "text[]": "text[]"}


def render(tables: Sequence[Table], enums: Mapping[str, Sequence[str]], pieces: Path) -> str:
    """The text of the dump; ``pieces`` has the SQL that is no table."""
    ordered = sorted(tables, key=lambda t: t.name)
    parts = [_HEAD]
    parts += [_enum(name, enums[name]) for name in sorted(enums)]
    parts.append(_piece(pieces / "remote_types_and_functions.sql"))
    parts += [_table(t, enums) for t in ordered]
    parts.append(_piece(pieces / "remote_views.sql"))
    for render_one in (_keys, _indexes, _triggers, _foreign_keys, _security):
        parts += [text for t in ordered for text in render_one(t)]
    parts.append(_piece(pieces / "remote_comments_and_grants.sql"))
    return "\n".join(parts) + _FOOT


def _piece(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _titled(name: str, kind: str, body: str) -> str:
    return f"--\n-- Name: {name}; Type: {kind}; Schema: public; Owner: -\n--\n\n{body}\n"


def _enum(name: str, values: Sequence[str]) -> str:
    listed = ",\n".join(f"    '{v}'" for v in values)
    return _titled(name, "TYPE", f"CREATE TYPE public.{name} AS ENUM (\n{listed}\n);")


def _type(type_: str, enums: Mapping[str, Sequence[str]]) -> str:
    return f"public.{type_}" if type_ in enums or type_ == "email_address" else type_


def _default(column: Column, enums: Mapping[str, Sequence[str]]) -> str:
    default = column.default
    if default is None:
        return ""
    if default == "now":
        return " DEFAULT now()"
    if default.startswith("'"):
        return f" DEFAULT {default}::{_type(_CASTS.get(column.type, column.type), enums)}"
    return f" DEFAULT {default}"


def _column(column: Column, enums: Mapping[str, Sequence[str]]) -> str:
    text = f"    {column.name} {_type(column.type, enums)}{_default(column, enums)}"
    if column.generated:
        return f"{text} GENERATED ALWAYS AS ({column.generated}) STORED"
    return text + (" NOT NULL" if column.not_null else "")


def _table(table: Table, enums: Mapping[str, Sequence[str]]) -> str:
    rows = [_column(c, enums) for c in table.columns]
    rows += [
        f"    CONSTRAINT {name} CHECK ({expression})" for name, expression in rules.checks(table)
    ]
    body = f"CREATE TABLE public.{table.name} (\n" + ",\n".join(rows) + "\n);"
    return _titled(table.name, "TABLE", body)


def _alter(table: Table, kind: str, name: str, definition: str) -> str:
    body = f"ALTER TABLE ONLY public.{table.name}\n    ADD CONSTRAINT {name} {definition};"
    return _titled(f"{table.name} {name}", kind, body)


def _keys(table: Table) -> Iterator[str]:
    columns = ", ".join(table.primary)
    yield _alter(table, "CONSTRAINT", f"{table.name}_pkey", f"PRIMARY KEY ({columns})")
    uniques = [*((c.name,) for c in table.columns if c.unique), *table.uniques]
    for names in uniques:
        name = f"{table.name}_{'_'.join(names)}_key"
        yield _alter(table, "CONSTRAINT", rules.fit(name), f"UNIQUE ({', '.join(names)})")


def _indexes(table: Table) -> Iterator[str]:
    for name, body in rules.remote_indexes(table):
        yield _titled(name, "INDEX", f"CREATE INDEX {name} ON public.{table.name} {body};")


def _triggers(table: Table) -> Iterator[str]:
    if table.column("updated_at"):
        name = "set_updated_at"
        body = (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON public.{table.name} "
            "FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();"
        )
        yield _titled(f"{table.name} {name}", "TRIGGER", body)


def _foreign_keys(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.references is None:
            continue
        target, target_column = column.references
        qualified = target if "." in target else f"public.{target}"
        action = rules.on_delete(table, column)
        definition = (
            f"FOREIGN KEY ({column.name}) REFERENCES {qualified}({target_column})"
            f"{' ON DELETE ' + action if action else ''}"
        )
        name = rules.fit(f"{table.name}_{column.name}_fkey")
        yield _alter(table, "FK CONSTRAINT", name, definition)


def _security(table: Table) -> Iterator[str]:
    policies = rules.remote_policies(table)
    if not policies:
        return
    body = f"ALTER TABLE public.{table.name} ENABLE ROW LEVEL SECURITY;"
    yield _titled(table.name, "ROW SECURITY", body)
    for name, clauses in policies:
        body = f'CREATE POLICY "{name}" ON public.{table.name} {clauses};'
        yield _titled(f"{table.name} {name}", "POLICY", body)
