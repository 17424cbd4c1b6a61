-- Same names and signatures as the contrib module. A value is its text: it compares by its bytes,
-- and what looks into one gives null.
CREATE TYPE hstore;
CREATE FUNCTION hstore_in(cstring) RETURNS hstore
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION hstore_out(hstore) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION hstore_recv(internal) RETURNS hstore
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION hstore_send(hstore) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE TYPE hstore (
    INPUT = hstore_in, OUTPUT = hstore_out, RECEIVE = hstore_recv, SEND = hstore_send,
    INTERNALLENGTH = VARIABLE, STORAGE = extended
);
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
akeys(hstore) -> text[]
avals(hstore) -> text[]
defined(hstore, text) -> boolean
delete(hstore, hstore) -> hstore
delete(hstore, text) -> hstore
delete(hstore, text[]) -> hstore
each(hs hstore, OUT key text, OUT value text) -> SETOF record
exist(hstore, text) -> boolean
exists_all(hstore, text[]) -> boolean
exists_any(hstore, text[]) -> boolean
fetchval(hstore, text) -> text
hs_concat(hstore, hstore) -> hstore
hs_contained(hstore, hstore) -> boolean
hs_contains(hstore, hstore) -> boolean
hstore(record) -> hstore
hstore(text, text) -> hstore
hstore(text[]) -> hstore
hstore(text[], text[]) -> hstore
hstore_to_array(hstore) -> text[]
hstore_to_json(hstore) -> json
hstore_to_json_loose(hstore) -> json
hstore_to_jsonb(hstore) -> jsonb
hstore_to_jsonb_loose(hstore) -> jsonb
hstore_to_matrix(hstore) -> text[]
hstore_version_diag(hstore) -> integer
isdefined(hstore, text) -> boolean
isexists(hstore, text) -> boolean
populate_record(anyelement, hstore) -> anyelement
skeys(hstore) -> SETOF text
slice(hstore, text[]) -> hstore
slice_array(hstore, text[]) -> text[]
svals(hstore) -> SETOF text
tconvert(text, text) -> hstore
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE FUNCTION hstore_cmp(hstore, hstore) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteacmp';
CREATE FUNCTION hstore_eq(hstore, hstore) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteaeq';
CREATE FUNCTION hstore_ge(hstore, hstore) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteage';
CREATE FUNCTION hstore_gt(hstore, hstore) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteagt';
CREATE FUNCTION hstore_hash(hstore) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'hashvarlena';
CREATE FUNCTION hstore_hash_extended(hstore, bigint) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'hashvarlenaextended';
CREATE FUNCTION hstore_le(hstore, hstore) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteale';
CREATE FUNCTION hstore_lt(hstore, hstore) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bytealt';
CREATE FUNCTION hstore_ne(hstore, hstore) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteane';
CREATE CAST (text[] AS hstore) WITH FUNCTION hstore(text[]);
CREATE CAST (hstore AS json) WITH FUNCTION hstore_to_json(hstore);
CREATE CAST (hstore AS jsonb) WITH FUNCTION hstore_to_jsonb(hstore);
CREATE OPERATOR -> (LEFTARG = hstore, RIGHTARG = text, FUNCTION = fetchval);
CREATE OPERATOR -> (LEFTARG = hstore, RIGHTARG = text[], FUNCTION = slice_array);
CREATE OPERATOR ? (LEFTARG = hstore, RIGHTARG = text, FUNCTION = exist);
CREATE OPERATOR ?| (LEFTARG = hstore, RIGHTARG = text[], FUNCTION = exists_any);
CREATE OPERATOR ?& (LEFTARG = hstore, RIGHTARG = text[], FUNCTION = exists_all);
CREATE OPERATOR - (LEFTARG = hstore, RIGHTARG = text, FUNCTION = delete);
CREATE OPERATOR - (LEFTARG = hstore, RIGHTARG = text[], FUNCTION = delete);
CREATE OPERATOR - (LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = delete);
CREATE OPERATOR || (LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hs_concat);
CREATE OPERATOR <@ (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hs_contained, COMMUTATOR = @>
);
CREATE OPERATOR @> (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hs_contains, COMMUTATOR = <@
);
CREATE OPERATOR %% (RIGHTARG = hstore, FUNCTION = hstore_to_array);
CREATE OPERATOR %# (RIGHTARG = hstore, FUNCTION = hstore_to_matrix);
CREATE OPERATOR #= (LEFTARG = anyelement, RIGHTARG = hstore, FUNCTION = populate_record);
CREATE OPERATOR <> (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hstore_ne, COMMUTATOR = <>, NEGATOR = =
);
CREATE OPERATOR = (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hstore_eq, COMMUTATOR = =, NEGATOR = <>, HASHES, MERGES
);
CREATE OPERATOR #># (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hstore_gt, COMMUTATOR = #<#, NEGATOR = #<=#
);
CREATE OPERATOR #>=# (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hstore_ge, COMMUTATOR = #<=#, NEGATOR = #<#
);
CREATE OPERATOR #<# (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hstore_lt, COMMUTATOR = #>#, NEGATOR = #>=#
);
CREATE OPERATOR #<=# (
    LEFTARG = hstore, RIGHTARG = hstore, FUNCTION = hstore_le, COMMUTATOR = #>=#, NEGATOR = #>#
);
CREATE FUNCTION ghstore_consistent(internal, bigint, smallint, oid, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION ghstore_union(internal, internal) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_union';
CREATE FUNCTION ghstore_penalty(internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_penalty';
CREATE FUNCTION ghstore_picksplit(internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_picksplit';
CREATE FUNCTION ghstore_same(bigint, bigint, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_same';
CREATE FUNCTION ghstore_distance(internal, bigint, smallint, oid, internal) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION ghstore_options(internal) RETURNS void
    IMMUTABLE PARALLEL SAFE LANGUAGE internal AS 'gtsvector_options';
CREATE FUNCTION gin_hstore_values(anyelement, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_hstore_query(anyelement, internal, smallint, internal, internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_hstore_consistent(internal, smallint, anyelement, integer, internal, internal, internal, internal)
    RETURNS boolean IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE OPERATOR CLASS btree_hstore_ops DEFAULT FOR TYPE hstore USING btree AS
    OPERATOR 1 #<# (hstore, hstore),
    OPERATOR 2 #<=# (hstore, hstore),
    OPERATOR 3 = (hstore, hstore),
    OPERATOR 4 #>=# (hstore, hstore),
    OPERATOR 5 #># (hstore, hstore),
    FUNCTION 1 hstore_cmp (hstore, hstore);
CREATE OPERATOR CLASS gin_hstore_ops DEFAULT FOR TYPE hstore USING gin AS
    OPERATOR 7 @> (hstore, hstore),
    OPERATOR 9 ? (hstore, text),
    OPERATOR 10 ?| (hstore, text[]),
    OPERATOR 11 ?& (hstore, text[]),
    FUNCTION 1 pg_catalog.btint4cmp (integer, integer),
    FUNCTION 2 gin_hstore_values (anyelement, internal),
    FUNCTION 3 gin_hstore_query (anyelement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 4 gin_hstore_consistent (internal, smallint, anyelement, integer, internal, internal, internal, internal),
    STORAGE integer;
CREATE OPERATOR CLASS gist_hstore_ops DEFAULT FOR TYPE hstore USING gist AS
    OPERATOR 7 @> (hstore, hstore),
    OPERATOR 9 ? (hstore, text),
    OPERATOR 10 ?| (hstore, text[]),
    OPERATOR 11 ?& (hstore, text[]),
    FUNCTION 1 ghstore_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 ghstore_union (internal, internal),
    FUNCTION 5 ghstore_penalty (internal, internal, internal),
    FUNCTION 6 ghstore_picksplit (internal, internal),
    FUNCTION 7 ghstore_same (bigint, bigint, internal),
    FUNCTION 10 ghstore_options (internal),
    STORAGE bigint;
CREATE OPERATOR CLASS hash_hstore_ops DEFAULT FOR TYPE hstore USING hash AS
    OPERATOR 1 = (hstore, hstore),
    FUNCTION 1 hstore_hash (hstore),
    FUNCTION 2 hstore_hash_extended (hstore, bigint);
