=== primary key of two columns becomes one of an own column
--- old
CREATE TABLE t (a int, b int, PRIMARY KEY (a, b));
INSERT INTO t VALUES (1, 2);
--- new
CREATE TABLE t (a int NOT NULL, b int NOT NULL, id uuid DEFAULT gen_random_uuid() PRIMARY KEY, UNIQUE (a, b));
INSERT INTO t VALUES (1, 2);

=== unique constraint and unique index
--- old
CREATE TABLE t (a int, b int, UNIQUE (a, b));
INSERT INTO t VALUES (1, 2);
--- new
CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (1, 2);
CREATE UNIQUE INDEX t_a_b_key ON t (a, b);

=== unique gets INCLUDE and NULLS NOT DISTINCT
--- old
CREATE TABLE t (a int, b int, c int, CONSTRAINT u UNIQUE (a), CONSTRAINT w UNIQUE (b));
--- new
CREATE TABLE t (a int, b int, c int, CONSTRAINT u UNIQUE (a) INCLUDE (c), CONSTRAINT w UNIQUE NULLS NOT DISTINCT (b));

=== unique of a foreign key becomes wider
--- old
CREATE TABLE p (a int, b int, CONSTRAINT u UNIQUE (a));
CREATE TABLE c (x int REFERENCES p (a), y int);
INSERT INTO p VALUES (1, 1);
INSERT INTO c VALUES (1, 1);
--- new
CREATE TABLE p (a int, b int, CONSTRAINT u UNIQUE (a, b));
CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p (a, b));
INSERT INTO p VALUES (1, 1);
INSERT INTO c VALUES (1, 1);

=== deferrable, deferred, neither
CREATE TABLE p (a int PRIMARY KEY);
--- old
CREATE TABLE c (a int REFERENCES p DEFERRABLE, b int REFERENCES p, d int REFERENCES p DEFERRABLE INITIALLY DEFERRED, UNIQUE (a) DEFERRABLE, UNIQUE (b));
--- new
CREATE TABLE c (a int REFERENCES p, b int REFERENCES p DEFERRABLE INITIALLY DEFERRED, d int REFERENCES p DEFERRABLE, UNIQUE (a), UNIQUE (b) DEFERRABLE INITIALLY DEFERRED);

=== every action of a foreign key
CREATE TABLE p (a int PRIMARY KEY);
--- old
CREATE TABLE c (a int REFERENCES p ON DELETE CASCADE, b int REFERENCES p ON DELETE SET NULL, c int REFERENCES p ON UPDATE RESTRICT, d int DEFAULT 1 REFERENCES p ON DELETE SET DEFAULT);
--- new
CREATE TABLE c (a int REFERENCES p ON DELETE RESTRICT, b int REFERENCES p ON UPDATE SET NULL ON DELETE CASCADE, c int REFERENCES p, d int DEFAULT 1 REFERENCES p ON UPDATE CASCADE);

=== two foreign keys of one column
CREATE TABLE p (a int PRIMARY KEY);
CREATE TABLE q (a int PRIMARY KEY);
--- old
CREATE TABLE c (a int REFERENCES p);
--- new
CREATE TABLE c (a int REFERENCES p REFERENCES q);

=== foreign key points at another table
CREATE TABLE p (a int PRIMARY KEY);
CREATE TABLE q (a int PRIMARY KEY);
INSERT INTO p VALUES (1);
INSERT INTO q VALUES (1);
--- old
CREATE TABLE c (a int CONSTRAINT k REFERENCES p);
INSERT INTO c VALUES (1);
--- new
CREATE TABLE c (a int CONSTRAINT k REFERENCES q);
INSERT INTO c VALUES (1);

=== foreign key to a table of the platform
--- old
CREATE TABLE t (id uuid PRIMARY KEY, who uuid);
--- new
CREATE TABLE t (id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, who uuid REFERENCES auth.users (id));

