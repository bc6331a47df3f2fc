"""The product's version, read from the installed package."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version

VERSION = version("antrean")
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""No hall runs this program earlier than it was written: a clock that says so is wrong."""
