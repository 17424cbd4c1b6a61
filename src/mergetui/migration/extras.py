"""Rules, statistics objects and places in a publication: one statement each, on a table or view."""

from __future__ import annotations

from mergetui.catalog.model import Extra, Table, View
from mergetui.catalog.names import quote_ident
from mergetui.migration.model import Statement
from mergetui.migration.order import Rank
from mergetui.migration.parts import Part
from mergetui.migration.same import Sql
from mergetui.migration.say import (
    ACCESS_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    say,
)

_STATES = {
    "origin": "ENABLE RULE",
    "disabled": "DISABLE RULE",
    "replica": "ENABLE REPLICA RULE",
    "always": "ENABLE ALWAYS RULE",
}
_RANKS = {"rule": Rank.TRIGGER, "statistics": Rank.INDEX, "publication": Rank.POLICY}


def extra_part(owner: Table | View, extra: Extra) -> Part:
    name = extra.name
    if extra.kind == "rule":
        target = f"RULE {quote_ident(name)} ON {owner.name.sql}"
        drop = f"DROP {target}"
    elif extra.kind == "statistics":
        target = f"STATISTICS {name}"
        drop = f"DROP {target}"
    else:
        target = ""
        drop = f"ALTER PUBLICATION {quote_ident(name)} DROP TABLE ONLY {owner.name.sql}"
    lock = ACCESS_EXCLUSIVE if extra.kind == "rule" else SHARE_UPDATE_EXCLUSIVE
    up = [say(extra.definition.rstrip(";"), owner.id, lock=lock)]
    if extra.enabled != "origin":
        up.append(set_rule_state(owner, name, extra.enabled))
    if extra.target is not None:
        up.append(set_target(owner, name, extra.target))
    return Part(
        kind=extra.kind,
        rank=_RANKS[extra.kind],
        owner=owner.id,
        name=name,
        definition=(name, Sql("query", extra.definition), extra.enabled),
        up=tuple(up),
        down=say(drop, owner.id, lock=lock),
        target=target,
        comment=extra.comment,
        text=extra.definition,
        target_of_analyze=extra.target,
        needs=frozenset({owner.id, *extra.needs}),
    )


def set_target(owner: Table | View, name: str, target: int | None) -> Statement:
    """How closely ANALYZE looks at a statistics object; None is as the server says."""
    sql = f"ALTER STATISTICS {name} SET STATISTICS {-1 if target is None else target}"
    return say(sql, owner.id)


def set_rule_state(owner: Table | View, name: str, state: str) -> Statement:
    """``state`` as ``Extra.enabled`` has it."""
    sql = f"ALTER TABLE {owner.name.sql} {_STATES[state]} {quote_ident(name)}"
    return say(sql, owner.id, lock=ACCESS_EXCLUSIVE)
