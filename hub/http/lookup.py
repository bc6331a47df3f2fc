"""Looking up what somebody names at a desk: a number as it is said, found among today's tickets."""

from __future__ import annotations

import re

from hub.http.routes import Exchange
from hub.rules.openness import service_date
from hub.store import visits
from hub.transaction import Refused
from shared.wire import Code

_SAID = re.compile(r"([A-Z]{0,4})[ -]*0*([0-9]{1,6})")


def as_said(text: str) -> tuple[str | None, int] | None:
    """Series and number of "A-013", "a 13" or "13" (any series: None); None when it is no number."""
    found = _SAID.fullmatch(text.strip().upper())
    return (found[1] or None, int(found[2])) if found else None


async def numbered(exchange: Exchange) -> object:
    """Today's tickets with the number asked for, at most one of each series."""
    queue = exchange.queue
    said = as_said(exchange.request.query_params.get("number", ""))
    if said is None:
        return Refused(Code.BAD_REQUEST, "number is a ticket's number as it is said: A-013, a13 or 13")
    day = service_date(queue.conditions.site.timezone, queue.now())
    return visits.numbered(queue.reader, day, *said)