=== checks: of several columns, not valid, NO INHERIT, the same twice
--- old
CREATE TABLE t (a int, b int, CONSTRAINT x CHECK (a < b), CONSTRAINT y CHECK (a < b));
INSERT INTO t VALUES (1, 2);
--- new
CREATE TABLE t (a int, b int, CONSTRAINT x CHECK (a < b));
INSERT INTO t VALUES (1, 2);
ALTER TABLE t ADD CONSTRAINT z CHECK (b > 5) NOT VALID;
ALTER TABLE t ADD CONSTRAINT w CHECK (b > 0) NO INHERIT;

=== checks with patterns, lists, ranges and quotes
--- old
CREATE TABLE t (a text CHECK (a ~ '^[a-z\d]+$'), b text CHECK (b IN ('it''s', 'b')), c int CHECK (c BETWEEN 1 AND 5), d text[] CHECK (d <@ ARRAY['x', 'y']));
--- new
CREATE TABLE t (a text CHECK (a ~* '^[a-z]+$'), b text CHECK (b IN ('it''s', 'b', 'c;--')), c int CHECK (c BETWEEN 1 AND 6 OR c IS NULL), d text[] CHECK (d <@ ARRAY['x', 'y', 'z']));

=== the same checks on varchar, spelled anew
--- old
CREATE TABLE t (a varchar(9) CHECK (a IN ('x', 'y')), b varchar CHECK (b::text = ANY (ARRAY['x'::varchar, 'y'::varchar]::text[])), c text);
--- new
CREATE TABLE t (a varchar(9) CHECK (a::text = ANY (ARRAY['x'::text, 'y'::text])), b varchar CHECK (b IN ('x', 'y')));

=== exclusion changes
--- old
CREATE TABLE t (a int, r tsrange, CONSTRAINT x EXCLUDE USING gist (r WITH &&));
--- new
CREATE TABLE t (a int, r tsrange, CONSTRAINT x EXCLUDE USING gist (r WITH &&) WHERE (a > 0) DEFERRABLE INITIALLY DEFERRED);

=== an index is swapped for another of its name
--- old
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (a);
CREATE UNIQUE INDEX u ON t (a);
--- new
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (a, b);
CREATE UNIQUE INDEX u ON t (a) WHERE b > 0;

=== two indexes swap their names
--- old
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (b DESC);
--- new
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (b DESC);
CREATE INDEX j ON t (a);

=== two equal indexes become one
--- old
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (a);
--- new
CREATE TABLE t (a int);
CREATE INDEX j ON t (a);

=== indexes: expression, collation, opclass, options, method
CREATE TABLE t (a text, b int, c int[], d inet);
--- old
CREATE INDEX i1 ON t (lower(a) text_pattern_ops, b DESC NULLS LAST);
CREATE INDEX i2 ON t USING hash (b);
CREATE INDEX i3 ON t (a COLLATE "C");
CREATE INDEX i4 ON t USING gin (c) WITH (fastupdate = off);
CREATE INDEX i5 ON t USING gist (d inet_ops);
--- new
CREATE INDEX i1 ON t (lower(a), b DESC);
CREATE INDEX i2 ON t USING btree (b) WITH (deduplicate_items = off);
CREATE INDEX i3 ON t (a COLLATE "POSIX");
CREATE INDEX i4 ON t USING gin (c);
CREATE INDEX i5 ON t USING spgist (d);

=== a key takes the name that an index had
--- old
CREATE TABLE t (a int NOT NULL, b int);
CREATE INDEX t_pkey ON t (b);
--- new
CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int);
CREATE INDEX other ON t (b);

