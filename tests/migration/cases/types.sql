=== enum added with a table
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok, fine', 'it''s');
CREATE TABLE t (a mood DEFAULT 'sad', b mood[]);

=== enum value added at the end
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (a mood DEFAULT 'sad');
--- new
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (a mood DEFAULT 'sad');

=== enum values added before and between
--- old
CREATE TYPE mood AS ENUM ('b', 'e');
CREATE TABLE t (a mood);
INSERT INTO t VALUES ('b');
--- new
CREATE TYPE mood AS ENUM ('a', 'b', 'c', 'd', 'e');
CREATE TABLE t (a mood);
INSERT INTO t VALUES ('b');

=== enum value used at once in a default, a check, an index and a policy
--- old
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (a mood DEFAULT 'sad');
--- new
CREATE TYPE mood AS ENUM ('sad', 'new');
CREATE TABLE t (a mood DEFAULT 'new', CHECK (a <> 'new'));
CREATE INDEX ON t (a) WHERE a = 'new';
CREATE POLICY p ON t USING (a = 'new');

=== enum under everything that may use it
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--- old
CREATE TYPE mood AS ENUM ('sad', 'gone', 'ok');
CREATE DOMAIN good AS mood CHECK (VALUE <> 'sad');
CREATE TYPE pair AS (a mood, b int);
CREATE TABLE t (id int PRIMARY KEY, a mood NOT NULL DEFAULT 'ok', b mood[], g good, p pair, CHECK (a <> 'sad'));
INSERT INTO t VALUES (1, 'ok', '{sad}', 'ok', '(ok,1)');
CREATE INDEX ON t (a) WHERE a = 'ok';
CREATE VIEW v AS SELECT a FROM t WHERE a = 'ok';
CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT m';
CREATE POLICY p ON t USING (f(a) = 'ok');
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.a = 'ok') EXECUTE FUNCTION tg();
--- new
CREATE TYPE mood AS ENUM ('ok', 'sad', 'happy');
CREATE DOMAIN good AS mood CHECK (VALUE <> 'sad');
CREATE TYPE pair AS (a mood, b int);
CREATE TABLE t (id int PRIMARY KEY, a mood NOT NULL DEFAULT 'ok', b mood[], g good, p pair, CHECK (a <> 'sad'));
INSERT INTO t VALUES (1, 'ok', '{sad}', 'ok', '(ok,1)');
CREATE INDEX ON t (a) WHERE a = 'ok';
CREATE VIEW v AS SELECT a FROM t WHERE a = 'ok';
CREATE FUNCTION f(m mood) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT m';
CREATE POLICY p ON t USING (f(a) = 'ok');
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.a = 'ok') EXECUTE FUNCTION tg();

=== enum turns into a domain of the same name
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (a mood);
INSERT INTO t VALUES ('ok');
--- new
CREATE DOMAIN mood AS text CHECK (VALUE IN ('sad', 'ok'));
CREATE TABLE t (a mood);
INSERT INTO t VALUES ('ok');

=== a table takes the name of a type
--- old
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (a mood);
--- new
CREATE TABLE mood (id int PRIMARY KEY);
CREATE TABLE t (a text);

=== domain altered
--- old
CREATE DOMAIN d AS int DEFAULT 1 CHECK (VALUE > 0);
CREATE TABLE t (a d);
--- new
CREATE DOMAIN d AS int DEFAULT 2 NOT NULL CHECK (VALUE > 0) CHECK (VALUE < 9);
CREATE TABLE t (a d);

=== domain over another type
--- old
CREATE DOMAIN d AS int;
CREATE TABLE t (a d DEFAULT 3);
INSERT INTO t VALUES (5);
--- new
CREATE DOMAIN d AS bigint;
CREATE TABLE t (a d DEFAULT 3);
INSERT INTO t VALUES (5);

=== composite gets and loses a field
--- old
CREATE TYPE addr AS (street text);
CREATE TABLE t (id int, a addr);
--- new
CREATE TYPE addr AS (street text, zip varchar(5));
CREATE TABLE t (id int, a addr);

=== composite field takes another type
--- old
CREATE TYPE addr AS (street text, n int);
CREATE TABLE t (a addr);
INSERT INTO t VALUES ('(x,1)');
CREATE FUNCTION f(a addr) RETURNS int LANGUAGE sql AS 'SELECT 1';
--- new
CREATE TYPE addr AS (street text, n text);
CREATE TABLE t (a addr);
INSERT INTO t VALUES ('(x,1)');
CREATE FUNCTION f(a addr) RETURNS int LANGUAGE sql AS 'SELECT 1';

=== comments and grants of types
--- old
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
COMMENT ON TYPE e IS 'x';
--- new
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
COMMENT ON DOMAIN d IS 'y';
REVOKE USAGE ON TYPE e FROM PUBLIC;
GRANT USAGE ON TYPE e TO authenticated;

=== sequences
--- old
CREATE SEQUENCE a;
CREATE SEQUENCE b AS int INCREMENT 5 CYCLE;
--- new
CREATE SEQUENCE b AS bigint START 3 MINVALUE 2 CACHE 10;
CREATE SEQUENCE c INCREMENT -1;
GRANT USAGE ON SEQUENCE b TO anon;
COMMENT ON SEQUENCE c IS 'c';

=== owner of a sequence
CREATE TABLE t (a int, b int);
CREATE SEQUENCE s;
--- old
ALTER SEQUENCE s OWNED BY t.a;
--- new
ALTER SEQUENCE s OWNED BY t.b;

=== a sequence outlives its column
--- old
CREATE TABLE t (a serial, b int);
--- new
CREATE SEQUENCE t_a_seq AS integer;
CREATE TABLE t (b int DEFAULT nextval('t_a_seq'));

=== a domain in arrays and composites gets a check and NOT NULL
--- old
CREATE DOMAIN d AS text CHECK (length(VALUE) < 10);
CREATE DOMAIN e AS int;
CREATE TYPE pair AS (x e, y int);
CREATE TABLE t (a d, b d[], c pair);
INSERT INTO t VALUES ('x', '{y}', (1, 2));
--- new
CREATE DOMAIN d AS text DEFAULT 'q' NOT NULL CHECK (length(VALUE) < 20);
CREATE DOMAIN e AS int CHECK (VALUE > 0);
CREATE TYPE pair AS (x e, y int);
CREATE TABLE t (a d, b d[], c pair);

=== a domain's checks take other names, with comments
--- old
CREATE DOMAIN d AS int CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE < 9);
COMMENT ON CONSTRAINT a ON DOMAIN d IS 'positive';
CREATE TABLE t (x d);
INSERT INTO t VALUES (1);
--- new
CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0) CONSTRAINT a CHECK (VALUE < 9);
COMMENT ON CONSTRAINT c ON DOMAIN d IS 'positive';
CREATE TABLE t (x d);

=== a domain whose default counts comes and goes, with its sequence
CREATE TABLE t (id integer PRIMARY KEY);
--- old
--- new
CREATE SEQUENCE counted;
CREATE DOMAIN number AS integer DEFAULT nextval('counted');
CREATE DOMAIN numbered AS number CHECK (VALUE > 0);
ALTER TABLE t ADD COLUMN n number, ADD COLUMN m numbered;

=== domains and composites of the rows of a table that goes
CREATE TABLE other (id integer);
--- old
CREATE TABLE t (id integer PRIMARY KEY);
CREATE DOMAIN rows_of_t AS t[];
CREATE TYPE pair AS (one t, more rows_of_t);
CREATE TABLE u (pair pair, t t);
--- new

