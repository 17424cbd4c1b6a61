DO {tag}
DECLARE
    path text := pg_catalog.current_setting('search_path');
    differing text;
BEGIN
    PERFORM pg_catalog.set_config('search_path', '', true);
    WITH expected (name, sums) AS (
        {expected}
    ), schemas AS (
        SELECT oid, nspname FROM pg_namespace WHERE nspname IN ({schemas})
    ), relations AS (
        SELECT c.oid, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, c.relacl,
            c.relowner, n.nspname,
            format('%I.%I', n.nspname, c.relname) AS name
        FROM pg_class c JOIN schemas n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                AND d.objid = c.oid AND d.deptype = 'e')
    ), lines (relation, aspect, line) AS (
        SELECT a.attrelid, 'columns', a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
        FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT k.conrelid, 'constraints', k.contype::text || ' ' || k.conname || ' ' || CASE k.contype
            WHEN 'c' THEN pg_get_expr(k.conbin, k.conrelid)
            WHEN 'x' THEN pg_get_constraintdef(k.oid)
            ELSE array_to_string(ARRAY(SELECT a.attname
                FROM unnest(k.conkey) WITH ORDINALITY u (number, position)
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
                ORDER BY u.position), ',')
            END || CASE WHEN k.contype = 'f' THEN
                ' ' || k.confrelid::regclass::text || ' ' || array_to_string(ARRAY(SELECT a.attname
                    FROM unnest(k.confkey) WITH ORDINALITY u (number, position)
                    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
                    ORDER BY u.position), ',')
                || ' ' || k.confupdtype::text || k.confdeltype::text
                || CASE k.confmatchtype WHEN 'f' THEN ' full' ELSE '' END
            ELSE '' END || CASE WHEN k.contype NOT IN ('p', 'u', 'f') THEN ''
                WHEN k.condeferred THEN ' deferred' WHEN k.condeferrable THEN ' deferrable' ELSE '' END
            || CASE WHEN k.contype = 'u' AND pg_get_constraintdef(k.oid) LIKE 'UNIQUE NULLS NOT %'
                THEN ' nulls not distinct' ELSE '' END
            || CASE WHEN k.contype IN ('f', 'c') AND NOT k.convalidated THEN ' not valid' ELSE '' END
        FROM pg_constraint k
        WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0 AND k.conislocal
        UNION ALL
        SELECT k.relation, 'constraints', concat('n ', k.attname, ' ', k.name, ' ', k.connoinherit,
            k.convalidated)
        FROM (SELECT k.conrelid AS relation, k.oid, a.attname, k.connoinherit, k.convalidated, CASE
                WHEN k.conname ~ '_not_null[0-9]*$' AND obj_description(k.oid, 'pg_constraint') IS NULL
                THEN NULL ELSE k.conname END AS name
            FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid
                AND a.attnum = ANY (k.conkey)
            WHERE k.contype = 'n' AND k.coninhcount = 0) k
        WHERE k.name IS NOT NULL OR k.connoinherit OR NOT k.convalidated
        UNION ALL
        SELECT i.indrelid, 'indexes', pg_get_indexdef(i.indexrelid)
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
        WHERE NOT x.relispartition AND NOT EXISTS (SELECT FROM pg_constraint k
            WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
        UNION ALL
        SELECT p.polrelid, 'policies', p.polname || ' ' || p.polcmd::text || ' ' || p.polpermissive::text || ' '
            || array_to_string(ARRAY(SELECT coalesce(r.rolname::text, 'public') COLLATE "C"
                FROM unnest(p.polroles) u (role) LEFT JOIN pg_roles r ON r.oid = u.role
                ORDER BY 1), ',')
            || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
            || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
        FROM pg_policy p
        UNION ALL
        SELECT t.oid, 'definition', pg_get_viewdef(t.oid) || ' ' || array_to_string(ARRAY(
                SELECT o COLLATE "C" FROM unnest(t.reloptions) o ORDER BY 1), ',')
        FROM relations t WHERE t.relkind IN ('v', 'm')
        UNION ALL
        SELECT a.attrelid, 'defaults', a.attname || ' ' || a.attgenerated::text
            || a.attidentity::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND NOT a.attisdropped
            AND (d.oid IS NOT NULL OR a.attidentity <> '' AND NOT c.relispartition)
        UNION ALL
        SELECT g.tgrelid, 'triggers', g.tgenabled::text || ' ' || pg_get_triggerdef(g.oid)
        FROM pg_trigger g WHERE NOT g.tgisinternal AND g.tgparentid = 0
        UNION ALL
        SELECT t.oid, 'grants', w.grantee || ' ' || w.privilege || ' ' || w.grantable
        FROM relations t, LATERAL ({grants}) w
        UNION ALL
        SELECT r.ev_class, 'rules', r.ev_enabled::text || ' ' || btrim(pg_get_ruledef(r.oid), E';\n ')
        FROM pg_rewrite r WHERE r.rulename <> '_RETURN'
        UNION ALL
        SELECT s.stxrelid, 'statistics', pg_get_statisticsobjdef(s.oid)
        FROM pg_statistic_ext s JOIN schemas n ON n.oid = s.stxnamespace
        UNION ALL
        SELECT c.relation, 'comments', c.name || ' ' || d.description
        FROM pg_description d JOIN (
            SELECT 'pg_class'::regclass AS class, t.oid, 0 AS number, t.oid AS relation, '' AS name
            FROM relations t
            UNION ALL
            SELECT 'pg_class'::regclass, a.attrelid, a.attnum, a.attrelid, 'column ' || a.attname
            FROM pg_attribute a WHERE a.attnum > 0
            UNION ALL
            SELECT 'pg_class'::regclass, i.indexrelid, 0, i.indrelid, 'index ' || x.relname
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE NOT x.relispartition
            UNION ALL
            SELECT 'pg_constraint'::regclass, k.oid, 0, k.conrelid, 'constraint ' || k.conname
            FROM pg_constraint k
            WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0 AND k.conislocal
                OR k.contype = 'n' AND k.coninhcount = 0
            UNION ALL
            SELECT 'pg_policy'::regclass, p.oid, 0, p.polrelid, 'policy ' || p.polname
            FROM pg_policy p
            UNION ALL
            SELECT 'pg_trigger'::regclass, g.oid, 0, g.tgrelid, 'trigger ' || g.tgname
            FROM pg_trigger g WHERE NOT g.tgisinternal AND g.tgparentid = 0
            UNION ALL
            SELECT 'pg_rewrite'::regclass, r.oid, 0, r.ev_class, 'rule ' || r.rulename
            FROM pg_rewrite r
        ) c ON c.class = d.classoid AND c.oid = d.objoid AND c.number = d.objsubid
    ), acls (oid, name, nspname, owner, acl, usual) AS (
        SELECT f.oid, 'function ' || format('%I.%I(%s)', n.nspname, f.proname, array_to_string(ARRAY(
                SELECT format_type(u.type, NULL)
                FROM unnest(f.proargtypes) WITH ORDINALITY u (type, position)
                ORDER BY u.position), ', ')),
            n.nspname, f.proowner, coalesce(f.proacl, acldefault('f', f.proowner)), 'EXECUTE'
        FROM pg_proc f JOIN schemas n ON n.oid = f.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                AND d.objid = f.oid AND d.deptype IN ('e', 'i'))
        UNION ALL
        SELECT t.oid, CASE t.typtype WHEN 'e' THEN 'enum ' ELSE 'type ' END
                || format('%I.%I', n.nspname, t.typname),
            n.nspname, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner)), 'USAGE'
        FROM pg_type t JOIN schemas n ON n.oid = t.typnamespace
        LEFT JOIN pg_class c ON c.oid = t.typrelid
        LEFT JOIN pg_range r ON r.rngtypid = t.oid
        WHERE (t.typtype IN ('e', 'd') OR t.typtype = 'r' AND r.rngcanonical = 0 OR c.relkind = 'c')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
                AND d.objid = t.oid AND d.deptype = 'e')
        UNION ALL
        SELECT c.oid, 'sequence ' || format('%I.%I', n.nspname, c.relname), n.nspname,
            c.relowner, c.relacl, NULL
        FROM pg_class c JOIN schemas n ON n.oid = c.relnamespace
        WHERE c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
    ), facts (name, aspect, text) AS (
        SELECT CASE WHEN t.relkind IN ('v', 'm') THEN 'view ' ELSE 'table ' END || t.name, s.aspect,
            CASE WHEN s.aspect = 'columns' THEN t.relrowsecurity::text
                || t.relforcerowsecurity::text ELSE '' END || coalesce((
                SELECT string_agg(E'\n' || l.line, '' ORDER BY l.line COLLATE "C") FROM (
                    SELECT CASE WHEN s.aspect = 'columns' THEN l.line ELSE
                        lower(regexp_replace(l.line, '{plain}', '', 'g') COLLATE "C") END AS line
                    FROM lines l WHERE l.relation = t.oid AND l.aspect = s.aspect
                ) l
            ), '')
        FROM relations t JOIN (VALUES ('columns'), ('constraints'), ('defaults'), ('definition'),
            ('grants'), ('indexes'), ('policies'), ('triggers'), ('rules'), ('statistics'),
            ('comments')) s (aspect)
            ON s.aspect IN ('grants', 'indexes', 'triggers', 'rules', 'statistics', 'comments')
            OR (s.aspect = 'definition') = (t.relkind IN ('v', 'm'))
        UNION ALL
        SELECT 'enum ' || format('%I.%I', n.nspname, t.typname), 'values', coalesce((
                SELECT string_agg(e.enumlabel, E'\n' ORDER BY e.enumsortorder)
                FROM pg_enum e WHERE e.enumtypid = t.oid
            ), '')
        FROM pg_type t JOIN schemas n ON n.oid = t.typnamespace
        WHERE t.typtype = 'e'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
                AND d.objid = t.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 'type ' || format('%I.%I', n.nspname, t.typname), 'definition', lower(regexp_replace(
            CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
                || CASE WHEN t.typnotnull THEN ' not null ' ELSE ' ' END
                || coalesce(pg_get_expr(t.typdefaultbin, 0), '') || coalesce((
                    SELECT string_agg(E'\n' || k.conname || ' ' || pg_get_expr(k.conbin, 0), ''
                        ORDER BY k.conname COLLATE "C")
                    FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'
                ), '')
            WHEN 'r' THEN (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r
                WHERE r.rngtypid = t.oid)
            ELSE coalesce((
                SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), E'\n'
                    ORDER BY a.attnum)
                FROM pg_attribute a
                WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
            ), '') END, '{plain}', '', 'g') COLLATE "C")
        FROM pg_type t JOIN schemas n ON n.oid = t.typnamespace
        LEFT JOIN pg_range r ON r.rngtypid = t.oid
        LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE (t.typtype = 'd' OR t.typtype = 'r' AND r.rngcanonical = 0
                OR t.typtype = 'c' AND c.relkind = 'c')
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
                AND d.objid = t.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 'sequence ' || format('%I.%I', n.nspname, c.relname), 'definition', concat_ws(' ',
            format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
            s.seqcache, s.seqcycle, d.refobjid::regclass, (SELECT a.attname FROM pg_attribute a
                WHERE a.attrelid = d.refobjid AND a.attnum = d.refobjsubid))
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
        JOIN schemas n ON n.oid = c.relnamespace
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
            AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        WHERE d.deptype IS DISTINCT FROM 'i'
            AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass
                AND e.objid = c.oid AND e.deptype = 'e')
        UNION ALL
        SELECT 'function ' || format('%I.%I(%s)', n.nspname, f.proname, array_to_string(ARRAY(
                SELECT format_type(u.type, NULL)
                FROM unnest(f.proargtypes) WITH ORDINALITY u (type, position)
                ORDER BY u.position), ', ')), 'definition',
            CASE WHEN f.prokind = 'a' THEN 'aggregate' ELSE rtrim(pg_get_functiondef(f.oid), E'\n') END
        FROM pg_proc f JOIN schemas n ON n.oid = f.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                AND d.objid = f.oid AND d.deptype IN ('e', 'i'))
        UNION ALL
        SELECT o.name, 'grants', coalesce((
            SELECT string_agg(E'\n' || w.line, '' ORDER BY w.line COLLATE "C") FROM (
                SELECT lower(regexp_replace(coalesce(r.rolname::text, 'public') || ' '
                    || e.privilege_type || ' ' || e.is_grantable, '{plain}', '', 'g')
                    COLLATE "C") AS line
                FROM aclexplode(o.acl) e LEFT JOIN pg_roles r ON r.oid = e.grantee
                WHERE e.grantee <> o.owner AND coalesce(r.rolname, '') <> {owner}
                    AND NOT (o.nspname = 'public' AND coalesce(r.rolname, '') IN ({platform}))
                    AND (e.grantee = 0 AND e.privilege_type = o.usual) IS NOT TRUE
                UNION ALL
                SELECT 'public' WHERE o.usual IS NOT NULL
                    AND NOT EXISTS (SELECT FROM aclexplode(o.acl) e WHERE e.grantee = 0)
            ) w
        ), '')
        FROM acls o
        UNION ALL
        SELECT o.name, 'comments', lower(regexp_replace(
            obj_description(o.oid, 'pg_proc'), '{plain}', '', 'g') COLLATE "C")
        FROM acls o WHERE o.name LIKE 'function %'
    ), found (name, aspect, sum) AS (
        SELECT name, aspect, left(encode(sha256(convert_to(text, 'UTF8')), 'hex'), {length})
        FROM facts WHERE text <> '' {among}
            AND (aspect <> 'comments' OR name IN ({touched}))
    ), wanted (name, aspect, sum) AS (
        SELECT e.name, split_part(s, '=', 1), split_part(s, '=', 2)
        FROM expected e, unnest(string_to_array(e.sums, ' ')) s
    ), different (name, text) AS (
        SELECT name, name || CASE
            WHEN NOT EXISTS (SELECT FROM found f WHERE f.name = d.name) THEN ' is missing'
            WHEN NOT EXISTS (SELECT FROM wanted w WHERE w.name = d.name AND w.sum <> '')
                THEN ' is new'
            ELSE ' has changed (' || string_agg(aspect, ', ' ORDER BY aspect) || ')' END
        FROM (SELECT name, aspect FROM wanted {join} JOIN found USING (name, aspect)
            WHERE coalesce(wanted.sum, '') <> coalesce(found.sum, '')) d
        GROUP BY name
    )
    SELECT string_agg(text, ', ' ORDER BY name COLLATE "C") INTO differing FROM different;
    PERFORM pg_catalog.set_config('search_path', path, true);
    IF differing IS NOT NULL THEN
        RAISE EXCEPTION 'This database is not the one that the migration was compiled for: %',
            differing
        USING HINT = 'Run mergetui refresh remote, look at what changed, and export again.';
    END IF;
END
{tag}
