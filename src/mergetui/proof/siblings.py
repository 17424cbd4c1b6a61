"""Rows that point at those of a partition which the migration drops, or lets go.

PostgreSQL lets no partition go whose rows others point at: that is for the question above the
statement, not for the proof. So these rows point at siblings of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mergetui.catalog.model import Catalog, ForeignKey, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.migration.tables import above
from mergetui.proof.keys import Keys

if TYPE_CHECKING:
    from typing import Any

    import asyncpg


@dataclass(frozen=True, slots=True)
class Pointing:
    """A foreign key onto a partitioned table, and the partitions that leave it."""

    table: Table
    key: ForeignKey
    leaving: tuple[Name, ...]

    async def turn(self, connection: asyncpg.Connection[Any]) -> bool:
        """Point at rows of partitions that stay, or at nothing; whether rows had to go for that.
        Raises asyncpg.PostgresError where a row can do neither."""
        import asyncpg  # noqa: PLC0415

        columns = ", ".join(map(quote_ident, self.key.columns))
        nothing = ", ".join(f"{quote_ident(c)} = NULL" for c in self.key.columns)
        at, where = self.table.name.sql, f"({columns}) IN ({self._left()})"
        for sql in (self._elsewhere(), f"UPDATE {at} SET {nothing} WHERE {where}"):
            try:
                async with connection.transaction():
                    await connection.execute(sql)
            except asyncpg.PostgresError:
                continue  # a key or a check of the table's own
            if not await connection.fetchval(f"SELECT EXISTS (SELECT FROM {at} WHERE {where})"):
                return False
        await connection.execute(f"DELETE FROM {at} WHERE {where}")
        return True

    def _left(self) -> str:
        refs = ", ".join(map(quote_ident, self.key.ref_columns))
        return " UNION ALL ".join(f"SELECT {refs} FROM ONLY {name.sql}" for name in self.leaving)

    def _elsewhere(self) -> str:
        at, refs = self.table.name.sql, ", ".join(map(quote_ident, self.key.ref_columns))
        columns = ", ".join(map(quote_ident, self.key.columns))
        values = ", ".join(f"s.{quote_ident(c)}" for c in self.key.ref_columns)
        oids = ", ".join(f"'{name.sql}'::regclass" for name in self.leaving)
        return (
            f"UPDATE {at} t SET ({columns}) = ROW({values}) FROM ("
            f"SELECT tableoid AS of, ctid AS row, row_number() OVER (ORDER BY tableoid, ctid) AS n"
            f" FROM {at} WHERE ({columns}) IN ({self._left()})) p, ("
            f"SELECT {refs}, row_number() OVER (ORDER BY tableoid, ctid) AS n, count(*) OVER () AS"
            f" every FROM {self.key.references.sql} WHERE tableoid NOT IN ({oids})) s"
            " WHERE t.tableoid = p.of AND t.ctid = p.row AND s.n = 1 + (p.n - 1) % s.every"
        )


def pointing_at_what_leaves(remote: Catalog, merged: Catalog, keys: Keys) -> Iterator[Pointing]:
    """The foreign keys of the remote whose rows may point at partitions that leave."""
    for table in remote.tables.values():
        for key in table.foreign_keys:
            becomes = keys.target(key.references)
            if becomes is None or key.references not in remote.tables:
                continue
            leaving = tuple(
                part.name
                for part in remote.tables.values()
                if part.partition_key is None
                and key.references in above(part, remote)
                and not _stays(part, becomes, merged, keys)
            )
            if leaving:
                yield Pointing(table, key, leaving)


def _stays(part: Table, whole: Name, merged: Catalog, keys: Keys) -> bool:
    """Whether a partition is one of that table afterwards; where the table is partitioned no more,
    its rows are in it."""
    becomes = keys.target(part.name)
    if becomes is None:
        return False
    return merged.tables[whole].partition_key is None or whole in above(
        merged.tables[becomes], merged
    )
