-- Hari libur, and how working days are counted and limited.
-- The same tables, names, constraints and rows as in ../postgres/0018_holidays.sql.

CREATE TABLE holiday (
    -- What has a default is so in the rows below.
    id               INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    day              TEXT NOT NULL,
    name             TEXT NOT NULL,
    kind             TEXT NOT NULL,
    -- What it rests on.
    decree           TEXT NOT NULL DEFAULT '',
    -- The province where alone it holds; empty for the whole country.
    province         TEXT NOT NULL DEFAULT '',
    version          INTEGER NOT NULL DEFAULT 1,
    updated_by_name  TEXT NOT NULL DEFAULT 'Sistem',
    updated_at       TEXT NOT NULL DEFAULT '2026-11-28T00:00:00+00:00',
    CONSTRAINT holiday_day_province_key UNIQUE (day, province)
);

-- Years whose list is decreed and closed: what is changed later needs a reason.
CREATE TABLE closed_year (
    year            INTEGER NOT NULL CONSTRAINT closed_year_pkey PRIMARY KEY,
    decree          TEXT NOT NULL,
    closed_by_name  TEXT NOT NULL,
    closed_at       TEXT NOT NULL
);

-- One row: whoever changes anything of the calendar holds it meanwhile.
CREATE TABLE clock_rule (
    id               INTEGER NOT NULL CONSTRAINT clock_rule_pkey PRIMARY KEY,
    -- Whether joint leave is no working day.
    joint_leave      BOOLEAN NOT NULL,
    -- When a working day ends, in minutes.
    closing          INTEGER NOT NULL,
    version          INTEGER NOT NULL,
    updated_by_name  TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    CONSTRAINT clock_rule_id_check CHECK (id = 1),
    CONSTRAINT clock_rule_closing_check CHECK (closing BETWEEN 1 AND 1440)
);
INSERT INTO clock_rule (id, joint_leave, closing, version, updated_by_name, updated_at)
VALUES (1, TRUE, 1440, 1, 'Sistem', '2026-11-28T00:00:00+00:00');

-- How many working days a clock of a kind may run that begins on a day or later; five where nothing is set.
CREATE TABLE clock_limit (
    kind   TEXT NOT NULL,
    since  TEXT NOT NULL,
    days   INTEGER NOT NULL,
    CONSTRAINT clock_limit_pkey PRIMARY KEY (kind, since),
    CONSTRAINT clock_limit_days_check CHECK (days >= 1)
);

-- The decree by which an institution lies in a 3T region; empty when it lies in none.
ALTER TABLE institution ADD COLUMN remote_decree TEXT NOT NULL DEFAULT '';

