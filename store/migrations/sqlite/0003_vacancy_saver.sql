-- Who saved a vacancy last, to be named to whoever comes too late. Nothing until it is saved once.
ALTER TABLE vacancy ADD COLUMN updated_by_id INTEGER CONSTRAINT vacancy_updated_by_id_fkey REFERENCES account (id);
ALTER TABLE vacancy ADD COLUMN updated_by_name TEXT;
ALTER TABLE vacancy ADD COLUMN updated_at TEXT;
