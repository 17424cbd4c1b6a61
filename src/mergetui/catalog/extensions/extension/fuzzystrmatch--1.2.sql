-- Same names and signatures as the contrib module; they raise when called.
CREATE FUNCTION levenshtein(text, text) RETURNS int IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION levenshtein(text, text, int, int, int) RETURNS int IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION levenshtein_less_equal(text, text, int) RETURNS int IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION levenshtein_less_equal(text, text, int, int, int, int) RETURNS int IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION soundex(text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION text_soundex(text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION difference(text, text) RETURNS int IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION metaphone(text, int) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION dmetaphone(text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION dmetaphone_alt(text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
CREATE FUNCTION daitch_mokotoff(text) RETURNS text[] IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'fuzzystrmatch is a stand-in here; use --server'; END $$;
