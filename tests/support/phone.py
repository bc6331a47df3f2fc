"""What a phone makes of what it hears on its ticket's stream, as ``web/ticket/watch.js`` does."""

from __future__ import annotations

import msgspec

from hub.live.ticket_watcher import WatchTick
from hub.views.visitor_ticket import TicketChange, VisitorTicket


class Hearing:
    """Folds one message after another."""

    def __init__(self) -> None:
        self.known: VisitorTicket | None = None

    def hear(self, text: str | bytes) -> VisitorTicket | None:
        """How the ticket stands after this message; None when nothing is new."""
        kind = msgspec.json.decode(text, type=dict[str, object]).get("type")
        if kind == "tick":
            msgspec.json.decode(text, type=WatchTick)
            return None
        if kind == "change":
            assert self.known is not None, "a change of what was never told"
            self.known = msgspec.json.decode(text, type=TicketChange).applied(self.known)
        else:
            self.known = msgspec.json.decode(text, type=VisitorTicket)
        return self.known
