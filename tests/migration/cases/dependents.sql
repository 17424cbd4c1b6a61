=== a view chain over a column that changes its type
--- old
CREATE TABLE t (a int PRIMARY KEY, b int, c text);
INSERT INTO t VALUES (1, 2, 'x');
CREATE VIEW v1 WITH (security_invoker = true) AS SELECT a, b, c FROM t;
CREATE VIEW v2 WITH (security_barrier = true) AS SELECT b FROM v1 WHERE b > 0;
CREATE MATERIALIZED VIEW m AS SELECT sum(b) AS n FROM v2;
CREATE UNIQUE INDEX ON m (n);
CREATE VIEW v3 AS SELECT n FROM m;
COMMENT ON VIEW v2 IS 'second';
COMMENT ON COLUMN v2.b IS 'column of a view';
COMMENT ON MATERIALIZED VIEW m IS 'sum';
GRANT SELECT ON v2 TO anon;
GRANT SELECT (n), UPDATE (n) ON v3 TO authenticated WITH GRANT OPTION;
--- new
CREATE TABLE t (a int PRIMARY KEY, b bigint, c text);
INSERT INTO t VALUES (1, 2, 'x');
CREATE VIEW v1 WITH (security_invoker = true) AS SELECT a, b, c FROM t;
CREATE VIEW v2 WITH (security_barrier = true) AS SELECT b FROM v1 WHERE b > 0;
CREATE MATERIALIZED VIEW m AS SELECT sum(b) AS n FROM v2;
CREATE UNIQUE INDEX ON m (n);
CREATE VIEW v3 AS SELECT n FROM m;
COMMENT ON VIEW v2 IS 'second';
COMMENT ON COLUMN v2.b IS 'column of a view';
COMMENT ON MATERIALIZED VIEW m IS 'sum';
GRANT SELECT ON v2 TO anon;
GRANT SELECT (n), UPDATE (n) ON v3 TO authenticated WITH GRANT OPTION;

=== a view that reads the whole row of a table that gets a column
--- old
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT t FROM t;
CREATE FUNCTION f(r t) RETURNS int LANGUAGE sql AS 'SELECT (r).a';
--- new
CREATE TABLE t (a int, b text);
CREATE VIEW v AS SELECT t FROM t;
CREATE FUNCTION f(r t) RETURNS int LANGUAGE sql AS 'SELECT (r).a';

=== a column that changes its type under a function with the row type
--- old
CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (1, 2);
CREATE FUNCTION f(r t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION g() RETURNS SETOF t LANGUAGE sql AS 'SELECT NULL::int, NULL::int';
CREATE VIEW v AS SELECT f(t) AS n FROM t;
--- new
CREATE TABLE t (a int, b text);
INSERT INTO t VALUES (1, '2');
CREATE FUNCTION f(r t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION g() RETURNS SETOF t LANGUAGE sql AS 'SELECT NULL::int, NULL::text';
CREATE VIEW v AS SELECT f(t) AS n FROM t;

=== a check and an index of functions over a column that changes its type
--- old
CREATE TABLE t (a varchar(10), b int, CHECK (length(a) > 0), CONSTRAINT two CHECK (a <> b::text));
INSERT INTO t VALUES ('x', 1);
CREATE INDEX ON t (upper(a)) WHERE a <> 'y';
--- new
CREATE TABLE t (a text, b int, CHECK (length(a) > 0), CONSTRAINT two CHECK (a <> b::text));
INSERT INTO t VALUES ('x', 1);
CREATE INDEX ON t (upper(a)) WHERE a <> 'y';

=== an exclusion over a column that changes its type
--- old
CREATE TABLE t (a int, r int4range, EXCLUDE USING gist (r WITH &&));
INSERT INTO t VALUES (1, '[1,2)');
--- new
CREATE TABLE t (a int, r int8range, EXCLUDE USING gist (r WITH &&));
INSERT INTO t VALUES (1, '[1,2)');

=== column-list triggers and their transition tables
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
--- old
CREATE TABLE t (a int, b int);
CREATE TRIGGER one AFTER UPDATE OF a, b ON t FOR EACH ROW EXECUTE FUNCTION tg('x', 'it''s');
CREATE TRIGGER two AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION tg();
--- new
CREATE TABLE t (a bigint);
CREATE TRIGGER one AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION tg('x', 'it''s');
CREATE TRIGGER two AFTER UPDATE ON t REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION tg();

=== a key class changes its type through three tables
--- old
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY REFERENCES a ON DELETE CASCADE, n text);
CREATE TABLE c (b int REFERENCES b ON UPDATE CASCADE, parent int REFERENCES a);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1, 'x');
INSERT INTO c VALUES (1, 1);
CREATE INDEX ON c (b);
CREATE VIEW v AS SELECT b.n FROM a JOIN b USING (id) JOIN c ON c.b = b.id;
--- new
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY REFERENCES a ON DELETE CASCADE, n text);
CREATE TABLE c (b bigint REFERENCES b ON UPDATE CASCADE, parent bigint REFERENCES a);
INSERT INTO a VALUES (1);
INSERT INTO b VALUES (1, 'x');
INSERT INTO c VALUES (1, 1);
CREATE INDEX ON c (b);
CREATE VIEW v AS SELECT b.n FROM a JOIN b USING (id) JOIN c ON c.b = b.id;

