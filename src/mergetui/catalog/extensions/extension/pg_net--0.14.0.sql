-- Same names and signatures as pg_net. A request is given a number and never sent.
CREATE SCHEMA IF NOT EXISTS net;
GRANT USAGE ON SCHEMA net TO PUBLIC;
CREATE DOMAIN net.http_method AS text CHECK (value IN ('GET', 'POST', 'DELETE'));
CREATE TYPE net.request_status AS ENUM ('PENDING', 'SUCCESS', 'ERROR');
CREATE TYPE net.http_response AS (status_code integer, headers jsonb, body text);
CREATE TYPE net.http_response_result AS (
    status net.request_status, message text, response net.http_response
);
CREATE SEQUENCE net.http_request_queue_id_seq;
GRANT USAGE ON SEQUENCE net.http_request_queue_id_seq TO PUBLIC;
CREATE UNLOGGED TABLE net.http_request_queue (
    id bigint NOT NULL DEFAULT nextval('net.http_request_queue_id_seq'),
    method net.http_method NOT NULL,
    url text NOT NULL,
    headers jsonb,
    body bytea,
    timeout_milliseconds int NOT NULL
);
CREATE UNLOGGED TABLE net._http_response (
    id bigint,
    status_code integer,
    content_type text,
    headers jsonb,
    content text,
    timed_out boolean,
    error_msg text,
    created timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION net.http_get(
    url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
    timeout_milliseconds int DEFAULT 5000
) RETURNS bigint VOLATILE STRICT PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT nextval('net.http_request_queue_id_seq') $$;
CREATE FUNCTION net.http_post(
    url text, body jsonb DEFAULT '{}', params jsonb DEFAULT '{}',
    headers jsonb DEFAULT '{"Content-Type": "application/json"}',
    timeout_milliseconds int DEFAULT 5000
) RETURNS bigint VOLATILE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT nextval('net.http_request_queue_id_seq') $$;
CREATE FUNCTION net.http_delete(
    url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}',
    timeout_milliseconds int DEFAULT 5000, body jsonb DEFAULT NULL
) RETURNS bigint VOLATILE PARALLEL SAFE LANGUAGE sql
    AS $$ SELECT nextval('net.http_request_queue_id_seq') $$;
CREATE FUNCTION net._http_collect_response(request_id bigint, async boolean DEFAULT true)
    RETURNS net.http_response_result VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION net.http_collect_response(request_id bigint, async boolean DEFAULT true)
    RETURNS net.http_response_result VOLATILE STRICT PARALLEL SAFE LANGUAGE plpgsql
    AS $$ BEGIN RETURN NULL; END $$;
CREATE FUNCTION net.check_worker_is_up() RETURNS void VOLATILE LANGUAGE sql AS '';
CREATE FUNCTION net.worker_restart() RETURNS boolean VOLATILE LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION net.wake() RETURNS void VOLATILE LANGUAGE sql AS '';
