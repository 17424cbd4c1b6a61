"""Several schemas on a side, under names like ``sales.orders``, and filters in [sources]."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from small_merge import Folder, Run, catalog, table

from mergetui.catalog.model import Catalog, ForeignKey, Schema, Table
from mergetui.catalog.names import Name
from mergetui.catalog.snapshot import dumps

INIT = ("init", "--remote", "remote.json", "--local", "local.json")


def within(schema: str, made: Table) -> Table:
    return replace(made, name=Name(schema, made.name.name))


def of_schemas(*tables: Table) -> Catalog:
    names = sorted({"public", *(t.name.schema for t in tables)})
    return replace(catalog(*tables), schemas={name: Schema(name=name) for name in names})


ORDERS = table("orders", id="uuid", total="numeric(10,2)")
KEY = ForeignKey(name="k", columns=("id",), references=Name("audit", "log"), ref_columns=("id",))
REMOTE = of_schemas(
    ORDERS,
    within("sales", table("orders", id="uuid", by="uuid")),
    within("audit", table("log", id="uuid")),
    within("Odd.Name", table("Some Table", id="uuid")),
)
LOCAL = of_schemas(
    replace(within("sales", table("orders", id="uuid", by="text")), foreign_keys=(KEY,)),
    within("audit", table("log", id="uuid")),
    table("tmp_1", id="uuid"),
)


@pytest.fixture
def sources(empty: Folder) -> Folder:
    (empty.path / "remote.json").write_text(dumps(REMOTE))
    (empty.path / "local.json").write_text(dumps(LOCAL))
    return empty


def test_names_in_the_file_and_in_commands(sources: Folder, run: Run) -> None:
    assert run(*INIT).exit_code == 0
    text = sources.file.read_text()
    assert '[tables."sales.orders"]' in text
    assert "[tables.orders]" in text
    keys = ["Odd.Name.Some Table", "audit.log", "orders", "sales.orders", "tmp_1"]
    assert list(sources.decisions.tables) == keys
    assert run("decide", "sales.orders", "merge").exit_code == 0
    assert run("decide", "Odd.Name.Some Table", "keep").exit_code == 0
    assert run("decide", "public.orders", "keep").exit_code == 0
    assert [sources.decisions.tables[key].action for key in keys] == [
        *("keep", "undecided", "keep", "merge", "undecided")
    ]
    listed = json.loads(run("list", "--json", "sales").stdout)
    assert [entry["table"] for entry in listed] == ["sales.orders"]
    shown = run("show", "sales.orders").stdout
    assert shown.splitlines()[0] == "sales.orders: common, decided"
    assert "audit.log" in shown
    wrong = run("show", "sale.orders")
    assert wrong.exit_code == 2
    assert "Did you mean sales.orders?" in wrong.stderr


def test_the_merge_of_a_table_elsewhere(sources: Folder, run: Run) -> None:
    run(*INIT, "--take", "union")
    sql = run("export").stdout
    assert "ALTER TABLE sales.orders ADD CONSTRAINT k FOREIGN KEY (id)" in sql
    assert "-- sales.orders: merge" in sql
    assert "CREATE TABLE public.tmp_1" in sql


def test_filters(sources: Folder, run: Run) -> None:
    told = run(*INIT, "--schema", "public", "--schema", "sales", "--exclude", "tmp_*")
    assert told.exit_code == 0, told.stderr
    assert "left out, as [sources] says: 2 schemas, 2 tables" in told.stdout
    assert (
        "left out, as [sources] says: 1 schema, 2 tables, 1 foreign key to what is left out: "
    ) in told.stdout
    assert list(sources.decisions.tables) == ["orders", "sales.orders"]
    assert sources.decisions.sources.schemas == ("public", "sales")
    assert "remote: left out, as [sources] says: 2 schemas, 2 tables" in run("status").stdout
    facts = json.loads(run("status", "--json").stdout)
    assert facts["excluded"]["remote"] == {"schemas": 2, "tables": 2}
    run("decide", "--where", "is:undecided", "keep-remote", "orders")
    assert "audit" not in run("export", "--partial").stdout


def test_refresh_follows_the_filters(sources: Folder, run: Run) -> None:
    run(*INIT)
    text = sources.file.read_text()
    sources.file.write_text(text.replace('json"\n\n', 'json"\nexclude = ["audit.*"]\n\n', 1))
    told = run("refresh")
    assert told.exit_code == 0, told.stderr
    assert "1 gone: audit.log" in told.stdout
    assert "take their blocks out: audit.log" in told.stdout
    assert run("status").exit_code == 0
