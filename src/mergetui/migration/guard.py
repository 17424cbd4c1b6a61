"""The check with which a file begins: is this still the schema that it was compiled for?

A sum of each table (names, types and NOT NULL of its columns, row level security) and of each
enum (its values) is written into the file as computed from the catalog, and compared with the
same sums made by the server. The invariant: both are computed of the same text, so a database
that reads as the catalog passes, and one with another column does not. A later file of several
checks what is known to be there by then: what no statement has touched yet, and what is finished.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from mergetui.catalog.model import Catalog, Enum, Table
from mergetui.catalog.names import quote_literal
from mergetui.migration.model import Migration, Statement

_LENGTH = 12  # hex digits of a sum

# Names sort by their bytes on both sides.
_BLOCK = """\
DO {tag}
DECLARE
    path text := pg_catalog.current_setting('search_path');
    differing text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    WITH expected (name, sum) AS (
        {expected}
    ), facts (name, text) AS (
        SELECT 'table ' || format('%I.%I', n.nspname, c.relname),
            c.relrowsecurity::text || coalesce((
                SELECT string_agg(
                    E'\\n' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                        || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
                    '' ORDER BY a.attname::text COLLATE "C")
                FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            ), '')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname IN ({schemas})
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                AND d.objid = c.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 'enum ' || format('%I.%I', n.nspname, t.typname),
            coalesce((
                SELECT string_agg(e.enumlabel, E'\\n' ORDER BY e.enumsortorder)
                FROM pg_enum e WHERE e.enumtypid = t.oid
            ), '')
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typtype = 'e' AND n.nspname IN ({schemas})
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
                AND d.objid = t.oid AND d.deptype = 'e')
    ), found (name, sum) AS (
        SELECT name, left(encode(sha256(convert_to(text, 'UTF8')), 'hex'), {length}) FROM facts
    )
    SELECT string_agg(name || CASE WHEN found.sum IS NULL THEN ' is missing'
            WHEN coalesce(expected.sum, '') = '' THEN ' is new'
            ELSE ' has changed' END, ', ' ORDER BY name)
    INTO differing
    FROM expected {join} JOIN found USING (name)
    WHERE coalesce(expected.sum, '') <> coalesce(found.sum, '');
    PERFORM pg_catalog.set_config('search_path', path, true);
    IF differing IS NOT NULL THEN
        RAISE EXCEPTION 'This database is not the one that the migration was compiled for: %',
            differing
        USING HINT = 'Run mergetui refresh remote, look at what changed, and export again.';
    END IF;
END
{tag}"""


def guard_sql(migration: Migration, number: int, old: Catalog, new: Catalog) -> str:
    """The DO block that raises an exception unless the database reads as it must before the file
    of that number (from 0)."""
    expected = sums(old) if number == 0 else _midway(migration, number, old, new)
    rows = ",\n            ".join(
        f"({_literal(name)}, {_literal(value)})" for name, value in sorted(expected.items())
    )
    listed = f"VALUES\n            {rows}" if rows else "SELECT '', '' WHERE false"
    schemas = ", ".join(_literal(name) for name in old.schemas) or "NULL"
    tag = "$guard$"
    n = 1
    while tag in listed or tag in schemas:
        n += 1
        tag = f"$guard{n}$"
    return _BLOCK.format(
        tag=tag,
        expected=listed,
        schemas=schemas,
        length=_LENGTH,
        # what [sources] leaves out is there as well
        join="FULL" if number == 0 and not old.excluded else "LEFT",
    )


def _midway(migration: Migration, number: int, old: Catalog, new: Catalog) -> dict[str, str]:
    """The sums that are known when the files before have run; "" for what must be gone."""
    before = _touched([s for f in migration.files[:number] for s in f.statements], old, new)
    after = _touched([s for f in migration.files[number:] for s in f.statements], old, new)
    olds, news = sums(old), sums(new)
    expected = {name: value for name, value in olds.items() if name not in before}
    for name in before - after:
        if name in news or name in olds:
            expected[name] = news.get(name, "")
    return expected


def _touched(statements: Sequence[Statement], old: Catalog, new: Catalog) -> set[str]:
    """What the statements may change, as sums name it: a table's statements reach its children."""
    objects = {s.object.replace("type ", "enum ", 1) for s in statements}
    grown = True
    while grown:
        grown = False
        for table in (*old.tables.values(), *new.tables.values()):
            above = (*table.inherits, *((table.partition_of,) if table.partition_of else ()))
            if table.id not in objects and any(f"table {p.sql}" in objects for p in above):
                objects.add(table.id)
                grown = True
    return objects


def sums(catalog: Catalog) -> dict[str, str]:
    """The sum of each table and enum, sorted by name."""
    facts = {f"table {t.name.sql}": _table(t) for t in catalog.tables.values()}
    facts |= {
        f"enum {t.name.sql}": "\n".join(t.values)
        for t in catalog.types.values()
        if isinstance(t, Enum)
    }
    return {name: _sum(text) for name, text in sorted(facts.items())}


def _table(table: Table) -> str:
    lines = [
        f"{c.name} {c.type}{' not null' if c.not_null else ''}"
        for c in sorted(table.columns, key=lambda c: c.name.encode())
    ]
    return "".join((str(table.rls).lower(), *(f"\n{line}" for line in lines)))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _literal(text: str) -> str:
    return quote_literal(text).lstrip()
