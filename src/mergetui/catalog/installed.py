"""The extensions that a source asks for.

Invariant: each one that a statement names is in the catalog that is read, also where the platform
has it anyway, and where the server has it not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mergetui.catalog import ddl
from mergetui.catalog.model import Extension
from mergetui.catalog.platform import PLATFORM_EXTENSIONS

if TYPE_CHECKING:
    import asyncpg

    from mergetui.catalog.session import Session
    from mergetui.catalog.statements import Statement


@dataclass
class Installed:
    """Those of one run."""

    session: Session
    named: set[str] = field(default_factory=set)
    unavailable: dict[str, Extension] = field(default_factory=dict)

    async def install(self, statement: Statement) -> asyncpg.PostgresError | None:
        """Install what CREATE EXTENSION names. The server's refusal is returned; then it is kept by
        its name, unless it is the platform's."""
        import asyncpg  # noqa: PLC0415

        name = statement.node.extname
        schema = ddl.option(statement, "schema")
        try:
            await self.session.database.ensure_extension(name, schema)
        except asyncpg.PostgresError as error:
            if name not in PLATFORM_EXTENSIONS:
                current = "SELECT pg_catalog.current_schema()"
                schema = schema or await self.session.connection.fetchval(current) or "public"
                self.unavailable[name] = Extension(name=name, schema=schema)
            return error
        self.named.add(name)
        return None

    async def all(self) -> dict[str, Extension]:
        rows = await self.session.connection.fetch(
            "SELECT extname, nspname FROM pg_catalog.pg_extension"
            " JOIN pg_catalog.pg_namespace n ON n.oid = extnamespace"
            " WHERE extname <> 'plpgsql' AND extname = ANY ($1)",
            sorted(self.named),
        )
        found = {r["extname"]: Extension(name=r["extname"], schema=r["nspname"]) for r in rows}
        return self.unavailable | found

    async def jobs(self) -> int:
        """What pg_cron was told to run is rows, and no merge carries it over."""
        connection = self.session.connection
        if not await connection.fetchval("SELECT pg_catalog.to_regclass('cron.job') IS NOT NULL"):
            return 0
        return int(await connection.fetchval("SELECT count(*) FROM cron.job"))
