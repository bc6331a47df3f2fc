"""Papers that staff asks for once more: the office names a ticket, and the kiosk that printed it prints it again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject

from kiosk.errands import Jam, Paper, Press
from kiosk.jobs import Jobs
from shared.qt.link import HubLink
from shared.qt.replies import Unreachable
from shared.wire import Event, EventKind, Problem, Ticket

log = logging.getLogger(__name__)


class Reprints(QObject):
    """Every kiosk hears of every wish; the hub shows a ticket only to the kiosk that gave it."""

    def __init__(self, link: HubLink, jobs: Jobs, press_again: Callable[[Ticket], Press]) -> None:
        super().__init__()
        self._link, self._jobs, self._press_again = link, jobs, press_again
        link.happened.connect(self._heard)

    def _heard(self, event: Event) -> None:
        if event.kind == EventKind.TICKET_REPRINT_WANTED and event.ticket is not None:
            self._link.request("GET", f"/tickets/{event.ticket.id}", Ticket, self._print)

    def _print(self, answer: Ticket | Problem | Unreachable) -> None:
        if isinstance(answer, Ticket):
            self._jobs.run(self._press_again(answer), self._done)

    def _done(self, made: Paper | Jam) -> None:
        """What became of it; that the printer has trouble the hub learns from the device's state."""
        if isinstance(made, Jam):
            log.warning("a paper that staff asked for did not come out: %s", made.trouble)
