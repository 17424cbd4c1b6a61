--
-- Name: ledger_journals refuse_posted_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER refuse_posted_change BEFORE UPDATE ON public.ledger_journals FOR EACH ROW EXECUTE FUNCTION public.refuse_posted_change();

CREATE UNIQUE INDEX idx_seat_maps_one_default ON public.seat_maps USING btree (place_id) WHERE is_default;

CREATE UNIQUE INDEX idx_platform_users_email_lower ON public.platform_users USING btree (lower((email)::text));

CREATE INDEX idx_legend_events_upcoming ON public.legend_events USING btree (organization_id, starts_at DESC) INCLUDE (name) WHERE (cancelled_at IS NULL);

CREATE INDEX idx_assets_created_at ON public.assets USING btree (created_at DESC);

CREATE INDEX idx_projects_organization_id_name ON public.projects USING btree (organization_id, name);

COMMENT ON TYPE public.approval_state IS 'Where a request for approval stands, whatever it is for';

COMMENT ON DOMAIN public.email_address IS 'An address as people write it; at most 320 characters';

COMMENT ON FUNCTION public.current_organization_ids() IS 'The organizations of the person who asks; row level security rests on it';

COMMENT ON TABLE public.assets IS 'Things that the organization owns and counts';

COMMENT ON TABLE public.budgets IS 'A sum of money for a project, an event or a cost center';

COMMENT ON TABLE public.chronicle_entries IS 'What happened, to what, and who did it';

COMMENT ON TABLE public.legend_categories IS 'The one list of categories; other tables refer to it';

COMMENT ON TABLE public.legend_people IS 'Everyone we know, with or without an account';

COMMENT ON TABLE public.platform_users IS 'An account of the platform, tied to the login of auth.users';

COMMENT ON TABLE public.status_registry IS 'The states that a kind of record can be in, and what may follow';

COMMENT ON COLUMN public.api_keys.key_hash IS 'SHA-256 of the key; the key itself is shown once and not kept';

COMMENT ON COLUMN public.api_keys.key_prefix IS 'The first characters, for people to tell keys apart';

COMMENT ON COLUMN public.budgets.total_amount IS 'Approved total, in the budget''s currency';

COMMENT ON COLUMN public.legend_people.dietary_needs IS 'For catering; shown to nobody else';

COMMENT ON COLUMN public.tickets.gross_amount IS 'Price with fee and tax';

COMMENT ON VIEW public.event_calendar IS 'What the public calendar shows';

GRANT SELECT ON TABLE public.legend_categories TO anon;

GRANT SELECT ON TABLE public.legend_departments TO anon;

GRANT SELECT ON TABLE public.event_calendar TO anon;

GRANT SELECT,INSERT,UPDATE ON TABLE public.platform_users TO authenticated;

GRANT SELECT(id,name,slug,logo_url) ON TABLE public.organizations TO anon;

GRANT ALL ON TABLE public.job_queue_entries TO service_role;

GRANT USAGE ON SEQUENCE public.document_numbers TO authenticated;

REVOKE ALL ON FUNCTION public.next_document_number(prefix text) FROM PUBLIC;

GRANT ALL ON FUNCTION public.next_document_number(prefix text) TO authenticated;
