-- The zone that the office gave a board, by its name: it outlives the key, which is another one after every pairing.
CREATE TABLE device_zone (
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    PRIMARY KEY (role, name)
) STRICT;
