-- Same names and signatures as the contrib module. Every function gives no row.
CREATE TYPE tablefunc_crosstab_2 AS (row_name text, category_1 text, category_2 text);
CREATE TYPE tablefunc_crosstab_3 AS (row_name text, category_1 text, category_2 text, category_3 text);
CREATE TYPE tablefunc_crosstab_4 AS (row_name text, category_1 text, category_2 text, category_3 text, category_4 text);
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
connectby(text, text, text, text, integer) -> SETOF record stable
connectby(text, text, text, text, integer, text) -> SETOF record stable
connectby(text, text, text, text, text, integer) -> SETOF record stable
connectby(text, text, text, text, text, integer, text) -> SETOF record stable
crosstab(text) -> SETOF record stable
crosstab(text, integer) -> SETOF record stable
crosstab(text, text) -> SETOF record stable
crosstab2(text) -> SETOF tablefunc_crosstab_2 stable
crosstab3(text) -> SETOF tablefunc_crosstab_3 stable
crosstab4(text) -> SETOF tablefunc_crosstab_4 stable
normal_rand(integer, double precision, double precision) -> SETOF double precision volatile
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