-- What is decreed for 2024 to 2027.
INSERT INTO holiday (day, kind, name) VALUES
    ('2024-01-01', 'national', 'Tahun Baru 2024 Masehi'),
    ('2024-02-08', 'national', 'Isra Mikraj Nabi Muhammad SAW'),
    ('2024-02-09', 'joint_leave', 'Cuti bersama Tahun Baru Imlek 2575 Kongzili'),
    ('2024-02-10', 'national', 'Tahun Baru Imlek 2575 Kongzili'),
    ('2024-02-14', 'presidential', 'Pemungutan suara Pemilu 2024'),
    ('2024-03-11', 'national', 'Hari Suci Nyepi (Tahun Baru Saka 1946)'),
    ('2024-03-12', 'joint_leave', 'Cuti bersama Hari Suci Nyepi (Tahun Baru Saka 1946)'),
    ('2024-03-29', 'national', 'Wafat Yesus Kristus'),
    ('2024-03-31', 'national', 'Kebangkitan Yesus Kristus (Paskah)'),
    ('2024-04-08', 'joint_leave', 'Cuti bersama Idulfitri 1445 Hijriah'),
    ('2024-04-09', 'joint_leave', 'Cuti bersama Idulfitri 1445 Hijriah'),
    ('2024-04-10', 'national', 'Idulfitri 1445 Hijriah'),
    ('2024-04-11', 'national', 'Idulfitri 1445 Hijriah'),
    ('2024-04-12', 'joint_leave', 'Cuti bersama Idulfitri 1445 Hijriah'),
    ('2024-04-15', 'joint_leave', 'Cuti bersama Idulfitri 1445 Hijriah'),
    ('2024-05-01', 'national', 'Hari Buruh Internasional'),
    ('2024-05-09', 'national', 'Kenaikan Yesus Kristus'),
    ('2024-05-10', 'joint_leave', 'Cuti bersama Kenaikan Yesus Kristus'),
    ('2024-05-23', 'national', 'Hari Raya Waisak 2568 BE'),
    ('2024-05-24', 'joint_leave', 'Cuti bersama Hari Raya Waisak 2568 BE'),
    ('2024-06-01', 'national', 'Hari Lahir Pancasila'),
    ('2024-06-17', 'national', 'Iduladha 1445 Hijriah'),
    ('2024-06-18', 'joint_leave', 'Cuti bersama Iduladha 1445 Hijriah'),
    ('2024-07-07', 'national', 'Tahun Baru Islam 1446 Hijriah'),
    ('2024-08-17', 'national', 'Proklamasi Kemerdekaan'),
    ('2024-09-16', 'national', 'Maulid Nabi Muhammad SAW'),
    ('2024-11-27', 'presidential', 'Pemungutan suara Pilkada serentak 2024'),
    ('2024-12-25', 'national', 'Kelahiran Yesus Kristus (Natal)'),
    ('2024-12-26', 'joint_leave', 'Cuti bersama Kelahiran Yesus Kristus (Natal)'),
    ('2025-01-01', 'national', 'Tahun Baru 2025 Masehi'),
    ('2025-01-27', 'national', 'Isra Mikraj Nabi Muhammad SAW'),
    ('2025-01-28', 'joint_leave', 'Cuti bersama Tahun Baru Imlek 2576 Kongzili'),
    ('2025-01-29', 'national', 'Tahun Baru Imlek 2576 Kongzili'),
    ('2025-03-28', 'joint_leave', 'Cuti bersama Hari Suci Nyepi (Tahun Baru Saka 1947)'),
    ('2025-03-29', 'national', 'Hari Suci Nyepi (Tahun Baru Saka 1947)'),
    ('2025-03-31', 'national', 'Idulfitri 1446 Hijriah'),
    ('2025-04-01', 'national', 'Idulfitri 1446 Hijriah'),
    ('2025-04-02', 'joint_leave', 'Cuti bersama Idulfitri 1446 Hijriah'),
    ('2025-04-03', 'joint_leave', 'Cuti bersama Idulfitri 1446 Hijriah'),
    ('2025-04-04', 'joint_leave', 'Cuti bersama Idulfitri 1446 Hijriah'),
    ('2025-04-07', 'joint_leave', 'Cuti bersama Idulfitri 1446 Hijriah'),
    ('2025-04-18', 'national', 'Wafat Yesus Kristus'),
    ('2025-04-20', 'national', 'Kebangkitan Yesus Kristus (Paskah)'),
    ('2025-05-01', 'national', 'Hari Buruh Internasional'),
    ('2025-05-12', 'national', 'Hari Raya Waisak 2569 BE'),
    ('2025-05-13', 'joint_leave', 'Cuti bersama Hari Raya Waisak 2569 BE'),
    ('2025-05-29', 'national', 'Kenaikan Yesus Kristus'),
    ('2025-05-30', 'joint_leave', 'Cuti bersama Kenaikan Yesus Kristus'),
    ('2025-06-01', 'national', 'Hari Lahir Pancasila'),
    ('2025-06-06', 'national', 'Iduladha 1446 Hijriah'),
    ('2025-06-09', 'joint_leave', 'Cuti bersama Iduladha 1446 Hijriah'),
    ('2025-06-27', 'national', 'Tahun Baru Islam 1447 Hijriah'),
    ('2025-08-17', 'national', 'Proklamasi Kemerdekaan'),
    ('2025-08-18', 'joint_leave', 'Cuti bersama Proklamasi Kemerdekaan'),
    ('2025-09-05', 'national', 'Maulid Nabi Muhammad SAW'),
    ('2025-12-25', 'national', 'Kelahiran Yesus Kristus (Natal)'),
    ('2025-12-26', 'joint_leave', 'Cuti bersama Kelahiran Yesus Kristus (Natal)'),
    ('2026-01-01', 'national', 'Tahun Baru 2026 Masehi'),
    ('2026-01-16', 'national', 'Isra Mikraj Nabi Muhammad SAW'),
    ('2026-02-16', 'joint_leave', 'Cuti bersama Tahun Baru Imlek 2577 Kongzili'),
    ('2026-02-17', 'national', 'Tahun Baru Imlek 2577 Kongzili'),
    ('2026-03-18', 'joint_leave', 'Cuti bersama Hari Suci Nyepi (Tahun Baru Saka 1948)'),
    ('2026-03-19', 'national', 'Hari Suci Nyepi (Tahun Baru Saka 1948)'),
    ('2026-03-20', 'joint_leave', 'Cuti bersama Idulfitri 1447 Hijriah'),
    ('2026-03-21', 'national', 'Idulfitri 1447 Hijriah'),
    ('2026-03-22', 'national', 'Idulfitri 1447 Hijriah'),
    ('2026-03-23', 'joint_leave', 'Cuti bersama Idulfitri 1447 Hijriah'),
    ('2026-03-24', 'joint_leave', 'Cuti bersama Idulfitri 1447 Hijriah'),
    ('2026-04-03', 'national', 'Wafat Yesus Kristus'),
    ('2026-04-05', 'national', 'Kebangkitan Yesus Kristus (Paskah)'),
    ('2026-05-01', 'national', 'Hari Buruh Internasional'),
    ('2026-05-14', 'national', 'Kenaikan Yesus Kristus'),
    ('2026-05-15', 'joint_leave', 'Cuti bersama Kenaikan Yesus Kristus'),
    ('2026-05-27', 'national', 'Iduladha 1447 Hijriah'),
    ('2026-05-28', 'joint_leave', 'Cuti bersama Iduladha 1447 Hijriah'),
    ('2026-05-31', 'national', 'Hari Raya Waisak 2570 BE'),
    ('2026-06-01', 'national', 'Hari Lahir Pancasila'),
    ('2026-06-16', 'national', '1 Muharam Tahun Baru Islam 1448 Hijriah'),
    ('2026-08-17', 'national', 'Proklamasi Kemerdekaan'),
    ('2026-08-25', 'national', 'Maulid Nabi Muhammad SAW'),
    ('2026-12-24', 'joint_leave', 'Cuti bersama Kelahiran Yesus Kristus (Natal)'),
    ('2026-12-25', 'national', 'Kelahiran Yesus Kristus (Natal)'),
    ('2027-01-01', 'national', 'Tahun Baru 2027 Masehi'),
    ('2027-01-05', 'national', 'Isra Mikraj Nabi Muhammad SAW 1448 H'),
    ('2027-02-05', 'joint_leave', 'Cuti bersama Tahun Baru Imlek 2578 Kongzili'),
    ('2027-02-06', 'national', 'Tahun Baru Imlek 2578 Kongzili'),
    ('2027-03-08', 'national', 'Hari Suci Nyepi (Tahun Baru Saka 1949)'),
    ('2027-03-09', 'joint_leave', 'Cuti bersama Idulfitri 1448 Hijriah'),
    ('2027-03-10', 'national', 'Idulfitri 1448 Hijriah'),
    ('2027-03-11', 'national', 'Idulfitri 1448 Hijriah'),
    ('2027-03-12', 'joint_leave', 'Cuti bersama Idulfitri 1448 Hijriah'),
    ('2027-03-15', 'joint_leave', 'Cuti bersama Idulfitri 1448 Hijriah'),
    ('2027-03-25', 'joint_leave', 'Cuti bersama Wafat Yesus Kristus'),
    ('2027-03-26', 'national', 'Wafat Yesus Kristus'),
    ('2027-03-28', 'national', 'Kebangkitan Yesus Kristus (Paskah)'),
    ('2027-05-01', 'national', 'Hari Buruh Internasional'),
    ('2027-05-06', 'national', 'Kenaikan Yesus Kristus'),
    ('2027-05-17', 'national', 'Iduladha 1448 Hijriah'),
    ('2027-05-18', 'joint_leave', 'Cuti bersama Iduladha 1448 Hijriah'),
    ('2027-05-19', 'joint_leave', 'Cuti bersama Hari Raya Waisak 2571 BE'),
    ('2027-05-20', 'national', 'Hari Raya Waisak 2571 BE'),
    ('2027-06-01', 'national', 'Hari Lahir Pancasila'),
    ('2027-06-06', 'national', '1 Muharam Tahun Baru Islam 1449 Hijriah'),
    ('2027-08-15', 'national', 'Maulid Nabi Muhammad SAW'),
    ('2027-08-17', 'national', 'Proklamasi Kemerdekaan'),
    ('2027-12-24', 'joint_leave', 'Cuti bersama Kelahiran Yesus Kristus (Natal)'),
    ('2027-12-25', 'national', 'Kelahiran Yesus Kristus (Natal)'),
    ('2027-12-26', 'national', 'Isra Mikraj Nabi Muhammad SAW 1449 H');
