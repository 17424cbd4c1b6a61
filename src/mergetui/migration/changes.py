"""What a table's change is made of beyond the two definitions: what its columns are held by, whose
children it is, and which rows it may have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mergetui.catalog.model import Check, Column, Domain, Function, Type
from mergetui.migration import casts
from mergetui.migration.model import Statement
from mergetui.migration.questions import Before
from mergetui.migration.unique import Unique


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is known of a table's change beyond the two definitions. Names are the new ones."""

    before: Before
    retyped: frozenset[str] = frozenset()  # also where the type's name alone is the same
    remade: frozenset[str] = frozenset()  # generated columns that were dropped before
    undefaulted: frozenset[str] = frozenset()  # columns whose default was dropped before
    using: Mapping[str, str] | None = None
    relaxed: frozenset[str] = frozenset()  # NOT NULL that was given up since rows may be there
    types: Mapping[str, Type] | None = None  # user's types by their SQL name
    old_types: Mapping[str, Type] = field(default_factory=dict)
    version: int = 180000  # of the server that answers the questions
    # what changes with a parent's column: that as it was and as it becomes
    above: Mapping[str, tuple[Column | None, Column | None]] = field(default_factory=dict)
    left_below: frozenset[str] = frozenset()  # columns that go here and that a child keeps
    untyped: bool = False  # it was let go from its type meanwhile
    only: bool = False  # the table has children, which have defaults of their own
    functions: Mapping[str, Function] = field(default_factory=dict)  # the user's
    left_checks: tuple[Check, ...] = ()  # of the parent that a partition leaves; they stay on it
    wanted_checks: tuple[Check, ...] = ()  # of the parent that it gets, which wants them there
    partition_columns: tuple[str, ...] = ()  # that say in which partition a row belongs
    rebuilt: tuple[Unique, ...] = ()  # what keeps rows apart and stays
    quiet: tuple[Statement, ...] = ()  # before rows are written
    loud: tuple[Statement, ...] = ()  # and after

    def volatile(self, column: Column) -> bool:
        """Whether ADD COLUMN writes the table anew for the column's default or domain."""
        kind = (self.types or {}).get(column.type)
        bound = isinstance(kind, Domain) and bool(kind.not_null or kind.checks)
        bound |= column.type in (
            "information_schema.cardinal_number",
            "information_schema.yes_or_no",
        )
        given = column.default
        while given is None and isinstance(kind, Domain):
            given, kind = kind.default, (self.types or {}).get(kind.type)
        return bound or casts.volatile(given or "", self.functions)
