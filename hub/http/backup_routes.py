"""Routes about backups: making one now, and what there is to go back to."""

from __future__ import annotations

from hub.http.routes import ActionRoute, Exchange, ReadRoute, Route
from hub.outcomes import Refused
from hub.roles import MANAGERS
from hub.store import backups
from shared.wire import Backup

MOST_LISTED = 50


async def make_backup(exchange: Exchange[None]) -> Backup | Refused:
    return await exchange.hub.backups.make(exchange.actor)


def made_backups(exchange: Exchange[None]) -> tuple[Backup, ...]:
    return backups.made(exchange.hub.reader, MOST_LISTED)


BACKUPS: tuple[Route, ...] = (
    ReadRoute("GET", "/backups", "Good backups, newest first", MANAGERS, made_backups, answer=tuple[Backup, ...]),
    ActionRoute("POST", "/backups", "Make a backup now, checked", MANAGERS, make_backup, answer=Backup, status=201),
)
