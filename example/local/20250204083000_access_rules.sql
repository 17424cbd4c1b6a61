-- Who may see what.
CREATE INDEX idx_events_organization_id ON events (organization_id);
CREATE INDEX idx_events_venue_id ON events (venue_id);
CREATE INDEX idx_events_organizer_id ON events (organizer_id);
CREATE INDEX idx_events_category_id ON events (category_id);

ALTER TABLE events ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON events FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_event_phases_event_id ON event_phases (event_id);
CREATE INDEX idx_event_programs_event_id ON event_programs (event_id);

ALTER TABLE event_programs ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON event_programs FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_event_instances_event_id ON event_instances (event_id);

ALTER TABLE event_instances ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON event_instances FOR SELECT USING (EXISTS (SELECT 1 FROM events parent WHERE parent.id = event_instances.event_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_event_assets_event_id ON event_assets (event_id);
CREATE INDEX idx_event_assets_asset_id ON event_assets (asset_id);
CREATE INDEX idx_event_departments_department_id ON event_departments (department_id);
CREATE INDEX idx_event_departments_lead_id ON event_departments (lead_id);

ALTER TABLE event_departments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON event_departments FOR SELECT USING (EXISTS (SELECT 1 FROM events parent WHERE parent.id = event_departments.event_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_event_rsvps_user_id ON event_rsvps (user_id);
CREATE INDEX idx_event_rsvps_status ON event_rsvps (status);

ALTER TABLE event_rsvps ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON event_rsvps FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_event_checklists_event_id ON event_checklists (event_id);
CREATE INDEX idx_event_checklists_owner_id ON event_checklists (owner_id);

ALTER TABLE event_checklists ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON event_checklists FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_event_questions_event_id ON event_questions (event_id);

ALTER TABLE event_questions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON event_questions FOR SELECT USING (EXISTS (SELECT 1 FROM events parent WHERE parent.id = event_questions.event_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_event_answers_question_id ON event_answers (question_id);
CREATE INDEX idx_event_answers_user_id ON event_answers (user_id);

ALTER TABLE event_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON event_answers FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_event_partners_list_event_id ON event_partners_list (event_id);
CREATE INDEX idx_event_partners_list_brand_profile_id ON event_partners_list (brand_profile_id);

ALTER TABLE event_partners_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON event_partners_list FOR SELECT USING (EXISTS (SELECT 1 FROM events parent WHERE parent.id = event_partners_list.event_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_event_bookmarks_event_id ON event_bookmarks (event_id);
CREATE INDEX idx_event_bookmarks_user_id ON event_bookmarks (user_id);

ALTER TABLE event_bookmarks ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON event_bookmarks FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_event_updates_event_id ON event_updates (event_id);

ALTER TABLE event_updates ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON event_updates FOR SELECT USING (EXISTS (SELECT 1 FROM events parent WHERE parent.id = event_updates.event_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_departments_manager_id ON departments (manager_id);

ALTER TABLE departments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON departments FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_credentials_profile_id ON credentials (profile_id);

ALTER TABLE credentials ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON credentials FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_punch_lists_event_id ON punch_lists (event_id);
CREATE INDEX idx_punch_lists_assigned_to ON punch_lists (assigned_to);

ALTER TABLE punch_lists ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON punch_lists FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_categories_parent_id ON categories (parent_id);

ALTER TABLE categories ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON categories FOR SELECT TO authenticated USING (true);

ALTER TABLE loyalty_tiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON loyalty_tiers FOR SELECT TO authenticated USING (true);

ALTER TABLE ambassador_tiers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON ambassador_tiers FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_ticket_purchases_user_id ON ticket_purchases (user_id);
CREATE INDEX idx_ticket_purchases_status ON ticket_purchases (status);

ALTER TABLE ticket_purchases ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ticket_purchases FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_tickets_event_id ON tickets (event_id);
CREATE INDEX idx_tickets_purchase_id ON tickets (purchase_id);
CREATE INDEX idx_tickets_owner_id ON tickets (owner_id);

ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON tickets FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_payments_status ON payments (status);
CREATE INDEX idx_payments_purchase_id ON payments (purchase_id);
CREATE INDEX idx_payments_user_id ON payments (user_id);

ALTER TABLE payments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON payments USING (auth.uid()::text = user_id);

ALTER TABLE promo_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON promo_codes FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_experience_offers_host_id ON experience_offers (host_id);

ALTER TABLE experience_offers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON experience_offers FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_experience_slots_offer_id ON experience_slots (offer_id);

ALTER TABLE experience_slots ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON experience_slots FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_experience_reservations_user_id ON experience_reservations (user_id);
CREATE INDEX idx_experience_reservations_status ON experience_reservations (status);

ALTER TABLE experience_reservations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON experience_reservations USING (auth.uid()::text = user_id);
CREATE INDEX idx_payout_accounts_user_id ON payout_accounts (user_id);

ALTER TABLE payout_accounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON payout_accounts FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_payouts_account_id ON payouts (account_id);

ALTER TABLE payouts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON payouts FOR ALL USING (EXISTS (SELECT 1 FROM payout_accounts parent WHERE parent.id = payouts.account_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_subscriptions_user_id ON subscriptions (user_id);
CREATE INDEX idx_subscriptions_billing_tier_id ON subscriptions (billing_tier_id);

ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON subscriptions FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_subscription_invoices_subscription_id ON subscription_invoices (subscription_id);

ALTER TABLE subscription_invoices ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON subscription_invoices FOR ALL USING (EXISTS (SELECT 1 FROM subscriptions parent WHERE parent.id = subscription_invoices.subscription_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_loyalty_wallets_tier_id ON loyalty_wallets (tier_id);

ALTER TABLE loyalty_wallets ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON loyalty_wallets FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_loyalty_events_account_id ON loyalty_events (account_id);

ALTER TABLE loyalty_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON loyalty_events FOR ALL USING (EXISTS (SELECT 1 FROM loyalty_wallets parent WHERE parent.id = loyalty_events.account_id AND parent.user_id = auth.uid()));

ALTER TABLE wish_boards ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON wish_boards FOR SELECT USING (is_public);
CREATE POLICY "Own rows" ON wish_boards FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_wishlist_entries_wishlist_id ON wishlist_entries (wishlist_id);
CREATE INDEX idx_wishlist_entries_offer_id ON wishlist_entries (offer_id);

ALTER TABLE wishlist_entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON wishlist_entries FOR ALL USING (EXISTS (SELECT 1 FROM wish_boards parent WHERE parent.id = wishlist_entries.wishlist_id AND parent.user_id = auth.uid()));

ALTER TABLE cart_sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON cart_sessions FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_prepaid_cards_purchaser_id ON prepaid_cards (purchaser_id);

ALTER TABLE prepaid_cards ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON prepaid_cards FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_memberships_status ON memberships (status);
CREATE INDEX idx_memberships_member_id ON memberships (member_id);

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON memberships FOR ALL USING (member_id = auth.uid());
CREATE INDEX idx_reviews_experience_id ON reviews (experience_id);

ALTER TABLE reviews ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON reviews FOR ALL USING (reviewer_id = auth.uid());
CREATE INDEX idx_ai_models_provider_id ON ai_models (provider_id);
CREATE INDEX idx_ai_agents_organization_id ON ai_agents (organization_id);
CREATE INDEX idx_ai_agents_owner_id ON ai_agents (owner_id);

ALTER TABLE ai_agents ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ai_agents FOR ALL USING (owner_id = auth.uid());

ALTER TABLE ai_agent_contexts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON ai_agent_contexts FOR ALL USING (EXISTS (SELECT 1 FROM ai_agents parent WHERE parent.id = ai_agent_contexts.agent_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_ai_conversations_agent_id ON ai_conversations (agent_id);
CREATE INDEX idx_ai_conversations_status ON ai_conversations (status);

ALTER TABLE ai_conversations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ai_conversations USING (auth.uid()::text = user_id);
CREATE INDEX idx_ai_messages_model_id ON ai_messages (model_id);

ALTER TABLE ai_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON ai_messages FOR ALL USING (EXISTS (SELECT 1 FROM ai_conversations parent WHERE parent.id = ai_messages.conversation_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_ai_knowledge_base_embedding_model_id ON ai_knowledge_base (embedding_model_id);

ALTER TABLE ai_knowledge_base ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON ai_knowledge_base FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_recommendations_user_id ON ai_recommendations (user_id);

ALTER TABLE ai_recommendations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ai_recommendations FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_ai_predictions_organization_id ON ai_predictions (organization_id);
CREATE INDEX idx_ai_predictions_event_id ON ai_predictions (event_id);

ALTER TABLE ai_predictions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON ai_predictions FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_insights_dashboard_id ON ai_insights (dashboard_id);

ALTER TABLE ai_insights ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON ai_insights FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_content_user_id ON ai_content (user_id);
CREATE INDEX idx_ai_content_model_id ON ai_content (model_id);

ALTER TABLE ai_content ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ai_content FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_ai_content_templates_organization_id ON ai_content_templates (organization_id);

ALTER TABLE ai_content_templates ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON ai_content_templates FOR SELECT USING (is_shared);
CREATE POLICY "Members read" ON ai_content_templates FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_training_data_organization_id ON ai_training_data (organization_id);

ALTER TABLE ai_training_data ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON ai_training_data FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_feature_configs_organization_id ON ai_feature_configs (organization_id);

ALTER TABLE ai_feature_configs ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON ai_feature_configs FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_model_metrics_model_id ON ai_model_metrics (model_id);
CREATE INDEX idx_ai_model_metrics_measured_on ON ai_model_metrics (measured_on);

ALTER TABLE ai_model_metrics ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON ai_model_metrics FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_ai_model_performance_model_id ON ai_model_performance (model_id);

ALTER TABLE ai_model_performance ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON ai_model_performance FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_ai_jobs_agent_id ON ai_jobs (agent_id);

ALTER TABLE ai_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON ai_jobs FOR SELECT TO authenticated USING (true);

ALTER TABLE ai_prompt_guards ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON ai_prompt_guards FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_usage_meters_organization_id ON ai_usage_meters (organization_id);

ALTER TABLE ai_usage_meters ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON ai_usage_meters FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_ai_voice_presets_owner_id ON ai_voice_presets (owner_id);

ALTER TABLE ai_voice_presets ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ai_voice_presets FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_ai_image_runs_user_id ON ai_image_runs (user_id);
CREATE INDEX idx_ai_image_runs_media_id ON ai_image_runs (media_id);

ALTER TABLE ai_image_runs ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ai_image_runs FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_ai_feedback_user_id ON ai_feedback (user_id);

ALTER TABLE ai_feedback ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ai_feedback FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_lifecycle_phases_organization_id ON lifecycle_phases (organization_id);

ALTER TABLE lifecycle_phases ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Anyone reads" ON lifecycle_phases FOR SELECT USING (true);
CREATE INDEX idx_custom_workflows_organization_id ON custom_workflows (organization_id);

ALTER TABLE custom_workflows ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON custom_workflows FOR ALL USING (owner_id = auth.uid());
CREATE INDEX idx_custom_steps_workflow_id ON custom_steps (workflow_id);

ALTER TABLE custom_steps ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON custom_steps FOR ALL USING (EXISTS (SELECT 1 FROM custom_workflows parent WHERE parent.id = custom_steps.workflow_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_custom_actions_step_id ON custom_actions (step_id);

ALTER TABLE custom_actions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON custom_actions FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_custom_triggers_workflow_id ON custom_triggers (workflow_id);

ALTER TABLE custom_triggers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON custom_triggers FOR ALL USING (EXISTS (SELECT 1 FROM custom_workflows parent WHERE parent.id = custom_triggers.workflow_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_workflow_assignments_workflow_id ON workflow_assignments (workflow_id);
CREATE INDEX idx_workflow_assignments_team_id ON workflow_assignments (team_id);
CREATE INDEX idx_workflow_assignments_status ON workflow_assignments (status);

ALTER TABLE workflow_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON workflow_assignments FOR ALL USING (EXISTS (SELECT 1 FROM custom_workflows parent WHERE parent.id = workflow_assignments.workflow_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_phase_workflows_phase_id ON phase_workflows (phase_id);
CREATE INDEX idx_phase_workflows_workflow_id ON phase_workflows (workflow_id);

ALTER TABLE phase_workflows ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON phase_workflows FOR SELECT USING (EXISTS (SELECT 1 FROM lifecycle_phases parent WHERE parent.id = phase_workflows.phase_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_workflow_run_logs_step_id ON workflow_run_logs (step_id);
CREATE INDEX idx_workflow_comments_user_id ON workflow_comments (user_id);

ALTER TABLE workflow_comments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON workflow_comments FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_form_definitions_organization_id ON form_definitions (organization_id);

ALTER TABLE form_definitions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON form_definitions FOR SELECT USING (is_published);
CREATE POLICY "Members read" ON form_definitions FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_form_responses_form_id ON form_responses (form_id);

ALTER TABLE form_responses ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON form_responses FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_reminder_rules_organization_id ON reminder_rules (organization_id);

ALTER TABLE reminder_rules ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON reminder_rules FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_scheduled_tasks_organization_id ON scheduled_tasks (organization_id);

ALTER TABLE scheduled_tasks ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON scheduled_tasks FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_workspaces_organization_id ON workspaces (organization_id);
CREATE INDEX idx_workspaces_creator_id ON workspaces (creator_id);

ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON workspaces FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_projects_organization_id ON projects (organization_id);
CREATE INDEX idx_projects_workspace_id ON projects (workspace_id);
CREATE INDEX idx_projects_lead_id ON projects (lead_id);

ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON projects FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_teams_parent_team_id ON teams (parent_team_id);

ALTER TABLE teams ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON teams FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_budgets_organization_id ON budgets (organization_id);
CREATE INDEX idx_budgets_production_id ON budgets (production_id);

ALTER TABLE budgets ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON budgets FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_procurement_requests_requester_id ON procurement_requests (requester_id);
CREATE INDEX idx_procurement_requests_department_id ON procurement_requests (department_id);

ALTER TABLE procurement_requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON procurement_requests FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_job_postings_department_id ON job_postings (department_id);
CREATE INDEX idx_productions_event_id ON productions (event_id);
CREATE INDEX idx_productions_producer_id ON productions (producer_id);

ALTER TABLE productions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON productions FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));

ALTER TABLE production_scenes ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON production_scenes FOR SELECT USING (EXISTS (SELECT 1 FROM productions parent WHERE parent.id = production_scenes.production_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_production_cast_production_id ON production_cast (production_id);
CREATE INDEX idx_production_cast_profile_id ON production_cast (profile_id);

ALTER TABLE production_cast ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON production_cast FOR SELECT USING (EXISTS (SELECT 1 FROM productions parent WHERE parent.id = production_cast.production_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_task_lists_project_id ON task_lists (project_id);

ALTER TABLE task_lists ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON task_lists FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_work_items_list_id ON work_items (list_id);
CREATE INDEX idx_work_items_assignee_id ON work_items (assignee_id);

ALTER TABLE work_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON work_items FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_task_comments_task_id ON task_comments (task_id);
CREATE INDEX idx_task_comments_user_id ON task_comments (user_id);

ALTER TABLE task_comments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON task_comments FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_task_attachments_task_id ON task_attachments (task_id);

ALTER TABLE task_attachments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON task_attachments FOR SELECT TO authenticated USING (true);

ALTER TABLE task_labels ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON task_labels FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_task_label_links_task_id ON task_label_links (task_id);
CREATE INDEX idx_task_label_links_label_id ON task_label_links (label_id);
CREATE INDEX idx_project_members_project_id ON project_members (project_id);
CREATE INDEX idx_project_members_user_id ON project_members (user_id);

ALTER TABLE project_members ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON project_members FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_time_entries_task_id ON time_entries (task_id);
CREATE INDEX idx_time_entries_user_id ON time_entries (user_id);

ALTER TABLE time_entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON time_entries FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_team_seats_team_id ON team_seats (team_id);

ALTER TABLE team_seats ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON team_seats FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_team_channels_team_id ON team_channels (team_id);

ALTER TABLE team_channels ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON team_channels FOR SELECT USING (EXISTS (SELECT 1 FROM teams parent WHERE parent.id = team_channels.team_id AND parent.organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid())));
CREATE INDEX idx_documents_workspace_id ON documents (workspace_id);
CREATE INDEX idx_documents_owner_id ON documents (owner_id);
CREATE INDEX idx_documents_parent_document_id ON documents (parent_document_id);

ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON documents USING (auth.uid()::text = owner_id);
CREATE INDEX idx_document_shares_document_id ON document_shares (document_id);

ALTER TABLE document_shares ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON document_shares FOR ALL USING (EXISTS (SELECT 1 FROM documents parent WHERE parent.id = document_shares.document_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_job_applicants_posting_id ON job_applicants (posting_id);
CREATE INDEX idx_job_applicants_user_id ON job_applicants (user_id);

ALTER TABLE job_applicants ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON job_applicants FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_shift_swaps_from_user_id ON shift_swaps (from_user_id);
CREATE INDEX idx_shift_swaps_to_user_id ON shift_swaps (to_user_id);

ALTER TABLE shift_swaps ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON shift_swaps FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_purchase_requests_log_request_id ON purchase_requests_log (request_id);
CREATE INDEX idx_vendor_shortlist_organization_id ON vendor_shortlist (organization_id);
CREATE INDEX idx_vendor_shortlist_category_id ON vendor_shortlist (category_id);

ALTER TABLE vendor_shortlist ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON vendor_shortlist FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_availability_blocks_user_id ON availability_blocks (user_id);

ALTER TABLE availability_blocks ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON availability_blocks FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_growth_campaigns_organization_id ON growth_campaigns (organization_id);

ALTER TABLE growth_campaigns ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON growth_campaigns FOR ALL USING (owner_id = auth.uid());

ALTER TABLE campaign_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON campaign_messages FOR ALL USING (EXISTS (SELECT 1 FROM growth_campaigns parent WHERE parent.id = campaign_messages.campaign_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_campaign_audiences_campaign_id ON campaign_audiences (campaign_id);

ALTER TABLE campaign_audiences ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON campaign_audiences FOR ALL USING (EXISTS (SELECT 1 FROM growth_campaigns parent WHERE parent.id = campaign_audiences.campaign_id AND parent.owner_id = auth.uid()));
CREATE INDEX idx_contact_lists_organization_id ON contact_lists (organization_id);

ALTER TABLE contact_lists ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON contact_lists FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));

ALTER TABLE audience_contacts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON audience_contacts FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_ambassadors_tier_id ON ambassadors (tier_id);

ALTER TABLE ambassadors ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON ambassadors FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_ambassador_sales_ambassador_id ON ambassador_sales (ambassador_id);

ALTER TABLE ambassador_sales ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON ambassador_sales FOR ALL USING (EXISTS (SELECT 1 FROM ambassadors parent WHERE parent.id = ambassador_sales.ambassador_id AND parent.user_id = auth.uid()));

ALTER TABLE partner_link_hits ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON partner_link_hits FOR ALL USING (EXISTS (SELECT 1 FROM ambassadors parent WHERE parent.id = partner_link_hits.ambassador_id AND parent.user_id = auth.uid()));
CREATE INDEX idx_creator_briefs_brand_profile_id ON creator_briefs (brand_profile_id);

ALTER TABLE creator_briefs ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON creator_briefs FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_creator_pitches_brief_id ON creator_pitches (brief_id);
CREATE INDEX idx_creator_pitches_creator_profile_id ON creator_pitches (creator_profile_id);
CREATE INDEX idx_creator_pitches_status ON creator_pitches (status);
CREATE INDEX idx_creator_contracts_document_id ON creator_contracts (document_id);

ALTER TABLE creator_contracts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON creator_contracts FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_creator_payments_contract_id ON creator_payments (contract_id);

ALTER TABLE creator_payments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON creator_payments FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_creator_posts_contract_id ON creator_posts (contract_id);

ALTER TABLE creator_posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON creator_posts FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_content_calendar_organization_id ON content_calendar (organization_id);

ALTER TABLE content_calendar ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON content_calendar FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));

ALTER TABLE newsletter_issues ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON newsletter_issues FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_giveaways_organization_id ON giveaways (organization_id);
CREATE INDEX idx_giveaways_event_id ON giveaways (event_id);
CREATE INDEX idx_giveaways_winner_id ON giveaways (winner_id);

ALTER TABLE giveaways ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON giveaways FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_giveaway_entries_giveaway_id ON giveaway_entries (giveaway_id);

ALTER TABLE giveaway_entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON giveaway_entries FOR ALL USING (user_id = auth.uid());

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
