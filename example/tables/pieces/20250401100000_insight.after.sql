CREATE OR REPLACE VIEW member_points AS
SELECT u.id AS user_id, u.full_name, w.points, t.name AS tier
FROM users u
JOIN loyalty_wallets w ON w.user_id = u.id
LEFT JOIN loyalty_tiers t ON t.id = w.tier_id;

GRANT SELECT ON upcoming_events TO anon, authenticated;
