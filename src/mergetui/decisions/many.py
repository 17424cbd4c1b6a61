"""A frozen mapping of thousands, of which a copy with a few others in it costs little.

A choice changes one decision of 50,000 and one entry of as many: what is not changed is shared
between before and after, and is not even looked at. Owns the invariant that what is on the same
page in both is the same.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from itertools import chain
from typing import TypeVar

T = TypeVar("T")

_PAGE = 128


class Many(Mapping[str, T]):
    """Keys and values in the order in which they were given."""

    __slots__ = ("_pages", "_where")

    def __init__(self, items: Mapping[str, T]) -> None:
        held = [*items.items()]
        self._where: Mapping[str, int] = {key: n // _PAGE for n, (key, _) in enumerate(held)}
        self._pages: tuple[Mapping[str, T], ...] = tuple(
            dict(held[at : at + _PAGE]) for at in range(0, len(held), _PAGE)
        )

    @classmethod
    def of(cls, items: Mapping[str, T]) -> Many[T]:
        return items if isinstance(items, Many) else cls(items)

    def put(self, changes: Mapping[str, T]) -> Many[T]:
        """These values in the place of their own; keys that are new are sorted in."""
        if any(key not in self._where for key in changes):
            return Many(dict(sorted({**self, **changes}.items())))
        pages = [*self._pages]
        for key, value in changes.items():
            number = self._where[key]
            pages[number] = {**pages[number], key: value}
        found: Many[T] = Many.__new__(Many)
        found._where, found._pages = self._where, tuple(pages)
        return found

    def differing(self, other: Many[T]) -> set[str]:
        """The keys that have another value in ``other``, not an unequal one; or only one has."""
        if self._where is not other._where:
            return {k for k in {*self, *other} if self.get(k) is not other.get(k)}
        return {
            key
            for page, beside in zip(self._pages, other._pages, strict=True)
            if page is not beside
            for key, value in page.items()
            if value is not beside[key]
        }

    def __getitem__(self, key: str) -> T:
        return self._pages[self._where[key]][key]

    def __contains__(self, key: object) -> bool:
        return key in self._where

    def __iter__(self) -> Iterator[str]:
        return iter(self._where)

    def __len__(self) -> int:
        return len(self._where)

    def values(self) -> ValuesView[T]:
        return _Values(self)

    def items(self) -> ItemsView[str, T]:
        return _Items(self)


class _Values(ValuesView[T]):
    _mapping: Many[T]

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(page.values() for page in self._mapping._pages)


class _Items(ItemsView[str, T]):
    _mapping: Many[T]

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return chain.from_iterable(page.items() for page in self._mapping._pages)
