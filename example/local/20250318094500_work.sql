
CREATE TABLE IF NOT EXISTS profiles (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  user_id TEXT NOT NULL,
  profile_type TEXT NOT NULL,
  handle TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  avatar_url TEXT,
  cover_url TEXT,
  bio TEXT,
  location TEXT,
  website TEXT,
  social_links JSONB,
  visibility TEXT NOT NULL DEFAULT 'public',
  verified BOOLEAN NOT NULL DEFAULT false,
  featured BOOLEAN NOT NULL DEFAULT false,
  slug TEXT UNIQUE,
  seo_title TEXT,
  seo_description TEXT,
  billing_tier_id TEXT,
  billing_status TEXT DEFAULT 'none',
  completeness INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE roles (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  name TEXT NOT NULL,
  description TEXT,
  permissions JSONB,
  is_system BOOLEAN DEFAULT false,
  rank INTEGER DEFAULT 0,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);

CREATE TABLE IF NOT EXISTS events (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  title TEXT NOT NULL,
  slug TEXT UNIQUE,
  description TEXT,
  event_type TEXT,
  status TEXT NOT NULL DEFAULT 'draft',
  starts_at TIMESTAMPTZ,
  ends_at TIMESTAMPTZ,
  timezone TEXT DEFAULT 'UTC',
  venue_id TEXT,
  cover_image_url TEXT,
  capacity INTEGER,
  is_private BOOLEAN DEFAULT false,
  organizer_id TEXT,
  category_id TEXT,
  price_from NUMERIC(12,2),
  currency TEXT DEFAULT 'EUR',
  published_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT events_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL,
  name TEXT NOT NULL,
  slug TEXT,
  region TEXT,
  creator_id TEXT,
  cover_url TEXT,
  storage_used_bytes BIGINT DEFAULT 0,
  plan_name TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_workspaces_timestamp BEFORE UPDATE ON workspaces
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE projects (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  starts_on DATE,
  ends_on DATE,
  status TEXT DEFAULT 'planned',
  workspace_id TEXT,
  lead_id TEXT,
  cover_image_url TEXT,
  visibility TEXT DEFAULT 'team',
  tags TEXT[],
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE teams (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  parent_team_id TEXT,
  is_private BOOLEAN DEFAULT false,
  invite_code TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_teams_timestamp BEFORE UPDATE ON teams
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE budgets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL,
  name TEXT NOT NULL,
  total_amount NUMERIC(10,2),
  starts_on DATE,
  ends_on DATE,
  currency TEXT NOT NULL DEFAULT 'EUR',
  production_id TEXT,
  fiscal_year INTEGER,
  allocated_amount NUMERIC(10,2) DEFAULT 0,
  is_template BOOLEAN DEFAULT false,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE procurement_requests (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  title TEXT NOT NULL,
  priority TEXT NOT NULL,
  needed_by DATE,
  total_amount NUMERIC(12,2) NOT NULL DEFAULT 0,
  requester_id TEXT,
  department_id TEXT,
  justification TEXT,
  preferred_supplier TEXT,
  "quoteUrl" TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_procurement_requests_timestamp BEFORE UPDATE ON procurement_requests
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE job_postings (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  department_id TEXT,
  title TEXT NOT NULL,
  description TEXT,
  closes_at TIMESTAMPTZ,
  employment_type TEXT,
  org_id TEXT,
  experience_level TEXT,
  salary_range TEXT,
  benefits TEXT[],
  "applyUrl" TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_job_postings_timestamp BEFORE UPDATE ON job_postings
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE productions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT,
  event_id TEXT,
  name TEXT NOT NULL,
  kind TEXT,
  status TEXT DEFAULT 'planning',
  producer_id TEXT,
  budget_amount NUMERIC(12,2),
  starts_on DATE,
  ends_on DATE,
  logline TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_productions_timestamp BEFORE UPDATE ON productions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE production_scenes (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  production_id TEXT NOT NULL,
  scene_number TEXT NOT NULL,
  title TEXT,
  location_name TEXT,
  shoot_on DATE,
  page_count NUMERIC(5,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_production_scenes_timestamp BEFORE UPDATE ON production_scenes
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE production_cast (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  production_id TEXT NOT NULL,
  profile_id TEXT,
  role_name TEXT NOT NULL,
  call_time TIME,
  fee_amount NUMERIC(12,2),
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_production_cast_timestamp BEFORE UPDATE ON production_cast
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE task_lists (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  project_id TEXT NOT NULL,
  name TEXT NOT NULL,
  sort_order INTEGER DEFAULT 0,
  is_archived BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_task_lists_timestamp BEFORE UPDATE ON task_lists
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE work_items (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  list_id TEXT NOT NULL,
  project_id TEXT,
  assignee_id TEXT,
  title TEXT NOT NULL,
  description TEXT,
  status TEXT DEFAULT 'todo',
  priority TEXT DEFAULT 'normal',
  due_on DATE,
  estimate_hours NUMERIC(6,2),
  done_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_work_items_timestamp BEFORE UPDATE ON work_items
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE task_comments (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  task_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  body TEXT NOT NULL,
  edited_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_task_comments_timestamp BEFORE UPDATE ON task_comments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE task_attachments (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  task_id TEXT NOT NULL,
  media_id TEXT,
  file_name TEXT NOT NULL,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_task_attachments_timestamp BEFORE UPDATE ON task_attachments
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE task_labels (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  workspace_id TEXT,
  name TEXT NOT NULL,
  color TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_task_labels_timestamp BEFORE UPDATE ON task_labels
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE task_label_links (
  task_id TEXT NOT NULL,
  label_id TEXT NOT NULL,
  PRIMARY KEY (task_id, label_id)
);

CREATE TABLE project_members (
  project_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role TEXT DEFAULT 'member',
  joined_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  PRIMARY KEY (project_id, user_id)
);
CREATE TRIGGER update_project_members_timestamp BEFORE UPDATE ON project_members
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE time_entries (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  task_id TEXT,
  user_id TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  worked_on DATE NOT NULL,
  note TEXT,
  is_billable BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_time_entries_timestamp BEFORE UPDATE ON time_entries
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE team_seats (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  team_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role TEXT DEFAULT 'member',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  UNIQUE (team_id, user_id)
);
CREATE TRIGGER update_team_seats_timestamp BEFORE UPDATE ON team_seats
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE team_channels (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  team_id TEXT NOT NULL,
  name TEXT NOT NULL,
  topic TEXT,
  is_private BOOLEAN DEFAULT false,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_team_channels_timestamp BEFORE UPDATE ON team_channels
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE documents (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  workspace_id TEXT,
  owner_id TEXT,
  title TEXT NOT NULL,
  body TEXT,
  is_template BOOLEAN DEFAULT false,
  parent_document_id TEXT,
  published_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_documents_timestamp BEFORE UPDATE ON documents
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE document_shares (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  document_id TEXT NOT NULL,
  user_id TEXT,
  team_id TEXT,
  permission TEXT DEFAULT 'read',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_document_shares_timestamp BEFORE UPDATE ON document_shares
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE job_applicants (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  posting_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  cover_letter TEXT,
  resume_url TEXT,
  status TEXT DEFAULT 'new',
  rating INTEGER,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT job_applicants_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);
CREATE TRIGGER update_job_applicants_timestamp BEFORE UPDATE ON job_applicants
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE shift_swaps (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  team_id TEXT,
  from_user_id TEXT NOT NULL,
  to_user_id TEXT,
  shift_on DATE NOT NULL,
  reason TEXT,
  status TEXT DEFAULT 'open',
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_shift_swaps_timestamp BEFORE UPDATE ON shift_swaps
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE purchase_requests_log (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  request_id TEXT NOT NULL,
  user_id TEXT,
  change_note TEXT NOT NULL,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_purchase_requests_log_timestamp BEFORE UPDATE ON purchase_requests_log
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE vendor_shortlist (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT,
  vendor_name TEXT NOT NULL,
  category_id TEXT,
  rating INTEGER,
  contact_email TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT vendor_shortlist_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);
CREATE TRIGGER update_vendor_shortlist_timestamp BEFORE UPDATE ON vendor_shortlist
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE availability_blocks (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  user_id TEXT NOT NULL,
  starts_at TIMESTAMPTZ NOT NULL,
  ends_at TIMESTAMPTZ NOT NULL,
  kind TEXT DEFAULT 'busy',
  note TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ,
  CONSTRAINT availability_blocks_period_check CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
CREATE TRIGGER update_availability_blocks_timestamp BEFORE UPDATE ON availability_blocks
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
ALTER TABLE workspaces ADD CONSTRAINT fk_workspaces_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE workspaces ADD CONSTRAINT fk_workspaces_creator_id FOREIGN KEY (creator_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE projects ADD CONSTRAINT fk_projects_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE projects ADD CONSTRAINT fk_projects_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE SET NULL;
ALTER TABLE projects ADD CONSTRAINT fk_projects_lead_id FOREIGN KEY (lead_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE teams ADD CONSTRAINT fk_teams_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE teams ADD CONSTRAINT fk_teams_parent_team_id FOREIGN KEY (parent_team_id) REFERENCES teams(id) ON DELETE SET NULL;
ALTER TABLE budgets ADD CONSTRAINT fk_budgets_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE budgets ADD CONSTRAINT fk_budgets_production_id FOREIGN KEY (production_id) REFERENCES productions(id) ON DELETE SET NULL;
ALTER TABLE procurement_requests ADD CONSTRAINT fk_procurement_requests_requester_id FOREIGN KEY (requester_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE procurement_requests ADD CONSTRAINT fk_procurement_requests_department_id FOREIGN KEY (department_id) REFERENCES departments(id) ON DELETE SET NULL;
ALTER TABLE job_postings ADD CONSTRAINT fk_job_postings_department_id FOREIGN KEY (department_id) REFERENCES departments(id) ON DELETE SET NULL;
ALTER TABLE job_postings ADD CONSTRAINT fk_job_postings_org_id FOREIGN KEY (org_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE productions ADD CONSTRAINT fk_productions_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE productions ADD CONSTRAINT fk_productions_event_id FOREIGN KEY (event_id) REFERENCES events(id) ON DELETE SET NULL;
ALTER TABLE productions ADD CONSTRAINT fk_productions_producer_id FOREIGN KEY (producer_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE production_scenes ADD CONSTRAINT fk_production_scenes_production_id FOREIGN KEY (production_id) REFERENCES productions(id) ON DELETE CASCADE;
ALTER TABLE production_cast ADD CONSTRAINT fk_production_cast_production_id FOREIGN KEY (production_id) REFERENCES productions(id) ON DELETE CASCADE;
ALTER TABLE production_cast ADD CONSTRAINT fk_production_cast_profile_id FOREIGN KEY (profile_id) REFERENCES profiles(id) ON DELETE SET NULL;
ALTER TABLE task_lists ADD CONSTRAINT fk_task_lists_project_id FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;
ALTER TABLE work_items ADD CONSTRAINT fk_work_items_list_id FOREIGN KEY (list_id) REFERENCES task_lists(id) ON DELETE CASCADE;
ALTER TABLE work_items ADD CONSTRAINT fk_work_items_project_id FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE SET NULL;
ALTER TABLE work_items ADD CONSTRAINT fk_work_items_assignee_id FOREIGN KEY (assignee_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE task_comments ADD CONSTRAINT fk_task_comments_task_id FOREIGN KEY (task_id) REFERENCES work_items(id) ON DELETE CASCADE;
ALTER TABLE task_comments ADD CONSTRAINT fk_task_comments_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE task_attachments ADD CONSTRAINT fk_task_attachments_task_id FOREIGN KEY (task_id) REFERENCES work_items(id) ON DELETE CASCADE;
ALTER TABLE task_attachments ADD CONSTRAINT fk_task_attachments_media_id FOREIGN KEY (media_id) REFERENCES media(id) ON DELETE SET NULL;
ALTER TABLE task_labels ADD CONSTRAINT fk_task_labels_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE SET NULL;
ALTER TABLE task_label_links ADD CONSTRAINT fk_task_label_links_task_id FOREIGN KEY (task_id) REFERENCES work_items(id) ON DELETE CASCADE;
ALTER TABLE task_label_links ADD CONSTRAINT fk_task_label_links_label_id FOREIGN KEY (label_id) REFERENCES task_labels(id) ON DELETE CASCADE;
ALTER TABLE project_members ADD CONSTRAINT fk_project_members_project_id FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE;
ALTER TABLE project_members ADD CONSTRAINT fk_project_members_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE time_entries ADD CONSTRAINT fk_time_entries_task_id FOREIGN KEY (task_id) REFERENCES work_items(id) ON DELETE SET NULL;
ALTER TABLE time_entries ADD CONSTRAINT fk_time_entries_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE team_seats ADD CONSTRAINT fk_team_seats_team_id FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE;
ALTER TABLE team_seats ADD CONSTRAINT fk_team_seats_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE team_channels ADD CONSTRAINT fk_team_channels_team_id FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE;
ALTER TABLE documents ADD CONSTRAINT fk_documents_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE SET NULL;
ALTER TABLE documents ADD CONSTRAINT fk_documents_owner_id FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE documents ADD CONSTRAINT fk_documents_parent_document_id FOREIGN KEY (parent_document_id) REFERENCES documents(id) ON DELETE SET NULL;
ALTER TABLE document_shares ADD CONSTRAINT fk_document_shares_document_id FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE CASCADE;
ALTER TABLE document_shares ADD CONSTRAINT fk_document_shares_team_id FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE SET NULL;
ALTER TABLE job_applicants ADD CONSTRAINT fk_job_applicants_posting_id FOREIGN KEY (posting_id) REFERENCES job_postings(id) ON DELETE CASCADE;
ALTER TABLE job_applicants ADD CONSTRAINT fk_job_applicants_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE shift_swaps ADD CONSTRAINT fk_shift_swaps_team_id FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE SET NULL;
ALTER TABLE shift_swaps ADD CONSTRAINT fk_shift_swaps_from_user_id FOREIGN KEY (from_user_id) REFERENCES users(id) ON DELETE CASCADE;
ALTER TABLE shift_swaps ADD CONSTRAINT fk_shift_swaps_to_user_id FOREIGN KEY (to_user_id) REFERENCES users(id) ON DELETE SET NULL;
ALTER TABLE purchase_requests_log ADD CONSTRAINT fk_purchase_requests_log_request_id FOREIGN KEY (request_id) REFERENCES procurement_requests(id) ON DELETE CASCADE;
ALTER TABLE vendor_shortlist ADD CONSTRAINT fk_vendor_shortlist_organization_id FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL;
ALTER TABLE vendor_shortlist ADD CONSTRAINT fk_vendor_shortlist_category_id FOREIGN KEY (category_id) REFERENCES categories(id) ON DELETE SET NULL;
ALTER TABLE availability_blocks ADD CONSTRAINT fk_availability_blocks_user_id FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;

CREATE INDEX idx_projects_organization_id_name ON projects (organization_id, lower(name));
CREATE INDEX idx_assets_created_at ON assets (created_at);
COMMENT ON TABLE budgets IS 'Planned money for a production or a year';
COMMENT ON COLUMN budgets.total_amount IS 'Planned total';
