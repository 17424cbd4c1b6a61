"""Who may do what in the merged schema: the union of what both sides say.

A grant of nothing to a role says that what everyone or the platform gives it was taken away; one
side's word for that is enough, since nobody wrote the contrary. Invariant: what the remote took
from a role of the platform stays taken unless the other side speaks of that role.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from mergetui.catalog.model import Catalog, Grant

T = TypeVar("T")
MAINTAIN_SINCE = 170000  # the privilege MAINTAIN


def merged_grants(all_grants: Iterable[tuple[Grant, ...]]) -> tuple[Grant, ...]:
    """The union of privileges, by role, columns and grant option."""
    privileges: dict[tuple[str, tuple[str, ...], bool, bool], set[str]] = {}
    for grants in all_grants:
        for g in grants:
            at = (g.grantee, g.columns, g.grantable, bool(g.privileges))
            privileges.setdefault(at, set()).update(g.privileges)
    return tuple(
        sorted(
            Grant(grantee=who, columns=columns, grantable=grantable, privileges=tuple(sorted(what)))
            for (who, columns, grantable, _), what in privileges.items()
        )
    )


def still_withheld(before: Iterable[Grant], grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """With what ``before`` says of a role from which it withholds, where nothing is said of it."""
    held = tuple(before)
    withheld = {g.grantee for g in held if not g.privileges and g.grantee != "public"}
    silent = withheld - {g.grantee for g in grants}
    return tuple(sorted((*grants, *(g for g in held if g.grantee in silent))))


def on_the_remote(catalog: Catalog, remote: Catalog) -> Catalog:
    """The merged catalog with grants that the remote's server knows, and with what the remote
    withholds on objects that keep their name."""

    def settled(objects: Mapping[Any, T], before: Mapping[Any, Any]) -> dict[Any, T]:
        return {name: _settled(made, before.get(name), remote) for name, made in objects.items()}

    return replace(
        catalog,
        tables=settled(catalog.tables, {}),  # each knows the table that it was
        views=settled(catalog.views, remote.views),
        sequences=settled(catalog.sequences, remote.sequences),
        functions=settled(catalog.functions, remote.functions),
        default_privileges=settled(catalog.default_privileges, {}),
    )


def _settled(made: Any, before: Any, remote: Catalog) -> Any:
    grants = still_withheld(before.grants, made.grants) if before else made.grants
    if remote.server_version < MAINTAIN_SINCE:
        grants = tuple(_without_maintain(grants))
    return made if grants == made.grants else replace(made, grants=grants)


def _without_maintain(grants: Iterable[Grant]) -> Iterable[Grant]:
    for grant in grants:
        kept = tuple(p for p in grant.privileges if p != "maintain")
        if kept or not grant.privileges:
            yield replace(grant, privileges=kept)
