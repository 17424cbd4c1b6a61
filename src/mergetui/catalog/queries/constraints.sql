-- Constraints of tables and domains, without those that a parent table gives. Fields that servers
-- before 15 lack are looked up by name in the row.
SELECT
    k.oid,
    k.conrelid AS relation,
    k.contypid AS domain,
    k.conname AS name,
    k.contype::text AS kind,
    k.convalidated AS validated,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    k.connoinherit AS no_inherit,
    ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (number, position)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
        ORDER BY u.position) AS columns,
    CASE WHEN k.contype IN ('p', 'u') THEN
        ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY u (number, position)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
            WHERE u.position > i.indnkeyatts ORDER BY u.position)
    END AS include,
    CASE WHEN k.contype IN ('p', 'u') THEN
        coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
    ELSE false END AS nulls_not_distinct,
    i.indexrelid AS index,
    coalesce(i.indisclustered, false) AS clustered,
    rn.nspname AS ref_schema,
    r.relname AS ref_table,
    CASE k.contype WHEN 'f' THEN
        ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (number, position)
            JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
            ORDER BY u.position)
    END AS ref_columns,
    k.confmatchtype = 'f' AS match_full,
    k.confupdtype::text AS on_update,
    k.confdeltype::text AS on_delete,
    CASE k.contype WHEN 'f' THEN
        ARRAY(SELECT a.attname::text
            FROM jsonb_array_elements_text(nullif(j.fields -> 'confdelsetcols', 'null'))
                WITH ORDINALITY u (number, position)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number::int
            ORDER BY u.position)
    END AS on_delete_columns,
    CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END AS expression,
    CASE WHEN k.contype = 'x' OR k.contypid <> 0 THEN pg_get_constraintdef(k.oid) END AS definition,
    coalesce((j.fields ->> 'conenforced')::boolean, true) AS enforced,
    coalesce((j.fields ->> 'conperiod')::boolean, false) AS period
FROM pg_constraint k
CROSS JOIN LATERAL (SELECT to_jsonb(k) AS fields OFFSET 0) j -- once a row, not once a field
LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class r ON r.oid = k.confrelid
LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
WHERE k.connamespace = ANY ($1::oid[])
    AND k.contype IN ('p', 'u', 'f', 'c', 'x')
    AND k.conparentid = 0
    AND k.conislocal
ORDER BY k.conname;
