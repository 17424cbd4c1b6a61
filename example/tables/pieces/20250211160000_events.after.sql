CREATE OR REPLACE VIEW upcoming_events AS
SELECT e.id, e.title, e.slug, e.starts_at, e.price_from, e.currency, d.city
FROM events e
LEFT JOIN destination_profiles d ON d.id = e.venue_id
WHERE e.status = 'published' AND e.starts_at > NOW();

CREATE INDEX idx_events_starts_at ON events (starts_at DESC) WHERE published_at IS NOT NULL;
COMMENT ON TABLE events IS 'What people can go to';
COMMENT ON COLUMN events.venue_id IS 'Where, if the place has a profile';
