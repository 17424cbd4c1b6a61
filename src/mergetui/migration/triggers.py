"""Triggers on tables and views, with the state that they are in."""

from __future__ import annotations

from mergetui.catalog.model import Table, Trigger, View
from mergetui.catalog.names import quote_ident
from mergetui.migration.model import Statement
from mergetui.migration.order import Rank
from mergetui.migration.parts import Part
from mergetui.migration.same import Sql
from mergetui.migration.say import ACCESS_EXCLUSIVE, SHARE_ROW_EXCLUSIVE, say

_STATES = {
    "origin": "ENABLE TRIGGER",
    "disabled": "DISABLE TRIGGER",
    "replica": "ENABLE REPLICA TRIGGER",
    "always": "ENABLE ALWAYS TRIGGER",
}


_REPLACEABLE = 140000  # the first PostgreSQL with CREATE OR REPLACE TRIGGER


def trigger_part(owner: Table | View, trigger: Trigger, version: int = 0) -> Part:
    """``version``: of the server, which may know CREATE OR REPLACE TRIGGER."""
    name = quote_ident(trigger.name)
    up = [say(trigger.definition, owner.id, lock=SHARE_ROW_EXCLUSIVE)]
    anew = trigger.definition.replace("CREATE TRIGGER ", "CREATE OR REPLACE TRIGGER ", 1)
    replaced = [say(anew, owner.id, lock=SHARE_ROW_EXCLUSIVE)]
    if trigger.enabled != "origin":
        up.append(set_state(owner, trigger))
        replaced.append(set_state(owner, trigger))
    plain = anew != trigger.definition
    return Part(
        kind="trigger",
        rank=Rank.TRIGGER,
        owner=owner.id,
        name=trigger.name,
        definition=(trigger.name, Sql("query", trigger.definition), trigger.enabled),
        up=tuple(up),
        replace=tuple(replaced) if plain and version >= _REPLACEABLE else (),
        alike=plain,
        keeps_comment=True,
        down=say(f"DROP TRIGGER {name} ON {owner.name.sql}", owner.id, lock=ACCESS_EXCLUSIVE),
        target=f"TRIGGER {name} ON {owner.name.sql}",
        comment=trigger.comment,
        text=trigger.definition,
        needs=frozenset({owner.id, trigger.function}),
    )


def set_state(owner: Table | View, trigger: Trigger) -> Statement:
    sql = f"ALTER TABLE {owner.name.sql} {_STATES[trigger.enabled]} {quote_ident(trigger.name)}"
    return say(sql, owner.id, lock=SHARE_ROW_EXCLUSIVE)
