"""Key types: columns tied together by foreign keys must have one type.

A decision wins, else the type of the side that holds rows, else ``defaults.key_type``. Every column
of the class follows, with its default: ``uuid_generate_v4()::text`` becomes ``gen_random_uuid()``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mergetui.catalog.names import Name
from mergetui.merge.columns import Columns
from mergetui.merge.types import family, makes_uuid_text

Node = tuple[Name, str]  # (target table, column)


@dataclass(frozen=True, slots=True)
class KeyClass:
    """Columns that must have one type, and the type that they get."""

    members: tuple[Node, ...]
    type: str
    retyped: tuple[Node, ...]
    conflict: tuple[Node, Node] | None = None  # two decisions that want different types


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
        # the key that most columns point at speaks for its class
        chosen = type_of(max(lead, key=lambda n: (referenced[n], -nodes.index(n))))
    elif key_type is not None and any(_makes_uuid_text(tables, n) for n in nodes):
        chosen = key_type
    else:
        chosen = type_of(max(nodes, key=lambda n: (referenced[n], -nodes.index(n))))
    conflict = next(((fixed[0], n) for n in fixed if family(type_of(n)) != family(chosen)), None)
    retyped = tuple(n for n in nodes if family(type_of(n)) != family(chosen) and n not in fixed)
    return KeyClass(tuple(nodes), chosen, retyped, conflict)


def _makes_uuid_text(tables: Mapping[Name, Columns], node: Node) -> bool:
    column = tables[node[0]].columns[node[1]]
    return (
        family(column.type) == "text"
        and column.default is not None
        and makes_uuid_text(column.default)
    )
