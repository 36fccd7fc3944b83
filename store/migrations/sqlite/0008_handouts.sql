-- One-time passwords of registrations are no longer stored in any form that can be read, and making them goes on after
-- a restart: what they come of is kept sealed with a key that lies outside the database, only while they are made.
-- The same tables, names and constraints as in ../postgres/0013_handouts.sql.
-- What is removed here is not to be found in free pages either.
PRAGMA secure_delete = ON;
DROP INDEX registration_handout_idx;
ALTER TABLE registration RENAME TO registration_before;
CREATE TABLE registration (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    -- The registration whose passwords are made anew; nothing for one that registers.
    renews_id    INTEGER CONSTRAINT registration_renews_id_fkey REFERENCES registration (id),
    by_id        INTEGER NOT NULL CONSTRAINT registration_by_id_fkey REFERENCES account (id),
    by_name      TEXT NOT NULL,
    started_at   TEXT NOT NULL,
    total        INTEGER NOT NULL,
    done         INTEGER NOT NULL,
    -- What the passwords come of, sealed; only while they are being made.
    seed         TEXT,
    -- Which run of which server makes them, and until when it need not show that it still does.
    held_by      TEXT,
    held_until   TEXT,
    finished_at  TEXT,
    failure      TEXT,
    CONSTRAINT registration_count_check CHECK (done BETWEEN 0 AND total),
    CONSTRAINT registration_seed_check CHECK ((seed IS NULL) = (finished_at IS NOT NULL)),
    CONSTRAINT registration_stop_check CHECK (failure IS NULL OR finished_at IS NOT NULL)
);
INSERT INTO registration (id, by_id, by_name, started_at, total, done, finished_at, failure)
    SELECT id, by_id, by_name, started_at, total, done, COALESCE(finished_at, touched_at),
        CASE WHEN finished_at IS NULL THEN 'Pendaftaran terhenti karena server berhenti; tidak ada yang disimpan.'
            ELSE failure END
    FROM registration_before ORDER BY id;
DROP TABLE registration_before;
CREATE INDEX registration_running_idx ON registration (id) WHERE finished_at IS NULL;

-- The first accounts that a registration makes passwords for, in the order of the spreadsheet.
CREATE TABLE registration_account (
    registration_id  INTEGER NOT NULL
        CONSTRAINT registration_account_registration_id_fkey REFERENCES registration (id),
    number           INTEGER NOT NULL,
    account_id       INTEGER NOT NULL CONSTRAINT registration_account_account_id_fkey REFERENCES account (id),
    -- When its password was made; it is good while the account's password was changed just then.
    made_at          TEXT,
    CONSTRAINT registration_account_pkey PRIMARY KEY (registration_id, number)
);
CREATE INDEX registration_account_account_idx ON registration_account (account_id);

-- Of earlier registrations the log says which institutions they were of.
INSERT INTO registration_account (registration_id, number, account_id)
    SELECT r.id, ROW_NUMBER() OVER (PARTITION BY r.id ORDER BY a.id), a.id
    FROM registration r
    JOIN activity t ON t.act = 'register_institutions' AND json_extract(t.after_data, '$.pendaftaran') = r.id
    JOIN json_each(t.after_data, '$.institusi') AS one
    JOIN account a ON a.institution_id = json_extract(one.value, '$.nomor')
    WHERE r.failure IS NULL AND a.role = 'institution_admin' AND a.must_change_password;
