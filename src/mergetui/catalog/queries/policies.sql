SELECT
    p.oid,
    p.polrelid AS relation,
    n.nspname AS "schema",
    c.relname AS "table",
    p.polname AS name,
    p.polcmd::text AS command,
    p.polpermissive AS permissive,
    ARRAY(SELECT coalesce(r.rolname::text, 'public')
        FROM unnest(p.polroles) u (role) LEFT JOIN pg_roles r ON r.oid = u.role
        ORDER BY 1) AS roles,
    pg_get_expr(p.polqual, p.polrelid) AS "using",
    pg_get_expr(p.polwithcheck, p.polrelid) AS "check"
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[])
ORDER BY p.polname;
