-- The latest act at each counter that may be taken back: the rows that it touched, as they were before and after it.
CREATE TABLE last_act (
    counter INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
