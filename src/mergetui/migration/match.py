"""Which part of a table before is which part after, for all tables and views at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mergetui.catalog.model import Catalog, Table, View
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.parts import part_key
from mergetui.merge.model import Transition
from mergetui.migration.carry import Carried
from mergetui.migration.columns import backfill
from mergetui.migration.constraints import (
    Asked,
    check_part,
    exclusion_part,
    foreign_key_part,
    key_part,
)
from mergetui.migration.extras import extra_part
from mergetui.migration.indexes import index_part
from mergetui.migration.model import Statement
from mergetui.migration.parts import Part, match
from mergetui.migration.policies import policy_part
from mergetui.migration.questions import Before
from mergetui.migration.triggers import trigger_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Parts by the carried name of their table or view."""

    old_parts: Mapping[Name, list[Part]]
    new_parts: Mapping[Name, list[Part]]
    kept: Mapping[str, Part]  # id of an old part -> the new one
    kept_from: Mapping[str, Part]  # id of a new part -> the old one
    replaced: frozenset[str]  # ids of the old parts among them that turn into something else
    before: Mapping[Name, Before]  # tables of both
    unknown: frozenset[str]  # names that questions cannot speak of yet


def match_all(carried: Carried, new: Catalog, transition: Transition) -> Matches:
    old = carried.catalog
    old_parts: dict[Name, list[Part]] = {}
    new_parts: dict[Name, list[Part]] = {}
    unknown = _unknown(old, new)
    befores = {
        name: _before(carried, table, transition, unknown)
        for name, table in new.tables.items()
        if name in old.tables and name not in carried.going
    }
    filled = {m.target for m in carried.moves}
    kept: dict[str, Part] = {}
    kept_from: dict[str, Part] = {}
    replaced: set[str] = set()

    def asked(name: Name) -> Before | None:
        """How a table that a foreign key points at may be asked before the migration."""
        if name in befores:
            return None if name in filled else befores[name]
        # one of the platform's stays as it is
        return None if name in new.tables else Before(name, None)

    for owner in _owners(old):
        widens = isinstance(owner, Table) and owner.name not in carried.going
        found_parts = parts_of(owner, None, widens=widens)
        old_parts[owner.name] = [labelled(owner, p, transition) for p in found_parts]
    for owner in _owners(new):
        before = befores.get(owner.name)
        found_parts = parts_of(
            owner, before, widens=before is not None, asked=asked, version=old.server_version
        )
        news = new_parts[owner.name] = [labelled(owner, p, transition) for p in found_parts]
        olds = [] if owner.name in carried.going else old_parts.get(owner.name, [])
        for kind in {p.kind for p in news}:
            found = match([p for p in olds if p.kind == kind], [p for p in news if p.kind == kind])
            for was, becomes in (*found.kept, *found.replaced):
                kept[was.id] = becomes
                kept_from[becomes.id] = was
            replaced |= {was.id for was, _ in found.replaced}
    return Matches(
        old_parts=old_parts,
        new_parts=new_parts,
        kept=kept,
        kept_from=kept_from,
        replaced=frozenset(replaced),
        before=befores,
        unknown=unknown,
    )


def labelled(owner: Table | View, part: Part, transition: Transition) -> Part:
    """A part with the decision about it in all that is said of it, where there is one."""
    label = transition.parts.get((owner.name, part_key(part.kind, part.name)))
    if label is None:
        return part

    def said(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(replace(s, decision=label) for s in statements)

    return replace(
        part,
        up=said(part.up),
        down=said((part.down,))[0],
        validate=said((part.validate,))[0] if part.validate else None,
        replace=said(part.replace),
    )


def parts_of(
    owner: Table | View,
    before: Before | None,
    *,
    widens: bool,
    asked: Asked | None = None,
    version: int = 0,
) -> list[Part]:
    """All parts of a table or view. ``before`` is what the table was, if it was; ``asked`` what
    the tables were that its foreign keys point at; ``version`` that of the server."""
    parts = [index_part(owner, i, before) for i in owner.indexes]
    parts += [trigger_part(owner, t, version) for t in owner.triggers]
    parts += [extra_part(owner, e) for e in owner.extras]
    if isinstance(owner, Table):
        parts += [key_part(owner, k, before) for k in owner.keys]
        parts += [exclusion_part(owner, e, before) for e in owner.exclusions]
        parts += [check_part(owner, c, before) for c in owner.checks]
        parts += [foreign_key_part(owner, k, before, asked) for k in owner.foreign_keys]
        parts += [policy_part(owner, p, widens=widens) for p in owner.policies]
    return parts


def _owners(catalog: Catalog) -> Iterable[Table | View]:
    yield from catalog.tables.values()
    yield from catalog.views.values()


def _unknown(old: Catalog, new: Catalog) -> frozenset[str]:
    """What questions cannot speak of yet: types and functions that are new or made anew."""
    types = {n.sql for n, t in new.types.items() if old.types.get(n) != t}
    functions = {
        f"{f.name.sql}(" for key, f in new.functions.items() if old.functions.get(key) != f
    }
    return frozenset(types | functions)


def _before(
    carried: Carried, table: Table, transition: Transition, unknown: frozenset[str]
) -> Before:
    columns = carried.columns[table.name]
    filled = {
        c.name
        for c in table.columns
        if c.name not in columns
        and (
            c.default is not None
            or c.identity
            or c.generated
            or (table.name, c.name) in transition.using
        )
    }
    old = carried.catalog.tables[table.name]
    types = {c.name: c.type for c in old.columns}
    using = {c: sql for (name, c), sql in transition.using.items() if name == table.name}
    for was in old.columns:
        becomes = table.column(was.name)
        if becomes and becomes.not_null and not was.not_null and was.type == becomes.type:
            given = using.get(was.name) or backfill(was, becomes)
            if given:
                using[was.name] = f"coalesce({quote_ident(was.name)}, {given})"
    name = carried.originals[table.name]
    return Before(name, columns, frozenset(filled), types, unknown, using)
