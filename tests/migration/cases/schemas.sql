=== a schema with everything in it
--- new
CREATE SCHEMA @also;
COMMENT ON SCHEMA @also IS 'second';
GRANT USAGE ON SCHEMA @also TO anon;
CREATE TYPE @also.mood AS ENUM ('a', 'b');
CREATE TABLE @also.t (id int PRIMARY KEY, m @also.mood DEFAULT 'a');
CREATE FUNCTION @also.f(x @also.mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW @also.v AS SELECT id FROM @also.t;
CREATE TABLE here (t int REFERENCES @also.t);

=== tables of one name in two schemas
CREATE SCHEMA @also;
--- old
CREATE TABLE t (a int);
CREATE TABLE @also.t (a int);
CREATE VIEW v AS SELECT t.a, o.a AS b FROM t, @also.t o;
--- new
CREATE TABLE t (a bigint PRIMARY KEY);
CREATE TABLE @also.t (a int, b int CHECK (b > 0));
CREATE VIEW v AS SELECT t.a, o.b FROM t, @also.t o;

=== a foreign key across schemas, both ends change their type
CREATE SCHEMA @also;
--- old
CREATE TABLE @also.p (id int PRIMARY KEY);
CREATE TABLE c (p int REFERENCES @also.p ON DELETE CASCADE);
INSERT INTO @also.p VALUES (1);
INSERT INTO c VALUES (1);
--- new
CREATE TABLE @also.p (id bigint PRIMARY KEY);
CREATE TABLE c (p bigint REFERENCES @also.p ON DELETE CASCADE);
INSERT INTO @also.p VALUES (1);
INSERT INTO c VALUES (1);

=== enum of another schema changes under a table, a function and a default
CREATE SCHEMA @also;
--- old
CREATE TYPE @also.k AS ENUM ('a', 'b');
CREATE TABLE t (k @also.k DEFAULT 'a', l @also.k[]);
CREATE FUNCTION @also.f(k @also.k) RETURNS @also.k LANGUAGE sql AS 'SELECT k';
CREATE VIEW @also.v AS SELECT k FROM t WHERE k = 'b';
--- new
CREATE TYPE @also.k AS ENUM ('b', 'a');
CREATE TABLE t (k @also.k DEFAULT 'a', l @also.k[]);
CREATE FUNCTION @also.f(k @also.k) RETURNS @also.k LANGUAGE sql AS 'SELECT k';
CREATE VIEW @also.v AS SELECT k FROM t WHERE k = 'b';

=== indexes, sequences and triggers of another schema
CREATE SCHEMA @also;
--- old
CREATE TABLE @also.t (a serial, b int);
CREATE INDEX i ON @also.t (b);
--- new
CREATE TABLE @also.t (a serial, b int);
CREATE UNIQUE INDEX i ON @also.t (b);
CREATE SEQUENCE @also.s OWNED BY @also.t.b;
CREATE FUNCTION @also.tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON @also.t FOR EACH ROW EXECUTE FUNCTION @also.tg();
CREATE POLICY p ON @also.t USING (b > 0);

=== grants and comment of a schema change
CREATE SCHEMA @also;
--- old
GRANT USAGE ON SCHEMA @also TO anon;
COMMENT ON SCHEMA @also IS 'one';
--- new
GRANT USAGE, CREATE ON SCHEMA @also TO authenticated WITH GRANT OPTION;
COMMENT ON SCHEMA @also IS 'two';
