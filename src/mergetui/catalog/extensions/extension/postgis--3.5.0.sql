-- Same names and signatures as PostGIS, as far as schemas use them. A value is its text: it compares by
-- its bytes, and what looks into one gives null. Indexes can be made and filled, and find nothing.
-- A modifier is a plain number here: see modifiers.py.
CREATE TYPE geometry;
CREATE FUNCTION geometry_in(cstring) RETURNS geometry
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION geometry_out(geometry) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION geometry_recv(internal) RETURNS geometry
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION geometry_send(geometry) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE FUNCTION geometry_typmod_in(cstring[]) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bittypmodin';
CREATE FUNCTION geometry_typmod_out(integer) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bittypmodout';
CREATE TYPE geometry (
    INPUT = geometry_in, OUTPUT = geometry_out, RECEIVE = geometry_recv, SEND = geometry_send,
    TYPMOD_IN = geometry_typmod_in, TYPMOD_OUT = geometry_typmod_out,
    INTERNALLENGTH = VARIABLE, STORAGE = main
);
CREATE TYPE geography;
CREATE FUNCTION geography_in(cstring) RETURNS geography
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION geography_out(geography) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE FUNCTION geography_recv(internal) RETURNS geography
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textrecv';
CREATE FUNCTION geography_send(geography) RETURNS bytea
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textsend';
CREATE FUNCTION geography_typmod_in(cstring[]) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bittypmodin';
CREATE FUNCTION geography_typmod_out(integer) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bittypmodout';
CREATE TYPE geography (
    INPUT = geography_in, OUTPUT = geography_out, RECEIVE = geography_recv, SEND = geography_send,
    TYPMOD_IN = geography_typmod_in, TYPMOD_OUT = geography_typmod_out,
    INTERNALLENGTH = VARIABLE, STORAGE = main
);
CREATE TYPE box2d;
CREATE FUNCTION box2d_in(cstring) RETURNS box2d
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION box2d_out(box2d) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE TYPE box2d (
    INPUT = box2d_in, OUTPUT = box2d_out,
    INTERNALLENGTH = VARIABLE, STORAGE = main
);
CREATE TYPE box3d;
CREATE FUNCTION box3d_in(cstring) RETURNS box3d
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION box3d_out(box3d) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE TYPE box3d (
    INPUT = box3d_in, OUTPUT = box3d_out,
    INTERNALLENGTH = VARIABLE, STORAGE = main
);
CREATE TYPE spheroid;
CREATE FUNCTION spheroid_in(cstring) RETURNS spheroid
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textin';
CREATE FUNCTION spheroid_out(spheroid) RETURNS cstring
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'textout';
CREATE TYPE spheroid (
    INPUT = spheroid_in, OUTPUT = spheroid_out,
    INTERNALLENGTH = VARIABLE, STORAGE = main
);
CREATE TYPE geometry_dump AS (path integer[], geom geometry);
CREATE TYPE valid_detail AS (valid boolean, reason varchar, location geometry);
CREATE TABLE spatial_ref_sys (
    srid integer NOT NULL PRIMARY KEY CHECK (srid > 0 AND srid <= 998999),
    auth_name varchar(256),
    auth_srid integer,
    srtext varchar(2048),
    proj4text varchar(2048)
);
GRANT SELECT ON spatial_ref_sys TO PUBLIC;
CREATE VIEW geometry_columns AS
    SELECT ''::varchar(256) AS f_table_catalog, ''::name AS f_table_schema, ''::name AS f_table_name,
        ''::name AS f_geometry_column, 2 AS coord_dimension, 0 AS srid, ''::varchar(30) AS type
    WHERE false;
CREATE VIEW geography_columns AS
    SELECT ''::name AS f_table_catalog, ''::name AS f_table_schema, ''::name AS f_table_name,
        ''::name AS f_geography_column, 2 AS coord_dimension, 0 AS srid, ''::text AS type
    WHERE false;
GRANT SELECT ON geometry_columns, geography_columns TO PUBLIC;
DO $do$
DECLARE
    said text[];
