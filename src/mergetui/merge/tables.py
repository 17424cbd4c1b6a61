"""Everything that hangs on a target's columns: keys, checks, indexes, triggers, policies, grants.

The union of what the sources have: equal ones once, under the name that the remote gave them. What
speaks of something that a decision gives up is left out, and said so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

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
from mergetui.decisions.parts import Part, renamed
from mergetui.merge.access_methods import unfit
from mergetui.merge.assembly import PARTS, SEVERAL, Assembly, names_lost
from mergetui.merge.columns import Columns
from mergetui.merge.expressions import normal, rewrite
from mergetui.merge.grants import merged_grants, still_withheld
from mergetui.merge.indexes import compose_indexes
from mergetui.merge.targets import Source, Target


class Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Part)


def relation_names(table: Table) -> set[str]:
    """The names that a table's keys, indexes and exclusions take beside those of tables."""
    held: tuple[Key | Index | Exclusion, ...] = (*table.keys, *table.indexes, *table.exclusions)
    return {part.name for part in held}


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
    tables = [(s, s.kept) for s in sources]
    checks = _union(
        (target, assembly),
        ((s, c) for s, t in tables for c in t.checks),
        _check,
        lambda c: normal(c.expression, "expression"),
        constraint_names,
    )
    constraint_names |= {c.name for c in checks}
    exclusions = _union(
        (target, assembly),
        (
            (s, e)
            for s, t in tables
            for e in t.exclusions
            if not target.moved or s.parts.insisted(e) or not _say_left_out(assembly, s, e, SEVERAL)
            if not base.partition_key or s is sources[0] or not _say_left_out(assembly, s, e, PARTS)
        ),
        _exclusion,
        lambda e: normal(e.definition, "exclusion"),
        constraint_names,
    )
    own = {e.name for e in target.in_place.kept.exclusions} if target.in_place else set()
    exclusions = tuple(
        e if e.name in own else replace(e, name=_relation_name(assembly, e.name, sources[-1].side))
        for e in exclusions
    )
    indexes = compose_indexes(target, columns, keys, assembly)
    triggers = _union(
        (target, assembly),
        ((s, t) for s, table in tables for t in table.triggers),
        _trigger,
        _trigger_meaning,
    )
    policies = _union(
        (target, assembly),
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
    where: tuple[Target, Assembly],
    items: Iterable[tuple[Source, T]],
    carry: Callable[[Assembly, Source, T], T | None],
    meaning: Callable[[T], Hashable],
    taken: Iterable[str] = (),
) -> tuple[T, ...]:
    """Equal ones once; the same name with another meaning gets a name of its own.

    What a single side has twice stays twice: that is no matter of the merge.
    """
    target, assembly = where
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
            assembly.another(target, source, carried, name, _how(carried))
            carried = renamed(carried, name)
        found[name] = carried
    return tuple(found[name] for name in sorted(found))


def _how(part: Part) -> str:
    """What it comes to that both of two parts stay."""
    match part:
        case Trigger():
            return ", and both run"
        case Policy():
            what = "what either lets somebody do is allowed" if part.permissive else "both restrict"
            return f", and {what}"
    return ""


def _check(assembly: Assembly, source: Source, check: Check) -> Check | None:
    new = rewrite(check.expression, assembly.fates[source.side], "expression", source.table)
    if new.lost:
        assembly.omit(source, "check", check.name, check.expression, names_lost(new.lost))
        return None
    assembly.raises(source, f"check {check.name}", new)
    return check if new.text == check.expression else replace(check, expression=new.text)


def _exclusion(assembly: Assembly, source: Source, item: Exclusion) -> Exclusion | None:
    new = rewrite(item.definition, assembly.fates[source.side], "exclusion", source.table)
    if new.lost:
        assembly.omit(source, "exclusion", item.name, item.definition, names_lost(new.lost))
        return None
    if why := unfit(new.text, assembly.fates[source.side].columns.get(source.name, {}).values()):
        assembly.omit(source, "exclusion", item.name, item.definition, why)
        return None
    return replace(item, definition=new.text)


def _say_left_out(assembly: Assembly, source: Source, item: Exclusion, why: str) -> bool:
    assembly.omit(source, "exclusion", item.name, item.definition, why)
    return True


def _relation_name(assembly: Assembly, name: str, side: Side) -> str:
    """A name that no table and no other index has."""
    free = assembly.free_name(name, assembly.relation_names.__contains__, side)
    assembly.relation_names.add(free)
    return free


def _trigger(assembly: Assembly, source: Source, trigger: Trigger) -> Trigger | None:
    new = rewrite(trigger.definition, assembly.fates[source.side], "trigger", source.table)
    if new.lost:
        assembly.omit(source, "trigger", trigger.name, trigger.definition, names_lost(new.lost))
        return None
    assembly.raises(source, f"trigger {trigger.name}", new)
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
            assembly.omit(source, "policy", policy.name, text, names_lost(new.lost))
            return None
        texts[part] = new.text
        assembly.raises(source, f"policy {policy.name}", new)
    if all(getattr(policy, part) == text for part, text in texts.items()):
        return policy
    return replace(policy, **texts)  # type: ignore[arg-type]


def policy_meaning(policy: Policy) -> Hashable:
    """What a policy says, whatever its name and spelling."""
    texts = (normal(t, "expression") if t else None for t in (policy.using, policy.check))
    return (policy.command, policy.permissive, policy.roles, *texts)


def log_what_logged_tables_need(tables: dict[Name, Table]) -> Iterator[tuple[Name, str]]:
    """A table that is not unlogged can only point at others that are not, so these are no more;
    says which, and why."""
    waiting = [table for table in tables.values() if not table.unlogged]
    while waiting:
        table = waiting.pop()
        for name in sorted({key.references for key in table.foreign_keys}):
            found = tables.get(name)
            if found is not None and found.unlogged:
                tables[name] = replace(found, unlogged=False)
                waiting.append(tables[name])
                yield name, f"is unlogged no more, since {table.name.key} points at it"
