-- People and institutions: accounts with e-mail, Jabatan, photo and second factor, sessions that can be
-- listed, the log's filters, and the numbers of the Dashboard.
-- The same tables, names and constraints as ../postgres/0004_people.sql.

CREATE TABLE job_title (
    id    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL,
    CONSTRAINT job_title_name_check CHECK (name <> '')
);
CREATE UNIQUE INDEX job_title_name_key ON job_title (LOWER(name));

ALTER TABLE account ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- In lower case; empty where nobody has given one yet.
ALTER TABLE account ADD COLUMN email TEXT NOT NULL DEFAULT ''
    CONSTRAINT account_email_check CHECK (email = LOWER(email));
ALTER TABLE account ADD COLUMN job_title_id INTEGER
    CONSTRAINT account_job_title_id_fkey REFERENCES job_title (id);
ALTER TABLE account ADD COLUMN photo_id INTEGER CONSTRAINT account_photo_id_fkey REFERENCES attachment (id);
ALTER TABLE account ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;
-- Nothing until the password is changed once.
ALTER TABLE account ADD COLUMN password_changed_at TEXT;
-- The second factor counts once it is confirmed. The last step is that of the last code that was taken.
ALTER TABLE account ADD COLUMN totp_secret TEXT;
ALTER TABLE account ADD COLUMN totp_confirmed_at TEXT;
ALTER TABLE account ADD COLUMN totp_last_step INTEGER;
CREATE UNIQUE INDEX account_email_key ON account (email) WHERE email <> '';
DROP INDEX account_institution_idx;
CREATE INDEX account_institution_idx ON account (institution_id, name, id);
CREATE INDEX account_commission_idx ON account (name, id) WHERE institution_id IS NULL;
CREATE INDEX account_name_idx ON account (name, id);
CREATE INDEX account_photo_idx ON account (photo_id);

-- The account that a file belongs to, as its photo does.
ALTER TABLE attachment ADD COLUMN account_id INTEGER
    CONSTRAINT attachment_account_id_fkey REFERENCES account (id);
CREATE INDEX attachment_account_idx ON attachment (account_id);

CREATE TABLE recovery_code (
    account_id  INTEGER NOT NULL CONSTRAINT recovery_code_account_id_fkey REFERENCES account (id),
    hash        TEXT NOT NULL,
    used_at     TEXT,
    CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, hash)
);

CREATE TABLE setting (
    key      TEXT NOT NULL CONSTRAINT setting_pkey PRIMARY KEY,
    value    TEXT NOT NULL,
    version  INTEGER NOT NULL
);

-- Codes of the Kementerian Dalam Negeri; empty where there is none.
ALTER TABLE institution ADD COLUMN province TEXT NOT NULL DEFAULT ''
    CONSTRAINT institution_province_check CHECK (province = '' OR LENGTH(province) = 2);
ALTER TABLE institution ADD COLUMN regency TEXT NOT NULL DEFAULT ''
    CONSTRAINT institution_regency_check
    CHECK (regency = '' OR (LENGTH(regency) = 5 AND province <> '' AND regency LIKE province || '.%'));
ALTER TABLE institution ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE institution ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- Nothing for those that were there before.
ALTER TABLE institution ADD COLUMN created_at TEXT;
CREATE INDEX institution_name_idx ON institution (name, id);
CREATE INDEX institution_kind_name_idx ON institution (kind, name, id);
CREATE INDEX institution_province_name_idx ON institution (province, name, id);

-- Whose session it is, since when, and from where; nothing before the login.
ALTER TABLE session ADD COLUMN account_id INTEGER CONSTRAINT session_account_id_fkey REFERENCES account (id);
ALTER TABLE session ADD COLUMN created_at TEXT;
ALTER TABLE session ADD COLUMN last_seen_at TEXT;
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
CREATE INDEX session_account_idx ON session (account_id);

