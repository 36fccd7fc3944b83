-- One way to name the record that a file belongs to, that somebody has seen, that a dialogue is about: its kind and
-- number. No list of kinds stands here: a new one is one line of the program.
-- The same as ../sqlite/0013_records.sql.

ALTER TABLE attachment
    ADD COLUMN record_kind TEXT,
    ADD COLUMN record_id BIGINT,
    -- The field that named it first; nothing where that was before anybody asked.
    ADD COLUMN record_field TEXT,
    ADD CONSTRAINT attachment_record_check CHECK ((record_kind IS NULL) = (record_id IS NULL));
UPDATE attachment SET record_kind = 'plan', record_id = plan_id WHERE plan_id IS NOT NULL;
UPDATE attachment SET record_kind = 'user', record_id = account_id, record_field = 'photo'
WHERE plan_id IS NULL AND account_id IS NOT NULL;
-- With them go their indexes and references.
ALTER TABLE attachment DROP COLUMN plan_id, DROP COLUMN account_id;
CREATE INDEX attachment_record_idx ON attachment (record_kind, record_id);

ALTER TABLE plan_seen RENAME TO seen;
ALTER TABLE seen ADD COLUMN record_kind TEXT NOT NULL DEFAULT 'plan';
ALTER TABLE seen ALTER COLUMN record_kind DROP DEFAULT;
ALTER TABLE seen DROP CONSTRAINT plan_seen_plan_id_fkey;
ALTER TABLE seen DROP CONSTRAINT plan_seen_pkey;
ALTER TABLE seen RENAME COLUMN plan_id TO record_id;
ALTER TABLE seen RENAME CONSTRAINT plan_seen_account_id_fkey TO seen_account_id_fkey;
ALTER TABLE seen ADD CONSTRAINT seen_pkey PRIMARY KEY (account_id, record_kind, record_id);
DROP INDEX plan_seen_plan_idx;
CREATE INDEX seen_record_idx ON seen (record_kind, record_id);

ALTER TABLE plan_message RENAME TO message;
ALTER TABLE message ADD COLUMN record_kind TEXT NOT NULL DEFAULT 'plan';
ALTER TABLE message ALTER COLUMN record_kind DROP DEFAULT;
ALTER TABLE message DROP CONSTRAINT plan_message_plan_id_fkey;
ALTER TABLE message DROP CONSTRAINT plan_message_kind_check;
ALTER TABLE message RENAME COLUMN plan_id TO record_id;
ALTER TABLE message RENAME CONSTRAINT plan_message_author_id_fkey TO message_author_id_fkey;
ALTER TABLE message RENAME CONSTRAINT plan_message_pkey TO message_pkey;
DROP INDEX plan_message_plan_idx;
CREATE INDEX message_record_idx ON message (record_kind, record_id, id);
