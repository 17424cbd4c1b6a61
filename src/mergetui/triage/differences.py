"""What keeps two columns of a pair from being the same one: the conflicts of a common table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from mergetui.catalog.model import ForeignKey
from mergetui.catalog.names import Name
from mergetui.triage.pairs import Pair

Difference = Literal["referents", "type", "null", "default", "name"]


def single_references(foreign_keys: Iterable[ForeignKey]) -> Mapping[str, Name]:
    """Column -> what it points at, for foreign keys of a single column."""
    return {f.columns[0]: f.references for f in foreign_keys if len(f.columns) == 1}


def differences(
    pair: Pair, remote: Mapping[str, Name], local: Mapping[str, Name]
) -> tuple[Difference, ...]:
    """What differs between the two columns of a pair, the gravest first.

    ``remote`` and ``local`` say what the columns of each side point at. A column that points at
    two different tables can only point at one of them after the merge: ``referents``.
    """
    if pair.remote is None or pair.local is None:
        return ()
    found: list[Difference] = []
    remote_target, local_target = remote.get(pair.remote.name), local.get(pair.local.name)
    if remote_target and local_target and remote_target != local_target:
        found.append("referents")
    if pair.remote.type != pair.local.type:
        found.append("type")
    if pair.remote.not_null != pair.local.not_null:
        found.append("null")
    fills = [(c.default, c.generated, c.identity) for c in (pair.remote, pair.local)]
    if fills[0] != fills[1]:
        found.append("default")
    if pair.remote.name != pair.local.name:
        found.append("name")
    return tuple(found)
