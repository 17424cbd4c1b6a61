"""Small catalogs for tests of composition, written as text.

One table a line: ``users: id uuid pk = gen_random_uuid(); org uuid! -> orgs.id; tag text unique``.
A ``!`` after the type is NOT NULL, ``=`` a default, ``->`` a foreign key, ``@index`` an index.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mergetui.catalog.model import Catalog, Column, ForeignKey, Index, Key, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.model import Decisions, Defaults, Side, Sources, TableDecision

_COLUMN = re.compile(
    r"(?P<name>\w+) (?P<type>[\w\[\](), ]+?)(?P<notnull>!)?"
    r"(?P<pk> pk)?(?P<unique> unique)?(?P<index> @index)?"
    r"(?: -> (?P<table>\w+)\.(?P<column>\w+)(?: on delete (?P<action>cascade|set null))?)?"
    r"(?: = (?P<default>.+))?\Z"
)


def name(text: str) -> Name:
    return Name("public", text)


def catalog(text: str) -> Catalog:
    """The catalog that the lines describe."""
    tables = [_table(line.strip()) for line in text.strip().splitlines() if line.strip()]
    return Catalog(tables={t.name: t for t in sorted(tables, key=lambda t: t.name)})


def decisions(**tables: TableDecision) -> Decisions:
    """Decisions about these tables, with the defaults."""
    return Decisions(sources=Sources(remote="remote.sql", local="local.sql"), tables=tables)


def preferring(
    given: Decisions, *, prefer: Side = "remote", key_type: str | None = None
) -> Decisions:
    """The same decisions with other defaults."""
    return replace(given, defaults=Defaults(prefer=prefer, key_type=key_type))


def _table(line: str) -> Table:
    table_name, _, rest = line.partition(":")
    columns, keys, foreign_keys, indexes = [], [], [], []
    for part in filter(None, (p.strip() for p in rest.split(";"))):
        found = _COLUMN.match(part)
        assert found, part
        column = found["name"]
        columns.append(
            Column(
                name=column,
                type=found["type"],
                not_null=bool(found["notnull"] or found["pk"]),
                default=found["default"],
            )
        )
        if found["pk"]:
            keys.append(Key(name=f"{table_name}_pkey", primary=True, columns=(column,)))
        if found["unique"]:
            keys.append(Key(name=f"{table_name}_{column}_key", primary=False, columns=(column,)))
        if found["index"]:
            body = f"USING btree ({quote_ident(column)})"
            indexes.append(
                Index(name=f"{table_name}_{column}_idx", unique=False, body=body, columns=(column,))
            )
        if found["table"]:
            foreign_keys.append(
                ForeignKey(
                    name=f"{table_name}_{column}_fkey",
                    columns=(column,),
                    references=name(found["table"]),
                    ref_columns=(found["column"],),
                    on_delete="set null" if found["action"] == "set null" else "no action",
                )
            )
    return Table(
        name=name(table_name),
        columns=tuple(columns),
        keys=tuple(keys),
        foreign_keys=tuple(foreign_keys),
        indexes=tuple(indexes),
    )
