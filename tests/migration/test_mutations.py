"""Whether the tests would notice: each fault of ``mutations.toml`` is put into a copy of the
compiler, and the tests that it names must fail on it. Slow; ``make test-all``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAULTS: list[dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("mutations.toml").read_text(encoding="utf-8")
)["fault"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f["name"])
def test_a_fault_can_be_put_in(fault: dict[str, str]) -> None:
    text = (ROOT / "src" / "mergetui" / fault["file"]).read_text(encoding="utf-8")
    assert text.count(fault["old"]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f["name"])
def test_a_fault_is_caught(fault: dict[str, str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    changed = tmp_path / "src" / "mergetui" / fault["file"]
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace(fault["old"], fault["new"]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", fault["test"]],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout[-1500:])
    assert done.returncode == 1, "no test noticed"
    assert "\nFAILED " in done.stdout
