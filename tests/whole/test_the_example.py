"""The example, the whole way by the command line, and what of it is kept in the project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commanding import facts, mergetui

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with everything kept and the common tables merged."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(ROOT / "example", folder / "example")
    done = mergetui(
        folder,
        *("init", "--remote", "example/remote.sql", "--local", "example/local"),
        *("--take", "union"),
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("side", ["remote", "local"])
def test_the_kept_catalogs_are_what_is_read(union: Path, side: str) -> None:
    kept = Path("snapshots", "catalogs", f"{side}.json")
    assert (union / kept).read_bytes() == (ROOT / kept).read_bytes(), "run: mergetui refresh"


def test_all_tables_come_up(union: Path) -> None:
    status = facts(union, "status")
    assert status["remote"]["tables"] == 349 and status["remote"]["faults"] == 0
    assert status["local"]["tables"] == 226 and status["local"]["faults"] > 150
    assert (status["tables"], status["common"]) == (551, 24)


@pytest.mark.slow  # the plan's decisions are proved in every run
def test_everything_kept_is_proved(union: Path) -> None:
    proof = facts(union, "prove")
    assert proof["applied"] and proof["identical"] and proof["second_export_empty"]
    assert proof["differences"] == []
    assert proof["rows"]["lost"] == 0
    assert proof["rows"]["before"] == proof["rows"]["after"] >= 349
    for kind in ("foreign_keys", "policies", "rls"):
        assert proof[kind]["expected"] == proof[kind]["present"] > 400
    reasons = [missing["reason"] for missing in proof["foreign_keys"]["missing"]]
    assert sum("cannot point at both" in reason for reason in reasons) == 8
    assert sum("no unique constraint" in reason for reason in reasons) == 1
    assert len(reasons) == 9
    # two policies ask for the organization of a column that no foreign key ties to a key
    missing = [policy["reason"] for policy in proof["policies"]["missing"]]
    assert len(missing) == 2
    assert all("organization_id is text" in reason for reason in missing)


def test_the_plans_decisions_are_proved(tmp_path: Path) -> None:
    """The root's decisions.toml, with what it leaves open kept as it is."""
    for name in ("decisions.toml", "snapshots"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    status = facts(tmp_path, "status")
    assert status["undecided"] > 100 and status["stale"] == status["blocked"] == 0
    assert len(status["phases"]) == 12
    assert mergetui(tmp_path, "check").returncode == 1
    assert mergetui(tmp_path, "export").returncode == 1
    done = mergetui(tmp_path, "decide", "functions.slugify(text)", "keep-remote")
    assert done.returncode == 0, done.stderr
    for where, action in (("is:undecided is:common", "merge"), ("is:undecided", "keep")):
        done = mergetui(tmp_path, "decide", "--where", where, action)
        assert done.returncode == 0, done.stderr
    assert mergetui(tmp_path, "check").returncode == 0
    proof = facts(tmp_path, "prove")
    assert proof["applied"] and proof["identical"] and proof["second_export_empty"]
    assert proof["rows"]["lost"] == 0 and proof["differences"] == []
