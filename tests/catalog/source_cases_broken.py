"""Sources whose statements are refused, or that hold more than definitions, each with what must
come of it."""

from __future__ import annotations

from source_outline import Source

A, B, C = "a(id integer)", "b(id integer)", "c(id integer)"
ROWS = "left out: rows are not read from a source"
INSTEAD = "take it out, or write what it does as SQL"
ELSEWHERE = "the file that it names is read where it belongs to the source itself"
BRANCHES = "all branches are read"

ORDER = {
    "in order": Source("CREATE TABLE a (id int PRIMARY KEY);", ("a(id integer!)", "  primary id")),
    "a foreign key before its table": Source(
        "CREATE TABLE b (id int, a int REFERENCES a);\nCREATE TABLE a (id int PRIMARY KEY);",
        ("a(id integer!)", "  primary id", "b(id integer, a integer)", "  foreign a -> a(id)"),
    ),
    "two tables that point at each other": Source(
        "CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b (id));\n"
        "CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a);",
        (
            "a(id integer!, b integer)",
            "  primary id",
            "  foreign b -> b(id)",
            "b(id integer!, a integer)",
            "  primary id",
            "  foreign a -> a(id)",
        ),
    ),
    "an ALTER TABLE IF EXISTS before its table": Source(
        "ALTER TABLE IF EXISTS a ADD x int;\nALTER TABLE a ADD y int;\n"
        "CREATE TABLE a (id int);\nALTER TABLE a ADD z int;",
        ("a(id integer, z integer, y integer)",),
    ),
    "a policy that compares what does not compare yet": Source(
        "CREATE TABLE a (id text, n point);\nCREATE POLICY own ON a USING (same(id, 1));\n"
        "CREATE POLICY far ON a USING (n = id);\n"
        "CREATE FUNCTION same(text, int) RETURNS bool LANGUAGE sql AS 'SELECT true';\n"
        "CREATE FUNCTION same(point, text) RETURNS bool LANGUAGE sql AS 'SELECT true';\n"
        "CREATE OPERATOR = (LEFTARG = point, RIGHTARG = text, FUNCTION = same);",
        (
            "a(id text, n point)",
            "  policy far",
            "  policy own",
            "function same(point, text)",
            "function same(text, integer)",
        ),
    ),
    "a type, a function and a view before what they need": Source(
        "CREATE VIEW v AS SELECT f(id) FROM a;\n"
        "CREATE FUNCTION f(int) RETURNS mood LANGUAGE sql AS 'SELECT m FROM a';\n"
        "CREATE TABLE a (id int, m mood);\n"
        "CREATE TYPE mood AS ENUM ('x');",
        ("enum mood", "a(id integer, m public.mood)", "view v", "function f(integer)"),
    ),
    "a table created twice": Source(
        "CREATE TABLE a (id int);\nCREATE TABLE a (id int, b int);\n"
        "CREATE TABLE IF NOT EXISTS a (c int);\nCREATE INDEX ON a (c);",
        (A, "declared a: index USING btree (c)"),
        (
            "1.sql:2 42P07 left out: sql/1.sql:1 makes it already",
            "1.sql:4 42703 kept as declared: the table has no column of that name;"
            " mend the name or add the column",
        ),
    ),
    "an older definition is not put over a newer one": Source(
        "CREATE OR REPLACE VIEW v AS SELECT id, 'old' AS is FROM a;\n"
        "CREATE TABLE a (id int);\n"
        "CREATE OR REPLACE VIEW v AS SELECT id, 'new' AS is FROM a;",
        (A, "view v"),
        ("1.sql:1 42P01 left out: a later statement makes it",),
    ),
    "DROP is not tried again": Source(
        "DROP TABLE a;\nCREATE TABLE a (id int);", (A,), ("1.sql:1 42P01 left out",)
    ),
    "the rest of ALTER TABLE stays": Source(
        "CREATE TABLE a (id int);\n"
        "ALTER TABLE a ADD COLUMN b int, ADD COLUMN c uuid REFERENCES nowhere (id);",
        ("a(id integer, b integer, c uuid)", "declared a: foreign c -> nowhere(id)"),
        ("1.sql:2 42P01 kept as declared",),
    ),
    "a function that calls what is nowhere": Source(
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT x FROM nowhere';",
        ("function f()",),
        ("1.sql:1 42P01 kept; its body was not checked",),
    ),
    "a foreign key between unequal types": Source(
        "CREATE TABLE a (id text PRIMARY KEY);\nCREATE TABLE b (a uuid REFERENCES a);",
        (
            "a(id text!)",
            "  primary id",
            "b(a uuid)",
            "declared b: foreign a -> a(id)",
        ),
        ("1.sql:2 42804 kept as declared: give both ends of the foreign key one type",),
    ),
    "a policy that compares text with uuid": Source(
        "CREATE TABLE a (id text);\nCREATE POLICY own ON a USING (id = auth.uid());",
        ("a(id text)", "declared a: policy own"),
        (
            "1.sql:2 42883 kept as declared: compare values of one type: make the column uuid, or"
            " cast the other value to text",
        ),
    ),
}

