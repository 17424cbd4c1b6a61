-- Same names and signatures as the contrib module. A value is its text: it compares by its bytes,
-- and what looks into one gives null.
CREATE TYPE cube;
CREATE FUNCTION cube_in(cstring) RETURNS cube
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION cube_out(cube) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION cube_recv(internal) RETURNS cube
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION cube_send(cube) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE TYPE cube (
    INPUT = cube_in, OUTPUT = cube_out, RECEIVE = cube_recv, SEND = cube_send,
    INTERNALLENGTH = VARIABLE, STORAGE = extended
);
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
cube(cube, double precision) -> cube
cube(cube, double precision, double precision) -> cube
cube(double precision) -> cube
cube(double precision, double precision) -> cube
cube(double precision[]) -> cube
cube(double precision[], double precision[]) -> cube
cube_contained(cube, cube) -> boolean
cube_contains(cube, cube) -> boolean
cube_coord(cube, integer) -> double precision
cube_coord_llur(cube, integer) -> double precision
cube_dim(cube) -> integer
cube_distance(cube, cube) -> double precision
cube_enlarge(cube, double precision, integer) -> cube
cube_inter(cube, cube) -> cube
cube_is_point(cube) -> boolean
cube_ll_coord(cube, integer) -> double precision
cube_overlap(cube, cube) -> boolean
cube_size(cube) -> double precision
cube_subset(cube, integer[]) -> cube
cube_union(cube, cube) -> cube
cube_ur_coord(cube, integer) -> double precision
distance_chebyshev(cube, cube) -> double precision
distance_taxicab(cube, cube) -> double precision
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE FUNCTION cube_cmp(cube, cube) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteacmp';
CREATE FUNCTION cube_eq(cube, cube) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteaeq';
CREATE FUNCTION cube_ge(cube, cube) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteage';
CREATE FUNCTION cube_gt(cube, cube) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteagt';
CREATE FUNCTION cube_le(cube, cube) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteale';
CREATE FUNCTION cube_lt(cube, cube) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bytealt';
CREATE FUNCTION cube_ne(cube, cube) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteane';
CREATE OPERATOR > (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_gt, COMMUTATOR = <, NEGATOR = <=
);
CREATE OPERATOR >= (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_ge, COMMUTATOR = <=, NEGATOR = <
);
CREATE OPERATOR < (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_lt, COMMUTATOR = >, NEGATOR = >=
);
CREATE OPERATOR <= (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_le, COMMUTATOR = >=, NEGATOR = >
);
CREATE OPERATOR && (LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_overlap, COMMUTATOR = &&);
CREATE OPERATOR <> (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_ne, COMMUTATOR = <>, NEGATOR = =
);
CREATE OPERATOR = (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_eq, COMMUTATOR = =, NEGATOR = <>, MERGES
);
CREATE OPERATOR <@ (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_contained, COMMUTATOR = @>
);
CREATE OPERATOR @> (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_contains, COMMUTATOR = <@
);
CREATE OPERATOR -> (LEFTARG = cube, RIGHTARG = integer, FUNCTION = cube_coord);
CREATE OPERATOR ~> (LEFTARG = cube, RIGHTARG = integer, FUNCTION = cube_coord_llur);
CREATE OPERATOR <#> (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = distance_taxicab, COMMUTATOR = <#>
);
CREATE OPERATOR <-> (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = cube_distance, COMMUTATOR = <->
);
CREATE OPERATOR <=> (
    LEFTARG = cube, RIGHTARG = cube, FUNCTION = distance_chebyshev, COMMUTATOR = <=>
);
CREATE FUNCTION gcube_consistent(internal, bigint, smallint, oid, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gcube_union(internal, internal) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_union';
CREATE FUNCTION gcube_penalty(internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_penalty';
CREATE FUNCTION gcube_picksplit(internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_picksplit';
CREATE FUNCTION gcube_same(bigint, bigint, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_same';
CREATE FUNCTION gcube_distance(internal, bigint, smallint, oid, internal) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gcube_options(internal) RETURNS void
    IMMUTABLE PARALLEL SAFE LANGUAGE internal AS 'gtsvector_options';
CREATE OPERATOR CLASS cube_ops DEFAULT FOR TYPE cube USING btree AS
    OPERATOR 1 < (cube, cube),
    OPERATOR 2 <= (cube, cube),
    OPERATOR 3 = (cube, cube),
    OPERATOR 4 >= (cube, cube),
    OPERATOR 5 > (cube, cube),
    FUNCTION 1 cube_cmp (cube, cube);
CREATE OPERATOR CLASS gist_cube_ops DEFAULT FOR TYPE cube USING gist AS
    OPERATOR 3 && (cube, cube),
    OPERATOR 6 = (cube, cube),
    OPERATOR 7 @> (cube, cube),
    OPERATOR 8 <@ (cube, cube),
    OPERATOR 15 ~> (cube, integer) FOR ORDER BY pg_catalog.float_ops,
    OPERATOR 16 <#> (cube, cube) FOR ORDER BY pg_catalog.float_ops,
    OPERATOR 17 <-> (cube, cube) FOR ORDER BY pg_catalog.float_ops,
    OPERATOR 18 <=> (cube, cube) FOR ORDER BY pg_catalog.float_ops,
    FUNCTION 1 gcube_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gcube_union (internal, internal),
    FUNCTION 5 gcube_penalty (internal, internal, internal),
    FUNCTION 6 gcube_picksplit (internal, internal),
    FUNCTION 7 gcube_same (bigint, bigint, internal),
    FUNCTION 8 gcube_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
