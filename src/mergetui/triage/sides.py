"""The two catalogs as triage looks at them: by the key of decisions.toml.

Holds what depends on the catalogs alone and not on a decision, computed once and kept: 551 tables
must not cost anything on each key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from sys import intern
from typing import Literal

from mergetui.catalog.model import Catalog, Declarable, Extension, Fault, ForeignKey, Schema, Table
from mergetui.decisions.check import objects
from mergetui.decisions.model import SIDES, Side
from mergetui.decisions.parts import Part, parts_of
from mergetui.decisions.reviewed import Reviewable, reviewed_text
from mergetui.decisions.write import OBJECT_SECTIONS

Presence = Literal["common", "remote-only", "local-only"]


@dataclass(frozen=True)
class Sides:
    """Remote and local, their tables keyed as decisions.toml keys them."""

    remote: Catalog
    local: Catalog

    def catalog(self, side: Side) -> Catalog:
        return self.remote if side == "remote" else self.local

    @cached_property
    def tables(self) -> Mapping[Side, Mapping[str, Table]]:
        return {
            side: {name.key: table for name, table in self.catalog(side).tables.items()}
            for side in SIDES
        }

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every table name of either side, sorted."""
        return tuple(sorted(self.tables["remote"].keys() | self.tables["local"].keys()))

    @cached_property
    def common(self) -> int:
        """How many tables both sides have."""
        return len(self.tables["remote"].keys() & self.tables["local"].keys())

    def types(self, key: str) -> str:
        """The types of the columns of both sides, in lower case, one a line. Tables of one make
        share the text."""
        if key not in self._types:
            tables = [t for t in (self.table(side, key) for side in SIDES) if t is not None]
            types = sorted({c.type.lower() for t in tables for c in t.columns})
            self._types[key] = intern("\n".join(types))
        return self._types[key]

    @cached_property
    def _types(self) -> dict[str, str]:
        return {}

    def table(self, side: Side, key: str) -> Table | None:
        return self.tables[side].get(key)

    def presence(self, key: str) -> Presence:
        if key not in self.tables["local"]:
            return "remote-only"
        return "common" if key in self.tables["remote"] else "local-only"

    def rows(self, key: str) -> int | None:
        """The estimated rows of the remote's table; None where unknown."""
        table = self.table("remote", key)
        return self.remote.rows.get(table.name) if table else None

    def foreign_keys(self, side: Side, key: str) -> tuple[ForeignKey, ...]:
        """The foreign keys of a table, those that are only declared included."""
        table = self.table(side, key)
        return (*table.foreign_keys, *self._declared_keys[side].get(key, ())) if table else ()

    @cached_property
    def _declared_keys(self) -> Mapping[Side, Mapping[str, list[ForeignKey]]]:
        found: dict[Side, dict[str, list[ForeignKey]]] = {}
        for side in SIDES:
            of_side = found.setdefault(side, defaultdict(list))
            for key, declared in self._declared[side].items():
                of_side[key] = [d for d in declared if isinstance(d, ForeignKey)]
        return found

    def parts(self, side: Side, key: str) -> Mapping[str, Part]:
        """What hangs on a table of a side, by the keys of ``[tables.X.parts]``."""
        return parts_of(self.table(side, key), self._declared[side].get(key, ()))

    @cached_property
    def _declared(self) -> Mapping[Side, Mapping[str, list[Declarable]]]:
        """What PostgreSQL refused of each table."""
        found: dict[Side, dict[str, list[Declarable]]] = {}
        for side in SIDES:
            of_side = found.setdefault(side, defaultdict(list))
            for declared in self.catalog(side).declared:
                of_side[declared.table.key].append(declared.object)
        return found

    @cached_property
    def referenced_by(self) -> Mapping[Side, Mapping[str, tuple[str, ...]]]:
        """Table -> the tables of the same side that reference it, sorted, without itself."""
        found: dict[Side, dict[str, set[str]]] = {}
        for side in SIDES:
            of_side = found.setdefault(side, defaultdict(set))
            for key in self.tables[side]:
                for foreign in self.foreign_keys(side, key):
                    if foreign.references.key != key:
                        of_side[foreign.references.key].add(key)
        return {
            side: {key: tuple(sorted(names)) for key, names in of_side.items()}
            for side, of_side in found.items()
        }

    @cached_property
    def faults(self) -> Mapping[str, tuple[tuple[Side, Fault], ...]]:
        """Table -> the statements of the sources about it that PostgreSQL refused."""
        keys = {side: {table.id: key for key, table in self.tables[side].items()} for side in SIDES}
        found: dict[str, list[tuple[Side, Fault]]] = defaultdict(list)
        for side in SIDES:
            declared = {d.place: d.table.key for d in self.catalog(side).declared if d.place}
            for fault in self.catalog(side).faults:
                key = keys[side].get(fault.object or "") or declared.get(fault.place)
                if key is not None:
                    found[key].append((side, fault))
        return {key: tuple(faults) for key, faults in found.items()}

    @cached_property
    def objects(self) -> Mapping[str, Mapping[str, tuple[Reviewable | None, Reviewable | None]]]:
        """Section -> key -> the remote's and the local definition, of all that is no table."""
        found = {}
        for section in OBJECT_SECTIONS:
            remote, local = (objects(self.catalog(side), section) for side in SIDES)
            keys = sorted({*remote, *local})
            found[section] = {key: (remote.get(key), local.get(key)) for key in keys}
        return found

    @cached_property
    def differing(self) -> Mapping[str, frozenset[str]]:
        """Section -> the keys of what both sides have and define differently."""
        return {
            section: frozenset(
                key
                for key, (remote, local) in found.items()
                # of two schemas or extensions nobody has to choose
                if not isinstance(remote, Extension | Schema)
                if remote and local and reviewed_text(remote, None) != reviewed_text(local, None)
            )
            for section, found in self.objects.items()
        }

    @cached_property
    def _reviewed(self) -> dict[str, str]:
        return {}

    def reviewed(self, key: str) -> str:
        """What ``reviewed`` says of a choice that is made now: ``remote:1f3c9a2e local:...``."""
        if key not in self._reviewed:
            self._reviewed[key] = reviewed_text(self.table("remote", key), self.table("local", key))
        return self._reviewed[key]
