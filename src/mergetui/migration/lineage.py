"""What changes with the tables above one: partitions and tables that inherit have the columns of
their parents, which one statement changes for all of them.
"""

from __future__ import annotations

from mergetui.catalog.model import Catalog, Check, Column, Table
from mergetui.migration import tables
from mergetui.migration.match import Matches
from mergetui.migration.questions import named_in


class Lineage:
    """The parents and children of the tables of two catalogs, under the new names."""

    def __init__(self, old: Catalog, new: Catalog, matches: Matches) -> None:
        self.old = old
        self.new = new
        self.before = matches.before
        self.parents = {p for t in new.tables.values() for p in tables.parents(t)}

    def above(self, old: Table, new: Table) -> dict[str, tuple[Column | None, Column | None]]:
        """Columns that change with those of a parent that the table has before and after."""
        above: dict[str, tuple[Column | None, Column | None]] = {}
        loose = {parent for parent, _ in tables.let_go(old, new)}
        for parent in sorted(set(tables.parents(old)) & set(tables.parents(new)) - loose):
            was, becomes = self.old.tables[parent], self.new.tables[parent]
            left = self.left_below(was, becomes)
            olds = {c.name: c for c in was.columns if c.name not in left}
            news = {c.name: c for c in becomes.columns}
            above |= {name: (olds.get(name), news.get(name)) for name in (*olds, *news)}
        return above

    def left_below(self, old: Table, new: Table) -> frozenset[str]:
        """Columns that a table loses and that a table under it keeps as its own."""
        gone = {c.name for c in old.columns} - {c.name for c in new.columns}
        if not gone or old.name not in self.parents:
            return frozenset()
        kept = set()
        for child in self.new.tables.values():
            if old.name in child.inherits and child.name in self.before:
                others = (self.new.tables[p] for p in child.inherits)
                given = {c.name for other in others for c in other.columns}
                kept |= {c.name for c in child.columns} - given
        return frozenset(gone & kept)

    def partition_columns(self, table: Table) -> tuple[str, ...]:
        """The columns that say in which partition a row of the table belongs."""
        parent = self.new.tables.get(table.partition_of) if table.partition_of else None
        key = parent.partition_key if parent else None
        return tuple(c.name for c in named_in(key, table.columns)) if key else ()


def inherited_checks(table: Table, catalog: Catalog) -> tuple[Check, ...]:
    """The checks of the tables that a partition is one of, at every level."""
    checks: list[Check] = []
    above = table.partition_of
    while above is not None and above in catalog.tables:
        parent = catalog.tables[above]
        checks += [c for c in parent.checks if not c.no_inherit]
        above = parent.partition_of
    return tuple(checks)
