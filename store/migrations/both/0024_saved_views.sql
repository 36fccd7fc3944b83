-- Views of a list that somebody saves for themselves: a filter with a name.

CREATE TABLE saved_view (
    account_id BIGINT NOT NULL CONSTRAINT saved_view_account_id_fkey REFERENCES account (id) ON DELETE CASCADE,
    list       TEXT NOT NULL,
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,
    CONSTRAINT saved_view_pkey PRIMARY KEY (account_id, list, name)
);
