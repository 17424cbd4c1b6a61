-- Types that no statement of the schema makes, and which it uses: members of extensions, and base
-- types. $1: the user's schemas.
SELECT n.nspname AS schema, t.typname AS name, e.extname AS extension
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_depend m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
    AND m.refclassid = 'pg_extension'::regclass AND m.deptype = 'e'
LEFT JOIN pg_extension e ON e.oid = m.refobjid
WHERE t.oid >= 16384
    AND t.typcategory <> 'A'
    AND (e.oid IS NOT NULL OR t.typtype = 'b')
    AND EXISTS (
        SELECT FROM pg_depend d
        LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
        LEFT JOIN pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
        LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
        LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        LEFT JOIN pg_policy p ON d.classid = 'pg_policy'::regclass AND p.oid = d.objid
        LEFT JOIN pg_trigger g ON d.classid = 'pg_trigger'::regclass AND g.oid = d.objid
        LEFT JOIN pg_proc f ON d.classid = 'pg_proc'::regclass AND f.oid = d.objid
        LEFT JOIN pg_type y ON d.classid = 'pg_type'::regclass AND y.oid = d.objid
        LEFT JOIN pg_class o ON o.oid = coalesce(
            a.adrelid, k.conrelid, r.ev_class, p.polrelid, g.tgrelid, c.oid
        )
        WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
            AND d.deptype IN ('n', 'a')
            AND coalesce(o.relnamespace, f.pronamespace, y.typnamespace, k.connamespace)
                = ANY ($1::oid[])
            AND NOT EXISTS (
                SELECT FROM pg_depend x
                WHERE x.classid = d.classid AND x.objid = d.objid AND x.deptype = 'e'
            )
    )
ORDER BY 1, 2;
