"""What schemas at random are drawn with, and what one side has when it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Dice:
    """What is drawn, in words."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def some(self) -> bool:
        return bool(self._draw(st.booleans()))

    def seldom(self) -> bool:
        """Once in four."""
        return bool(self._draw(st.sampled_from((False, False, False, True))))

    def rarely(self) -> bool:
        """Once in twelve."""
        return bool(self._draw(st.sampled_from((*[False] * 11, True))))

    def one(self, options: Sequence[T]) -> T:
        found: T = self._draw(st.sampled_from(options))
        return found

    def several(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Different ones, in any order."""
        most = min(most, len(options))
        lists = st.lists(st.sampled_from(options), min_size=least, max_size=most, unique=True)
        found: list[T] = self._draw(lists)
        return found

    def shuffled(self, options: Sequence[T]) -> list[T]:
        found: list[T] = self._draw(st.permutations(options))
        return found


@dataclass
class Side:
    """What one side has, as far as decisions must know. Objects have their definitions."""

    sql: str = ""
    tables: dict[str, dict[str, str]] = field(default_factory=dict)  # their columns with types
    references: dict[tuple[str, str], str] = field(default_factory=dict)  # (table, column) -> table
    partitions: dict[str, str] = field(default_factory=dict)  # name -> the table it is a part of
    types: dict[str, str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)  # by their signatures
    views: dict[str, str] = field(default_factory=dict)
    sequences: dict[str, str] = field(default_factory=dict)
    calling: set[str] = field(default_factory=set)  # tables whose checks call twice()
    split: set[str] = field(default_factory=set)  # tables that are partitioned
    composite: set[str] = field(default_factory=set)  # tables whose key is id and part
    unlogged: set[str] = field(default_factory=set)
    published: set[str] = field(default_factory=set)  # tables in a publication
    others: dict[str, str] = field(default_factory=dict)  # by their ids

    @property
    def values(self) -> list[str]:
        return self.types["mood"].split(" | ")

    def without_parts(self) -> list[str]:
        """The tables that are no partitions of others and have none."""
        return [name for name in self.tables if name not in self.partitions.values()]
