-- What the role that reads cannot get at. Definitions are in pg_catalog and are read all the same;
-- rows are not. $1: the user's schemas.
SELECT
    current_user::text AS role,
    ARRAY(
        SELECT n.nspname::text FROM pg_namespace n
        WHERE n.oid = ANY ($1::oid[]) AND NOT has_schema_privilege(n.oid, 'USAGE')
        ORDER BY n.nspname
    ) AS schemas,
    (
        SELECT count(*)::int FROM pg_class c
        WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p')
    ) AS tables,
    (
        SELECT count(*)::int FROM pg_class c
        WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p')
            AND NOT (
                has_schema_privilege(c.relnamespace, 'USAGE')
                AND has_table_privilege(c.oid, 'SELECT')
            )
    ) AS unread,
    (
        SELECT count(*)::int FROM pg_class c
        WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p') AND c.relrowsecurity
            AND has_schema_privilege(c.relnamespace, 'USAGE')
            AND has_table_privilege(c.oid, 'SELECT')
            AND row_security_active(c.oid)
    ) AS filtered;
