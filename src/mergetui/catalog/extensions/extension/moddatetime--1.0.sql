CREATE FUNCTION moddatetime() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RETURN pg_catalog.jsonb_populate_record(
        NEW, pg_catalog.jsonb_build_object(TG_ARGV[0], pg_catalog.now())
    );
END
$$;
