=== primary key
--- old
CREATE TABLE t (a int NOT NULL, b int NOT NULL);
--- new
CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));

=== primary key moves to another column, under foreign keys
--- old
CREATE TABLE p (a int PRIMARY KEY, b int NOT NULL UNIQUE);
CREATE TABLE c (x int REFERENCES p (a), y int REFERENCES p (b));
--- new
CREATE TABLE p (a int NOT NULL UNIQUE, b int PRIMARY KEY);
CREATE TABLE c (x int REFERENCES p (a), y int REFERENCES p (b));

=== unique constraints with everything
--- old
CREATE TABLE t (a int, b int, c int, UNIQUE (a));
--- new
CREATE TABLE t (a int, b int, c int, UNIQUE (a) INCLUDE (c), UNIQUE NULLS NOT DISTINCT (b), UNIQUE (c) DEFERRABLE INITIALLY DEFERRED);

=== foreign keys with everything
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
--- old
CREATE TABLE c (x int, y int);
INSERT INTO p VALUES (1, 2);
INSERT INTO c VALUES (1, 2), (NULL, 3);
--- new
CREATE TABLE c (x int, y int,
    FOREIGN KEY (x, y) REFERENCES p ON UPDATE CASCADE ON DELETE SET NULL (x) DEFERRABLE);

=== foreign key MATCH FULL, other actions
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b));
--- old
CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p MATCH FULL ON DELETE RESTRICT);
--- new
CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p MATCH FULL ON DELETE CASCADE);

=== foreign key not validated
CREATE TABLE p (a int PRIMARY KEY);
CREATE TABLE c (x int);
INSERT INTO p VALUES (5);
INSERT INTO c VALUES (5);
--- old
ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (x) REFERENCES p NOT VALID;
ALTER TABLE c ADD CONSTRAINT h CHECK (x > 3) NOT VALID;
--- new
ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (x) REFERENCES p;
ALTER TABLE c ADD CONSTRAINT h CHECK (x > 3);

=== circle of foreign keys
--- new
CREATE TABLE a (id int PRIMARY KEY, b int);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
CREATE TABLE s (id int PRIMARY KEY, s int REFERENCES s);

=== names of constraints and indexes mean nothing (names differ)
--- old
CREATE TABLE t (a int CONSTRAINT k1 PRIMARY KEY, b int CONSTRAINT k2 UNIQUE, c int CONSTRAINT k3 REFERENCES t, CONSTRAINT k4 CHECK (a > 0));
CREATE INDEX i1 ON t (b, c);
--- new
CREATE TABLE t (a int CONSTRAINT j1 PRIMARY KEY, b int CONSTRAINT j2 UNIQUE, c int CONSTRAINT j3 REFERENCES t, CONSTRAINT j4 CHECK (a > 0));
CREATE INDEX j5 ON t (b, c);

=== an index takes the name of another (names differ)
--- old
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (a);
--- new
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (b);
CREATE INDEX j ON t (a);

=== a constraint takes the name of another (names differ)
--- old
CREATE TABLE t (a int, b int, CONSTRAINT c CHECK (a > 0), CONSTRAINT u UNIQUE (a));
--- new
CREATE TABLE t (a int, b int, CONSTRAINT c CHECK (b > 0), CONSTRAINT d CHECK (a > 0), CONSTRAINT u UNIQUE (b), CONSTRAINT v UNIQUE (a));

=== checks
--- old
CREATE TABLE t (a int, b text, CHECK (a > 0), CONSTRAINT n CHECK (b <> '') NO INHERIT);
INSERT INTO t VALUES (3, 'x');
--- new
CREATE TABLE t (a int, b text, CHECK (a > 0 AND a < 100), CONSTRAINT n CHECK (b <> ''));

=== exclusion
--- old
CREATE TABLE t (a int, r int4range);
--- new
CREATE TABLE t (a int, r int4range, EXCLUDE USING gist (r WITH &&) WHERE (a > 0));

=== indexes of many kinds
CREATE TABLE t (a int, b text, c jsonb, d timestamptz);
--- old
CREATE INDEX ON t (a);
CREATE UNIQUE INDEX ON t (lower(b)) WHERE a > 1;
--- new
CREATE INDEX ON t (a DESC NULLS LAST) INCLUDE (b);
CREATE UNIQUE INDEX ON t (lower(b)) WHERE a > 2;
CREATE INDEX ON t USING gin (c jsonb_path_ops);
CREATE INDEX ON t (b text_pattern_ops) WITH (fillfactor = 60);
CREATE INDEX ON t USING brin (d);
CREATE UNIQUE INDEX ON t (a) NULLS NOT DISTINCT;

=== unique index that a foreign key needs
--- old
CREATE TABLE p (a int);
CREATE UNIQUE INDEX ON p (a);
CREATE TABLE c (x int REFERENCES p (a));
--- new
CREATE TABLE p (a int PRIMARY KEY);
CREATE TABLE c (x int REFERENCES p (a));

=== comments on constraints, indexes
--- old
CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY, b int CONSTRAINT f REFERENCES t, CONSTRAINT c CHECK (a > 0));
CREATE INDEX i ON t (b);
COMMENT ON CONSTRAINT k ON t IS 'k';
--- new
CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY, b int CONSTRAINT f REFERENCES t, CONSTRAINT c CHECK (a > 0));
CREATE INDEX i ON t (b);
COMMENT ON CONSTRAINT f ON t IS 'f';
COMMENT ON CONSTRAINT c ON t IS 'c';
COMMENT ON INDEX i IS 'i';
