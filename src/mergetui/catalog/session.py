"""One session on the scratch database, as the files of a source need it.

What a statement does to its session costs that statement and no other: a session that was ended or
lost is made anew. Invariant: a file begins with the session's own settings, and with the platform's
default privileges where they are to hold.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.catalog.filling import Filling, watched
from mergetui.catalog.platform_grants import TAKE_AND_GIVE, spelled_out, takes_from_platform
from mergetui.catalog.statements import Statement
from mergetui.errors import InputError

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.database import Database

AFRESH = "RESET ALL; RESET ROLE"  # a file does not inherit the settings of the one before
RECOVERING = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between trials to connect again


@dataclass
class Session:
    """``connection`` may be another one after each ``execute``."""

    connection: asyncpg.Connection[Any]
    database: Database
    filling: Filling
    on_platform: bool = False  # the platform's default privileges hold, but for
    dumps: frozenset[str] = frozenset()  # these files, which spell out what they grant
    given_after: str | None = None  # in a dump: what gives again what holds elsewhere

    async def as_on_the_platform(self, statements: Sequence[Statement]) -> None:
        """Where a statement takes something from the platform's roles, they first have it."""
        dumps = spelled_out(statements)
        if takes_from_platform(statements, dumps):
            self.on_platform, self.dumps = True, dumps
            await self.database.give_platform_grants()

    async def begin(self, file: str) -> None:
        """What follows is of this file."""
        await self.execute(AFRESH)
        if self.given_after is not None and file not in self.dumps:
            await self.execute(self.given_after)
            self.given_after = None
        elif self.given_after is None and file in self.dumps and self.on_platform:
            held = await self.connection.fetchrow(TAKE_AND_GIVE)
            await self.execute(held["take"] or AFRESH)
            self.given_after = held["give"] or AFRESH

    async def execute(self, sql: str) -> asyncpg.PostgresError | None:
        """Run; the server's refusal is returned."""
        import asyncpg  # noqa: PLC0415

        try:
            await self.connection.execute(sql)
        except asyncpg.PostgresError as error:
            if self.connection.is_closed():
                await self.reconnect()
                return await self.filling.settle() or error
            return error
        except TimeoutError:
            await self.reconnect()
            return asyncpg.QueryCanceledError("it did not end, and its session was ended")
        except (asyncpg.InterfaceError, OSError) as error:
            await self.reconnect()
            ended = asyncpg.QueryCanceledError(f"it ended its session: {error}")
            return await self.filling.settle() or ended
        except UnicodeError as error:
            return asyncpg.UntranslatableCharacterError(f"it cannot be sent: {error}")
        return None

    async def reconnect(self) -> None:
        """A new session; the server may be busy with starting again after a crash of the old."""
        import asyncpg  # noqa: PLC0415

        self.connection.terminate()
        for pause in (*RECOVERING, None):
            try:
                await self.database.end_sessions()
                self.connection = await self.database.connect()
                return
            except (asyncpg.PostgresError, OSError) as error:
                if pause is None:
                    raise InputError(
                        f"the scratch server was lost to a statement of the source: {error}"
                    ) from None
                await asyncio.sleep(pause)


@asynccontextmanager
async def session_on(database: Database) -> AsyncIterator[Session]:
    async with watched(database) as filling:
        session = Session(await database.connect(), database, filling)
        try:
            yield session
        finally:
            await session.connection.close()
