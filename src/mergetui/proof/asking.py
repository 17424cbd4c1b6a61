"""What PostgreSQL itself says of an expression or a type that a decision holds.

Asked on a scratch database that holds everything that both sides define. Nothing runs on rows: an
expression is planned, and no more, so what a value could do to it is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from mergetui.catalog.model import Catalog, Column, Table
from mergetui.catalog.names import quote_ident
from mergetui.decisions.model import Decisions
from mergetui.merge.model import Merged
from mergetui.triage.sides import Sides

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database
    from mergetui.catalog.server import Server

Asked = Literal["type", "using", "default"]

_TABLE = "pg_temp.mergetui_asks"
_SECONDS = 5  # that PostgreSQL may take to plan one expression


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed for a column. ``columns`` are the names and types of the table that holds
    the rows, ``becomes`` is the type of the merged column, ``default`` what a decision says of
    its default: what no decision says goes along with the type."""

    kind: Asked
    text: str
    column: str
    columns: tuple[tuple[str, str], ...]
    becomes: str
    default: str | None = None

    @property
    def of_default(self) -> Question | None:
        """Whether the default that was decided fits the type that was typed."""
        if self.kind != "type" or not self.default:
            return None
        return replace(self, kind="default", text=self.default, becomes=self.text)

    def statements(self, *, altered: bool = True) -> list[str]:
        """To be run on no rows, and rolled back. ``altered``: in the words of ALTER TABLE, which
        takes no subquery where a migration may hold one."""
        listed = ", ".join(f"{quote_ident(name)} {type}" for name, type in self.columns)
        make = f"CREATE TEMPORARY TABLE mergetui_asks ({listed})"
        column = quote_ident(self.column)
        holds = self.column in dict(self.columns)
        alter = f"ALTER TABLE {_TABLE} ALTER COLUMN {column}"
        if self.kind == "default":
            return [
                f"CREATE TEMPORARY TABLE mergetui_asks (c {self.becomes} DEFAULT ({self.text}))"
            ]
        if self.kind == "type":
            cast = [f"{alter} TYPE {self.text} USING {column}::{self.text}"] if holds else []
            return [make, f"SELECT CAST(NULL AS {self.text})", *cast]
        if holds and altered:
            return [make, f"{alter} TYPE {self.becomes} USING ({self.text})"]
        return [make, f"SELECT CAST(({self.text}) AS {self.becomes}) FROM {_TABLE}"]


@dataclass(frozen=True, slots=True)
class Refused:
    """An expression of a decision that PostgreSQL does not take."""

    table: str  # the key in decisions.toml
    column: str
    question: Question
    message: str  # in its own words


async def build(database: Database, sides: Sides) -> tuple[str, ...]:
    """What an expression may name: all that either side defines, in a merge that keeps
    everything; of tables and views only that there are such. Returns the extensions that the
    server lacks."""
    from mergetui.decisions.initial import initial  # noqa: PLC0415
    from mergetui.decisions.model import Sources  # noqa: PLC0415
    from mergetui.merge.compose import compose  # noqa: PLC0415
    from mergetui.proof import copy  # noqa: PLC0415

    remote, local = bare(sides.remote), bare(sides.local)
    decisions = initial(remote, local, Sources(remote="remote", local="local"), "union")
    everything = compose(remote, local, decisions).catalog
    prepared = await copy.prepare(database, (remote, local, everything))
    await copy.build(database, Catalog(), everything, prepared)
    return (*prepared.extensions, *prepared.blind)


def bare(catalog: Catalog) -> Catalog:
    """Types and functions, and tables of mere columns, which those may speak of."""
    tables = {
        name: Table(name=name, columns=tuple(_plain(c) for c in table.columns))
        for name, table in catalog.tables.items()
    }
    return Catalog(
        server_version=catalog.server_version,
        schemas=catalog.schemas,
        extensions=catalog.extensions,
        types=catalog.types,
        base_types=catalog.base_types,
        tables=MappingProxyType(tables),
        functions=catalog.functions,
    )


def _plain(column: Column) -> Column:
    return replace(column, default=None, generated="", identity="")


async def problem(connection: asyncpg.Connection[Any], question: Question) -> str | None:
    """What PostgreSQL has against it, in its own words; None where it takes it."""
    told = await _problem(connection, question)
    if told is None and (default := question.of_default):
        wrong = await _problem(connection, default)
        told = f"the default {question.default} does not fit: {wrong}" if wrong else None
    return told


