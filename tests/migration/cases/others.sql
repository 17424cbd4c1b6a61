=== range
--- new
CREATE TYPE spans AS RANGE (subtype = int, multirange_type_name = many_spans);
CREATE TABLE t (a spans, b many_spans);

=== range over another type
--- old
CREATE TYPE spans AS RANGE (subtype = int, multirange_type_name = many_spans);
CREATE TABLE t (a spans DEFAULT '[1,2)', b many_spans);
INSERT INTO t VALUES ('[1,5)', '{[1,3)}');
--- new
CREATE TYPE spans AS RANGE (subtype = bigint, multirange_type_name = many_spans);
CREATE TABLE t (a spans DEFAULT '[1,2)', b many_spans);
INSERT INTO t VALUES ('[1,5)', '{[1,3)}');

=== how columns are stored and analyzed
--- old
CREATE TABLE t (a text, b text) WITH (toast.autovacuum_enabled = off);
ALTER TABLE t ALTER a SET STATISTICS 50, ALTER a SET (n_distinct = 5);
--- new
CREATE TABLE t (a text, b text COMPRESSION pglz);
ALTER TABLE t ALTER b SET (n_distinct = 7);

=== index to cluster by
CREATE TABLE t (a int, b int);
--- old
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (b);
ALTER TABLE t CLUSTER ON i;
--- new
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (b);
ALTER TABLE t CLUSTER ON j;

=== replica identity
CREATE TABLE a (x int);
CREATE TABLE b (x int NOT NULL);
CREATE UNIQUE INDEX u ON b (x);
--- old
ALTER TABLE a REPLICA IDENTITY FULL;
--- new
ALTER TABLE a REPLICA IDENTITY NOTHING;
ALTER TABLE b REPLICA IDENTITY USING INDEX u;

=== rules, statistics
CREATE TABLE log (a int);
--- old
CREATE TABLE t (a int, b int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
CREATE STATISTICS s ON a, b FROM t;
--- new
CREATE TABLE t (a bigint, b int);
CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
CREATE RULE q AS ON DELETE TO t DO INSTEAD NOTHING;
ALTER TABLE t DISABLE RULE q;
CREATE STATISTICS s ON a, b FROM t;
COMMENT ON STATISTICS s IS 's';
COMMENT ON RULE r ON t IS 'r';

=== aggregate
--- old
CREATE AGGREGATE total (int) (SFUNC = int4_sum, STYPE = bigint);
--- new
CREATE AGGREGATE total (int) (SFUNC = int4_sum, STYPE = bigint, INITCOND = '0');
COMMENT ON AGGREGATE total (int) IS 'sum';

=== collation of its own
--- old
CREATE COLLATION c (provider = libc, locale = 'C');
CREATE TABLE t (a text COLLATE c);
--- new
CREATE COLLATION c (provider = libc, locale = 'POSIX');
CREATE TABLE t (a text COLLATE c);

=== typed table
CREATE TYPE pair AS (a int, b text);
--- old
CREATE TABLE t (a int, b text);
--- new
CREATE TABLE t OF pair;

=== columns of a view
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
--- old
COMMENT ON COLUMN v.a IS 'x';
--- new
ALTER VIEW v ALTER a SET DEFAULT 5;
COMMENT ON COLUMN v.a IS 'y';

=== default privileges, and a table made under them
--- old
ALTER DEFAULT PRIVILEGES IN SCHEMA @here GRANT USAGE ON SEQUENCES TO pg_monitor;
--- new
ALTER DEFAULT PRIVILEGES IN SCHEMA @here GRANT SELECT ON TABLES TO pg_monitor;
CREATE TABLE t (a int);
CREATE TABLE u (a int);
REVOKE SELECT ON u FROM pg_monitor;

=== targets of ANALYZE: of a statistics object, of an index on an expression
CREATE TABLE t (a int, b text);
--- old
CREATE STATISTICS s ON a, b FROM t;
CREATE STATISTICS r ON a, b FROM t;
ALTER STATISTICS s SET STATISTICS 100;
CREATE INDEX i ON t (lower(b), (a + 1));
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 300;
--- new
CREATE STATISTICS s ON a, b FROM t;
ALTER STATISTICS s SET STATISTICS 0;
CREATE STATISTICS r (mcv) ON a, b FROM t;
ALTER STATISTICS r SET STATISTICS 50;
CREATE INDEX i ON t (lower(b), (a + 1));
ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 200;

=== the columns of a statistics object stand in another order
--- old
CREATE TABLE t (a int, b int);
CREATE STATISTICS s ON a, b FROM t;
--- new
CREATE TABLE t (b int);
CREATE TABLE u (b int, a int);
CREATE STATISTICS s ON a, b FROM u;

=== keys and exclusions to cluster by, comments of their indexes
--- old
CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, r int4range, EXCLUDE USING gist (r WITH &&));
CREATE TABLE u (a int PRIMARY KEY);
ALTER TABLE t CLUSTER ON t_pkey;
COMMENT ON INDEX t_pkey IS 'key';
COMMENT ON INDEX u_pkey IS 'key';
--- new
CREATE TABLE t (a int, b int, r int4range, CONSTRAINT t_pkey PRIMARY KEY (b), EXCLUDE USING gist (r WITH &&));
ALTER TABLE t CLUSTER ON t_r_excl;
COMMENT ON INDEX t_r_excl IS 'spans';
COMMENT ON INDEX t_pkey IS 'key';
CREATE TABLE u (a int PRIMARY KEY);
CREATE TABLE v (a int CONSTRAINT v_key UNIQUE);
ALTER TABLE v CLUSTER ON v_key;
COMMENT ON INDEX v_key IS 'made';

