-- The core: accounts, positions, selections from plan to inauguration, office holders.
-- The same tables, names and constraints as ../postgres/0001_core.sql. Times are RFC 3339 text in UTC
-- with at most microseconds, so that they compare as text; dates are ISO text; JSON is text.

CREATE TABLE institution (
    id      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    region  TEXT NOT NULL,
    CONSTRAINT institution_kind_name_key UNIQUE (kind, name),
    CONSTRAINT institution_kind_check
        CHECK (kind IN ('ministry', 'agency', 'non_structural', 'province', 'regency', 'city'))
);

CREATE TABLE account (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    username        TEXT NOT NULL,
    name            TEXT NOT NULL,
    role            TEXT NOT NULL,
    institution_id  INTEGER CONSTRAINT account_institution_id_fkey REFERENCES institution (id),
    password_hash   TEXT NOT NULL,
    active          BOOLEAN NOT NULL,
    created_at      TEXT NOT NULL,
    CONSTRAINT account_username_key UNIQUE (username),
    CONSTRAINT account_username_check CHECK (username <> '' AND username = LOWER(username)),
    CONSTRAINT account_role_check
        CHECK (role IN ('admin', 'commissioner', 'assistant', 'institution_admin', 'operator',
                        'authorised_official', 'appointing_authority', 'committee', 'committee_secretariat')),
    -- The commission's people belong to no institution; all others belong to one.
    CONSTRAINT account_side_check
        CHECK ((role IN ('admin', 'commissioner', 'assistant')) = (institution_id IS NULL))
);
CREATE INDEX account_institution_idx ON account (institution_id);

CREATE TABLE login_failure (
    id   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    key  TEXT NOT NULL,
    at   TEXT NOT NULL
);
CREATE INDEX login_failure_key_idx ON login_failure (key, at);
CREATE INDEX login_failure_at_idx ON login_failure (at);

CREATE TABLE session (
    id          TEXT NOT NULL PRIMARY KEY,
    data        TEXT NOT NULL,
    expires_at  TEXT NOT NULL
);
CREATE INDEX session_expires_idx ON session (expires_at);

CREATE TABLE position (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    institution_id  INTEGER NOT NULL CONSTRAINT position_institution_id_fkey REFERENCES institution (id),
    unit            TEXT NOT NULL,
    title           TEXT NOT NULL,
    level           TEXT NOT NULL,
    technical       TEXT NOT NULL,
    socio_cultural  TEXT NOT NULL,
    status          TEXT NOT NULL,
    officer_id      INTEGER CONSTRAINT position_officer_id_fkey REFERENCES account (id),
    created_at      TEXT NOT NULL,
    CONSTRAINT position_level_check CHECK (level IN ('principal', 'intermediate', 'junior')),
    CONSTRAINT position_status_check CHECK (status IN ('new', 'correction', 'approved'))
);
CREATE INDEX position_institution_idx ON position (institution_id, status, unit, title, id);

