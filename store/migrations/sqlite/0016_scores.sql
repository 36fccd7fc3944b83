-- Scores are rows: a plan has as many stages as its document says, and a stage may once have several raters.
-- The same as ../postgres/0016_scores.sql. Checks change in the table's own text, as in 0015.

CREATE TABLE score (
    applicant_id  INTEGER NOT NULL CONSTRAINT score_applicant_id_fkey REFERENCES applicant (id),
    stage         TEXT NOT NULL,
    -- Nothing for the one score of the whole panel.
    rater_id      INTEGER,
    -- In hundredths: 7,5 is 750.
    value         INTEGER NOT NULL,
    CONSTRAINT score_value_check CHECK (value BETWEEN 100 AND 1000)
);
CREATE UNIQUE INDEX score_panel_key ON score (applicant_id, stage) WHERE rater_id IS NULL;
CREATE UNIQUE INDEX score_rater_key ON score (applicant_id, stage, rater_id) WHERE rater_id IS NOT NULL;

INSERT INTO score (applicant_id, stage, value)
SELECT id, 'managerial', score_managerial FROM applicant WHERE score_managerial IS NOT NULL
UNION ALL
SELECT id, 'paper', score_paper FROM applicant WHERE score_paper IS NOT NULL
UNION ALL
SELECT id, 'interview', score_interview FROM applicant WHERE score_interview IS NOT NULL
UNION ALL
SELECT id, 'track_record', score_track_record FROM applicant WHERE score_track_record IS NOT NULL;

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = REPLACE(REPLACE(sql, ',
    CONSTRAINT applicant_score_managerial_check CHECK (score_managerial BETWEEN 100 AND 1000),
    CONSTRAINT applicant_score_paper_check CHECK (score_paper BETWEEN 100 AND 1000),
    CONSTRAINT applicant_score_interview_check CHECK (score_interview BETWEEN 100 AND 1000),
    CONSTRAINT applicant_score_track_record_check CHECK (score_track_record BETWEEN 100 AND 1000)', ''),
    'CHECK (reached BETWEEN 0 AND 4)', 'CHECK (reached BETWEEN 0 AND 8)')
WHERE type = 'table' AND name = 'applicant';
PRAGMA writable_schema = RESET;

ALTER TABLE applicant DROP COLUMN score_managerial;
ALTER TABLE applicant DROP COLUMN score_paper;
ALTER TABLE applicant DROP COLUMN score_interview;
ALTER TABLE applicant DROP COLUMN score_track_record;
