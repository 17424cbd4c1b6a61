
CREATE TABLE IF NOT EXISTS media (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  "ownerId" TEXT REFERENCES users(id) ON DELETE SET NULL,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  title TEXT,
  "storageKey" TEXT NOT NULL,
  "mimeType" TEXT NOT NULL,
  "sizeBytes" BIGINT,
  "widthPx" INTEGER,
  "heightPx" INTEGER,
  "altText" TEXT,
  "blurHash" TEXT,
  tags TEXT[],
  "isPublic" BOOLEAN DEFAULT false,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE IF NOT EXISTS content_libraries (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  "ownerId" TEXT REFERENCES users(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  description TEXT,
  "isShared" BOOLEAN DEFAULT false,
  "coverMediaId" TEXT REFERENCES media(id) ON DELETE SET NULL,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);

CREATE TABLE community_spaces (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  organization_id TEXT REFERENCES organizations(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  about TEXT,
  cover_url TEXT,
  member_count INTEGER DEFAULT 0,
  is_open BOOLEAN DEFAULT true,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_community_spaces_timestamp BEFORE UPDATE ON community_spaces
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE community_posts (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  space_id TEXT NOT NULL REFERENCES community_spaces(id) ON DELETE CASCADE,
  author_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  media_ids TEXT[],
  like_count INTEGER DEFAULT 0,
  pinned_until TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_community_posts_timestamp BEFORE UPDATE ON community_posts
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE community_replies (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  post_id TEXT NOT NULL REFERENCES community_posts(id) ON DELETE CASCADE,
  author_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  parent_reply_id TEXT REFERENCES community_replies(id) ON DELETE SET NULL,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_community_replies_timestamp BEFORE UPDATE ON community_replies
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE community_reactions (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  post_id TEXT NOT NULL REFERENCES community_posts(id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  emoji TEXT NOT NULL,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_community_reactions_timestamp BEFORE UPDATE ON community_reactions
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE community_reports (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  post_id TEXT NOT NULL REFERENCES community_posts(id) ON DELETE CASCADE,
  reporter_id TEXT REFERENCES users(id) ON DELETE SET NULL,
  reason TEXT NOT NULL,
  handled_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_community_reports_timestamp BEFORE UPDATE ON community_reports
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE direct_threads (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  topic TEXT,
  created_by TEXT REFERENCES users(id) ON DELETE SET NULL,
  last_message_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_direct_threads_timestamp BEFORE UPDATE ON direct_threads
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();

CREATE TABLE direct_messages (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  thread_id TEXT NOT NULL REFERENCES direct_threads(id) ON DELETE CASCADE,
  sender_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  read_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW(),
  deleted_at TIMESTAMPTZ
);
CREATE TRIGGER update_direct_messages_timestamp BEFORE UPDATE ON direct_messages
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE INDEX idx_community_spaces_organization_id ON community_spaces (organization_id);

ALTER TABLE community_spaces ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON community_spaces FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));
CREATE INDEX idx_community_posts_space_id ON community_posts (space_id);
CREATE INDEX idx_community_posts_author_id ON community_posts (author_id);

ALTER TABLE community_posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON community_posts FOR ALL USING (author_id = auth.uid());
CREATE INDEX idx_community_replies_author_id ON community_replies (author_id);
CREATE INDEX idx_community_replies_parent_reply_id ON community_replies (parent_reply_id);

ALTER TABLE community_replies ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON community_replies FOR ALL USING (author_id = auth.uid());
CREATE INDEX idx_community_reactions_post_id ON community_reactions (post_id);
CREATE INDEX idx_community_reactions_user_id ON community_reactions (user_id);

ALTER TABLE community_reactions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON community_reactions FOR ALL USING (user_id = auth.uid());
CREATE INDEX idx_community_reports_reporter_id ON community_reports (reporter_id);

ALTER TABLE community_reports ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON community_reports FOR ALL USING (EXISTS (SELECT 1 FROM community_posts parent WHERE parent.id = community_reports.post_id AND parent.author_id = auth.uid()));
CREATE INDEX idx_direct_threads_created_by ON direct_threads (created_by);

ALTER TABLE direct_threads ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Signed in people read" ON direct_threads FOR SELECT TO authenticated USING (true);
CREATE INDEX idx_direct_messages_thread_id ON direct_messages (thread_id);
CREATE INDEX idx_direct_messages_sender_id ON direct_messages (sender_id);

