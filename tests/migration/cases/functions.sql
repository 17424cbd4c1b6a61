=== a function gets an argument, with dependents of every kind
--- old
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE t (a int DEFAULT f(1), CONSTRAINT c CHECK (f(a) > 0));
CREATE INDEX i ON t (f(a));
CREATE VIEW v AS SELECT f(a) AS n FROM t;
CREATE POLICY p ON t USING (f(a) = 1);
--- new
CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE TABLE t (a int DEFAULT f(1, 2), CONSTRAINT c CHECK (f(a, 2) > 0));
CREATE INDEX i ON t (f(a, 2));
CREATE VIEW v AS SELECT f(a, 2) AS n FROM t;
CREATE POLICY p ON t USING (f(a, 2) = 1);

=== returns table, out arguments, sets, variadic
--- old
CREATE FUNCTION a() RETURNS TABLE (x int, y text) LANGUAGE sql AS $$SELECT 1, 'x'$$;
CREATE FUNCTION b(OUT x int, INOUT y int) LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION c(VARIADIC n int[]) RETURNS SETOF int LANGUAGE sql AS 'SELECT 1';
--- new
CREATE FUNCTION a() RETURNS TABLE (x int, y text, z int) LANGUAGE sql AS $$SELECT 1, 'x', 2$$;
CREATE FUNCTION b(OUT x int, INOUT y int, OUT z int) LANGUAGE sql AS 'SELECT 1, 2, 3';
CREATE FUNCTION c(VARIADIC n bigint[]) RETURNS SETOF bigint LANGUAGE sql AS 'SELECT 1::bigint';

=== everything else about a function
--- old
CREATE FUNCTION f() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 1';
--- new
CREATE FUNCTION f() RETURNS int LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 5 SET search_path = '' SET work_mem = '1MB' AS 'SELECT 1';

=== functions that call each other, in a new body
--- old
CREATE FUNCTION a() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
--- new
CREATE FUNCTION z() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
CREATE FUNCTION y() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT z(); END;
CREATE FUNCTION a() RETURNS int LANGUAGE sql RETURN y();

=== a body of SQL over a table that changes
--- old
CREATE TABLE t (a int, b int);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END;
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT a FROM t';
--- new
CREATE TABLE t (a bigint, c int);
CREATE FUNCTION f() RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END;
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT a FROM t';

