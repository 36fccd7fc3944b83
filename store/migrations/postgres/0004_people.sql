-- People and institutions: accounts with e-mail, Jabatan, photo and second factor, sessions that can be
-- listed, the log's filters, and the numbers of the Dashboard.
-- The same tables, names and constraints as ../sqlite/0004_people.sql.

CREATE TABLE job_title (
    id    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name  TEXT NOT NULL,
    CONSTRAINT job_title_name_check CHECK (name <> '')
);
CREATE UNIQUE INDEX job_title_name_key ON job_title (LOWER(name));

ALTER TABLE account ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- In lower case; empty where nobody has given one yet.
ALTER TABLE account ADD COLUMN email TEXT NOT NULL DEFAULT ''
    CONSTRAINT account_email_check CHECK (email = LOWER(email));
ALTER TABLE account ADD COLUMN job_title_id BIGINT
    CONSTRAINT account_job_title_id_fkey REFERENCES job_title (id);
ALTER TABLE account ADD COLUMN photo_id BIGINT CONSTRAINT account_photo_id_fkey REFERENCES attachment (id);
ALTER TABLE account ADD COLUMN must_change_password BOOLEAN NOT NULL DEFAULT FALSE;
-- Nothing until the password is changed once.
ALTER TABLE account ADD COLUMN password_changed_at TIMESTAMPTZ;
-- The second factor counts once it is confirmed. The last step is that of the last code that was taken.
ALTER TABLE account ADD COLUMN totp_secret TEXT;
ALTER TABLE account ADD COLUMN totp_confirmed_at TIMESTAMPTZ;
ALTER TABLE account ADD COLUMN totp_last_step BIGINT;
CREATE UNIQUE INDEX account_email_key ON account (email) WHERE email <> '';
DROP INDEX account_institution_idx;
CREATE INDEX account_institution_idx ON account (institution_id, name, id);
CREATE INDEX account_commission_idx ON account (name, id) WHERE institution_id IS NULL;
CREATE INDEX account_name_idx ON account (name, id);
CREATE INDEX account_photo_idx ON account (photo_id);

-- The account that a file belongs to, as its photo does.
ALTER TABLE attachment ADD COLUMN account_id BIGINT
    CONSTRAINT attachment_account_id_fkey REFERENCES account (id);
CREATE INDEX attachment_account_idx ON attachment (account_id);

CREATE TABLE recovery_code (
    account_id  BIGINT NOT NULL CONSTRAINT recovery_code_account_id_fkey REFERENCES account (id),
    hash        TEXT NOT NULL,
    used_at     TIMESTAMPTZ,
    CONSTRAINT recovery_code_pkey PRIMARY KEY (account_id, hash)
);

CREATE TABLE setting (
    key      TEXT NOT NULL CONSTRAINT setting_pkey PRIMARY KEY,
    value    TEXT NOT NULL,
    version  BIGINT NOT NULL
);

-- Codes of the Kementerian Dalam Negeri; empty where there is none.
ALTER TABLE institution ADD COLUMN province TEXT NOT NULL DEFAULT ''
    CONSTRAINT institution_province_check CHECK (province = '' OR LENGTH(province) = 2);
ALTER TABLE institution ADD COLUMN regency TEXT NOT NULL DEFAULT ''
    CONSTRAINT institution_regency_check
    CHECK (regency = '' OR (LENGTH(regency) = 5 AND province <> '' AND regency LIKE province || '.%'));
ALTER TABLE institution ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE institution ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- Nothing for those that were there before.
ALTER TABLE institution ADD COLUMN created_at TIMESTAMPTZ;
CREATE INDEX institution_name_idx ON institution (name, id);
CREATE INDEX institution_kind_name_idx ON institution (kind, name, id);
CREATE INDEX institution_province_name_idx ON institution (province, name, id);

-- Whose session it is, since when, and from where; nothing before the login.
ALTER TABLE session ADD COLUMN account_id BIGINT CONSTRAINT session_account_id_fkey REFERENCES account (id);
ALTER TABLE session ADD COLUMN created_at TIMESTAMPTZ;
ALTER TABLE session ADD COLUMN last_seen_at TIMESTAMPTZ;
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
    institution_id  BIGINT NOT NULL PRIMARY KEY
        CONSTRAINT tally_institution_institution_id_fkey REFERENCES institution (id) ON DELETE CASCADE,
    positions       BIGINT NOT NULL,
    officials       BIGINT NOT NULL
);
CREATE TABLE tally_phase (
    institution_id  BIGINT NOT NULL
        CONSTRAINT tally_phase_institution_id_fkey REFERENCES institution (id) ON DELETE CASCADE,
    phase           TEXT NOT NULL,
    plans           BIGINT NOT NULL,
    PRIMARY KEY (institution_id, phase)
);
CREATE TABLE tally_month (
    institution_id  BIGINT NOT NULL
        CONSTRAINT tally_month_institution_id_fkey REFERENCES institution (id) ON DELETE CASCADE,
    -- As in 2016-08, of the day in Jakarta.
    month           TEXT NOT NULL,
    plans           BIGINT NOT NULL,
    drafts          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, month)
);
CREATE INDEX tally_month_month_idx ON tally_month (month, plans, drafts);

INSERT INTO tally_institution (institution_id, positions, officials)
    SELECT i.id, (SELECT COUNT(*) FROM position p WHERE p.institution_id = i.id),
        (SELECT COUNT(*) FROM official o WHERE o.institution_id = i.id AND NOT o.former)
    FROM institution i;
