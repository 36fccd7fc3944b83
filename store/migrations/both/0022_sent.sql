-- When an institution sent a plan, its correction or its report last, by which whoever answers may have them in order.
-- A draft stands where it was begun.

ALTER TABLE plan ADD COLUMN sent_at TIMESTAMPTZ NOT NULL DEFAULT '1970-01-01T00:00:00+00:00';
UPDATE plan SET sent_at = COALESCE(
    (SELECT MAX(a.at) FROM activity a WHERE a.record_kind = 'plan' AND a.record_id = plan.id
        AND a.act IN ('submit_plan', 'send_report')),
    created_at
);
CREATE INDEX plan_sent_idx ON plan (sent_at, id, institution_id, phase, letter_key);
CREATE INDEX plan_phase_sent_idx ON plan (phase, sent_at, id, institution_id, letter_key);
CREATE INDEX plan_institution_sent_idx ON plan (institution_id, sent_at, id);

-- What an officer has in hand, in each order.
CREATE INDEX plan_officer_phase_updated_idx ON plan (officer_id, phase, updated_at, id);
CREATE INDEX plan_officer_phase_due_idx ON plan (officer_id, phase, due, id);
CREATE INDEX plan_officer_phase_sent_idx ON plan (officer_id, phase, sent_at, id);
