"""Looking up whom somebody names at a desk: today's tickets by number as it is said, or by a paper's QR."""

from __future__ import annotations

from hub.http.routes import Exchange, QueryValue
from hub.outcomes import Refused
from hub.rules.openness import service_date
from hub.store import visits
from shared.wire import Code, Visit
from shared.wording.labels import typed

SEARCHED_BY = (
    QueryValue("number", "As it is said: A-013, a13 or 13", {"type": "string"}),
    QueryValue("token", "Instead of the number: the last part of the address in the QR", {"type": "string"}),
)


def search_tickets(exchange: Exchange[None]) -> tuple[Visit, ...] | Refused:
    """Today's tickets with the number asked for, at most one of each series; or the one with the token, if it is of
    today. Nothing that was sent is repeated in a refusal: a scanner may have read something else."""
    hub, asked = exchange.hub, exchange.request.query()
    number, token = asked.get("number"), asked.get("token")
    if (number is None) == (token is None):
        return Refused(Code.BAD_REQUEST, "one of number and token is asked for")
    day = service_date(hub.conditions.site.timezone, hub.now())
    if token is not None:
        return visits.with_token(hub.reader, day, token)
    said = typed(number or "")
    if said is None:
        return Refused(Code.BAD_REQUEST, "number is a ticket's number as it is said: A-013, a13 or 13")
    return visits.numbered(hub.reader, day, *said)
