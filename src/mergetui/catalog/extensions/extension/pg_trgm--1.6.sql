-- Same names and signatures as the contrib module. Two strings are similar here when they are equal
-- but for case. gin_trgm_ops makes indexes that can be filled; a scan of one finds nothing. The
-- support functions are core functions that touch no argument and return nothing, which GIN takes
-- for a value without entries. No key of GiST is ever made of a value: the address of the value is
-- taken for one, and never followed.
CREATE FUNCTION set_limit(real) RETURNS real VOLATILE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT $1 $$;
CREATE FUNCTION show_limit() RETURNS real STABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT 0.3::real $$;
CREATE FUNCTION show_trgm(text) RETURNS text[] IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT ARRAY[pg_catalog.lower($1)] $$;
CREATE FUNCTION similarity(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE FUNCTION word_similarity(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE FUNCTION strict_word_similarity(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE FUNCTION similarity_op(text, text) RETURNS boolean STABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2)) $$;
CREATE FUNCTION word_similarity_op(text, text) RETURNS boolean STABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2)) $$;
CREATE FUNCTION word_similarity_commutator_op(text, text) RETURNS boolean STABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2)) $$;
CREATE FUNCTION strict_word_similarity_op(text, text) RETURNS boolean STABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2)) $$;
CREATE FUNCTION strict_word_similarity_commutator_op(text, text) RETURNS boolean STABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.lower($1) = pg_catalog.lower($2)) $$;
CREATE FUNCTION similarity_dist(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT 1 - (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE FUNCTION word_similarity_dist_op(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT 1 - (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE FUNCTION word_similarity_dist_commutator_op(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT 1 - (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE FUNCTION strict_word_similarity_dist_op(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT 1 - (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE FUNCTION strict_word_similarity_dist_commutator_op(text, text) RETURNS real IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT 1 - (pg_catalog.lower($1) = pg_catalog.lower($2))::int::real $$;
CREATE OPERATOR % (
    LEFTARG = text, RIGHTARG = text, FUNCTION = similarity_op, COMMUTATOR = %
);
CREATE OPERATOR <-> (
    LEFTARG = text, RIGHTARG = text, FUNCTION = similarity_dist, COMMUTATOR = <->
);
CREATE OPERATOR <% (
    LEFTARG = text, RIGHTARG = text, FUNCTION = word_similarity_op, COMMUTATOR = %>
);
CREATE OPERATOR %> (
    LEFTARG = text, RIGHTARG = text, FUNCTION = word_similarity_commutator_op, COMMUTATOR = <%
);
CREATE OPERATOR <<-> (
    LEFTARG = text, RIGHTARG = text, FUNCTION = word_similarity_dist_op, COMMUTATOR = <->>
);
CREATE OPERATOR <->> (
    LEFTARG = text, RIGHTARG = text, FUNCTION = word_similarity_dist_commutator_op, COMMUTATOR = <<->
);
CREATE OPERATOR <<% (
    LEFTARG = text, RIGHTARG = text, FUNCTION = strict_word_similarity_op, COMMUTATOR = %>>
);
CREATE OPERATOR %>> (
    LEFTARG = text, RIGHTARG = text, FUNCTION = strict_word_similarity_commutator_op, COMMUTATOR = <<%
);
CREATE OPERATOR <<<-> (
    LEFTARG = text, RIGHTARG = text, FUNCTION = strict_word_similarity_dist_op, COMMUTATOR = <->>>
);
CREATE OPERATOR <->>> (
    LEFTARG = text, RIGHTARG = text, FUNCTION = strict_word_similarity_dist_commutator_op, COMMUTATOR = <<<->
);
CREATE FUNCTION gin_extract_value_trgm(text, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_extract_query_trgm(text, internal, int2, internal, internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_trgm_consistent(internal, int2, text, int4, internal, internal, internal, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gin_trgm_triconsistent(internal, int2, text, int4, internal, internal, internal) RETURNS "char"
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE OPERATOR CLASS gin_trgm_ops FOR TYPE text USING gin AS
    OPERATOR 1 % (text, text),
    OPERATOR 3 pg_catalog.~~ (text, text),
    OPERATOR 4 pg_catalog.~~* (text, text),
    OPERATOR 5 pg_catalog.~ (text, text),
    OPERATOR 6 pg_catalog.~* (text, text),
    OPERATOR 7 %> (text, text),
    OPERATOR 9 %>> (text, text),
    FUNCTION 1 pg_catalog.btint4cmp (int4, int4),
    FUNCTION 2 gin_extract_value_trgm (text, internal),
    FUNCTION 3 gin_extract_query_trgm (text, internal, int2, internal, internal, internal, internal),
    FUNCTION 4 gin_trgm_consistent (internal, int2, text, int4, internal, internal, internal, internal),
    FUNCTION 6 gin_trgm_triconsistent (internal, int2, text, int4, internal, internal, internal),
    STORAGE int4;
CREATE FUNCTION gtrgm_consistent(internal, bigint, smallint, oid, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gtrgm_distance(internal, bigint, smallint, oid, internal) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION gtrgm_union(internal, internal) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_union';
CREATE FUNCTION gtrgm_penalty(internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_penalty';
CREATE FUNCTION gtrgm_picksplit(internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_picksplit';
CREATE FUNCTION gtrgm_same(bigint, bigint, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_same';
CREATE FUNCTION gtrgm_options(internal) RETURNS void
    IMMUTABLE PARALLEL SAFE LANGUAGE internal AS 'gtsvector_options';
CREATE OPERATOR CLASS gist_trgm_ops FOR TYPE text USING gist AS
    OPERATOR 1 % (text, text),
    OPERATOR 2 <-> (text, text) FOR ORDER BY pg_catalog.float_ops,
    OPERATOR 3 pg_catalog.~~ (text, text),
    OPERATOR 4 pg_catalog.~~* (text, text),
    OPERATOR 5 pg_catalog.~ (text, text),
    OPERATOR 6 pg_catalog.~* (text, text),
    OPERATOR 7 %> (text, text),
    OPERATOR 8 <->> (text, text) FOR ORDER BY pg_catalog.float_ops,
    OPERATOR 9 %>> (text, text),
    OPERATOR 10 <->>> (text, text) FOR ORDER BY pg_catalog.float_ops,
    FUNCTION 1 gtrgm_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 gtrgm_union (internal, internal),
    FUNCTION 5 gtrgm_penalty (internal, internal, internal),
    FUNCTION 6 gtrgm_picksplit (internal, internal),
    FUNCTION 7 gtrgm_same (bigint, bigint, internal),
    FUNCTION 8 gtrgm_distance (internal, bigint, smallint, oid, internal),
    FUNCTION 10 gtrgm_options (internal),
    STORAGE bigint;
