CREATE OR REPLACE FUNCTION is_member_of(org TEXT)
RETURNS BOOLEAN AS $$
BEGIN
  RETURN EXISTS (
    SELECT 1 FROM user_organizations WHERE organization_id = org AND user_id = auth.uid()::text
  );
END;
$$ LANGUAGE plpgsql STABLE SECURITY DEFINER;

CREATE POLICY "Members see drafts" ON events FOR SELECT USING (is_member_of(organization_id));
CREATE POLICY "Buyers read their tickets" ON tickets FOR SELECT USING (auth.uid()::text = owner_id);
CREATE POLICY "Service writes" ON ai_jobs FOR ALL USING (auth.role() = 'service_role');
CREATE POLICY "Service writes" ON ai_model_metrics FOR INSERT WITH CHECK (auth.role() = 'service_role');
