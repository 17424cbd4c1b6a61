=== column added
CREATE TABLE t (a int PRIMARY KEY);
--- new
ALTER TABLE t ADD b text;

=== column added with a default and NOT NULL, on rows
CREATE TABLE t (a int PRIMARY KEY);
INSERT INTO t VALUES (1), (2);
--- new
ALTER TABLE t ADD b text NOT NULL DEFAULT 'x';

=== column with a name that must be quoted
CREATE TABLE "Order" (a int PRIMARY KEY);
--- new
ALTER TABLE "Order" ADD "createdAt" timestamptz DEFAULT now(), ADD "select" int, ADD "a""b" text;

=== type of a column: int and bigint
CREATE TABLE t (a int PRIMARY KEY, b int DEFAULT 5 CHECK (b > 0));
INSERT INTO t VALUES (1, 2);
CREATE INDEX ON t (b) WHERE b > 3;
--- new
ALTER TABLE t ALTER a TYPE bigint, ALTER b TYPE bigint;

=== type of a column: text and uuid, with keys on both ends
--- old
CREATE TABLE p (id text PRIMARY KEY DEFAULT gen_random_uuid()::text);
CREATE TABLE c (id text PRIMARY KEY, p text REFERENCES p ON DELETE CASCADE);
INSERT INTO p VALUES ('8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51');
INSERT INTO c VALUES ('0e1d4eb7-6ad5-4b4c-94b0-30b7bd7e9d33', '8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51');
--- new
CREATE TABLE p (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE c (id uuid PRIMARY KEY, p uuid REFERENCES p ON DELETE CASCADE);

=== type of a column: text and jsonb
--- old
CREATE TABLE t (a int PRIMARY KEY, b text DEFAULT '{}');
INSERT INTO t VALUES (1, '{"a": 1}');
--- new
CREATE TABLE t (a int PRIMARY KEY, b jsonb DEFAULT '{}');
INSERT INTO t VALUES (1, '{"a": 1}');

=== type of a column: array and jsonb
--- old
CREATE TABLE t (a int PRIMARY KEY, b text[] DEFAULT '{}');
INSERT INTO t VALUES (1, '{x,"a b"}'), (2, '{}');
--- new
CREATE TABLE t (a int PRIMARY KEY, b jsonb DEFAULT '[]');

=== type of a column: text and array
--- old
CREATE TABLE t (a int PRIMARY KEY, b text);
INSERT INTO t VALUES (1, '{x,y}');
--- new
CREATE TABLE t (a int PRIMARY KEY, b text[]);
INSERT INTO t VALUES (1, '{x,y}');

=== type of a column: array of int and of bigint
--- old
CREATE TABLE t (a int PRIMARY KEY, b int[] DEFAULT '{1}');
--- new
CREATE TABLE t (a int PRIMARY KEY, b bigint[] DEFAULT '{1}');

=== type of a column: varchar and text, with checks
--- old
CREATE TABLE t (a int PRIMARY KEY, b varchar(20) CHECK (b IN ('x', 'y')), c varchar CHECK (c <> ''));
CREATE INDEX ON t (lower(b));
--- new
CREATE TABLE t (a int PRIMARY KEY, b text CHECK (b IN ('x', 'y')), c text CHECK (c <> ''));
CREATE INDEX ON t (lower(b));

=== type of a column: numeric(10,2) and numeric(12,2)
--- old
CREATE TABLE t (a int PRIMARY KEY, b numeric(10,2) DEFAULT 0.00);
--- new
CREATE TABLE t (a int PRIMARY KEY, b numeric(12,2) DEFAULT 0.00);

=== type of a column: timestamptz and date
--- old
CREATE TABLE t (a int PRIMARY KEY, b timestamptz DEFAULT now());
INSERT INTO t VALUES (1);
--- new
CREATE TABLE t (a int PRIMARY KEY, b date DEFAULT CURRENT_DATE);
INSERT INTO t VALUES (1);

=== type of a column: bool and int
--- old
CREATE TABLE t (a int PRIMARY KEY, b boolean DEFAULT false);
INSERT INTO t VALUES (1, true);
--- new
CREATE TABLE t (a int PRIMARY KEY, b integer DEFAULT 0);
INSERT INTO t VALUES (1, 1);

=== type of a column: text and enum
CREATE TYPE mood AS ENUM ('sad', 'ok');
--- old
CREATE TABLE t (a int PRIMARY KEY, b text DEFAULT 'ok' CHECK (b IN ('sad', 'ok')), c text[]);
INSERT INTO t VALUES (1, 'sad', '{ok}');
CREATE INDEX ON t (b) WHERE b = 'ok';
--- new
CREATE TABLE t (a int PRIMARY KEY, b mood DEFAULT 'ok', c mood[]);
INSERT INTO t VALUES (1, 'sad', '{ok}');
CREATE INDEX ON t (b) WHERE b = 'ok';

=== type of a column under view, policy, trigger, generated column and function
CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
--- old
CREATE TABLE t (id text PRIMARY KEY, who text, n int, g int GENERATED ALWAYS AS (n + 1) STORED);
INSERT INTO t VALUES ('8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51', NULL, 1);
CREATE INDEX ON t (g);
CREATE VIEW v WITH (security_invoker = true) AS SELECT id, who, g FROM t;
CREATE VIEW vv AS SELECT id FROM v;
GRANT SELECT ON v TO authenticated;
COMMENT ON VIEW v IS 'kept';
CREATE MATERIALIZED VIEW mv AS SELECT who, count(*) AS n FROM t GROUP BY who;
CREATE UNIQUE INDEX ON mv (who);
CREATE POLICY p ON t FOR SELECT TO authenticated USING (who = auth.uid()::text);
CREATE TRIGGER tr BEFORE UPDATE OF who ON t FOR EACH ROW WHEN (NEW.n > 1) EXECUTE FUNCTION tg();
ALTER TABLE t DISABLE TRIGGER tr;
CREATE FUNCTION f() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT id, who, g FROM v; END;
--- new
CREATE TABLE t (id uuid PRIMARY KEY, who uuid, n bigint, g bigint GENERATED ALWAYS AS (n + 1) STORED);
INSERT INTO t VALUES ('8c8fb0f3-52b8-4e8e-a40d-98a84b5f2c51', NULL, 1);
CREATE INDEX ON t (g);
CREATE VIEW v WITH (security_invoker = true) AS SELECT id, who, g FROM t;
CREATE VIEW vv AS SELECT id FROM v;
GRANT SELECT ON v TO authenticated;
COMMENT ON VIEW v IS 'kept';
CREATE MATERIALIZED VIEW mv AS SELECT who, count(*) AS n FROM t GROUP BY who;
CREATE UNIQUE INDEX ON mv (who);
CREATE POLICY p ON t FOR SELECT TO authenticated USING (who = auth.uid());
CREATE TRIGGER tr BEFORE UPDATE OF who ON t FOR EACH ROW WHEN (NEW.n > 1) EXECUTE FUNCTION tg();
ALTER TABLE t DISABLE TRIGGER tr;
CREATE FUNCTION f() RETURNS SETOF v LANGUAGE sql BEGIN ATOMIC SELECT id, who, g FROM v; END;

=== policy of another table that reads a column whose type changes
CREATE TABLE notes (id int PRIMARY KEY, org int);
--- old
CREATE TABLE members (who text, org int);
CREATE POLICY p ON notes USING (org IN (SELECT m.org FROM members m WHERE m.who = auth.uid()::text));
--- new
CREATE TABLE members (who uuid, org int);
CREATE POLICY p ON notes USING (org IN (SELECT m.org FROM members m WHERE m.who = auth.uid()));

=== column dropped under a view and an index
--- old
CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int, CHECK (b < c));
CREATE INDEX ON t (c, b);
CREATE VIEW v AS SELECT a, b FROM t;
--- new
CREATE TABLE t (a int PRIMARY KEY, c int);
CREATE VIEW v AS SELECT a FROM t;

