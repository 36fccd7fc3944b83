-- What is done later, by whichever server comes to it: written in the transaction of the command that asks for it.
-- The same table, names and constraints as in ../sqlite/0017_jobs.sql.

CREATE TABLE job (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind         TEXT NOT NULL,
    -- What it is to do, as against others of its kind: of two that have not ended with the same key there is one.
    key          TEXT NOT NULL,
    -- What it needs to know; nothing for what comes round.
    payload      JSONB,
    record_kind  TEXT,
    record_id    BIGINT,
    enqueued_at  TIMESTAMPTZ NOT NULL,
    -- Not before this moment.
    run_at       TIMESTAMPTZ NOT NULL,
    tries        BIGINT NOT NULL,
    -- Why the last try failed.
    failure      TEXT,
    -- Which run of which server is at it, and until when it need not say that it still is.
    held_by      TEXT,
    held_until   TIMESTAMPTZ,
    -- When it was done, or, with a failure, given up.
    ended_at     TIMESTAMPTZ,
    CONSTRAINT job_tries_check CHECK (tries >= 0),
    CONSTRAINT job_record_check CHECK ((record_kind IS NULL) = (record_id IS NULL)),
    CONSTRAINT job_held_check CHECK ((held_by IS NULL) = (held_until IS NULL)),
    CONSTRAINT job_end_check CHECK (ended_at IS NULL OR held_by IS NULL)
);
CREATE UNIQUE INDEX job_key ON job (kind, key) WHERE ended_at IS NULL;
CREATE INDEX job_due_idx ON job (run_at, id) WHERE ended_at IS NULL;
CREATE INDEX job_dead_idx ON job (ended_at, id) WHERE ended_at IS NOT NULL AND failure IS NOT NULL;
CREATE INDEX job_done_idx ON job (ended_at) WHERE ended_at IS NOT NULL AND failure IS NULL;

-- Registrations that were under way go on, and are held by their job alone.
INSERT INTO job (kind, key, payload, record_kind, record_id, enqueued_at, run_at, tries)
    SELECT 'make_first_passwords', CAST(id AS TEXT), jsonb_build_object('v', 1, 'registration', id), 'registration', id,
        started_at, started_at, 0
    FROM registration WHERE finished_at IS NULL ORDER BY registration.id;
ALTER TABLE registration
    DROP COLUMN held_by,
    DROP COLUMN held_until;