CREATE TABLE plan (
    id                   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    institution_id       INTEGER NOT NULL CONSTRAINT plan_institution_id_fkey REFERENCES institution (id),
    version              INTEGER NOT NULL,
    phase                TEXT NOT NULL,
    letter_number        TEXT NOT NULL,
    filling_method       TEXT,
    reason               TEXT,
    officer_id           INTEGER CONSTRAINT plan_officer_id_fkey REFERENCES account (id),
    -- Percent; all four, or none while the form is not right yet.
    weight_managerial    INTEGER,
    weight_paper         INTEGER,
    weight_interview     INTEGER,
    weight_track_record  INTEGER,
    created_by_id        INTEGER NOT NULL CONSTRAINT plan_created_by_id_fkey REFERENCES account (id),
    created_by_name      TEXT NOT NULL,
    created_at           TEXT NOT NULL,
    updated_by_id        INTEGER NOT NULL CONSTRAINT plan_updated_by_id_fkey REFERENCES account (id),
    updated_by_name      TEXT NOT NULL,
    updated_at           TEXT NOT NULL,
    state                TEXT NOT NULL,
    form                 TEXT NOT NULL,
    CONSTRAINT plan_phase_check
        CHECK (phase IN ('draft', 'submitted', 'in_review', 'recommended', 'correction', 'rejected', 'process',
                         'reported', 'report_returned', 'inauguration', 'finished')),
    CONSTRAINT plan_filling_method_check
        CHECK (filling_method IN ('open_selection', 'transfer', 'suitability_test', 'confirmation', 'assignment')),
    CONSTRAINT plan_reason_check
        CHECK (reason IN ('term_exceeded', 'restructuring', 'target_missed', 'retirement', 'death', 'resignation',
                          'discipline', 'other_post', 'suspension', 'dismissed_for_performance',
                          'full_time_elsewhere', 'unpaid_leave', 'mismatch_after_reorganisation', 'new_post')),
    CONSTRAINT plan_weights_check
        CHECK ((weight_managerial IS NULL AND weight_paper IS NULL
                AND weight_interview IS NULL AND weight_track_record IS NULL)
            OR (weight_managerial IS NOT NULL AND weight_paper IS NOT NULL
                AND weight_interview IS NOT NULL AND weight_track_record IS NOT NULL
                AND weight_managerial BETWEEN 10 AND 100 AND weight_paper BETWEEN 10 AND 100
                AND weight_interview BETWEEN 10 AND 100 AND weight_track_record BETWEEN 10 AND 100
                AND weight_managerial + weight_paper + weight_interview + weight_track_record = 100))
);
CREATE INDEX plan_updated_idx ON plan (updated_at, id);
CREATE INDEX plan_institution_updated_idx ON plan (institution_id, updated_at, id);
CREATE INDEX plan_phase_updated_idx ON plan (phase, updated_at, id);
CREATE INDEX plan_institution_phase_updated_idx ON plan (institution_id, phase, updated_at, id);
CREATE INDEX plan_officer_updated_idx ON plan (officer_id, updated_at, id);

CREATE TABLE plan_seen (
    account_id  INTEGER NOT NULL CONSTRAINT plan_seen_account_id_fkey REFERENCES account (id),
    plan_id     INTEGER NOT NULL CONSTRAINT plan_seen_plan_id_fkey REFERENCES plan (id) ON DELETE CASCADE,
    seen_at     TEXT NOT NULL,
    PRIMARY KEY (account_id, plan_id)
);
CREATE INDEX plan_seen_plan_idx ON plan_seen (plan_id);

CREATE TABLE attachment (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    owner_id        INTEGER NOT NULL CONSTRAINT attachment_owner_id_fkey REFERENCES account (id),
    institution_id  INTEGER CONSTRAINT attachment_institution_id_fkey REFERENCES institution (id),
    plan_id         INTEGER CONSTRAINT attachment_plan_id_fkey REFERENCES plan (id) ON DELETE SET NULL,
    name            TEXT NOT NULL,
    media_type      TEXT NOT NULL,
    size            INTEGER NOT NULL,
    sha256          TEXT NOT NULL,
    key             TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    CONSTRAINT attachment_size_check CHECK (size > 0),
    CONSTRAINT attachment_sha256_check CHECK (LENGTH(sha256) = 64)
);
CREATE INDEX attachment_plan_idx ON attachment (plan_id);

CREATE TABLE plan_message (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id      INTEGER NOT NULL CONSTRAINT plan_message_plan_id_fkey REFERENCES plan (id),
    kind         TEXT NOT NULL,
    author_id    INTEGER NOT NULL CONSTRAINT plan_message_author_id_fkey REFERENCES account (id),
    author_name  TEXT NOT NULL,
    commission   BOOLEAN NOT NULL,
    text         TEXT NOT NULL,
    files        TEXT NOT NULL,
    changes      TEXT NOT NULL,
    snapshot     TEXT,
    at           TEXT NOT NULL,
    CONSTRAINT plan_message_kind_check
        CHECK (kind IN ('note', 'submission', 'correction', 'recommendation', 'rejection', 'approval'))
);
CREATE INDEX plan_message_plan_idx ON plan_message (plan_id, id);

