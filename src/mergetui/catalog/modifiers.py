"""The modifiers of types that the scratch server stands in for: ``geography(Point,4326)``.

PostgreSQL keeps a modifier as one integer, which only the type's own functions can make and print.
A stand-in has those of ``bit``, which take and print a plain number. So what is no such number is
sent under one, and turned back where the catalog is read. Invariant: ``decoded`` undoes
``encoded``; a text that holds none of the numbers comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from mergetui.catalog import apart
from mergetui.catalog.names import Name, quote_literal
from mergetui.catalog.statements import Statement

T = TypeVar("T")
FIRST = 60_000_001  # bit goes up to 83,886,080, and nobody means a number of this size
_SENT = re.compile(r"\((6\d{7})\)")
_SHAPES = (
    *("Geometry", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString"),
    *("MultiPolygon", "GeometryCollection", "CircularString", "CompoundCurve", "CurvePolygon"),
    *("MultiCurve", "MultiSurface", "PolyhedralSurface", "Tin", "Triangle"),
)
_SHAPE = {f"{s}{d}".lower(): f"{s}{d}" for s in _SHAPES for d in ("", "Z", "M", "ZM")}
SPATIAL = {
    "geometry": 0,
    "geography": 4326,
}  # PostGIS's types, and the SRID that goes without saying


@dataclass
class Modifiers:
    """Those of one scratch database, in the order in which they are met."""

    texts: list[str] = field(default_factory=list)  # "(Point,4326)"

    def encoded(self, statement: Statement) -> Statement:
        """The statement with numbers for all modifiers that a stand-in would refuse."""
        from postgast import find_nodes  # noqa: PLC0415

        if not any(_refused(each) for each in find_nodes(statement.node, apart.grammar().TypeName)):
            return statement

        def change(node: Any) -> None:
            for each in find_nodes(node, apart.grammar().TypeName):
                if _refused(each):
                    number = self._number(_spelled(each))
                    del each.typmods[:]
                    each.typmods.add().a_const.ival.ival = number

        return apart.changed(statement, change)

    def encoded_text(self, sql: str, names: Iterable[Name]) -> str:
        """The same for the text of a catalog, where every name is qualified."""
        for name in names:
            if f"{name.sql}(" in sql:
                parts = re.split(rf'(?<![\w."]){re.escape(name.sql)}(\([^()]*\))', sql)
                parts[1::2] = [f"{name.sql}{self._sent(name, each)}" for each in parts[1::2]]
                sql = "".join(parts)
        return sql

    def encoded_everywhere(self, value: T, names: Sequence[Name]) -> T:
        """The same for all text in a catalog, a merge or a migration."""
        return _mapped(value, lambda text: self.encoded_text(text, names)) if names else value

    def decoded_everywhere(self, value: T) -> T:
        return _mapped(value, self.decoded) if self.texts else value

    def _sent(self, name: Name, text: str) -> str:
        plain = text[1:-1].strip()
        if plain.isdecimal():
            return text
        if name.name in SPATIAL and plain.partition(",")[0].lower() not in _SHAPE:
            return text  # a call of the function of that name
        return f"({self._number(text)})"

    def decoded(self, text: str) -> str:
        if not self.texts:
            return text
        return _SENT.sub(lambda m: self._text(int(m[1])) or m[0], text)

    def _text(self, number: int) -> str | None:
        at = number - FIRST
        return self.texts[at] if at < len(self.texts) else None

    def _number(self, text: str) -> int:
        if text not in self.texts:
            self.texts.append(text)
        return FIRST + self.texts.index(text)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with other texts; keys and names of objects stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Name):
        return value
    if isinstance(value, tuple | list):
        return type(value)(_mapped(each, change) for each in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _mapped(each, change) for key, each in value.items()})
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: _mapped(getattr(value, f.name), change) for f in fields(value)}
        return replace(value, **own)
    return value


def _refused(type_name: Any) -> bool:
    """The grammar puts PostgreSQL's own types that have modifiers into pg_catalog."""
    if not type_name.typmods or type_name.names[0].string.sval == "pg_catalog":
        return False
    only = type_name.typmods[0].a_const if len(type_name.typmods) == 1 else None
    return not (only and only.HasField("ival") and only.ival.ival > 0)


def _spelled(type_name: Any) -> str:
    """The modifiers as the type would print them."""
    words = [_word(each) for each in type_name.typmods]
    default = SPATIAL.get(type_name.names[-1].string.sval)
    if default is None:
        return f"({','.join(words)})"
    shape = words[0].strip("'").replace(" ", "").lower()
    srid = int(words[1]) if len(words) > 1 and words[1].isdecimal() else 0
    shown = [_SHAPE.get(shape, words[0])] + ([str(srid or default)] if srid or default else [])
    return "" if shown == ["Geometry"] else f"({','.join(shown)})"


def _word(node: Any) -> str:
    if node.HasField("column_ref"):
        return str(node.column_ref.fields[-1].string.sval)
    constant = node.a_const
    if constant.HasField("ival"):
        return str(constant.ival.ival)
    return (
        quote_literal(constant.sval.sval) if constant.HasField("sval") else str(constant.fval.fval)
    )
