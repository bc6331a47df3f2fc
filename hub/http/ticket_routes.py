"""What kiosks, officers and visitors ask about tickets."""

from __future__ import annotations

from hub.commands import reserves, tickets, transfer
from hub.http.routes import ANYONE, CommandRoute, Exchange, ReadRoute, Route
from hub.http.ticket_search import SEARCHED_BY, search_tickets
from hub.outcomes import Refused
from hub.roles import KIOSK_CALLERS, KIOSKS, STAFF
from hub.store.tickets import ticket as stored_ticket
from hub.store.tickets import ticket_by_token
from hub.views.visitor_ticket import VisitorTicket, VisitorTickets
from shared.wire import (
    Code,
    Moved,
    PrintFailed,
    Role,
    TakeNumber,
    Ticket,
    TransferTicket,
    Visit,
)
from shared.wire.offline import OfflineNumbers, RequestOfflineNumbers, UploadNumbers, UploadResult


def ticket(exchange: Exchange[None], ticket: int) -> Ticket | Refused:
    """A kiosk sees its own tickets only."""
    hub, actor = exchange.hub, exchange.actor
    found = stored_ticket(hub.reader, ticket)
    if found is None or (actor.role is Role.KIOSK and found.source != str(actor)):
        return Refused(Code.UNKNOWN_TICKET, f"no ticket {ticket}")
    return tickets.whole_from(hub.reader, found, hub.address_of)


def visitors_ticket(exchange: Exchange[None], token: str) -> VisitorTicket | Refused:
    hub = exchange.hub
    with VisitorTickets(hub.reader, hub.conditions).reading() as visitors:
        found = ticket_by_token(hub.reader, token)
        return visitors.of(found) if found else Refused(Code.UNKNOWN_TICKET, "no ticket with this address")


TICKETS: tuple[Route, ...] = (
    CommandRoute(
        "POST",
        "/tickets",
        "Take a number",
        KIOSK_CALLERS,
        tickets.take_number,
        body=TakeNumber,
        answer=Ticket,
        status=201,
    ),
    ReadRoute(
        "GET",
        "/tickets",
        "Today's tickets with a number, or the one behind a paper's QR",
        STAFF,
        search_tickets,
        answer=tuple[Visit, ...],
        query=SEARCHED_BY,
    ),
    CommandRoute(
        "POST",
        "/reserves",
        "Numbers that this kiosk may give while the hub is away",
        KIOSKS,
        reserves.ask_reserve,
        body=RequestOfflineNumbers,
        answer=OfflineNumbers,
    ),
    CommandRoute(
        "POST",
        "/tickets/hand-in",
        "Numbers that this kiosk gave while the hub was away",
        KIOSKS,
        reserves.hand_in,
        body=UploadNumbers,
        answer=UploadResult,
    ),
    ReadRoute(
        "GET", "/tickets/{ticket:int}", "A ticket; a kiosk sees its own", KIOSK_CALLERS | STAFF, ticket, answer=Ticket
    ),
    CommandRoute(
        "POST",
        "/tickets/{ticket:int}/printed",
        "The paper is out: the number waits",
        KIOSK_CALLERS,
        tickets.printed,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/tickets/{ticket:int}/print-failed",
        "No paper: the number does not wait",
        KIOSK_CALLERS,
        tickets.print_failed,
        body=PrintFailed,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/tickets/{ticket:int}/cancel",
        "The visitor does not wait any more",
        KIOSK_CALLERS,
        tickets.cancel,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/tickets/{ticket:int}/revive",
        "The visitor is back, or wants the void number after all",
        KIOSK_CALLERS | STAFF,
        tickets.revive,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/tickets/{ticket:int}/transfer",
        "A waiting visitor goes to another service instead",
        STAFF,
        transfer.transfer_waiting,
        body=TransferTicket,
        answer=Moved,
    ),
    CommandRoute(
        "POST",
        "/tickets/{ticket:int}/reprint",
        "Have the kiosk print it once more",
        STAFF,
        tickets.reprint,
        answer=Moved,
    ),
    ReadRoute("GET", "/t/{token}", "The visitor's own ticket", ANYONE, visitors_ticket, answer=VisitorTicket),
)
