"""Carries out the effects of ``kiosk.issuing.states``: requests to the hub and papers from the printer.

Reports that the hub must receive (a number counts, its paper failed, nobody wants it) form an outbox: sent in order,
each with its own idempotency key, and repeated until the hub has answered. They are in ``kiosk.issuing.store``, so
that a restart or a power cut loses none of them.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, assert_never
from uuid import uuid4

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.issuing.states import (
    AbandonNumber,
    AskHub,
    ConfirmNumber,
    HubAnswered,
    IssuingEffect,
    NumberRequest,
    OfflineNumberDenied,
    OfflineNumberTaken,
    PaperFailed,
    PaperPrinted,
    PrintPaper,
    ReclaimRequest,
    ReportPaperFailed,
    TakeOfflineNumber,
)
from kiosk.issuing.store import KioskStore, KioskStoreError, PaperStage, PendingReport
from kiosk.paper.outcome import PrinterTrouble
from kiosk.tickets import IssuedTicket, OfflineTicketId, TicketId
from shared.qt.backoff import BackOff
from shared.qt.jobs import BackgroundJobs
from shared.qt.replies import Unreachable
from shared.wire import Code, Moved, PrintFailed, Problem, TakeNumber, Ticket

log = logging.getLogger(__name__)

FIRST_RETRY_MS, LAST_RETRY_MS = 500, 8_000
"""Milliseconds until the first and the slowest further attempt to send a report."""

ABANDONED = "abandoned"
"""The reason given for a number that nobody waited for."""

TICKETS = "/tickets"

_STAGES: dict[type[IssuingEffect], PaperStage] = {
    ConfirmNumber: PaperStage.COUNTS,
    ReportPaperFailed: PaperStage.JAMMED,
    AbandonNumber: PaperStage.UNWANTED,
}

T = TypeVar("T")


@dataclass(frozen=True)
class PrintedTicket:
    """A paper that came out: the bytes that the printer got, and the picture that they make."""

    data: bytes
    png: bytes


@dataclass(frozen=True)
class PrintFailure:
    """A paper that did not come out; ``trouble`` is the printer's code for why."""

    trouble: str
    begun: bool = False
    """The paper was begun: it, or a piece with the number, may be out or still come out."""


