-- Put back, hold, revive, transfer; the closed day; numbers that kiosks may give while the hub is away; backups.

-- The step made anew: what it knows more of, and its states as a chain of comparisons, because SQLite builds a table of
-- its own for a long list at each write.
CREATE TABLE new_step (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    service_date TEXT NOT NULL,
    service TEXT NOT NULL,
    agency TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
    state TEXT NOT NULL CHECK (
        state = 'waiting' OR state = 'called' OR state = 'serving' OR state = 'served' OR state = 'reserved'
        OR state = 'no_show' OR state = 'held' OR state = 'transferred' OR state = 'void' OR state = 'cancelled'
        OR state = 'expired'),
    counter INTEGER,
    officer TEXT,
    -- The visitor's first arrival, by which order goes.
    arrived_at INTEGER NOT NULL,
    called_at INTEGER,
    started_at INTEGER,
    ended_at INTEGER,
    calls INTEGER NOT NULL DEFAULT 0,
    why TEXT,
    note TEXT,
    -- When this step began to wait.
    queued_at INTEGER NOT NULL DEFAULT 0,
    -- The counter to which the visitor comes back.
    prefers INTEGER,
    -- So many other numbers go first.
    skip INTEGER NOT NULL DEFAULT 0 CHECK (skip >= 0),
    hold_until INTEGER,
    -- The step that ended when the visitor was sent on to this one.
    came_from INTEGER,
    -- When the visitor came to the counter last, and how long he was at counters before, without the times away.
    began_at INTEGER,
    served_ms INTEGER NOT NULL DEFAULT 0,
    CHECK (state NOT IN ('called', 'serving') OR counter IS NOT NULL)
) STRICT;

INSERT INTO new_step
SELECT id, ticket, service_date, service, agency, priority, state, counter, officer, arrived_at, called_at, started_at,
    -- No end: whoever did not come may still come.
    CASE WHEN state IN ('served', 'transferred', 'cancelled', 'expired') THEN ended_at END,
    calls, why, note, arrived_at, NULL, 0, NULL, NULL, started_at,
    CASE WHEN state = 'served' AND ended_at > started_at THEN ended_at - started_at ELSE 0 END
FROM step;
DROP TABLE step;
ALTER TABLE new_step RENAME TO step;

CREATE UNIQUE INDEX step_one_per_counter ON step (counter) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX step_one_per_ticket ON step (ticket) WHERE state IN ('called', 'serving');
CREATE INDEX step_of_ticket ON step (ticket);
-- Every visit that may still go on: the lines, who is at the counters, who may come back.
CREATE INDEX step_unended ON step (service_date, state, service, priority, arrived_at, id) WHERE ended_at IS NULL;
-- Whose kiosk has not yet said what became of the paper.
CREATE INDEX step_reserved ON step (queued_at) WHERE state = 'reserved';
-- Who lets others go first, or comes back to a counter.
CREATE INDEX step_apart ON step (service_date, service) WHERE state = 'waiting' AND (skip > 0 OR prefers IS NOT NULL);

-- When the counter was first opened on the day.
ALTER TABLE counter_day ADD COLUMN opened_at INTEGER;

-- A repeat of a call to the same counter, not a new one after the visitor was put back.
ALTER TABLE call ADD COLUMN repeat INTEGER NOT NULL DEFAULT 0 CHECK (repeat IN (0, 1));
UPDATE call SET repeat = 1 WHERE nth > 1;
-- A counter's latest call of the day, however long ago that was.
CREATE INDEX call_of_counter ON call (service_date, counter);

-- Regular tickets called in a row since the last priority one, by what the calling counters serve.
CREATE TABLE fairness (
    service_date TEXT NOT NULL,
    services TEXT NOT NULL,
    regular_run INTEGER NOT NULL CHECK (regular_run >= 0),
    PRIMARY KEY (service_date, services)
) STRICT;

-- How long visitors had a counter, recent ones counting most: weight, minutes and squares of minutes;
-- and how many calls went to priority visitors, and to those who came back or were sent on.
ALTER TABLE tally ADD COLUMN desk_weight REAL NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN desk_minutes REAL NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN desk_squares REAL NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN again INTEGER NOT NULL DEFAULT 0;

CREATE TABLE day (
    service_date TEXT PRIMARY KEY,
    closed_at INTEGER NOT NULL,
    recap TEXT NOT NULL
) STRICT;

CREATE INDEX day_open ON day (service_date) WHERE closed_at = 0;

-- Spans of a series that one kiosk may give out by itself; the hub gives none of them.
CREATE TABLE reserve (
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    first INTEGER NOT NULL CHECK (first > 0),
    last INTEGER NOT NULL CHECK (last >= first),
    kiosk TEXT NOT NULL,
    -- The kiosk's journal that knows which of them were given.
    journal TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (service_date, series, first)
) STRICT;

-- The highest ids that a queue had given which a restore replaced: new ones are higher.
CREATE TABLE lost_id (
    name TEXT PRIMARY KEY CHECK (name IN ('ticket', 'step', 'call')),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;

CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    -- Why this try failed; NULL for a good one.
    trouble TEXT
) STRICT;

-- When a session was last used: it ends after a while without use.
ALTER TABLE session ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
UPDATE session SET seen_at = began_at;

-- Whose counters an officer's key works; NULL for those of every agency, and for other keys.
ALTER TABLE key ADD COLUMN agency TEXT CHECK (agency IS NULL OR role = 'officer');
-- Those that are there already could only read, and still do: no agency has an empty code.
UPDATE key SET agency = '' WHERE role = 'officer';

-- Wrong sign-ins in a row, of known officers and of addresses: a restart of the hub forgives nothing.
CREATE TABLE attempt (
    name TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures > 0),
    until INTEGER
) STRICT;

-- Codes that pair a device: short-lived, and gone once used.
CREATE TABLE pairing (
    digest TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('kiosk', 'display')),
    name TEXT NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;

-- What is known of a kiosk or board beside its key; state is its own report, JSON.
CREATE TABLE device (
    key INTEGER PRIMARY KEY,
    connected INTEGER NOT NULL CHECK (connected IN (0, 1)),
    address TEXT,
    seen_at INTEGER NOT NULL,
    state TEXT
) STRICT;

-- Answers one after another, so that a new one is written at the end whatever its key is, and the oldest stand first.
CREATE TABLE new_answer (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    nth INTEGER PRIMARY KEY,
    UNIQUE (actor, key)
) STRICT;

INSERT INTO new_answer SELECT actor, key, request, status, body, at, NULL FROM answer ORDER BY at;
DROP TABLE answer;
ALTER TABLE new_answer RENAME TO answer;