SYNTAX = {
    "a column named by a keyword": Source(
        "CREATE TABLE a (\n    id int,\n    references text[]\n);\nCREATE TABLE b (id int);",
        ("a(id integer, references text[])", B),
        ('1.sql:1 42601 read as if the name were quoted: quote the column name: "references"',),
    ),
    "a missing semicolon": Source(
        "CREATE TABLE a (id int)\nCREATE TABLE b (id int)\nCREATE TABLE c (id int);",
        (A, B, C),
        (
            "1.sql:1 42601 read as if a semicolon stood there:"
            " end the statement with a semicolon before line 2",
            "1.sql:2 42601 read as if a semicolon stood there:"
            " end the statement with a semicolon before line 3",
        ),
    ),
    "wrong SQL costs one statement": Source(
        "CREATE TABEL a (id int);\nCREATE TABLE b (id int);", (B,), ("1.sql:1 42601 left out",)
    ),
    "BEGIN ATOMIC": Source(
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql\nBEGIN ATOMIC\n  SELECT 1;\n  SELECT 2;\n"
        "END;\nCREATE TABLE a (id int);",
        (A, "function f()"),
        since=14,
    ),
}

MORE_THAN_DEFINITIONS = {
    "COPY with its rows": Source(
        "CREATE TABLE a (id int);\nCOPY a (id) FROM stdin;\n1\n'\n;\n\\.\nCREATE TABLE b (id int);",
        (A, B),
        (f"1.sql:2 - {ROWS}",),
    ),
    "COPY without the end of its rows": Source(
        "CREATE TABLE a (id int);\nCOPY a FROM stdin;\nCREATE TABLE b (id int);",
        (A, B),
        (f"1.sql:2 - {ROWS}",),
    ),
    "what psql writes around a dump": Source(
        "\\restrict abc\nCREATE TABLE a (id int);\n\\unrestrict abc", (A,)
    ),
    "psql's commands": Source(
        "\\set ON_ERROR_STOP on\n\\i other.sql\n\\if :x\nCREATE TABLE a (id int);\n\\endif\n"
        "SELECT 1 \\gset\nCREATE TABLE b (id int);\n\\copy a from stdin\n1\n;'\n\\.\n"
        "CREATE TABLE c (id int);",
        (A, B, C),
        (
            f"1.sql:2 - left out: {ELSEWHERE}",
            f"1.sql:3 - left out: {BRANCHES}",
            f"1.sql:5 - left out: {BRANCHES}",
            f"1.sql:6 - left out: {INSTEAD}",
            f"1.sql:8 - left out: {INSTEAD}",
        ),
    ),
    "psql's variables": Source(
        '\\set s sales\n\\echo :s\n\\timing on\nCREATE SCHEMA :"s";\n'
        "CREATE TABLE :s.a (id int DEFAULT :n, b text DEFAULT ':s');\n\\set n 5\n"
        "CREATE TABLE :s.b (id int DEFAULT :n, b text DEFAULT :'s');\n\\set n `date`\n",
        ("schema sales", "sales.b(id integer = 5, b text = 'sales'::text)"),
        (
            "1.sql:5 42601 left out: psql's variable n has no value here: *",
            f"1.sql:8 - left out: {INSTEAD}",
        ),
    ),
    "DO blocks": Source(
        "DO $$ BEGIN\n  ALTER TABLE a ADD COLUMN IF NOT EXISTS x int;\n"
        "  CREATE TYPE mood AS ENUM ('a;b');\nEXCEPTION WHEN duplicate_object THEN NULL;\n"
        "END $$;\nCREATE TABLE a (id int);",
        ("enum mood", "a(id integer, x integer)"),
    ),
    "a DO block that never works": Source(
        "DO $$ BEGIN RAISE EXCEPTION 'not today'; END $$;\nCREATE TABLE a (id int);",
        (A,),
        ("1.sql:1 P0001 left out",),
    ),
    "SET ROLE": Source(
        "SET ROLE postgres;\nCREATE TABLE a (id int);\nRESET ROLE;\n"
        "SET SESSION AUTHORIZATION nobody;\nCREATE TABLE b (id int);",
        (A, B),
        (),
        {"changes of role": 3},
    ),
    "a role taken on by a function ends with its file": Source(
        {
            "1.sql": "SELECT set_config('role', 'supabase_storage_admin', false);",
            "2.sql": "CREATE TABLE a (id int);",
        },
        (A,),
    ),
    "transactions and settings": Source(
        "BEGIN;\nSET LOCAL search_path = sales;\nSET statement_timeout = 0;\n"
        "CREATE SCHEMA sales;\nCREATE TABLE a (id int);\nCOMMIT;",
        ("schema sales", "sales.a(id integer)"),
    ),
    "what its file rolls back": Source(
        {
            "1.sql": "BEGIN;\nCREATE TABLE a (id int);\nROLLBACK;\nCREATE TABLE b (id int);",
            "2.sql": "BEGIN;\nCREATE TABLE c (id int);\nEND;",
        },
        (B, C),
        (),
        {"statements that their file rolls back": 1},
    ),
    "a retry under the settings of its place": Source(
        "CREATE SCHEMA x;\nSET search_path = x;\nCREATE TABLE a (m mood);\n"
        "SET search_path = public, x;\nCREATE TYPE x.mood AS ENUM ('a');",
        ("schema x", "enum x.mood", "x.a(m x.mood)"),
    ),
    "concurrently": Source(
        "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ON a (id);\n"
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS u ON a (id);\n"
        "DROP INDEX CONCURRENTLY u;\nVACUUM a;\nREINDEX TABLE CONCURRENTLY a;",
        (A, "  index USING btree (id)"),
    ),
    "a new enum value, used at once": Source(
        "CREATE TYPE m AS ENUM ('a');\nCREATE TABLE a (m m);\nALTER TYPE m ADD VALUE 'b';\n"
        "ALTER TABLE a ALTER m SET DEFAULT 'b';",
        ("enum m", "a(m public.m = 'b'::public.m)"),
    ),
    "roles and owners": Source(
        "CREATE ROLE mergetui_test_clerk;\nCREATE TABLE a (id int);\n"
        "ALTER TABLE a OWNER TO postgres;\n"
        "CREATE SEQUENCE s;\nALTER SEQUENCE s OWNER TO mergetui_test_clerk;\n"
        "GRANT SELECT ON a TO mergetui_test_clerk, mergetui_test_reader;",
        (A,),
        (),
        {
            "objects of another owner than most (mergetui_test_clerk)": 1,
            **{"roles": 1, "roles that are named and not made": 1},
        },
    ),
    "a dump of one owner": Source(
        "CREATE ROLE clerk;\nCREATE TABLE a (id int);\nALTER TABLE a OWNER TO clerk;\n"
        "CREATE VIEW v AS SELECT 1 AS one;\nALTER VIEW v OWNER TO clerk;",
        (A, "view v"),
        (),
        {"roles": 1},
    ),
    "tables of the platform": Source(
        "CREATE POLICY p ON storage.objects USING (bucket_id = 'a');\n"
        "INSERT INTO storage.buckets (id, name) VALUES ('a', 'a');\n"
        "CREATE TABLE auth.mine (id int);\n"
        "CREATE TABLE a (id uuid REFERENCES auth.users ON DELETE CASCADE);\n"
        "ALTER PUBLICATION supabase_realtime ADD TABLE a;",
        ("a(id uuid)", "  foreign id -> auth.users(id)"),
        (),
        {
            "statements about objects of the platform": 1,
        },
    ),
}
