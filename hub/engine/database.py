"""The engine that this program works with: the one place that names an adapter."""

from __future__ import annotations

from hub.engine.sqlite.connection import SqliteError as StorageError
from hub.engine.sqlite.engine import SqliteEngine as DatabaseEngine

__all__ = ["DatabaseEngine", "StorageError", "is_storage_trouble"]

is_storage_trouble = DatabaseEngine.is_storage_trouble
