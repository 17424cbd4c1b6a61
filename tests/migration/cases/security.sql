=== a policy alone is altered
CREATE TABLE t (who uuid, n int);
--- old
CREATE POLICY p ON t FOR UPDATE TO authenticated USING (n > 1) WITH CHECK (n > 2);
COMMENT ON POLICY p ON t IS 'kept';
--- new
CREATE POLICY p ON t FOR UPDATE TO authenticated USING (n > 3) WITH CHECK (who = auth.uid());
COMMENT ON POLICY p ON t IS 'kept';

=== roles of a policy
CREATE TABLE t (n int);
--- old
CREATE POLICY p ON t TO anon USING (true);
CREATE POLICY q ON t TO anon, authenticated USING (true);
--- new
CREATE POLICY p ON t TO PUBLIC USING (true);
CREATE POLICY q ON t TO service_role USING (true);

=== a policy changes its command, or becomes restrictive
CREATE TABLE t (n int);
--- old
CREATE POLICY p ON t FOR SELECT USING (n > 1);
CREATE POLICY q ON t FOR ALL USING (n > 1);
--- new
CREATE POLICY p ON t FOR DELETE USING (n > 1);
CREATE POLICY q ON t AS RESTRICTIVE FOR ALL USING (n > 1);

=== a policy gets a WITH CHECK, loses its USING
CREATE TABLE t (n int);
--- old
CREATE POLICY p ON t USING (n > 1);
CREATE POLICY q ON t USING (n > 1) WITH CHECK (n > 2);
CREATE POLICY r ON t FOR UPDATE WITH CHECK (n > 2);
--- new
CREATE POLICY p ON t USING (n > 1) WITH CHECK (n > 2);
CREATE POLICY q ON t USING (n > 1);
CREATE POLICY r ON t FOR UPDATE USING (n > 1) WITH CHECK (n > 2);

=== policies that read their own and other tables
CREATE TABLE m (who uuid, org int, role text);
--- old
CREATE TABLE t (id int, org int);
CREATE POLICY p ON t FOR SELECT USING (EXISTS (SELECT 1 FROM m WHERE m.org = t.org AND m.who = auth.uid()));
--- new
CREATE TABLE t (id int, org int, owner uuid DEFAULT auth.uid());
CREATE POLICY p ON t FOR SELECT USING (owner = auth.uid() OR EXISTS (SELECT 1 FROM m WHERE m.org = t.org AND m.who = auth.uid() AND m.role = 'admin'));

=== row level security is forced, and let go
CREATE TABLE t (a int);
INSERT INTO t VALUES (1);
--- old
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
--- new
ALTER TABLE t ENABLE ROW LEVEL SECURITY;

=== a column changes its type under forced row level security
--- old
CREATE TABLE t (a int, b text);
INSERT INTO t VALUES (1, 'x');
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT USING (a > 100);
--- new
CREATE TABLE t (a bigint, b varchar(5));
INSERT INTO t VALUES (1, 'x');
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT USING (a > 100);

=== grants by column
CREATE TABLE t (a int, b int, c int);
--- old
GRANT SELECT (a, b), UPDATE (b) ON t TO anon;
GRANT SELECT ON t TO authenticated;
--- new
GRANT SELECT (b, c) ON t TO anon;
GRANT SELECT (a), INSERT (a, b, c) ON t TO authenticated WITH GRANT OPTION;

=== grant options come and go
CREATE TABLE t (a int);
--- old
GRANT SELECT, INSERT ON t TO anon WITH GRANT OPTION;
GRANT DELETE ON t TO anon;
--- new
GRANT SELECT ON t TO anon;
GRANT INSERT, DELETE ON t TO anon WITH GRANT OPTION;

=== grants on every kind
--- old
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT 1 AS a;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE SEQUENCE s;
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE pr() LANGUAGE sql AS 'SELECT 1';
GRANT SELECT ON t, v, m TO pg_monitor;
GRANT USAGE ON SEQUENCE s TO pg_monitor;
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
REVOKE USAGE ON TYPE e FROM PUBLIC;
--- new
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT 1 AS a;
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
CREATE SEQUENCE s;
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE pr() LANGUAGE sql AS 'SELECT 1';
GRANT TRUNCATE, REFERENCES, TRIGGER ON t TO pg_monitor;
GRANT USAGE ON TYPE e TO pg_monitor WITH GRANT OPTION;
GRANT USAGE ON DOMAIN d TO pg_monitor;
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f() TO pg_monitor;
REVOKE ALL ON PROCEDURE pr() FROM PUBLIC;

=== security of views
CREATE TABLE t (a int);
--- old
CREATE VIEW v WITH (security_invoker = true, security_barrier = true) AS SELECT a FROM t;
CREATE VIEW w AS SELECT a FROM t;
--- new
CREATE VIEW v WITH (security_barrier = true) AS SELECT a FROM t;
CREATE VIEW w WITH (security_invoker = true) AS SELECT a FROM t;

=== security_invoker survives a view made anew
--- old
CREATE TABLE t (a int, b int);
CREATE VIEW v WITH (security_invoker = true) AS SELECT a, b FROM t;
GRANT SELECT ON v TO anon;
CREATE VIEW over WITH (security_invoker = on) AS SELECT a FROM v;
--- new
CREATE TABLE t (a int, b int);
CREATE VIEW v WITH (security_invoker = true) AS SELECT b FROM t;
GRANT SELECT ON v TO anon;
CREATE VIEW over WITH (security_invoker = on) AS SELECT b FROM v;

=== grants survive a table, a view and a function made anew
--- old
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION f(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f(int) TO authenticated;
COMMENT ON FUNCTION f(int) IS 'f';
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
GRANT SELECT ON m TO authenticated;
--- new
CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS $$SELECT 'x'$$;
REVOKE ALL ON FUNCTION f(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f(int) TO authenticated;
COMMENT ON FUNCTION f(int) IS 'f';
CREATE MATERIALIZED VIEW m AS SELECT 2 AS a;
GRANT SELECT ON m TO authenticated;