BEGIN
    FOR said IN
        SELECT pg_catalog.regexp_match(line, '^(.*?) -> (.*?)( stable| volatile)?$')
        FROM pg_catalog.regexp_split_to_table($list$
addgeometrycolumn(table_name varchar, column_name varchar, new_srid integer, new_type varchar, new_dim integer, use_typmod boolean DEFAULT true) -> text volatile
addgeometrycolumn(schema_name varchar, table_name varchar, column_name varchar, new_srid integer, new_type varchar, new_dim integer, use_typmod boolean DEFAULT true) -> text volatile
box(geometry) -> box
box2d(geometry) -> box2d
box3d(geometry) -> box3d
bytea(geography) -> bytea
bytea(geometry) -> bytea
find_srid(varchar, varchar, varchar) -> integer stable
geography(bytea) -> geography
geography(geometry) -> geography
geometry(box2d) -> geometry
geometry(box3d) -> geometry
geometry(bytea) -> geometry
geometry(geography) -> geometry
geometry(path) -> geometry
geometry(point) -> geometry
geometry(polygon) -> geometry
geometry(text) -> geometry
geometrytype(geography) -> text
geometrytype(geometry) -> text
"json"(geometry) -> json
jsonb(geometry) -> jsonb
path(geometry) -> path
point(geometry) -> point
polygon(geometry) -> polygon
populate_geometry_columns(use_typmod boolean DEFAULT true) -> text volatile
populate_geometry_columns(tbl_oid oid, use_typmod boolean DEFAULT true) -> integer volatile
postgis_full_version() -> text
postgis_geos_version() -> text
postgis_lib_version() -> text
postgis_proj_version() -> text
postgis_typmod_dims(integer) -> integer
postgis_typmod_srid(integer) -> integer
postgis_typmod_type(integer) -> text
postgis_version() -> text
st_3ddistance(geom1 geometry, geom2 geometry) -> double precision
st_3ddwithin(geom1 geometry, geom2 geometry, double precision) -> boolean
st_3dlength(geometry) -> double precision
st_3dmakebox(geom1 geometry, geom2 geometry) -> box3d
st_addpoint(geom1 geometry, geom2 geometry) -> geometry
st_addpoint(geom1 geometry, geom2 geometry, integer) -> geometry
st_affine(geometry, double precision, double precision, double precision, double precision, double precision, double precision) -> geometry
st_area(geog geography, use_spheroid boolean DEFAULT true) -> double precision
st_area(geometry) -> double precision
st_area(text) -> double precision
st_asbinary(geography) -> bytea
st_asbinary(geometry) -> bytea
st_asbinary(geometry, text) -> bytea
st_asewkb(geometry) -> bytea
st_asewkt(geography) -> text
st_asewkt(geometry) -> text
st_asewkt(geometry, integer) -> text
st_asgeojson(geog geography, maxdecimaldigits integer DEFAULT 9, options integer DEFAULT 0) -> text
st_asgeojson(geom geometry, maxdecimaldigits integer DEFAULT 9, options integer DEFAULT 8) -> text
st_asgeojson(r record, geom_column text DEFAULT ''::text, maxdecimaldigits integer DEFAULT 9, pretty_bool boolean DEFAULT false) -> text stable
st_asgeojson(text) -> text
st_asgml(geom geometry, maxdecimaldigits integer DEFAULT 15, options integer DEFAULT 0) -> text
st_ashexewkb(geometry) -> text
st_askml(geom geometry, maxdecimaldigits integer DEFAULT 15, nprefix text DEFAULT ''::text) -> text
st_aslatlontext(geom geometry, tmpl text DEFAULT ''::text) -> text
st_asmvtgeom(geom geometry, bounds box2d, extent integer DEFAULT 4096, buffer integer DEFAULT 256, clip_geom boolean DEFAULT true) -> geometry
st_assvg(geom geometry, rel integer DEFAULT 0, maxdecimaldigits integer DEFAULT 15) -> text
st_astext(geography) -> text
st_astext(geography, integer) -> text
st_astext(geometry) -> text
st_astext(geometry, integer) -> text
st_astext(text) -> text
st_astwkb(geom geometry, prec integer DEFAULT NULL::integer, prec_z integer DEFAULT NULL::integer, prec_m integer DEFAULT NULL::integer, with_sizes boolean DEFAULT NULL::boolean, with_boxes boolean DEFAULT NULL::boolean) -> bytea
st_azimuth(geog1 geography, geog2 geography) -> double precision
st_azimuth(geom1 geometry, geom2 geometry) -> double precision
st_boundary(geometry) -> geometry
st_boundingdiagonal(geom geometry, fits boolean DEFAULT false) -> geometry
st_buffer(geography, double precision) -> geography
st_buffer(geography, double precision, integer) -> geography
st_buffer(geography, double precision, text) -> geography
st_buffer(geom geometry, radius double precision, options text DEFAULT ''::text) -> geometry
st_buffer(geom geometry, radius double precision, quadsegs integer) -> geometry
st_buildarea(geometry) -> geometry
st_centroid(geography, use_spheroid boolean DEFAULT true) -> geography
st_centroid(geometry) -> geometry
st_centroid(text) -> geometry
st_chaikinsmoothing(geometry, integer DEFAULT 1, boolean DEFAULT false) -> geometry
st_clipbybox2d(geom geometry, box box2d) -> geometry
st_closestpoint(geom1 geometry, geom2 geometry) -> geometry
st_collect(geom1 geometry, geom2 geometry) -> geometry
st_collect(geometry[]) -> geometry
st_collectionextract(geometry) -> geometry
st_collectionextract(geometry, integer) -> geometry
st_collectionhomogenize(geometry) -> geometry
st_concavehull(param_geom geometry, param_pctconvex double precision, param_allow_holes boolean DEFAULT false) -> geometry
st_contains(geom1 geometry, geom2 geometry) -> boolean
st_containsproperly(geom1 geometry, geom2 geometry) -> boolean
st_convexhull(geometry) -> geometry
st_coorddim(geometry geometry) -> smallint
st_coveredby(geog1 geography, geog2 geography) -> boolean
st_coveredby(geom1 geometry, geom2 geometry) -> boolean
st_covers(geog1 geography, geog2 geography) -> boolean
st_covers(geom1 geometry, geom2 geometry) -> boolean
st_crosses(geom1 geometry, geom2 geometry) -> boolean
st_curvetoline(geom geometry, tol double precision DEFAULT 32, toltype integer DEFAULT 0, flags integer DEFAULT 0) -> geometry
st_delaunaytriangles(g1 geometry, tolerance double precision DEFAULT 0.0, flags integer DEFAULT 0) -> geometry
st_dfullywithin(geom1 geometry, geom2 geometry, double precision) -> boolean
st_difference(geom1 geometry, geom2 geometry, gridsize double precision DEFAULT '-1.0'::numeric) -> geometry
st_dimension(geometry) -> integer
st_disjoint(geom1 geometry, geom2 geometry) -> boolean
st_distance(geog1 geography, geog2 geography, use_spheroid boolean DEFAULT true) -> double precision
st_distance(geom1 geometry, geom2 geometry) -> double precision
st_distance(text, text) -> double precision
st_distancesphere(geom1 geometry, geom2 geometry) -> double precision
st_dump(geometry) -> SETOF geometry_dump
st_dumppoints(geometry) -> SETOF geometry_dump
st_dumprings(geometry) -> SETOF geometry_dump
st_dwithin(geog1 geography, geog2 geography, tolerance double precision, use_spheroid boolean DEFAULT true) -> boolean
st_dwithin(geom1 geometry, geom2 geometry, double precision) -> boolean
st_dwithin(text, text, double precision) -> boolean
st_endpoint(geometry) -> geometry
st_envelope(geometry) -> geometry
st_equals(geom1 geometry, geom2 geometry) -> boolean
st_estimatedextent(text, text) -> box2d stable
st_estimatedextent(text, text, text) -> box2d stable
st_expand(box2d, double precision) -> box2d
st_expand(geometry, double precision) -> geometry
st_exteriorring(geometry) -> geometry
st_flipcoordinates(geometry) -> geometry
st_force2d(geometry) -> geometry
st_force3d(geom geometry, zvalue double precision DEFAULT 0.0) -> geometry
st_force3dz(geom geometry, zvalue double precision DEFAULT 0.0) -> geometry
st_force4d(geom geometry, zvalue double precision DEFAULT 0.0, mvalue double precision DEFAULT 0.0) -> geometry
st_forcecollection(geometry) -> geometry
st_forcepolygonccw(geometry) -> geometry
st_forcepolygoncw(geometry) -> geometry
st_forcerhr(geometry) -> geometry
st_generatepoints(area geometry, npoints integer) -> geometry volatile
st_geogfromtext(text) -> geography
st_geogfromwkb(bytea) -> geography
st_geographyfromtext(text) -> geography
st_geohash(geog geography, maxchars integer DEFAULT 0) -> text
st_geohash(geom geometry, maxchars integer DEFAULT 0) -> text
st_geomcollfromtext(text, integer) -> geometry
st_geometryfromtext(text) -> geometry
st_geometryfromtext(text, integer) -> geometry
st_geometryn(geometry, integer) -> geometry
st_geometrytype(geometry) -> text
st_geomfromewkb(bytea) -> geometry
st_geomfromewkt(text) -> geometry
st_geomfromgeohash(text, integer DEFAULT NULL::integer) -> geometry
st_geomfromgeojson(json) -> geometry
st_geomfromgeojson(jsonb) -> geometry
st_geomfromgeojson(text) -> geometry
st_geomfromgml(text) -> geometry
st_geomfromgml(text, integer) -> geometry
st_geomfromkml(text) -> geometry
st_geomfromtext(text) -> geometry
st_geomfromtext(text, integer) -> geometry
st_geomfromtwkb(bytea) -> geometry
st_geomfromwkb(bytea) -> geometry
st_geomfromwkb(bytea, integer) -> geometry
st_hausdorffdistance(geom1 geometry, geom2 geometry) -> double precision
st_hasarc(geometry geometry) -> boolean
st_hexagongrid(size double precision, bounds geometry, OUT geom geometry, OUT i integer, OUT j integer) -> SETOF record
st_interiorringn(geometry, integer) -> geometry
st_intersection(geography, geography) -> geography
st_intersection(geom1 geometry, geom2 geometry, gridsize double precision DEFAULT '-1'::integer) -> geometry
st_intersection(text, text) -> geometry
st_intersects(geog1 geography, geog2 geography) -> boolean
st_intersects(geom1 geometry, geom2 geometry) -> boolean
st_intersects(text, text) -> boolean
st_isclosed(geometry) -> boolean
st_iscollection(geometry) -> boolean
st_isempty(geometry) -> boolean
st_isring(geometry) -> boolean
st_issimple(geometry) -> boolean
st_isvalid(geometry) -> boolean
st_isvalid(geometry, integer) -> boolean
st_isvaliddetail(geom geometry, flags integer DEFAULT 0) -> valid_detail
st_isvalidreason(geometry) -> text
st_isvalidreason(geometry, integer) -> text
st_length(geog geography, use_spheroid boolean DEFAULT true) -> double precision
st_length(geometry) -> double precision
st_length(text) -> double precision
st_length2d(geometry) -> double precision
st_lineinterpolatepoint(geometry, double precision) -> geometry
st_linelocatepoint(geom1 geometry, geom2 geometry) -> double precision
st_linefromtext(text) -> geometry
st_linefromtext(text, integer) -> geometry
st_linemerge(geometry) -> geometry
st_linesubstring(geometry, double precision, double precision) -> geometry
st_linetocurve(geometry geometry) -> geometry
st_locatealong(geometry geometry, measure double precision, leftrightoffset double precision DEFAULT 0.0) -> geometry
st_longestline(geom1 geometry, geom2 geometry) -> geometry
st_m(geometry) -> double precision
st_makebox2d(geom1 geometry, geom2 geometry) -> box2d
st_makeenvelope(double precision, double precision, double precision, double precision, integer DEFAULT 0) -> geometry
st_makeline(geom1 geometry, geom2 geometry) -> geometry
st_makeline(geometry[]) -> geometry
st_makepoint(double precision, double precision) -> geometry
st_makepoint(double precision, double precision, double precision) -> geometry
st_makepoint(double precision, double precision, double precision, double precision) -> geometry
st_makepointm(double precision, double precision, double precision) -> geometry
st_makepolygon(geometry) -> geometry
st_makepolygon(geometry, geometry[]) -> geometry
st_makevalid(geom geometry, params text) -> geometry
st_makevalid(geometry) -> geometry
st_maxdistance(geom1 geometry, geom2 geometry) -> double precision
st_memsize(geometry) -> integer
st_minimumboundingcircle(inputgeom geometry, segs_per_quarter integer DEFAULT 48) -> geometry
st_mlinefromtext(text, integer) -> geometry
st_mpointfromtext(text, integer) -> geometry
st_mpolyfromtext(text, integer) -> geometry
st_multi(geometry) -> geometry
st_ndims(geometry) -> smallint
st_node(g geometry) -> geometry
st_normalize(geom geometry) -> geometry
st_npoints(geometry) -> integer
st_nrings(geometry) -> integer
st_numgeometries(geometry) -> integer
st_numinteriorrings(geometry) -> integer
st_numpoints(geometry) -> integer
st_offsetcurve(line geometry, distance double precision, params text DEFAULT ''::text) -> geometry
st_orderingequals(geom1 geometry, geom2 geometry) -> boolean
st_overlaps(geom1 geometry, geom2 geometry) -> boolean
st_perimeter(geog geography, use_spheroid boolean DEFAULT true) -> double precision
st_perimeter(geometry) -> double precision
st_point(double precision, double precision) -> geometry
st_point(double precision, double precision, srid integer) -> geometry
st_pointfromgeohash(text, integer DEFAULT NULL::integer) -> geometry
st_pointfromtext(text) -> geometry
st_pointfromtext(text, integer) -> geometry
st_pointn(geometry, integer) -> geometry
st_pointonsurface(geometry) -> geometry
st_points(geometry) -> geometry
st_polygon(geometry, integer) -> geometry
st_polygonfromtext(text) -> geometry
st_polygonfromtext(text, integer) -> geometry
st_project(geog geography, distance double precision, azimuth double precision) -> geography
st_quantizecoordinates(g geometry, prec_x integer, prec_y integer DEFAULT NULL::integer, prec_z integer DEFAULT NULL::integer, prec_m integer DEFAULT NULL::integer) -> geometry
st_reduceprecision(geom geometry, gridsize double precision) -> geometry
st_relate(geom1 geometry, geom2 geometry) -> text
st_relate(geom1 geometry, geom2 geometry, text) -> boolean
st_removepoint(geometry, integer) -> geometry
st_removerepeatedpoints(geom geometry, tolerance double precision DEFAULT 0.0) -> geometry
st_reverse(geometry) -> geometry
st_rotate(geometry, double precision) -> geometry
st_scale(geometry, double precision, double precision) -> geometry
st_segmentize(geog geography, max_segment_length double precision) -> geography
st_segmentize(geometry, double precision) -> geometry
st_setpoint(geometry, integer, geometry) -> geometry
st_setsrid(geog geography, srid integer) -> geography
st_setsrid(geom geometry, srid integer) -> geometry
st_sharedpaths(geom1 geometry, geom2 geometry) -> geometry
st_shiftlongitude(geometry) -> geometry
st_shortestline(geom1 geometry, geom2 geometry) -> geometry
st_simplify(geometry, double precision) -> geometry
st_simplify(geometry, double precision, boolean) -> geometry
st_simplifypreservetopology(geometry, double precision) -> geometry
st_simplifyvw(geometry, double precision) -> geometry
st_snap(geom1 geometry, geom2 geometry, double precision) -> geometry
st_snaptogrid(geometry, double precision) -> geometry
st_snaptogrid(geometry, double precision, double precision) -> geometry
st_split(geom1 geometry, geom2 geometry) -> geometry
st_squaregrid(size double precision, bounds geometry, OUT geom geometry, OUT i integer, OUT j integer) -> SETOF record
st_srid(geog geography) -> integer
st_srid(geom geometry) -> integer
st_startpoint(geometry) -> geometry
st_subdivide(geom geometry, maxvertices integer DEFAULT 256, gridsize double precision DEFAULT '-1.0'::numeric) -> SETOF geometry
st_summary(geography) -> text
st_summary(geometry) -> text
st_symdifference(geom1 geometry, geom2 geometry, gridsize double precision DEFAULT '-1.0'::numeric) -> geometry
st_tileenvelope(zoom integer, x integer, y integer, bounds geometry DEFAULT NULL::geometry, margin double precision DEFAULT 0.0) -> geometry
st_touches(geom1 geometry, geom2 geometry) -> boolean
st_transform(geom geometry, from_proj text, to_proj text) -> geometry
st_transform(geom geometry, from_proj text, to_srid integer) -> geometry
st_transform(geom geometry, to_proj text) -> geometry
st_transform(geometry, integer) -> geometry
st_translate(geometry, double precision, double precision) -> geometry
st_translate(geometry, double precision, double precision, double precision) -> geometry
st_unaryunion(geometry, gridsize double precision DEFAULT '-1.0'::numeric) -> geometry
st_union(geom1 geometry, geom2 geometry) -> geometry
st_union(geom1 geometry, geom2 geometry, gridsize double precision) -> geometry
st_union(geometry[]) -> geometry
st_voronoipolygons(g1 geometry, tolerance double precision DEFAULT 0.0, extend_to geometry DEFAULT NULL::geometry) -> geometry
st_within(geom1 geometry, geom2 geometry) -> boolean
st_wkbtosql(wkb bytea) -> geometry
st_wkttosql(text) -> geometry
st_wrapx(geom geometry, wrap double precision, move double precision) -> geometry
st_x(geometry) -> double precision
st_xmax(box3d) -> double precision
st_xmin(box3d) -> double precision
st_y(geometry) -> double precision
st_ymax(box3d) -> double precision
st_ymin(box3d) -> double precision
st_z(geometry) -> double precision
st_zmax(box3d) -> double precision
st_zmin(box3d) -> double precision
text(geometry) -> text
updategeometrysrid(varchar, varchar, integer) -> text volatile
$list$, E'\n') line WHERE line <> ''
    LOOP
        EXECUTE pg_catalog.format(
            'CREATE FUNCTION %s RETURNS %s %s PARALLEL SAFE LANGUAGE plpgsql AS %L',
            said[1], said[2], coalesce(said[3], ' immutable'),
            CASE WHEN said[2] ~ '^(SETOF|TABLE)' THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END
        );
    END LOOP;
