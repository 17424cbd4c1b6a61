"""Key types: columns tied together by foreign keys must have one type.

A decision wins, else the type of the side that holds rows, else ``defaults.key_type``. Every column
of the class follows, with its default: ``uuid_generate_v4()::text`` becomes ``gen_random_uuid()``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mergetui.catalog.model import Key
from mergetui.catalog.names import Name
from mergetui.merge.assembly import Assembly
from mergetui.merge.columns import Columns
from mergetui.merge.defaults import retyped_default
from mergetui.merge.model import Consequence, Problem
from mergetui.merge.targets import Targets
from mergetui.merge.types import INTEGERS, counts_up, family, makes_uuid_text

Node = tuple[Name, str]  # (target table, column)


@dataclass(frozen=True, slots=True)
class KeyClass:
    """Columns that must have one type, and the type that they get."""

    members: tuple[Node, ...]
    type: str
    retyped: tuple[Node, ...]
    lead: Node  # the column that most others point at
    conflict: tuple[Node, Node] | None = None  # two decisions that want different types


def unify_key_types(
    targets: Targets,
    columns: Mapping[Name, Columns],
    keys: Mapping[Name, tuple[Key, ...]],
    ties: Iterable[tuple[Node, Node]],
    key_type: str | None,
    assembly: Assembly,
) -> Iterator[Problem | Consequence]:
    """Give the columns of each class their type, in place; tell what that changes."""
    primary = [
        (name, column)
        for name, found in keys.items()
        for key in found
        if key.primary
        for column in key.columns
    ]
    ties = list(ties)
    for key_class in key_classes(columns, ties, primary, key_type):
        if key_class.conflict:
            yield _conflict(key_class.conflict, targets, columns)
        told = _told(key_class)
        for table, name in key_class.retyped:
            _retype(columns[table], name, key_class.type, targets, table, assembly)
            yield Consequence(
                table=targets.targets[table].owner.key,
                column=name,
                message=told,
            )
    yield from _uneven(targets, columns, ties)


def _uneven(
    targets: Targets, columns: Mapping[Name, Columns], ties: Iterable[tuple[Node, Node]]
) -> Iterator[Consequence]:
    """Whole numbers that one end of a foreign key has room for and the other has not, since the
    merge: PostgreSQL ties them together as they are."""
    for left, right in dict.fromkeys(ties):
        own, key = (columns[table].columns[column].type for table, column in (left, right))
        if own == key or not {own, key} <= INTEGERS.keys():
            continue
        if [_type_there(targets, columns, node) for node in (left, right)] == [own, key]:
            continue  # so it lives
        narrow, wide = (left, key) if INTEGERS[own] < INTEGERS[key] else (right, own)
        lost = "larger keys cannot be pointed at" if narrow == left else "it holds no larger keys"
        yield Consequence(
            table=targets.targets[left[0]].owner.key,
            column=left[1],
            message=f"{left[1]} is {own} and points at {right[0].key}.{right[1]}, which is {key}:"
            f' {lost}; type = "{wide}" of {narrow[0].key}.{narrow[1]} makes them one',
        )


def _type_there(targets: Targets, columns: Mapping[Name, Columns], node: Node) -> str | None:
    """The type that a column of the merge has on the remote."""
    table, column = node
    place = targets.targets[table].in_place
    where = columns[table].maps[place.side, place.name] if place else {}
    there = place.table.columns if place else ()
    return next((was.type for was in there if where.get(was.name) == column), None)


def _told(of: KeyClass) -> str:
    table, column = of.lead
    if len(of.members) == 1:
        return f"the key {table.key}.{column} becomes {of.type}"
    tables = len({table for table, _ in of.members})
    many = f"{tables} tables" if tables > 1 else "1 table"
    return (
        f"key class of {table.key}.{column}, {len(of.members)} columns in {many}, becomes {of.type}"
    )


def _conflict(
    nodes: tuple[Node, Node], targets: Targets, columns: Mapping[Name, Columns]
) -> Problem:
    one, two = nodes
    types = [columns[table].columns[column].type for table, column in nodes]
    return Problem(
        table=targets.targets[two[0]].owner.key,
        message=f"{two[1]} is decided to be {types[1]}, and is tied by foreign keys to "
        f"{one[0].key}.{one[1]}, which is decided to be {types[0]}",
        other=targets.targets[one[0]].owner.key,
    )


def _retype(
    state: Columns, name: str, becomes: str, targets: Targets, table: Name, assembly: Assembly
) -> None:
    column = state.columns[name]
    default, kept = retyped_default(column.default, column.type, becomes, state.kinds)
    if not kept:
        source = targets.targets[table].by_precedence[0]
        reason = f"it says nothing of type {becomes}, which the column takes"
        assembly.omit(source, "default", name, str(column.default), reason)
    if column.identity and not counts_up(becomes):
        source = targets.targets[table].by_precedence[0]
        reason = f"the column becomes {becomes}, which cannot count up"
        assembly.omit(source, "identity", name, f"identity {column.identity}", reason)
        column = replace(column, identity="", identity_options=None)
    state.columns[name] = replace(column, type=becomes, default=default, collation=None)


def key_classes(
    tables: Mapping[Name, Columns],
    ties: Iterable[tuple[Node, Node]],
    keys: Iterable[Node],
    key_type: str | None,
) -> list[KeyClass]:
    """The classes in which a column takes another type. ``ties`` are (referencing, referenced)."""
    parent: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        root = node
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    referenced: Counter[Node] = Counter()
    for left, right in ties:
        referenced[right] += 1
        parent[find(left)] = find(right)
    for node in keys:
        find(node)
    members: dict[Node, list[Node]] = defaultdict(list)
    for node in sorted(parent):
        members[find(node)].append(node)
    classes = [_decide(tables, nodes, referenced, key_type) for nodes in members.values()]
    return [c for c in classes if c.retyped or c.conflict]


def _decide(
    tables: Mapping[Name, Columns],
    nodes: list[Node],
    referenced: Counter[Node],
    key_type: str | None,
) -> KeyClass:
    def type_of(node: Node) -> str:
        return tables[node[0]].columns[node[1]].type

    fixed = [n for n in nodes if n[1] in tables[n[0]].fixed]
    held = [n for n in nodes if n[1] in tables[n[0]].held]
    lead = fixed or held
    if lead:
        # the key that most columns point at speaks for its class; of equals the first
        chosen = type_of(max(lead, key=referenced.__getitem__))
    elif key_type is not None and any(_makes_uuid_text(tables, n) for n in nodes):
        chosen = key_type
    else:
        chosen = type_of(max(nodes, key=referenced.__getitem__))
    conflict = next(((fixed[0], n) for n in fixed if family(type_of(n)) != family(chosen)), None)
    others = [n for n in nodes if n[1] not in tables[n[0]].fixed]
    retyped = tuple(n for n in others if family(type_of(n)) != family(chosen))
    most = max(nodes, key=referenced.__getitem__)
    return KeyClass(tuple(nodes), chosen, retyped, most, conflict)


def _makes_uuid_text(tables: Mapping[Name, Columns], node: Node) -> bool:
    column = tables[node[0]].columns[node[1]]
    return (
        family(column.type) == "text"
        and column.default is not None
        and makes_uuid_text(column.default)
    )
