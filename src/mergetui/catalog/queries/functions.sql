-- Without those that an extension or a range type brings with it.
SELECT
    f.oid,
    n.nspname AS schema,
    f.proname AS name,
    pg_get_function_identity_arguments(f.oid) AS arguments,
    ARRAY(SELECT format_type(u.type, NULL)
        FROM unnest(f.proargtypes) WITH ORDINALITY u (type, position)
        ORDER BY u.position) AS types,
    pg_get_function_result(f.oid) AS returns,
    l.lanname AS language,
    pg_get_functiondef(f.oid) AS definition,
    f.prokind = 'p' AS procedure
FROM pg_proc f
JOIN pg_namespace n ON n.oid = f.pronamespace
JOIN pg_language l ON l.oid = f.prolang
WHERE f.pronamespace = ANY ($1::oid[])
    AND f.prokind IN ('f', 'p', 'w')
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype IN ('e', 'i')
    )
ORDER BY n.nspname, f.proname, arguments;