=== a generated column in the way of a change, before other columns
--- old
CREATE TABLE t (n int, g int GENERATED ALWAYS AS (n + 1) STORED, last text, CHECK (g > 0));
INSERT INTO t (n, last) VALUES (1, 'x');
COMMENT ON COLUMN t.g IS 'kept';
GRANT SELECT (g) ON t TO anon;
CREATE INDEX ON t (g);
CREATE VIEW v AS SELECT g FROM t;
--- new
CREATE TABLE t (n bigint, g int GENERATED ALWAYS AS (n + 1) STORED, last text, CHECK (g > 0));
INSERT INTO t (n, last) VALUES (1, 'x');
COMMENT ON COLUMN t.g IS 'kept';
GRANT SELECT (g) ON t TO anon;
CREATE INDEX ON t (g);
CREATE VIEW v AS SELECT g FROM t;

=== a rule and a view over a column that goes
CREATE TABLE log (a int);
--- old
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE RULE r AS ON UPDATE TO v DO INSTEAD UPDATE t SET b = NEW.b WHERE a = OLD.a;
CREATE RULE l AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (OLD.a);
--- new
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE RULE l AS ON DELETE TO t DO ALSO INSERT INTO log VALUES (OLD.a);

=== a table goes with all that needs it
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
--- old
CREATE TABLE p (id int PRIMARY KEY, n int);
CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p);
CREATE VIEW v AS SELECT p.n, c.id FROM p JOIN c ON c.p = p.id;
CREATE FUNCTION f() RETURNS SETOF p LANGUAGE sql AS 'SELECT 1, 2';
CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION tg();
CREATE POLICY y ON c USING (p IN (SELECT id FROM p));
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM v;
--- new
CREATE TABLE c (id int PRIMARY KEY, p int);

