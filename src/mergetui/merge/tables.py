"""Everything that hangs on a target's columns: keys, checks, indexes, triggers, policies, grants.

The union of what the sources have: equal ones once, under the name that the remote gave them. What
speaks of something that a decision gives up is left out, and said so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from mergetui.catalog.model import (
    Check,
    Exclusion,
    ForeignKey,
    Grant,
    Index,
    Key,
    Policy,
    Table,
    Trigger,
)
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.model import Side
from mergetui.merge.columns import Columns, column_list
from mergetui.merge.expressions import normal, rewrite
from mergetui.merge.fates import Fates
from mergetui.merge.grants import merged_grants, still_withheld
from mergetui.merge.model import Consequence, LeftOut, Problem
from mergetui.merge.partitions import covers
from mergetui.merge.targets import Source, Target

_SEVERAL = "the rows of several tables come together here, and may hold the same values"
_PARTS = "a key of a partitioned table holds the columns that it is partitioned by"
_GIN_TYPES = ("jsonb", "tsvector", "hstore")


class Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


@dataclass(slots=True)
class Assembly:
    """What the tables of the merged catalog share while they are composed."""

    fates: Mapping[Side, Fates]
    relation_names: set[str] = field(default_factory=set)  # tables, indexes ... of all schemas
    left_out: list[LeftOut] = field(default_factory=list)
    statistics_names: set[str] = field(default_factory=set)  # quoted and qualified
    source_of_truth: tuple[str, ...] = ()  # as [defaults] says
    rows: Mapping[Name, int] = field(default_factory=dict)  # of the remote, where known
    told: list[Problem | Consequence] = field(default_factory=list)

    def free_name(self, name: str, taken: Callable[[str], bool], side: Side) -> str:
        """The name, or one with the side and then a number where it is taken."""
        if not taken(name):
            return name
        candidates = (f"{_cut(name, 9)}_{side}{'' if n == 1 else n}" for n in range(1, 1000))
        return next(c for c in candidates if not taken(c))

    def omit(self, source: Source, kind: str, name: str, definition: str, reason: str) -> None:
        self.left_out.append(
            LeftOut(
                side=source.side,
                kind=kind,
                table=source.name,
                name=name,
                definition=definition,
                reason=reason,
                decision=source.label,
            )
        )


def _cut(name: str, room: int) -> str:
    return name.encode()[: 63 - room].decode(errors="ignore")


def compose_keys(target: Target, columns: Columns, assembly: Assembly) -> tuple[Key, ...]:
    """Primary and unique keys, those of the table altered in place first."""
    found: list[tuple[Key, Source]] = []
    partitioned = target.by_precedence[0]
    parts = columns.maps[partitioned.side, partitioned.name]
    for source in target.by_precedence:
        where = columns.maps[source.side, source.name]
        for key in source.table.keys:
            mapped = [where.get(c) for c in key.columns]
            include = [where.get(c) for c in key.include]
            if None in mapped or None in include:
                assembly.omit(
                    source, "key", key.name, column_list(key.columns), "its columns are given up"
                )
                continue
            names = tuple(c for c in mapped if c)
            if not covers(partitioned.table.partition_key, parts, names):
                assembly.omit(source, "key", key.name, column_list(key.columns), _PARTS)
                continue
            if any(set(k.columns) == set(names) for k, other in found if other is not source):
                continue
            if not key.primary and _several_fill(target, columns, names):
                assembly.omit(source, "key", key.name, column_list(key.columns), _SEVERAL)
                continue
            primary = key.primary and not any(k.primary for k, _ in found)
            carried = key
            if (primary, names, tuple(include)) != (key.primary, key.columns, key.include):
                kept = tuple(c for c in include if c)
                carried = replace(key, primary=primary, columns=names, include=kept)
            found.append((_named(carried, source, target, assembly), source))
    return tuple(key for key, _ in found)


def _several_fill(target: Target, columns: Columns, names: Iterable[str]) -> bool:
    """Whether rows of several tables come together in columns that one of them held unique."""
    wanted = set(names)
    rows = [s for s in (target.in_place, *target.moved) if s is not None]
    return sum(wanted <= set(columns.maps[s.side, s.name].values()) for s in rows) > 1


def _named(key: Key, source: Source, target: Target, assembly: Assembly) -> Key:
    """Keys and indexes share the names of tables; what is altered in place keeps its own."""
    if source is target.in_place:
        assembly.relation_names.add(key.name)
        return key
    name = assembly.free_name(key.name, assembly.relation_names.__contains__, source.side)
    assembly.relation_names.add(name)
    return key if name == key.name else replace(key, name=name)


def keep_names(table: Table, before: Table) -> Table:
    """A table under the names that equal keys, checks and indexes have where it is altered.

    Names that PostgreSQL made up differ between sides without a meaning: what is there stays as it
    is called. ``before`` is the table as it was, in the words of the merged catalog.
    """

    def renamed(items: tuple[T, ...], old: tuple[T, ...], meaning: Callable[[T], Hashable]) -> Any:
        names = {meaning(item): item.name for item in reversed(old)}
        found: dict[str, T] = {}
        for item in items:
            name = names.get(meaning(item), item.name)
            found[name if name not in found else item.name] = _rename(
                item, name if name not in found else item.name
            )
        return tuple(found[name] for name in sorted(found))

    return replace(
        table,
        keys=renamed(table.keys, before.keys, lambda k: (k.primary, k.columns)),
        foreign_keys=renamed(
            table.foreign_keys,
            before.foreign_keys,
            lambda f: (f.columns, f.references, f.ref_columns, f.on_delete, f.on_update),
        ),
        checks=renamed(table.checks, before.checks, lambda c: normal(c.expression, "expression")),
        indexes=renamed(table.indexes, before.indexes, index_meaning),
    )


def compose_table(
    target: Target,
    columns: Columns,
    keys: tuple[Key, ...],
    foreign_keys: tuple[ForeignKey, ...],
    assembly: Assembly,
) -> Table:
    """A target with all that its sources carry."""
    sources = target.by_precedence
    base = sources[0].table
    constraint_names = {k.name for k in keys} | {f.name for f in foreign_keys}
    tables = [(s, s.table) for s in sources]
    checks = _union(
        assembly,
        ((s, c) for s, t in tables for c in t.checks),
        _check,
        lambda c: normal(c.expression, "expression"),
        constraint_names,
    )
    constraint_names |= {c.name for c in checks}
    exclusions = _union(
        assembly,
        (
            (s, e)
            for s, t in tables
            for e in t.exclusions
            if not (target.moved and _say_several(assembly, s, e))
        ),
        _exclusion,
        lambda e: normal(e.definition, "exclusion"),
        constraint_names,
    )
    own = {e.name for e in target.in_place.table.exclusions} if target.in_place else set()
    exclusions = tuple(
        e if e.name in own else replace(e, name=_relation_name(assembly, e.name, sources[-1].side))
        for e in exclusions
    )
    indexes = _indexes(target, columns, assembly)
    triggers = _union(
        assembly,
        ((s, t) for s, table in tables for t in table.triggers),
        _trigger,
        _trigger_meaning,
    )
    policies = _union(
        assembly,
        ((s, p) for s, t in tables for p in t.policies),
        carry_policy,
        policy_meaning,
    )
    return replace(
        base,
        name=target.name,
        columns=tuple(columns.columns.values()),
        keys=keys,
        foreign_keys=foreign_keys,
        checks=checks,
        exclusions=exclusions,
        indexes=indexes,
        triggers=triggers,
        policies=policies,
        grants=still_withheld(
            target.in_place.table.grants if target.in_place else (),
            merged_grants(carried_grants(source, columns) for source in sources),
        ),
        rls=any(t.rls for _, t in tables),
        force_rls=any(t.force_rls for _, t in tables),
        comment=next((t.comment for _, t in tables if t.comment), None),
        needs=tuple(sorted({n for _, t in tables for n in t.needs})),
    )


def carried_grants(source: Source, columns: Columns) -> tuple[Grant, ...]:
    """The privileges of a source on the columns that they go to."""
    where = columns.maps[source.side, source.name]
    return tuple(
        replace(g, columns=tuple(sorted(where[c] for c in g.columns if c in where)))
        if g.columns
        else g
        for g in source.table.grants
        if not g.columns or any(c in where for c in g.columns)
    )


def _union(
    assembly: Assembly,
    items: Iterable[tuple[Source, T]],
    carry: Callable[[Assembly, Source, T], T | None],
    meaning: Callable[[T], Hashable],
    taken: Iterable[str] = (),
) -> tuple[T, ...]:
    """Equal ones once; the same name with another meaning gets a name of its own.

    What a single side has twice stays twice: that is no matter of the merge.
    """
    found: dict[str, T] = {}
    meanings: dict[Hashable, Source] = {}
    others = set(taken)
    for source, item in items:
        carried = carry(assembly, source, item)
        if carried is None:
            continue
        said = meaning(carried)
        if meanings.setdefault(said, source) is not source:
            continue
        name = assembly.free_name(carried.name, lambda n: n in found or n in others, source.side)
        if name != carried.name:
            carried = _rename(carried, name)
        found[name] = carried
    return tuple(found[name] for name in sorted(found))


def _rename(item: T, name: str) -> T:
    if isinstance(item, Trigger):
        definition = item.definition.replace(quote_ident(item.name), quote_ident(name), 1)
        return replace(item, name=name, definition=definition)
    return replace(item, name=name)  # type: ignore[type-var]


def _check(assembly: Assembly, source: Source, check: Check) -> Check | None:
    new = rewrite(check.expression, assembly.fates[source.side], "expression", source.table)
    if new.lost:
        assembly.omit(source, "check", check.name, check.expression, _reason(new.lost))
        return None
    return check if new.text == check.expression else replace(check, expression=new.text)


def _exclusion(assembly: Assembly, source: Source, item: Exclusion) -> Exclusion | None:
    new = rewrite(item.definition, assembly.fates[source.side], "exclusion", source.table)
    if new.lost:
        assembly.omit(source, "exclusion", item.name, item.definition, _reason(new.lost))
        return None
    return replace(item, definition=new.text)


def _say_several(assembly: Assembly, source: Source, item: Exclusion) -> bool:
    assembly.omit(source, "exclusion", item.name, item.definition, _SEVERAL)
    return True


def _relation_name(assembly: Assembly, name: str, side: Side) -> str:
    """A name that no table and no other index has."""
    free = assembly.free_name(name, assembly.relation_names.__contains__, side)
    assembly.relation_names.add(free)
    return free


def _trigger(assembly: Assembly, source: Source, trigger: Trigger) -> Trigger | None:
    new = rewrite(trigger.definition, assembly.fates[source.side], "trigger", source.table)
    if new.lost:
        assembly.omit(source, "trigger", trigger.name, trigger.definition, _reason(new.lost))
        return None
    return trigger if new.text == trigger.definition else replace(trigger, definition=new.text)


def _trigger_meaning(trigger: Trigger) -> Hashable:
    nameless = trigger.definition.replace(quote_ident(trigger.name), "x", 1)
    return normal(nameless, "trigger"), trigger.enabled


def carry_policy(assembly: Assembly, source: Source, policy: Policy) -> Policy | None:
    texts = {}
    for part in ("using", "check"):
        text = getattr(policy, part)
        if text is None:
            continue
        new = rewrite(text, assembly.fates[source.side], "expression", source.table)
        if new.lost:
            assembly.omit(source, "policy", policy.name, text, _reason(new.lost))
            return None
        texts[part] = new.text
    if all(getattr(policy, part) == text for part, text in texts.items()):
        return policy
    return replace(policy, **texts)  # type: ignore[arg-type]


def policy_meaning(policy: Policy) -> Hashable:
    """What a policy says, whatever its name and spelling."""
    texts = (normal(t, "expression") if t else None for t in (policy.using, policy.check))
    return (policy.command, policy.permissive, policy.roles, *texts)


def _reason(lost: tuple[str, ...]) -> str:
    return f"it names what the merge does not have: {', '.join(lost)}"


def _indexes(target: Target, columns: Columns, assembly: Assembly) -> tuple[Index, ...]:
    found: list[Index] = []
    bodies: dict[Hashable, Source] = {}
    several = len(target.sources) > 1
    partitioned = target.by_precedence[0]
    partition_key = partitioned.table.partition_key
    parts = columns.maps[partitioned.side, partitioned.name]
    for source in target.by_precedence:
        where = columns.maps[source.side, source.name]
        for index in source.table.indexes:
            carried = carry_index(assembly, source, index, where, columns)
            if carried is None:
                continue
            if carried.unique and not covers(partition_key, parts, carried.columns):
                assembly.omit(source, "index", index.name, index.body, _PARTS)
                continue
            if carried.unique and _several_fill(target, columns, carried.columns):
                assembly.omit(source, "index", index.name, index.body, _SEVERAL)
                continue
            if several:
                meaning = index_meaning(carried)
                if bodies.setdefault(meaning, source) is not source:
                    continue
            if source is not target.in_place:
                name = assembly.free_name(
                    carried.name, assembly.relation_names.__contains__, source.side
                )
                carried = carried if name == carried.name else replace(carried, name=name)
            assembly.relation_names.add(carried.name)
            found.append(carried)
    return tuple(sorted(found, key=lambda i: i.name))


def carry_index(
    assembly: Assembly, source: Source, index: Index, where: Mapping[str, str], columns: Columns
) -> Index | None:
    """An index on the target's columns; None, and said so, where it cannot be there."""
    new = rewrite(index.body, assembly.fates[source.side], "index", source.table)
    mapped = tuple(where.get(c, "") for c in index.columns)
    lost = [c for c, m in zip(index.columns, mapped, strict=True) if c and not m]
    if new.lost or lost:
        reason = _reason(new.lost or tuple(f"column {c}" for c in lost))
        assembly.omit(source, "index", index.name, index.body, reason)
        return None
    if new.stable:
        reason = f"no index can hold {', '.join(new.stable)}, which is not immutable"
        assembly.omit(source, "index", index.name, index.body, reason)
        return None
    if new.text.startswith("USING gin"):
        odd = next(
            (
                m
                for c, m in zip(index.columns, mapped, strict=True)
                if m and columns.columns[m].type != _type_of(source, c)
                if not _gin_can(columns.columns[m].type)
            ),
            None,
        )
        if odd and "_ops" not in new.text:
            reason = f"gin indexes no {columns.columns[odd].type}, which {odd} is after the merge"
            assembly.omit(source, "index", index.name, index.body, reason)
            return None
    if (new.text, mapped) == (index.body, index.columns):
        return index
    return replace(index, body=new.text, columns=mapped)


def _type_of(source: Source, name: str) -> str:
    column = source.table.column(name)
    return column.type if column else ""


def index_meaning(index: Index) -> Hashable:
    """What an index holds, whatever its name and spelling."""
    return index.unique, normal(index.body, "index")


def _gin_can(type_text: str) -> bool:
    return type_text in _GIN_TYPES or type_text.endswith("[]")
