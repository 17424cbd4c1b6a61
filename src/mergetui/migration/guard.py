"""The check with which a file begins: is this still the schema that it was compiled for?

Sums of each table (its columns with row level security, its defaults, constraints, indexes,
triggers, rules, policies, statistics, comments and grants), of each view, function, type and
sequence with who may use it are written into the file
as computed from the catalog, and compared with the same sums made by the server (``guard.sql``);
what is not there has none. The invariant: both are computed of the same text, so a database that
reads as the catalog passes, and one that differs does not. Of expressions the parentheses, the
white space, the case of letters, the names given with AS and the casts between kinds of text are
left out, since a dump and restore moves those about; of grants those to the owner and what a
platform's roles have in public. A later file of several checks what is known to be there by then:
the columns of what no statement has touched yet, and of what is finished.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from mergetui.catalog.model import (
    Catalog,
    Check,
    Composite,
    Domain,
    Enum,
    Exclusion,
    ForeignKey,
    Function,
    Key,
    Policy,
    Range,
    Table,
    Type,
    View,
)
from mergetui.catalog.model import Sequence as SequenceObject
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.catalog.platform import PLATFORM_OWNER, PLATFORM_ROLES
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
_STATES = {"origin": "O", "disabled": "D", "replica": "R", "always": "A"}
# A privilege of columns is told once for each column; not every server knows MAINTAIN.
_GRANTS = """
            SELECT coalesce(r.rolname::text, 'public') || coalesce(' ' || a.name, '') AS grantee,
                e.privilege_type AS privilege, e.is_grantable::text AS grantable
            FROM (SELECT NULL::text AS name, t.relacl AS acl UNION ALL
                SELECT a.attname::text, a.attacl FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) a
            CROSS JOIN LATERAL aclexplode(a.acl) e LEFT JOIN pg_roles r ON r.oid = e.grantee
            WHERE e.grantee <> t.relowner AND e.privilege_type <> 'MAINTAIN'
                AND coalesce(r.rolname, '') <> {owner}
                AND NOT (t.nspname = 'public' AND coalesce(r.rolname, '') IN ({platform}))
