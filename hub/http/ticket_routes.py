"""What kiosks, officers and visitors ask about tickets."""

from __future__ import annotations

from hub.commands import reserves, tickets, transfer
from hub.http import lookup, queries
from hub.http.routes import ANYONE, Asked, Route
from hub.roles import KIOSK_CALLERS, KIOSKS, STAFF
from hub.views.visitor_ticket import VisitorTicket
from shared.wire import (
    Moved,
    PrintFailed,
    TakeNumber,
    Ticket,
    TransferTicket,
    Visit,
)
from shared.wire.offline import OfflineNumbers, RequestOfflineNumbers, UploadNumbers, UploadResult

_TICKET = ("ticket",)

TICKETS: tuple[Route, ...] = (
    Route(
        "POST",
        "/tickets",
        "Take a number",
        KIOSK_CALLERS,
        command=tickets.take_number,
        body=TakeNumber,
        answer=Ticket,
        status=201,
    ),
    Route(
        "GET",
        "/tickets",
        "Today's tickets with a number, or the one behind a paper's QR",
        STAFF,
        query=lookup.asked,
        answer=tuple[Visit, ...],
        asks=(
            Asked("number", "As it is said: A-013, a13 or 13", {"type": "string"}),
            Asked("token", "Instead of the number: the last part of the address in the QR", {"type": "string"}),
        ),
    ),
    Route(
        "POST",
        "/reserves",
        "Numbers that this kiosk may give while the hub is away",
        KIOSKS,
        command=reserves.ask_reserve,
        body=RequestOfflineNumbers,
        answer=OfflineNumbers,
    ),
    Route(
        "POST",
        "/tickets/hand-in",
        "Numbers that this kiosk gave while the hub was away",
        KIOSKS,
        command=reserves.hand_in,
        body=UploadNumbers,
        answer=UploadResult,
    ),
    Route(
        "GET",
        "/tickets/{ticket}",
        "A ticket; a kiosk sees its own",
        KIOSK_CALLERS | STAFF,
        query=queries.ticket,
        answer=Ticket,
        values=_TICKET,
    ),
    Route(
        "POST",
        "/tickets/{ticket}/printed",
        "The paper is out: the number waits",
        KIOSK_CALLERS,
        command=tickets.printed,
        answer=Moved,
        values=_TICKET,
    ),
    Route(
        "POST",
        "/tickets/{ticket}/print-failed",
        "No paper: the number does not wait",
        KIOSK_CALLERS,
        command=tickets.print_failed,
        body=PrintFailed,
        answer=Moved,
        values=_TICKET,
    ),
    Route(
        "POST",
        "/tickets/{ticket}/cancel",
        "The visitor does not wait any more",
        KIOSK_CALLERS,
        command=tickets.cancel,
        answer=Moved,
        values=_TICKET,
    ),
    Route(
        "POST",
        "/tickets/{ticket}/revive",
        "The visitor is back, or wants the void number after all",
        KIOSK_CALLERS | STAFF,
        command=tickets.revive,
        answer=Moved,
        values=_TICKET,
    ),
    Route(
        "POST",
        "/tickets/{ticket}/transfer",
        "A waiting visitor goes to another service instead",
        STAFF,
        command=transfer.transfer_waiting,
        body=TransferTicket,
        answer=Moved,
        values=_TICKET,
    ),
    Route(
        "POST",
        "/tickets/{ticket}/reprint",
        "Have the kiosk print it once more",
        STAFF,
        command=tickets.reprint,
        answer=Moved,
        values=_TICKET,
    ),
    Route(
        "GET",
        "/t/{token}",
        "The visitor's own ticket",
        ANYONE,
        query=queries.visitors_ticket,
        answer=VisitorTicket,
        values=("token",),
    ),
)
