"""Routes about backups: making one now, and what there is to go back to."""

from __future__ import annotations

from hub.http.routes import Exchange
from hub.store import backups

MOST_LISTED = 50


async def make_backup(exchange: Exchange) -> object:
    assert exchange.actor is not None  # noqa: S101
    return await exchange.queue.backups.make(exchange.actor)


async def listed(exchange: Exchange) -> object:
    return backups.made(exchange.queue.reader, MOST_LISTED)
