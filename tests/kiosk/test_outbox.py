"""What is owed to the hub is paid in order, and the printer's work never runs on the screen's thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from kiosk.issuing.offline_policy import NoNumberReason
from kiosk.issuing.outbox import ABANDONED, Outbox, PrintedTicket, PrintFailure
from kiosk.issuing.states import (
    AbandonNumber,
    AskHub,
    ConfirmNumber,
    NumberRequest,
    OfflineNumberDenied,
    PaperFailed,
    PaperPrinted,
    PrintPaper,
    ReclaimRequest,
    ReportPaperFailed,
)
from kiosk.issuing.store import KioskStore, PaperStage
from kiosk.issuing.store_file import recover
from kiosk.tickets import OfflineTicketId
from shared.qt.jobs import BackgroundJobs
from shared.qt.replies import Unreachable
from shared.wire import Code, Moved, PrintFailed, Problem, StepState, TakeNumber, Ticket, TicketInfo
from tests.support.scripted_hub import NOON, ScriptedHub, batu
from tests.support.visitor import PATIENCE

TICKET: Ticket = ScriptedHub(batu())._issue(TakeNumber(service="dukcapil.ktp"))
MOVED = Moved(
    TicketInfo(**{name: getattr(TICKET, name) for name in TicketInfo.__struct_fields__}),
    msgspec.structs.replace(TICKET.steps[0], state=StepState.WAITING, arrived_at=NOON),
)


OUT = PrintedTicket(b"bytes", b"png")


class HandHub:
    """Keeps every request until the test answers it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any, str | None]] = []
        self._done: list[Callable[[Any], None]] = []

    def request(
        self,
        method: str,
        path: str,
        answer: type[Any],
        done: Callable[[Any], None],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> None:
        assert (method, answer in {Ticket, Moved}) == ("POST", True)
        self.asked.append((path, body, key))
        self._done.append(done)

    def answer(self, answer: object) -> None:
        self._done.pop(0)(answer)

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


class NoReserve:
    """The kiosk never got numbers of its own."""

    def take(self, request: NumberRequest) -> OfflineNumberDenied:
        return OfflineNumberDenied(request.key, NoNumberReason.NO_RESERVE)

    def begin(self, ticket: OfflineTicketId) -> None:
        raise AssertionError(ticket)

    def set_stage(self, ticket: OfflineTicketId, stage: PaperStage) -> None:
        raise AssertionError((ticket, stage))


class HandExecutor(Executor):
    """Runs work when the test says so."""

    def __init__(self) -> None:
        self._work: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._work.append((future, lambda: fn(*args, **kwargs)))
        return future

    def drain(self) -> None:
        while self._work:
            future, work = self._work.pop(0)
            future.set_result(work())


@pytest.fixture
def hub() -> HandHub:
    return HandHub()


@pytest.fixture
def executor() -> HandExecutor:
    return HandExecutor()


def errands_of(hub: HandHub, executor: HandExecutor, made: PrintedTicket | PrintFailure = OUT) -> Outbox:
    store = KioskStore(None)
    return Outbox(hub, BackgroundJobs("kiosk-job", executor), lambda _: lambda: made, store, NoReserve())


@pytest.mark.usefixtures("qapp")
def test_what_is_owed_is_paid_one_after_another(hub: HandHub, executor: HandExecutor) -> None:
    outbox = errands_of(hub, executor)
    outbox.run(ReportPaperFailed(13, "paper_out"))
    outbox.run(ConfirmNumber(13))
    assert hub.paths == ["/tickets/13/print-failed"]
    hub.answer(MOVED)
    assert hub.paths == ["/tickets/13/print-failed", "/tickets/13/printed"]
    assert not outbox.settled
    hub.answer(MOVED)
    assert outbox.settled


def test_an_unanswered_report_is_repeated_with_its_own_key(qtbot: QtBot, hub: HandHub, executor: HandExecutor) -> None:
    outbox = errands_of(hub, executor)
    outbox.run(ConfirmNumber(13))
    hub.answer(Unreachable("cable"))
    qtbot.waitUntil(lambda: len(hub.asked) == 2, timeout=PATIENCE)
    hub.answer(Problem(Code.STORAGE, "disk full", 503))
    qtbot.waitUntil(lambda: len(hub.asked) == 3, timeout=PATIENCE)
    hub.answer(Problem(Code.UNAUTHORIZED, "no such key, as yet", 401))
    qtbot.waitUntil(lambda: len(hub.asked) == 4, timeout=PATIENCE)
    assert len({key for _, _, key in hub.asked}) == 1
    hub.answer(MOVED)
    assert outbox.settled


@pytest.mark.usefixtures("qapp")
def test_a_refused_report_is_not_repeated_for_ever(hub: HandHub, executor: HandExecutor) -> None:
    outbox = errands_of(hub, executor)
    outbox.run(AbandonNumber(13))
    hub.answer(Problem(Code.ILLEGAL_MOVE, "void already", 409))
    assert outbox.settled


@pytest.mark.usefixtures("qapp")
def test_a_reclaimed_request_is_repeated_with_its_key_and_its_number_abandoned(
    hub: HandHub, executor: HandExecutor
) -> None:
    outbox = errands_of(hub, executor)
    outbox.run(ReclaimRequest(NumberRequest("key-1", "dukcapil.ktp", priority=True, lang="en")))
    body = TakeNumber(service="dukcapil.ktp", priority=True, lang="en", reserve=True)
    assert hub.asked == [("/tickets", body, "key-1")]
    hub.answer(TICKET)
    assert hub.asked[1][:2] == (f"/tickets/{TICKET.id}/print-failed", PrintFailed(ABANDONED))
    hub.answer(MOVED)
    assert outbox.settled


@pytest.mark.parametrize(
    ("made", "heard"),
    [
        (PrintedTicket(b"bytes", b"png"), PaperPrinted(TICKET.id)),
        (PrintFailure("paper_out"), PaperFailed(TICKET.id, "paper_out")),
    ],
)
def test_the_printers_word_comes_back_after_its_work(
    qtbot: QtBot, hub: HandHub, executor: HandExecutor, made: PrintedTicket | PrintFailure, heard: object
) -> None:
    outbox = errands_of(hub, executor, made)
    told: list[object] = []
    outbox.heard.connect(told.append)
    outbox.run(PrintPaper(TICKET))
    assert told == []
    executor.drain()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert told == [heard]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("effect", [AbandonNumber(TICKET.id), ConfirmNumber(TICKET.id)], ids=["left", "noted"])
def test_a_paper_that_nobody_waits_for_any_more_is_not_begun(
    hub: HandHub, executor: HandExecutor, effect: AbandonNumber | ConfirmNumber
) -> None:
    """Its visitor noted the number or went, while the printer was still busy with another's."""
    pressed: list[int] = []
    store = KioskStore(None)
    outbox = Outbox(
        hub,
        BackgroundJobs("kiosk-job", executor),
        lambda ticket: lambda: pressed.append(ticket.id) or OUT,
        store,
        NoReserve(),
    )
    outbox.run(PrintPaper(TICKET))
    outbox.run(effect)
    executor.drain()
    assert pressed == []


def at_restart(store: KioskStore) -> list[str]:
    """What the kiosk owes after a sudden end."""
    with store._writing() as db:
        recover(db)
    return [report.path for report in store.pending_reports()]


@pytest.mark.parametrize(("comes", "counts"), [(None, True), (OUT, True), (PrintFailure("offline"), False)])
def test_a_paper_that_is_late_counts_after_a_sudden_end_unless_the_printer_said_no(
    qtbot: QtBot, hub: HandHub, comes: PrintedTicket | PrintFailure | None, counts: bool
) -> None:
    store = KioskStore(None)
    begun = threading.Event()
    answer: queue.Queue[PrintedTicket | PrintFailure] = queue.Queue()
    jobs = BackgroundJobs("kiosk-job")

    def print_job() -> PrintedTicket | PrintFailure:
        begun.set()
        return answer.get()

    outbox = Outbox(hub, jobs, lambda _: print_job, store, NoReserve())
    told: list[object] = []
    outbox.heard.connect(told.append)
    outbox.run(PrintPaper(TICKET))
    assert begun.wait(PATIENCE / 1000)
    outbox.run(ReportPaperFailed(TICKET.id, "mute", pending=True))
    if comes is not None:
        answer.put(comes)
        qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
        if comes is OUT:
            outbox.run(ConfirmNumber(TICKET.id))
    assert (f"/tickets/{TICKET.id}/printed" in at_restart(store)) is counts
    answer.put(OUT)
    jobs.close()


@pytest.mark.usefixtures("qapp")
def test_a_number_of_the_reserve_stays_begun_while_its_paper_may_still_come(
    hub: HandHub, executor: HandExecutor
) -> None:
    class Own(NoReserve):
        def set_stage(self, ticket: OfflineTicketId, stage: PaperStage) -> None:
            stages.append((ticket, stage))

    stages: list[tuple[OfflineTicketId, PaperStage]] = []
    outbox = Outbox(hub, BackgroundJobs("kiosk-job", executor), lambda _: lambda: OUT, KioskStore(None), Own())
    outbox.run(ReportPaperFailed(OfflineTicketId(3), "mute", pending=True))
    assert stages == []
    outbox.run(ReportPaperFailed(OfflineTicketId(3), "offline"))
    assert stages == [(OfflineTicketId(3), PaperStage.JAMMED)]


def test_a_bug_in_printing_is_trouble_for_the_visitor_and_still_a_bug(qtbot: QtBot, hub: HandHub) -> None:
    def print_job() -> PrintedTicket:
        raise ZeroDivisionError

    jobs = BackgroundJobs("kiosk-job")
    outbox = Outbox(hub, jobs, lambda _: print_job, KioskStore(None), NoReserve())
    told: list[object] = []
    outbox.heard.connect(told.append)
    with qtbot.capture_exceptions() as caught:
        outbox.run(PrintPaper(TICKET))
        qtbot.waitUntil(lambda: bool(caught), timeout=PATIENCE)
    assert told == [PaperFailed(TICKET.id, "fault")]
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    jobs.close()


def test_a_kiosk_that_closes_asks_the_hub_no_further_time(qapp: Any, hub: HandHub, executor: HandExecutor) -> None:
    outbox = errands_of(hub, executor)
    outbox.run(AskHub(NumberRequest("key-1", "dukcapil.ktp", priority=False, lang="id"), 0.0))
    outbox.close()
    qapp.processEvents()
    assert hub.asked == []


def test_a_kiosk_that_closes_is_handed_nothing_back_any_more(qapp: Any) -> None:
    jobs = BackgroundJobs("kiosk-job")
    begun = threading.Event()
    told: list[bool] = []
    jobs.run(lambda: begun.set() or True, told.append)
    assert begun.wait(PATIENCE / 1000)
    jobs.close()
    qapp.processEvents()
    assert told == []


def test_work_runs_off_the_screens_thread_and_its_result_comes_back_on_it(qtbot: QtBot) -> None:
    jobs = BackgroundJobs("kiosk-job")
    seen: list[tuple[int, int]] = []
    jobs.run(threading.get_ident, lambda worked: seen.append((worked, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()
    jobs.close()
