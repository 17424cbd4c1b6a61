
CREATE TABLE IF NOT EXISTS organizations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  name TEXT NOT NULL,
  slug TEXT UNIQUE,
  plan TEXT DEFAULT 'free',
  industry TEXT,
  owner_email TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS users (
  id UUID DEFAULT uuid_generate_v4() PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  full_name TEXT,
  role TEXT DEFAULT 'member',
  timezone TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE categories (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  parent_id TEXT,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  description TEXT,
  icon_name TEXT,
  color TEXT,
  sort_order INTEGER DEFAULT 0,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_categories_timestamp BEFORE UPDATE ON categories
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

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
CREATE TRIGGER update_loyalty_tiers_timestamp BEFORE UPDATE ON loyalty_tiers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

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
CREATE TRIGGER update_ambassador_tiers_timestamp BEFORE UPDATE ON ambassador_tiers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

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
CREATE TRIGGER update_ticket_purchases_timestamp BEFORE UPDATE ON ticket_purchases
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE tickets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  event_id TEXT NOT NULL,
  status TEXT NOT NULL,
  price_amount NUMERIC(12,2),
  checked_in_at TIMESTAMPTZ,
  holder_email TEXT,
  purchase_id TEXT,
  owner_id TEXT,
  tier_name TEXT,
  "transferCount" INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_tickets_timestamp BEFORE UPDATE ON tickets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE payments (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  amount NUMERIC(10,2) NOT NULL,
  currency TEXT NOT NULL DEFAULT 'EUR',
  status TEXT NOT NULL,
  paid_at TIMESTAMPTZ,
  purchase_id TEXT,
  user_id TEXT NOT NULL,
  receipt_url TEXT,
  "gatewayFee" NUMERIC(10,2) DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  CONSTRAINT payments_amount_check CHECK (amount > 0)
);
CREATE TRIGGER update_payments_timestamp BEFORE UPDATE ON payments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

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
CREATE TRIGGER update_promo_codes_timestamp BEFORE UPDATE ON promo_codes
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE experience_offers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  profile_id TEXT,
  host_id TEXT,
  title TEXT NOT NULL,
  summary TEXT,
  price_amount NUMERIC(10,2),
  currency TEXT DEFAULT 'EUR',
  slots INTEGER,
  cancellation_hours INTEGER DEFAULT 24,
  is_instant BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_experience_offers_timestamp BEFORE UPDATE ON experience_offers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE experience_slots (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  offer_id TEXT NOT NULL,
  starts_at TIMESTAMPTZ NOT NULL,
  ends_at TIMESTAMPTZ,
  seats INTEGER NOT NULL DEFAULT 1,
  seats_taken INTEGER DEFAULT 0,
  status TEXT DEFAULT 'open',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT experience_slots_seats_check CHECK ((seats > 0)),
  CONSTRAINT experience_slots_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
CREATE TRIGGER update_experience_slots_timestamp BEFORE UPDATE ON experience_slots
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE experience_reservations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  slot_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  party_size INTEGER NOT NULL DEFAULT 1,
  total_amount NUMERIC(12,2),
  status TEXT DEFAULT 'held',
  paid_at TIMESTAMPTZ,
  cancelled_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT experience_reservations_party_size_check CHECK ((party_size > 0))
);
CREATE TRIGGER update_experience_reservations_timestamp BEFORE UPDATE ON experience_reservations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE payout_accounts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  account_ref TEXT NOT NULL,
  country_code TEXT,
  is_verified BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_payout_accounts_timestamp BEFORE UPDATE ON payout_accounts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE payouts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  account_id TEXT NOT NULL,
  amount NUMERIC(10,2) NOT NULL,
  currency TEXT DEFAULT 'EUR',
  status TEXT DEFAULT 'pending',
  sent_at TIMESTAMPTZ,
  failure_note TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT payouts_amount_check CHECK (amount > 0)
);
CREATE TRIGGER update_payouts_timestamp BEFORE UPDATE ON payouts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  billing_tier_id TEXT,
  status TEXT DEFAULT 'active',
  renews_at TIMESTAMPTZ,
  cancelled_at TIMESTAMPTZ,
  provider_ref TEXT,
  seats INTEGER DEFAULT 1,
  member_state membership_status DEFAULT 'active',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_subscriptions_timestamp BEFORE UPDATE ON subscriptions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE subscription_invoices (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  subscription_id TEXT NOT NULL,
  amount NUMERIC(10,2) NOT NULL,
  currency TEXT DEFAULT 'EUR',
  issued_at TIMESTAMPTZ,
  paid_at TIMESTAMPTZ,
  pdf_url TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT subscription_invoices_amount_check CHECK (amount > 0)
);
CREATE TRIGGER update_subscription_invoices_timestamp BEFORE UPDATE ON subscription_invoices
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE loyalty_wallets (
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
CREATE TRIGGER update_loyalty_wallets_timestamp BEFORE UPDATE ON loyalty_wallets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE loyalty_events (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  account_id TEXT NOT NULL,
  points INTEGER NOT NULL,
  reason TEXT NOT NULL,
  event_id TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_loyalty_events_timestamp BEFORE UPDATE ON loyalty_events
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE wish_boards (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  is_public BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_wish_boards_timestamp BEFORE UPDATE ON wish_boards
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE wishlist_entries (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  wishlist_id TEXT NOT NULL,
  event_id TEXT,
  offer_id TEXT,
  note TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_wishlist_entries_timestamp BEFORE UPDATE ON wishlist_entries
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE cart_sessions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT,
  items JSONB,
  currency TEXT DEFAULT 'EUR',
  expires_at TIMESTAMPTZ,
  converted_purchase_id TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_cart_sessions_timestamp BEFORE UPDATE ON cart_sessions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE prepaid_cards (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  code TEXT NOT NULL UNIQUE,
  purchaser_id TEXT,
  balance NUMERIC(12,2),
  face_value NUMERIC(12,2),
  currency TEXT DEFAULT 'EUR',
  redeemed_by TEXT,
  expires_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_prepaid_cards_timestamp BEFORE UPDATE ON prepaid_cards
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE memberships (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL,
  status TEXT NOT NULL,
  renews_on DATE,
  "autoRenew" BOOLEAN DEFAULT true,
  "joinedAt" TIMESTAMPTZ,
  member_id TEXT NOT NULL,
  tier_id TEXT,
  perks TEXT[],
  guest_passes INTEGER DEFAULT 0,
  "lastVisitAt" TIMESTAMPTZ,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE reviews (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  rating INTEGER NOT NULL,
  title TEXT,
  body TEXT,
  visited_on DATE,
  reviewer_id TEXT NOT NULL,
  experience_id TEXT,
  photos TEXT[],
  pros TEXT,
  cons TEXT,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW(),
  CONSTRAINT reviews_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);
ALTER TABLE categories ADD CONSTRAINT fk_categories_parent_id FOREIGN KEY (parent_id) REFERENCES categories(id) ON DELETE SET NULL;
ALTER TABLE ticket_purchases ADD CONSTRAINT fk_ticket_purchases_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE ticket_purchases ADD CONSTRAINT fk_ticket_purchases_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE CASCADE;
ALTER TABLE ticket_purchases ADD CONSTRAINT fk_ticket_purchases_promo_code_id FOREIGN KEY (promo_code_id) REFERENCES promo_codes(id) ON DELETE SET NULL;
ALTER TABLE tickets ADD CONSTRAINT fk_tickets_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE CASCADE;
ALTER TABLE tickets ADD CONSTRAINT fk_tickets_purchase_id FOREIGN KEY (purchase_id) REFERENCES ticket_purchases(id) ON DELETE SET NULL;
ALTER TABLE tickets ADD CONSTRAINT fk_tickets_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE payments ADD CONSTRAINT fk_payments_purchase_id FOREIGN KEY (purchase_id) REFERENCES ticket_purchases(id) ON DELETE SET NULL;
ALTER TABLE payments ADD CONSTRAINT fk_payments_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE promo_codes ADD CONSTRAINT fk_promo_codes_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE SET NULL;
ALTER TABLE experience_offers ADD CONSTRAINT fk_experience_offers_profile_id FOREIGN KEY (profile_id) REFERENCES experience_profiles(id) ON DELETE SET NULL;
ALTER TABLE experience_offers ADD CONSTRAINT fk_experience_offers_host_id FOREIGN KEY (host_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE experience_slots ADD CONSTRAINT fk_experience_slots_offer_id FOREIGN KEY (offer_id) REFERENCES experience_offers(id) ON DELETE CASCADE;
ALTER TABLE experience_reservations ADD CONSTRAINT fk_experience_reservations_slot_id FOREIGN KEY (slot_id) REFERENCES experience_slots(id) ON DELETE CASCADE;
ALTER TABLE experience_reservations ADD CONSTRAINT fk_experience_reservations_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE payout_accounts ADD CONSTRAINT fk_payout_accounts_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE payouts ADD CONSTRAINT fk_payouts_account_id FOREIGN KEY (account_id) REFERENCES payout_accounts(id) ON DELETE CASCADE;
ALTER TABLE subscriptions ADD CONSTRAINT fk_subscriptions_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE subscriptions ADD CONSTRAINT fk_subscriptions_billing_tier_id FOREIGN KEY (billing_tier_id) REFERENCES billing_tiers(id) ON DELETE SET NULL;
ALTER TABLE subscription_invoices ADD CONSTRAINT fk_subscription_invoices_subscription_id FOREIGN KEY (subscription_id) REFERENCES subscriptions(id) ON DELETE CASCADE;
ALTER TABLE loyalty_wallets ADD CONSTRAINT fk_loyalty_wallets_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE loyalty_wallets ADD CONSTRAINT fk_loyalty_wallets_tier_id FOREIGN KEY (tier_id) REFERENCES loyalty_tiers(id) ON DELETE SET NULL;
ALTER TABLE loyalty_events ADD CONSTRAINT fk_loyalty_events_account_id FOREIGN KEY (account_id) REFERENCES loyalty_wallets(id) ON DELETE CASCADE;
ALTER TABLE loyalty_events ADD CONSTRAINT fk_loyalty_events_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE SET NULL;
ALTER TABLE wish_boards ADD CONSTRAINT fk_wish_boards_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE wishlist_entries ADD CONSTRAINT fk_wishlist_entries_wishlist_id FOREIGN KEY (wishlist_id) REFERENCES wish_boards(id) ON DELETE CASCADE;
ALTER TABLE wishlist_entries ADD CONSTRAINT fk_wishlist_entries_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE SET NULL;
ALTER TABLE wishlist_entries ADD CONSTRAINT fk_wishlist_entries_offer_id FOREIGN KEY (offer_id) REFERENCES experience_offers(id) ON DELETE SET NULL;
ALTER TABLE cart_sessions ADD CONSTRAINT fk_cart_sessions_converted_purchase_id FOREIGN KEY (converted_purchase_id) REFERENCES ticket_purchases(id) ON DELETE SET NULL;
ALTER TABLE prepaid_cards ADD CONSTRAINT fk_prepaid_cards_purchaser_id FOREIGN KEY (purchaser_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE memberships ADD CONSTRAINT fk_memberships_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE memberships ADD CONSTRAINT fk_memberships_member_id FOREIGN KEY (member_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE memberships ADD CONSTRAINT fk_memberships_tier_id FOREIGN KEY (tier_id) REFERENCES loyalty_tiers(id) ON DELETE SET NULL;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_reviewer_id FOREIGN KEY (reviewer_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE reviews ADD CONSTRAINT fk_reviews_experience_id FOREIGN KEY (experience_id) REFERENCES experience_offers(id) ON DELETE SET NULL;

ALTER TABLE ticket_purchases ADD CONSTRAINT ticket_purchases_total_check CHECK (total_amount >= 0);
ALTER TABLE reviews ADD CONSTRAINT reviews_body_check CHECK (char_length(body) <= 5000);
CREATE UNIQUE INDEX idx_promo_codes_code_lower ON promo_codes (lower(code));
CREATE INDEX idx_payments_created_at ON payments (created_at DESC);
COMMENT ON COLUMN payments.amount IS 'What the buyer paid, with fees';
