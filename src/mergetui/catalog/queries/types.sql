-- Enums, domains and composite types of their own. The parts of each are arrays in their order.
SELECT
    t.oid,
    n.nspname AS schema,
    t.typname AS name,
    t.typtype::text AS kind,
    CASE t.typtype WHEN 'e' THEN
        ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
    END AS values,
    CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
    t.typnotnull AS not_null,
    t.typdefault AS "default",
    CASE WHEN t.typcollation <> b.typcollation THEN
        (SELECT format('%I.%I', cn.nspname, co.collname)
            FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
            WHERE co.oid = t.typcollation)
    END AS collation,
    CASE t.typtype WHEN 'c' THEN
        ARRAY(SELECT a.attname::text FROM pg_attribute a
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
    END AS fields,
    CASE t.typtype WHEN 'c' THEN
        ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
    END AS field_types
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typnamespace = ANY ($1::oid[])
    AND (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c')
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
    )
ORDER BY n.nspname, t.typname;