=== overloads come and go
--- old
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 2';
COMMENT ON FUNCTION f(text) IS 'text';
--- new
CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE FUNCTION f(a text, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 3';
CREATE FUNCTION f(a uuid[]) RETURNS int LANGUAGE sql AS 'SELECT 4';

=== trigger functions change under their triggers
--- old
CREATE TABLE t (a int, updated timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.updated := now(); RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();
--- new
CREATE TABLE t (a int, updated timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN NEW.updated := clock_timestamp(); RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();

=== a whole-row trigger over a column that changes its type
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--- old
CREATE TABLE t (a int);
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();
--- new
CREATE TABLE t (a bigint, b int);
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();

=== procedures and aggregates over a type that goes
--- old
CREATE TYPE pair AS (a int, b int);
CREATE PROCEDURE p(x pair) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION add(pair, pair) RETURNS pair LANGUAGE sql AS 'SELECT $1';
CREATE AGGREGATE addall (pair) (SFUNC = add, STYPE = pair);
--- new
CREATE PROCEDURE p(x int) LANGUAGE sql AS 'SELECT 1';

=== composite types: a field more, a field less, another order
--- old
CREATE TYPE a AS (x int, y text);
CREATE TYPE b AS (x int, y text);
CREATE TYPE c AS (x int, y text);
CREATE TABLE t (a a, c c);
--- new
CREATE TYPE a AS (x int, y text, z uuid);
CREATE TYPE b AS (x int);
CREATE TYPE c AS (y text, x int);
CREATE TABLE t (a a, c c);
COMMENT ON TYPE a IS 'a';
COMMENT ON COLUMN a.z IS 'z';

=== domain constraints with names, comments, NOT NULL
--- old
CREATE DOMAIN d AS text CONSTRAINT one CHECK (VALUE <> '') CONSTRAINT two CHECK (length(VALUE) < 9);
CREATE TABLE t (a d);
INSERT INTO t VALUES ('x');
--- new
CREATE DOMAIN d AS text DEFAULT 'x' NOT NULL CONSTRAINT one CHECK (VALUE <> '') CONSTRAINT three CHECK (length(VALUE) < 10);
CREATE TABLE t (a d);
INSERT INTO t VALUES ('x');
COMMENT ON DOMAIN d IS 'd';
COMMENT ON CONSTRAINT three ON DOMAIN d IS 'three';

=== domain over a domain over an enum
--- old
CREATE TYPE e AS ENUM ('a', 'b');
CREATE DOMAIN d AS e;
CREATE DOMAIN dd AS d CHECK (VALUE::e <> 'b');
CREATE TABLE t (a dd DEFAULT 'a', l d[]);
INSERT INTO t VALUES ('a', '{b}');
--- new
CREATE TYPE e AS ENUM ('b', 'a');
CREATE DOMAIN d AS e;
CREATE DOMAIN dd AS d CHECK (VALUE::e <> 'b');
CREATE TABLE t (a dd DEFAULT 'a', l d[]);
INSERT INTO t VALUES ('a', '{b}');

=== materialized views: indexes, options, a chain of them
CREATE TABLE t (a int, b int);
--- old
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
CREATE INDEX mi ON m (a);
CREATE MATERIALIZED VIEW mm AS SELECT a FROM m;
CREATE UNIQUE INDEX mmi ON mm (a);
--- new
CREATE MATERIALIZED VIEW m WITH (fillfactor = 80) AS SELECT a, b, a + b AS c FROM t;
CREATE INDEX mi ON m (a, c);
CREATE MATERIALIZED VIEW mm AS SELECT a FROM m;
CREATE UNIQUE INDEX mmi ON mm (a);
COMMENT ON INDEX mmi IS 'x';
COMMENT ON COLUMN mm.a IS 'y';

=== a table becomes a view of the same name
--- old
CREATE TABLE a (x int);
CREATE TABLE b (x int, y int);
CREATE VIEW v AS SELECT x FROM b;
--- new
CREATE TABLE a (x int, y int);
CREATE VIEW b AS SELECT x, y FROM a;
CREATE VIEW v AS SELECT x FROM b;

=== columns of a view: one more at the end, one renamed
CREATE TABLE t (a int, b int);
--- old
CREATE VIEW v AS SELECT a FROM t;
CREATE VIEW w AS SELECT a AS x FROM t;
--- new
CREATE VIEW v AS SELECT a, b FROM t;
CREATE VIEW w AS SELECT a AS y FROM t;
COMMENT ON COLUMN v.b IS 'b';

=== column order of a new table, and comments of everything in it
--- new
CREATE TABLE t (zz int, aa text DEFAULT 'x', mm uuid, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bb int GENERATED ALWAYS AS (zz + 1) STORED, CONSTRAINT ch CHECK (zz > 0));
COMMENT ON TABLE t IS 't';
COMMENT ON COLUMN t.zz IS 'zz';
COMMENT ON COLUMN t.bb IS 'bb';
COMMENT ON CONSTRAINT ch ON t IS 'ch';
COMMENT ON CONSTRAINT t_pkey ON t IS 'pk';

=== comments change everywhere
CREATE TYPE e AS ENUM ('a');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (a int);
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE VIEW v AS SELECT a FROM t;
CREATE INDEX i ON t (a);
CREATE SEQUENCE s;
--- old
COMMENT ON TYPE e IS 'e1';
COMMENT ON FUNCTION f() IS 'f1';
COMMENT ON TRIGGER tr ON t IS 'tr1';
COMMENT ON SEQUENCE s IS 's1';
--- new
COMMENT ON TYPE e IS 'e2';
COMMENT ON TRIGGER tr ON t IS 'tr2';
COMMENT ON VIEW v IS 'v2';
COMMENT ON INDEX i IS 'i2';
COMMENT ON TABLE t IS 't2';