"""
_COMMANDS = {"all": "*", "select": "r", "insert": "a", "update": "w", "delete": "d"}


def guard_sql(migration: Migration, number: int, old: Catalog, new: Catalog) -> str:
    """The DO block that raises an exception unless the database reads as it must before the file
    of that number (from 0)."""
    touched = {s.object for s in migration.statements}
    expected = sums(old, touched) if number == 0 else _midway(migration, number, old, new)
    rows = ",\n            ".join(
        f"({_literal(name)}, {_literal(_written(values))})"
        for name, values in sorted(expected.items())
    )
    listed = f"VALUES\n            {rows}" if rows else "SELECT '', '' WHERE false"
    schemas = ", ".join(_literal(name) for name in old.schemas) or "NULL"
    platform = ", ".join(_literal(r) for r in sorted(PLATFORM_ROLES))
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
        join="FULL" if number == 0 else "LEFT",
        # what [sources] leaves out is there as well
        # a comment stays with what nobody touches
        touched=", ".join(_literal(name) for name in sorted(touched & expected.keys())) or "NULL",
        among="AND name IN (SELECT name FROM expected)" if old.excluded else "",
        grants=_GRANTS.format(
            platform=platform,
            owner=_literal(PLATFORM_OWNER),
        ),
        platform=platform,
        owner=_literal(PLATFORM_OWNER),
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


def sums(catalog: Catalog, touched: Collection[str] = ()) -> dict[str, Sums]:
    """The sums of each table, view, type, sequence and function, sorted by name. Of what is
    ``touched`` the comments too, which go with what is made anew."""
    found: dict[str, Sums] = {t.id: _table(t) for t in catalog.tables.values()}
    found |= {v.id: _view_sums(v) for v in catalog.views.values()}
    found |= {
        f"enum {t.name.sql}": {"values": _sum("\n".join(t.values)), **_open_to(t)}
        for t in catalog.types.values()
        if isinstance(t, Enum)
    }
    found |= {
        t.id: {"definition": _sum(_plain(_type(t))), **_open_to(t)}
        for t in catalog.types.values()
        if not isinstance(t, Enum)
    }
    found |= {
        s.id: {"definition": _sum(_sequence(s)), **_open_to(s)} for s in catalog.sequences.values()
    }
    found |= {
        f.id: {
            "definition": _sum("aggregate" if f.aggregate else f.definition.rstrip("\n")),
            **_open_to(f),
            "comments": _sum(_plain(f.comment or "")),
        }
        for f in catalog.functions.values()
    }
    return {
        name: {
            aspect: value
            for aspect, value in values.items()
            if value and (aspect != "comments" or name in touched)
        }
        for name, values in sorted(found.items())
    }


def _table(table: Table) -> Sums:
    columns = _sorted(f"{c.name} {c.type}{' not null' * c.not_null}" for c in table.columns)
    return {
        "columns": _sum(f"{table.rls}{table.force_rls}".lower() + columns),
        "defaults": _sum(_lines(_defaults(table))),
        "grants": _sum(_lines(_grants(table))),
        **_said(table),
        "triggers": _sum(_lines(_triggers(table))),
        "constraints": _sum(_lines(_constraints(table))),
        "indexes": _sum(_lines(_indexes(table))),
        "policies": _sum(_lines(_policy(p) for p in table.policies)),
    }


def _view_sums(view: View) -> Sums:
    return {
        "definition": _sum(_lines([_view(view)])),
        **_said(view),
        "grants": _sum(_lines(_grants(view))),
        "indexes": _sum(_lines(_indexes(view))),
        "triggers": _sum(_lines(_triggers(view))),
    }


def _said(owner: Table | View) -> Sums:
    """Its rules, statistics objects and comments."""
    rules = (f"{_STATES[e.enabled]} {e.definition}" for e in owner.extras if e.kind == "rule")
    statistics = (e.definition for e in owner.extras if e.kind == "statistics")
    return {
        "rules": _sum(_lines(rules)),
        "statistics": _sum(_lines(statistics)),
        "comments": _sum(_lines(_comments(owner))),
    }


def _comments(owner: Table | View) -> Iterable[str]:
    named: list[tuple[str, str, str | None]] = [("", "", owner.comment)]
    named += [("index", i.name, i.comment) for i in owner.indexes]
    named += [("trigger", t.name, t.comment) for t in owner.triggers]
    named += [("rule", e.name, e.comment) for e in owner.extras if e.kind == "rule"]
    if isinstance(owner, View):
        named += [("column", *said) for said in owner.column_comments]
    else:
        named += [("column", c.name, c.comment) for c in owner.columns]
        named += [("policy", p.name, p.comment) for p in owner.policies]
        indexed: tuple[Key | Exclusion, ...] = (*owner.keys, *owner.exclusions)
        named += [("index", k.name, k.index_comment) for k in indexed]
        held: tuple[Key | Exclusion | ForeignKey | Check, ...]
        held = (*indexed, *owner.foreign_keys, *owner.checks)
        named += [("constraint", k.name, k.comment) for k in held]
        bound = [c.not_null_constraint for c in owner.columns]
        named += [("constraint", k.name, k.comment) for k in bound if k and k.name]
    return (f"{kind} {name} {text}" for kind, name, text in named if text is not None)


def _open_to(item: Function | Type | SequenceObject) -> Sums:
    """Who may use it, beside its owner and everyone who may by default."""
    lines = set(_grants(item))
    if any(g.grantee == "public" and not g.privileges for g in item.grants):
        lines.add("public")
    return {"grants": _sum(_lines(lines))}


def _indexes(owner: Table | View) -> Iterable[str]:
    only = " ONLY" if isinstance(owner, Table) and owner.partition_key else ""
    for index in owner.indexes:
        head = f"CREATE {'UNIQUE ' * index.unique}INDEX {quote_ident(index.name)} ON"
        yield f"{head}{only} {owner.name.sql} {index.body}"


def _triggers(owner: Table | View) -> Iterable[str]:
    return (f"{_STATES[t.enabled]} {t.definition}" for t in owner.triggers)


def _defaults(table: Table) -> Iterable[str]:
    for column in table.columns:
        if column.default is not None or column.identity:
            # as pg_attribute has them: s(tored), v(irtual); a(lways), (by) d(efault)
            how = column.generated[:1] + {"always": "a", "by default": "d"}.get(column.identity, "")
            yield f"{column.name} {how} {column.default or ''}"


def _grants(owner: Table | View | Function | Type | SequenceObject) -> Iterable[str]:
    """Roles of the platform have what it gives them in public."""
    usual = PLATFORM_ROLES if owner.name.schema == "public" else frozenset()
    return {
        f"{grant.grantee}{f' {column}' * bool(column)} {privilege} {str(grant.grantable).lower()}"
        for grant in owner.grants
        if grant.grantee not in {*usual, PLATFORM_OWNER}
        for privilege in grant.privileges
        if privilege != "maintain"
        for column in grant.columns or ("",)
    }


def _type(kind: Type) -> str:
    if isinstance(kind, Domain):
        head = f"{kind.type}{' not null' * kind.not_null} {kind.default or ''}"
        checks = sorted(kind.checks, key=lambda c: c.name.encode())
        return head + "".join(f"\n{c.name} {c.expression}" for c in checks)
    if isinstance(kind, Range):
        return kind.subtype
    assert isinstance(kind, Composite)
    return "\n".join(f"{name} {text.partition(' COLLATE ')[0]}" for name, text in kind.fields)


def _sequence(sequence: SequenceObject) -> str:
    o = sequence.options
    words = [o.type, o.start, o.increment, o.minimum, o.maximum, o.cache, "ft"[o.cycle]]
    if sequence.owned_by:
        table, column = sequence.owned_by
        words += [table.sql, column]
    return " ".join(str(word) for word in words)


def _constraints(table: Table) -> Iterable[str]:
    held: tuple[Key | ForeignKey | Check | Exclusion, ...]
    held = (*table.keys, *table.foreign_keys, *table.checks, *table.exclusions)
    for column in table.columns:
        if column.not_null and (said := column.not_null_constraint):
            yield (
                f"n {column.name} {said.name or ''} {'tf'[not said.no_inherit]}"
                f"{'tf'[not said.validated]}"
            )
    for constraint in held:
        name = constraint.name
        if isinstance(constraint, Key):
            nulls = " nulls not distinct" if constraint.nulls_not_distinct else ""
            yield (
                f"{'p' if constraint.primary else 'u'} {name} {','.join(constraint.columns)}"
                f" {constraint.deferrable}{nulls}"
            )
        elif isinstance(constraint, ForeignKey):
            events = _EVENTS[constraint.on_update] + _EVENTS[constraint.on_delete]
            yield (
                f"f {name} {','.join(constraint.columns)} {constraint.references.sql}"
                f" {','.join(constraint.ref_columns)} {events}"
                f"{' full' * constraint.match_full} {constraint.deferrable}"
                f"{' not valid' * (not constraint.validated)}"
            )
        elif isinstance(constraint, Check):
            yield f"c {name} {constraint.expression}{' not valid' * (not constraint.validated)}"
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
    return _sorted(map(_plain, lines))


def _plain(text: str) -> str:
    return re.sub(_PLAIN, "", text).translate(_LOWER)


def _sorted(lines: Iterable[str]) -> str:
    """Sorted by their bytes, as COLLATE "C" does."""
    return "".join(f"\n{line}" for line in sorted(lines, key=str.encode))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH] if text else ""


def _literal(text: str) -> str:
    return quote_literal(text).lstrip()
