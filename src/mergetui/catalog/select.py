"""The part of a catalog that ``[sources]`` asks for: some schemas, without what a pattern names.

Pure. The invariant: what is left speaks of nothing that was taken away. What needed it goes too,
and all that went is counted in ``Catalog.excluded``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any, TypeVar

from mergetui.catalog.model import Catalog, ForeignKey, Table, View
from mergetui.catalog.names import Name, quote_ident

NAMED = 10  # foreign keys that are told by name
K = TypeVar("K")
V = TypeVar("V")


def select(catalog: Catalog, schemas: Sequence[str], exclude: Sequence[str]) -> Catalog:
    """``schemas`` are names, none for all. ``exclude`` are patterns with ``*``, ``?`` and ``[abc]``
    over names as decisions.toml has them: ``tmp_*``, ``audit.*``."""
    if not schemas and not exclude:
        return catalog
    return _Selection(catalog, frozenset(schemas), tuple(exclude)).selected()


class _Selection:
    def __init__(self, catalog: Catalog, schemas: frozenset[str], exclude: tuple[str, ...]) -> None:
        self.catalog = catalog
        self.schemas = frozenset(s for s in catalog.schemas if not schemas or s in schemas)
        self.exclude = exclude
        self.gone = self._gone()

    def selected(self) -> Catalog:
        old = self.catalog
        new = replace(
            old,
            schemas=self._kept(old.schemas, lambda s: s.name not in self.schemas),
            types=self._kept(old.types, self._goes),
            sequences=self._kept(old.sequences, self._goes),
            tables=self._kept(old.tables, self._goes, self._table),
            views=self._kept(old.views, self._goes, self._view),
            functions=self._kept(old.functions, self._goes),
            others=self._kept(old.others, self._goes),
            default_privileges=self._kept(
                old.default_privileges,
                lambda d: d.schema is not None and d.schema not in self.schemas,
            ),
            declared=tuple(
                d
                for d in old.declared
                if f"table {d.table.sql}" not in self.gone
                and self._whole(getattr(d.object, "needs", ()))
                and self._stands(getattr(d.object, "references", None))
            ),
        )
        new = replace(new, rows=self._kept_rows(new))
        return replace(new, excluded=_counts(old, new))

    def _goes(self, item: Any) -> bool:
        return item.id in self.gone

    def _gone(self) -> set[str]:
        """The ids of all that goes: what is asked for, and then what needs it."""
        old = self.catalog
        needs: dict[str, set[str]] = {}
        gone: set[str] = set()
        for item in (
            *old.types.values(),
            *old.functions.values(),
            *old.views.values(),
            *old.tables.values(),
        ):
            needs[item.id] = set(getattr(item, "needs", ()))
            if self._named(item.name):
                gone.add(item.id)
        for table in old.tables.values():
            above = (*table.inherits, *((table.partition_of,) if table.partition_of else ()))
            needs[table.id] |= {f"table {p.sql}" for p in above}
        for sequence in old.sequences.values():
            owner = {f"table {sequence.owned_by[0].sql}"} if sequence.owned_by else set()
            needs[sequence.id] = owner
            if self._named(sequence.name):
                gone.add(sequence.id)
        for other in old.others.values():
            needs[other.id] = set(other.needs)
            away = [s for s in old.schemas if s not in self.schemas]
            if other.kind == "collation" and other.name.startswith(
                tuple(f"{quote_ident(s)}." for s in away)
            ):
                gone.add(other.id)
        before = -1
        while len(gone) != before:
            before = len(gone)
            gone |= {i for i, wanted in needs.items() if wanted & gone}
        return gone

    def _named(self, name: Name) -> bool:
        if name.schema not in self.schemas:
            return True
        texts = (name.key, f"{name.schema}.{name.name}")
        return any(fnmatchcase(text, pattern) for text in texts for pattern in self.exclude)

    def _stands(self, name: Name | None) -> bool:
        return name is None or f"table {name.sql}" not in self.gone

    def _whole(self, needs: Iterable[str]) -> bool:
        return not self.gone & set(needs)

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            foreign_keys=tuple(k for k in table.foreign_keys if self._stands(k.references)),
            triggers=tuple(t for t in table.triggers if t.function not in self.gone),
            policies=tuple(p for p in table.policies if self._whole(p.needs)),
            extras=tuple(e for e in table.extras if self._whole(e.needs)),
        )

    def _view(self, view: View) -> View:
        return replace(
            view,
            triggers=tuple(t for t in view.triggers if t.function not in self.gone),
            extras=tuple(e for e in view.extras if self._whole(e.needs)),
        )

    def _kept(
        self,
        entries: Mapping[K, V],
        goes: Callable[[V], bool],
        rest: Callable[[V], V] = lambda item: item,
    ) -> Mapping[K, V]:
        return MappingProxyType({k: rest(v) for k, v in entries.items() if not goes(v)})

    def _kept_rows(self, new: Catalog) -> Mapping[Name, int]:
        return MappingProxyType({n: r for n, r in new.rows.items() if n in new.tables})


def _counts(old: Catalog, new: Catalog) -> Mapping[str, int]:
    """How many of each kind went; parts only of tables that stay. Foreign keys between what stays
    and what went are named, since both ends are still there on a live database."""
    counts: Counter[str] = Counter()
    for kind in ("schemas", "tables", "views", "functions", "types", "sequences"):
        counts[kind] = len(getattr(old, kind)) - len(getattr(new, kind))
    for name, table in new.tables.items():
        was = old.tables[name]
        for kind in ("triggers", "policies", "extras"):
            lost = len(getattr(was, kind)) - len(getattr(table, kind))
            counts[f"{'rules' if kind == 'extras' else kind} on what stays"] += lost
    keys = [(name, key) for name, table in old.tables.items() for key in table.foreign_keys]
    inside = new.tables.keys()
    for word, cut in (
        (
            "to",
            [(n, k) for n, k in keys if n in inside and k.references in old.tables.keys() - inside],
        ),
        ("from", [(n, k) for n, k in keys if n not in inside and k.references in inside]),
    ):
        if cut:
            counts[f"foreign keys {word} what is left out: {_named(cut)}"] = len(cut)
    return MappingProxyType({kind: n for kind, n in counts.items() if n})


def _named(keys: Sequence[tuple[Name, ForeignKey]]) -> str:
    told = [f"{table.key} ({', '.join(key.columns)}) → {key.references.key}" for table, key in keys]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return ", ".join(told[:NAMED]) + more
