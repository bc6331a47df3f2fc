"""The one writer: shared commits, each command for itself, nothing said before it is on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event as Gate
from typing import Any

import pytest

from hub.actors import HUB, Actor
from hub.engine.sqlite.connection import SqliteConnection
from hub.engine.sqlite.file import queue_file
from hub.engine.writer import MOST_IN_ONE_COMMIT, Deliver, Writer
from hub.outcomes import Refused, storage_refusal
from hub.store import counters
from hub.store import events as log
from hub.store.database import database, open_reader, open_writer
from hub.transaction import Transaction
from shared.wire import Code, CounterState, Event, EventKind
from tests.support.held import HeldClock, small_hall

PATIENCE = 60


class Stand:
    """A writer on a real file, with everything that it does noted in the order in which it was done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: list[str] = []
        self.published: list[Event] = []
        self.connection = open_writer(folder)
        self.connection.set_trace_callback(self._traced)
        self.reader = open_reader(folder)
        self.writer = self.made(lambda settle: settle())
        self.gate = Gate()
        self.recorded = Gate()
        """Set whenever a command records what it did, its commit still to come."""

    def made(self, deliver: Deliver) -> Writer[Transaction, Actor, Event]:
        engine = database(self.folder)
        return Writer(engine, self.connection, log, self._begin, deliver, self._publish, storage_refusal)

    def _traced(self, statement: str) -> None:
        word = statement.split(maxsplit=1)[0]
        if statement.startswith("INSERT INTO event"):
            self.recorded.set()
        if word in ("BEGIN", "COMMIT", "ROLLBACK") and "TO" not in statement.split():
            self.done.append(word)

    def _begin(self, db: sqlite3.Connection, actor: Any, seq: int) -> Transaction:
        return Transaction(db, small_hall(), HeldClock().now(), actor, True, str, seq)

    def _publish(self, events: list[Event]) -> None:
        self.done.append("publish")
        self.published += events

    def submit(self, command: Callable[[Transaction], Any]) -> Future[Any]:
        return self.writer.submit(command, HUB)

    def together(self, *commands: Callable[[Transaction], Any]) -> list[Future[Any]]:
        """Submits commands so that they wait together: a first one holds the writer until all stand in line."""
        holding = self.hold()
        futures = [self.submit(command) for command in commands]
        self.gate.set()
        holding.result(PATIENCE)
        for future in futures:
            future.exception(PATIENCE)
        return futures

    def hold(self) -> Future[Any]:
        """A command that keeps the writer busy until the gate opens; returns once it does."""
        begun = Gate()

        def command(_tx: Transaction) -> None:
            begun.set()
            self.gate.wait(PATIENCE)

        holding = self.submit(command)
        assert begun.wait(PATIENCE)
        return holding

    def counters(self) -> list[int]:
        return [number for (number,) in self.reader.execute("SELECT number FROM counter ORDER BY number")]


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    made = Stand(tmp_path)
    made.writer.start()
    yield made
    made.gate.set()
    made.writer.stop()
    made.reader.close()


def opens(number: int) -> Callable[[Transaction], int]:
    """A command that opens a counter and records it."""

    def command(tx: Transaction) -> int:
        counters.set_state(tx.db, number, CounterState.OPEN, None, tx.now)
        tx.record(EventKind.COUNTER_OPENED)
        return number

    return command


def refuses_after(number: int) -> Callable[[Transaction], Refused]:
    def command(tx: Transaction) -> Refused:
        opens(number)(tx)
        return Refused(Code.COUNTER_BUSY, "no")

    return command


def raises_after(number: int, error: Exception) -> Callable[[Transaction], None]:
    def command(tx: Transaction) -> None:
        opens(number)(tx)
        raise error

    return command


def test_commands_that_wait_share_one_commit(stand: Stand) -> None:
    futures = stand.together(*(opens(number) for number in range(1, 41)))
    assert [future.result() for future in futures] == list(range(1, 41))
    assert stand.done.count("COMMIT") == 1, "the command that held the writer and the forty that came meanwhile"
    assert stand.counters() == list(range(1, 41))


def test_a_commit_is_shared_by_a_bounded_number_so_that_the_first_does_not_wait_for_all(stand: Stand) -> None:
    stand.together(*(opens(number) for number in range(1, MOST_IN_ONE_COMMIT + 2)))
    assert stand.done.count("COMMIT") == 2