=== comments of constraints change
--- old
CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY, b int CONSTRAINT u UNIQUE, CONSTRAINT c CHECK (a > 0));
COMMENT ON CONSTRAINT k ON t IS 'old';
COMMENT ON CONSTRAINT c ON t IS 'gone';
--- new
CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY, b int CONSTRAINT u UNIQUE, CONSTRAINT c CHECK (a > 0), CONSTRAINT x EXCLUDE (a WITH =));
COMMENT ON CONSTRAINT k ON t IS 'new';
COMMENT ON CONSTRAINT u ON t IS E'line\nline';
COMMENT ON CONSTRAINT x ON t IS 'x';

=== self references and circles go
--- old
CREATE TABLE a (id int PRIMARY KEY, up int REFERENCES a, b int);
CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
--- new
CREATE TABLE a (id int PRIMARY KEY, up int);

=== a table is made between two that are there
CREATE TABLE a (id int PRIMARY KEY);
--- old
CREATE TABLE c (id int PRIMARY KEY, b int);
--- new
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b);

=== a primary key of the same name moves, and its column may be null after it
--- old
CREATE TABLE t (a int, b int, CONSTRAINT k PRIMARY KEY (a));
CREATE TABLE p (a int, b int, c int) PARTITION BY LIST (c);
CREATE TABLE q PARTITION OF p (CONSTRAINT q_k PRIMARY KEY (a, c)) FOR VALUES IN (1);
INSERT INTO t VALUES (1, 2);
INSERT INTO p VALUES (1, 2, 1);
--- new
CREATE TABLE t (a int, b int, CONSTRAINT k PRIMARY KEY (b));
CREATE TABLE p (a int, b int, c int) PARTITION BY LIST (c);
CREATE TABLE q PARTITION OF p (CONSTRAINT q_k PRIMARY KEY (b, c)) FOR VALUES IN (1);

=== names of indexes go round
--- old
CREATE TABLE t (a int);
CREATE TABLE u (a int, b int);
CREATE TABLE v (a int);
CREATE INDEX i ON t (a);
CREATE INDEX j ON u (a);
CREATE INDEX k ON v (a);
--- new
CREATE TABLE t (a int);
CREATE TABLE u (a int, b int);
CREATE TABLE v (a int);
CREATE INDEX l ON t (a);
CREATE INDEX i ON u (b);
CREATE INDEX k ON u (a);
CREATE INDEX j ON v (a);

=== names of indexes go round, and the one between is a name already
CREATE TABLE a__was (id int);
CREATE SEQUENCE b__was;
--- old
CREATE TABLE t (a int, CONSTRAINT k CHECK (a > 0), CONSTRAINT l CHECK (a < 9), CONSTRAINT k__was CHECK (a <> 5));
CREATE INDEX a ON t (a);
CREATE INDEX b ON t ((a + 1));
--- new
CREATE TABLE t (a int, CONSTRAINT l CHECK (a > 0), CONSTRAINT k CHECK (a < 9), CONSTRAINT k__was CHECK (a <> 5));
CREATE INDEX b ON t (a);
CREATE INDEX a ON t ((a + 1));

=== keys, indexes, checks and foreign keys that are there twice
--- old
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b));
CREATE TABLE r (a integer, b integer);
--- new
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b));
ALTER TABLE t ADD CONSTRAINT twice UNIQUE (a, b), ADD CONSTRAINT again UNIQUE (id);
COMMENT ON CONSTRAINT twice ON t IS 'second';
CREATE INDEX one ON t (a);
CREATE INDEX two ON t (a);
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0), ADD CONSTRAINT c2 CHECK (a > 0);
CREATE TABLE r (a integer, b integer);
ALTER TABLE r ADD FOREIGN KEY (a, b) REFERENCES t (a, b);
ALTER TABLE r ADD CONSTRAINT twice_r FOREIGN KEY (a, b) REFERENCES t (a, b);
CREATE TABLE made (id integer PRIMARY KEY, a integer);
ALTER TABLE made ADD CONSTRAINT made_twice UNIQUE (id), ADD UNIQUE (a), ADD CONSTRAINT made_again UNIQUE (a);
COMMENT ON CONSTRAINT made_again ON made IS 'third';
