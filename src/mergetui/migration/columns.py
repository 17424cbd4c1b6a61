"""Columns: their definition, and the change of a column's type with the cast that it takes."""

from __future__ import annotations

import re

from mergetui.catalog.model import Column, Enum, SequenceOptions, Type
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.migration.sequences import parameters

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


def definition(column: Column, *, not_null: bool = True) -> str:
    """The column as CREATE TABLE and ADD COLUMN write it; storage is set afterwards."""
    words = [quote_ident(column.name), column.type]
    if column.collation:
        words.append(f"COLLATE {column.collation}")
    if column.generated:
        words.append(f"GENERATED ALWAYS AS ({column.default}) {column.generated.upper()}")
    elif column.identity:
        words.append(identity(column))
    elif column.default is not None:
        words.append(f"DEFAULT {column.default}")
    if column.not_null and not_null:
        words.append("NOT NULL")
    return " ".join(words)


def identity(column: Column) -> str:
    """``GENERATED ALWAYS AS IDENTITY (START WITH 5)``."""
    base = column.type if column.type in ("smallint", "integer") else "bigint"
    written = parameters(column.identity_options or SequenceOptions(type=base))
    suffix = f" ({written})" if written else ""
    return f"GENERATED {column.identity.upper()} AS IDENTITY{suffix}"


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
    if new_array == old_array and (old_base in _TEXT or new_base in _TEXT):
        return None if new_base in _TEXT and not new_array else f"{column}::{new}"
    if new_array == old_array and any({old_base, new_base} <= f for f in _FAMILIES):
        return f"{column}::{new}"
    if new in ("json", "jsonb") and (old_array or old_base not in _TEXT):
        return f"to_{new}({column})"
    if new in _TEXT or (new_base in _TEXT and not new_array):
        return f"{column}::text::{new}" if new != "text" else f"{column}::text"
    if old_base in _TEXT and not old_array:
        return f"{column}::{new}"
    middle = "text[]" if old_array and new_array else "text"
    return f"{column}::{middle}::{new}"


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
    if new_base in _TEXT:
        return bool(new_args) and not (old_base in _TEXT and _wider(old_args, new_args))
    if old_base == new_base:
        return not _wider(old_args, new_args)
    if old_base in _NUMBERS and new_base in _NUMBERS and not new_args:
        return _NUMBERS.index(new_base) < _NUMBERS.index(old_base)
    dates = _FAMILIES[1]
    return not (
        {old_base, new_base} <= dates or (new in ("json", "jsonb") and old_base not in _TEXT)
    )


def _wider(old: str, new: str) -> bool:
    """Whether a modifier lets through all that another does: numeric(10,2) and numeric(12,2)."""
    if not new or old == new:
        return True
    if not old:
        return False
    olds, news = ([int(n) for n in text.split(",")] for text in (old, new))
    if len(olds) != len(news) or any(not isinstance(n, int) for n in news):
        return False
    scale = olds[1:] == news[1:]
    return scale and news[0] >= olds[0]


def question(table: Name, column: str, new: str, kind: Type | None) -> str:
    """A SELECT on the database as it is that finds the values that the new type refuses."""
    name = quote_ident(column)
    found = f"SELECT {name} FROM {table.sql} WHERE {name} IS NOT NULL AND "
    if isinstance(kind, Enum) and not new.endswith("[]"):
        values = ", ".join(quote_literal(v).lstrip() for v in kind.values)
        return f"{found}{name}::text <> ALL (ARRAY[{values}]::text[])"
    return f"{found}NOT pg_input_is_valid({name}::text, {quote_literal(new).lstrip()})"