def test_on_a_slow_disk_a_commit_waits_for_those_whose_answers_just_left(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.engine.writer.SLOW_SYNC_SECONDS", 0.0)
    monkeypatch.setattr("hub.engine.writer.SHARE_WAITED", 1e9)
    monkeypatch.setattr("hub.engine.writer.MOST_WAITED_SECONDS", PATIENCE)
    stand.together(opens(1))
    stand.recorded.clear()
    answers = [stand.submit(opens(2))]
    assert stand.recorded.wait(PATIENCE)
    answers.append(stand.submit(opens(3)))
    assert [answer.result(PATIENCE) for answer in answers] == [2, 3]
    assert stand.done.count("COMMIT") == 2, "one for the two that came together, one for the same two coming back"


def test_a_command_alone_does_not_wait_for_company(stand: Stand) -> None:
    assert stand.submit(opens(1)).result(PATIENCE) == 1
    assert stand.submit(opens(2)).result(PATIENCE) == 2
    assert stand.done.count("COMMIT") == 2


def test_a_refused_command_leaves_nothing_and_takes_nothing_of_its_neighbours(stand: Stand) -> None:
    before, refused, after = stand.together(opens(1), refuses_after(2), opens(3))
    assert refused.result() == Refused(Code.COUNTER_BUSY, "no")
    assert (before.result(), after.result()) == (1, 3)
    assert stand.counters() == [1, 3]
    assert [event.seq for event in stand.published] == [1, 2], "no gap where the refused one was"


def test_what_is_done_once_more_for_a_refused_one_happens_once_and_is_answered_once(stand: Stand) -> None:
    tries: list[int] = []

    def counted(number: int) -> Callable[[Transaction], int]:
        def command(tx: Transaction) -> int:
            tries.append(number)
            return opens(number)(tx)

        return command

    futures = stand.together(counted(1), refuses_after(2), counted(3), refuses_after(4), counted(5))
    assert tries == [1, 1, 3, 5], "taken back once, then each in a savepoint"
    assert [future.result() for future in futures[::2]] == [1, 3, 5]
    assert stand.counters() == [1, 3, 5]
    assert [event.seq for event in stand.published] == [1, 2, 3]
    assert stand.done.count("COMMIT") == 1


def test_who_is_refused_before_writing_makes_nobody_do_anything_again(stand: Stand) -> None:
    stand.together(opens(1), lambda _tx: Refused(Code.COUNTER_BUSY, "no"), opens(3))
    assert stand.done.count("ROLLBACK") == 0
    assert stand.counters() == [1, 3]


@pytest.mark.parametrize("error", [ValueError("a bug"), sqlite3.IntegrityError("a bug"), OverflowError("a bug")])
@pytest.mark.logs_errors
def test_a_command_that_raises_harms_nobody_else(stand: Stand, error: Exception) -> None:
    before, broken, after = stand.together(opens(1), raises_after(2, error), opens(3))
    assert broken.exception() is error
    assert (before.result(), after.result()) == (1, 3)
    assert stand.counters() == [1, 3]
    assert [event.seq for event in stand.published] == [1, 2]


@pytest.mark.parametrize("statement", ["SELEKT", "INSERT INTO nowhere VALUES (1)", "INSERT INTO counter VALUES (1)"])
@pytest.mark.logs_errors
def test_a_wrong_statement_is_its_own_commands_bug_and_no_trouble_of_the_disk(stand: Stand, statement: str) -> None:
    before, broken, after = stand.together(opens(1), lambda tx: tx.db.execute(statement), opens(3))
    assert isinstance(broken.exception(), sqlite3.OperationalError)
    assert (before.result(), after.result()) == (1, 3)


def test_events_and_answers_leave_only_after_their_commit(stand: Stand) -> None:
    futures = [stand.submit(opens(number)) for number in range(1, 6)]
    futures[0].add_done_callback(lambda _future: stand.done.append("answer"))
    stand.together(opens(6))
    stand.submit(opens(7)).result(PATIENCE)
    assert stand.done.count("publish") >= 2
    for number, what in enumerate(stand.done):
        if what == "publish":
            assert stand.done[number - 1] == "COMMIT", stand.done
    assert [event.seq for event in stand.published] == list(range(1, 8))


def test_an_answer_is_on_disk_when_it_is_given(tmp_path: Path) -> None:
    """Seen by another connection at the moment of the answer, not some time later."""
    stand = Stand(tmp_path)
    seen: list[list[int]] = []
    futures = [stand.submit(opens(number)) for number in (1, 2)]
    for future in futures:
        future.add_done_callback(lambda _future: seen.append(stand.counters()))
    stand.writer.start()
    stand.writer.stop()
    stand.reader.close()
    assert seen == [[1, 2], [1, 2]]


def _fill(stand: Stand, room: int) -> None:
    """Lets the file grow by ``room`` pages more, and no further."""

    def command(tx: Transaction) -> None:
        pages = tx.db.execute("PRAGMA page_count").fetchone()[0]
        tx.db.execute(f"PRAGMA max_page_count = {pages + room}")

    stand.submit(command).result(PATIENCE)


def _large(number: int) -> Callable[[Transaction], int]:
    def command(tx: Transaction) -> int:
        tx.db.execute("INSERT INTO site (at, label, toml) VALUES (0, 'large', ?)", ("x" * 100_000,))
        return opens(number)(tx)

    return command


@pytest.mark.logs_errors
def test_when_the_disk_is_full_all_who_share_the_commit_are_told_and_nothing_is_half_done(stand: Stand) -> None:
    assert stand.submit(opens(1)).result(PATIENCE) == 1
    _fill(stand, 2)
    told = [future.result() for future in stand.together(opens(2), _large(3), opens(4))]
    assert [answer.code for answer in told] == [Code.STORAGE] * 3
    assert stand.counters() == [1]
    assert [event.seq for event in stand.published] == [1]


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY | 1 << 8])
@pytest.mark.logs_errors
def test_trouble_of_the_disk_in_one_command_is_told_to_all_who_share_the_commit(stand: Stand, code: int) -> None:
    """Whether or not SQLite has undone the transaction by itself: what a disk that fails wrote is not trusted."""
    trouble = sqlite3.OperationalError("disk trouble")
    trouble.sqlite_errorcode = code
    told = [future.result() for future in stand.together(opens(1), raises_after(2, trouble), opens(3))]
    assert [answer.code for answer in told] == [Code.STORAGE] * 3
    assert stand.counters() == []
    assert stand.submit(opens(4)).result(PATIENCE) == 4


