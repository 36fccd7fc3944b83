-- What records were called before: a rename rewrites nothing that was signed, and the name of a day is found again.
-- The same as ../sqlite/0014_former_names.sql.

CREATE TABLE former_name (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record_kind  TEXT NOT NULL,
    record_id    BIGINT NOT NULL,
    name         TEXT NOT NULL,
    -- The name as it is looked for.
    name_key     TEXT NOT NULL,
    -- It was the name up to here.
    until        TIMESTAMPTZ NOT NULL
);
CREATE INDEX former_name_record_idx ON former_name (record_kind, record_id, until, id);
