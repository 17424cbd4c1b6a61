-- Functions, procedures and aggregates, without those that an extension or a range type brings
-- with it. PostgreSQL prints no definition of an aggregate, so it is put together here.
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
    CASE f.prokind
        WHEN 'a' THEN format('CREATE OR REPLACE AGGREGATE %I.%I(%s) (', n.nspname, f.proname,
            coalesce(nullif(pg_get_function_arguments(f.oid), ''), '*')
        ) || (SELECT concat_ws(',',
                format(E'\n    SFUNC = %s', g.aggtransfn),
                format(E'\n    STYPE = %s', format_type(g.aggtranstype, NULL)),
                CASE WHEN g.aggtransspace > 0 THEN format(E'\n    SSPACE = %s', g.aggtransspace) END,
                CASE WHEN g.aggfinalfn <> 0 THEN format(E'\n    FINALFUNC = %s', g.aggfinalfn) END,
                CASE WHEN g.aggfinalextra THEN E'\n    FINALFUNC_EXTRA' END,
                CASE WHEN g.aggfinalmodify <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN
                    E'\n    FINALFUNC_MODIFY = ' || CASE g.aggfinalmodify
                        WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END
                END,
                CASE WHEN g.aggcombinefn <> 0 THEN format(E'\n    COMBINEFUNC = %s', g.aggcombinefn) END,
                CASE WHEN g.aggserialfn <> 0 THEN format(E'\n    SERIALFUNC = %s', g.aggserialfn) END,
                CASE WHEN g.aggdeserialfn <> 0 THEN
                    format(E'\n    DESERIALFUNC = %s', g.aggdeserialfn) END,
                E'\n    INITCOND = ' || quote_literal(g.agginitval),
                CASE WHEN g.aggmtransfn <> 0 THEN format(E'\n    MSFUNC = %s', g.aggmtransfn) END,
                CASE WHEN g.aggminvtransfn <> 0 THEN format(E'\n    MINVFUNC = %s', g.aggminvtransfn) END,
                CASE WHEN g.aggmtranstype <> 0 THEN
                    format(E'\n    MSTYPE = %s', format_type(g.aggmtranstype, NULL)) END,
                CASE WHEN g.aggmtransspace > 0 THEN format(E'\n    MSSPACE = %s', g.aggmtransspace) END,
                CASE WHEN g.aggmfinalfn <> 0 THEN format(E'\n    MFINALFUNC = %s', g.aggmfinalfn) END,
                CASE WHEN g.aggmfinalextra THEN E'\n    MFINALFUNC_EXTRA' END,
                CASE WHEN g.aggmfinalfn <> 0 AND g.aggmfinalmodify <> CASE g.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN
                    E'\n    MFINALFUNC_MODIFY = ' || CASE g.aggmfinalmodify
                        WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END
                END,
                E'\n    MINITCOND = ' || quote_literal(g.aggminitval),
                (SELECT format(E'\n    SORTOP = OPERATOR(%I.%s)', sn.nspname, s.oprname)
                    FROM pg_operator s JOIN pg_namespace sn ON sn.oid = s.oprnamespace
                    WHERE s.oid = g.aggsortop),
                CASE WHEN g.aggkind = 'h' THEN E'\n    HYPOTHETICAL' END,
                CASE f.proparallel WHEN 's' THEN E'\n    PARALLEL = SAFE'
                    WHEN 'r' THEN E'\n    PARALLEL = RESTRICTED' END
            ) FROM pg_aggregate g WHERE g.aggfnoid = f.oid) || E'\n)'
        ELSE pg_get_functiondef(f.oid)
    END AS definition,
    f.prokind = 'p' AS procedure,
    f.prokind = 'a' AS aggregate
FROM pg_proc f
JOIN pg_namespace n ON n.oid = f.pronamespace
JOIN pg_language l ON l.oid = f.prolang
WHERE f.pronamespace = ANY ($1::oid[])
    AND f.prokind IN ('f', 'p', 'w', 'a')
    AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype IN ('e', 'i')
    )
ORDER BY n.nspname, f.proname, arguments;
