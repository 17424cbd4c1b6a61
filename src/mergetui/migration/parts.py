"""What hangs on a table and is made and dropped on its own: keys, foreign keys, checks, indexes,
triggers, policies. Parts of two tables are matched by definition first and by name second, since
PostgreSQL makes up most of the names; where only the name differs, it is renamed.

Triggers and policies carry their name in their definition: people gave it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from mergetui.catalog.model import ObjectId
from mergetui.catalog.names import Name
from mergetui.decisions.parts import PartKind
from mergetui.migration.model import Statement
from mergetui.migration.order import Rank
from mergetui.migration.same import Definition, canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of them. ``columns`` are those of its table that it holds by name; ``text`` is the SQL
    in which other columns and functions may be named."""

    kind: PartKind
    rank: Rank
    owner: ObjectId
    name: str
    definition: Definition
    up: tuple[Statement, ...]
    down: Statement
    target: str  # as COMMENT ON names it
    # "i" -> "ALTER INDEX public.i RENAME TO"; None where the name has meaning
    rename: Callable[[str], str] | None = None
    comment: str | None = None
    index_target: str = ""  # of a key or exclusion: its index
    index_comment: str | None = None
    columns: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()  # those that foreign keys may point at for it
    text: str = ""
    references: tuple[Name, tuple[str, ...]] | None = None  # of a foreign key
    needs: frozenset[ObjectId] = frozenset()
    clustered: bool = False  # an index by which CLUSTER goes
    statistics: tuple[tuple[int, int], ...] = ()  # of an index: (column, target of ANALYZE)
    target_of_analyze: int | None = None  # of a statistics object
    validated: bool = True
    validate: Statement | None = None  # to be run after ``up``, in a step of its own
    # What turns an old part of the same name into this one where it stands, so that there is no
    # moment without it; only one that agrees in ``alike``. None: it is dropped and made.
    replace: tuple[Statement, ...] = ()
    alike: Hashable = None
    keeps_comment: bool = False  # when it is replaced

    @property
    def id(self) -> str:
        return f"{self.kind} {self.name} of {self.owner}"


@dataclass(frozen=True, slots=True)
class Matched:
    kept: tuple[tuple[Part, Part], ...]  # (old, new)
    replaced: tuple[tuple[Part, Part], ...]  # the same name says something else
    gone: tuple[Part, ...]
    fresh: tuple[Part, ...]


def match(old: Iterable[Part], new: Iterable[Part]) -> Matched:
    """Match the parts of one table and kind before and after."""
    left, fresh = list(old), list(new)
    kept: list[tuple[Part, Part]] = []
    keys: tuple[Callable[[Part], Hashable], ...] = (
        lambda p: (p.name, p.definition),
        lambda p: p.definition,
        lambda p: (p.name, canonical(p.definition)),
        lambda p: canonical(p.definition),
    )
    for key in keys:
        if not left or not fresh:
            break
        waiting: dict[Hashable, list[Part]] = defaultdict(list)
        for part in left:
            waiting[key(part)].append(part)
        unmatched = []
        for part in fresh:
            found = waiting.get(key(part))
            if found:
                kept.append((found.pop(0), part))
            else:
                unmatched.append(part)
        left = [part for parts in waiting.values() for part in parts]
        fresh = unmatched
    named = {p.name: p for p in left}
    replaced = [
        (was, part)
        for part in fresh
        if part.replace and (was := named.get(part.name)) and was.alike == part.alike
    ]
    gone = [p for p in left if p not in [was for was, _ in replaced]]
    new = [p for p in fresh if p not in [part for _, part in replaced]]
    return Matched(tuple(kept), tuple(replaced), tuple(gone), tuple(new))
