-- Same names and signatures as the contrib module. What looks into a value gives null, and so the
-- checks of earth hold.
CREATE FUNCTION earth() RETURNS double precision
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS 'SELECT 6378168::double precision';
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
gc_to_sec(double precision) -> double precision
geo_distance(point, point) -> double precision
sec_to_gc(double precision) -> double precision
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE DOMAIN earth AS cube
    CONSTRAINT not_point CHECK (cube_is_point(VALUE))
    CONSTRAINT not_3d CHECK ((cube_dim(VALUE) <= 3))
    CONSTRAINT on_surface CHECK ((abs(((cube_distance(VALUE, '(0)'::cube) / earth()) - '1'::double precision)) < '1e-06'::double precision));
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
earth_box(earth, double precision) -> cube
earth_distance(earth, earth) -> double precision
latitude(earth) -> double precision
ll_to_earth(double precision, double precision) -> earth
longitude(earth) -> double precision
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE OPERATOR <@> (
    LEFTARG = point, RIGHTARG = point, FUNCTION = geo_distance, COMMUTATOR = <@>
);
