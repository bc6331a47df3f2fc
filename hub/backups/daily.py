"""Backups of the running queue: a checked copy once a day and on request; the newest ones are kept."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import TypeVar
from zoneinfo import ZoneInfo

from hub.actors import HUB, Actor
from hub.conditions import BackupPlan
from hub.engine.database import DatabaseEngine, StorageError
from hub.engine.port import UnusableCopyError
from hub.outcomes import Refused
from hub.store import backups
from hub.store.contents import copy
from hub.store.database import database
from hub.transaction import RunCommand, Transaction
from shared.wire import Backup, Code, EventKind

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_WAIT_SECONDS, CHECK_SECONDS, RETRY_SECONDS = 60.0, 30.0, 900.0
"""After the start, when everything else is more urgent; between two checks of the time; after a failure."""
ROWS_KEPT = 400
"""Attempts of which the result stays in the database."""
_NAME = re.compile(r"antrean-(\d{8})T\d{6}Z(?:-\d+)?\.sqlite3")


def due(now: datetime, last: datetime | None, at: time) -> bool:
    """Whether the day's backup is still to be made; all times in the hall's zone. One of a time to come, as when the
    clock was wrong, counts for nothing."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    planned = today if now >= today else today - timedelta(days=1)
    return last is None or last < planned or last > now


def superfluous(names: Iterable[str], kept: int) -> list[str]:
    """Which files may go: all but the newest ``kept``, and the last one of each of the newest ``kept`` days. Names that
    are none of ours stay."""
    ours = sorted((name for name in names if _NAME.fullmatch(name)), reverse=True)
    last_of_day: dict[str, str] = {}
    for name in ours:
        last_of_day.setdefault(name[8:16], name)
    staying = {*ours[:kept], *list(last_of_day.values())[:kept]}
    return [name for name in ours if name not in staying]


class Backups:
    """Lives on the hub's event loop; copies in a thread of its own, one at a time."""

    def __init__(
        self, data: Path, plan: BackupPlan, timezone: str, now: Callable[[], datetime], do: RunCommand
    ) -> None:
        self._data = data
        self._plan = plan
        self._zone = ZoneInfo(timezone)
        self._now = now
        self._do = do
        self._busy = asyncio.Lock()
        self._stopping = Flag()

    @property
    def folder(self) -> Path:
        return self._plan.folder or self._data / "backups"

    def stop(self) -> None:
        """Gives up a copy that is being made."""
        self._stopping.set()

    async def make(self, actor: Actor) -> Backup | Refused:
        """Makes one now. Refused when it fails; either way the office sees the result."""
        async with self._busy:
            at = self._now()
            outcome = await asyncio.to_thread(self._copy, at)
            if isinstance(outcome, str):
                await self._tell_failed(at, outcome, actor)
                return Refused(Code.NO_BACKUP, outcome)
            recorded = await self._do(partial(_record_made, made=outcome), actor)
            if isinstance(recorded, Refused):
                return recorded
            await asyncio.to_thread(self._tidy)
            log.info("backup of event %d checked: %s", outcome.seq, outcome.file)
            return outcome

    async def keep_daily(self, last: Callable[[], datetime | None]) -> None:
        """Makes the day's backup when it is due; ``last`` answers when the last good one was made, or raises
        StorageError."""
        pause = FIRST_WAIT_SECONDS
        while True:
            await asyncio.sleep(pause)
            pause = CHECK_SECONDS
            try:
                before = last()
            except StorageError as error:
                await self._tell_failed(self._now(), f"the queue file could not be read: {error}", HUB)
                pause = RETRY_SECONDS
                continue
            if due(self._now().astimezone(self._zone), before and before.astimezone(self._zone), self._plan.at):
                made = await self.make(HUB)
                pause = RETRY_SECONDS if isinstance(made, Refused) else CHECK_SECONDS

    async def _tell_failed(self, at: datetime, trouble: str, actor: Actor) -> None:
        log.error("no backup was made: %s", trouble)
        if not self._stopping.is_set():
            await self._do(partial(_record_failed, at=at, folder=self.folder, trouble=trouble), actor)

    def _copy(self, at: datetime) -> Backup | str:
        """The backup, or in words why there is none."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            DatabaseEngine.forget_unfinished(self.folder)  # before the copy: they may be what it has no room for
            to = self._free_name(at)
            with closing(database(self._data).open_reader()) as db:
                found = copy(db, to, self._stopping.is_set)
            return Backup(at, str(to.resolve()), to.stat().st_size, found.seq)
        except (OSError, StorageError, UnusableCopyError) as error:
            return str(error)

    def _free_name(self, at: datetime) -> Path:
        name = f"antrean-{at:%Y%m%dT%H%M%S}Z"
        free, number = self.folder / f"{name}.sqlite3", 2
        while free.exists():
            free, number = self.folder / f"{name}-{number}.sqlite3", number + 1
        return free

    def _tidy(self) -> None:
        try:
            for name in superfluous((path.name for path in self.folder.iterdir()), self._plan.kept):
                (self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            log.warning("old backups stay: %s", error)


def _record_made(tx: Transaction, made: Backup) -> Backup:
    backups.insert_made(tx.db, made)
    backups.forget(tx.db, ROWS_KEPT)
    tx.record(EventKind.BACKUP_MADE, backup=backups.state(tx.db))
    return made


def _record_failed(tx: Transaction, at: datetime, folder: Path, trouble: str) -> None:
    backups.insert_failed(tx.db, at, str(folder), trouble)
    backups.forget(tx.db, ROWS_KEPT)
    tx.record(EventKind.BACKUP_FAILED, backup=backups.state(tx.db))
