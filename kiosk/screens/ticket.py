"""The ticket screen: the visitor's number, and what follows for them. Pure."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from kiosk import wording
from kiosk.screens import cards, screen_reader
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
    offline: bool = False
    """An offline number: nothing is known about the wait."""
    printing: bool = False
    noted: bool = False
    qr: str = ""
    """QR of the number's own page as an Image's source, where no paper has one; else empty."""
    paper: str = ""
    """Picture of the paper as an Image's source; empty before it is out."""
    spoken_number: str = ""
    """ "Nomor antrean Anda A-001": the number with what it is, for a screen reader."""
    spoken_counters: str = ""
    """ "loket 1–4, lantai 2": where the number will be called to; empty where no counter is known."""


def ticket_props(
    hall: Hall, ticket: IssuedTicket, service_code: str, lang: str, printing: bool, noted: bool, paper: str = ""
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
        offline=isinstance(ticket, OfflineTicket),
        printing=printing,
        noted=noted,
        qr=qr_of(ticket) if noted else "",
        paper=paper,
        spoken_number=f"{text(lang, 'kiosk.ticket.title')} {ticket.label}",
        spoken_counters=screen_reader.spoken_choice(lang, f"{called_to} {names}", place) if names else "",
    )


def qr_of(ticket: IssuedTicket) -> str:
    """QR of the ticket's own page; empty for an offline ticket from before the hub told where its pages are."""
    return qr_source(ticket.url) if "://" in ticket.url else ""


def qr_source(address: str) -> str:
    """A QR as an Image's source (``qr_images``); in hexadecimal, since Qt tidies what looks like a URL."""
    return f"image://code/{address.encode().hex()}" if address else ""
