"""Which keys a block may hold, of which kind and in which order: read off the model.

Reader and writer share it, so that a field added to the model is read, checked and written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from mergetui.decisions.model import (
    ColumnDecision,
    Defaults,
    ObjectDecision,
    PartDecision,
    Sources,
    TableDecision,
)

# Keys whose empty text says something: no pair, no default.
_EMPTY_SPEAKS = {(ColumnDecision, "pair"), (ColumnDecision, "default")}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a block. ``default`` is what holds where it is not written."""

    name: str
    kind: type  # str, bool, int, or tuple: a list of texts
    choices: tuple[str, ...]  # empty for free text
    default: Any
    empty_speaks: bool
    required: bool


def keys(block: type) -> Mapping[str, Key]:
    """The scalar keys of a dataclass of the model, in their canonical order."""
    return _KEYS[block]


def _read_off(block: type[Any]) -> Mapping[str, Key]:
    hints = get_type_hints(block)
    found: dict[str, Key] = {}
    for field in fields(block):
        hint = hints[field.name]
        options = [o for o in get_args(hint) if o is not NoneType]
        if get_origin(hint) not in (Literal, tuple):
            hint = options[0] if len(options) == 1 else hint
        choices = get_args(hint) if get_origin(hint) is Literal else ()
        kind = str if choices else hint
        if get_origin(hint) is tuple:
            kind = tuple
        if kind in (str, bool, int, tuple):
            required = field.default is MISSING
            speaks = (block, field.name) in _EMPTY_SPEAKS
            default = None if required else field.default
            found[field.name] = Key(field.name, kind, choices, default, speaks, required)
    return found


_KEYS: Mapping[type, Mapping[str, Key]] = {
    block: _read_off(block)
    for block in (Sources, Defaults, TableDecision, ObjectDecision, ColumnDecision, PartDecision)
}
