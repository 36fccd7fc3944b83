-- Names as they are compared: without regard to case, accents and the kind of apostrophe. SQL cannot do that the same
-- way on two databases, so the program folds (domain/src/fold.rs) and both keep what it gives, and order it by its
-- bytes. Rows that are there already are filled by the program, which finds the task noted below.
-- The same tables, names and constraints as ../sqlite/0010_folded_names.sql.

-- What the program still has to do to rows that a migration cannot fill.
CREATE TABLE upkeep (
    task  TEXT NOT NULL CONSTRAINT upkeep_pkey PRIMARY KEY
);
INSERT INTO upkeep (task) VALUES ('fold');

ALTER TABLE institution ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE institution ADD COLUMN region_key TEXT COLLATE "C" NOT NULL DEFAULT '';
-- The folded name, but nothing where an earlier institution of the kind had that name before this was looked at.
ALTER TABLE institution ADD COLUMN unique_key TEXT COLLATE "C";
ALTER TABLE institution DROP CONSTRAINT institution_kind_name_key;
CREATE UNIQUE INDEX institution_kind_name_key ON institution (kind, unique_key);
DROP INDEX institution_name_idx;
CREATE INDEX institution_name_idx ON institution (name_key, id);
DROP INDEX institution_kind_name_idx;
CREATE INDEX institution_kind_name_idx ON institution (kind, name_key, id);
DROP INDEX institution_province_name_idx;
CREATE INDEX institution_province_name_idx ON institution (province, name_key, id);

ALTER TABLE account ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
DROP INDEX account_institution_idx;
CREATE INDEX account_institution_idx ON account (institution_id, name_key, id);
DROP INDEX account_commission_idx;
CREATE INDEX account_commission_idx ON account (name_key, id) WHERE institution_id IS NULL;
DROP INDEX account_name_idx;
CREATE INDEX account_name_idx ON account (name_key, id);

ALTER TABLE job_title ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';

ALTER TABLE position ADD COLUMN unit_key TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE position ADD COLUMN title_key TEXT COLLATE "C" NOT NULL DEFAULT '';
DROP INDEX position_institution_idx;
CREATE INDEX position_institution_idx ON position (institution_id, status, unit_key, title_key, id);

ALTER TABLE plan ADD COLUMN letter_key TEXT COLLATE "C" NOT NULL DEFAULT '';
DROP INDEX plan_updated_idx;
CREATE INDEX plan_updated_idx ON plan (updated_at, id, institution_id, phase, letter_key);
DROP INDEX plan_phase_updated_idx;
CREATE INDEX plan_phase_updated_idx ON plan (phase, updated_at, id, institution_id, letter_key);

ALTER TABLE official ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE official ADD COLUMN decree_key TEXT COLLATE "C" NOT NULL DEFAULT '';
DROP INDEX official_start_idx;
CREATE INDEX official_start_idx ON official (start_on, id, institution_id, position_id, name_key, nip, decree_key);

-- Only of names that nobody has, from logins that failed. Older lines stay as they were written and are found by
-- their lower case.
ALTER TABLE activity ADD COLUMN name_key TEXT COLLATE "C";
DROP INDEX activity_stranger_idx;
CREATE INDEX activity_stranger_idx ON activity (at, id, name, name_key) WHERE account_id IS NULL;
