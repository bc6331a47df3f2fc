"""The one thread that writes: commands in order, those that are waiting in one shared commit.

A command that is refused, or fails, leaves nothing and takes nothing of the others with it. Nearly all that are refused
have written nothing by then. If one has, the transaction is taken back and all of its commands are done once more, each
in a savepoint of its own: savepoints around every command would cost the writer a tenth of its time. No answer and no
event leaves before the commit is on disk; if the commit fails, every command of it is told so and none has happened.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

from hub.actors import Actor
from hub.engine.sqlite.file import CannotOpenError, Connection
from hub.engine.sqlite.file_watch import DatabaseFileWatch
from hub.outcomes import Refused
from hub.store import events
from hub.transaction import Transaction
from shared.wire import Code, Event

log = logging.getLogger(__name__)

T = TypeVar("T")
MOST_IN_ONE_COMMIT = 128
SLOW_SYNC, WAITED_FOR, MOST_WAITED = 0.002, 0.75, 0.03
"""A commit that takes so many seconds is worth waiting this share of them, so that more commands share the next; but
never more than so many seconds, as when the disk hung."""

_STORAGE_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)

_FILE_LOST = _STORAGE_TROUBLE - {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_LOCKED}
"""What a connection may not come out of by itself: its file was remounted, replaced, or opened for reading only."""
REOPEN_AFTER = 1.0
"""Seconds between two tries to open the file anew."""

Command = Callable[[Transaction], T | Refused]
"""Changes nothing but the file, through its transaction: it may be run again when the first time was taken back."""
Begin = Callable[[Connection, Actor, int], Transaction]
"""Makes the transaction of one command: connection, actor, last seq."""
Deliver = Callable[[Callable[[], None]], object]
"""Carries a settled commit to where answers and events are given out, in the order of commits."""


class Promise(Protocol):
    """Where one command's outcome goes: a future of the event loop, or of threads."""

    def cancelled(self) -> bool: ...
    def set_result(self, outcome: Any, /) -> None: ...
    def set_exception(self, error: Exception, /) -> None: ...


@dataclass(frozen=True)
class _Waiting:
    command: Command[Any]
    actor: Actor
    promise: Promise


@dataclass(frozen=True)
class _Broken:
    """A command that raised: a bug. Told to the one who asked, harmful to no other."""

    error: Exception


class _HalfDoneError(Exception):
    """A command was refused, or failed, after it had written."""


