"""The decisions that ``mergetui init`` begins with: a block for every table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal, get_args

from mergetui.catalog.model import (
    Catalog,
    DefaultPrivileges,
    Enum,
    Extension,
    Schema,
    Table,
)
from mergetui.catalog.names import Name
from mergetui.catalog.platform import PLATFORM_EXTENSIONS
from mergetui.decisions.check import objects
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
        if take != "union" or not _part_of_whole(name, remote, local)
    }
    tables |= {
        name.key: replace(table_decision(None, table, take), action="drop")
        for name, table in local.tables.items()
        if name.key not in tables
    }
    return Decisions(
        sources=sources,
        defaults=defaults,
        tables=MappingProxyType(dict(sorted(tables.items()))),
        types=_objects(remote.types, local.types, take),
        functions=_objects(remote.functions, local.functions, take),
        views=_objects(remote.views, local.views, take),
        sequences=_objects(remote.sequences, local.sequences, take),
        others=_objects(objects(remote, "others"), objects(local, "others"), take),
    )


def _part_of_whole(name: Name, remote: Catalog, local: Catalog) -> bool:
    """Whether a table is a partition of the local's whose table is none that has any on the remote:
    the remote's tables stay as they are, and its rows with them."""
    parent = local.tables[name].partition_of if name in local.tables else None
    if parent is None or name in remote.tables:
        return False
    above = remote.tables.get(parent)
    return above.partition_key is None if above else _part_of_whole(parent, remote, local)


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
    """A block for each object that both sides define differently, or that ``take`` gives up."""
    mine = {_key(name): item for name, item in remote.items()}
    theirs = {_key(name): item for name, item in local.items()}
    found: dict[str, ObjectDecision] = {}
    for key in sorted({*mine, *theirs}):
        action = _object_action(mine.get(key), theirs.get(key), take)
        if action is not None:
            reviewed = reviewed_text(mine.get(key), theirs.get(key))
            found[key] = ObjectDecision(
                action=action, reviewed=None if action == "undecided" else reviewed
            )
    return MappingProxyType(found)


def _object_action(
    remote: Reviewable | None, local: Reviewable | None, take: Take
) -> Action | None:
    """What ``take`` decides of an object; None where there is nothing to decide."""
    one = remote or local
    # to move an extension of both takes a superuser: it stays where the remote has it
    provided = isinstance(one, Extension) and (
        one.name in PLATFORM_EXTENSIONS or (remote is not None and local is not None)
    )
    if isinstance(one, Extension | Schema) and (provided or take in ("nothing", "union")):
        return None  # nobody has to choose: what both sides need is there
    if remote is None or local is None:
        given_up = (take == "local" and local is None) or (take == "remote" and remote is None)
        return "drop" if given_up else None
    if reviewed_text(remote, None) == reviewed_text(local, None):
        return None
    if take == "nothing":
        return "undecided"
    united = (Enum, DefaultPrivileges)
    if take == "union" and isinstance(remote, united) and isinstance(local, united):
        return "merge"
    return "keep-local" if take == "local" else "keep-remote"


def _key(name: Name | str) -> str:
    return name.key if isinstance(name, Name) else name
