-- $1: names of the platform's schemas. They are the platform's only where its admin role exists.
SELECT n.oid, n.nspname AS name,
    n.nspname = ANY ($1::text[])
        AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'supabase_admin') AS platform
FROM pg_namespace n
WHERE n.nspname NOT LIKE 'pg\_%'
    AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e'
    )
ORDER BY n.nspname;
