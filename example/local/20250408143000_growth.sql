
CREATE TABLE ambassador_tiers (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  name TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  min_followers INTEGER DEFAULT 0,
  commission_percent NUMERIC(5,2),
  perks TEXT[],
  sort_order INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS loyalty_wallets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL UNIQUE,
  tier_id TEXT,
  points INTEGER NOT NULL DEFAULT 0,
  lifetime_points INTEGER NOT NULL DEFAULT 0,
  tier_since DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE ticket_purchases (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  user_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 1,
  total_amount NUMERIC(10,2) NOT NULL,
  currency TEXT DEFAULT 'EUR',
  status TEXT DEFAULT 'pending',
  purchased_at TIMESTAMPTZ,
  promo_code_id TEXT,
  source TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT ticket_purchases_quantity_check CHECK ((quantity > 0))
);

CREATE TABLE promo_codes (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT,
  code TEXT NOT NULL UNIQUE,
  percent_off INTEGER,
  amount_off NUMERIC(12,2),
  max_uses INTEGER,
  used_count INTEGER DEFAULT 0,
  starts_at TIMESTAMPTZ,
  ends_at TIMESTAMPTZ,
  created_by TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT promo_codes_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);

CREATE TABLE growth_campaigns (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  status TEXT DEFAULT 'draft',
  budget_amount NUMERIC(12,2),
  starts_at TIMESTAMPTZ,
  ends_at TIMESTAMPTZ,
  owner_id TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT growth_campaigns_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
CREATE TRIGGER update_growth_campaigns_timestamp BEFORE UPDATE ON growth_campaigns
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE campaign_messages (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  campaign_id TEXT NOT NULL,
  subject TEXT,
  body TEXT NOT NULL,
  send_at TIMESTAMPTZ,
  sent_count INTEGER DEFAULT 0,
  open_count INTEGER DEFAULT 0,
  click_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_campaign_messages_timestamp BEFORE UPDATE ON campaign_messages
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE campaign_audiences (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  campaign_id TEXT NOT NULL,
  name TEXT NOT NULL,
  filter JSONB,
  size_estimate INTEGER,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_campaign_audiences_timestamp BEFORE UPDATE ON campaign_audiences
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE contact_lists (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  source TEXT,
  contact_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_contact_lists_timestamp BEFORE UPDATE ON contact_lists
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE audience_contacts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  list_id TEXT,
  user_id TEXT,
  email TEXT NOT NULL,
  first_name TEXT,
  last_name TEXT,
  consent BOOLEAN DEFAULT false,
  unsubscribed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_audience_contacts_timestamp BEFORE UPDATE ON audience_contacts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ambassadors (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  tier_id TEXT,
  code TEXT UNIQUE,
  status TEXT DEFAULT 'applied',
  joined_on DATE,
  total_earned NUMERIC(12,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ambassadors_timestamp BEFORE UPDATE ON ambassadors
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ambassador_sales (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  ambassador_id TEXT NOT NULL,
  purchase_id TEXT,
  commission NUMERIC(12,2),
  status TEXT DEFAULT 'pending',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ambassador_sales_timestamp BEFORE UPDATE ON ambassador_sales
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE partner_link_hits (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  ambassador_id TEXT NOT NULL,
  landing_path TEXT,
  ip_hash TEXT,
  clicked_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_partner_link_hits_timestamp BEFORE UPDATE ON partner_link_hits
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE creator_briefs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  brand_profile_id TEXT,
  title TEXT NOT NULL,
  deliverables TEXT[],
  budget_amount NUMERIC(12,2),
  deadline_on DATE,
  status TEXT DEFAULT 'open',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_creator_briefs_timestamp BEFORE UPDATE ON creator_briefs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE creator_pitches (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  brief_id TEXT NOT NULL,
  creator_profile_id TEXT NOT NULL,
  message TEXT,
  fee_amount NUMERIC(12,2),
  status TEXT DEFAULT 'sent',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_creator_pitches_timestamp BEFORE UPDATE ON creator_pitches
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE creator_contracts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  pitch_id TEXT NOT NULL,
  signed_at TIMESTAMPTZ,
  value_amount NUMERIC(12,2),
  terms TEXT,
  document_id TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_creator_contracts_timestamp BEFORE UPDATE ON creator_contracts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE creator_payments (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  contract_id TEXT NOT NULL,
  payout_id TEXT,
  amount NUMERIC(10,2) NOT NULL,
  due_on DATE,
  paid_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT creator_payments_amount_check CHECK (amount > 0)
);
CREATE TRIGGER update_creator_payments_timestamp BEFORE UPDATE ON creator_payments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE creator_posts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  contract_id TEXT,
  url TEXT NOT NULL,
  platform TEXT,
  posted_at TIMESTAMPTZ,
  views BIGINT,
  likes INTEGER,
  comments INTEGER,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_creator_posts_timestamp BEFORE UPDATE ON creator_posts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE content_calendar (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  title TEXT NOT NULL,
  channel TEXT,
  publish_on DATE,
  author_id TEXT,
  status TEXT DEFAULT 'idea',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_content_calendar_timestamp BEFORE UPDATE ON content_calendar
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE newsletter_issues (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  subject TEXT NOT NULL,
  body TEXT,
  issue_number INTEGER,
  sent_at TIMESTAMPTZ,
  recipient_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_newsletter_issues_timestamp BEFORE UPDATE ON newsletter_issues
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE short_links (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  slug TEXT NOT NULL UNIQUE,
  target_url TEXT NOT NULL,
  click_count INTEGER DEFAULT 0,
  expires_at TIMESTAMPTZ,
  created_by TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_short_links_timestamp BEFORE UPDATE ON short_links
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE giveaways (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  event_id TEXT,
  title TEXT NOT NULL,
  prize TEXT,
  closes_at TIMESTAMPTZ,
  winner_id TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_giveaways_timestamp BEFORE UPDATE ON giveaways
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE giveaway_entries (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  giveaway_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  entry_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (giveaway_id, user_id)
);
CREATE TRIGGER update_giveaway_entries_timestamp BEFORE UPDATE ON giveaway_entries
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
ALTER TABLE growth_campaigns ADD CONSTRAINT fk_growth_campaigns_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE growth_campaigns ADD CONSTRAINT fk_growth_campaigns_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE campaign_messages ADD CONSTRAINT fk_campaign_messages_campaign_id FOREIGN KEY (campaign_id) REFERENCES growth_campaigns(id) ON DELETE CASCADE;
ALTER TABLE campaign_audiences ADD CONSTRAINT fk_campaign_audiences_campaign_id FOREIGN KEY (campaign_id) REFERENCES growth_campaigns(id) ON DELETE CASCADE;
ALTER TABLE contact_lists ADD CONSTRAINT fk_contact_lists_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE audience_contacts ADD CONSTRAINT fk_audience_contacts_list_id FOREIGN KEY (list_id) REFERENCES contact_lists(id) ON DELETE SET NULL;
ALTER TABLE ambassadors ADD CONSTRAINT fk_ambassadors_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE ambassadors ADD CONSTRAINT fk_ambassadors_tier_id FOREIGN KEY (tier_id) REFERENCES ambassador_tiers(id) ON DELETE SET NULL;
ALTER TABLE ambassador_sales ADD CONSTRAINT fk_ambassador_sales_ambassador_id FOREIGN KEY (ambassador_id) REFERENCES ambassadors(id) ON DELETE CASCADE;
ALTER TABLE ambassador_sales ADD CONSTRAINT fk_ambassador_sales_purchase_id FOREIGN KEY (purchase_id) REFERENCES ticket_purchases(id) ON DELETE SET NULL;
ALTER TABLE partner_link_hits ADD CONSTRAINT fk_partner_link_hits_ambassador_id FOREIGN KEY (ambassador_id) REFERENCES ambassadors(id) ON DELETE CASCADE;
ALTER TABLE creator_briefs ADD CONSTRAINT fk_creator_briefs_brand_profile_id FOREIGN KEY (brand_profile_id) REFERENCES brand_profiles(id) ON DELETE SET NULL;
ALTER TABLE creator_pitches ADD CONSTRAINT fk_creator_pitches_brief_id FOREIGN KEY (brief_id) REFERENCES creator_briefs(id) ON DELETE CASCADE;
ALTER TABLE creator_pitches ADD CONSTRAINT fk_creator_pitches_creator_profile_id FOREIGN KEY (creator_profile_id) REFERENCES creator_profiles(id) ON DELETE CASCADE;
ALTER TABLE creator_contracts ADD CONSTRAINT fk_creator_contracts_pitch_id FOREIGN KEY (pitch_id) REFERENCES creator_pitches(id) ON DELETE CASCADE;
ALTER TABLE creator_contracts ADD CONSTRAINT fk_creator_contracts_document_id FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE SET NULL;
ALTER TABLE creator_payments ADD CONSTRAINT fk_creator_payments_contract_id FOREIGN KEY (contract_id) REFERENCES creator_contracts(id) ON DELETE CASCADE;
ALTER TABLE creator_payments ADD CONSTRAINT fk_creator_payments_payout_id FOREIGN KEY (payout_id) REFERENCES payouts(id) ON DELETE SET NULL;
ALTER TABLE creator_posts ADD CONSTRAINT fk_creator_posts_contract_id FOREIGN KEY (contract_id) REFERENCES creator_contracts(id) ON DELETE SET NULL;
ALTER TABLE content_calendar ADD CONSTRAINT fk_content_calendar_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE short_links ADD CONSTRAINT fk_short_links_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE giveaways ADD CONSTRAINT fk_giveaways_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE giveaways ADD CONSTRAINT fk_giveaways_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE SET NULL;
ALTER TABLE giveaways ADD CONSTRAINT fk_giveaways_winner_id FOREIGN KEY (winner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE giveaway_entries ADD CONSTRAINT fk_giveaway_entries_giveaway_id FOREIGN KEY (giveaway_id) REFERENCES giveaways(id) ON DELETE CASCADE;
ALTER TABLE giveaway_entries ADD CONSTRAINT fk_giveaway_entries_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

