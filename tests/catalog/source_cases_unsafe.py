"""Sources that try to get out of the scratch database, or never to end. Each is a fault."""

from __future__ import annotations

from source_outline import Source

A = "a(id integer)"
TABLE = "CREATE TABLE a (id int);\n"
LEFT = "left out"
LACKS = "kept: the server lacks it, and nothing of it is proved"
INSTEAD = "take it out, or write what it does as SQL"
SERVER = "name a server that has the extension: --server URL"


def _refused(sql: str, *faults: str, embedded: bool = False) -> Source:
    """A statement on line 1 and a table after it, which comes up all the same."""
    return Source(f"{sql}\n{TABLE}", (A,), tuple(f"1.sql:1 {f}" for f in faults), embedded=embedded)


UNSAFE = {
    "COPY TO PROGRAM": _refused("COPY (SELECT 1) TO PROGRAM 'touch TRACE';", f"- {LEFT}"),
    "COPY FROM PROGRAM, in a DO block": _refused(
        "DO $$ BEGIN CREATE TEMP TABLE t (x text); COPY t FROM PROGRAM 'touch TRACE'; END $$;",
        f"42501 {LEFT}: *",
    ),
    "psql's way to a shell": _refused("\\! touch TRACE", f"- {LEFT}: {INSTEAD}"),
    "lo_import": _refused("SELECT lo_import('/etc/hostname');", f"42501 {LEFT}"),
    "lo_export": _refused("SELECT lo_export(1, 'TRACE');", f"42501 {LEFT}"),
    "pg_read_file": _refused("SELECT pg_read_file('/etc/hostname');", f"42501 {LEFT}"),
    "COPY FROM a file": _refused("COPY a FROM '/etc/hostname';", f"- {LEFT}"),
    "COPY TO a file, in a function": _refused(
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql"
        " AS 'BEGIN EXECUTE ''COPY (SELECT 1) TO ''''TRACE''''''; END';"
        " SELECT f(); DROP FUNCTION f();",
        f"42501 {LEFT}: *",
    ),
    "a language of the system": Source(
        f"CREATE EXTENSION plpython3u;\nCREATE LANGUAGE plperlu;\n{TABLE}",
        ("extension plperlu in public", "extension plpython3u in public", A),
        (f"1.sql:1 * {LACKS}: {SERVER}", f"1.sql:2 * {LACKS}: {SERVER}"),
    ),
    "a function of the server's libraries": _refused(
        "CREATE FUNCTION f(text) RETURNS int LANGUAGE c AS 'libc.so.6', 'system';",
        f"42501 {LEFT}",
    ),
    "LOAD": _refused("LOAD '/tmp/evil.so';", f"42501 {LEFT}"),
    "ALTER SYSTEM": _refused("ALTER SYSTEM SET archive_command = 'touch TRACE';", f"42501 {LEFT}"),
    "another database": Source(
        f"CREATE DATABASE other;\n\\connect other\n{TABLE}DROP DATABASE postgres;",
        (A,),
        (
            f"1.sql:1 42501 {LEFT}",
            f"1.sql:2 - {LEFT}: all statements of a source are read into one database",
            f"1.sql:4 42501 {LEFT}",
        ),
    ),
    "dblink": Source(
        f"CREATE EXTENSION dblink;\n{TABLE}"
        "SELECT dblink_connect('host=127.0.0.1 user=postgres password=x');",
        ("extension dblink in public", A),
        (f"1.sql:1 * {LACKS}: {SERVER}", f"1.sql:3 42883 {LEFT}: *"),
    ),
    "postgres_fdw": Source(
        f"CREATE EXTENSION postgres_fdw;\n{TABLE}"
        "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1');",
        ("extension postgres_fdw in public", A),
        (f"1.sql:1 * {LACKS}: {SERVER}", f"1.sql:3 42704 {LEFT}"),
    ),
    "a subscription": _refused(
        "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false);",
        f"42501 {LEFT}*",
    ),
    "a tablespace": _refused("CREATE TABLESPACE t LOCATION '/tmp';", f"42501 {LEFT}: *"),
    "a role with all rights": Source(
        f"DO $$ BEGIN CREATE ROLE mergetui_test_root SUPERUSER; END $$;\n{TABLE}"
        "DO $$ BEGIN ALTER ROLE CURRENT_USER SUPERUSER; END $$;",
        (A,),
        (f"1.sql:1 42501 {LEFT}*", f"1.sql:3 42501 {LEFT}*"),
    ),
    "a function that never ends": _refused("DO $$ BEGIN LOOP END LOOP; END $$;", f"57014 {LEFT}"),
    "a long sleep, with the timeout taken off": Source(
        f"SET statement_timeout = 0;\nSELECT pg_sleep(3600);\n{TABLE}",
        (A,),
        (f"1.sql:2 57014 {LEFT}",),
    ),
    "a loop that catches its timeout": _refused(
        "DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL;"
        " END; END LOOP; END $$;",
        f"57014 {LEFT}",
    ),
    "a terabyte of rows": Source(
        f"{TABLE}INSERT INTO a SELECT generate_series(1, 30000000000);\nCREATE TABLE b (id int);",
        (A, "b(id integer)"),
        (f"1.sql:2 * {LEFT}*",),
        embedded=True,
    ),
    "a terabyte to sort": _refused(
        "SELECT count(*) FROM (SELECT DISTINCT repeat(i::text, 1000)"
        " FROM generate_series(1, 1000000000) i) x;",
        f"* {LEFT}*",
        embedded=True,
    ),
    "all of the memory": _refused(
        "SET work_mem = '1TB'; SELECT array_agg(repeat(i::text, 100000000))"
        " FROM generate_series(1, 1000000) i;",
        f"* {LEFT}*",
        embedded=True,
    ),
}
