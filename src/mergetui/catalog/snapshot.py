"""A catalog as a file that is reviewed in pull requests: JSON with one fact a line.

A fact is ``["kind", {...}]``; what hangs on a table (a column, a key ...) follows the table, so a
changed column is one changed line. Fields that have their default are left out. Invariants:
``loads(dumps(catalog)) == catalog``; the same catalog gives the same bytes; a file that was cut or
edited by hand is refused, because decisions are checked against it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache
from sys import intern
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mergetui.catalog import model
from mergetui.catalog.model import (
    Catalog,
    Declarable,
    Declared,
    Extension,
    Fault,
    Function,
    Schema,
    Sequence,
    Table,
    Type,
    View,
)
from mergetui.catalog.names import Name
from mergetui.errors import InputError, Mistake, Place

FORMAT = 1
MEND = "Run `mergetui refresh` to write it anew."

Object = (
    Table
    | View
    | Function
    | Sequence
    | Type
    | Extension
    | model.BaseType
    | Schema
    | model.Other
    | model.DefaultPrivileges
    | Declared
)

# What hangs on a table has a line of its own: kind of fact -> field.
PARTS: Mapping[str, tuple[str, type[Any]]] = {
    "column": ("columns", model.Column),
    "key": ("keys", model.Key),
    "foreign key": ("foreign_keys", model.ForeignKey),
    "check": ("checks", model.Check),
    "exclusion": ("exclusions", model.Exclusion),
    "index": ("indexes", model.Index),
    "trigger": ("triggers", model.Trigger),
    "policy": ("policies", model.Policy),
    "extra": ("extras", model.Extra),
    "grant": ("grants", model.Grant),
}
# Everything else: kind of fact -> (field of the catalog, class, what the mapping's key is).
WHOLES: Mapping[str, tuple[str, type[Any], Callable[[Any], Any]]] = {
    "schema": ("schemas", Schema, lambda o: o.name),
    "extension": ("extensions", Extension, lambda o: o.name),
    "enum": ("types", model.Enum, lambda o: o.name),
    "domain": ("types", model.Domain, lambda o: o.name),
    "composite": ("types", model.Composite, lambda o: o.name),
    "range": ("types", model.Range, lambda o: o.name),
    "base type": ("base_types", model.BaseType, lambda o: o.name),
    "sequence": ("sequences", Sequence, lambda o: o.name),
    "table": ("tables", Table, lambda o: o.name),
    "view": ("views", View, lambda o: o.name),
    "function": ("functions", Function, lambda o: o.signature),
    "other": ("others", model.Other, lambda o: o.id),
    "default privileges": ("default_privileges", model.DefaultPrivileges, lambda o: o.name),
}
KIND_OF = {cls: kind for kind, (_, cls, _) in WHOLES.items()}
DECLARABLE = {"foreign key": model.ForeignKey, "policy": model.Policy, "index": model.Index}

Fact = list[Any]


# --- writing


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    def default(field: Field[Any]) -> Any:
        if field.default is not MISSING:
            return field.default
        return field.default_factory() if field.default_factory is not MISSING else MISSING

    return tuple((field.name, default(field)) for field in fields(cls))


def _encoded(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: _encoded(own)
            for name, default in _defaults(type(value))
            if (own := getattr(value, name)) != default
        }
    return [_encoded(v) for v in value] if isinstance(value, tuple) else value


def _facts_of(value: Object) -> Iterator[Fact]:
    """The facts of one object: itself, then what hangs on it."""
    if isinstance(value, Declared):
        kind = next(k for k, cls in DECLARABLE.items() if type(value.object) is cls)
        yield ["declared", {**_encoded(value), "object": [kind, _encoded(value.object)]}]
        return
    if not isinstance(value, Table):
        yield [KIND_OF[type(value)], _encoded(value)]
        return
    parts: dict[str, Any] = {field: () for field, _ in PARTS.values()}
    yield ["table", _encoded(replace(value, **parts))]
    for kind, (field, _) in PARTS.items():
        for part in getattr(value, field):
            yield [kind, _encoded(part)]


def _definition(catalog: Catalog) -> Iterator[Fact]:
    for field in dict.fromkeys(field for field, _, _ in WHOLES.values()):
        for value in getattr(catalog, field).values():
            yield from _facts_of(value)
    for declared in catalog.declared:
        yield from _facts_of(declared)


def _facts(catalog: Catalog) -> Iterator[Fact]:
    yield ["server", {"version": catalog.server_version}]
    yield from _definition(catalog)
    for fault in catalog.faults:
        yield ["fault", _encoded(fault)]
    for kind, count in catalog.not_handled.items():
        yield ["not handled", {"kind": kind, "count": count}]
    for kind, count in catalog.excluded.items():
        yield ["excluded", {"kind": kind, "count": count}]
    for schema in catalog.platform:
        yield ["platform", {"schema": schema}]
    for given, grants in catalog.platform_grants.items():
        yield ["platform grants", {"kind": given, "grants": [_encoded(g) for g in grants]}]
    for name, rows in catalog.rows.items():
        yield ["rows", {"name": list(name), "rows": rows}]


def _lines(facts: Iterable[Fact]) -> list[str]:
    return [json.dumps(fact, ensure_ascii=False, separators=(", ", ": ")) for fact in facts]


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def dumps(catalog: Catalog) -> str:
    """The catalog as text: UTF-8, LF, valid JSON."""
    lines = _lines(_facts(catalog))
    head = f'{{"format": {FORMAT}, "sha256": "{_digest(lines)}", "facts": [\n'
    return head + ",\n".join(lines) + "\n]}\n"


def fingerprint(value: Object) -> str:
    """8 hex digits that change with the definition of a table, type, view, function ..."""
    if isinstance(value, View):
        value = replace(value, populated=True)  # REFRESH changes no definition
    return _digest(_lines(_facts_of(value)))[:8]


def catalog_fingerprint(catalog: Catalog) -> str:
    """16 hex digits that change with any definition; not with rows, faults or the server."""
    views = {name: replace(v, populated=True) for name, v in catalog.views.items()}
    return _digest(_lines(_definition(replace(catalog, views=MappingProxyType(views)))))[:16]


# --- reading

Decoder = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _decoder(hint: Any) -> Decoder:
    """How a value of that type comes back from JSON."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Name:
        return lambda value: Name(*map(intern, value))
    if is_dataclass(hint):
        return _class_decoder(hint)
    if origin is tuple and arguments[-1] is Ellipsis:
        inner = _decoder(arguments[0])
        return tuple if inner is _same else lambda value: tuple(map(inner, value))
    if origin is tuple:
        each = [_decoder(argument) for argument in arguments]
        return lambda value: tuple(d(v) for d, v in zip(each, value, strict=True))
    if origin in (Union, UnionType) and NoneType in arguments:
        (inner,) = (_decoder(a) for a in arguments if a is not NoneType)
        return lambda value: None if value is None else inner(value)
    if hint == Declarable:
        return lambda value: _class_decoder(DECLARABLE[value[0]])(value[1])
    return _same


