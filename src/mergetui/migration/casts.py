"""The change of a column's type: the cast that it takes, whether PostgreSQL writes the table anew
for it, and the question that finds the values which the new type refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mergetui.catalog.model import Domain, Enum, Function, Type
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.merge.casts import carried, rounded, seconds
from mergetui.merge.types import INTEGERS, family

_TEXT = frozenset({"text", "character varying", "character", "name", '"char"'})

_NUMBERS = ("smallint", "integer", "bigint", "numeric", "real", "double precision")

# Types of one line turn into each other by a cast of their own.
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(_NUMBERS),
    frozenset({"date", "timestamp without time zone", "timestamp with time zone"}),
    frozenset({"timestamp without time zone", "time without time zone"}),
    frozenset({"timestamp with time zone", "time without time zone", "time with time zone"}),
    frozenset({"json", "jsonb"}),
    frozenset({"boolean", "integer"}),
    frozenset({"inet", "cidr"}),
    frozenset({"bit", "bit varying"}),
    frozenset({"money", "numeric", "integer", "bigint"}),
    _TEXT,
)

_MODIFIED = re.compile(r"\A(?P<base>[^(]+)(?:\((?P<args>[^)]*)\))?(?P<rest>.*)\Z")

_INTEGERS = re.compile(r"\s*-?\d+(\s*,\s*-?\d+)*\s*\Z")


def split_type(text: str) -> tuple[str, str, bool]:
    """``numeric(10,2)[]`` as ("numeric", "10,2", True): base, modifier, whether it is an array."""
    is_array = text.endswith("[]")
    found = _MODIFIED.match(text.removesuffix("[]"))
    if found is None or text.startswith('"'):
        return text.removesuffix("[]"), "", is_array
    return (found["base"] + found["rest"]).strip(), found["args"] or "", is_array


def cast(column: str, old: str, new: str) -> str | None:
    """The USING expression that turns a column from one type into another; None where the
    assignment cast does it alone. ``column`` is quoted."""
    old_base, _, old_array = split_type(old)
    new_base, _, new_array = split_type(new)
    if old_base == new_base and old_array == new_array:
        return None
    if new_array and old_array and new_base in _TEXT and _INTEGERS.match(split_type(new)[1]):
        return None if old_base in _TEXT else f"{column}::text[]"  # a cast would cut values off
    if old_base in ("name", '"char"') and new in ("json", "jsonb"):
        return f"to_{new}({column}::text)"
    if old_base in _TEXT and not old_array and new_base in ("bit", "bit varying"):
        return f"{column}::bit varying"
    if new_array == old_array and (old_base in _TEXT or new_base in _TEXT):
        return None if new_base in _TEXT and not new_array else f"{column}::{new}"
    if _is_flag(old, new):
        return carried(column, old, new).sql
    if new_array == old_array and any({old_base, new_base} <= f for f in _FAMILIES):
        return f"{column}::{new}"
    if old_base in ("json", "jsonb") and not old_array and new_array:
        return _elements(column, new)
    if new in ("json", "jsonb") and (old_array or old_base not in _TEXT):
        return f"to_{new}({column})"
    if new in _TEXT or (new_base in _TEXT and not new_array):
        return f"{column}::text::{new}" if new != "text" else f"{column}::text"
    if old_base in _TEXT and not old_array:
        return f"{column}::{new}"
    middle = "text[]" if old_array and new_array else "text"
    return f"{column}::{middle}::{new}"


def _elements(column: str, new: str) -> str:
    """A JSON array as an array. USING takes no subquery, so jsonb_populate_record turns it into
    the one column of a system catalog that is a text[]."""
    record = (
        "pg_catalog.jsonb_populate_record(NULL::pg_catalog.pg_class,"
        f" pg_catalog.jsonb_build_object('reloptions', {column}))"
    )
    return f"({record}).reloptions" + ("" if new == "text[]" else f"::{new}")


def _is_flag(old: str, new: str) -> bool:
    """A boolean as a number or a number as a boolean, of which PostgreSQL casts integer alone."""
    return (old == "boolean" and new in INTEGERS) or (new == "boolean" and old in INTEGERS)


_WITH_ZONE = frozenset({"timestamp with time zone", "time with time zone"})
_TIMES = _WITH_ZONE | {"date", "timestamp without time zone", "time without time zone"}


def rewrites(old: str, new: str) -> bool:
    """Whether PostgreSQL writes the whole table anew for this change of type."""
    old_base, old_args, old_array = split_type(old)
    new_base, new_args, new_array = split_type(new)
    if old_array != new_array:
        return True
    if old_base in ("text", "character varying") and new_base in ("text", "character varying"):
        return not _wider(old_args, new_args)
    if old_base == new_base:
        wider = _wider(old_args, new_args)
        return not wider or old_base not in ("numeric", "character varying", "bit varying")
    return True


def fails(old: str, new: str) -> bool:
    """Whether some value of the old type may be none of the new."""
    old_base, old_args, old_array = split_type(old)
    new_base, new_args, new_array = split_type(new)
    if old_array != new_array:
        return new not in ("text", "json", "jsonb")
    if _is_flag(old, new):
        return False
    if new_base in _TEXT:
        return bool(new_args) and not (old_base in _TEXT and _wider(old_args, new_args))
    if old_base == new_base:
        # of a time digits are rounded away; a bit string has its length and no other
        timely = seconds(old, new) is not None
        return not timely and (not _wider(old_args, new_args) or (old_base == "bit" and old != new))
    if (old_base, new_base) == ("json", "jsonb"):
        return True  # \u0000, and numbers beyond measure
    if old_base in _NUMBERS and new_base in _NUMBERS and not new_args:
        return _NUMBERS.index(new_base) < _NUMBERS.index(old_base)
    dates = _FAMILIES[1]
    return not (
        {old_base, new_base} <= dates or (new in ("json", "jsonb") and old_base not in _TEXT)
    )


def loses(old: str, new: str) -> str | None:
    """What goes of a value though the cast is not refused; None where nothing does."""
    if {old, new} == {"json", "jsonb"}:
        return None  # white space and the order of keys
    found = carried("x", old, new)
    if found.verdict != "lossy" and family(old) == "text" and family(new) != "text":
        return rounded(new)
    return found.why if found.verdict == "lossy" else None


def zoned(old: str, new: str) -> bool:
    """Whether the time zone of the session says which moment a value is, or which time a moment."""
    bases = {split_type(old)[0], split_type(new)[0]}
    return len(bases) == 2 and bases <= _TIMES and len(bases & _WITH_ZONE) == 1


def in_utc(column: str, old: str, new: str) -> str | None:
    """What a decision may say of such a change; None where there are no few words for it. A date
    is no time of its own: AT TIME ZONE would make a moment of it first, in the session's zone."""
    own, becomes = split_type(old), split_type(new)
    if own[2] or becomes[2] or not any("timestamp" in base for base in (own[0], becomes[0])):
        return None
    moment = f"{column}{'::timestamp' * (own[0] == 'date')} AT TIME ZONE 'UTC'"
    return moment if becomes[0].startswith("timestamp") else f"({moment})::{becomes[0]}"


