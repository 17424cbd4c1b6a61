-- Kinds of objects that are counted and not read. $1: the user's schemas; $2: platform roles.
WITH counted (kind, oid, class) AS (
    SELECT 'aggregates', f.oid, 'pg_proc'::regclass FROM pg_proc f
    WHERE f.prokind = 'a' AND f.pronamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'rules', r.oid, 'pg_rewrite'::regclass FROM pg_rewrite r
    JOIN pg_class c ON c.oid = r.ev_class
    WHERE r.rulename <> '_RETURN' AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'range types', t.oid, 'pg_type'::regclass FROM pg_type t
    WHERE t.typtype = 'r' AND t.typnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'base types', t.oid, 'pg_type'::regclass FROM pg_type t
    WHERE t.typtype = 'b' AND t.typcategory <> 'A' AND t.typnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'foreign tables', c.oid, 'pg_class'::regclass FROM pg_class c
    WHERE c.relkind = 'f' AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'statistics objects', s.oid, 'pg_statistic_ext'::regclass FROM pg_statistic_ext s
    WHERE s.stxnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'collations', o.oid, 'pg_collation'::regclass FROM pg_collation o
    WHERE o.collnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'conversions', o.oid, 'pg_conversion'::regclass FROM pg_conversion o
    WHERE o.connamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'operators', o.oid, 'pg_operator'::regclass FROM pg_operator o
    WHERE o.oprnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'operator classes', o.oid, 'pg_opclass'::regclass FROM pg_opclass o
    WHERE o.opcnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'text search configurations', o.oid, 'pg_ts_config'::regclass FROM pg_ts_config o
    WHERE o.cfgnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'text search dictionaries', o.oid, 'pg_ts_dict'::regclass FROM pg_ts_dict o
    WHERE o.dictnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'casts', o.oid, 'pg_cast'::regclass FROM pg_cast o WHERE o.oid >= 16384
    UNION ALL
    SELECT 'event triggers', o.oid, 'pg_event_trigger'::regclass FROM pg_event_trigger o
    LEFT JOIN pg_proc f ON f.oid = o.evtfoid
    WHERE f.pronamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'publications', o.oid, 'pg_publication'::regclass FROM pg_publication o
    WHERE o.pubname NOT LIKE 'supabase\_realtime%'
    UNION ALL
    SELECT 'tables in the publication supabase_realtime', o.oid, 'pg_publication_rel'::regclass
    FROM pg_publication_rel o JOIN pg_publication p ON p.oid = o.prpubid
    WHERE p.pubname = 'supabase_realtime'
    UNION ALL
    SELECT 'foreign servers', o.oid, 'pg_foreign_server'::regclass FROM pg_foreign_server o
    UNION ALL
    SELECT 'default privileges', o.oid, 'pg_default_acl'::regclass FROM pg_default_acl o
    WHERE EXISTS (
        SELECT FROM aclexplode(o.defaclacl) e LEFT JOIN pg_roles r ON r.oid = e.grantee
        WHERE e.grantee <> o.defaclrole
            AND coalesce(r.rolname, 'public') <> ALL ($2::text[])
    )
    UNION ALL
    SELECT 'replica identities', c.oid, 'pg_class'::regclass FROM pg_class c
    WHERE c.relreplident NOT IN ('d', 'n') AND c.relkind IN ('r', 'p')
        AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'table access methods', c.oid, 'pg_class'::regclass FROM pg_class c
    JOIN pg_am m ON m.oid = c.relam
    WHERE m.amname <> 'heap' AND c.relkind IN ('r', 'p', 'm') AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'typed tables', c.oid, 'pg_class'::regclass FROM pg_class c
    WHERE c.reloftype <> 0 AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'column statistics targets and options', c.oid, 'pg_class'::regclass
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = ANY ($1::oid[]) AND a.attnum > 0
        AND (coalesce(a.attstattarget, -1) >= 0 OR a.attoptions IS NOT NULL)
    UNION ALL
    SELECT 'clustered indexes', i.indexrelid, 'pg_class'::regclass FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    WHERE i.indisclustered AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'invalid indexes', i.indexrelid, 'pg_class'::regclass FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    WHERE NOT i.indisvalid AND c.relkind = 'r' AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'not null constraints not validated', k.oid, 'pg_constraint'::regclass
    FROM pg_constraint k
    WHERE k.contype = 'n' AND NOT k.convalidated AND k.connamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'policies on tables of the platform', p.oid, 'pg_policy'::regclass FROM pg_policy p
    JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace <> ALL ($1::oid[])
    UNION ALL
    SELECT 'triggers on tables of the platform', t.oid, 'pg_trigger'::regclass FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc f ON f.oid = t.tgfoid
    WHERE NOT t.tgisinternal
        AND c.relnamespace <> ALL ($1::oid[]) AND f.pronamespace = ANY ($1::oid[])
)
SELECT kind, count(*)::int AS number
FROM counted
WHERE NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = counted.class AND d.objid = counted.oid AND d.deptype IN ('e', 'i')
)
GROUP BY kind
ORDER BY kind;
