"""Looking up what somebody names at a desk: a number as it is said, found among today's tickets."""

from __future__ import annotations

from hub.http.routes import Exchange
from hub.rules.openness import service_date
from hub.store import visits
from hub.transaction import Refused
from shared.labels import typed
from shared.wire import Code


async def numbered(exchange: Exchange) -> object:
    """Today's tickets with the number asked for, at most one of each series."""
    queue = exchange.queue
    said = typed(exchange.request.query_params.get("number", ""))
    if said is None:
        return Refused(Code.BAD_REQUEST, "number is a ticket's number as it is said: A-013, a13 or 13")
    day = service_date(queue.conditions.site.timezone, queue.now())
    return visits.numbered(queue.reader, day, *said)
