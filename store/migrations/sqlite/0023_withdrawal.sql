-- That an applicant resigned, and when and why. Their scores stay.

ALTER TABLE applicant ADD COLUMN withdrawal TEXT;
