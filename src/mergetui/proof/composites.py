"""Values of composite types that get and lose fields: what they must be afterwards.

A field that both have keeps its value, one that is new is null, and one that goes is compared with
nothing. All is computed by PostgreSQL before the migration, from the fields by name.
"""

from __future__ import annotations

from mergetui.catalog.model import Catalog, Composite
from mergetui.catalog.names import quote_ident


class Composites:
    """The fields of composite types, by the types' SQL names before and after."""

    def __init__(self, remote: Catalog, merged: Catalog) -> None:
        self._before, self._after = (
            {t.name.sql: t.fields for t in catalog.types.values() if isinstance(t, Composite)}
            for catalog in (remote, merged)
        )

    def differ(self, old: str, new: str) -> bool:
        """Whether values of the one type, or of arrays of it, have other fields as the other."""
        before = self._before.get(old.removesuffix("[]"))
        after = self._after.get(new.removesuffix("[]"))
        if before is None or after is None or old.endswith("[]") != new.endswith("[]"):
            return False
        return [n for n, _ in before] != [n for n, _ in after] or any(
            self.differ(was, becomes) or was != becomes
            for (_, was), (_, becomes) in zip(before, after, strict=True)
        )

    def becomes(self, value: str, old: str, new: str) -> str:
        """The SQL of what a value is afterwards of types that ``differ``, as a record or an array
        of records: their text is that of the type."""
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
        return field if old == new else f"{field}::{new}"
