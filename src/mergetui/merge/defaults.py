"""A default as it reads for another type.

The invariant: what comes out is a default that PostgreSQL takes at a column of that type and that
gives the same value; where that is not sure, none does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from mergetui.catalog.model import Domain, Enum, Type
from mergetui.catalog.names import quote_literal
from mergetui.merge.types import (
    CASTS,
    INTEGERS,
    NUMBERS,
    TIMES,
    base_type,
    castable,
    family,
    is_uuid,
)

Kinds = Mapping[str, Type]  # the user's types by their SQL names

_MAKES_UUID = re.compile(
    r"\(?(?:\w+\.)?(gen_random_uuid|uuid_generate_v4|uuidv7|uuid_generate_v1)\(\)\)?"
)
_LITERAL = re.compile(r"\(*'((?:[^']|'')*)'\)*(?:::[\w .\"(),]+)?\)*")
_TRUE, _FALSE = ("true", "t", "yes", "on", "1"), ("false", "f", "no", "off", "0")
_EMPTY = {"'{}'::text[]", "ARRAY[]::text[]", "'{}'::character varying[]"}


def retyped_default(
    default: str | None, old_type: str, new_type: str, kinds: Kinds
) -> tuple[str | None, bool]:
    """A default as it reads for another type, and whether its meaning could be kept."""
    old, new = under(old_type, kinds), under(new_type, kinds)
    both = {base_type(old), base_type(new)}
    # what PostgreSQL casts where it is assigned
    if default is None or family(old) == family(new) or both <= TIMES or both <= NUMBERS:
        return default, True
    if new == "uuid" and _MAKES_UUID.match(default):
        return "gen_random_uuid()", True
    if default in _EMPTY and new in ("json", "jsonb"):
        return f"'[]'::{new}", True
    if default == "'[]'::jsonb" and new.endswith("[]"):
        return f"'{{}}'::{new}", True
    literal = _LITERAL.fullmatch(default) if family(old) == "text" or old in kinds else None
    if literal is not None and family(new) != "text":
        made = _read_as(literal[1].replace("''", "'"), new, kinds)
        return made, made is not None
    if literal is not None and new == "text":
        return f"{quote_literal(literal[1].replace(chr(39) * 2, chr(39))).lstrip()}::text", True
    if family(new) == "text":
        return (f"({default})::{new}", True)
    return None, False


def _read_as(value: str, new: str, kinds: Kinds) -> str | None:
    """A text as a value of another type, where it is certain to be one."""
    kind = kinds.get(new)
    if isinstance(kind, Enum):
        sure = value in kind.values
    elif new in INTEGERS:
        return value if re.fullmatch(r"-?[1-9]\d{0,3}|0", value) else None
    elif new == "boolean":
        word = value.lower()
        return "true" if word in _TRUE else "false" if word in _FALSE else None
    elif new in ("json", "jsonb"):
        sure = _is_json(value)
    elif new.endswith("[]"):
        sure = value == "{}"
    else:
        sure = new == "uuid" and is_uuid(value)
    return f"{quote_literal(value).lstrip()}::{new}" if sure else None


def _is_json(text: str) -> bool:
    def refused(word: str) -> None:
        raise ValueError(word)  # NaN, which PostgreSQL takes for no number

    try:
        json.loads(text, parse_constant=refused)
    except ValueError:
        return False
    return "\\u" not in text  # halves of a character, and the character 0


def assigned(old: str, new: str, kinds: Kinds) -> bool:
    """Whether a default of one type may stand at a column of another, where PostgreSQL casts what
    an assignment does; of types of extensions nothing is known, so it may."""
    one, two = base_type(under(old, kinds)), base_type(under(new, kinds))
    if one == two or (family(two) == "text" and one in kinds):
        return True
    if one in kinds or two in kinds:
        return False
    if family(one) == "text":
        return family(two) == "text" or (two not in CASTS and not two.endswith("[]"))
    return castable(one, two) and "boolean" not in (one, two)


def literal_of(default: str, type_text: str) -> str | None:
    """The text of a default that is a text cast to a type, and nothing more."""
    literal = _LITERAL.fullmatch(default)
    if literal is None or not default.strip("()").endswith(f"'::{type_text}"):
        return None
    return literal[1].replace("''", "'")


def under(type_text: str, kinds: Kinds) -> str:
    """The type that a domain is over, through domains over domains."""
    kind = kinds.get(type_text)
    return under(kind.type, kinds) if isinstance(kind, Domain) else type_text


def decided_default(default: str, type_text: str, kinds: Kinds) -> str:
    """A default that a decision says: a text that is to be a value of an enum is one, so that it
    can be seen whether the enum has it."""
    kind = kinds.get(under(type_text, kinds))
    literal = _LITERAL.fullmatch(default)
    if literal is None or not isinstance(kind, Enum) or kind.name.sql in default:
        return default
    cast = base_type(default.rpartition("::")[2]) if "::" in default else "text"
    if family(cast) != "text":
        return default
    return f"{quote_literal(literal[1].replace(chr(39) * 2, chr(39))).lstrip()}::{kind.name.sql}"
