"""Which parts of its tables a decision leaves out or calls otherwise, and what is told of those
that nobody decided.

A part is a policy, trigger, index, constraint, rule ...: what hangs on a table by a name. The
invariant: of two that one name means, either a decision says which stays, or both places are told
with the words that would decide it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from mergetui.catalog.model import Table
from mergetui.catalog.names import Name
from mergetui.decisions.model import Action, PartDecision, Side, TableDecision
from mergetui.decisions.parts import Part, PartKind, key_of, kind_of, renamed
from mergetui.decisions.write import header, quoted
from mergetui.triage.describe import table_parts

P = TypeVar("P", bound=Part)

_DECIDED: tuple[Action, ...] = ("merge", "merge-into", "keep")  # as with columns

_SECTIONS: Mapping[PartKind, str] = {
    "key": "keys",
    "foreign key": "foreign_keys",
    "check": "checks",
    "exclusion": "exclusions",
    "index": "indexes",
    "trigger": "triggers",
    "policy": "policies",
    "rule": "extras",
    "statistics": "extras",
    "publication": "extras",
}


class Gone(NamedTuple):
    """A part that a decision leaves out, and why."""

    part: Part
    reason: str

    @property
    def text(self) -> str:
        """As a person reads it."""
        held: dict[str, Any] = {_SECTIONS[kind_of(self.part)]: (self.part,)}
        return next(table_parts(Table(name=Name("", ""), **held))).text


@dataclass(frozen=True, slots=True)
class Parts:
    """What decisions say of the parts of one source, by their keys (``policy owner reads``)."""

    gone: Mapping[str, Gone] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # new names
    said: Mapping[str, PartDecision] = field(default_factory=lambda: MappingProxyType({}))
    # ``said`` goes by the names that the parts have afterwards

    def of(self, part: P) -> P | None:
        """A part as the decisions have it; None where they leave it out."""
        key = key_of(part)
        if key in self.gone:
            return None
        return renamed(part, self.names[key]) if key in self.names else part

    def both(self, part: Part) -> bool:
        """Whether a decision takes the part beside the other side's."""
        choice = self.said.get(key_of(part))
        return choice is not None and choice.take == "both"

    def insisted(self, part: Part) -> bool:
        """Whether a decision takes the part, whatever rows say of it."""
        choice = self.said.get(key_of(part))
        return choice is not None and choice.take is not None


NONE = Parts()


def decided_parts(
    side: Side, decision: TableDecision, held: Mapping[Side, Mapping[str, Part]]
) -> Parts:
    """What a decision says of the parts of one side's table; ``held`` are those of both."""
    if not decision.parts or decision.action not in _DECIDED:
        return NONE
    mine, theirs = (held[s] for s in (side, "local" if side == "remote" else "remote"))
    gone: dict[str, Gone] = {}
    names: dict[str, str] = {}
    said: dict[str, PartDecision] = {}
    for key, choice in decision.parts.items():
        if key not in mine:
            continue
        take = choice.take
        if take == "drop":
            gone[key] = Gone(mine[key], "a decision drops it")
            continue
        if take is not None and take not in ("both", side):
            gone[key] = Gone(mine[key], f"a decision takes the {take}'s")
            continue
        two = take in (None, "both") and key in theirs and theirs[key] != mine[key]
        now = key
        if choice.name and not (two and side == "remote"):
            names[key] = choice.name
            now = key_of(renamed(mine[key], choice.name))
        said[now] = choice
    return Parts(gone, names, said)


def carried(table: Table, parts: Parts) -> Table:
    """A table with the parts that decisions leave it, called as they say."""
    if parts is NONE:
        return table
    held: dict[str, Any] = {
        section: tuple(
            found for part in getattr(table, section) if (found := parts.of(part)) is not None
        )
        for section in dict.fromkeys(_SECTIONS.values())
    }
    return replace(table, **held)


def label_of(key: str, decision: TableDecision, part: str) -> str:
    """``api_keys: merge, policy mine = local``: what a statement about a part comes from."""
    choice = decision.parts[part]
    told = f" = {choice.take}" if choice.take else f" as {choice.name}"
    return f"{key}: {decision.action}, {part.replace(': ', ':')}{told}"


def instead_of(key: str, part: Part) -> str:
    """How the other one of two parts is taken that have names of their own."""
    return f"{header('tables', key, 'parts')} {said(key_of(part), 'drop')} takes it instead"


def way_to_decide(one: str, other: str, part: str, *, both: bool = True) -> str:
    """What decides between two parts of one name, in the blocks that they come from; ``both`` may
    stay, or not."""
    if one == other:
        others = '"local", "both" or "drop"' if both else '"local" or "drop"'
        return f"{header('tables', one, 'parts')} {said(part, 'remote')} says which, or {others}"
    places = " or ".join(header("tables", key, "parts") for key in (one, other))
    return f"{said(part, 'drop')} under {places} leaves one out"


def said(part: str, take: str) -> str:
    """A choice as decisions.toml says it: ``"policy mine" = { take = "drop" }``."""
    return f'{quoted(part)} = {{ take = "{take}" }}'
