-- One table a domain: each has settings of its own beside the shared ones.

CREATE TABLE IF NOT EXISTS integration_providers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  logo_url TEXT,
  is_active BOOLEAN NOT NULL DEFAULT true,
  display_order INTEGER DEFAULT 0,
  pricing_note TEXT,
  setup_steps JSONB,
  is_beta BOOLEAN DEFAULT false,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE calendar_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  calendar_ref TEXT,
  two_way BOOLEAN DEFAULT false,
  default_event_minutes INTEGER DEFAULT 60,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_calendar_integrations_timestamp BEFORE UPDATE ON calendar_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE crm_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  pipeline_ref TEXT,
  contact_sync BOOLEAN DEFAULT true,
  field_map JSONB,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_crm_integrations_timestamp BEFORE UPDATE ON crm_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE finance_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  ledger_ref TEXT,
  currency TEXT DEFAULT 'EUR',
  export_day INTEGER DEFAULT 1,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_finance_integrations_timestamp BEFORE UPDATE ON finance_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE hr_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  directory_ref TEXT,
  sync_departments BOOLEAN DEFAULT true,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_hr_integrations_timestamp BEFORE UPDATE ON hr_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE messaging_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  bot_name TEXT,
  default_channel TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_messaging_integrations_timestamp BEFORE UPDATE ON messaging_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE social_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  account_handle TEXT,
  can_publish BOOLEAN DEFAULT false,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_social_integrations_timestamp BEFORE UPDATE ON social_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE streaming_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  channel_ref TEXT,
  ingest_url TEXT,
  stream_key_encrypted TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_streaming_integrations_timestamp BEFORE UPDATE ON streaming_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE video_call_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  host_email TEXT,
  auto_record BOOLEAN DEFAULT false,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_video_call_integrations_timestamp BEFORE UPDATE ON video_call_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE survey_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  default_form_ref TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_survey_integrations_timestamp BEFORE UPDATE ON survey_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE support_desk_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  inbox_ref TEXT,
  tag_prefix TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_support_desk_integrations_timestamp BEFORE UPDATE ON support_desk_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE tax_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  registration_country TEXT,
  filing_kind TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_tax_integrations_timestamp BEFORE UPDATE ON tax_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE shipping_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  account_number TEXT,
  label_format TEXT DEFAULT 'pdf',
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_shipping_integrations_timestamp BEFORE UPDATE ON shipping_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE mapping_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  style_ref TEXT,
  monthly_quota INTEGER,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_mapping_integrations_timestamp BEFORE UPDATE ON mapping_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE weather_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  alert_email TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_weather_integrations_timestamp BEFORE UPDATE ON weather_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE identity_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  issuer_url TEXT,
  attribute_map JSONB,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_identity_integrations_timestamp BEFORE UPDATE ON identity_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE email_delivery_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  sender_domain TEXT,
  is_verified BOOLEAN DEFAULT false,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_email_delivery_integrations_timestamp BEFORE UPDATE ON email_delivery_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE sms_gateway_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  sender_number TEXT,
  country_code TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_sms_gateway_integrations_timestamp BEFORE UPDATE ON sms_gateway_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE translation_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  target_locales TEXT[],
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_translation_integrations_timestamp BEFORE UPDATE ON translation_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE print_shop_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  default_stock TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_print_shop_integrations_timestamp BEFORE UPDATE ON print_shop_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE access_control_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  site_ref TEXT,
  controller_count INTEGER DEFAULT 0,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_access_control_integrations_timestamp BEFORE UPDATE ON access_control_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE donation_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  campaign_ref TEXT,
  gift_aid BOOLEAN DEFAULT false,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_donation_integrations_timestamp BEFORE UPDATE ON donation_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE podcast_integrations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  provider TEXT NOT NULL,
  feed_url TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_podcast_integrations_timestamp BEFORE UPDATE ON podcast_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE rental_stock_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  warehouse_ref TEXT,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_rental_stock_integrations_timestamp BEFORE UPDATE ON rental_stock_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE venue_booking_integrations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider TEXT NOT NULL,
  venue_ref TEXT,
  hold_sync BOOLEAN DEFAULT true,
  organization_id TEXT NOT NULL,
  connected_by TEXT,
  account_label TEXT,
  access_token_encrypted TEXT,
  refresh_token_encrypted TEXT,
  token_expires_at TIMESTAMPTZ,
  status TEXT DEFAULT 'active',
  settings JSONB,
  last_synced_at TIMESTAMPTZ,
  last_error TEXT,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_venue_booking_integrations_timestamp BEFORE UPDATE ON venue_booking_integrations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE integration_providers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  logo_url TEXT,
  is_active BOOLEAN NOT NULL DEFAULT true,
  display_order INTEGER DEFAULT 0,
  pricing_note TEXT,
  setup_steps JSONB,
  is_beta BOOLEAN DEFAULT false,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE webhook_endpoints (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL,
  url TEXT NOT NULL,
  events TEXT[],
  is_active BOOLEAN NOT NULL DEFAULT true,
  signing_secret TEXT,
  label TEXT,
  "consecutiveFailures" INTEGER DEFAULT 0,
  created_by TEXT,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  endpoint_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  attempt_count INTEGER NOT NULL DEFAULT 0,
  "deliveredAt" TIMESTAMPTZ,
  body_text TEXT,
  response_text TEXT,
  "isReplay" BOOLEAN DEFAULT false,
  "latencyMs" INTEGER,
  "createdAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE connection_logs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider_id TEXT,
  organization_id TEXT,
  level TEXT DEFAULT 'info',
  message TEXT NOT NULL,
  request_ref TEXT,
  payload JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_connection_logs_timestamp BEFORE UPDATE ON connection_logs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE connection_secrets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  secret_encrypted TEXT NOT NULL,
  rotated_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_connection_secrets_timestamp BEFORE UPDATE ON connection_secrets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE oauth_states (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  user_id TEXT NOT NULL,
  provider_id TEXT,
  state_token TEXT NOT NULL UNIQUE,
  code_verifier TEXT,
  expires_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_oauth_states_timestamp BEFORE UPDATE ON oauth_states
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE data_sync_cursors (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider_id TEXT,
  entity_type TEXT NOT NULL,
  cursor_value TEXT,
  synced_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_data_sync_cursors_timestamp BEFORE UPDATE ON data_sync_cursors
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
ALTER TABLE calendar_integrations ADD CONSTRAINT fk_calendar_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE crm_integrations ADD CONSTRAINT fk_crm_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE finance_integrations ADD CONSTRAINT fk_finance_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE hr_integrations ADD CONSTRAINT fk_hr_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE messaging_integrations ADD CONSTRAINT fk_messaging_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE social_integrations ADD CONSTRAINT fk_social_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE streaming_integrations ADD CONSTRAINT fk_streaming_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE video_call_integrations ADD CONSTRAINT fk_video_call_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE survey_integrations ADD CONSTRAINT fk_survey_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE support_desk_integrations ADD CONSTRAINT fk_support_desk_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE tax_integrations ADD CONSTRAINT fk_tax_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE shipping_integrations ADD CONSTRAINT fk_shipping_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE mapping_integrations ADD CONSTRAINT fk_mapping_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE weather_integrations ADD CONSTRAINT fk_weather_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE identity_integrations ADD CONSTRAINT fk_identity_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE email_delivery_integrations ADD CONSTRAINT fk_email_delivery_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE sms_gateway_integrations ADD CONSTRAINT fk_sms_gateway_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE translation_integrations ADD CONSTRAINT fk_translation_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE print_shop_integrations ADD CONSTRAINT fk_print_shop_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE access_control_integrations ADD CONSTRAINT fk_access_control_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE donation_integrations ADD CONSTRAINT fk_donation_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE podcast_integrations ADD CONSTRAINT fk_podcast_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE rental_stock_integrations ADD CONSTRAINT fk_rental_stock_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE venue_booking_integrations ADD CONSTRAINT fk_venue_booking_integrations_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE webhook_endpoints ADD CONSTRAINT fk_webhook_endpoints_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE webhook_endpoints ADD CONSTRAINT fk_webhook_endpoints_created_by FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE webhook_deliveries ADD CONSTRAINT fk_webhook_deliveries_endpoint_id FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints(id) ON DELETE CASCADE;
ALTER TABLE connection_logs ADD CONSTRAINT fk_connection_logs_provider_id FOREIGN KEY (provider_id) REFERENCES integration_providers(id) ON DELETE SET NULL;
ALTER TABLE connection_logs ADD CONSTRAINT fk_connection_logs_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE connection_secrets ADD CONSTRAINT fk_connection_secrets_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE oauth_states ADD CONSTRAINT fk_oauth_states_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE oauth_states ADD CONSTRAINT fk_oauth_states_provider_id FOREIGN KEY (provider_id) REFERENCES integration_providers(id) ON DELETE SET NULL;
ALTER TABLE data_sync_cursors ADD CONSTRAINT fk_data_sync_cursors_provider_id FOREIGN KEY (provider_id) REFERENCES integration_providers(id) ON DELETE SET NULL;
CREATE INDEX idx_calendar_integrations_organization_id ON calendar_integrations (organization_id);

ALTER TABLE calendar_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON calendar_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_crm_integrations_organization_id ON crm_integrations (organization_id);

ALTER TABLE crm_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON crm_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_finance_integrations_organization_id ON finance_integrations (organization_id);

ALTER TABLE finance_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON finance_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_hr_integrations_organization_id ON hr_integrations (organization_id);
CREATE INDEX idx_hr_integrations_status ON hr_integrations (status);

ALTER TABLE hr_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON hr_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_messaging_integrations_organization_id ON messaging_integrations (organization_id);
CREATE INDEX idx_messaging_integrations_status ON messaging_integrations (status);

ALTER TABLE messaging_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON messaging_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_social_integrations_organization_id ON social_integrations (organization_id);
CREATE INDEX idx_social_integrations_status ON social_integrations (status);

ALTER TABLE social_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON social_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_streaming_integrations_organization_id ON streaming_integrations (organization_id);

ALTER TABLE streaming_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON streaming_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_video_call_integrations_organization_id ON video_call_integrations (organization_id);
CREATE INDEX idx_video_call_integrations_status ON video_call_integrations (status);

ALTER TABLE video_call_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON video_call_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_survey_integrations_organization_id ON survey_integrations (organization_id);

ALTER TABLE survey_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON survey_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_support_desk_integrations_organization_id ON support_desk_integrations (organization_id);
CREATE INDEX idx_support_desk_integrations_status ON support_desk_integrations (status);

ALTER TABLE support_desk_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON support_desk_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_tax_integrations_organization_id ON tax_integrations (organization_id);
CREATE INDEX idx_tax_integrations_status ON tax_integrations (status);

ALTER TABLE tax_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON tax_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_shipping_integrations_organization_id ON shipping_integrations (organization_id);
CREATE INDEX idx_shipping_integrations_status ON shipping_integrations (status);

ALTER TABLE shipping_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON shipping_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_mapping_integrations_status ON mapping_integrations (status);

ALTER TABLE mapping_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON mapping_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_weather_integrations_organization_id ON weather_integrations (organization_id);

ALTER TABLE weather_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON weather_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_identity_integrations_organization_id ON identity_integrations (organization_id);
CREATE INDEX idx_identity_integrations_status ON identity_integrations (status);

ALTER TABLE identity_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON identity_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_email_delivery_integrations_organization_id ON email_delivery_integrations (organization_id);
CREATE INDEX idx_email_delivery_integrations_status ON email_delivery_integrations (status);

ALTER TABLE email_delivery_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON email_delivery_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_sms_gateway_integrations_organization_id ON sms_gateway_integrations (organization_id);
CREATE INDEX idx_sms_gateway_integrations_status ON sms_gateway_integrations (status);

ALTER TABLE sms_gateway_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON sms_gateway_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_translation_integrations_organization_id ON translation_integrations (organization_id);

ALTER TABLE translation_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON translation_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_print_shop_integrations_organization_id ON print_shop_integrations (organization_id);

ALTER TABLE print_shop_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON print_shop_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_access_control_integrations_organization_id ON access_control_integrations (organization_id);
CREATE INDEX idx_access_control_integrations_status ON access_control_integrations (status);

ALTER TABLE access_control_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON access_control_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_donation_integrations_organization_id ON donation_integrations (organization_id);
CREATE INDEX idx_donation_integrations_status ON donation_integrations (status);

ALTER TABLE donation_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON donation_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_podcast_integrations_organization_id ON podcast_integrations (organization_id);

ALTER TABLE podcast_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON podcast_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_rental_stock_integrations_organization_id ON rental_stock_integrations (organization_id);

ALTER TABLE rental_stock_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON rental_stock_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_venue_booking_integrations_status ON venue_booking_integrations (status);

ALTER TABLE venue_booking_integrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON venue_booking_integrations FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));

ALTER TABLE integration_providers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Anyone reads" ON integration_providers FOR SELECT USING (true);
CREATE INDEX idx_webhook_endpoints_created_by ON webhook_endpoints (created_by);

ALTER TABLE webhook_endpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON webhook_endpoints FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_webhook_deliveries_endpoint_id ON webhook_deliveries (endpoint_id);
CREATE INDEX idx_connection_logs_provider_id ON connection_logs (provider_id);
CREATE INDEX idx_connection_logs_organization_id ON connection_logs (organization_id);
CREATE INDEX idx_connection_secrets_organization_id ON connection_secrets (organization_id);
CREATE INDEX idx_oauth_states_user_id ON oauth_states (user_id);
CREATE INDEX idx_oauth_states_provider_id ON oauth_states (provider_id);

ALTER TABLE data_sync_cursors ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON data_sync_cursors FOR SELECT TO authenticated USING (true);

