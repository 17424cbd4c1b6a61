"""Bodies of SQL functions after a migration. PostgreSQL looks at a body that is given as text when
it runs, so a migration goes through over one that no longer fits; its own validator is asked here.

Source: CREATE FUNCTION and check_function_bodies in the PostgreSQL manual. What PL/pgSQL will find
when it runs is known to nobody before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncpg

_BODIES = """
SELECT p.oid, p.oid::regprocedure::text AS signature
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname = 'sql'
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
ORDER BY signature
"""


async def refused(connection: asyncpg.Connection[Any]) -> Mapping[str, str]:
    """What PostgreSQL has against the bodies of SQL functions, by their signatures."""
    import asyncpg  # noqa: PLC0415

    found = {}
    async with connection.transaction():
        await connection.execute("SET LOCAL check_function_bodies = on")
        for row in await connection.fetch(_BODIES):
            try:
                async with connection.transaction():
                    await connection.fetch("SELECT pg_catalog.fmgr_sql_validator($1)", row["oid"])
            except asyncpg.PostgresError as error:
                found[row["signature"]] = str(error).splitlines()[0]
    return found
