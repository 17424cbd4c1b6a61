=== functions come, go and change
--- old
CREATE FUNCTION a() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION b(x int) RETURNS int LANGUAGE sql AS 'SELECT x';
--- new
CREATE FUNCTION b(x int) RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN x + 1; END';
CREATE FUNCTION b(x text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p(INOUT n int) LANGUAGE plpgsql AS 'BEGIN n := 1; END';

=== function returns another type, under all that calls it
--- old
CREATE FUNCTION f() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (a int DEFAULT f(), b int, CHECK (b > f()), g int GENERATED ALWAYS AS (b + f()) STORED);
INSERT INTO t VALUES (1, 2);
CREATE INDEX ON t ((b + f()));
CREATE VIEW v AS SELECT f() AS n;
CREATE FUNCTION h() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT n FROM v; END;
CREATE POLICY p ON t USING (b = f());
--- new
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1::bigint';
CREATE TABLE t (a int DEFAULT f(), b int, CHECK (b > f()), g int GENERATED ALWAYS AS (b + f()) STORED);
CREATE INDEX ON t ((b + f()));
CREATE VIEW v AS SELECT f() AS n;
CREATE FUNCTION h() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT n FROM v; END;
CREATE POLICY p ON t USING (b = f());

=== function renames an argument, loses a default
--- old
CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION g(a int DEFAULT 1, b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE TABLE t (x int DEFAULT f(3));
--- new
CREATE FUNCTION f(b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION g(a int, b int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE TABLE t (x int DEFAULT f(3));

=== function becomes a procedure
--- old
CREATE FUNCTION f(a int) RETURNS void LANGUAGE sql AS 'SELECT 1';
--- new
CREATE PROCEDURE f(a int) LANGUAGE sql AS 'SELECT 1';

=== trigger function becomes another one's
--- old
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (a int);
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
--- new
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (a int);
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();

=== default calls a function that returns the table
--- new
CREATE TABLE t (a int, b int);
CREATE FUNCTION newest() RETURNS t LANGUAGE sql STABLE AS 'SELECT NULL::t';
CREATE FUNCTION next_a(x t DEFAULT newest()) RETURNS int LANGUAGE sql AS 'SELECT x.a';
ALTER TABLE t ALTER b SET DEFAULT next_a();

=== bodies that name what comes later
--- new
CREATE FUNCTION a() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM zz); END';
CREATE TABLE zz (a int);
CREATE FUNCTION b() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM zz';

=== grants, comments, security definer
--- old
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
--- new
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f() TO authenticated;
COMMENT ON FUNCTION f() IS 'f; --';

=== views change
CREATE TABLE t (a int, b int, c int);
--- old
CREATE VIEW v AS SELECT a FROM t;
CREATE VIEW w AS SELECT a, b FROM t;
GRANT SELECT ON v TO anon;
--- new
CREATE VIEW v WITH (security_invoker = on) AS SELECT a, b + 1 AS n FROM t WHERE c > 0;
CREATE VIEW w AS SELECT b FROM t;
GRANT SELECT ON v TO anon;
GRANT SELECT ON w TO anon;

=== views on views, the lowest changes
CREATE TABLE t (a int, b int);
--- old
CREATE VIEW v AS SELECT a, b FROM t;
CREATE VIEW w AS SELECT a FROM v;
CREATE MATERIALIZED VIEW m AS SELECT a FROM w;
CREATE INDEX i ON m (a);
COMMENT ON MATERIALIZED VIEW m IS 'm';
--- new
CREATE VIEW v AS SELECT b, a FROM t;
CREATE VIEW w AS SELECT a FROM v;
CREATE MATERIALIZED VIEW m AS SELECT a FROM w;
CREATE INDEX i ON m (a);
COMMENT ON MATERIALIZED VIEW m IS 'm';

=== view becomes materialized
CREATE TABLE t (a int, b int);
--- old
CREATE VIEW v AS SELECT a FROM t;
--- new
CREATE MATERIALIZED VIEW v AS SELECT a FROM t;
CREATE UNIQUE INDEX ON v (a);

=== materialized view gets an index, loses one
CREATE TABLE t (a int, b int);
CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t;
--- old
CREATE INDEX ON v (a);
--- new
CREATE INDEX ON v (b);

=== trigger on a view
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE VIEW v AS SELECT a FROM t;
--- new
CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f();

=== view that groups by a key that is replaced
--- old
CREATE TABLE t (a int PRIMARY KEY, b int, c int NOT NULL);
CREATE VIEW v AS SELECT a, b, count(*) AS n FROM t GROUP BY a;
--- new
CREATE TABLE t (a int PRIMARY KEY, b int, c int NOT NULL);
ALTER TABLE t DROP CONSTRAINT t_pkey;
ALTER TABLE t ADD PRIMARY KEY (a) INCLUDE (c);
CREATE VIEW v AS SELECT a, b, count(*) AS n FROM t GROUP BY a;
