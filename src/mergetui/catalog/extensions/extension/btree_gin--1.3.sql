-- Same names and signatures as the contrib module. Indexes can be made and filled, and find nothing.
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
gin_enum_cmp(anyenum, anyenum) -> integer
gin_numeric_cmp(numeric, numeric) -> integer
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE FUNCTION gin_btree_gin_values(anyelement, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_btree_gin_query(anyelement, internal, smallint, internal, internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_btree_gin_consistent(internal, smallint, anyelement, integer, internal, internal, internal, internal)
    RETURNS boolean IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE OPERATOR CLASS bit_ops DEFAULT FOR TYPE bit USING gin AS
    OPERATOR 1 pg_catalog.< (bit, bit),
    OPERATOR 2 pg_catalog.<= (bit, bit),
    OPERATOR 3 pg_catalog.= (bit, bit),
    OPERATOR 4 pg_catalog.>= (bit, bit),
    OPERATOR 5 pg_catalog.> (bit, bit),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS bool_ops DEFAULT FOR TYPE boolean USING gin AS
    OPERATOR 1 pg_catalog.< (boolean, boolean),
    OPERATOR 2 pg_catalog.<= (boolean, boolean),
    OPERATOR 3 pg_catalog.= (boolean, boolean),
    OPERATOR 4 pg_catalog.>= (boolean, boolean),
    OPERATOR 5 pg_catalog.> (boolean, boolean),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS bpchar_ops DEFAULT FOR TYPE character USING gin AS
    OPERATOR 1 pg_catalog.< (character, character),
    OPERATOR 2 pg_catalog.<= (character, character),
    OPERATOR 3 pg_catalog.= (character, character),
    OPERATOR 4 pg_catalog.>= (character, character),
    OPERATOR 5 pg_catalog.> (character, character),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS bytea_ops DEFAULT FOR TYPE bytea USING gin AS
    OPERATOR 1 pg_catalog.< (bytea, bytea),
    OPERATOR 2 pg_catalog.<= (bytea, bytea),
    OPERATOR 3 pg_catalog.= (bytea, bytea),
    OPERATOR 4 pg_catalog.>= (bytea, bytea),
    OPERATOR 5 pg_catalog.> (bytea, bytea),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS char_ops DEFAULT FOR TYPE "char" USING gin AS
    OPERATOR 1 pg_catalog.< ("char", "char"),
    OPERATOR 2 pg_catalog.<= ("char", "char"),
    OPERATOR 3 pg_catalog.= ("char", "char"),
    OPERATOR 4 pg_catalog.>= ("char", "char"),
    OPERATOR 5 pg_catalog.> ("char", "char"),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS cidr_ops DEFAULT FOR TYPE cidr USING gin AS
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS date_ops DEFAULT FOR TYPE date USING gin AS
    OPERATOR 1 pg_catalog.< (date, date),
    OPERATOR 2 pg_catalog.<= (date, date),
    OPERATOR 3 pg_catalog.= (date, date),
    OPERATOR 4 pg_catalog.>= (date, date),
    OPERATOR 5 pg_catalog.> (date, date),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS enum_ops DEFAULT FOR TYPE anyenum USING gin AS
    OPERATOR 1 pg_catalog.< (anyenum, anyenum),
    OPERATOR 2 pg_catalog.<= (anyenum, anyenum),
    OPERATOR 3 pg_catalog.= (anyenum, anyenum),
    OPERATOR 4 pg_catalog.>= (anyenum, anyenum),
    OPERATOR 5 pg_catalog.> (anyenum, anyenum),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS float4_ops DEFAULT FOR TYPE real USING gin AS
    OPERATOR 1 pg_catalog.< (real, real),
    OPERATOR 2 pg_catalog.<= (real, real),
    OPERATOR 3 pg_catalog.= (real, real),
    OPERATOR 4 pg_catalog.>= (real, real),
    OPERATOR 5 pg_catalog.> (real, real),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS float8_ops DEFAULT FOR TYPE double precision USING gin AS
    OPERATOR 1 pg_catalog.< (double precision, double precision),
    OPERATOR 2 pg_catalog.<= (double precision, double precision),
    OPERATOR 3 pg_catalog.= (double precision, double precision),
    OPERATOR 4 pg_catalog.>= (double precision, double precision),
    OPERATOR 5 pg_catalog.> (double precision, double precision),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS inet_ops DEFAULT FOR TYPE inet USING gin AS
    OPERATOR 1 pg_catalog.< (inet, inet),
    OPERATOR 2 pg_catalog.<= (inet, inet),
    OPERATOR 3 pg_catalog.= (inet, inet),
    OPERATOR 4 pg_catalog.>= (inet, inet),
    OPERATOR 5 pg_catalog.> (inet, inet),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS int2_ops DEFAULT FOR TYPE smallint USING gin AS
    OPERATOR 1 pg_catalog.< (smallint, smallint),
    OPERATOR 2 pg_catalog.<= (smallint, smallint),
    OPERATOR 3 pg_catalog.= (smallint, smallint),
    OPERATOR 4 pg_catalog.>= (smallint, smallint),
    OPERATOR 5 pg_catalog.> (smallint, smallint),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS int4_ops DEFAULT FOR TYPE integer USING gin AS
    OPERATOR 1 pg_catalog.< (integer, integer),
    OPERATOR 2 pg_catalog.<= (integer, integer),
    OPERATOR 3 pg_catalog.= (integer, integer),
    OPERATOR 4 pg_catalog.>= (integer, integer),
    OPERATOR 5 pg_catalog.> (integer, integer),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS int8_ops DEFAULT FOR TYPE bigint USING gin AS
    OPERATOR 1 pg_catalog.< (bigint, bigint),
    OPERATOR 2 pg_catalog.<= (bigint, bigint),
    OPERATOR 3 pg_catalog.= (bigint, bigint),
    OPERATOR 4 pg_catalog.>= (bigint, bigint),
    OPERATOR 5 pg_catalog.> (bigint, bigint),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS interval_ops DEFAULT FOR TYPE interval USING gin AS
    OPERATOR 1 pg_catalog.< (interval, interval),
    OPERATOR 2 pg_catalog.<= (interval, interval),
    OPERATOR 3 pg_catalog.= (interval, interval),
    OPERATOR 4 pg_catalog.>= (interval, interval),
    OPERATOR 5 pg_catalog.> (interval, interval),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS macaddr8_ops DEFAULT FOR TYPE macaddr8 USING gin AS
    OPERATOR 1 pg_catalog.< (macaddr8, macaddr8),
    OPERATOR 2 pg_catalog.<= (macaddr8, macaddr8),
    OPERATOR 3 pg_catalog.= (macaddr8, macaddr8),
    OPERATOR 4 pg_catalog.>= (macaddr8, macaddr8),
    OPERATOR 5 pg_catalog.> (macaddr8, macaddr8),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS macaddr_ops DEFAULT FOR TYPE macaddr USING gin AS
    OPERATOR 1 pg_catalog.< (macaddr, macaddr),
    OPERATOR 2 pg_catalog.<= (macaddr, macaddr),
    OPERATOR 3 pg_catalog.= (macaddr, macaddr),
    OPERATOR 4 pg_catalog.>= (macaddr, macaddr),
    OPERATOR 5 pg_catalog.> (macaddr, macaddr),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS money_ops DEFAULT FOR TYPE money USING gin AS
    OPERATOR 1 pg_catalog.< (money, money),
    OPERATOR 2 pg_catalog.<= (money, money),
    OPERATOR 3 pg_catalog.= (money, money),
    OPERATOR 4 pg_catalog.>= (money, money),
    OPERATOR 5 pg_catalog.> (money, money),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS name_ops DEFAULT FOR TYPE name USING gin AS
    OPERATOR 1 pg_catalog.< (name, name),
    OPERATOR 2 pg_catalog.<= (name, name),
    OPERATOR 3 pg_catalog.= (name, name),
    OPERATOR 4 pg_catalog.>= (name, name),
    OPERATOR 5 pg_catalog.> (name, name),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS numeric_ops DEFAULT FOR TYPE numeric USING gin AS
    OPERATOR 1 pg_catalog.< (numeric, numeric),
    OPERATOR 2 pg_catalog.<= (numeric, numeric),
    OPERATOR 3 pg_catalog.= (numeric, numeric),
    OPERATOR 4 pg_catalog.>= (numeric, numeric),
    OPERATOR 5 pg_catalog.> (numeric, numeric),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS oid_ops DEFAULT FOR TYPE oid USING gin AS
    OPERATOR 1 pg_catalog.< (oid, oid),
    OPERATOR 2 pg_catalog.<= (oid, oid),
    OPERATOR 3 pg_catalog.= (oid, oid),
    OPERATOR 4 pg_catalog.>= (oid, oid),
    OPERATOR 5 pg_catalog.> (oid, oid),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS text_ops DEFAULT FOR TYPE text USING gin AS
    OPERATOR 1 pg_catalog.< (text, text),
    OPERATOR 2 pg_catalog.<= (text, text),
    OPERATOR 3 pg_catalog.= (text, text),
    OPERATOR 4 pg_catalog.>= (text, text),
    OPERATOR 5 pg_catalog.> (text, text),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS time_ops DEFAULT FOR TYPE time without time zone USING gin AS
    OPERATOR 1 pg_catalog.< (time without time zone, time without time zone),
    OPERATOR 2 pg_catalog.<= (time without time zone, time without time zone),
    OPERATOR 3 pg_catalog.= (time without time zone, time without time zone),
    OPERATOR 4 pg_catalog.>= (time without time zone, time without time zone),
    OPERATOR 5 pg_catalog.> (time without time zone, time without time zone),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS timestamp_ops DEFAULT FOR TYPE timestamp without time zone USING gin AS
    OPERATOR 1 pg_catalog.< (timestamp without time zone, timestamp without time zone),
    OPERATOR 2 pg_catalog.<= (timestamp without time zone, timestamp without time zone),
    OPERATOR 3 pg_catalog.= (timestamp without time zone, timestamp without time zone),
    OPERATOR 4 pg_catalog.>= (timestamp without time zone, timestamp without time zone),
    OPERATOR 5 pg_catalog.> (timestamp without time zone, timestamp without time zone),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS timestamptz_ops DEFAULT FOR TYPE timestamp with time zone USING gin AS
    OPERATOR 1 pg_catalog.< (timestamp with time zone, timestamp with time zone),
    OPERATOR 2 pg_catalog.<= (timestamp with time zone, timestamp with time zone),
    OPERATOR 3 pg_catalog.= (timestamp with time zone, timestamp with time zone),
    OPERATOR 4 pg_catalog.>= (timestamp with time zone, timestamp with time zone),
    OPERATOR 5 pg_catalog.> (timestamp with time zone, timestamp with time zone),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS timetz_ops DEFAULT FOR TYPE time with time zone USING gin AS
    OPERATOR 1 pg_catalog.< (time with time zone, time with time zone),
    OPERATOR 2 pg_catalog.<= (time with time zone, time with time zone),
    OPERATOR 3 pg_catalog.= (time with time zone, time with time zone),
    OPERATOR 4 pg_catalog.>= (time with time zone, time with time zone),
    OPERATOR 5 pg_catalog.> (time with time zone, time with time zone),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS uuid_ops DEFAULT FOR TYPE uuid USING gin AS
    OPERATOR 1 pg_catalog.< (uuid, uuid),
    OPERATOR 2 pg_catalog.<= (uuid, uuid),
    OPERATOR 3 pg_catalog.= (uuid, uuid),
    OPERATOR 4 pg_catalog.>= (uuid, uuid),
    OPERATOR 5 pg_catalog.> (uuid, uuid),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS varbit_ops DEFAULT FOR TYPE bit varying USING gin AS
    OPERATOR 1 pg_catalog.< (bit varying, bit varying),
    OPERATOR 2 pg_catalog.<= (bit varying, bit varying),
    OPERATOR 3 pg_catalog.= (bit varying, bit varying),
    OPERATOR 4 pg_catalog.>= (bit varying, bit varying),
    OPERATOR 5 pg_catalog.> (bit varying, bit varying),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS varchar_ops DEFAULT FOR TYPE character varying USING gin AS
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_btree_gin_values (anyelement, internal),
    FUNCTION 3 gin_btree_gin_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_btree_gin_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
