-- Forms that were sent without a script and taken: each rendered form has a token, which is good for one sending.
CREATE TABLE sent_form (
    account_id  BIGINT NOT NULL CONSTRAINT sent_form_account_id_fkey REFERENCES account (id),
    token       TEXT NOT NULL,
    -- Of what was sent, and which request sent it.
    digest      TEXT NOT NULL,
    run         TEXT NOT NULL,
    -- Where the answer led; nothing when to the page itself.
    lead        TEXT,
    at          TIMESTAMPTZ NOT NULL,
    CONSTRAINT sent_form_pkey PRIMARY KEY (account_id, token)
);
CREATE INDEX sent_form_at_idx ON sent_form (at);
