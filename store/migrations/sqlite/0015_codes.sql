-- The database knows no list of codes: a new one is one line of the program, which reads each code through its own
-- list and says when one is none of them. Whose side a role is on goes the same way. What a plan weighs stands in its
-- document.
-- The same as ../postgres/0015_codes.sql. A check is taken out of the table's own text, which SQLite documents as the
-- way for what changes nothing on disk; the columns dropped below make every connection read it anew.

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = REPLACE(sql, ',
    CONSTRAINT institution_kind_check
        CHECK (kind IN (''ministry'', ''agency'', ''non_structural'', ''province'', ''regency'', ''city''))', '')
WHERE type = 'table' AND name = 'institution';
UPDATE sqlite_schema SET sql = REPLACE(REPLACE(sql, ',
    CONSTRAINT account_role_check
        CHECK (role IN (''admin'', ''commissioner'', ''assistant'', ''institution_admin'', ''operator'',
                        ''authorised_official'', ''appointing_authority'', ''committee'', ''committee_secretariat''))', ''), ',
    -- The commission''s people belong to no institution; all others belong to one.
    CONSTRAINT account_side_check
        CHECK ((role IN (''admin'', ''commissioner'', ''assistant'')) = (institution_id IS NULL))', '')
WHERE type = 'table' AND name = 'account';
UPDATE sqlite_schema SET sql = REPLACE(REPLACE(sql, ',
    CONSTRAINT position_level_check CHECK (level IN (''principal'', ''intermediate'', ''junior''))', ''), ',
    CONSTRAINT position_status_check CHECK (status IN (''new'', ''correction'', ''approved''))', '')
WHERE type = 'table' AND name = 'position';
UPDATE sqlite_schema SET sql = REPLACE(REPLACE(REPLACE(REPLACE(sql, ',
    CONSTRAINT plan_phase_check
        CHECK (phase IN (''draft'', ''submitted'', ''in_review'', ''recommended'', ''correction'', ''rejected'', ''process'',
                         ''reported'', ''report_returned'', ''inauguration'', ''finished''))', ''), ',
    CONSTRAINT plan_filling_method_check
        CHECK (filling_method IN (''open_selection'', ''transfer'', ''suitability_test'', ''confirmation'', ''assignment''))', ''), ',
    CONSTRAINT plan_reason_check
        CHECK (reason IN (''term_exceeded'', ''restructuring'', ''target_missed'', ''retirement'', ''death'', ''resignation'',
                          ''discipline'', ''other_post'', ''suspension'', ''dismissed_for_performance'',
                          ''full_time_elsewhere'', ''unpaid_leave'', ''mismatch_after_reorganisation'', ''new_post''))', ''), ',
    CONSTRAINT plan_weights_check
        CHECK ((weight_managerial IS NULL AND weight_paper IS NULL
                AND weight_interview IS NULL AND weight_track_record IS NULL)
            OR (weight_managerial IS NOT NULL AND weight_paper IS NOT NULL
                AND weight_interview IS NOT NULL AND weight_track_record IS NOT NULL
                AND weight_managerial BETWEEN 10 AND 100 AND weight_paper BETWEEN 10 AND 100
                AND weight_interview BETWEEN 10 AND 100 AND weight_track_record BETWEEN 10 AND 100
                AND weight_managerial + weight_paper + weight_interview + weight_track_record = 100))', '')
WHERE type = 'table' AND name = 'plan';
UPDATE sqlite_schema SET sql = REPLACE(sql, ',
    CONSTRAINT score_change_stage_check CHECK (stage IN (''managerial'', ''paper'', ''interview'', ''track_record''))', '')
WHERE type = 'table' AND name = 'score_change';
UPDATE sqlite_schema SET sql = REPLACE(sql, ',
    CONSTRAINT monitoring_stage_check CHECK (stage IN (''managerial'', ''paper'', ''interview'', ''track_record''))', '')
WHERE type = 'table' AND name = 'monitoring';
UPDATE sqlite_schema SET sql = REPLACE(REPLACE(sql, ',
    CONSTRAINT official_appointment_check
        CHECK (appointment IN (''open_selection'', ''transfer'', ''suitability_test'', ''confirmation'', ''assignment''))', ''), ',
    CONSTRAINT official_filling_plan_check
        CHECK (filling_plan IN (''open_selection'', ''transfer'', ''suitability_test'', ''confirmation'', ''assignment''))', '')
WHERE type = 'table' AND name = 'official';
PRAGMA writable_schema = RESET;

ALTER TABLE plan DROP COLUMN weight_managerial;
ALTER TABLE plan DROP COLUMN weight_paper;
ALTER TABLE plan DROP COLUMN weight_interview;
ALTER TABLE plan DROP COLUMN weight_track_record;
