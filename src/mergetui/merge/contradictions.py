"""What the decisions make of the merged catalog that no database can be: two relations under one
name, what uses a type, function, view or sequence that a decision drops, or a value of an enum that
is no more.

The invariant: both places are named, as decisions.toml calls them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any

from mergetui.catalog.model import Catalog, Enum, Function, ObjectId, Table
from mergetui.catalog.names import Name, quote_ident, quote_literal
from mergetui.decisions.model import SIDES, Decisions, ObjectDecision, Side
from mergetui.merge.columns import Columns
from mergetui.merge.defaults import literal_of
from mergetui.merge.model import Problem, Transition
from mergetui.merge.renames import SECTIONS, key_of, tokens
from mergetui.merge.tables import Named
from mergetui.merge.targets import Source, Targets

_NAME_BYTES = 63  # NAMEDATALEN - 1

KeyOf = Callable[[Name], str]  # the block of a table of the merged catalog


def shared_columns(targets: Targets, columns: Mapping[Name, Columns]) -> Iterator[Problem]:
    """Columns of one target that are to have one name, or one that PostgreSQL would cut."""
    for name, target in targets.targets.items():
        for column in columns[name].columns:
            if len(column.encode()) > _NAME_BYTES:
                message = (
                    f"{quote_ident(column)} is longer than a name may be, {_NAME_BYTES} bytes: "
                    "it needs another name"
                )
                yield Problem(table=target.owner.key, message=message)
        for column, taken in columns[name].clashes:
            message = (
                f"two columns under one name, {quote_ident(taken)}: {quote_ident(column)} needs "
                "another, or is to pair with the other"
            )
            yield Problem(table=target.owner.key, message=message)


def name_of_a_view(source: Source, name: Name) -> Problem:
    """A view under the old name of a table, where another view has that name."""
    message = f"view = true, and {name.key} is the name of another view: one needs another"
    return Problem(table=source.key, message=message, other=f"views.{name.key}")


def computed_of_what_goes(source: Source, column: str, lost: Iterable[str]) -> Problem:
    """A generated column over a column that the merge does not have."""
    quoted = quote_ident(column)
    message = (
        f"{quoted} is computed from what the merge does not have, {', '.join(lost)}: drop it too "
        f'with {quoted} = {{ take = "drop" }}, or make it plain with {quoted} = {{ default = "" }}'
    )
    return Problem(table=source.key, message=message)


def shared_names(
    tables: Mapping[Name, Table],
    key_of_table: KeyOf,
    objects: Mapping[str, Iterable[Name]],
) -> tuple[list[Problem], set[tuple[str, Name]]]:
    """Tables, views, sequences and indexes share their names, and so do tables and types.

    Returns the problems, and the (section, name) of those that have to give way.
    """
    relations: dict[Name, tuple[str, str]] = {}
    types: dict[Name, tuple[str, str]] = {}
    problems: list[Problem] = []
    gone: set[tuple[str, Name]] = set()

    def take(spaces: Iterable[dict[Name, Any]], name: Name, kind: str, key: str) -> bool:
        for space in spaces:
            if name in space:
                other_kind, other = space[name]
                message = f"{name.key} is the name of {other_kind} and of {kind}: one needs another"
                problems.append(Problem(table=other, message=message, other=key))
                return False
        for space in spaces:
            space[name] = (kind, key)
        return True

    for name in tables:
        take((relations, types), name, "a table", key_of_table(name))
    for section, kind, spaces in (
        ("views", "a view", (relations, types)),
        ("sequences", "a sequence", (relations,)),
        ("types", "a type", (types,)),
    ):
        for name in objects[section]:
            if not take(spaces, name, kind, f"{section}.{name.key}"):
                gone.add((section, name))
    for name, table in tables.items():
        parts: tuple[Named, ...] = (*table.keys, *table.exclusions, *table.indexes)
        for part in parts:
            index = name.renamed(part.name)
            take((relations,), index, f"an index of {name.key}", key_of_table(name))
    return problems, gone


def used_though_dropped(
    catalog: Catalog, sides: Mapping[Side, Catalog], decisions: Decisions, key_of_table: KeyOf
) -> Iterator[Problem]:
    """What names an object that a decision drops."""
    dropped: dict[tuple[str, str, bool], str] = {}
    ids: dict[ObjectId, str] = {}
    # of a name that something else has, a text does not say which of the two it means
    kept = {(f.name.schema, f.name.name, True) for f in catalog.functions.values()}
    for objects in (catalog.tables, catalog.views, catalog.sequences, catalog.types):
        kept |= {(name.schema, name.name, False) for name in objects}
    item: Any
    for section in SECTIONS:
        decided = getattr(decisions, section)
        there = {key_of(item) for item in getattr(catalog, section).values()}
        for side in SIDES:
            for item in getattr(sides[side], section).values():
                key = key_of(item)
                if key not in there and key in decided and decided[key].action == "drop":
                    called = isinstance(item, Function)
                    ids[item.id] = f"{section}.{key}"
                    if (word := (item.name.schema, item.name.name, called)) not in kept:
                        dropped[word] = f"{section}.{key}"
    schemas = set()
    for side in SIDES:
        for extension in sides[side].extensions.values():
            gone = extension.name not in catalog.extensions
            if gone and decisions.others.get(extension.id, ObjectDecision()).action == "drop":
                other = ids[extension.id] = f"others.{extension.id}"
                for base in sides[side].base_types.values():
                    if base.extension == extension.name:
                        dropped[base.name.schema, base.name.name, False] = other
        for schema in sides[side].schemas.values():
            if decisions.others.get(schema.id, ObjectDecision()).action == "drop":
                schemas.add(schema.name)
    if not ids and not schemas:
        return
    users: list[tuple[str, Any]] = [(key_of_table(n), t) for n, t in catalog.tables.items()]
    for section in SECTIONS:
        users += [(f"{section}.{key_of(i)}", i) for i in getattr(catalog, section).values()]
    for key, item in users:
        if item.name.schema in schemas:
            message = f"stands in schema {item.name.schema}, which a decision drops"
            other = f"others.schema {item.name.schema}"
            yield Problem(table=key, message=message, other=other)
        needed = {ids[need] for need in getattr(item, "needs", ()) if need in ids}
        if isinstance(item, Table):  # it may have needed the extension for what is not merged
            needed = {other for other in needed if not other.startswith("others.")}
        for other in sorted(
            {o for text in _texts(item) for o in _named(text, dropped, kept)} | needed
        ):
            kind, _, name = other.partition(".")
            message = f"uses {name}, a {kind.removesuffix('s')} that a decision drops"
            if kind == "others":
                message = f"uses {name}, which a decision drops"
            yield Problem(table=key, message=message, other=other)


def row_types_gone(
    targets: Targets, sides: Mapping[Side, Catalog], catalog: Catalog
) -> Iterator[Problem]:
    """Tables and types that hold values of the row type of a table that is not in the merge."""
    for side in SIDES:
        gone = {f"table {n.sql}": n for n, into in targets.where[side].items() if into is None}
        users = [
            (s.key, {*s.table.needs} - {f"table {p.sql}" for p in _parents(s.table)})
            for s in targets.sources
            if s.side == side and targets.where[side][s.name] is not None
        ]
        users += [
            (f"types.{name.key}", {*getattr(kind, "needs", ())})
            for name, kind in sides[side].types.items()
            if catalog.types.get(name) == kind
        ]
        for key, needs in users:
            for need in sorted(gone.keys() & needs):
                name = gone[need].key
                message = f"uses the row type of {name}, a table that is not in the merged schema"
                yield Problem(table=key, message=message, other=name)


def _parents(table: Table) -> tuple[Name, ...]:
    return (*((table.partition_of,) if table.partition_of else ()), *table.inherits)


def row_types_held(remote: Catalog, catalog: Catalog, moved: Transition) -> Iterator[Problem]:
    """Columns that change their type in tables whose row type columns hold, which PostgreSQL
    refuses."""
    holders: dict[str, list[tuple[Name, str]]] = {}
    for table in remote.tables.values():
        for column in table.columns:
            base = column.type.removesuffix("[]")
            holders.setdefault(base, []).append((table.name, column.name))
    inserted = {move.source for move in moved.moves}
    for name, table in remote.tables.items():
        into = moved.tables.get(name, name)
        if name.sql not in holders or name in inserted or into not in catalog.tables:
            continue
        new, called = catalog.tables[into], moved.columns.get(into, {})
        for column in table.columns:
            becomes = new.column(called.get(column.name, column.name))
            if becomes is None or becomes.type == column.type:
                continue
            quoted = quote_ident(column.name)
            for holder, held in holders[name.sql]:
                message = (
                    f"{quoted} changes its type, which PostgreSQL refuses while "
                    f"{holder.key}.{quote_ident(held)} holds rows of the table: keep the type with "
                    f'{quoted} = {{ take = "remote" }}'
                )
                yield Problem(table=name.key, message=message, other=holder.key)


def values_gone(
    catalog: Catalog, sides: Mapping[Side, Catalog], key_of_table: KeyOf
) -> Iterator[Problem]:
    """What names a value that an enum has on one side and not after the merge."""
    gone: dict[Name, set[str]] = {}
    for side in SIDES:
        for name, kind in sides[side].types.items():
            stays = catalog.types.get(name)
            if isinstance(kind, Enum) and isinstance(stays, Enum):
                gone.setdefault(name, set()).update({*kind.values} - {*stays.values})
    gone = {name: values for name, values in gone.items() if values}
    if not gone:
        return
    users: list[tuple[str, Any]] = [(key_of_table(n), t) for n, t in catalog.tables.items()]
    users += [(f"views.{key_of(v)}", v) for v in catalog.views.values()]
    for key, item in users:
        found = {o for text in _texts(item) for o in _labels(text, gone)}
        for name, value in sorted(found):
            told = f"names {quote_literal(value)}, a value that {name.key} has not after the merge"
            yield Problem(table=key, message=told, other=f"types.{name.key}")


def defaults_of_no_value(
    catalog: Catalog, sides: Mapping[Side, Catalog], key_of_table: KeyOf
) -> Iterator[Problem]:
    """Defaults of columns of an enum, which it never had a value for."""
    had = {
        (kind.name, value)
        for side in SIDES
        for kind in sides[side].types.values()
        if isinstance(kind, Enum)
        for value in kind.values
    }
    enums = {n.sql: k for n, k in catalog.types.items() if isinstance(k, Enum)}
    for name, table in catalog.tables.items():
        for column in table.columns:
            kind = enums.get(column.type)
            value = column.default and literal_of(column.default, column.type)
            if kind and value and value not in kind.values and (kind.name, value) not in had:
                message = (
                    f"{quote_ident(column.name)} has the default {quote_literal(value)}, which is "
                    f"no value of {kind.name.key}: say another default, or none with "
                    f'{quote_ident(column.name)} = {{ default = "" }}'
                )
                yield Problem(table=key_of_table(name), message=message)


def _labels(text: str, gone: Mapping[Name, set[str]]) -> Iterator[tuple[Name, str]]:
    """(type, value) of the literals of enums that a text holds: ``'open'::public.mood``."""
    for name, values in gone.items():
        if name.sql not in text:
            continue
        raw = text.encode()
        found = [(kind, raw[start:end].decode()) for kind, start, end in tokens(text)]
        words = [word for _, word in found]
        cast = ["::", quote_ident(name.schema), ".", quote_ident(name.name)]
        for at, (kind, word) in enumerate(found, 1):
            if kind == "SCONST" and words[at : at + 4] == cast:
                value = word[1:-1].replace("''", "'")
                array = words[at + 4 : at + 5] == ["["]
                yield from ((name, v) for v in (_items(value) if array else [value]) if v in values)


def _items(array: str) -> list[str]:
    """The items of an array literal, ``{a,"b c"}``."""
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|([^,{}"]+)', array)
    return [re.sub(r"\\(.)", r"\1", quoted) if quoted else plain for quoted, plain in found]


_PROSE = frozenset({"comment", "needs", "name", "grants", "function"})


def _texts(item: Any) -> Iterator[str]:
    """All texts of an object that may be SQL."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, tuple) and not isinstance(item, Name):
        for one in item:
            yield from _texts(one)
    elif is_dataclass(item):
        for field in fields(item):
            if field.name not in _PROSE:
                yield from _texts(getattr(item, field.name))


def _named(
    text: str, dropped: Mapping[tuple[str, str, bool], str], kept: Set[tuple[str, str, bool]]
) -> Iterator[str]:
    """The dropped objects that a text names as PostgreSQL prints them: with their schema. What is
    called is the function of that name where ``kept`` has one."""
    if "." not in text:
        return
    raw = text.encode()
    words = [raw[start:end].decode() for _, start, end in tokens(text)]
    for at in range(len(words) - 2):
        if words[at + 1] != ".":
            continue
        schema, name = (w.strip('"').replace('""', '"') for w in (words[at], words[at + 2]))
        called = words[at + 3 : at + 4] == ["("]
        found = dropped.get((schema, name, called))
        if not found and (schema, name, called) not in kept:
            found = dropped.get((schema, name, False))
        if found:
            yield found
