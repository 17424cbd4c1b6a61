-- Assistants, what they know and what they cost.

CREATE TABLE ai_providers (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  base_url TEXT,
  auth_kind TEXT DEFAULT 'bearer',
  status TEXT DEFAULT 'active',
  rate_limit INTEGER,
  region TEXT,
  docs_url TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_providers_timestamp BEFORE UPDATE ON ai_providers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_models (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  provider_id TEXT NOT NULL,
  name TEXT NOT NULL,
  model_key TEXT NOT NULL UNIQUE,
  modality TEXT DEFAULT 'text',
  context_tokens INTEGER,
  input_price NUMERIC(12,6),
  output_price NUMERIC(12,6),
  is_default BOOLEAN DEFAULT false,
  released_on DATE,
  retired_on DATE,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_models_timestamp BEFORE UPDATE ON ai_models
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_agents (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  owner_id TEXT,
  model_id TEXT,
  name TEXT NOT NULL,
  purpose TEXT,
  system_prompt TEXT,
  temperature NUMERIC(3,2) DEFAULT 0.7,
  tools JSONB,
  is_active BOOLEAN DEFAULT true,
  max_steps INTEGER DEFAULT 10,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_agents_timestamp BEFORE UPDATE ON ai_agents
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_agent_contexts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  agent_id TEXT NOT NULL,
  user_id TEXT,
  context_key TEXT NOT NULL,
  content JSONB,
  expires_at TIMESTAMPTZ,
  token_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_agent_contexts_timestamp BEFORE UPDATE ON ai_agent_contexts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_conversations (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  agent_id TEXT,
  user_id TEXT NOT NULL,
  title TEXT,
  status TEXT DEFAULT 'open',
  last_message_at TIMESTAMPTZ,
  message_count INTEGER DEFAULT 0,
  archived_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_conversations_timestamp BEFORE UPDATE ON ai_conversations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_messages (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  conversation_id TEXT NOT NULL,
  role TEXT NOT NULL,
  content TEXT NOT NULL,
  model_id TEXT,
  input_tokens INTEGER,
  output_tokens INTEGER,
  latency_ms INTEGER,
  tool_calls JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_messages_timestamp BEFORE UPDATE ON ai_messages
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_knowledge_base (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  title TEXT NOT NULL,
  source_url TEXT,
  content TEXT,
  chunk_index INTEGER DEFAULT 0,
  embedding_model_id TEXT,
  checksum TEXT,
  indexed_at TIMESTAMPTZ,
  references JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_knowledge_base_timestamp BEFORE UPDATE ON ai_knowledge_base
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_recommendations (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  score NUMERIC(6,4),
  reason TEXT,
  shown_at TIMESTAMPTZ,
  accepted_at TIMESTAMPTZ,
  dismissed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_recommendations_timestamp BEFORE UPDATE ON ai_recommendations
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_predictions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  event_id TEXT,
  metric TEXT NOT NULL,
  predicted_value NUMERIC(14,4),
  lower_bound NUMERIC(14,4),
  upper_bound NUMERIC(14,4),
  horizon_days INTEGER,
  actual_value NUMERIC(14,4),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_predictions_timestamp BEFORE UPDATE ON ai_predictions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_insights (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  dashboard_id TEXT,
  headline TEXT NOT NULL,
  body TEXT,
  severity TEXT DEFAULT 'info',
  evidence JSONB,
  acknowledged_by TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_insights_timestamp BEFORE UPDATE ON ai_insights
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_content (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  template_id TEXT,
  model_id TEXT,
  kind TEXT NOT NULL,
  prompt TEXT,
  output TEXT,
  rating INTEGER,
  published_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT ai_content_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);
CREATE TRIGGER update_ai_content_timestamp BEFORE UPDATE ON ai_content
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_content_templates (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  prompt_body TEXT NOT NULL,
  variables TEXT[],
  is_shared BOOLEAN DEFAULT false,
  usage_count INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_content_templates_timestamp BEFORE UPDATE ON ai_content_templates
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_training_data (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  dataset TEXT NOT NULL,
  input TEXT NOT NULL,
  expected TEXT,
  label TEXT,
  is_approved BOOLEAN DEFAULT false,
  approved_by TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_training_data_timestamp BEFORE UPDATE ON ai_training_data
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_feature_configs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  feature_key TEXT NOT NULL,
  is_enabled BOOLEAN DEFAULT false,
  monthly_limit INTEGER,
  used_count INTEGER DEFAULT 0,
  model_id TEXT,
  settings JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (organization_id, feature_key)
);
CREATE TRIGGER update_ai_feature_configs_timestamp BEFORE UPDATE ON ai_feature_configs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_model_metrics (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  model_id TEXT NOT NULL,
  measured_on DATE NOT NULL,
  request_count INTEGER DEFAULT 0,
  error_count INTEGER DEFAULT 0,
  p50_ms INTEGER,
  p95_ms INTEGER,
  cost_amount NUMERIC(12,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_model_metrics_timestamp BEFORE UPDATE ON ai_model_metrics
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_model_performance (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  model_id TEXT NOT NULL,
  benchmark TEXT NOT NULL,
  score NUMERIC(8,4),
  sample_size INTEGER,
  evaluated_at TIMESTAMPTZ,
  notes TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_model_performance_timestamp BEFORE UPDATE ON ai_model_performance
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_jobs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT,
  agent_id TEXT,
  kind TEXT NOT NULL,
  status TEXT DEFAULT 'queued',
  payload JSONB,
  result JSONB,
  started_at TIMESTAMPTZ,
  finished_at TIMESTAMPTZ,
  error_message TEXT,
  attempts INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_jobs_timestamp BEFORE UPDATE ON ai_jobs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_prompt_guards (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  pattern TEXT NOT NULL,
  action TEXT DEFAULT 'block',
  hit_count INTEGER DEFAULT 0,
  is_active BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_prompt_guards_timestamp BEFORE UPDATE ON ai_prompt_guards
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_usage_meters (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  user_id TEXT,
  model_id TEXT,
  used_on DATE NOT NULL,
  input_tokens BIGINT,
  output_tokens BIGINT,
  cost_amount NUMERIC(12,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_usage_meters_timestamp BEFORE UPDATE ON ai_usage_meters
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_voice_presets (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  owner_id TEXT,
  name TEXT NOT NULL,
  voice_key TEXT NOT NULL,
  pitch NUMERIC(4,2),
  speed NUMERIC(4,2) DEFAULT 1,
  sample_url TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_voice_presets_timestamp BEFORE UPDATE ON ai_voice_presets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_image_runs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  prompt TEXT NOT NULL,
  negative_prompt TEXT,
  seed BIGINT,
  width_px INTEGER,
  height_px INTEGER,
  media_id TEXT,
  status TEXT DEFAULT 'queued',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_ai_image_runs_timestamp BEFORE UPDATE ON ai_image_runs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE ai_feedback (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  message_id TEXT,
  user_id TEXT NOT NULL,
  rating INTEGER NOT NULL,
  comment TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT ai_feedback_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);
CREATE TRIGGER update_ai_feedback_timestamp BEFORE UPDATE ON ai_feedback
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
ALTER TABLE ai_models ADD CONSTRAINT fk_ai_models_provider_id FOREIGN KEY (provider_id) REFERENCES ai_providers(id) ON DELETE CASCADE;
ALTER TABLE ai_agents ADD CONSTRAINT fk_ai_agents_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_agents ADD CONSTRAINT fk_ai_agents_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE ai_agents ADD CONSTRAINT fk_ai_agents_model_id FOREIGN KEY (model_id) REFERENCES ai_models(id) ON DELETE SET NULL;
ALTER TABLE ai_agent_contexts ADD CONSTRAINT fk_ai_agent_contexts_agent_id FOREIGN KEY (agent_id) REFERENCES ai_agents(id) ON DELETE CASCADE;
ALTER TABLE ai_conversations ADD CONSTRAINT fk_ai_conversations_agent_id FOREIGN KEY (agent_id) REFERENCES ai_agents(id) ON DELETE SET NULL;
ALTER TABLE ai_conversations ADD CONSTRAINT fk_ai_conversations_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE ai_messages ADD CONSTRAINT fk_ai_messages_conversation_id FOREIGN KEY (conversation_id) REFERENCES ai_conversations(id) ON DELETE CASCADE;
ALTER TABLE ai_messages ADD CONSTRAINT fk_ai_messages_model_id FOREIGN KEY (model_id) REFERENCES ai_models(id) ON DELETE SET NULL;
ALTER TABLE ai_knowledge_base ADD CONSTRAINT fk_ai_knowledge_base_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_knowledge_base ADD CONSTRAINT fk_ai_knowledge_base_embedding_model_id FOREIGN KEY (embedding_model_id) REFERENCES ai_models(id) ON DELETE SET NULL;
ALTER TABLE ai_recommendations ADD CONSTRAINT fk_ai_recommendations_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE ai_predictions ADD CONSTRAINT fk_ai_predictions_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_predictions ADD CONSTRAINT fk_ai_predictions_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE SET NULL;
ALTER TABLE ai_insights ADD CONSTRAINT fk_ai_insights_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_insights ADD CONSTRAINT fk_ai_insights_dashboard_id FOREIGN KEY (dashboard_id) REFERENCES dashboards(id) ON DELETE SET NULL;
ALTER TABLE ai_content ADD CONSTRAINT fk_ai_content_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE ai_content ADD CONSTRAINT fk_ai_content_template_id FOREIGN KEY (template_id) REFERENCES ai_content_templates(id) ON DELETE SET NULL;
ALTER TABLE ai_content ADD CONSTRAINT fk_ai_content_model_id FOREIGN KEY (model_id) REFERENCES ai_models(id) ON DELETE SET NULL;
ALTER TABLE ai_content_templates ADD CONSTRAINT fk_ai_content_templates_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_training_data ADD CONSTRAINT fk_ai_training_data_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_feature_configs ADD CONSTRAINT fk_ai_feature_configs_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_feature_configs ADD CONSTRAINT fk_ai_feature_configs_model_id FOREIGN KEY (model_id) REFERENCES ai_models(id) ON DELETE SET NULL;
ALTER TABLE ai_model_metrics ADD CONSTRAINT fk_ai_model_metrics_model_id FOREIGN KEY (model_id) REFERENCES ai_models(id) ON DELETE CASCADE;
ALTER TABLE ai_model_performance ADD CONSTRAINT fk_ai_model_performance_model_id FOREIGN KEY (model_id) REFERENCES ai_models(id) ON DELETE CASCADE;
ALTER TABLE ai_jobs ADD CONSTRAINT fk_ai_jobs_agent_id FOREIGN KEY (agent_id) REFERENCES ai_agents(id) ON DELETE SET NULL;
ALTER TABLE ai_usage_meters ADD CONSTRAINT fk_ai_usage_meters_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE ai_usage_meters ADD CONSTRAINT fk_ai_usage_meters_model_id FOREIGN KEY (model_id) REFERENCES ai_models(id) ON DELETE SET NULL;
ALTER TABLE ai_voice_presets ADD CONSTRAINT fk_ai_voice_presets_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE ai_image_runs ADD CONSTRAINT fk_ai_image_runs_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE ai_image_runs ADD CONSTRAINT fk_ai_image_runs_media_id FOREIGN KEY (media_id) REFERENCES media(id) ON DELETE SET NULL;
ALTER TABLE ai_feedback ADD CONSTRAINT fk_ai_feedback_message_id FOREIGN KEY (message_id) REFERENCES ai_messages(id) ON DELETE SET NULL;
ALTER TABLE ai_feedback ADD CONSTRAINT fk_ai_feedback_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

