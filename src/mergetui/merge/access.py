"""Who may do more with a merged table than with one of the tables that went into it.

Grants add up, and so do permissive policies: what one side lets a role do, it may do after the
merge with the rows of the other too. The invariant: whatever a role gains by that is told, for
each table that went into the merged one. Told too much rather than too little: whether a role has
the grant that a policy needs is not asked, since roles are members of roles and a platform grants
what no catalog shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mergetui.catalog.model import Catalog, Grant, Policy, Table
from mergetui.catalog.platform import PLATFORM_ROLES
from mergetui.decisions.model import Side
from mergetui.merge.assembly import Assembly
from mergetui.merge.columns import Columns
from mergetui.merge.declared import carry_declared
from mergetui.merge.expressions import normal
from mergetui.merge.fates import Fates
from mergetui.merge.model import Widened
from mergetui.merge.tables import carried_grants, carry_policy, policy_meaning
from mergetui.merge.targets import Source, Target

_COMMANDS = ("select", "insert", "update", "delete")


def widened(
    target: Target,
    columns: Columns,
    table: Table,
    fates: Mapping[Side, Fates],
    catalogs: Mapping[Side, Catalog],
) -> Iterator[Widened]:
    """What roles gain beyond each table that went into ``table``, the outcome of ``target``."""
    sources = target.by_precedence
    if target.in_place is not None and target.in_place not in sources:
        sources.append(target.in_place)
    if len(sources) < 2 and not any(source.parts.gone for source in sources):
        return
    for source in sources:
        catalog = catalogs[source.side]
        for roles, gain in (
            *_by_grants(source, columns, table, platform=bool(catalog.platform)),
            *_by_policies(source.table, dict(_own_policies(source, catalog, fates)), table),
        ):
            yield Widened(
                table=table.name,
                side=source.side,
                source=source.name,
                key=source.key,
                roles=roles,
                gain=gain,
            )


def _own_policies(
    source: Source, catalog: Catalog, fates: Mapping[Side, Fates]
) -> Iterator[tuple[Policy, Policy | None]]:
    """The policies of a source, each with what it is in the words of the merge; also those that
    it meant to have and PostgreSQL refused there."""
    silent = Assembly(fates)
    for policy in source.table.policies:
        yield policy, carry_policy(silent, source, policy)
    for item in catalog.declared:
        if item.table == source.name and isinstance(item.object, Policy):
            yield item.object, carry_declared(source, item, item.object, fates[source.side])[0]


def _by_policies(
    before: Table, own: Mapping[Policy, Policy | None], after: Table
) -> Iterator[tuple[str, str]]:
    """(roles, what they gain). ``own`` are the policies of before in the words of the merge."""
    if not before.rls:
        return
    if not after.rls:
        yield "public", "everything: row level security is off"
        return
    if before.force_rls and not after.force_rls:
        yield "the owner", "everything: row level security is not forced any more"
    for policy in after.policies:
        if not policy.permissive:
            continue
        gained: dict[tuple[str, ...], list[str]] = {}
        for command in _commands(policy):
            roles = tuple(r for r in policy.roles if not _let(own.values(), r, command, policy))
            if roles:
                gained.setdefault(roles, []).append(command)
        for roles, commands in gained.items():
            told = "all" if len(commands) == len(_COMMANDS) else ", ".join(commands)
            condition = policy.using if policy.using is not None else policy.check
            shown = " ".join(str(condition).split())
            yield ", ".join(roles), f"{told} where policy {policy.name} lets them: {shown}"
    stay = {policy_meaning(p) for p in after.policies}
    for was, now in own.items():
        if not was.permissive and (now is None or policy_meaning(now) not in stay):
            yield ", ".join(was.roles), f"{was.command}: policy {was.name} restricts them no more"


def _commands(policy: Policy) -> tuple[str, ...]:
    return _COMMANDS if policy.command == "all" else (policy.command,)


def _let(own: Iterable[Policy | None], role: str, command: str, other: Policy) -> bool:
    """Whether one of the policies lets a role do already what another policy lets it do."""
    wanted = _conditions(other, command)
    return any(
        mine in (wanted, tuple("true" for _ in wanted))
        for p in own
        if p is not None
        and p.permissive
        and command in _commands(p)
        and not {role, "public"}.isdisjoint(p.roles)
        for mine in [_conditions(p, command)]
    )


def _conditions(policy: Policy, command: str) -> tuple[str, ...]:
    """What is asked of a row that is there, and of a row that is written."""
    old, new = policy.using, policy.check if policy.check is not None else policy.using
    asked = {"insert": (new,), "update": (old, new)}.get(command, (old,))
    return tuple("true" if text is None else _plain(text) for text in asked)


def _plain(text: str) -> str:
    return normal(text, "expression").removeprefix("SELECT ")


def _by_grants(
    source: Source, columns: Columns, after: Table, *, platform: bool
) -> Iterator[tuple[str, str]]:
    had = carried_grants(source, columns)
    there = set(columns.maps[source.side, source.name].values())
    for grant in after.grants:
        of_platform = platform and grant.grantee in PLATFORM_ROLES and after.name.schema == "public"
        if of_platform and not any(g.grantee == grant.grantee for g in had):
            continue  # the platform has given it everything
        gained: dict[tuple[str, ...], list[str]] = {}
        for privilege in grant.privileges:
            new = _new_columns(grant, privilege, had, there)
            if new is not None:
                gained.setdefault(new, []).append(privilege)
        option = " with grant option" if grant.grantable else ""
        for names, privileges in gained.items():
            of = f" ({', '.join(names)})" if names else ""
            yield grant.grantee, f"{', '.join(privileges)}{of}{option} by grant"


def _new_columns(
    grant: Grant, privilege: str, had: tuple[Grant, ...], there: set[str]
) -> tuple[str, ...] | None:
    """The columns of a source that a grant opens, () for the whole table; None for nothing."""
    before = [
        g
        for g in had
        if g.grantee in (grant.grantee, "public")
        and privilege in g.privileges
        and (g.grantable or not grant.grantable)
    ]
    if any(not g.columns for g in before):
        return None
    if not grant.columns:
        return ()
    new = (set(grant.columns) & there).difference(*(g.columns for g in before))
    return tuple(sorted(new)) or None
