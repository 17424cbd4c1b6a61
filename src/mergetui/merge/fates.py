"""What becomes of the tables and columns of a side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from mergetui.catalog.names import Name
from mergetui.merge.returned import Returned
from mergetui.merge.types import INTEGERS, NUMBERS, base_type, family, is_uuid

VARCHAR_AS_TEXT = ("character varying", "text")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a column of a source: its new name (None: it is given up) and types."""

    name: str | None
    old_type: str
    new_type: str
    labels: tuple[str, ...] = ()  # of the new type, where it is an enum
    opaque: bool = False  # whether the new type is cast to nothing but text
    of_enum: bool = False  # whether the old type is one

    @property
    def retyped(self) -> bool:
        """Whether expressions see another type; length and precision make none."""
        return base_type(self.old_type) != base_type(self.new_type)

    @property
    def fits(self) -> bool:
        """Whether the new type stands wherever the old one stood: text for varchar."""
        return (base_type(self.old_type), base_type(self.new_type)) == VARCHAR_AS_TEXT

    @property
    def spells(self) -> bool:
        """Whether values of an enum are text from now on: rows may hold others, which compare with
        a value as text and are refused as values of the enum."""
        return self.of_enum and family(self.new_type) == "text"

    @property
    def counts(self) -> bool:
        """Whether both types are numbers, which compare with each other."""
        return {base_type(self.old_type), base_type(self.new_type)} <= NUMBERS

    @property
    def grows(self) -> bool:
        """Whether a number only gets room for larger ones: it reckons as before, and cast back it
        would be refused where it is too large for what it was."""
        old, new = base_type(self.old_type), base_type(self.new_type)
        return old in INTEGERS and new in INTEGERS and INTEGERS[old] < INTEGERS[new]

    def takes(self, literal: str) -> bool:
        """Whether a string is a value of the new type."""
        return literal in self.labels or (self.new_type == "uuid" and is_uuid(literal))


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the tables and columns of one side."""

    tables: Mapping[Name, Name | None] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[Name, Mapping[str, Fate]] = field(default_factory=lambda: MappingProxyType({}))
    words: frozenset[str] = frozenset()  # every name that changes: text without one stays
    odd: tuple[str, ...] = ()  # those that are no single word, as they stand within quotes
    own_rows: Mapping[Name, str] = field(default_factory=lambda: MappingProxyType({}))
    # what reads a table whose rows share another one reads this query instead
    returned: Mapping[Name, Returned] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(
        cls,
        tables: Mapping[Name, Name | None],
        columns: Mapping[Name, Mapping[str, Fate]],
        own_rows: Mapping[Name, str] | None = None,
        returned: Mapping[Name, Returned] | None = None,
    ) -> Fates:
        words = {old.name for old, new in tables.items() if old != new}
        words |= {name.name for name in own_rows or ()}
        for name, fates in columns.items():
            for column, fate in fates.items():
                if fate.name != column or (fate.old_type != fate.new_type and fate.retyped):
                    words.add(column)
            if tables.get(name) is None:
                words.add(name.name)
        words |= {name.name for name in returned or ()}
        quoted = (w.replace('"', '""') for w in words if not _WORD.fullmatch(w))
        odd = tuple(sorted(quoted))
        none: Mapping[Name, Any] = MappingProxyType({})
        return cls(tables, columns, frozenset(words), odd, own_rows or none, returned or none)

    def touch(self, text: str) -> bool:
        """Whether a text may name something that changes."""
        return not self.words.isdisjoint(_words(text)) or any(word in text for word in self.odd)


@lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))
