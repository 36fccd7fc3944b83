-- The database knows no list of codes: a new one is one line of the program, which reads each code through its own
-- list and says when one is none of them. Whose side a role is on goes the same way. What a plan weighs stands in its
-- document.
-- The same as ../sqlite/0015_codes.sql.

ALTER TABLE institution
    DROP CONSTRAINT institution_kind_check;
ALTER TABLE account
    DROP CONSTRAINT account_role_check,
    DROP CONSTRAINT account_side_check;
ALTER TABLE position
    DROP CONSTRAINT position_level_check,
    DROP CONSTRAINT position_status_check;
ALTER TABLE plan
    DROP CONSTRAINT plan_phase_check,
    DROP CONSTRAINT plan_filling_method_check,
    DROP CONSTRAINT plan_reason_check;
ALTER TABLE score_change
    DROP CONSTRAINT score_change_stage_check;
ALTER TABLE monitoring
    DROP CONSTRAINT monitoring_stage_check;
ALTER TABLE official
    DROP CONSTRAINT official_appointment_check,
    DROP CONSTRAINT official_filling_plan_check;
ALTER TABLE plan
    DROP CONSTRAINT plan_weights_check,
    DROP COLUMN weight_managerial,
    DROP COLUMN weight_paper,
    DROP COLUMN weight_interview,
    DROP COLUMN weight_track_record;
