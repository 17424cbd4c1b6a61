=== enum value renamed, in a default
--- old
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id int PRIMARY KEY, a mood DEFAULT 'ok');
INSERT INTO t VALUES (1, 'sad');
--- new
CREATE TYPE mood AS ENUM ('sad', 'fine');
CREATE TABLE t (id int PRIMARY KEY, a mood DEFAULT 'fine');
INSERT INTO t VALUES (1, 'sad');

=== enum value removed under views, arrays and indexes
--- old
CREATE TYPE st AS ENUM ('new', 'open', 'done', 'gone');
CREATE TABLE t (id int PRIMARY KEY, s st NOT NULL DEFAULT 'new', l st[] DEFAULT '{open}', UNIQUE (s, id));
INSERT INTO t VALUES (1, 'open', '{new,done}');
CREATE INDEX ON t (s) INCLUDE (l) WHERE s <> 'done';
CREATE INDEX ON t USING gin (l);
CREATE VIEW v WITH (security_invoker = true) AS SELECT s, l FROM t WHERE s IN ('new', 'open');
CREATE MATERIALIZED VIEW m AS SELECT s, count(*) AS n FROM t GROUP BY s;
CREATE UNIQUE INDEX ON m (s);
CREATE POLICY p ON t USING (s = ANY (ARRAY['new'::st, 'open'::st]));
CREATE FUNCTION nxt(st) RETURNS st LANGUAGE sql IMMUTABLE AS $$SELECT 'done'::st$$;
COMMENT ON TYPE st IS 'state';
GRANT USAGE ON TYPE st TO anon;
--- new
CREATE TYPE st AS ENUM ('new', 'open', 'done');
CREATE TABLE t (id int PRIMARY KEY, s st NOT NULL DEFAULT 'new', l st[] DEFAULT '{open}', UNIQUE (s, id));
INSERT INTO t VALUES (1, 'open', '{new,done}');
CREATE INDEX ON t (s) INCLUDE (l) WHERE s <> 'done';
CREATE INDEX ON t USING gin (l);
CREATE VIEW v WITH (security_invoker = true) AS SELECT s, l FROM t WHERE s IN ('new', 'open');
CREATE MATERIALIZED VIEW m AS SELECT s, count(*) AS n FROM t GROUP BY s;
CREATE UNIQUE INDEX ON m (s);
CREATE POLICY p ON t USING (s = ANY (ARRAY['new'::st, 'open'::st]));
CREATE FUNCTION nxt(st) RETURNS st LANGUAGE sql IMMUTABLE AS $$SELECT 'done'::st$$;
COMMENT ON TYPE st IS 'state';
GRANT USAGE ON TYPE st TO anon;

=== enum values in another order
--- old
CREATE TYPE p AS ENUM ('low', 'high', 'mid');
CREATE TABLE t (a p, b p[]);
INSERT INTO t VALUES ('mid', '{low,high}');
CREATE INDEX ON t (a);
--- new
CREATE TYPE p AS ENUM ('low', 'mid', 'high');
CREATE TABLE t (a p, b p[]);
INSERT INTO t VALUES ('mid', '{low,high}');
CREATE INDEX ON t (a);

=== enum and text, in a partition key and under foreign keys
--- old
CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE p (k k PRIMARY KEY);
CREATE TABLE c (k k REFERENCES p);
INSERT INTO p VALUES ('a');
INSERT INTO c VALUES ('a');
--- new
CREATE TABLE p (k text PRIMARY KEY);
CREATE TABLE c (k text REFERENCES p);
INSERT INTO p VALUES ('a');
INSERT INTO c VALUES ('a');

=== enum and varchar, with a check of its values
--- old
CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (k k NOT NULL DEFAULT 'a');
INSERT INTO t VALUES ('b');
--- new
CREATE TABLE t (k varchar(20) NOT NULL DEFAULT 'a' CHECK (k IN ('a', 'b')));
INSERT INTO t VALUES ('b');

=== one enum and another
--- old
CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (k k DEFAULT 'a', l k[]);
INSERT INTO t VALUES ('b', '{a}');
--- new
CREATE TYPE kk AS ENUM ('b', 'a');
CREATE TABLE t (k kk DEFAULT 'a', l kk[]);
INSERT INTO t VALUES ('b', '{a}');

=== enum value added and used by a view and a function
--- old
CREATE TYPE k AS ENUM ('a');
CREATE TABLE t (k k);
CREATE VIEW v AS SELECT k FROM t WHERE k = 'a';
--- new
CREATE TYPE k AS ENUM ('a', 'z');
CREATE TABLE t (k k);
CREATE VIEW v AS SELECT k FROM t WHERE k = 'z';
CREATE FUNCTION f() RETURNS k LANGUAGE sql AS $$SELECT 'z'::k$$;
CREATE FUNCTION g() RETURNS k LANGUAGE sql BEGIN ATOMIC SELECT 'z'::k; END;

=== enum with strange values
--- old
CREATE TYPE "Mood of" AS ENUM ('', 'a b', 'x''y', 'é', E'back\\slash');
CREATE TABLE t (a "Mood of" DEFAULT E'back\\slash');
--- new
CREATE TYPE "Mood of" AS ENUM ('', 'a b', 'x''y', 'é', E'back\\slash', 'ü, ''z''');
CREATE TABLE t (a "Mood of" DEFAULT '');

=== enum used as the type of a function's argument with a default
--- old
CREATE TYPE k AS ENUM ('a', 'b', 'c');
CREATE FUNCTION f(x k DEFAULT 'a', y k[] DEFAULT '{a}') RETURNS TABLE (o k) LANGUAGE sql AS $$SELECT x$$;
--- new
CREATE TYPE k AS ENUM ('c', 'a');
CREATE FUNCTION f(x k DEFAULT 'a', y k[] DEFAULT '{a}') RETURNS TABLE (o k) LANGUAGE sql AS $$SELECT x$$;

=== enum in a domain, a composite and a range
--- old
CREATE TYPE k AS ENUM ('a', 'b', 'c');
CREATE DOMAIN kd AS k DEFAULT 'a' CHECK (VALUE < 'c');
CREATE TYPE kc AS (x k, y kd);
CREATE TABLE t (a kd, c kc, l kc[]);
INSERT INTO t VALUES ('b', '(a,b)', '{"(a,b)"}');
--- new
CREATE TYPE k AS ENUM ('b', 'a');
CREATE DOMAIN kd AS k DEFAULT 'a' CHECK (VALUE < 'a');
CREATE TYPE kc AS (x k, y kd);
CREATE TABLE t (a k, c kc, l kc[]);

=== enum of a generated column and of a trigger
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--- old
CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (a k, g boolean GENERATED ALWAYS AS (a = 'a') STORED, z int);
CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION tg();
INSERT INTO t (a) VALUES ('a');
--- new
CREATE TYPE k AS ENUM ('a');
CREATE TABLE t (a k, g boolean GENERATED ALWAYS AS (a = 'a') STORED, z int);
CREATE TRIGGER tr AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION tg();
INSERT INTO t (a) VALUES ('a');

=== enum becomes a lookup table
--- old
CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (k k DEFAULT 'a');
--- new
CREATE TABLE k (name text PRIMARY KEY);
CREATE TABLE t (k text DEFAULT 'a' REFERENCES k);
