-- The first queue. Times are milliseconds since 1970 UTC; service_date is the hall's local date, YYYY-MM-DD.

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    setting TEXT,
    toml TEXT NOT NULL
) STRICT;

CREATE TABLE series (
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (service_date, series)
) STRICT;

-- What a service's day has come to, kept as it happens so that no figure needs the day's history.
CREATE TABLE tally (
    service_date TEXT NOT NULL,
    service TEXT NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
    served INTEGER NOT NULL DEFAULT 0,
    served_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service_date, service)
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

CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    service_date TEXT NOT NULL,
    service TEXT NOT NULL,
    agency TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN (
        'reserved', 'waiting', 'called', 'serving', 'served', 'no_show', 'held', 'transferred', 'void', 'cancelled', 'expired')),
    counter INTEGER,
    officer TEXT,
    arrived_at INTEGER NOT NULL,
    called_at INTEGER,
    started_at INTEGER,
    ended_at INTEGER,
    calls INTEGER NOT NULL DEFAULT 0,
    why TEXT,
    note TEXT,
    CHECK (state NOT IN ('called', 'serving') OR counter IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX step_one_per_counter ON step (counter) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX step_one_per_ticket ON step (ticket) WHERE state IN ('called', 'serving');
CREATE INDEX step_of_ticket ON step (ticket);
CREATE INDEX step_waiting ON step (service_date, service, arrived_at, id) WHERE state = 'waiting';
CREATE INDEX step_open ON step (service_date, arrived_at, id)
    WHERE state IN ('reserved', 'waiting', 'called', 'serving', 'held');
CREATE INDEX step_called ON step (service_date, service, called_at) WHERE called_at IS NOT NULL;

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
    UNIQUE (step, nth)
) STRICT;

CREATE INDEX call_of_day ON call (service_date, id);

CREATE TABLE counter (
    number INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
    officer TEXT,
    since INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX counter_of_officer ON counter (officer) WHERE officer IS NOT NULL;

-- A counter's day, kept as it happens like the tally.
CREATE TABLE counter_day (
    service_date TEXT NOT NULL,
    number INTEGER NOT NULL,
    served INTEGER NOT NULL DEFAULT 0,
    no_shows INTEGER NOT NULL DEFAULT 0,
    served_ms INTEGER NOT NULL DEFAULT 0,
    called INTEGER NOT NULL DEFAULT 0,
    waited_ms INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service_date, number)
) STRICT;

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
    ends_at INTEGER NOT NULL
) STRICT;

CREATE TABLE key (
    id INTEGER PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('kiosk', 'display', 'officer', 'manager')),
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    UNIQUE (role, name)
) STRICT;

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

-- Answers by idempotency key: a repeat after a lost reply gets the same one.
CREATE TABLE answer (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_by_age ON answer (at);
