"""How statements are made: their text with its hazards and lock, and comments on objects."""

from __future__ import annotations

from collections.abc import Iterable

from mergetui.catalog.model import ObjectId
from mergetui.catalog.names import quote_ident, quote_literal
from mergetui.migration.model import Hazard, Statement

ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE"
SHARE_ROW_EXCLUSIVE = "SHARE ROW EXCLUSIVE"
SHARE_UPDATE_EXCLUSIVE = "SHARE UPDATE EXCLUSIVE"
SHARE = "SHARE"
ROW_EXCLUSIVE = "ROW EXCLUSIVE"

_RELATIONS = ("TABLE ", "COLUMN ", "VIEW ", "MATERIALIZED VIEW ", "INDEX ", "SEQUENCE ")


def say(
    sql: str, object_id: ObjectId, *hazards: Hazard | None, lock: str | None = None
) -> Statement:
    """A statement whose decision is filled in at the end. Hazards that are None fall out."""
    kept = tuple(h for h in hazards if h is not None)
    return Statement(sql=sql, object=object_id, decision="", hazards=kept, lock=lock)


def comment(target: str, text: str | None, object_id: ObjectId) -> Statement:
    """``COMMENT ON target``; None takes the comment away."""
    value = "NULL" if text is None else quote_literal(text).lstrip()
    lock = SHARE_UPDATE_EXCLUSIVE if target.startswith(_RELATIONS) else None
    return say(f"COMMENT ON {target} IS {value}", object_id, lock=lock)


def comments(target: str, old: str | None, new: str | None, object_id: ObjectId) -> list[Statement]:
    return [] if old == new else [comment(target, new, object_id)]


def idents(names: Iterable[str]) -> str:
    return ", ".join(quote_ident(n) for n in names)


def options_sql(options: Iterable[str]) -> str:
    """``fillfactor='70', security_invoker='true'`` from what pg_class.reloptions holds."""
    pairs = (option.partition("=") for option in options)
    return ", ".join(f"{key}={quote_literal(value).lstrip()}" for key, _, value in pairs)
