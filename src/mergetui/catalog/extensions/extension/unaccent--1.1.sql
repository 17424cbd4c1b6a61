-- The common letters of European languages; the contrib module's rules know more. The
-- dictionary lets every word through.
CREATE FUNCTION unaccent(text) RETURNS text STABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
    SELECT pg_catalog.translate($1,
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ',
        'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy')
$$;
CREATE FUNCTION unaccent(regdictionary, text) RETURNS text STABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
    SELECT pg_catalog.translate($2,
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ',
        'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy')
$$;
CREATE FUNCTION unaccent_init(internal) RETURNS internal
    PARALLEL SAFE LANGUAGE internal AS 'dsimple_init';
CREATE FUNCTION unaccent_lexize(internal, internal, internal, internal) RETURNS internal
    PARALLEL SAFE LANGUAGE internal AS 'dsimple_lexize';
CREATE TEXT SEARCH TEMPLATE unaccent (INIT = unaccent_init, LEXIZE = unaccent_lexize);
CREATE TEXT SEARCH DICTIONARY unaccent (TEMPLATE = unaccent);
