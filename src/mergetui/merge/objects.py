"""Types, sequences, functions, views, schemas and extensions of both sides, composed.

Equal ones once. Of two with the same name and different definitions one stays by decision, and the
other is listed; while nobody has decided, the remote's stays and both are told. Enums merge to the
union of their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from mergetui.catalog.model import (
    BaseType,
    Catalog,
    DefaultPrivileges,
    Extension,
    Extra,
    Function,
    ObjectId,
    Other,
    Schema,
    Table,
    Trigger,
    Type,
    View,
)
from mergetui.catalog.model import Sequence as SequenceObject
from mergetui.catalog.names import Name, quote_ident
from mergetui.catalog.platform import PLATFORM_EXTENSIONS, PLATFORM_SCHEMAS
from mergetui.decisions.model import Decisions, ObjectDecision, Side
from mergetui.merge.bodies import Moved, follow
from mergetui.merge.columns import SourceKey
from mergetui.merge.expressions import Form, rewrite
from mergetui.merge.fates import Fates
from mergetui.merge.grants import merged_grants
from mergetui.merge.model import LeftOut
from mergetui.merge.renames import Was
from mergetui.merge.same_name import one_function, one_other, one_type, one_view, with_both
from mergetui.merge.types import INTEGERS, LARGEST

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
    renamed: Mapping[Side, Mapping[tuple[str, str], Was]]  # as ``Renamed.was``
    moved: Mapping[Side, Moved]  # what function bodies of a side know by another name
    undecided: list[str] = field(default_factory=list)  # "functions.f(uuid)", where both differ
    # casts back that not every row has the value for, and what the object needs
    raises: dict[ObjectId, tuple[tuple[str, ...], tuple[ObjectId, ...]]] = field(
        default_factory=dict
    )
    bodies: dict[ObjectId, tuple[str, ...]] = field(default_factory=dict)  # old words left in them
    left: Mapping[Side, dict[ObjectId, tuple[str, ...]]] = field(
        default_factory=lambda: {"remote": {}, "local": {}}
    )

    def types(self) -> dict[Name, Type]:
        return self._compose("type", "types", {s: c.types for s, c in self._all()}, both=one_type)

    def base_types(self, types: Mapping[Name, Type]) -> dict[Name, BaseType]:
        """What neither side makes; one that only one side's extension is known to make is that
        extension's, and one that a side does make is its type."""
        there = self.catalogs["remote"].extensions
        found = {
            name: base
            for name, base in self.catalogs["local"].base_types.items()
            if base.extension not in there  # which stays in its schema, and makes its types there
        }
        for name, base in self.catalogs["remote"].base_types.items():
            if base.extension or name not in found:
                found[name] = base
        return {name: found[name] for name in sorted(found) if name not in types}

    def schemas(self) -> dict[str, Schema]:
        found = {s: {o.id: o for o in c.schemas.values()} for s, c in self._all()}
        composed = self._compose("schema", "others", found, both=with_both)
        return {o.name: o for o in composed.values()}

    def extensions(
        self, tables: Mapping[Name, Table], views: Mapping[Name, View]
    ) -> dict[str, Extension]:
        """Those of both sides; one that the platform provides only while something uses it."""

        def both(remote: Extension, local: Extension) -> Extension:
            return remote  # an extension is there once; its schema is the remote's

        found = {s: {o.id: o for o in c.extensions.values()} for s, c in self._all()}
        composed = self._compose("extension", "others", found, both=both)
        return {
            extension.name: extension
            for extension in composed.values()
            if extension.name not in PLATFORM_EXTENSIONS
            or extension.schema not in PLATFORM_SCHEMAS
            or any(_uses(table, extension) for table in tables.values())
            or any(_uses(view, extension) for view in views.values())
        }

    def others(self) -> dict[str, Other]:
        found = {
            side: {
                key: moved
                for key, o in catalog.others.items()
                if (moved := self._carried_other(side, key, o)) is not None
            }
            for side, catalog in self._all()
        }
        return self._compose("other", "others", found, both=one_other)

    def _carried_other(self, side: Side, key: str, other: Other) -> Other | None:
        """A policy or trigger on a table of the platform speaks of the user's tables."""
        if other.kind not in ("policy", "trigger"):
            return other
        new = rewrite(other.definition, self.fates[side], "query")
        needs = self._needs(side, other.needs)
        reason = ""
        if new.lost or needs is None:
            reason = f"it names what the merge does not have: {', '.join(new.lost) or 'a table'}"
        elif not self.catalogs["remote"].platform:
            reason = "the remote has no such platform"
        if reason:
            self._omit(side, "other", key, other.definition, reason, "others")
            self.labels[other.id] = f"others.{key}: drop"
            return None
        return replace(other, definition=new.text, needs=needs or ())

    def default_privileges(self) -> dict[str, DefaultPrivileges]:
        """What new objects are granted: the union, unless a decision says which side's."""

        def both(remote: DefaultPrivileges, local: DefaultPrivileges) -> DefaultPrivileges:
            return replace(remote, grants=merged_grants((remote.grants, local.grants)))

        found = {s: {d.id: d for d in c.default_privileges.values()} for s, c in self._all()}
        composed = self._compose("default privileges", "others", found, both=both)
        for name in found["remote"].keys() & found["local"].keys() & composed.keys():
            action = self.decisions.others.get(name, ObjectDecision()).action
            goes: Side = "remote" if action == "keep-local" else "local"
            lost = merged_grants((composed[name].grants, found[goes][name].grants))
            if lost != composed[name].grants:
                text = str(found[goes][name].grants)
                self._omit(goes, "default privileges", name, text, action, "others")
        return {d.name: d for d in composed.values()}

    def functions(self) -> dict[str, Function]:
        found = {
            side: {
                signature: self._followed(side, moved)
                for signature, f in catalog.functions.items()
                if (moved := self._rewritten(side, "function", signature, f, "function"))
            }
            for side, catalog in self._all()
        }
        composed = self._compose("function", "functions", found, both=one_function)
        stays = {f.id: f.definition for f in composed.values()}
        self.bodies = {
            f.id: words
            for side, functions in found.items()
            for f in functions.values()
            if (words := self.left[side].get(f.id)) and stays.get(f.id) == f.definition
        }
        return composed

    def _followed(self, side: Side, function: Function) -> Function:
        read = follow(function, self.moved[side])
        if read.left:
            self.left[side][function.id] = read.left
        if read.definition == function.definition:
            return function
        return replace(function, definition=read.definition)

    def views(self) -> dict[Name, View]:
        found = {
            side: {
                name: moved
                for name, v in catalog.views.items()
                if (moved := self._rewritten(side, "view", name.key, v, "query"))
            }
            for side, catalog in self._all()
        }
        return self._compose("view", "views", found, both=one_view)

    def sequences(
        self,
        where: Mapping[Side, Mapping[Name, Name | None]],
        maps: Mapping[SourceKey, Mapping[str, str]],
        tables: Mapping[Name, Table],
        asides: Mapping[Name, Name],
    ) -> dict[Name, SequenceObject]:
        """Sequences that a column of the merged schema still uses, or that stand alone.

        That of a table whose rows went into another stays with it, unless the other counts on
        with it: a column has one sequence of its own.
        """
        found: dict[Side, dict[Name, SequenceObject]] = {"remote": {}, "local": {}}
        for side, catalog in self._all():
            for name, sequence in catalog.sequences.items():
                if sequence.owned_by is None:
                    found[side][name] = sequence
                    continue
                owner, column = sequence.owned_by
                table = where[side].get(owner)
                new = maps.get((side, owner), {}).get(column)
                used = table and new and _fills(tables.get(table), new, name)
                # what only its owner ties to the column stays with it, whatever the default
                loose = not _fills(catalog.tables.get(owner), column, name)
                # a child may count by it where its own column does no more
                beside = any(_fills(t, c.name, name) for t in tables.values() for c in t.columns)
                if side == "remote" and owner in asides and not used:
                    found[side][name] = replace(sequence, owned_by=(asides[owner], column))
                elif table and new and (used or loose or beside or side == "remote"):
                    counts = replace(sequence, owned_by=(table, new))
                    was, becomes = catalog.tables.get(owner), tables.get(table)
                    found[side][name] = _as_far_as_its_column(counts, column, was, becomes)

        def both(remote: SequenceObject, local: SequenceObject) -> SequenceObject | None:
            """That of a serial column follows its column, as the column is in the merge."""
            options = remote.options
            if remote.owned_by and remote.owned_by == local.owned_by:
                table = tables.get(remote.owned_by[0])
                column = table.column(remote.owned_by[1]) if table else None
                if column and column.type == local.options.type:
                    options = local.options
            elif (remote.options, remote.owned_by) != (local.options, local.owned_by):
                return None
            return with_both(replace(remote, options=options), local)

        return self._compose("sequence", "sequences", found, both=both)

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
        if new.raises:
            self.raises[item.id] = (new.raises, needs)
        if isinstance(item, View):
            extras, triggers = self._on_view(side, item)
            columns = () if self._reads_retyped(side, item) else item.columns
            moved = replace(item, definition=new.text, needs=needs, columns=columns)
            return replace(moved, extras=extras, triggers=triggers)
        return replace(item, definition=new.text, needs=needs)

    def _on_view(self, side: Side, view: View) -> tuple[tuple[Extra, ...], tuple[Trigger, ...]]:
        """The rules and triggers of a view, in the words of the merged catalog."""
        extras = []
        for extra in view.extras:
            new = rewrite(extra.definition, self.fates[side], "trigger")
            needs = self._needs(side, extra.needs)
            if new.lost or needs is None:
                lost = ", ".join(new.lost) or "a table"
                name = f"{extra.name} of {view.name.key}"
                reason = f"it names what the merge does not have: {lost}"
                self._omit(side, extra.kind, name, extra.definition, reason, "views")
            else:
                extras.append(replace(extra, definition=new.text, needs=needs))
        triggers = (
            replace(t, definition=rewrite(t.definition, self.fates[side], "trigger").text)
            for t in view.triggers
        )
        return tuple(extras), tuple(triggers)

    def _reads_retyped(self, side: Side, view: View) -> bool:
        """Whether a view, or one that it reads, is over a table of which a column takes another
        type: then nobody knows the types of its own columns before it is made."""
        fates = self.fates[side].columns
        views = {v.id: v for v in self.catalogs[side].views.values()}
        retyped = {
            f"table {name.sql}"
            for name, found in fates.items()
            if any(fate.old_type != fate.new_type for fate in found.values())
        }
        return any(
            need in retyped or (need in views and self._reads_retyped(side, views[need]))
            for need in view.needs
        )

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
    ) -> dict[K, O]:
        """``both`` says what two of one name are together, None where they contradict."""
        decided: Mapping[str, ObjectDecision] = getattr(self.decisions, section, {})
        composed: dict[K, O] = {}
        for name in sorted({*found["remote"], *found["local"]}):
            new_key = name.key if isinstance(name, Name) else name
            remote, local = found["remote"].get(name), found["local"].get(name)
            one = remote or local
            assert one is not None
            was = self.renamed["remote" if remote else "local"].get((section, new_key))
            key = was.key if was else new_key
            action = decided.get(key, ObjectDecision()).action
            if action == "drop":
                self.labels[one.id] = f"{section}.{key}: drop"
            elif remote is None or local is None:
                composed[name] = one
                kept = action if action == "keep-both" else "keep"
                self.labels[one.id] = f"{section}.{key}: {kept}"
            elif action in ("undecided", "merge") and (merged := both(remote, local)) is not None:
                composed[name] = merged
                self.labels[merged.id] = f"{section}.{key}: merge"
            else:
                if action == "undecided":
                    self.undecided.append(f"{section}.{key}")
                loser: Side = "remote" if action == "keep-local" else "local"
                stays, goes = (local, remote) if loser == "remote" else (remote, local)
                composed[name] = stays
                self.labels[stays.id] = f"{section}.{key}: {action}"
                if both(remote, local) is None:
                    text = getattr(goes, "definition", str(goes))
                    said = "nobody has decided yet" if action == "undecided" else action
                    reason = f"both sides define it differently; {said}"
                    self._omit(loser, kind, key, text, reason, section)
        for side in SIDES:  # what takes another name goes under its old one
            for (there, _), was in self.renamed[side].items():
                if there == section:
                    action = decided.get(was.key, ObjectDecision(action="keep")).action
                    self.labels.setdefault(was.id, f"{section}.{was.key}: {action}")
        return composed

    def leave_out_view(self, view: View, reason: str) -> None:
        side: Side = "remote" if view.name in self.catalogs["remote"].views else "local"
        self._omit(side, "view", view.name.key, view.definition, reason, "views")
        self.labels[view.id] = f"views.{view.name.key}: drop"

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


