"""What hangs on a table by one statement (rules, statistics objects, publications), and what of a
table speaks of its other parts: the index of its replica identity, the type that it is a table of.

The union of both sides, as with all that hangs on a table. A publication has a table once, so of
two filters one stays.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace

from mergetui.catalog.model import Extra, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.catalog.platform import PLATFORM_PUBLICATION
from mergetui.decisions.parts import split_name
from mergetui.merge.assembly import Assembly
from mergetui.merge.columns import Columns
from mergetui.merge.expressions import normal, rewrite
from mergetui.merge.model import Problem
from mergetui.merge.targets import Source, Target
from mergetui.merge.types import TIMES

# Types whose values PostgreSQL stores as they are: a column that becomes one has no other storage.
_IN_PLACE = frozenset({"uuid", "boolean", "date", "smallint", "integer", "bigint", *TIMES})


def with_extras(table: Table, target: Target, columns: Columns, assembly: Assembly) -> Table:
    """The composed table with what ``compose_table`` leaves to this module."""
    first = target.by_precedence[0]
    return replace(
        table,
        columns=tuple(
            replace(c, storage=None, compression=None) if c.type in _IN_PLACE else c
            for c in table.columns
        ),
        extras=_extras(target, assembly),
        replica_identity=_replica_identity(table, first, columns, assembly),
        of_type=_of_type(table, first, assembly),
    )


def with_publications(
    table: Table, target: Target, publications: Collection[str], assembly: Assembly
) -> Table:
    """Without places in publications that the merged schema does not have, or cannot have."""
    kept = []
    for extra in table.extras:
        if extra.kind == "publication" and (table.unlogged or extra.name not in publications):
            reason = "the merged schema has no such publication"
            if table.unlogged:
                reason = "the table is unlogged after the merge, and such a one is not published"
            named = [s for s in target.by_precedence if extra.id in {e.id for e in s.table.extras}]
            source = (named or target.by_precedence)[0]
            assembly.omit(source, extra.kind, extra.name, extra.definition, reason)
        else:
            kept.append(extra)
    return replace(table, extras=tuple(kept)) if len(kept) < len(table.extras) else table


def publications(others: Collection[str], *, platform: bool) -> frozenset[str]:
    """The publications of the merged schema by their plain names. ``platform``: the database that
    the migration runs on brings its own."""
    own = {
        name.removeprefix("publication ").strip('"').replace('""', '"')
        for name in others
        if name.startswith("publication ")
    }
    return frozenset(own | ({PLATFORM_PUBLICATION} if platform else set()))


def _extras(target: Target, assembly: Assembly) -> tuple[Extra, ...]:
    found: dict[str, Extra] = {}
    meanings: dict[Hashable, Source] = {}
    for source in target.by_precedence:
        for extra in source.kept.extras:
            fates = assembly.fates[source.side]
            if extra.kind != "rule":  # which reads rows; the others are of a table as a whole
                fates = replace(fates, own_rows={})
            new = rewrite(extra.definition, fates, "trigger", source.table)
            if new.lost:
                reason = f"it names what the merge does not have: {', '.join(new.lost)}"
                assembly.omit(source, extra.kind, extra.name, extra.definition, reason)
                continue
            carried = replace(extra, definition=new.text)
            if meanings.setdefault(_meaning(carried), source) is not source:
                continue
            if carried.kind == "publication" and carried.id in found:
                reason = "a publication has a table once: the other side's columns and filter stay"
                assembly.omit(source, extra.kind, extra.name, extra.definition, reason)
                assembly.another(target, source, extra, None)
                continue
            carried = _with_free_name(carried, source, target, found, assembly)
            found[carried.id] = carried
    return tuple(sorted(found.values(), key=lambda e: e.id))


def _with_free_name(
    extra: Extra, source: Source, target: Target, found: Mapping[str, Extra], assembly: Assembly
) -> Extra:
    """Rules share a table's names, statistics objects a schema's."""
    name = extra.name
    if extra.kind == "rule":
        name = assembly.free_name(name, lambda n: f"rule {n}" in found, source.side)
    elif extra.kind == "statistics":
        schema, plain = split_name(name)
        if source is not target.in_place:
            # what the table itself had it may have again
            own = target.in_place.table.extras if target.in_place else ()
            free = {e.name for e in own} - {e.name for e in found.values()}
            taken = assembly.statistics_names - free
            plain = assembly.free_name(
                plain, lambda n: schema + quote_ident(n) in taken, source.side
            )
        name = schema + quote_ident(plain)
        assembly.statistics_names.add(name)
    if name == extra.name:
        return extra
    assembly.another(target, source, extra, name)
    old, new = (
        (quote_ident(extra.name), quote_ident(name))
        if extra.kind == "rule"
        else (
            extra.name,
            name,
        )
    )
    return replace(extra, name=name, definition=extra.definition.replace(old, new, 1))


def _meaning(extra: Extra) -> Hashable:
    nameless = extra.definition
    if extra.kind == "rule":
        nameless = nameless.replace(quote_ident(extra.name), "x", 1)
    elif extra.kind == "statistics":
        nameless = nameless.replace(extra.name, "x", 1)
    return extra.kind, normal(nameless, "trigger"), extra.enabled


def _replica_identity(table: Table, source: Source, columns: Columns, assembly: Assembly) -> str:
    """The index may have another name after the merge."""
    was = source.table.replica_identity
    if not was.startswith("index "):
        return was
    name = was.removeprefix("index ")
    where = columns.maps[source.side, source.name]
    for key in source.table.keys:
        if key.name == name:
            wanted = tuple(where.get(c) for c in key.columns)
            found = [k.name for k in table.keys if k.columns == wanted]
            if found:
                return f"index {found[0]}"
    for index in source.table.indexes:
        if index.name == name:
            wanted = tuple(where.get(c) for c in index.columns)
            named = [i.name for i in table.indexes if i.unique and i.columns == wanted]
            if named:
                return f"index {name if name in named else named[0]}"
    gone = next(
        (k for k in (f"constraint {name}", f"index {name}") if k in source.parts.gone), None
    )
    if gone is not None:
        message = (
            f"{gone} is left out by a decision, and the table publishes its changes by it (REPLICA "
            "IDENTITY USING INDEX): keep it, or let the table publish them by another one first"
        )
        assembly.told.append(Problem(table=source.key, message=message))
        return "default"
    reason = "the merged table does not have its index"
    assembly.omit(source, "replica identity", name, was, reason)
    return "default"


def _of_type(table: Table, source: Source, assembly: Assembly) -> Name | None:
    wanted = source.table.of_type
    if wanted is None:
        return None
    had = [(c.name, c.type) for c in source.table.columns]
    if had == [(c.name, c.type) for c in table.columns]:
        return wanted
    reason = "the merged table has other columns than its type"
    assembly.omit(source, "type of the table", wanted.key, f"OF {wanted.sql}", reason)
    return None
