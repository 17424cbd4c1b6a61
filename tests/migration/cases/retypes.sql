=== jsonb and text[]
--- old
CREATE TABLE t (a jsonb DEFAULT '[]', b jsonb NOT NULL);
INSERT INTO t VALUES ('["x", "a b"]', '[]'), (NULL, '["{", "q\"q"]');
--- new
CREATE TABLE t (a text[] DEFAULT '{}', b text[] NOT NULL);
INSERT INTO t VALUES ('{x}', '{}');

=== jsonb and int[]
--- old
CREATE TABLE t (a jsonb DEFAULT '[1]');
INSERT INTO t VALUES ('[3, 4]');
--- new
CREATE TABLE t (a int[] DEFAULT '{1}');
INSERT INTO t VALUES ('{3,4}');

=== json and jsonb
--- old
CREATE TABLE t (a json, b json DEFAULT '{"z": 1}');
INSERT INTO t VALUES ('{"a":  1}');
--- new
CREATE TABLE t (a jsonb, b jsonb DEFAULT '{"z": 1}');
INSERT INTO t VALUES ('{"a":  1}');

=== json and text[]
--- old
CREATE TABLE t (a json);
INSERT INTO t VALUES ('["q"]');
--- new
CREATE TABLE t (a text[]);
INSERT INTO t VALUES ('{q}');

=== numbers: smallint, real, double precision
--- old
CREATE TABLE t (a smallint, b real, c double precision, d numeric(8,2));
INSERT INTO t VALUES (1, 1.5, 2.5, 3.25);
--- new
CREATE TABLE t (a bigint, b double precision, c numeric, d integer);
INSERT INTO t VALUES (1, 1.5, 2.5, 3);

=== text and numbers
--- old
CREATE TABLE t (a text, b varchar(10), c text);
INSERT INTO t VALUES ('1', '2.5', '3');
--- new
CREATE TABLE t (a integer, b numeric, c bigint);
INSERT INTO t VALUES (1, 2.5, 3);

=== text and boolean, interval, inet, bytea
--- old
CREATE TABLE t (a text, b text, c text, d text, e text);
INSERT INTO t VALUES ('true', '1 day', '10.0.0.1', '\x00ff', '10:00');
--- new
CREATE TABLE t (a boolean, b interval, c inet, d bytea, e time);
INSERT INTO t VALUES (true, '1 day', '10.0.0.1', '\x00ff', '10:00');

=== moments
--- old
CREATE TABLE t (a timestamp, b date, c timestamptz DEFAULT now(), d text, e timestamp(3));
INSERT INTO t VALUES ('2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01');
CREATE INDEX ON t (a, b);
--- new
CREATE TABLE t (a timestamptz, b timestamptz, c timestamp DEFAULT now(), d timestamptz, e timestamp);
INSERT INTO t VALUES ('2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01');
CREATE INDEX ON t (a, b);

=== narrower and wider
--- old
CREATE TABLE t (a varchar(50), b numeric(12,4), c char(3), d varbit(8), e bit(3), f varchar(5)[]);
INSERT INTO t VALUES ('x', 1.5, 'abc', '101', '101', '{ab}');
--- new
CREATE TABLE t (a varchar(20), b numeric(10,2), c char(5), d varbit(16), e bit(3), f text[]);
INSERT INTO t VALUES ('x', 1.5, 'abc', '101', '101', '{ab}');

=== uuid and text, with defaults and many dependents
--- old
CREATE TABLE t (id text PRIMARY KEY DEFAULT gen_random_uuid()::text, up text REFERENCES t, who text UNIQUE);
INSERT INTO t VALUES ('8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51', '8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51', NULL);
CREATE INDEX ON t (who) WHERE who IS NOT NULL;
CREATE POLICY p ON t USING (who = auth.uid()::text);
CREATE VIEW v AS SELECT id, who FROM t;
--- new
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), up uuid REFERENCES t, who uuid UNIQUE);
INSERT INTO t VALUES ('8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51', '8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51', NULL);
CREATE INDEX ON t (who) WHERE who IS NOT NULL;
CREATE POLICY p ON t USING (who = auth.uid());
CREATE VIEW v AS SELECT id, who FROM t;

=== domain and its base, two domains
--- old
CREATE DOMAIN d1 AS text CHECK (VALUE <> '');
CREATE DOMAIN d2 AS int NOT NULL;
CREATE TABLE t (a d1, b int, c d1);
INSERT INTO t VALUES ('x', 1, 'y');
--- new
CREATE DOMAIN d1 AS text CHECK (VALUE <> '');
CREATE DOMAIN d2 AS int NOT NULL;
CREATE DOMAIN d3 AS varchar(9);
CREATE TABLE t (a text, b d2, c d3);
INSERT INTO t VALUES ('x', 1, 'y');

=== composite and jsonb
--- old
CREATE TYPE pair AS (a int, b text);
CREATE TABLE t (p pair, q int);
--- new
CREATE TABLE t (p jsonb, q int);

=== citext and text
--- old
CREATE TABLE t (a text UNIQUE, b text CHECK (b LIKE '%@%'));
INSERT INTO t VALUES ('x', 'a@b');
CREATE INDEX ON t (lower(a));
--- new
CREATE TABLE t (a extensions.citext UNIQUE, b extensions.citext CHECK (b LIKE '%@%'));
INSERT INTO t VALUES ('x', 'a@b');
CREATE INDEX ON t (lower(a::text));

=== many columns of one table at once, with a NOT NULL and a default
--- old
CREATE TABLE t (a int DEFAULT 1, b varchar(5) DEFAULT 'x', c text, d int NOT NULL, e int);
INSERT INTO t VALUES (1, 'x', 'y', 2, 3);
--- new
CREATE TABLE t (a bigint DEFAULT 2 NOT NULL, b text DEFAULT 'y' NOT NULL, c varchar(9) DEFAULT 'z', d numeric, f int);
INSERT INTO t VALUES (1, 'x', 'y', 2, 3);

=== type and collation and storage at once
--- old
CREATE TABLE t (a varchar(5) COLLATE "C", b text);
ALTER TABLE t ALTER b SET STORAGE MAIN;
INSERT INTO t VALUES ('x', 'y');
--- new
CREATE TABLE t (a text COLLATE "POSIX", b varchar(9) COLLATE "C");
INSERT INTO t VALUES ('x', 'y');

=== array of enum and text[], array of uuid and text[]
CREATE TYPE k AS ENUM ('a', 'b');
--- old
CREATE TABLE t (a k[] DEFAULT '{a}', u uuid[]);
INSERT INTO t VALUES ('{a,b}', '{8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51}');
--- new
CREATE TABLE t (a text[] DEFAULT '{a}', u text[]);
INSERT INTO t VALUES ('{a,b}', '{8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51}');

=== scalar and array of it
--- old
CREATE TABLE t (a text, b int);
INSERT INTO t VALUES (NULL, NULL);
--- new
CREATE TABLE t (a text[], b int[]);
INSERT INTO t VALUES (NULL, NULL);

=== money, points
--- old
CREATE TABLE t (a money, b path, c point);
INSERT INTO t VALUES (1, '[(1,2)]', '(1,2)');
--- new
CREATE TABLE t (a numeric, b text, c text);
INSERT INTO t VALUES (1, '[(1,2)]', '(1,2)');
