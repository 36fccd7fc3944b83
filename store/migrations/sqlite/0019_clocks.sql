-- Until when the commission answers: a clock of each kind for a record, and in each plan the day by which its list is ordered.
-- The same tables, names and constraints as in ../postgres/0019_clocks.sql.

CREATE TABLE clock (
    id              INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    record_kind     TEXT NOT NULL,
    record_id       INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    institution_id  INTEGER NOT NULL CONSTRAINT clock_institution_id_fkey REFERENCES institution (id),
    -- Who handles the record, or has answered.
    officer_id      INTEGER CONSTRAINT clock_officer_id_fkey REFERENCES account (id),
    -- What happened, and what followed from it when it was written last; what has ended keeps it.
    history         TEXT NOT NULL,
    reckoning       TEXT NOT NULL,
    -- What is asked for of both.
    begun_at        TEXT NOT NULL,
    due             TEXT,
    -- The first day on which it is late.
    late_from       TEXT,
    ended_at        TEXT,
    -- Working days; nothing while a list of holidays is awaited.
    taken           INTEGER,
    -- Working days beyond the limit; nothing where none was promised.
    late            INTEGER,
    CONSTRAINT clock_record_key UNIQUE (record_kind, record_id, kind),
    CONSTRAINT clock_end_check CHECK (ended_at IS NOT NULL OR (taken IS NULL AND late IS NULL))
);
CREATE INDEX clock_begun_idx ON clock (begun_at, id);
CREATE INDEX clock_institution_begun_idx ON clock (institution_id, begun_at, id);
CREATE INDEX clock_due_idx ON clock (due, id) WHERE ended_at IS NULL;
CREATE INDEX clock_late_idx ON clock (late_from, id) WHERE ended_at IS NULL;
CREATE INDEX clock_institution_open_idx ON clock (institution_id, due, late_from) WHERE ended_at IS NULL;
CREATE INDEX clock_open_idx ON clock (id) WHERE ended_at IS NULL OR taken IS NULL;
CREATE INDEX clock_ended_idx ON clock (ended_at, kind, officer_id, taken) WHERE late IS NOT NULL;
CREATE INDEX clock_institution_ended_idx ON clock (institution_id, ended_at, kind, taken) WHERE late IS NOT NULL;

-- The last day there is where nothing runs, so that it is never NULL, by which no list is ordered.
ALTER TABLE plan ADD COLUMN due TEXT NOT NULL DEFAULT '9999-12-31';
CREATE INDEX plan_due_idx ON plan (due, id, institution_id, phase, letter_key);
CREATE INDEX plan_institution_due_idx ON plan (institution_id, due, id);
CREATE INDEX plan_phase_due_idx ON plan (phase, due, id, institution_id, letter_key);
CREATE INDEX plan_institution_phase_due_idx ON plan (institution_id, phase, due, id);
CREATE INDEX plan_officer_due_idx ON plan (officer_id, due, id);

-- What was sent before is told by the log; the program reads it.
INSERT INTO upkeep (task) VALUES ('clocks');