@pytest.mark.logs_errors
def test_when_there_is_room_again_the_writer_goes_on_where_it_stood(stand: Stand) -> None:
    _fill(stand, 2)
    assert stand.submit(_large(1)).result(PATIENCE).code is Code.STORAGE
    _fill(stand, 1000)
    assert stand.submit(_large(1)).result(PATIENCE) == 1
    assert [event.seq for event in stand.published] == [1]
    assert stand.reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_stopping_finishes_what_waits(tmp_path: Path) -> None:
    stand = Stand(tmp_path)
    futures = [stand.submit(opens(number)) for number in range(1, MOST_IN_ONE_COMMIT * 2)]
    stand.writer.start()
    stand.writer.stop()
    assert all(future.done() for future in futures)
    assert len(stand.counters()) == MOST_IN_ONE_COMMIT * 2 - 1
    stand.reader.close()


def test_numbers_of_events_go_on_after_a_restart(tmp_path: Path) -> None:
    for expected in (1, 2):
        stand = Stand(tmp_path)
        stand.writer.start()
        stand.submit(opens(expected)).result(PATIENCE)
        stand.writer.stop()
        stand.reader.close()
        assert [event.seq for event in stand.published] == [expected]


def test_who_gave_up_waiting_does_not_stop_the_writer(stand: Stand) -> None:
    holding = stand.hold()
    left = stand.submit(opens(1))
    assert left.cancel()
    stand.gate.set()
    holding.result(PATIENCE)
    assert stand.submit(opens(2)).result(PATIENCE) == 2
    assert stand.counters() == [1, 2], "the command was in line; only nobody hears its answer"


@pytest.mark.logs_errors
def test_what_is_on_disk_is_answered_whatever_becomes_of_telling_others_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a listener that fails to read the file may do."""
    stand = Stand(tmp_path)
    told: list[BaseException] = []

    def deliver(settle: Callable[[], None]) -> None:
        try:
            settle()
        except sqlite3.OperationalError as error:
            told.append(error)

    def failing(_happened: list[Event]) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(stand, "_publish", failing)
    stand.writer = stand.made(deliver)
    stand.writer.start()
    futures = stand.together(opens(1), raises_after(2, ValueError("a bug")), opens(3))
    assert (futures[0].result(PATIENCE), futures[2].result(PATIENCE)) == (1, 3)
    assert isinstance(futures[1].exception(PATIENCE), ValueError)
    assert told, "and the failure is no secret"
    stand.writer.stop()
    stand.reader.close()


class FailsAfterCommitting(SqliteConnection):
    """Its next commit reaches the disk and is told to have failed, as when a sync fails late."""

    failing = False

    def commit(self) -> None:
        super().commit()
        if self.failing:
            self.failing = False
            trouble = sqlite3.OperationalError("disk I/O error")
            trouble.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise trouble


@pytest.mark.logs_errors
def test_what_reached_the_disk_although_its_commit_failed_is_told_before_anything_new(tmp_path: Path) -> None:
    """Whoever listens must know what a fresh snapshot would show."""
    stand = Stand(tmp_path)
    stand.connection.close()
    faulty = sqlite3.connect(
        queue_file(tmp_path), isolation_level=None, check_same_thread=False, factory=FailsAfterCommitting
    )

    def deliver(settle: Callable[[], None]) -> None:
        settle()

    stand.connection = faulty
    stand.writer = stand.made(deliver)
    stand.writer.start()
    assert stand.submit(opens(1)).result(PATIENCE) == 1
    faulty.failing = True
    assert stand.submit(opens(2)).result(PATIENCE).code is Code.STORAGE
    assert stand.submit(opens(3)).result(PATIENCE) == 3
    stand.writer.stop()
    assert stand.counters() == [1, 2, 3]
    assert [event.seq for event in stand.published] == [1, 2, 3]
    stand.reader.close()
