=== checks and foreign keys that are not enforced, and that are
CREATE TABLE u (id int PRIMARY KEY);
--- old
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0), b int CONSTRAINT f REFERENCES u, c int CONSTRAINT g REFERENCES u NOT ENFORCED);
INSERT INTO t VALUES (1, NULL, NULL);
--- new
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0) NOT ENFORCED, b int CONSTRAINT f REFERENCES u NOT ENFORCED, c int CONSTRAINT g REFERENCES u);
INSERT INTO t VALUES (1, NULL, NULL);

=== constraints that are not enforced come and go
CREATE TABLE u (id int PRIMARY KEY);
--- old
CREATE TABLE t (a int, b int);
--- new
CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0) NOT ENFORCED, b int CONSTRAINT f REFERENCES u NOT ENFORCED);

=== keys in time and what points at them
--- old
CREATE TABLE r (id int4range, at tsrange, n int);
CREATE TABLE c (id int4range, at tsrange);
INSERT INTO r VALUES ('[1,2)', '[2020-01-01,2021-01-01)', 1);
--- new
CREATE TABLE r (id int4range, at tsrange, n int, CONSTRAINT k PRIMARY KEY (id, at WITHOUT OVERLAPS));
CREATE TABLE c (id int4range, at tsrange, CONSTRAINT f FOREIGN KEY (id, PERIOD at) REFERENCES r (id, PERIOD at));
INSERT INTO r VALUES ('[1,2)', '[2020-01-01,2021-01-01)', 1);

=== a unique key in time becomes a plain one
--- old
CREATE TABLE r (id int4range, at tsrange NOT NULL, UNIQUE (id, at WITHOUT OVERLAPS));
--- new
CREATE TABLE r (id int4range, at tsrange NOT NULL, UNIQUE (id, at));

=== virtual and stored generated columns
--- old
CREATE TABLE t (a int, v int GENERATED ALWAYS AS (a + 1) VIRTUAL, s int GENERATED ALWAYS AS (a + 1) STORED, p int, q int GENERATED ALWAYS AS (a) VIRTUAL);
INSERT INTO t VALUES (1);
--- new
CREATE TABLE t (a int, v int GENERATED ALWAYS AS (a + 2) VIRTUAL, p int GENERATED ALWAYS AS (a) VIRTUAL, s int GENERATED ALWAYS AS (a + 1) VIRTUAL, q int);
INSERT INTO t VALUES (1);

=== a virtual column under a view, a check and a NOT NULL
--- old
CREATE TABLE t (a int, v int GENERATED ALWAYS AS (a + 1) VIRTUAL NOT NULL CONSTRAINT vc CHECK (v > 0));
CREATE VIEW w AS SELECT v FROM t;
INSERT INTO t VALUES (1);
--- new
CREATE TABLE t (a bigint, v int GENERATED ALWAYS AS (a + 1) VIRTUAL);
CREATE VIEW w AS SELECT v FROM t;
INSERT INTO t VALUES (1);

=== indexes of a partitioned table that its partitions have by ATTACH
CREATE TABLE p (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
--- old
CREATE INDEX pi ON ONLY p (b);
CREATE INDEX p1i ON p1 (b);
ALTER INDEX pi ATTACH PARTITION p1i;
--- new
CREATE INDEX pj ON ONLY p (b);
CREATE INDEX p1j ON p1 (b);
ALTER INDEX pj ATTACH PARTITION p1j;

=== three levels of partitions, of all kinds
--- old
CREATE TABLE p (a int, b text, c date) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY RANGE (c);
CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY HASH (b);
CREATE TABLE p111 PARTITION OF p11 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
INSERT INTO p VALUES (1, 'x', '2020-05-05');
--- new
CREATE TABLE p (a int, b text, c date, d int NOT NULL DEFAULT 3, CHECK (d > 0)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY RANGE (c);
CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY HASH (b);
CREATE TABLE p111 PARTITION OF p11 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE UNIQUE INDEX pu ON p (a, b, c);
ALTER TABLE p ENABLE ROW LEVEL SECURITY;
INSERT INTO p VALUES (1, 'x', '2020-05-05');

=== typed tables with what they say of their columns
CREATE TYPE ct AS (a int, b text);
--- old
CREATE TABLE t OF ct (a NOT NULL DEFAULT 1, PRIMARY KEY (a));
--- new
CREATE TABLE t OF ct (b WITH OPTIONS NOT NULL DEFAULT 'x', CONSTRAINT k UNIQUE (b));

=== states of triggers, and internal ones of foreign keys
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--- old
CREATE TABLE t (a int);
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER y BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE CONSTRAINT TRIGGER z AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t DISABLE TRIGGER x;
ALTER TABLE t ENABLE ALWAYS TRIGGER y;
--- new
CREATE TABLE t (a int);
CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER y BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE CONSTRAINT TRIGGER z AFTER INSERT ON t NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t ENABLE REPLICA TRIGGER x;
ALTER TABLE t DISABLE TRIGGER z;

=== all that a table may say of itself
--- old
CREATE UNLOGGED TABLE t (a int NOT NULL, b text STORAGE EXTERNAL, EXCLUDE USING gist (int4range(a, a) WITH &&) WHERE (a > 0));
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t REPLICA IDENTITY USING INDEX i;
ALTER TABLE t CLUSTER ON i;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
ALTER TABLE t ALTER b SET STATISTICS 10;
ALTER INDEX i SET (fillfactor = 70);
--- new
CREATE TABLE t (a int NOT NULL, b text COMPRESSION pglz, EXCLUDE USING gist (int4range(a, a) WITH &&) WHERE (a > 1)) WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE UNIQUE INDEX i ON t (a) INCLUDE (b) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX j ON t (a) WITH (fillfactor = 50, deduplicate_items = off);
ALTER TABLE t REPLICA IDENTITY USING INDEX j;
ALTER TABLE t CLUSTER ON j;
ALTER TABLE t ALTER b SET (n_distinct = 4);

=== a publication with a list of columns and a filter, and one that lets it go
CREATE TABLE t (a int PRIMARY KEY, b int);
--- old
CREATE PUBLICATION "pub @here" FOR TABLE t (a, b) WHERE (a > 1) WITH (publish = 'insert');
--- new
CREATE PUBLICATION "pub @here" FOR TABLE t (a) WITH (publish = 'insert, delete', publish_via_partition_root = true);
