"""Tables of merge cases, each the whole way: both sides read, composed, compiled and proved.

``cases/*.toml`` hold them. A case has the SQL of both sides and the decisions, and says what the
merged schema is: ``merged`` names tables with their columns (``a: id uuid, b text``), ``has`` and
``hasnot`` are texts in the migration, ``left_out`` is all that a side has and the merge has not,
``hazards`` are the kinds that the migration names.
"""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mergetui.catalog.model import Catalog, Table
from mergetui.catalog.server import Server
from mergetui.decisions.read import read
from mergetui.errors import Place
from mergetui.merge.compose import compose
from mergetui.merge.model import Merged
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration
from mergetui.proof.prove import Proof, prove

CatalogOf = Callable[[str], Catalog]

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(Path(__file__).with_name("cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
HEAD = """
format = 1
[sources]
remote = "remote.sql"
local = "local.sql"
"""


def shown(table: Table) -> str:
    return ", ".join(f"{c.name} {c.type}{' not null' * c.not_null}" for c in table.columns)


def merge(case: dict[str, Any], remote: Catalog, local: Catalog) -> Merged:
    place = Place("decisions.toml")
    return compose(remote, local, read(HEAD + case["decisions"], place))


def said(migration: Migration) -> str:
    return "\n".join(s.sql for s in migration.statements)


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any], catalog_of: CatalogOf, server: Server) -> None:
    remote = catalog_of(case.get("remote", ""))
    local = catalog_of(case.get("local", ""))
    assert remote.faults == ()
    merged = merge(case, remote, local)

    assert [p.message for p in merged.problems] == case.get("problems", [])
    if merged.problems:
        return
    for name, columns in case["merged"].items():
        table = next(t for n, t in merged.catalog.tables.items() if n.key == name)
        assert shown(table) == columns
    everything = case.get("tables", sorted(case["merged"]))
    assert [n.key for n in merged.catalog.tables] == everything
    assert [f"{o.side} {o.kind} {o.name}" for o in merged.left_out] == case.get("left_out", [])

    migration = diff(remote, merged.catalog, merged.transition)
    for text in case.get("has", []):
        assert text in said(migration)
    for text in case.get("hasnot", []):
        assert text not in said(migration)
    hazards = sorted({hazard.kind for _, hazard in migration.hazards})
    assert hazards == case.get("hazards", hazards)
    assert all(statement.decision for statement in migration.statements)

    proof: Proof = asyncio.run(prove(remote, merged, migration, server))
    assert proof.holds, proof.json()
    assert proof.unproven == ()

    after = compose(merged.catalog, local, read(HEAD + case["decisions"], Place("decisions.toml")))
    if case.get("again", False):
        assert diff(merged.catalog, after.catalog, after.transition).statements == ()