UPDATE holiday SET decree = 'Keppres 10/2024' WHERE day = '2024-02-14';
UPDATE holiday SET decree = 'Keppres 33/2024' WHERE day = '2024-11-27';
UPDATE holiday SET decree = 'SKB 3 Menteri 933/2025, 1/2025, 3/2025 (7 Agustus 2025)' WHERE day = '2025-08-18';
UPDATE holiday SET decree = 'SKB 3 Menteri 855/2023, 3/2023, 4/2023 (12 September 2023), nama hari libur diubah Februari 2024'
    WHERE day BETWEEN '2024-01-01' AND '2024-12-31' AND decree = '';
UPDATE holiday SET decree = 'SKB 3 Menteri 1017/2024, 2/2024, 2/2024 (14 Oktober 2024), diubah 933/2025, 1/2025, 3/2025 (7 Agustus 2025)'
    WHERE day BETWEEN '2025-01-01' AND '2025-12-31' AND decree = '';
UPDATE holiday SET decree = 'SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (19 September 2025)'
    WHERE day BETWEEN '2026-01-01' AND '2026-12-31' AND decree = '';
UPDATE holiday SET decree = 'SKB 3 Menteri 1205/2026, 3/2026, 2/2026 (15 September 2026)'
    WHERE day BETWEEN '2027-01-01' AND '2027-12-31' AND decree = '';
INSERT INTO closed_year (year, decree, closed_by_name, closed_at) VALUES
    (2024, 'SKB 3 Menteri 855/2023, 3/2023, 4/2023 (12 September 2023), nama hari libur diubah Februari 2024', 'Sistem', '2026-11-28T00:00:00+00:00'),
    (2025, 'SKB 3 Menteri 1017/2024, 2/2024, 2/2024 (14 Oktober 2024), diubah 933/2025, 1/2025, 3/2025 (7 Agustus 2025)', 'Sistem', '2026-11-28T00:00:00+00:00'),
    (2026, 'SKB 3 Menteri 1497/2025, 2/2025, 5/2025 (19 September 2025)', 'Sistem', '2026-11-28T00:00:00+00:00'),
    (2027, 'SKB 3 Menteri 1205/2026, 3/2026, 2/2026 (15 September 2026)', 'Sistem', '2026-11-28T00:00:00+00:00');
