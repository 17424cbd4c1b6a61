"""Whether decisions fit the two schemas: each block names something that is there, and its action
can be done to it. What only shows when both sides are composed is asked by ``merge``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

from mergetui.catalog.model import Catalog, DefaultPrivileges, Enum, Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import (
    SIDES,
    Action,
    Decisions,
    ObjectDecision,
    Side,
    TableDecision,
    own_name,
)
from mergetui.decisions.outline import Lines, Path
from mergetui.decisions.parts import Part, parts_of, wrong_parts
from mergetui.decisions.read import nearest
from mergetui.decisions.reviewed import Reviewable
from mergetui.decisions.write import OBJECT_SECTIONS, header
from mergetui.errors import Mistake

_NOWHERE = Lines("decisions.toml", "")
_FOR_BOTH = ("keep-remote", "keep-local", "keep-both")
_MISSPELT = 0.9  # as alike as two names are of which one is a mistake
_LAST = ("drop", "merge-into", "keep-both")  # the table has no place of its own name afterwards


def check_against(
    decisions: Decisions, remote: Catalog, local: Catalog, lines: Lines = _NOWHERE
) -> list[Mistake]:
    """All that is wrong with decisions for these two sides, in the order of the file."""
    return [f.mistake for f in findings(decisions, remote, local, lines)]


class Finding(NamedTuple):
    """A mistake with the path of the key that it is about: ("tables", "orders", "into")."""

    path: Path
    mistake: Mistake


def findings(
    decisions: Decisions, remote: Catalog, local: Catalog, lines: Lines = _NOWHERE
) -> list[Finding]:
    """``check_against``, with what each mistake is about."""
    found = list(_Check(decisions, remote, local, lines).findings())
    return sorted(found, key=lambda f: f.mistake.place.line if f.mistake.place else 0)


def objects(catalog: Catalog, section: str) -> Mapping[str, Reviewable]:
    """The types, functions, views or sequences of a side, keyed as decisions.toml keys them;
    collations, publications, default privileges, extensions and schemas by their ids."""
    if section == "others":
        held = (catalog.default_privileges, catalog.extensions, catalog.schemas)
        return {**catalog.others, **{item.id: item for some in held for item in some.values()}}
    found: Mapping[Name | str, Reviewable] = getattr(catalog, section)
    return {n.key if isinstance(n, Name) else n: item for n, item in found.items()}


@dataclass(frozen=True)
class _Check:
    decisions: Decisions
    remote: Catalog
    local: Catalog
    lines: Lines

    def findings(self) -> Iterator[Finding]:
        for key in self.decisions.defaults.source_of_truth:
            if key not in self.names:
                yield self.wrong(
                    f"source_of_truth names {key}, a table that neither side has."
                    f"{nearest(key, self.names)}",
                    *("defaults", "source_of_truth"),
                )
        for key, decision in self.decisions.tables.items():
            if key in self.names:
                yield from self.table(key, decision)
            else:
                yield self.wrong(
                    f"{header('tables', key)} is a table that neither side has."
                    f"{nearest(key, self.names)}",
                    "tables",
                    key,
                )
        for key in sorted(self.names.keys() - self.decisions.tables.keys()):
            told = f"{key} has no block. `mergetui refresh` writes one for every table."
            yield Finding(("tables", key), Mistake(told, self.lines.place()))
        for section in OBJECT_SECTIONS:
            for key, found in getattr(self.decisions, section).items():
                yield from self.object(section, key, found)

    def wrong(self, message: str, *path: str) -> Finding:
        return Finding(path, Mistake(message, self.lines.place(*path)))

    def table(self, key: str, decision: TableDecision) -> Iterator[Finding]:
        action = decision.action
        sides = self.sides(key)
        if action == "keep" and len(sides) == 2:
            yield self.wrong(
                f'action = "keep" is for a table that one side has; {key} is on both. '
                "One of: keep-remote, keep-local, merge, keep-both.",
                *("tables", key, "action"),
            )
        if action in _FOR_BOTH and len(sides) == 1:
            yield self.wrong(
                f'action = "{action}" is for a table that both sides have; only the {sides[0]} '
                f"has {key}. One of: keep, merge, merge-into, drop.",
                *("tables", key, "action"),
            )
        yield from self.names_given("tables", key, action, decision)
        yield from self.into(key, decision)
        if decision.phase and decision.phase not in self.decisions.phases:
            phases = self.decisions.phases
            yield self.wrong(
                f'phase = "{decision.phase}" is no phase of [phases].'
                f"{nearest(decision.phase, phases)}",
                *("tables", key, "phase"),
            )
        yield from self.columns(key, decision)
        held: Mapping[Side, Mapping[str, Part]] = self.parts(key) if decision.parts else {}
        for part, about, message in wrong_parts(key, decision.parts, held):
            where = ("tables", key, "parts", part)
            yield self.wrong(message, *where, *([about] if about else []))

    def parts(self, key: str) -> Mapping[Side, Mapping[str, Part]]:
        """What hangs on a table, side by side."""
        name, sides = self.names[key], {"remote": self.remote, "local": self.local}
        return {
            side: parts_of(
                sides[side].tables.get(name),
                [d.object for d in sides[side].declared if d.table == name],
            )
            for side in SIDES
        }

    def names_given(
        self, section: str, key: str, action: Action, decision: TableDecision | ObjectDecision
    ) -> Iterator[Finding]:
        both = [k for k in ("remote_name", "local_name") if getattr(decision, k)]
        own = own_name(section, key)
        if action == "keep-both":
            if (decision.remote_name or own) == (decision.local_name or own):
                yield self.wrong(
                    f'action = "keep-both" gives one of the two {key} another name: '
                    "write remote_name or local_name.",
                    *(section, key, "action"),
                )
        else:
            for name in both:
                yield self.wrong(
                    f'{name} says nothing with action = "{action}". It belongs to keep-both.',
                    *(section, key, name),
                )
        if decision.name and action in _LAST:
            yield self.wrong(
                f'name says nothing with action = "{action}".', *(section, key, "name")
            )

    def into(self, key: str, decision: TableDecision) -> Iterator[Finding]:
        where = ("tables", key, "into")
        if decision.action != "merge-into":
            if decision.into:
                yield self.wrong(
                    f'into says nothing with action = "{decision.action}". '
                    "It belongs to merge-into.",
                    *where,
                )
        elif not decision.into:
            yield self.wrong(
                'action = "merge-into" needs into, the target\'s name after the merge.',
                *("tables", key, "action"),
            )
        elif (target := self.names[key].going_into(decision.into).key) == key:
            yield self.wrong(
                f"{key} cannot be merged into itself. A table of another name that is to be {key} "
                f"goes into it: that one merge-into {key}.",
                *where,
            )
        elif target not in self.targets and not self.is_new(target):
            told = f'into = "{decision.into}" is no table after the merge'
            other = self.decisions.tables.get(target)
            if other is not None and target in self.names:
                gone = {"drop": "is dropped", "merge-into": f"goes into {other.into}"}
                told += f": {target} {gone.get(other.action, f'becomes {other.name}')}"
            hint = nearest(target, self.targets)
            if target not in self.names and not hint:
                hint = " A new one needs several tables that go into it: decide them together."
            yield self.wrong(f"{told}.{hint}", *where)

    def is_new(self, target: str) -> bool:
        """Whether several tables come together under a name that is nobody's, nor misspelt."""
        several = len(self.guests.get(target, ())) > 1 and target not in self.names
        return several and not get_close_matches(target, self.targets, 1, _MISSPELT)

    def columns(self, key: str, decision: TableDecision) -> Iterator[Finding]:
        remote, local = self.columns_of(key, self.remote), self.columns_of(key, self.local)
        paired: dict[str, str] = {}
        for name, column in decision.columns.items():
            where = ("tables", key, "columns", name)
            if name not in remote | local and not (column.type and column.using):
                yield self.wrong(
                    f"{key} has no column {name} on either side.{nearest(name, remote | local)}",
                    *where,
                )
            elif column.pair and (other := paired.setdefault(column.pair, name)) != name:
                yield self.wrong(
                    f'pair = "{column.pair}" is that of {other} already: one local column cannot '
                    "be two.",
                    *where,
                )
            elif column.pair and column.pair not in local:
                told = f'pair = "{column.pair}" is no column that the local has in {key}.'
                if (owner := self.is_paired_by(key, decision)) and name in local:
                    told += (
                        f" What {key} brings into {owner} is paired in the block of {owner}: "
                        f'{column.pair} = {{ pair = "{name}" }}.'
                    )
                else:
                    told += nearest(column.pair, local)
                yield self.wrong(told, *where)

    def is_paired_by(self, key: str, decision: TableDecision) -> str | None:
        """The table of the remote that a local one is merged into, whose block says the pairs."""
        if decision.action != "merge-into" or self.names[key] in self.remote.tables:
            return None
        owners = self.targets.get(self.names[key].going_into(decision.into or "").key, ())
        return next((o for o in owners if self.names[o] in self.remote.tables), None)

    def object(self, section: str, key: str, decision: ObjectDecision) -> Iterator[Finding]:
        kind = section.removesuffix("s") if section != "others" else key.partition(" ")[0]
        remote, local = objects(self.remote, section), objects(self.local, section)
        if key not in remote and key not in local:
            yield self.wrong(
                f"{header(section, key)} is a {kind} that neither side has."
                f"{nearest(key, {**remote, **local})}",
                *(section, key),
            )
            return
        sides = [remote.get(key), local.get(key)]
        united = all(isinstance(side, Enum | DefaultPrivileges) for side in sides)
        action = decision.action
        if action == "merge-into":
            yield self.wrong(
                f'action = "merge-into" is for tables; {key} is a {kind}.', section, key, "action"
            )
        elif action == "merge" and not united:
            yield self.wrong(
                f'action = "merge" is for enums that both sides have; {key} is none.',
                *(section, key, "action"),
            )
        yield from self.names_given(section, key, action, decision)

    @cached_property
    def names(self) -> Mapping[str, Name]:
        """Every table of either side by its key."""
        return {n.key: n for n in sorted({*self.remote.tables, *self.local.tables})}

    def sides(self, key: str) -> list[str]:
        name = self.names[key]
        catalogs = {"remote": self.remote, "local": self.local}
        return [side for side, catalog in catalogs.items() if name in catalog.tables]

    @cached_property
    def targets(self) -> Mapping[str, list[str]]:
        """The tables after the merge, each with those that keep their own place in it."""
        found: dict[str, list[str]] = {}
        for key, name in self.names.items():
            decision = self.decisions.tables.get(key, TableDecision())
            if decision.action == "keep-both":
                own = [decision.remote_name or name.name, decision.local_name or name.name]
            elif decision.action in ("drop", "merge-into"):
                own = []
            else:
                own = [decision.name or name.name]
            for new in own:
                found.setdefault(name.renamed(new).key, []).append(key)
        return found

    def columns_of(self, key: str, catalog: Catalog) -> set[str]:
        """The columns of a table, and of what is merged into it or with it; also those that one of
        their blocks makes."""
        decision = self.decisions.tables.get(key, TableDecision())
        target = self.names[key].renamed(decision.name or self.names[key].name)
        if decision.action == "merge-into":
            target = self.names[key].going_into(decision.into or self.names[key].name)
        together = {key, *self.targets.get(target.key, ()), *self.guests.get(target.key, ())}
        tables: list[Table | None] = [catalog.tables.get(self.names[k]) for k in together]
        made = {
            name
            for k in together
            for name, column in self.decisions.tables.get(k, TableDecision()).columns.items()
            if column.type and column.using
        }
        return made | {c.name for table in tables if table is not None for c in table.columns}

    @cached_property
    def guests(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, decision in self.decisions.tables.items():
            if decision.action == "merge-into" and decision.into and key in self.names:
                found.setdefault(self.names[key].going_into(decision.into).key, []).append(key)
        return found