END $do$;
CREATE CAST (geography AS bytea) WITH FUNCTION bytea(geography) AS IMPLICIT;
CREATE CAST (bytea AS geography) WITH FUNCTION geography(bytea) AS IMPLICIT;
CREATE CAST (geometry AS geography) WITH FUNCTION geography(geometry) AS IMPLICIT;
CREATE CAST (geography AS geometry) WITH FUNCTION geometry(geography);
CREATE CAST (geometry AS box) WITH FUNCTION box(geometry);
CREATE CAST (geometry AS box2d) WITH FUNCTION box2d(geometry) AS IMPLICIT;
CREATE CAST (geometry AS box3d) WITH FUNCTION box3d(geometry) AS IMPLICIT;
CREATE CAST (geometry AS bytea) WITH FUNCTION bytea(geometry) AS IMPLICIT;
CREATE CAST (bytea AS geometry) WITH FUNCTION geometry(bytea) AS IMPLICIT;
CREATE CAST (geometry AS json) WITH FUNCTION "json"(geometry);
CREATE CAST (geometry AS jsonb) WITH FUNCTION jsonb(geometry);
CREATE CAST (geometry AS path) WITH FUNCTION path(geometry);
CREATE CAST (geometry AS point) WITH FUNCTION point(geometry);
CREATE CAST (geometry AS polygon) WITH FUNCTION polygon(geometry);
CREATE CAST (path AS geometry) WITH FUNCTION geometry(path);
CREATE CAST (point AS geometry) WITH FUNCTION geometry(point);
CREATE CAST (polygon AS geometry) WITH FUNCTION geometry(polygon);
CREATE CAST (text AS geometry) WITH FUNCTION geometry(text) AS IMPLICIT;
CREATE CAST (geometry AS text) WITH FUNCTION text(geometry) AS IMPLICIT;
CREATE CAST (box2d AS geometry) WITH FUNCTION geometry(box2d) AS IMPLICIT;
CREATE CAST (box3d AS geometry) WITH FUNCTION geometry(box3d) AS IMPLICIT;
CREATE FUNCTION geometry_lt(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bytealt';
CREATE FUNCTION geometry_le(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteale';
CREATE FUNCTION geometry_eq(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteaeq';
CREATE FUNCTION geometry_ge(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteage';
CREATE FUNCTION geometry_gt(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteagt';
CREATE FUNCTION geometry_cmp(geometry, geometry) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteacmp';
CREATE FUNCTION geometry_hash(geometry) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'hashvarlena';
CREATE OPERATOR < (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_lt, COMMUTATOR = >
);
CREATE OPERATOR <= (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_le, COMMUTATOR = >=
);
CREATE OPERATOR = (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_eq, COMMUTATOR = =, HASHES, MERGES
);
CREATE OPERATOR >= (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_ge, COMMUTATOR = <=
);
CREATE OPERATOR > (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_gt, COMMUTATOR = <
);
CREATE OPERATOR CLASS btree_geometry_ops DEFAULT FOR TYPE geometry USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 geometry_cmp (geometry, geometry);
CREATE OPERATOR CLASS hash_geometry_ops DEFAULT FOR TYPE geometry USING hash AS
    OPERATOR 1 =,
    FUNCTION 1 geometry_hash (geometry);
CREATE FUNCTION geography_lt(geography, geography) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'bytealt';
CREATE FUNCTION geography_le(geography, geography) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteale';
CREATE FUNCTION geography_eq(geography, geography) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteaeq';
CREATE FUNCTION geography_ge(geography, geography) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteage';
CREATE FUNCTION geography_gt(geography, geography) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteagt';
CREATE FUNCTION geography_cmp(geography, geography) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'byteacmp';
CREATE FUNCTION geography_hash(geography) RETURNS integer
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'hashvarlena';
CREATE OPERATOR < (
    LEFTARG = geography, RIGHTARG = geography, FUNCTION = geography_lt, COMMUTATOR = >
);
CREATE OPERATOR <= (
    LEFTARG = geography, RIGHTARG = geography, FUNCTION = geography_le, COMMUTATOR = >=
);
CREATE OPERATOR = (
    LEFTARG = geography, RIGHTARG = geography, FUNCTION = geography_eq, COMMUTATOR = =, HASHES, MERGES
);
CREATE OPERATOR >= (
    LEFTARG = geography, RIGHTARG = geography, FUNCTION = geography_ge, COMMUTATOR = <=
);
CREATE OPERATOR > (
    LEFTARG = geography, RIGHTARG = geography, FUNCTION = geography_gt, COMMUTATOR = <
);
CREATE OPERATOR CLASS btree_geography_ops DEFAULT FOR TYPE geography USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 geography_cmp (geography, geography);
CREATE FUNCTION geometry_overlaps(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR && (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_overlaps, COMMUTATOR = &&
);
CREATE FUNCTION geometry_left(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR << (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_left, COMMUTATOR = >>
);
CREATE FUNCTION geometry_overleft(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR &< (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_overleft
);
CREATE FUNCTION geometry_overright(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR &> (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_overright
);
CREATE FUNCTION geometry_right(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR >> (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_right, COMMUTATOR = <<
);
CREATE FUNCTION geometry_same(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR ~= (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_same, COMMUTATOR = ~=
);
CREATE FUNCTION geometry_contains(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR ~ (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_contains, COMMUTATOR = @
);
CREATE FUNCTION geometry_within(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR @ (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_within, COMMUTATOR = ~
);
CREATE FUNCTION geometry_overbelow(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR &<| (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_overbelow
);
CREATE FUNCTION geometry_below(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR <<| (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_below, COMMUTATOR = |>>
);
CREATE FUNCTION geometry_above(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR |>> (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_above, COMMUTATOR = <<|
);
CREATE FUNCTION geometry_overabove(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR |&> (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_overabove
);
CREATE FUNCTION geometry_overlaps_nd(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR &&& (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_overlaps_nd, COMMUTATOR = &&&
);
CREATE FUNCTION geometry_contains_nd(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR ~~ (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_contains_nd, COMMUTATOR = @@
);
CREATE FUNCTION geometry_within_nd(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR @@ (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_within_nd, COMMUTATOR = ~~
);
CREATE FUNCTION geometry_same_nd(geometry, geometry) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR ~~= (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_same_nd, COMMUTATOR = ~~=
);
CREATE FUNCTION geometry_distance_centroid(geometry, geometry) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR <-> (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_distance_centroid, COMMUTATOR = <->
);
CREATE FUNCTION geometry_distance_box(geometry, geometry) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR <#> (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_distance_box, COMMUTATOR = <#>
);
CREATE FUNCTION geometry_distance_centroid_nd(geometry, geometry) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR <<->> (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_distance_centroid_nd, COMMUTATOR = <<->>
);
CREATE FUNCTION geometry_distance_cpa(geometry, geometry) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR |=| (
    LEFTARG = geometry, RIGHTARG = geometry, FUNCTION = geometry_distance_cpa, COMMUTATOR = |=|
);
CREATE FUNCTION geography_overlaps(geography, geography) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR && (
    LEFTARG = geography, RIGHTARG = geography, FUNCTION = geography_overlaps, COMMUTATOR = &&
);
CREATE FUNCTION geography_distance_knn(geography, geography) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE OPERATOR <-> (
    LEFTARG = geography, RIGHTARG = geography, FUNCTION = geography_distance_knn, COMMUTATOR = <->
);
-- No key is ever made of a value: the address of the value is taken for one, and never followed.
CREATE FUNCTION postgis_gist_consistent(internal, bigint, smallint, oid, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION postgis_gist_union(internal, internal) RETURNS bigint
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_union';
CREATE FUNCTION postgis_gist_penalty(internal, internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_penalty';
CREATE FUNCTION postgis_gist_picksplit(internal, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_picksplit';
CREATE FUNCTION postgis_gist_same(bigint, bigint, internal) RETURNS internal
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'gtsquery_same';
CREATE FUNCTION postgis_gist_distance(internal, bigint, smallint, oid, internal) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION postgis_spgist_found(internal, internal) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE FUNCTION postgis_brin_found(internal, internal, internal, integer) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE internal AS 'pg_stat_clear_snapshot';
CREATE OPERATOR CLASS gist_geometry_ops_2d DEFAULT FOR TYPE geometry USING gist AS
    OPERATOR 1 <<, OPERATOR 2 &<, OPERATOR 3 &&, OPERATOR 4 &>, OPERATOR 5 >>, OPERATOR 6 ~=,
    OPERATOR 7 ~, OPERATOR 8 @, OPERATOR 9 &<|, OPERATOR 10 <<|, OPERATOR 11 |>>, OPERATOR 12 |&>,
    OPERATOR 13 <-> FOR ORDER BY pg_catalog.float_ops,
    OPERATOR 14 <#> FOR ORDER BY pg_catalog.float_ops,
    FUNCTION 1 postgis_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 postgis_gist_union (internal, internal),
    FUNCTION 5 postgis_gist_penalty (internal, internal, internal),
    FUNCTION 6 postgis_gist_picksplit (internal, internal),
    FUNCTION 7 postgis_gist_same (bigint, bigint, internal),
    FUNCTION 8 postgis_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_geometry_ops_nd FOR TYPE geometry USING gist AS
    OPERATOR 3 &&&, OPERATOR 6 ~~=, OPERATOR 7 ~~, OPERATOR 8 @@,
    OPERATOR 13 <<->> FOR ORDER BY pg_catalog.float_ops,
    FUNCTION 1 postgis_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 postgis_gist_union (internal, internal),
    FUNCTION 5 postgis_gist_penalty (internal, internal, internal),
    FUNCTION 6 postgis_gist_picksplit (internal, internal),
    FUNCTION 7 postgis_gist_same (bigint, bigint, internal),
    FUNCTION 8 postgis_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS gist_geography_ops DEFAULT FOR TYPE geography USING gist AS
    OPERATOR 3 &&, OPERATOR 13 <-> FOR ORDER BY pg_catalog.float_ops,
    FUNCTION 1 postgis_gist_consistent (internal, bigint, smallint, oid, internal),
    FUNCTION 2 postgis_gist_union (internal, internal),
    FUNCTION 5 postgis_gist_penalty (internal, internal, internal),
    FUNCTION 6 postgis_gist_picksplit (internal, internal),
    FUNCTION 7 postgis_gist_same (bigint, bigint, internal),
    FUNCTION 8 postgis_gist_distance (internal, bigint, smallint, oid, internal),
    STORAGE bigint;
CREATE OPERATOR CLASS spgist_geometry_ops_2d DEFAULT FOR TYPE geometry USING spgist AS
    OPERATOR 1 <<, OPERATOR 2 &<, OPERATOR 3 &&, OPERATOR 4 &>, OPERATOR 5 >>, OPERATOR 6 ~=,
    OPERATOR 7 ~, OPERATOR 8 @, OPERATOR 9 &<|, OPERATOR 10 <<|, OPERATOR 11 |>>, OPERATOR 12 |&>,
    FUNCTION 1 pg_catalog.spg_text_config (internal, internal),
    FUNCTION 2 pg_catalog.spg_text_choose (internal, internal),
    FUNCTION 3 pg_catalog.spg_text_picksplit (internal, internal),
    FUNCTION 4 postgis_spgist_found (internal, internal),
    FUNCTION 5 postgis_spgist_found (internal, internal);
CREATE OPERATOR CLASS spgist_geometry_ops_nd FOR TYPE geometry USING spgist AS
    OPERATOR 3 &&&, OPERATOR 6 ~~=, OPERATOR 7 ~~, OPERATOR 8 @@,
    FUNCTION 1 pg_catalog.spg_text_config (internal, internal),
    FUNCTION 2 pg_catalog.spg_text_choose (internal, internal),
    FUNCTION 3 pg_catalog.spg_text_picksplit (internal, internal),
    FUNCTION 4 postgis_spgist_found (internal, internal),
    FUNCTION 5 postgis_spgist_found (internal, internal);
CREATE OPERATOR CLASS spgist_geography_ops_nd DEFAULT FOR TYPE geography USING spgist AS
    OPERATOR 3 &&,
    FUNCTION 1 pg_catalog.spg_text_config (internal, internal),
    FUNCTION 2 pg_catalog.spg_text_choose (internal, internal),
    FUNCTION 3 pg_catalog.spg_text_picksplit (internal, internal),
    FUNCTION 4 postgis_spgist_found (internal, internal),
    FUNCTION 5 postgis_spgist_found (internal, internal);
CREATE OPERATOR CLASS brin_geometry_inclusion_ops_2d DEFAULT FOR TYPE geometry USING brin AS
    OPERATOR 3 &&, OPERATOR 7 ~, OPERATOR 8 @,
    FUNCTION 1 pg_catalog.brin_bloom_opcinfo (internal),
    FUNCTION 2 pg_catalog.brin_bloom_add_value (internal, internal, internal, internal),
    FUNCTION 3 postgis_brin_found (internal, internal, internal, integer),
    FUNCTION 4 pg_catalog.brin_bloom_union (internal, internal, internal),
    FUNCTION 11 geometry_hash (geometry);
CREATE OPERATOR CLASS brin_geometry_inclusion_ops_nd FOR TYPE geometry USING brin AS
    OPERATOR 3 &&&,
    FUNCTION 1 pg_catalog.brin_bloom_opcinfo (internal),
    FUNCTION 2 pg_catalog.brin_bloom_add_value (internal, internal, internal, internal),
    FUNCTION 3 postgis_brin_found (internal, internal, internal, integer),
    FUNCTION 4 pg_catalog.brin_bloom_union (internal, internal, internal),
    FUNCTION 11 geometry_hash (geometry);
CREATE OPERATOR CLASS brin_geography_inclusion_ops DEFAULT FOR TYPE geography USING brin AS
    OPERATOR 3 &&,
    FUNCTION 1 pg_catalog.brin_bloom_opcinfo (internal),
    FUNCTION 2 pg_catalog.brin_bloom_add_value (internal, internal, internal, internal),
    FUNCTION 3 postgis_brin_found (internal, internal, internal, integer),
    FUNCTION 4 pg_catalog.brin_bloom_union (internal, internal, internal),
    FUNCTION 11 geography_hash (geography);
CREATE FUNCTION postgis_kept(geometry, geometry) RETURNS geometry
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION postgis_kept(box2d, geometry) RETURNS box2d
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION postgis_kept(box3d, geometry) RETURNS box3d
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION postgis_kept(bytea, anyelement) RETURNS bytea
    IMMUTABLE PARALLEL SAFE LANGUAGE sql AS 'SELECT $1';
CREATE AGGREGATE st_union(geometry) (SFUNC = postgis_kept, STYPE = geometry);
CREATE AGGREGATE st_collect(geometry) (SFUNC = postgis_kept, STYPE = geometry);
CREATE AGGREGATE st_makeline(geometry) (SFUNC = postgis_kept, STYPE = geometry);
CREATE AGGREGATE st_polygonize(geometry) (SFUNC = postgis_kept, STYPE = geometry);
CREATE AGGREGATE st_memunion(geometry) (SFUNC = postgis_kept, STYPE = geometry);
CREATE AGGREGATE st_extent(geometry) (SFUNC = postgis_kept, STYPE = box2d);
CREATE AGGREGATE st_3dextent(geometry) (SFUNC = postgis_kept, STYPE = box3d);
CREATE AGGREGATE st_asmvt(anyelement) (SFUNC = postgis_kept, STYPE = bytea);
