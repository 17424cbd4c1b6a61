"""Policies that PostgreSQL refuses because they compare text with uuid, tried with uuid columns.

A second scratch database gets the same tables with the same columns, except that text columns tied
together by foreign keys, and those that a policy compares with a uuid, are uuid there. A policy
that is accepted on it is kept as declared, in PostgreSQL's words, with the columns that have to be
uuid for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.catalog import apart, ddl
from mergetui.catalog.faults import NO_FUNCTION, found_table
from mergetui.catalog.model import Catalog, Composite, Declared, Domain, Enum, ForeignKey, Table
from mergetui.catalog.modifiers import Modifiers
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.catalog.read import count_catalog, fetch, read_policies, reading
from mergetui.catalog.standins import make_types
from mergetui.catalog.statements import Statement

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database
    from mergetui.catalog.server import Server

TEXT, UUID = "text", "uuid"
Column = tuple[Name, str]


@dataclass(frozen=True, slots=True)
class Unsure:
    """A refused policy that may be right on other column types."""

    statement: Statement
    table: Name

    @classmethod
    def of(cls, statement: Statement, error: Any, catalog: Catalog) -> Unsure | None:
        """None for any other statement, another reason or a table that is not there."""
        if statement.kind != "create_policy_stmt" or error.sqlstate != NO_FUNCTION:
            return None
        about = ddl.relation(statement)
        table = found_table(catalog, about) if about else None
        return cls(statement, table.name) if table else None


async def declared_policies(
    catalog: Catalog, policies: list[Unsure], server: Server
) -> Mapping[int, Declared]:
    """Those that are accepted, by the index of their statement; ``message`` is left empty."""
    retyped = _tied(catalog) | _compared(catalog, policies)
    retyped |= _of_the_same_name(catalog, policies, retyped)
    async with server.database() as database:
        connection = await database.connect()
        try:
            await _build(database, connection, catalog, retyped)
            accepted = await _accepted(connection, policies)
            await count_catalog(connection)
            skeleton = await read_policies(connection)
            async with reading(connection):
                used = await fetch(connection, "policy_columns")
        finally:
            await connection.close()
    columns: dict[tuple[Name, str], list[Column]] = defaultdict(list)
    for row in used:
        columns[Name(row["schema"], row["name"]), row["policy"]].append(
            (Name(row["column_schema"], row["column_table"]), row["column"])
        )
    found = {}
    for unsure in accepted:
        name = unsure.statement.node.policy_name
        found[unsure.statement.index] = Declared(
            table=unsure.table,
            object=skeleton[unsure.table, name],
            place=unsure.statement.place,
            message="",
            requires=tuple(
                (*column, UUID) for column in columns[unsure.table, name] if column in retyped
            ),
        )
    return found


async def _accepted(connection: asyncpg.Connection[Any], policies: list[Unsure]) -> list[Unsure]:
    """Sent together, and in halves where that is refused: most are accepted."""
    if not policies or await _accepts(connection, ";\n".join(p.statement.sql for p in policies)):
        return policies
    if len(policies) == 1:
        return []
    half = len(policies) // 2
    first = await _accepted(connection, policies[:half])
    return first + await _accepted(connection, policies[half:])


async def _accepts(connection: asyncpg.Connection[Any], sql: str) -> bool:
    import asyncpg  # noqa: PLC0415

    try:
        await connection.execute(sql)
    except asyncpg.PostgresError:
        return False
    return True


def _tied(catalog: Catalog) -> set[Column]:
    """Text columns at either end of a foreign key, declared ones too."""
    keys: list[tuple[Name, ForeignKey]] = [
        (table.name, key) for table in catalog.tables.values() for key in table.foreign_keys
    ]
    keys += [(d.table, d.object) for d in catalog.declared if isinstance(d.object, ForeignKey)]
    found = set()
    for table, key in keys:
        found |= {(table, column) for column in key.columns}
        found |= {(key.references, column) for column in key.ref_columns}
    return {column for column in found if _type(catalog, column) == TEXT}


def _type(catalog: Catalog, column: Column) -> str | None:
    table = catalog.tables.get(column[0])
    found = table.column(column[1]) if table else None
    return found.type if found else None


def _read_by(catalog: Catalog, policy: Unsure) -> list[Table]:
    """The tables that a policy names: its own and those of its subqueries."""
    from postgast import find_nodes  # noqa: PLC0415

    ranges = find_nodes(policy.statement.node, apart.grammar().RangeVar)
    names = (Name(each.schemaname, each.relname) for each in ranges)
    return [table for name in names if (table := found_table(catalog, name))]


def _text_columns(tables: Iterable[Table], names: set[str]) -> set[Column]:
    return {
        (table.name, column.name)
        for table in tables
        for column in table.columns
        if column.name in names and column.type == TEXT
    }


def _compared(catalog: Catalog, policies: Iterable[Unsure]) -> set[Column]:
    """Text columns, by name, that a policy compares with the result of a function that returns
    uuid, in the tables that the policy reads."""
    returning = {"uid", *(f.name.name for f in catalog.functions.values() if f.returns == UUID)}
    found: set[Column] = set()
    for policy in policies:
        names = set(_columns_beside(policy.statement.node, returning))
        found |= _text_columns(_read_by(catalog, policy), names)
    return found


def _of_the_same_name(
    catalog: Catalog, policies: Iterable[Unsure], retyped: set[Column]
) -> set[Column]:
    """Text columns without a foreign key that a policy compares with a column that has one: they
    have the same name in another of its tables (``organization_id IN (SELECT ...)``)."""
    found: set[Column] = set()
    for policy in policies:
        tables = _read_by(catalog, policy)
        read = {table.name for table in tables}
        found |= _text_columns(tables, {column for table, column in retyped if table in read})
    return found


def _columns_beside(node: Any, functions: set[str]) -> Iterator[str]:
    """Names of columns on the other side of an operator from a call of one of the functions."""
    from postgast import find_nodes  # noqa: PLC0415

    for expression in find_nodes(node, apart.grammar().A_Expr):
        sides = (expression.lexpr, expression.rexpr)
        for one, other in (sides, sides[::-1]):
            calls = (
                call.funcname[-1].string.sval for call in find_nodes(one, apart.grammar().FuncCall)
            )
            if functions.isdisjoint(calls):
                continue
            for reference in find_nodes(other, apart.grammar().ColumnRef):
                if reference.fields[-1].HasField("string"):
                    yield reference.fields[-1].string.sval


async def _build(
    database: Database, connection: asyncpg.Connection[Any], catalog: Catalog, retyped: set[Column]
) -> None:
    """Types, tables with bare columns, and functions whose bodies are not looked at."""
    import asyncpg  # noqa: PLC0415

    await connection.execute("SET check_function_bodies = off")
    for name in catalog.schemas:
        if name != "public":
            await connection.execute(f"CREATE SCHEMA {quote_ident(name)}")
    for extension in catalog.extensions.values():
        with suppress(asyncpg.PostgresError):  # a policy that needs it is refused
            await database.ensure_extension(extension.name, extension.schema)
    made = await make_types(database, catalog.base_types.values())
    waiting = [*_types(catalog), *_tables(catalog, retyped)]
    waiting += [f.definition for f in catalog.functions.values()]
    waiting += [f"CREATE VIEW {v.name.sql} AS {v.definition}" for v in catalog.views.values()]
    waiting = [Modifiers().encoded_text(sql, made.numbered) for sql in waiting]
    if await _accepts(connection, ";\n".join(waiting)):
        return
    while waiting:
        refused = [sql for sql in waiting if not await _accepts(connection, sql)]
        if len(refused) == len(waiting):
            return  # a view that cannot be had here; a policy that needs it is refused too
        waiting = refused


def _types(catalog: Catalog) -> Iterator[str]:
    for made in catalog.types.values():
        if isinstance(made, Enum):
            values = ", ".join(quote_literal(value) for value in made.values)
            yield f"CREATE TYPE {made.name.sql} AS ENUM ({values})"
        elif isinstance(made, Domain):
            yield f"CREATE DOMAIN {made.name.sql} AS {made.type}"
        elif isinstance(made, Composite):
            fields = ", ".join(f"{quote_ident(name)} {type_}" for name, type_ in made.fields)
            yield f"CREATE TYPE {made.name.sql} AS ({fields})"


def _tables(catalog: Catalog, retyped: set[Column]) -> Iterator[str]:
    for table in catalog.tables.values():
        columns = ", ".join(
            f"{quote_ident(c.name)} {UUID if (table.name, c.name) in retyped else c.type}"
            for c in table.columns
        )
        yield f"CREATE TABLE {table.name.sql} ({columns})"
