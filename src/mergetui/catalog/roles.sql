-- The roles of a Supabase project, which belong to the whole server. Those that are there stay.
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['anon', 'authenticated', 'service_role', 'authenticator',
        'dashboard_user', 'pgbouncer', 'supabase_admin', 'supabase_auth_admin',
        'supabase_storage_admin', 'supabase_functions_admin', 'supabase_realtime_admin',
        'supabase_replication_admin', 'supabase_read_only_user']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = role) THEN
            EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', role);
        END IF;
    END LOOP;
END
$$;
