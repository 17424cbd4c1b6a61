COMMENT ON TABLE media IS 'Every uploaded file';
COMMENT ON COLUMN media."blurHash" IS 'Shown while the picture loads';
COMMENT ON COLUMN media."storageKey" IS 'Path in the storage bucket';
CREATE UNIQUE INDEX idx_media_storage_key ON media ("storageKey");
