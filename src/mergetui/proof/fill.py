"""Values for columns that a migration binds to NOT NULL and that the rows of the remote lack.

Where a decision takes the local's definition of such a column and gives it neither a default nor an
expression, only an empty table passes. The proof has rows everywhere, so it fills the column
itself, just before the statement that binds it, and says of each that its values are made up. The
invariant: nothing else of a row changes, and what is filled is never called proved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from mergetui.catalog.model import Column, Domain, Table
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.migration.not_null import bind
from mergetui.proof.becoming import Broken
from mergetui.proof.fit import combinations, grouped
from mergetui.proof.keys import ROWS
from mergetui.proof.named import named_values
from mergetui.proof.seed import Seeder

if TYPE_CHECKING:
    import asyncpg

_TRIES = 300
_ROWS = ROWS * 8  # a partitioned table has the rows of all its partitions

Choice = tuple[str, ...]  # the values of a column, row by row and then from the start


@dataclass(frozen=True, slots=True)
class Fill:
    """The columns of one table, under its name after the migration."""

    table: Table
    choices: Mapping[str, Sequence[Choice]]  # the first one is tried first

    async def run(self, connection: asyncpg.Connection[Any]) -> None:
        """Fill the columns, those that share checks of the merged table together. Raises
        asyncpg.PostgresError where not even the last values fit."""
        quiet, loud = await self._still(connection)
        for statement in quiet:
            await connection.execute(statement)
        groups = list(grouped(self.choices, (c.expression for c in self.table.checks)))
        shared = {name for names, _ in groups for name in names}
        alone: list[tuple[list[str], list[str]]] = [
            ([n], []) for n in self.choices if n not in shared
        ]
        for names, checks in (*groups, *alone):
            await self._fill(connection, names, checks)
        for statement in loud:
            await connection.execute(statement)

    async def _fill(
        self, connection: asyncpg.Connection[Any], names: Sequence[str], checks: Sequence[str]
    ) -> None:
        """The first values that the columns' types and checks take."""
        import asyncpg  # noqa: PLC0415

        refused: asyncpg.PostgresError | None = None
        for values in islice(combinations([self.choices[n] for n in names]), _TRIES):
            try:
                async with connection.transaction():
                    await connection.execute(self._update(dict(zip(names, values, strict=True))))
                    if await self._broken(connection, checks):
                        raise Broken
            except asyncpg.PostgresError as error:
                refused = error
            except Broken:
                refused = None
            else:
                return
        if refused is not None:
            raise refused

    def _update(self, values: Mapping[str, Choice]) -> str:
        kinds = {c.name: c.type for c in self.table.columns}
        given = []
        for name, choice in values.items():
            listed = ", ".join(quote_literal(v).lstrip() for v in choice)
            value = f"(ARRAY[{listed}]::text[])[1 + (r.n - 1) % {len(choice)}]"
            given.append(f"{quote_ident(name)} = ({value})::{kinds[name]}")
        at = self.table.name.sql
        return (
            f"UPDATE {at} t SET {', '.join(given)} FROM (SELECT tableoid, ctid,"
            f" row_number() OVER (ORDER BY tableoid, ctid) AS n FROM {at}) r"
            " WHERE t.tableoid = r.tableoid AND t.ctid = r.ctid"
        )

    async def _broken(self, connection: asyncpg.Connection[Any], checks: Sequence[str]) -> bool:
        """Whether a check of the merged schema refuses the rows, as far as it can be asked yet."""
        import asyncpg  # noqa: PLC0415

        for check in checks:
            asked = f"SELECT EXISTS (SELECT FROM {self.table.name.sql} WHERE NOT ({check}))"
            try:
                async with connection.transaction():
                    if await connection.fetchval(asked):
                        return True
            except asyncpg.PostgresError:
                continue  # a column or function that is made further down
        return False

    async def _still(self, connection: asyncpg.Connection[Any]) -> tuple[list[str], list[str]]:
        """Statements that keep triggers and forced row level security off meanwhile."""
        at = self.table.name.sql
        states = {"O": "ENABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}
        triggers = await connection.fetch(
            "SELECT tgname::text AS name, tgenabled::text AS state FROM pg_catalog.pg_trigger"
            " WHERE tgrelid = $1::text::regclass AND NOT tgisinternal AND tgenabled <> 'D'"
            " AND tgparentid = 0",
            at,
        )
        quiet = [f"ALTER TABLE {at} DISABLE TRIGGER {quote_ident(t['name'])}" for t in triggers]
        loud = [
            f"ALTER TABLE {at} {states[t['state']]} TRIGGER {quote_ident(t['name'])}"
            for t in triggers
        ]
        forced = await connection.fetchval(
            "SELECT relforcerowsecurity FROM pg_catalog.pg_class WHERE oid = $1::text::regclass", at
        )
        if forced:
            quiet.append(f"ALTER TABLE {at} NO FORCE ROW LEVEL SECURITY")
            loud.append(f"ALTER TABLE {at} FORCE ROW LEVEL SECURITY")
        return quiet, loud


class Fills:
    """What has to be filled in one migration."""

    def __init__(self, seeder: Seeder) -> None:
        self._fills: dict[Name, Fill] = {}
        self.unproven: list[str] = []
        self._binding: dict[str, Name] = {}  # statement -> the table to fill before it
        for source, columns in seeder.made_up().items():
            target = seeder.keys.target(source)
            assert target is not None  # it has columns then
            table = seeder.merged.catalog.tables[target]
            choices = {c.name: _choices(seeder, source, table, c) for c in columns}
            self._fills[table.name] = Fill(table, choices)
            for column in columns:
                self.unproven.append(
                    f"{table.name.key}.{column.name} NOT NULL: proved with values made up by the"
                    " proof; rows of the remote have none"
                )
                self._binding[bind(table, column)[0].sql] = table.name

    def before(self, statements: Sequence[str]) -> dict[int, Fill]:
        """Which fill comes before which of the statements: the first that binds a column of the
        table."""
        found: dict[int, Fill] = {}
        done: set[Name] = set()
        for number, sql in enumerate(statements):
            name = self._binding.get(sql)
            if name is not None and name not in done:
                found[number] = self._fills[name]
                done.add(name)
        return found


def _choices(seeder: Seeder, source: Name, table: Table, column: Column) -> list[Choice]:
    made = [seeder.made_value(source, column, number) for number in range(_ROWS)]
    first = tuple(v for v in made if v is not None)
    kind = seeder.new_types.get(column.type)
    texts = [c.expression for c in table.checks if column.name in c.expression]
    texts += [c.expression for c in kind.checks] if isinstance(kind, Domain) else []
    if not texts or seeder.is_key(source, column):
        return [first]
    return [first, *((v,) for v in named_values(" ".join(texts)))]
