"""Values to seed a column with: first the nasty ones that break migrations, then plain ones.

All values are text that PostgreSQL reads as the type. The invariant: value ``i`` and value ``k``
of a type differ wherever the type has that many values, so that keys hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from mergetui.catalog.model import Composite, Domain, Enum, Range, Type

_MODIFIED = re.compile(r"\A(?P<base>[^(]+)(?:\((?P<args>[^)]*)\)(?P<rest>.*))?\Z")
_NASTY_TEXT = ("", 'it\'s \\ "quoted" $1 -- ;', "Ünïcödé 漢字 🙂 \u200b" + "x" * 9000)
_INTEGERS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}


def split(kind: str) -> tuple[str, str]:
    """``numeric(10,2)`` as ("numeric", "10,2"); ``timestamp(3) with time zone`` likewise."""
    found = _MODIFIED.match(kind)
    if found is None or kind.startswith('"'):
        return kind, ""
    return found["base"].strip() + (found["rest"] or ""), found["args"] or ""


def value(kind: str, number: int, types: dict[str, Type], *, nasty: bool) -> str | None:
    """The value of that number of a type; None where nothing is known of the type."""
    if kind.endswith("[]"):
        inner = value(kind.removesuffix("[]"), number, types, nasty=False)
        if inner is None:
            return None
        escaped = inner.replace("\\", "\\\\").replace('"', '\\"')
        return "{}" if nasty and number % 3 == 1 else '{"' + escaped + '"}'
    known = types.get(kind) or types.get(split(kind)[0])
    if isinstance(known, Enum):
        return known.values[number % len(known.values)] if known.values else None
    if isinstance(known, Domain):
        return value(known.type, number, types, nasty=nasty)
    if isinstance(known, Composite):
        return "(" + "," * (len(known.fields) - 1) + ")"
    if isinstance(known, Range):
        return "empty"
    base, args = split(kind)
    if base in _INTEGERS:
        return str(_integer(_INTEGERS[base], number, nasty))
    if base in ("text", "character varying", "character", "name", "extensions.citext"):
        return _text(number, int(args) if args else 9000 if base != "name" else 63, nasty)
    if base == "numeric":
        return _numeric(number, args, nasty)
    made = _MAKERS.get(base) or _OF_EXTENSIONS.get(base.rpartition(".")[2])
    if made is not None:
        return made(number, args, nasty)
    return None


def uuid(number: int, salt: str = "") -> str:
    digest = hashlib.sha256(f"{salt}/{number}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def _integer(limit: int, number: int, nasty: bool) -> int:
    if nasty:
        return (limit - 1 - number // 3, -limit + number // 3, number)[number % 3]
    return number + 1


def _text(number: int, length: int, nasty: bool) -> str:
    if nasty:
        suffix = f" {number}" if number >= len(_NASTY_TEXT) else ""
        return (_NASTY_TEXT[number % len(_NASTY_TEXT)][: length - len(suffix)]) + suffix
    word = f"text {number + 1}"
    return word if len(word) <= length else str(number + 1)[-length:]


def _numeric(number: int, args: str, nasty: bool) -> str:
    if not nasty:
        return str(number + 1)
    if not args:
        return ("NaN", "-1e100", "0.000000001")[number % 3]
    precision, _, scale = args.partition(",")
    digits = int(precision) - int(scale or 0)
    top = ("9" * digits or "0") + ("." + "9" * int(scale) if scale and int(scale) > 0 else "")
    return (top, f"-{top}", "0")[number % 3]


def _moments(plain: str) -> Callable[[int, str, bool], str]:
    def make(number: int, _args: str, nasty: bool) -> str:
        if nasty:
            early = plain.format("01").replace("2026", "0001") + " BC"
            return ("infinity", "-infinity", early)[number % 3]
        return plain.format(f"{number % 28 + 1:02}")

    return make


def _ranges(low: str, high: str) -> Callable[[int, str, bool], str]:
    """``low`` and ``high`` have a place for a number: ranges of two rows do not overlap."""

    def make(number: int, _args: str, nasty: bool) -> str:
        at = f"{number % 9 + 1}"
        return "empty" if nasty and number == 1 else f"[{low.format(at)},{high.format(at)})"

    return make


_MAKERS: dict[str, Callable[[int, str, bool], str]] = {
    "uuid": lambda n, _a, _n: uuid(n),
    "boolean": lambda n, _a, _n: "true" if n % 2 else "false",
    "real": lambda n, _a, nasty: ("Infinity", "-0", "3.4e38")[n % 3] if nasty else str(n + 1),
    "double precision": lambda n, _a, nasty: (
        ("NaN", "-Infinity", "1.7e308")[n % 3] if nasty else str(n + 1)
    ),
    "money": lambda n, _a, _n: str(n + 1),
    "date": _moments("2026-01-{}"),
    "timestamp without time zone": _moments("2026-01-{} 12:00:00"),
    "timestamp with time zone": _moments("2026-01-{} 12:00:00+00"),
    "time without time zone": lambda n, _a, nasty: (
        "24:00" if nasty and n == 0 else f"{n % 24:02}:00"
    ),
    "time with time zone": lambda n, _a, _n: f"{n % 24:02}:00+02",
    "interval": lambda n, _a, nasty: "-178000000 years" if nasty and n == 0 else f"{n + 1} days",
    "json": lambda n, _a, nasty: "null" if nasty and n == 1 else f'{{"a": [{n}, "é", null]}}',
    "jsonb": lambda n, _a, nasty: "null" if nasty and n == 1 else f'{{"a": [{n}, "é", null]}}',
    "bytea": lambda n, _a, _n: f"\\x00ff{n % 256:02x}",
    "inet": lambda n, _a, nasty: "::1" if nasty and n == 1 else f"10.0.0.{n % 256}",
    "cidr": lambda n, _a, _n: f"10.{n % 256}.0.0/16",
    "macaddr": lambda n, _a, _n: f"08:00:2b:01:02:{n % 256:02x}",
    "macaddr8": lambda n, _a, _n: f"08:00:2b:01:02:03:04:{n % 256:02x}",
    "bit": lambda n, a, _n: format(n, "b")[-int(a or 1) :].rjust(int(a or 1), "0"),
    "bit varying": lambda n, a, _n: format(n, "b")[-int(a or 64) :],
    "point": lambda n, _a, _n: f"({n},{n})",
    "box": lambda n, _a, _n: f"({n},{n}),(0,0)",
    "circle": lambda n, _a, _n: f"<({n},0),1>",
    "lseg": lambda n, _a, _n: f"[({n},0),(1,1)]",
    "path": lambda n, _a, _n: f"[({n},0),(1,1)]",
    "polygon": lambda n, _a, _n: f"(({n},0),(1,1),(2,0))",
    "line": lambda n, _a, _n: f"{{1,2,{n}}}",
    "tsvector": lambda n, _a, _n: f"'word{n}':1",
    "tsquery": lambda n, _a, _n: f"'word{n}'",
    "xml": lambda n, _a, _n: f'<a n="{n}"/>',
    "oid": lambda n, _a, _n: str(n + 1),
    "int4range": _ranges("{}1", "{}5"),
    "int8range": _ranges("{}1", "{}5"),
    "numrange": _ranges("{}1", "{}5"),
    "daterange": _ranges("2026-0{}-01", "2026-0{}-05"),
    "tsrange": _ranges("2026-0{}-01", "2026-0{}-05"),
    "tstzrange": _ranges("2026-0{}-01", "2026-0{}-05"),
    "extensions.vector": lambda n, a, _n: "[" + ",".join([str(n)] * int(a or 3)) + "]",
    "public.vector": lambda n, a, _n: "[" + ",".join([str(n)] * int(a or 3)) + "]",
}


def _shape(number: int, args: str, _nasty: bool) -> str:
    """A value of PostGIS: ``Point,4326`` are its shape and its spatial reference system."""
    shape, _, srid = args.partition(",")
    flat = shape.strip().upper()
    ends = {"ZM": " 1 1", "Z": " 1", "M": " 1"}
    end = next((e for e in ends if flat.endswith(e) and flat != "GEOM"), "")
    kind = flat.removesuffix(end)
    more = ends.get(end, "")
    line = f"0 0{more},{number + 1} 1{more}"
    ring = f"(0 0{more},{number + 1} 0{more},0 1{more},0 0{more})"
    texts = {
        "LINESTRING": f"({line})",
        "POLYGON": f"({ring})",
        "MULTIPOINT": f"({line})",
        "MULTILINESTRING": f"(({line}))",
        "MULTIPOLYGON": f"(({ring}))",
        "GEOMETRYCOLLECTION": f"(POINT{end}({number} 1{more}))",
    }
    if kind not in texts:
        kind = "POINT"
    text = f"{kind}{' ' + end if end else ''}{texts.get(kind, f'({number} 1{more})')}"
    return f"SRID={srid.strip()};{text}" if srid.strip().isdecimal() else text


# By the name alone, since an extension may be in any schema.
_OF_EXTENSIONS: dict[str, Callable[[int, str, bool], str]] = {
    "geometry": _shape,
    "geography": _shape,
    "hstore": lambda n, _a, _n: f'"a"=>"{n}"',
    "ltree": lambda n, _a, _n: f"a.b{n}",
    "cube": lambda n, _a, _n: f"({n}, 1)",
    "citext": lambda n, _a, _n: f"text {n + 1}",
}
