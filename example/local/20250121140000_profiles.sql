-- One profile a person or thing, and what each type of profile adds.

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
CREATE TRIGGER update_billing_tiers_timestamp BEFORE UPDATE ON billing_tiers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profiles (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  profile_type TEXT NOT NULL,
  handle TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  avatar_url TEXT,
  cover_url TEXT,
  bio TEXT,
  location TEXT,
  website TEXT,
  social_links JSONB,
  visibility TEXT NOT NULL DEFAULT 'public',
  verified BOOLEAN NOT NULL DEFAULT false,
  featured BOOLEAN NOT NULL DEFAULT false,
  slug TEXT UNIQUE,
  seo_title TEXT,
  seo_description TEXT,
  billing_tier_id TEXT REFERENCES billing_tiers(id) ON DELETE SET NULL,
  billing_status TEXT DEFAULT 'none',
  completeness INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_profiles_timestamp BEFORE UPDATE ON profiles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profile_relationships (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  from_profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  to_profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  status TEXT DEFAULT 'active',
  note TEXT,
  started_on DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (from_profile_id, to_profile_id, kind)
);
CREATE TRIGGER update_profile_relationships_timestamp BEFORE UPDATE ON profile_relationships
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE member_profiles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL UNIQUE REFERENCES profiles(id) ON DELETE CASCADE,
  birth_year INTEGER,
  home_city TEXT,
  interests TEXT[],
  favourite_venue_id TEXT REFERENCES destination_profiles(id) ON DELETE SET NULL,
  loyalty_tier_id TEXT REFERENCES loyalty_tiers(id) ON DELETE SET NULL,
  points_balance INTEGER DEFAULT 0,
  events_attended INTEGER DEFAULT 0,
  accessibility_needs TEXT[],
  newsletter_opt_in BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_member_profiles_timestamp BEFORE UPDATE ON member_profiles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE professional_profiles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL UNIQUE REFERENCES profiles(id) ON DELETE CASCADE,
  headline TEXT,
  job_title TEXT,
  company_name TEXT,
  years_experience INTEGER,
  skills TEXT[],
  certifications TEXT[],
  resume_url TEXT,
  availability TEXT DEFAULT 'open',
  day_rate NUMERIC(12,2),
  hourly_rate NUMERIC(12,2),
  currency TEXT DEFAULT 'EUR',
  open_to_travel BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_professional_profiles_timestamp BEFORE UPDATE ON professional_profiles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE creator_profiles (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  profile_id TEXT NOT NULL UNIQUE REFERENCES profiles(id) ON DELETE CASCADE,
  stage_name TEXT,
  genres TEXT[],
  follower_total INTEGER DEFAULT 0,
  engagement_percent NUMERIC(5,2),
  ambassador_tier_id TEXT REFERENCES ambassador_tiers(id) ON DELETE SET NULL,
  booking_email TEXT,
  fee_from NUMERIC(12,2),
  currency TEXT DEFAULT 'EUR',
  portfolio_url TEXT,
  press_quote TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_creator_profiles_timestamp BEFORE UPDATE ON creator_profiles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE brand_profiles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL UNIQUE REFERENCES profiles(id) ON DELETE CASCADE,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  legal_name TEXT,
  industry TEXT,
  founded_year INTEGER,
  headquarters TEXT,
  employee_range TEXT,
  brand_values TEXT[],
  logo_url TEXT,
  guidelines_url TEXT,
  sponsor_budget NUMERIC(12,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_brand_profiles_timestamp BEFORE UPDATE ON brand_profiles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE destination_profiles (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  profile_id TEXT NOT NULL UNIQUE REFERENCES profiles(id) ON DELETE CASCADE,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  venue_kind TEXT,
  capacity INTEGER,
  address_line TEXT,
  city TEXT,
  country_code TEXT,
  latitude NUMERIC(9,6),
  longitude NUMERIC(9,6),
  opening_hours JSONB,
  amenities TEXT[],
  hire_fee NUMERIC(12,2),
  house_rules TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_destination_profiles_timestamp BEFORE UPDATE ON destination_profiles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE experience_profiles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL UNIQUE REFERENCES profiles(id) ON DELETE CASCADE,
  host_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  duration_minutes INTEGER,
  group_min INTEGER DEFAULT 1,
  group_max INTEGER,
  price_from NUMERIC(12,2),
  currency TEXT DEFAULT 'EUR',
  languages TEXT[],
  includes TEXT[],
  meeting_point TEXT,
  cancellation_policy TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_experience_profiles_timestamp BEFORE UPDATE ON experience_profiles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profile_views (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  viewer_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  referrer TEXT,
  viewed_on DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_profile_views_timestamp BEFORE UPDATE ON profile_views
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profile_badges (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  badge_code TEXT NOT NULL,
  awarded_by TEXT,
  awarded_at TIMESTAMPTZ,
  icon_url TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (profile_id, badge_code)
);
CREATE TRIGGER update_profile_badges_timestamp BEFORE UPDATE ON profile_badges
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profile_links (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  url TEXT NOT NULL,
  sort_order INTEGER DEFAULT 0,
  click_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_profile_links_timestamp BEFORE UPDATE ON profile_links
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profile_claims (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  evidence_url TEXT,
  status TEXT DEFAULT 'pending',
  reviewed_by TEXT,
  reviewed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_profile_claims_timestamp BEFORE UPDATE ON profile_claims
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profile_endorsements (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  skill TEXT NOT NULL,
  body TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_profile_endorsements_timestamp BEFORE UPDATE ON profile_endorsements
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE profile_follows (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  profile_id TEXT NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
  notify BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (user_id, profile_id)
);
CREATE TRIGGER update_profile_follows_timestamp BEFORE UPDATE ON profile_follows
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

ALTER TABLE billing_tiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON billing_tiers FOR SELECT USING (is_public);
CREATE POLICY "Signed in people read" ON billing_tiers FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_profiles_user_id ON profiles (user_id);
CREATE INDEX idx_profiles_billing_tier_id ON profiles (billing_tier_id);

ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON profiles FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_profile_relationships_from_profile_id ON profile_relationships (from_profile_id);
CREATE INDEX idx_profile_relationships_to_profile_id ON profile_relationships (to_profile_id);

ALTER TABLE profile_relationships ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON profile_relationships FOR ALL USING (EXISTS (SELECT 1 FROM profiles parent WHERE parent.id = profile_relationships.from_profile_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_member_profiles_favourite_venue_id ON member_profiles (favourite_venue_id);
CREATE INDEX idx_member_profiles_loyalty_tier_id ON member_profiles (loyalty_tier_id);

ALTER TABLE member_profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON member_profiles FOR ALL USING (EXISTS (SELECT 1 FROM profiles parent WHERE parent.id = member_profiles.profile_id AND parent.user_id = auth.uid()));

ALTER TABLE professional_profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON professional_profiles FOR ALL USING (EXISTS (SELECT 1 FROM profiles parent WHERE parent.id = professional_profiles.profile_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_creator_profiles_ambassador_tier_id ON creator_profiles (ambassador_tier_id);

ALTER TABLE creator_profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON creator_profiles FOR ALL USING (EXISTS (SELECT 1 FROM profiles parent WHERE parent.id = creator_profiles.profile_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_brand_profiles_organization_id ON brand_profiles (organization_id);

ALTER TABLE brand_profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON brand_profiles FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_destination_profiles_organization_id ON destination_profiles (organization_id);

ALTER TABLE destination_profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON destination_profiles FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_experience_profiles_host_id ON experience_profiles (host_id);

ALTER TABLE experience_profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON experience_profiles FOR ALL USING (EXISTS (SELECT 1 FROM profiles parent WHERE parent.id = experience_profiles.profile_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_profile_views_profile_id ON profile_views (profile_id);
CREATE INDEX idx_profile_views_viewer_id ON profile_views (viewer_id);
CREATE INDEX idx_profile_badges_profile_id ON profile_badges (profile_id);

ALTER TABLE profile_badges ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON profile_badges FOR ALL USING (EXISTS (SELECT 1 FROM profiles parent WHERE parent.id = profile_badges.profile_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_profile_links_profile_id ON profile_links (profile_id);
CREATE INDEX idx_profile_claims_profile_id ON profile_claims (profile_id);
CREATE INDEX idx_profile_claims_user_id ON profile_claims (user_id);

ALTER TABLE profile_claims ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON profile_claims FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_profile_endorsements_profile_id ON profile_endorsements (profile_id);
CREATE INDEX idx_profile_endorsements_user_id ON profile_endorsements (user_id);

ALTER TABLE profile_endorsements ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON profile_endorsements FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_profile_follows_user_id ON profile_follows (user_id);
CREATE INDEX idx_profile_follows_profile_id ON profile_follows (profile_id);

ALTER TABLE profile_follows ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON profile_follows FOR ALL USING (user_id = auth.uid());

