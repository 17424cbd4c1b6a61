-- Same names and signatures as the contrib module. Indexes can be made and filled, and find nothing:
-- an exclusion never finds a conflict.
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
cash_dist(money, money) -> money
date_dist(date, date) -> integer
float4_dist(real, real) -> real
float8_dist(double precision, double precision) -> double precision
int2_dist(smallint, smallint) -> smallint
int4_dist(integer, integer) -> integer
int8_dist(bigint, bigint) -> bigint
interval_dist(interval, interval) -> interval
oid_dist(oid, oid) -> oid
time_dist(time without time zone, time without time zone) -> interval
ts_dist(timestamp without time zone, timestamp without time zone) -> interval
tstz_dist(timestamp with time zone, timestamp with time zone) -> interval
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE OPERATOR <-> (
    LEFTARG = money, RIGHTARG = money, FUNCTION = cash_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (LEFTARG = date, RIGHTARG = date, FUNCTION = date_dist, COMMUTATOR = <->);
CREATE OPERATOR <-> (
    LEFTARG = real, RIGHTARG = real, FUNCTION = float4_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (
    LEFTARG = double precision, RIGHTARG = double precision, FUNCTION = float8_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (
    LEFTARG = smallint, RIGHTARG = smallint, FUNCTION = int2_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (
    LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (
    LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = int8_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (
    LEFTARG = interval, RIGHTARG = interval, FUNCTION = interval_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (LEFTARG = oid, RIGHTARG = oid, FUNCTION = oid_dist, COMMUTATOR = <->);
CREATE OPERATOR <-> (
    LEFTARG = time without time zone, RIGHTARG = time without time zone, FUNCTION = time_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (
    LEFTARG = timestamp without time zone, RIGHTARG = timestamp without time zone, FUNCTION = ts_dist, COMMUTATOR = <->
);
CREATE OPERATOR <-> (
    LEFTARG = timestamp with time zone, RIGHTARG = timestamp with time zone, FUNCTION = tstz_dist, COMMUTATOR = <->
);
CREATE FUNCTION gbtree_gist_consistent(internal, bigint, smallint, oid, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gbtree_gist_union(internal, internal) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_union';
CREATE FUNCTION gbtree_gist_penalty(internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_penalty';
CREATE FUNCTION gbtree_gist_picksplit(internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_picksplit';
CREATE FUNCTION gbtree_gist_same(bigint, bigint, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_same';
CREATE FUNCTION gbtree_gist_distance(internal, bigint, smallint, oid, internal) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gbtree_gist_options(internal) RETURNS void
    IMMUTABLE PARALLEL SAFE LANGUAGE internal AS 'gtsvector_options';
CREATE OPERATOR CLASS gist_bit_ops DEFAULT FOR TYPE bit USING gist AS
    OPERATOR 1 pg_catalog.< (bit, bit),
    OPERATOR 2 pg_catalog.<= (bit, bit),
    OPERATOR 3 pg_catalog.= (bit, bit),
    OPERATOR 4 pg_catalog.>= (bit, bit),
    OPERATOR 5 pg_catalog.> (bit, bit),
    OPERATOR 6 pg_catalog.<> (bit, bit),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_bool_ops DEFAULT FOR TYPE boolean USING gist AS
    OPERATOR 1 pg_catalog.< (boolean, boolean),
    OPERATOR 2 pg_catalog.<= (boolean, boolean),
    OPERATOR 3 pg_catalog.= (boolean, boolean),
    OPERATOR 4 pg_catalog.>= (boolean, boolean),
    OPERATOR 5 pg_catalog.> (boolean, boolean),
    OPERATOR 6 pg_catalog.<> (boolean, boolean),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_bpchar_ops DEFAULT FOR TYPE character USING gist AS
    OPERATOR 1 pg_catalog.< (character, character),
    OPERATOR 2 pg_catalog.<= (character, character),
    OPERATOR 3 pg_catalog.= (character, character),
    OPERATOR 4 pg_catalog.>= (character, character),
    OPERATOR 5 pg_catalog.> (character, character),
    OPERATOR 6 pg_catalog.<> (character, character),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_bytea_ops DEFAULT FOR TYPE bytea USING gist AS
    OPERATOR 1 pg_catalog.< (bytea, bytea),
    OPERATOR 2 pg_catalog.<= (bytea, bytea),
    OPERATOR 3 pg_catalog.= (bytea, bytea),
    OPERATOR 4 pg_catalog.>= (bytea, bytea),
    OPERATOR 5 pg_catalog.> (bytea, bytea),
    OPERATOR 6 pg_catalog.<> (bytea, bytea),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_cash_ops DEFAULT FOR TYPE money USING gist AS
    OPERATOR 1 pg_catalog.< (money, money),
    OPERATOR 2 pg_catalog.<= (money, money),
    OPERATOR 3 pg_catalog.= (money, money),
    OPERATOR 4 pg_catalog.>= (money, money),
    OPERATOR 5 pg_catalog.> (money, money),
    OPERATOR 6 pg_catalog.<> (money, money),
    OPERATOR 15 <-> (money, money) FOR ORDER BY pg_catalog.money_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_cidr_ops DEFAULT FOR TYPE cidr USING gist AS
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_date_ops DEFAULT FOR TYPE date USING gist AS
    OPERATOR 1 pg_catalog.< (date, date),
    OPERATOR 2 pg_catalog.<= (date, date),
    OPERATOR 3 pg_catalog.= (date, date),
    OPERATOR 4 pg_catalog.>= (date, date),
    OPERATOR 5 pg_catalog.> (date, date),
    OPERATOR 6 pg_catalog.<> (date, date),
    OPERATOR 15 <-> (date, date) FOR ORDER BY pg_catalog.integer_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_enum_ops DEFAULT FOR TYPE anyenum USING gist AS
    OPERATOR 1 pg_catalog.< (anyenum, anyenum),
    OPERATOR 2 pg_catalog.<= (anyenum, anyenum),
    OPERATOR 3 pg_catalog.= (anyenum, anyenum),
    OPERATOR 4 pg_catalog.>= (anyenum, anyenum),
    OPERATOR 5 pg_catalog.> (anyenum, anyenum),
    OPERATOR 6 pg_catalog.<> (anyenum, anyenum),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_float4_ops DEFAULT FOR TYPE real USING gist AS
    OPERATOR 1 pg_catalog.< (real, real),
    OPERATOR 2 pg_catalog.<= (real, real),
    OPERATOR 3 pg_catalog.= (real, real),
    OPERATOR 4 pg_catalog.>= (real, real),
    OPERATOR 5 pg_catalog.> (real, real),
    OPERATOR 6 pg_catalog.<> (real, real),
    OPERATOR 15 <-> (real, real) FOR ORDER BY pg_catalog.float_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_float8_ops DEFAULT FOR TYPE double precision USING gist AS
    OPERATOR 1 pg_catalog.< (double precision, double precision),
    OPERATOR 2 pg_catalog.<= (double precision, double precision),
    OPERATOR 3 pg_catalog.= (double precision, double precision),
    OPERATOR 4 pg_catalog.>= (double precision, double precision),
    OPERATOR 5 pg_catalog.> (double precision, double precision),
    OPERATOR 6 pg_catalog.<> (double precision, double precision),
    OPERATOR 15 <-> (double precision, double precision) FOR ORDER BY pg_catalog.float_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_inet_ops DEFAULT FOR TYPE inet USING gist AS
    OPERATOR 1 pg_catalog.< (inet, inet),
    OPERATOR 2 pg_catalog.<= (inet, inet),
    OPERATOR 3 pg_catalog.= (inet, inet),
    OPERATOR 4 pg_catalog.>= (inet, inet),
    OPERATOR 5 pg_catalog.> (inet, inet),
    OPERATOR 6 pg_catalog.<> (inet, inet),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_int2_ops DEFAULT FOR TYPE smallint USING gist AS
    OPERATOR 1 pg_catalog.< (smallint, smallint),
    OPERATOR 2 pg_catalog.<= (smallint, smallint),
    OPERATOR 3 pg_catalog.= (smallint, smallint),
    OPERATOR 4 pg_catalog.>= (smallint, smallint),
    OPERATOR 5 pg_catalog.> (smallint, smallint),
    OPERATOR 6 pg_catalog.<> (smallint, smallint),
    OPERATOR 15 <-> (smallint, smallint) FOR ORDER BY pg_catalog.integer_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_int4_ops DEFAULT FOR TYPE integer USING gist AS
    OPERATOR 1 pg_catalog.< (integer, integer),
    OPERATOR 2 pg_catalog.<= (integer, integer),
    OPERATOR 3 pg_catalog.= (integer, integer),
    OPERATOR 4 pg_catalog.>= (integer, integer),
    OPERATOR 5 pg_catalog.> (integer, integer),
    OPERATOR 6 pg_catalog.<> (integer, integer),
    OPERATOR 15 <-> (integer, integer) FOR ORDER BY pg_catalog.integer_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_int8_ops DEFAULT FOR TYPE bigint USING gist AS
    OPERATOR 1 pg_catalog.< (bigint, bigint),
    OPERATOR 2 pg_catalog.<= (bigint, bigint),
    OPERATOR 3 pg_catalog.= (bigint, bigint),
    OPERATOR 4 pg_catalog.>= (bigint, bigint),
    OPERATOR 5 pg_catalog.> (bigint, bigint),
    OPERATOR 6 pg_catalog.<> (bigint, bigint),
    OPERATOR 15 <-> (bigint, bigint) FOR ORDER BY pg_catalog.integer_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_interval_ops DEFAULT FOR TYPE interval USING gist AS
    OPERATOR 1 pg_catalog.< (interval, interval),
    OPERATOR 2 pg_catalog.<= (interval, interval),
    OPERATOR 3 pg_catalog.= (interval, interval),
    OPERATOR 4 pg_catalog.>= (interval, interval),
    OPERATOR 5 pg_catalog.> (interval, interval),
    OPERATOR 6 pg_catalog.<> (interval, interval),
    OPERATOR 15 <-> (interval, interval) FOR ORDER BY pg_catalog.interval_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_macaddr8_ops DEFAULT FOR TYPE macaddr8 USING gist AS
    OPERATOR 1 pg_catalog.< (macaddr8, macaddr8),
    OPERATOR 2 pg_catalog.<= (macaddr8, macaddr8),
    OPERATOR 3 pg_catalog.= (macaddr8, macaddr8),
    OPERATOR 4 pg_catalog.>= (macaddr8, macaddr8),
    OPERATOR 5 pg_catalog.> (macaddr8, macaddr8),
    OPERATOR 6 pg_catalog.<> (macaddr8, macaddr8),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_macaddr_ops DEFAULT FOR TYPE macaddr USING gist AS
    OPERATOR 1 pg_catalog.< (macaddr, macaddr),
    OPERATOR 2 pg_catalog.<= (macaddr, macaddr),
    OPERATOR 3 pg_catalog.= (macaddr, macaddr),
    OPERATOR 4 pg_catalog.>= (macaddr, macaddr),
    OPERATOR 5 pg_catalog.> (macaddr, macaddr),
    OPERATOR 6 pg_catalog.<> (macaddr, macaddr),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_numeric_ops DEFAULT FOR TYPE numeric USING gist AS
    OPERATOR 1 pg_catalog.< (numeric, numeric),
    OPERATOR 2 pg_catalog.<= (numeric, numeric),
    OPERATOR 3 pg_catalog.= (numeric, numeric),
    OPERATOR 4 pg_catalog.>= (numeric, numeric),
    OPERATOR 5 pg_catalog.> (numeric, numeric),
    OPERATOR 6 pg_catalog.<> (numeric, numeric),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_oid_ops DEFAULT FOR TYPE oid USING gist AS
    OPERATOR 1 pg_catalog.< (oid, oid),
    OPERATOR 2 pg_catalog.<= (oid, oid),
    OPERATOR 3 pg_catalog.= (oid, oid),
    OPERATOR 4 pg_catalog.>= (oid, oid),
    OPERATOR 5 pg_catalog.> (oid, oid),
    OPERATOR 6 pg_catalog.<> (oid, oid),
    OPERATOR 15 <-> (oid, oid) FOR ORDER BY pg_catalog.oid_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_text_ops DEFAULT FOR TYPE text USING gist AS
    OPERATOR 1 pg_catalog.< (text, text),
    OPERATOR 2 pg_catalog.<= (text, text),
    OPERATOR 3 pg_catalog.= (text, text),
    OPERATOR 4 pg_catalog.>= (text, text),
    OPERATOR 5 pg_catalog.> (text, text),
    OPERATOR 6 pg_catalog.<> (text, text),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_time_ops DEFAULT FOR TYPE time without time zone USING gist AS
    OPERATOR 1 pg_catalog.< (time without time zone, time without time zone),
    OPERATOR 2 pg_catalog.<= (time without time zone, time without time zone),
    OPERATOR 3 pg_catalog.= (time without time zone, time without time zone),
    OPERATOR 4 pg_catalog.>= (time without time zone, time without time zone),
    OPERATOR 5 pg_catalog.> (time without time zone, time without time zone),
    OPERATOR 6 pg_catalog.<> (time without time zone, time without time zone),
    OPERATOR 15 <-> (time without time zone, time without time zone) FOR ORDER BY pg_catalog.interval_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_timestamp_ops DEFAULT FOR TYPE timestamp without time zone USING gist AS
    OPERATOR 1 pg_catalog.< (timestamp without time zone, timestamp without time zone),
    OPERATOR 2 pg_catalog.<= (timestamp without time zone, timestamp without time zone),
    OPERATOR 3 pg_catalog.= (timestamp without time zone, timestamp without time zone),
    OPERATOR 4 pg_catalog.>= (timestamp without time zone, timestamp without time zone),
    OPERATOR 5 pg_catalog.> (timestamp without time zone, timestamp without time zone),
    OPERATOR 6 pg_catalog.<> (timestamp without time zone, timestamp without time zone),
    OPERATOR 15 <-> (timestamp without time zone, timestamp without time zone) FOR ORDER BY pg_catalog.interval_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_timestamptz_ops DEFAULT FOR TYPE timestamp with time zone USING gist AS
    OPERATOR 1 pg_catalog.< (timestamp with time zone, timestamp with time zone),
    OPERATOR 2 pg_catalog.<= (timestamp with time zone, timestamp with time zone),
    OPERATOR 3 pg_catalog.= (timestamp with time zone, timestamp with time zone),
    OPERATOR 4 pg_catalog.>= (timestamp with time zone, timestamp with time zone),
    OPERATOR 5 pg_catalog.> (timestamp with time zone, timestamp with time zone),
    OPERATOR 6 pg_catalog.<> (timestamp with time zone, timestamp with time zone),
    OPERATOR 15 <-> (timestamp with time zone, timestamp with time zone) FOR ORDER BY pg_catalog.interval_ops,
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    FUNCTION 8 gbtree_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_timetz_ops DEFAULT FOR TYPE time with time zone USING gist AS
    OPERATOR 1 pg_catalog.< (time with time zone, time with time zone),
    OPERATOR 2 pg_catalog.<= (time with time zone, time with time zone),
    OPERATOR 3 pg_catalog.= (time with time zone, time with time zone),
    OPERATOR 4 pg_catalog.>= (time with time zone, time with time zone),
    OPERATOR 5 pg_catalog.> (time with time zone, time with time zone),
    OPERATOR 6 pg_catalog.<> (time with time zone, time with time zone),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_uuid_ops DEFAULT FOR TYPE uuid USING gist AS
    OPERATOR 1 pg_catalog.< (uuid, uuid),
    OPERATOR 2 pg_catalog.<= (uuid, uuid),
    OPERATOR 3 pg_catalog.= (uuid, uuid),
    OPERATOR 4 pg_catalog.>= (uuid, uuid),
    OPERATOR 5 pg_catalog.> (uuid, uuid),
    OPERATOR 6 pg_catalog.<> (uuid, uuid),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_vbit_ops DEFAULT FOR TYPE bit varying USING gist AS
    OPERATOR 1 pg_catalog.< (bit varying, bit varying),
    OPERATOR 2 pg_catalog.<= (bit varying, bit varying),
    OPERATOR 3 pg_catalog.= (bit varying, bit varying),
    OPERATOR 4 pg_catalog.>= (bit varying, bit varying),
    OPERATOR 5 pg_catalog.> (bit varying, bit varying),
    OPERATOR 6 pg_catalog.<> (bit varying, bit varying),
    FUNCTION 1 gbtree_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gbtree_gist_union (internal, internal),
    FUNCTION 5 gbtree_gist_penalty (internal, internal, internal),
    FUNCTION 6 gbtree_gist_picksplit (internal, internal),
    FUNCTION 7 gbtree_gist_same (bigint, bigint, internal),
    STORAGE bigint;
-- Since 18 a key WITHOUT OVERLAPS asks each class which of its operators is which.
DO $do$
DECLARE
    family text;
BEGIN
    IF pg_catalog.current_setting('server_version_num')::integer < 180000 THEN
        RETURN;
    END IF;
    CREATE FUNCTION gist_translate_cmptype_btree(integer) RETURNS smallint
        IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
        AS 'SELECT (CASE WHEN $1 BETWEEN 1 AND 5 THEN $1 ELSE 0 END)::smallint';
    FOR family IN
        SELECT f.opfname FROM pg_catalog.pg_opfamily f
        JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_opfamily'::regclass
            AND d.objid = f.oid AND d.deptype = 'e'
        JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
        WHERE e.extname = 'btree_gist'
        ORDER BY f.opfname
    LOOP
        EXECUTE pg_catalog.format('ALTER OPERATOR FAMILY %I USING gist ADD FUNCTION 12'
            ' ("any", "any") gist_translate_cmptype_btree(integer)', family);
    END LOOP;
END $do$;
