"""Sources that are hard to read as text or as a folder, each with what must come of it."""

from __future__ import annotations

from source_outline import Source

A, B, C = "a(id integer)", "b(id integer)", "c(id integer)"
UTF8 = "save the file as UTF-8"
QUOTE = "close the quote, and write a quote inside of a text twice"
OPEN = "left out up to the next statement"
AS_1252 = "its lines that are not were read as Windows-1252"
DOWN = "sections that take a migration back"

TEXTS = {
    "latin-1": Source(
        "CREATE TABLE a (id int);\nCOMMENT ON TABLE a IS 'für alle';\n".encode("latin-1"),
        (A, "  comment für alle"),
        (f"1.sql:2 22021 {AS_1252}: {UTF8}",),
    ),
    "one line is no UTF-8": Source(
        b"CREATE TABLE a (id int);\nCOMMENT ON TABLE a IS 'f\xc3\xbcr';\n-- \xe9\x81\n",
        (A, "  comment für"),
        (f"1.sql:3 22021 {AS_1252}: {UTF8}",),
    ),
    "utf-16, as PowerShell writes it": Source(
        "CREATE TABLE a (id int);\r\nCREATE TABLE b (id int);".encode("utf-16"),
        (A, B),
        (f"1.sql:1 22021 read as UTF-16: {UTF8}",),
    ),
    "a byte order mark": Source(b"\xef\xbb\xbfCREATE TABLE a (id int);", (A,)),
    "a byte order mark where files were joined": Source(
        b"CREATE TABLE a (id int);\n\xef\xbb\xbfCREATE TABLE b (id int);", (A, B)
    ),
    "CRLF": Source(
        b"CREATE TABLE a (\r\n  id int -- the key\r\n);\r\n\r\nCREATE TABEL b (id int);\r\n"
        b"CREATE TABLE c (\r\n  id int\r\n);\r\n",
        (A, C),
        ("1.sql:5 42601 left out",),
    ),
    "CR alone": Source(b"CREATE TABLE a (id int); -- one\rCREATE TABLE b (id int);", (A, B)),
    "a NUL": Source(
        {"1.sql": "CREATE TABLE a (id int);", "2.sql": b"\x89PNG\n\x00\x00"},
        (A,),
        ("2.sql:2 22021 left out: take the file out of the source",),
    ),
    "a file that is no SQL beside one that is": Source(
        {"1.sql": "CREATE TABLE a (id int);", "2.sql": "\nDear diary, today was fine."},
        (A,),
        ("2.sql:2 42601 left out",),
    ),
    "an empty file and one of comments": Source(
        {"1.sql": "", "2.sql": "-- nothing\n/* at all */ ;;", "3.sql": "CREATE TABLE a (id int)"},
        (A,),
    ),
    "SET client_encoding, though the file is UTF-8": Source(
        "SET client_encoding = 'LATIN1';\nCREATE TABLE a (id int);\nSET NAMES 'SQL_ASCII';\n"
        "COMMENT ON TABLE a IS 'ж';",
        (A, "  comment ж"),
    ),
    "an open quote": Source(
        "CREATE TABLE a (id int);\nSELECT 'it;\nCREATE TABLE b (id int);\n"
        "COMMENT ON TABLE b IS 'two';\nCREATE TABLE c (id int);",
        (A, B, "  comment two", C),
        (f"1.sql:2 42601 {OPEN}: {QUOTE}",),
    ),
    "a quote inside of a text, twice": Source(
        "CREATE TABLE a (id int);\nCOMMENT ON TABLE a IS 'the user's name';\n"
        "CREATE TABLE b (id int, x text DEFAULT 'q');\n"
        "COMMENT ON TABLE a IS 'the user's age';\nCREATE TABLE c (id int, x text DEFAULT 'q');",
        (
            A,
            "b(id integer, x text = 'q'::text)",
            "c(id integer, x text = 'q'::text)",
        ),
        (f"1.sql:2 42601 {OPEN}: {QUOTE}", f"1.sql:4 42601 {OPEN}: {QUOTE}"),
    ),
    "an open dollar quote": Source(
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND;\n"
        "CREATE TABLE a (id int);\n"
        "CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND;\n$$;\n"
        "CREATE TABLE b (id int);",
        (A, B, "function g()"),
        (f"1.sql:1 42601 {OPEN}: {QUOTE}",),
    ),
    "an open dollar quote with a tag": Source(
        "CREATE TABLE a (id int);\nDO $x$ BEGIN NULL; END $y$;\nCREATE TABLE b (id int);\n",
        (A, B),
        (f"1.sql:2 42601 {OPEN}: {QUOTE}",),
    ),
    "a wrong word after a body": Source(
        "DO $$\nBEGIN\nCREATE TABLE inside (id int);\nEND $$ LANGAUGE plpgsql;\n"
        "CREATE TABLE a (id int);\nDO $$ BEGIN NULL; END $$;\nCREATE TABLE b (id int);",
        (A, B),
        ("1.sql:1 42601 left out: look at line 4",),
    ),
    "an open double quote": Source(
        'CREATE TABLE a (id int);\nCREATE TABLE "x (id int);\nCREATE TABLE b (id int);',
        (A, B),
        (f"1.sql:2 42601 {OPEN}: {QUOTE}",),
    ),
    "an open comment": Source(
        "CREATE TABLE a (id int);\n/* not yet\nCREATE TABLE b (id int);",
        (A,),
        ("1.sql:2 42601 left out",),
    ),
    "a text that looks like a statement": Source(
        "CREATE TABLE a (id int);\nCOMMENT ON TABLE a IS 'see\nCREATE TABLE b (id int);\n';",
        (A, "  comment see\nCREATE TABLE b (id int);\n"),
    ),
}

