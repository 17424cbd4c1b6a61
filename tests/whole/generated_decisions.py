"""Decisions at random about two generated schemas: every action, with every choice for columns.

They are made in view of the schemas, so that what they say can be done: columns that point at a
dropped table say what becomes of them, and types that no cast is sure of say how. Decisions that
contradict each other are made on purpose, by ``generated_contradictions``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from generated_kinds import DEFAULTS
from generated_object_decisions import of_section
from generated_parts import Rolls, rolls
from generated_schemas import families, side
from generated_side import Dice, Draw, Side, literal, quoted
from hypothesis import strategies as st

from mergetui.decisions.model import (
    TAKES,
    Action,
    ColumnDecision,
    Decisions,
    Defaults,
    ObjectDecision,
    Sources,
    TableDecision,
    Take,
)
from mergetui.decisions.write import write

Columns = dict[str, ColumnDecision]
OBJECTS = ("types", "functions", "views", "sequences", "others")

# Types of a kind: the wider one is taken without a word.
_WIDER = (
    frozenset({"integer", "bigint", "smallint"}),
    frozenset({"text", "varchar(20)", "varchar"}),
)
# and types with more room, which a decision may ask for
_ROOM = {"numeric(8,2)": "numeric(12,2)", "varchar(20)": "text", "smallint": "bigint"}
_MERGED = ("merge", "keep")


@dataclass
class Pair:
    """Two schemas as SQL, and decisions about what is in them."""

    remote: Side
    local: Side
    defaults: Defaults
    parts: Rolls = ()  # what is chosen among the parts that are read
    tables: dict[str, TableDecision] = field(default_factory=dict)
    objects: dict[str, dict[str, ObjectDecision]] = field(
        default_factory=lambda: {section: {} for section in OBJECTS}
    )

    @property
    def decisions(self) -> Decisions:
        made = Decisions(
            sources=Sources(remote="remote.sql", local="local.sql"),
            defaults=self.defaults,
            tables=MappingProxyType(self.tables),
        )
        every: Any = {section: MappingProxyType(found) for section, found in self.objects.items()}
        return replace(made, **every)

    @property
    def names(self) -> list[str]:
        """The tables of both sides, without their partitions."""
        return sorted({*self.remote.tables, *self.local.tables})

    @property
    def common(self) -> set[str]:
        return self.remote.tables.keys() & self.local.tables.keys()

    def sides_of(self, name: str) -> list[Side]:
        return [s for s in (self.remote, self.local) if name in s.tables]

    def __str__(self) -> str:
        return f"-- remote\n{self.remote.sql}\n-- local\n{self.local.sql}\n-- decisions\n" + write(
            self.decisions
        )


@st.composite
def pairs(draw: Draw) -> Pair:
    return pair(Dice(draw))


def pair(dice: Dice) -> Pair:
    keys_of = families(dice)
    remote = side(dice, keys_of)
    local = remote if dice.rarely() else side(dice, keys_of)
    made = Pair(
        remote,
        local,
        Defaults(prefer=dice.one(("remote", "local")), key_type=dice.one((None, "uuid"))),
    )
    for name in made.names:
        made.tables[name] = _decision(dice, name, made)
    _merge_into(dice, made)
    _rename(dice, made)
    _let_go(dice, made)
    for part in sorted({*remote.partitions, *local.partitions}):
        made.tables[part] = _of_partition(part, made)
    for section in OBJECTS:
        # what reads a thing of which both stay reads something else on either side
        apart = any(d.action == "keep-both" or d.columns for d in made.tables.values()) or any(
            d.action == "keep-both" for each in made.objects.values() for d in each.values()
        )
        mine, theirs = getattr(remote, section), getattr(local, section)
        made.objects[section] |= of_section(dice, section, mine, theirs, apart=apart)
    made.parts = rolls(dice)
    return made


# Tables


def _decision(dice: Dice, name: str, pair: Pair) -> TableDecision:
    mine, theirs = pair.remote.tables.get(name), pair.local.tables.get(name)
    actions: tuple[Action, ...]
    if mine and theirs:
        actions = ("merge", "merge", "merge", "keep-remote", "keep-local", "keep-both", "drop")
    else:
        actions = ("keep", "keep", "keep", "drop")
    action: Action = dice.one(actions)
    if action == "keep-both":
        new, called_so = cut(f"{name} new"), dice.some()
        return TableDecision(
            action=action,
            remote_name=new if called_so else None,
            local_name=_local_name(dice, name) if called_so else new,
        )
    if action == "drop":
        return TableDecision(action=action, rows="discard")
    columns = _columns(dice, mine or {}, theirs or {}) if action in _MERGED else {}
    return TableDecision(action=action, columns=MappingProxyType(columns))


def _local_name(dice: Dice, name: str) -> str | None:
    """Both may take another name."""
    return cut(f"{name} too") if dice.seldom() else None


def _rename(dice: Dice, pair: Pair) -> None:
    """Some tables that stay take another name, with or without a view under the old one."""
    for name, decision in pair.tables.items():
        if decision.action not in ("drop", "merge-into", "keep-both") and dice.seldom():
            new = dice.one((f"{name}s", f"New {name}"))
            view = dice.some() and _shown_alike(name, pair)
            pair.tables[name] = replace(decision, name=new, view=view)
            for guest, other in pair.tables.items():
                if other.action == "merge-into" and other.into == name:
                    pair.tables[guest] = replace(other, into=new)


def _shown_alike(name: str, pair: Pair) -> bool:
    """Whether a view can show the columns as they were: none of them takes another type."""
    first, *others = (one.tables[name] for one in pair.sides_of(name))
    same = all(other.get(c, kind) == kind for other in others for c, kind in first.items())
    return same and not pair.tables[name].columns


# Columns


def _columns(dice: Dice, mine: Mapping[str, str], theirs: Mapping[str, str]) -> Columns:
    """Choices for a few columns; ``mine`` and ``theirs`` are columns with their types."""
    found: Columns = {}
    for column in sorted({*mine, *theirs}):
        old, new = mine.get(column), theirs.get(column)
        if old and new and not _of_a_kind(old, new):
            found[column] = _of_two_types(dice, column, old, new)
        elif dice.seldom():
            found[column] = _choice(dice, column, mine, theirs)
    if dice.rarely():
        found["made up"] = ColumnDecision(type="text", using=dice.one(("'x'", "id::text")))
    said: set[str] = set()
    for column, decision in list(found.items()):
        if decision.pair in said:
            del found[column]  # one column cannot be two
        said |= {decision.pair} if decision.pair else set()
    paired = [d.pair for d in found.values() if d.pair]
    return {c: d for c, d in found.items() if c not in paired}


def _of_a_kind(old: str, new: str) -> bool:
    return old == new or any({old, new} <= kind for kind in _WIDER)


def _of_two_types(dice: Dice, column: str, old: str, new: str) -> ColumnDecision:
    """Two types that are not of a kind, so that somebody must say what becomes of the rows."""
    ways = ["remote", "local"] if "text" in (old, new) else ["remote"]
    ways += ["both", "alone"] if column != "id" else []
    ways += ["using"] if column != "id" and "_ref" not in column and new != "mood" else []
    match dice.one(ways):
        case "using":
            return ColumnDecision(take="local", using=converted(column, new))
        case "local":
            return ColumnDecision(take="local")
        case "both":
            return ColumnDecision(take="both", name=cut(f"{column} of local"))
        case "alone":
            return ColumnDecision(pair="", name=cut(f"{column} of remote"))
    return ColumnDecision(take="remote")


def cut(name: str) -> str:
    """As long as a name may be."""
    return name.encode()[:63].decode(errors="ignore")


def converted(column: str, kind: str) -> str:
    """An expression of that type over a column of any type."""
    value = quoted(column)
    match kind:
        case "jsonb":
            return f"to_jsonb({value})"
        case "text[]":
            return f"ARRAY[{value}::text]"
        case "text" | "varchar" | "varchar(20)":
            return f"left({value}::text, 20)"
        case "mood[]":
            return "'{}'::mood[]"
        case "place":
            return "'(,)'::place"
        case "tsrange":
            return "'empty'::tsrange"
        case "positive":
            return "7"
        case "uuid":
            return f"md5({value}::text)::uuid"
        case "boolean":
            return f"{value} IS NOT NULL"
    return f"{value}::{kind}"


def _choice(
    dice: Dice, column: str, mine: Mapping[str, str], theirs: Mapping[str, str]
) -> ColumnDecision:
    common = column in mine and column in theirs
    is_key = column == "id"
    choices = ["name", "default"]
    choices += ["null", "drop"] if not is_key and column not in ("n", "s", "part") else []
    choices += (
        ["type"] if mine.get(column, "text") != "text" and column not in ("g", "part") else []
    )
    choices += ["remote", "local"] if common else []
    kinds = {c[column] for c in (mine, theirs) if column in c}
    kind = kinds.pop() if len(kinds) == 1 else ""
    # nothing need be there that a default of a foreign key points at
    plain = kind in DEFAULTS and column not in ("g", "low", "part") and "_ref" not in column
    choices += ["said"] if plain and not column.endswith("_part") else []
    choices += ["bound"] if plain and not is_key and not column.endswith("_part") else []
    choices += ["wider"] if kind in _ROOM and not is_key and "_ref" not in column else []
    choices += ["called so"] if common and kind else []
    choices += ["both", "alone"] if common and not is_key else []
    free = sorted(c for c in theirs.keys() - mine.keys() if not c.endswith(("_ref", "part")))
    alone = column in mine and not common and column != "part" and "_ref" not in column
    choices += ["pair"] if alone and free else []
    match dice.one(choices):
        case "name":
            return ColumnDecision(name=cut(f"{column} now"))
        case "default":
            return ColumnDecision(default="")
        case "said":
            return ColumnDecision(default=dice.one(DEFAULTS[kind]))
        case "bound":
            return ColumnDecision(default=dice.one(DEFAULTS[kind]), null=False)
        case "wider":
            return ColumnDecision(type=_ROOM[kind])
        case "called so":
            return ColumnDecision(take=dice.one(TAKES[:2]), name=cut(f"{column} now"))
        case "null":
            return ColumnDecision(null=True)
        case "type":
            return ColumnDecision(type="text", using=f"{quoted(column)}::text")
        case "drop":
            return ColumnDecision(take="drop")
        case "both":
            return ColumnDecision(take="both", name=cut(f"{column} of local"))
        case "alone":
            return ColumnDecision(pair="", name=cut(f"{column} of remote"))
        case "pair":
            other = dice.one(free)
            if _of_a_kind(mine[column], theirs[other]):
                return ColumnDecision(pair=other)
            if theirs[other] in ("mood", "mail") or "created" in other or other == "n":
                return ColumnDecision(pair=other, take="remote")
            return ColumnDecision(pair=other, take="local", using=converted(column, theirs[other]))
        case "local":
            return ColumnDecision(take="local")
    return ColumnDecision(take="remote")


# Several tables


def _merge_into(dice: Dice, pair: Pair) -> None:
    """Now and then, some tables go into another's or come together in a new one."""
    names = pair.names
    if len(names) < 2 or not dice.seldom():
        return
    guests = dice.several(names, 1, 3)
    owners = [n for n in names if n not in guests and pair.tables[n].action in _MERGED]
    new = len(guests) > 1 and dice.some()
    if not new and not owners:
        return
    into = "together" if new else dice.one(owners)
    key = _key_type(guests[0] if new else into, pair)
    # the key of a new table has the type of one of them, which is no matter of what one makes anew
    guests = [
        n
        for n in guests
        if _of_a_kind(key, _key_type(n, pair)) or (not new and _may_go(n, into, key, pair))
    ]
    if not guests or (new and len(guests) < 2):
        return
    marked = dice.some()
    there: dict[str, str] = {}
    if not new:
        for one in pair.sides_of(into):
            there |= one.tables[into]
        if marked:
            said = {**pair.tables[into].columns, "kind": _mark(into, first=True)}
            pair.tables[into] = replace(pair.tables[into], columns=MappingProxyType(said))
    for number, guest in enumerate(guests):
        columns: Columns = {}
        own: dict[str, str] = {}
        for one in reversed(pair.sides_of(guest)):
            own |= one.tables[guest]
        for column, kind in own.items():
            if column in there and not _of_a_kind(there[column], kind):
                sure = column in pair.remote.tables.get(guest, {}) and (
                    new or _of_one_type(into, column, pair)
                )
                columns[column] = _apart(dice, guest, column, there[column], sure=sure)
        if marked:
            columns["kind"] = _mark(guest, first=new and number == 0)
        there = {**own, **there}
        pair.tables[guest] = TableDecision(
            action="merge-into",
            into=into,
            rows=dice.one(("keep", "keep", "keep", "discard")),
            view=dice.seldom(),
            columns=MappingProxyType(columns),
        )


