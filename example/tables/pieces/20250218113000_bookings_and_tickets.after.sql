ALTER TABLE ticket_purchases ADD CONSTRAINT ticket_purchases_total_check CHECK (total_amount >= 0);
ALTER TABLE reviews ADD CONSTRAINT reviews_body_check CHECK (char_length(body) <= 5000);
CREATE UNIQUE INDEX idx_promo_codes_code_lower ON promo_codes (lower(code));
CREATE INDEX idx_payments_created_at ON payments (created_at DESC);
COMMENT ON COLUMN payments.amount IS 'What the buyer paid, with fees';
