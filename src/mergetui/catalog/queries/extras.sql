-- Rules, statistics objects and places in publications: what else hangs on a table or view.
-- $1: the user's schemas. Columns of publications that servers before 15 lack are null there.
SELECT
    'pg_rewrite' AS class, r.oid, r.ev_class AS relation, 'rule' AS kind, r.rulename::text AS name,
    btrim(pg_get_ruledef(r.oid), E';\n ') AS definition, r.ev_enabled::text AS enabled,
    NULL AS publication, NULL::int AS target
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class
WHERE r.rulename <> '_RETURN'
    AND c.relnamespace = ANY ($1::oid[])
    AND c.relkind IN ('r', 'p', 'v', 'm')
UNION ALL
SELECT
    'pg_statistic_ext', s.oid, s.stxrelid, 'statistics', format('%I.%I', n.nspname, s.stxname),
    pg_get_statisticsobjdef(s.oid), 'O', NULL, CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END
FROM pg_statistic_ext s
JOIN pg_namespace n ON n.oid = s.stxnamespace
JOIN pg_class c ON c.oid = s.stxrelid
WHERE s.stxnamespace = ANY ($1::oid[]) AND c.relnamespace = ANY ($1::oid[])
UNION ALL
SELECT
    'pg_publication_rel', m.oid, m.prrelid, 'publication', p.pubname::text,
    format('ALTER PUBLICATION %I ADD TABLE ONLY %I.%I', p.pubname, n.nspname, c.relname)
        || coalesce((
            SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
            FROM pg_attribute a WHERE a.attrelid = m.prrelid AND a.attnum = ANY (m.attributes)
        ), '')
        || coalesce(' WHERE (' || pg_get_expr(m.qualification, m.prrelid) || ')', ''),
    'O', quote_ident(p.pubname), NULL
FROM (SELECT NULL::int2vector AS prattrs, NULL::pg_node_tree AS prqual) AS absent
-- a name that pg_publication_rel has not is that of "absent"
CROSS JOIN LATERAL (
    SELECT r.oid, r.prpubid, r.prrelid, prattrs AS attributes, prqual AS qualification
    FROM pg_publication_rel r
) AS m
JOIN pg_publication p ON p.oid = m.prpubid
JOIN pg_class c ON c.oid = m.prrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p')
ORDER BY 4, 5;
