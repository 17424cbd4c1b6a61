"""What the access method of an index or of an exclusion cannot hold once a column takes another
type. The invariant: no index is composed that PostgreSQL has no operator class for.

Sources: the built-in operator classes of GIN and GiST in the PostgreSQL manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mergetui.catalog.names import quote_ident
from mergetui.merge.fates import Fate
from mergetui.merge.types import NUMBERS, base_type

_GIN_TYPES = ("jsonb", "tsvector", "hstore")
# GiST has classes for these by an extension alone, and for none of them the operators of ranges
_PLAIN = frozenset(
    {*NUMBERS, "text", "character varying", "character", "uuid", "boolean", "json", "jsonb"}
    | {"date", "timestamp with time zone", "timestamp without time zone", "bytea"}
)


def unfit(text: str, fates: Iterable[Fate]) -> str | None:
    """Why an index or an exclusion cannot be there, in a sentence; ``text`` is what follows its
    name, over columns by their new names, with these fates."""
    method = re.match(r"(?:EXCLUDE )?USING (\w+) ", text)
    if method is None or method[1] not in ("gin", "gist") or "_ops" in text:
        return None
    for fate in fates:
        if fate.name is None or fate.old_type == fate.new_type or not _holds(text, fate.name):
            continue
        can = _gin_can(fate.new_type) if method[1] == "gin" else _gist_can(fate)
        if not can:
            return f"{method[1]} indexes no {fate.new_type}, which {fate.name} is after the merge"
    return None


def _holds(text: str, name: str) -> bool:
    """Whether the column itself is held, and not an expression over it."""
    return bool(re.search(rf"(?:\(|, ){re.escape(quote_ident(name))}(?=[ ,)])(?! [|&+*/-])", text))


def _gin_can(type_text: str) -> bool:
    return type_text in _GIN_TYPES or type_text.endswith("[]")


def _gist_can(fate: Fate) -> bool:
    return not _plain(fate.new_type) or _plain(fate.old_type)


def _plain(type_text: str) -> bool:
    return type_text.endswith("[]") or base_type(type_text) in _PLAIN
