"""``export``: what is refused and how to go on, where it is written, and its JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from small_merge import LOCAL, REMOTE, Folder, Run, catalog, table

from mergetui.catalog.model import Catalog, Column, Enum, Policy
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import dumps
from mergetui.decisions.initial import Take, initial
from mergetui.decisions.model import Sources
from mergetui.decisions.write import write

Begin = Callable[[Take], Folder]


def change_a_side(folder: Folder, run: Run) -> None:
    folder.snapshot("remote", *REMOTE[:2], table("legend_categories", id="uuid"))


def contradict(folder: Folder, run: Run) -> None:
    assert run("decide", "orders", "drop").exit_code == 0


def leave_undecided(folder: Folder, run: Run) -> None:
    assert run("decide", "orders", "webhooks", "undecided").exit_code == 0


REFUSED: dict[str, tuple[Take, Callable[[Folder, Run], None] | None, list[str]]] = {
    "undecided": (
        "union",
        leave_undecided,
        ["2 tables undecided: orders, webhooks. Decide them, or leave them", "--partial."],
    ),
    "stale": (
        "union",
        change_a_side,
        ["1 decision stale, a side has changed since: legend_categories. Look again"],
    ),
    "contradiction": ("union", contradict, ["decisions.toml:24: orders: drop loses the rows"]),
    "data loss": (
        "local",
        None,
        ["data-loss is not allowed", "Allow it with --allow data-loss."],
    ),
}


@pytest.mark.parametrize(("take", "change", "wanted"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(
    begin: Begin,
    run: Run,
    take: Take,
    change: Callable[[Folder, Run], None] | None,
    wanted: list[str],
) -> None:
    folder = begin(take)
    if change:
        change(folder, run)
    before = folder.content()
    for words in (("export",), ("export", "-o", "out.sql"), ("export", "-o", "out"), ("prove",)):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        for sentence in wanted:
            assert sentence in result.stderr
        assert folder.content() == before


@pytest.mark.parametrize("allowed", ["data-loss", "all"])
def test_data_loss_may_be_allowed(begin: Begin, run: Run, allowed: str) -> None:
    begin("local")
    result = run("export", "--allow", "may-fail-on-rows", "--allow", allowed)
    assert result.exit_code == 0
    assert "DROP TABLE" in result.stdout


def test_undecided_tables_may_be_left_as_they_are(begin: Begin, run: Run) -> None:
    begin("union")
    run("decide", "webhooks", "undecided")
    result = run("export", "--partial")
    assert result.exit_code == 0
    assert "CREATE TABLE public.categories" in result.stdout
    assert "webhooks" not in result.stdout


def test_decisions_that_do_not_fit_are_a_wrong_input(begin: Begin, run: Run) -> None:
    folder = begin("union")
    folder.file.write_text(folder.file.read_text() + "\n[tables.zzz]\n")
    result = run("export", "-o", "out.sql")
    assert result.exit_code == 2
    assert "[tables.zzz] is a table that neither side has." in result.stderr
    assert not (folder.path / "out.sql").exists()


def test_where_it_is_written(begin: Begin, run: Run) -> None:
    folder = begin("union")
    printed = run("export")
    assert printed.exit_code == 0
    assert printed.stdout.startswith("-- Merged migration: 3 remote + 3 local tables -> 5.")
    assert run("export", "-o", "-").stdout == printed.stdout
    for name, path in (("new/out.sql", "new/out.sql"), ("folder", "folder/merge.sql")):
        result = run("export", "-o", name)
        assert (result.exit_code, result.stdout) == (0, "")
        assert f"{path}: written." in result.stderr
        assert (folder.path / path).read_text() == printed.stdout
    (folder.path / "folder" / "02_merge.sql").write_text(printed.stdout)
    (folder.path / "folder" / "other.sql").write_text("select 1;")
    result = run("export", "-o", "folder")
    assert "02_merge.sql: of an earlier export" in result.stderr
    assert "other.sql" not in result.stderr


def test_where_it_cannot_be_written(begin: Begin, run: Run) -> None:
    folder = begin("union")
    (folder.path / "dir.sql").mkdir()
    for name, wanted in (("dir.sql", "is a folder"), ("decisions.toml", "is no folder")):
        before = folder.content()
        result = run("export", "-o", name)
        assert (result.exit_code, result.stdout) == (2, "")
        assert wanted in result.stderr
        assert folder.content() == before


def test_a_migration_that_needs_two_files(empty: Folder, run: Run) -> None:
    def side(*values: str, tables: Catalog) -> Catalog:
        mood = Enum(name=Name("public", "mood"), values=values)
        return replace(tables, types={mood.name: mood})

    column = Column(name="m", type="public.mood", default="'new'::public.mood")
    moods = table("moods", id="uuid")
    moods = replace(moods, columns=(*moods.columns, column), needs=("type public.mood",))
    remote = side("old", tables=catalog(REMOTE[1]))
    local = side("old", "new", tables=catalog(moods))
    for name, found in (("remote", remote), ("local", local)):
        path = empty.path / "snapshots" / "catalogs" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumps(found))
    empty.file.write_text(write(initial(remote, local, Sources(remote="r", local="l"), "union")))
    result = run("export", "-o", "out.sql")
    assert result.exit_code == 2
    assert "needs 2 files" in result.stderr
    assert "-o out" in result.stderr
    assert not (empty.path / "out.sql").exists()
    assert run("export", "-o", "out").exit_code == 0
    assert sorted(p.name for p in (empty.path / "out").iterdir()) == [
        "01_types.sql",
        "02_merge.sql",
    ]
    assert run("export").stdout.count("-- file: ") == 2
    for file in (empty.path / "out").iterdir():
        lines = file.read_text().splitlines()
        settings = [line for line in lines if line.startswith("SET LOCAL ")]
        assert settings[0] == "SET LOCAL lock_timeout = '5s';"
        assert lines.index("DO $guard$") > lines.index(settings[-1])
        assert not {"BEGIN;", "COMMIT;", "START TRANSACTION;"} & set(lines)


def test_nothing_to_do_is_a_counted_statement(begin: Begin, run: Run) -> None:
    folder = begin("remote")
    result = run("export")
    assert (result.exit_code, result.stdout) == (0, "")
    told = "No difference: 3 tables, 7 columns and 0 other objects compared."
    assert told in result.stderr
    run("export", "-o", "out.sql")
    assert (folder.path / "out.sql").read_text() == f"-- {told}\n"
    assert json.loads(run("export", "--json").stdout)["statements"] == []


def test_json(begin: Begin, run: Run) -> None:
    begin("union")
    facts = json.loads(run("export", "--json").stdout)
    assert facts.keys() == {"files", "statements", "merged", "widened"}
    assert [f["name"] for f in facts["files"]] == ["merge.sql"]
    assert facts["files"][0]["sql"] == run("export").stdout
    assert facts["merged"] == {"tables": 5, "columns": 10, "foreign_keys": 0, "policies": 0}
    for statement in facts["statements"]:
        assert statement.keys() == {"sql", "object", "decision", "hazards", "lock"}
        assert statement["sql"] in facts["files"][0]["sql"]


def test_who_may_do_more_is_listed(begin: Begin, run: Run) -> None:
    """Permissive policies add up: what the local lets a role do, it may do with the rows there."""
    folder = begin("union")
    open_to_all = Policy(name="Read", command="select", using="true")
    for side, tables in (("remote", REMOTE), ("local", LOCAL)):
        policies = (open_to_all,) if side == "local" else ()
        guarded = replace(tables[0], rls=True, policies=policies)
        folder.snapshot(side, guarded, *tables[1:])
    assert run("decide", "api_keys", "merge", "--column", "scopes=remote").exit_code == 0
    result = run("export")
    assert "Who may do more than before, in 1 merged table:" in result.stderr
    said = "public may do more than with the remote's api_keys: select where policy Read lets them"
    assert said in result.stderr
    assert said in run("show", "api_keys").stdout
    assert json.loads(run("export", "--json").stdout)["widened"] == [
        {
            "table": "api_keys",
            "side": "remote",
            "source": "api_keys",
            "roles": "public",
            "gain": "select where policy Read lets them: true",
        }
    ]
