-- Same names and signatures as pgsql-http. No request is ever sent; an answer is null.
CREATE DOMAIN http_method AS text;
CREATE DOMAIN content_type AS text CHECK (value ~ '^\S+\/\S+');
CREATE TYPE http_header AS (field varchar, value varchar);
CREATE TYPE http_response AS (
    status integer, content_type varchar, headers http_header[], content varchar
);
CREATE TYPE http_request AS (
    method http_method, uri varchar, headers http_header[], content_type varchar, content varchar
);
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
bytea_to_text(data bytea) -> text
http(request http_request) -> http_response volatile
http_delete(uri varchar) -> http_response volatile
http_delete(uri varchar, content varchar, content_type varchar) -> http_response volatile
http_get(uri varchar) -> http_response volatile
http_get(uri varchar, data jsonb) -> http_response volatile
http_head(uri varchar) -> http_response volatile
http_header(field varchar, value varchar) -> http_header
http_headers(VARIADIC args text[]) -> http_header[]
http_list_curlopt() -> TABLE(curlopt text, value text) volatile
http_patch(uri varchar, content varchar, content_type varchar) -> http_response volatile
http_post(uri varchar, content varchar, content_type varchar) -> http_response volatile
http_post(uri varchar, data jsonb) -> http_response volatile
http_put(uri varchar, content varchar, content_type varchar) -> http_response volatile
http_reset_curlopt() -> boolean volatile
http_set_curlopt(curlopt varchar, value varchar) -> boolean volatile
text_to_bytea(data text) -> bytea
urlencode(data jsonb) -> text
urlencode(string bytea) -> text
urlencode(string varchar) -> text
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
