"""Foreign keys of the merged catalog.

Those of both sides, equal ones once. Where a column has one on each side, to different tables, it
cannot point at both: the preferred side, or the one that the column is taken from, stays. Declared
ones are tried again, since unified key types may be what makes them right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mergetui.catalog.model import Catalog, ForeignKey, Index, Key, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.model import Side
from mergetui.decisions.parts import key_of
from mergetui.merge.assembly import Assembly
from mergetui.merge.columns import Columns, SourceKey, column_list
from mergetui.merge.key_types import Node
from mergetui.merge.model import Consequence, Problem
from mergetui.merge.parts import said
from mergetui.merge.targets import Source, Target, Targets
from mergetui.merge.types import family
from mergetui.triage.referents import end, suggestion


@dataclass(frozen=True, slots=True)
class Candidate:
    """A foreign key in the names of the merged catalog, and where it comes from."""

    source: Source
    foreign_key: ForeignKey
    original: ForeignKey
    declared: str = ""  # PostgreSQL's words where it refused it on its own side

    @property
    def ties(self) -> Iterator[tuple[str, str]]:
        return iter(zip(self.foreign_key.columns, self.foreign_key.ref_columns, strict=True))


def definition(foreign_key: ForeignKey) -> str:
    """As a person reads it: ``(user_id) -> users (id)``."""
    return (
        f"{column_list(foreign_key.columns)} -> {foreign_key.references.key} "
        f"{column_list(foreign_key.ref_columns)}"
    )


def gather(
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    columns: Mapping[Name, Columns],
    catalogs: Mapping[Side, Catalog],
    assembly: Assembly,
) -> dict[Name, list[Candidate]]:
    """The foreign keys that each target is to have, before types are known."""
    declared: dict[SourceKey, list[tuple[ForeignKey, str]]] = {}
    for side, catalog in catalogs.items():
        for item in catalog.declared:
            if isinstance(item.object, ForeignKey):
                declared.setdefault((side, item.table), []).append((item.object, item.message))
    found: dict[Name, list[Candidate]] = {}
    for target in targets.targets.values():
        candidates: list[Candidate] = []
        for source in target.by_precedence:
            refused = declared.get((source.side, source.name), [])
            for carried in of_source(source, refused, targets, maps, assembly):
                _settle(candidates, carried, columns[target.name], target, assembly)
        found[target.name] = candidates
    return found


def of_source(
    source: Source,
    refused: Iterable[tuple[ForeignKey, str]],
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    assembly: Assembly,
) -> Iterator[Candidate]:
    """The foreign keys of one source in the names of the merged catalog."""
    own = ((fk, "") for fk in source.kept.foreign_keys)
    tried = ((fk, words) for r, words in refused if (fk := source.parts.of(r)) is not None)
    for foreign_key, words in (*own, *tried):
        carried = _carry(source, foreign_key, words, targets, maps, assembly)
        if carried is not None:
            yield carried


def _carry(
    source: Source,
    foreign_key: ForeignKey,
    words: str,
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    assembly: Assembly,
) -> Candidate | None:
    side = source.side

    def omit(reason: str) -> None:
        assembly.omit(source, "foreign key", foreign_key.name, definition(foreign_key), reason)

    referenced = foreign_key.references
    into = targets.where[side].get(referenced, referenced)
    if into is None:
        waits = any(
            s.decision.action == "undecided"
            for s in targets.sources
            if (s.side, s.name) == (side, referenced)
        )
        why = "undecided, so not yet" if waits else "not"
        omit(f"table {referenced.key} is {why} in the merged schema")
        _say_dropped(source, foreign_key, targets, assembly)
        return None
    own_map = maps[side, source.name]
    ref_map = maps.get((side, referenced))
    columns = [own_map.get(c) for c in foreign_key.columns]
    ref_columns = [ref_map.get(c) if ref_map is not None else c for c in foreign_key.ref_columns]
    set_columns = [own_map.get(c) for c in foreign_key.on_delete_columns]
    if None in columns or None in set_columns:
        omit("its columns are given up")
        return None
    if None in ref_columns:
        omit(f"what it points at in {into.key} is given up")
        return None
    now = (into, tuple(columns), tuple(ref_columns), tuple(set_columns))
    was = (foreign_key.references, foreign_key.columns, foreign_key.ref_columns)
    carried = foreign_key
    if now != (*was, foreign_key.on_delete_columns):
        carried = replace(
            foreign_key,
            references=into,
            columns=tuple(c for c in columns if c),
            ref_columns=tuple(c for c in ref_columns if c),
            on_delete_columns=tuple(c for c in set_columns if c),
        )
    return Candidate(source, carried, foreign_key, words)


def _say_dropped(
    source: Source, foreign_key: ForeignKey, targets: Targets, assembly: Assembly
) -> None:
    """A decision drops what another's table points at: one of the two has to give way, unless
    the column has a choice of its own."""
    columns, referenced = foreign_key.columns, foreign_key.references
    dropped = any(
        s.side == source.side and s.name == referenced and s.decision.action == "drop"
        for s in targets.sources
    )
    settled = any(
        (d := source.decision.columns.get(c)) is not None and d.take is not None for c in columns
    )
    if not dropped or settled:
        return
    name = quote_ident(columns[0])
    message = (
        f"{column_list(columns)} points at {referenced.key}, which is dropped: keep the column "
        f'without its foreign key with {name} = {{ take = "{source.side}" }}, or drop it with '
        'take = "drop"'
    )
    assembly.told.append(Problem(table=source.key, message=message, other=referenced.key))


def _settle(
    candidates: list[Candidate],
    new: Candidate,
    columns: Columns,
    target: Target,
    assembly: Assembly,
) -> None:
    """Add a foreign key, unless it is there already or another side's stands in its place."""
    key = new.foreign_key
    for index, old in enumerate(candidates):
        there = old.foreign_key
        twice = old.source is new.source and not new.declared  # a side may have one twice
        if there.columns != key.columns or twice:
            continue
        if (there.references, there.ref_columns) == (key.references, key.ref_columns):
            if (there.on_delete, there.on_update) != (key.on_delete, key.on_update):
                reason = (
                    f"the {old.source.side} has the same foreign key with "
                    f"ON DELETE {there.on_delete.upper()}, which stays"
                )
                if new.source.parts.both(new.original):
                    continue
                text = f"{definition(new.original)} on delete {key.on_delete}"
                assembly.omit(new.source, "foreign key action", key.name, text, reason)
                beside = (old.source, old.original)
                assembly.another(target, new.source, new.original, None, beside=beside)
            return
        if old.source.side == new.source.side or new.source.parts.both(new.original):
            continue
        stays, goes = (old, new)
        if columns.chosen.get(key.columns[0]) == new.source.side != old.source.side:
            stays, goes = (new, old)
        assembly.omit(
            goes.source,
            "foreign key",
            goes.original.name,
            definition(goes.original),
            f"{quote_ident(key.columns[0])} points at {stays.foreign_key.references.key} "
            f"({stays.source.side}), and one column cannot point at both",
        )
        two = sorted((old, new), key=lambda c: c.source.side != "remote")
        one, other = (c.original.references for c in two)
        ends = " and ".join(
            end(n, c.source.side, assembly.rows.get(n))
            for n, c in zip((one, other), two, strict=True)
        )
        column = stays.foreign_key.columns[0]
        decided = stays.source.decision.columns.get(column)
        hint = suggestion(column, one, other, assembly.source_of_truth)
        which = hint if hint and not (decided and decided.take) else "take says which"
        message = (
            f"points at two tables, {ends}: it follows the {stays.source.side}; {which}, "
            'and take = "both" keeps two columns'
        )
        assembly.told.append(Consequence(table=stays.source.key, column=column, message=message))
        candidates[index] = stays
        return
    candidates.append(new)


