"""Carries out what ``kiosk.taking`` decided: requests to the hub and papers from the printer.

What the hub must come to know (a number counts, its paper failed, nobody wants it) is *owed*: repeated in order, each
with its own idempotency key, until the hub has answered. It is written down (``kiosk.journal``), so that neither a
restart nor a cut of the power forgets a paper that is out.
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

from kiosk.jobs import Jobs
from kiosk.journal import Debt, Journal, JournalError, Stage
from kiosk.paper.outcome import Trouble
from kiosk.taking import (
    Abandon,
    Answered,
    Ask,
    Confirm,
    Draw,
    Drawn,
    Effect,
    NotPrinted,
    Print,
    Printed,
    Reclaim,
    ReportFailure,
    Request,
    Undrawn,
)
from shared.qt.replies import Unreachable
from shared.wire import Code, Moved, PrintFailed, Problem, TakeNumber, Ticket

log = logging.getLogger(__name__)

FIRST_RETRY, LAST_RETRY = 500, 8_000
"""Milliseconds until the first and the slowest further attempt to pay what is owed."""

ABANDONED = "abandoned"
"""The reason given for a number that nobody waited for."""

TICKETS = "/tickets"

_STAGES: dict[type[Effect], Stage] = {
    Confirm: Stage.COUNTS,
    ReportFailure: Stage.JAMMED,
    Abandon: Stage.UNWANTED,
}

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
    begun: bool = False
    """The paper was begun: it, or a piece with the number, may be out or still come out."""


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


class Own(Protocol):
    """The part of ``kiosk.reserve.Reserve`` that errands need."""

    def draw(self, request: Request) -> Drawn | Undrawn: ...

    def begin(self, ticket: int) -> None: ...

    def reaches(self, ticket: int, stage: Stage) -> None: ...


class Errands(QObject):
    """``heard`` carries the inputs that come back: Answered, Drawn, Undrawn, Printed, NotPrinted."""

    heard = Signal(object)
    paper_came = Signal(int, object)
    """Ticket id and Paper, before ``heard`` says Printed; not of a paper whose visitor did not wait for it."""

    def __init__(
        self,
        hub: Hub,
        jobs: Jobs,
        press_for: Callable[[Ticket], Press],
        journal: Journal,
        own: Own,
        parent: QObject | None = None,
    ) -> None:
        """``press_for`` looks up what the paper says on the screen's thread and gives the work of printing it. What an
        earlier run still owed is owed on."""
        super().__init__(parent)
        self._hub, self._jobs, self._press_for, self._journal, self._own = hub, jobs, press_for, journal, own
        self._debts: deque[Debt] = deque(journal.debts())
        self._attempts = 0
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._pay)
        self._paying = False
        self._closed = False
        self._wanted: set[int] = set()
        """Tickets whose visitors wait for the paper."""
        self._gate = threading.Lock()

    @property
    def settled(self) -> bool:
        """Whether the hub knows everything that it must."""
        return not self._debts

    def run(self, effect: Effect) -> None:
        if isinstance(effect, Confirm | Abandon):
            with self._gate:
                self._wanted.discard(effect.ticket)
        match effect:
            case Ask(request, after):
                QTimer.singleShot(round(after * 1000), self, lambda: self._ask(request))
            case Draw(request):
                self.heard.emit(self._own.draw(request))
            case Print(ticket):
                self._print(ticket)
            case ReportFailure(ticket, _, pending=True) if ticket < 0:
                pass  # the journal has it as begun, which is the truth
            case Confirm(ticket) | ReportFailure(ticket) | Abandon(ticket) if ticket < 0:
                self._own.reaches(ticket, _STAGES[type(effect)])
            case Confirm(ticket):
                self._owe(_printed(ticket), None)
            case ReportFailure(ticket, trouble, pending):
                self._owe(_failed(ticket), PrintFailed(trouble), instead_of=None if pending else _printed(ticket))
            case Abandon(ticket):
                self._owe(_failed(ticket), PrintFailed(ABANDONED))
            case Reclaim(request):
                self._owe(TICKETS, _body(request), request.key)
            case _:
                assert_never(effect)

    def _ask(self, request: Request) -> None:
        if self._closed:
            return

        def done(answer: Ticket | Problem | Unreachable) -> None:
            self.heard.emit(Answered(request.key, None if isinstance(answer, Unreachable) else answer))

        self._hub.request("POST", "/tickets", Ticket, done, _body(request), request.key)

    def _print(self, ticket: Ticket) -> None:
        press = self._press_for(ticket)

        def work() -> Paper | Jam | None:
            """None: whoever wanted the paper went while it waited for others, so it is not begun."""
            with self._gate:
                if ticket.id not in self._wanted:
                    return None
                jam = self._begun(ticket.id)
            return jam or press()

        self._wanted.add(ticket.id)
        self._jobs.run(
            work,
            lambda made: self._pressed(ticket.id, made),
            lambda: self._pressed(ticket.id, Jam(Trouble.FAULT.value)),
        )

    def _pressed(self, ticket: int, made: Paper | Jam | None) -> None:
        match made:
            case Paper():
                if ticket in self._wanted:
                    self.paper_came.emit(ticket, made)
                self.heard.emit(Printed(ticket))
            case Jam(trouble, begun):
                self.heard.emit(NotPrinted(ticket, trouble, begun))
                if not begun:
                    self._not_out(ticket)

    def _begun(self, ticket: int) -> Jam | None:
        """Notes that a paper may be on its way out from now on: after a sudden end the number counts."""
        try:
            if ticket < 0:
                self._own.begin(ticket)
            else:
                self._journal.owe(_printed(ticket), "", uuid4().hex, due=False)
        except JournalError:
            log.exception("the journal does not take that a paper is begun")
            return Jam("disk_full") if ticket < 0 else None
        return None

    def _not_out(self, ticket: int) -> None:
        """No paper is foreseen any more."""
        try:
            self._journal.strike_foreseen(_printed(ticket))
        except JournalError:
            log.exception("a paper that did not come out stays foreseen: after a restart its number counts")

    # --- what is owed -----------------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Goes on with what an earlier run owed."""
        self._pay()

    def close(self) -> None:
        """The next run goes on with what is owed. Nobody is asked any more, also where a further try was due."""
        self._waiting.stop()
        self._closed = True

    def _owe(
        self,
        path: str,
        body: msgspec.Struct | None,
        key: str | None = None,
        *,
        instead_of: str | None = None,
        first: bool = False,
    ) -> None:
        """The debt takes the place of the one that was only foreseen, by default the same one."""
        told = "" if body is None else msgspec.json.encode(body).decode()
        try:
            debt = self._journal.owe(path, told, key or uuid4().hex, instead_of=instead_of or path)
        except JournalError:
            log.exception("what is owed could not be written down: it is forgotten if the kiosk ends")
            debt = Debt(0, path, told, key or uuid4().hex)
        if first:
            self._debts.appendleft(debt)
        else:
            self._debts.append(debt)
        self._pay()

    def _pay(self) -> None:
        if self._paying or not self._debts:
            return
        self._paying = True
        debt = self._debts[0]
        if debt.path == TICKETS:
            taken = msgspec.json.decode(debt.body, type=TakeNumber)
            self._hub.request("POST", debt.path, Ticket, self._paid, taken, debt.key)
        else:
            failed = msgspec.json.decode(debt.body, type=PrintFailed) if debt.body else None
            self._hub.request("POST", debt.path, Moved, self._paid, failed, debt.key)

    def _paid(self, answer: Ticket | Moved | Problem | Unreachable) -> None:
        self._paying = False
        if isinstance(answer, Unreachable) or (isinstance(answer, Problem) and _passes(answer)):
            wait = min(LAST_RETRY, FIRST_RETRY * 2 ** min(self._attempts, 6))
            self._attempts += 1
            self._waiting.start(wait)
            return
        self._attempts = 0
        debt = self._debts.popleft()
        if isinstance(answer, Problem):
            log.warning("the hub refused %s: %s %s", debt.path, answer.code, answer.detail)
        if isinstance(answer, Ticket):
            self._paying = True  # not before this debt is struck out
            self._owe(_failed(answer.id), PrintFailed(ABANDONED), first=True)
            self._paying = False
        try:
            self._journal.paid(debt.id)
        except JournalError:
            log.exception("a paid debt could not be struck out; paying it again is harmless")
        self._pay()


def _passes(problem: Problem) -> bool:
    """Whether the same may succeed later: the hub is in trouble, or it does not know this kiosk until it is paired
    again."""
    return problem.status >= 500 or problem.code is Code.UNAUTHORIZED


def _body(request: Request) -> TakeNumber:
    return TakeNumber(service=request.service, priority=request.priority, lang=request.lang, reserve=True)


def _printed(ticket: int) -> str:
    return f"/tickets/{ticket}/printed"


def _failed(ticket: int) -> str:
    return f"/tickets/{ticket}/print-failed"
