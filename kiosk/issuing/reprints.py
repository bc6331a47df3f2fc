"""Papers that staff asks for once more: the office names a ticket, and the kiosk that printed it prints it again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.issuing.outbox import PrintedTicket, PrintFailure, PrintJob
from shared.qt.jobs import BackgroundJobs
from shared.qt.link import HubLink
from shared.qt.replies import Unreachable
from shared.wire import Event, EventKind, Problem, Ticket

log = logging.getLogger(__name__)


class Reprints(QObject):
    """Every kiosk hears of every wish; the hub shows a ticket only to the kiosk that gave it."""

    def __init__(self, link: HubLink, jobs: BackgroundJobs, reprint_job: Callable[[Ticket], PrintJob]) -> None:
        super().__init__()
        self._link, self._jobs, self._reprint_job = link, jobs, reprint_job
        link.happened.connect(self._heard)

    def _heard(self, event: Event) -> None:
        if event.kind == EventKind.TICKET_REPRINT_WANTED and event.ticket is not None:
            self._link.request("GET", f"/tickets/{event.ticket.id}", Ticket, self._print)

    def _print(self, answer: Ticket | Problem | Unreachable) -> None:
        if isinstance(answer, Ticket):
            self._jobs.run(self._reprint_job(answer), self._done)

    def _done(self, made: PrintedTicket | PrintFailure) -> None:
        """What became of it; that the printer has trouble the hub learns from the device's state."""
        if isinstance(made, PrintFailure):
            log.warning("a paper that staff asked for did not come out: %s", made.trouble)
