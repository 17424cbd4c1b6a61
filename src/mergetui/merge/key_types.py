"""Key types: columns tied together by foreign keys must have one type.

A decision wins, else the type of the side that holds rows, else ``defaults.key_type``. Every column
of the class follows, with its default: ``uuid_generate_v4()::text`` becomes ``gen_random_uuid()``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mergetui.catalog.names import Name
from mergetui.merge.columns import Columns
from mergetui.merge.fates import base_type

Node = tuple[Name, str]  # (target table, column)

_FAMILIES = {
    "text": "text",
    "character varying": "text",
    "character": "text",
    "smallint": "number",
    "integer": "number",
    "bigint": "number",
    "numeric": "number",
}
_MAKES_UUID = re.compile(
    r"\(?(?:\w+\.)?(gen_random_uuid|uuid_generate_v4|uuidv7|uuid_generate_v1)\(\)\)?"
)
_UUID_TEXT = re.compile(r"\(*(?:\w+\.)?(gen_random_uuid|uuid_generate_v[14]|uuidv7)\(\)\)*::text\Z")
_LITERAL = re.compile(r"'((?:[^']|'')*)'::(?:text|character varying)\Z")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeyClass:
    """Columns that must have one type, and the type that they get."""

    members: tuple[Node, ...]
    type: str
    retyped: tuple[Node, ...]
    conflict: tuple[Node, Node] | None = None  # two decisions that want different types


def family(type_text: str) -> str:
    """Types of one family may be tied by a foreign key as they are (``integer``, ``bigint``)."""
    base = base_type(type_text)
    return _FAMILIES.get(base, base)


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
        and _UUID_TEXT.match(column.default) is not None
    )


def retyped_default(default: str | None, old_type: str, new_type: str) -> tuple[str | None, bool]:
    """A default as it reads for another type, and whether its meaning could be kept."""
    if default is None or family(old_type) == family(new_type):
        return default, True
    if new_type == "uuid":
        if _MAKES_UUID.match(default):
            return "gen_random_uuid()", True
        literal = _LITERAL.match(default)
        if literal and _UUID.match(literal[1]):
            return f"'{literal[1]}'::uuid", True
        return None, False
    if family(new_type) == "text":
        return (f"({default})::{new_type}", True)
    return None, False