def changed(table: Name, column: str, old: str, new_type: str) -> str:
    """A SELECT of the values that are not what they were after there and back."""
    name = quote_ident(column)
    if _is_flag(old, new_type):
        return f"SELECT {name} FROM {table.sql} WHERE {name} NOT IN (0, 1)"
    if family(old) == "text" and (exact := _exact(new_type)):
        what = f"{name}::{new_type}::{exact} IS DISTINCT FROM {name}::{exact}"
        return f"SELECT {name} FROM {table.sql} WHERE {what}"
    return f"SELECT {name} FROM {table.sql} WHERE {name}::{new_type}::{old} IS DISTINCT FROM {name}"


def _exact(type_text: str) -> str | None:
    """The type that holds all that a text says which is read as this one."""
    base = split_type(type_text)[0]
    return "timestamp without time zone" if base == "date" else base if rounded(type_text) else None


# What PostgreSQL brings along and may give another value every time (pg_proc.provolatile).
_VOLATILE = frozenset(
    {
        *("clock_timestamp", "gen_random_bytes", "gen_random_uuid", "gen_salt", "nextval"),
        *("random", "random_normal", "setval", "timeofday", "uuidv4", "uuidv7"),
    }
)
_CALLED = re.compile(r'((?:"(?:[^"]|"")+"|\w+)\.)?("(?:[^"]|"")+"|\w+)\(')


def volatile(expression: str, functions: Mapping[str, Function]) -> bool:
    """Whether a default may differ from row to row; ``functions`` are the user's."""
    for schema, name in _CALLED.findall(expression):
        if name in _VOLATILE or name.startswith("uuid_generate_"):
            return True
        for function in functions.values():
            if f"{quote_ident(function.name.schema)}." == schema and name == quote_ident(
                function.name.name
            ):
                head = function.definition.partition("\nAS ")[0]
                if " IMMUTABLE" not in head and " STABLE" not in head:
                    return True
    return False


