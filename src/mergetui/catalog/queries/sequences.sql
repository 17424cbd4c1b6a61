-- Sequences with their parameters; those behind identity columns too.
SELECT
    c.oid,
    n.nspname AS schema,
    c.relname AS name,
    format_type(s.seqtypid, NULL) AS type,
    s.seqstart AS start,
    s.seqincrement AS increment,
    s.seqmin AS minimum,
    s.seqmax AS maximum,
    s.seqcache AS cache,
    s.seqcycle AS cycle,
    d.deptype = 'i' AS identity,
    -- one that a column owns is as its table is
    c.relpersistence = 'u' AND d.deptype IS NULL AS unlogged,
    tn.nspname AS owner_schema,
    t.relname AS owner_table,
    a.attname AS owner_column
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
    AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
LEFT JOIN pg_class t ON t.oid = d.refobjid
LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE c.relnamespace = ANY ($1::oid[])
    AND NOT EXISTS (
        SELECT FROM pg_depend e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, c.relname;
