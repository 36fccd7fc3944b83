-- Each document says which version of its shape it has, and a plan keeps what it said when it was sent beside what was
-- typed: reading it checks no input. What the form of a plan that was sent says is filled in by the program, which
-- finds the task noted below.
-- The same as ../postgres/0012_documents.sql.

UPDATE plan
SET state = JSON_SET(state, '$.v', 1), form = JSON_OBJECT('v', 1, 'typed', JSON(form), 'sent', NULL);
UPDATE plan_message
SET changes = JSON_OBJECT('v', 1, 'changes', JSON(changes)),
    snapshot = CASE WHEN snapshot IS NOT NULL THEN JSON_OBJECT('v', 1, 'typed', JSON(snapshot)) END;
UPDATE vacancy SET inauguration = JSON_SET(inauguration, '$.v', 1);
UPDATE applicant SET track_record = JSON_SET(track_record, '$.v', 1) WHERE track_record IS NOT NULL;
UPDATE report_round SET report = JSON_SET(report, '$.v', 1), review = JSON_SET(review, '$.v', 1);

INSERT INTO upkeep (task) VALUES ('documents');