def ties(candidates: Mapping[Name, list[Candidate]]) -> Iterator[tuple[Node, Node]]:
    """Which columns the foreign keys tie together: (referencing, referenced)."""
    for table, found in candidates.items():
        for candidate in found:
            if candidate.foreign_key.references not in candidates:
                continue
            for column, referenced in candidate.ties:
                yield (table, column), (candidate.foreign_key.references, referenced)


def without_target(
    candidates: Mapping[Name, list[Candidate]],
    keys: Mapping[Name, tuple[Key, ...]],
    unique_indexes: Mapping[Name, set[frozenset[str]]],
    targets: Targets,
    maps: Mapping[SourceKey, Mapping[str, str]],
    assembly: Assembly,
) -> dict[Name, list[Candidate]]:
    """Leave out what points at columns that no unique constraint covers."""
    result: dict[Name, list[Candidate]] = {}
    for table, found in candidates.items():
        result[table] = []
        for candidate in found:
            key = candidate.foreign_key
            if key.references not in keys and not candidate.declared:
                result[table].append(candidate)  # a table of the platform, as auth.users
                continue
            wanted = frozenset(key.ref_columns)
            there = {frozenset(k.columns) for k in keys.get(key.references, ())}
            if wanted in there | unique_indexes.get(key.references, set()):
                result[table].append(candidate)
                continue
            assembly.omit(
                candidate.source,
                "foreign key",
                candidate.original.name,
                definition(candidate.original),
                candidate.declared
                or f"{key.references.key} has no unique key on {column_list(key.ref_columns)}",
            )
            if target := targets.targets.get(key.references):
                assembly.told += key_left_out(candidate, target, maps)
    return result


