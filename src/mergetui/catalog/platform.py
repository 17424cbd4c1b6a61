"""What a Supabase platform owns and no user merges: schemas, roles and extensions by name."""

from __future__ import annotations

PLATFORM_SCHEMAS = frozenset(
    {
        "_analytics",
        "_realtime",
        "_supabase",
        "_supavisor",
        "auth",
        "cron",
        "dbdev",
        "extensions",
        "graphql",
        "graphql_public",
        "net",
        "pgbouncer",
        "pgmq_public",
        "pgsodium",
        "pgsodium_masks",
        "pgtle",
        "realtime",
        "repack",
        "storage",
        "supabase_functions",
        "supabase_migrations",
        "tiger",
        "tiger_data",
        "topology",
        "vault",
    }
)

PLATFORM_ROLES = frozenset(
    {
        "anon",
        "authenticated",
        "authenticator",
        "cli_login_postgres",
        "dashboard_user",
        "pgbouncer",
        "postgres",
        "service_role",
        "supabase_admin",
        "supabase_auth_admin",
        "supabase_etl_admin",
        "supabase_functions_admin",
        "supabase_privileged_role",
        "supabase_read_only_user",
        "supabase_realtime_admin",
        "supabase_replication_admin",
        "supabase_storage_admin",
    }
)

PLATFORM_OWNER = "postgres"  # a project's objects are its own, also where a dump names it

# There from the start in every project, so their being there says nothing about the user.
PLATFORM_EXTENSIONS = frozenset(
    {
        "pg_graphql",
        "pg_stat_statements",
        "pgcrypto",
        "pgjwt",
        "pgsodium",
        "plpgsql",
        "supabase_vault",
        "uuid-ossp",
    }
)

# The platform's tables on which a project may put policies and triggers of its own.
PLATFORM_OPEN_TABLES = frozenset(
    {
        ("auth", "users"),
        ("realtime", "messages"),
        ("storage", "buckets"),
        ("storage", "objects"),
    }
)

PLATFORM_PUBLICATION = "supabase_realtime"

# Not trusted by PostgreSQL, and yet without a way out of the database: they may be installed where
# foreign code runs.
HARMLESS = frozenset(
    {
        *("address_standardizer", "autoinc", "btree_gin", "btree_gist", "earthdistance"),
        *("hypopg", "index_advisor", "insert_username", "moddatetime", "pg_graphql"),
        *("pg_hashids", "pg_jsonschema", "pg_stat_statements", "pgjwt", "pgrouting", "pgtap"),
        *("plpgsql_check", "postgis", "postgis_raster", "postgis_tiger_geocoder"),
        *("postgis_topology", "refint", "rum", "vector"),
    }
)
