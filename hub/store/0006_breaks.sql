-- A counter's break: why, until when, and who asked for it if not its officer. With wish it has not begun yet: it begins
-- when the visitor who is here has gone, and lasts so many minutes, or until back_at.
ALTER TABLE counter ADD COLUMN reason TEXT;
ALTER TABLE counter ADD COLUMN minutes INTEGER;
ALTER TABLE counter ADD COLUMN back_at INTEGER;
ALTER TABLE counter ADD COLUMN asked_by TEXT;
ALTER TABLE counter ADD COLUMN wish INTEGER NOT NULL DEFAULT 0 CHECK (wish IN (0, 1));

-- How many acts at the counter were taken back.
ALTER TABLE counter_day ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;

-- Whose counter was closed by another: why and by whom, until that officer opens one.
CREATE TABLE put_out (
    officer TEXT PRIMARY KEY,
    counter INTEGER NOT NULL,
    at INTEGER NOT NULL,
    cause TEXT NOT NULL,
    asked_by TEXT
) STRICT;
