"""Types by their names: which are one, which may be tied together, and how a value changes type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from mergetui.catalog.model import Catalog
from mergetui.catalog.names import quote_ident
from mergetui.decisions.model import Decisions

_MODIFIER = re.compile(r"\([^)]*\)")
_FAMILIES = {
    "text": "text",
    "character varying": "text",
    "character": "text",
    "smallint": "number",
    "integer": "number",
    "bigint": "number",
    "numeric": "number",
}
INTEGERS: Mapping[str, int] = {"smallint": 5, "integer": 10, "bigint": 19}  # digits at most
LARGEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}
NUMBERS = frozenset({*INTEGERS, "numeric", "real", "double precision"})
# pg_cast of PostgreSQL 18, texts aside: what comes without a cast of a project's own.
TIMES = frozenset({"date", "timestamp without time zone", "timestamp with time zone"})
_TIME, _TIMETZ = "time without time zone", "time with time zone"
CASTS: Mapping[str, frozenset[str]] = {
    "smallint": NUMBERS | {"bytea"},
    "integer": NUMBERS | {"money", "bit", "bytea", "boolean"},
    "bigint": NUMBERS | {"money", "bit", "bytea"},
    "numeric": NUMBERS | {"money"},
    "real": NUMBERS,
    "double precision": NUMBERS,
    "money": frozenset({"numeric"}),
    "boolean": frozenset({"integer"}),
    "bytea": frozenset(INTEGERS),
    "bit": frozenset({"integer", "bigint", "bit varying"}),
    "bit varying": frozenset({"bit"}),
    "date": TIMES,
    "timestamp without time zone": TIMES | {_TIME},
    "timestamp with time zone": TIMES | {_TIME, _TIMETZ},
    _TIME: frozenset({"interval", _TIMETZ}),
    _TIMETZ: frozenset({_TIME}),
    "interval": frozenset({_TIME}),
    "json": frozenset({"jsonb"}),
    "jsonb": NUMBERS | {"json", "boolean"},
    "inet": frozenset({"cidr"}),
    "cidr": frozenset({"inet"}),
    "macaddr": frozenset({"macaddr8"}),
    "macaddr8": frozenset({"macaddr"}),
    "uuid": frozenset(),
    "tsvector": frozenset(),
    "tsquery": frozenset(),
}
_UUID_TEXT = re.compile(r"\(*(?:\w+\.)?(gen_random_uuid|uuid_generate_v[14]|uuidv7)\(\)\)*::text\Z")
_CONSTANT = re.compile(
    r"\(?(?:'(?:[^']|'')*'|-?[\d.]+|true|false|now\(\)|CURRENT_\w+)\)?(?:::[\w .\"(),]+(?:\[\])?)*",
    re.IGNORECASE,
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)


# Types whose cast to text PostgreSQL calls immutable; an enum's or a date's is only stable.
_IMMUTABLE_TEXT = frozenset(
    {"uuid", "smallint", "integer", "bigint", "numeric", "boolean", "jsonb", "inet", "text"}
    | {"character varying", "character"}
)


@cache
def base_type(text: str) -> str:
    """A type without its modifier: ``numeric(10,2)`` is ``numeric``."""
    return _MODIFIER.sub("", text)


def without_modifier(text: str) -> str:
    """A type as an expression is cast to it without a value being cut: ``varchar(3)[]`` as
    ``varchar[]``. A ``bit`` without a length is one bit long, and a ``character`` one character."""
    plain = base_type(text)
    if plain.startswith("bit"):
        return text
    return plain.replace("character", "bpchar") if not plain.startswith("character v") else plain


def castable(old: str, new: str) -> bool:
    """Whether PostgreSQL casts a value of one type to another where it is told to; of types that
    it does not come with nothing is known, so they are taken to."""
    arrays = (old.endswith("[]"), new.endswith("[]"))
    if all(arrays):
        return castable(old.removesuffix("[]"), new.removesuffix("[]"))
    if "text" in (family(old), family(new)):
        return True  # what a type reads and writes
    one, two = base_type(old), base_type(new)
    if any(arrays):
        return "." in one or "." in two
    return one not in CASTS or two not in CASTS or one == two or two in CASTS[one]


def family(type_text: str) -> str:
    """Types of one family may be tied by a foreign key as they are (``integer``, ``bigint``)."""
    base = base_type(type_text)
    return _FAMILIES.get(base, base)


def has_immutable_text(type_text: str) -> bool:
    """Whether an index may hold the cast of a type to text."""
    return base_type(type_text) in _IMMUTABLE_TEXT


def counts_up(type_text: str) -> bool:
    """Whether a column of a type may be an identity column."""
    return base_type(type_text) in ("smallint", "integer", "bigint", "int", "int4", "int8", "int2")


def is_uuid(text: str) -> bool:
    """Whether a string is a uuid as PostgreSQL prints it."""
    return _UUID.match(text) is not None


def makes_uuid_text(default: str) -> bool:
    """Whether a default makes a uuid and stores it as text: ``(uuid_generate_v4())::text``."""
    return _UUID_TEXT.match(default) is not None


def is_constant(default: str) -> bool:
    """Whether a default is the same for all rows that are there when its column is added."""
    return _CONSTANT.fullmatch(default) is not None


@cache
def type_names(text: str) -> tuple[str, ...]:
    """A type as the grammar names it, so that ``timestamptz`` and its long name are one."""
    from postgast import PgQueryError, parse  # noqa: PLC0415

    try:
        cast = parse(f"SELECT NULL::{text}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    except PgQueryError:
        return (text,)
    return named_type(cast.type_cast.type_name)


def named_type(type_name: Any) -> tuple[str, ...]:
    names = tuple(n.string.sval for n in type_name.names if n.string.sval != "pg_catalog")
    return (*names, "[]") if type_name.array_bounds else names


_WITH_ZONE = re.compile(r"(time(?:stamp)?) (with(?:out)? time zone)(\(.*\))")
_ARGUMENTS = re.compile(r"\([\d, ]+\)")


@cache
def spelled(text: str, own: frozenset[str]) -> str:
    """A type that somebody wrote as PostgreSQL prints it: ``int8`` as ``bigint``,
    ``timestamptz(3)`` as ``timestamp(3) with time zone``. ``own`` are the user's types by their
    SQL names."""
    names = type_names(base_type(text))
    plain = tuple(n for n in names if n != "[]")
    if plain in (("bpchar",), ("interval",)):
        return text  # what is left out means something
    found = known_type(names)
    if found.removesuffix("[]") not in {*CASTS, *_FAMILIES}:
        words = ".".join(map(quote_ident, plain))
        found_in = (words, f"public.{words}", f"extensions.{words}")
        words = next((w for w in found_in if w in own), "")
        return words + "[]" * (len(names) - len(plain)) if words else text
    given = _ARGUMENTS.search(text)
    arguments = given[0].replace(" ", "") if given else ""
    base = found.removesuffix("[]")
    if base == "numeric" and arguments and "," not in arguments:
        arguments = f"{arguments[:-1]},0)"
    whole = _WITH_ZONE.sub(r"\1\3 \2", base + arguments)
    return whole + "[]" * found.endswith("[]")


@cache
def known_type(names: tuple[str, ...]) -> str:
    """The type that the grammar names so, as PostgreSQL prints it: ``integer`` for ``int4``."""
    plain = tuple(n for n in names if n != "[]")
    found = next((t for t in (*CASTS, *_FAMILIES) if type_names(t) == plain), ".".join(plain))
    return found + "[]" * (len(names) - len(plain))


def with_spelled_types(decisions: Decisions, catalogs: Iterable[Catalog]) -> Decisions:
    """The types that decisions name as PostgreSQL prints them, as all others are."""
    own = frozenset(n.sql for c in catalogs for n in (*c.types, *c.base_types))
    tables = dict(decisions.tables)
    for key, table in decisions.tables.items():
        columns = {
            name: replace(said, type=spelled(said.type, own))
            for name, said in table.columns.items()
            if said.type
        }
        if any(said != table.columns[name] for name, said in columns.items()):
            every = MappingProxyType({**table.columns, **columns})
            tables[key] = replace(table, columns=every)
    return replace(decisions, tables=MappingProxyType(tables))
