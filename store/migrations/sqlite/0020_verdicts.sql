-- A stage may be passed or failed instead of scored: then the value is 1 (Lulus) or 0 (Gugur), which no score is.
-- The same as ../postgres/0020_verdicts.sql. A check changes in the table's own text, as in 0015; the index made anew
-- below, in which nothing stands yet, makes every connection read it.

PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = REPLACE(sql, 'CHECK (value BETWEEN 100 AND 1000)', 'CHECK (value BETWEEN 0 AND 1 OR value BETWEEN 100 AND 1000)')
WHERE type = 'table' AND name = 'score';
UPDATE sqlite_schema
SET sql = REPLACE(REPLACE(sql,
    'CHECK (before_score BETWEEN 100 AND 1000)', 'CHECK (before_score BETWEEN 0 AND 1 OR before_score BETWEEN 100 AND 1000)'),
    'CHECK (after_score BETWEEN 100 AND 1000)', 'CHECK (after_score BETWEEN 0 AND 1 OR after_score BETWEEN 100 AND 1000)')
WHERE type = 'table' AND name = 'score_change';
PRAGMA writable_schema = RESET;

DROP INDEX score_rater_key;
CREATE UNIQUE INDEX score_rater_key ON score (applicant_id, stage, rater_id) WHERE rater_id IS NOT NULL;