_decoders: dict[Any, Decoder] = {}  # by class; made once


def _class_decoder(cls: Any) -> Decoder:
    if cls not in _decoders:
        _decoders[cls] = _made_decoder(cls)
    return _decoders[cls]


def _made_decoder(cls: Any) -> Decoder:
    hints = get_type_hints(cls)
    decoders = ((field.name, _decoder(hints[field.name])) for field in fields(cls))
    several = [(name, decoder) for name, decoder in decoders if decoder is not _same]

    def decode(value: dict[str, Any]) -> Any:
        for name, decoder in several:
            if name in value:
                value[name] = decoder(value[name])
        return cls(**value)

    return decode


def loads(text: str, place: Place) -> Catalog:
    """Read a snapshot. Raises InputError for text that is not one, was changed or is newer."""
    head, *lines, last = text.strip().split("\n") if "\n" in text else (text, "")
    try:
        try:
            document = json.loads(f"{head}\n{last}")
        except ValueError:
            document = json.loads(text)  # which tells where it is broken
        written, digest, _ = document["format"], document["sha256"], document["facts"]
    except ValueError as error:
        line = place.line or getattr(error, "lineno", 0)
        at = Place(place.file, line)
        raise InputError(Mistake(f"this is no snapshot: {error}. {MEND}", at)) from None
    except (KeyError, TypeError):
        raise InputError(
            Mistake(f"this is no snapshot: it needs format, sha256 and facts. {MEND}", place)
        ) from None
    if not isinstance(written, int) or written > FORMAT:
        raise InputError(
            Mistake(
                f"the snapshot has format {written}, and this mergetui reads up to {FORMAT}."
                " Use a newer mergetui.",
                place,
            )
        )
    lines = [line.removesuffix(",") for line in lines]
    if _digest(lines) != digest:
        raise InputError(Mistake(f"the snapshot was changed after it was written. {MEND}", place))
    try:
        return _catalog(lines)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            Mistake(f"the snapshot holds a fact that is not known: {error}. {MEND}", place)
        ) from None


