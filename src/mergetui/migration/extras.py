"""Rules, statistics objects and places in a publication: one statement each, on a table or view."""

from __future__ import annotations

from mergetui.catalog.model import Extra, Table, View
from mergetui.catalog.names import quote_ident
from mergetui.migration.order import Rank
from mergetui.migration.parts import Part
from mergetui.migration.same import Sql
from mergetui.migration.say import ACCESS_EXCLUSIVE, SHARE_ROW_EXCLUSIVE, say

_STATES = {
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
    up = [say(extra.definition.rstrip(";"), owner.id, lock=SHARE_ROW_EXCLUSIVE)]
    if extra.enabled != "origin":
        sql = f"ALTER TABLE {owner.name.sql} {_STATES[extra.enabled]} {quote_ident(name)}"
        up.append(say(sql, owner.id, lock=SHARE_ROW_EXCLUSIVE))
    return Part(
        kind=extra.kind,
        rank=_RANKS[extra.kind],
        owner=owner.id,
        name=name,
        definition=(name, Sql("query", extra.definition), extra.enabled),
        up=tuple(up),
        down=say(drop, owner.id, lock=ACCESS_EXCLUSIVE),
        target=target,
        comment=extra.comment,
        text=extra.definition,
        needs=frozenset({owner.id, *extra.needs}),
    )