=== a policy calls a function whose signature changes
--- old
CREATE TABLE t (who uuid, org int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION mine(o int) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT true';
CREATE POLICY p ON t FOR ALL TO authenticated USING (mine(org)) WITH CHECK (mine(org));
--- new
CREATE TABLE t (who uuid, org int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION mine(o int, strict boolean DEFAULT false) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS 'SELECT true';
CREATE POLICY p ON t FOR ALL TO authenticated USING (mine(org)) WITH CHECK (mine(org, true));

=== defaults, checks and domains over a function that is replaced
--- old
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE DOMAIN d AS int DEFAULT f(1) CHECK (f(VALUE) > 0);
CREATE TABLE t (a d, b int DEFAULT f(2), CHECK (f(b) < 9));
INSERT INTO t VALUES (1, 2);
--- new
CREATE FUNCTION f(b int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT b::bigint';
CREATE DOMAIN d AS int DEFAULT f(1) CHECK (f(VALUE) > 0);
CREATE TABLE t (a d, b int DEFAULT f(2), CHECK (f(b) < 9));
INSERT INTO t VALUES (1, 2);

=== triggers of a view over a column that changes its type
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--- old
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT a FROM t;
ALTER VIEW v ALTER a SET DEFAULT 4;
CREATE TRIGGER io INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION tg();
COMMENT ON TRIGGER io ON v IS 'io';
--- new
CREATE TABLE t (a bigint);
CREATE VIEW v AS SELECT a FROM t;
ALTER VIEW v ALTER a SET DEFAULT 4;
CREATE TRIGGER io INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION tg();
COMMENT ON TRIGGER io ON v IS 'io';

=== a view selects another column under the same name
CREATE TABLE t (a int, b int, c text);
CREATE VIEW w AS SELECT 1 AS one;
--- old
CREATE VIEW v AS SELECT a AS x, b AS y FROM t;
CREATE VIEW vv AS SELECT x FROM v;
--- new
CREATE VIEW v AS SELECT b AS x, c AS y FROM t;
CREATE VIEW vv AS SELECT x FROM v;

=== views that are recursive, and views with CHECK OPTION
CREATE TABLE t (id int PRIMARY KEY, up int);
--- old
CREATE RECURSIVE VIEW r (id) AS SELECT id FROM t UNION ALL SELECT t.id FROM t JOIN r ON t.up = r.id;
CREATE VIEW v AS SELECT id FROM t WHERE id > 0 WITH LOCAL CHECK OPTION;
--- new
CREATE RECURSIVE VIEW r (id) AS SELECT id FROM t WHERE up IS NULL UNION ALL SELECT t.id FROM t JOIN r ON t.up = r.id;
CREATE VIEW v AS SELECT id FROM t WHERE id > 0 WITH CASCADED CHECK OPTION;

=== a statistics object over columns that change
--- old
CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS s (dependencies, ndistinct) ON a, b FROM t;
--- new
CREATE TABLE t (a bigint, b text, c int);
CREATE STATISTICS s (dependencies) ON a, b FROM t;

=== a view under a policy of another table
CREATE TABLE notes (id int, org int);
--- old
CREATE TABLE m (who uuid, org int);
CREATE VIEW mine AS SELECT org FROM m;
CREATE POLICY p ON notes USING (org IN (SELECT org FROM mine));
--- new
CREATE TABLE m (who uuid, org bigint);
CREATE VIEW mine AS SELECT org FROM m;
CREATE POLICY p ON notes USING (org IN (SELECT org FROM mine));

=== a function in an index is replaced
--- old
CREATE FUNCTION norm(a text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(a)';
CREATE TABLE t (a text);
CREATE INDEX i ON t (norm(a));
CREATE TABLE u (a text, g text GENERATED ALWAYS AS (norm(a)) STORED, z int);
--- new
CREATE FUNCTION norm(a text) RETURNS varchar LANGUAGE sql IMMUTABLE AS 'SELECT lower(a)::varchar';
CREATE TABLE t (a text);
CREATE INDEX i ON t (norm(a));
CREATE TABLE u (a text, g text GENERATED ALWAYS AS (norm(a)) STORED, z int);

=== a sequence in a default of another table
--- old
CREATE SEQUENCE s START 5;
CREATE TABLE t (a int DEFAULT nextval('s'), b int DEFAULT nextval('s'));
--- new
CREATE TABLE t (a int, b int DEFAULT 7);

=== tables that go, whose rules and policies speak of each other in a circle
--- old
CREATE TABLE t (a int);
CREATE TABLE u (a int);
CREATE TABLE w (a int);
CREATE RULE r AS ON INSERT TO t WHERE new.a > 0 DO ALSO INSERT INTO u VALUES (new.a);
CREATE RULE r AS ON DELETE TO u DO ALSO DELETE FROM t WHERE a = old.a;
CREATE RULE kept AS ON DELETE TO w DO ALSO DELETE FROM t WHERE a = old.a;
CREATE POLICY p ON t USING (EXISTS (SELECT FROM u WHERE u.a = t.a));
CREATE POLICY p ON u USING (EXISTS (SELECT FROM w WHERE w.a = u.a));
CREATE POLICY p ON w USING (EXISTS (SELECT FROM t WHERE t.a = w.a));
--- new
CREATE TABLE w (a int);

=== policies of tables that go read views of the others, in a circle
CREATE TABLE stays (id integer);
--- old
CREATE TABLE one (x integer, y integer);
CREATE TABLE two (a integer, b integer);
CREATE VIEW ones AS SELECT * FROM one;
CREATE VIEW twos AS SELECT * FROM two;
CREATE POLICY p ON one USING (x = (SELECT a FROM twos WHERE b = y));
CREATE POLICY p ON two USING (a = (SELECT x FROM ones WHERE y = b));
--- new

