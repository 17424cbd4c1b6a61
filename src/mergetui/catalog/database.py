"""A scratch database, and how a server is reached as one of its two roles.

Invariant: what a source brings runs as the loader, which owns the database and is no superuser; the
superuser does what takes one, and only what is written here.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.catalog.platform import HARMLESS

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.server import Server

COMMAND_TIMEOUT = 90  # seconds, on our side: a migration may set the server's to none
SETUP = ("SET client_min_messages = warning", "SET TimeZone = 'UTC'")


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach a server as one role. ``options`` goes to asyncpg as it is (TLS and so on)."""

    url: str | None  # a user's server; None for the embedded one
    host: str = ""
    port: int = 5432
    user: str = "postgres"
    password: str | None = None

    async def connect(self, database: str) -> asyncpg.Connection[Any]:
        import asyncpg  # noqa: PLC0415

        arguments: dict[str, Any] = {"user": self.user, "database": database}
        if self.password is not None:
            arguments["password"] = self.password
        if self.url is None:
            arguments |= {"host": self.host, "port": self.port}
        else:
            from mergetui.catalog.live import arguments as of_url  # noqa: PLC0415

            arguments = of_url(self.url) | arguments
        return await asyncpg.connect(
            command_timeout=COMMAND_TIMEOUT,
            statement_cache_size=0,
            **arguments,
        )

    def dsn(self, database: str) -> str:
        from urllib.parse import quote, urlsplit, urlunsplit  # noqa: PLC0415

        who = quote(self.user, safe="")
        if self.password is not None:
            who += ":" + quote(self.password, safe="")
        if self.url is None:
            host = quote(self.host, safe="")
            return f"postgresql://{who}@/{database}?host={host}&port={self.port}"
        from mergetui.catalog.live import for_libpq  # noqa: PLC0415

        parts = urlsplit(self.url)
        query, _ = for_libpq(self.url)
        netloc = who + "@" + parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, netloc, f"/{database}", query, ""))


@dataclass(frozen=True, slots=True)
class Database:
    """A scratch database. ``connect()`` is a role that owns it and is no superuser."""

    name: str
    server: Server

    @property
    def dsn(self) -> str:
        return self.server.loader.dsn(self.name)

    async def connect(self) -> asyncpg.Connection[Any]:
        """A new connection with Supabase's search_path; the caller closes it."""
        connection = await self.server.loader.connect(self.name)
        for statement in SETUP:
            await connection.execute(statement)
        return connection

    async def end_sessions(self) -> None:
        """End the loader's sessions; one that catches its timeout would run on."""
        connection = await self.server.admin.connect(self.server.maintenance)
        try:
            await connection.execute(
                "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                f" WHERE datname = {quote_literal(self.name)}"
            )
        finally:
            await connection.close()

    async def look_in(self, schemas: Iterable[str]) -> None:
        """New connections look for a name without a schema there too. ``schemas`` are quoted."""
        path = ", ".join(['"$user"', "public", "extensions", *schemas])
        connection = await self.server.admin.connect(self.server.maintenance)
        try:
            await connection.execute(f"ALTER DATABASE {self.name} SET search_path = {path}")
        finally:
            await connection.close()

    async def ensure_roles(self, names: Iterable[str]) -> None:
        """Make the roles that a grant or a policy names, where they are missing."""
        await self.server.ensure_roles(names)

    async def ensure_extension(self, name: str, schema: str | None = None) -> None:
        """Install an extension, or move it into ``schema``; as the superuser, since a few are not
        trusted. Raises asyncpg.PostgresError where the server has no such extension, and for one
        that could reach outside of the database (dblink, a language of the system's)."""
        import asyncpg  # noqa: PLC0415

        connection = await self.server.admin.connect(self.name)
        try:
            there = await connection.fetchval(
                "SELECT n.nspname FROM pg_catalog.pg_extension e"
                " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE extname = $1",
                name,
            )
            if there is None and name not in HARMLESS and not await _trusted(connection, name):
                raise asyncpg.InsufficientPrivilegeError(
                    f'extension "{name}" may reach outside of the scratch database'
                )
            extension = quote_ident(name)
            if schema is not None:
                await connection.execute(
                    f"CREATE SCHEMA IF NOT EXISTS {quote_ident(schema)}"
                    f" AUTHORIZATION {quote_ident(self.server.loader.user)}"
                )
            if there is None:
                where = "" if schema is None else f" SCHEMA {quote_ident(schema)}"
                await connection.execute(f"CREATE EXTENSION {extension}{where} CASCADE")
                # so that a migration may drop it, for which there is no ALTER EXTENSION; what it
                # is made of stays the superuser's
                await connection.execute(
                    "UPDATE pg_catalog.pg_extension SET extowner = (SELECT oid"
                    " FROM pg_catalog.pg_roles WHERE rolname = $1) WHERE extname = $2",
                    self.server.loader.user,
                    name,
                )
            elif schema is not None and there != schema:
                with suppress(asyncpg.FeatureNotSupportedError):  # it has schemas of its own
                    await connection.execute(
                        f"ALTER EXTENSION {extension} SET SCHEMA {quote_ident(schema)}"
                    )
        finally:
            await connection.close()

    async def give_platform_grants(self) -> None:
        """From now on new objects in public are the platform's roles' too, as on the platform."""
        from mergetui.catalog.platform_grants import GRANTING, giving  # noqa: PLC0415

        connection = await self.server.admin.connect(self.name)
        try:
            await connection.execute(giving((GRANTING, self.server.loader.user)))
        finally:
            await connection.close()

    async def dump(self) -> str:
        """What ``pg_dump --schema-only`` says of the user's objects, without its remarks."""
        text = await asyncio.to_thread(self.server.pg_dump, self.name)
        text = re.sub(r"(?m)^\\(un)?restrict .*\n", "", text)
        text = re.sub(r"(?m)^--\n(-- (?!$).*\n)+--\n", "", text)
        text = re.sub(r"(?m)^-- Dumped (from|by) .*\n", "", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


async def _trusted(connection: asyncpg.Connection[Any], extension: str) -> bool:
    """PostgreSQL lets anyone install it; true of one that is not there at all, so that CREATE
    EXTENSION says so."""
    return bool(
        await connection.fetchval(
            "SELECT coalesce(bool_or(trusted), true)"
            " FROM pg_catalog.pg_available_extension_versions WHERE name = $1",
            extension,
        )
    )