def _wider(old: str, new: str) -> bool:
    """Whether a modifier lets through all that another does: numeric(10,2) and numeric(12,2)."""
    if not new or old == new:
        return True
    if not old:
        return False
    if not _INTEGERS.match(old) or not _INTEGERS.match(new):
        return False  # geography(Point,4326)
    olds, news = ([int(n) for n in text.split(",")] for text in (old, new))
    if len(olds) != len(news):
        return False
    scale = olds[1:] == news[1:]
    return scale and news[0] >= olds[0]


# What a text must look like, for servers before 16, which lack pg_input_is_valid.
_BOUNDS = {"smallint": 16, "integer": 32, "bigint": 64}  # in bits
_LOOKS = {
    "uuid": "^\\s*\\{?[0-9a-fA-F]{4}(-?[0-9a-fA-F]{4}){7}\\}?\\s*$",
    "smallint": "^\\s*[-+]?[0-9]+\\s*$",
    "integer": "^\\s*[-+]?[0-9]+\\s*$",
    "bigint": "^\\s*[-+]?[0-9]+\\s*$",
    "numeric": "^\\s*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?\\s*$",
    "boolean": "^\\s*(t(rue)?|f(alse)?|y(es)?|no?|on|off?|1|0)\\s*$",
    "date": "^\\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\\s*$",
}


def _beyond(value: str, base: str, args: str) -> str | None:
    """Whether a number is too large for a type, as SQL; None where no number is."""
    if base in _BOUNDS:
        least = -(2 ** (_BOUNDS[base] - 1))
        return f"round({value}) NOT BETWEEN {least} AND {-least - 1}"
    if base == "numeric" and args:
        precision, _, scale = args.partition(",")
        digits = int(scale or 0)
        return f"abs(round({value}, {digits})) >= 1e{int(precision) - digits}"
    return None


def _with_checks(inner: str, name: str, kind: Domain) -> str:
    """What a domain asks for beside its type, as far as it speaks of nothing of the user's, which
    may not be there yet."""
    head, found, wrong = inner.partition(f"{name} IS NOT NULL AND ")
    asked = [
        re.sub(r"\bVALUE\b", f"{name}::{kind.type}".replace("\\", r"\\"), check.expression)
        for check in kind.checks
        if not re.search(r"([A-Za-z_]\w*|\")\.[\w\"]", f"{check.expression} {kind.type}")
    ]
    if found and asked:
        refused = " AND ".join(f"({check})" for check in asked)
        inner = f"{head}{found}CASE WHEN {wrong} THEN true ELSE NOT ({refused}) END"
    return f"{inner} OR {name} IS NULL" if kind.not_null and found else inner


def question(table: Name, column: str, old: str, new: str, kind: Type | None, version: int) -> str:
    """A SELECT on the database as it is that finds the values that the new type refuses. Before
    PostgreSQL 16 it goes by what a text looks like, or shows all values where that is not known."""
    name = quote_ident(column)
    found = f"SELECT {name} FROM {table.sql} WHERE {name} IS NOT NULL AND "
    if old in ("json", "jsonb") and new.endswith("[]"):
        return f"{found}{old}_typeof({name}) <> ALL (ARRAY['array', 'null'])"
    if isinstance(kind, Enum):
        values = ", ".join(quote_literal(v).lstrip() for v in kind.values)
        listed = f"ARRAY[{values}]::text[]"
        if new.endswith("[]"):
            return f"{found}NOT {name}::text[] <@ {listed}" if old.endswith("[]") else found[:-5]
        return f"{found}{name}::text <> ALL ({listed})"
    if isinstance(kind, Domain):
        inner = question(table, column, old, kind.type + new[len(kind.name.sql) :], None, version)
        return inner if new.endswith("[]") else _with_checks(inner, name, kind)
    if version < 160000:
        base, args, is_array = split_type(new)
        beyond = None if is_array else _beyond(f"{name}::numeric", base, args)
        if beyond and split_type(old)[0] in _NUMBERS and not old.endswith("[]"):
            return f"{found}{beyond}"
        if beyond and family(old) == "text":
            number = quote_literal(_LOOKS[base]).lstrip()
            return f"{found}CASE WHEN {name}::text ~* {number} THEN {beyond} ELSE true END"
        if base in ("character varying", "character") and args and not is_array:
            return f"{found}length({name}::text) > {args}"
        looks = None if is_array else _LOOKS.get(base)
        if looks is None:
            return f"SELECT DISTINCT {name} FROM {table.sql} WHERE {name} IS NOT NULL"
        return f"{found}{name}::text !~* {quote_literal(looks).lstrip()}"
    return f"{found}NOT pg_input_is_valid({name}::text, {quote_literal(new).lstrip()})"
