"""Row level security policies."""

from __future__ import annotations

from mergetui.catalog.model import Policy, Table
from mergetui.catalog.names import quote_ident
from mergetui.migration.model import Hazard
from mergetui.migration.order import Rank
from mergetui.migration.parts import Part
from mergetui.migration.same import Sql
from mergetui.migration.say import ACCESS_EXCLUSIVE, say


def policy_sql(table: Table, policy: Policy, verb: str = "CREATE") -> str:
    """``verb``: CREATE, or ALTER for one of the same command that is there."""
    roles = ", ".join("PUBLIC" if r == "public" else quote_ident(r) for r in policy.roles)
    words = [f"{verb} POLICY {quote_ident(policy.name)} ON {table.name.sql}"]
    if not policy.permissive and verb == "CREATE":
        words.append("AS RESTRICTIVE")
    if policy.command != "all" and verb == "CREATE":
        words.append(f"FOR {policy.command.upper()}")
    words.append(f"TO {roles}")
    if policy.using is not None:
        words.append(f"USING ({policy.using})")
    if policy.check is not None:
        words.append(f"WITH CHECK ({policy.check})")
    return " ".join(words)


def policy_part(table: Table, policy: Policy, *, widens: bool = False) -> Part:
    """``widens``: the table was there before, so that a permissive policy opens it to readers
    and one that restricts closes something when it goes."""
    name = quote_ident(policy.name)
    roles = ", ".join(policy.roles)
    what = "do everything" if policy.command == "all" else policy.command
    opens = Hazard(
        kind="permission-widened",
        message=f"{table.name.key}: {roles} may {what} where policy {policy.name} lets them",
    )
    lifted = Hazard(
        kind="permission-widened",
        message=f"{table.name.key}: policy {policy.name} restricts {roles} no more",
    )
    other = Hazard(
        kind="permission-widened",
        message=f"{table.name.key}: policy {policy.name} restricts {roles} by another rule",
    )
    needs = {table.id, *policy.needs}
    return Part(
        kind="policy",
        rank=Rank.POLICY,
        owner=table.id,
        name=policy.name,
        definition=(
            (policy.name, policy.command, policy.permissive, tuple(sorted(policy.roles))),
            policy.using if policy.using is None else Sql("expression", policy.using),
            policy.check if policy.check is None else Sql("expression", policy.check),
        ),
        up=(
            say(
                policy_sql(table, policy),
                table.id,
                opens if widens and policy.permissive else None,
                lock=ACCESS_EXCLUSIVE,
            ),
        ),
        down=say(
            f"DROP POLICY {name} ON {table.name.sql}",
            table.id,
            lifted if widens and not policy.permissive else None,
            lock=ACCESS_EXCLUSIVE,
        ),
        replace=(
            say(
                policy_sql(table, policy, "ALTER"),
                table.id,
                (opens if policy.permissive else other) if widens else None,
                lock=ACCESS_EXCLUSIVE,
            ),
        ),
        alike=(policy.command, policy.permissive, policy.using is None, policy.check is None),
        keeps_comment=True,
        target=f"POLICY {name} ON {table.name.sql}",
        comment=policy.comment,
        text=f"{policy.using or ''} {policy.check or ''}",
        needs=frozenset(needs),
    )
