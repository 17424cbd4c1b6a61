-- Who may do what, one privilege a row, of objects whose privileges were ever set. The owner's
-- own are left out. A row without a privilege says that the role has none, although a role has
-- some by default: PUBLIC on a function or type, a platform's role ($2) in the schema public, where
-- "given" is what the platform's default privileges give: kind of object ($3), role ($4), privilege
-- ($5), one a place in the arrays.
WITH objects AS (
    SELECT c.oid, 'pg_class' AS class, c.relnamespace AS schema, c.relowner AS owner, 0 AS number,
        c.relacl AS acl,
        (CASE c.relkind WHEN 'S' THEN 'S' ELSE 'r' END)::"char" AS kind
    FROM pg_class c
    WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT c.oid, 'pg_class', c.relnamespace, c.relowner, a.attnum, a.attacl, 'c'
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = ANY ($1::oid[]) AND c.relkind IN ('r', 'p', 'v', 'm')
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL
    UNION ALL
    SELECT f.oid, 'pg_proc', f.pronamespace, f.proowner, 0, f.proacl, 'f'
    FROM pg_proc f WHERE f.pronamespace = ANY ($1::oid[])
    UNION ALL
    SELECT t.oid, 'pg_type', t.typnamespace, t.typowner, 0, t.typacl, 'T'
    FROM pg_type t WHERE t.typnamespace = ANY ($1::oid[])
    UNION ALL
    SELECT n.oid, 'pg_namespace', n.oid, n.nspowner, 0, n.nspacl, 'n'
    FROM pg_namespace n WHERE n.oid = ANY ($1::oid[])
), given AS (
    SELECT n.oid AS schema, d.kind::"char" AS kind, r.oid AS grantee,
        array_agg(d.privilege ORDER BY d.privilege) AS privileges
    FROM unnest($3::text[], $4::text[], $5::text[]) AS d (kind, grantee, privilege)
    JOIN pg_roles r ON r.rolname = d.grantee
    JOIN pg_namespace n ON n.nspname = 'public'
    GROUP BY 1, 2, 3
), held AS (
    SELECT o.oid, o.class, o.number, o.schema, o.owner, o.kind, e.grantee,
        e.privilege_type AS privilege, e.is_grantable AS grantable
    FROM objects o, aclexplode(o.acl) e
    WHERE e.grantee <> o.owner
    UNION ALL
    SELECT o.oid, o.class, o.number, o.schema, o.owner, o.kind, 0, NULL, false
    FROM objects o
    WHERE o.kind IN ('f', 'T') AND o.acl IS NOT NULL
        AND NOT EXISTS (SELECT FROM aclexplode(o.acl) e WHERE e.grantee = 0)
    UNION ALL
    SELECT o.oid, o.class, o.number, o.schema, o.owner, o.kind, g.grantee, NULL, false
    FROM objects o JOIN given g USING (schema, kind)
    WHERE o.number = 0 AND o.owner <> g.grantee AND g.privileges IS DISTINCT FROM (
        SELECT array_agg(e.privilege_type ORDER BY e.privilege_type)
        FROM aclexplode(o.acl) e WHERE e.grantee = g.grantee
    )
), whole AS (
    SELECT h.*, array_agg(h.privilege) OVER (
        PARTITION BY h.oid, h.class, h.number, h.grantee
        ORDER BY h.privilege ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS privileges
    FROM held h
)
SELECT
    w.oid, w.class, w.number, w.kind::text AS kind,
    CASE w.grantee WHEN 0 THEN 'public' ELSE r.rolname END AS grantee,
    w.privilege, w.grantable
FROM whole w
LEFT JOIN pg_roles r ON r.oid = w.grantee
WHERE NOT (
        -- every function and type is open to all unless someone says otherwise
        w.kind IN ('f', 'T') AND w.grantee = 0 AND w.privilege IS NOT NULL
    )
    AND NOT (
        r.rolname = ANY ($2::text[]) AND (
            w.kind = 'n' AND (SELECT nspname FROM pg_namespace WHERE oid = w.oid) = 'public'
            OR EXISTS (
                SELECT FROM given g
                WHERE g.schema = w.schema AND g.kind = w.kind
                    AND g.grantee = w.grantee AND g.privileges = w.privileges
            )
        )
    )
    -- everyone may use the schema public, and before 15 make objects in it
    AND NOT (
        w.kind = 'n' AND w.grantee = 0
        AND (SELECT nspname FROM pg_namespace WHERE oid = w.oid) = 'public'
    )
ORDER BY w.class, w.oid, w.number, grantee, w.privilege;
