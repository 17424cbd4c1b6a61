
CREATE TABLE learning_paths (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  title TEXT NOT NULL,
  description TEXT,
  level TEXT,
  is_published BOOLEAN DEFAULT false,
  author_id TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_learning_paths_timestamp BEFORE UPDATE ON learning_paths
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE learning_modules (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  path_id TEXT NOT NULL REFERENCES learning_paths(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  body TEXT,
  module_order INTEGER DEFAULT 0,
  video_url TEXT,
  minutes INTEGER,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_learning_modules_timestamp BEFORE UPDATE ON learning_modules
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE learning_progress (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  module_id TEXT NOT NULL REFERENCES learning_modules(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  percent INTEGER DEFAULT 0,
  completed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (module_id, user_id)
);
CREATE TRIGGER update_learning_progress_timestamp BEFORE UPDATE ON learning_progress
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE help_articles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  title TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  body TEXT,
  category_id TEXT REFERENCES categories(id) ON DELETE SET NULL,
  is_published BOOLEAN DEFAULT false,
  view_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_help_articles_timestamp BEFORE UPDATE ON help_articles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE support_tickets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  subject TEXT NOT NULL,
  body TEXT,
  status TEXT DEFAULT 'open',
  priority priority_level DEFAULT 'normal',
  closed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_support_tickets_timestamp BEFORE UPDATE ON support_tickets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE support_replies (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  ticket_id TEXT NOT NULL REFERENCES support_tickets(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  is_internal BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_support_replies_timestamp BEFORE UPDATE ON support_replies
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE terms_versions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  kind TEXT NOT NULL,
  version TEXT NOT NULL,
  body TEXT,
  effective_on DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_terms_versions_timestamp BEFORE UPDATE ON terms_versions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE terms_acceptances (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  terms_id TEXT NOT NULL REFERENCES terms_versions(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  accepted_at TIMESTAMPTZ,
  ip_hash TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_terms_acceptances_timestamp BEFORE UPDATE ON terms_acceptances
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE release_notes (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  title TEXT NOT NULL,
  body TEXT,
  released_on DATE,
  audience TEXT DEFAULT 'all',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_release_notes_timestamp BEFORE UPDATE ON release_notes
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE calendar_feeds (
  id UUID DEFAULT uuid_generate_v4() PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_calendar_feeds_timestamp BEFORE UPDATE ON calendar_feeds
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE calendar_feed_items (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  feed_id TEXT NOT NULL REFERENCES calendar_feeds(id) ON DELETE CASCADE,
  event_id TEXT REFERENCES events(id) ON DELETE SET NULL,
  added_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_calendar_feed_items_timestamp BEFORE UPDATE ON calendar_feed_items
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE room_layouts (
  id UUID DEFAULT uuid_generate_v4() PRIMARY KEY,
  venue_id TEXT REFERENCES destination_profiles(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  drawing JSONB,
  capacity INTEGER,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_room_layouts_timestamp BEFORE UPDATE ON room_layouts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE room_layout_seats (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  layout_id TEXT NOT NULL REFERENCES room_layouts(id) ON DELETE CASCADE,
  seat_code TEXT NOT NULL,
  x NUMERIC(8,2),
  y NUMERIC(8,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_room_layout_seats_timestamp BEFORE UPDATE ON room_layout_seats
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_layouts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  layout_id TEXT REFERENCES room_layouts(id) ON DELETE SET NULL,
  is_final BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_event_layouts_timestamp BEFORE UPDATE ON event_layouts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE guide_pages (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  venue_id TEXT REFERENCES destination_profiles(id) ON DELETE SET NULL,
  feed_id TEXT REFERENCES calendar_feeds(id) ON DELETE SET NULL,
  title TEXT NOT NULL,
  body TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_guide_pages_timestamp BEFORE UPDATE ON guide_pages
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE city_guides (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  category_slug TEXT REFERENCES categories(name) ON DELETE SET NULL,
  title TEXT NOT NULL,
  city TEXT NOT NULL,
  intro TEXT,
  hero_image_url TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_city_guides_timestamp BEFORE UPDATE ON city_guides
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE IF NOT EXISTS billing_tiers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  region_code TEXT,
  price NUMERIC(12,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS loyalty_tiers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  valid_until DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE ai_models (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider_id TEXT NOT NULL REFERENCES ai_providers(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  model_key TEXT NOT NULL UNIQUE,
  modality TEXT DEFAULT 'text',
  context_tokens INTEGER,
  input_price NUMERIC(12,6),
  output_price NUMERIC(12,6),
  is_default BOOLEAN DEFAULT false,
  released_on DATE,
  retired_on DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE lifecycle_phases (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  phase_order INTEGER NOT NULL DEFAULT 0,
  color TEXT,
  is_final BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE custom_workflows (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  owner_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  description TEXT,
  entity_type TEXT,
  is_active BOOLEAN DEFAULT true,
  version INTEGER NOT NULL DEFAULT 1,
  definition JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE help_articles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  title TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  body TEXT,
  category_id TEXT REFERENCES categories(id) ON DELETE SET NULL,
  is_published BOOLEAN DEFAULT false,
  view_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  slug TEXT,
  region TEXT,
  creator_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  cover_url TEXT,
  storage_used_bytes BIGINT DEFAULT 0,
  plan_name TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE teams (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  parent_team_id TEXT REFERENCES teams(id) ON DELETE SET NULL,
  is_private BOOLEAN DEFAULT false,
  invite_code TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE INDEX idx_learning_paths_organization_id ON learning_paths (organization_id);

ALTER TABLE learning_paths ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON learning_paths FOR SELECT USING (is_published);
CREATE POLICY "Members read" ON learning_paths FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_learning_modules_path_id ON learning_modules (path_id);

ALTER TABLE learning_modules ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON learning_modules FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_learning_progress_user_id ON learning_progress (user_id);

ALTER TABLE learning_progress ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON learning_progress FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_help_articles_category_id ON help_articles (category_id);

ALTER TABLE help_articles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON help_articles FOR SELECT USING (is_published);
CREATE POLICY "Signed in people read" ON help_articles FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_support_tickets_user_id ON support_tickets (user_id);
CREATE INDEX idx_support_tickets_organization_id ON support_tickets (organization_id);
CREATE INDEX idx_support_tickets_status ON support_tickets (status);

ALTER TABLE support_tickets ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON support_tickets USING (auth.uid()::text = user_id);
CREATE INDEX idx_support_replies_ticket_id ON support_replies (ticket_id);
CREATE INDEX idx_support_replies_user_id ON support_replies (user_id);

ALTER TABLE support_replies ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON support_replies FOR ALL USING (user_id = auth.uid());

ALTER TABLE terms_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON terms_versions FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_terms_acceptances_user_id ON terms_acceptances (user_id);

ALTER TABLE terms_acceptances ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON terms_acceptances FOR ALL USING (user_id = auth.uid());

ALTER TABLE release_notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON release_notes FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_calendar_feeds_user_id ON calendar_feeds (user_id);

ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON calendar_feeds FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_calendar_feed_items_feed_id ON calendar_feed_items (feed_id);
CREATE INDEX idx_calendar_feed_items_event_id ON calendar_feed_items (event_id);

ALTER TABLE calendar_feed_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON calendar_feed_items FOR ALL USING (EXISTS (SELECT 1 FROM calendar_feeds parent WHERE parent.id = calendar_feed_items.feed_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_room_layouts_venue_id ON room_layouts (venue_id);

ALTER TABLE room_layout_seats ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON room_layout_seats FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_event_layouts_event_id ON event_layouts (event_id);
CREATE INDEX idx_event_layouts_layout_id ON event_layouts (layout_id);

ALTER TABLE event_layouts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON event_layouts FOR SELECT USING (EXISTS (SELECT 1 FROM events parent WHERE parent.id = event_layouts.event_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_guide_pages_feed_id ON guide_pages (feed_id);

ALTER TABLE guide_pages ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON guide_pages FOR SELECT TO authenticated USING (true);

ALTER TABLE city_guides ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON city_guides FOR SELECT TO authenticated USING (true);

-- Columns that the app already writes.
DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'marketing_consent_at'
  ) THEN
    ALTER TABLE users ADD COLUMN marketing_consent_at TIMESTAMPTZ;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'pronouns'
  ) THEN
    ALTER TABLE users ADD COLUMN pronouns TEXT;
  END IF;
END $$;

ALTER TABLE events ADD COLUMN IF NOT EXISTS accessibility_note TEXT;
ALTER TABLE media ADD COLUMN IF NOT EXISTS "licenseName" TEXT;
CREATE INDEX idx_billing_tiers_region_code ON billing_tiers (region_code);
CREATE INDEX idx_loyalty_tiers_valid_until ON loyalty_tiers (valid_until);
