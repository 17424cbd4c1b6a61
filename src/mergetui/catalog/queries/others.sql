-- Collations, publications that are not the platform's and name their tables (those of all tables
-- or of a schema are counted elsewhere), and the project's policies and triggers on the platform's
-- tables. $1: the user's schemas; $2: names of the platform's tables, "storage.objects". Fields that
-- differ between servers are looked up by name in the row.
WITH platform AS (
    SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.oid <> ALL ($1::oid[]) AND c.relkind IN ('r', 'p')
        AND n.nspname || '.' || c.relname = ANY ($2::text[])
)
SELECT
    'pg_policy' AS class, p.oid, 'policy' AS kind, format('%I ON %s', p.polname, t.name) AS name,
    format('CREATE POLICY %I ON %s%s%s TO %s', p.polname, t.name,
        CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,
        CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT'
            WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END,
        (SELECT string_agg(coalesce(quote_ident(r.rolname), 'PUBLIC'), ', ' ORDER BY r.rolname)
            FROM unnest(p.polroles) u (role) LEFT JOIN pg_roles r ON r.oid = u.role))
    || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
    || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS definition
FROM pg_policy p
JOIN platform t ON t.oid = p.polrelid
UNION ALL
SELECT
    'pg_trigger', g.oid, 'trigger', format('%I ON %s', g.tgname, t.name),
    pg_get_triggerdef(g.oid)
FROM pg_trigger g
JOIN platform t ON t.oid = g.tgrelid
JOIN pg_proc f ON f.oid = g.tgfoid
WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND g.tgenabled = 'O'
    AND f.pronamespace = ANY ($1::oid[])
UNION ALL
SELECT
    'pg_collation' AS class, o.oid, 'collation' AS kind,
    format('%I.%I', n.nspname, o.collname) AS name,
    format('CREATE COLLATION %I.%I (', n.nspname, o.collname) || CASE o.collprovider
        WHEN 'c' THEN 'provider = libc, ' || CASE
            WHEN o.collcollate = o.collctype THEN format('locale = %L', o.collcollate)
            ELSE format('lc_collate = %L, lc_ctype = %L', o.collcollate, o.collctype)
        END
        ELSE format('provider = %s, locale = %L',
            CASE o.collprovider WHEN 'i' THEN 'icu' ELSE 'builtin' END,
            coalesce(j ->> 'colllocale', j ->> 'colliculocale', o.collcollate))
    END
    || coalesce(', rules = ' || quote_literal(j ->> 'collicurules'), '')
    || CASE WHEN o.collisdeterministic THEN '' ELSE ', deterministic = false' END
    || ')' AS definition
FROM pg_collation o
JOIN pg_namespace n ON n.oid = o.collnamespace
CROSS JOIN LATERAL to_jsonb(o) AS j
WHERE o.collnamespace = ANY ($1::oid[])
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_collation'::regclass AND d.objid = o.oid AND d.deptype = 'e'
    )
UNION ALL
SELECT
    'pg_publication', p.oid, 'publication', quote_ident(p.pubname),
    format('CREATE PUBLICATION %I WITH (publish = %L, publish_via_partition_root = %s%s)',
        p.pubname,
        concat_ws(', ',
            CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
            CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
        p.pubviaroot::text,
        CASE to_jsonb(p) ->> 'pubgencols'
            WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END)
FROM pg_publication p
WHERE p.pubname NOT LIKE 'supabase\_realtime%'
    AND NOT p.puballtables
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.refclassid = 'pg_publication'::regclass AND d.refobjid = p.oid
            AND d.classid = to_regclass('pg_catalog.pg_publication_namespace')
    )
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_publication'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    )
ORDER BY 3, 4;
