"""Which source table goes to which target: the one idea beneath every action.

A decision sends each source table to a target, or to none. Keep, rename, keep both, merge, merge
into and drop are all that; what is said twice or in a circle is a problem, named with both places.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from mergetui.catalog.model import Catalog, Declarable, Table
from mergetui.catalog.names import Name, quote_ident
from mergetui.decisions.model import Action, Decisions, Side, TableDecision
from mergetui.decisions.parts import parts_of
from mergetui.merge.model import Problem
from mergetui.merge.parts import NONE, Parts, carried, decided_parts
from mergetui.merge.standing import NOTHING, Standing

Role = Literal["owner", "guest"]  # a guest is merged into a target that is another's

_UNDECIDED = TableDecision()
_NAME_BYTES = 63  # NAMEDATALEN - 1


@dataclass(frozen=True, slots=True)
class Source:
    """A table of a side with the decision about it."""

    side: Side
    table: Table
    key: str
    decision: TableDecision
    role: Role = "owner"
    parts: Parts = NONE  # what the decision says of policies, triggers, indexes, constraints ...

    @property
    def name(self) -> Name:
        return self.table.name

    @property
    def kept(self) -> Table:
        """The table with the parts that its decision leaves it."""
        return carried(self.table, self.parts)

    @property
    def label(self) -> str:
        return f"{self.key}: {self.decision.action}"


@dataclass(frozen=True, slots=True)
class Target:
    """A table of the merged catalog and all that goes into it.

    ``in_place`` is the remote source that is altered, so that its rows, keys and privileges stay;
    the rows of the other remote sources (``moved``) are inserted. ``definitions`` says whose
    columns and objects the target takes.
    """

    name: Name
    sources: tuple[Source, ...]
    in_place: Source | None
    definitions: Side | Literal["both"] = "both"

    @property
    def owner(self) -> Source:
        return next((s for s in self.sources if s.role == "owner"), self.sources[0])

    @property
    def label(self) -> str:
        """Every block of decisions.toml that sends a table here, the owner's first."""
        return "; ".join(dict.fromkeys(s.label for s in (self.owner, *self.sources)))

    @property
    def moved(self) -> tuple[Source, ...]:
        return tuple(s for s in self.sources if s.side == "remote" and s is not self.in_place)

    @property
    def by_precedence(self) -> list[Source]:
        """The sources whose definitions count: first the one altered in place, then the owner."""
        counted = [s for s in self.sources if self.definitions in ("both", s.side)]
        return sorted(
            counted, key=lambda s: (s is not self.in_place, s.role != "owner", s.side != "remote")
        )

    @property
    def holds_rows(self) -> bool:
        return self.in_place is not None or bool(self.moved)


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets, and where each side's tables went (None: the table is not in the merge)."""

    targets: Mapping[Name, Target]
    where: Mapping[Side, Mapping[Name, Name | None]]
    sources: tuple[Source, ...]
    discarded: frozenset[Name]
    problems: tuple[Problem, ...]


def resolve(
    remote: Catalog, local: Catalog, decisions: Decisions, standing: Standing = NOTHING
) -> Targets:
    """Send every source table to its target."""
    problems: list[Problem] = []
    gathered: dict[Name, list[Source]] = {}
    where: dict[Side, dict[Name, Name | None]] = {"remote": {}, "local": {}}
    only: dict[Name, Side] = {}
    discarded: set[Name] = set()
    all_sources: list[Source] = []
    declared = {"remote": _declared(remote), "local": _declared(local)}

    for name in sorted({*remote.tables, *local.tables}):
        decision = decisions.tables.get(name.key, _UNDECIDED)
        if decision.action == "undecided":  # choices for its columns and parts wait
            decision = _UNDECIDED
        tables = {"remote": remote.tables.get(name), "local": local.tables.get(name)}
        sides: tuple[Side, ...] = ("remote", "local")
        held = {
            side: parts_of(tables[side], declared[side].get(name, ())) if decision.parts else {}
            for side in sides
        }
        sources = {
            side: Source(side, table, name.key, decision, parts=decided_parts(side, decision, held))
            for side in sides
            if (table := tables[side]) is not None
        }
        all_sources.extend(sources.values())
        for side, source in sources.items():
            target = _target(source, common=len(sources) == 2)
            where[side][name] = target
            if target is None:
                continue
            if _gives_way(side, decision.action, common=len(sources) == 2):
                only[target] = "remote" if side == "local" else "local"
                if side == "local":
                    continue  # its references lead to the target, its definition does not count
            role: Role = "guest" if decision.action == "merge-into" else "owner"
            gathered.setdefault(target, []).append(replace(source, role=role))
        problems.extend(_contradictions(name, decision, sources))
        lost = "remote" in sources and where["remote"][name] is None
        moved = f"remote:{name.key}" in standing.moved  # then it is what was set aside that goes
        if decision.rows == "discard" and (lost or decision.action == "merge-into") and not moved:
            discarded.add(name)

    targets = {}
    for name, into in sorted(gathered.items()):
        targets[name] = Target(
            name, tuple(into), _in_place(name, into, discarded, standing), only.get(name, "both")
        )
        problems.extend(_too_long(name, into))
        problems.extend(_two_owners(name, into))
        problems.extend(_homeless(name, into, where, decisions))
    return Targets(
        targets,
        {side: dict(sorted(names.items())) for side, names in where.items()},
        tuple(all_sources),
        frozenset(discarded),
        tuple(problems),
    )


