"""The decisions that ``mergetui init`` begins with: a block for every table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from mergetui.catalog.model import Catalog, Enum, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import (
    Action,
    Decisions,
    Defaults,
    ObjectDecision,
    Rows,
    Sources,
    TableDecision,
)
from mergetui.decisions.reviewed import Reviewable, reviewed_text

Take = Literal["nothing", "remote", "local", "union"]
TAKES: tuple[Take, ...] = get_args(Take)


def initial(remote: Catalog, local: Catalog, sources: Sources, take: Take) -> Decisions:
    """Decisions for two sides: all undecided, or decided as ``take`` says."""
    if take in ("nothing", "union"):
        defaults = Defaults(prefer="remote", key_type="uuid")
    else:
        defaults = Defaults(prefer="local" if take == "local" else "remote")
    tables = {
        name.key: table_decision(remote.tables.get(name), local.tables.get(name), take)
        for name in {*remote.tables, *local.tables}
    }
    return Decisions(
        sources=sources,
        defaults=defaults,
        tables=MappingProxyType(dict(sorted(tables.items()))),
        types=_objects(remote.types, local.types, take),
        functions=_objects(remote.functions, local.functions, take),
        views=_objects(remote.views, local.views, take),
        sequences=_objects(remote.sequences, local.sequences, take),
    )


def table_decision(remote: Table | None, local: Table | None, take: Take) -> TableDecision:
    """What ``take`` decides of one table."""
    rows: Rows = "keep"
    action: Action
    if take == "nothing":
        return TableDecision()
    if remote is not None and local is not None:
        actions: Mapping[str, Action] = {"remote": "keep-remote", "local": "keep-local"}
        action = actions.get(take, "merge")
    elif take == "local" and local is None:
        action, rows = "drop", "discard"
    elif take == "remote" and remote is None:
        action = "drop"
    else:
        action = "keep"
    return TableDecision(action=action, rows=rows, reviewed=reviewed_text(remote, local))


def _objects(
    remote: Mapping[Name, Reviewable] | Mapping[str, Reviewable],
    local: Mapping[Name, Reviewable] | Mapping[str, Reviewable],
    take: Take,
) -> Mapping[str, ObjectDecision]:
    """A block for each object that both sides define, and differently."""
    found: dict[str, ObjectDecision] = {}
    theirs = {_key(name): item for name, item in local.items()}
    for name, mine in remote.items():
        other = theirs.get(_key(name))
        if other is None or reviewed_text(mine, None) == reviewed_text(other, None):
            continue
        action: Action = "undecided"
        if take != "nothing":
            action = "keep-local" if take == "local" else "keep-remote"
        if take == "union" and isinstance(mine, Enum) and isinstance(other, Enum):
            action = "merge"
        reviewed = None if action == "undecided" else reviewed_text(mine, other)
        found[_key(name)] = ObjectDecision(action=action, reviewed=reviewed)
    return MappingProxyType(dict(sorted(found.items())))


def _key(name: Name | str) -> str:
    return name.key if isinstance(name, Name) else name
