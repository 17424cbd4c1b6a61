"""Tables of merge cases, each the whole way: both sides read, composed, compiled and proved.

``cases/*.toml`` hold them. A case has the SQL of both sides and the decisions, and says what the
merged schema is: ``merged`` names tables with their columns (``a: id uuid, b text``), ``has`` and
``hasnot`` are texts in the migration, ``left_out`` is all that a side has and the merge has not,
``reasons`` are texts of why, ``hazards`` are the kinds that the migration names, ``asks`` questions
of theirs, ``labels`` the decisions that statements come from, ``widened`` what somebody may do
more, ``told`` and ``nottold`` texts beside the choices. ``there`` are texts of what the merged
schema has beside columns, as ``listed`` writes it.
``unproven`` is what the proof could not try. ``again`` says that composing the outcome anew with
the same decisions changes nothing. Cases marked ``slow`` are left to ``make test-all``.
"""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mergetui.catalog.model import Catalog, ForeignKey, Grant, Table
from mergetui.catalog.server import Server
from mergetui.decisions.read import read
from mergetui.errors import Place
from mergetui.merge.compose import compose
from mergetui.merge.foreign_keys import definition
from mergetui.merge.model import Merged
from mergetui.migration.diff import diff
from mergetui.migration.model import Migration
from mergetui.proof.prove import Proof, prove

CatalogOf = Callable[[str], Catalog]

CASES = [
    pytest.param(
        case,
        id=f"{path.stem}: {case['name']}",
        marks=[pytest.mark.slow] if case.get("slow") else [],
    )
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


def listed(catalog: Catalog) -> str:
    """Everything of the merged schema beside columns, a line each."""
    lines: list[str] = []
    for table in catalog.tables.values():
        at = table.name.key
        lines += [f"key {at}.{k.name} ({', '.join(k.columns)})" for k in table.keys]
        lines += [f"foreign key {at}.{k.name} {_foreign_key(k)}" for k in table.foreign_keys]
        lines += [f"check {at}.{c.name} ({c.expression})" for c in table.checks]
        for exclusion in table.exclusions:
            body = exclusion.definition.replace(" USING btree", "")  # which goes without saying
            lines.append(f"exclusion {at}.{exclusion.name} {body}")
        lines += [f"index {at}.{i.name} {i.body}" for i in table.indexes]
        lines += [f"trigger {at}.{t.name} {t.definition}" for t in table.triggers]
        lines += [f"policy {at}.{p.name} {p.command} {p.using} {p.check}" for p in table.policies]
        lines += [f"rls {at}"] if table.rls else []
        lines += [f"grant {at} {_grant(g)}" for g in table.grants]
        lines += [f"inherits {at} {parent.key}" for parent in table.inherits]
        lines += [f"partition {at} of {table.partition_of.key}"] if table.partition_of else []
        lines.append(f"comment {at} {table.comment}")
        for column in table.columns:
            lines.append(f"comment {at}.{column.name} {column.comment}")
            word = "generated" if column.generated else "default"
            lines.append(f"{word} {at}.{column.name} {column.default}")
            lines.append(f"identity {at}.{column.name} {column.identity}")
    for view in catalog.views.values():
        lines.append(f"view {view.name.key} {view.definition}")
        lines += [f"grant {view.name.key} {_grant(g)}" for g in view.grants]
    lines += [f"function {f.signature} {f.definition}" for f in catalog.functions.values()]
    lines += [f"type {t.name.key} {getattr(t, 'values', '')}" for t in catalog.types.values()]
    for sequence in catalog.sequences.values():
        owner = sequence.owned_by and f"{sequence.owned_by[0].key}.{sequence.owned_by[1]}"
        lines.append(f"sequence {sequence.name.key} of {owner}")
    return "\n".join(lines)


def _foreign_key(key: ForeignKey) -> str:
    return f"{definition(key)} on delete {key.on_delete}"


def _grant(grant: Grant) -> str:
    columns = f" ({', '.join(grant.columns)})" if grant.columns else ""
    return f"{grant.grantee} {', '.join(grant.privileges)}{columns}"


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

    why = "\n".join(o.reason for o in merged.left_out)
    for text in case.get("reasons", []):
        assert text in why

    for text in case.get("there", []):
        assert text in listed(merged.catalog)
    told = "\n".join(c.message for c in merged.consequences)
    for text in case.get("told", []):
        assert text in told
    for text in case.get("nottold", []):
        assert text not in told
    assert list(merged.undecided) == case.get("undecided", [])

    migration = diff(remote, merged.catalog, merged.transition)
    for text in case.get("has", []):
        assert text in said(migration)
    for text in case.get("hasnot", []):
        assert text not in said(migration)
    hazards = sorted({hazard.kind for _, hazard in migration.hazards})
    assert hazards == case.get("hazards", hazards)
    questions = {hazard.question for _, hazard in migration.hazards}
    assert questions >= {*case.get("asks", ())}
    decisions = {statement.decision for statement in migration.statements}
    assert all(decisions)
    assert decisions >= {*case.get("labels", ())}
    for text in case.get("widened", []):
        assert text in [w.gain for w in merged.widened]

    proof: Proof = asyncio.run(prove(remote, merged, migration, server))
    assert proof.holds, proof.json()
    assert [text.partition(":")[0] for text in proof.unproven] == case.get("unproven", [])

    after = compose(merged.catalog, local, read(HEAD + case["decisions"], Place("decisions.toml")))
    if case.get("again", False):
        assert diff(merged.catalog, after.catalog, after.transition).statements == ()
