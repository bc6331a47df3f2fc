"""Routes on whole service days: closing today, and what closed days were like."""

from __future__ import annotations

from datetime import date

from hub.commands import day
from hub.http.routes import CommandRoute, Exchange, QueryValue, ReadRoute, Route
from hub.outcomes import Refused
from hub.roles import MANAGERS
from hub.rules.openness import service_date
from hub.store import days
from shared.wire import Code, DayRecap

_DATE = {"type": "string", "format": "date"}


def closed_days(exchange: Exchange[None]) -> tuple[DayRecap, ...] | Refused:
    asked, hub = exchange.request.query(), exchange.hub
    today = service_date(hub.conditions.site.timezone, hub.now())
    try:
        first, last = (date.fromisoformat(asked.get(name, today.isoformat())) for name in ("from", "to"))
    except ValueError:
        return Refused(Code.BAD_REQUEST, "from and to are dates, YYYY-MM-DD")
    return days.between(hub.reader, first, last)


DAYS: tuple[Route, ...] = (
    CommandRoute("POST", "/day/close", "End the service day", MANAGERS, day.close_day, answer=DayRecap),
    ReadRoute(
        "GET",
        "/reports/days",
        "Closed days",
        MANAGERS,
        closed_days,
        answer=tuple[DayRecap, ...],
        query=(
            QueryValue("from", "The first day; today if not given", _DATE),
            QueryValue("to", "The last day, likewise", _DATE),
        ),
    ),
)
