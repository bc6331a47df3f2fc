"""The tables of the queue as SQL scripts, one folder for each dialect: each script is applied once, in order."""

from __future__ import annotations

from pathlib import Path

MIGRATIONS = (Path(__file__).parent / "sqlite" / "0001_queue.sql",)
"""A script that was released is never changed: what comes later is another script."""
