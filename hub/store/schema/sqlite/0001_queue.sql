-- The queue of a hall. Times are milliseconds since 1970 UTC; service_date is the hall's local date, YYYY-MM-DD.

-- Every site file that was put in; the newest is in use.
CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    setting TEXT,
    toml TEXT NOT NULL
) STRICT;

-- A digest of what readers of the stream know of the site without being told again: when a hub starts with another, they
-- get a new snapshot instead of the events that they missed.
CREATE TABLE told_site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    digest TEXT NOT NULL
) STRICT;

-- Tickets.

CREATE TABLE series (
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (service_date, series)
) STRICT;

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

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    label TEXT NOT NULL,
    agency TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
    lang TEXT NOT NULL,
    source TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    issued_at INTEGER NOT NULL,
    printed_at INTEGER,
    ahead INTEGER NOT NULL,
    estimate_p50 INTEGER NOT NULL,
    estimate_p90 INTEGER NOT NULL,
    UNIQUE (service_date, series, number)
) STRICT;

-- A step is one service that a ticket waits for. Its states are a chain of comparisons, because SQLite builds a table of
-- its own for a long list at each write.
CREATE TABLE step (
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
    -- When the visitor came to the counter last, and how long the visits before took together, without the times away.
    began_at INTEGER,
    served_ms INTEGER NOT NULL DEFAULT 0,
    CHECK (state NOT IN ('called', 'serving') OR counter IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX step_one_per_counter ON step (counter) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX step_one_per_ticket ON step (ticket) WHERE state IN ('called', 'serving');
CREATE INDEX step_of_ticket ON step (ticket);
-- Every visit that may still go on: the lines, who is at the counters, who may come back.
CREATE INDEX step_unended ON step (service_date, state, service, priority, arrived_at, id) WHERE ended_at IS NULL;
-- Whose kiosk has not yet said what became of the paper.
CREATE INDEX step_reserved ON step (queued_at) WHERE state = 'reserved';
-- Who lets others go first, or comes back to a counter.
CREATE INDEX step_apart ON step (service_date, service) WHERE state = 'waiting' AND (skip > 0 OR prefers IS NOT NULL);

-- Each announcement of a step's number, first or repeated.
CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    service_date TEXT NOT NULL,
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    step INTEGER NOT NULL REFERENCES step (id),
    counter INTEGER NOT NULL,
    zone TEXT NOT NULL,
    nth INTEGER NOT NULL CHECK (nth > 0),
    at INTEGER NOT NULL,
    officer TEXT,
    announced_at INTEGER,
    announced_by TEXT,
    -- A repeat of a call to the same counter, not a new one after the visitor was put back.
    repeat INTEGER NOT NULL DEFAULT 0 CHECK (repeat IN (0, 1)),
    UNIQUE (step, nth)
) STRICT;

CREATE INDEX call_of_day ON call (service_date, id);
-- A counter's latest call of the day, however long ago that was.
CREATE INDEX call_of_counter ON call (service_date, counter);

-- Regular tickets called in a row since the last priority one, by what the calling counters serve.
CREATE TABLE fairness (
    service_date TEXT NOT NULL,
    services TEXT NOT NULL,
    regular_run INTEGER NOT NULL CHECK (regular_run >= 0),
    PRIMARY KEY (service_date, services)
) STRICT;

-- The highest ids that a queue had given which a restore replaced: new ones are higher.
CREATE TABLE lost_id (
    name TEXT PRIMARY KEY CHECK (name IN ('ticket', 'step', 'call')),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;

-- Counters and the day's figures.

CREATE TABLE counter (
    number INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
    officer TEXT,
    since INTEGER NOT NULL,
    -- A break: why, until when, and who asked for it if not its officer. With wish it has not begun yet: it begins when
    -- the visitor who is here has gone, and lasts so many minutes, or until back_at.
    reason TEXT,
    minutes INTEGER,
    back_at INTEGER,
    asked_by TEXT,
    wish INTEGER NOT NULL DEFAULT 0 CHECK (wish IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX counter_of_officer ON counter (officer) WHERE officer IS NOT NULL;

-- Whose counter was closed by another: why and by whom, until that officer opens one.
CREATE TABLE put_out (
    officer TEXT PRIMARY KEY,
    counter INTEGER NOT NULL,
    at INTEGER NOT NULL,
    cause TEXT NOT NULL,
    asked_by TEXT
) STRICT;

-- The latest act at each counter that may be taken back: the rows that it touched, as they were before and after it.
CREATE TABLE last_act (
    counter INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- What a service's day has come to, kept as it happens so that no figure needs the day's history.
CREATE TABLE tally (
    service_date TEXT NOT NULL,
    service TEXT NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
    served INTEGER NOT NULL DEFAULT 0,
    served_ms INTEGER NOT NULL DEFAULT 0,
    -- How long visitors had a counter, recent ones counting most: weight, minutes and squares of minutes;
    -- and how many calls went to priority visitors, and to those who came back or were sent on.
    desk_weight REAL NOT NULL DEFAULT 0,
    desk_minutes REAL NOT NULL DEFAULT 0,
    desk_squares REAL NOT NULL DEFAULT 0,
    calls INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    again INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service_date, service)
) STRICT;

-- A counter's day, kept as it happens like the tally.
CREATE TABLE counter_day (
    service_date TEXT NOT NULL,
    number INTEGER NOT NULL,
    served INTEGER NOT NULL DEFAULT 0,
    no_shows INTEGER NOT NULL DEFAULT 0,
    served_ms INTEGER NOT NULL DEFAULT 0,
    called INTEGER NOT NULL DEFAULT 0,
    waited_ms INTEGER NOT NULL DEFAULT 0,
    -- When the counter was first opened on the day.
    opened_at INTEGER,
    -- How many acts at the counter were taken back.
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service_date, number)
) STRICT;

-- Closed days; closed_at is 0 while a day is to be closed once more.
CREATE TABLE day (
    service_date TEXT PRIMARY KEY,
    closed_at INTEGER NOT NULL,
    recap TEXT NOT NULL
) STRICT;

CREATE INDEX day_open ON day (service_date) WHERE closed_at = 0;

-- People and devices.

CREATE TABLE officer (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('officer', 'manager')),
    agency TEXT,
    pin TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    CHECK (role = 'manager' OR agency IS NOT NULL)
) STRICT;

CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    officer TEXT NOT NULL REFERENCES officer (code),
    began_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    -- When it was last used: it ends after a while without use.
    seen_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE key (
    id INTEGER PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('kiosk', 'display', 'officer', 'manager')),
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    -- Whose counters an officer's key works; NULL for those of every agency, and for other keys.
    agency TEXT CHECK (agency IS NULL OR role = 'officer'),
    UNIQUE (role, name)
) STRICT;

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

-- The zone that the office gave a board, by its name: it outlives the key, which is another one after every pairing.
CREATE TABLE device_zone (
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    PRIMARY KEY (role, name)
) STRICT;

-- What happened.

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    service_date TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    address TEXT,
    ticket INTEGER,
    step INTEGER,
    call INTEGER,
    body TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_never_changes BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- Answers by idempotency key: a repeat after a lost reply gets the same one. They stand one after another, so that a new
-- one is written at the end whatever its key is, and the oldest come first.
CREATE TABLE answer (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    nth INTEGER PRIMARY KEY,
    UNIQUE (actor, key)
) STRICT;

-- Every try of a backup.
CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    -- Why this try failed; NULL for a good one.
    trouble TEXT
) STRICT;
