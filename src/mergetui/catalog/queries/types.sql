-- Enums, domains, ranges and composite types of their own. The parts of each are arrays in their order.
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
    pg_get_expr(t.typdefaultbin, 0) AS "default",
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
        ARRAY(SELECT format_type(a.atttypid, a.atttypmod) || CASE
                WHEN a.attcollation <> 0 AND a.attcollation <> own.typcollation THEN
                    (SELECT format(' COLLATE %I.%I', cn.nspname, co.collname)
                        FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                        WHERE co.oid = a.attcollation)
                ELSE '' END
            FROM pg_attribute a JOIN pg_type own ON own.oid = a.atttypid
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
    END AS field_types,
    CASE t.typtype WHEN 'c' THEN
        ARRAY(SELECT a.attnum::int FROM pg_attribute a
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
    END AS field_numbers,
    t.typrelid AS relation,
    format_type(r.rngsubtype, NULL) AS subtype,
    coalesce(mn.nspname, n.nspname) AS multirange_schema,
    coalesce(m.typname, CASE
        WHEN strpos(t.typname, 'range') > 0 THEN regexp_replace(t.typname, 'range', 'multirange')
        ELSE t.typname || '_multirange'
    END) AS multirange,
    (SELECT format('%I.%I', n.nspname, p.opcname) FROM pg_opclass p
        JOIN pg_namespace n ON n.oid = p.opcnamespace
        WHERE p.oid = r.rngsubopc AND NOT p.opcdefault) AS subtype_opclass,
    (SELECT format('%I.%I', n.nspname, co.collname) FROM pg_collation co
        JOIN pg_namespace n ON n.oid = co.collnamespace
        JOIN pg_type s ON s.oid = r.rngsubtype
        WHERE co.oid = r.rngcollation AND co.oid <> s.typcollation) AS range_collation,
    (SELECT format('%I.%I', n.nspname, f.proname) FROM pg_proc f
        JOIN pg_namespace n ON n.oid = f.pronamespace
        WHERE f.oid = r.rngsubdiff) AS subtype_diff
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_range r ON r.rngtypid = t.oid
-- servers before 14 have no multiranges; the type of one depends on its range
LEFT JOIN pg_depend md ON md.refclassid = 'pg_type'::regclass AND md.refobjid = t.oid
    AND md.classid = 'pg_type'::regclass AND md.deptype = 'i' AND t.typtype = 'r'
    AND md.objid <> t.typarray
LEFT JOIN pg_type m ON m.oid = md.objid
LEFT JOIN pg_namespace mn ON mn.oid = m.typnamespace
WHERE t.typnamespace = ANY ($1::oid[])
    AND (t.typtype IN ('e', 'd') OR t.typtype = 'r' AND r.rngcanonical = 0 OR t.typtype = 'c' AND c.relkind = 'c')
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
    )
ORDER BY n.nspname, t.typname;
