"""The one thread that writes: commands in order, those that are waiting in one shared commit.

A command that is refused, or fails, leaves nothing and takes nothing of the others with it. Nearly all that are refused
have written nothing by then. If one has, the transaction is taken back and all of its commands are done once more, each
in a savepoint of its own: savepoints around every command would cost the writer a tenth of its time. No answer and no
event leaves before the commit is on disk; if the commit fails, every command of it is answered with a refusal and none
has happened.

The writer knows nothing of what commands do, nor of the engine behind its connection: see ``hub.engine.port``."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Generic, Protocol, TypeVar

from hub.engine.port import CannotOpenError, Connection, DatabaseWatch, Engine, WritingConnection

log = logging.getLogger(__name__)

ActorT = TypeVar("ActorT")
EventT = TypeVar("EventT")
T = TypeVar("T")
TransactionT = TypeVar("TransactionT", bound="UnitOfWork[Any]")
MOST_IN_ONE_COMMIT = 128
SLOW_SYNC_SECONDS, SHARE_WAITED, MOST_WAITED_SECONDS = 0.002, 0.75, 0.03
"""Once a commit takes this long, the writer waits for this share of its time so that more commands share the next
commit, but never longer than the last figure, as when the disk hung."""

REOPEN_AFTER_SECONDS = 1.0
"""Between two tries to open the database anew."""


class Refusal:
    """An expected outcome of a command: nothing of it is to be kept."""


class UnitOfWork(Protocol[EventT]):
    """What one command works with; ``events`` are what it recorded, in order."""

    @property
    def events(self) -> list[EventT]: ...


class EventLog(Protocol[EventT]):
    """The events that the database has, numbered from 1 without a gap within one commit."""

    def last_seq(self, db: Connection, /) -> int: ...
    def body(self, event: EventT, /) -> str:
        """The event as it is kept."""

    def body_of(self, db: Connection, seq: int, /) -> str | None:
        """The kept event with this number; None when there is none."""

    def all_after(self, db: Connection, seq: int, /) -> list[EventT]:
        """All events after this number, in order."""

    def seq_of(self, event: EventT, /) -> int: ...


Deliver = Callable[[Callable[[], None]], object]
"""Carries a settled commit to where answers and events are given out, in the order of commits."""


class Promise(Protocol):
    """Where one command's outcome goes: a future of the event loop, or of threads."""

    def cancelled(self) -> bool: ...
    def set_result(self, outcome: Any, /) -> None: ...
    def set_exception(self, error: Exception, /) -> None: ...


@dataclass(frozen=True)
class _Waiting:
    command: Callable[[Any], Any]
    actor: Any
    promise: Promise


@dataclass(frozen=True)
class _Broken:
    """A command that raised: a bug. Its caller gets the exception; other commands are not affected."""

    error: Exception


class _HalfDoneError(Exception):
    """A command was refused, or failed, after it had written."""


