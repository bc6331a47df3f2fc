"""Carries out what ``kiosk.taking`` decided: requests to the hub and papers from the printer.

What the hub must come to know (a number counts, its paper failed, nobody wants it) is *owed*: repeated in order, each
with its own idempotency key, until the hub has answered.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, assert_never
from uuid import uuid4

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.jobs import Jobs
from kiosk.taking import (
    Abandon,
    Answered,
    Ask,
    Confirm,
    Effect,
    NotPrinted,
    Print,
    Printed,
    Reclaim,
    ReportFailure,
    Request,
)
from shared.qt.link import Unreachable
from shared.wire import Moved, PrintFailed, Problem, TakeNumber, Ticket

log = logging.getLogger(__name__)

FIRST_RETRY, LAST_RETRY = 500, 8_000
"""Milliseconds until the first and the slowest further attempt to pay what is owed."""

ABANDONED = "abandoned"
"""The reason given for a number that nobody waited for."""

T = TypeVar("T")


@dataclass(frozen=True)
class Paper:
    """A paper that came out: the bytes that the printer got, and the picture that they make."""

    data: bytes
    png: bytes


@dataclass(frozen=True)
class Jam:
    """A paper that did not come out; ``trouble`` is the printer's code for why."""

    trouble: str


class Hub(Protocol):
    """The part of ``shared.qt.link.HubLink`` that errands need."""

    def request(
        self,
        method: str,
        path: str,
        answer: type[T],
        done: Callable[[T | Problem | Unreachable], None],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> None: ...


Press = Callable[[], Paper | Jam]
"""Makes one paper; may take seconds, runs off the screen's thread."""


@dataclass(frozen=True)
class _Debt:
    path: str
    body: msgspec.Struct | None
    key: str


class Errands(QObject):
    """``heard`` carries the inputs that come back: Answered, Printed, NotPrinted."""

    heard = Signal(object)
    paper_came = Signal(int, object)
    """Ticket id and Paper, before ``heard`` says Printed."""

    def __init__(self, hub: Hub, jobs: Jobs, press_for: Callable[[Ticket], Press], parent: QObject | None = None):
        """``press_for`` looks up what the paper says on the screen's thread and gives the work of printing it."""
        super().__init__(parent)
        self._hub, self._jobs, self._press_for = hub, jobs, press_for
        self._debts: deque[_Debt] = deque()
        self._attempts = 0
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._pay)
        self._paying = False

    @property
    def settled(self) -> bool:
        """Whether the hub knows everything that it must."""
        return not self._debts

    def run(self, effect: Effect) -> None:
        match effect:
            case Ask(request, after):
                QTimer.singleShot(round(after * 1000), self, lambda: self._ask(request))
            case Print(ticket):
                self._print(ticket)
            case Confirm(ticket):
                self._owe(_Debt(f"/tickets/{ticket}/printed", None, uuid4().hex))
            case ReportFailure(ticket, trouble):
                self._owe(_Debt(f"/tickets/{ticket}/print-failed", PrintFailed(trouble), uuid4().hex))
            case Abandon(ticket):
                self._owe(_Debt(f"/tickets/{ticket}/print-failed", PrintFailed(ABANDONED), uuid4().hex))
            case Reclaim(request):
                self._owe(_Debt("/tickets", _body(request), request.key))
            case _:
                assert_never(effect)

    def _ask(self, request: Request) -> None:
        def done(answer: Ticket | Problem | Unreachable) -> None:
            self.heard.emit(Answered(request.key, None if isinstance(answer, Unreachable) else answer))

        self._hub.request("POST", "/tickets", Ticket, done, _body(request), request.key)

    def _print(self, ticket: Ticket) -> None:
        def done(made: Paper | Jam) -> None:
            match made:
                case Paper():
                    self.paper_came.emit(ticket.id, made)
                    self.heard.emit(Printed(ticket.id))
                case Jam(trouble):
                    self.heard.emit(NotPrinted(ticket.id, trouble))

        self._jobs.run(self._press_for(ticket), done)

    # --- what is owed -----------------------------------------------------------------------------------------------

    def _owe(self, debt: _Debt) -> None:
        self._debts.append(debt)
        self._pay()

    def _pay(self) -> None:
        if self._paying or not self._debts:
            return
        self._paying = True
        debt = self._debts[0]
        if debt.path == "/tickets":
            self._hub.request("POST", debt.path, Ticket, self._paid, debt.body, debt.key)
        else:
            self._hub.request("POST", debt.path, Moved, self._paid, debt.body, debt.key)

    def _paid(self, answer: Ticket | Moved | Problem | Unreachable) -> None:
        self._paying = False
        if isinstance(answer, Unreachable) or (isinstance(answer, Problem) and answer.status >= 500):
            wait = min(LAST_RETRY, FIRST_RETRY * 2 ** min(self._attempts, 6))
            self._attempts += 1
            self._waiting.start(wait)
            return
        self._attempts = 0
        debt = self._debts.popleft()
        if isinstance(answer, Problem):
            log.warning("the hub refused %s: %s %s", debt.path, answer.code, answer.detail)
        if isinstance(answer, Ticket):
            self._debts.appendleft(_Debt(f"/tickets/{answer.id}/print-failed", PrintFailed(ABANDONED), uuid4().hex))
        self._pay()


def _body(request: Request) -> TakeNumber:
    return TakeNumber(service=request.service, priority=request.priority, lang=request.lang, reserve=True)
