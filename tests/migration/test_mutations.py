"""Whether the tests would notice: each fault of ``mutations.toml`` is put into a copy of the
compiler, and the test that it names must fail on it. Slow; ``make test-all``.

``python tests/migration/test_mutations.py`` writes docs/mutations.md anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "mutations.md"
FAULTS: list[dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("mutations.toml").read_text(encoding="utf-8")
)["fault"]
HEAD = """\
# Faults put into the compiler, and who noticed

`make test-all` puts each of these faults into a copy of the compiler and runs the tests that
ought to notice (`tests/migration/mutations.toml`); it fails unless the test named here does.
`make test` only checks that each can still be put in, and that this page says what that file says.

| fault | put into | caught by |
| --- | --- | --- |
"""
TAIL = """
`tests/proof/test_proof.py` puts faults into a finished migration on every run: a foreign key, a
policy or a default forgotten, rows not moved, statements in the wrong order, a row deleted, a value
changed, a table written anew without a word. Each is noticed by `prove` itself.
"""


def document() -> str:
    """docs/mutations.md."""
    rows = [
        f"| {fault['name']} | `{fault['file']}` | `{test_file(fault)}`: `{fault['caught']}` |\n"
        for fault in FAULTS
    ]
    return HEAD + "".join(rows) + TAIL


def test_file(fault: dict[str, str]) -> str:
    return Path(fault["test"].partition("::")[0]).name


test_file.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f["name"])
def test_a_fault_can_be_put_in(fault: dict[str, str]) -> None:
    text = (ROOT / "src" / "mergetui" / fault["file"]).read_text(encoding="utf-8")
    assert text.count(fault["old"]) == 1


def test_the_page_says_who_noticed() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f["name"])
def test_a_fault_is_caught(fault: dict[str, str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    changed = tmp_path / "src" / "mergetui" / fault["file"]
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace(fault["old"], fault["new"]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=no", "-m", "slow or not slow", fault["test"]],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path / "src"),
            "MERGETUI_CASES": fault.get("cases", "*"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    assert any(fault["caught"] in line for line in failed), (failed, done.stdout[-1500:])


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
