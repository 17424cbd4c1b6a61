"""What the name of a column says of its type, where the tables' files leave the type out."""

from __future__ import annotations

import re
from dataclasses import dataclass

ALIASES = {
    "ts": "timestamp with time zone",
    "int": "integer",
    "bool": "boolean",
    "money": "numeric(12,2)",
    "json": "jsonb",
}


@dataclass(frozen=True)
class Kind:
    type: str
    default: str | None = None
    not_null: bool = False


# The first pattern that the name fits decides.
_BY_NAME = [
    (r"(created_at|updated_at|createdAt|updatedAt)\Z", Kind(ALIASES["ts"], "now", True)),
    (r".*(_at|At)\Z", Kind(ALIASES["ts"])),
    (r".*(_on|_date)\Z", Kind("date")),
    (r"(is|has|requires|supports)_", Kind("boolean", "false", True)),
    (r".*_count\Z", Kind("integer", "0", True)),
    (r"quantity\Z", Kind("integer", "1", True)),
    (r"sort_order\Z", Kind("integer", "0", True)),
    (r".*_(minutes|seconds|days|quantity)\Z", Kind("integer")),
    (r"(.*_)?(amount|price|cost|rate|fee)\Z", Kind("numeric(12,2)")),
    (r".*_percent\Z", Kind("numeric(5,2)")),
    (r"(.*_)?score\Z", Kind("numeric(6,2)")),
    (r"metadata\Z", Kind("jsonb", "'{}'", True)),
    (r"tags\Z", Kind("text[]", "'{}'", True)),
    (r"headcount\Z", Kind("integer")),
]


def kind_of(name: str, written: str | None, side: str, is_key: bool) -> Kind:
    """The type of a column: as written, else a key's, else what the name says, else text."""
    if written is not None:
        return Kind(ALIASES.get(written, written))
    if is_key:
        return Kind("uuid" if side == "remote" else "text")
    kind = next((kind for pattern, kind in _BY_NAME if re.match(pattern, name)), Kind("text"))
    if side == "local" and kind.not_null:
        # The local's files are looser: a default, but seldom NOT NULL.
        kind = Kind(kind.type, kind.default)
    return kind
