"""The check with which a file begins: is this still the schema that it was compiled for?

Sums of each table (its columns with row level security, its constraints, indexes and policies), of
each view, function and enum are written into the file as computed from the catalog, and compared
with the same sums made by the server (``guard.sql``). The invariant: both are computed of the same
text, so a database that reads as the catalog passes, and one that differs does not. Of expressions
the parentheses, the white space, the case of letters, the names given with AS and the casts between
kinds of text are left out, since a dump and restore moves those about. A later file of several
checks what is known to be there by then: the columns of what no statement has touched yet, and of
what is finished.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from mergetui.catalog.model import (
    Catalog,
    Check,
    Enum,
    Exclusion,
    ForeignKey,
    Key,
    Policy,
    Table,
    View,
)
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.migration.casts import split_type
from mergetui.migration.model import Migration, Statement

Sums = Mapping[str, str]  # aspect -> sum

_LENGTH = 8  # hex digits of a sum
# The same to Python and to PostgreSQL.
_PLAIN = r"::(character varying|text|bpchar|character)(\(\d+\))?(\[\])?| AS [^ ,()\n]+|[() \n\t]"
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)  # as lower() of COLLATE "C"
_EVENTS = {
    "no action": "a",
    "restrict": "r",
    "cascade": "c",
    "set null": "n",
    "set default": "d",
}
_COMMANDS = {"all": "*", "select": "r", "insert": "a", "update": "w", "delete": "d"}


def guard_sql(migration: Migration, number: int, old: Catalog, new: Catalog) -> str:
    """The DO block that raises an exception unless the database reads as it must before the file
    of that number (from 0)."""
    expected = sums(old) if number == 0 else _midway(migration, number, old, new)
    rows = ",\n            ".join(
        f"({_literal(name)}, {_literal(_written(values))})"
        for name, values in sorted(expected.items())
    )
    listed = f"VALUES\n            {rows}" if rows else "SELECT '', '' WHERE false"
    schemas = ", ".join(_literal(name) for name in old.schemas) or "NULL"
    tag = "$guard$"
    n = 1
    while tag in listed or tag in schemas:
        n += 1
        tag = f"$guard{n}$"
    return _block().format(
        tag=tag,
        expected=listed,
        schemas=schemas,
        plain=_PLAIN,
        length=_LENGTH,
        # what [sources] leaves out is there as well
        join="FULL" if number == 0 and not old.excluded else "LEFT",
    )


@cache
def _block() -> str:
    return Path(__file__).with_name("guard.sql").read_text(encoding="utf-8").rstrip("\n")


def _written(values: Sums) -> str:
    return " ".join(f"{aspect}={value}" for aspect, value in sorted(values.items()))


def _midway(migration: Migration, number: int, old: Catalog, new: Catalog) -> dict[str, Sums]:
    """The sums that are known when the files before have run; "" for what must be gone."""
    before = _touched([s for f in migration.files[:number] for s in f.statements], old, new)
    after = _touched([s for f in migration.files[number:] for s in f.statements], old, new)
    olds, news = _columns(old), _columns(new)
    half = {name.removeprefix("enum ") for name in before & after if name.startswith("enum ")}
    expected = {
        name: value
        for name, value in olds.items()
        if name not in before and not _speaks_of(name, old, half)
    }
    for name in before - after:
        if name in news or name in olds:
            expected[name] = news.get(name, {"columns": ""})
    return expected


def _columns(catalog: Catalog) -> dict[str, Sums]:
    """Of tables the columns alone, and enums: what follows no other object's name."""
    return {
        name: {a: s for a, s in values.items() if a in ("columns", "values")}
        for name, values in sums(catalog).items()
        if name.startswith(("table ", "enum "))
    }


def _speaks_of(name: str, catalog: Catalog, types: Iterable[str]) -> bool:
    """Whether a table has a column of one of the types, which may have another name meanwhile."""
    named = set(types)
    return any(
        t.id == name and any(split_type(c.type)[0] in named for c in t.columns)
        for t in catalog.tables.values()
    )


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


def sums(catalog: Catalog) -> dict[str, Sums]:
    """The sums of each table, view, enum and function, sorted by name."""
    found: dict[str, Sums] = {t.id: _table(t) for t in catalog.tables.values()}
    found |= {v.id: {"definition": _sum(_lines([_view(v)]))} for v in catalog.views.values()}
    found |= {
        f"enum {t.name.sql}": {"values": _sum("\n".join(t.values))}
        for t in catalog.types.values()
        if isinstance(t, Enum)
    }
    found |= {
        f.id: {"definition": _sum("" if f.aggregate else f.definition.rstrip("\n"))}
        for f in catalog.functions.values()
    }
    return dict(sorted(found.items()))


def _table(table: Table) -> Sums:
    columns = _sorted(f"{c.name} {c.type}{' not null' * c.not_null}" for c in table.columns)
    return {
        "columns": _sum(str(table.rls).lower() + columns),
        "constraints": _sum(_lines(_constraints(table))),
        "indexes": _sum(
            _lines(
                f"CREATE {'UNIQUE ' * i.unique}INDEX {quote_ident(i.name)} ON"
                f"{' ONLY' if table.partition_key else ''} {table.name.sql} {i.body}"
                for i in table.indexes
            )
        ),
        "policies": _sum(_lines(_policy(p) for p in table.policies)),
    }


def _constraints(table: Table) -> Iterable[str]:
    held: tuple[Key | ForeignKey | Check | Exclusion, ...]
    held = (*table.keys, *table.foreign_keys, *table.checks, *table.exclusions)
    for constraint in held:
        name = constraint.name
        if isinstance(constraint, Key):
            yield f"{'p' if constraint.primary else 'u'} {name} {','.join(constraint.columns)}"
        elif isinstance(constraint, ForeignKey):
            events = _EVENTS[constraint.on_update] + _EVENTS[constraint.on_delete]
            yield (
                f"f {name} {','.join(constraint.columns)} {constraint.references.sql}"
                f" {','.join(constraint.ref_columns)} {events}"
            )
        elif isinstance(constraint, Check):
            yield f"c {name} {constraint.expression}"
        else:
            yield f"x {name} {constraint.definition}"


def _policy(policy: Policy) -> str:
    permissive = "true" if policy.permissive else "false"
    roles = ",".join(sorted(policy.roles))
    head = f"{policy.name} {_COMMANDS[policy.command]} {permissive} {roles}"
    return f"{head} {policy.using or ''} {policy.check or ''}"


def _view(view: View) -> str:
    options = [o for o in view.options if not o.startswith("toast.")]
    return f"{view.definition.strip().rstrip(';')}; {','.join(sorted(options))}"


def _lines(lines: Iterable[str]) -> str:
    return _sorted(re.sub(_PLAIN, "", line).translate(_LOWER) for line in lines)


def _sorted(lines: Iterable[str]) -> str:
    """Sorted by their bytes, as COLLATE "C" does."""
    return "".join(f"\n{line}" for line in sorted(lines, key=str.encode))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _literal(text: str) -> str:
    return quote_literal(text).lstrip()
