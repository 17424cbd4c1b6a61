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

=== names of constraints and indexes alone
--- old
CREATE TABLE t (a int CONSTRAINT k1 PRIMARY KEY, b int CONSTRAINT k2 UNIQUE, c int CONSTRAINT k3 REFERENCES t, CONSTRAINT k4 CHECK (a > 0));
CREATE INDEX i1 ON t (b, c);
--- new
CREATE TABLE t (a int CONSTRAINT j1 PRIMARY KEY, b int CONSTRAINT j2 UNIQUE, c int CONSTRAINT j3 REFERENCES t, CONSTRAINT j4 CHECK (a > 0));
CREATE INDEX j5 ON t (b, c);

=== an index takes the name of another
--- old
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (a);
--- new
CREATE TABLE t (a int, b int);
CREATE INDEX i ON t (b);
CREATE INDEX j ON t (a);

=== a constraint takes the name of another
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

=== policies, triggers and constraints under the same name say something else (in place)
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION mine(int) RETURNS boolean LANGUAGE sql STABLE AS $$SELECT $1 > 0$$;
CREATE TABLE r (id int PRIMARY KEY, b int);
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text);
INSERT INTO r VALUES (1, 1);
INSERT INTO t VALUES (1, 1, 2, 'x');
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
CREATE POLICY p ON t FOR SELECT TO anon USING (a > 0);
CREATE POLICY q ON t AS RESTRICTIVE FOR UPDATE USING (mine(a)) WITH CHECK (b > 0);
CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER h BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t DISABLE TRIGGER h;
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES r ON DELETE CASCADE;
ALTER TABLE t ADD CONSTRAINT d CHECK (a > 0), ADD CONSTRAINT u UNIQUE (a);
COMMENT ON CONSTRAINT d ON t IS 'checked';
COMMENT ON POLICY p ON t IS 'seen';
--- new
CREATE POLICY p ON t FOR SELECT TO authenticated, anon USING (b > 1);
CREATE POLICY q ON t AS RESTRICTIVE FOR UPDATE USING (a = b) WITH CHECK (mine(b));
CREATE TRIGGER g BEFORE INSERT OR UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a > 1) EXECUTE FUNCTION f();
CREATE TRIGGER h BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE t ENABLE ALWAYS TRIGGER h;
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES r ON DELETE SET NULL DEFERRABLE;
ALTER TABLE t ADD CONSTRAINT d CHECK (b > 0), ADD CONSTRAINT u UNIQUE (a, b);
COMMENT ON CONSTRAINT d ON t IS 'checked';
COMMENT ON POLICY p ON t IS 'known';

=== indexes under the same name hold something else, with a key of another table on one
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text);
CREATE TABLE p (id int, a int, b int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
INSERT INTO t VALUES (1, 1, 2, 'x');
--- old
CREATE UNIQUE INDEX i ON t (a);
CREATE INDEX j ON t (b, a);
CREATE UNIQUE INDEX l ON t (b);
CREATE INDEX m ON p (a);
CREATE TABLE s (a int REFERENCES t (a));
ALTER TABLE t CLUSTER ON j;
ALTER TABLE t ALTER COLUMN b SET NOT NULL, REPLICA IDENTITY USING INDEX l;
COMMENT ON INDEX j IS 'found';
--- new
CREATE UNIQUE INDEX i ON t (a) INCLUDE (c);
CREATE INDEX j ON t USING hash (b);
CREATE UNIQUE INDEX l ON t (b, id);
CREATE INDEX m ON p (b);
CREATE TABLE s (a int REFERENCES t (a));
ALTER TABLE t ALTER COLUMN b SET NOT NULL, REPLICA IDENTITY USING INDEX l;

=== what is replaced speaks of a table, a column and a function that go
CREATE TABLE t (id int PRIMARY KEY, a int, z int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--- old
CREATE TABLE gone (id int PRIMARY KEY);
CREATE FUNCTION old_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT true$$;
ALTER TABLE t ADD COLUMN b int;
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES gone;
ALTER TABLE t ADD CONSTRAINT c CHECK (old_f(a)), ADD CONSTRAINT u UNIQUE (b);
CREATE POLICY p ON t USING (EXISTS (SELECT FROM gone WHERE gone.id = t.a));
CREATE POLICY q ON t USING (b > 0);
CREATE POLICY r ON t USING (old_f(a));
CREATE INDEX i ON t (b);
CREATE INDEX j ON t (old_f(a));
--- new
CREATE TABLE come (id int PRIMARY KEY);
CREATE FUNCTION new_f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT true$$;
ALTER TABLE t ADD COLUMN y int;
ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES come;
ALTER TABLE t ADD CONSTRAINT c CHECK (new_f(a)), ADD CONSTRAINT u UNIQUE (y);
CREATE POLICY p ON t USING (EXISTS (SELECT FROM come WHERE come.id = t.a));
CREATE POLICY q ON t USING (y > 0);
CREATE POLICY r ON t USING (new_f(a));
CREATE INDEX i ON t (y);
CREATE INDEX j ON t (new_f(a));
