-- One-time passwords of registrations are no longer stored in any form that can be read, and making them goes on after
-- a restart: what they come of is kept sealed with a key that lies outside the database, only while they are made.
-- The same tables, names and constraints as in ../sqlite/0013_handouts.sql.
DROP INDEX registration_handout_idx;
ALTER TABLE registration RENAME TO registration_before;
CREATE TABLE registration (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The registration whose passwords are made anew; nothing for one that registers.
    renews_id    BIGINT CONSTRAINT registration_renews_id_fkey REFERENCES registration (id),
    by_id        BIGINT NOT NULL CONSTRAINT registration_by_id_fkey REFERENCES account (id),
    by_name      TEXT NOT NULL,
    started_at   TIMESTAMPTZ NOT NULL,
    total        BIGINT NOT NULL,
    done         BIGINT NOT NULL,
    -- What the passwords come of, sealed; only while they are being made.
    seed         TEXT,
    -- Which run of which server makes them, and until when it need not show that it still does.
    held_by      TEXT,
    held_until   TIMESTAMPTZ,
    finished_at  TIMESTAMPTZ,
    failure      TEXT,
    CONSTRAINT registration_count_check CHECK (done BETWEEN 0 AND total),
    CONSTRAINT registration_seed_check CHECK ((seed IS NULL) = (finished_at IS NOT NULL)),
    CONSTRAINT registration_stop_check CHECK (failure IS NULL OR finished_at IS NOT NULL)
);
INSERT INTO registration (id, by_id, by_name, started_at, total, done, finished_at, failure) OVERRIDING SYSTEM VALUE
    SELECT id, by_id, by_name, started_at, total, done, COALESCE(finished_at, touched_at),
        CASE WHEN finished_at IS NULL THEN 'Pendaftaran terhenti karena server berhenti; tidak ada yang disimpan.'
            ELSE failure END
    FROM registration_before ORDER BY id;
SELECT setval(pg_get_serial_sequence('registration', 'id'), COALESCE((SELECT MAX(id) FROM registration), 0) + 1, FALSE);
DROP TABLE registration_before;
CREATE INDEX registration_running_idx ON registration (id) WHERE finished_at IS NULL;

-- The first accounts that a registration makes passwords for, in the order of the spreadsheet.
CREATE TABLE registration_account (
    registration_id  BIGINT NOT NULL
        CONSTRAINT registration_account_registration_id_fkey REFERENCES registration (id),
    number           BIGINT NOT NULL,
    account_id       BIGINT NOT NULL CONSTRAINT registration_account_account_id_fkey REFERENCES account (id),
    -- When its password was made; it is good while the account's password was changed just then.
    made_at          TIMESTAMPTZ,
    CONSTRAINT registration_account_pkey PRIMARY KEY (registration_id, number)
);
CREATE INDEX registration_account_account_idx ON registration_account (account_id);

-- Of earlier registrations the log says which institutions they were of.
INSERT INTO registration_account (registration_id, number, account_id)
    SELECT r.id, ROW_NUMBER() OVER (PARTITION BY r.id ORDER BY a.id), a.id
    FROM registration r
    JOIN activity t ON t.act = 'register_institutions' AND (t.after_data ->> 'pendaftaran')::BIGINT = r.id
    CROSS JOIN LATERAL jsonb_array_elements(t.after_data -> 'institusi') AS one
    JOIN account a ON a.institution_id = (one ->> 'nomor')::BIGINT
    WHERE r.failure IS NULL AND a.role = 'institution_admin' AND a.must_change_password;
