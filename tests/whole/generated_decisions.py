"""Decisions at random about two generated schemas: every action, with every choice for columns.

Most of them fit the schemas; what contradicts them is for composition to say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

from generated_schemas import Draw, Side, quoted, sides
from hypothesis import strategies as st

from mergetui.decisions.model import (
    Action,
    ColumnDecision,
    Defaults,
    ObjectDecision,
    TableDecision,
)


@dataclass
class Pair:
    """Two schemas as SQL, and decisions about what is in them."""

    remote: str
    local: str
    defaults: Defaults
    tables: dict[str, TableDecision]
    types: dict[str, ObjectDecision] = field(default_factory=dict)
    functions: dict[str, ObjectDecision] = field(default_factory=dict)
    views: dict[str, ObjectDecision] = field(default_factory=dict)

    def said(self) -> str:
        every = {**self.tables, **self.types, **self.functions, **self.views}
        lines = [f"{self.defaults}", *(f"{k}: {v}" for k, v in every.items())]
        return "\n".join(lines)


@st.composite
def pairs(draw: Draw) -> Pair:
    remote, local = draw(sides()), draw(sides())
    names = sorted({*remote.tables, *local.tables})
    tables = {name: _decision(draw, name, remote, local) for name in names}
    _merge_into(draw, tables)
    for part in sorted({*remote.partitions, *local.partitions}):
        tables[part] = _of_partition(part, tables, remote, local)
    pair = Pair(
        remote=remote.sql,
        local=local.sql,
        defaults=Defaults(
            prefer=draw(st.sampled_from(("remote", "local"))),
            key_type=draw(st.sampled_from((None, "uuid"))),
        ),
        tables=tables,
    )
    for name in sorted(remote.views.keys() & local.views.keys()):
        pair.views[name] = _of_object(draw, f"{name} new")
    for name in sorted(remote.functions.keys() & local.functions.keys()):
        pair.functions[name] = _of_object(draw, "twice as much")
    if remote.values != local.values:
        merged = ObjectDecision(action="merge")
        pair.types["mood"] = draw(st.sampled_from((merged, merged, _of_object(draw, "Mood"))))
    return pair


def _of_object(draw: Draw, other_name: str) -> ObjectDecision:
    action = draw(st.sampled_from(("keep-remote", "keep-local", "keep-both")))
    if action != "keep-both":
        return ObjectDecision(action=action)
    remote = draw(st.booleans())
    return ObjectDecision(
        action=action,
        remote_name=other_name if remote else None,
        local_name=None if remote else other_name,
    )


def _decision(draw: Draw, name: str, remote: Side, local: Side) -> TableDecision:
    mine, theirs = remote.tables.get(name), local.tables.get(name)
    actions: tuple[Action, ...]
    if mine and theirs:
        actions = ("merge", "merge", "merge", "keep-remote", "keep-local", "keep-both", "drop")
    elif mine:
        actions = ("keep", "keep", "drop")
    else:
        actions = ("keep", "keep", "keep", "drop")
    action = draw(st.sampled_from(actions))
    if action == "keep-both":
        new, called_so = f"{name} new", draw(st.booleans())
        return TableDecision(
            action=action,
            remote_name=new if called_so else None,
            local_name=None if called_so else new,
        )
    if action == "drop":
        return TableDecision(action=action, rows="discard")
    rename = draw(st.sampled_from((None, None, None, f"{name}s", f"New {name}")))
    columns = {}
    if action in ("merge", "keep"):
        columns = _columns(draw, mine or {}, theirs or {})
    return TableDecision(
        action=action,
        name=rename,
        view=bool(rename) and draw(st.booleans()),
        columns=MappingProxyType(columns),
    )


def _columns(draw: Draw, mine: dict[str, str], theirs: dict[str, str]) -> dict[str, ColumnDecision]:
    """Choices for a few columns; ``mine`` and ``theirs`` are columns with their types."""
    seldom = st.sampled_from((False, False, False, True))
    found: dict[str, ColumnDecision] = {}
    for column in sorted({*mine, *theirs}):
        if not draw(seldom):
            continue
        choices = ["name", "default", "null"]
        choices += ["type"] if column in mine else []
        choices += ["drop"] if column != "id" else []
        if column in mine and column in theirs:
            choices += ["remote", "local", "both", "alone"]
        elif column in mine and theirs:
            choices += ["pair"]
        match draw(st.sampled_from(choices)):
            case "name":
                found[column] = ColumnDecision(name=f"{column} now")
            case "default":
                found[column] = ColumnDecision(default="")
            case "null" if column != "id":
                found[column] = ColumnDecision(null=True)
            case "type":
                found[column] = ColumnDecision(type="text", using=f"{quoted(column)}::text")
            case "drop":
                found[column] = ColumnDecision(take="drop")
            case "both":
                found[column] = ColumnDecision(take="both", name=f"{column} of local")
            case "remote" | "local" as side:
                found[column] = ColumnDecision(take=side)
            case "alone":
                found[column] = ColumnDecision(pair="", name=f"{column} of remote")
            case "pair":
                free = sorted(theirs.keys() - mine.keys())
                if free:
                    found[column] = ColumnDecision(pair=draw(st.sampled_from(free)))
    return found


def _merge_into(draw: Draw, tables: dict[str, TableDecision]) -> None:
    """Now and then, some tables go into another's or come together in a new one."""
    names = sorted(tables)
    if len(names) < 2 or not draw(st.sampled_from((False, False, True))):
        return
    guests = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    owners = [n for n in names if n not in guests and tables[n].action in ("keep", "merge")]
    new = len(guests) == 2 and draw(st.booleans())
    if not new and not owners:
        return
    into = "together" if new else draw(st.sampled_from(owners))
    into = into if new else tables[into].name or into
    for guest in guests:
        columns = dict(tables[guest].columns)
        if draw(st.booleans()):
            columns["kind"] = ColumnDecision(type="text", using=f"'{guest}'")
        tables[guest] = TableDecision(
            action="merge-into",
            into=into,
            rows=draw(st.sampled_from(("keep", "keep", "keep", "discard"))),
            view=draw(st.booleans()),
            columns=MappingProxyType(columns),
        )


def _of_partition(
    part: str, tables: dict[str, TableDecision], remote: Side, local: Side
) -> TableDecision:
    """As its table is decided, under its own name."""
    sides = [s for s in (remote, local) if part in s.partitions]
    of = tables[sides[0].partitions[part]]
    both = len(sides) == 2
    action: Action = of.action
    if action in ("merge", "keep"):
        action = "merge" if both else "keep"
    if action in ("keep-remote", "keep-local") and not both:
        stays = part in (remote if action == "keep-remote" else local).partitions
        if not stays:
            return TableDecision(action="drop", rows="discard")
        action = "keep"
    if action == "keep-both":
        if both:
            return TableDecision(
                action=action,
                remote_name=of.remote_name and f"{part} new",
                local_name=of.local_name and f"{part} new",
            )
        action = "keep"
    if action in ("drop", "merge-into"):
        return TableDecision(action="drop", rows="discard")
    return TableDecision(action=action)
