"""Values of a composite type as those of another, or of the same one made anew with other fields.

The invariant: a field's value goes to the field of its name, however deep in composites and arrays
it stands. By their text values would go by position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mergetui.catalog.model import Catalog, Column, Composite, Domain, Type
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.migration.subqueries import Through


@dataclass
class Conversion:
    """``old`` and ``new`` are the user's types by their SQL names; ``lost`` become the fields that
    go with what they hold, ``size.h``."""

    old: Mapping[str, Type]
    new: Mapping[str, Type]
    lost: list[str] = field(default_factory=list)

    @classmethod
    def between(cls, old: Catalog, new: Catalog) -> Conversion:
        before, after = ({t.name.sql: t for t in c.types.values()} for c in (old, new))
        return cls(before, after)

    def applies(self, old: str, new: str) -> bool:
        """Whether values have to be taken apart: both are composite types, or arrays of them."""
        old, new = self._base(self.old, old), self._base(self.new, new)
        if old.endswith("[]") != new.endswith("[]"):
            return False
        was, becomes = self._pair(old, new)
        return was is not None and becomes is not None

    def value(self, sql: str, old: str, new: str, path: str = "") -> str:
        """``sql`` of the one type as the other; of types that ``applies`` says no to, by its
        text."""
        if (base := self._base(self.new, new)) != new:
            return f"({self.value(sql, old, base, path)})::{new}"
        old = self._base(self.old, old)
        was, becomes = self._pair(old, new)
        if was is None or becomes is None or old.endswith("[]") != new.endswith("[]"):
            return sql if old == new and "." not in new else f"{sql}::text::{new}"
        if not new.endswith("[]"):
            return self._row(sql, was, becomes, path)
        if self._in_order(was, becomes):
            return f"{sql}::text::{new}"
        one = self.value(f"({sql})[i]", old.removesuffix("[]"), new.removesuffix("[]"), path)
        # more dimensions than one stop the migration: nothing is taken for another value
        return (
            f"CASE WHEN array_ndims({sql}) > 1"
            f" THEN format('an array of %s dimensions', array_ndims({sql}))::{new}"
            f" WHEN {sql} IS NOT NULL"
            f" THEN ARRAY(SELECT {one} FROM generate_subscripts({sql}, 1) AS i) END"
        )

    def through(self, column: Column, old: str) -> Through | None:
        """A function of the session for what ALTER COLUMN ... TYPE cannot hold; None where it can.
        Its parameter is of any type, since the old one has another name by then."""
        own = quote_ident(column.name)
        if "(SELECT " not in (using := self.value("v", old, column.type)):
            return None
        name = f"pg_temp.{quote_ident(f'made_{column.name}'[:40])}"
        return Through(
            f"CREATE FUNCTION {name}(v anyelement) RETURNS {column.type} LANGUAGE sql AS "
            f"{quote_literal(f'SELECT {using}').lstrip()}",
            f"{name}({own})",
            f"DROP FUNCTION {name}(anyelement)",
        )

    @staticmethod
    def _base(types: Mapping[str, Type], kind: str) -> str:
        """What a domain is over, of a domain over a domain too."""
        while isinstance(found := types.get(kind), Domain):
            kind = found.type
        return kind

    def _pair(self, old: str, new: str) -> tuple[Composite | None, Composite | None]:
        was = self.old.get(self._base(self.old, old.removesuffix("[]")))
        becomes = self.new.get(self._base(self.new, new.removesuffix("[]")))
        return (
            was if isinstance(was, Composite) else None,
            becomes if isinstance(becomes, Composite) else None,
        )

    def _row(self, sql: str, old: Composite, new: Composite, path: str) -> str:
        had = dict(old.fields)
        parts = []
        for name, kind in new.fields:
            if name not in had:
                parts.append(f"NULL::{kind}")
            else:
                own = f"({sql}).{quote_ident(name)}"
                parts.append(self.value(own, had[name], kind, f"{path}{name}."))
        kept = {name for name, _ in new.fields}
        lost = [f"{path}{name}" for name, _ in old.fields if name not in kept]
        self.lost += [name for name in lost if name not in self.lost]
        made = f"ROW({', '.join(parts)})::{new.name.sql}"
        return f"CASE WHEN {sql} IS DISTINCT FROM NULL THEN {made} END"

    def _in_order(self, old: Composite, new: Composite) -> bool:
        """Whether the text of the one says the same as the text of the other."""
        if [name for name, _ in old.fields] != [name for name, _ in new.fields]:
            return False
        for (_, was), (_, becomes) in zip(old.fields, new.fields, strict=True):
            inside = self._pair(was, becomes)
            if inside[0] and inside[1] and not self._in_order(inside[0], inside[1]):
                return False
        return True
