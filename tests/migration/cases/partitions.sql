=== partition attached and detached, with its rows
CREATE TABLE p (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
--- old
CREATE TABLE p1 (id int NOT NULL, at date NOT NULL);
INSERT INTO p1 VALUES (1, '2026-01-05');
--- new
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
INSERT INTO p1 VALUES (1, '2026-01-05');

=== partitions with keys, indexes, checks and triggers
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE u (id int PRIMARY KEY);
--- old
CREATE TABLE p (id int, k text, u int) PARTITION BY LIST (k);
CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a', 'it''s');
CREATE TABLE pd PARTITION OF p DEFAULT;
INSERT INTO p VALUES (1, 'a', NULL), (2, 'z', NULL);
--- new
CREATE TABLE p (id int, k text, u int REFERENCES u, PRIMARY KEY (id, k), CHECK (id > 0)) PARTITION BY LIST (k);
CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a', 'it''s');
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE INDEX ON p (u);
CREATE INDEX only_here ON pa (k);
CREATE TRIGGER tr BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION tg();
INSERT INTO p VALUES (1, 'a', NULL), (2, 'z', NULL);

=== partitions of partitions
--- new
CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY RANGE (b);
CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE p12 PARTITION OF p1 FOR VALUES FROM (10) TO (MAXVALUE);

=== column added, retyped and dropped on a partitioned table
--- old
CREATE TABLE p (id int, k int, n int, gone text) PARTITION BY HASH (k);
CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (modulus 2, remainder 1);
INSERT INTO p VALUES (1, 1, 1, 'x'), (2, 2, 2, 'y');
--- new
CREATE TABLE p (id int NOT NULL, k int, n bigint DEFAULT 4, more text DEFAULT 'm') PARTITION BY HASH (k);
CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (modulus 2, remainder 0);
CREATE TABLE p1 PARTITION OF p FOR VALUES WITH (modulus 2, remainder 1);
COMMENT ON COLUMN p.n IS 'n';
INSERT INTO p VALUES (1, 1, 1), (2, 2, 2);

=== foreign key to and from a partitioned table
CREATE TABLE q (id int PRIMARY KEY);
CREATE TABLE p (id int PRIMARY KEY, q int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100);
CREATE TABLE c (p int);
--- old
ALTER TABLE p ADD FOREIGN KEY (q) REFERENCES q ON DELETE CASCADE;
--- new
ALTER TABLE p ADD FOREIGN KEY (q) REFERENCES q;
ALTER TABLE c ADD FOREIGN KEY (p) REFERENCES p;

=== policies and grants of partitions
CREATE TABLE p (id int, who uuid) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100);
--- old
ALTER TABLE p ENABLE ROW LEVEL SECURITY;
--- new
ALTER TABLE p ENABLE ROW LEVEL SECURITY;
ALTER TABLE p1 ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON p USING (who = auth.uid());
CREATE POLICY p ON p1 USING (who = auth.uid());
GRANT SELECT ON p1 TO anon;

=== a partitioned table goes
--- old
CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100);
CREATE TABLE c (p int REFERENCES p);
CREATE VIEW v AS SELECT id FROM p;
--- new
CREATE TABLE c (p int);

=== inheritance: columns of the parent change
--- old
CREATE TABLE p (a int, b text);
CREATE TABLE c (own int) INHERITS (p);
INSERT INTO p VALUES (1, 'x');
INSERT INTO c VALUES (2, 'y', 3);
--- new
CREATE TABLE p (a bigint NOT NULL, b text DEFAULT 'z', d int);
CREATE TABLE c (own int) INHERITS (p);
INSERT INTO p VALUES (1, 'x');
INSERT INTO c VALUES (2, 'y', 4, 3);

=== unlogged, options and identity of a table that is made
--- new
CREATE UNLOGGED TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, b text) WITH (fillfactor = 70, autovacuum_enabled = false);
ALTER TABLE t REPLICA IDENTITY FULL;
CREATE TABLE l (a int) WITH (toast.autovacuum_vacuum_scale_factor = 0.5);

=== a plain table becomes partitioned, under keys, views and policies
--- old
CREATE TABLE t (id int, at date NOT NULL, n int, PRIMARY KEY (id, at), CHECK (n > 0));
INSERT INTO t VALUES (1, '2026-01-05', 3), (2, '2026-02-05', 4);
CREATE INDEX ON t (n);
CREATE VIEW v AS SELECT id FROM t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (n > 0);
GRANT SELECT ON t TO anon;
COMMENT ON TABLE t IS 't';
--- new
CREATE TABLE t (id int, at date NOT NULL, n int, PRIMARY KEY (id, at), CHECK (n > 0)) PARTITION BY RANGE (at);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE t_2 PARTITION OF t DEFAULT;
INSERT INTO t VALUES (1, '2026-01-05', 3), (2, '2026-02-05', 4);
CREATE INDEX ON t (n);
CREATE VIEW v AS SELECT id FROM t;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (n > 0);
GRANT SELECT ON t TO anon;
COMMENT ON TABLE t IS 't';

=== a generated column of partitions is computed anew and may not be null
--- old
CREATE TABLE t (a int, k int, b int GENERATED ALWAYS AS (a * 2) STORED) PARTITION BY LIST (k);
CREATE TABLE u PARTITION OF t FOR VALUES IN (1);
INSERT INTO t (a, k) VALUES (1, 1);
--- new
CREATE TABLE t (a int, k int, b int NOT NULL GENERATED ALWAYS AS (a * 3) STORED) PARTITION BY LIST (k);
CREATE TABLE u PARTITION OF t FOR VALUES IN (1);

=== partitions change places, and one of them is split where it was not
--- old
CREATE TABLE p (id integer) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30) PARTITION BY RANGE (id);
CREATE TABLE p31 PARTITION OF p3 FOR VALUES FROM (20) TO (25);
INSERT INTO p VALUES (21);
--- new
CREATE TABLE p (id integer) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (10) TO (20);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30);
INSERT INTO p VALUES (22);
