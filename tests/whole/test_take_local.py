"""``init --take local`` and ``export --allow data-loss``: the remote becomes the local, and what
goes is told and nothing else is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from case_ddl import needs_case, write_case
from commanding import facts, mergetui

ROOT = Path(__file__).parents[2]


def example(folder: Path) -> tuple[str, str]:
    shutil.copytree(ROOT / "example", folder / "example")
    return "example/remote.sql", "example/local"


def case(folder: Path) -> tuple[str, str]:
    remote, local = write_case(folder)
    return remote.name, local.name


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param(example, id="example"),
        pytest.param(case, id="case", marks=[needs_case, pytest.mark.slow]),
    ],
)
def test_the_remote_becomes_the_local(sources: object, tmp_path: Path) -> None:
    assert callable(sources)
    remote, local = sources(tmp_path)
    arguments = ("--remote", remote, "--local", local, "--take", "local")
    assert mergetui(tmp_path, "init", *arguments).returncode == 0
    status = facts(tmp_path, "status")
    assert status["undecided"] == status["stale"] == status["blocked"] == 0
    assert status["actions"] == {"drop": 325, "keep": 202, "keep-local": 24}

    refused = mergetui(tmp_path, "export")
    assert refused.returncode == 1 and "data-loss is not allowed" in refused.stderr
    export = facts(tmp_path, "export", "--allow", "all")
    assert export["merged"]["tables"] == status["local"]["tables"]
    dropped = [s for s in export["statements"] if s["sql"].startswith("DROP TABLE ")]
    assert len(dropped) == 325
    assert all("data-loss" in [h["kind"] for h in s["hazards"]] for s in dropped)

    proof = facts(tmp_path, "prove", "--allow", "all")
    assert proof["applied"] and proof["identical"] and proof["second_export_empty"]
    assert proof["differences"] == []
    rows = proof["rows"]
    assert rows["lost"] == 0 and rows["before"] == rows["after"] > 0
    assert rows["given_up"] > 325  # of the tables that go
    assert proof["foreign_keys"]["expected"] == proof["foreign_keys"]["present"] > 300
