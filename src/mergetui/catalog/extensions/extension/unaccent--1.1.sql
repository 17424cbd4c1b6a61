-- The common letters of European languages; the contrib module's rules know more.
CREATE FUNCTION unaccent(text) RETURNS text STABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
    SELECT pg_catalog.translate($1,
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ',
        'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy')
$$;
CREATE FUNCTION unaccent(regdictionary, text) RETURNS text STABLE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'unaccent is a stand-in here, without dictionaries'; END $$;
