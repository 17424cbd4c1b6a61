"""What a file of the migration did while it ran: how long it took, which locks it held when it was
done, and which tables it wrote anew.

The invariant: a table whose storage is another one afterwards was written anew, whatever the
compiler says of it; where no statement announced that, the proof fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.catalog.model import Catalog
from mergetui.catalog.names import Name
from mergetui.migration.model import Migration

if TYPE_CHECKING:
    import asyncpg

Storage = Mapping[int, tuple[Name, int]]  # oid of a table -> its name and its file

# How strong a lock is, as the chapter "Explicit Locking" lists them.
_MODES = (
    "AccessExclusiveLock",
    "ExclusiveLock",
    "ShareRowExclusiveLock",
    "ShareLock",
    "ShareUpdateExclusiveLock",
    "RowExclusiveLock",
)
_HELD = """
SELECT l.relation::regclass::text AS table, array_agg(DISTINCT l.mode) AS modes
FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation
WHERE l.pid = pg_catalog.pg_backend_pid() AND c.relkind IN ('r', 'p')
    AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
GROUP BY l.relation
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One file, run. ``locks`` counts tables by the strongest lock that was held on each when the
    last statement was done."""

    name: str
    seconds: float
    locks: Mapping[str, int]

    def json(self) -> dict[str, Any]:
        return {"name": self.name, "seconds": round(self.seconds, 2), "locks": dict(self.locks)}


async def locks(connection: asyncpg.Connection[Any]) -> dict[str, int]:
    """The locks on tables that the open transaction holds, strongest first."""
    held: Counter[str] = Counter()
    for record in await connection.fetch(_HELD):
        mode = next((m for m in _MODES if m in record["modes"]), None)
        if mode is not None:
            held[mode] += 1
    return {mode: held[mode] for mode in _MODES if held[mode]}


async def storage(connection: asyncpg.Connection[Any]) -> Storage:
    """Which file each table is stored in."""
    records = await connection.fetch(
        "SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name,"
        " pg_catalog.pg_relation_filenode(c.oid) AS file"
        " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%'"
    )
    return {r["oid"]: (Name(r["schema"], r["name"]), r["file"]) for r in records}


def unannounced(
    before: Storage,
    after: Storage,
    migration: Migration,
    remote: Catalog,
    renamed: Mapping[Name, Name],
) -> list[str]:
    """Tables that were written anew though no statement says so. What is said of a table holds for
    its partitions and children."""
    said = {s.object for s, h in migration.hazards if h.kind == "table-rewrite"}
    sentences = []
    for oid, (name, file) in sorted(after.items(), key=lambda item: item[1][0]):
        was = before.get(oid)
        if was is None or was[1] == file:
            continue
        names, pending = {was[0], name}, [was[0]]
        while pending:
            table = remote.tables.get(pending.pop())
            above = (table.partition_of, *table.inherits) if table else ()
            found = {p for p in above if p is not None} - names
            names |= found
            pending += found
        names |= {renamed.get(n, n) for n in names}
        if not any(f"table {n.sql}" in said for n in names):
            sentences.append(f"{name.key} was written anew, which no statement announces")
    return sentences
