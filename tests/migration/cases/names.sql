=== reserved words everywhere
--- old
CREATE TABLE "user" ("order" int PRIMARY KEY, "group" text, "table" int);
INSERT INTO "user" VALUES (1, 'x', 2);
--- new
CREATE TABLE "user" ("order" bigint PRIMARY KEY, "group" text NOT NULL DEFAULT 'all', "check" int CONSTRAINT "select" CHECK ("check" > 0));
INSERT INTO "user" VALUES (1, 'x', 2);
CREATE INDEX "where" ON "user" ("group") WHERE "check" > 0;
CREATE VIEW "from" AS SELECT "order", "group" FROM "user";
CREATE POLICY "to" ON "user" USING ("order" > 0);
COMMENT ON COLUMN "user"."order" IS 'order';

=== mixed case, spaces, quotes, dots
--- old
CREATE TABLE "My Table" ("createdAt" timestamptz, "a.b" int, "say ""hi""" text);
CREATE TABLE "Other" (id int);
--- new
CREATE TABLE "My Table" ("createdAt" date, "a.b" bigint PRIMARY KEY, "say ""hi""" varchar(9) DEFAULT '"');
CREATE TABLE "Other" (id int, "My" bigint CONSTRAINT "Fk.1" REFERENCES "My Table");
CREATE INDEX "I x" ON "My Table" ("createdAt", lower("say ""hi"""));
CREATE TYPE "Mood Kind" AS ENUM ('A');
CREATE FUNCTION "doIt"("aB" int, "Mood" "Mood Kind") RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION "doIt"(int, "Mood Kind") IS 'does';
GRANT EXECUTE ON FUNCTION "doIt"(int, "Mood Kind") TO anon;
CREATE VIEW "V 1" AS SELECT "createdAt" AS "c.D" FROM "My Table";

=== unicode names
--- old
CREATE TABLE größe ("ключ" int, "名前" text);
INSERT INTO größe VALUES (1, 'x');
--- new
CREATE TABLE größe ("ключ" bigint PRIMARY KEY, "名前" varchar(5), "🙂" int DEFAULT 1);
INSERT INTO größe VALUES (1, 'x');
CREATE VIEW sicht AS SELECT "名前" FROM größe;

=== names of 63 bytes
--- old
CREATE TABLE a23456789012345678901234567890123456789012345678901234567890123 (b23456789012345678901234567890123456789012345678901234567890123 int);
CREATE TYPE e23456789012345678901234567890123456789012345678901234567890123 AS ENUM ('a', 'b');
CREATE TABLE t (e e23456789012345678901234567890123456789012345678901234567890123);
--- new
CREATE TABLE a23456789012345678901234567890123456789012345678901234567890123 (b23456789012345678901234567890123456789012345678901234567890123 bigint PRIMARY KEY);
CREATE TYPE e23456789012345678901234567890123456789012345678901234567890123 AS ENUM ('b', 'a');
CREATE TABLE t (e e23456789012345678901234567890123456789012345678901234567890123);
CREATE INDEX i23456789012345678901234567890123456789012345678901234567890123 ON a23456789012345678901234567890123456789012345678901234567890123 (b23456789012345678901234567890123456789012345678901234567890123);

=== column names that are types, functions and system words
--- old
CREATE TABLE t (date date, text text, "timestamp" timestamp, "current_user" text, "left" int, value int);
--- new
CREATE TABLE t (date timestamptz, text varchar(5), "timestamp" timestamptz, "current_user" text DEFAULT CURRENT_USER, "left" int CHECK ("left" > 0), value bigint);
CREATE INDEX ON t (lower(text)) WHERE "current_user" <> '';

=== text that looks like SQL
--- old
CREATE TABLE t (a text DEFAULT '; DROP TABLE t; --');
COMMENT ON TABLE t IS '*/ $$ -- \n';
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $a$SELECT '$$; --'$a$;
--- new
CREATE TABLE t (a text DEFAULT E'\\''; $body$');
COMMENT ON TABLE t IS E'x''\\\n$guard$';
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $a$SELECT '$function$; /*'$a$;

=== a column and a function of one name
--- old
CREATE FUNCTION total(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE t (total int, CHECK (total(total) > 0));
--- new
CREATE FUNCTION total(a bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE t (total bigint, CHECK (total(total) > 0));

=== names that are part of other names
--- old
CREATE TABLE user_roles (id int, user_role text, role text);
CREATE VIEW user_roles_v AS SELECT id, user_role FROM user_roles;
CREATE INDEX user_roles_role ON user_roles (role);
CREATE POLICY role ON user_roles USING (user_role = 'role');
--- new
CREATE TABLE user_roles (id int, user_role text, role varchar(5));
CREATE VIEW user_roles_v AS SELECT id, user_role FROM user_roles;
CREATE INDEX user_roles_role ON user_roles (role);
CREATE POLICY role ON user_roles USING (user_role = 'role');
