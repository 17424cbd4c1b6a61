-- The type as the contrib module has it: text's own input and output, and comparisons that fold case,
-- in SQL where the module has C.
CREATE TYPE citext;
CREATE FUNCTION citextin(cstring) RETURNS citext
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION citextout(citext) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION citextrecv(internal) RETURNS citext
    STABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION citextsend(citext) RETURNS bytea
    STABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE TYPE citext (
    INPUT = citextin, OUTPUT = citextout, RECEIVE = citextrecv, SEND = citextsend,
    INTERNALLENGTH = VARIABLE, STORAGE = extended, CATEGORY = 'S', PREFERRED = false,
    COLLATABLE = true
);
CREATE FUNCTION citext(bpchar) RETURNS citext
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'rtrim1';
CREATE FUNCTION citext(boolean) RETURNS citext
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'booltext';
CREATE FUNCTION citext(inet) RETURNS citext
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'network_show';
CREATE CAST (citext AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (citext AS varchar) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (citext AS bpchar) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE CAST (text AS citext) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE CAST (varchar AS citext) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE CAST (bpchar AS citext) WITH FUNCTION citext(bpchar) AS ASSIGNMENT;
CREATE CAST (boolean AS citext) WITH FUNCTION citext(boolean) AS ASSIGNMENT;
CREATE CAST (inet AS citext) WITH FUNCTION citext(inet) AS ASSIGNMENT;
CREATE FUNCTION citext_cmp(citext, citext) RETURNS int
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.bttextcmp(pg_catalog.lower($1::text), pg_catalog.lower($2::text)) $$;
CREATE FUNCTION citext_hash(citext) RETURNS int
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.hashtext(pg_catalog.lower($1::text)) $$;
CREATE FUNCTION citext_eq(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.=) pg_catalog.lower($2::text) $$;
CREATE OPERATOR = (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_eq, COMMUTATOR = =, NEGATOR = <>,
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE FUNCTION citext_ne(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.<>) pg_catalog.lower($2::text) $$;
CREATE OPERATOR <> (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_ne, COMMUTATOR = <>, NEGATOR = =,
    RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE FUNCTION citext_lt(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.<) pg_catalog.lower($2::text) $$;
CREATE OPERATOR < (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_lt, COMMUTATOR = >, NEGATOR = >=,
    RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE FUNCTION citext_le(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.<=) pg_catalog.lower($2::text) $$;
CREATE OPERATOR <= (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_le, COMMUTATOR = >=, NEGATOR = >,
    RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE FUNCTION citext_ge(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.>=) pg_catalog.lower($2::text) $$;
CREATE OPERATOR >= (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_ge, COMMUTATOR = <=, NEGATOR = <,
    RESTRICT = scalargesel, JOIN = scalargejoinsel
);
CREATE FUNCTION citext_gt(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.>) pg_catalog.lower($2::text) $$;
CREATE OPERATOR > (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_gt, COMMUTATOR = <, NEGATOR = <=,
    RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR CLASS citext_ops DEFAULT FOR TYPE citext USING btree AS
    OPERATOR 1 < (citext, citext),
    OPERATOR 2 <= (citext, citext),
    OPERATOR 3 = (citext, citext),
    OPERATOR 4 >= (citext, citext),
    OPERATOR 5 > (citext, citext),
    FUNCTION 1 citext_cmp (citext, citext);
CREATE OPERATOR CLASS citext_ops DEFAULT FOR TYPE citext USING hash AS
    OPERATOR 1 = (citext, citext),
    FUNCTION 1 citext_hash (citext);
CREATE FUNCTION texticregexeq(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticregexeq';
CREATE FUNCTION texticregexeq(citext, text) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticregexeq';
CREATE OPERATOR ~ (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticregexeq);
CREATE OPERATOR ~ (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticregexeq);
CREATE OPERATOR ~* (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticregexeq);
CREATE OPERATOR ~* (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticregexeq);
CREATE FUNCTION texticregexne(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticregexne';
CREATE FUNCTION texticregexne(citext, text) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticregexne';
CREATE OPERATOR !~ (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticregexne);
CREATE OPERATOR !~ (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticregexne);
CREATE OPERATOR !~* (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticregexne);
CREATE OPERATOR !~* (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticregexne);
CREATE FUNCTION texticlike(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticlike';
CREATE FUNCTION texticlike(citext, text) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticlike';
CREATE OPERATOR ~~ (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticlike);
CREATE OPERATOR ~~ (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticlike);
CREATE OPERATOR ~~* (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticlike);
CREATE OPERATOR ~~* (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticlike);
CREATE FUNCTION texticnlike(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticnlike';
CREATE FUNCTION texticnlike(citext, text) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'texticnlike';
CREATE OPERATOR !~~ (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticnlike);
CREATE OPERATOR !~~ (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticnlike);
CREATE OPERATOR !~~* (LEFTARG = citext, RIGHTARG = citext, FUNCTION = texticnlike);
CREATE OPERATOR !~~* (LEFTARG = citext, RIGHTARG = text, FUNCTION = texticnlike);
CREATE FUNCTION citext_smaller(citext, citext) RETURNS citext
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$ SELECT CASE WHEN $1 < $2 THEN $1 ELSE $2 END $$;
CREATE FUNCTION citext_larger(citext, citext) RETURNS citext
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$ SELECT CASE WHEN $1 > $2 THEN $1 ELSE $2 END $$;
CREATE AGGREGATE min(citext) (SFUNC = citext_smaller, STYPE = citext, SORTOP = <);
CREATE AGGREGATE max(citext) (SFUNC = citext_larger, STYPE = citext, SORTOP = >);
CREATE FUNCTION citext_hash_extended(citext, bigint) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.hashtextextended(pg_catalog.lower($1::text), $2) $$;
ALTER OPERATOR FAMILY citext_ops USING hash ADD
    FUNCTION 2 (citext, citext) citext_hash_extended (citext, bigint);
CREATE FUNCTION citext_pattern_cmp(citext, citext) RETURNS int
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.bttext_pattern_cmp(pg_catalog.lower($1::text), pg_catalog.lower($2::text)) $$;
CREATE FUNCTION citext_pattern_lt(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.~<~) pg_catalog.lower($2::text) $$;
CREATE FUNCTION citext_pattern_le(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.~<=~) pg_catalog.lower($2::text) $$;
CREATE FUNCTION citext_pattern_ge(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.~>=~) pg_catalog.lower($2::text) $$;
CREATE FUNCTION citext_pattern_gt(citext, citext) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.lower($1::text) OPERATOR(pg_catalog.~>~) pg_catalog.lower($2::text) $$;
CREATE OPERATOR ~<~ (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_pattern_lt, COMMUTATOR = ~>~, NEGATOR = ~>=~
);
CREATE OPERATOR ~<=~ (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_pattern_le, COMMUTATOR = ~>=~, NEGATOR = ~>~
);
CREATE OPERATOR ~>=~ (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_pattern_ge, COMMUTATOR = ~<=~, NEGATOR = ~<~
);
CREATE OPERATOR ~>~ (
    LEFTARG = citext, RIGHTARG = citext, FUNCTION = citext_pattern_gt, COMMUTATOR = ~<~, NEGATOR = ~<=~
);
CREATE OPERATOR CLASS citext_pattern_ops FOR TYPE citext USING btree AS
    OPERATOR 1 ~<~ (citext, citext),
    OPERATOR 2 ~<=~ (citext, citext),
    OPERATOR 3 = (citext, citext),
    OPERATOR 4 ~>=~ (citext, citext),
    OPERATOR 5 ~>~ (citext, citext),
    FUNCTION 1 citext_pattern_cmp (citext, citext);
CREATE FUNCTION regexp_match(string citext, pattern citext) RETURNS text[]
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_match($1::text, $2::text, 'i') $$;
CREATE FUNCTION regexp_match(string citext, pattern citext, flags text) RETURNS text[]
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_match($1::text, $2::text, $3 || 'i') $$;
CREATE FUNCTION regexp_matches(string citext, pattern citext) RETURNS SETOF text[]
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_matches($1::text, $2::text, 'i') $$;
CREATE FUNCTION regexp_matches(string citext, pattern citext, flags text) RETURNS SETOF text[]
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_matches($1::text, $2::text, $3 || 'i') $$;
CREATE FUNCTION regexp_replace(string citext, pattern citext, replacement text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_replace($1::text, $2::text, $3, 'i') $$;
CREATE FUNCTION regexp_replace(string citext, pattern citext, replacement text, flags text) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_replace($1::text, $2::text, $3, $4 || 'i') $$;
CREATE FUNCTION regexp_split_to_array(string citext, pattern citext) RETURNS text[]
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_split_to_array($1::text, $2::text, 'i') $$;
CREATE FUNCTION regexp_split_to_array(string citext, pattern citext, flags text) RETURNS text[]
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_split_to_array($1::text, $2::text, $3 || 'i') $$;
CREATE FUNCTION regexp_split_to_table(string citext, pattern citext) RETURNS SETOF text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_split_to_table($1::text, $2::text, 'i') $$;
CREATE FUNCTION regexp_split_to_table(string citext, pattern citext, flags text) RETURNS SETOF text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_split_to_table($1::text, $2::text, $3 || 'i') $$;
CREATE FUNCTION strpos(citext, citext) RETURNS int IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.strpos(pg_catalog.lower($1::text), pg_catalog.lower($2::text)) $$;
CREATE FUNCTION replace(citext, citext, citext) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.regexp_replace(
        $1::text, pg_catalog.regexp_replace($2::text, '([^\w\s])', '\\\1', 'g'), $3::text, 'gi'
    ) $$;
CREATE FUNCTION split_part(citext, citext, int) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT (pg_catalog.regexp_split_to_array(
        $1::text, pg_catalog.regexp_replace($2::text, '([^\w\s])', '\\\1', 'g'), 'i'
    ))[$3] $$;
CREATE FUNCTION translate(citext, citext, text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.translate(
        pg_catalog.translate($1::text, pg_catalog.lower($2::text), $3), pg_catalog.upper($2::text), $3
    ) $$;