def _declared(catalog: Catalog) -> Mapping[Name, list[Declarable]]:
    """What PostgreSQL refused of each table of a side."""
    found: dict[Name, list[Declarable]] = {}
    for item in catalog.declared:
        found.setdefault(item.table, []).append(item.object)
    return found


def set_aside(source: Name, taken: Collection[Name]) -> Name:
    """The name under which a table stays whose rows were inserted elsewhere."""
    for number in count(1):
        suffix = f"__merged{number if number > 1 else ''}"
        stem = source.name.encode()[: _NAME_BYTES - len(suffix)].decode(errors="ignore")
        if (name := source.renamed(stem + suffix)) not in taken:
            break
    return name


def _target(source: Source, *, common: bool) -> Name | None:
    decision, name = source.decision, source.name
    renamed = name.renamed(decision.name) if decision.name else name
    match decision.action:
        case "undecided":
            return name if source.side == "remote" or common else None
        case "keep" | "merge" | "keep-remote" | "keep-local":
            return renamed
        case "keep-both":
            own = decision.remote_name if source.side == "remote" else decision.local_name
            return name.renamed(own) if own else renamed
        case "merge-into":
            return name.going_into(decision.into) if decision.into else name
        case "drop":
            return None


def _gives_way(side: Side, action: Action, *, common: bool) -> bool:
    """Whether a side's definition gives way to the other's, though its references stay."""
    if not common:
        return False
    return (side == "local" and action in ("undecided", "keep-remote")) or (
        side == "remote" and action == "keep-local"
    )


def _in_place(
    target: Name, sources: list[Source], discarded: set[Name], standing: Standing
) -> Source | None:
    """The remote table that is altered to be the target. One of another schema is not moved there:
    its rows are inserted."""
    if any(f"{s.side}:{s.key}" in standing.made for s in sources):
        return None
    remote = [s for s in sources if s.side == "remote" and f"remote:{s.key}" not in standing.moved]
    if any(s.name.schema != target.schema for s in remote):
        remote = [s for s in remote if s.role == "owner"]
    placed = [s for s in remote if f"remote:{s.key}" in standing.placed]
    if len(placed) == 1:
        return placed[0]
    candidates = remote if len(remote) == 1 else [s for s in remote if s.role == "owner"]
    if len(candidates) == 1 and not (
        candidates[0].role == "guest" and candidates[0].name in discarded
    ):
        return candidates[0]
    return None


def _contradictions(
    name: Name, decision: TableDecision, sources: Mapping[Side, Source]
) -> list[Problem]:
    key, common = name.key, len(sources) == 2
    found = []
    if decision.action == "keep-both":
        if not common:
            found.append(Problem(table=key, message="keep-both needs a table that both sides have"))
        elif (decision.remote_name or name.name) == (decision.local_name or name.name):
            found.append(
                Problem(table=key, message="keep-both needs a remote_name or a local_name")
            )
    if decision.action in ("keep-remote", "keep-local") and not common:
        side = next(iter(sources))
        if decision.action != f"keep-{side}":
            found.append(
                Problem(table=key, message=f"{decision.action}: only the {side} has this table")
            )
    if decision.action == "merge-into" and not decision.into:
        found.append(Problem(table=key, message="merge-into needs into, the name of the target"))
    if decision.action == "drop" and "remote" in sources and decision.rows == "keep":
        found.append(
            Problem(
                table=key,
                message='drop loses the rows of the remote: say rows = "discard", or keep it',
            )
        )
    return found


def _too_long(name: Name, sources: list[Source]) -> list[Problem]:
    if len(name.name.encode()) <= _NAME_BYTES:
        return []
    message = f"{quote_ident(name.name)} is longer than a name may be, {_NAME_BYTES} bytes"
    return [Problem(table=sources[0].key, message=message)]


def _two_owners(name: Name, sources: list[Source]) -> list[Problem]:
    owners = sorted({s.key for s in sources if s.role == "owner"})
    return [
        Problem(table=other, message=f"two tables under one name, {name.key}", other=owners[0])
        for other in owners[1:]
    ]


def _homeless(
    name: Name,
    sources: list[Source],
    where: Mapping[Side, Mapping[Name, Name | None]],
    decisions: Decisions,
) -> list[Problem]:
    """A guest whose target was a table once, which is now dropped or went elsewhere."""
    if any(s.role == "owner" for s in sources):
        return []
    known = [names[name] for names in where.values() if name in names]
    if not known or name in known:
        return []
    action = decisions.tables.get(name.key, _UNDECIDED).action
    message = f"into {name.key}, which is no table after the merge: its own decision is {action}"
    return [Problem(table=s.key, message=message, other=name.key) for s in sources]
