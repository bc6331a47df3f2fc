"""A whole day of the small hall, in which everything happens once that can happen in one."""

from __future__ import annotations

from hub.commands import calls, counters, day, serving, tickets, undo
from hub.commands.people import create_key
from hub.store import answers, backups, events
from hub.store.answers import StoredAnswer
from hub.views.hall_snapshot import HallSnapshots
from shared.wire import CallChosen, CreateKey, Hold, PrintFailed, Resume, Role, Transfer
from tests.support.held import KK, KTP, NPWP, HeldQueue


def a_day(queue: HeldQueue) -> None:
    """Everything that a hall does, once."""
    queue.do(create_key, CreateKey(Role.KIOSK, "pintu"))
    for number in (1, 2, 4):
        queue.do(counters.open_counter, number)
    for what in (KTP, KTP, KK, NPWP, KTP, KTP, KTP):
        queue.take(what)
    printed, failed = queue.take(reserve=True), queue.take(reserve=True)
    queue.do(tickets.printed, printed.id)
    queue.do(tickets.print_failed, failed.id, PrintFailed("paper_out"))
    queue.do(tickets.revive, failed.id)
    queue.do(tickets.reprint, printed.id)
    called = queue.do(calls.call_next, 1)
    queue.do(calls.announced, called.call.id)
    queue.do(calls.recall, 1)
    queue.do(serving.no_show, 1)
    queue.do(tickets.revive, called.ticket.id)
    called = queue.do(calls.call_next, 1)
    queue.do(serving.start, 1)
    queue.do(serving.hold, 1, Hold("photo"))
    queue.do(calls.resume, 1, Resume(called.ticket.id))
    queue.do(serving.start, 1)
    queue.do(serving.finish, 1)
    queue.do(calls.call_next, 1)
    queue.do(serving.put_back, 1)
    queue.do(calls.call, 1, CallChosen(printed.id))
    queue.do(serving.start, 1)
    queue.do(serving.transfer, 1, Transfer(NPWP))
    queue.do(calls.call_next, 4)
    queue.do(serving.start, 4)
    queue.do(serving.finish, 4)
    queue.do(counters.pause_counter, 2)
    queue.do(counters.stay_open, 1)
    for _ in range(2):
        queue.do(undo.call_next, 1)
        queue.do(serving.start, 1)
    queue.do(undo.undo, 1)
    queue.do(tickets.cancel, queue.take(NPWP).id)
    queue.do(tickets.void_forgotten)
    floor = HallSnapshots(queue.db, queue.site, True)
    floor.hall(queue.clock.now(), True)
    floor.hall(queue.clock.now(), False)
    today = queue.clock.now().date()
    events.resumable_after(queue.db, 3, today, 100)
    answers.keep(queue.db, "kiosk:pintu", "key", StoredAnswer("x", 200, b""), queue.clock.now())
    answers.find(queue.db, "kiosk:pintu", "key")
    answers.forget(queue.db, queue.clock.now(), 10)
    backups.state(queue.db)
    queue.clock.pass_by(days=1)
    queue.do(day.close_past_day)
