-- Each document says which version of its shape it has, and a plan keeps what it said when it was sent beside what was
-- typed: reading it checks no input. What the form of a plan that was sent says is filled in by the program, which
-- finds the task noted below.
-- The same as ../sqlite/0012_documents.sql.

UPDATE plan
SET state = state || '{"v": 1}'::JSONB, form = JSONB_BUILD_OBJECT('v', 1, 'typed', form, 'sent', NULL);
UPDATE plan_message
SET changes = JSONB_BUILD_OBJECT('v', 1, 'changes', changes),
    snapshot = CASE WHEN snapshot IS NOT NULL THEN JSONB_BUILD_OBJECT('v', 1, 'typed', snapshot) END;
UPDATE vacancy SET inauguration = inauguration || '{"v": 1}'::JSONB;
UPDATE applicant SET track_record = track_record || '{"v": 1}'::JSONB WHERE track_record IS NOT NULL;
UPDATE report_round SET report = report || '{"v": 1}'::JSONB, review = review || '{"v": 1}'::JSONB;

INSERT INTO upkeep (task) VALUES ('documents');