-- Each filter of the log that leads has an index in the order of the list.
CREATE INDEX activity_account_act_idx ON activity (account_id, act, at, id);
CREATE INDEX activity_act_idx ON activity (act, at, id);
CREATE INDEX activity_institution_act_idx ON activity (institution_id, act, at, id);
CREATE INDEX activity_kind_idx ON activity (record_kind, at, id);
CREATE INDEX activity_institution_kind_idx ON activity (institution_id, record_kind, at, id);
DROP INDEX activity_record_idx;
CREATE INDEX activity_record_idx ON activity (record_kind, record_id, at, id);
-- Names that nobody has, from logins that failed.
CREATE INDEX activity_stranger_idx ON activity (at, id, name) WHERE account_id IS NULL;

-- The numbers of the Dashboard, kept by triggers in the transaction of the change. Officials are those
-- who hold a post; a draft counts among the plans of its month and among the drafts.
CREATE TABLE tally_institution (
    institution_id  INTEGER NOT NULL PRIMARY KEY
        CONSTRAINT tally_institution_institution_id_fkey REFERENCES institution (id) ON DELETE CASCADE,
    positions       INTEGER NOT NULL,
    officials       INTEGER NOT NULL
);
CREATE TABLE tally_phase (
    institution_id  INTEGER NOT NULL
        CONSTRAINT tally_phase_institution_id_fkey REFERENCES institution (id) ON DELETE CASCADE,
    phase           TEXT NOT NULL,
    plans           INTEGER NOT NULL,
    PRIMARY KEY (institution_id, phase)
);
CREATE TABLE tally_month (
    institution_id  INTEGER NOT NULL
        CONSTRAINT tally_month_institution_id_fkey REFERENCES institution (id) ON DELETE CASCADE,
    -- As in 2016-08, of the day in Jakarta.
    month           TEXT NOT NULL,
    plans           INTEGER NOT NULL,
    drafts          INTEGER NOT NULL,
    PRIMARY KEY (institution_id, month)
);
CREATE INDEX tally_month_month_idx ON tally_month (month, plans, drafts);

INSERT INTO tally_institution (institution_id, positions, officials)
    SELECT i.id, (SELECT COUNT(*) FROM position p WHERE p.institution_id = i.id),
        (SELECT COUNT(*) FROM official o WHERE o.institution_id = i.id AND NOT o.former)
    FROM institution i;
INSERT INTO tally_phase (institution_id, phase, plans)
    SELECT institution_id, phase, COUNT(*) FROM plan GROUP BY institution_id, phase;
-- Of an instant only the whole seconds, which no rounding carries into the next month.
INSERT INTO tally_month (institution_id, month, plans, drafts)
    SELECT institution_id, strftime('%Y-%m', SUBSTR(created_at, 1, 19), '+7 hours'), COUNT(*),
        COUNT(*) FILTER (WHERE phase = 'draft')
    FROM plan GROUP BY 1, 2;

CREATE TRIGGER position_tally_insert AFTER INSERT ON position
BEGIN
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT NEW.institution_id, 1, 0 WHERE TRUE
    ON CONFLICT (institution_id) DO UPDATE SET positions = positions + excluded.positions;
END;
CREATE TRIGGER position_tally_delete AFTER DELETE ON position
BEGIN
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT OLD.institution_id, -1, 0 WHERE TRUE
    ON CONFLICT (institution_id) DO UPDATE SET positions = positions + excluded.positions;
END;
CREATE TRIGGER position_tally_update AFTER UPDATE OF institution_id ON position
BEGIN
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT OLD.institution_id, -1, 0 WHERE TRUE
    ON CONFLICT (institution_id) DO UPDATE SET positions = positions + excluded.positions;
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT NEW.institution_id, 1, 0 WHERE TRUE
    ON CONFLICT (institution_id) DO UPDATE SET positions = positions + excluded.positions;
END;

CREATE TRIGGER official_tally_insert AFTER INSERT ON official
BEGIN
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT NEW.institution_id, 0, 1 WHERE NOT NEW.former
    ON CONFLICT (institution_id) DO UPDATE SET officials = officials + excluded.officials;
