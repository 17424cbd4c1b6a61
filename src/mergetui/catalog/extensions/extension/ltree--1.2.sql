-- Same names and signatures as the contrib module. A value is its text: it compares by its bytes,
-- and what looks into one gives null.
CREATE TYPE ltree;
CREATE FUNCTION ltree_in(cstring) RETURNS ltree
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION ltree_out(ltree) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION ltree_recv(internal) RETURNS ltree
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION ltree_send(ltree) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE TYPE ltree (
    INPUT = ltree_in, OUTPUT = ltree_out, RECEIVE = ltree_recv, SEND = ltree_send,
    INTERNALLENGTH = VARIABLE, STORAGE = extended
);
CREATE TYPE lquery;
CREATE FUNCTION lquery_in(cstring) RETURNS lquery
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION lquery_out(lquery) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION lquery_recv(internal) RETURNS lquery
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION lquery_send(lquery) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE TYPE lquery (
    INPUT = lquery_in, OUTPUT = lquery_out, RECEIVE = lquery_recv, SEND = lquery_send,
    INTERNALLENGTH = VARIABLE, STORAGE = extended
);
CREATE TYPE ltxtquery;
CREATE FUNCTION ltxtq_in(cstring) RETURNS ltxtquery
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION ltxtq_out(ltxtquery) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION ltxtq_recv(internal) RETURNS ltxtquery
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION ltxtq_send(ltxtquery) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE TYPE ltxtquery (
    INPUT = ltxtq_in, OUTPUT = ltxtq_out, RECEIVE = ltxtq_recv, SEND = ltxtq_send,
    INTERNALLENGTH = VARIABLE, STORAGE = extended
);
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
_lt_q_regex(ltree[], lquery[]) -> boolean
_lt_q_rregex(lquery[], ltree[]) -> boolean
_ltq_extract_regex(ltree[], lquery) -> ltree
_ltq_regex(ltree[], lquery) -> boolean
_ltq_rregex(lquery, ltree[]) -> boolean
_ltree_extract_isparent(ltree[], ltree) -> ltree
_ltree_extract_risparent(ltree[], ltree) -> ltree
_ltree_isparent(ltree[], ltree) -> boolean
_ltree_r_isparent(ltree, ltree[]) -> boolean
_ltree_r_risparent(ltree, ltree[]) -> boolean
_ltree_risparent(ltree[], ltree) -> boolean
_ltxtq_exec(ltree[], ltxtquery) -> boolean
_ltxtq_extract_exec(ltree[], ltxtquery) -> ltree
_ltxtq_rexec(ltxtquery, ltree[]) -> boolean
index(ltree, ltree) -> integer
index(ltree, ltree, integer) -> integer
lca(ltree, ltree) -> ltree
lca(ltree, ltree, ltree) -> ltree
lca(ltree, ltree, ltree, ltree) -> ltree
lca(ltree, ltree, ltree, ltree, ltree) -> ltree
lca(ltree, ltree, ltree, ltree, ltree, ltree) -> ltree
lca(ltree, ltree, ltree, ltree, ltree, ltree, ltree) -> ltree
lca(ltree, ltree, ltree, ltree, ltree, ltree, ltree, ltree) -> ltree
lca(ltree[]) -> ltree
lt_q_regex(ltree, lquery[]) -> boolean
lt_q_rregex(lquery[], ltree) -> boolean
ltq_regex(ltree, lquery) -> boolean
ltq_rregex(lquery, ltree) -> boolean
ltree2text(ltree) -> text
ltree_addltree(ltree, ltree) -> ltree
ltree_addtext(ltree, text) -> ltree
ltree_isparent(ltree, ltree) -> boolean
ltree_risparent(ltree, ltree) -> boolean
ltree_textadd(text, ltree) -> ltree
ltxtq_exec(ltree, ltxtquery) -> boolean
ltxtq_rexec(ltxtquery, ltree) -> boolean
nlevel(ltree) -> integer
subltree(ltree, integer, integer) -> ltree
subpath(ltree, integer) -> ltree
subpath(ltree, integer, integer) -> ltree
text2ltree(text) -> ltree
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE FUNCTION ltree_cmp(ltree, ltree) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteacmp';
CREATE FUNCTION ltree_eq(ltree, ltree) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteaeq';
CREATE FUNCTION ltree_ge(ltree, ltree) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteage';
CREATE FUNCTION ltree_gt(ltree, ltree) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteagt';
CREATE FUNCTION ltree_le(ltree, ltree) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteale';
CREATE FUNCTION ltree_lt(ltree, ltree) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bytealt';
CREATE FUNCTION ltree_ne(ltree, ltree) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteane';
CREATE OPERATOR > (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_gt, COMMUTATOR = <, NEGATOR = <=
);
CREATE OPERATOR >= (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_ge, COMMUTATOR = <=, NEGATOR = <
);
CREATE OPERATOR < (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_lt, COMMUTATOR = >, NEGATOR = >=
);
CREATE OPERATOR <= (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_le, COMMUTATOR = >=, NEGATOR = >
);
CREATE OPERATOR <> (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_ne, COMMUTATOR = <>, NEGATOR = =
);
CREATE OPERATOR = (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_eq, COMMUTATOR = =, NEGATOR = <>, MERGES
);
CREATE OPERATOR <@ (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_risparent, COMMUTATOR = @>
);
CREATE OPERATOR @> (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_isparent, COMMUTATOR = <@
);
CREATE OPERATOR ^<@ (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_risparent, COMMUTATOR = ^@>
);
CREATE OPERATOR ^@> (
    LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_isparent, COMMUTATOR = ^<@
);
CREATE OPERATOR || (LEFTARG = ltree, RIGHTARG = ltree, FUNCTION = ltree_addltree);
CREATE OPERATOR || (LEFTARG = ltree, RIGHTARG = text, FUNCTION = ltree_addtext);
CREATE OPERATOR || (LEFTARG = text, RIGHTARG = ltree, FUNCTION = ltree_textadd);
CREATE OPERATOR ~ (LEFTARG = lquery, RIGHTARG = ltree, FUNCTION = ltq_rregex, COMMUTATOR = ~);
CREATE OPERATOR ~ (LEFTARG = ltree, RIGHTARG = lquery, FUNCTION = ltq_regex, COMMUTATOR = ~);
CREATE OPERATOR ^~ (
    LEFTARG = lquery, RIGHTARG = ltree, FUNCTION = ltq_rregex, COMMUTATOR = ^~
);
CREATE OPERATOR ^~ (LEFTARG = ltree, RIGHTARG = lquery, FUNCTION = ltq_regex, COMMUTATOR = ^~);
CREATE OPERATOR ? (
    LEFTARG = lquery[], RIGHTARG = ltree, FUNCTION = lt_q_rregex, COMMUTATOR = ?
);
CREATE OPERATOR ? (
    LEFTARG = ltree, RIGHTARG = lquery[], FUNCTION = lt_q_regex, COMMUTATOR = ?
);
CREATE OPERATOR ^? (
    LEFTARG = lquery[], RIGHTARG = ltree, FUNCTION = lt_q_rregex, COMMUTATOR = ^?
);
CREATE OPERATOR ^? (
    LEFTARG = ltree, RIGHTARG = lquery[], FUNCTION = lt_q_regex, COMMUTATOR = ^?
);
CREATE OPERATOR @ (
    LEFTARG = ltxtquery, RIGHTARG = ltree, FUNCTION = ltxtq_rexec, COMMUTATOR = @
);
CREATE OPERATOR @ (
    LEFTARG = ltree, RIGHTARG = ltxtquery, FUNCTION = ltxtq_exec, COMMUTATOR = @
);
CREATE OPERATOR ^@ (
    LEFTARG = ltxtquery, RIGHTARG = ltree, FUNCTION = ltxtq_rexec, COMMUTATOR = ^@
);
CREATE OPERATOR ^@ (
    LEFTARG = ltree, RIGHTARG = ltxtquery, FUNCTION = ltxtq_exec, COMMUTATOR = ^@
);
CREATE OPERATOR <@ (
    LEFTARG = ltree, RIGHTARG = ltree[], FUNCTION = _ltree_r_isparent, COMMUTATOR = @>
);
CREATE OPERATOR @> (
    LEFTARG = ltree[], RIGHTARG = ltree, FUNCTION = _ltree_isparent, COMMUTATOR = <@
);
CREATE OPERATOR @> (
    LEFTARG = ltree, RIGHTARG = ltree[], FUNCTION = _ltree_r_risparent, COMMUTATOR = <@
);
CREATE OPERATOR <@ (
    LEFTARG = ltree[], RIGHTARG = ltree, FUNCTION = _ltree_risparent, COMMUTATOR = @>
);
CREATE OPERATOR ~ (
    LEFTARG = lquery, RIGHTARG = ltree[], FUNCTION = _ltq_rregex, COMMUTATOR = ~
);
CREATE OPERATOR ~ (
    LEFTARG = ltree[], RIGHTARG = lquery, FUNCTION = _ltq_regex, COMMUTATOR = ~
);
CREATE OPERATOR ? (
    LEFTARG = lquery[], RIGHTARG = ltree[], FUNCTION = _lt_q_rregex, COMMUTATOR = ?
);
CREATE OPERATOR ? (
    LEFTARG = ltree[], RIGHTARG = lquery[], FUNCTION = _lt_q_regex, COMMUTATOR = ?
);
CREATE OPERATOR @ (
    LEFTARG = ltxtquery, RIGHTARG = ltree[], FUNCTION = _ltxtq_rexec, COMMUTATOR = @
);
CREATE OPERATOR @ (
    LEFTARG = ltree[], RIGHTARG = ltxtquery, FUNCTION = _ltxtq_exec, COMMUTATOR = @
);
CREATE OPERATOR ^<@ (
    LEFTARG = ltree, RIGHTARG = ltree[], FUNCTION = _ltree_r_isparent, COMMUTATOR = ^@>
);
CREATE OPERATOR ^@> (
    LEFTARG = ltree[], RIGHTARG = ltree, FUNCTION = _ltree_isparent, COMMUTATOR = ^<@
);
CREATE OPERATOR ^@> (
    LEFTARG = ltree, RIGHTARG = ltree[], FUNCTION = _ltree_r_risparent, COMMUTATOR = ^<@
);
CREATE OPERATOR ^<@ (
    LEFTARG = ltree[], RIGHTARG = ltree, FUNCTION = _ltree_risparent, COMMUTATOR = ^@>
);
CREATE OPERATOR ^~ (
    LEFTARG = lquery, RIGHTARG = ltree[], FUNCTION = _ltq_rregex, COMMUTATOR = ^~
);
CREATE OPERATOR ^~ (
    LEFTARG = ltree[], RIGHTARG = lquery, FUNCTION = _ltq_regex, COMMUTATOR = ^~
);
CREATE OPERATOR ^? (
    LEFTARG = lquery[], RIGHTARG = ltree[], FUNCTION = _lt_q_rregex, COMMUTATOR = ^?
);
CREATE OPERATOR ^? (
    LEFTARG = ltree[], RIGHTARG = lquery[], FUNCTION = _lt_q_regex, COMMUTATOR = ^?
);
CREATE OPERATOR ^@ (
    LEFTARG = ltxtquery, RIGHTARG = ltree[], FUNCTION = _ltxtq_rexec, COMMUTATOR = ^@
);
CREATE OPERATOR ^@ (
    LEFTARG = ltree[], RIGHTARG = ltxtquery, FUNCTION = _ltxtq_exec, COMMUTATOR = ^@
);
CREATE OPERATOR ?@> (LEFTARG = ltree[], RIGHTARG = ltree, FUNCTION = _ltree_extract_isparent);
CREATE OPERATOR ?<@ (LEFTARG = ltree[], RIGHTARG = ltree, FUNCTION = _ltree_extract_risparent);
CREATE OPERATOR ?~ (LEFTARG = ltree[], RIGHTARG = lquery, FUNCTION = _ltq_extract_regex);
CREATE OPERATOR ?@ (LEFTARG = ltree[], RIGHTARG = ltxtquery, FUNCTION = _ltxtq_extract_exec);
CREATE FUNCTION gltree_consistent(internal, bigint, smallint, oid, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gltree_union(internal, internal) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_union';
CREATE FUNCTION gltree_penalty(internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_penalty';
CREATE FUNCTION gltree_picksplit(internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_picksplit';
CREATE FUNCTION gltree_same(bigint, bigint, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_same';
CREATE FUNCTION gltree_distance(internal, bigint, smallint, oid, internal) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gltree_options(internal) RETURNS void
    IMMUTABLE PARALLEL SAFE LANGUAGE internal AS 'gtsvector_options';
CREATE OPERATOR CLASS ltree_ops DEFAULT FOR TYPE ltree USING btree AS
    OPERATOR 1 < (ltree, ltree),
    OPERATOR 2 <= (ltree, ltree),
    OPERATOR 3 = (ltree, ltree),
    OPERATOR 4 >= (ltree, ltree),
    OPERATOR 5 > (ltree, ltree),
    FUNCTION 1 ltree_cmp (ltree, ltree);
CREATE OPERATOR CLASS gist__ltree_ops DEFAULT FOR TYPE ltree[] USING gist AS
    OPERATOR 10 <@ (ltree[], ltree),
    OPERATOR 12 ~ (ltree[], lquery),
    OPERATOR 14 @ (ltree[], ltxtquery),
    OPERATOR 16 ? (ltree[], lquery[]),
    FUNCTION 1 gltree_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gltree_union (internal, internal),
    FUNCTION 5 gltree_penalty (internal, internal, internal),
    FUNCTION 6 gltree_picksplit (internal, internal),
    FUNCTION 7 gltree_same (bigint, bigint, internal),
    FUNCTION 10 gltree_options (internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_ltree_ops DEFAULT FOR TYPE ltree USING gist AS
    OPERATOR 1 < (ltree, ltree),
    OPERATOR 2 <= (ltree, ltree),
    OPERATOR 3 = (ltree, ltree),
    OPERATOR 4 >= (ltree, ltree),
    OPERATOR 5 > (ltree, ltree),
    OPERATOR 10 @> (ltree, ltree),
    OPERATOR 11 <@ (ltree, ltree),
    OPERATOR 12 ~ (ltree, lquery),
    OPERATOR 14 @ (ltree, ltxtquery),
    OPERATOR 16 ? (ltree, lquery[]),
    FUNCTION 1 gltree_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gltree_union (internal, internal),
    FUNCTION 5 gltree_penalty (internal, internal, internal),
    FUNCTION 6 gltree_picksplit (internal, internal),
    FUNCTION 7 gltree_same (bigint, bigint, internal),
    FUNCTION 10 gltree_options (internal),
    STORAGE bigint;