def _key_type(name: str, pair: Pair) -> str:
    return pair.sides_of(name)[0].tables[name]["id"]


def _may_go(name: str, into: str, key: str, pair: Pair) -> bool:
    """Whether the rows of a table can have keys made anew: nothing points at them, no local
    definition speaks of another type, and it is not their own type that is preferred."""
    if into not in pair.remote.tables and pair.defaults.prefer == "remote":
        return False
    pointed = {*pair.remote.references.values(), *pair.local.references.values()}
    return key in ("uuid", "text") and name not in pointed and name not in pair.local.tables


def _of_one_type(name: str, column: str, pair: Pair) -> bool:
    """Whether both sides and the decisions agree on the type of a column."""
    kinds = {one.tables[name].get(column) for one in pair.sides_of(name)} - {None}
    return len(kinds) == 1 and column not in pair.tables[name].columns


def _apart(dice: Dice, guest: str, column: str, kind: str, *, sure: bool) -> ColumnDecision:
    """What becomes of a column where another of its name has another type, which is ``sure``."""
    if column == "id":
        return ColumnDecision(using="gen_random_uuid()")
    if not sure or dice.some():
        return ColumnDecision(name=cut(f"{column} of {guest}"))
    return ColumnDecision(using=converted(column, kind))


def _mark(name: str, *, first: bool) -> ColumnDecision:
    """What tells the rows of a table from those of others that go where they go."""
    return ColumnDecision(type="text" if first else None, using=literal(name))


