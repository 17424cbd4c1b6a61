-- What new objects of the database's owner are granted, one privilege a row. $1: the user's
-- schemas; $2: the platform's roles, whose share in the schema public is the platform's own doing
-- and marked as "platform", whichever of its roles it comes from ("own": the database's owner).
-- A row without a privilege says that PUBLIC does not get what it has by default.
WITH own AS (
    SELECT d.oid, d.defaclnamespace AS schema, d.defaclrole AS role, d.defaclacl AS acl,
        d.defaclrole = (SELECT datdba FROM pg_database WHERE datname = current_database()) AS own,
        CASE d.defaclobjtype
            WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
            WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas'
        END AS kind
    FROM pg_default_acl d
    LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
    WHERE (
            d.defaclrole = (SELECT datdba FROM pg_database WHERE datname = current_database())
            OR n.nspname = 'public'
            AND d.defaclrole IN (SELECT oid FROM pg_roles WHERE rolname = ANY ($2::text[]))
        )
        AND d.defaclobjtype IN ('r', 'S', 'f', 'T', 'n')
        AND (d.defaclnamespace = 0 OR d.defaclnamespace = ANY ($1::oid[]))
), held AS (
    SELECT o.*, e.grantee, e.privilege_type AS privilege, e.is_grantable AS grantable
    FROM own o, aclexplode(o.acl) e
    WHERE e.grantee <> o.role
    UNION ALL
    SELECT o.*, 0, NULL, false
    FROM own o
    WHERE o.own AND o.schema = 0 AND o.kind IN ('functions', 'types')
        AND NOT EXISTS (SELECT FROM aclexplode(o.acl) e WHERE e.grantee = 0)
)
SELECT h.kind, n.nspname AS schema, h.own,
    n.nspname IS NOT DISTINCT FROM 'public' AND coalesce(r.rolname, '') = ANY ($2::text[])
        AS platform,
    'pg_default_acl' AS class, h.oid, 0 AS number,
    CASE h.grantee WHEN 0 THEN 'public' ELSE r.rolname END AS grantee, h.privilege, h.grantable
FROM held h
LEFT JOIN pg_namespace n ON n.oid = h.schema
LEFT JOIN pg_roles r ON r.oid = h.grantee
WHERE NOT (
        h.schema = 0 AND h.kind IN ('functions', 'types') AND h.grantee = 0
        AND h.privilege IS NOT NULL
    )
ORDER BY h.kind, schema, grantee, h.privilege;
