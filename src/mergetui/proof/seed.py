"""Rows in every table of a copy, before its foreign keys are there.

Each row is tried first with nasty values, then with plain ones, then with what the checks of its
table name. The invariant: what could not come in is named, and nothing that came in points at it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from mergetui.catalog.model import Catalog, Column, Domain, Enum, Table, Type
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.merge.model import Merged
from mergetui.proof.agreed import Member, agreed
from mergetui.proof.becoming import Broken, asked_by_domains, asked_of
from mergetui.proof.fit import FOUND, Open, Row, fitting, names
from mergetui.proof.keys import ROWS, At, unique_of
from mergetui.proof.named import alike
from mergetui.proof.planned import NUMBERS, Planned
from mergetui.proof.siblings import pointing_at_what_leaves

if TYPE_CHECKING:
    import asyncpg

_MORE = 5  # times as many combinations are looked at for rows that are moved
_NASTY_TRIES = 12  # of candidates for a row that may be nasty in part


class Seeder(Planned):
    """Inserts the rows of one copy of the remote."""

    def __init__(self, remote: Catalog, merged: Merged, stood_in: Iterable[Name] = ()) -> None:
        """``stood_in``: types whose stand-ins take any text."""
        super().__init__(remote, merged, stood_in)
        self.unproven = [
            f"values of {at[0].key}.{at[1]}: afterwards it points at {ref.key}, which is new and"
            " has no rows yet"
            for at, ref in self.keys.empty.items()
            if at not in self.keys.made
        ]
        self._short: set[Name] = set()  # tables that have not all of their rows
        self._empty: set[Name] = set()  # tables that were emptied again

    def made_up(self) -> dict[Name, list[Column]]:
        """The columns that get values which the proof makes up, by the remote's name of their
        table; only of tables that have rows."""
        found: dict[Name, list[Column]] = {}
        for at, column in self.keys.made.items():
            if at[0] not in self._empty and not self.barred(self.remote.tables[at[0]]):
                found.setdefault(at[0], []).append(column)
        return found

    async def agree(self, connection: asyncpg.Connection[Any]) -> None:
        """Find values for the columns that foreign keys tie, which all of their checks take."""
        members: dict[At, list[Member]] = defaultdict(list)
        room: dict[At, list[At]] = defaultdict(list)
        for at, root in self.keys.roots.items():
            table = self.remote.tables.get(at[0])
            column = table.column(at[1]) if table else None
            if table is None or column is None:
                continue
            room[root].append(at)
            base, kind = self._base(column)
            others = [c.name for c in table.columns if c is not column]
            alone = tuple(
                check
                for check in (
                    *asked_of(table),
                    *self.becoming.checks(table),
                    *asked_by_domains([column], self.types),
                )
                if names(check, column.name) and not any(names(check, c) for c in others)
            )
            if alone and not isinstance(kind, Enum) and not self._mixed(root):
                members[root].append(Member(column.name, base, alone))
        plain: dict[At, list[str]] = {}
        for root in members:
            at = room[root][0]
            column = self.remote.tables[at[0]].column(at[1])
            assert column is not None
            last = max(n + self.keys.offset(c) for c in room[root] for n in self.keys.numbers(c[0]))
            first = -self.keys.offset(at)
            values = [self.shared(at, column, first + number) for number in range(last + 1)]
            plain[root] = [v for v in values if v is not None]
        self.agreed = await agreed(connection, members, plain)

    def _mixed(self, root: At) -> bool:
        """Whether a value of one column of a class may be none of another's type."""
        kinds = self.keys.kinds[root]
        return bool(kinds & {"uuid", *NUMBERS}) and not (len(kinds) == 1 or kinds <= NUMBERS)

    async def seed(self, connection: asyncpg.Connection[Any], table: Table) -> int:
        """Insert rows; returns how many came in. What could not be is named in ``unproven``."""
        import asyncpg  # noqa: PLC0415

        if barred := self.barred(table):
            self._short.add(table.name)
            self.unproven.append(f"rows of {table.name.key}: none can be, since {barred}")
            return 0
        tries = [(True, False), (False, False), (False, True)]
        for nasty, meeting in tries[table.name in self.becoming.shown :]:
            try:
                async with connection.transaction():
                    rows = self.rows(table, nasty=nasty, meeting=meeting)
                    await connection.execute(insert(table, rows))
                    await self.becoming.hold(connection, table)
                return len(rows)
            except (asyncpg.PostgresError, Broken):
                continue
        count, reason = 0, ""
        opened = self._open(table)
        checks = await self._checks(connection, table)
        shift = self.keys.shift(table.name)
        fits = await fitting(connection, opened, checks, _MORE * FOUND if shift else FOUND)
        if shift:
            fits = [_of_its_own(opened, group, shift) for group in fits]
        nasty_rows = self.rows(table, nasty=table.name not in self.becoming.shown)
        met = self.rows(table, nasty=False, meeting=True)
        for number, row in enumerate(self.rows(table, nasty=False)):
            # what a check does not speak of can be nasty still
            nasty_ones = self._candidates(table, nasty_rows[number], number, fits)
            plain_ones = self._candidates(table, row, number, fits)
            met_ones = (
                self._candidates(table, met[number], number, fits) if row != met[number] else ()
            )
            candidates = chain(islice(nasty_ones, _NASTY_TRIES), plain_ones, met_ones)
            done, said = await self._one(connection, table, candidates)
            count, reason = count + done, said or reason
        if count < (wanted := len(nasty_rows)):
            self._short.add(table.name)
            if count == 0 or count < _room(table, fits, wanted):
                self.unproven.append(
                    f"rows of {table.name.key}: {count} of {wanted} could be made ({reason})"
                )
        return count

    async def mend(self, connection: asyncpg.Connection[Any]) -> None:
        """Rows that point at rows which could not be made point at nothing, or go; those that
        point at rows of a partition which leaves do so at others."""
        for pointing in pointing_at_what_leaves(self.remote, self.merged.catalog, self.keys):
            if await pointing.turn(connection):
                self._short.add(pointing.table.name)
                self.unproven.append(
                    f"rows of {pointing.table.name.key}: not all can point at partitions of"
                    f" {pointing.key.references.key} that stay"
                )
        changed = True
        while changed:
            changed = False
            for at, found in self.keys.points.items():
                if at in self.keys.made and found[0] in self._short and at[0] not in self._empty:
                    changed = True
                    await self._give_up(connection, at, found[0])
            for name, columns, ref, ref_columns in self.keys.edges:
                if name not in self.remote.tables:
                    continue
                computed = self._computed(ref, ref_columns) or self._computed(name, columns)
                # the columns of one that has several take their values each for itself
                if computed or len(columns) > 1 or ref in self._lacking():
                    changed |= await self._mend_key(connection, name, columns, ref, ref_columns)

    def _lacking(self) -> set[Name]:
        """Those that are short, and what their partitions are a part of."""
        return self._short | {above for name in self._short for above in self.keys.above(name)}

    def _computed(self, name: Name, columns: tuple[str, ...]) -> bool:
        """Whether the server made the values of a key, which then are not those of its class."""
        table = self.remote.tables.get(name)
        found = [table.column(c) for c in columns] if table else []
        return any(c is not None and c.generated for c in found)

    async def _give_up(self, connection: asyncpg.Connection[Any], at: At, ref: Name) -> None:
        """Rows without a value for a new column that must point at rows which are not there."""
        self._empty.add(at[0])
        self._short.add(at[0])
        await connection.execute(f"DELETE FROM {at[0].sql}")
        self.unproven.append(
            f"rows of {at[0].key}: none can be, since {self.keys.made[at].name} is new and NOT NULL"
            f" and points at {ref.key}, of which not all rows could be made"
        )

    async def _mend_key(
        self,
        connection: asyncpg.Connection[Any],
        name: Name,
        columns: tuple[str, ...],
        ref: Name,
        ref_columns: tuple[str, ...],
    ) -> bool:
        import asyncpg  # noqa: PLC0415

        table = self.remote.tables[name]
        pairs = [
            (quote_ident(a), quote_ident(b)) for a, b in zip(columns, ref_columns, strict=True)
        ]
        present = " AND ".join(f"t.{a} IS NOT NULL" for a, _ in pairs)
        joined = " AND ".join(f"r.{b}::text = t.{a}::text" for a, b in pairs)
        there = self.remote.tables.get(ref)
        # a key points at rows of the table itself, and not at those of what inherits from it
        only = "" if there is None or there.partition_key else "ONLY "
        where = f"{present} AND NOT EXISTS (SELECT FROM {only}{ref.sql} r WHERE {joined})"
        nullable = [c for c in table.columns if c.name in columns and self.nullable(table, c)]
        if len(nullable) == len(columns):
            values = ", ".join(f"{a} = NULL" for a, _ in pairs)
            try:
                await connection.execute(f"UPDATE {name.sql} t SET {values} WHERE {where}")
                return False
            except asyncpg.PostgresError:
                pass  # a check wants them
        done = await connection.execute(f"DELETE FROM {name.sql} t WHERE {where}")
        number = int(done.split()[-1])
        if number:
            self._short.add(name)
            self.unproven.append(
                f"rows of {name.key}: {number} of {len(self.keys.numbers(name))} would point at"
                f" rows of {ref.key} that could not be made"
            )
        return bool(number)

    async def _one(
        self, connection: asyncpg.Connection[Any], table: Table, candidates: Iterable[Row]
    ) -> tuple[int, str]:
        """Insert the first candidate that comes in."""
        import asyncpg  # noqa: PLC0415

        reason = ""
        for candidate in candidates:
            try:
                async with connection.transaction():
                    await connection.execute(insert(table, [candidate]))
                    await self.becoming.hold(connection, table)
            except (asyncpg.PostgresError, Broken) as error:
                reason = str(error).splitlines()[0]
            else:
                return 1, ""
        return 0, reason

    def _candidates(
        self, table: Table, row: Row, number: int, fits: list[list[Row]]
    ) -> Iterator[Row]:
        """The row, then with values that its checks take, then with as many nulls as may be."""
        yield row
        empty = {c.name: None for c in table.columns if self.nullable(table, c) and c.name in row}
        for start in ({}, empty):
            for turn in range(FOUND):
                candidate = {**row, **start}
                for group in fits:
                    if group:
                        candidate |= group[(number + turn) % len(group)]
                yield candidate

    def _open(self, table: Table) -> list[Open]:
        """The columns whose values may be chosen; one in a key class among those of the class."""
        found = []
        for column in table.columns:
            at = (table.name, column.name)
            if column.generated or at in self.keys.empty:
                continue
            fate = self.keys.fates.get(at)
            turns = ROWS if at in self.keys.roots else 4 * ROWS
            documents = {column.type, fate.type if fate else column.type} <= {"json", "jsonb"}
            base, kind = self._base(column)
            retyped = fate is not None and fate.type != column.type and not documents
            strange = retyped and not (fate and alike(base, fate.type))
            changes = strange or (fate is not None and fate.using)
            values = [self.value_of(table, column, n, nasty=False) for n in range(turns)]
            # a key of a partition is what its bounds take, and what points there follows
            free = table.partition_of and at not in self.keys.points
            tied = at in self.keys.roots and not (free and not self.keys.shift(table.name))
            found.append(
                Open(
                    name=column.name,
                    type=base,
                    plain=tuple(dict.fromkeys(values)),
                    values=tuple(v for v in values if v) if isinstance(kind, Enum) else (),
                    nullable=self.nullable(table, column) and not self.in_full_key(table, column),
                    tied=tied or changes,
                )
            )
        return found

    def _base(self, column: Column) -> tuple[str, Type | None]:
        """The type below all domains, and what it is where a schema made it."""
        base, kind = column.type, self.types.get(column.type)
        while isinstance(kind, Domain):
            base, kind = kind.type, self.types.get(kind.type)
        return base, kind

    async def _checks(self, connection: asyncpg.Connection[Any], table: Table) -> list[str]:
        """What a row must hold: what its table asks for and those that it becomes, the checks of
        domains, and the bounds of partitions."""
        texts = [*asked_of(table), *self.becoming.checks(table)]
        texts += await self.becoming.places(connection, table)
        texts += asked_by_domains(table.columns, self.types)
        if table.partition_of:
            bound = await connection.fetchval(
                "SELECT pg_catalog.pg_get_partition_constraintdef($1::text::regclass)",
                table.name.sql,
            )
            texts += [bound] if bound else []
        return list(dict.fromkeys(texts))


