"""Values for columns that foreign keys tie together, where a check wants something of them.

Such columns have the same value in a row, be it the code of a country or what points at it. So what
any of them refuses is no value for the others either: they agree before the first row comes in. The
invariant: the values of a class differ, and each column of it takes each of them by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mergetui.proof.fit import Open, fitting
from mergetui.proof.keys import At
from mergetui.proof.named import named_of

if TYPE_CHECKING:
    import asyncpg

_MORE = 6  # candidates for a value


@dataclass(frozen=True, slots=True)
class Member:
    """A column of a class, of which something is asked."""

    name: str
    type: str  # a base type's
    checks: tuple[str, ...]  # that speak of no other column


async def agreed(
    connection: asyncpg.Connection[Any],
    members: Mapping[At, Iterable[Member]],
    plain: Mapping[At, Sequence[str]],
) -> dict[At, list[str]]:
    """For each class the values of its rows. ``plain`` has those that the rows would have if
    nothing were asked of them; a class is left out that takes these, or for which too few are
    found: its rows are tried as they are."""
    found = {}
    for root, those in members.items():
        every, wanted = list(dict.fromkeys(those)), len(plain[root])
        values = list(dict.fromkeys([*plain[root], *_named(every, wanted)]))
        for each in every:
            column = Open(name=each.name, type=each.type, plain=(*values,), tied=True)
            groups = await fitting(connection, [column], each.checks, _MORE * wanted)
            values = [v for rows in groups for row in rows if (v := row[each.name]) is not None]
        if len(values) >= wanted and values[:wanted] != [*plain[root]]:
            found[root] = values[:wanted]
    return found


def _named(members: Sequence[Member], wanted: int) -> Iterator[str]:
    """What the checks name, and after each number as many as there are rows."""
    for each in members:
        for value in named_of(each.type, each.name, " ".join(each.checks)):
            yield value
            if value.removeprefix("-").isdecimal() and "[" not in each.type:
                yield from (str(int(value) + n) for n in range(1, wanted))
