"""Rows of a remote table that go into a table which other rows share.

They are inserted with their keys; the table itself stays, under a name that says so, until a
decision drops it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mergetui.catalog.model import Extra, Policy, Table, Trigger
from mergetui.catalog.names import Name, quote_ident
from mergetui.merge import foreign_keys as fks
from mergetui.merge.assembly import Assembly, names_lost
from mergetui.merge.casts import carried
from mergetui.merge.columns import SourceKey, column_list
from mergetui.merge.defaults import Kinds
from mergetui.merge.expressions import rewrite
from mergetui.merge.fates import Fates
from mergetui.merge.model import RowMove
from mergetui.merge.targets import Source, Targets
from mergetui.merge.types import family

Maps = Mapping[SourceKey, Mapping[str, str]]


def table_set_aside(
    source: Source,
    asides: Mapping[Name, Name],
    targets: Targets,
    maps: Maps,
    tables: Mapping[Name, Table],
    assembly: Assembly,
) -> Table:
    """The table as it stays under the name in ``asides``, once its rows were inserted. ``tables``
    are those of the merged catalog.

    Where the keys of rows are made anew, what points at them from here points at what stays aside:
    in the target the old keys may be those of other rows.
    """
    table, name = source.table, asides[source.name]
    anew = _made_anew(targets)
    fates = assembly.fates["remote"]
    own = Fates.of(
        {**fates.tables, source.name: name},
        {**fates.columns, source.name: {}},
        {other: rows for other, rows in fates.own_rows.items() if other != source.name},
    )
    foreign_keys = []
    for key in table.foreign_keys:
        if key.references in asides and anew.get(key.references, set()) & set(key.ref_columns):
            foreign_keys.append(replace(key, references=asides[key.references]))
            continue
        into = targets.where["remote"].get(key.references, key.references)
        ref_map = maps.get(("remote", key.references), {c: c for c in key.ref_columns})
        ref_columns = tuple(ref_map.get(c, "") for c in key.ref_columns)
        if into is None or "" in ref_columns:
            reason = f"what it points at in {key.references.key} is given up"
            assembly.omit(source, "foreign key", key.name, fks.definition(key), reason)
            continue
        there = tables.get(into)
        if there is not None and not _unique(there, ref_columns):
            reason = f"{into.key} has no unique key on {column_list(ref_columns)}"
            assembly.omit(source, "foreign key", key.name, fks.definition(key), reason)
            continue
        ends = [
            (left.type, right.type)
            for c, r in zip(key.columns, ref_columns, strict=True)
            if (left := table.column(c)) and there and (right := there.column(r))
        ]
        clash = [f"{left} and {right}" for left, right in ends if family(left) != family(right)]
        if clash:
            reason = f"it keeps its types, and {clash[0]} do not go together"
            assembly.omit(source, "foreign key", key.name, fks.definition(key), reason)
            continue
        foreign_keys.append(replace(key, references=into, ref_columns=ref_columns))
    found_triggers = [_trigger(t, source, own, assembly) for t in table.triggers]
    found_extras = [_extra(e, source, own, assembly) for e in table.extras]
    found_policies = [_policy(p, source, own, assembly) for p in table.policies]
    return replace(
        table,
        name=name,
        foreign_keys=tuple(foreign_keys),
        triggers=tuple(t for t in found_triggers if t is not None),
        policies=tuple(p for p in found_policies if p is not None),
        extras=tuple(e for e in found_extras if e is not None),
    )


def _unique(table: Table, columns: tuple[str, ...]) -> bool:
    """Whether a foreign key may point at these columns."""
    keys = {frozenset(k.columns) for k in table.keys}
    own = {c.name: c.name for c in table.columns}
    return frozenset(columns) in keys | fks.unique_index_columns(table, own)


def _trigger(trigger: Trigger, source: Source, fates: Fates, assembly: Assembly) -> Trigger | None:
    new = rewrite(trigger.definition, fates, "trigger", source.table)
    if new.lost:
        assembly.omit(source, "trigger", trigger.name, trigger.definition, names_lost(new.lost))
        return None
    return replace(trigger, definition=new.text)


def _extra(extra: Extra, source: Source, fates: Fates, assembly: Assembly) -> Extra | None:
    new = rewrite(extra.definition, fates, "trigger", source.table)
    if new.lost:
        assembly.omit(source, extra.kind, extra.name, extra.definition, names_lost(new.lost))
        return None
    return replace(extra, definition=new.text)


def _policy(policy: Policy, source: Source, fates: Fates, assembly: Assembly) -> Policy | None:
    texts = {}
    for part in ("using", "check"):
        text = getattr(policy, part)
        new = rewrite(text, fates, "expression", source.table) if text else None
        if text and new and new.lost:
            assembly.omit(source, "policy", policy.name, text, names_lost(new.lost))
            return None
        texts[part] = new.text if new else text
    return replace(policy, using=texts["using"], check=texts["check"])


def _made_anew(targets: Targets) -> dict[Name, set[str]]:
    """The columns of remote tables whose values a using makes anew where the rows are inserted."""
    return {
        source.name: {c for c, decision in source.decision.columns.items() if decision.using}
        for target in targets.targets.values()
        for source in target.moved
    }


def row_move(
    source: Source,
    kept_as: Name | None,
    table: Table,
    columns: Mapping[str, str],
    fills: Mapping[str, str],
    kinds: Kinds,
) -> RowMove:
    """The rows of a source as rows of ``table``; ``columns`` says where each column goes, ``fills``
    what its rows get in columns that it lacks."""
    inserted = []
    for old, new in columns.items():
        own, into = source.table.column(old), table.column(new)
        if own is None or into is None or into.generated:
            continue
        decision = source.decision.columns.get(old)
        using = decision.using if decision else None
        inserted.append((new, using or _value(quote_ident(old), own.type, into.type, kinds)))
    inserted += fills.items()
    return RowMove(
        source=source.name,
        kept_as=kept_as,
        target=table.name,
        columns=tuple(inserted),
        on_conflict_skip=False,
        decision=source.label,
    )


def _value(name: str, old: str, new: str, kinds: Kinds) -> str:
    """Where no cast is sure (a problem says so), the one through text stands for it."""
    return carried(name, old, new, kinds).sql or f"{name}::text::{new}"
