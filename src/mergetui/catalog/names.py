"""Names of objects, and the one place that quotes identifiers and literals."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_PLAIN = re.compile(r"[a-z_][a-z0-9_$]*\Z")
_UNRESERVED = 1  # KeywordKind of libpg_query: 0 is no keyword at all


@cache
def quote_ident(name: str) -> str:
    """Quote an identifier as ``quote_ident()`` of PostgreSQL does: only where it must be."""
    if _PLAIN.match(name):
        from postgast import scan  # noqa: PLC0415 (the screen's first frame does not wait for it)

        tokens = scan(name).tokens
        if len(tokens) == 1 and tokens[0].keyword_kind <= _UNRESERVED:
            return name
    return '"' + name.replace('"', '""') + '"'


def quote_literal(text: str) -> str:
    """Quote a string as ``quote_literal()`` of PostgreSQL does."""
    quoted = "'" + text.replace("'", "''") + "'"
    return " E" + quoted.replace("\\", "\\\\") if "\\" in text else quoted


class Name(NamedTuple):
    """The name of an object in a schema, as stored in the catalog (unquoted)."""

    schema: str
    name: str

    @property
    def sql(self) -> str:
        """Qualified and quoted: ``public."Order"``."""
        return f"{quote_ident(self.schema)}.{quote_ident(self.name)}"

    @property
    def key(self) -> str:
        """As decisions.toml and the screen write it: ``orders``, or ``sales.orders``."""
        plain = self.schema == "public" and "." not in self.name
        return self.name if plain else f"{self.schema}.{self.name}"

    def renamed(self, name: str) -> Name:
        """The same schema, another name."""
        return Name(self.schema, name)

    def going_into(self, target: str) -> Name:
        """The table that ``into`` names in the block of this one: of the same schema, or of another
        in the form of ``key``."""
        schema, dot, name = target.partition(".")
        return Name(schema, name) if dot and schema and name else self.renamed(target)
