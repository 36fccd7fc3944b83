-- A stage may be passed or failed instead of scored: then the value is 1 (Lulus) or 0 (Gugur), which no score is.
-- The same as ../sqlite/0020_verdicts.sql.

ALTER TABLE score
    DROP CONSTRAINT score_value_check,
    ADD CONSTRAINT score_value_check CHECK (value BETWEEN 0 AND 1 OR value BETWEEN 100 AND 1000);
ALTER TABLE score_change
    DROP CONSTRAINT score_change_before_check,
    DROP CONSTRAINT score_change_after_check,
    ADD CONSTRAINT score_change_before_check CHECK (before_score BETWEEN 0 AND 1 OR before_score BETWEEN 100 AND 1000),
    ADD CONSTRAINT score_change_after_check CHECK (after_score BETWEEN 0 AND 1 OR after_score BETWEEN 100 AND 1000);
