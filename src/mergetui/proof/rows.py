"""The rows before and after: every one is looked for by its values.

What a value must be afterwards is asked of PostgreSQL and not of the compiler: a column that takes
another type is compared as its value cast before the migration, or where there is no such cast as
its text read as the new type; a column with a USING of a decision as what that expression gave
before; a composite value by its fields. Rows are read as the superuser, whom no policy hides any
from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.catalog.model import Catalog, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge.model import Merged
from mergetui.proof.composites import Composites
from mergetui.proof.keys import bound_first, instead_of_null, kept_as, using_of

if TYPE_CHECKING:
    import asyncpg

Values = tuple[str | None, ...]


_INTEGERS = frozenset({"smallint", "integer", "bigint"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Rows that must be found in a table afterwards, in these columns."""

    source: Name  # in the remote
    given_up: bool = False  # by a decision; nobody looks for them
    target: Name | None  # in the merged catalog; None where the table goes with its rows
    columns: tuple[str, ...]
    read_as: tuple[str | None, ...]  # the new type of a column that changes its type
    rows: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of the rows."""

    before: int
    after: int
    lost: int
    differences: tuple[str, ...]
    given_up: int = 0  # of tables that decisions discard; not among ``before``


async def expect(
    connection: asyncpg.Connection[Any], remote: Catalog, merged: Merged, unproven: list[str]
) -> list[Expected]:
    """Read all rows of the copy before the migration, as what they must be afterwards."""
    expected = []
    transition = merged.transition
    composites = Composites(remote, merged.catalog)
    for name, table in remote.tables.items():
        if table.partition_key is not None:
            continue  # its partitions hold its rows
        target = kept_as(remote, merged, name)
        if target is None:
            if not any(m.source == name for m in transition.moves):
                rows = await _read(connection, name, ())
                expected.append(
                    Expected(
                        source=name,
                        target=None,
                        given_up=name in transition.discarded,
                        columns=(),
                        read_as=(),
                        rows=tuple(rows),
                    )
                )
            continue
        new = merged.catalog.tables[target]
        expected.append(await _kept(connection, table, new, remote, merged, composites, unproven))
    for move in transition.moves:
        new = merged.catalog.tables[move.target]
        columns, values = [], []
        kinds: list[str | None] = []
        plain = {quote_ident(c.name): c.type for c in remote.tables[move.source].columns}
        for column, sql in move.columns:
            found = new.column(column)
            if found is None or found.generated:
                continue
            if sql in plain and composites.differ(plain[sql], found.type):
                columns.append(column)
                kinds.append(None)
                values.append(f"({composites.becomes(sql, plain[sql], found.type)})")
                continue
            at = f"{new.name.key}.{column} of rows moved from {move.source.key}"
            if await _tells(connection, move.source, sql, {}, at, unproven):
                columns.append(column)
                kinds.append(found.type)
                values.append(f"({sql})")
        expected.append(
            Expected(
                source=move.source,
                target=move.target,
                columns=tuple(columns),
                read_as=tuple(kinds),
                rows=tuple(await _read(connection, move.source, values)),
            )
        )
    return expected


async def _tells(
    connection: asyncpg.Connection[Any],
    name: Name,
    using: str,
    renames: Mapping[str, str],
    at: str,
    unproven: list[str],
) -> bool:
    """Whether what an expression gives now says what it gives in the migration. If not, the values
    are named as unproven."""
    import asyncpg  # noqa: PLC0415

    try:
        first, second = [await _read(connection, name, [f"({using})"], renames) for _ in "12"]
    except asyncpg.PostgresError as error:
        unproven.append(f"values of {at}: {error}")
        return False
    if first != second:
        unproven.append(f"values of {at}: ({using}) gives others each time")
    return first == second


async def compare(
    connection: asyncpg.Connection[Any],
    expected: Sequence[Expected],
    remote: Catalog,
    merged: Merged,
) -> Seen:
    """Look for every row after the migration."""
    found_counts: Counter[Name] = Counter()
    sources: dict[Name, int] = {}
    differences: list[str] = []
    given_up = 0
    missing_by: Counter[Name] = Counter()
    for wanted in expected:
        if wanted.given_up:
            given_up += len(wanted.rows)
            continue
        sources[wanted.source] = len(wanted.rows)
        if wanted.target is None:
            missing_by[wanted.source] = max(missing_by[wanted.source], len(wanted.rows))
            if wanted.rows:
                differences.append(
                    f"{wanted.source.key}: {len(wanted.rows)} rows went with their table"
                )
            continue
        rows = await _read(connection, wanted.target, [quote_ident(c) for c in wanted.columns])
        has = Counter(rows)
        wants = Counter(await _as_read(connection, wanted))
        lost = wants - has
        number = sum(lost.values())
        found_counts[wanted.source] += len(wanted.rows) - number
        if number:
            missing_by[wanted.source] = max(missing_by[wanted.source], number)
            first = dict(zip(wanted.columns, next(iter(lost)), strict=True))
            shown = {k: v if v is None or len(v) < 40 else v[:40] + "..." for k, v in first.items()}
            differences.append(
                f"{wanted.source.key}: {number} of {len(wanted.rows)} rows are not found in"
                f" {wanted.target.key}, the first with {shown}"
            )
    were_parted = {kept_as(remote, merged, n) for n, t in remote.tables.items() if t.partition_key}
    whole = [
        table
        for table in merged.catalog.tables.values()
        if not (table.partition_key or table.partition_of or table.name in were_parted)
    ]
    differences += await _of_nobody(connection, expected, whole)
    before, lost_rows = sum(sources.values()), sum(missing_by.values())
    return Seen(before, before - lost_rows, lost_rows, tuple(differences), given_up)


async def _of_nobody(
    connection: asyncpg.Connection[Any], expected: Sequence[Expected], tables: Sequence[Table]
) -> list[str]:
    """Tables that hold more rows than went into them. ``tables`` are no partitions and were not
    partitioned: which of them a row goes to may change."""
    wanted: Counter[Name] = Counter()
    for one in expected:
        if one.target is not None and not one.given_up:
            wanted[one.target] += len(one.rows)
    if not tables:
        return []
    counts = ", ".join(f"(SELECT count(*) FROM ONLY {t.name.sql})" for t in tables)
    found = await connection.fetchrow(f"SELECT ARRAY[{counts}]")
    return [
        f"{table.name.key}: {number - wanted[table.name]} rows that were in no table before"
        for table, number in zip(tables, found[0] if found else (), strict=True)
        if number > wanted[table.name]
    ]


async def _kept(
    connection: asyncpg.Connection[Any],
    table: Table,
    new: Table,
    remote: Catalog,
    merged: Merged,
    composites: Composites,
    unproven: list[str],
) -> Expected:
    renames = merged.transition.columns.get(new.name, {})
    columns, read_as, expressions = [], [], []
    for column in table.columns:
        found = new.column(renames.get(column.name, column.name))
        if found is None or column.generated or found.generated:
            continue
        using = using_of(remote, merged, table.name, new.name, found.name)
        expression = quote_ident(found.name)
        read = found.type if found.type != column.type else None
        if using is None and composites.differ(column.type, found.type):
            whole = composites.becomes(expression, column.type, found.type)
            expression, read = f"({whole})", None
        elif found.type == column.type:
            value = instead_of_null(*bound_first(remote, merged, table, new, column, found))
            if value is not None:
                expression = f"coalesce({expression}, ({value}))"
            using = None
        elif using is not None:
            at = f"{new.name.key}.{found.name}"
            if not await _tells(connection, table.name, using, renames, at, unproven):
                continue
            expression, read = f"({using})", found.type
        elif found.type != column.type:
            expression = await _cast(
                connection, table.name, expression, column.type, found.type, renames
            )
        columns.append(found.name)
        expressions.append(expression)
        read_as.append(read)
    rows = await _read(connection, table.name, expressions, renames)
    return Expected(
        source=table.name,
        target=new.name,
        columns=tuple(columns),
        read_as=tuple(read_as),
        rows=tuple(rows),
    )


async def _cast(
    connection: asyncpg.Connection[Any],
    name: Name,
    column: str,
    old: str,
    new: str,
    renames: Mapping[str, str],
) -> str:
    """The value as the new type has it, where PostgreSQL has a cast for it by now. Otherwise its
    text, which is read as the new type afterwards. ``column`` is its new name."""
    import asyncpg  # noqa: PLC0415

    text = old in ("text", "character varying") or old.startswith("character varying(")
    if new in ("json", "jsonb") and not text:
        whole = f"to_{new}({column})"
    elif old == "boolean" and new in _INTEGERS:  # it has a cast to integer alone
        whole = f"{column}::integer::{new}"
    elif new == "boolean" and old in _INTEGERS:
        whole = f"{column} <> 0"
    else:
        whole = f"{column}::{new}"
    try:
        await _read(connection, name, [f"({whole})"], renames)
    except asyncpg.PostgresError:
        return column
    return f"({whole})"


async def _read(
    connection: asyncpg.Connection[Any],
    name: Name,
    expressions: Sequence[str],
    renames: Mapping[str, str] | None = None,
) -> list[Values]:
    """All rows as text, the columns under the names that ``renames`` gives them. A table's own
    rows: not those of its children, except of a partitioned table, which has none of its own."""
    partitioned = await connection.fetchval(
        "SELECT relkind = 'p' FROM pg_catalog.pg_class WHERE oid = $1::text::regclass", name.sql
    )
    listed = ", ".join(f"{e}::text" for e in expressions)
    rows = f"{'' if partitioned else 'ONLY '}{name.sql}"
    changed = {old: new for old, new in (renames or {}).items() if old != new}
    if changed:
        columns = await connection.fetch(
            "SELECT attname::text AS name FROM pg_catalog.pg_attribute"
            " WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped",
            name.sql,
        )
        named = ", ".join(
            f"{quote_ident(c['name'])} AS {quote_ident(changed.get(c['name'], c['name']))}"
            for c in columns
        )
        rows = f"(SELECT {named} FROM {rows}) AS {quote_ident(name.name)}"
    records = await connection.fetch(f"SELECT {listed} FROM {rows}")
    return [tuple(record) for record in records]


async def _as_read(connection: asyncpg.Connection[Any], wanted: Expected) -> list[Values]:
    """The rows with each value that changes its type spelled as the new type spells it."""
    spelled: Mapping[int, dict[str, str | None]] = {}
    for index, kind in enumerate(wanted.read_as):
        if kind is None:
            continue
        values = sorted({v for row in wanted.rows if (v := row[index]) is not None})
        spelled = {**spelled, index: await _spelled(connection, values, kind)}
    if not spelled:
        return list(wanted.rows)
    return [
        tuple(
            spelled[i].get(v, v) if i in spelled and v is not None else v for i, v in enumerate(row)
        )
        for row in wanted.rows
    ]


async def _spelled(
    connection: asyncpg.Connection[Any], values: list[str], kind: str
) -> dict[str, str | None]:
    import asyncpg  # noqa: PLC0415

    try:
        records = await connection.fetch(
            f"SELECT v, v::{kind}::text AS s FROM unnest($1::text[]) AS v", values
        )
    except asyncpg.PostgresError:
        return {}
    return {record["v"]: record["s"] for record in records}
