-- Searching by text looks at every row of a list. These indices hold what it looks at, so that it
-- need not read the rows themselves, which are long.

DROP INDEX plan_updated_idx;
CREATE INDEX plan_updated_idx ON plan (updated_at, id, institution_id, phase, letter_number);
DROP INDEX plan_phase_updated_idx;
CREATE INDEX plan_phase_updated_idx ON plan (phase, updated_at, id, institution_id, letter_number);
DROP INDEX official_start_idx;
CREATE INDEX official_start_idx ON official (start_on, id, institution_id, position_id, name, nip, decree);
