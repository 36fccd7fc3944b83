-- Registering many institutions at once: how far it has come, and the one-time passwords until they are handed out.
CREATE TABLE registration (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    by_id        BIGINT NOT NULL CONSTRAINT registration_by_id_fkey REFERENCES account (id),
    by_name      TEXT NOT NULL,
    started_at   TIMESTAMPTZ NOT NULL,
    -- When it last came on; one that does not for long has been broken off.
    touched_at   TIMESTAMPTZ NOT NULL,
    total        BIGINT NOT NULL,
    done         BIGINT NOT NULL,
    finished_at  TIMESTAMPTZ,
    failure      TEXT,
    handout      JSONB,
    CONSTRAINT registration_done_check CHECK (done BETWEEN 0 AND total),
    CONSTRAINT registration_end_check CHECK (failure IS NULL OR (finished_at IS NOT NULL AND handout IS NULL))
);
CREATE INDEX registration_handout_idx ON registration (finished_at) WHERE handout IS NOT NULL;
