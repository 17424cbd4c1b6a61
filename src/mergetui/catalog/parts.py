"""What hangs on a table, and on views, types and functions: columns, keys, indexes, grants ...

The words of ``model.py`` hold here: every text is PostgreSQL's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from mergetui.catalog.names import Name

ObjectId: TypeAlias = str
Deferrable = Literal["", "deferrable", "deferred"]
OnEvent = Literal["no action", "restrict", "cascade", "set null", "set default"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceOptions:
    """The parameters of a sequence, of its own or behind an identity column."""

    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 9223372036854775807
    cache: int = 1
    cycle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNull:
    """What a NOT NULL says beyond the words, as a constraint that it is since PostgreSQL 18."""

    name: str | None = None  # None is one that PostgreSQL made up
    no_inherit: bool = False
    validated: bool = True
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. ``default`` is its default, or the expression of a generated column."""

    name: str
    type: str  # format_type(): "uuid", "numeric(10,2)", "public.mood[]"
    not_null: bool = False
    not_null_constraint: NotNull | None = None  # None: says nothing more; not read where inherited
    default: str | None = None
    generated: Literal["", "stored", "virtual"] = ""
    identity: Literal["", "always", "by default"] = ""
    identity_options: SequenceOptions | None = None
    collation: str | None = None  # quoted and qualified; None is the type's own
    storage: str | None = None  # "plain", "main" ...; None is the type's own
    compression: str | None = None  # "pglz", "lz4"; None is the server's own
    statistics: int | None = None  # the target of ANALYZE; None is the server's own
    options: tuple[str, ...] = ()  # ("n_distinct=5",)
    comment: str | None = None

    @property
    def binds_below(self) -> bool:
        """Whether tables that inherit it are NOT NULL with it."""
        held = self.not_null_constraint
        return self.not_null and not (held and held.no_inherit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A primary key or a unique constraint."""

    name: str
    primary: bool
    columns: tuple[str, ...]
    include: tuple[str, ...] = ()
    nulls_not_distinct: bool = False
    without_overlaps: bool = False  # of the last column, a range: a key in time (since 18)
    deferrable: Deferrable = ""
    clustered: bool = False  # CLUSTER without an index goes by this one's
    comment: str | None = None
    index_comment: str | None = None  # of its index, which may have one of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A foreign key. ``ref_columns`` is always filled in, also where the source left it out."""

    name: str
    columns: tuple[str, ...]
    references: Name
    ref_columns: tuple[str, ...]
    match_full: bool = False
    period: bool = False  # of the last columns: it references a key in time (since 18)
    on_update: OnEvent = "no action"
    on_delete: OnEvent = "no action"
    on_delete_columns: tuple[str, ...] = ()  # ON DELETE SET NULL (a, b)
    deferrable: Deferrable = ""
    validated: bool = True
    enforced: bool = True  # then it is not validated either
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check constraint; ``expression`` without the word CHECK and its parentheses."""

    name: str
    expression: str
    no_inherit: bool = False
    validated: bool = True
    enforced: bool = True  # then it is not validated either
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An exclusion constraint, as ``pg_get_constraintdef`` prints it."""

    name: str
    definition: str
    clustered: bool = False
    comment: str | None = None
    index_comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index that no constraint owns. ``body`` is all from ``USING`` on."""

    name: str
    unique: bool
    body: str  # "USING btree (a, lower(b) DESC) INCLUDE (c) WHERE (d IS NULL)"
    columns: tuple[str, ...] = ()  # plain key columns in order; "" for an expression
    clustered: bool = False  # CLUSTER without an index goes by this one
    statistics: tuple[tuple[int, int], ...] = ()  # (its column's number, target of ANALYZE)
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A trigger, as ``pg_get_triggerdef`` prints it; not those that PostgreSQL makes itself."""

    name: str
    definition: str
    function: ObjectId
    enabled: Literal["origin", "disabled", "replica", "always"] = "origin"
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A row level security policy; expressions as ``pg_get_expr`` prints them."""

    name: str
    command: Literal["all", "select", "insert", "update", "delete"] = "all"
    permissive: bool = True
    roles: tuple[str, ...] = ("public",)
    using: str | None = None
    check: str | None = None
    needs: tuple[ObjectId, ...] = ()
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What else hangs on a table or view and is one statement: a rule, a statistics object, the
    table's place in a publication."""

    kind: Literal["rule", "statistics", "publication"]
    name: str  # of the rule, of the statistics object (quoted and qualified), of the publication
    definition: str  # CREATE RULE ..., CREATE STATISTICS ..., ALTER PUBLICATION ... ADD TABLE ...
    enabled: Literal["origin", "disabled", "replica", "always"] = "origin"  # of a rule
    target: int | None = None  # of ANALYZE for a statistics object; None is the server's own
    comment: str | None = None
    needs: tuple[ObjectId, ...] = ()

    @property
    def id(self) -> str:
        """Two kinds may share a name on one table."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Grant:
    """Privileges of one role on one object; ``columns`` is empty for the whole object. None at all
    say that what the role has by default was taken from it."""

    grantee: str  # "public" for PUBLIC
    privileges: tuple[str, ...]  # sorted: ("insert", "select")
    columns: tuple[str, ...] = ()
    grantable: bool = False
