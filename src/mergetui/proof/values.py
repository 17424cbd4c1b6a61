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
_TEXT = frozenset({"text", "character varying", "character", "name"})
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
        return _array(kind.removesuffix("[]"), number, types, nasty=nasty)
    known = types.get(kind) or types.get(split(kind)[0])
    if isinstance(known, Enum):
        return known.values[number % len(known.values)] if known.values else None
    if isinstance(known, Domain):
        return value(known.type, number, types, nasty=nasty)
    if isinstance(known, Composite):
        return _composite(known, number, types, nasty=nasty)
    if isinstance(known, Range):
        return _range_of(known.subtype, number, types, nasty=nasty)
    if several := next((r for r in types.values() if _several(r, kind)), None):
        assert isinstance(several, Range)
        one = _range_of(several.subtype, number, types, nasty=nasty)
        return None if one is None else "{}" if one == "empty" else "{" + one + "}"
    base, args = split(kind)
    if base in _INTEGERS:
        return str(_integer(_INTEGERS[base], number, nasty))
    if base in _TEXT or base.rpartition(".")[2] == "citext":
        return _text(number, int(args) if args else 9000 if base != "name" else 63, nasty)
    if base == "numeric":
        return _numeric(number, args, nasty)
    made = _MAKERS.get(base) or _OF_EXTENSIONS.get(base.rpartition(".")[2])
    if made is not None:
        return made(number, args, nasty)
    return None


def _array(inner: str, number: int, types: dict[str, Type], *, nasty: bool) -> str | None:
    """Nasty: with NULL and a nasty value in it, empty, and one of two dimensions."""
    plain = value(inner, number, types, nasty=False)
    if plain is None:
        return None
    nice = _quoted(plain)
    if not nasty:
        return "{" + nice + "}"
    found = value(inner, number, types, nasty=True)
    return odd_array(nice, nice if found is None else _quoted(found), number)


def odd_array(nice: str, odd: str, number: int) -> str:
    """``nice`` and ``odd`` are values as arrays have them inside."""
    two = "{{" + nice + "," + odd + "},{" + nice + ",NULL}}"
    return ("{NULL," + odd + "}", "{}", two)[number % 3]


def _composite(kind: Composite, number: int, types: dict[str, Type], *, nasty: bool) -> str:
    """Nasty: all fields nasty, then all without a value, as those always are of which no value is
    known."""
    empty = nasty and number % 3 == 1
    fields = [None if empty else value(t, number, types, nasty=nasty) for _, t in kind.fields]
    return "(" + ",".join("" if f is None else _quoted(f) for f in fields) + ")"


def _range_of(subtype: str, number: int, types: dict[str, Type], *, nasty: bool) -> str | None:
    """Ranges of two rows do not overlap, as long as there are values."""
    if nasty and number % 3 == 1:
        return "empty"
    low = value(subtype, number, types, nasty=False)
    return "empty" if low is None else f"[{_quoted(low)},{_quoted(low)}]"


def _several(kind: Type, name: str) -> bool:
    """Whether the name is that of the multirange type of a range type."""
    return isinstance(kind, Range) and kind.multirange.sql == name


