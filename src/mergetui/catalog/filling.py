"""Ends what fills the disk of the scratch server.

Invariant: a scratch database stays under ``FULL``, but for what is written between two looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from mergetui.errors import InputError

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database

FULL = 1 << 30  # bytes; a database of 500 empty tables takes 30 MB
LOOK = 1.0  # seconds between two looks


class Filling:
    """How full a scratch database is. ``ended`` says that sessions were ended for that."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.ended = False

    async def size(self) -> int:
        connection = await self.database.server.admin.connect(self.database.name)
        try:
            query = "SELECT pg_catalog.pg_database_size(pg_catalog.current_database())"
            return int(await connection.fetchval(query))
        finally:
            await connection.close()

    async def look(self) -> None:
        """Every now and then; what a statement wrote goes with its session."""
        import asyncpg  # noqa: PLC0415

        while True:
            await asyncio.sleep(LOOK)
            # a server that was lost is told by whoever uses it
            with suppress(asyncpg.PostgresError, OSError):
                if await self.size() > FULL:
                    self.ended = True
                    await self.database.end_sessions()

    async def settle(self) -> asyncpg.PostgresError | None:
        """What the ended session's statement is told, if it was ended for this. Raises InputError
        where many statements wrote it, so that nothing is gained by it."""
        import asyncpg  # noqa: PLC0415

        if not self.ended:
            return None
        self.ended = False
        if await self.size() > FULL // 2:  # what went with the session was the smaller part
            raise InputError(
                f"the source fills more than {FULL >> 20} MB of the scratch server. Rows are not"
                " needed to read a schema: leave the files that make them out of the source."
            )
        return asyncpg.DiskFullError(f"it fills more than {FULL >> 20} MB of the scratch server")


@asynccontextmanager
async def watched(database: Database) -> AsyncIterator[Filling]:
    filling = Filling(database)
    task = asyncio.create_task(filling.look())
    try:
        yield filling
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
