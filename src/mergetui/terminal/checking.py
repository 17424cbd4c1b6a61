"""What PostgreSQL itself says of an expression or a type, while it is typed.

Asked on a scratch server that starts with the first question, holds everything that both sides
define, and ends with the terminal. Nobody waits for it: the newest question is answered when it
can be, and where no such database can be made, none is.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from textual.message_pump import MessagePump

from mergetui.catalog.model import Catalog, Column, Table
from mergetui.catalog.names import quote_ident
from mergetui.terminal.background import Answered
from mergetui.triage.sides import Sides

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database

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


class Checker:
    """Answers ``receiver`` with ``Answered``; the newest question only."""

    def __init__(self, receiver: MessagePump, sides: Sides) -> None:
        self._receiver = receiver
        self._sides = sides
        self._question: Question | None = None
        self._asking = False
        self._loop = asyncio.new_event_loop()
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._ended = False
        self.failed: Exception | None = None  # why nothing can be asked
        self.thread = threading.Thread(target=self._run, name="checker", daemon=True)

    def ask(self, question: Question) -> None:
        """Have this answered soon."""
        self._question = question
        if not self.thread.ident:
            self.thread.start()
        self._tell(self._news.set)

    @property
    def busy(self) -> bool:
        """Is an answer still to come?"""
        return self.thread.is_alive() and (self._question is not None or self._asking)

    def end(self) -> None:
        """Put the server away; the thread ends when that is done."""
        self._ended = True
        self._tell(lambda: self._task.cancel() if self._task else None)

    def _tell(self, what: Callable[[], Any]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(what)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._main())
        except asyncio.CancelledError:
            pass
        except Exception as error:  # noqa: BLE001 (without answers one decides all the same)
            self.failed = error
        finally:
            self._loop.close()

    async def _main(self) -> None:
        from mergetui.catalog.server import scratch_server  # noqa: PLC0415

        self._task = asyncio.current_task()
        if self._ended:
            return
        async with scratch_server() as server, server.database() as database:
            await build(database, self._sides)
            connection = await database.connect()
            try:
                await self._answer(lambda question: problem(connection, question))
            finally:
                await connection.close(timeout=5)

    async def _answer(self, check: Callable[[Question], Coroutine[Any, Any, str | None]]) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            self._asking = True
            question, self._question = self._question, None
            if question is not None:
                self._receiver.post_message(Answered(question, await check(question)))
            self._asking = False


async def build(database: Database, sides: Sides) -> None:
    """What an expression may name: all that either side defines, in a merge that keeps
    everything; of tables and views only that there are such."""
    from mergetui.decisions.initial import initial  # noqa: PLC0415
    from mergetui.decisions.model import Sources  # noqa: PLC0415
    from mergetui.merge.compose import compose  # noqa: PLC0415
    from mergetui.proof import copy  # noqa: PLC0415

    remote, local = bare(sides.remote), bare(sides.local)
    decisions = initial(remote, local, Sources(remote="remote", local="local"), "union")
    everything = compose(remote, local, decisions).catalog
    prepared = await copy.prepare(database, (remote, local, everything))
    await copy.build(database, Catalog(), everything, prepared)


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