=== unlogged sequences
--- old
CREATE UNLOGGED SEQUENCE s;
CREATE UNLOGGED TABLE t (a serial, b int GENERATED ALWAYS AS IDENTITY);
--- new
CREATE SEQUENCE s;
CREATE TABLE t (a serial, b int GENERATED ALWAYS AS IDENTITY);
CREATE UNLOGGED SEQUENCE r;

=== casts come, go and change, and what is written with one
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE FUNCTION number(mood) RETURNS int LANGUAGE sql IMMUTABLE
    AS $$ SELECT CASE $1::text WHEN 'a' THEN 1 ELSE 2 END $$;
--- old
CREATE CAST (mood AS int) WITH FUNCTION number(mood) AS ASSIGNMENT;
CREATE TABLE t (m mood, CHECK (m::int > 0));
INSERT INTO t VALUES ('a');
--- new
CREATE CAST (mood AS int) WITH FUNCTION number(mood) AS IMPLICIT;
COMMENT ON CAST (mood AS int) IS 'by place';
CREATE CAST (text AS mood) WITH INOUT AS ASSIGNMENT;
CREATE TABLE t (m mood, CHECK (m::int > 0));

=== a cast whose function and type change
--- old
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE FUNCTION number(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE CAST (mood AS int) WITH FUNCTION number(mood);
CREATE TABLE t (m mood);
INSERT INTO t VALUES ('a');
--- new
CREATE TYPE mood AS ENUM ('b', 'a');
CREATE FUNCTION number(m mood) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE CAST (mood AS bigint) WITH FUNCTION number(mood);
CREATE TABLE t (m mood);

=== operators: a pair of them, what rests on one, and its function
--- old
CREATE FUNCTION near(a int, b int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT abs(a - b) < 5';
CREATE OPERATOR <~> (FUNCTION = near, LEFTARG = int, RIGHTARG = int);
CREATE TABLE t (a int, b int, CHECK (a <~> b));
CREATE INDEX i ON t (a) WHERE a <~> b;
CREATE VIEW v AS SELECT a <~> b AS near FROM t;
CREATE POLICY p ON t USING (a <~> 1);
INSERT INTO t VALUES (1, 2);
--- new
CREATE FUNCTION near(x int, y int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT abs(x - y) < 5';
CREATE FUNCTION far(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) >= 5';
CREATE OPERATOR <~> (FUNCTION = near, LEFTARG = int, RIGHTARG = int, COMMUTATOR = <~>, NEGATOR = <!>);
CREATE OPERATOR <!> (FUNCTION = far, LEFTARG = int, RIGHTARG = int, NEGATOR = <~>, RESTRICT = neqsel);
COMMENT ON OPERATOR <~> (int, int) IS 'near';
CREATE TABLE t (a int, b int, CHECK (a <~> b));
CREATE INDEX i ON t (a) WHERE a <~> b;
CREATE VIEW v AS SELECT a <~> b AS near FROM t;
CREATE POLICY p ON t USING (a <~> 1);

=== text search: dictionaries and configurations, under an index, a generated column and a trigger
--- old
CREATE TEXT SEARCH DICTIONARY "d""o" (TEMPLATE = simple, STOPWORDS = english, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION "c'o" (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION "c'o" ALTER MAPPING FOR asciiword WITH "d""o", simple;
CREATE TEXT SEARCH CONFIGURATION other (COPY = pg_catalog.english);
CREATE TABLE t (a text, s tsvector GENERATED ALWAYS AS (to_tsvector('"c''o"', a)) STORED);
CREATE INDEX i ON t USING gin (to_tsvector('other', a));
INSERT INTO t VALUES ('some words');
--- new
CREATE TEXT SEARCH DICTIONARY "d""o" (TEMPLATE = simple, ACCEPT = true);
COMMENT ON TEXT SEARCH DICTIONARY "d""o" IS 'd';
CREATE TEXT SEARCH CONFIGURATION "c'o" (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION "c'o" DROP MAPPING FOR email, url;
ALTER TEXT SEARCH CONFIGURATION "c'o" ALTER MAPPING FOR word WITH "d""o";
COMMENT ON TEXT SEARCH CONFIGURATION "c'o" IS 'c';
CREATE TABLE t (a text, s tsvector GENERATED ALWAYS AS (to_tsvector('"c''o"', a)) STORED);

=== the type of a typed table gets a field, and loses one
--- old
CREATE TYPE pair AS (a int, b text);
CREATE TABLE t OF pair (PRIMARY KEY (a));
INSERT INTO t VALUES (1, 'x');
--- new
CREATE TYPE pair AS (a int, b text, c date);
CREATE TABLE t OF pair (PRIMARY KEY (a));