=== NOT NULL
--- old
CREATE TABLE t (a int PRIMARY KEY, b int);
INSERT INTO t VALUES (1, 1);
--- new
CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL);

=== default set, changed, dropped
--- old
CREATE TABLE t (a int DEFAULT 1, b int DEFAULT 2, c int);
--- new
CREATE TABLE t (a int DEFAULT 5, b int, c int DEFAULT 3);

=== identity added
--- old
CREATE TABLE t (a int PRIMARY KEY, b text);
INSERT INTO t VALUES (7, 'x');
--- new
CREATE TABLE t (a int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b text);

=== identity always and by default, with parameters
--- old
CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 2), b int);
--- new
CREATE TABLE t (a bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 5 CACHE 3 CYCLE), b int);

=== serial and identity
--- old
CREATE TABLE t (a serial PRIMARY KEY, b text);
INSERT INTO t (b) VALUES ('x'), ('y');
--- new
CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b text);
INSERT INTO t (b) VALUES ('x'), ('y');

=== serial added
CREATE TABLE t (b text);
INSERT INTO t VALUES ('x');
--- new
ALTER TABLE t ADD a bigserial;

=== generated column: expression
--- old
CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED UNIQUE);
INSERT INTO t VALUES (1);
--- new
CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a * 2) STORED UNIQUE);

=== generated column: stored and virtual
--- old
CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) VIRTUAL);

=== generated column and plain
--- old
CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED);
--- new
CREATE TABLE t (a int, g int DEFAULT 3);

=== collation
--- old
CREATE TABLE t (a text, b text COLLATE "C");
CREATE INDEX ON t (a);
--- new
CREATE TABLE t (a text COLLATE "C", b text);
CREATE INDEX ON t (a);

=== storage and comment of a column
--- old
CREATE TABLE t (a text, b text);
COMMENT ON COLUMN t.a IS 'it''s';
--- new
CREATE TABLE t (a text, b text);
ALTER TABLE t ALTER b SET STORAGE EXTERNAL;
COMMENT ON COLUMN t.b IS E'two\nlines; -- and \\';

=== column of a domain
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
--- old
CREATE TABLE t (a text DEFAULT 'a@b');
INSERT INTO t VALUES ('x@y');
--- new
CREATE TABLE t (a email DEFAULT 'a@b');
INSERT INTO t VALUES ('x@y');
