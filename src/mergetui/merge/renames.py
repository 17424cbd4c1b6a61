"""Types, functions, views and sequences of one side under the names that decisions give them.

A side is renamed as a whole, before anything is composed: all that refers to such an object says
its new name by then, and the rest of the merge never hears of the old one. PostgreSQL prints every
name of a user's object with its schema, so the tokens ``schema . name`` are what is replaced;
what stands in the text of a function body is followed by ``bodies``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from mergetui.catalog.model import (
    Catalog,
    Composite,
    Domain,
    Enum,
    Extension,
    Function,
    ObjectId,
    Other,
    Range,
    Trigger,
    Type,
)
from mergetui.catalog.names import Name, quote_literal
from mergetui.decisions.model import Decisions, ObjectDecision, Side

SECTIONS = ("types", "functions", "views", "sequences")

# The fields of the model that hold SQL, in which objects are named.
_SQL = frozenset(
    {"definition", "more", "body", "expression", "default", "using", "check", "type", "returns"}
    | {"arguments", "types", "fields", "columns", "column_defaults", "subtype"}
)
_IDS = frozenset({"needs", "function"})


class Was(NamedTuple):
    """What an object was before it took its name."""

    key: str  # in decisions.toml
    id: ObjectId


@dataclass(frozen=True, slots=True)
class Renamed:
    """A side after its objects took their names. ``was`` tells for (section, new key) what the
    object was, for those that were renamed; ``names`` is old -> new by section, None for a name
    that some functions give up and others keep. ``unclear`` names what calls functions of one name,
    of which some take another: which call is whose, nothing tells."""

    catalog: Catalog
    was: Mapping[tuple[str, str], Was] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, Mapping[Name, Name | None]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    unclear: tuple[tuple[ObjectId, Name], ...] = ()


def rename_objects(catalog: Catalog, side: Side, decisions: Decisions) -> Renamed:
    """The side as its decisions call its objects."""
    names: dict[str, dict[Name, Name]] = {}
    given: dict[ObjectId, Name] = {}  # the functions that take another name
    was: dict[tuple[str, str], Was] = {}
    for section in SECTIONS:
        decided: Mapping[str, ObjectDecision] = getattr(decisions, section)
        if not any(map(_given, decided.values())):
            continue
        for item in getattr(catalog, section).values():
            key = key_of(item)
            new = new_name(decided.get(key), side)
            if new is None or new == item.name.name:
                continue
            becomes = item.name.renamed(new)
            if section == "functions":
                given[item.id] = becomes
            else:
                names.setdefault(section, {})[item.name] = becomes
                was[section, becomes.key] = Was(key, item.id)
    if not names and not given:
        return Renamed(catalog)
    renaming = _Renaming(names, given, catalog.functions.values())
    for function in catalog.functions.values():
        called = key_of(renaming.value(function, ""))  # also where a type of its takes another name
        if called != function.signature:
            was["functions", called] = Was(function.signature, function.id)
    said: dict[str, dict[Name, Name | None]] = {s: {**found} for s, found in names.items()}
    unsure: dict[Name, None] = dict.fromkeys(old for old, _ in renaming.overloads.values())
    said["functions"] = {**renaming.functions, **unsure}
    found = renaming.catalog(catalog)
    return Renamed(found, was, said, tuple(dict.fromkeys(renaming.unclear)))


def with_row_types(catalog: Catalog, tables: Mapping[Name, Name]) -> Renamed:
    """The side where columns, types and functions call the row types of tables by new names.

    ``tables`` is old -> new. What else speaks of tables is left as it is, the bodies of functions
    among it.
    """
    moved = {old: new for old, new in tables.items() if old != new}
    ids = {f"table {old.sql}": f"table {new.sql}" for old, new in moved.items()}
    items = (*catalog.types.values(), *catalog.functions.values(), *catalog.tables.values())
    if ids.keys().isdisjoint(n for item in items for n in getattr(item, "needs", ())):
        return Renamed(catalog)
    text = _Renaming({"views": moved}).text
    functions, was = {}, {}
    for key, f in catalog.functions.items():
        head, opening, body = f.definition.partition("\nAS $")
        new = replace(
            f,
            arguments=text(f.arguments),
            types=tuple(map(text, f.types)),
            returns=f.returns and text(f.returns),
            definition=text(head) + opening + body if opening else f.definition,
        )
        if new.signature != key:
            was["functions", new.signature] = Was(key, f.id)
        functions[new.signature] = new
    return Renamed(
        replace(
            catalog,
            types=MappingProxyType({n: _type(t, text, ids) for n, t in catalog.types.items()}),
            functions=MappingProxyType(dict(sorted(functions.items()))),
            tables=MappingProxyType(
                {
                    name: replace(
                        t,
                        columns=tuple(replace(c, type=text(c.type)) for c in t.columns),
                        needs=_called(t.needs, ids),
                    )
                    if not ids.keys().isdisjoint(t.needs)
                    else t
                    for name, t in catalog.tables.items()
                }
            ),
        ),
        was,
    )


def was_at_first(
    first: Mapping[tuple[str, str], Was], then: Mapping[tuple[str, str], Was]
) -> dict[tuple[str, str], Was]:
    """What objects were before both of two renamings."""
    both = {
        (section, new): first.get((section, was.key), was) for (section, new), was in then.items()
    }
    return {**first, **both}


def with_extensions_in(catalog: Catalog, there: Mapping[str, Extension]) -> Catalog:
    """The side as it reads once its extensions are in the schemas in which ``there`` has them.

    Their types are known by name. Of functions, operator classes and the like PostgreSQL tells
    only the schema: what stands in one and is nobody's else goes along if all of its extensions do.
    """
    moved = {
        name: (extension.schema, there[name].schema)
        for name, extension in catalog.extensions.items()
        if name in there and there[name].schema != extension.schema
    }
    if not moved:
        return catalog
    types = {
        name: Name(moved[base.extension][1], name.name)
        for name, base in catalog.base_types.items()
        if base.extension in moved
    }
    renaming = _Renaming({"types": types})
    held: dict[str, set[str | None]] = {}
    for name, extension in catalog.extensions.items():
        held.setdefault(extension.schema, set()).add(moved[name][1] if name in moved else None)
    renaming.schemas = {old: next(iter(n)) or old for old, n in held.items() if len(n) == 1}
    schemas = (n.replace('"', '""') for n in renaming.schemas)
    renaming.words = (*renaming.words, *schemas)
    renaming.own = frozenset(
        Name(*n)
        for items in (catalog.tables, catalog.views, catalog.sequences, catalog.types)
        for n in items
    ) | {f.name for f in catalog.functions.values()}
    found = renaming.catalog(catalog)
    bases = [replace(b, name=types.get(n, n)) for n, b in catalog.base_types.items()]
    return replace(
        found,
        base_types=MappingProxyType({b.name: b for b in sorted(bases, key=lambda b: b.name)}),
        extensions=MappingProxyType(
            {
                name: replace(extension, schema=moved[name][1]) if name in moved else extension
                for name, extension in catalog.extensions.items()
            }
        ),
    )


def _called(needs: tuple[ObjectId, ...], ids: Mapping[ObjectId, ObjectId]) -> tuple[ObjectId, ...]:
    return tuple(ids.get(n, n) for n in needs)


def _type(item: Type, text: Callable[[str], str], ids: Mapping[ObjectId, ObjectId]) -> Type:
    if isinstance(item, Enum):
        return item
    item = replace(item, needs=_called(item.needs, ids))
    match item:
        case Composite():
            return replace(item, fields=tuple((name, text(type)) for name, type in item.fields))
        case Domain():
            return replace(item, type=text(item.type))
        case Range():
            return replace(item, subtype=text(item.subtype))


def key_of(item: Any) -> str:
    """As decisions.toml calls it."""
    return str(item.signature if isinstance(item, Function) else item.name.key)


def _given(decision: ObjectDecision) -> bool:
    return bool(decision.name or decision.remote_name or decision.local_name)


def new_name(decision: ObjectDecision | None, side: Side) -> str | None:
    """What a decision calls the object of a side, where it says so."""
    if decision is None or decision.action in ("undecided", "drop"):
        return None
    if decision.action == "keep-both":
        return decision.remote_name if side == "remote" else decision.local_name
    return decision.name


class _Renaming:
    """``given`` are functions by their ids with the names that they take. Where all of one name
    take the same one the name says which is meant; else what ``needs`` it does."""

    def __init__(
        self,
        names: Mapping[str, Mapping[Name, Name]],
        given: Mapping[ObjectId, Name] = MappingProxyType({}),
        functions: Collection[Function] = (),
    ) -> None:
        own: dict[Name, set[Name]] = {}
        for f in functions:
            own.setdefault(f.name, set()).add(given.get(f.id, f.name))
        self.functions = {
            old: next(iter(new)) for old, new in own.items() if new != {old} and len(new) == 1
        }
        self.overloads = {
            f.id: (f.name, given[f.id])
            for f in functions
            if f.id in given and f.name not in self.functions
        }
        self.called: Mapping[Name, Name] = {}  # of these, in what is read just now
        self.unclear: list[tuple[ObjectId, Name]] = []
        self.relations = {
            old: new
            for section in SECTIONS
            if section != "functions"
            for old, new in names.get(section, {}).items()
        }
        kinds = {"types": "type", "views": "view", "sequences": "sequence"}
        self.ids = {
            f"{kinds[section]} {old.sql}": f"{kinds[section]} {new.sql}"
            for section, found in names.items()
            if section in kinds
            for old, new in found.items()
        }
        # as they stand within quotes
        named = (*self.functions, *self.relations, *(old for old, _ in self.overloads.values()))
        self.words = tuple({n.name.replace('"', '""') for n in named})
        self.schemas: Mapping[str, str] = {}  # of which all goes elsewhere but what is the user's
        self.own: frozenset[Name] = frozenset()

    def catalog(self, catalog: Catalog) -> Catalog:
        changed: dict[str, Any] = {}
        for part in ("types", "sequences", "tables", "views", "functions"):
            items = [self.value(item, "") for item in getattr(catalog, part).values()]
            found = {i.signature if part == "functions" else i.name: i for i in items}
            changed[part] = MappingProxyType(dict(sorted(found.items())))
        others = [self.other(other) for other in catalog.others.values()]
        changed["others"] = MappingProxyType({o.id: o for o in sorted(others, key=lambda o: o.id)})
        return replace(catalog, declared=self.value(catalog.declared, ""), **changed)

    def other(self, other: Other) -> Other:
        """A cast or an operator, whose name says types."""
        moved: Other = self.value(other, "")
        return replace(moved, name=self.text(other.name)) if other.kind == "cast" else moved

    def value(self, value: Any, name: str) -> Any:
        if isinstance(value, Name):
            return self.relations.get(value, value)
        if isinstance(value, tuple):
            return tuple(self.value(v, name) for v in value)
        if isinstance(value, str):
            if name in _IDS:
                return self.ids.get(value) or self.function_id(value)
            return self.text(value) if name in _SQL else value
        if is_dataclass(value) and not isinstance(value, type):
            outside = self.called
            self.called = self._called_by(value)
            changes = {
                f.name: new
                for f in fields(value)
                if (old := getattr(value, f.name)) is not None
                and (new := self.value(old, f.name)) is not old
                and new != old
            }
            if isinstance(value, Function):
                changes["name"] = self.functions.get(value.name, value.name)
                if value.id in self.overloads:
                    changes["name"] = self.overloads[value.id][1]
            self.called = outside
            return replace(value, **changes) if changes else value
        return value

    def _called_by(self, value: Any) -> Mapping[Name, Name]:
        """Which of the functions that share a name with others it calls, where it calls no other of
        that name."""
        needs = getattr(value, "needs", ())
        if isinstance(value, Function):
            needs = (value.id, *needs)
        elif isinstance(value, Trigger):
            needs = (value.function,)
        if not self.overloads or not needs:
            return self.called
        found = {}
        for old, new in (self.overloads[n] for n in needs if n in self.overloads):
            same = [n for n in needs if n.startswith(f"function {old.sql}(")]
            if all(self.overloads.get(n) == (old, new) for n in same):
                found[old] = new
            elif hasattr(value, "id"):
                self.unclear.append((value.id, old))
        return found

    def function_id(self, object_id: str) -> str:
        kind, _, rest = object_id.partition(" ")
        if object_id in self.overloads:
            old, new = self.overloads[object_id]
            return f"{kind} {new.sql}{self.text(rest.removeprefix(old.sql))}"
        if kind != "function" or "(" not in rest:
            return object_id
        return f"{kind} {self.text(rest)}"

    def text(self, text: str) -> str:
        """SQL with the new names in place of ``schema . name``."""
        if not any(word in text for word in self.words):
            return text
        raw = text.encode()
        found = tokens(text)
        edits: list[tuple[int, int, str]] = []
        for at, (kind, start, end) in enumerate(found):
            if kind == "SCONST":
                literal = self.literal(raw[start:end].decode(), found[at + 1 : at + 3], raw)
                if literal is not None:
                    edits.append((start, end, literal))
                continue
            if raw[start:end] != b"." or at == 0 or at + 1 == len(found):
                continue
            left, right = found[at - 1], found[at + 1]
            name = Name(_word(raw, left), _word(raw, right))
            called = at + 2 < len(found) and raw[slice(*found[at + 2][1:])] == b"("
            new = (self.functions.get(name) or self.called.get(name)) if called else None
            new = new or self.relations.get(name)
            if new is None and name.schema in self.schemas and name not in self.own:
                new = Name(self.schemas[name.schema], name.name)
            if new is not None:
                edits.append((left[1], right[2], new.sql))
        for start, end, new_text in reversed(edits):
            raw = raw[:start] + new_text.encode() + raw[end:]
        return raw.decode()

    def literal(self, text: str, after: tuple[tuple[str, int, int], ...], raw: bytes) -> str | None:
        """``'public.s'::regclass``, where a literal names a relation."""
        if [raw[start:end] for _, start, end in after] != [b"::", b"regclass"]:
            return None
        new = self.text(text[1:-1].replace("''", "'"))
        return quote_literal(new) if new != text[1:-1].replace("''", "'") else None


@cache
def tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """(kind, start, end) of each token, in bytes; nothing where the grammar has no such token."""
    from postgast import PgQueryError, scan  # noqa: PLC0415

    try:
        scanned = scan(text)
    except PgQueryError:
        return ()
    kinds = scanned.DESCRIPTOR.file.enum_types_by_name["Token"].values_by_number
    return tuple((kinds[t.token].name, t.start, t.end) for t in scanned.tokens)


def _word(raw: bytes, token: tuple[str, int, int]) -> str:
    text = raw[token[1] : token[2]].decode()
    return text[1:-1].replace('""', '"') if text.startswith('"') else text.lower()
