"""The ticket screen: the visitor's number, and what follows for them. Pure."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from kiosk import wording
from kiosk.screens import cards
from kiosk.tickets import IssuedTicket, OfflineTicket
from shared.texts import pick, text
from shared.wire import Hall, Ticket
from shared.wording.places import counters


class TicketProps(Struct, frozen=True):
    """The visitor's number as the screen says it."""

    label: str = ""
    service: str = ""
    agency: str = ""
    ahead: str = ""
    minutes: str = ""
    """Empty where there is no minute to wait, or nobody knows."""
    counters: str = ""
    """ "1–4": where the visitor will be called to."""
    called_to: str = ""
    """What ``counters`` is, one counter or several, and where they are: "loket · lantai 2"."""
    priority: bool = False
    reserve: bool = False
    """The kiosk gave it by itself: nothing is known about the wait."""
    printing: bool = False
    noted: bool = False
    page: str = ""
    """Address of the number's own page, for a QR on the screen where no paper has one; else empty."""


def ticket_props(
    hall: Hall, ticket: IssuedTicket, service_code: str, lang: str, printing: bool, noted: bool
) -> TicketProps:
    service = hall.service(service_code)
    agency = hall.agency(ticket.agency)
    faces = cards.serving(hall, ticket.agency, service_code)
    names, place = counters(lang, hall.site, faces)
    match ticket:
        case Ticket():
            ahead, minutes = str(ticket.ahead), wording.minutes(ticket.estimate)
        case OfflineTicket():
            ahead, minutes = "", 0
        case _:
            assert_never(ticket)
    called_to = text(lang, "kiosk.ticket.counter" if len(faces) == 1 else "kiosk.ticket.counters")
    return TicketProps(
        label=ticket.label,
        service=pick(service.name, lang) if service else "",
        agency=pick(agency.short, lang) if agency else "",
        ahead=ahead,
        minutes=f"± {minutes}" if minutes else "",
        counters=names,
        called_to=f"{called_to} · {place}" if place else called_to,
        priority=ticket.priority,
        reserve=isinstance(ticket, OfflineTicket),
        printing=printing,
        noted=noted,
        page=page_of(ticket) if noted else "",
    )


def page_of(ticket: IssuedTicket) -> str:
    """Empty for a number of the reserve that was made before the hub ever told where its pages are."""
    return ticket.url if "://" in ticket.url else ""