def _catalog(lines: Iterable[str]) -> Catalog:
    """What hangs on a table and is the same at another, as most columns are, is one object: of
    tens of thousands of tables it is a tenth of the memory, and is decoded once."""
    decode_fault, decode_declared = _class_decoder(Fault), _class_decoder(Declared)
    found: dict[str, dict[Any, Any]] = {field: {} for field, _, _ in WHOLES.values()}
    faults, declared = [], []
    platform: list[str] = []
    platform_grants: dict[str, tuple[model.Grant, ...]] = {}
    decode_grant = _class_decoder(model.Grant)
    not_handled: dict[str, int] = {}
    excluded: dict[str, int] = {}
    rows: dict[Name, int] = {}
    version = 0
    table: dict[str, Any] | None = None

    def close() -> None:
        """The table is built when all that hangs on it was seen."""
        if table is not None:
            whole: dict[str, Any] = {
                k: tuple(v) if type(v) is list else v for k, v in table.items()
            }
            made = Table(**whole)
            found["tables"][made.name] = made

    table_decoders = {
        name: decoder
        for name, hint in get_type_hints(Table).items()
        if (decoder := _decoder(hint)) is not _same
    }
    parts = {kind: (field, _class_decoder(cls)) for kind, (field, cls) in PARTS.items()}
    known: dict[str, tuple[str, Any]] = {}
    for line in lines:
        if line in known and table is not None:
            field, part = known[line]
            table.setdefault(field, []).append(part)
            continue
        kind, value = json.loads(line)
        if kind in parts and table is not None:
            field, decode = parts[kind]
            known[line] = field, decode(value)
            table.setdefault(field, []).append(known[line][1])
            continue
        close()
        table = None
        if kind == "table":
            table = {k: table_decoders.get(k, _same)(v) for k, v in value.items()}
        elif kind in WHOLES:
            field, cls, key = WHOLES[kind]
            made = _class_decoder(cls)(value)
            found[field][key(made)] = made
        elif kind == "declared":
            declared.append(decode_declared(value))
        elif kind == "fault":
            faults.append(decode_fault(value))
        elif kind == "not handled":
            not_handled[value["kind"]] = value["count"]
        elif kind == "excluded":
            excluded[value["kind"]] = value["count"]
        elif kind == "platform":
            platform.append(value["schema"])
        elif kind == "platform grants":
            platform_grants[value["kind"]] = tuple(map(decode_grant, value["grants"]))
        elif kind == "rows":
            rows[Name(*value["name"])] = value["rows"]
        elif kind == "server":
            version = value["version"]
        else:
            raise ValueError(kind)
    close()
    wholes: dict[str, Any] = {field: MappingProxyType(o) for field, o in found.items()}
    return Catalog(
        server_version=version,
        **wholes,
        declared=tuple(declared),
        faults=tuple(faults),
        rows=MappingProxyType(rows),
        not_handled=MappingProxyType(not_handled),
        platform=tuple(platform),
        platform_grants=MappingProxyType(platform_grants),
        excluded=MappingProxyType(excluded),
    )
