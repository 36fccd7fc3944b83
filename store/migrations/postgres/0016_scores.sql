-- Scores are rows: a plan has as many stages as its document says, and a stage may once have several raters.
-- The same as ../sqlite/0016_scores.sql.

CREATE TABLE score (
    applicant_id  BIGINT NOT NULL CONSTRAINT score_applicant_id_fkey REFERENCES applicant (id),
    stage         TEXT NOT NULL,
    -- Nothing for the one score of the whole panel.
    rater_id      BIGINT,
    -- In hundredths: 7,5 is 750.
    value         SMALLINT NOT NULL,
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

ALTER TABLE applicant
    DROP CONSTRAINT applicant_score_managerial_check,
    DROP CONSTRAINT applicant_score_paper_check,
    DROP CONSTRAINT applicant_score_interview_check,
    DROP CONSTRAINT applicant_score_track_record_check,
    DROP CONSTRAINT applicant_reached_check,
    ADD CONSTRAINT applicant_reached_check CHECK (reached BETWEEN 0 AND 8);
ALTER TABLE applicant
    DROP COLUMN score_managerial,
    DROP COLUMN score_paper,
    DROP COLUMN score_interview,
    DROP COLUMN score_track_record;
