"""Parts that decisions leave out: how they are listed, and what becomes of what stands on them.

Foreign keys onto a unique key are told where foreign keys are composed, and the index of a replica
identity where that is; here are views that group by a primary key, and what inserts ON CONFLICT by
a unique one. The invariant: what PostgreSQL would refuse to drop is a contradiction with both
places, and no migration that fails.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mergetui.catalog.model import Function, Index, Key, Table, View
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.parts import key_of, kind_of, parts_of
from mergetui.merge.assembly import Assembly
from mergetui.merge.columns import SourceKey, column_list
from mergetui.merge.model import Consequence, Problem
from mergetui.merge.nodes import children, is_column
from mergetui.merge.parts import label_of
from mergetui.merge.renames import key_of as block_of
from mergetui.merge.targets import Source, Target, Targets

_AGGREGATES = frozenset(
    (
        *("count", "sum", "avg", "min", "max", "array_agg", "string_agg", "json_agg", "jsonb_agg"),
        *("json_object_agg", "jsonb_object_agg", "bool_and", "bool_or", "every", "bit_and"),
        *("bit_or", "bit_xor", "stddev", "variance", "mode", "percentile_cont", "percentile_disc"),
        *("range_agg", "xmlagg", "any_value"),
    )
)


def tell_left_out(target: Target, assembly: Assembly) -> None:
    """List what decisions leave out of the sources of a target, but for what another has too."""
    for source in target.by_precedence:
        for key, gone in source.parts.gone.items():
            others = (parts_of(s.kept).get(key) for s in target.by_precedence if s is not source)
            if gone.part not in others:
                name, kind = gone.part.name, kind_of(gone.part)
                label = label_of(source.key, source.decision, key)
                assembly.omit(source, kind, name, gone.text, gone.reason, label)


def labels_of_parts(targets: Targets, assembly: Assembly) -> dict[tuple[Name, str], str]:
    """Which decision a statement about a part comes from: (table after the merge, part)."""
    found: dict[tuple[Name, str], str] = {}
    for name, target in targets.targets.items():
        for source in target.by_precedence:
            back = {key_of(p): key for key, p in _now(source)}
            for now, old in back.items():
                if now in source.parts.said:
                    found[name, now] = label_of(source.key, source.decision, old)
            if source is target.in_place:
                for key in source.parts.gone:
                    found[name, key] = label_of(source.key, source.decision, key)
    for (name, now), (source, key) in assembly.called.items():
        if key in source.decision.parts:
            found[name, now] = label_of(source.key, source.decision, key)
    return found


def _now(source: Source) -> Iterator[tuple[str, Any]]:
    for key in source.decision.parts:
        part = parts_of(source.table).get(key)
        if part is not None and (now := source.parts.of(part)) is not None:
            yield key, now


def grouped_by_lost_keys(
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    tables: Mapping[Name, Table],
    views: Iterable[View],
) -> Iterator[Problem]:
    """Views that group by a primary key and show more of its rows, where a decision leaves the key
    out: without it PostgreSQL does not know what to show."""
    for view, source, key in _grouped(targets, maps, tables, views):
        if key_of(key) in source.parts.gone:
            message = (
                f"view {block_of(view)} groups by the primary key of {source.key}, "
                f"{column_list(key.columns)}, which a decision leaves out: keep {key_of(key)}, or "
                "drop or change the view"
            )
            where = f"views.{block_of(view)}"
            yield Problem(table=source.key, message=message, other=where)


def without_their_keys(
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    tables: Mapping[Name, Table],
    views: Collection[View],
) -> dict[Name, str]:
    """Why views cannot be, since they group by what is the primary key no more where tables come
    together; with those that read them."""
    found = {
        view.name: f"it groups by {column_list(key.columns)}, which is not the primary key of "
        f"{source.key} after the merge"
        for view, source, key in _grouped(targets, maps, tables, views)
        if key_of(key) not in source.parts.gone
    }
    size = -1
    while size != len(found):
        size = len(found)
        gone = {view.id: view.name for view in views if view.name in found}
        for view in views:
            for need in sorted(gone.keys() & {*view.needs}):
                found.setdefault(view.name, f"it reads {gone[need].key}, which is left out")
    return found


def _grouped(
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    tables: Mapping[Name, Table],
    views: Iterable[View],
) -> Iterator[tuple[View, Source, Key]]:
    """Views that lean on a primary key of a source which the merged table has not."""
    lost = {}
    for name, target in targets.targets.items():
        for source in target.sources:
            key = source.table.primary_key
            stays = tables[name].primary_key
            kept = stays is not None and key and {*stays.columns} <= _mapped(key, source, maps)
            if key is not None and not kept:
                lost[tables[name].id] = (source, key, stays)
    for view in views if lost else ():
        for need in sorted(lost.keys() & {*view.needs}):
            source, key, stays = lost[need]
            if "GROUP BY" in view.definition and _leans_on_key(view.definition, stays):
                yield view, source, key


def settled_by_lost_keys(
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    tables: Mapping[Name, Table],
    views: Iterable[View],
    functions: Iterable[Function],
) -> Iterator[Problem | Consequence]:
    """Rules and functions that say what an INSERT does where a row is there already, by a key that
    a decision leaves out. What PostgreSQL knows of is a problem; what it reads when it runs,
    told."""
    lost = [*_unique_gone(targets, maps, tables)]
    if not lost:
        return
    owners: list[Table | View] = [*tables.values(), *views]
    texts = [
        (f"rule {e.name} of {o.name.key}", e.definition, o.name.key)
        for o in owners
        for e in o.extras
        if e.kind == "rule"
    ]
    texts += [
        (f"function {f.signature}", f.definition, f"functions.{f.signature}") for f in functions
    ]
    for who, text, place in texts:
        depends = who.startswith("rule ") or "BEGIN ATOMIC" in text
        for source, table, part, columns in lost:
            if not _settles(text, table, part.name, columns):
                continue
            message = (
                f"{who} inserts into {table.key} ON CONFLICT by {key_of(part)}, which a decision "
                "leaves out"
            )
            if depends:
                told = f"{message}: keep it, or change what inserts first"
                other = place if place != source.key else None
                yield Problem(table=source.key, message=told, other=other)
            else:
                told = f"{message}: it will be refused when it runs"
                yield Consequence(table=source.key, column=None, message=told)


def _unique_gone(
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    tables: Mapping[Name, Table],
) -> Iterator[tuple[Source, Name, Key | Index, tuple[str, ...]]]:
    """(source, table of the merge, key, its columns there) of what no other key makes up for."""
    for name, target in targets.targets.items():
        unique = {frozenset(k.columns) for k in tables[name].keys}
        unique |= {frozenset(i.columns) for i in tables[name].indexes if i.unique}
        for source in target.sources:
            where = maps[source.side, source.name]
            for gone in source.parts.gone.values():
                part = gone.part
                if isinstance(part, Key) or (isinstance(part, Index) and part.unique):
                    columns = tuple(where.get(c, c) for c in part.columns)
                    if frozenset(columns) not in unique:
                        yield source, name, part, columns


def _settles(text: str, table: Name, key: str, columns: Sequence[str]) -> bool:
    """Whether a text inserts into a table and names a key of it, or its columns, in ON CONFLICT."""
    insert = rf"\bINSERT\s+INTO\s+(?:{re.escape(table.sql)}|{re.escape(table.key)})(?![\w.\"])"
    for found in re.finditer(rf"{insert}[^;]*?\bON\s+CONFLICT\b([^;]*)", text, re.IGNORECASE):
        by = found[1].strip()
        if re.match(rf"ON\s+CONSTRAINT\s+{re.escape(quote_ident(key))}(?![\w\"])", by, re.I):
            return True
        listed = re.match(r"\(([^()]*)\)", by)
        names = {word.strip() for word in listed[1].split(",")} if listed else set()
        if names and names == {quote_ident(c) for c in columns}:
            return True
    return False


def _mapped(key: Key, source: Source, maps: Mapping[SourceKey, Mapping[str, str]]) -> set[str]:
    where = maps[source.side, source.name]
    return {where.get(c, c) for c in key.columns}


def _leans_on_key(definition: str, stays: Key | None) -> bool:
    """Whether some SELECT shows a column that it neither groups by nor aggregates."""
    from postgast import find_nodes, parse  # noqa: PLC0415

    from mergetui.catalog.apart import grammar  # noqa: PLC0415

    for select in find_nodes(parse(definition), grammar().SelectStmt):
        if not select.group_clause:
            continue
        grouped = {_words(node.column_ref) for node in select.group_clause if is_column(node)}
        if stays is not None and {*stays.columns} <= {words[-1] for words in grouped}:
            continue
        plain = [select.having_clause, *select.target_list, *select.sort_clause]
        if any(words not in grouped for node in plain for words in _plain_columns(node)):
            return True
    return False


def _plain_columns(message: Any) -> Iterator[tuple[str, ...]]:
    """The columns that stand outside of aggregates and subqueries."""
    kind = message.DESCRIPTOR.name
    if kind == "FuncCall":
        called = message.funcname[-1].string.sval
        if called in _AGGREGATES or message.agg_star or message.agg_filter.WhichOneof("node"):
            return
    if kind == "SelectStmt":
        return
    if kind == "ColumnRef":
        yield _words(message)
        return
    for child in children(message):
        yield from _plain_columns(child)


def _words(ref: Any) -> tuple[str, ...]:
    return tuple(f.string.sval for f in ref.fields)
