-- What must exist before: (class, oid) of a dependent, and the id of what it needs. Built-in
-- objects and the platform's are left out; a member of an extension stands for the extension, an
-- array for its element, a row type for its table. $1: the user's schemas.
WITH relations AS MATERIALIZED (
    SELECT c.oid, c.relkind, c.reltype, format('%I.%I', n.nspname, c.relname) AS name,
        CASE
            WHEN c.relkind IN ('r', 'p', 'f') THEN 'table '
            WHEN c.relkind IN ('v', 'm') THEN 'view '
            WHEN c.relkind = 'S' THEN 'sequence '
            WHEN c.relkind = 'c' THEN 'type '
        END AS word
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
), members AS MATERIALIZED (
    SELECT d.classid, d.objid, 'extension ' || e.extname AS id
    FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
), named AS MATERIALIZED (
    SELECT 'pg_class'::regclass::oid AS classid, r.oid AS objid, r.word || r.name AS id
    FROM relations r
    UNION ALL
    SELECT 'pg_type'::regclass, r.reltype, r.word || r.name FROM relations r WHERE r.reltype <> 0
    UNION ALL
    -- a multirange type stands for the range that it came with
    SELECT 'pg_type'::regclass, t.oid, format('type %I.%I', n.nspname, coalesce(r.typname, t.typname))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_depend m ON t.typtype = 'm' AND m.classid = 'pg_type'::regclass
        AND m.objid = t.oid AND m.refclassid = 'pg_type'::regclass AND m.deptype = 'i'
    LEFT JOIN pg_type r ON r.oid = m.refobjid
    WHERE t.typnamespace = ANY ($1::oid[]) AND t.typrelid = 0
        AND (t.typcategory <> 'A' OR t.typtype = 'd')
    UNION ALL
    -- the functions that make values of a range type come with it
    SELECT 'pg_proc'::regclass, f.oid, coalesce((
        SELECT format('type %I.%I', tn.nspname, coalesce(r.typname, t.typname))
        FROM pg_depend i JOIN pg_type t ON t.oid = i.refobjid
        JOIN pg_namespace tn ON tn.oid = t.typnamespace
        LEFT JOIN pg_depend m ON t.typtype = 'm' AND m.classid = 'pg_type'::regclass
            AND m.objid = t.oid AND m.refclassid = 'pg_type'::regclass AND m.deptype = 'i'
        LEFT JOIN pg_type r ON r.oid = m.refobjid
        WHERE i.classid = 'pg_proc'::regclass AND i.objid = f.oid AND i.deptype = 'i'
            AND i.refclassid = 'pg_type'::regclass
    ), format('function %I.%I(%s)', n.nspname, f.proname, (
        SELECT coalesce(string_agg(format_type(u.type, NULL), ', ' ORDER BY u.position), '')
        FROM unnest(f.proargtypes) WITH ORDINALITY u (type, position)
    )))
    FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
    WHERE f.pronamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_collation'::regclass, o.oid, format('collation %I.%I', n.nspname, o.collname)
    FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
    WHERE o.collnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 'operator ' || o.oid::regoperator
    FROM pg_operator o WHERE o.oprnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, d.oid, format('text search dictionary %I.%I', n.nspname, d.dictname)
    FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
    WHERE d.dictnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_ts_config'::regclass, c.oid,
        format('text search configuration %I.%I', n.nspname, c.cfgname)
    FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace
    WHERE c.cfgnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, 'schema ' || n.nspname
    FROM pg_namespace n WHERE n.oid = ANY ($1::oid[]) AND n.nspname <> 'public'
), own AS MATERIALIZED (
    SELECT n.* FROM named n
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = n.classid AND m.objid = n.objid)
    UNION ALL
    SELECT * FROM members
), targets AS MATERIALIZED (
    SELECT * FROM own
    UNION ALL
    SELECT o.classid, t.typarray, o.id
    FROM own o JOIN pg_type t ON t.oid = o.objid
    WHERE o.classid = 'pg_type'::regclass AND t.typarray <> 0
), dependents AS MATERIALIZED (
    SELECT 'pg_class'::regclass::oid AS classid, r.oid AS objid, 'pg_class' AS class, r.oid AS oid,
        r.word || r.name AS id
    FROM relations r WHERE r.relkind IN ('r', 'p', 'v', 'm')
    UNION ALL
    SELECT 'pg_class'::regclass, r.oid, 'pg_type', r.reltype, r.word || r.name
    FROM relations r WHERE r.relkind = 'c'
    UNION ALL
    SELECT 'pg_attrdef'::regclass, a.oid, 'pg_class', r.oid, r.word || r.name
    FROM pg_attrdef a JOIN relations r ON r.oid = a.adrelid
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 'pg_class', r.oid, r.word || r.name
    FROM pg_constraint k JOIN relations r ON r.oid = k.conrelid WHERE k.contype IN ('c', 'x')
    UNION ALL
    SELECT 'pg_rewrite'::regclass, w.oid, 'pg_class', r.oid, r.word || r.name
    FROM pg_rewrite w JOIN relations r ON r.oid = w.ev_class
    WHERE r.relkind IN ('v', 'm') AND w.rulename = '_RETURN'
    UNION ALL
    SELECT 'pg_rewrite'::regclass, w.oid, 'pg_rewrite', w.oid, r.word || r.name
    FROM pg_rewrite w JOIN relations r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, 'pg_statistic_ext', s.oid, r.word || r.name
    FROM pg_statistic_ext s JOIN relations r ON r.oid = s.stxrelid
    UNION ALL
    SELECT 'pg_publication_rel'::regclass, m.oid, 'pg_publication_rel', m.oid, r.word || r.name
    FROM pg_publication_rel m JOIN relations r ON r.oid = m.prrelid
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 'pg_policy', p.oid, NULL
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace <> ALL ($1::oid[])
    UNION ALL
    SELECT 'pg_trigger'::regclass, g.oid, 'pg_trigger', g.oid, NULL
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    WHERE c.relnamespace <> ALL ($1::oid[]) AND NOT g.tgisinternal
    UNION ALL
    SELECT 'pg_collation'::regclass, o.oid, 'pg_collation', o.oid, NULL
    FROM pg_collation o WHERE o.collnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_cast'::regclass, c.oid, 'pg_cast', c.oid, NULL
    FROM pg_cast c WHERE c.oid >= 16384
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 'pg_operator', o.oid, NULL
    FROM pg_operator o WHERE o.oprnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, d.oid, 'pg_ts_dict', d.oid, NULL
    FROM pg_ts_dict d WHERE d.dictnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_ts_config'::regclass, c.oid, 'pg_ts_config', c.oid, NULL
    FROM pg_ts_config c WHERE c.cfgnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 'pg_policy', p.oid, r.word || r.name
    FROM pg_policy p JOIN relations r ON r.oid = p.polrelid
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 'pg_type', k.contypid, NULL
    FROM pg_constraint k WHERE k.connamespace = ANY ($1::oid[]) AND k.contypid <> 0
    UNION ALL
    SELECT 'pg_proc'::regclass, f.oid, 'pg_proc', f.oid, NULL
    FROM pg_proc f WHERE f.pronamespace = ANY ($1::oid[])
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 'pg_type', t.oid, NULL
    FROM pg_type t WHERE t.typnamespace = ANY ($1::oid[]) AND t.typtype IN ('d', 'r')
), edges AS MATERIALIZED (
    SELECT DISTINCT d.classid, d.objid, d.refclassid, d.refobjid
    FROM pg_depend d
    WHERE d.deptype IN ('n', 'a') AND d.refobjid >= 16384 AND d.objid >= 16384
)
SELECT DISTINCT s.class, s.oid, t.id AS needs
FROM edges e
JOIN dependents s ON s.classid = e.classid AND s.objid = e.objid
JOIN targets t ON t.classid = e.refclassid AND t.objid = e.refobjid
WHERE t.id IS DISTINCT FROM s.id
    AND NOT (e.refclassid = 'pg_type'::regclass AND s.class = 'pg_type' AND e.refobjid = s.oid)
ORDER BY 1, 2, 3;
