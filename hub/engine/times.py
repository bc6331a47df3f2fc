"""Stored times: milliseconds since 1970 UTC, datetimes with a zone everywhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def to_ms(at: datetime) -> int:
    return (at - _EPOCH) // _MS


@overload
def from_ms(ms: int) -> datetime: ...
@overload
def from_ms(ms: int | None) -> datetime | None: ...
def from_ms(ms: int | None) -> datetime | None:
    return None if ms is None else _EPOCH + ms * _MS


def as_kept(at: datetime) -> datetime:
    """The moment as the file gives it back: UTC, whole milliseconds."""
    return from_ms(to_ms(at))