CREATE TABLE vacancy (
    id               INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    plan_id          INTEGER NOT NULL CONSTRAINT vacancy_plan_id_fkey REFERENCES plan (id) ON DELETE CASCADE,
    position_id      INTEGER NOT NULL CONSTRAINT vacancy_position_id_fkey REFERENCES position (id),
    -- Whether the plan still holds the post.
    open             BOOLEAN NOT NULL,
    version          INTEGER NOT NULL,
    applicant_count  INTEGER,
    shortlist_note   TEXT,
    inauguration     TEXT NOT NULL,
    CONSTRAINT vacancy_plan_position_key UNIQUE (plan_id, position_id),
    CONSTRAINT vacancy_applicant_count_check CHECK (applicant_count >= 0)
);
-- No post stands in two plans that still hold it.
CREATE UNIQUE INDEX vacancy_open_position_key ON vacancy (position_id) WHERE open;
CREATE INDEX vacancy_position_idx ON vacancy (position_id);

CREATE TABLE applicant (
    id                  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    vacancy_id          INTEGER NOT NULL CONSTRAINT applicant_vacancy_id_fkey REFERENCES vacancy (id),
    name                TEXT NOT NULL,
    nip                 TEXT NOT NULL,
    agency              TEXT NOT NULL,
    version             INTEGER NOT NULL,
    reached             INTEGER NOT NULL,
    -- Scores in hundredths: 7,5 is 750.
    score_managerial    INTEGER,
    score_paper         INTEGER,
    score_interview     INTEGER,
    score_track_record  INTEGER,
    accepted            BOOLEAN,
    decision_reason     TEXT,
    decided_by_id       INTEGER CONSTRAINT applicant_decided_by_id_fkey REFERENCES account (id),
    decided_at          TEXT,
    track_record        TEXT,
    created_at          TEXT NOT NULL,
    updated_by_id       INTEGER CONSTRAINT applicant_updated_by_id_fkey REFERENCES account (id),
    updated_by_name     TEXT,
    updated_at          TEXT NOT NULL,
    CONSTRAINT applicant_vacancy_nip_key UNIQUE (vacancy_id, nip),
    CONSTRAINT applicant_reached_check CHECK (reached BETWEEN 0 AND 4),
    CONSTRAINT applicant_score_managerial_check CHECK (score_managerial BETWEEN 100 AND 1000),
    CONSTRAINT applicant_score_paper_check CHECK (score_paper BETWEEN 100 AND 1000),
    CONSTRAINT applicant_score_interview_check CHECK (score_interview BETWEEN 100 AND 1000),
    CONSTRAINT applicant_score_track_record_check CHECK (score_track_record BETWEEN 100 AND 1000),
    CONSTRAINT applicant_decision_check
        CHECK ((accepted IS NULL) = (decided_by_id IS NULL) AND (accepted IS NULL) = (decided_at IS NULL)
            AND (accepted IS NOT NULL OR decision_reason IS NULL))
);
CREATE INDEX applicant_nip_idx ON applicant (nip, id);

CREATE TABLE score_change (
    id            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    applicant_id  INTEGER NOT NULL CONSTRAINT score_change_applicant_id_fkey REFERENCES applicant (id),
    stage         TEXT NOT NULL,
    before_score  INTEGER,
    after_score   INTEGER NOT NULL,
    reason        TEXT,
    by_id         INTEGER NOT NULL CONSTRAINT score_change_by_id_fkey REFERENCES account (id),
    by_name       TEXT NOT NULL,
    at            TEXT NOT NULL,
    CONSTRAINT score_change_stage_check CHECK (stage IN ('managerial', 'paper', 'interview', 'track_record')),
    CONSTRAINT score_change_before_check CHECK (before_score BETWEEN 100 AND 1000),
    CONSTRAINT score_change_after_check CHECK (after_score BETWEEN 100 AND 1000)
);
CREATE INDEX score_change_applicant_idx ON score_change (applicant_id, id);

