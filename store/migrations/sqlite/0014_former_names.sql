-- What records were called before: a rename rewrites nothing that was signed, and the name of a day is found again.
-- The same as ../postgres/0014_former_names.sql.

CREATE TABLE former_name (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    record_kind  TEXT NOT NULL,
    record_id    INTEGER NOT NULL,
    name         TEXT NOT NULL,
    -- The name as it is looked for.
    name_key     TEXT NOT NULL,
    -- It was the name up to here.
    until        TEXT NOT NULL
);
CREATE INDEX former_name_record_idx ON former_name (record_kind, record_id, until, id);
