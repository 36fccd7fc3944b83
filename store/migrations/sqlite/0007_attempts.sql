-- Tries at passwords and codes, counted before they are judged, and the devices that somebody has logged in with.
-- The same tables, names and constraints as ../postgres/0011_attempts.sql.

-- Had a row for each failure, for ever.
DROP TABLE login_failure;

CREATE TABLE attempt (
    -- Of the three after it.
    key      TEXT NOT NULL CONSTRAINT attempt_pkey PRIMARY KEY,
    counter  TEXT NOT NULL,
    -- As it was typed; somebody's or nobody's.
    name     TEXT NOT NULL,
    place    TEXT NOT NULL,
    tries    INTEGER NOT NULL,
    last_at  TEXT NOT NULL,
    -- Failures that no line of the log tells yet.
    untold   INTEGER NOT NULL,
    CONSTRAINT attempt_count_check CHECK (tries >= 0 AND untold >= 0)
);
CREATE INDEX attempt_name_idx ON attempt (name);
CREATE INDEX attempt_last_idx ON attempt (last_at);

CREATE TABLE device (
    account_id  INTEGER NOT NULL CONSTRAINT device_account_id_fkey REFERENCES account (id),
    -- Of the cookie.
    hash        TEXT NOT NULL,
    seen_at     TEXT NOT NULL,
    CONSTRAINT device_pkey PRIMARY KEY (account_id, hash)
);
CREATE INDEX device_hash_idx ON device (hash);
CREATE INDEX device_seen_idx ON device (seen_at);
