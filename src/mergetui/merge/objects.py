"""Types, sequences, functions, views, schemas and extensions of both sides, composed.

Equal ones once. Of two with the same name and different definitions one stays, by decision or by
``defaults.prefer``, and the other is listed; enums merge to the union of their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from mergetui.catalog.model import (
    Catalog,
    Enum,
    Extension,
    Function,
    ObjectId,
    Schema,
    Table,
    Type,
    View,
)
from mergetui.catalog.model import Sequence as SequenceObject
from mergetui.catalog.names import Name, quote_ident
from mergetui.catalog.platform import PLATFORM_EXTENSIONS, PLATFORM_SCHEMAS
from mergetui.decisions.model import Decisions, ObjectDecision, Side
from mergetui.merge.columns import SourceKey
from mergetui.merge.expressions import Form, normal, rewrite
from mergetui.merge.fates import Fates
from mergetui.merge.model import LeftOut
from mergetui.merge.tables import merged_grants

SIDES: tuple[Side, Side] = ("remote", "local")


class Identified(Protocol):
    @property
    def id(self) -> ObjectId: ...


K = TypeVar("K", bound=str | Name)
O = TypeVar("O", bound=Identified)  # noqa: E741 (an object)
R = TypeVar("R", Function, View)


@dataclass(slots=True)
class Objects:
    """What the objects beside tables share while they are composed."""

    catalogs: Mapping[Side, Catalog]
    decisions: Decisions
    fates: Mapping[Side, Fates]
    left_out: list[LeftOut]
    labels: dict[ObjectId, str]

    def types(self) -> dict[Name, Type]:
        def both(remote: Type, local: Type) -> Type | None:
            if isinstance(remote, Enum) and isinstance(local, Enum):
                return replace(
                    remote,
                    values=union_of_values(remote.values, local.values),
                    comment=remote.comment or local.comment,
                    grants=merged_grants((remote.grants, local.grants)),
                )
            return None

        return self._compose("type", "types", {s: c.types for s, c in self._all()}, both=both)

    def schemas(self) -> dict[str, Schema]:
        def both(remote: Schema, local: Schema) -> Schema:
            grants = merged_grants((remote.grants, local.grants))
            return replace(remote, comment=remote.comment or local.comment, grants=grants)

        return self._compose("schema", "schemas", {s: c.schemas for s, c in self._all()}, both=both)

    def extensions(
        self, tables: Mapping[Name, Table], views: Mapping[Name, View]
    ) -> dict[str, Extension]:
        """Those of both sides; one that the platform provides only while something uses it."""

        def both(remote: Extension, local: Extension) -> Extension:
            return remote  # an extension is there once; its schema is the remote's

        found = {s: c.extensions for s, c in self._all()}
        composed = self._compose("extension", "extensions", found, both=both)
        return {
            name: extension
            for name, extension in composed.items()
            if name not in PLATFORM_EXTENSIONS
            or extension.schema not in PLATFORM_SCHEMAS
            or _names_schema(extension.schema, tables, views)
        }

    def functions(self) -> dict[str, Function]:
        found = {
            side: {
                signature: moved
                for signature, f in catalog.functions.items()
                if (moved := self._rewritten(side, "function", signature, f, "function"))
            }
            for side, catalog in self._all()
        }
        return self._compose("function", "functions", found, same=_same_function)

    def views(self, tables: Mapping[Name, Table]) -> dict[Name, View]:
        found = {
            side: {
                name: moved
                for name, v in catalog.views.items()
                if (moved := self._rewritten(side, "view", name.key, v, "query"))
            }
            for side, catalog in self._all()
        }
        composed = self._compose("view", "views", found, same=_same_view)
        for name in [n for n in composed if n in tables]:
            reason = "a table of the merged schema has its name"
            self._omit("local", "view", name.key, composed.pop(name).definition, reason, "views")
        return composed

    def sequences(
        self,
        where: Mapping[Side, Mapping[Name, Name | None]],
        maps: Mapping[SourceKey, Mapping[str, str]],
        tables: Mapping[Name, Table],
    ) -> dict[Name, SequenceObject]:
        """Sequences that a column of the merged schema still uses, or that stand alone."""
        found: dict[Side, dict[Name, SequenceObject]] = {"remote": {}, "local": {}}
        for side, catalog in self._all():
            for name, sequence in catalog.sequences.items():
                if sequence.owned_by is None:
                    found[side][name] = sequence
                    continue
                owner, column = sequence.owned_by
                table = where[side].get(owner)
                new = maps.get((side, owner), {}).get(column)
                used = table and new and _uses(tables.get(table), new, name)
                if table and new and (used or side == "remote"):
                    found[side][name] = replace(sequence, owned_by=(table, new))
        return self._compose("sequence", "sequences", found)

    def _all(self) -> Iterable[tuple[Side, Catalog]]:
        return ((side, self.catalogs[side]) for side in SIDES)

    def _rewritten(self, side: Side, kind: str, key: str, item: R, form: Form) -> R | None:
        new = rewrite(item.definition, self.fates[side], form)
        needs = self._needs(side, item.needs)
        if new.lost or needs is None:
            reason = f"it names what the merge does not have: {', '.join(new.lost) or 'a table'}"
            self._omit(side, kind, key, item.definition, reason, f"{kind}s")
            self.labels[item.id] = f"{kind}s.{key}: drop"
            return None
        return replace(item, definition=new.text, needs=needs)

    def _needs(self, side: Side, needs: tuple[ObjectId, ...]) -> tuple[ObjectId, ...] | None:
        moved = {f"table {old.sql}": new for old, new in self.fates[side].tables.items()}
        found = []
        for need in needs:
            if need not in moved:
                found.append(need)
            elif (new := moved[need]) is not None:
                found.append(f"table {new.sql}")
            else:
                return None
        return tuple(found)

    def _compose(
        self,
        kind: str,
        section: str,
        found: Mapping[Side, Mapping[K, O]],
        *,
        both: Callable[[O, O], O | None] = lambda remote, local: None,
        same: Callable[[O, O], bool] = lambda remote, local: False,
    ) -> dict[K, O]:
        decided: Mapping[str, ObjectDecision] = getattr(self.decisions, section, {})
        composed: dict[K, O] = {}
        for name in sorted({*found["remote"], *found["local"]}):
            key = name.key if isinstance(name, Name) else name
            remote, local = found["remote"].get(name), found["local"].get(name)
            decision = decided.get(key, ObjectDecision())
            if remote is None or local is None:
                one = remote or local
                assert one is not None
                if decision.action == "drop":
                    self.labels[one.id] = f"{section}.{key}: drop"
                    continue
                composed[name] = one
                self.labels[one.id] = f"{section}.{key}: keep"
                continue
            action = decision.action
            if action in ("undecided", "merge"):
                merged = both(remote, local)
                if merged is not None:
                    composed[name] = merged
                    self.labels[merged.id] = f"{section}.{key}: merge"
                    continue
                action = "keep-remote"
                if self.decisions.defaults.prefer == "local":
                    action = "keep-local"
            stays, goes, loser = (remote, local, "local")
            if action == "keep-local":
                stays, goes, loser = (local, remote, "remote")
            composed[name] = stays
            self.labels[stays.id] = f"{section}.{key}: {action}"
            if stays != goes and not same(remote, local):
                side: Side = "local" if loser == "local" else "remote"
                text = getattr(goes, "definition", str(goes))
                reason = f"both sides define it differently; {action} stays"
                self._omit(side, kind, key, text, reason, section)
        return composed

    def _omit(
        self, side: Side, kind: str, name: str, definition: str, reason: str, section: str
    ) -> None:
        self.left_out.append(
            LeftOut(
                side=side,
                kind=kind,
                table=None,
                name=name,
                definition=definition,
                reason=reason,
                decision=f"{section}.{name}",
            )
        )


def union_of_values(remote: Sequence[str], local: Sequence[str]) -> tuple[str, ...]:
    """The remote's values in their order; each further one stands after its predecessor."""
    values = list(remote)
    previous: str | None = None
    for value in local:
        if value not in values:
            values.insert(values.index(previous) + 1 if previous else len(values), value)
        previous = value
    return tuple(values)


def _same_function(remote: Function, local: Function) -> bool:
    return normal(remote.definition, "function") == normal(local.definition, "function")


def _same_view(remote: View, local: View) -> bool:
    same = normal(remote.definition, "query") == normal(local.definition, "query")
    return same and remote.options == local.options


def _names_schema(schema: str, tables: Mapping[Name, Table], views: Mapping[Name, View]) -> bool:
    """Whether an expression that PostgreSQL tracks names something of a schema."""
    prefix = f"{quote_ident(schema)}."
    return any(prefix in view.definition for view in views.values()) or any(
        prefix in text
        for table in tables.values()
        for text in (
            *(c.default or "" for c in table.columns),
            *(c.type for c in table.columns),
            *(c.expression for c in table.checks),
            *(i.body for i in table.indexes),
            *(t.definition for t in table.triggers),
            *(f"{p.using} {p.check}" for p in table.policies),
        )
    )


def _uses(table: Table | None, column: str, sequence: Name) -> bool:
    found = table.column(column) if table else None
    return bool(found and found.default and sequence.sql in found.default)