FOLDERS = {
    "alphabetical order, nested": Source(
        {
            "10.sql": "ALTER TABLE a RENAME TO b;",
            "1.sql": "CREATE TABLE a (id int);",
            "2/a.SQL": "CREATE TABLE c (id int);",
            "2/readme.md": "nothing of SQL",
        },
        (B, C),
    ),
    "Supabase": Source(
        {
            "20240101000000_one.sql": "CREATE TABLE a (id uuid REFERENCES auth.users);\n"
            "ALTER TABLE a ENABLE ROW LEVEL SECURITY;\n"
            "CREATE POLICY own ON a USING (id = auth.uid());",
            "20240102000000_two.sql": "ALTER TABLE a ADD b text;",
        },
        ("a(id uuid, b text)", "  foreign id -> auth.users(id)", "  policy own"),
    ),
    "Prisma": Source(
        {
            "20240102000000_two/migration.sql": 'ALTER TABLE "A" ADD "createdAt" TIMESTAMP(3);',
            "20240101000000_one/migration.sql": '-- CreateTable\nCREATE TABLE "A" (\n'
            '    "id" TEXT NOT NULL,\n\n    CONSTRAINT "A_pkey" PRIMARY KEY ("id")\n);\n',
            "migration_lock.toml": 'provider = "postgresql"\n',
        },
        (
            "A(id text!, createdAt timestamp(3) without time zone)",
            "  primary id",
        ),
    ),
    "Flyway": Source(
        {
            "V10__ten.sql": "ALTER TABLE a RENAME TO b;",
            "V2__two.sql": "ALTER TABLE a RENAME x TO id;",
            "sub/V1.1__more.sql": "CREATE TABLE c (id int);",
            "V1__one.sql": "CREATE TABLE a (x int);",
            "R__view.sql": "CREATE OR REPLACE VIEW v AS SELECT id FROM b;",
            "U10__ten.sql": "DROP TABLE b;",
        },
        (B, C, "view v"),
        (),
        {DOWN: 1},
    ),
    "golang-migrate": Source(
        {
            "10_ten.up.sql": "ALTER TABLE a RENAME TO b;",
            "2_two.up.sql": "ALTER TABLE a RENAME x TO id;",
            "1_one.up.sql": "CREATE TABLE a (x int);",
            "1_one.down.sql": "DROP TABLE a;",
            "2_two.down.sql": "ALTER TABLE a RENAME id TO x;",
        },
        (B,),
        (),
        {DOWN: 2},
    ),
    "dbmate": Source(
        "-- migrate:up\nCREATE TABLE a (id int);\n\n-- migrate:down\nDROP TABLE a;\n",
        (A,),
        (),
        {DOWN: 1},
    ),
    "goose, the way back first": Source(
        "-- +goose Down\nDROP TABLE a;\n-- +goose Up\nCREATE TABEL a;\nCREATE TABLE a (id int);\n",
        (A,),
        ("1.sql:4 42601 left out",),
        {DOWN: 1},
    ),
    "diesel and node-pg-migrate": Source(
        {
            "2024-01-01-000000_x/up.sql": "CREATE TABLE a (id int);",
            "2024-01-01-000000_x/down.sql": "DROP TABLE a;",
            "2024_y.sql": "-- Up Migration\nCREATE TABLE b (id int);\n"
            "-- Down Migration\nDROP TABLE b;",
        },
        (A, B),
        (),
        {DOWN: 2},
    ),
    "Rails' structure.sql": Source(
        {
            "structure.sql": "\\restrict xyz\nSET statement_timeout = 0;\n"
            "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n"
            "SELECT pg_catalog.set_config('search_path', '', false);\n"
            "SET row_security = off;\n"
            "CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;\n"
            "COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';\n"
            "SET default_tablespace = '';\nSET default_table_access_method = heap;\n"
            "CREATE TABLE public.a (\n    id bigint NOT NULL\n);\n"
            "CREATE SEQUENCE public.a_id_seq START WITH 1 OWNED BY public.a.id;\n"
            "ALTER TABLE ONLY public.a ALTER COLUMN id"
            " SET DEFAULT nextval('public.a_id_seq'::regclass);\n"
            "ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);\n"
            "CREATE TABLE public.schema_migrations (version character varying NOT NULL);\n"
            '\\unrestrict xyz\nSET search_path TO "$user", public;\n'
            "INSERT INTO \"schema_migrations\" (version) VALUES\n('2'),\n('1');\n"
        },
        (
            "extension pgcrypto in public",
            "a(id bigint! = nextval('public.a_id_seq'::regclass))",
            "  primary id",
            "schema_migrations(version character varying!)",
        ),
        (),
        {"comments on extensions": 1},
    ),
}
