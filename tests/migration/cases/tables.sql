=== nothing at all
CREATE TABLE t (a int PRIMARY KEY, b varchar(10) DEFAULT 'x' CHECK (b IN ('x', 'y')));
CREATE VIEW v AS SELECT a FROM t;

=== tables added that need each other
--- new
CREATE TABLE z (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, z int NOT NULL REFERENCES z);
COMMENT ON TABLE a IS 'the first';

=== options, unlogged
--- old
CREATE TABLE t (a int) WITH (fillfactor = 70, autovacuum_enabled = false);
--- new
CREATE UNLOGGED TABLE t (a int) WITH (fillfactor = 80);

=== inheritance
--- old
CREATE TABLE base (id int, t text DEFAULT 'a', CHECK (id > 0));
CREATE TABLE kid (k int) INHERITS (base);
--- new
CREATE TABLE base (id bigint NOT NULL, t text DEFAULT 'b', more int, CHECK (id > 0));
CREATE TABLE kid (k int) INHERITS (base);
CREATE TABLE second (s int) INHERITS (base);

=== inheritance given up
--- old
CREATE TABLE base (id int);
CREATE TABLE kid (id int) INHERITS (base);
--- new
CREATE TABLE base (id int);
CREATE TABLE kid (id int);

=== partitions come and go
--- old
CREATE TABLE ev (at timestamptz NOT NULL, x int) PARTITION BY RANGE (at);
CREATE TABLE ev0 PARTITION OF ev DEFAULT;
CREATE INDEX ON ev (at);
--- new
CREATE TABLE ev (at timestamptz NOT NULL, x int, y text DEFAULT 'y', PRIMARY KEY (at, x)) PARTITION BY RANGE (at);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE ev2 PARTITION OF ev FOR VALUES FROM ('2027-01-01') TO ('2028-01-01') PARTITION BY LIST (x);
CREATE TABLE ev2a PARTITION OF ev2 FOR VALUES IN (1, 2);
ALTER TABLE ev1 ALTER y SET DEFAULT 'z';

=== partition: other bounds
--- old
CREATE TABLE ev (x int) PARTITION BY LIST (x);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES IN (1);
INSERT INTO ev VALUES (1);
--- new
CREATE TABLE ev (x bigint) PARTITION BY LIST (x);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES IN (1, 2);

=== a table becomes partitioned and keeps its rows
--- old
CREATE TABLE t (id int PRIMARY KEY, b text);
CREATE INDEX i ON t (b);
INSERT INTO t VALUES (1, 'x');
--- new
CREATE TABLE t (id int PRIMARY KEY, b text) PARTITION BY HASH (id);
CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (modulus 1, remainder 0);
INSERT INTO t VALUES (1, 'x'), (2, 'y');
CREATE INDEX i ON t (b);

=== a view takes the name of a table
--- old
CREATE TABLE a (x int);
CREATE TABLE b (x int);
--- new
CREATE TABLE a (x int);
CREATE VIEW b AS SELECT x FROM a;

=== grants
CREATE TABLE t (a int, b int);
--- old
GRANT SELECT, INSERT ON t TO anon;
GRANT UPDATE (a) ON t TO anon;
--- new
GRANT SELECT ON t TO anon WITH GRANT OPTION;
GRANT UPDATE (a, b), SELECT (a) ON t TO authenticated;
GRANT ALL ON t TO service_role;

=== row level security
CREATE TABLE t (a int);
--- new
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;

=== policies
CREATE TABLE t (a int, who uuid);
CREATE TABLE o (b int);
--- old
CREATE POLICY "same for all" ON t USING (true);
CREATE POLICY p1 ON t FOR SELECT TO anon USING (a > 1);
CREATE POLICY p2 ON t FOR INSERT WITH CHECK (a > 1);
--- new
CREATE POLICY "same for all" ON t USING (true);
CREATE POLICY p1 ON t FOR SELECT TO anon, authenticated USING (a > 1);
CREATE POLICY p2 ON t AS RESTRICTIVE FOR UPDATE USING (who = auth.uid()) WITH CHECK (EXISTS (SELECT FROM o WHERE o.b = t.a));
COMMENT ON POLICY p1 ON t IS 'p';

=== triggers
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--- old
CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER b AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
--- new
CREATE TRIGGER a BEFORE INSERT OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION g();
CREATE TRIGGER b AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t ENABLE ALWAYS TRIGGER b;
CREATE CONSTRAINT TRIGGER c AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION g();
COMMENT ON TRIGGER a ON t IS 'a';