INSERT INTO tally_phase (institution_id, phase, plans)
    SELECT institution_id, phase, COUNT(*) FROM plan GROUP BY institution_id, phase;
INSERT INTO tally_month (institution_id, month, plans, drafts)
    SELECT institution_id, to_char(created_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM'), COUNT(*),
        COUNT(*) FILTER (WHERE phase = 'draft')
    FROM plan GROUP BY 1, 2;

-- Once for each statement, so that a large import is counted at once. Rows are taken in one order, so
-- that two transactions wait for each other and never in a circle.
CREATE FUNCTION tally_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally_institution AS t (institution_id, positions, officials)
            SELECT institution_id, COUNT(*), 0 FROM come GROUP BY 1 ORDER BY 1
        ON CONFLICT (institution_id) DO UPDATE SET positions = t.positions + excluded.positions;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tally_institution AS t (institution_id, positions, officials)
            SELECT institution_id, -COUNT(*), 0 FROM gone GROUP BY 1 ORDER BY 1
        ON CONFLICT (institution_id) DO UPDATE SET positions = t.positions + excluded.positions;
    ELSE
        INSERT INTO tally_institution AS t (institution_id, positions, officials)
            SELECT institution_id, SUM(n), 0
            FROM (SELECT institution_id, 1 AS n FROM come UNION ALL SELECT institution_id, -1 FROM gone) AS moved
            GROUP BY 1 HAVING SUM(n) <> 0 ORDER BY 1
        ON CONFLICT (institution_id) DO UPDATE SET positions = t.positions + excluded.positions;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER position_tally_insert AFTER INSERT ON position REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION tally_position();
CREATE TRIGGER position_tally_delete AFTER DELETE ON position REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION tally_position();
CREATE TRIGGER position_tally_update AFTER UPDATE ON position REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION tally_position();

CREATE FUNCTION tally_official() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tally_institution AS t (institution_id, positions, officials)
            SELECT institution_id, 0, COUNT(*) FROM come WHERE NOT former GROUP BY 1 ORDER BY 1
        ON CONFLICT (institution_id) DO UPDATE SET officials = t.officials + excluded.officials;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO tally_institution AS t (institution_id, positions, officials)
            SELECT institution_id, 0, -COUNT(*) FROM gone WHERE NOT former GROUP BY 1 ORDER BY 1
        ON CONFLICT (institution_id) DO UPDATE SET officials = t.officials + excluded.officials;
    ELSE
        INSERT INTO tally_institution AS t (institution_id, positions, officials)
            SELECT institution_id, 0, SUM(n)
            FROM (SELECT institution_id, 1 AS n FROM come WHERE NOT former
                UNION ALL SELECT institution_id, -1 FROM gone WHERE NOT former) AS moved
            GROUP BY 1 HAVING SUM(n) <> 0 ORDER BY 1
        ON CONFLICT (institution_id) DO UPDATE SET officials = t.officials + excluded.officials;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER official_tally_insert AFTER INSERT ON official REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION tally_official();
CREATE TRIGGER official_tally_delete AFTER DELETE ON official REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION tally_official();
CREATE TRIGGER official_tally_update AFTER UPDATE ON official REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION tally_official();

CREATE FUNCTION tally_plan_add(institution BIGINT, in_phase TEXT, made TIMESTAMPTZ, n BIGINT, draft BIGINT)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO tally_phase AS t (institution_id, phase, plans) VALUES (institution, in_phase, n)
    ON CONFLICT (institution_id, phase) DO UPDATE SET plans = t.plans + excluded.plans;
    INSERT INTO tally_month AS t (institution_id, month, plans, drafts)
        VALUES (institution, to_char(made AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM'), n, draft)
    ON CONFLICT (institution_id, month)
        DO UPDATE SET plans = t.plans + excluded.plans, drafts = t.drafts + excluded.drafts;
$$;
CREATE FUNCTION tally_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM tally_plan_add(institution_id, phase, day, n, CASE WHEN phase = 'draft' THEN n ELSE 0 END)
        FROM (SELECT institution_id, phase, MIN(created_at) AS day, COUNT(*) AS n FROM come
            GROUP BY institution_id, phase, to_char(created_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM')
            ORDER BY 1, 2, 3) AS moved;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM tally_plan_add(institution_id, phase, day, -n, CASE WHEN phase = 'draft' THEN -n ELSE 0 END)
        FROM (SELECT institution_id, phase, MIN(created_at) AS day, COUNT(*) AS n FROM gone
            GROUP BY institution_id, phase, to_char(created_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM')
            ORDER BY 1, 2, 3) AS moved;
    ELSE
        PERFORM tally_plan_add(institution_id, phase, day, n, CASE WHEN phase = 'draft' THEN n ELSE 0 END)
        FROM (SELECT institution_id, phase, MIN(created_at) AS day, SUM(one)::BIGINT AS n
            FROM (SELECT institution_id, phase, created_at, 1 AS one FROM come
                UNION ALL SELECT institution_id, phase, created_at, -1 FROM gone) AS both_sides
            GROUP BY institution_id, phase, to_char(created_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM')
            HAVING SUM(one) <> 0
            ORDER BY 1, 2, 3) AS moved;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER plan_tally_insert AFTER INSERT ON plan REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION tally_plan();
CREATE TRIGGER plan_tally_delete AFTER DELETE ON plan REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION tally_plan();
CREATE TRIGGER plan_tally_update AFTER UPDATE ON plan REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION tally_plan();
