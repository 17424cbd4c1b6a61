-- Columns of tables and views, in their order.
SELECT
    a.attrelid AS relation,
    a.attnum AS number,
    a.attname AS name,
    format_type(a.atttypid, a.atttypmod) AS type,
    a.attnotnull AS not_null,
    k.oid AS not_null_oid, -- since 18, where no parent gives it
    k.conname AS not_null_name,
    k.connoinherit AS not_null_no_inherit,
    k.convalidated AS not_null_validated,
    pg_get_expr(d.adbin, d.adrelid) AS "default",
    a.attgenerated::text AS generated,
    -- from 17 on a partition shares the identity of its parent, and before it cannot have any
    CASE WHEN c.relispartition THEN '' ELSE a.attidentity::text END AS identity,
    CASE WHEN a.attidentity <> '' THEN
        (SELECT s.objid FROM pg_depend s
            WHERE s.classid = 'pg_class'::regclass AND s.refclassid = 'pg_class'::regclass
                AND s.refobjid = a.attrelid AND s.refobjsubid = a.attnum AND s.deptype = 'i')
    END AS identity_sequence,
    CASE WHEN a.attcollation <> t.typcollation AND a.attcollation <> 0 THEN
        (SELECT format('%I.%I', cn.nspname, co.collname)
            FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
            WHERE co.oid = a.attcollation)
    END AS collation,
    CASE WHEN a.attstorage <> t.typstorage AND c.relkind IN ('r', 'p') THEN
        CASE a.attstorage
            WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended'
        END
    END AS storage,
    CASE WHEN c.relkind IN ('r', 'p') THEN
        CASE x.compression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END
    END AS compression,
    CASE WHEN c.relkind IN ('r', 'p') THEN nullif(a.attstattarget, -1) END AS statistics,
    coalesce(a.attoptions, '{}')::text[] AS options
FROM (SELECT ''::"char" AS attcompression) AS absent
CROSS JOIN pg_attribute a
-- servers before 14 have no attcompression; the name is then that of "absent"
CROSS JOIN LATERAL (
    SELECT attcompression AS compression FROM (SELECT (a).*) AS own
) AS x
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_constraint k ON k.contype = 'n' AND k.conrelid = a.attrelid
    AND k.conkey = ARRAY[a.attnum] AND k.coninhcount = 0
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = ANY ($1::oid[])
    AND c.relkind IN ('r', 'p', 'v', 'm')
    AND a.attnum > 0
    AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum;
