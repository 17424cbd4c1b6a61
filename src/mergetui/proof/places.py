"""Whether the partitions of the merged schema take the rows that go into them.

Asked of the server: partitions of the same bounds are made for a moment, in the savepoint that is
rolled back, of nothing but the columns of the partition keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mergetui.catalog.model import Column, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.partitions import parts_by_table, takes_all
from mergetui.proof.fit import names

if TYPE_CHECKING:
    import asyncpg


class Places:
    """``tables`` are those of the merged schema."""

    def __init__(self, tables: Mapping[Name, Table]) -> None:
        self._parts = parts_by_table(tables)

    def bounded(self, table: Table) -> bool:
        """Whether there may be rows that no partition is for."""
        return not takes_all(table, self._parts)

    async def try_rows(
        self, connection: asyncpg.Connection[Any], new: Table, values: Mapping[str, str], rows: str
    ) -> None:
        """Put rows into partitions like those of ``new``. ``values`` are expressions for its
        columns over the table ``rows``. Raises asyncpg.PostgresError where no partition is for one,
        or where that cannot be asked."""
        await self._make(connection, new)
        given = ", ".join(f"({values.get(c.name, 'NULL')})::{c.type}" for c in self._columns(new))
        await connection.execute(f"INSERT INTO taken SELECT {given} FROM {rows}")
        await connection.execute("DROP TABLE taken")

    async def try_own_rows(
        self,
        connection: asyncpg.Connection[Any],
        parent: Table,
        part: Table,
        values: Mapping[str, str],
        rows: str,
    ) -> None:
        """Likewise, into a partition like this one."""
        await self._make(connection, parent)
        called = next(n for n, p, _ in self._below(parent, "taken") if p.name == part.name)
        columns = self._columns(parent)
        given = ", ".join(f"({values.get(c.name, 'NULL')})::{c.type}" for c in columns)
        await connection.execute(f"INSERT INTO {called} SELECT {given} FROM {rows}")
        await connection.execute("DROP TABLE taken")

    async def bounds(self, connection: asyncpg.Connection[Any], new: Table) -> str:
        """What a row must hold so that a partition is for it, in PostgreSQL's words. Raises
        asyncpg.PostgresError where that cannot be asked."""
        leaves = await self._make(connection, new)
        asked = "SELECT pg_catalog.pg_get_partition_constraintdef(('pg_temp.' || $1)::regclass)"
        texts = [await connection.fetchval(asked, leaf) for leaf in leaves]
        await connection.execute("DROP TABLE taken")
        return " OR ".join(f"({text})" for text in texts if text)

    async def own_bounds(
        self, connection: asyncpg.Connection[Any], parent: Table, part: Table
    ) -> str:
        """What a row must hold to stay in this partition, likewise; empty where any may."""
        await self._make(connection, parent)
        called = next(n for n, p, _ in self._below(parent, "taken") if p.name == part.name)
        asked = "SELECT pg_catalog.pg_get_partition_constraintdef(('pg_temp.' || $1)::regclass)"
        text = await connection.fetchval(asked, called)
        await connection.execute("DROP TABLE taken")
        return f"({text})" if text else ""

    async def _make(self, connection: asyncpg.Connection[Any], new: Table) -> list[str]:
        """Make the partitions; returns what those are called that hold rows."""
        listed = ", ".join(f"{quote_ident(c.name)} {c.type}" for c in self._columns(new))
        split = f" PARTITION BY {new.partition_key}"
        await connection.execute(f"CREATE TEMP TABLE taken ({listed}){split}")
        leaves = []
        for name, part, sql in self._below(new, "taken"):
            await connection.execute(sql)
            leaves += [name] if part.partition_key is None else []
        return leaves

    def _columns(self, table: Table) -> list[Column]:
        keys = " ".join(self._keys(table))
        return [c for c in table.columns if names(keys, c.name)]

    def _keys(self, table: Table) -> Iterator[str]:
        if table.partition_key is not None:
            yield table.partition_key
            for part in self._parts.get(table.name, ()):
                yield from self._keys(part)

    def _below(self, table: Table, called: str) -> Iterator[tuple[str, Table, str]]:
        for number, part in enumerate(self._parts.get(table.name, ())):
            name = f"{called}_{number}"
            split = f" PARTITION BY {part.partition_key}" if part.partition_key else ""
            yield name, part, f"CREATE TEMP TABLE {name} PARTITION OF {called} {part.bound}{split}"
            yield from self._below(part, name)
