-- Triggers that someone wrote, on tables and views.
SELECT
    t.oid,
    t.tgrelid AS relation,
    t.tgname AS name,
    pg_get_triggerdef(t.oid) AS definition,
    format('function %I.%I(%s)', fn.nspname, f.proname, (
        SELECT coalesce(string_agg(format_type(u.type, NULL), ', ' ORDER BY u.position), '')
        FROM unnest(f.proargtypes) WITH ORDINALITY u (type, position)
    )) AS function,
    t.tgenabled::text AS enabled
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc f ON f.oid = t.tgfoid
JOIN pg_namespace fn ON fn.oid = f.pronamespace
WHERE c.relnamespace = ANY ($1::oid[])
    AND NOT t.tgisinternal
    AND t.tgparentid = 0
ORDER BY t.tgname;
