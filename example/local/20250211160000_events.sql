
CREATE TABLE events (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  title TEXT NOT NULL,
  slug TEXT UNIQUE,
  description TEXT,
  event_type TEXT,
  status TEXT NOT NULL DEFAULT 'draft',
  starts_at TIMESTAMPTZ,
  ends_at TIMESTAMPTZ,
  timezone TEXT DEFAULT 'UTC',
  venue_id TEXT REFERENCES destination_profiles(id) ON DELETE SET NULL,
  cover_image_url TEXT,
  capacity INTEGER,
  is_private BOOLEAN DEFAULT false,
  organizer_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  category_id TEXT REFERENCES categories(id) ON DELETE SET NULL,
  price_from NUMERIC(12,2),
  currency TEXT DEFAULT 'EUR',
  published_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT events_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
CREATE TRIGGER update_events_timestamp BEFORE UPDATE ON events
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_phases (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  phase_order INTEGER DEFAULT 0,
  starts_at TIMESTAMPTZ,
  ends_at TIMESTAMPTZ,
  color TEXT,
  is_milestone BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT event_phases_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
CREATE TRIGGER update_event_phases_timestamp BEFORE UPDATE ON event_phases
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_programs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  track TEXT,
  speaker_profile_id TEXT REFERENCES profiles(id) ON DELETE SET NULL,
  room_label TEXT,
  starts_at TIMESTAMPTZ,
  ends_at TIMESTAMPTZ,
  description TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT event_programs_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
CREATE TRIGGER update_event_programs_timestamp BEFORE UPDATE ON event_programs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_instances (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  starts_at TIMESTAMPTZ NOT NULL,
  ends_at TIMESTAMPTZ,
  capacity INTEGER,
  status TEXT DEFAULT 'scheduled',
  override JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT event_instances_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
CREATE TRIGGER update_event_instances_timestamp BEFORE UPDATE ON event_instances
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_assets (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  asset_id TEXT REFERENCES assets(id) ON DELETE SET NULL,
  purpose TEXT,
  sort_order INTEGER DEFAULT 0,
  is_cover BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_event_assets_timestamp BEFORE UPDATE ON event_assets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_departments (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  department_id TEXT NOT NULL REFERENCES departments(id) ON DELETE CASCADE,
  lead_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  budget_amount NUMERIC(12,2),
  headcount INTEGER,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (event_id, department_id)
);
CREATE TRIGGER update_event_departments_timestamp BEFORE UPDATE ON event_departments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_rsvps (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  status TEXT DEFAULT 'going',
  guests INTEGER DEFAULT 0,
  answered_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (event_id, user_id)
);
CREATE TRIGGER update_event_rsvps_timestamp BEFORE UPDATE ON event_rsvps
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_checklists (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  items JSONB,
  owner_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  is_template BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_event_checklists_timestamp BEFORE UPDATE ON event_checklists
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_questions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  prompt TEXT NOT NULL,
  kind TEXT DEFAULT 'text',
  options TEXT[],
  is_required BOOLEAN DEFAULT false,
  sort_order INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_event_questions_timestamp BEFORE UPDATE ON event_questions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_answers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  question_id TEXT NOT NULL REFERENCES event_questions(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  answer TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_event_answers_timestamp BEFORE UPDATE ON event_answers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_partners_list (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  brand_profile_id TEXT REFERENCES brand_profiles(id) ON DELETE SET NULL,
  level TEXT,
  sort_order INTEGER DEFAULT 0,
  logo_url TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_event_partners_list_timestamp BEFORE UPDATE ON event_partners_list
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_bookmarks (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (event_id, user_id)
);
CREATE TRIGGER update_event_bookmarks_timestamp BEFORE UPDATE ON event_bookmarks
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE event_updates (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  author_id TEXT,
  title TEXT NOT NULL,
  body TEXT,
  pinned BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_event_updates_timestamp BEFORE UPDATE ON event_updates
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE departments (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  code TEXT,
  manager_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  icon_name TEXT,
  email_alias TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_departments_timestamp BEFORE UPDATE ON departments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE credentials (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT REFERENCES events(id) ON DELETE SET NULL,
  holder_name TEXT NOT NULL,
  credential_type TEXT NOT NULL,
  valid_until TIMESTAMPTZ,
  profile_id TEXT REFERENCES profiles(id) ON DELETE SET NULL,
  barcode_value TEXT,
  "isLaminate" BOOLEAN DEFAULT false,
  "allDays" BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_credentials_timestamp BEFORE UPDATE ON credentials
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE punch_lists (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  project_id TEXT REFERENCES projects(id) ON DELETE SET NULL,
  event_id TEXT REFERENCES events(id) ON DELETE SET NULL,
  title TEXT NOT NULL,
  area_name TEXT,
  assigned_to TEXT REFERENCES users(id) ON DELETE SET NULL,
  photo_urls TEXT[],
  "isClosed" BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_punch_lists_timestamp BEFORE UPDATE ON punch_lists
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE OR REPLACE VIEW upcoming_events AS
SELECT e.id, e.title, e.slug, e.starts_at, e.price_from, e.currency, d.city
FROM events e
LEFT JOIN destination_profiles d ON d.id = e.venue_id
WHERE e.status = 'published' AND e.starts_at > NOW();

CREATE INDEX idx_events_starts_at ON events (starts_at DESC) WHERE published_at IS NOT NULL;
COMMENT ON TABLE events IS 'What people can go to';
COMMENT ON COLUMN events.venue_id IS 'Where, if the place has a profile';
