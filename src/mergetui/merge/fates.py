"""What becomes of the tables and columns of a side, and types as the grammar names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from mergetui.catalog.names import Name

_MODIFIER = re.compile(r"\([^)]*\)")


@cache
def base_type(text: str) -> str:
    """A type without its modifier: ``numeric(10,2)`` is ``numeric``."""
    return _MODIFIER.sub("", text)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a column of a source: its new name (None: it is given up) and types."""

    name: str | None
    old_type: str
    new_type: str

    @property
    def retyped(self) -> bool:
        """Whether expressions see another type; length and precision make none."""
        return base_type(self.old_type) != base_type(self.new_type)


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the tables and columns of one side."""

    tables: Mapping[Name, Name | None] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[Name, Mapping[str, Fate]] = field(default_factory=lambda: MappingProxyType({}))
    words: frozenset[str] = frozenset()  # every name that changes: text without one stays

    @classmethod
    def of(
        cls, tables: Mapping[Name, Name | None], columns: Mapping[Name, Mapping[str, Fate]]
    ) -> Fates:
        words = {old.name for old, new in tables.items() if old != new}
        for name, fates in columns.items():
            for column, fate in fates.items():
                if fate.name != column or fate.retyped:
                    words.add(column)
            if tables.get(name) is None:
                words.add(name.name)
        return cls(tables, columns, frozenset(words))


@cache
def type_names(text: str) -> tuple[str, ...]:
    """A type as the grammar names it, so that ``timestamptz`` and its long name are one."""
    from postgast import PgQueryError, parse  # noqa: PLC0415

    try:
        cast = parse(f"SELECT NULL::{text}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    except PgQueryError:
        return (text,)
    return named_type(cast.type_cast.type_name)


def named_type(type_name: Any) -> tuple[str, ...]:
    names = tuple(n.string.sval for n in type_name.names if n.string.sval != "pg_catalog")
    return (*names, "[]") if type_name.array_bounds else names
