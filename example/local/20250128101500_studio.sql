-- The studio came from another code base, which is why its columns look the way they do.

CREATE TABLE media (
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
CREATE TRIGGER update_media_timestamp BEFORE UPDATE ON media
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE media_folders (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  "ownerId" TEXT REFERENCES users(id) ON DELETE SET NULL,
  "parentFolderId" TEXT REFERENCES media_folders(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  "colorHex" TEXT,
  "itemCount" INTEGER DEFAULT 0,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_media_folders_timestamp BEFORE UPDATE ON media_folders
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE media_renditions (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  "mediaId" TEXT NOT NULL REFERENCES media(id) ON DELETE CASCADE,
  preset TEXT NOT NULL,
  "storageKey" TEXT NOT NULL,
  "widthPx" INTEGER,
  "heightPx" INTEGER,
  "sizeBytes" BIGINT,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_media_renditions_timestamp BEFORE UPDATE ON media_renditions
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE media_comments (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  "mediaId" TEXT NOT NULL REFERENCES media(id) ON DELETE CASCADE,
  "authorId" TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  "atSecond" NUMERIC(8,2),
  "resolvedAt" TIMESTAMPTZ,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_media_comments_timestamp BEFORE UPDATE ON media_comments
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE content_libraries (
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
CREATE TRIGGER update_content_libraries_timestamp BEFORE UPDATE ON content_libraries
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE content_versions (
  id TEXT PRIMARY KEY DEFAULT gen_random_uuid()::text,
  "libraryId" TEXT NOT NULL REFERENCES content_libraries(id) ON DELETE CASCADE,
  "mediaId" TEXT REFERENCES media(id) ON DELETE SET NULL,
  "versionNumber" INTEGER NOT NULL DEFAULT 1,
  "changeNote" TEXT,
  "publishedAt" TIMESTAMPTZ,
  "authorId" TEXT,
  body TEXT,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW(),
  UNIQUE ("libraryId", "versionNumber")
);
CREATE TRIGGER update_content_versions_timestamp BEFORE UPDATE ON content_versions
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE studio_projects (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  "workspaceId" TEXT REFERENCES workspaces(id) ON DELETE SET NULL,
  "ownerId" TEXT REFERENCES users(id) ON DELETE SET NULL,
  name TEXT NOT NULL,
  "canvasJson" JSONB,
  "lastOpenedAt" TIMESTAMPTZ,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_studio_projects_timestamp BEFORE UPDATE ON studio_projects
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE studio_layers (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  "projectId" TEXT NOT NULL REFERENCES studio_projects(id) ON DELETE CASCADE,
  "layerName" TEXT NOT NULL,
  "zIndex" INTEGER DEFAULT 0,
  payload JSONB,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_studio_layers_timestamp BEFORE UPDATE ON studio_layers
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE studio_exports (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  "projectId" TEXT NOT NULL REFERENCES studio_projects(id) ON DELETE CASCADE,
  format TEXT NOT NULL,
  "storageKey" TEXT,
  "finishedAt" TIMESTAMPTZ,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_studio_exports_timestamp BEFORE UPDATE ON studio_exports
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE caption_tracks (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  "mediaId" TEXT NOT NULL REFERENCES media(id) ON DELETE CASCADE,
  "languageCode" TEXT NOT NULL,
  "storageKey" TEXT,
  "isAuto" BOOLEAN DEFAULT true,
  "createdAt" TIMESTAMPTZ DEFAULT NOW(),
  "updatedAt" TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_caption_tracks_timestamp BEFORE UPDATE ON caption_tracks
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE assets (
  id TEXT PRIMARY KEY DEFAULT uuid_generate_v4()::text,
  organization_id TEXT NOT NULL REFERENCES organizations(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  serial_number TEXT,
  asset_type TEXT NOT NULL,
  file_url TEXT,
  mime_type TEXT,
  file_size_bytes BIGINT,
  width_px INTEGER,
  height_px INTEGER,
  uploaded_by TEXT REFERENCES users(id) ON DELETE SET NULL,
  folder_path TEXT,
  checksum TEXT,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  updated_at TIMESTAMPTZ DEFAULT NOW()
);
CREATE TRIGGER update_assets_timestamp BEFORE UPDATE ON assets
  FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
CREATE INDEX idx_media_organization_id ON media (organization_id);

ALTER TABLE media ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON media FOR SELECT USING ("isPublic");
CREATE POLICY "Own rows" ON media FOR ALL USING ("ownerId" = auth.uid());
CREATE INDEX idx_media_folders_ownerid ON media_folders ("ownerId");
CREATE INDEX idx_media_folders_parentfolderid ON media_folders ("parentFolderId");

ALTER TABLE media_folders ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON media_folders FOR ALL USING ("ownerId" = auth.uid());
CREATE INDEX idx_media_renditions_mediaid ON media_renditions ("mediaId");
CREATE INDEX idx_media_comments_mediaid ON media_comments ("mediaId");
CREATE INDEX idx_media_comments_authorid ON media_comments ("authorId");

ALTER TABLE media_comments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON media_comments FOR ALL USING ("authorId" = auth.uid());
CREATE INDEX idx_content_libraries_ownerid ON content_libraries ("ownerId");
CREATE INDEX idx_content_libraries_covermediaid ON content_libraries ("coverMediaId");

ALTER TABLE content_libraries ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Public rows are readable" ON content_libraries FOR SELECT USING ("isShared");
CREATE POLICY "Own rows" ON content_libraries FOR ALL USING ("ownerId" = auth.uid());
CREATE INDEX idx_content_versions_libraryid ON content_versions ("libraryId");

ALTER TABLE content_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON content_versions FOR ALL USING (EXISTS (SELECT 1 FROM content_libraries parent WHERE parent.id = content_versions."libraryId" AND parent."ownerId" = auth.uid()));
CREATE INDEX idx_studio_projects_workspaceid ON studio_projects ("workspaceId");
CREATE INDEX idx_studio_projects_ownerid ON studio_projects ("ownerId");

ALTER TABLE studio_projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own rows" ON studio_projects FOR ALL USING ("ownerId" = auth.uid());
CREATE INDEX idx_studio_layers_projectid ON studio_layers ("projectId");

ALTER TABLE studio_layers ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON studio_layers FOR ALL USING (EXISTS (SELECT 1 FROM studio_projects parent WHERE parent.id = studio_layers."projectId" AND parent."ownerId" = auth.uid()));
CREATE INDEX idx_studio_exports_projectid ON studio_exports ("projectId");
CREATE INDEX idx_caption_tracks_mediaid ON caption_tracks ("mediaId");

ALTER TABLE caption_tracks ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Owners of the parent" ON caption_tracks FOR ALL USING (EXISTS (SELECT 1 FROM media parent WHERE parent.id = caption_tracks."mediaId" AND parent."ownerId" = auth.uid()));
CREATE INDEX idx_assets_organization_id ON assets (organization_id);
CREATE INDEX idx_assets_uploaded_by ON assets (uploaded_by);

ALTER TABLE assets ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Members read" ON assets FOR SELECT USING (organization_id IN (SELECT organization_id FROM user_organizations WHERE user_id = auth.uid()));

COMMENT ON TABLE media IS 'Every uploaded file';
COMMENT ON COLUMN media."blurHash" IS 'Shown while the picture loads';
COMMENT ON COLUMN media."storageKey" IS 'Path in the storage bucket';
CREATE UNIQUE INDEX idx_media_storage_key ON media ("storageKey");
