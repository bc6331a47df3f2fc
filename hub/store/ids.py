"""Ids of tickets, steps and calls: each is higher than all before, also those of a queue that was replaced.

Whatever is still on its way about an id that was lost (``printed``, ``announced``) so meets nothing new.
"""

from __future__ import annotations

from hub.engine.port import Connection

TABLES = ("ticket", "step", "call")


def next_id(table: str) -> str:
    """The SQL expression for the id of a row that is being inserted into ``table``."""
    return (
        f"(SELECT 1 + max(id) FROM (SELECT max(id) AS id FROM {table} "
        f"UNION ALL SELECT last FROM lost_id WHERE name = '{table}' UNION ALL SELECT 0) AS given)"
    )


def highest(db: Connection) -> dict[str, int]:
    """By table: the highest id that was given, as far as this queue knows."""
    return {table: db.execute(f"SELECT {next_id(table)} - 1").fetchone()[0] for table in TABLES}


def continue_after(db: Connection, last: dict[str, int]) -> None:
    """New ids are higher than ``last``, by table."""
    db.executemany(
        "INSERT INTO lost_id (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = excluded.last",
        last.items(),
    )