=== a column of a parent becomes a child's own
--- old
CREATE TABLE a (x int, y int);
CREATE TABLE b (z int, y int) INHERITS (a);
CREATE TABLE c () INHERITS (a);
INSERT INTO a VALUES (1, 2);
INSERT INTO b VALUES (3, 4, 5);
INSERT INTO c VALUES (6, 7);
--- new
CREATE TABLE a (x int);
CREATE TABLE b (z int, y int) INHERITS (a);
CREATE TABLE c () INHERITS (a);

=== options of TOAST, of a table that has long columns and one that has none
--- old
CREATE TABLE t (i integer);
CREATE TABLE u (s text) WITH (toast.autovacuum_vacuum_cost_delay = 23, fillfactor = 40);
--- new
CREATE TABLE t (s text) WITH (toast.autovacuum_vacuum_cost_delay = 23, fillfactor = 40);
CREATE TABLE u (s text, i integer) WITH (toast.autovacuum_vacuum_cost_delay = 24);

=== children that compute otherwise than their parents, or have one default of two
--- old
CREATE TABLE other (id integer);
--- new
CREATE TABLE other (id integer);
CREATE TABLE computed (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE child (b integer GENERATED ALWAYS AS (a * 22) STORED) INHERITS (computed);
CREATE TABLE parted (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED) PARTITION BY LIST (a);
CREATE TABLE part PARTITION OF parted (b GENERATED ALWAYS AS (a * 3) STORED) FOR VALUES IN (1);
CREATE TABLE one (t text DEFAULT 'a', u text DEFAULT 'x');
CREATE TABLE two (t text DEFAULT 'b', u text DEFAULT 'x');
CREATE TABLE both_of (t text DEFAULT 'c') INHERITS (one, two);
CREATE TABLE none_of (t text DEFAULT 'c') INHERITS (one, two);
ALTER TABLE none_of ALTER t DROP DEFAULT;

=== tables that get a parent, one of them a default of its own
CREATE TABLE p (a integer NOT NULL, b text DEFAULT 'x');
--- old
CREATE TABLE "C c" (a integer NOT NULL, b text DEFAULT 'x', c date);
CREATE TABLE g (a integer NOT NULL, b text DEFAULT 'y');
INSERT INTO "C c" VALUES (1, 'z', NULL);
--- new
CREATE TABLE "C c" (c date) INHERITS (p);
CREATE TABLE g (b text DEFAULT 'y') INHERITS (p);
CREATE TABLE h () INHERITS ("C c");

=== storage of tables that inherit, each its own
--- old
CREATE TABLE t (id int PRIMARY KEY, s text, tags text[], w varchar(20));
ALTER TABLE t ALTER w SET STORAGE EXTERNAL, ALTER w SET COMPRESSION pglz;
CREATE TABLE k () INHERITS (t);
CREATE TABLE p (id int, s text) PARTITION BY HASH (id);
CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 1, REMAINDER 0);
--- new
CREATE TABLE t (id int PRIMARY KEY, s text, tags jsonb, w text, u text, v text);
ALTER TABLE t ALTER w SET STORAGE EXTERNAL, ALTER w SET COMPRESSION pglz;
CREATE TABLE k () INHERITS (t);
ALTER TABLE t ALTER id SET STATISTICS 50;
ALTER TABLE ONLY t ALTER s SET STORAGE EXTERNAL, ALTER tags SET COMPRESSION pglz;
ALTER TABLE t ALTER s SET COMPRESSION pglz, ALTER u SET COMPRESSION pglz;
ALTER TABLE t ALTER v SET STORAGE EXTERNAL, ALTER v SET STATISTICS 5;
CREATE TABLE p (id int, s text, u text) PARTITION BY HASH (id);
CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 1, REMAINDER 0);
ALTER TABLE ONLY p ALTER s SET STORAGE EXTERNAL, ALTER s SET COMPRESSION pglz;
ALTER TABLE p ALTER u SET COMPRESSION pglz;

=== a table that inherits from one with storage is made anew
CREATE TABLE t (id int PRIMARY KEY, s text);
ALTER TABLE t ALTER s SET STORAGE EXTERNAL, ALTER s SET COMPRESSION pglz;
--- new
CREATE TABLE k () INHERITS (t);
ALTER TABLE k ALTER s SET STORAGE DEFAULT, ALTER s SET COMPRESSION DEFAULT;

=== how closely ANALYZE looks at what is over a column that takes another type
--- old
CREATE TABLE t (id int PRIMARY KEY, n int);
CREATE STATISTICS s ON id, n FROM t;
ALTER STATISTICS s SET STATISTICS 50;
CREATE INDEX i ON t ((n + 1));
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 60;
--- new
CREATE TABLE t (id int PRIMARY KEY, n bigint);
CREATE STATISTICS s ON id, n FROM t;
ALTER STATISTICS s SET STATISTICS 50;
CREATE INDEX i ON t ((n + 1));
ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 60;
