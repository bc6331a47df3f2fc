"""The hub: owns the hall's queue, its rules and its one SQLite file, and serves both over the LAN."""
