"""What the file itself refuses, whatever the program would do: each constraint on a real file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from hub.commands import calls as commands
from shared.wire import StepState
from tests.support.held import KTP, NPWP, HeldQueue

Insert = Callable[..., int]


@pytest.fixture
def insert(queue: HeldQueue) -> Insert:
    """Writes a row as given, past every rule; what is not given has a value that fits."""
    defaults = {
        "ticket": {
            "service_date": "2026-11-23",
            "series": "A",
            "number": 900,
            "label": "A-900",
            "agency": "dukcapil",
            "priority": 0,
            "lang": "id",
            "source": "test",
            "token": "token",
            "issued_at": 1,
            "ahead": 0,
            "estimate_p50": 0,
            "estimate_p90": 0,
        },
        "step": {
            "ticket": 1,
            "service_date": "2026-11-23",
            "service": KTP,
            "agency": "dukcapil",
            "priority": 0,
            "state": "waiting",
            "arrived_at": 1,
        },
        "call": {"service_date": "2026-11-23", "ticket": 1, "step": 1, "counter": 1, "zone": "hall", "nth": 1, "at": 1},
        "counter": {"number": 1, "state": "open", "since": 1},
        "officer": {"code": "sari", "name": "Sari", "role": "officer", "agency": "dukcapil", "pin": "x", "added_at": 1},
        "key": {"role": "kiosk", "name": "pintu", "digest": "x", "created_at": 1},
        "session": {"digest": "x", "officer": "sari", "began_at": 1, "ends_at": 2},
        "tally": {"service_date": "2026-11-23", "service": KTP, "taken": 0},
    }

    def write(table: str, **values: object) -> int:
        row = defaults[table] | values
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        queue.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
        return 1

    return write


def refuses(what: str, write: Callable[[], object]) -> None:
    with pytest.raises(sqlite3.IntegrityError) as refused:
        write()
    assert what in str(refused.value)


@pytest.mark.parametrize("other", ["called", "serving"])
@pytest.mark.parametrize("one", ["called", "serving"])
def test_a_counter_never_has_two_visitors(queue: HeldQueue, insert: Insert, one: str, other: str) -> None:
    first, second = queue.take(), queue.take()
    insert("step", ticket=first.id, state=one, counter=1)
    refuses("step.counter", lambda: insert("step", ticket=second.id, state=other, counter=1))
    insert("step", ticket=second.id, state=other, counter=2)


@pytest.mark.parametrize("other", ["called", "serving"])
@pytest.mark.parametrize("one", ["called", "serving"])
def test_a_visitor_is_never_at_two_counters(queue: HeldQueue, insert: Insert, one: str, other: str) -> None:
    ticket = queue.take()
    insert("step", ticket=ticket.id, state=one, counter=1)
    refuses("step.ticket", lambda: insert("step", ticket=ticket.id, state=other, counter=2))


def test_who_was_served_leaves_the_counter_free(queue: HeldQueue, insert: Insert) -> None:
    ticket = queue.take()
    for _ in range(2):
        insert("step", ticket=ticket.id, state="served", counter=1)


@pytest.mark.parametrize("state", ["called", "serving"])
def test_nobody_is_called_without_a_counter(queue: HeldQueue, insert: Insert, state: str) -> None:
    ticket = queue.take()
    refuses("CHECK", lambda: insert("step", ticket=ticket.id, state=state))


def test_a_step_has_a_known_state(queue: HeldQueue, insert: Insert) -> None:
    ticket = queue.take()
    refuses("CHECK", lambda: insert("step", ticket=ticket.id, state="lost"))
    for state in StepState:
        insert("step", ticket=queue.take(NPWP).id, state=state.value, counter=100 + len(state))
        queue.db.execute("UPDATE step SET state = 'served' WHERE state IN ('called', 'serving')")


def test_a_number_is_given_once_a_day_and_series(insert: Insert) -> None:
    insert("ticket")
    refuses("ticket.number", lambda: insert("ticket", token="other"))
    insert("ticket", series="B", token="b")
    insert("ticket", service_date="2026-11-24", token="tomorrow")


def test_no_two_tickets_have_the_same_token(insert: Insert) -> None:
    insert("ticket")
    refuses("ticket.token", lambda: insert("ticket", number=901))


def test_a_step_belongs_to_a_ticket_and_a_call_to_a_step(queue: HeldQueue, insert: Insert) -> None:
    refuses("FOREIGN KEY", lambda: insert("step", ticket=12345))
    ticket = queue.take()
    refuses("FOREIGN KEY", lambda: insert("call", ticket=ticket.id, step=12345))
    refuses("FOREIGN KEY", lambda: insert("session"))


def test_the_nth_call_of_a_step_happens_once(queue: HeldQueue, insert: Insert) -> None:
    ticket = queue.take()
    queue.do(commands.call_next, 1)
    step = queue.step(ticket).id
    refuses("call.nth", lambda: insert("call", ticket=ticket.id, step=step))
    insert("call", ticket=ticket.id, step=step, nth=2)


def test_what_happened_is_never_changed_or_deleted(queue: HeldQueue) -> None:
    queue.take()
    for statement in ("UPDATE event SET actor = 'nobody'", "DELETE FROM event", "DELETE FROM event WHERE seq = 1"):
        refuses("append-only", lambda statement=statement: queue.db.execute(statement))  # type: ignore[misc]
    assert queue.db.execute("SELECT count(*) FROM event WHERE actor = 'kiosk:pintu'").fetchone() == (1,)


def test_an_officer_works_at_one_counter(insert: Insert) -> None:
    insert("counter", officer="sari")
    refuses("counter.officer", lambda: insert("counter", number=2, officer="sari"))
    insert("counter", number=2)
    insert("counter", number=3)


def test_only_a_manager_has_no_agency(insert: Insert) -> None:
    refuses("CHECK", lambda: insert("officer", agency=None))
    insert("officer", agency=None, role="manager")


def test_a_device_has_one_key(insert: Insert) -> None:
    insert("key")
    refuses("key.role", lambda: insert("key", digest="y"))
    refuses("key.digest", lambda: insert("key", name="samping"))
    insert("key", role="display", digest="z")


def test_a_quota_count_never_goes_below_nothing(insert: Insert) -> None:
    refuses("CHECK", lambda: insert("tally", taken=-1))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("ticket", "number", "thirteen"),
        ("ticket", "issued_at", "2026-11-23"),
        ("ticket", "issued_at", 1.5),
        ("step", "arrived_at", "now"),
        ("counter", "since", b"x"),
        ("key", "created_at", "today"),
    ],
)
def test_the_file_takes_no_value_of_another_type(insert: Insert, table: str, column: str, value: object) -> None:
    refuses("cannot store", lambda: insert(table, **{column: value}))


def test_every_table_is_strict(queue: HeldQueue) -> None:
    loose = queue.db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict").fetchall()
    assert [name for (name,) in loose if not name.startswith("sqlite_")] == []


def test_a_time_once_written_stays(queue: HeldQueue) -> None:
    from hub.store import steps

    ticket = queue.take()
    queue.do(commands.call_next, 1)
    before = queue.step(ticket)
    queue.clock.pass_by(minutes=5)
    back = steps.move(queue.db, before, StepState.WAITING, queue.clock.now())
    moved = steps.move(queue.db, back, StepState.CALLED, queue.clock.now())
    assert moved.called_at == before.called_at
