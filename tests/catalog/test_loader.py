"""What becomes of statements that PostgreSQL refuses, on the real server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mergetui.catalog.model import Catalog, ForeignKey, Index, Policy
from mergetui.catalog.names import Name
from mergetui.errors import InputError

CatalogOf = Callable[[str | Mapping[str, str]], Catalog]


@dataclass(frozen=True)
class Source:
    """SQL, the names of the tables that come up, and each fault as "LINE SQLSTATE outcome"."""

    sql: str
    tables: str
    faults: tuple[str, ...] = ()
    not_handled: Mapping[str, int] = field(default_factory=dict)


CASES = {
    "in order": Source("CREATE TABLE a (id int PRIMARY KEY);", "a"),
    "a foreign key before its table": Source(
        "CREATE TABLE b (id int, a int REFERENCES a);\nCREATE TABLE a (id int PRIMARY KEY);", "a b"
    ),
    "two tables that point at each other": Source(
        "CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b (id));\n"
        "CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a);",
        "a b",
    ),
    "a type, a function and a view before what they need": Source(
        "CREATE VIEW v AS SELECT f(id) FROM a;\n"
        "CREATE FUNCTION f(int) RETURNS mood LANGUAGE sql AS 'SELECT m FROM a';\n"
        "CREATE TABLE a (id int, m mood);\n"
        "CREATE TYPE mood AS ENUM ('x');",
        "a",
    ),
    "a table created twice": Source(
        "CREATE TABLE a (id int);\nCREATE TABLE a (id int, b int);\n"
        "CREATE TABLE IF NOT EXISTS a (c int);\nCREATE INDEX ON a (c);",
        "a",
        ("2 42P07 left out", "4 42703 kept as declared"),
    ),
    "a column named by a keyword": Source(
        "CREATE TABLE a (\n    id int,\n    references text[]\n);\nCREATE TABLE b (id int);",
        "a b",
        ("1 42601 read as if the name were quoted",),
    ),
    "a missing semicolon": Source(
        "CREATE TABLE a (id int)\nCREATE TABLE b (id int)\nCREATE TABLE c (id int);",
        "a b c",
        (
            "1 42601 read as if a semicolon stood there",
            "2 42601 read as if a semicolon stood there",
        ),
    ),
    "wrong SQL costs one statement": Source(
        "CREATE TABEL a (id int);\nCREATE TABLE b (id int);", "b", ("1 42601 left out",)
    ),
    "an open quote costs the rest": Source(
        "CREATE TABLE a (id int);\nSELECT 'it;\nCREATE TABLE b (id int);",
        "a",
        ("2 42601 left out",),
    ),
    "psql's commands and rows": Source(
        "\\restrict abc\nCREATE TABLE a (id int);\n\\! echo\n"
        "COPY a (id) FROM stdin;\n1\n'\n\\.\nCREATE TABLE b (id int);\n"
        "COPY a FROM PROGRAM 'id';\n\\unrestrict abc",
        "a b",
        (
            "3  left out",
            "4  left out: rows are not read from a source",
            "9  left out: rows are not read from a source",
        ),
    ),
    "transactions and settings": Source(
        "BEGIN;\nSET LOCAL search_path = sales;\nSET statement_timeout = 0;\n"
        "CREATE SCHEMA sales;\nCREATE TABLE a (id int);\nCOMMIT;",
        "sales.a",
    ),
    "a retry under the settings of its place": Source(
        "CREATE SCHEMA x;\nSET search_path = x;\nCREATE TABLE a (m mood);\n"
        "SET search_path = public, x;\nCREATE TYPE x.mood AS ENUM ('a');",
        "x.a",
    ),
    "the rest of ALTER TABLE stays": Source(
        "CREATE TABLE a (id int);\n"
        "ALTER TABLE a ADD COLUMN b int, ADD COLUMN c uuid REFERENCES nowhere (id);",
        "a",
        ("2 42P01 kept as declared",),
    ),
    "an older definition is not put over a newer one": Source(
        "CREATE OR REPLACE VIEW v AS SELECT id, 'old' AS is FROM a;\n"
        "CREATE TABLE a (id int);\n"
        "CREATE OR REPLACE VIEW v AS SELECT id, 'new' AS is FROM a;",
        "a",
        ("1 42P01 left out: a later statement makes it",),
    ),
    "DROP is not tried again": Source(
        "DROP TABLE a;\nCREATE TABLE a (id int);", "a", ("1 42P01 left out",)
    ),
    "concurrently and a new enum value": Source(
        "CREATE TYPE m AS ENUM ('a');\nCREATE TABLE a (m m);\nALTER TYPE m ADD VALUE 'b';\n"
        "ALTER TABLE a ALTER m SET DEFAULT 'b';\nCREATE INDEX CONCURRENTLY ON a (m);",
        "a",
    ),
    "roles and owners": Source(
        "CREATE ROLE mergetui_test_clerk;\nCREATE TABLE a (id int);\n"
        "ALTER TABLE a OWNER TO postgres;\n"
        "GRANT SELECT ON a TO mergetui_test_clerk, mergetui_test_reader;",
        "a",
        (),
        {"owners": 1, "roles": 1, "roles that are named and not made": 1},
    ),
    "a function that calls what is nowhere": Source(
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT x FROM nowhere';",
        "",
        ("1 42P01 kept; its body was not checked",),
    ),
    "superuser's things": Source(
        "CREATE TABLE a (id int);\nCREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x', 'y';\n"
        "ALTER SYSTEM SET fsync = on;\nCREATE EXTENSION postgis;",
        "a",
        ("2 42501 left out", "3 42501 left out", "4 0A000 left out"),
    ),
    "BEGIN ATOMIC": Source(
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql\nBEGIN ATOMIC\n  SELECT 1;\n  SELECT 2;\n"
        "END;\nCREATE TABLE a (id int);",
        "a",
    ),
    "platform tables": Source(
        "CREATE POLICY p ON storage.objects USING (bucket_id = 'a');\n"
        "INSERT INTO storage.buckets (id, name) VALUES ('a', 'a');\n"
        "CREATE TABLE auth.mine (id int);\n"
        "CREATE TABLE a (id uuid REFERENCES auth.users ON DELETE CASCADE);\n"
        "ALTER PUBLICATION supabase_realtime ADD TABLE a;",
        "a",
        (),
        {
            "policies on tables of the platform": 1,
            "statements about objects of the platform": 1,
            "tables in the publication supabase_realtime": 1,
        },
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_source(catalog_of: CatalogOf, case: Source) -> None:
    catalog = catalog_of(case.sql)
    assert " ".join(sorted(name.key for name in catalog.tables)) == case.tables
    faults = [f"{f.place.line} {f.sqlstate} {f.outcome}" for f in catalog.faults]
    assert tuple(faults) == case.faults
    assert dict(catalog.not_handled) == case.not_handled


def test_meta_commands_do_nothing(catalog_of: CatalogOf, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    catalog = catalog_of(f"\\! touch {trace}\nCOPY (SELECT 1) TO PROGRAM 'touch {trace}';")
    assert len(catalog.faults) == 2
    assert not trace.exists()


def test_a_file_that_is_no_sql(catalog_of: CatalogOf) -> None:
    with pytest.raises(InputError, match=r"sql/b\.sql:2: this is no SQL"):
        catalog_of({"a.sql": "SELECT 1;", "b.sql": "\nDear diary, today was fine."})


def test_files_run_in_order_and_their_settings_end_with_them(catalog_of: CatalogOf) -> None:
    catalog = catalog_of(
        {
            "2.sql": "CREATE TABLE b (id int);",
            "1/migration.sql": "CREATE SCHEMA x; SET search_path = x; CREATE TABLE a (id int);",
            "3.down.sql": "DROP TABLE b;",
            "4.sql": "-- migrate:up\nCREATE TABLE c (id int);\n-- migrate:down\nDROP TABLE c;",
        }
    )
    assert [name.key for name in catalog.tables] == ["b", "c", "x.a"]
    assert dict(catalog.not_handled) == {"sections that take a migration back": 2}
    assert catalog.faults == ()


def test_hints_say_where(catalog_of: CatalogOf) -> None:
    catalog = catalog_of(
        {
            "1.sql": "\nCREATE TABLE a (id int);",
            "2.sql": "CREATE TABLE a (id int);\nCREATE TABLE b (\n  id int,\n  user text);"
            "\nCREATE TABLE c (\n  id int,,\n  x int);",
        }
    )
    assert [(str(f.place), f.object, f.hint) for f in catalog.faults] == [
        ("sql/2.sql:1", "table public.a", "sql/1.sql:2 makes it already"),
        ("sql/2.sql:2", "table public.b", 'quote the column name: "user"'),
        ("sql/2.sql:5", None, "look at line 6"),
    ]


def test_circular_foreign_keys_are_there(catalog_of: CatalogOf) -> None:
    catalog = catalog_of(
        "CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b (id) ON DELETE SET NULL"
        " DEFERRABLE INITIALLY DEFERRED NOT NULL);"
        "CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a);"
    )
    a, b = (catalog.tables[Name("public", name)] for name in "ab")
    assert a.foreign_keys == (
        ForeignKey(
            name="a_b_fkey",
            columns=("b",),
            references=b.name,
            ref_columns=("id",),
            on_delete="set null",
            deferrable="deferred",
        ),
    )
    assert [key.ref_columns for key in b.foreign_keys] == [("id",)]
    assert [column.not_null for column in a.columns] == [True, True]


DECLARED = """\
CREATE TABLE users (id text PRIMARY KEY, email text);
CREATE TABLE orders (
    id uuid PRIMARY KEY,
    user_id uuid REFERENCES users ON DELETE CASCADE,
    email text REFERENCES users (email)
);
CREATE INDEX ON orders (user_id, nothing DESC);
ALTER TABLE orders ADD CONSTRAINT far FOREIGN KEY (id) REFERENCES elsewhere (id);
ALTER TABLE orders ADD CONSTRAINT further FOREIGN KEY (id) REFERENCES elsewhere;
"""


def test_what_is_refused_is_declared(catalog_of: CatalogOf) -> None:
    catalog = catalog_of(DECLARED)
    orders, users = Name("public", "orders"), Name("public", "users")
    assert [d.object for d in catalog.declared] == [
        ForeignKey(
            name="orders_user_id_fkey",
            columns=("user_id",),
            references=users,
            ref_columns=("id",),
            on_delete="cascade",
        ),
        ForeignKey(
            name="orders_email_fkey",
            columns=("email",),
            references=users,
            ref_columns=("email",),
        ),
        Index(
            name="orders_user_id_nothing_idx",
            unique=False,
            body="USING btree (user_id, nothing DESC)",
            columns=("user_id", "nothing"),
        ),
        ForeignKey(
            name="far",
            columns=("id",),
            references=Name("public", "elsewhere"),
            ref_columns=("id",),
        ),
    ]
    assert {d.table for d in catalog.declared} == {orders}
    assert [(f.place.line, f.sqlstate, f.outcome) for f in catalog.faults] == [
        (2, "42804", "kept as declared"),
        (2, "42830", "kept as declared"),
        (7, "42703", "kept as declared"),
        (8, "42P01", "kept as declared"),
        (9, "42P01", "left out"),
    ]
    assert {f.object for f in catalog.faults} == {"table public.orders"}
    assert catalog.faults[1].hint == "add a primary key or a unique constraint to users (email)"


POLICIES = """\
CREATE TABLE teams (id text PRIMARY KEY DEFAULT uuid_generate_v4()::text, owner text);
CREATE TABLE members (team_id text REFERENCES teams, user_id text, role text);
CREATE FUNCTION me() RETURNS uuid LANGUAGE sql STABLE AS 'SELECT auth.uid()';
CREATE POLICY good ON teams USING (owner = auth.uid()::text);
CREATE POLICY own ON teams FOR SELECT TO authenticated USING (owner = auth.uid());
CREATE POLICY joined ON teams FOR UPDATE USING (EXISTS (
    SELECT 1 FROM members m
    WHERE m.team_id = teams.id AND m.user_id = (SELECT me()) AND m.role = 'admin'
)) WITH CHECK (true);
CREATE POLICY wrong ON teams USING (owner = 7);
CREATE POLICY absent ON nowhere USING (id = auth.uid());
CREATE TABLE notes (id int, team_id text);
CREATE POLICY loose ON notes USING (
    team_id IN (SELECT team_id FROM members WHERE user_id = auth.uid())
);
"""


def test_policies_on_the_types_that_they_need(catalog_of: CatalogOf) -> None:
    catalog = catalog_of(POLICIES)
    teams, members = Name("public", "teams"), Name("public", "members")
    assert [policy.name for policy in catalog.tables[teams].policies] == ["good"]
    own, joined, loose = catalog.declared
    assert own.object == Policy(
        name="own",
        command="select",
        roles=("authenticated",),
        using="(owner = auth.uid())",
    )
    assert own.requires == ((teams, "owner", "uuid"),)
    assert own.message == "operator does not exist: text = uuid"
    assert isinstance(joined.object, Policy)
    assert joined.object.using is not None
    assert "public.me() AS me" in joined.object.using
    assert joined.object.needs == ("function public.me()", "table public.members")
    assert joined.requires == (
        (members, "team_id", "uuid"),
        (members, "user_id", "uuid"),
        (teams, "id", "uuid"),
    )
    assert loose.requires == (
        (members, "team_id", "uuid"),
        (members, "user_id", "uuid"),
        (Name("public", "notes"), "team_id", "uuid"),
    )
    assert [(f.place.line, f.sqlstate, f.outcome) for f in catalog.faults] == [
        (5, "42883", "kept as declared"),
        (6, "42883", "kept as declared"),
        (10, "42883", "left out"),
        (11, "42P01", "left out"),
        (13, "42883", "kept as declared"),
    ]


def test_an_extension_is_in_the_catalog_when_it_is_named_or_used(catalog_of: CatalogOf) -> None:
    def extensions(sql: str) -> list[str]:
        catalog = catalog_of(sql)
        assert catalog.faults == ()
        return [f"{e.name} {e.schema}" for e in catalog.extensions.values()]

    assert extensions("CREATE TABLE a (id uuid DEFAULT gen_random_uuid());") == []
    assert extensions("CREATE TABLE a (id uuid DEFAULT uuid_generate_v4());") == [
        "uuid-ossp extensions"
    ]
    assert extensions('CREATE EXTENSION IF NOT EXISTS "uuid-ossp";') == ["uuid-ossp extensions"]
    assert extensions('CREATE EXTENSION "uuid-ossp" WITH SCHEMA public;') == ["uuid-ossp public"]
    assert extensions("CREATE EXTENSION vector; CREATE TABLE a (v vector(3));") == ["vector public"]