def _room(table: Table, fits: list[list[Row]], wanted: int) -> int:
    """How many rows a table has room for: one that holds a single row has a unique key under a
    check which takes one value."""
    found = [
        len({tuple(row[c] for c in columns) for row in group})
        for columns in unique_of(table)
        for group in fits
        if group and group[0].keys() >= {*columns}
    ]
    return min([wanted, *found])


def _of_its_own(opened: list[Open], group: list[Row], shift: int) -> list[Row]:
    """Rows that go to those of another table take other values than these: first those with values
    that no other table has, and where only what the checks name will do, from another end."""
    plain = {column.name: column.plain for column in opened}

    def own(row: Row) -> int:
        return sum(v in plain[c] for c, v in row.items())

    group = sorted(group, key=own, reverse=True)
    turn = shift % len(group) if group and not own(group[0]) else 0
    return [*group[turn:], *group[:turn]][:FOUND]


def insert(table: Table, rows: list[Row]) -> str:
    types = {c.name: c.type for c in table.columns}
    names = list(rows[0])
    overriding = ""
    if table.partition_of or any(c.identity == "always" for c in table.columns):  # its parent's
        overriding = " OVERRIDING SYSTEM VALUE"
    if not names:
        return f"INSERT INTO {table.name.sql} DEFAULT VALUES"
    values = ",\n".join(
        "(" + ", ".join(_literal(row[n], types[n]) for n in names) + ")" for row in rows
    )
    columns = ", ".join(quote_ident(n) for n in names)
    return f"INSERT INTO {table.name.sql} ({columns}){overriding} VALUES\n{values}"


def insert_given(name: Name, rows: list[Row]) -> str:
    """Rows for a table of the platform; what is there already stays."""
    names = list(rows[0])
    values = ", ".join(
        "(" + ", ".join("NULL" if r[n] is None else quote_literal(r[n] or "") for n in names) + ")"
        for r in rows
    )
    columns = ", ".join(quote_ident(n) for n in names)
    return f"INSERT INTO {name.sql} ({columns}) VALUES {values} ON CONFLICT DO NOTHING"


def _literal(text: str | None, kind: str) -> str:
    return "NULL" if text is None else f"{quote_literal(text).lstrip()}::{kind}"
