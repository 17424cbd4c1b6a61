-- Tables, partitioned tables, views and materialized views.
SELECT
    c.oid,
    n.nspname AS schema,
    c.relname AS name,
    c.relkind::text AS kind,
    c.relpersistence = 'u' AS unlogged,
    c.relrowsecurity AS rls,
    c.relforcerowsecurity AS force_rls,
    coalesce(c.reloptions, '{}')::text[] || ARRAY(
        SELECT 'toast.' || o.option
        FROM pg_class t, unnest(t.reloptions) AS o (option)
        WHERE t.oid = c.reltoastrelid AND c.relkind = 'r'
    ) AS options,
    CASE c.relreplident
        WHEN 'n' THEN 'nothing'
        WHEN 'f' THEN 'full'
        WHEN 'i' THEN (SELECT 'index ' || x.relname FROM pg_index i
            JOIN pg_class x ON x.oid = i.indexrelid
            WHERE i.indrelid = c.oid AND i.indisreplident)
    END AS replica_identity,
    CASE WHEN c.reloftype <> 0 THEN (SELECT y.typname FROM pg_type y WHERE y.oid = c.reloftype)
    END AS of_type,
    CASE WHEN c.reloftype <> 0 THEN (SELECT yn.nspname FROM pg_type y
        JOIN pg_namespace yn ON yn.oid = y.typnamespace WHERE y.oid = c.reloftype)
    END AS of_type_schema,
    CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
    CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
    c.relispartition AS is_partition,
    ARRAY(SELECT pn.nspname::text FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
        JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parent_schemas,
    ARRAY(SELECT p.relname::text FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
        WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parents,
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS definition,
    c.relispopulated AS populated,
    CASE
        WHEN c.relkind <> 'r' THEN NULL
        WHEN c.reltuples > 0 THEN c.reltuples::bigint
        WHEN pg_stat_get_live_tuples(c.oid) > 0 THEN pg_stat_get_live_tuples(c.oid)
        WHEN c.reltuples = 0 AND c.relpages = 0 AND pg_relation_size(c.oid) = 0 THEN 0
    END AS rows
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[])
    AND c.relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
ORDER BY n.nspname, c.relname;
