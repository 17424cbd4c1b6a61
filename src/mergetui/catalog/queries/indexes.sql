-- Indexes that no constraint owns and no partitioned index gives.
SELECT
    i.indexrelid AS oid,
    i.indrelid AS relation,
    x.relname AS name,
    i.indisunique AS "unique",
    substr(
        pg_get_indexdef(i.indexrelid),
        length(format(
            'CREATE %sINDEX %I ON %s%I.%I ',
            CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END,
            x.relname,
            CASE WHEN c.relkind = 'p' AND x.relkind = 'I' THEN 'ONLY ' ELSE '' END,
            n.nspname,
            c.relname
        )) + 1
    ) AS body,
    ARRAY(SELECT coalesce(a.attname::text, '')
        FROM unnest(i.indkey) WITH ORDINALITY u (number, position)
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number
        WHERE u.position <= i.indnkeyatts ORDER BY u.position) AS columns,
    ARRAY(SELECT ARRAY[a.attnum::int, a.attstattarget::int] FROM pg_attribute a
        WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics,
    i.indisclustered AS clustered
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[])
    AND c.relkind IN ('r', 'p', 'm')
    AND NOT x.relispartition
    AND NOT EXISTS (
        SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
    )
ORDER BY x.relname;
