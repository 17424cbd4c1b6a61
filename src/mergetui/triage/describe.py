"""One line for each thing that hangs on a table, as the side-by-side view shows it.

Plain text for people to read and for sides to be compared by; it is never run as SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mergetui.catalog.model import Column, ForeignKey, Grant, Index, Key, Policy, Table
from mergetui.catalog.names import Name
from mergetui.decisions.parts import PartKind

Kind = Literal["column", PartKind, "grant", "property", "value", "field", "definition"]  # as shown


# The types whose names in full leave no room for what differs, as PostgreSQL also takes them.
_SHORT_TYPES = {
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "time with time zone": "timetz",
    "time without time zone": "time",
    "character varying": "varchar",
    "double precision": "float8",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A constraint, index, trigger, policy, grant or property of a table in words."""

    kind: Kind
    name: str
    text: str


def column_text(column: Column, references: Name | None = None) -> str:
    """All of a column but its name: ``uuid → users not null = gen_random_uuid()``."""
    words = [column.type]
    if references is not None:
        words.append(f"→ {references.key}")
    if column.collation:
        words.append(f"collate {column.collation}")
    if column.not_null:
        held = column.not_null_constraint
        words.append("not null no inherit" if held and held.no_inherit else "not null")
    if column.identity:
        words.append(f"identity {column.identity}")
    if column.generated:
        words.append(f"generated ({column.default})")
    elif column.default is not None:
        words.append(f"= {column.default}")
    return " ".join(words)


def with_short_types(text: str) -> str:
    """The text of a column with types by their short names, where columns stand side by side;
    ``public`` goes without saying."""
    text = text.removeprefix("public.")
    for long, short in _SHORT_TYPES.items():
        text = text.replace(long, short)
    return text


def table_parts(
    table: Table,
    foreign_keys: Sequence[ForeignKey] | None = None,
    names: Mapping[str, str] | None = None,
) -> Iterator[Part]:
    """All that hangs on a table but its columns, kind by kind.

    ``foreign_keys`` stands in for those of the table, to show declared ones too. ``names`` maps
    column names to the names they are compared by, so that a pair under two names is one column.
    """

    def listed(columns: Sequence[str]) -> str:
        return ", ".join((names or {}).get(c, c) for c in columns)

    for key in sorted(table.keys, key=lambda k: not k.primary):
        yield Part("key", key.name, _key(key, listed(key.columns)))
    for foreign in table.foreign_keys if foreign_keys is None else foreign_keys:
        yield Part("foreign key", foreign.name, _foreign_key(foreign, listed(foreign.columns)))
    for check in table.checks:
        yield Part("check", check.name, check.expression)
    for exclusion in table.exclusions:
        yield Part("exclusion", exclusion.name, exclusion.definition)
    for index in table.indexes:
        yield Part("index", index.name, _index(index))
    for trigger in table.triggers:
        state = "" if trigger.enabled == "origin" else f" ({trigger.enabled})"
        yield Part("trigger", trigger.name, trigger.definition + state)
    for policy in table.policies:
        yield Part("policy", policy.name, _policy(policy))
    for extra in table.extras:
        state = "" if extra.enabled == "origin" else f" ({extra.enabled})"
        yield Part(extra.kind, extra.name, extra.definition + state)
    yield from map(grant_part, table.grants)
    yield from _properties(table)


def grant_part(grant: Grant) -> Part:
    """What a role may do."""
    of = f" ({', '.join(grant.columns)})" if grant.columns else ""
    option = " with grant option" if grant.grantable else ""
    held = ", ".join(grant.privileges) or "nothing by default"  # taken away, see Grant
    return Part("grant", grant.grantee, held + of + option)


def _key(key: Key, columns: str) -> str:
    overlaps = " without overlaps" if key.without_overlaps else ""
    text = f"{'primary key' if key.primary else 'unique'} ({columns}{overlaps})"
    if key.include:
        text += f" include ({', '.join(key.include)})"
    if key.nulls_not_distinct:
        text += " nulls not distinct"
    return text + (f" {key.deferrable}" if key.deferrable else "")


def _foreign_key(foreign: ForeignKey, columns: str) -> str:
    text = f"({columns}) → {foreign.references.key} ({', '.join(foreign.ref_columns)})"
    if foreign.period:
        text += " period"
    if foreign.match_full:
        text += " match full"
    if foreign.on_update != "no action":
        text += f" on update {foreign.on_update}"
    if foreign.on_delete != "no action":
        text += f" on delete {foreign.on_delete}"
        if foreign.on_delete_columns:
            text += f" ({', '.join(foreign.on_delete_columns)})"
    if foreign.deferrable:
        text += f" {foreign.deferrable}"
    if not foreign.enforced:
        return f"{text} not enforced"
    return text + ("" if foreign.validated else " not valid")


def _index(index: Index) -> str:
    body = index.body.removeprefix("USING btree ")
    return f"unique {body}" if index.unique else body


def _policy(policy: Policy) -> str:
    text = f"{policy.command} to {', '.join(policy.roles)}"
    if not policy.permissive:
        text = f"restrictive {text}"
    if policy.using is not None:
        text += f" using {policy.using}"
    if policy.check is not None:
        text += f" check {policy.check}"
    return text


def _properties(table: Table) -> Iterator[Part]:
    if table.rls or table.force_rls:
        forced = ", forced" if table.force_rls else ""
        yield Part("property", "row level security", f"enabled{forced}")
    if table.unlogged:
        yield Part("property", "unlogged", "yes")
    if table.options:
        yield Part("property", "options", ", ".join(table.options))
    if table.replica_identity != "default":
        yield Part("property", "replica identity", table.replica_identity)
    if table.of_type:
        yield Part("property", "of type", table.of_type.key)
    if table.partition_key:
        yield Part("property", "partitioned by", table.partition_key)
    if table.partition_of:
        yield Part("property", "partition of", f"{table.partition_of.key} {table.bound or ''}")
    if table.inherits:
        yield Part("property", "inherits", ", ".join(n.key for n in table.inherits))
    if table.comment:
        yield Part("property", "comment", table.comment)
