"""``prove``: run on a real server; what was seen, for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from small_merge import Folder, Run

from mergetui.decisions.initial import Take
from mergetui.report.proof import proof_text

KEYS = {"applied", "statements", "identical", "differences", "second_export_empty", "rows"} | {
    "foreign_keys",
    "policies",
    "rls",
    "unproven",
}


def test_a_proof(begin: Callable[[Take], Folder], run: Run) -> None:
    folder = begin("union")
    before = folder.content()
    result = run("prove", "--json")
    assert result.exit_code == 0, result.stderr
    facts = json.loads(result.stdout)
    assert facts.keys() == KEYS | {"files"}
    assert (facts["applied"], facts["identical"], facts["second_export_empty"]) == (True,) * 3
    assert facts["rows"]["lost"] == 0 < facts["rows"]["before"] == facts["rows"]["after"]
    assert facts["statements"] == len(json.loads(run("export", "--json").stdout)["statements"])
    assert folder.content() == before


GOOD: dict[str, Any] = {
    "applied": True,
    "statements": 12,
    "identical": True,
    "differences": [],
    "second_export_empty": True,
    "rows": {"before": 1047, "after": 1047, "lost": 0},
    "foreign_keys": {"expected": 3, "present": 3, "missing": []},
    "policies": {"expected": 2, "present": 2, "missing": []},
    "rls": {"expected": 1, "present": 1, "missing": []},
    "unproven": [],
}
LEFT_OUT = {"name": "a.b_fkey", "reason": "points at two", "side": "local", "decision": "a: merge"}

CHANGES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all well": ({}, []),
    "not applied": ({"applied": False}, ["FAIL  applied: 12 statements"]),
    "another dump": (
        {"identical": False, "differences": ["-a\x1b"]},
        [
            "FAIL  the migrated copy and a database made from the merged schema dump to the same "
            "text",
            "      -a\ufffd",
        ],
    ),
    "not empty": (
        {
            "second_export_empty": False,
            "differences": ["the second export still has: DROP TABLE a"],
        },
        ["FAIL  a second export is empty", "      the second export still has: DROP TABLE a"],
    ),
    "rows lost": (
        {"rows": {"before": 3, "after": 2, "lost": 1}},
        ["FAIL  rows: 3 before, 2 after, 1 lost"],
    ),
    "a key is absent": (
        {"foreign_keys": {"expected": 3, "present": 2, "missing": []}},
        ["FAIL  foreign keys: 2 of 3 present"],
    ),
    "a key was given up": (
        {"foreign_keys": {"expected": 3, "present": 3, "missing": [LEFT_OUT]}},
        ["      without the local's a.b_fkey: points at two [a: merge]"],
    ),
    "something was not tried": (
        {"unproven": ["extension postgis: not there"]},
        [
            "not proven: 1",
            "      extension postgis: not there",
        ],
    ),
}


@pytest.mark.parametrize(("change", "wanted"), CHANGES.values(), ids=CHANGES)
def test_a_proof_in_words(change: dict[str, Any], wanted: list[str]) -> None:
    well = proof_text(GOOD)
    assert all(line.startswith("ok    ") for line in well)
    told = proof_text({**deepcopy(GOOD), **change})
    assert [line for line in told if line not in well] == wanted
