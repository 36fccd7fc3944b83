-- What version 20 of the tables held of the rules that the Admin had set: what the next migration rewrites.
-- Both databases take the same statements.

UPDATE clock_rule SET joint_leave = FALSE, closing = 990, version = 3 WHERE id = 1;
INSERT INTO clock_limit (kind, since, days)
VALUES ('report_review', '2028-02-29', 6),
       ('plan_review', '2027-01-01', 7);
