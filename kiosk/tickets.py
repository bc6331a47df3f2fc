"""Tickets as the kiosk knows them: the hub's, and those that it gave by itself while the hub was unreachable. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, assert_never

from shared.wire import Ticket


@dataclass(frozen=True)
class OfflineTicketId:
    """``row`` is the number's id in ``kiosk.issuing.store``: the hub has given it none yet."""

    row: int


TicketId: TypeAlias = int | OfflineTicketId
"""An ``int`` is the hub's own."""


@dataclass(frozen=True)
class OfflineTicket:
    """What screen and paper say of an offline number. It has no place in the line and no estimate."""

    id: OfflineTicketId
    label: str
    agency: str
    service: str
    service_date: date
    priority: bool
    lang: str
    issued_at: datetime
    url: str
    """Address of the ticket's own page; without a scheme where the hub's address was never known."""


IssuedTicket: TypeAlias = Ticket | OfflineTicket


def service_of(ticket: IssuedTicket) -> str:
    """Code of the service that the ticket was taken for."""
    match ticket:
        case Ticket():
            return ticket.steps[0].service
        case OfflineTicket():
            return ticket.service
        case _:
            assert_never(ticket)
