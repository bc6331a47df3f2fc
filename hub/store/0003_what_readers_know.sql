-- A digest of what readers of the stream know of the site without being told again: when a hub starts with another, they
-- get a new snapshot instead of the events that they missed.
CREATE TABLE told_site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    digest TEXT NOT NULL
) STRICT;