async def _problem(connection: asyncpg.Connection[Any], question: Question) -> str | None:
    import asyncpg  # noqa: PLC0415

    try:
        try:
            await _try(connection, question.statements())
        except asyncpg.FeatureNotSupportedError:
            await _try(connection, question.statements(altered=False))
    except asyncpg.QueryCanceledError:
        return None  # it took too long to say
    except asyncpg.PostgresError as error:
        told = str(error.args[0])
        hint = getattr(error, "hint", None)
        return f"{told}. {hint}" if hint and question.kind == "default" else told
    return None


async def _try(connection: asyncpg.Connection[Any], statements: Sequence[str]) -> None:
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(f"SET LOCAL statement_timeout = '{_SECONDS}s'")
        for statement in statements:
            await connection.execute(statement)
    finally:
        await transaction.rollback()


def questions(sides: Sides, decisions: Decisions, merged: Merged) -> Iterator[tuple[str, Question]]:
    """(table, question) for all that decisions about columns say as SQL."""
    by_key = {
        side: {name.key: table for name, table in sides.catalog(side).tables.items()}
        for side in ("remote", "local")
    }
    for key, decision in decisions.tables.items():
        side = "remote" if f"remote:{key}" in merged.targets else "local"
        target = merged.targets.get(f"{side}:{key}")
        table = by_key[side].get(key)
        into = merged.catalog.tables.get(target) if target else None
        if table is None or into is None:
            continue
        called = merged.columns.get(f"{side}:{key}", {})
        listed = tuple((c.name, c.type) for c in table.columns)
        for name, said in decision.columns.items():
            column = into.column(called.get(name, said.name or name))
            if column is None:
                continue
            if said.using is not None and side == "remote":
                yield key, Question("using", said.using, name, listed, column.type)
            if said.default:
                yield key, Question("default", said.default, name, (), column.type)


async def refused(
    server: Server, sides: Sides, decisions: Decisions, merged: Merged
) -> list[Refused]:
    """What of the decisions PostgreSQL surely does not take."""
    asked = list(questions(sides, decisions, merged))
    if not asked:
        return []
    async with server.database() as database:
        missing = await build(database, sides)
        connection = await database.connect()
        try:
            found = []
            for key, question in asked:
                message = await problem(connection, question)
                if message and _sure(question, message, missing):
                    found.append(Refused(key, question.column, question, message))
        finally:
            await connection.close()
    told = {(each.table, each.question) for each in found}
    reading = [each for each in asked if each not in told and _reads_tables(each[1])]
    return [*found, *await _refused_by_then(server, reading, sides, merged)]


async def _refused_by_then(
    server: Server,
    asked: Sequence[tuple[str, Question]],
    sides: Sides,
    merged: Merged,
) -> list[Refused]:
    """What speaks of tables or columns that are not there when it runs: by then those that stay
    have the names of the merge, and those that are given up are gone."""
    from mergetui.proof import copy  # noqa: PLC0415

    if not asked:
        return []
    moved = {move.source for move in merged.transition.moves}
    views = {name.name for c in (sides.remote, merged.catalog) for name in c.views}
    waiting = {n: t for n, t in sides.remote.tables.items() if n in moved}
    tables = MappingProxyType({**waiting, **merged.catalog.tables})
    there = bare(replace(merged.catalog, tables=tables))
    found = []
    async with server.database() as database:
        prepared = await copy.prepare(database, (there,))
        await copy.build(database, Catalog(), there, prepared)
        connection = await database.connect()
        try:
            for key, question in asked:
                message = await problem(connection, question)
                reads_view = any(re.search(rf"\b{re.escape(v)}\b", question.text) for v in views)
                if message and _of_names(message) and not reads_view:
                    found.append(Refused(key, question.column, question, message))
        finally:
            await connection.close()
    return found


def _sure(question: Question, message: str, missing: Sequence[str]) -> bool:
    """Whether the migration would be refused for it too: a subquery may speak of tables by the
    names that they have by then, and what an extension brings is not there without it."""
    if _of_names(message) and _reads_tables(question):
        return False
    return not (missing and message.partition(" ")[0] in ("function", "type", "operator"))


def _of_names(message: str) -> bool:
    """Whether PostgreSQL knows no table or column of that name."""
    return message.partition(" ")[0] in ("relation", "column", "missing")


def _reads_tables(question: Question) -> bool:
    return bool(re.search(r"\bselect\b", question.text, re.I))
