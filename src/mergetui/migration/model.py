"""A migration: ordered statements, each with its hazards, its lock and its decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from mergetui.catalog.model import ObjectId
from mergetui.decisions.model import ACTIONS

HazardKind = Literal[
    "data-loss",
    "may-fail-on-rows",
    "time-zone",
    "table-rewrite",
    "exclusive-lock",
    "not-null-relaxed",
    "permission-widened",
    "body-text",
    "unproven",
]
HAZARDS: tuple[HazardKind, ...] = get_args(HazardKind)
_BLOCK = re.compile(rf"(?:\A|; )(.+?): (?:{'|'.join(ACTIONS)})(?=\Z|[;, ])", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """What a statement may do to rows, locks or readers."""

    kind: HazardKind
    message: str  # "drops column legacy_id and what it holds"
    question: str | None = None  # a SELECT that finds the rows in the way, where there is one
    remedy: str | None = None  # what a decision can say instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement, without its semicolon."""

    sql: str
    object: ObjectId
    decision: str  # "api_keys: merge", of several blocks "coupons: keep; promo_codes: merge-into"
    hazards: tuple[Hazard, ...] = ()
    lock: str | None = None  # "ACCESS EXCLUSIVE", as chapter "Explicit Locking" names them

    @property
    def keys(self) -> tuple[str, ...]:
        """The blocks of decisions.toml that it comes from, that of the table first."""
        return tuple(_BLOCK.findall(self.decision)) or (self.decision.rpartition(": ")[0],)

    @property
    def key(self) -> str:
        return self.keys[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the migration; each runs in a transaction of its own."""

    name: str  # "merge.sql", or "01_types.sql" where several are needed
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """All statements from one catalog to another, in order."""

    files: tuple[File, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for f in self.files for s in f.statements)

    @property
    def hazards(self) -> tuple[tuple[Statement, Hazard], ...]:
        return tuple((s, h) for s in self.statements for h in s.hazards)
