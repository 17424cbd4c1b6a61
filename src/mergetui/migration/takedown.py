"""What must be taken down before a change, and put back after it.

A column that takes another type may have no view, policy, trigger or generated column on it; a
function that is dropped must be called by none. Whether one speaks of another is read from
``needs`` and from the text, and in doubt it is taken down: putting back the same costs a moment.
The invariant: whatever stands in the way of a statement of the migration is in the Takedown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from mergetui.catalog.model import Catalog, Column, Composite, Domain, ObjectId, Range, Table, Type
from mergetui.catalog.names import Name, quote_ident
from mergetui.migration import functions, others, tables, types, views
from mergetui.migration.carry import Carried
from mergetui.migration.casts import split_type
from mergetui.migration.columns import counted_by
from mergetui.migration.parts import Part
from mergetui.migration.same import same_sql


@dataclass(slots=True)
class Takedown:
    """Everything that is dropped, or dropped and made again. Names are the carried ones."""

    functions: set[str] = field(default_factory=set)  # signatures
    views: set[Name] = field(default_factory=set)
    types: set[Name] = field(default_factory=set)  # made anew, or gone
    gone: dict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))  # columns
    retyped: dict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))
    remade: dict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))  # generated
    defaults: dict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))
    plain: dict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))  # was computed
    domains: set[Name] = field(default_factory=set)  # without default and checks meanwhile
    parts: set[str] = field(default_factory=set)
    others: set[ObjectId] = field(default_factory=set)

    def stripped(self, kind: Type) -> Type:
        """The type as it stands while the rest changes."""
        if isinstance(kind, Domain) and kind.name in self.domains:
            return replace(kind, default=None, checks=())
        return kind

    def changed(self, table: Name) -> set[str]:
        """The columns of a table on which nothing may rest meanwhile."""
        return self.gone[table] | self.retyped[table] | self.remade[table]

    def size(self) -> int:
        by_table = (self.gone, self.retyped, self.remade, self.defaults, self.plain)
        held = len(self.functions) + len(self.parts) + len(self.others)
        held += len(self.views) + len(self.types) + len(self.domains)
        return held + sum(len(s) for d in by_table for s in d.values())


def speaks_of(text: str, names: Iterable[str]) -> bool:
    """Whether SQL may speak of one of the names: too often rather than too seldom."""
    return any(name in text or name.replace('"', '""') in text for name in names)


def take_down(
    carried: Carried,
    new: Catalog,
    parts: Mapping[Name, list[Part]],
    kept: Mapping[str, Part],
    replaced: frozenset[str],
) -> Takedown:
    """``parts`` holds the parts of each old table, ``kept`` the new part of each old one that
    stays, ``replaced`` those that turn into something else where they stand."""
    down = _Finder(carried, new, parts, kept, replaced)
    return down.find()


class _Finder:
    def __init__(
        self,
        carried: Carried,
        new: Catalog,
        parts: Mapping[Name, list[Part]],
        kept: Mapping[str, Part],
        replaced: frozenset[str],
    ) -> None:
        self.carried = carried
        self.old = carried.catalog
        self.new = new
        self.parts = parts
        self.kept = kept
        self.replaced = replaced
        self.down = Takedown()
        self._going = {f"table {name.sql}" for name in carried.going}
        self.stays = [t for n, t in self.old.tables.items() if n not in carried.going]
        self._staying = {t.id: t.name for t in self.stays}
        self._loose_for_a_while = {
            name for part in carried.catalog.tables for name in self._left(part)
        }

    def find(self) -> Takedown:
        self._start()
        while True:
            before = self.down.size()
            self._types()
            self._columns()
            self._functions()
            self._views()
            self._others()
            self._parts()
            if self.down.size() == before:
                return self.down

    # What the two catalogs themselves ask for

    def _start(self) -> None:
        for key, function in self.old.functions.items():
            other = self.new.functions.get(key)
            if other is None or not functions.replaceable(function, other):
                self.down.functions.add(key)
        for name, view in self.old.views.items():
            fresh = self.new.views.get(name)
            if fresh is None or not (
                views.same_view(view, fresh) or views.replaceable(view, fresh)
            ):
                self.down.views.add(name)
        for type_name, kind in self.old.types.items():
            wanted = self.new.types.get(type_name)
            contained = isinstance(kind, Domain) and self._contained(kind)
            if wanted is None or not types.alterable(kind, wanted, contained=contained):
                self.down.types.add(type_name)
        for object_id, held in self.old.others.items():
            if others.goes(held, self.new.others.get(object_id)):
                self.down.others.add(object_id)
        for table in self.stays:
            self._table(table, self.new.tables[table.name])

    def _contained(self, domain: Domain) -> bool:
        """Whether values of a domain stand in an array, a composite or a range."""
        inside: list[str] = []
        for kind in self.old.types.values():
            if isinstance(kind, Range):
                inside.append(kind.subtype)
            elif isinstance(kind, Composite):
                inside += [field for _, field in kind.fields]
            elif isinstance(kind, Domain) and kind.type.endswith("[]"):
                inside.append(kind.type)
        arrays = [c.type for t in self.old.tables.values() for c in t.columns if "[]" in c.type]
        return not {domain.name.sql, f"{domain.name.sql}[]"}.isdisjoint((*inside, *arrays))

    def _table(self, old: Table, new: Table) -> None:
        news = {c.name: c for c in new.columns}
        for column in old.columns:
            wanted = news.get(column.name)
            if wanted is None:
                self.down.gone[old.name].add(column.name)
            elif column.generated == "stored" and not wanted.generated:
                self.down.plain[old.name].add(column.name)
                if (column.type, column.collation) != (wanted.type, wanted.collation):
                    self.down.retyped[old.name].add(column.name)
            elif column.generated != wanted.generated or (
                column.generated and not self._same_generated(column, wanted)
            ):
                self.down.remade[old.name].add(column.name)
            elif (column.type, column.collation) != (wanted.type, wanted.collation):
                self.down.retyped[old.name].add(column.name)
            if wanted and not column.generated and bool(column.identity) != bool(wanted.identity):
                # where a sequence goes on with the numbers, ALTER drops the identity after that
                counts_on = column.identity and counted_by(wanted) and not old.partition_key
                if not counts_on or old.partition_of:
                    self._default(old.name, column)

    def _same_generated(self, old: Column, new: Column) -> bool:
        """Or can take the new expression where it stands, without a place at the end."""
        if (old.type, old.collation) != (new.type, new.collation):
            return False
        settable = old.generated == "stored" and self.old.server_version >= 170000
        return settable or same_sql("expression", old.default, new.default)

    def _left(self, part: Name) -> set[Name]:
        """The tables that a partition leaves and comes back to, be it with other bounds or made
        anew: meanwhile what points at its rows through them points at nothing."""
        table, wanted = self.old.tables[part], self.new.tables.get(part)
        if part in self.carried.going:
            move = self.carried.going[part]
            wanted = self.new.tables[move.target] if move else None
        elif wanted is not None and tables.bound(table) == tables.bound(wanted):
            return set()
        if wanted is None:
            return set()
        return {*tables.above(table, self.old)} & {*tables.above(wanted, self.new)}

    # What rests on what is taken down

    def _ids(self) -> set[ObjectId]:
        return {
            *(self.old.functions[f].id for f in self.down.functions),
            *(self.old.views[v].id for v in self.down.views),
            *(self.old.types[t].id for t in self.down.types),
            *self.down.others,
            *self._going,
        }

    def _words(self) -> set[str]:
        """Names that no text may speak of meanwhile, whatever table it is on."""
        return {
            *(quote_ident(self.old.functions[f].name.name) for f in self.down.functions),
            *(t.sql for t in self.down.types),
            *(word for o in self.down.others if (word := others.words(self.old.others[o]))),
        }

    def _types(self) -> None:
        ids = self._ids()
        called = {i for i in ids if i.startswith("function ")}
        counters = {s.id for n, s in self.old.sequences.items() if n not in self.new.sequences}
        for name, kind in self.old.types.items():
            if isinstance(kind, Domain) and set(kind.needs) & (called | counters):
                self.down.domains.add(name)
                if not set(kind.needs) & (ids - called):
                    continue
            if name not in self.down.types and set(getattr(kind, "needs", ())) & ids:
                self.down.types.add(name)

    def _columns(self) -> None:
        remade_types = {t.sql for t in self.down.types}
        remade_types |= {
            kind.multirange.sql
            for t in self.down.types
            if isinstance(kind := self.old.types[t], Range)
        }
        gone = (self.old.others[key] for key in self.down.others)
        collations = {other.name for other in gone if other.kind == "collation"}
        words = self._words()
        gone_sequences = {
            name.name
            for name, s in self.old.sequences.items()
            if name not in self.new.sequences or self.new.sequences[name].owned_by != s.owned_by
        }
        for table in self.old.tables.values():
            if table.name in self.carried.going and not in_circle(table, self.old):
                if self.carried.going[table.name] is not None:  # it waits for its rows
                    for column in table.columns:
                        self._free(table.name, column, words | gone_sequences)
                continue
            changed = self.down.changed(table.name)
            for column in table.columns:
                if column.name in self.down.gone[table.name]:
                    self._free(table.name, column, words | gone_sequences)
                    continue
                if column.name in self.down.remade[table.name]:
                    continue
                if column.generated and column.name not in self.down.plain[table.name]:
                    text = column.default or ""
                    if (
                        speaks_of(text, words | changed)
                        or column.name in self.down.retyped[table.name]
                        or split_type(column.type)[0] in remade_types
                    ):
                        self.down.remade[table.name].add(column.name)
                        self.down.retyped[table.name].discard(column.name)
                    continue
                if split_type(column.type)[0] in remade_types or column.collation in collations:
                    self.down.retyped[table.name].add(column.name)
                if (
                    column.default is not None
                    and not column.generated
                    and (
                        column.name in self.down.retyped[table.name]
                        or speaks_of(column.default, words)
                        or speaks_of(column.default, gone_sequences)
                    )
                ):
                    self._default(table.name, column)

    def _others(self) -> None:
        ids = self._ids()
        for key, other in self.old.others.items():
            changed = self._changed_of(other.needs)
            if key not in self.down.others and others.in_the_way(other, ids, changed):
                self.down.others.add(key)

    def _free(self, table: Name, column: Column, words: set[str]) -> None:
        """What a default that goes in the end calls may go before it."""
        if column.default and not column.generated and speaks_of(column.default, words):
            self._default(table, column)

    def _default(self, table: Name, column: Column) -> None:
        if column.default is not None or column.identity:
            self.down.defaults[table].add(column.name)

    def _functions(self) -> None:
        ids = self._ids()
        for key, function in self.old.functions.items():
            if key in self.down.functions:
                continue
            needs = set(function.needs)
            text = function.definition
            if needs & ids or (functions.is_parsed(text) and self._on_changed(needs, text)):
                self.down.functions.add(key)

    def _on_changed(self, needs: set[ObjectId], text: str) -> bool:
        """Whether SQL that needs these tables may speak of a column that changes."""
        return any(
            changed and ("*" in text or speaks_of(text, changed))
            for changed in self._changed_of(needs)
        )

    def _changed_of(self, needs: Iterable[ObjectId]) -> Iterator[set[str]]:
        """The columns that change, of each table among the needs that stays."""
        tables = (self._staying[need] for need in needs if need in self._staying)
        return (self.down.changed(table) for table in tables)

    def _views(self) -> None:
        ids, words = self._ids(), self._words()
        keyless = {
            part.owner
            for parts in self.parts.values()
            for part in parts
            if part.kind == "key" and part.id in self.down.parts | self.replaced
        }
        for name, view in self.old.views.items():
            needs = set(view.needs)
            if (
                needs & ids
                or speaks_of(view.definition, words)
                or self._on_changed(needs, view.definition)
                or ("GROUP BY" in view.definition and needs & keyless)
                or any(t.function in ids for t in view.triggers)
            ):
                self.down.views.add(name)

    def _parts(self) -> None:
        ids, words = self._ids(), self._words()
        views = {self.old.views[name].id for name in self.down.views}
        loose = self._loose_keys()
        for table, parts in self.parts.items():
            going = table in self.carried.going
            for part in parts:
                if part.id in self.down.parts:
                    continue
                if going:
                    if self._blocks_drop(table, part, views, ids, words):
                        self.down.parts.add(part.id)
                elif part.id not in self.kept or self._in_the_way(table, part, ids, words, loose):
                    self.down.parts.add(part.id)

    def _blocks_drop(
        self, table: Name, part: Part, views: set[ObjectId], ids: set[ObjectId], words: set[str]
    ) -> bool:
        """What must leave a table that goes: what may tie it to another that goes, and that one to
        it; and where rows are still to be copied from it, the names that the new table's keys may
        want, and checks that call what goes before that."""
        if part.kind == "foreign key":
            return True
        if part.kind in ("rule", "policy") and (part.needs - {part.owner}) & (self._going | views):
            return True
        if self.carried.going[table] is None:
            return False
        calls = part.kind == "check" and (
            part.needs & (ids - self._going) or speaks_of(part.text, words)
        )
        return bool(calls) or part.kind in ("key", "exclusion", "index", "trigger", "policy")

    def _loose_keys(self) -> set[tuple[ObjectId, frozenset[str]]]:
        """(table, columns) of keys and unique indexes that are taken down."""
        return {
            (part.owner, frozenset(part.unique))
            for parts in self.parts.values()
            for part in parts
            if part.unique and part.id in self.down.parts | self.replaced
        }

    def _in_the_way(
        self,
        table: Name,
        part: Part,
        ids: set[ObjectId],
        words: set[str],
        loose: set[tuple[ObjectId, frozenset[str]]],
    ) -> bool:
        down = self.down
        dropped = down.gone[table] | down.remade[table]
        if part.validated and not self.kept[part.id].validated:
            return True
        if part.kind == "foreign key":
            ref = part.references
            assert ref is not None
            return bool(
                down.changed(table) & set(part.columns)
                or down.changed(ref[0]) & set(ref[1])
                or (f"table {ref[0].sql}", frozenset(ref[1])) in loose
                or (part.id in self.replaced and ref[0] in self.carried.going)
                or ref[0] in self._loose_for_a_while
            )
        # a definition that changes with the type of its columns fits neither of the two
        unfit = down.changed(table) if part.id in self.replaced else dropped
        if set(part.columns) & unfit or speaks_of(part.text, unfit):
            return True
        if part.needs & ids or speaks_of(part.text, words):
            return True
        if part.kind == "trigger":
            watched = " WHEN (" in part.text or "UPDATE OF" in part.text
            return watched and speaks_of(part.text, down.changed(table))
        if part.kind in ("policy", "rule", "publication"):
            own = down.changed(table)
            return bool(own and (speaks_of(part.text, own) or "*" in part.text)) or (
                self._on_changed(set(part.needs), part.text)
            )
        return False


def in_circle(table: Table, catalog: Catalog) -> bool:
    """Whether a function that the table's defaults or checks call needs the table itself."""
    if not any(n.startswith("function ") for n in table.needs):
        return False
    needs = {f.id: f.needs for f in catalog.functions.values()}
    needs |= {v.id: v.needs for v in catalog.views.values()}
    needs |= {t.id: t.needs for t in catalog.tables.values()}
    pending = [n for n in table.needs if n.startswith("function ")]
    seen: set[ObjectId] = set()
    while pending:
        need = pending.pop()
        if need == table.id:
            return True
        if need not in seen:
            seen.add(need)
            pending += needs.get(need, ())
    return False