def _let_go(dice: Dice, pair: Pair) -> None:
    """What becomes of columns that point at a table which is dropped."""
    for one in (pair.remote, pair.local):
        for (name, column), target in sorted(one.references.items()):
            decision = pair.tables[name]
            if pair.tables[target].action == "drop" and decision.action != "drop":
                own: Take = "remote" if one is pair.remote else "local"
                takes: tuple[Take, ...] = ("remote", "local") if name in pair.common else (own,)
                said = ColumnDecision(take=dice.one((*takes, "drop")))
                columns = {**decision.columns, column: said}
                pair.tables[name] = replace(decision, columns=MappingProxyType(columns))


def _of_partition(part: str, pair: Pair) -> TableDecision:
    """As its table is decided, under its own name."""
    sides = [s for s in (pair.remote, pair.local) if part in s.partitions]
    of = pair.tables[sides[0].partitions[part]]
    both = len(sides) == 2
    dropped = TableDecision(action="drop", rows="discard")
    if of.action in ("keep-remote", "keep-local") and not both:
        stays = pair.remote if of.action == "keep-remote" else pair.local
        return TableDecision(action="keep") if part in stays.partitions else dropped
    if of.action == "keep-both" and both:
        return TableDecision(
            action="keep-both",
            remote_name=of.remote_name and cut(f"new {part}"),
            local_name=of.local_name and cut(f"too {part}"),
        )
    if of.action in ("drop", "merge-into"):
        return dropped
    if of.action == "merge" and not both:
        follows = pair.remote if sides[0].partitions[part] in pair.remote.tables else pair.local
        return TableDecision(action="keep") if part in follows.partitions else dropped
    if of.action in ("merge", "keep", "keep-both"):
        return TableDecision(action="merge" if both else "keep")
    return TableDecision(action=of.action)