def _quoted(text: str) -> str:
    """As arrays, composite values and ranges have it inside."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


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


def _ranges(low: str, high: str, end: str = "") -> Callable[[int, str, bool], str]:
    """``low`` and ``high`` have a place for a number: ranges of two rows do not overlap. ``end`` is
    where one without an end ends."""

    def make(number: int, _args: str, nasty: bool) -> str:
        at = f"{number % 9 + 1}"
        ends = low.format(at), high.format(at)
        if nasty and number < 3:
            return ("empty", f"(,{ends[0]})", f"[{ends[0]},{end})")[number]
        return f"[{ends[0]},{ends[1]})"

    return make


def _either(plain: Callable[[int], str], *odd: str) -> Callable[[int, str, bool], str]:
    """Nasty values first, as many as there are, and plain ones after them."""

    def make(number: int, _args: str, nasty: bool) -> str:
        return odd[number] if nasty and number < len(odd) else plain(number)

    return make


def _multi(make: Callable[[int, str, bool], str]) -> Callable[[int, str, bool], str]:
    """Several ranges, from what makes one."""

    def made(number: int, args: str, nasty: bool) -> str:
        one = make(number, args, nasty)
        return "{}" if one == "empty" else "{" + one + "}"

    return made


def _bits(fixed: bool) -> Callable[[int, str, bool], str]:
    def make(number: int, args: str, nasty: bool) -> str:
        room = int(args or (1 if fixed else 64))
        if nasty and number < 2:
            return "1" * room if number else "0" * room * fixed
        text = format(number, "b")[-room:]
        return text.rjust(room, "0") if fixed else text

    return make


_JSON_ODD = ("[]", "null", '{"": {"a\\"": [1e300, -0.0, "\U0001f642 \\\\ \'", {"a": null}]}}')
_RANGES = {
    "int4range": _ranges("{}1", "{}5"),
    "int8range": _ranges("{}1", "{}5"),
    "numrange": _ranges("{}1", "{}5"),
    "daterange": _ranges("2026-0{}-01", "2026-0{}-05", "infinity"),
    "tsrange": _ranges("2026-0{}-01", "2026-0{}-05", "infinity"),
    "tstzrange": _ranges("2026-0{}-01", "2026-0{}-05", "infinity"),
}
_MAKERS: dict[str, Callable[[int, str, bool], str]] = {
    "uuid": _either(
        uuid, "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"
    ),
    "boolean": lambda n, _a, _n: "true" if n % 2 else "false",
    "real": lambda n, _a, nasty: ("Infinity", "-0", "3.4e38")[n % 3] if nasty else str(n + 1),
    "double precision": lambda n, _a, nasty: (
        ("NaN", "-Infinity", "1.7e308")[n % 3] if nasty else str(n + 1)
    ),
    "money": _either(lambda n: str(n + 1), "-92233720368547758.08", "92233720368547758.07", "0"),
    "date": _moments("2026-01-{}"),
    "timestamp without time zone": _moments("2026-01-{} 12:00:00"),
    "timestamp with time zone": _moments("2026-01-{} 12:00:00+00"),
    "time without time zone": _either(lambda n: f"{n % 24:02}:00", "24:00", "23:59:59.999999"),
    "time with time zone": _either(lambda n: f"{n % 24:02}:00+02", "24:00-15:59", "00:00+15:59"),
    "interval": _either(
        lambda n: f"{n + 1} days", "-178000000 years", "1 year -2 mons 3 days -04:05:06.789", "0"
    ),
    "json": _either(lambda n: f'{{"a": [{n}, "é", null]}}', *_JSON_ODD),
    "jsonb": _either(lambda n: f'{{"a": [{n}, "é", null]}}', *_JSON_ODD),
    "jsonpath": lambda n, _a, _n: f'$."a"[{n}]',
    "bytea": _either(lambda n: f"\\x00ff{n % 256:02x}", "\\x", "\\x" + "00ff5c27" * 3000),
    "inet": _either(
        lambda n: f"10.0.0.{n % 256}", "255.255.255.255/0", "::1", "fe80::ffff:10.0.0.1/64"
    ),
    "cidr": _either(lambda n: f"10.{n % 256}.0.0/16", "0.0.0.0/0", "::/0", "::1/128"),
    "macaddr": _either(
        lambda n: f"08:00:2b:01:02:{n % 256:02x}", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"
    ),
    "macaddr8": _either(lambda n: f"08:00:2b:01:02:03:04:{n % 256:02x}", "ff:ff:ff:ff:ff:ff:ff:ff"),
    "bit": _bits(True),
    "bit varying": _bits(False),
    "point": _either(lambda n: f"({n},{n})", "(Infinity,-Infinity)", "(NaN,0)"),
    "box": lambda n, _a, _n: f"({n},{n}),(0,0)",
    "circle": _either(lambda n: f"<({n},0),1>", "<(0,0),0>"),
    "lseg": lambda n, _a, _n: f"[({n},0),(1,1)]",
    "path": _either(lambda n: f"[({n},0),(1,1)]", "((0,0),(1,1))"),
    "polygon": lambda n, _a, _n: f"(({n},0),(1,1),(2,0))",
    "line": lambda n, _a, _n: f"{{1,2,{n}}}",
    "tsvector": _either(
        lambda n: f"'word{n}':1", "", "'it''s \\\\':1A,2B 'a b':16383C 'é'", "'x':1D"
    ),
    "tsquery": _either(lambda n: f"'word{n}'", "", "!'a b':*AB <-> ('é' | 'c')"),
    "xml": _either(lambda n: f'<a n="{n}"/>', "", "&amp; <a><![CDATA[<]]></a> é"),
    "oid": _either(lambda n: str(n + 1), "4294967295", "0"),
    "xid8": lambda n, _a, _n: str(n + 1),
    "pg_lsn": _either(lambda n: f"0/{n + 1:X}", "FFFFFFFF/FFFFFFFF", "0/0"),
    "regclass": lambda n, _a, _n: ("pg_class", "pg_type", "pg_proc")[n % 3],
    "regtype": lambda n, _a, _n: ("integer", "text", "uuid")[n % 3],
    '"char"': lambda n, _a, _n: "abc"[n % 3],
    **_RANGES,
    **{kind.replace("range", "multirange"): _multi(make) for kind, make in _RANGES.items()},
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
}
