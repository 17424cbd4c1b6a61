"""``status``, ``list``, ``show``, and mergetui without a terminal: facts and their JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from small_merge import LOCAL, REMOTE, Folder, Run, table

from mergetui.catalog.model import Index
from mergetui.decisions.file import DecisionsFile
from mergetui.decisions.initial import Take


def test_status(folder: Folder, run: Run) -> None:
    run("decide", "orders", "keep")
    result = run("status", "--json")
    assert result.exit_code == 0
    facts = json.loads(result.stdout)
    assert facts.pop("read").keys() == {"remote", "local"}
    assert facts == {
        "remote": {"tables": 3, "columns": 7, "faults": 0},
        "local": {"tables": 3, "columns": 6, "faults": 0},
        "tables": 5,
        "common": 1,
        "remote_only": 2,
        "local_only": 2,
        "undecided": 4,
        "stale": 0,
        "blocked": 0,
        "actions": {"undecided": 4, "keep": 1},
        "two_referents": {"columns": 0, "undecided": 0},
        "undecided_parts": 0,
        "has_run": False,
        "phases": [{"id": "", "title": "Other", "tables": 5, "decided": 1}],
        "not_handled": {"remote": {}, "local": {}},
        "excluded": {"remote": {}, "local": {}},
        "platform": {"remote": [], "local": []},
    }
    assert run("status").stdout.splitlines() == [
        "remote  3 tables  7 columns  0 faults",
        "local   3 tables  6 columns  0 faults",
        "snapshots: remote read just now, local read just now",
        "5 tables: 1 common, 2 remote-only, 2 local-only",
        "1 decided, 4 undecided, 0 stale, 0 blocked",
        "keep 1",
        "",
        "1/5  Other",
    ]


def test_what_is_not_merged_is_named(folder: Folder, run: Run) -> None:
    kinds = {"event triggers": 2, "text search configurations": 1, "operator classes": 1}
    platform = ("auth", "storage")
    folder.snapshot("remote", *REMOTE, not_handled=kinds, platform=platform)
    folder.snapshot("local", *LOCAL, platform=platform)
    assert "the platform's schemas" not in run("status").stdout  # no statement is about them
    for side, tables in (("remote", REMOTE), ("local", LOCAL)):
        kinds = {**kinds, "statements about objects of the platform": 3}
        folder.snapshot(side, *tables, not_handled=kinds, platform=platform)
    told = run("status").stdout
    assert (
        "remote: not handled: 2 event triggers, 1 text search configuration, 1 operator class, "
        "3 statements about objects of the platform"
    ) in told
    assert "both sides: left out, the platform's schemas: auth, storage" in told
    facts = json.loads(run("status", "--json").stdout)
    assert facts["not_handled"] == {"remote": kinds, "local": kinds}
    assert facts["platform"] == {"remote": [*platform], "local": [*platform]}


def test_a_strict_check_refuses_what_is_not_merged(
    begin: Callable[[Take], Folder], run: Run
) -> None:
    folder = begin("union")
    assert run("check", "--strict").exit_code == 0
    folder.snapshot("local", *LOCAL, not_handled={"event triggers": 2})
    assert run("check").exit_code == 0
    strict = run("check", "--strict")
    assert strict.exit_code == 1
    assert "local: not handled: 2 event triggers." in strict.stdout
    facts = json.loads(run("check", "--strict", "--json").stdout)
    assert facts["not_handled"] == {"remote": {}, "local": {"event triggers": 2}}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ((), ["api_keys", "categories", "legend_categories", "orders", "webhooks"]),
        (("categ",), ["categories", "legend_categories"]),
        (("categ", "side:local"), ["categories"]),
        (("is:common",), ["api_keys"]),
        (("is:decided",), []),
    ],
)
def test_list(folder: Folder, run: Run, words: tuple[str, ...], wanted: list[str]) -> None:
    result = run("list", *words)
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == wanted
    assert [t["table"] for t in json.loads(run("list", *words, "--json").stdout)] == wanted


def test_show_is_one_table_side_by_side(folder: Folder, run: Run) -> None:
    run("decide", "api_keys", "merge", "--reason", "why")
    result = run("show", "api_keys")
    assert result.exit_code == 0
    head, decision, _, titles, *rows = result.stdout.splitlines()
    assert head == "api_keys: common, decided"
    assert decision == 'merge  "why"'
    assert titles.split() == ["remote", "merged", "local"]
    assert rows[0].split() == [
        "type",
        *["id", "uuid", "not", "null", "id", "uuid", "not", "null", "id", "text", "not", "null"],
    ]
    assert rows[1].split()[0] == "name", "a pair under two names is one row"
    facts = json.loads(run("show", "api_keys", "--json").stdout)
    assert facts["action"] == "merge"
    assert facts["aligned"][0]["local"] == "id text not null"


def test_text_from_a_schema_steers_no_terminal(folder: Folder, run: Run) -> None:
    folder.snapshot("remote", *REMOTE, table("evil\x1b[2J\nname", id="uuid"))
    assert "\x1b" not in run("list").stdout
    assert len(run("list").stdout.splitlines()) == 6


def test_a_changed_side_makes_decisions_stale(folder: Folder, run: Run) -> None:
    run("decide", "orders", "keep")
    folder.snapshot("remote", *REMOTE[:1], table("orders", id="uuid", total="text"), *REMOTE[2:])
    assert json.loads(run("status", "--json").stdout)["stale"] == 1
    assert [t["table"] for t in json.loads(run("list", "is:stale", "--json").stdout)] == ["orders"]


def test_parts_with_two_meanings_are_told_until_somebody_decides(folder: Folder, run: Run) -> None:
    """Both stay, which holds nothing up; ``check`` tells the words that decide."""
    for side, on in (("remote", "id"), ("local", "lower(id::text)")):
        index = Index(name="docs_idx", unique=False, body=f"USING btree ({on})")
        folder.snapshot(side, replace(table("docs", id="uuid"), indexes=(index,)))
    head = folder.file.read_text("utf-8").partition("[tables.")[0]
    folder.file.write_text(f"{head}[tables.docs]\n", "utf-8")
    run("decide", "docs", "merge")
    assert json.loads(run("status", "--json").stdout)["undecided_parts"] == 1
    assert "1 part of tables with two meanings, undecided" in run("status").stdout
    assert run("list", "has:parts").stdout.startswith("docs")
    result = run("check")
    assert result.exit_code == 0
    words = '[tables.docs.parts] "index docs_idx" = { take = "remote" } says which'
    assert words in result.stdout
    told = json.loads(run("check", "--json").stdout)["undecided_parts"]
    assert [(t["table"], t["part"]) for t in told] == [("docs", "index docs_idx")]
    run("decide", "docs", "--part", "index docs_idx=local")
    assert json.loads(run("status", "--json").stdout)["undecided_parts"] == 0
    assert run("list", "has:parts").stdout == ""
    text = run("export", "-o", "-").stdout
    assert "-- docs: merge, index docs_idx = local" in text
    assert "lower(id::text)" in text


def test_without_a_terminal_the_state_is_text(folder: Folder, run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert "5 tables: 1 common" in result.stdout
    assert "api_keys: common, undecided" in result.stdout
    assert "No terminal" in result.stderr


@pytest.mark.parametrize("words", [(), ("init",), ("decide",), ("export",), ("prove",)])
def test_help_has_examples(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert re.search(r"Examples:\n +mergetui", result.stdout)


def test_the_file_may_lie_elsewhere(folder: Folder, run: Run) -> None:
    folder.file.rename(folder.path / "other.toml")
    assert run("--file", "other.toml", "decide", "orders", "keep").exit_code == 0
    other = DecisionsFile.load(folder.path / "other.toml")
    assert other.decisions.tables["orders"].action == "keep"
