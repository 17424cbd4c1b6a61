"""Two objects of one name, one a side: the one that they are together, or None where they differ.

Comments and grants make no difference: the remote's comment stays, or else the local's, and what is
granted on either is granted. Of two enums the values come together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from mergetui.catalog.model import (
    Composite,
    Domain,
    Enum,
    Function,
    Other,
    Range,
    Schema,
    Type,
    View,
)
from mergetui.catalog.model import Sequence as SequenceObject
from mergetui.merge.becoming import union_of_values
from mergetui.merge.expressions import normal
from mergetui.merge.grants import merged_grants

G = TypeVar("G", Enum, Domain, Composite, Range, SequenceObject, View, Function, Schema)


def one_function(remote: Function, local: Function) -> Function | None:
    if normal(remote.definition, "function") != normal(local.definition, "function"):
        return None
    return with_both(remote, local)


def one_other(remote: Other, local: Other) -> Other | None:
    same = normal(remote.definition, "query") == normal(local.definition, "query")
    if not same or remote.more != local.more:
        return None
    return replace(remote, comment=remote.comment or local.comment)


def one_view(remote: View, local: View) -> View | None:
    same = normal(remote.definition, "query") == normal(local.definition, "query")
    if not same or remote.options != local.options or remote.materialized != local.materialized:
        return None
    return with_both(remote, local)


def one_type(remote: Type, local: Type) -> Type | None:
    if isinstance(remote, Enum) and isinstance(local, Enum):
        values = union_of_values(remote.values, local.values)
        return with_both(replace(remote, values=values), local)
    if isinstance(remote, Enum) or isinstance(local, Enum):
        return None
    same = _untold(remote) == _untold(local)
    return with_both(_told(remote, local), local) if same else None  # type: ignore[type-var]


def _untold(kind: Type) -> Type:
    """Without what says nothing of its values: comments and grants."""
    kind = replace(kind, comment=None, grants=())
    if isinstance(kind, Composite):
        return replace(kind, field_comments=(), needs=())
    if isinstance(kind, Domain):
        checks = tuple(replace(check, comment=None) for check in kind.checks)
        return replace(kind, checks=checks, needs=())
    return replace(kind, needs=()) if isinstance(kind, Range) else kind


def _told(remote: Type, local: Type) -> Type:
    """With the local's comments on fields and checks that have none."""
    if isinstance(remote, Composite) and isinstance(local, Composite):
        told = {**dict(local.field_comments), **dict(remote.field_comments)}
        every = tuple((f, told[f]) for f, _ in remote.fields if f in told)
        return replace(remote, field_comments=every)
    if isinstance(remote, Domain) and isinstance(local, Domain):
        had = {check.name: check.comment for check in local.checks}
        checks = (replace(c, comment=c.comment or had.get(c.name)) for c in remote.checks)
        return replace(remote, checks=tuple(checks))
    return remote


def with_both(remote: G, local: G) -> G:
    """The remote's, with the grants of both, and the local's comment where it has none."""
    grants = merged_grants((remote.grants, local.grants))
    return replace(remote, comment=remote.comment or local.comment, grants=grants)
