--
-- Name: email_address; Type: DOMAIN; Schema: public; Owner: -
--

CREATE DOMAIN public.email_address AS text
	CONSTRAINT email_address_length CHECK ((char_length(VALUE) <= 320));

--
-- Name: current_organization_ids(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.current_organization_ids() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
  SELECT membership.organization_id
  FROM public.user_organizations AS membership
  JOIN public.platform_users AS person ON person.id = membership.user_id
  WHERE person.auth_user_id = auth.uid();
$$;

--
-- Name: has_organization_role(uuid, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.has_organization_role(organization uuid, wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
  SELECT EXISTS (
    SELECT 1
    FROM public.user_organizations AS membership
    JOIN public.platform_users AS person ON person.id = membership.user_id
    WHERE person.auth_user_id = auth.uid()
      AND membership.organization_id = organization
      AND membership.role::text IN ('owner', wanted)
  );
$$;

--
-- Name: net_of_tax(numeric, numeric); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.net_of_tax(gross numeric, percent numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT round(gross / (1 + percent / 100), 2);
$$;

--
-- Name: next_document_number(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.next_document_number(prefix text) RETURNS text
    LANGUAGE plpgsql
    AS $$
BEGIN
  RETURN prefix || to_char(now(), 'YYYY') || '-' || lpad(nextval('public.document_numbers')::text, 6, '0');
END;
$$;

--
-- Name: refuse_posted_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_posted_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.posted_at IS NOT NULL AND NEW.reversed_by_id IS NOT DISTINCT FROM OLD.reversed_by_id THEN
    RAISE EXCEPTION 'journal % is posted and cannot change', OLD.journal_number;
  END IF;
  RETURN NEW;
END;
$$;

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
$$;

--
-- Name: slugify(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.slugify(value text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT trim(both '-' from regexp_replace(lower(value), '[^a-z0-9]+', '-', 'g'));
$$;

--
-- Name: document_numbers; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.document_numbers
    START WITH 1000
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

SET default_tablespace = '';

SET default_table_access_method = heap;
