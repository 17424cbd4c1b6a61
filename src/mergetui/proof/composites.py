"""Values of composite types that get and lose fields: what they must be afterwards.

A field that both have keeps its value, one that is new is null, and one that goes is compared with
nothing. All is computed by PostgreSQL before the migration, from the fields by name.
"""

from __future__ import annotations

from collections.abc import Mapping

from mergetui.catalog.model import Catalog, Composite, Domain
from mergetui.catalog.names import quote_ident


class Composites:
    """The fields of composite types, by the types' SQL names before and after."""

    def __init__(self, remote: Catalog, merged: Catalog) -> None:
        sides = (remote, merged)
        self._there = {t.name.sql for t in remote.types.values()}
        self._before, self._after = (
            {t.name.sql: t.fields for t in side.types.values() if isinstance(t, Composite)}
            for side in sides
        )
        self._over_before, self._over_after = (
            {t.name.sql: t.type for t in side.types.values() if isinstance(t, Domain)}
            for side in sides
        )

    def differ(self, old: str, new: str) -> bool:
        """Whether values of the one type, or of arrays of it, have other fields as the other."""
        old, new = _base(self._over_before, old), _base(self._over_after, new)
        before = self._before.get(old.removesuffix("[]"))
        after = self._after.get(new.removesuffix("[]"))
        if before is None or after is None or old.endswith("[]") != new.endswith("[]"):
            return False
        return [n for n, _ in before] != [n for n, _ in after] or any(
            self.differ(was, becomes) or (was != becomes and self._castable(becomes))
            for (_, was), (_, becomes) in zip(before, after, strict=True)
        )

    def becomes(self, value: str, old: str, new: str) -> str:
        """The SQL of what a value is afterwards of types that ``differ``, as a record or an array
        of records: their text is that of the type."""
        old, new = _base(self._over_before, old), _base(self._over_after, new)
        if new.endswith("[]"):
            one = self.becomes(f"({value})[i]", old.removesuffix("[]"), new.removesuffix("[]"))
            each = f"ARRAY(SELECT {one} FROM generate_subscripts({value}, 1) AS i)"
            return f"CASE WHEN ({value}) IS NOT NULL THEN {each} END"
        before = dict(self._before[old])
        row = [self._field(value, n, before.get(n), kind) for n, kind in self._after[new]]
        return f"CASE WHEN ({value})::text IS NOT NULL THEN ROW({', '.join(row)}) END"

    def _field(self, value: str, name: str, old: str | None, new: str) -> str:
        field = f"({value}).{quote_ident(name)}"
        if old is None:
            return "NULL::text"
        if self.differ(old, new):
            return self.becomes(field, old, new)
        return f"{field}::{new}" if old != new and self._castable(new) else field

    def _castable(self, new: str) -> bool:
        """Whether the type is there before the migration. By another name the text is the same."""
        return "." not in new or new.removesuffix("[]") in self._there


def _base(domains: Mapping[str, str], kind: str) -> str:
    """What a domain is over, and what an array of it is an array of."""
    array = "[]" * kind.endswith("[]")
    while (found := domains.get(kind)) or (found := domains.get(kind.removesuffix("[]"))):
        kind = found if kind in domains else found + array
    return kind
