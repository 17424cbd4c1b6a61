"""The real case, the whole way by the command line: init, export, prove, and export again; kept
whole, and by the decisions of the plan.

The figures are those of the case's own README; a merge that keeps everything has 1,290 foreign
keys, because one local key has no unique constraint to point at and eight columns point at
different tables on the two sides.
"""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from case_ddl import needs_case, write_case
from commanding import facts, mergetui

from mergetui.decisions.read import read
from mergetui.decisions.write import write
from mergetui.errors import Place

ROOT = Path(__file__).parents[2]

pytestmark = needs_case


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``init --take union`` was run on the case."""
    folder = tmp_path_factory.mktemp("case")
    remote, local = write_case(folder)
    done = mergetui(
        folder, "init", "--remote", remote.name, "--local", local.name, "--take", "union"
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_both_sides_are_read(union: Path) -> None:
    status = facts(union, "status")
    assert (status["remote"]["tables"], status["remote"]["columns"]) == (349, 6093)
    assert (status["local"]["tables"], status["local"]["columns"]) == (226, 2441)
    assert (status["remote"]["faults"], status["local"]["faults"]) == (0, 7)
    presence = ("tables", "common", "local_only", "remote_only")
    assert tuple(status[key] for key in presence) == (551, 24, 202, 325)
    assert status["undecided"] == status["stale"] == status["blocked"] == 0
    assert status["actions"] == {"keep": 527, "merge": 24}


def test_the_merged_schema_has_all_that_can_be(union: Path) -> None:
    export = facts(union, "export")
    merged = export["merged"]
    assert (merged["tables"], merged["columns"]) == (551, 8370)
    assert merged["foreign_keys"] == 1290
    assert all(s["decision"] for s in export["statements"])


def test_the_proof_sees_all_of_it(union: Path) -> None:
    proof = facts(union, "prove")
    assert proof["applied"] is True
    assert proof["identical"] is True and proof["differences"] == []
    assert proof["second_export_empty"] is True
    assert proof["rows"]["lost"] == 0
    assert proof["rows"]["before"] == proof["rows"]["after"] >= 349
    keys = proof["foreign_keys"]
    assert (keys["expected"], keys["present"]) == (1290, 1290)
    reasons = Counter(
        "two referents" if "cannot point at both" in missing["reason"] else "no unique key"
        for missing in keys["missing"]
    )
    assert reasons == {"two referents": 8, "no unique key": 1}
    assert (proof["rls"]["expected"], proof["rls"]["present"]) == (451, 451)


def test_the_same_inputs_give_the_same_bytes(union: Path) -> None:
    first = mergetui(union, "export", "-o", "-").stdout
    assert first and first == mergetui(union, "export", "-o", "-").stdout


def test_the_plans_decisions_are_proved(union: Path, tmp_path: Path) -> None:
    """The plan decides the case's tables as it does the example's, which have the same names; what
    it says nothing about is kept."""
    shutil.copytree(union, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "decisions.toml"
    kept = read(file.read_text(encoding="utf-8"), Place("decisions.toml"))
    plan = read((ROOT / "decisions.toml").read_text(encoding="utf-8"), Place("decisions.toml"))
    tables = {
        key: replace(said, phase=None, columns={}, reviewed=decision.reviewed)
        if (said := plan.tables.get(key)) and said.action != "undecided"
        else decision
        for key, decision in kept.tables.items()
    }
    file.write_text(write(replace(kept, tables=tables)), encoding="utf-8")
    status = facts(tmp_path, "status")
    assert status["actions"] == {"keep": 511, "merge": 29, "keep-both": 1, "merge-into": 10}
    assert status["undecided"] == status["stale"] == status["blocked"] == 0
    proof = facts(tmp_path, "prove")
    assert proof["applied"] and proof["identical"] and proof["second_export_empty"]
    assert proof["rows"]["lost"] == 0 and proof["rows"]["before"] == proof["rows"]["after"]
    assert proof["foreign_keys"]["present"] == proof["foreign_keys"]["expected"] > 1290