class Writer(Generic[TransactionT, ActorT, EventT]):
    """Owns the writing connection from ``start`` to ``stop``.

    A command is a function of its transaction that changes nothing else: it may be run again when the first time was
    taken back. ``begin`` makes the transaction of one command of: connection, actor, number of the last event.
    ``deliver`` carries a function to where answers and events are given out, in the order of commits. ``publish`` gets
    the events of each commit. ``refuse`` makes the refusal for commands whose commit failed, of the trouble in words.
    ``deliver`` carries ``reopened`` when the database was opened anew. ``watch`` tells whether it lost its name."""

    def __init__(
        self,
        engine: Engine,
        connection: WritingConnection,
        events: EventLog[EventT],
        begin: Callable[[WritingConnection, ActorT, int], TransactionT],
        deliver: Deliver,
        publish: Callable[[list[EventT]], None],
        refuse: Callable[[str], Refusal],
        reopened: Callable[[], None] = lambda: None,
        watch: DatabaseWatch | None = None,
    ) -> None:
        self._engine = engine
        self._connection = connection
        self._events = events
        self._begin = begin
        self._deliver = deliver
        self._publish = publish
        self._refuse = refuse
        self._reopened = reopened
        self._watch = watch
        self._reopen_at: float | None = None
        self.trouble: str | None = None
        """Why the last commit could not be written; None when it was."""
        self._seq = events.last_seq(connection)
        self._last = events.body_of(connection, self._seq)
        """The last event that is known to be on disk: by it the database is known again."""
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._stopping = False
        self._expected = 0
        """Commands that are likely to come soon: from those whose answers just left, and from those that stood in line
        then."""
        self._last_sync_seconds = 0.0
        self._thread = Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finishes what is waiting, then closes the database."""
        self._queue.put(None)
        self._thread.join()

    def submit(self, command: Callable[[TransactionT], T], actor: ActorT) -> Future[T]:
        """Puts the command in line. Its future is settled after the commit: with the answer, a Refusal, or the bug."""
        future: Future[T] = Future()
        self.put(command, actor, future)
        return future

    def put(self, command: Callable[[TransactionT], object], actor: ActorT, promise: Promise) -> None:
        """Puts the command in line; ``promise`` is settled where ``deliver`` carries commits."""
        self._queue.put(_Waiting(command, actor, promise))

    def _run(self) -> None:
        while not self._stopping and (first := self._queue.get()) is not None:
            batch = [first]
            self._take(batch)
            self._commit(batch)
        if self._watch is not None:
            self._watch.save(self._connection)
        self._connection.close()

    def _take(self, batch: list[_Waiting], wait_seconds: float = 0.0) -> None:
        """Adds what stands in line; if that is nothing, what comes within ``wait_seconds``."""
        before = len(batch)
        while len(batch) < MOST_IN_ONE_COMMIT and not self._stopping:
            try:
                wait = wait_seconds > 0.0 and len(batch) == before
                waiting = self._queue.get(timeout=wait_seconds) if wait else self._queue.get_nowait()
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
        expected = self._expected if self._last_sync_seconds >= SLOW_SYNC_SECONDS else 0
        until = time.monotonic() + min(self._last_sync_seconds * SHARE_WAITED, MOST_WAITED_SECONDS)
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
            self._connection.commit()
            self._last_sync_seconds = time.monotonic() - began
        except (self._engine.Error, CannotOpenError) as error:
            log.error("nothing of %d commands was stored: %s", len(batch), error)
            self._abandon(error)
            outcomes = [self._refuse(str(error))] * len(batch)
            happened = []
        else:
            self._seq += len(happened)
            if happened:
                self._last = self._events.body(happened[-1])
            if self.trouble is not None:
                log.warning("the queue file can be written again")
            self.trouble = None
        self._expected = len(batch) + self._queue.qsize() if len(batch) > 1 else 0
        self._deliver(lambda: self._settle(batch, outcomes, happened))

    def _do(self, batch: list[_Waiting], *, apart: bool) -> tuple[list[object], list[EventT]]:
        """Runs the commands in a new transaction, each ``apart`` in a savepoint or not: their outcomes and events."""
        outcomes: list[object] = []
        happened: list[EventT] = []
        self._begin_commit()
        for waiting in self._growing(batch):
            outcome, its_events = self._attempt(waiting, self._seq + len(happened), apart=apart)
            outcomes.append(outcome)
            happened += its_events
        return outcomes, happened

    def _begin_commit(self) -> None:
        """Begins, and takes back what was begun before. After trouble it begins with a write: an empty commit would not
        prove that the file can be written."""
        if self._reopen_at is None and self._watch is not None and self._watch.lost():
            self._reopen_at = time.monotonic()
        if self._reopen_at is not None:
            self._open_anew(self._reopen_at)
        self._connection.rollback()
        self._connection.begin()
        if self.trouble is not None:
            self._connection.prove_writable()

    def _open_anew(self, not_before: float) -> None:
        """Raises CannotOpenError, and nothing is written, until there is a database again that has what was
        promised."""
        if time.monotonic() < not_before:
            raise CannotOpenError(self.trouble)
        self._reopen_at = time.monotonic() + REOPEN_AFTER_SECONDS
        if self._watch is not None:
            self._watch.save(self._connection)
        fresh = self._engine.reopen_writer()
        try:
            if self._events.body_of(fresh, self._seq) != self._last:
                raise CannotOpenError(
                    f"There is another queue file now: it does not have event {self._seq} as this hub wrote it. Bring "
                    f"the disk with the right one back; or stop the hub, and restore what is to be gone on with."
                )
            unheard = self._events.all_after(fresh, self._seq)
        except (CannotOpenError, self._engine.Error):
            fresh.close()
            raise
        self._reopen_at = None
        if unheard:  # of a commit that was told to have failed, and reached the disk all the same
            self._seq, self._last = self._events.seq_of(unheard[-1]), self._events.body(unheard[-1])
            self._deliver(lambda: self._publish(unheard))
        try:
            self._connection.close()
        except self._engine.Error:
            log.exception("could not close the old connection")
        self._connection = fresh
        if self._watch is not None:
            self._watch.note()
        self._deliver(self._reopened)

    def _attempt(self, waiting: _Waiting, seq: int, *, apart: bool) -> tuple[object, list[EventT]]:
        """One command. Storage trouble ends the whole commit; a bug ends the command only."""
        if apart:
            self._connection.savepoint()
        changes = self._connection.changes
        transaction = self._begin(self._connection, waiting.actor, seq)
        try:
            outcome = waiting.command(transaction)
        except Exception as error:
            if self._engine.is_storage_trouble(error):
                raise
            outcome = _Broken(error)
        if isinstance(outcome, (Refusal, _Broken)):
            if apart:
                self._connection.rollback_to_savepoint()
            elif self._connection.changes != changes:
                raise _HalfDoneError
            transaction.events.clear()
        if isinstance(outcome, _Broken):
            log.error("a command failed", exc_info=outcome.error)
        if apart:
            self._connection.release_savepoint()
        return outcome, transaction.events

    def _abandon(self, error: Exception) -> None:
        self.trouble = str(error)
        if self._reopen_at is None and self._engine.is_connection_lost(error):
            self._reopen_at = time.monotonic()
        if self._connection.in_transaction:
            try:
                self._connection.rollback()
            except self._engine.Error:
                log.exception("could not roll back")

    def _settle(self, batch: list[_Waiting], outcomes: list[object], happened: list[EventT]) -> None:
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
