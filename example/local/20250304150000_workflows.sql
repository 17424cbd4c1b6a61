
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

CREATE TABLE lifecycle_phases (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  phase_order INTEGER NOT NULL DEFAULT 0,
  color TEXT,
  is_final BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL
);
CREATE TRIGGER update_lifecycle_phases_timestamp BEFORE UPDATE ON lifecycle_phases
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE custom_workflows (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  owner_id TEXT,
  name TEXT NOT NULL,
  description TEXT,
  entity_type TEXT,
  is_active BOOLEAN DEFAULT true,
  version INTEGER NOT NULL DEFAULT 1,
  definition JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL,
  FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE TRIGGER update_custom_workflows_timestamp BEFORE UPDATE ON custom_workflows
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE custom_steps (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  workflow_id TEXT NOT NULL,
  name TEXT NOT NULL,
  step_order INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL,
  config JSONB,
  timeout_hours INTEGER,
  on_error TEXT DEFAULT 'stop',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (workflow_id) REFERENCES custom_workflows(id) ON DELETE CASCADE
);
CREATE TRIGGER update_custom_steps_timestamp BEFORE UPDATE ON custom_steps
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE custom_actions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  step_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  config JSONB,
  run_order INTEGER DEFAULT 0,
  is_async BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (step_id) REFERENCES custom_steps(id) ON DELETE CASCADE
);
CREATE TRIGGER update_custom_actions_timestamp BEFORE UPDATE ON custom_actions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE custom_triggers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  workflow_id TEXT NOT NULL,
  event_name TEXT NOT NULL,
  conditions JSONB,
  is_enabled BOOLEAN DEFAULT true,
  last_fired_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (workflow_id) REFERENCES custom_workflows(id) ON DELETE CASCADE
);
CREATE TRIGGER update_custom_triggers_timestamp BEFORE UPDATE ON custom_triggers
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE workflow_assignments (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  workflow_id TEXT NOT NULL,
  user_id TEXT,
  team_id TEXT,
  assigned_by TEXT,
  status TEXT DEFAULT 'open',
  due_at TIMESTAMPTZ,
  done_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (workflow_id) REFERENCES custom_workflows(id) ON DELETE CASCADE,
  FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE SET NULL
);
CREATE TRIGGER update_workflow_assignments_timestamp BEFORE UPDATE ON workflow_assignments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE phase_workflows (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  phase_id TEXT NOT NULL,
  workflow_id TEXT NOT NULL,
  run_order INTEGER DEFAULT 0,
  is_blocking BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (phase_id, workflow_id),
  FOREIGN KEY (phase_id) REFERENCES lifecycle_phases(id) ON DELETE CASCADE,
  FOREIGN KEY (workflow_id) REFERENCES custom_workflows(id) ON DELETE CASCADE
);
CREATE TRIGGER update_phase_workflows_timestamp BEFORE UPDATE ON phase_workflows
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE workflow_run_logs (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  workflow_id TEXT NOT NULL,
  step_id TEXT,
  status TEXT NOT NULL,
  started_at TIMESTAMPTZ,
  finished_at TIMESTAMPTZ,
  message TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (workflow_id) REFERENCES custom_workflows(id) ON DELETE CASCADE,
  FOREIGN KEY (step_id) REFERENCES custom_steps(id) ON DELETE SET NULL
);
CREATE TRIGGER update_workflow_run_logs_timestamp BEFORE UPDATE ON workflow_run_logs
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE workflow_comments (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  workflow_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (workflow_id) REFERENCES custom_workflows(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE TRIGGER update_workflow_comments_timestamp BEFORE UPDATE ON workflow_comments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE form_definitions (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  schema JSONB NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  is_published BOOLEAN DEFAULT false,
  created_by TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL
);
CREATE TRIGGER update_form_definitions_timestamp BEFORE UPDATE ON form_definitions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE form_responses (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  form_id TEXT NOT NULL,
  user_id TEXT,
  answers JSONB NOT NULL,
  submitted_at TIMESTAMPTZ,
  ip_hash TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (form_id) REFERENCES form_definitions(id) ON DELETE CASCADE
);
CREATE TRIGGER update_form_responses_timestamp BEFORE UPDATE ON form_responses
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE reminder_rules (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  entity_type TEXT NOT NULL,
  offset_hours INTEGER NOT NULL,
  channel TEXT DEFAULT 'email',
  template_body TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL
);
CREATE TRIGGER update_reminder_rules_timestamp BEFORE UPDATE ON reminder_rules
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE scheduled_tasks (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  cron TEXT NOT NULL,
  command TEXT NOT NULL,
  last_run_at TIMESTAMPTZ,
  next_run_at TIMESTAMPTZ,
  is_paused BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL
);
CREATE TRIGGER update_scheduled_tasks_timestamp BEFORE UPDATE ON scheduled_tasks
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

