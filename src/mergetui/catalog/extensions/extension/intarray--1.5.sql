-- Same names and signatures as the contrib module. What looks into an array gives null.
CREATE TYPE query_int;
CREATE FUNCTION bqarr_in(cstring) RETURNS query_int
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION bqarr_out(query_int) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE TYPE query_int (
    INPUT = bqarr_in, OUTPUT = bqarr_out,
    INTERNALLENGTH = VARIABLE, STORAGE = extended
);
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
_int_contained(integer[], integer[]) -> boolean
_int_contains(integer[], integer[]) -> boolean
_int_different(integer[], integer[]) -> boolean
_int_inter(integer[], integer[]) -> integer[]
_int_overlap(integer[], integer[]) -> boolean
_int_same(integer[], integer[]) -> boolean
_int_union(integer[], integer[]) -> integer[]
boolop(integer[], query_int) -> boolean
icount(integer[]) -> integer
idx(integer[], integer) -> integer
intarray_del_elem(integer[], integer) -> integer[]
intarray_push_array(integer[], integer[]) -> integer[]
intarray_push_elem(integer[], integer) -> integer[]
intset(integer) -> integer[]
intset_subtract(integer[], integer[]) -> integer[]
intset_union_elem(integer[], integer) -> integer[]
querytree(query_int) -> text
rboolop(query_int, integer[]) -> boolean
sort(integer[]) -> integer[]
sort(integer[], text) -> integer[]
sort_asc(integer[]) -> integer[]
sort_desc(integer[]) -> integer[]
subarray(integer[], integer) -> integer[]
subarray(integer[], integer, integer) -> integer[]
uniq(integer[]) -> integer[]
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE OPERATOR ~~ (
    LEFTARG = query_int, RIGHTARG = integer[], FUNCTION = rboolop, COMMUTATOR = @@
);
CREATE OPERATOR @@ (
    LEFTARG = integer[], RIGHTARG = query_int, FUNCTION = boolop, COMMUTATOR = ~~
);
CREATE OPERATOR && (
    LEFTARG = integer[], RIGHTARG = integer[], FUNCTION = _int_overlap, COMMUTATOR = &&
);
CREATE OPERATOR <@ (
    LEFTARG = integer[], RIGHTARG = integer[], FUNCTION = _int_contained, COMMUTATOR = @>
);
CREATE OPERATOR @> (
    LEFTARG = integer[], RIGHTARG = integer[], FUNCTION = _int_contains, COMMUTATOR = <@
);
CREATE OPERATOR # (RIGHTARG = integer[], FUNCTION = icount);
CREATE OPERATOR # (LEFTARG = integer[], RIGHTARG = integer, FUNCTION = idx);
CREATE OPERATOR + (LEFTARG = integer[], RIGHTARG = integer, FUNCTION = intarray_push_elem);
CREATE OPERATOR + (
    LEFTARG = integer[], RIGHTARG = integer[], FUNCTION = intarray_push_array, COMMUTATOR = +
);
CREATE OPERATOR - (LEFTARG = integer[], RIGHTARG = integer, FUNCTION = intarray_del_elem);
CREATE OPERATOR | (LEFTARG = integer[], RIGHTARG = integer, FUNCTION = intset_union_elem);
CREATE OPERATOR | (
    LEFTARG = integer[], RIGHTARG = integer[], FUNCTION = _int_union, COMMUTATOR = |
);
CREATE OPERATOR - (LEFTARG = integer[], RIGHTARG = integer[], FUNCTION = intset_subtract);
CREATE OPERATOR & (
    LEFTARG = integer[], RIGHTARG = integer[], FUNCTION = _int_inter, COMMUTATOR = &
);
CREATE FUNCTION gintarray_consistent(internal, bigint, smallint, oid, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gintarray_union(internal, internal) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_union';
CREATE FUNCTION gintarray_penalty(internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_penalty';
CREATE FUNCTION gintarray_picksplit(internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_picksplit';
CREATE FUNCTION gintarray_same(bigint, bigint, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_same';
CREATE FUNCTION gintarray_distance(internal, bigint, smallint, oid, internal) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gintarray_options(internal) RETURNS void
    IMMUTABLE PARALLEL SAFE LANGUAGE internal AS 'gtsvector_options';
CREATE FUNCTION gin_intarray_values(anyelement, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_intarray_query(anyelement, internal, smallint, internal, internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_intarray_consistent(internal, smallint, anyelement, integer, internal, internal, internal, internal)
    RETURNS boolean IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE OPERATOR CLASS gin__int_ops FOR TYPE integer[] USING gin AS
    OPERATOR 3 && (integer[], integer[]),
    OPERATOR 7 @> (integer[], integer[]),
    OPERATOR 8 <@ (integer[], integer[]),
    OPERATOR 20 @@ (integer[], query_int),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_intarray_values (anyelement, internal),
    FUNCTION 3 gin_intarray_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_intarray_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS gist__int_ops DEFAULT FOR TYPE integer[] USING gist AS
    OPERATOR 3 && (integer[], integer[]),
    OPERATOR 7 @> (integer[], integer[]),
    OPERATOR 20 @@ (integer[], query_int),
    FUNCTION 1 gintarray_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gintarray_union (internal, internal),
    FUNCTION 5 gintarray_penalty (internal, internal, internal),
    FUNCTION 6 gintarray_picksplit (internal, internal),
    FUNCTION 7 gintarray_same (bigint, bigint, internal),
    FUNCTION 10 gintarray_options (internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist__intbig_ops FOR TYPE integer[] USING gist AS
    OPERATOR 3 && (integer[], integer[]),
    OPERATOR 7 @> (integer[], integer[]),
    OPERATOR 20 @@ (integer[], query_int),
    FUNCTION 1 gintarray_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gintarray_union (internal, internal),
    FUNCTION 5 gintarray_penalty (internal, internal, internal),
    FUNCTION 6 gintarray_picksplit (internal, internal),
    FUNCTION 7 gintarray_same (bigint, bigint, internal),
    FUNCTION 10 gintarray_options (internal),
    STORAGE bigint;