def is_storage_trouble(error: Exception) -> bool:
    """Whether the file or its disk failed, rather than the command: a wrong statement is the command's own mistake."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _STORAGE_TROUBLE


class Writer:
    """Owns the writing connection from ``start`` to ``stop``. ``reopen`` opens the file anew after trouble with it, and
    raises CannotOpenError; ``reopened`` is carried out by ``deliver`` when it was. Whether there is trouble with the
    file's name, its ``whereabouts`` say."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        begin: Begin,
        deliver: Deliver,
        publish: Callable[[list[Event]], None],
        reopen: Callable[[], sqlite3.Connection] | None = None,
        reopened: Callable[[], None] = lambda: None,
        whereabouts: DatabaseFileWatch | None = None,
    ) -> None:
        self._reopen = reopen
        self._reopened = reopened
        self._whereabouts = whereabouts
        self._reopen_at: float | None = None
        self.trouble: str | None = None
        """Why the last commit could not be written; None when it was."""
        self._connection = connection
        self._begin = begin
        self._deliver = deliver
        self._publish = publish
        self._seq = events.last_seq(connection)
        self._last = events.body_of(connection, self._seq)
        """The last event that is known to be on disk: by it the file is known again."""
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._stopping = False
        self._expected = 0
        """Commands that are likely to come soon: from those whose answers just left, and from those that stood in line
        then."""
        self._last_sync = 0.0
        """Seconds that it took to be on the disk."""
        self._thread = Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finishes what is waiting, then closes the file."""
        self._queue.put(None)
        self._thread.join()

    def submit(self, command: Command[T], actor: Actor) -> Future[T | Refused]:
        """Puts the command in line. Its future is settled after the commit: with the answer, Refused, or the bug."""
        future: Future[T | Refused] = Future()
        self.put(command, actor, future)
        return future

    def put(self, command: Command[T], actor: Actor, promise: Promise) -> None:
        """Puts the command in line; ``promise`` is settled where ``deliver`` carries commits."""
        self._queue.put(_Waiting(command, actor, promise))

    def _run(self) -> None:
        while not self._stopping and (first := self._queue.get()) is not None:
            batch = [first]
            self._take(batch)
            self._commit(batch)
        if self._whereabouts is not None:
            self._whereabouts.save(self._connection)
        self._connection.close()

    def _take(self, batch: list[_Waiting], patience: float = 0.0) -> None:
        """Adds what stands in line; if that is nothing, what comes within ``patience`` seconds."""
        before = len(batch)
        while len(batch) < MOST_IN_ONE_COMMIT and not self._stopping:
            try:
                wait = patience > 0.0 and len(batch) == before
                waiting = self._queue.get(timeout=patience) if wait else self._queue.get_nowait()
            except Empty:
                break
            if waiting is None:
                self._stopping = True
            else:
                batch.append(waiting)

    def _growing(self, batch: list[_Waiting]) -> Iterator[_Waiting]:
        """The commands of one commit, those that come while they are done among them. Where the disk is slow and the
        last commit had several, their clients are likely to come back at once: they are waited for, for a part of what
        a commit takes."""
        expected = self._expected if self._last_sync >= SLOW_SYNC else 0
        until = time.monotonic() + min(self._last_sync * WAITED_FOR, MOST_WAITED)
        done = 0
        while done < len(batch):
            yield batch[done]
            done += 1
            if done == len(batch):
                self._take(batch, until - time.monotonic() if done < expected else 0.0)

    def _commit(self, batch: list[_Waiting]) -> None:
        try:
            try:
                outcomes, happened = self._do(batch, apart=False)
            except _HalfDoneError:
                outcomes, happened = self._do(batch, apart=True)
            began = time.monotonic()
            self._connection.execute("COMMIT")
            self._last_sync = time.monotonic() - began
        except (sqlite3.Error, CannotOpenError) as error:
            log.error("nothing of %d commands was stored: %s", len(batch), error)
            self._abandon(error)
            refused = Refused(Code.STORAGE, f"the queue file could not be written: {error}")
            outcomes = [refused] * len(batch)
            happened = []
        else:
            self._seq += len(happened)
            if happened:
                self._last = events.body(happened[-1])
            if self.trouble is not None:
                log.warning("the queue file can be written again")
            self.trouble = None
        self._expected = len(batch) + self._queue.qsize() if len(batch) > 1 else 0
        self._deliver(lambda: self._settle(batch, outcomes, happened))

    def _do(self, batch: list[_Waiting], *, apart: bool) -> tuple[list[object], list[Event]]:
        """Runs the commands in a new transaction, each ``apart`` in a savepoint or not: their outcomes and events."""
        outcomes: list[object] = []
        happened: list[Event] = []
        self._begin_commit()
        for waiting in self._growing(batch):
            outcome, its_events = self._attempt(waiting, self._seq + len(happened), apart=apart)
            outcomes.append(outcome)
            happened += its_events
        return outcomes, happened

    def _begin_commit(self) -> None:
        """Begins, and takes back what was begun before. After trouble it begins with a write: an empty commit would not
        prove that the file can be written."""
        if self._reopen_at is None and self._whereabouts is not None and self._whereabouts.lost():
            self._reopen_at = time.monotonic()
        if self._reopen is not None and self._reopen_at is not None:
            self._open_anew(self._reopen, self._reopen_at)
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN IMMEDIATE")
        if self.trouble is not None:
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
            self._connection.execute(f"PRAGMA user_version = {version}")

    def _open_anew(self, reopen: Callable[[], sqlite3.Connection], not_before: float) -> None:
        """Raises CannotOpenError, and nothing is written, until there is a file again that has what was promised."""
        if time.monotonic() < not_before:
            raise CannotOpenError(self.trouble)
        self._reopen_at = time.monotonic() + REOPEN_AFTER
        if self._whereabouts is not None:
            self._whereabouts.save(self._connection)
        fresh = reopen()
        try:
            if events.body_of(fresh, self._seq) != self._last:
                raise CannotOpenError(
                    f"There is another queue file now: it does not have event {self._seq} as this hub wrote it. Bring "
                    f"the disk with the right one back; or stop the hub, and restore what is to be gone on with."
                )
            unheard = events.behind(fresh, self._seq)
        except (CannotOpenError, sqlite3.Error):
            fresh.close()
            raise
        self._reopen_at = None
        if unheard:  # of a commit that was told to have failed, and reached the disk all the same
            self._seq, self._last = unheard[-1].seq, events.body(unheard[-1])
            self._deliver(lambda: self._publish(unheard))
        try:
            self._connection.close()
        except sqlite3.Error:
            log.exception("could not close the old connection")
        self._connection = fresh
        if self._whereabouts is not None:
            self._whereabouts.note()
        self._deliver(self._reopened)

    def _attempt(self, waiting: _Waiting, seq: int, *, apart: bool) -> tuple[object, list[Event]]:
        """One command. Storage trouble ends the whole commit; a bug ends the command only."""
        if apart:
            self._connection.execute("SAVEPOINT command")
        changes = self._connection.total_changes
        transaction = self._begin(self._connection, waiting.actor, seq)
        try:
            outcome = waiting.command(transaction)
        except Exception as error:
            if is_storage_trouble(error):
                raise
            outcome = _Broken(error)
        if isinstance(outcome, Refused | _Broken):
            if apart:
                self._connection.execute("ROLLBACK TO command")
            elif self._connection.total_changes != changes:
                raise _HalfDoneError
            transaction.events.clear()
        if isinstance(outcome, _Broken):
            log.error("a command failed", exc_info=outcome.error)
        if apart:
            self._connection.execute("RELEASE command")
        return outcome, transaction.events

    def _abandon(self, error: sqlite3.Error | CannotOpenError) -> None:
        self.trouble = str(error)
        if self._reopen_at is None and getattr(error, "sqlite_errorcode", 0) & 0xFF in _FILE_LOST:
            self._reopen_at = time.monotonic()
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                log.exception("could not roll back")

    def _settle(self, batch: list[_Waiting], outcomes: list[object], happened: list[Event]) -> None:
        """What is on disk is answered, whatever becomes of telling others of it."""
        try:
            if happened:
                self._publish(happened)
        finally:
            for waiting, outcome in zip(batch, outcomes, strict=True):
                if waiting.promise.cancelled():
                    continue
                if isinstance(outcome, _Broken):
                    waiting.promise.set_exception(outcome.error)
                else:
                    waiting.promise.set_result(outcome)
