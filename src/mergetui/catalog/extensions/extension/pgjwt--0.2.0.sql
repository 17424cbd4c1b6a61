-- Same names and signatures as pgjwt. A token has no signature, and none is valid.
CREATE FUNCTION url_encode(data bytea) RETURNS text IMMUTABLE LANGUAGE sql
    AS $$ SELECT pg_catalog.translate(pg_catalog.encode($1, 'base64'), E'+/=\n', '-_') $$;
CREATE FUNCTION url_decode(data text) RETURNS bytea IMMUTABLE LANGUAGE sql
    AS $$ SELECT pg_catalog.decode(pg_catalog.rpad(
        pg_catalog.translate($1, '-_', '+/'), (pg_catalog.length($1) + 3) / 4 * 4, '='
    ), 'base64') $$;
CREATE FUNCTION algorithm_sign(signables text, secret text, algorithm text) RETURNS text
    IMMUTABLE LANGUAGE sql AS $$ SELECT '' $$;
CREATE FUNCTION sign(payload json, secret text, algorithm text DEFAULT 'HS256') RETURNS text
    IMMUTABLE LANGUAGE sql AS $$ SELECT $1::text $$;
CREATE FUNCTION try_cast_double(inp text) RETURNS double precision IMMUTABLE LANGUAGE plpgsql
    AS $$ BEGIN RETURN inp::double precision; EXCEPTION WHEN OTHERS THEN RETURN NULL; END $$;
CREATE FUNCTION verify(
    token text, secret text, algorithm text DEFAULT 'HS256',
    OUT header json, OUT payload json, OUT valid boolean
) RETURNS SETOF record IMMUTABLE LANGUAGE sql AS $$ SELECT '{}'::json, '{}'::json, false $$;
