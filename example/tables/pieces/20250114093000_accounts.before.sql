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

