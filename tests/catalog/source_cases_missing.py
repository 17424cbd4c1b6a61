"""Sources that use what no statement of theirs makes, each with what is kept of it."""

from __future__ import annotations

from source_outline import Source

TYPE = "42704 kept: a stand-in takes the type's place, and nothing of the type is proved: *"
SCHEMA = "3F000 kept: the schema is made: write CREATE SCHEMA {} before it is used"


def types(*names: str) -> dict[str, int]:
    return {f"types that nothing makes: {', '.join(names)}": len(names)}


MISSING = {
    "a type that nothing makes": Source(
        "CREATE TABLE a (id int, b nosuch NOT NULL DEFAULT 'x' UNIQUE, c nosuch[]);\n"
        "CREATE INDEX ON a USING gist (b);\nCREATE INDEX ON a USING gin (b);\n"
        "CREATE INDEX ON a USING hash (b);\nCREATE FUNCTION f(nosuch) RETURNS SETOF a"
        " LANGUAGE sql AS 'SELECT * FROM a WHERE b = $1';\n"
        "CREATE VIEW v AS SELECT DISTINCT b FROM a ORDER BY b;",
        (
            "a(id integer, b public.nosuch! = 'x'::public.nosuch, c public.nosuch[])",
            *("  unique b", "  index USING gist (b)", "  index USING gin (b)"),
            *("  index USING hash (b)", "view v", "function f(public.nosuch)"),
        ),
        (f"1.sql:1 {TYPE}",),
        types("nosuch"),
    ),
    "an extension that is used and not made": Source(
        "CREATE TABLE a (g geometry(Point,4326), h extensions.hstore, b int,\n"
        " EXCLUDE USING gist (b WITH =), CHECK (similarity(b::text, 'x') > 0));\n"
        "CREATE INDEX ON a USING gin ((b::text) gin_trgm_ops);\n"
        "CREATE VIEW v AS SELECT st_x(g), h -> 'a' AS x FROM a;",
        (
            *("extension btree_gist in public", "extension hstore in extensions"),
            *("extension pg_trgm in public", "extension postgis in public"),
            "a(g public.geometry(Point,4326), h extensions.hstore, b integer)",
            "  index USING gin (((b)::text) public.gin_trgm_ops)",
            "view v",
        ),
        tuple(
            f"1.sql:1 {state} kept: read as if CREATE EXTENSION {name} stood before it: write"
            f" CREATE EXTENSION {name}"
            for state, name in (
                *(("42704", "postgis"), ("42704", "hstore")),
                *(("42883", "pg_trgm"), ("42704", "btree_gist")),
            )
        ),
        embedded=True,
    ),
    "an extension that the server lacks": Source(
        "CREATE SCHEMA s;\nCREATE EXTENSION nosuch_extension;\n"
        "CREATE EXTENSION other_extension SCHEMA s;\nCREATE TABLE a (b nosuch);",
        (
            *("schema s", "extension nosuch_extension in public", "extension other_extension in s"),
            "a(b public.nosuch)",
        ),
        (
            *(f"1.sql:{n} * kept: the server lacks it, *: name a server that *" for n in (2, 3)),
            f"1.sql:4 {TYPE}",
        ),
        types("nosuch"),
    ),
    "types in types": Source(
        "CREATE TABLE a (p pair, d dom);\nCREATE TYPE pair AS (x sales.mood, y nosuch(10,2));\n"
        "CREATE DOMAIN dom AS nosuch;\nCREATE SCHEMA sales;",
        (
            *("schema sales", "domain dom", "composite pair"),
            "a(p public.pair, d public.dom)",
        ),
        (f"1.sql:2 {TYPE}", f"1.sql:2 {TYPE}"),
        types("nosuch", "sales.mood"),
    ),
    "a type with modifiers": Source(
        "CREATE TABLE a (n nosuch(1, 'b'), v nosuch(3), w nosuch(Word)[]);\n"
        "CREATE VIEW v AS SELECT n::nosuch(x) FROM a;",
        ("a(n public.nosuch(1,'b'), v public.nosuch(3), w public.nosuch(word)[])", "view v"),
        (f"1.sql:1 {TYPE}",),
        types("nosuch"),
    ),
    "shapes": Source(
        "CREATE EXTENSION postgis;\n"
        "CREATE TABLE a (g geography(pointz, 4326), s geometry('LINESTRING'), p geography(Point),"
        " r geometry(Geometry, 3857)[], n geometry(MultiPolygonZM, 0));\n"
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS"
        " 'DECLARE x geometry(Point, 4326); BEGIN END';",
        (
            "extension postgis in public",
            "a(g public.geography(PointZ,4326), s public.geometry(LineString),"
            " p public.geography(Point,4326), r public.geometry(Geometry,3857)[],"
            " n public.geometry(MultiPolygonZM))",
            "function f()",
        ),
        ("1.sql:3 22P02 kept; its body was not checked",),
        embedded=True,
    ),
    "a type in the search_path of its file": Source(
        {
            "1.sql": "CREATE SCHEMA sales;\nSET search_path = sales;\nCREATE TABLE a (b nosuch);",
            "2.sql": "CREATE TABLE b (b nosuch);",
        },
        ("schema sales", "b(b public.nosuch)", "sales.a(b sales.nosuch)"),
        (f"1.sql:3 {TYPE}", f"2.sql:1 {TYPE}"),
        types("nosuch", "sales.nosuch"),
    ),
    "a type of a table that is refused": Source(
        "CREATE TABLE a (id int) PARTITION BY nonsense (id);\n"
        "CREATE FUNCTION f() RETURNS SETOF a LANGUAGE sql AS 'SELECT 1';\nCREATE TABLE b (id int);",
        ("b(id integer)",),
        ("1.sql:1 * left out", "1.sql:2 42704 left out"),
    ),
    "nothing is kept with the type": Source(
        "GRANT USAGE ON TYPE nosuch TO public;\nCOMMENT ON TYPE nosuch IS 'x';\n"
        "SELECT 'x'::nosuch;\nCREATE TABLE a (id int);",
        ("a(id integer)",),
        tuple(f"1.sql:{n} 42704 left out" for n in (1, 2, 3)),
    ),
    "a schema that nothing makes": Source(
        "CREATE TABLE lab.a (id int);\nCREATE TABLE lab.b (id int);\n"
        "SET search_path = 'Other', public;\nCREATE VIEW v AS SELECT 1 AS one;\n"
        "SET search_path = Third;\nCREATE TABLE c (id int);",
        (
            *("schema lab", "schema third", "lab.a(id integer)", "lab.b(id integer)"),
            *("third.c(id integer)", "view v"),
        ),
        (f"1.sql:1 {SCHEMA.format('lab')}", f"1.sql:6 {SCHEMA.format('third')}"),
        {"schemas that nothing makes: lab, third": 2},
    ),
    "a schema of the search_path that nothing makes": Source(
        {
            "1.sql": "SET search_path = lab, public;\nCREATE TYPE mood AS ENUM ('ok');\n"
            "CREATE FUNCTION lab.f() RETURNS mood LANGUAGE sql AS $$ SELECT 'ok'::mood $$;\n"
            "CREATE TABLE a (id lab.mood DEFAULT lab.f());\nCREATE TABLE public.b (id int);",
            "2.sql": "CREATE TABLE c (m mood);",
        },
        (
            *("schema lab", "enum lab.mood", "lab.a(id lab.mood = lab.f())", "b(id integer)"),
            *("c(m lab.mood)", "function lab.f()"),
        ),
        (f"1.sql:3 {SCHEMA.format('lab')}",),
        {"schemas that nothing makes: lab": 1},
    ),
    "a schema of the search_path that a DO block makes": Source(
        "DO $$ BEGIN EXECUTE 'CREATE SCHEMA lab'; END $$;\nSET search_path = lab;\n"
        "CREATE TABLE lab.a (id int);",
        ("schema lab", "lab.a(id integer)"),
    ),
    "roles made in DO blocks": Source(
        "DO $$ BEGIN CREATE ROLE mt_test_a; EXCEPTION WHEN others THEN NULL; END $$;"
        "\nDO $$ BEGIN CREATE ROLE mt_test_b; GRANT mt_test_a TO mt_test_b; END $$;"
        "\nCREATE SCHEMA s AUTHORIZATION mt_test_b;\nCREATE TABLE s.a (id int);"
        "\nDO $$ BEGIN EXECUTE 'GRANT SELECT ON s.a TO ' || 'mt_test_a'; END $$;"
        "\nDO $$ BEGIN CREATE ROLE mt_test_c SUPERUSER; END $$;"
        "\nDO $$ BEGIN GRANT pg_execute_server_program TO mt_test_a; END $$;"
        "\nDO $$ BEGIN ALTER ROLE postgres PASSWORD 'x'; END $$;"
        "\nSET ROLE mt_test_a;\nDO $$ BEGIN SET ROLE mt_test_a; END $$;",
        ("schema s", "s.a(id integer)"),
        tuple(f"1.sql:{n} 42501 left out*" for n in (6, 7, 8, 10)),
        {
            "changes of role": 1,
            "objects of another owner than most (mt_test_b)": 1,
            "roles": 2,
        },
        embedded=True,  # elsewhere they would be there for others too, and foreign code makes none
    ),
    "a schema under its role's name": Source(
        "CREATE SCHEMA AUTHORIZATION mt_test_d;\nCREATE TABLE mt_test_d.a (id int);",
        ("schema mt_test_d", "mt_test_d.a(id integer)"),
        (),
        {"objects of another owner than most (mt_test_d)": 1},
    ),
    "a default, a check and an exclusion that are refused": Source(
        "CREATE TABLE a (id int PRIMARY KEY, b text DEFAULT nosuch(), c int CHECK (nosuch(c)),\n"
        "  d int DEFAULT 'x', e int DEFAULT 1 UNIQUE,\n"
        "  g text GENERATED ALWAYS AS (nosuch(b)) STORED, j json,\n"
        "  CHECK (c > 1), EXCLUDE USING gist (j WITH =));\n"
        "ALTER TABLE a ADD COLUMN f int DEFAULT nosuch();",
        (
            "a(id integer!, b text, c integer, d integer, e integer = 1, j json, f integer)",
            "  unique e",
            "  primary id",
        ),
        (
            *("1.sql:1 22P02 left out", "1.sql:1 42883 left out: *", "1.sql:1 42883 left out: *"),
            *("1.sql:1 42883 left out: *", "1.sql:1 42704 left out: *"),
            "1.sql:5 42883 left out: *",
        ),
    ),
    "a place on another server": Source(
        "CREATE TABLE a (id int PRIMARY KEY USING INDEX TABLESPACE fast, b int) TABLESPACE fast;\n"
        "CREATE INDEX i ON a (b) TABLESPACE fast;\n"
        "CREATE MATERIALIZED VIEW v TABLESPACE fast AS SELECT id FROM a;\n"
        "ALTER TABLE a SET TABLESPACE fast;",
        ("a(id integer!, b integer)", "  primary id", "  index USING btree (b)", "view v"),
        (
            *(f"1.sql:{n} 42704 kept without its tablespace" for n in (1, 2, 3)),
            "1.sql:4 42704 left out",
        ),
    ),
    "what only a superuser makes": Source(
        "CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';\n"
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION e();\n"
        "CREATE OPERATOR FAMILY f USING btree;\n"
        "CREATE PUBLICATION p FOR ALL TABLES;",
        ("function e()",),
        tuple(f"1.sql:{n} 42501 left out: to make one takes a superuser*" for n in (2, 3, 4)),
    ),
}