END;
CREATE TRIGGER official_tally_delete AFTER DELETE ON official
BEGIN
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT OLD.institution_id, 0, -1 WHERE NOT OLD.former
    ON CONFLICT (institution_id) DO UPDATE SET officials = officials + excluded.officials;
END;
CREATE TRIGGER official_tally_update AFTER UPDATE OF institution_id, former ON official
BEGIN
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT OLD.institution_id, 0, -1 WHERE NOT OLD.former
    ON CONFLICT (institution_id) DO UPDATE SET officials = officials + excluded.officials;
    INSERT INTO tally_institution (institution_id, positions, officials)
        SELECT NEW.institution_id, 0, 1 WHERE NOT NEW.former
    ON CONFLICT (institution_id) DO UPDATE SET officials = officials + excluded.officials;
END;

CREATE TRIGGER plan_tally_insert AFTER INSERT ON plan
BEGIN
    INSERT INTO tally_phase (institution_id, phase, plans) VALUES (NEW.institution_id, NEW.phase, 1)
    ON CONFLICT (institution_id, phase) DO UPDATE SET plans = plans + excluded.plans;
    INSERT INTO tally_month (institution_id, month, plans, drafts)
        VALUES (NEW.institution_id, strftime('%Y-%m', SUBSTR(NEW.created_at, 1, 19), '+7 hours'), 1,
            CASE WHEN NEW.phase = 'draft' THEN 1 ELSE 0 END)
    ON CONFLICT (institution_id, month)
        DO UPDATE SET plans = plans + excluded.plans, drafts = drafts + excluded.drafts;
END;
CREATE TRIGGER plan_tally_delete AFTER DELETE ON plan
BEGIN
    INSERT INTO tally_phase (institution_id, phase, plans) VALUES (OLD.institution_id, OLD.phase, -1)
    ON CONFLICT (institution_id, phase) DO UPDATE SET plans = plans + excluded.plans;
    INSERT INTO tally_month (institution_id, month, plans, drafts)
        VALUES (OLD.institution_id, strftime('%Y-%m', SUBSTR(OLD.created_at, 1, 19), '+7 hours'), -1,
            CASE WHEN OLD.phase = 'draft' THEN -1 ELSE 0 END)
    ON CONFLICT (institution_id, month)
        DO UPDATE SET plans = plans + excluded.plans, drafts = drafts + excluded.drafts;
END;
CREATE TRIGGER plan_tally_update AFTER UPDATE OF institution_id, phase, created_at ON plan
BEGIN
    INSERT INTO tally_phase (institution_id, phase, plans) VALUES (OLD.institution_id, OLD.phase, -1)
    ON CONFLICT (institution_id, phase) DO UPDATE SET plans = plans + excluded.plans;
    INSERT INTO tally_month (institution_id, month, plans, drafts)
        VALUES (OLD.institution_id, strftime('%Y-%m', SUBSTR(OLD.created_at, 1, 19), '+7 hours'), -1,
            CASE WHEN OLD.phase = 'draft' THEN -1 ELSE 0 END)
    ON CONFLICT (institution_id, month)
        DO UPDATE SET plans = plans + excluded.plans, drafts = drafts + excluded.drafts;
    INSERT INTO tally_phase (institution_id, phase, plans) VALUES (NEW.institution_id, NEW.phase, 1)
    ON CONFLICT (institution_id, phase) DO UPDATE SET plans = plans + excluded.plans;
    INSERT INTO tally_month (institution_id, month, plans, drafts)
        VALUES (NEW.institution_id, strftime('%Y-%m', SUBSTR(NEW.created_at, 1, 19), '+7 hours'), 1,
            CASE WHEN NEW.phase = 'draft' THEN 1 ELSE 0 END)
    ON CONFLICT (institution_id, month)
        DO UPDATE SET plans = plans + excluded.plans, drafts = drafts + excluded.drafts;
END;
