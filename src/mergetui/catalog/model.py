"""What is read from one side: a frozen picture of a schema in PostgreSQL's own words.

Every expression and definition is the text that PostgreSQL prints with an empty ``search_path``
(``pg_get_expr``, ``pg_get_viewdef`` ...), so names in it are qualified and two sides compare as
text. Tuples are in catalog order where order has a meaning (columns, enum values) and sorted by
name elsewhere. Column order of the manual's chapter "System Catalogs" names each field.

An *object id* names an object across kinds: ``"table public.orders"``, ``"type public.mood"``,
``"function public.f(uuid)"``, ``"view public.v"``, ``"sequence public.s"``,
``"extension citext"``, ``"schema sales"``, ``"collation public.c"``, ``"publication p"``,
``"cast (public.mood AS integer)"``.
``needs`` holds the object ids that must exist before (from ``pg_depend``, without what the
platform owns).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias, TypeVar

from mergetui.catalog.names import Name
from mergetui.catalog.parts import (
    Check,
    Column,
    Deferrable,
    Exclusion,
    Extra,
    ForeignKey,
    Grant,
    Index,
    Key,
    NotNull,
    ObjectId,
    OnEvent,
    Policy,
    SequenceOptions,
    Trigger,
)
from mergetui.errors import Place

__all__ = [
    "BaseType",
    "Catalog",
    "Check",
    "Column",
    "Composite",
    "Declarable",
    "Declared",
    "DefaultPrivileges",
    "Deferrable",
    "Domain",
    "Enum",
    "Exclusion",
    "Extension",
    "Extra",
    "Fault",
    "ForeignKey",
    "Function",
    "Grant",
    "Index",
    "Key",
    "NotNull",
    "ObjectId",
    "OnEvent",
    "Other",
    "Policy",
    "Range",
    "Schema",
    "Sequence",
    "SequenceOptions",
    "Table",
    "Trigger",
    "Type",
    "View",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with all that hangs on it."""

    name: Name
    columns: tuple[Column, ...] = ()
    keys: tuple[Key, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[Check, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    policies: tuple[Policy, ...] = ()
    extras: tuple[Extra, ...] = ()
    grants: tuple[Grant, ...] = ()
    rls: bool = False
    force_rls: bool = False
    unlogged: bool = False
    options: tuple[str, ...] = ()  # reloptions: ("fillfactor=70", "toast.autovacuum_enabled=off")
    replica_identity: str = "default"  # "full", "nothing", or "index NAME"
    of_type: Name | None = None  # of a typed table: its composite type
    partition_key: str | None = None  # pg_get_partkeydef: "RANGE (at)"
    partition_of: Name | None = None
    bound: str | None = None  # "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
    inherits: tuple[Name, ...] = ()
    comment: str | None = None
    needs: tuple[ObjectId, ...] = ()  # for column types, defaults, checks, generated columns

    @property
    def id(self) -> ObjectId:
        return f"table {self.name.sql}"

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)

    @property
    def primary_key(self) -> Key | None:
        return next((k for k in self.keys if k.primary), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    name: Name
    values: tuple[str, ...]
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"type {self.name.sql}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    name: Name
    type: str
    not_null: bool = False
    default: str | None = None
    collation: str | None = None
    checks: tuple[Check, ...] = ()
    comment: str | None = None
    grants: tuple[Grant, ...] = ()
    needs: tuple[ObjectId, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"type {self.name.sql}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """A composite type of its own (not the row type of a table)."""

    name: Name
    fields: tuple[tuple[str, str], ...]  # (name, type)
    field_comments: tuple[tuple[str, str], ...] = ()  # (name, comment)
    comment: str | None = None
    grants: tuple[Grant, ...] = ()
    needs: tuple[ObjectId, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"type {self.name.sql}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A range type with the multirange type that comes with it."""

    name: Name
    subtype: str
    multirange: Name  # before 14: as PostgreSQL would call it
    options: tuple[tuple[str, str], ...] = ()  # (("collation", 'pg_catalog."C"'),) as CREATE TYPE
    comment: str | None = None
    grants: tuple[Grant, ...] = ()
    needs: tuple[ObjectId, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"type {self.name.sql}"

    @property
    def usual_multirange(self) -> Name:
        """What PostgreSQL calls it where nothing is said."""
        schema, name = self.name
        has_word = "range" in name
        called = name.replace("range", "multirange", 1) if has_word else f"{name}_multirange"
        return Name(schema, called)


OtherKind = Literal[
    "collation",
    "publication",
    "policy",
    "trigger",
    "cast",
    "operator",
    "text search dictionary",
    "text search configuration",
]

Type: TypeAlias = Enum | Domain | Composite | Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A sequence of its own or of a ``serial`` column (then ``owned_by`` names the column)."""

    name: Name
    options: SequenceOptions = field(default_factory=SequenceOptions)
    owned_by: tuple[Name, str] | None = None  # (table, column)
    unlogged: bool = False  # one that a column owns is as its table is
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"sequence {self.name.sql}"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view or materialized view; ``definition`` is the SELECT without the last semicolon."""

    name: Name
    definition: str
    columns: tuple[tuple[str, str], ...] = ()  # (name, type)
    materialized: bool = False
    # whether it has been filled; a state and no definition, known of a database that lives
    populated: bool = field(default=True, compare=False)
    options: tuple[str, ...] = ()  # ("security_invoker=true",)
    indexes: tuple[Index, ...] = ()  # of a materialized view
    triggers: tuple[Trigger, ...] = ()
    extras: tuple[Extra, ...] = ()
    column_comments: tuple[tuple[str, str], ...] = ()  # (column, comment)
    column_defaults: tuple[tuple[str, str], ...] = ()  # of an INSERT through it
    grants: tuple[Grant, ...] = ()
    comment: str | None = None
    needs: tuple[ObjectId, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"view {self.name.sql}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function, procedure or aggregate; ``definition`` is that of ``pg_get_functiondef``, of an
    aggregate one like it."""

    name: Name
    arguments: str  # pg_get_function_identity_arguments(): "p_id uuid, n integer"
    types: tuple[str, ...]  # types of the input arguments, which with the name are its identity
    returns: str | None  # pg_get_function_result(); None for a procedure
    language: str
    definition: str
    procedure: bool = False
    aggregate: bool = False
    grants: tuple[Grant, ...] = ()
    comment: str | None = None
    needs: tuple[ObjectId, ...] = ()

    @property
    def signature(self) -> str:
        """``f(uuid)`` as decisions.toml writes it; qualified outside of public."""
        return f"{self.name.key}({', '.join(self.types)})"

    @property
    def id(self) -> ObjectId:
        return f"function {self.name.sql}({', '.join(self.types)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """An object of a kind that is one statement, or one and those that follow it: a collation, a
    publication, a cast, an operator, a text search dictionary or configuration, a policy or trigger
    that the project put on a table of the platform."""

    kind: OtherKind
    name: str  # as DROP names it: "public.c", "changes", "known ON storage.objects"
    definition: str  # CREATE COLLATION ..., CREATE PUBLICATION ...
    more: tuple[str, ...] = ()  # ALTER TEXT SEARCH CONFIGURATION ... ADD MAPPING ...
    comment: str | None = None
    needs: tuple[ObjectId, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultPrivileges:
    """What the owner's new objects of a kind are granted, everywhere or in one schema."""

    kind: Literal["tables", "sequences", "functions", "types", "schemas"]
    schema: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.kind} in {self.schema}" if self.schema is not None else self.kind

    @property
    def id(self) -> ObjectId:
        return f"default privileges on {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    name: str
    schema: str

    @property
    def id(self) -> ObjectId:
        return f"extension {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseType:
    """A type that the schema uses and that none of its statements makes: of an extension, or of
    nothing that is known."""

    name: Name
    extension: str | None = None

    @property
    def id(self) -> ObjectId:
        return f"type {self.name.sql}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    name: str
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def id(self) -> ObjectId:
        return f"schema {self.name}"


Declarable: TypeAlias = ForeignKey | Policy | Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a source says of a table and PostgreSQL refuses, kept because the merge may be what
    makes it right: a foreign key between unequal types, a policy comparing text with uuid.

    ``requires`` holds (table, column, type): with these column types it was accepted. Empty where
    that is to be seen from the merged catalog itself (foreign keys, indexes).
    """

    table: Name
    object: Declarable
    place: Place | None
    message: str  # PostgreSQL's own words
    requires: tuple[tuple[Name, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A statement of a source that PostgreSQL refused."""

    place: Place
    statement: str  # its first line, cut at 200 characters
    sqlstate: str
    message: str  # PostgreSQL's own words
    outcome: str  # what was made of it: "kept as declared", "left out", ...
    object: ObjectId | None = None
    hint: str | None = None  # how to mend it, where it can be known


K = TypeVar("K")
V = TypeVar("V")


def _none() -> Mapping[K, V]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything read from one side. Mappings are sorted by key."""

    server_version: int = 180000
    schemas: Mapping[str, Schema] = field(default_factory=_none)
    extensions: Mapping[str, Extension] = field(default_factory=_none)
    types: Mapping[Name, Type] = field(default_factory=_none)
    base_types: Mapping[Name, BaseType] = field(default_factory=_none)
    sequences: Mapping[Name, Sequence] = field(default_factory=_none)
    tables: Mapping[Name, Table] = field(default_factory=_none)
    views: Mapping[Name, View] = field(default_factory=_none)
    functions: Mapping[str, Function] = field(default_factory=_none)  # by signature
    others: Mapping[str, Other] = field(default_factory=_none)  # by id
    default_privileges: Mapping[str, DefaultPrivileges] = field(default_factory=_none)  # by name
    # What the platform gives its roles on a new object in public: "tables", "sequences" and
    # "functions" -> grants. A kind is missing where that cannot be known, as from a folder.
    platform_grants: Mapping[str, tuple[Grant, ...]] = field(default_factory=_none)
    declared: tuple[Declared, ...] = ()
    faults: tuple[Fault, ...] = ()
    rows: Mapping[Name, int] = field(default_factory=_none)  # estimates; absent where unknown
    not_handled: Mapping[str, int] = field(default_factory=_none)  # kind in the plural -> count
    platform: tuple[str, ...] = ()  # schemas that are the platform's and left out
    excluded: Mapping[str, int] = field(default_factory=_none)  # by [sources]: kind -> count

    @property
    def object_count(self) -> int:
        """Those that have an owner of their own."""
        named = len(self.types) + len(self.sequences) + len(self.tables) + len(self.views)
        return named + len(self.schemas) + len(self.functions)

    @property
    def column_count(self) -> int:
        return sum(len(t.columns) for t in self.tables.values())