CREATE TABLE report_round (
    plan_id           INTEGER NOT NULL CONSTRAINT report_round_plan_id_fkey REFERENCES plan (id),
    round             INTEGER NOT NULL,
    report            TEXT NOT NULL,
    by_id             INTEGER NOT NULL CONSTRAINT report_round_by_id_fkey REFERENCES account (id),
    by_name           TEXT NOT NULL,
    at                TEXT NOT NULL,
    passed            BOOLEAN,
    reviewed_by_id    INTEGER CONSTRAINT report_round_reviewed_by_id_fkey REFERENCES account (id),
    reviewed_by_name  TEXT,
    reviewed_at       TEXT,
    review            TEXT,
    CONSTRAINT report_round_pkey PRIMARY KEY (plan_id, round),
    CONSTRAINT report_round_round_check CHECK (round >= 1),
    CONSTRAINT report_round_review_check
        CHECK ((passed IS NULL) = (reviewed_by_id IS NULL) AND (passed IS NULL) = (reviewed_by_name IS NULL)
            AND (passed IS NULL) = (reviewed_at IS NULL) AND (passed IS NULL) = (review IS NULL))
);

CREATE TABLE monitoring (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    vacancy_id  INTEGER NOT NULL CONSTRAINT monitoring_vacancy_id_fkey REFERENCES vacancy (id),
    day         TEXT NOT NULL,
    -- Nothing for administration.
    stage       TEXT,
    findings    TEXT NOT NULL,
    files       TEXT NOT NULL,
    by_id       INTEGER NOT NULL CONSTRAINT monitoring_by_id_fkey REFERENCES account (id),
    by_name     TEXT NOT NULL,
    at          TEXT NOT NULL,
    CONSTRAINT monitoring_stage_check CHECK (stage IN ('managerial', 'paper', 'interview', 'track_record'))
);
CREATE INDEX monitoring_vacancy_idx ON monitoring (vacancy_id, day, id);

CREATE TABLE official (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    institution_id  INTEGER NOT NULL CONSTRAINT official_institution_id_fkey REFERENCES institution (id),
    position_id     INTEGER NOT NULL CONSTRAINT official_position_id_fkey REFERENCES position (id),
    name            TEXT NOT NULL,
    nip             TEXT NOT NULL,
    rank            TEXT NOT NULL,
    decree          TEXT NOT NULL,
    start_on        TEXT NOT NULL,
    end_on          TEXT NOT NULL,
    appointment     TEXT NOT NULL,
    filling_plan    TEXT NOT NULL,
    vacancy_id      INTEGER CONSTRAINT official_vacancy_id_fkey REFERENCES vacancy (id),
    -- Whether somebody else has taken the post over.
    former          BOOLEAN NOT NULL,
    created_at      TEXT NOT NULL,
    CONSTRAINT official_vacancy_key UNIQUE (vacancy_id),
    CONSTRAINT official_period_check CHECK (end_on >= start_on),
    CONSTRAINT official_appointment_check
        CHECK (appointment IN ('open_selection', 'transfer', 'suitability_test', 'confirmation', 'assignment')),
    CONSTRAINT official_filling_plan_check
        CHECK (filling_plan IN ('open_selection', 'transfer', 'suitability_test', 'confirmation', 'assignment'))
);
CREATE INDEX official_start_idx ON official (start_on, id);
CREATE INDEX official_institution_start_idx ON official (institution_id, start_on, id);
CREATE INDEX official_position_idx ON official (position_id, former);
CREATE INDEX official_former_idx ON official (institution_id, former);

CREATE TABLE activity (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id      INTEGER CONSTRAINT activity_account_id_fkey REFERENCES account (id),
    name            TEXT NOT NULL,
    at              TEXT NOT NULL,
    address         TEXT NOT NULL,
    act             TEXT NOT NULL,
    record_kind     TEXT NOT NULL,
    record_id       INTEGER NOT NULL,
    institution_id  INTEGER CONSTRAINT activity_institution_id_fkey REFERENCES institution (id),
    before_data     TEXT,
    after_data      TEXT
);
CREATE INDEX activity_at_idx ON activity (at, id);
CREATE INDEX activity_institution_idx ON activity (institution_id, at, id);
CREATE INDEX activity_account_idx ON activity (account_id, at, id);
CREATE INDEX activity_record_idx ON activity (record_kind, record_id, id);

-- What is written here is never changed: the log, and the history of scores.
CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
CREATE TRIGGER activity_no_delete BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
CREATE TRIGGER score_change_no_update BEFORE UPDATE ON score_change
BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END;
CREATE TRIGGER score_change_no_delete BEFORE DELETE ON score_change
BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END;
