CREATE INDEX idx_projects_organization_id_name ON projects (organization_id, lower(name));
CREATE INDEX idx_assets_created_at ON assets (created_at);
COMMENT ON TABLE budgets IS 'Planned money for a production or a year';
COMMENT ON COLUMN budgets.total_amount IS 'Planned total';