def key_left_out(
    candidate: Candidate, target: Target, maps: Mapping[SourceKey, Mapping[str, str]]
) -> Iterator[Problem]:
    """The decision that leaves out what a foreign key needs of the table that it points at."""
    key, source = candidate.foreign_key, candidate.source
    wanted = {*key.ref_columns}
    for other in target.sources:
        where = maps[other.side, other.name]
        unique: list[Key | Index] = [*other.table.keys]
        unique += [index for index in other.table.indexes if index.unique]
        for part in unique:
            gone = key_of(part) in other.parts.gone
            if not gone or {where.get(c) for c in part.columns} != wanted:
                continue
            way = said(key_of(candidate.original), "drop")
            message = (
                f"{quote_ident(key.name)} points at {target.name.key} "
                f"{column_list(key.ref_columns)}, where {key_of(part)} is left out by a decision: "
                f"keep that, or leave this out too with {way}"
            )
            place = other.key if other.key != source.key else None
            yield Problem(table=source.key, message=message, other=place)
            return


def finish(
    target: Target,
    candidates: list[Candidate],
    columns: Mapping[Name, Columns],
    key_names: set[str],
    assembly: Assembly,
) -> tuple[ForeignKey, ...]:
    """The foreign keys of a target once types are settled, under names that are free."""
    found: dict[str, ForeignKey] = {}
    for candidate in candidates:
        key = candidate.foreign_key
        clash = next(
            (
                f"{quote_ident(a)} is {left} and {key.references.key}.{quote_ident(b)} is {right}"
                for a, b in candidate.ties
                if key.references in columns
                and family(left := columns[target.name].columns[a].type)
                != family(right := columns[key.references].columns[b].type)
            ),
            None,
        )
        if clash:
            assembly.omit(
                candidate.source,
                "foreign key",
                candidate.original.name,
                definition(candidate.original),
                clash,
            )
            continue
        name = assembly.free_name(
            key.name, lambda n: n in found or n in key_names, candidate.source.side
        )
        if name != key.name:
            assembly.another(target, candidate.source, candidate.original, name)
        found[name] = key if name == key.name else replace(key, name=name)
    return tuple(found[name] for name in sorted(found))


def unique_index_columns(table: Table, where: Mapping[str, str]) -> set[frozenset[str]]:
    """Column sets that a plain unique index covers, in the names of the merged catalog."""
    return {
        frozenset(where[c] for c in index.columns)
        for index in table.indexes
        if index.unique
        and " WHERE " not in index.body
        and all(c and c in where for c in index.columns)
    }
