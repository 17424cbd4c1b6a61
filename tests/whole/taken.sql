=== an extension and schemas that the local lacks
CREATE TABLE t (a text);
--- old
CREATE EXTENSION citext;
CREATE SCHEMA empty;
COMMENT ON SCHEMA empty IS 'nothing yet';
CREATE SCHEMA sales;
CREATE TABLE sales.orders (id int PRIMARY KEY, mail citext);
INSERT INTO sales.orders VALUES (1, 'x');
--- new
CREATE SCHEMA later;
GRANT USAGE ON SCHEMA later TO anon;
COMMENT ON SCHEMA public IS 'ours';

=== grants and comments of schemas
CREATE SCHEMA s;
--- old
GRANT USAGE ON SCHEMA s TO PUBLIC;
COMMENT ON SCHEMA s IS 'old';
--- new
GRANT USAGE, CREATE ON SCHEMA s TO pg_monitor;
COMMENT ON SCHEMA s IS 'new';

=== indexes and keys of the same name hold something else, names go round
--- old
CREATE TABLE t (a int, b int, CONSTRAINT k PRIMARY KEY (a, b), CONSTRAINT n UNIQUE (b));
CREATE INDEX i ON t (a);
CREATE INDEX j ON t (b) WHERE a > 0;
CREATE TABLE u (a int);
CREATE INDEX l ON u (a);
INSERT INTO t VALUES (1, 2);
--- new
CREATE TABLE t (a int, b int, CONSTRAINT k PRIMARY KEY (b, a));
CREATE INDEX n ON t (a, b);
CREATE INDEX i ON t USING hash (a);
CREATE INDEX l ON t (b) WHERE a > 0;
CREATE TABLE u (a int, CONSTRAINT j CHECK (a > 0));
CREATE INDEX o ON u (a);

=== a view becomes a function, a sequence gets an owner that does not use it
CREATE TABLE t (a int);
--- old
CREATE VIEW y AS SELECT a FROM t;
CREATE SEQUENCE s;
--- new
CREATE FUNCTION y() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM public.t';
CREATE SEQUENCE s OWNED BY t.a;
