-- $1: the user's schemas. "used": an object outside of extensions and the platform depends on a
-- member.
SELECT
    e.extname AS name,
    n.nspname AS schema,
    n.oid = ANY ($1::oid[]) AS users_schema,
    EXISTS (
        SELECT FROM pg_depend m
        JOIN pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid AND d.deptype IN ('n', 'a')
        LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
        LEFT JOIN pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
        LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
        LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
        LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
        LEFT JOIN pg_proc f ON d.classid = 'pg_proc'::regclass AND f.oid = d.objid
        LEFT JOIN pg_type y ON d.classid = 'pg_type'::regclass AND y.oid = d.objid
        LEFT JOIN pg_class o ON o.oid = coalesce(
            a.adrelid, k.conrelid, r.ev_class, p.polrelid, t.tgrelid, c.oid
        )
        WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = e.oid AND m.deptype = 'e'
            AND coalesce(o.relnamespace, f.pronamespace, y.typnamespace, k.connamespace)
                = ANY ($1::oid[])
            AND NOT EXISTS (
                SELECT FROM pg_depend x
                WHERE x.classid = d.classid AND x.objid = d.objid AND x.deptype = 'e'
            )
    ) AS used
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
ORDER BY e.extname;
