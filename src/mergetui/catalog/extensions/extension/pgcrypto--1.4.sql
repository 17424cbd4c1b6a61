-- Same names and signatures as the contrib module. What a default may call works; a hash is the
-- right one where core PostgreSQL has it; encryption raises, so that nothing is taken for cipher text.
CREATE FUNCTION digest(text, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN
        CASE lower($2)
            WHEN 'md5' THEN RETURN pg_catalog.decode(pg_catalog.md5($1), 'hex');
            WHEN 'sha224' THEN RETURN pg_catalog.sha224($1::bytea);
            WHEN 'sha256' THEN RETURN pg_catalog.sha256($1::bytea);
            WHEN 'sha384' THEN RETURN pg_catalog.sha384($1::bytea);
            WHEN 'sha512' THEN RETURN pg_catalog.sha512($1::bytea);
            ELSE RAISE EXCEPTION 'pgcrypto is a stand-in here, without %; use --server', $2;
        END CASE;
    END $$;
CREATE FUNCTION digest(bytea, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN
        CASE lower($2)
            WHEN 'md5' THEN RETURN pg_catalog.decode(pg_catalog.md5($1), 'hex');
            WHEN 'sha224' THEN RETURN pg_catalog.sha224($1);
            WHEN 'sha256' THEN RETURN pg_catalog.sha256($1);
            WHEN 'sha384' THEN RETURN pg_catalog.sha384($1);
            WHEN 'sha512' THEN RETURN pg_catalog.sha512($1);
            ELSE RAISE EXCEPTION 'pgcrypto is a stand-in here, without %; use --server', $2;
        END CASE;
    END $$;
CREATE FUNCTION hmac(text, text, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION hmac(bytea, bytea, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION crypt(text, text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT $2 || pg_catalog.md5($2 || $1) $$;
CREATE FUNCTION gen_salt(text) RETURNS text VOLATILE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT '$' || $1 || '$' || pg_catalog.md5(pg_catalog.gen_random_uuid()::text) $$;
CREATE FUNCTION gen_salt(text, int4) RETURNS text VOLATILE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT '$' || $1 || '$' || pg_catalog.md5(pg_catalog.gen_random_uuid()::text) $$;
CREATE FUNCTION encrypt(bytea, bytea, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION decrypt(bytea, bytea, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION encrypt_iv(bytea, bytea, bytea, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION decrypt_iv(bytea, bytea, bytea, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION gen_random_bytes(int4) RETURNS bytea VOLATILE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.substr(pg_catalog.string_agg(pg_catalog.uuid_send(
        pg_catalog.gen_random_uuid()), ''::bytea), 1, $1)
        FROM pg_catalog.generate_series(0, $1 / 16) $$;
CREATE FUNCTION pgp_sym_encrypt(text, text) RETURNS bytea VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_sym_encrypt_bytea(bytea, text) RETURNS bytea VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_sym_encrypt(text, text, text) RETURNS bytea VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_sym_encrypt_bytea(bytea, text, text) RETURNS bytea VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_sym_decrypt(bytea, text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_sym_decrypt_bytea(bytea, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_sym_decrypt(bytea, text, text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_sym_decrypt_bytea(bytea, text, text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_encrypt(text, bytea) RETURNS bytea VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_encrypt(text, bytea, text) RETURNS bytea VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_decrypt(bytea, bytea) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_decrypt(bytea, bytea, text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_decrypt(bytea, bytea, text, text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_key_id(bytea) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION armor(bytea) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION armor(bytea, text[], text[]) RETURNS text IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION dearmor(text) RETURNS bytea IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION gen_random_uuid() RETURNS uuid VOLATILE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT pg_catalog.gen_random_uuid() $$;
CREATE FUNCTION pgp_pub_encrypt_bytea(bytea, bytea) RETURNS bytea
    VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_encrypt_bytea(bytea, bytea, text) RETURNS bytea
    VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text, text) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
CREATE FUNCTION pgp_armor_headers(text, OUT key text, OUT value text) RETURNS SETOF record
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'pgcrypto is a stand-in here; use --server'; END $$;
