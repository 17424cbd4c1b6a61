-- What is one statement, or one and those that follow it ("more"): collations, casts, operators,
-- text search dictionaries and configurations, publications that are not the platform's and name
-- their tables (those of all tables or of a schema are counted elsewhere), and the project's policies
-- and triggers on the platform's tables. $1: the user's schemas; $2: names of the platform's tables,
-- "storage.objects". Fields that differ between servers are looked up by name in the row.
WITH platform AS (
    SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.oid <> ALL ($1::oid[]) AND c.relkind IN ('r', 'p')
        AND n.nspname || '.' || c.relname = ANY ($2::text[])
), others AS (
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
UNION ALL
SELECT
    'pg_cast', c.oid, 'cast', t.name,
    'CREATE CAST ' || t.name || ' ' || CASE c.castmethod
        WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure
        WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END
    || CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END
FROM pg_cast c
CROSS JOIN LATERAL (SELECT format('(%s AS %s)', format_type(c.castsource, NULL),
    format_type(c.casttarget, NULL)) AS name) t
WHERE c.oid >= 16384
UNION ALL
SELECT
    'pg_operator', o.oid, 'operator', o.oid::regoperator::text,
    format('CREATE OPERATOR %I.%s (', n.nspname, o.oprname) || concat_ws(', ',
        'FUNCTION = ' || o.oprcode,
        CASE WHEN o.oprleft <> 0 THEN 'LEFTARG = ' || format_type(o.oprleft, NULL) END,
        CASE WHEN o.oprright <> 0 THEN 'RIGHTARG = ' || format_type(o.oprright, NULL) END,
        (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname)
            FROM pg_operator c JOIN pg_namespace cn ON cn.oid = c.oprnamespace
            WHERE c.oid = o.oprcom),
        (SELECT format('NEGATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname)
            FROM pg_operator c JOIN pg_namespace cn ON cn.oid = c.oprnamespace
            WHERE c.oid = o.oprnegate),
        CASE WHEN o.oprrest <> 0 THEN 'RESTRICT = ' || o.oprrest END,
        CASE WHEN o.oprjoin <> 0 THEN 'JOIN = ' || o.oprjoin END,
        CASE WHEN o.oprcanhash THEN 'HASHES' END,
        CASE WHEN o.oprcanmerge THEN 'MERGES' END
    ) || ')'
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oprnamespace = ANY ($1::oid[]) AND o.oprcode <> 0
UNION ALL
SELECT
    'pg_ts_dict', d.oid, 'text search dictionary', format('%I.%I', n.nspname, d.dictname),
    format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I', n.nspname, d.dictname,
        tn.nspname, t.tmplname) || coalesce(', ' || nullif(d.dictinitoption, ''), '') || ')'
FROM pg_ts_dict d
JOIN pg_namespace n ON n.oid = d.dictnamespace
JOIN pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
WHERE d.dictnamespace = ANY ($1::oid[])
UNION ALL
SELECT
    'pg_ts_config', c.oid, 'text search configuration', format('%I.%I', n.nspname, c.cfgname),
    format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, c.cfgname,
        pn.nspname, p.prsname)
FROM pg_ts_config c
JOIN pg_namespace n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_namespace pn ON pn.oid = p.prsnamespace
WHERE c.cfgnamespace = ANY ($1::oid[])
)
SELECT o.*,
    -- the dictionaries of each kind of token
    CASE WHEN o.class = 'pg_ts_config' THEN ARRAY(
        SELECT format('ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %I WITH %s', o.name, t.alias,
            string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno))
        FROM pg_ts_config c
        JOIN pg_ts_config_map m ON m.mapcfg = c.oid
        CROSS JOIN LATERAL ts_token_type(c.cfgparser) t
        WHERE c.oid = o.oid AND t.tokid = m.maptokentype
        GROUP BY t.alias ORDER BY t.alias COLLATE "C"
    ) ELSE '{}' END AS more
FROM others o
WHERE NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = o.class::regclass AND d.objid = o.oid AND d.deptype IN ('e', 'i')
)
ORDER BY o.kind, o.name;
