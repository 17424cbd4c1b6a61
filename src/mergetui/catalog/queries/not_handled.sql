-- Kinds of objects that are named and counted, and not read. $1: the user's schemas; $2: platform roles; $3:
-- the platform's tables whose policies and triggers are read.
WITH owned (oid, class, owner) AS (
    SELECT c.oid, 'pg_class'::regclass, c.relowner FROM pg_class c
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relnamespace = ANY ($1::oid[])
        AND NOT EXISTS (
            SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
        )
    UNION ALL
    SELECT f.oid, 'pg_proc'::regclass, f.proowner FROM pg_proc f
    WHERE f.pronamespace = ANY ($1::oid[])
        AND NOT EXISTS (
            SELECT FROM pg_depend d
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype IN ('e', 'i')
        )
), counted (kind, oid, class) AS (
    SELECT 'base types', t.oid, 'pg_type'::regclass FROM pg_type t
    WHERE t.typtype = 'b' AND t.typcategory <> 'A' AND t.typnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'foreign tables', c.oid, 'pg_class'::regclass FROM pg_class c
    WHERE c.relkind = 'f' AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'conversions', o.oid, 'pg_conversion'::regclass FROM pg_conversion o
    WHERE o.connamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'operator classes', o.oid, 'pg_opclass'::regclass FROM pg_opclass o
    WHERE o.opcnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'event triggers', o.oid, 'pg_event_trigger'::regclass FROM pg_event_trigger o
    LEFT JOIN pg_proc f ON f.oid = o.evtfoid
    WHERE f.pronamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'subscriptions', s.oid, 'pg_subscription'::regclass FROM pg_subscription s
    WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL
    SELECT 'foreign servers', o.oid, 'pg_foreign_server'::regclass FROM pg_foreign_server o
    UNION ALL
    SELECT 'table access methods', c.oid, 'pg_class'::regclass FROM pg_class c
    JOIN pg_am m ON m.oid = c.relam
    WHERE m.amname <> 'heap' AND c.relkind IN ('r', 'p', 'm') AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'range types with a canonical function', r.rngtypid, 'pg_type'::regclass FROM pg_range r
    JOIN pg_type t ON t.oid = r.rngtypid
    WHERE r.rngcanonical <> 0 AND t.typnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'operator families', o.oid, 'pg_opfamily'::regclass FROM pg_opfamily o
    WHERE o.opfnamespace = ANY ($1::oid[])
        AND NOT EXISTS (SELECT FROM pg_opclass p WHERE p.opcfamily = o.oid)
    UNION ALL
    SELECT 'text search parsers', o.oid, 'pg_ts_parser'::regclass FROM pg_ts_parser o
    WHERE o.prsnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'text search templates', o.oid, 'pg_ts_template'::regclass FROM pg_ts_template o
    WHERE o.tmplnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'languages', o.oid, 'pg_language'::regclass FROM pg_language o WHERE o.oid >= 16384
    UNION ALL
    SELECT 'transforms', o.oid, 'pg_transform'::regclass FROM pg_transform o WHERE o.oid >= 16384
    UNION ALL
    SELECT 'foreign data wrappers', o.oid, 'pg_foreign_data_wrapper'::regclass
    FROM pg_foreign_data_wrapper o
    UNION ALL
    SELECT 'publications of all tables or of a schema', p.oid, 'pg_publication'::regclass
    FROM pg_publication p
    WHERE p.pubname NOT LIKE 'supabase\_realtime%' AND (p.puballtables OR EXISTS (
        SELECT FROM pg_depend d
        WHERE d.refclassid = 'pg_publication'::regclass AND d.refobjid = p.oid
            AND d.classid = to_regclass('pg_catalog.pg_publication_namespace')
    ))
    UNION ALL
    SELECT 'default privileges of other roles', o.oid, 'pg_default_acl'::regclass
    FROM pg_default_acl o JOIN pg_roles r ON r.oid = o.defaclrole
    WHERE r.rolname <> ALL ($2::text[])
        AND o.defaclrole <> (SELECT datdba FROM pg_database WHERE datname = current_database())
    UNION ALL
    SELECT 'default privileges on large objects', o.oid, 'pg_default_acl'::regclass
    FROM pg_default_acl o WHERE o.defaclobjtype = 'L'
        AND o.defaclrole = (SELECT datdba FROM pg_database WHERE datname = current_database())
    UNION ALL
    SELECT 'tablespaces of tables or indexes', c.oid, 'pg_class'::regclass FROM pg_class c
    WHERE c.reltablespace <> 0 AND c.relnamespace = ANY ($1::oid[])
        AND c.relkind IN ('r', 'p', 'i', 'I', 'm')
    UNION ALL
    SELECT 'security labels', l.objoid, l.classoid FROM pg_seclabel l
    UNION ALL
    -- whose they are is not read: a migration makes all as the role that runs it
    SELECT 'objects of another owner than most (' || pg_get_userbyid(o.owner) || ')', o.oid, o.class
    FROM owned o WHERE o.owner <> (SELECT mode() WITHIN GROUP (ORDER BY owner) FROM owned)
    UNION ALL
    SELECT 'invalid indexes', i.indexrelid, 'pg_class'::regclass FROM pg_index i
    JOIN pg_class c ON c.oid = i.indrelid
    WHERE NOT i.indisvalid AND c.relkind = 'r' AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'indexes of a partitioned table that not all of its partitions have', i.indexrelid,
        'pg_class'::regclass
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE NOT i.indisvalid AND c.relkind = 'p' AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'triggers that fire otherwise on a partition', t.oid, 'pg_trigger'::regclass
    FROM pg_trigger t JOIN pg_trigger p ON p.oid = t.tgparentid
    JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgenabled <> p.tgenabled AND c.relnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'policies on tables of the platform', p.oid, 'pg_policy'::regclass FROM pg_policy p
    JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relnamespace <> ALL ($1::oid[]) AND n.nspname || '.' || c.relname <> ALL ($3::text[])
        AND NOT EXISTS (
            SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
        )
    UNION ALL
    SELECT 'triggers on tables of the platform', t.oid, 'pg_trigger'::regclass FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc f ON f.oid = t.tgfoid
    WHERE NOT t.tgisinternal
        AND c.relnamespace <> ALL ($1::oid[]) AND f.pronamespace = ANY ($1::oid[])
        AND (n.nspname || '.' || c.relname <> ALL ($3::text[]) OR t.tgenabled <> 'O')
)
SELECT kind || ': ' || array_to_string((array_agg(identity ORDER BY identity COLLATE "C"))[:12], ', ')
        || CASE WHEN count(*) > 12 THEN ' and ' || count(*) - 12 || ' more' ELSE '' END AS kind,
    count(*)::int AS number
FROM counted, LATERAL pg_identify_object(class, oid, 0)
WHERE NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = counted.class AND d.objid = counted.oid AND d.deptype IN ('e', 'i')
)
GROUP BY counted.kind
ORDER BY counted.kind;
