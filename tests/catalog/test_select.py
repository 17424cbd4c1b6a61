"""What ``[sources]`` leaves out of a catalog, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from mergetui.catalog.model import Catalog
from mergetui.catalog.select import select
from mergetui.catalog.snapshot import dumps, loads
from mergetui.errors import Place

CatalogOf = Callable[[str | Mapping[str, str]], Catalog]

SQL = """
CREATE SCHEMA sales;
CREATE SCHEMA audit;
CREATE TYPE audit.verb AS ENUM ('insert', 'delete');
CREATE COLLATION audit.plain (locale = 'POSIX');
CREATE TABLE audit.log (id int PRIMARY KEY, verb audit.verb);
ALTER DEFAULT PRIVILEGES IN SCHEMA audit GRANT SELECT ON TABLES TO anon;
CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE sales.orders (
    id serial PRIMARY KEY, by int REFERENCES users, log int REFERENCES audit.log
);
CREATE TRIGGER note AFTER INSERT ON sales.orders FOR EACH ROW EXECUTE FUNCTION audit.note();
ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON sales.orders USING (id IN (SELECT id FROM audit.log));
CREATE RULE gone AS ON DELETE TO users DO ALSO INSERT INTO audit.log VALUES (old.id);
CREATE VIEW recent AS SELECT id FROM audit.log;
CREATE VIEW latest AS SELECT id FROM recent;
CREATE TABLE tmp_1 (id serial);
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (2);
CREATE FUNCTION tmp_f() RETURNS int LANGUAGE sql AS 'SELECT 1';
"""

WITHOUT_AUDIT = {
    "tables": 1,
    "views": 2,
    "functions": 1,
    "types": 1,
    "foreign keys to what is left out: sales.orders (log) → audit.log": 1,
    "policies on what stays": 1,
    "triggers on what stays": 1,
    "rules on what stays": 1,
}
CASES: dict[str, tuple[list[str], list[str], list[str], dict[str, int]]] = {
    "nothing": ([], [], ["audit.log", "parts", "parts_1", "sales.orders", "tmp_1", "users"], {}),
    "a schema by a pattern": (
        [],
        ["audit.*"],
        ["parts", "parts_1", "sales.orders", "tmp_1", "users"],
        WITHOUT_AUDIT,
    ),
    "schemas by name": (
        ["public", "sales"],
        [],
        ["parts", "parts_1", "sales.orders", "tmp_1", "users"],
        {"schemas": 1, **WITHOUT_AUDIT},
    ),
    "a pattern over all kinds of names": (
        [],
        ["tmp_*"],
        ["audit.log", "parts", "parts_1", "sales.orders", "users"],
        {"tables": 1, "functions": 1, "sequences": 1},
    ),
    "what others point at": (
        [],
        ["users"],
        ["audit.log", "parts", "parts_1", "sales.orders", "tmp_1"],
        {"tables": 1, "foreign keys to what is left out: sales.orders (by) → users": 1},
    ),
    "what points at others": (
        [],
        ["sales.*"],
        ["audit.log", "parts", "parts_1", "tmp_1", "users"],
        {
            **{"tables": 1, "sequences": 1},
            "foreign keys from what is left out: "
            "sales.orders (by) → users, sales.orders (log) → audit.log": 2,
        },
    ),
    "partitions go with their table": (
        [],
        ["parts"],
        ["audit.log", "sales.orders", "tmp_1", "users"],
        {"tables": 2},
    ),
    "a partition goes alone": (
        [],
        ["public.parts_?"],
        ["audit.log", "parts", "sales.orders", "tmp_1", "users"],
        {"tables": 1},
    ),
}


@pytest.fixture(scope="session")
def whole() -> list[Catalog]:
    return []


@pytest.mark.parametrize(("schemas", "exclude", "tables", "counts"), CASES.values(), ids=CASES)
def test_select(
    schemas: list[str],
    exclude: list[str],
    tables: list[str],
    counts: dict[str, int],
    whole: list[Catalog],
    catalog_of: CatalogOf,
) -> None:
    if not whole:
        whole.append(catalog_of(SQL))
        assert whole[0].faults == ()
    found = select(whole[0], schemas, exclude)
    assert sorted(n.key for n in found.tables) == tables
    assert dict(found.excluded) == counts
    assert loads(dumps(found), Place("x")) == found
    if schemas:
        assert set(found.schemas) == set(schemas)
        assert "tables in audit" not in found.default_privileges
        assert dict(found.others) == {}
