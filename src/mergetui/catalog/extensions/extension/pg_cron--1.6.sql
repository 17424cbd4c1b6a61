-- Same names and signatures as pg_cron. A job is written down and never run.
CREATE SCHEMA cron;
GRANT USAGE ON SCHEMA cron TO PUBLIC;
CREATE SEQUENCE cron.jobid_seq;
CREATE TABLE cron.job (
    jobid bigint PRIMARY KEY DEFAULT nextval('cron.jobid_seq'),
    schedule text NOT NULL,
    command text NOT NULL,
    nodename text NOT NULL DEFAULT 'localhost',
    nodeport int NOT NULL DEFAULT 5432,
    database text NOT NULL DEFAULT current_database(),
    username text NOT NULL DEFAULT current_user,
    active boolean NOT NULL DEFAULT true,
    jobname text,
    CONSTRAINT jobname_username_uniq UNIQUE (jobname, username)
);
CREATE SEQUENCE cron.runid_seq;
CREATE TABLE cron.job_run_details (
    jobid bigint,
    runid bigint PRIMARY KEY DEFAULT nextval('cron.runid_seq'),
    job_pid int,
    database text,
    username text,
    command text,
    status text,
    return_message text,
    start_time timestamptz,
    end_time timestamptz
);
GRANT SELECT ON cron.job, cron.job_run_details TO PUBLIC;
CREATE FUNCTION cron.schedule(schedule text, command text) RETURNS bigint
    VOLATILE STRICT SECURITY DEFINER LANGUAGE sql
    AS $$ INSERT INTO cron.job (schedule, command) VALUES ($1, $2) RETURNING jobid $$;
CREATE FUNCTION cron.schedule(job_name text, schedule text, command text) RETURNS bigint
    VOLATILE SECURITY DEFINER LANGUAGE sql
    AS $$ INSERT INTO cron.job (jobname, schedule, command) VALUES ($1, $2, $3)
    ON CONFLICT ON CONSTRAINT jobname_username_uniq
    DO UPDATE SET schedule = excluded.schedule, command = excluded.command RETURNING jobid $$;
CREATE FUNCTION cron.schedule_in_database(
    job_name text, schedule text, command text, database text, username text DEFAULT NULL,
    active boolean DEFAULT true
) RETURNS bigint VOLATILE LANGUAGE sql AS $$ SELECT cron.schedule($1, $2, $3) $$;
CREATE FUNCTION cron.alter_job(
    job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL,
    database text DEFAULT NULL, username text DEFAULT NULL, active boolean DEFAULT NULL
) RETURNS void VOLATILE LANGUAGE sql AS '';
CREATE FUNCTION cron.unschedule(job_id bigint) RETURNS boolean
    VOLATILE STRICT SECURITY DEFINER LANGUAGE sql
    AS $$ WITH gone AS (DELETE FROM cron.job WHERE jobid = $1 RETURNING 1)
    SELECT EXISTS (SELECT FROM gone) $$;
CREATE FUNCTION cron.unschedule(job_name text) RETURNS boolean
    VOLATILE STRICT SECURITY DEFINER LANGUAGE sql
    AS $$ WITH gone AS (DELETE FROM cron.job WHERE jobname = $1 RETURNING 1)
    SELECT EXISTS (SELECT FROM gone) $$;
CREATE FUNCTION cron.job_cache_invalidate() RETURNS trigger VOLATILE LANGUAGE plpgsql
    AS $$ BEGIN RETURN NEW; END $$;
