-- Files that a record let go of, and content whose row is gone.
-- The same tables, names and constraints as ../postgres/0009_released_files.sql.

-- Since when nothing names it; nothing while it was never let go of.
ALTER TABLE attachment ADD COLUMN freed_at TEXT;

-- Where content lies that is to be removed once the removal of its row lasts.
CREATE TABLE discarded_content (
    key  TEXT NOT NULL CONSTRAINT discarded_content_pkey PRIMARY KEY
);