def _uses(item: Table | View, extension: Extension) -> bool:
    """Whether an expression of it that PostgreSQL tracks names something of an extension. It may
    have needed one for what is not merged, and of two in one schema only the other: so both the
    edge and the name are asked for, but of indexes and triggers, whose edges are not read."""
    prefix = f"{quote_ident(extension.schema)}."
    if isinstance(item, View):
        return extension.id in item.needs and prefix in item.definition
    needs = {*item.needs, *(need for policy in item.policies for need in policy.needs)}
    texts = (
        *(c.default or "" for c in item.columns),
        *(c.type for c in item.columns),
        *(c.expression for c in item.checks),
        *(f"{p.using} {p.check}" for p in item.policies),
    )
    unread = (*(i.body for i in item.indexes), *(t.definition for t in item.triggers))
    return (extension.id in needs and any(prefix in text for text in texts)) or any(
        prefix in text for text in unread
    )


def _as_far_as_its_column(
    sequence: SequenceObject, column: str, was: Table | None, becomes: Table | None
) -> SequenceObject:
    """A sequence that counted as far as its serial column goes, and does so after the merge: the
    column may have got room for larger numbers, and rows that have them. ``column`` is its name in
    the table that it was in."""
    assert sequence.owned_by is not None
    options = sequence.options
    before = was.column(column) if was else None
    after = becomes.column(sequence.owned_by[1]) if becomes else None
    room = INTEGERS.get(after.type, 0) if after else 0
    if not (before and after and before.type == options.type and room > INTEGERS[before.type]):
        return sequence
    if options.maximum != LARGEST[before.type]:
        return sequence
    options = replace(options, type=after.type, maximum=LARGEST[after.type])
    return replace(sequence, options=options)


def _fills(table: Table | None, column: str, sequence: Name) -> bool:
    found = table.column(column) if table else None
    return bool(found and found.default and sequence.sql in found.default)
