--
-- Name: job_queue_entries_entry_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.job_queue_entries ALTER COLUMN entry_number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.job_queue_entries_entry_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: chronicle_entries_ordinal_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.chronicle_entries_ordinal_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.chronicle_entries_ordinal_seq OWNED BY public.chronicle_entries.ordinal;

ALTER TABLE ONLY public.chronicle_entries ALTER COLUMN ordinal SET DEFAULT nextval('public.chronicle_entries_ordinal_seq'::regclass);

--
-- Name: active_crew; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.active_crew WITH (security_invoker='true') AS
 SELECT person.id AS person_id,
    person.organization_id,
    ((person.given_name || ' '::text) || person.family_name) AS full_name,
    crew.grade,
    crew.day_rate,
    crew.currency
   FROM (public.legend_people person
     JOIN public.people_profile_crew crew ON ((crew.person_id = person.id)))
  WHERE (crew.blacklisted_at IS NULL);

--
-- Name: budget_usage; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.budget_usage AS
 SELECT budgets.id AS budget_id,
    budgets.organization_id,
    budgets.name,
    budgets.total_amount,
    COALESCE(sum(line.actual_amount), (0)::numeric) AS spent,
    count(line.id) AS lines
   FROM (public.budgets
     LEFT JOIN public.budget_lines line ON ((line.budget_id = budgets.id)))
  GROUP BY budgets.id, budgets.organization_id, budgets.name, budgets.total_amount;

--
-- Name: event_calendar; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.event_calendar WITH (security_invoker='true') AS
 SELECT event.id,
    event.organization_id,
    event.name,
    event.kind,
    event.state,
    event.starts_at,
    event.ends_at,
    place.name AS place_name,
    place.city
   FROM (public.legend_events event
     LEFT JOIN public.legend_places place ON ((place.id = event.place_id)))
  WHERE (event.state <> 'cancelled'::public.event_state);

--
-- Name: open_invoices; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.open_invoices AS
 SELECT ar_invoices.id,
    ar_invoices.organization_id,
    ar_invoices.invoice_number,
    ar_invoices.due_on,
    (ar_invoices.total_amount - COALESCE(ar_invoices.paid_amount, (0)::numeric)) AS open_amount
   FROM public.ar_invoices
  WHERE (ar_invoices.state = ANY (ARRAY['sent'::public.invoice_state, 'part_paid'::public.invoice_state, 'overdue'::public.invoice_state]));

--
-- Name: overdue_receivables; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.overdue_receivables AS
 SELECT open_invoices.organization_id,
    count(*) AS invoices,
    sum(open_invoices.open_amount) AS amount
   FROM public.open_invoices
  WHERE (open_invoices.due_on < CURRENT_DATE)
  GROUP BY open_invoices.organization_id;

--
-- Name: ticket_sales_by_day; Type: MATERIALIZED VIEW; Schema: public; Owner: -
--

CREATE MATERIALIZED VIEW public.ticket_sales_by_day AS
 SELECT tickets.event_id,
    (tickets.issued_at)::date AS sold_on,
    count(*) AS sold,
    sum(tickets.gross_amount) AS gross
   FROM public.tickets
  WHERE (tickets.voided_at IS NULL)
  GROUP BY tickets.event_id, ((tickets.issued_at)::date)
  WITH NO DATA;

CREATE UNIQUE INDEX ticket_sales_by_day_key ON public.ticket_sales_by_day USING btree (event_id, sold_on);