class HubRequests(Protocol):
    """The part of ``shared.qt.link.HubLink`` that the outbox needs."""

    def request(
        self,
        method: str,
        path: str,
        answer: type[T],
        done: Callable[[T | Problem | Unreachable], None],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> None: ...


PrintJob = Callable[[], PrintedTicket | PrintFailure]
"""Makes one paper; may take seconds, runs off the screen's thread."""


class OfflineNumberSource(Protocol):
    """The part of ``kiosk.issuing.offline_numbers.OfflineNumberPool`` that the outbox needs."""

    def take(self, request: NumberRequest) -> OfflineNumberTaken | OfflineNumberDenied: ...

    def begin(self, ticket: OfflineTicketId) -> None: ...

    def set_stage(self, ticket: OfflineTicketId, stage: PaperStage) -> None: ...


class Outbox(QObject):
    """``heard`` carries the inputs that come back from hub, offline numbers and printer."""

    heard = Signal(object)
    paper_came = Signal(object, object)
    """TicketId and PrintedTicket, before ``heard`` says PaperPrinted; not of a paper for which nobody waits."""

    def __init__(
        self,
        hub: HubRequests,
        jobs: BackgroundJobs,
        job_for: Callable[[IssuedTicket], PrintJob],
        store: KioskStore,
        offline_numbers: OfflineNumberSource,
        parent: QObject | None = None,
    ) -> None:
        """``job_for`` looks up what the paper says on the screen's thread and gives the job that prints it. Reports of
        an earlier run that are still pending are sent, too."""
        super().__init__(parent)
        self._hub, self._jobs, self._job_for, self._store, self._numbers = hub, jobs, job_for, store, offline_numbers
        self._pending: deque[PendingReport] = deque(store.pending_reports())
        self._retries = BackOff(self._flush, FIRST_RETRY_MS, LAST_RETRY_MS, parent=self)
        self._flushing = False
        self._closed = False
        self._wanted: set[TicketId] = set()
        """Tickets whose visitors wait for the paper."""
        self._wanted_lock = threading.Lock()

    @property
    def settled(self) -> bool:
        """Whether the hub has received every report."""
        return not self._pending

    def run(self, effect: IssuingEffect) -> None:
        if isinstance(effect, ConfirmNumber | AbandonNumber):
            with self._wanted_lock:
                self._wanted.discard(effect.ticket)
        match effect:
            case AskHub(request, after):
                QTimer.singleShot(round(after * 1000), self, lambda: self._ask(request))
            case TakeOfflineNumber(request):
                self.heard.emit(self._numbers.take(request))
            case PrintPaper(ticket):
                self._print(ticket)
            case ConfirmNumber(ticket) | ReportPaperFailed(ticket) | AbandonNumber(ticket):
                self._report(ticket, effect)
            case ReclaimRequest(request):
                self._enqueue(TICKETS, _body(request), request.key)
            case _:
                assert_never(effect)

    def _report(self, ticket: TicketId, effect: ConfirmNumber | ReportPaperFailed | AbandonNumber) -> None:
        """A hub's ticket goes to the outbox, an offline ticket to its row in the store, which is uploaded later."""
        match ticket, effect:
            case OfflineTicketId(), ReportPaperFailed(pending=True):
                pass  # the store has it as begun, which is true
            case OfflineTicketId(), _:
                self._numbers.set_stage(ticket, _STAGES[type(effect)])
            case _, ConfirmNumber():
                self._enqueue(_printed_path(ticket), None)
            case _, ReportPaperFailed(_, trouble, pending):
                replaced = None if pending else _printed_path(ticket)
                self._enqueue(_failed_path(ticket), PrintFailed(trouble), instead_of=replaced)
            case _, AbandonNumber():
                self._enqueue(_failed_path(ticket), PrintFailed(ABANDONED))
            case _:
                assert_never(effect)

    def _ask(self, request: NumberRequest) -> None:
        if self._closed:
            return

        def done(answer: Ticket | Problem | Unreachable) -> None:
            self.heard.emit(HubAnswered(request.key, None if isinstance(answer, Unreachable) else answer))

        self._hub.request("POST", "/tickets", Ticket, done, _body(request), request.key)

    def _print(self, ticket: IssuedTicket) -> None:
        print_job = self._job_for(ticket)

        def work() -> PrintedTicket | PrintFailure | None:
            """None: the visitor left while the job waited for others, so it is not begun."""
            with self._wanted_lock:
                if ticket.id not in self._wanted:
                    return None
                failure = self._note_begun(ticket.id)
            return failure or print_job()

        self._wanted.add(ticket.id)
        self._jobs.run(
            work,
            lambda made: self._printed_or_failed(ticket.id, made),
            lambda: self._printed_or_failed(ticket.id, PrintFailure(PrinterTrouble.FAULT.value)),
        )

    def _printed_or_failed(self, ticket: TicketId, made: PrintedTicket | PrintFailure | None) -> None:
        match made:
            case PrintedTicket():
                if ticket in self._wanted:
                    self.paper_came.emit(ticket, made)
                self.heard.emit(PaperPrinted(ticket))
            case PrintFailure(trouble, begun):
                self.heard.emit(PaperFailed(ticket, trouble, begun))
                if not begun:
                    self._drop_provisional(ticket)

    def _note_begun(self, ticket: TicketId) -> PrintFailure | None:
        """Stores that a paper may be on its way out from now on: after a sudden end the number counts. An offline
        ticket of which that cannot be stored is not printed."""
        try:
            match ticket:
                case OfflineTicketId():
                    self._numbers.begin(ticket)
                case int():
                    self._store.enqueue(_printed_path(ticket), "", uuid4().hex, due=False)
                case _:
                    assert_never(ticket)
        except KioskStoreError:
            log.exception("it could not be stored that a paper is begun")
            return PrintFailure("disk_full") if isinstance(ticket, OfflineTicketId) else None
        return None

    def _drop_provisional(self, ticket: TicketId) -> None:
        """Deletes the provisional report of a paper that did not come out; an offline ticket has none."""
        if isinstance(ticket, OfflineTicketId):
            return
        try:
            self._store.delete_provisional(_printed_path(ticket))
        except KioskStoreError:
            log.exception("a provisional report could not be deleted: after a restart the number counts")

    # --- pending reports --------------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Sends what an earlier run left pending."""
        self._flush()

    def close(self) -> None:
        """Stops sending; the next run goes on with what is pending."""
        self._retries.stop()
        self._closed = True

    def _enqueue(
        self,
        path: str,
        body: msgspec.Struct | None,
        key: str | None = None,
        *,
        instead_of: str | None = None,
        first: bool = False,
    ) -> None:
        """Adds a report in the place of its provisional one, by default the one with the same ``path``."""
        told = "" if body is None else msgspec.json.encode(body).decode()
        try:
            report = self._store.enqueue(path, told, key or uuid4().hex, instead_of=instead_of or path)
        except KioskStoreError:
            log.exception("a report could not be stored: it is lost if the kiosk ends")
            report = PendingReport(0, path, told, key or uuid4().hex)
        if first:
            self._pending.appendleft(report)
        else:
            self._pending.append(report)
        self._flush()

    def _flush(self) -> None:
        if self._flushing or not self._pending:
            return
        self._flushing = True
        report = self._pending[0]
        if report.path == TICKETS:
            taken = msgspec.json.decode(report.body, type=TakeNumber)
            self._hub.request("POST", report.path, Ticket, self._acknowledged, taken, report.key)
        else:
            failed = msgspec.json.decode(report.body, type=PrintFailed) if report.body else None
            self._hub.request("POST", report.path, Moved, self._acknowledged, failed, report.key)

    def _acknowledged(self, answer: Ticket | Moved | Problem | Unreachable) -> None:
        self._flushing = False
        if isinstance(answer, Unreachable) or (isinstance(answer, Problem) and _is_transient(answer)):
            self._retries.retry()
            return
        self._retries.reset()
        report = self._pending.popleft()
        if isinstance(answer, Problem):
            log.warning("the hub refused %s: %s %s", report.path, answer.code, answer.detail)
        if isinstance(answer, Ticket):
            self._flushing = True  # not before this report is deleted
            self._enqueue(_failed_path(answer.id), PrintFailed(ABANDONED), first=True)
            self._flushing = False
        try:
            self._store.delete_report(report.id)
        except KioskStoreError:
            log.exception("a delivered report could not be deleted; sending it again is harmless")
        self._flush()


def _is_transient(problem: Problem) -> bool:
    """Whether the same may succeed later: the hub is in trouble, or it does not know this kiosk until it is paired
    again."""
    return problem.status >= 500 or problem.code is Code.UNAUTHORIZED


def _body(request: NumberRequest) -> TakeNumber:
    return TakeNumber(service=request.service, priority=request.priority, lang=request.lang, reserve=True)


def _printed_path(ticket: int) -> str:
    return f"/tickets/{ticket}/printed"


def _failed_path(ticket: int) -> str:
    return f"/tickets/{ticket}/print-failed"
