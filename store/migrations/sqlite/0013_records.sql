-- One way to name the record that a file belongs to, that somebody has seen, that a dialogue is about: its kind and
-- number. No list of kinds stands here: a new one is one line of the program.
-- The same as ../postgres/0013_records.sql.

ALTER TABLE attachment ADD COLUMN record_kind TEXT;
ALTER TABLE attachment ADD COLUMN record_id INTEGER
    CONSTRAINT attachment_record_check CHECK ((record_kind IS NULL) = (record_id IS NULL));
-- The field that named it first; nothing where that was before anybody asked.
ALTER TABLE attachment ADD COLUMN record_field TEXT;
UPDATE attachment SET record_kind = 'plan', record_id = plan_id WHERE plan_id IS NOT NULL;
UPDATE attachment SET record_kind = 'user', record_id = account_id, record_field = 'photo'
WHERE plan_id IS NULL AND account_id IS NOT NULL;
DROP INDEX attachment_plan_idx;
DROP INDEX attachment_account_idx;
ALTER TABLE attachment DROP COLUMN plan_id;
ALTER TABLE attachment DROP COLUMN account_id;
CREATE INDEX attachment_record_idx ON attachment (record_kind, record_id);

CREATE TABLE seen (
    account_id   INTEGER NOT NULL CONSTRAINT seen_account_id_fkey REFERENCES account (id),
    record_kind  TEXT NOT NULL,
    record_id    INTEGER NOT NULL,
    seen_at      TEXT NOT NULL,
    CONSTRAINT seen_pkey PRIMARY KEY (account_id, record_kind, record_id)
) WITHOUT ROWID;
CREATE INDEX seen_record_idx ON seen (record_kind, record_id);
INSERT INTO seen (account_id, record_kind, record_id, seen_at)
    SELECT account_id, 'plan', plan_id, seen_at FROM plan_seen;
DROP TABLE plan_seen;

CREATE TABLE message (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    record_kind  TEXT NOT NULL,
    record_id    INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    author_id    INTEGER NOT NULL CONSTRAINT message_author_id_fkey REFERENCES account (id),
    author_name  TEXT NOT NULL,
    commission   BOOLEAN NOT NULL,
    text         TEXT NOT NULL,
    files        TEXT NOT NULL,
    changes      TEXT NOT NULL,
    snapshot     TEXT,
    at           TEXT NOT NULL
);
INSERT INTO message (id, record_kind, record_id, kind, author_id, author_name, commission, text, files, changes,
                     snapshot, at)
    SELECT id, 'plan', plan_id, kind, author_id, author_name, commission, text, files, changes, snapshot, at
    FROM plan_message ORDER BY id;
DROP TABLE plan_message;
CREATE INDEX message_record_idx ON message (record_kind, record_id, id);
