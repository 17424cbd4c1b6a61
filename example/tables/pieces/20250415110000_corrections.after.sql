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
