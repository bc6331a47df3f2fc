"""The adapter for SQLite: one file in the data folder, with its write-ahead log beside it."""
