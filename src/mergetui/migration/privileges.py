"""Grants. What every function and type has from the beginning (EXECUTE, USAGE for PUBLIC) is no
grant in the catalog; a grant of nothing to PUBLIC says that someone took it away.

A grant of nothing to a platform's role says the same of what the platform's default privileges
give. An object that is made anew would get that back, so it is taken away again. Where nothing is
said of the role, an object that was there before stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from mergetui.catalog.model import Catalog, Function, Grant, ObjectId, Table, View
from mergetui.catalog.model import Sequence as SequenceObject
from mergetui.catalog.names import quote_ident
from mergetui.migration.model import Hazard, Statement
from mergetui.migration.say import idents, say

_FROM_THE_BEGINNING = {
    "FUNCTION": "execute",
    "PROCEDURE": "execute",
    "TYPE": "usage",
    "FUNCTIONS": "execute",
    "TYPES": "usage",
}

Held = TypeVar("Held", Table, View, SequenceObject, Function)
_Right = tuple[str, str, str]  # grantee, privilege, column or ""


def privileges(
    target: str,
    old: Sequence[Grant],
    new: Sequence[Grant],
    object_id: ObjectId,
    *,
    widens: bool = False,
    head: str = "",
) -> list[Statement]:
    """Statements that turn the grants on ``target`` (``TABLE public.t``) from old into new.

    ``widens`` says that the object was there before, so that a new grant opens it to readers.
    ``head`` is what stands before GRANT where it is about default privileges.
    """
    given = None if " IN SCHEMA " in head else _FROM_THE_BEGINNING.get(target.split(" ", 1)[0])
    taken = set[str]() if head else _withheld(new) - _withheld(old)
    had = {r: g for r, g in _rights(old, given).items() if r[0] not in taken}
    has = _rights(new, given)
    lost = {right for right in had if right not in has}
    weaker = {right for right in had if had[right] and not has.get(right, True)}
    more = {right: grantable for right, grantable in has.items() if had.get(right) is not grantable}
    statements = [
        say(f"REVOKE ALL ON {target} FROM {_role(grantee)}", object_id) for grantee in sorted(taken)
    ]
    statements += [
        say(f"{head}REVOKE {text} ON {target} FROM {_role(grantee)}", object_id)
        for grantee, text in _grouped(lost)
    ]
    statements += [
        say(f"{head}REVOKE GRANT OPTION FOR {text} ON {target} FROM {_role(grantee)}", object_id)
        for grantee, text in _grouped(weaker)
    ]
    for grantable in (False, True):
        rights = {r for r, g in more.items() if g is grantable and r not in weaker}
        for grantee, text in _grouped(rights):
            hazard = Hazard(
                kind="permission-widened",
                message=f"{grantee} gets {text} on {target.split(' ', 1)[-1]}",
            )
            suffix = " WITH GRANT OPTION" if grantable else ""
            opens = widens and grantee not in taken  # from whom all was taken just now
            statements.append(
                say(
                    f"{head}GRANT {text} ON {target} TO {_role(grantee)}{suffix}",
                    object_id,
                    hazard if opens else None,
                )
            )
    return statements


def default_privileges(old: Catalog, new: Catalog) -> list[Statement]:
    """What objects that are made from now on are granted."""
    statements = []
    for name in sorted({*old.default_privileges, *new.default_privileges}):
        was, becomes = old.default_privileges.get(name), new.default_privileges.get(name)
        some = becomes or was
        assert some is not None
        head = "ALTER DEFAULT PRIVILEGES "
        if some.schema is not None:
            head += f"IN SCHEMA {quote_ident(some.schema)} "
        statements += privileges(
            some.kind.upper(),
            was.grants if was else (),
            becomes.grants if becomes else (),
            some.id,
            head=head,
        )
    return statements


def initial(catalog: Catalog, kind: str, schema: str | None) -> tuple[Grant, ...]:
    """What default privileges grant on an object of the kind (as in ``DefaultPrivileges``) as
    soon as it is made. What the platform gives its roles in public is in no catalog, nor here."""
    return tuple(
        grant
        for held in catalog.default_privileges.values()
        if held.kind == kind and held.schema in (None, schema)
        for grant in held.grants
    )


def standing(
    kind: str, old: Held, new: Held, platform: Mapping[str, tuple[Grant, ...]]
) -> tuple[Held, Held]:
    """Both definitions of an object that stays, with what its grants of nothing amount to.

    ``platform`` is ``Catalog.platform_grants`` of the database that it is in. Where it tells of the
    kind, a role has what the platform gives unless that is withheld; else only that can be known
    which is said.
    """
    if old.name.schema != "public":
        return old, new
    was, becomes = list(old.grants), list(new.grants)
    before, after = _withheld(was), _withheld(becomes)
    for role in before - {g.grantee for g in becomes}:
        becomes += [g for g in was if g.grantee == role]
        after.add(role)
    for given in platform.get(kind, ()):
        named = any(g.grantee == given.grantee and g.privileges for g in becomes)
        if given.grantee in after - before and not named:
            continue  # REVOKE ALL says it
        was += [given] if given.grantee not in before else []
        becomes += [given] if given.grantee not in after else []
        after.discard(given.grantee)
    if kind in platform:
        gives = {g.grantee for g in platform[kind]}
        becomes = [
            g
            for g in becomes
            if g.privileges or g.grantee == "public" or g.grantee in after & gives
        ]
    return _with_grants(old, was), _with_grants(new, becomes)


def _with_grants(item: Held, grants: list[Grant]) -> Held:
    return replace(item, grants=tuple(grants))


def _withheld(grants: Sequence[Grant]) -> set[str]:
    """The platform's roles that lack what the platform gives them on a new object."""
    return {g.grantee for g in grants if g.grantee != "public" and not g.privileges}


def _rights(grants: Sequence[Grant], given: str | None) -> dict[_Right, bool]:
    rights: dict[_Right, bool] = {}
    taken = any(g.grantee == "public" and not g.privileges for g in grants)
    if given and not taken:
        rights["public", given, ""] = False
    for grant in grants:
        for privilege in grant.privileges:
            for column in grant.columns or ("",):
                right = (grant.grantee, privilege.lower(), column)
                rights[right] = rights.get(right, False) or grant.grantable
    return rights


def _grouped(rights: Iterable[_Right]) -> list[tuple[str, str]]:
    """(grantee, "SELECT, UPDATE (a, b)") by grantee, in a fixed order."""
    by_grantee: dict[str, dict[str, list[str]]] = {}
    for grantee, privilege, column in sorted(rights):
        by_grantee.setdefault(grantee, {}).setdefault(privilege, []).append(column)
    grouped = []
    for grantee, held in by_grantee.items():
        texts = []
        for privilege, columns in held.items():
            if "" in columns:
                texts.append(privilege.upper())
            named = [c for c in columns if c]
            if named:
                texts.append(f"{privilege.upper()} ({idents(named)})")
        grouped.append((grantee, ", ".join(texts)))
    return grouped


def _role(grantee: str) -> str:
    return "PUBLIC" if grantee == "public" else quote_ident(grantee)
