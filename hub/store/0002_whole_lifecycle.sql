-- Put back, hold, revive, transfer; the closed day; numbers that kiosks may give while the hub is away; backups.

-- When this step began to wait; arrived_at, by which order goes, is the visitor's first arrival.
ALTER TABLE step ADD COLUMN queued_at INTEGER NOT NULL DEFAULT 0;
UPDATE step SET queued_at = arrived_at;
-- The counter to which the visitor comes back.
ALTER TABLE step ADD COLUMN prefers INTEGER;
-- So many other numbers go first.
ALTER TABLE step ADD COLUMN skip INTEGER NOT NULL DEFAULT 0 CHECK (skip >= 0);
ALTER TABLE step ADD COLUMN hold_until INTEGER;

-- A repeat of a call to the same counter, not a new one after the visitor was put back.
ALTER TABLE call ADD COLUMN repeat INTEGER NOT NULL DEFAULT 0 CHECK (repeat IN (0, 1));
UPDATE call SET repeat = 1 WHERE nth > 1;

DROP INDEX step_called;
CREATE INDEX step_of_day ON step (service_date, service, state);

-- Regular tickets called in a row since the last priority one, by what the calling counters serve.
CREATE TABLE fairness (
    service_date TEXT NOT NULL,
    services TEXT NOT NULL,
    regular_run INTEGER NOT NULL CHECK (regular_run >= 0),
    PRIMARY KEY (service_date, services)
) STRICT;

CREATE TABLE day (
    service_date TEXT PRIMARY KEY,
    closed_at INTEGER NOT NULL,
    recap TEXT NOT NULL
) STRICT;

-- Spans of a series that one kiosk may give out by itself; the hub gives none of them.
CREATE TABLE reserve (
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    first INTEGER NOT NULL CHECK (first > 0),
    last INTEGER NOT NULL CHECK (last >= first),
    kiosk TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (service_date, series, first)
) STRICT;

CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    seq INTEGER NOT NULL
) STRICT;
