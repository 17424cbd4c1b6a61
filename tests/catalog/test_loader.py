"""What becomes of statements that PostgreSQL refuses, on the real server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mergetui.catalog import filling
from mergetui.catalog.model import Catalog, ForeignKey, Index, Policy
from mergetui.catalog.names import Name
from mergetui.catalog.source import ServerFactory, read_source
from mergetui.errors import InputError

CatalogOf = Callable[[str | Mapping[str, str]], Catalog]


def test_meta_commands_do_nothing(catalog_of: CatalogOf, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    catalog = catalog_of(f"\\! touch {trace}\nCOPY (SELECT 1) TO PROGRAM 'touch {trace}';")
    assert len(catalog.faults) == 2
    assert not trace.exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"b.sql": b"\nDear diary, today was fine."},
            r"sql/b\.sql:2: this is no SQL: syntax error",
        ),
        ({"a.sql": b"SELECT 1\0;"}, r"sql/a\.sql:1: this is no SQL: the file holds a NUL"),
        ({"a.sql": b"", "b.sql": b"\xff\xd8\xff"}, r"sql/b\.sql:1: this is no SQL"),
    ],
)
def test_a_source_that_is_no_sql(
    server_factory: ServerFactory, tmp_path: Path, files: dict[str, bytes], words: str
) -> None:
    (tmp_path / "sql").mkdir()
    for name, content in files.items():
        (tmp_path / "sql" / name).write_bytes(content)
    with pytest.raises(InputError, match=words):
        asyncio.run(read_source("sql", base=tmp_path, server=server_factory))


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


MANY = """DO $$ BEGIN
    FOR i IN 1..10000 LOOP
        EXECUTE format('CREATE TABLE t%s AS SELECT generate_series(1, 100000)', i);
    END LOOP;
END $$;"""


def test_many_tables_do_not_fill_the_disk(
    catalog_of: CatalogOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "FULL", 40 << 20)
    monkeypatch.setattr(filling, "LOOK", 0.1)
    catalog = catalog_of(f"CREATE TABLE a (id int);\n{MANY}\nCREATE TABLE b (id int);")
    assert [(f.place.line, f.sqlstate) for f in catalog.faults] == [(2, "53100")]
    assert [name.name for name in catalog.tables] == ["a", "b"]
    kept = MANY.replace("END LOOP", "COMMIT; END LOOP")
    with pytest.raises(InputError, match=r"more than 40 MB of the scratch server\. Rows are not"):
        catalog_of(kept)
