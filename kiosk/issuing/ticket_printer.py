"""From a taken number to its paper: collects what the paper says and makes the job that prints it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import assert_never

from kiosk.issuing.outbox import PrintedTicket, PrintFailure, PrintJob
from kiosk.paper.encode import encode
from kiosk.paper.outcome import JobFailed, JobPrinted, PrinterTrouble
from kiosk.paper.printers import Printer
from kiosk.paper.receipt import PaperEdition, ReceiptContent, receipt
from kiosk.paper.render import picture
from kiosk.screens.cards import serving
from kiosk.tickets import IssuedTicket, OfflineTicket, TicketId, service_of
from shared.wire import Hall, Ticket

log = logging.getLogger(__name__)


class TicketPrinter:
    """Prints on one printer. A second paper of a number is marked as a reprint where a piece of the first may exist."""

    def __init__(
        self,
        printer: Printer,
        hall: Callable[[], Hall | None],
        logo: Callable[[int, int], bytes | None] = lambda _width, _height: None,
    ) -> None:
        """``logo`` gives the hall's own as PNG, within so many pixels of width and height."""
        self._printer, self._hall, self._logo = printer, hall, logo
        self._begun: set[TicketId] = set()
        """Tickets of which a piece of paper may have come out."""

    def reprint_job(self, ticket: Ticket) -> PrintJob:
        """The same for a paper that came out before."""
        return self._job(ticket, again=True)

    def job_for(self, ticket: IssuedTicket) -> PrintJob:
        return self._job(ticket, again=ticket.id in self._begun)

    def _job(self, ticket: IssuedTicket, again: bool) -> PrintJob:
        slip = self._slip(ticket, again)
        if slip is None:
            log.error("no paper of %s: the hall has no service %s any more", ticket.label, service_of(ticket))
            return lambda: PrintFailure(PrinterTrouble.FAULT.value)
        return lambda: self._make(slip)

    def _slip(self, ticket: IssuedTicket, again: bool) -> ReceiptContent | None:
        """None where the hall changed meanwhile, so that nobody can say what the paper says."""
        hall = self._hall()
        service_code = service_of(ticket)
        service = hall.service(service_code) if hall else None
        agency = hall.agency(ticket.agency) if hall else None
        if hall is None or service is None or agency is None:
            return None
        return ReceiptContent(
            ticket=ticket,
            site=hall.site,
            agency=agency,
            service=service,
            counters=serving(hall, ticket.agency, service_code),
            lang=ticket.lang,
            demonstration=hall.always_open,
            edition=_edition(ticket, again),
            logo=self._logo(hall.site.paper.dots, hall.site.paper.dots),
        )

    def _make(self, slip: ReceiptContent) -> PrintedTicket | PrintFailure:
        """Drawn before it is printed: what fails here fails while there is no paper."""
        data = encode(receipt(slip), slip.site.paper)
        png = picture(data, slip.site.paper)
        number, before = slip.ticket.id, slip.ticket.id in self._begun
        self._begun.add(number)
        match self._printer.print(data):
            case JobPrinted():
                self._begun.discard(number)
                return PrintedTicket(data, png)
            case JobFailed(reason, detail, started):
                what = "may be out" if started else "did not come out"
                log.warning("the paper of %s %s: %s (%s)", slip.ticket.label, what, reason, detail)
                if not started and not before:
                    self._begun.discard(number)
                return PrintFailure(reason.value, started)


def _edition(ticket: IssuedTicket, again: bool) -> PaperEdition:
    match ticket:
        case Ticket():
            return PaperEdition.REPRINT if again else PaperEdition.FIRST
        case OfflineTicket():
            return PaperEdition.OFFLINE_AGAIN if again else PaperEdition.OFFLINE
        case _:
            assert_never(ticket)
