-- Hari libur, and how working days are counted and limited.
-- The same tables, names and constraints as in ../sqlite/0018_holidays.sql.

CREATE TABLE holiday (
    id               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day              DATE NOT NULL,
    name             TEXT NOT NULL,
    kind             TEXT NOT NULL,
    -- What it rests on.
    decree           TEXT NOT NULL,
    -- The province where alone it holds; empty for the whole country.
    province         TEXT NOT NULL,
    version          BIGINT NOT NULL,
    -- Nobody, where it came along.
    updated_by_id    BIGINT CONSTRAINT holiday_updated_by_id_fkey REFERENCES account (id),
    updated_by_name  TEXT,
    updated_at       TIMESTAMPTZ,
    CONSTRAINT holiday_day_province_key UNIQUE (day, province)
);

-- Years whose list is decreed and closed: what is changed later needs a reason.
CREATE TABLE closed_year (
    year            BIGINT NOT NULL CONSTRAINT closed_year_pkey PRIMARY KEY,
    decree          TEXT NOT NULL,
    closed_by_name  TEXT NOT NULL,
    closed_at       TIMESTAMPTZ NOT NULL
);

-- One row: whoever changes anything of the calendar holds it meanwhile.
CREATE TABLE clock_rule (
    id               BIGINT NOT NULL CONSTRAINT clock_rule_pkey PRIMARY KEY,
    -- Whether joint leave is no working day.
    joint_leave      BOOLEAN NOT NULL,
    -- When a working day ends, in minutes.
    closing          BIGINT NOT NULL,
    version          BIGINT NOT NULL,
    -- Nobody, where it came along.
    updated_by_id    BIGINT CONSTRAINT clock_rule_updated_by_id_fkey REFERENCES account (id),
    updated_by_name  TEXT,
    updated_at       TIMESTAMPTZ,
    CONSTRAINT clock_rule_id_check CHECK (id = 1),
    CONSTRAINT clock_rule_closing_check CHECK (closing BETWEEN 1 AND 1440)
);
INSERT INTO clock_rule (id, joint_leave, closing, version) VALUES (1, TRUE, 1440, 1);

-- How many working days a clock of a kind may run that begins on a day or later; five where nothing is set.
CREATE TABLE clock_limit (
    kind   TEXT NOT NULL,
    since  DATE NOT NULL,
    days   BIGINT NOT NULL,
    CONSTRAINT clock_limit_pkey PRIMARY KEY (kind, since),
    CONSTRAINT clock_limit_days_check CHECK (days >= 1)
);

-- The decree by which an institution lies in a 3T region; empty when it lies in none.
ALTER TABLE institution ADD COLUMN remote_decree TEXT NOT NULL DEFAULT '';

-- What is decreed for 2024 to 2027; the program enters the holidays themselves, by the task noted below.
INSERT INTO closed_year (year, decree, closed_by_name, closed_at) VALUES
    (2024, 'SKB 3 Menteri 855/2023, 3/2023, 4/2023 (12 September 2023), nama hari libur diubah Februari 2024', 'Sistem', '2026-11-28T00:00:00+00:00'),
    (2025, 'SKB 3 Menteri 1017/2024, 2/2024, 2/2024 (14 Oktober 2024), diubah 933/2025, 1/2025, 3/2025 (7 Agustus 2025)', 'Sistem', '2026-11-28T00:00:00+00:00'),
    (2026, 'SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (19 September 2025)', 'Sistem', '2026-11-28T00:00:00+00:00'),
    (2027, 'SKB 3 Menteri 1205/2026, 3/2026, 2/2026 (15 September 2026)', 'Sistem', '2026-11-28T00:00:00+00:00');
INSERT INTO upkeep (task) VALUES ('holidays');
