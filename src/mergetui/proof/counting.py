"""Sequences and the columns that count by them, before the migration and after it.

A live database's sequences stand where its rows end, so those of the copy do too. The invariant:
none goes back in a migration, and what it gives next no row has already. A dump of the schema shows
neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.catalog.names import Name, quote_ident, quote_literal

if TYPE_CHECKING:
    import asyncpg

_GAP = 10  # of values that were given to rows which are gone

# Each sequence with the columns that are numbered by it: by their default, or as an identity.
_SEQUENCES = """
SELECT s.seqrelid AS oid, n.nspname::text AS schema, c.relname::text AS name,
    s.seqincrement AS step, s.seqmin AS low, s.seqmax AS high, s.seqcycle AS cycle,
    coalesce(array_agg(ARRAY[un.nspname, u.relname, a.attname]::text[] ORDER BY 1, 2, 3)
        FILTER (WHERE a.attname IS NOT NULL), '{}') AS columns
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN (
    SELECT d.refobjid AS sequence, f.adrelid AS relation, f.adnum AS number
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid AND d.classid = 'pg_attrdef'::regclass
    WHERE d.refclassid = 'pg_class'::regclass
    UNION
    SELECT d.objid, d.refobjid, d.refobjsubid FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.deptype = 'i' AND d.refobjsubid > 0
) numbered ON numbered.sequence = s.seqrelid
LEFT JOIN pg_catalog.pg_attribute a
    ON a.attrelid = numbered.relation AND a.attnum = numbered.number
    AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
LEFT JOIN pg_catalog.pg_class u ON u.oid = a.attrelid
LEFT JOIN pg_catalog.pg_namespace un ON un.oid = u.relnamespace
WHERE n.nspname NOT LIKE 'pg\\_%' AND c.relpersistence <> 't'
GROUP BY s.seqrelid, n.nspname, c.relname, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle
ORDER BY n.nspname, c.relname
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a sequence stands. ``top`` is the furthest value in its direction that a row has in
    a column that it numbers, with that column; None where there is none."""

    name: Name
    next: int
    step: int
    low: int
    high: int
    cycle: bool
    top: tuple[int, str] | None

    @property
    def end(self) -> int:
        return self.high if self.step > 0 else self.low

    def before(self, here: int, there: int) -> bool:
        """Whether it comes to one value before the other."""
        return here < there if self.step > 0 else here > there


async def advance(connection: asyncpg.Connection[Any]) -> None:
    """Set each sequence to some way beyond where the rows end."""
    for one in (await positions(connection)).values():
        reached = one.next
        if one.top is not None and one.before(reached, one.top[0]):
            reached = one.top[0]
        reached += _GAP * one.step
        reached = max(one.low, min(one.high, reached))
        literal = quote_literal(one.name.sql).lstrip()
        await connection.execute(f"SELECT pg_catalog.setval({literal}, {reached})")


async def positions(connection: asyncpg.Connection[Any]) -> dict[int, Position]:
    """Where all sequences stand, by their oid."""
    found = await connection.fetch(_SEQUENCES)
    if not found:
        return {}
    stands = ", ".join(
        f"(SELECT ARRAY[last_value, is_called::int] FROM {Name(r['schema'], r['name']).sql})"
        for r in found
    )
    values = await connection.fetchval(f"SELECT ARRAY[{stands}]")
    result = {}
    for record, (last, called) in zip(found, values, strict=True):
        step = record["step"]
        tops = []
        for schema, table, column in record["columns"]:
            top = await _top(connection, Name(schema, table), column, step)
            if top is not None:
                tops.append((top, f"{Name(schema, table).key}.{column}"))
        result[record["oid"]] = Position(
            name=Name(record["schema"], record["name"]),
            next=last + step if called else last,
            step=step,
            low=record["low"],
            high=record["high"],
            cycle=record["cycle"],
            top=(max if step > 0 else min)(tops) if tops else None,
        )
    return result


async def _top(
    connection: asyncpg.Connection[Any], table: Name, column: str, step: int
) -> int | None:
    furthest = "max" if step > 0 else "min"
    value = await connection.fetchval(
        f"SELECT {furthest}({quote_ident(column)}) FROM {table.sql}"
        f" WHERE {quote_ident(column)}::text ~ '^-?[0-9]+$'"
    )
    return None if value is None else int(value)


def set_back(before: Mapping[int, Position], after: Mapping[int, Position]) -> list[str]:
    """Sentences: sequences that went back, and those whose next value a row has already. One that
    is made anew under its name is the same one; one that cycles may go back."""
    return list(_set_back(before, after))


def _set_back(before: Mapping[int, Position], after: Mapping[int, Position]) -> Iterator[str]:
    by_name = {one.name: one for oid, one in before.items() if oid not in after}
    for oid, one in after.items():
        if one.cycle:
            continue
        was = before.get(oid) or by_name.get(one.name)
        reached = None
        if was is not None and (was.step > 0) == (one.step > 0):
            # with other steps than before it goes on from the last value that it gave
            reached = was.next if was.step == one.step else was.next - was.step + one.step
            # what has less room now stands at its end
            reached = one.end if one.before(one.end, reached) else reached
        if reached is not None and one.before(one.next, reached):
            yield (
                f"{one.name.key}: the sequence was set back, it gives {one.next} next and would"
                f" have given {was.next if was else reached}"
            )
        elif one.top is not None and not one.before(one.top[0], one.next):
            top, column = one.top
            if top != one.end:
                yield (
                    f"{one.name.key}: the sequence gives {one.next} next, and rows have up to"
                    f" {top} in {column}"
                )
