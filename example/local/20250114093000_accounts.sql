-- Accounts, organizations and who belongs to what.
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";

DO $$ BEGIN
  CREATE TYPE priority_level AS ENUM ('low', 'normal', 'high', 'urgent');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

CREATE TYPE membership_status AS ENUM ('trial', 'active', 'paused', 'expired');

CREATE OR REPLACE FUNCTION update_updated_at_column()
RETURNS TRIGGER AS $$
BEGIN
  NEW.updated_at = NOW();
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION touch_updated_at()
RETURNS TRIGGER AS $$
BEGIN
  NEW."updatedAt" = NOW();
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE OR REPLACE FUNCTION slugify(value TEXT)
RETURNS TEXT AS $$
  SELECT trim(both '-' from regexp_replace(lower(trim(value)), '[^a-z0-9-]+', '-', 'g'));
$$ LANGUAGE sql IMMUTABLE;

CREATE OR REPLACE FUNCTION new_referral_code()
RETURNS TEXT AS $$
  SELECT upper(substr(md5(random()::text), 1, 8));
$$ LANGUAGE sql VOLATILE;

CREATE TABLE users (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  email TEXT NOT NULL UNIQUE,
  full_name TEXT,
  username TEXT UNIQUE,
  password_hash TEXT,
  avatar_url TEXT,
  phone TEXT,
  is_active BOOLEAN DEFAULT true,
  email_verified_at TIMESTAMPTZ,
  mfa_enabled BOOLEAN DEFAULT false,
  mfa_secret TEXT,
  backup_codes TEXT[],
  verification_status TEXT DEFAULT 'unverified',
  verified_by TEXT,
  home_organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  last_login_at TIMESTAMPTZ,
  login_count INTEGER DEFAULT 0,
  locked_until TIMESTAMPTZ,
  locale TEXT DEFAULT 'en',
  referral_code TEXT UNIQUE,
  preferences JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_users_timestamp BEFORE UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE organizations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT,
  logo_url TEXT,
  owner_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  billing_tier_id TEXT REFERENCES billing_tiers(id) ON DELETE SET NULL,
  industry TEXT,
  employee_range TEXT,
  cover_url TEXT,
  primary_color TEXT,
  seat_limit INTEGER DEFAULT 5,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_organizations_timestamp BEFORE UPDATE ON organizations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE organization_settings (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL UNIQUE REFERENCES organizations(id) ON DELETE CASCADE,
  branding JSONB,
  email_footer TEXT,
  default_locale TEXT DEFAULT 'en',
  allowed_domains TEXT[],
  feature_overrides JSONB,
  session_hours INTEGER DEFAULT 12,
  data_region TEXT DEFAULT 'eu',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_organization_settings_timestamp BEFORE UPDATE ON organization_settings
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE user_organizations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  organization_id TEXT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
  title TEXT,
  role_name TEXT DEFAULT 'member',
  is_owner BOOLEAN DEFAULT false,
  custom_title TEXT,
  dashboard_id TEXT REFERENCES dashboards(id) ON DELETE SET NULL,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE roles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  description TEXT,
  permissions JSONB,
  is_system BOOLEAN DEFAULT false,
  rank INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_roles_timestamp BEFORE UPDATE ON roles
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE role_assignments (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  role_id TEXT NOT NULL REFERENCES roles(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  granted_by TEXT,
  expires_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (role_id, user_id)
);
CREATE TRIGGER update_role_assignments_timestamp BEFORE UPDATE ON role_assignments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE user_invites (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  role_id TEXT REFERENCES roles(id) ON DELETE SET NULL,
  invited_by TEXT,
  token TEXT NOT NULL UNIQUE,
  accepted_at TIMESTAMPTZ,
  expires_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_user_invites_timestamp BEFORE UPDATE ON user_invites
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE user_devices (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  device_label TEXT,
  push_token TEXT,
  platform TEXT,
  last_active_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_user_devices_timestamp BEFORE UPDATE ON user_devices
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE password_resets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  requested_ip TEXT,
  used_at TIMESTAMPTZ,
  expires_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_password_resets_timestamp BEFORE UPDATE ON password_resets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE login_history (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  succeeded BOOLEAN,
  ip_hash TEXT,
  user_agent TEXT,
  city TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_login_history_timestamp BEFORE UPDATE ON login_history
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE user_blocks (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  blocked_user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  reason TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (user_id, blocked_user_id)
);
CREATE TRIGGER update_user_blocks_timestamp BEFORE UPDATE ON user_blocks
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  key_prefix TEXT NOT NULL,
  scopes TEXT[],
  expires_at TIMESTAMPTZ,
  hashed_secret TEXT,
  "rotatedAt" TIMESTAMPTZ,
  usage_count INTEGER DEFAULT 0,
  created_by TEXT REFERENCES users(id) ON DELETE SET NULL,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE api_rate_limits (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  identifier TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  window_start TIMESTAMPTZ NOT NULL,
  request_count INTEGER NOT NULL DEFAULT 0,
  "windowEnd" TIMESTAMPTZ,
  tier TEXT DEFAULT 'standard',
  "isBlocked" BOOLEAN DEFAULT false,
  "createdAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE audit_log (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  action TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id TEXT,
  details TEXT,
  user_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  ip_hash TEXT,
  severity TEXT DEFAULT 'info',
  "correlationId" TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE INDEX idx_users_home_organization_id ON users (home_organization_id);

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON users FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_organizations_billing_tier_id ON organizations (billing_tier_id);

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON organizations FOR ALL USING (owner_id = auth.uid());

ALTER TABLE organization_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON organization_settings FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_user_organizations_user_id ON user_organizations (user_id);
CREATE INDEX idx_user_organizations_organization_id ON user_organizations (organization_id);
CREATE INDEX idx_user_organizations_dashboard_id ON user_organizations (dashboard_id);

ALTER TABLE user_organizations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON user_organizations FOR ALL USING (user_id = auth.uid());

ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Anyone reads" ON roles FOR SELECT USING (true);
CREATE INDEX idx_role_assignments_role_id ON role_assignments (role_id);
CREATE INDEX idx_role_assignments_organization_id ON role_assignments (organization_id);

ALTER TABLE role_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON role_assignments FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_user_invites_organization_id ON user_invites (organization_id);
CREATE INDEX idx_user_invites_role_id ON user_invites (role_id);

ALTER TABLE user_invites ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON user_invites FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_user_devices_user_id ON user_devices (user_id);

ALTER TABLE user_devices ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON user_devices FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_password_resets_user_id ON password_resets (user_id);

ALTER TABLE password_resets ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON password_resets FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_login_history_user_id ON login_history (user_id);
CREATE INDEX idx_user_blocks_blocked_user_id ON user_blocks (blocked_user_id);

ALTER TABLE user_blocks ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON user_blocks FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_api_keys_organization_id ON api_keys (organization_id);
CREATE INDEX idx_api_keys_created_by ON api_keys (created_by);

ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON api_keys FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_audit_log_user_id ON audit_log (user_id);

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON audit_log FOR ALL USING (user_id = auth.uid());

