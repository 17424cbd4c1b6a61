
CREATE TABLE billing_tiers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  monthly_price NUMERIC(12,2),
  yearly_price NUMERIC(12,2),
  currency TEXT DEFAULT 'EUR',
  seat_limit INTEGER,
  features JSONB,
  is_public BOOLEAN DEFAULT true,
  sort_order INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE loyalty_tiers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  threshold_points INTEGER DEFAULT 0,
  perks TEXT[],
  color TEXT,
  multiplier NUMERIC(4,2) DEFAULT 1,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS assets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL,
  name TEXT NOT NULL,
  serial_number TEXT,
  asset_type TEXT NOT NULL,
  file_url TEXT,
  mime_type TEXT,
  file_size_bytes BIGINT,
  width_px INTEGER,
  height_px INTEGER,
  uploaded_by TEXT,
  folder_path TEXT,
  checksum TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE search_index (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  filters TEXT,
  keywords TEXT[],
  rank_score NUMERIC(8,4) DEFAULT 0,
  "lastIndexedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE dashboards (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  owner_id TEXT,
  name TEXT NOT NULL,
  description TEXT,
  layout JSONB,
  is_shared BOOLEAN DEFAULT false,
  is_default BOOLEAN DEFAULT false,
  theme TEXT DEFAULT 'light',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_dashboards_timestamp BEFORE UPDATE ON dashboards
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE dashboard_charts (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  dashboard_id TEXT NOT NULL,
  title TEXT NOT NULL,
  chart_type TEXT NOT NULL,
  query JSONB NOT NULL,
  position_x INTEGER DEFAULT 0,
  position_y INTEGER DEFAULT 0,
  width INTEGER DEFAULT 4,
  height INTEGER DEFAULT 3,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_dashboard_charts_timestamp BEFORE UPDATE ON dashboard_charts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE dashboard_kpis (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  dashboard_id TEXT NOT NULL,
  kpi_id TEXT NOT NULL,
  label TEXT,
  sort_order INTEGER DEFAULT 0,
  threshold_low NUMERIC(14,2),
  threshold_high NUMERIC(14,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_dashboard_kpis_timestamp BEFORE UPDATE ON dashboard_kpis
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE kpis (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  unit TEXT,
  direction TEXT DEFAULT 'up',
  formula TEXT,
  owner_id TEXT,
  category_id TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_kpis_timestamp BEFORE UPDATE ON kpis
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE kpi_values (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  kpi_id TEXT NOT NULL,
  measured_on DATE NOT NULL,
  value NUMERIC(16,4) NOT NULL,
  target NUMERIC(16,4),
  note TEXT,
  recorded_by TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (kpi_id, measured_on)
);
CREATE TRIGGER update_kpi_values_timestamp BEFORE UPDATE ON kpi_values
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE search_index (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  filters TEXT,
  keywords TEXT[],
  rank_score NUMERIC(8,4) DEFAULT 0,
  "lastIndexedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE notifications (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  kind TEXT NOT NULL,
  "readAt" TIMESTAMPTZ,
  is_archived BOOLEAN DEFAULT false,
  icon TEXT,
  "senderId" TEXT,
  "createdAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE notification_rules (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  event_name TEXT NOT NULL,
  channel TEXT NOT NULL DEFAULT 'email',
  is_enabled BOOLEAN DEFAULT true,
  quiet_hours JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_notification_rules_timestamp BEFORE UPDATE ON notification_rules
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE search_alerts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  query JSONB NOT NULL,
  alert BOOLEAN DEFAULT false,
  last_run_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_search_alerts_timestamp BEFORE UPDATE ON search_alerts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE report_runs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  dashboard_id TEXT,
  requested_by TEXT,
  format TEXT DEFAULT 'pdf',
  storage_key TEXT,
  finished_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_report_runs_timestamp BEFORE UPDATE ON report_runs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE metric_events (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  event_name TEXT NOT NULL,
  user_id TEXT,
  properties JSONB,
  occurred_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_metric_events_timestamp BEFORE UPDATE ON metric_events
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE experiment_flags (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  name TEXT NOT NULL UNIQUE,
  description TEXT,
  rollout_percent NUMERIC(5,2),
  variants JSONB,
  owner_id TEXT,
  ended_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_experiment_flags_timestamp BEFORE UPDATE ON experiment_flags
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE page_views (
  id BIGSERIAL PRIMARY KEY,
  path TEXT NOT NULL,
  user_id TEXT,
  referrer TEXT,
  device TEXT,
  viewed_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_page_views_timestamp BEFORE UPDATE ON page_views
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE goal_trackers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  owner_id TEXT,
  name TEXT NOT NULL,
  target_value NUMERIC(14,2),
  current_value NUMERIC(14,2) DEFAULT 0,
  due_on DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_goal_trackers_timestamp BEFORE UPDATE ON goal_trackers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE anomaly_alerts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  kpi_id TEXT,
  detected_at TIMESTAMPTZ,
  severity TEXT DEFAULT 'warning',
  expected NUMERIC(14,2),
  observed NUMERIC(14,2),
  resolved_by TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_anomaly_alerts_timestamp BEFORE UPDATE ON anomaly_alerts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
ALTER TABLE dashboards ADD CONSTRAINT fk_dashboards_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE dashboards ADD CONSTRAINT fk_dashboards_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE dashboard_charts ADD CONSTRAINT fk_dashboard_charts_dashboard_id FOREIGN KEY (dashboard_id) REFERENCES dashboards(id) ON DELETE CASCADE;
ALTER TABLE dashboard_kpis ADD CONSTRAINT fk_dashboard_kpis_dashboard_id FOREIGN KEY (dashboard_id) REFERENCES dashboards(id) ON DELETE CASCADE;
ALTER TABLE dashboard_kpis ADD CONSTRAINT fk_dashboard_kpis_kpi_id FOREIGN KEY (kpi_id) REFERENCES kpis(id) ON DELETE CASCADE;
ALTER TABLE kpis ADD CONSTRAINT fk_kpis_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE kpis ADD CONSTRAINT fk_kpis_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE kpis ADD CONSTRAINT fk_kpis_category_id FOREIGN KEY (category_id) REFERENCES categories(id) ON DELETE SET NULL;
ALTER TABLE kpi_values ADD CONSTRAINT fk_kpi_values_kpi_id FOREIGN KEY (kpi_id) REFERENCES kpis(id) ON DELETE CASCADE;
ALTER TABLE notifications ADD CONSTRAINT fk_notifications_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE notifications ADD CONSTRAINT fk_notifications_senderId FOREIGN KEY ("senderId") REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE notification_rules ADD CONSTRAINT fk_notification_rules_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE search_alerts ADD CONSTRAINT fk_search_alerts_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE report_runs ADD CONSTRAINT fk_report_runs_dashboard_id FOREIGN KEY (dashboard_id) REFERENCES dashboards(id) ON DELETE SET NULL;
ALTER TABLE experiment_flags ADD CONSTRAINT fk_experiment_flags_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE goal_trackers ADD CONSTRAINT fk_goal_trackers_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE anomaly_alerts ADD CONSTRAINT fk_anomaly_alerts_kpi_id FOREIGN KEY (kpi_id) REFERENCES kpis(id) ON DELETE SET NULL;
CREATE INDEX idx_dashboards_organization_id ON dashboards (organization_id);

ALTER TABLE dashboards ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON dashboards FOR SELECT USING (is_shared);
CREATE POLICY "Own rows" ON dashboards FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_dashboard_charts_dashboard_id ON dashboard_charts (dashboard_id);

ALTER TABLE dashboard_charts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON dashboard_charts FOR ALL USING (EXISTS (SELECT 1 FROM dashboards parent WHERE parent.id = dashboard_charts.dashboard_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_dashboard_kpis_dashboard_id ON dashboard_kpis (dashboard_id);
CREATE INDEX idx_dashboard_kpis_kpi_id ON dashboard_kpis (kpi_id);

ALTER TABLE dashboard_kpis ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON dashboard_kpis FOR ALL USING (EXISTS (SELECT 1 FROM dashboards parent WHERE parent.id = dashboard_kpis.dashboard_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_kpis_organization_id ON kpis (organization_id);
CREATE INDEX idx_kpis_owner_id ON kpis (owner_id);

ALTER TABLE kpis ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON kpis FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_kpi_values_kpi_id ON kpi_values (kpi_id);

ALTER TABLE kpi_values ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON kpi_values FOR ALL USING (EXISTS (SELECT 1 FROM kpis parent WHERE parent.id = kpi_values.kpi_id AND parent.owner_id = auth.uid()));

ALTER TABLE search_index ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Anyone reads" ON search_index FOR SELECT USING (true);
CREATE INDEX idx_notifications_user_id ON notifications (user_id);
CREATE INDEX idx_notifications_senderid ON notifications ("senderId");

ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON notifications FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_notification_rules_user_id ON notification_rules (user_id);

ALTER TABLE notification_rules ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON notification_rules FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_search_alerts_user_id ON search_alerts (user_id);

ALTER TABLE search_alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON search_alerts FOR ALL USING (user_id = auth.uid());

ALTER TABLE report_runs ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON report_runs FOR SELECT TO authenticated USING (true);

ALTER TABLE metric_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON metric_events FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_experiment_flags_owner_id ON experiment_flags (owner_id);

ALTER TABLE experiment_flags ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON experiment_flags FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_goal_trackers_owner_id ON goal_trackers (owner_id);

ALTER TABLE goal_trackers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON goal_trackers FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_anomaly_alerts_kpi_id ON anomaly_alerts (kpi_id);

ALTER TABLE anomaly_alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON anomaly_alerts FOR SELECT TO authenticated USING (true);

CREATE OR REPLACE VIEW member_points AS
SELECT u.id AS user_id, u.full_name, w.points, t.name AS tier
FROM users u
JOIN loyalty_wallets w ON w.user_id = u.id
LEFT JOIN loyalty_tiers t ON t.id = w.tier_id;

GRANT SELECT ON upcoming_events TO anon, authenticated;
